"""TEXT-NUMBER: every number of the text that is said of the tables."""

import pytest

from assistant.checking import check_report
from tests.checking.support import LAST_YEAR, only
from tests.checking.texts import REQUESTS, of_text, words
from tests.support.reports import busy_report

CODE = "TEXT-NUMBER"

# 新收23（自然人19、企业3、法律服务机构1），结转2，办结24，结转下年1；公开11、部分3、不予2、无法5、不予处理2、其他1
WRONG = [
    ("全年新收政府信息公开申请32件。", ["32件"]),
    ("全年共收到政府信息公开申请26件。", ["26件"]),
    ("收到依申请公开事项二十四件，均为自然人当面提出。", ["二十四件"]),
    ("新收政府信息公开申请1,023件。", ["1,023件"]),
    ("新收政府信息公开申请２４件，上年结转3件。", ["２４件", "3件"]),
    ("本年共受理23件政府信息公开申请，上年度结转1件，共办结24件，结转下年度继续办理3件。", ["1件", "3件"]),
    ("受理信息公开申请23件，已答复23件，1件顺延至2026年办理。", ["23件"]),
    ("办结24件，其中同意公开12件，部分公开3件，不同意公开2件，无法提供5件。", ["12件"]),
    (
        "24件申请的办理结果：予以公开11件、部分公开3件、不予公开4件、无法提供5件、不予处理2件、其他处理1件。",
        ["4件"],
    ),
    ("属于行政查询事项的2件，不予公开。", ["2件"]),
    ("因本机关不掌握而无法提供3件。", ["3件"]),
    ("信访、举报、投诉类申请3件，不予处理。", ["3件"]),
    ("新收23件，其中自然人20件，商业企业3件，律师事务所1件。", ["20件"]),
    ("收到申请23件，其中法人和其他组织5件。", ["5件"]),
    ("予以公开、部分公开分别为11件、4件。", ["4件"]),
    ("因政府信息公开引起行政复议2件，其中维持2件。", ["2件"]),
    ("因政府信息公开被申请行政复议3件，没有行政诉讼。", ["3件"]),
    ("因政府信息公开引起的行政复议、行政诉讼各2件。", ["2件"]),
    ("因政府信息公开被提起行政诉讼1件。", ["1件"]),
]


@pytest.mark.parametrize(("text", "wrong"), WRONG)
def test_numbers_of_requests_and_disputes(text, wrong):
    findings = of_text(REQUESTS + text, CODE)
    assert words(REQUESTS + text, findings) == wrong
    assert {f.severity for f in findings} == {"error"}


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("2024年末未办完的3件与当年新收的23件合并办理。", ["3件"]),
        ("上年移交2件，当年新收23件，答复完毕22件。", ["22件"]),
        ("截至2025年12月31日已答复22件。", ["22件"]),
        ("收到申请23件，另外5件来自商业企业、法律服务机构。", ["5件"]),
        ("办理申请中，全部或者部分公开的15件。", ["15件"]),
        ("应办件23件，其中新收23件。", ["23件"]),
        ("科研机构今年提出申请2件。", ["2件"]),
        ("结转下一年度的申请12件，均未超期。", ["12件"]),
        ("以不予公开方式答复9件，逐件写明理由。", ["9件"]),
        ("公司提出的有9件申请。", ["9件"]),
        ("重复申请由2024年的5件升至8件。", ["8件"]),
        ("有9件答复经行政复议被纠正。", ["9件"]),
        ("律师事务所代理赔偿案件，提出申请3件。", ["3件"]),
        ("商业企业则有9件申请。", ["9件"]),
        ("年底仍有2件申请等待第三方回复，转入2026年继续办理。", ["2件"]),
        ("补正后仍无法确定指向的有5件。", ["5件"]),
        ("不服复议决定而提起行政诉讼的4件。", ["4件"]),
        ("因政府信息公开引起行政复议2件：维持原答复2件，未审结1件。", ["2件"]),
    ],
)
def test_numbers_told_in_other_words(text, wrong):
    found = words(REQUESTS + text, of_text(REQUESTS + text, CODE))
    assert found == wrong


@pytest.mark.parametrize(
    "text",
    [
        "2024年末未办完的2件与当年新收的23件合并办理，截至2025年12月31日已答复24件。",
        "收到申请23件，另外4件来自商业企业、法律服务机构。",
        "全部或者部分公开的14件。",
        "作出行政处罚决定和行政强制决定两项合计41件。",
        "行政复议申请2件，已经收到决定的1件。",
        "商业企业先后提交了2件关于土地的申请。",
        "商业企业、法律服务机构和其他组织提出4件申请。",
        "作出许可65件是决定数，受理数为71件。",
        "年内行政应诉9件，只有1件因信息公开而起。",
    ],
)
def test_the_same_words_with_the_right_numbers(text):
    assert [f for f in of_text(text, CODE) if f.severity == "error"] == []


def test_a_number_of_one_kind_of_applicant_is_doubtful():
    text = f"{REQUESTS}自然人的申请新收19件，加上年结转2件，办结20件。"
    doubtful = [f for f in of_text(text, CODE) if f.severity == "error"]
    assert doubtful == []


def test_a_round_figure_is_as_sharp_as_it_is_written():
    assert of_text("（一）主动公开。行政事业性收费约310万元。", CODE) == []
    (finding,) = of_text("（一）主动公开。行政事业性收费约321万元。", CODE)
    assert finding.expected is not None


PROACTIVE_WRONG = [
    ("行政规范性文件8件继续有效。", ["8件"]),
    ("制定与社会救助、养老服务相关的行政规范性文件3件。", ["3件"]),
    ("执法队立案并作出处罚73件。", ["73件"]),
    ("制发行政规范性文件3件，废止1件，现行有效9件。", ["3件"]),
    ("全年出台规范性文件2件，废止2件，目前现行有效10件。", ["2件", "10件"]),
    ("作出行政许可决定1268件、行政处罚决定37件、行政强制决定4件。", ["1268件"]),
    ("作出行政许可、行政处罚、行政强制处理决定分别为1286件、73件、4件。", ["73件"]),
    ("行政事业性收费321.58万元。", ["321.58万元"]),
    ("行政事业性收费312580元。", ["312580元"]),
]


@pytest.mark.parametrize(("text", "wrong"), PROACTIVE_WRONG)
def test_numbers_of_documents_decisions_and_fees(text, wrong):
    text = f"（一）主动公开。{text}"
    findings = of_text(text, CODE)
    assert sorted(words(text, findings)) == sorted(wrong)


RIGHT = [
    "全年依申请公开的答复一件也没有延期。",
    "全年新收政府信息公开申请23件，上年结转2件，办结24件，结转下年度继续办理1件。",
    "全年共收到政府信息公开申请25件（含上年结转2件），答复24件，另有1件顺延到下年度答复。",
    "政府信息公开申请二十三件，其中自然人十九件、企业3件、律所1件。",
    "收到申请23件，其中通过网络提交15件、信函5件、当面3件。",
    "涉及征地拆迁的申请仍然最多，新收11件。",
    "办理行政许可申请1286件，受理群众留言320条，答复318条。",
    "收到12345热线转办工单230件，办结229件。",
    "不予公开的2件中，属于内部事务信息的1件、行政查询事项的1件。",
    "与2024年的24件相比，新收申请减少1件。",
    "一季度收到申请8件，全年办结24件。",
    "被申请行政复议2件，结果维持1件，尚未审结1件。",
    "因政府信息公开引起行政复议2件，行政诉讼0件。",
    "法人或其他组织4件，其余为自然人。",
    "办结的24件申请中，20件由自然人提出。",
    "累计收到近26件申请。",
]


@pytest.mark.parametrize("text", RIGHT)
def test_right_and_other_numbers_are_left_alone(text):
    assert of_text(REQUESTS + text, CODE) == []


OTHER_WAYS = [
    ("承接上年度未办结申请4件，新收23件。", ["4件"]),
    ("承接上年2件，答复42件。", ["42件"]),
    ("年末转入2026年继续办理的5件。", ["5件"]),
    ("年底前没有办完的5件，按规定转入2026年继续办理。", ["5件"]),
    ("年底尚有5件申请未到答复期限。", ["5件"]),
    ("新收政府信息公开申请23件，上年为26件。", ["26件"]),
    ("复议机关全年审结涉及我局政府信息公开的案件2件，其中2件维持原答复。", ["2件", "2件"]),
    ("规范性文件管理规范。制发2件，目前继续有效的12件。", ["12件"]),
    ("规范性文件制发2件，清理后现行有效的还有12件。", ["12件"]),
    ("逐件公示行政许可决定1300件。", ["1300件"]),
]


@pytest.mark.parametrize(("text", "wrong"), OTHER_WAYS)
def test_numbers_named_in_other_ways(text, wrong):
    assert words(REQUESTS + text, of_text(REQUESTS + text, CODE, previous=LAST_YEAR)) == wrong


@pytest.mark.parametrize(
    "text",
    [
        "承接上年2件，答复24件，转入2026年继续办理的1件。",
        "新收政府信息公开申请23件，上年为24件。",
        "逐件公示行政许可决定120件。",
        "行政复议机关新收行政复议申请2163件，政府信息公开类2件。",
    ],
)
def test_other_ways_of_right_numbers(text):
    assert of_text(REQUESTS + text, CODE, previous=LAST_YEAR) == []


ENTERPRISES = {
    "requests.new.enterprise": 9,
    "requests.concluded_total.enterprise": 8,
    "requests.granted.enterprise": 5,
    "requests.granted_in_part.enterprise": 2,
}


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("企业新收9件，办结8件：公开5件，部分公开2件。", []),
        ("企业提出的9件申请，予以公开5件，部分公开2件。", []),
        ("企业全年新收9件、办结8件。办结的结果是公开5件，部分公开2件。", []),
        ("企业新收9件，办结8件：公开7件，部分公开2件。", ["7件"]),
        ("企业新收9件，办结6件。", ["6件"]),
        ("企业新收9件，办结8件。全年办结24件，予以公开5件。", ["5件"]),
        ("全年收到1件至4件的单位有9个。", []),
        ("除这三类以外，不予公开的只有1件。", []),
        ("全县秋季学期受理转学申请1286件，办结1241件。", []),
    ],
)
def test_numbers_of_one_kind_of_applicant(text, wrong):
    assert words(REQUESTS + text, of_text(REQUESTS + text, CODE, cells=ENTERPRISES)) == wrong


@pytest.mark.parametrize(
    "text",
    [
        "因政府信息公开被申请行政复议2件。因行政处罚引起的行政复议67件、行政诉讼12件。",
        "因政府信息公开被申请行政复议2件。全局其他行政复议案件23件、行政诉讼案件17件。",
        "因政府信息公开被申请行政复议2件。行政诉讼应诉61件，与信息公开无关。",
    ],
)
def test_cases_of_other_matters_stay(text):
    assert of_text(REQUESTS + text, CODE) == []


def test_the_right_number_of_documents_beside_it_makes_the_other_doubtful():
    cells = {"proactive.normative_documents.in_force": 27, "proactive.normative_documents.issued": 4}
    text = "规范性文件逐件评估，继续有效23件；年内制发4件，年末27件。"
    assert [f.severity for f in of_text(text, CODE, cells=cells)] == ["warning"]
    assert [f.severity for f in of_text("规范性文件现行有效23件。", CODE, cells=cells)] == ["error"]


def test_cases_not_yet_decided_are_tried_without():
    (finding,) = of_text(f"{REQUESTS}因政府信息公开被申请行政复议1件。", CODE)
    assert (finding.severity, finding.expected) == ("warning", 2)
    assert "减去尚未审结的 1 件，正好是 1 件" in finding.message


def test_a_number_of_last_year_is_held_against_last_year():
    text = f"{REQUESTS}2024年收到政府信息公开申请24件，2025年收到23件。"
    assert of_text(text, CODE, previous=LAST_YEAR) == []
    (finding,) = of_text(text.replace("24件", "27件"), CODE, previous=LAST_YEAR)
    assert finding.where[1] == "previous.requests.new.total"
    assert of_text(text.replace("24件", "27件"), CODE) == []


def test_last_years_number_left_over_is_named_as_such():
    (finding,) = of_text(f"{REQUESTS}新收政府信息公开申请24件。", CODE, previous=LAST_YEAR)
    assert "沿用了上年" in finding.message


def test_a_correction_puts_the_cells_number_in():
    (finding,) = of_text(f"{REQUESTS}新收政府信息公开申请32件。", CODE)
    assert (finding.correction, finding.expected, finding.found) == ("23件", 23, 32)
    assert finding.where[1:] == ("requests.new.total",)


def test_a_missing_table_is_no_pass():
    cells = {a: None for a, _ in busy_report().cells() if a.startswith("requests.")}
    (finding,) = of_text(f"{REQUESTS}新收政府信息公开申请32件，办结3件。", CODE, cells=cells)
    assert (finding.severity, finding.status) == ("info", "uncertain")
    assert "“新收政府信息公开申请32件”、“办结3件”" in finding.message


def test_a_doubtful_cell_makes_no_error():
    report = busy_report(sections={"overview": f"{REQUESTS}新收政府信息公开申请32件。"})
    cell = report.cell("requests.new.total")
    report = report.replace_cells({"requests.new.total": cell.model_copy(update={"certain": False})})
    finding = only(check_report(report), CODE)
    assert (finding.severity, finding.status) == ("warning", "uncertain")
    assert "存疑" in finding.message


def test_the_fingerprint_outlives_a_changed_number():
    one, two = (of_text(f"{REQUESTS}新收政府信息公开申请{n}件。", CODE)[0] for n in (32, 41))
    assert one.fingerprint == two.fingerprint


@pytest.mark.parametrize(
    ("words_of_it", "row"),
    [
        ("全部满足申请的", "granted"),
        ("区分处理后部分满足的", "granted_in_part"),
        ("内部事务、", "refused.internal_affairs"),
        ("应当依照登记资料查询规定办理的", "refused.administrative_inquiry"),
        ("要求统计汇总的", "unavailable.needs_creation"),
        ("此前已经答复又来申请的", "not_processed.repeated"),
        ("索要县志、公报的", "not_processed.publications"),
        ("频次明显过高且说不出合理理由的", "not_processed.excessive"),
        ("要求再出一份的", "not_processed.reconfirmation"),
        ("逾期仍未补正的", "other.not_corrected_in_time"),
    ],
)
def test_what_staff_call_the_rows_of_table_three(words_of_it, row):
    text = f"{REQUESTS}办结的申请中，{words_of_it.rstrip('、')}77件，均书面告知。"
    found = of_text(text, CODE)
    assert words(text, found) == ["77件"]
    assert f"requests.{row}.total" in found[0].where


def test_what_was_in_force_at_the_beginning_is_last_years_number():
    right, wrong = (
        "年初现行有效的行政规范性文件8件，逐件清理。",
        "年初现行有效的行政规范性文件6件，逐件清理。",
    )
    assert of_text(right, CODE) == of_text(wrong, CODE) == []
    assert of_text(right, CODE, previous=LAST_YEAR) == []
    assert words(wrong, of_text(wrong, CODE, previous=LAST_YEAR)) == ["6件"]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("跨到2026年接着办的公开申请有4件。", "4件"),
        ("去年转下来的申请5件，全部并入今年办理。", "5件"),
        ("今年向我局递交公开申请共31件。", "31件"),
        ("补正以后仍旧弄不清要什么的申请，有4件。", "4件"),
        ("无法提供一类的答复，累计9件。", "9件"),
        ("行政复议中，原答复得到维持的有2件。", "2件"),
        ("目前还在执行的行政规范性文件有5件。", "5件"),
        ("行政事业性收费（万元）：99.7。", "99.7"),
        ("未走复议径行起诉到法院的信息公开案件3件。", "3件"),
        ("名为申请、实为信访事项的4件，告知走信访渠道。", "4件"),
    ],
)
def test_numbers_named_in_everyday_words(text, wrong):
    findings = of_text(REQUESTS + text, CODE)
    assert words(REQUESTS + text, findings) == [wrong]


@pytest.mark.parametrize(
    "text",
    [
        "全年月均新收1.9件。",
        "全年以此为由不予公开1件。",
        "受理政府信息公开申请25件，已含上年结转的2件。",
        "街道里没有答复的1件尚在期限内，转到2026年。",
    ],
)
def test_numbers_in_everyday_words_that_are_right(text):
    assert of_text(REQUESTS + text, CODE) == []


@pytest.mark.parametrize(
    "text",
    [
        "平台全年收到线索238条，接待来访2300人次。",
        "复议收到后分布在5个部门办理。",
        "教师资格认定申请1120件，受理举报1268件。",
        "已审结的行政复议1件，维持1件。",
    ],
)
def test_numbers_of_other_matters_stay_out(text):
    report = {"disputes.reconsideration.total": 2, "disputes.reconsideration.pending": 1}
    assert of_text(REQUESTS + text, CODE, cells=report) == []


def test_what_rose_or_fell_is_what_the_number_before_is_of():
    """A number that no words tie passes nothing on: 处罚7件 is not what the documents fell to."""
    text = REQUESTS + "行政处罚决定7件；内部文件由4件减到3件。"
    assert of_text(text, CODE, cells={"proactive.penalties.decisions": 7}) == []


def test_a_number_that_another_year_is_compared_with():
    """与2023年收到的11件相比 is nobody's business where last year's report is 2024's; with 2024 it is last year's."""
    assert of_text(REQUESTS + "与2023年收到的申请11件相比，有所减少。", CODE) == []
    (found,) = of_text(REQUESTS + "与2024年收到的申请11件相比，有所增加。", CODE, previous=LAST_YEAR)
    assert "上年" in found.message
