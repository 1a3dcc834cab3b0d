"""CITATION: how articles are named, their paragraphs and items, and what a rule says told wrongly."""

import re

import pytest

from assistant.checking import check_report
from assistant.checking.citing.deadlines import lengths
from assistant.checking.citing.documents import documents, known
from assistant.checking.citing.items import parts
from assistant.core.numbers import read_chinese
from tests.checking.support import only, written
from tests.support.shared import shared_file


def told(text, year=2025):
    return [(f.found, f.expected) for f in check_report(written(year, overview=text)) if f.code == "CITATION"]


# --- how an article is named ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("当场能够答复的6件当场答复，这是《条例》第三十四条的要求。", "第三十四条", "第三十三条"),
        ("《条例》第三十五条明确的信访投诉类申请，不作为政府信息公开申请处理。", "第三十五条", "第三十九条"),
        ("对照《条例》第十九条列出的十五类信息，逐条梳理。", "第十九条", "第二十条"),
        ("按照条例第五十一条编制本年度报告。", "第五十一条", "第五十条"),
        ("指南和目录依《条例》第十一条更新2次。", "第十一条", "第十二条"),
        ("依照行政处罚法第三十八条，在3日内撤回处罚决定信息。", "第三十八条", "第四十八条"),
        (
            "对照修订后的行政复议法，对不予公开的决定，按照该法第三十二条，告知申请人先申请复议。",
            "第三十二条",
            "第二十三条",
        ),
        ("按照《条例》第三十四条书面征求建设单位的意见。", "第三十四条", "第三十二条"),
        ("《条例》第二十二条列举了乡（镇）人民政府还应当公开的事项。", "第二十二条", "第二十一条"),
        ("对国家秘密，《条例》第十六条规定不予公开。", "第十六条", "第十四条"),
        ("对不能公开的内容依照《条例》第三十八条作区分处理。", "第三十八条", "第三十七条"),
        ("镇里对照《条例》第二十二条列出的宅基地使用情况等事项逐项公开。", "第二十二条", "第二十一条"),
        ("在《条例》第十八条规定的20个工作日内上网。", "第十八条", "第二十六条"),
        (
            "依照《条例》第二十九条，自收到申请之日起7个工作日内一次性告知申请人补正。",
            "第二十九条",
            "第三十条",
        ),
        ("依照《条例》第四十九条规定的年度报告应当包括的内容收集数据。", "第四十九条", "第五十条"),
        ("《条例》第十二条列举的15类信息，逐类补齐目录。", "第十二条", "第二十条"),
        ("依照《条例》第五十二条，把公开列入年度考核。", "第五十二条", "第四十六条"),
        ("依照《条例》第二十二条修订公开指南。", "第二十二条", "第十二条"),
        ("《条例》第四十六条监督检查的规定，逐项落实。", "第四十六条", "第四十七条"),
        ("依照《条例》第三十三条书面征求第三方意见2件。", "第三十三条", "第三十二条"),
        ("依照《条例》第二十九条通知申请人补正1件。", "第二十九条", "第三十条"),
        ("依照《条例》第三十九条告知申请人已经主动公开信息的获取途径。", "第三十九条", "第三十六条"),
        ("依照《条例》第五十条，对答复不服的可以申请行政复议。", "第五十条", "第五十一条"),
    ],
)
def test_an_article_of_another_in_any_word_order(text, wrong, right):
    assert (wrong, right) in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "当场能够答复的6件当场答复，符合《条例》第三十三条的要求。",
        "依据《条例》第十五条不予公开5件，依据第三十六条第四项答复信息不存在3件，依据第三十九条第一款处理信访2件。",
        "申请不符合《条例》第二十九条规定的，一次性告知补正。",
        "举办培训4期，内容包括《条例》第三十六条答复情形。",
        "依照2024年1月1日起施行的行政复议法第二十三条，告知先申请复议。",
        "2020年以前按原《条例》第二十四条规定的15个工作日答复。",
        "信访工作条例第九十九条另有规定。",
        "依照《条例》第五十条规定的年度报告内容填报，按第四十九条规定的时间公布。",
        "依照《条例》第三十三条，征求第三方意见所需时间不计算在内。",
        "依照《条例》第四十六条纳入年度考核，依照第五十三条追究责任并扣减考核分。",
        "依照《条例》第三十六条答复，申请人不服的可以申请行政复议。",
        "依照《条例》第二十条，机构职能变化后更新目录。",
    ],
)
def test_articles_rightly_named(text):
    assert told(text) == []


def test_an_older_version_had_other_articles():
    """A report of 2022 may cite what the law said then; an article beyond the last is none in any year."""
    text = "申请人可以依照《行政复议法》第九条，自知道之日起六十日内申请复议。"
    assert told(text, 2022) == [] and [found for found, _ in told(text, 2025)] == ["第九条"]


# --- paragraphs and items ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("属于行政执法案卷的7件，依据《条例》第十六条第一款作出。", "第一款", "第二款"),
        ("后勤管理信息按《条例》第十六条第二款不予公开。", "第二款", "第一款"),
        ("要求提供年鉴的1件，依照《条例》第三十九条第一款告知获取途径。", "第一款", "第二款"),
        ("信访诉求2件按《条例》第三十九条第（二）款处理。", "第（二）款", "第一款"),
        ("规范性文件是《条例》第二十条第二项明确的主动公开内容。", "第二项", "第（一）项"),
        ("应急预案依据《条例》第二十条第（十一）项公开。", "第（十一）项", "第（十二）项"),
        (
            "作出的6件不予公开决定，均引用《行政复议法》第二十三条第一款第三项，提示先申请复议。",
            "第三项",
            "第（四）项",
        ),
        ("征求第三方意见的时间，依照《条例》第三十三条第二款不计算在答复期限内。", "第二款", "第三款"),
        ("处罚决定被撤销后，按照《行政处罚法》第四十八条第一款在三日内撤回。", "第一款", "第二款"),
    ],
)
def test_a_paragraph_or_item_beside_the_words_of_another(text, wrong, right):
    report = written(2025, overview=text)
    finding = only(check_report(report), "CITATION")
    assert (finding.severity, finding.status) == ("warning", "uncertain")
    assert (finding.found, finding.correction) == (wrong, right)


@pytest.mark.parametrize(
    "text",
    [
        "依据《条例》第十六条第二款，会议纪要中涉及内部事务的部分不予公开。",
        "依据《条例》第二十条第（一）项，公开规范性文件3件；第（五）项行政许可120件；第（六）项行政处罚33件。",
        "预算公开依据《条例》第二十条第七项，收费公开依据第八项。",
        "公共查阅室依据《条例》第二十五条第二款设立，向档案馆移送文件依据第三款。",
        "依照《条例》第四十九条第一款于1月31日前提交；区政府办公室依照第二款于3月31日前公布。",
        "表二按《条例》第二十条第一、五、六、八项填报规章、行政许可、行政处罚和收费。",
    ],
)
def test_paragraphs_and_items_in_their_place(text):
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("按照《行政复议法》第二十三条第一款第六项的规定告知。", "第二十三条第一款第六项"),
        ("根据《条例》第三十条第二项告知。", "第三十条第二项"),
    ],
)
def test_an_item_that_is_not_there(text, wrong):
    finding = only(check_report(written(2025, overview=text)), "CITATION")
    assert (finding.severity, finding.found) == ("error", wrong)


def test_parts_are_of_articles_that_have_them():
    of_title = {d.title: d for d in documents()}
    for (title, article), known_parts in parts().items():
        document = of_title[title]
        for part in known_parts:
            most = (
                document.items.get(article, 0) if part.kind == "项" else document.paragraphs.get(article, 1)
            )
            assert part.number <= most, (title, article, part.about)


# --- what a rule says, told wrongly ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("按照《条例》第三十二条，第三方逾期未提出意见的，视为同意公开。", "视为同意公开"),
        ("第三方逾期不答复即视同同意，我局随后公开。", "视同同意"),
        ("被征求意见机关逾期未提出意见的视为不同意公开。", "视为不同意公开"),
        ("申请人逾期不补正的，视为撤回申请。", "视为撤回申请"),
        ("信函申请以寄出之日为收到申请之日。", "寄出之日"),
        (
            "《条例》规定，征求第三方意见所需时间计算在20个工作日的答复期限之内。",
            "计算在20个工作日的答复期限之内",
        ),
        ("坚持以不公开为常态。", "以不公开为常态"),
    ],
)
def test_a_rule_the_wrong_way_round(text, wrong):
    assert [found for found, _ in told(text)] == [wrong]


@pytest.mark.parametrize(
    "text",
    [
        "第三方逾期未提出意见的，由行政机关依照《条例》规定决定是否公开，不视为同意。",
        "被征求意见机关逾期未提出意见的，视为同意公开。",
        "申请人无正当理由逾期不补正的，视为放弃申请。",
        "有的科室误以为第三方逾期未答复即视为同意公开，培训时予以说明。",
        "网上提交的申请，以双方确认之日为收到申请之日；邮寄的以签收之日为收到申请之日。",
        "坚持以公开为常态、不公开为例外。",
    ],
)
def test_rules_rightly_told(text):
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("依照《行政复议法》第五十四条，自收到申请书副本之日起十日内提出书面答复。", "十"),
        ("按照《条例》第三十三条规定的30个工作日期限答复。", "30"),
        ("《条例》第三十条要求补正告知在15个工作日内发出。", "15"),
        ("县级以上人民政府部门每年3月31日前公布年度报告。", "3"),
        ("虽然都在15个工作日的法定答复期限内发出，但说理偏短。", "15"),
        ("现行《条例》2019年5月1日施行以来，公开力度不断加大。", "2019年5月1日"),
        ("自2020年5月15日起施行的《政府信息公开条例》。", "2020年5月15日"),
        ("修订后的行政复议法自2023年9月1日起施行。", "2023年9月1日"),
        (
            "《政府信息公开信息处理费管理办法》规定，31页至100页每页20元。",
            "20",
        ),
        ("依照《条例》第三十二条给予建设单位25个工作日的反馈期。", "25"),
        ("自收到申请之日起12个工作日内一次性告知补正。", "12"),
        ("2019年5月10日新修订的《政府信息公开条例》施行以来，文书统一。", "2019年5月10日"),
    ],
)
def test_lengths_of_time_and_days_told_wrongly(text, wrong):
    assert [found for found, _ in told(text)] == [wrong]


@pytest.mark.parametrize(
    "text",
    ["申请都在15个工作日的法定答复期限内办结。", "按照15个工作日的法定期限办理，均在法定15个工作日内答复。"],
)
def test_a_figure_of_a_rule_is_not_told_again_as_a_term(text):
    findings = check_report(written(overview=text, year=2025))
    assert [f.code for f in findings if f.code in {"CITATION", "WORDING"}] == ["CITATION"] * text.count("15")


@pytest.mark.parametrize(
    "text",
    [
        "依照《条例》第三十三条，在12个工作日内答复；延期的1件在35个工作日内答复。",
        "依照《行政复议法》第五十四条，自收到申请书副本之日起五日内提出书面答复。",
        "按量计算应缴1620元（31至100页700元、101至146页920元）。",
        "自条例2019年5月15日施行以来，累计公开信息1万条。",
        "收到申请之日起3个工作日内一次性告知补正，给第三方留出10个工作日。",
    ],
)
def test_lengths_of_time_and_days_rightly_told(text):
    assert told(text) == []


@pytest.mark.shared
def test_lengths_stand_in_the_official_texts():
    """Each in the article that is said to name it, in words or in figures."""
    checked = 0
    for path in shared_file("regulations").glob("*.md"):
        document = known(re.sub(r"-\d{4}$", "", path.stem))
        text = path.read_text(encoding="utf-8")
        pieces = re.split(r"^第([一二三四五六七八九十百零]+)条", text, flags=re.M)
        for number, body in zip(pieces[1::2], pieces[2::2], strict=True):
            plain = body.replace("两", "二")
            said = {int(n) for n in re.findall(r"\d+", plain)}
            said |= {int(read_chinese(n) or 0) for n in re.findall(r"[一二三四五六七八九十百]+", plain)}
            own = lengths().get((document.title, int(read_chinese(number))), {}) if document else {}
            for several in own.values():
                assert set(several) <= said, (document.title, number)
                checked += 1
    assert checked > 70


# --- who issued it, and what it is about -------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("依据财政部印发的《政府信息公开信息处理费管理办法》收费。", "财政部"),
        ("全国人大常委会制定的《中华人民共和国政府信息公开条例》。", "全国人大常委会"),
        (
            "《国务院办公厅关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》（国办公开办函〔2021〕30号）。",
            "国务院办公厅",
        ),
        (
            "依据国务院办公厅关于政府信息公开工作年度报告格式的通知编制。",
            "国务院办公厅关于政府信息公开工作年度报告格式的通知",
        ),
        ("参照国办公开办函〔2019〕61号文件所附年度报告表格编制。", "国办公开办函〔2019〕61号"),
        ("《政府信息公开平台规范》（国办公开办函〔2019〕61号）提出要求。", "政府信息公开平台规范"),
        ("学习最高人民检察院发布的关于审理政府信息公开行政案件适用法律若干问题的解释。", "最高人民检察院"),
        ("审理政府信息公开行政案件适用新的司法解释（法释〔2025〕18号）。", "法释〔2025〕18号"),
        (
            "按照国务院办公厅关于全面推进基层政务公开标准化规范化工作的指导意见（国办发〔2018〕54号）核对。",
            "国办发〔2018〕54号",
        ),
        ("依照《不动产登记条例》查询。", "《不动产登记条例》"),
        ("依据《中华人民共和国物权法》办理。", "《中华人民共和国物权法》"),
        ("依照《企业环境信息依法披露管理办法》（环境保护部令第24号）披露。", "环境保护部令第24号"),
        ("按照《关于全面推进政务公开工作的意间》抓好落实。", "意间"),
        ("学习《中华人民共和国保守国家密秘法》。", "《中华人民共和国保守国家密秘法》"),
        (
            "依据《政府信息公开信息处理费收费管理办法》收费。",
            "《政府信息公开信息处理费收费管理办法》",
        ),
    ],
)
def test_wrong_issuers_and_wrong_documents(text, wrong):
    assert [found for found, _ in told(text)] == [wrong]


@pytest.mark.parametrize(
    "text",
    [
        "国务院办公厅印发的《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）自2021年1月1日起施行。",
        "国务院公布的《中华人民共和国政府信息公开条例》自2019年5月15日起施行。",
        "国务院办公厅政府信息与政务公开办公室印发的《中华人民共和国政府信息公开工作年度报告格式》。",
        "司法部印发《中华人民共和国行政复议法》宣传提纲。",
        "县财政局、县发展改革委印发的《政府信息公开信息处理费管理办法》操作说明。",
        "按照国办公开办函〔2021〕30号文件附件的年度报告表格填报。",
        "学习《优化营商环境条例》（国务院令第722号）和《重大行政决策程序暂行条例》（国务院令第713号）。",
        "依照《企业环境信息依法披露管理办法》（生态环境部令第24号）公开。",
        "办公室还有一批按原条例（国务院令第492号）印制的申请表，已经停用。",
    ],
)
def test_issuers_and_documents_in_order(text):
    assert told(text) == []
