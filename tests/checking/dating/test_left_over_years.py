"""Last year's year at the head of a clause, and in the names of reports."""

from __future__ import annotations

import pytest

from tests.checking.support import LAST_YEAR
from tests.checking.texts import of_text, words
from tests.support.reports import busy_report

YEAR = busy_report().year or 0
LAST = YEAR - 1
BUSY = busy_report()


def new_requests() -> str:
    cell = BUSY.cell("requests.new.total")
    assert cell is not None
    return str(cell.value)


@pytest.mark.parametrize(
    "text",
    [
        f"（一）主动公开。{LAST}年，我局围绕改革，制发文件并逐件解读。",
        f"举办培训3次。总的看，{LAST}年市公安局没有发生因政府信息公开追究责任的情形。",
        f"培训2次。{LAST}年度内，局办公室对纠正的4件逐件分析并通报。",
    ],
)
def test_last_year_told_as_this_year(text: str) -> None:
    found = of_text(text, "YEAR-LEFT-OVER")
    assert [w[:4] for w in words(text, found)] == [str(LAST)]
    assert found[0].correction == str(YEAR)


def test_beside_this_years_figures_it_is_an_error() -> None:
    text = f"坚持便民利民。{LAST}年全年新收政府信息公开申请{new_requests()}件。"
    assert [f.severity for f in of_text(text, "YEAR-LEFT-OVER")] == ["error"]


@pytest.mark.parametrize(
    "text",
    [
        f"{LAST}年，全县新收申请86件，今年少收11件。",
        f"{LAST}年预算项目继续公开，办理情况按季度更新。",
        f"{LAST}年转入的申请，全部按期答复。",
        f"连续三年开展评议，{LAST}年以来没有投诉。",
        f"{LAST}年3月印发的办法继续执行，公开目录同步更新。",
    ],
)
def test_comparisons_projects_and_documents_stay(text: str) -> None:
    assert of_text(text, "YEAR-LEFT-OVER") == []


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        (f"今年（{LAST}年）通过门户网站公开信息386条。", "error"),
        (f"上年（{LAST - 1}年）报告提出的问题已经解决。", "error"),
        (f"围绕{YEAR}年6月1日起施行的解释组织培训，{LAST}年参训1265人次。", "warning"),
        (f"发出收费通知2件。{LAST}年，全局改正错字87处。", "warning"),
    ],
)
def test_years_named_beside_this_and_last(text: str, severity: str) -> None:
    (finding,) = of_text(text, "YEAR-LEFT-OVER")
    assert finding.severity == severity
    assert str(finding.correction) in {str(YEAR), str(LAST)}


@pytest.mark.parametrize(
    "text",
    [
        f"今年（{YEAR}年）通过门户网站公开信息386条。",
        f"上年（{LAST}年）报告提出的问题已经解决。",
        f"新收申请23件，比{LAST}年的24件减少1件。",
    ],
)
def test_years_rightly_named_stay(text: str) -> None:
    assert of_text(text, "YEAR-LEFT-OVER", previous=LAST_YEAR) == []


def test_last_years_number_under_the_year_before() -> None:
    text = f"新收申请23件，比{LAST - 1}年的24件减少1件。"
    (finding,) = of_text(text, "YEAR-LEFT-OVER", previous=LAST_YEAR)
    assert (finding.severity, finding.correction) == ("error", str(LAST))


def test_a_report_approved_before_its_year_was_over() -> None:
    text = f"本报告已经{YEAR}年1月16日局务会审定。数据自{YEAR}年1月1日起至{YEAR}年12月31日止。"
    (finding,) = of_text(
        text, "YEAR-LEFT-OVER", section="preface", sections={"overview": "坚持及时公开。" * 9}
    )
    assert finding.correction == str(YEAR + 1)


def test_the_own_reports_name_with_last_year() -> None:
    text = f"《{BUSY.unit}{LAST}年政府信息公开工作年度报告》由局办公室牵头编制，数据自{YEAR}年1月1日起至{YEAR}年12月31日止。"
    found = of_text(text, "YEAR-LEFT-OVER", section="preface", sections={"overview": "坚持及时公开。" * 9})
    assert words(text, found) == [str(LAST)]
    assert found[0].severity == "error"


@pytest.mark.parametrize(
    ("text", "article"),
    [
        ("按照《中华人民共和国政府信息公开条例》第二十条自该政府信息形成或者变更之日起20个工作日内公开的规定办理。", "第二十六条"),
        ("信访举报投诉类6件，依据《中华人民共和国政府信息公开条例》第三十三条，告知申请人。", "第三十九条"),
        ("根据《中华人民共和国政府信息公开条例》第四十九条规定的年度报告五项内容编制本报告。", "第五十条"),
        ("依据《中华人民共和国政府信息公开条例》第三十六条收取信息处理费。", "第四十二条"),
    ],
)  # fmt: skip
def test_articles_beside_another_subject(text: str, article: str) -> None:
    assert article in [f.expected for f in of_text(text, "CITATION")]


def test_no_such_regulation() -> None:
    found = of_text("依照《中华人民共和国政府信息公开工作条例》编制。", "CITATION")
    assert [f.severity for f in found] == ["error"]


def test_the_short_name_has_to_be_introduced() -> None:
    bare = {"preface": "编制本报告。", "problems": "", "other": ""}
    text = "答复依据《条例》作出。"
    assert words(text, of_text(text, "CITATION", sections=bare)) == ["《条例》"]
    introduced = bare | {
        "preface": "根据《中华人民共和国政府信息公开条例》（以下简称《条例》），编制本报告。"
    }
    assert of_text(text, "CITATION", sections=introduced) == []


@pytest.mark.parametrize(
    "text",
    [
        "其中石桥乡柳湾村4组12号的郭满仓一人提出多件，已当面解释。",
        "其中青禾镇大槐村7组张德顺家的审批晚了半月。",
        "曾把健康路34号2幢501室的赵某华写进通告。",
        "申请人李明，家住柳湾村4组12号，已当面解释。",
    ],
)
def test_a_name_with_its_address_is_an_error(text: str) -> None:
    assert "error" in [f.severity for f in of_text(text, "PRIVACY")]


@pytest.mark.parametrize(
    "text",
    [
        "查阅点设在人民路12号，联系电话见公开指南。",
        "大槐村7组公开栏已经更换，14个村都有固定公开栏。",
        "办公地址：示例县健康路34号2楼，何时可以查阅见公告。",
    ],
)
def test_an_address_of_an_office_stays(text: str) -> None:
    assert of_text(text, "PRIVACY") == []


@pytest.mark.parametrize(
    ("text", "counter"),
    [("8项申请全部办结，其中予以公开3件。", "项"), ("新收的申请中，自然人提出287人次，法人39件，依申请公开有序。", "人次")],
)  # fmt: skip
def test_requests_are_counted_by_pieces(text: str, counter: str) -> None:
    assert words(text, of_text(text, "COUNTER")) == [counter]


def test_a_blank_inside_a_word() -> None:
    text = "收到政府信 息公开申请1件，已经按期答复申请人。"
    assert words(text, of_text(text, "PUNCTUATION")) == [" "]


def cell(address: str) -> str:
    value = BUSY.value(address)
    assert value is not None
    return str(value)


DIGITS = dict(zip("0123456789", "〇一二三四五六七八九", strict=True))


@pytest.mark.parametrize(
    ("text", "right"),
    [
        (
            f"{LAST}年共新收政府信息公开申请{new_requests()}件，办理平稳，比上年少收1件。",
            str(YEAR),
        ),
        (
            f"{''.join(DIGITS[c] for c in str(LAST))}年，网站更新信息203条；收到政府信息公开申请{new_requests()}件。",
            "".join(DIGITS[c] for c in str(YEAR)),
        ),
        (f"{LAST}全年收到政府信息公开申请{new_requests()}件。", str(YEAR)),
    ],
)
def test_however_it_is_said_before_this_years_figures(text: str, right: str) -> None:
    (finding,) = of_text(text, "YEAR-LEFT-OVER")
    assert (finding.severity, finding.correction) == ("error", right)


@pytest.mark.parametrize("words_of_it", ["年结转的", "年转来的", "年未结的"])
def test_what_came_over_from_last_year_stays(words_of_it: str) -> None:
    text = f"新收申请{new_requests()}件，加上{LAST}{words_of_it}{cell('requests.carried_over.total')}件，逐件办理。"
    assert of_text(text, "YEAR-LEFT-OVER") == []


def test_a_change_on_last_year_beside_the_year_before() -> None:
    last = busy_report({"requests.new.total": 18}, year=LAST)
    now = BUSY.value("requests.new.total")
    assert now is not None and now > 19
    said = f"增加{now - 18}件"
    text = f"全县新收政府信息公开申请{now}件，与{{}}年相比{said}。"
    wrong, right = text.format(LAST - 1), text.format(LAST)
    (finding,) = of_text(wrong, "YEAR-LEFT-OVER", previous=last)
    assert (finding.severity, finding.correction) == ("error", str(LAST))
    assert of_text(right, "YEAR-LEFT-OVER", previous=last) == []
    (finding,) = of_text(wrong, "YEAR-LEFT-OVER")
    assert finding.severity == "warning", "without last year's tables it is only asked"


@pytest.mark.parametrize(
    ("text", "wrong", "right", "severity"),
    [
        (f"同比（{LAST - 1}年5件）增加2件。", LAST - 1, LAST, "error"),
        (f"本报告（{LAST}年度）可在网站下载。", LAST, YEAR, "error"),
        (f"{LAST - 1}年（上年）报告提出的问题已经解决。", LAST - 1, LAST, "error"),
        (f"明年（{YEAR}年）拟把标注交由街道承担。", YEAR, YEAR + 1, "warning"),
        (f"年初印发《示例局{LAST}年政务公开工作要点》，逐项落实。", LAST, YEAR, "warning"),
        (f"力争{YEAR}年底前完成公开栏改造。", YEAR, YEAR + 1, "warning"),
        (f"拟自{YEAR}年3月起先行试用。", YEAR, YEAR + 1, "warning"),
        (f"下一步，由办公室每周查看，确保{YEAR}年6月底前全部完成。", YEAR, YEAR + 1, "warning"),
        (f"{LAST}年1月至12月，局机关共公开信息264条。", LAST, YEAR, "warning"),
        (f"截至{LAST}年12月31日，网站当年公开信息526条，其中本年新增12条。", LAST, YEAR, "warning"),
        (f"到{LAST}年底，网站共有栏目12个。", LAST, YEAR, "warning"),
    ],
)
def test_words_that_fix_the_year_and_what_is_still_to_come(
    text: str, wrong: int, right: int, severity: str
) -> None:
    (finding,) = of_text(text, "YEAR-LEFT-OVER")
    assert words(text, [finding])[0][:4] == str(wrong)
    assert (finding.correction, finding.severity) == (str(right), severity)


@pytest.mark.parametrize(
    "text",
    [
        f"同比（{YEAR}年7件、{LAST}年5件）增加2件。",
        f"{LAST}年比上年（{LAST - 1}年）多3件。",
        f"明年（{YEAR + 1}年）将推广，力争{YEAR + 1}年底前完成。",
        f"清理中废止《{LAST}年政务公开工作要点》。",
        f"年初提出力争{YEAR}年底前完成，现已完成。",
        f"我局将{YEAR}年3月印发的清单纳入目录，原计划{YEAR}年6月建成的专区如期建成。",
        f"{LAST}年收到3件，{LAST - 1}年收到2件。",
        f"{LAST}年也没有收到申请。",
        f"对{LAST}年末有效的12件逐件评估。",
        f"从{LAST - 1}年到{LAST}年底累计公开300条。",
    ],
)
def test_other_years_rightly_told_stay(text: str) -> None:
    assert of_text(text, "YEAR-LEFT-OVER") == []


def test_last_years_number_beside_this_years_stays() -> None:
    """A year before with another number than this year's is a comparison."""
    text = f"本年新收申请{new_requests()}件，办理平稳。{LAST}年新收申请{int(new_requests()) + 7}件。"
    assert of_text(text, "YEAR-LEFT-OVER") == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (f"本报告全面反映示例局{LAST}年公开政府信息的情况。", LAST),
        (f"本报告汇总9个县（区）{LAST}年度的公开数据。", LAST),
        (f"报告所列数据均为{LAST}年度数据。", LAST),
        (f"公众自{YEAR}年1月起可在网站查阅本报告全文。", YEAR),
        (f"本报告于{YEAR}年1月20日在网站公布。", YEAR),
    ],
)
def test_what_the_preface_says_of_the_report(text: str, wrong: int) -> None:
    found = of_text(text, "YEAR-LEFT-OVER", section="preface", sections={"overview": "坚持及时公开。" * 9})
    assert [w[:4] for w in words(text, found)] == [str(wrong)]


@pytest.mark.parametrize(
    "text",
    [
        f"本报告反映{YEAR}年的情况，涉及{LAST}年的数据仅作比较。",
        f"涉及同比的，以{LAST}年政府信息公开工作年度报告公布的数据为准。",
        f"本报告包括对{LAST}年报告所列问题的整改情况。",
        f"{LAST}年度报告于{YEAR}年1月25日在网站公布，本报告于{YEAR + 1}年1月20日公布。",
    ],
)
def test_other_reports_in_the_preface_stay(text: str) -> None:
    assert (
        of_text(text, "YEAR-LEFT-OVER", section="preface", sections={"overview": "坚持及时公开。" * 9}) == []
    )


PREFACE = {"overview": "坚持及时公开。" * 9}


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        (f"{LAST}年5月，举办政务公开培训班1期，36人参加。", LAST, YEAR),
        (f"一年来，特别是{LAST}年下半年，公开栏更换及时。", LAST, YEAR),
        (f"公布{LAST}年义务教育招生政策，解答家长提问。", LAST, YEAR),
        (f"本年度的社会评议于{LAST}年12月完成，收回评议表70份。", LAST, YEAR),
        (f"今年秋季开学前（{LAST}年8月）集中培训学校信息员。", LAST, YEAR),
        (f"{LAST}年以来，我局认真落实《条例》，主动公开信息。", LAST, YEAR),
        (f"近三年（{YEAR - 3}—{LAST}年）没有发生投诉。", LAST, YEAR),
        (f"新收申请7件，加上{LAST - 1}年结转的1件，共8件。", LAST - 1, LAST),
        (f"新收申请7件，与{LAST - 1}年同期相比增长40%。", LAST - 1, LAST),
        (f"其中1件结转至{YEAR}年继续办理。", YEAR, YEAR + 1),
        (f"{LAST - 1}年报告提出的问题，已经解决。", LAST - 1, LAST),
        (f"主动公开{LAST - 1}年度部门决算。", LAST - 1, LAST),
        (f"今年印发《公开审查办法》（示教发〔{LAST}〕8号）。", LAST, YEAR),
        (f"截至{LAST}年底，我局没有收到申请，也没有结转下年度继续办理的申请。", LAST, YEAR),
        (f"截至{LAST}年底，上述问题的整改责任均落实到人。", LAST, YEAR),
        (f"与{YEAR - 2}年相比，{LAST}年公开栏更换减少2次。", LAST, YEAR),
        (f"{LAST}年网站点击量多于往常，比{YEAR - 2}年上升一成。", LAST, YEAR),
        (f"本报告编制时间为{YEAR}年1月12日。", YEAR, YEAR + 1),
        (f"{YEAR}年3月，68个部门集中公开{LAST}年部门预算。", LAST, YEAR),
        (f"{YEAR}年9月，公布{YEAR}年度部门决算。", YEAR, LAST),
        (f"回望{LAST}年，本局整合栏目8个，栏目更好找了。", LAST, YEAR),
        (f"信息按月发布，{LAST}年全年公示建设项目环评164条。", LAST, YEAR),
    ],
)  # fmt: skip
def test_last_year_named_where_nothing_says_why(text: str, wrong: int, right: int) -> None:
    (finding,) = of_text(text, "YEAR-LEFT-OVER")
    assert words(text, [finding]) == [str(wrong)]
    assert (finding.severity, finding.correction) == ("warning", str(right))


@pytest.mark.parametrize(
    "text",
    [
        f"公开{YEAR}年部门预算和{LAST}年部门决算。",
        f"{LAST}年12月收到的1件申请于{YEAR}年1月答复。",
        f"申请公开{LAST}年土地出让合同的3件，均予以公开。",
        f"{LAST}年出台的实施细则运行平稳。",
        f"{LAST}级学生学籍信息已更正。",
        f"执行《示例县公开审查办法》（示政办发〔{LAST}〕12号），逐件审查。",
        f"今年修订公开指南，废止示教办〔{LAST}〕5号。",
        f"4件结转到{YEAR + 1}年继续办理，{LAST}年结转至{YEAR}年的5件全部办结。",
        f"加上{LAST}年结转的1件，共8件，其中{LAST - 1}年以前的没有。",
        f"近三年（{YEAR - 2}—{YEAR}年）没有发生投诉。",
        f"{LAST}年比{YEAR - 2}年增加3件，{YEAR}年又比{LAST}年增加2件。",
        f"近年点击量逐年上升，与{YEAR - 2}年相比，{LAST}年上升一成。",
        f"截至{LAST}年底的存量问题，今年全部整改。",
        f"本报告编制时间为{YEAR + 1}年1月12日。",
    ],
)
def test_last_year_named_with_a_reason_stays(text: str) -> None:
    assert of_text(text, "YEAR-LEFT-OVER") == []


def test_two_digits_of_a_year_and_a_year_in_numerals() -> None:
    (finding,) = of_text(f"{LAST % 100}年，我局公开信息264条。", "YEAR-LEFT-OVER")
    assert finding.correction == str(YEAR % 100)
    (finding,) = of_text(
        f"{''.join(DIGITS[c] for c in str(LAST))}年，我局认真落实《条例》，推进公开。", "YEAR-LEFT-OVER"
    )
    assert finding.correction == "".join(DIGITS[c] for c in str(YEAR))
    assert of_text(f"{LAST % 100}年来坚持公开。", "YEAR-LEFT-OVER") == []


def test_what_this_and_last_year_mean_and_the_reports_name() -> None:
    for text, right in (
        (f"文中“上年”均指{LAST - 1}年。", LAST),
        (f"文中“本年”指{LAST}年。", YEAR),
        (f"对{BUSY.unit}{LAST}年年度报告有疑问的，可以来电。", YEAR),
    ):
        found = of_text(text, "YEAR-LEFT-OVER", section="preface", sections=PREFACE)
        assert [(f.severity, f.correction) for f in found] == [("error", str(right))]
    right_text = f"文中“上年”均指{LAST}年，{LAST}年度报告公布的数据仅供比较。"
    assert of_text(right_text, "YEAR-LEFT-OVER", section="preface", sections=PREFACE) == []


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("本年是“十二五”规划收官之年，公开规划5件。", True),
        ("评估“十三五”规划收官情况并公开。", False),
        (f"平台自{YEAR - 2}年1月上线以来，已连续运行六年。", True),
        (f"平台自{YEAR - 2}年1月上线以来，已连续运行三年。", False),
    ],
)
def test_turns_of_the_five_year_plans_and_ages(text: str, is_told: bool) -> None:
    assert bool(of_text(text, "YEAR-LEFT-OVER")) == is_told


def test_this_years_number_called_last_years() -> None:
    (finding,) = of_text(f"去年全年新收政府信息公开申请{new_requests()}件。", "YEAR-LEFT-OVER")
    assert finding.correction == "本年"
    assert of_text(f"全年新收政府信息公开申请{new_requests()}件。", "YEAR-LEFT-OVER") == []


@pytest.mark.parametrize(
    "text",
    [
        f"{YEAR}年，办公室将逐件催办，把转办时限压到3个工作日。",
        f"针对以上问题，{YEAR}年我们要加强培训。",
        f"从{YEAR}年1月起将把问答改成大字卡片。",
        f"拟选取6个民生项目试编说明，随{YEAR}年预算一并公开。",
        f"将赶在{YEAR}年报名开始前两周发布。",
        f"公开栏老化，待{YEAR}年更换。",
        f"下一步，我局将编印案例。{YEAR}年上半年完成首批汇编的印发。",
    ],
)
def test_what_is_meant_to_be_done_in_a_year_that_is_over(text: str) -> None:
    (finding,) = of_text(text, "YEAR-LEFT-OVER", section="problems")
    assert (finding.severity, finding.correction) == ("warning", str(YEAR + 1))
    assert of_text(text.replace(str(YEAR), str(YEAR + 1)), "YEAR-LEFT-OVER", section="problems") == []


@pytest.mark.parametrize(
    "text",
    [
        f"{YEAR}年，我局将62项事项纳入目录，公开更加规范。",
        f"{YEAR}年3月起实行月查月报，已查出问题12处。",
        f"下一步，把{YEAR}年发现的错字编成提醒单。",
        f"今后，以{YEAR}年考核结果为基础，逐项提高。",
        f"栏目更新慢。{YEAR}年一季度完成栏目合并，情况有所好转。",
    ],
)
def test_what_was_done_in_the_year_stays(text: str) -> None:
    assert of_text(text, "YEAR-LEFT-OVER", section="problems") == []


def test_the_year_that_requests_came_over_from() -> None:
    text = f"上年度结转（{YEAR - 2}年）的1件已办结。"
    (finding,) = of_text(text, "YEAR-LEFT-OVER")
    assert (words(text, [finding]), finding.correction) == ([str(YEAR - 2)], str(LAST))
    assert of_text(f"上年度结转（{LAST}年）的1件已办结。", "YEAR-LEFT-OVER") == []


def test_problems_of_last_year_that_are_still_to_be_solved() -> None:
    text = f"{LAST}年仍有解读偏少的不足，今后将加以解决。"
    (finding,) = of_text(text, "YEAR-LEFT-OVER", section="problems")
    assert words(text, [finding]) == [str(LAST)]
    assert of_text(f"{LAST}年解读偏少的不足得到解决。", "YEAR-LEFT-OVER", section="problems") == []
