"""CITATION: numbers, titles and articles. And what is not known is never called wrong."""

import re
from pathlib import Path

import pytest

from assistant.checking import check_report
from assistant.checking.citing.deadlines import fixed
from assistant.checking.citing.documents import documents, known, misspelt, topics
from assistant.core.numbers import read_chinese
from tests.checking.support import corrected, only, said, written
from tests.support.shared import shared_file

CORPUS = Path(__file__).parents[3] / "corpus" / "regulations"
FORM = "国办公开办函〔2021〕30号"


def cited(text, year=2024):
    return said(written(year, overview=text), "CITATION")


def front_matter():
    for path in sorted(CORPUS.glob("*.md")):
        head = path.read_text(encoding="utf-8").split("---")[1]
        fields = dict(re.findall(r"^(\S+?):[ ]*(.*)$", head, re.M))
        if "示例" not in fields["标题"]:
            yield fields["标题"], fields["文号"]


def test_the_table_agrees_with_the_library():
    """Titles and numbers are those of the regulations that come with the program; none is left out."""
    shipped = dict(front_matter())
    assert len(shipped) > 20
    assert {d.title: d.number for d in documents()} == shipped


def articles_of(text):
    """The articles of an official text: for each its number of 款 and of 项."""
    parts = re.split(r"^第([一二三四五六七八九十百零]+)条", text, flags=re.M)
    counted = {}
    for number, body in zip(parts[1::2], parts[2::2], strict=True):
        lines = [line for line in body.splitlines() if line.strip() and not line.startswith(("#", "---"))]
        items = sum(bool(re.match(r"[（(][一二三四五六七八九十]+[）)]", line.strip())) for line in lines)
        counted[int(read_chinese(number))] = (len(lines) - items, items)
    return counted


@pytest.mark.shared
def test_numbers_of_articles_are_those_of_the_official_texts():
    checked = 0
    for document in documents():
        for path in shared_file("regulations").glob("*.md"):
            if known(re.sub(r"-\d{4}$", "", path.stem)) is document:
                text = path.read_text(encoding="utf-8")
                articles = articles_of(text)
                assert document.articles == len(articles), document.title
                assert {a: articles[a][1] for a in document.items} == document.items
                if document.paragraphs:
                    assert {a: n for a, (n, _) in articles.items() if n > 1} == document.paragraphs
                checked += 1
    assert checked == 12


# --- numbers ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        (
            "依据《政府信息公开信息处理费管理办法》（国办函〔2020〕19号）收取。",
            "国办函〔2020〕19号",
            "国办函〔2020〕109号",
        ),
        (
            "依据《政府信息公开信息处理费管理办法》（国办发〔2020〕109号）收取。",
            "国办发〔2020〕109号",
            "国办函〔2020〕109号",
        ),
        (
            "根据《中华人民共和国政府信息公开条例》（国务院令第771号）编制。",
            "国务院令第771号",
            "国务院令第711号",
        ),
        (
            "根据《中华人民共和国政府信息公开条例》（中华人民共和国国务院令第117号）编制。",
            "国务院令第117号",
            "国务院令第711号",
        ),
        (
            "按照国办公开办函〔2021〕13号《中华人民共和国政府信息公开工作年度报告格式》编制。",
            "国办公开办函〔2021〕13号",
            FORM,
        ),
        (
            "学习《最高人民法院关于审理政府信息公开行政案件适用法律若干问题的解释》（法释〔2025〕18号）。",
            "法释〔2025〕18号",
            "法释〔2025〕8号",
        ),
        (
            "按照《国务院办公厅政府信息与政务公开办公室关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》（国办公开办函〔2020〕30号）编制。",
            "国办公开办函〔2020〕30号",
            FORM,
        ),
    ],
)
def test_a_number_that_is_not_the_titles(text, wrong, right):
    report = written(2025, overview=text)
    finding = only(check_report(report), "CITATION")
    assert (finding.severity, finding.found, finding.correction) == ("error", wrong, right)
    assert right in corrected(report, finding)


def test_the_old_title_with_the_new_number():
    text = "按照《关于政府信息公开工作年度报告有关事项的通知》（国办公开办函〔2021〕30号）的格式编制。"
    report = written(overview=text)
    findings = [f for f in check_report(report) if f.code == "CITATION"]
    assert "error" in {f.severity for f in findings}
    assert any("年度报告格式" in f.message for f in findings)


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("按照国办公开办涵〔2021〕30号文件编制。", "涵", "函"),
        ("按照国办公开办函[2021]30号文件编制。", "[2021]", "〔2021〕"),
        ("按照国办公开办函（2021）30号文件编制。", "（2021）", "〔2021〕"),
        ("按照国办公开办函﹝2021﹞30号文件编制。", "﹝2021﹞", "〔2021〕"),
        ("按照国办公开办函【2021】30号文件编制。", "【2021】", "〔2021〕"),
        ("落实示政办发[2024]12号文件要求。", "[2024]", "〔2024〕"),
        ("按照国办公开办函〔2021〕30文件编制。", "国办公开办函〔2021〕30", FORM),
        ("按照国办公开办函〔2021〕第30号文件编制。", "第", ""),
        ("根据国令第711号公布的条例编制。", "国令第711号", "国务院令第711号"),
        ("根据国务院令711号公布的条例编制。", "国务院令", "国务院令第"),
    ],
)
def test_the_form_of_a_number(text, wrong, right):
    assert cited(text) == [(wrong, right)]


@pytest.mark.parametrize(
    "number",
    [
        "国办公开办函〔2022〕30号",
        "国办公开办函〔2021〕31号",
        "国办函〔2021〕30号",
        "国办公开函〔2021〕30号",
        "国办公开办〔2021〕30号",
    ],
)
def test_the_number_of_the_form_with_one_slip(number):
    report = written(preface=f"按照{number}文件规定的年度报告格式编制。统计期限为2024年1月1日至12月31日。")
    finding = only(check_report(report), "CITATION")
    assert (finding.severity, finding.status, finding.correction) == ("warning", "uncertain", FORM)


# --- titles ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "right"),
    [
        ("《中华人民共和国政府信息公开条列》", "《中华人民共和国政府信息公开条例》"),
        ("《政府信息公开条理》", "《中华人民共和国政府信息公开条例》"),
        ("《政务信息公开条例》", "《中华人民共和国政府信息公开条例》"),
        ("《政府信息公开处理费管理办法》", "《政府信息公开信息处理费管理办法》"),
        ("《政府信息公开信息处理费管理方法》", "《政府信息公开信息处理费管理办法》"),
        ("《中华人民共各国政府信息公开条例》", "《中华人民共和国政府信息公开条例》"),
        ("《政府信息公开信息处理费管理条例》", "《政府信息公开信息处理费管理办法》"),
        ("《中华人民共和国信息公开条例》", "《中华人民共和国政府信息公开条例》"),
        ("《行政复义法》", "《中华人民共和国行政复议法》"),
    ],
)
def test_a_known_title_misspelt(title, right):
    assert cited(f"认真学习{title}，规范办理流程。") == [(title, right)]


@pytest.mark.parametrize(
    "title",
    [
        "中华人民共和国政府信息公开条例", "政府信息公开条例", "条例", "示例省政府信息公开条例", "示例市政府信息公开规定",
        "政府信息公开工作年度报告制度", "行政强制法", "行政许可法", "中华人民共和国保守国家秘密法实施条例", "信访工作条例",
        "2024年政府信息公开工作年度报告", "示例县教育局2024年政府信息公开工作年度报告", "政府信息公开指南",
        "国务院办公厅关于印发政府信息公开信息处理费管理办法的通知", "示例县政府信息公开工作考核办法", "民法典", "行政复议法实施条例",
    ],
)  # fmt: skip
def test_other_titles_are_left_alone(title):
    assert misspelt(title) is None


# --- articles -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("根据《条例》第五十七条规定办理。", "第五十七条"),
        ("根据《中华人民共和国政府信息公开条例》第六十条和本级要求办理。", "第六十条"),
        ("根据《中华人民共和国政府信息公开条例》（国务院令第711号，以下简称《条例》）第58条编写。", "第58条"),
        ("按照《条例》第二十条、第一百零一条公开。", "第一百零一条"),
        ("公开《条例》第二十条第（十八）项规定的信息。", "第二十条第（十八）项"),
        ("根据《行政复议法》第九十五条告知。", "第九十五条"),
        ("依照政府信息公开条例第五十九条处理。", "第五十九条"),
        ("根据《条例》第五十条第四款规定报告考核情况。", "第五十条第四款"),
    ],
)
def test_an_article_that_is_not_there(text, wrong):
    report = written(overview=text)
    finding = only(check_report(report), "CITATION")
    assert (finding.severity, finding.found) == ("error", wrong)


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("根据《条例》第三十二条规定，编制本年度报告。", "第三十二条", "第五十条"),
        ("依据《条例》第三十三条规定，属于国家秘密的不予公开。", "第三十三条", "第十四条"),
        ("依据《条例》第四十条规定收取信息处理费。", "第四十条", "第四十二条"),
        ("依据《条例》第十四条规定，以行政执法案卷为由不予公开。", "第十四条", "第十六条"),
        ("依照《行政复议法》第十四条，应当先申请行政复议。", "第十四条", "第二十三条"),
        ("按照《条例》第二十五条的规定一次性告知申请人补正。", "第二十五条", "第三十条"),
    ],
)
def test_an_article_about_something_else(text, wrong, right):
    report = written(overview=text)
    finding = only(check_report(report), "CITATION")
    assert (finding.severity, finding.status) == ("warning", "uncertain")
    assert (finding.found, finding.correction) == (wrong, right)


# --- repealed -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "year", "severity"),
    [
        ("按照国办公开办函〔2019〕60号文件格式编制。", 2022, "warning"),
        ("依据《最高人民法院关于审理政府信息公开行政案件若干问题的规定》应诉。", 2025, "warning"),
        ("根据《中华人民共和国政府信息公开条例》（国务院令第492号）编制。", 2023, "error"),
        ("依据《信访条例》办理。", 2024, "warning"),
    ],
)
def test_rules_no_longer_in_force(text, year, severity):
    assert only(check_report(written(year, overview=text)), "CITATION").severity == severity


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("按照国办公开办函〔2019〕60号文件格式编制。", 2020),
        ("国办公开办函〔2021〕30号取代了国办公开办函〔2019〕60号。", 2022),
        ("依据《最高人民法院关于审理政府信息公开行政案件若干问题的规定》应诉。", 2023),
        ("依据《条例》第五十条、第四十九条编制年度报告。", 2024),
        ("依据《条例》第四条编制年度报告。", 2024),
        ("《条例》第五十条第一款第四项、第三十三条第三款、第五十条第（四）项。", 2024),
        ("依据《条例》第三十六条，涉及商业秘密的不予公开。", 2024),
        ("依据《条例》第十四条至第十六条作出的不予公开决定，都告知先申请行政复议，涉及商业秘密的2件。", 2024),
        ("《示例省行政程序条例》（以下简称《条例》）第一百二十条规定了期限。", 2024),
        ("落实《示例县政务公开办法》（示政发〔2023〕7号）第九十九条。", 2024),
        ("《行政复议法》第二十三条第一款第四项、《条例》第二十条第（十五）项。", 2024),
        ("公开信息2024条，第六十条以后的内容见附件。", 2024),
        ("2008年《中华人民共和国政府信息公开条例》（国务院令第492号）施行后，逐年公布报告。", 2024),
        ("中华人民共和国国务院令第711号公布的《条例》施行以来，国务院第711号令得到落实。", 2024),
        ("会议（2024）12次，参训人员[2024]批。", 2024),
    ],
)
def test_right_citations(text, year):
    assert cited(text, year) == []


# --- what an article is about, and what it fixes ----------------------------------------------------


def articles(text):
    return [(f.found, f.expected) for f in check_report(written(2025, overview=text)) if f.code == "CITATION"]


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        (
            "可能危及公共安全的1件，依据《中华人民共和国政府信息公开条例》第八条作出决定。",
            "第八条",
            "第十四条",
        ),
        (
            "可以依照《中华人民共和国行政复议法》第九条，自知道之日起六十日内申请行政复议。",
            "第九条",
            "第二十条",
        ),
        ("疾病名称属于《中华人民共和国个人信息保护法》第十八条所列敏感个人信息。", "第十八条", "第二十八条"),
        (
            "许可决定依照《中华人民共和国行政许可法》第六十一条关于准予许可决定应当公开的规定上网。",
            "第六十一条",
            "第四十条",
        ),
        (
            "依照《中华人民共和国政府信息公开条例》，没有所申请信息的，按第三十六条第四项告知；需要加工、分析的，按第二十八条说明理由。",
            "第二十八条",
            "第三十八条",
        ),
    ],
)
def test_an_article_beside_the_words_of_another(text, wrong, right):
    assert articles(text) == [(wrong, right)]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (
            "依照《中华人民共和国政府信息公开条例》第三十条，自收到申请之日起10个工作日内一次性告知补正。",
            "10",
        ),
        ("依照《中华人民共和国政府信息公开条例》第三十三条，延长期限最长不超过30个工作日。", "30"),
        ("第三方应当自收到征求意见书之日起10个工作日内提出意见。", "10"),
        ("依据《中华人民共和国行政处罚法》第四十八条，处罚决定被撤销的，七日内撤回公开的决定信息。", "七"),
        ("修订后的《中华人民共和国行政复议法》自2023年9月1日起施行。", "2023年9月1日"),
        ("《中华人民共和国政府信息公开条例》自2019年5月1日起施行。", "2019年5月1日"),
    ],
)
def test_a_number_that_an_article_fixes(text, wrong):
    assert [found for found, _ in articles(text)] == [wrong]


@pytest.mark.parametrize(
    "text",
    [
        "依照《中华人民共和国政府信息公开条例》第三十条，自收到申请之日起7个工作日内一次性告知补正。",
        "收到补正材料后12个工作日内办结，平均用时8个工作日。",
        "内部流程3个工作日内分办，提前5个工作日答复。",
        "培训讲解《中华人民共和国政府信息公开条例》和自2024年1月1日起施行的《中华人民共和国行政复议法》。",
        "《中华人民共和国政府信息公开条例》自2019年5月15日起施行。",
        "依据《中华人民共和国政府信息公开条例》第十四条，可能危及公共安全的1件不予公开。",
    ],
)
def test_rules_and_facts_rightly_told(text):
    assert articles(text) == []


def test_every_number_of_a_rule_is_read_and_named():
    for rule in fixed():
        assert "said" in rule.pattern.groupindex, rule.pattern.pattern
        assert rule.right and rule.article.startswith("第")
        assert known(rule.title) is not None or "待核实" in rule.article


def test_every_topic_belongs_to_a_known_document():
    for document in documents():
        for topic in topics(document.title):
            assert topic.articles and topic.about
            assert document.articles is None or max(topic.articles) <= document.articles


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        (
            "对照《政府网站发展指引》（国办发〔2017〕74号）检查栏目。",
            "国办发〔2017〕74号",
            "国办发〔2017〕47号",
        ),
        (
            "落实《中华人民共和国公民个人信息保护法》的要求。",
            "《中华人民共和国公民个人信息保护法》",
            "《中华人民共和国个人信息保护法》",
        ),
        (
            "对照《关于全面推进基层政务公开标准化规范化工作的实施意见》更新目录。",
            "《关于全面推进基层政务公开标准化规范化工作的实施意见》",
            "《关于全面推进基层政务公开标准化规范化工作的指导意见》",
        ),
        (
            "落实《中华人民共和国保守国家秘密法实施条例》，按国务院令第646号审查。",
            "国务院令第646号",
            "国务院令第786号",
        ),
    ],
)
def test_other_documents_and_names_that_none_has(text, wrong, right):
    assert articles(text) == [(wrong, right)]


def test_a_short_name_that_nothing_introduces():
    assert articles("依照《办法》，本年度没有收取信息处理费。") == [("《办法》", None)]
    assert articles("依照《政府信息公开信息处理费管理办法》，没有收取。《办法》在指南中列明。") == []


def test_days_of_coming_into_force_are_the_librarys():
    """The dates in the table are those of the front matter."""
    for path in sorted(CORPUS.glob("*.md")):
        head = path.read_text(encoding="utf-8").split("---")[1]
        fields = dict(re.findall(r"^(\S+?):[ ]*(.*)$", head, re.M))
        document = known(fields["标题"])
        since = document.since.isoformat() if document and document.since else ""
        assert since == fields.get("施行日期", "").strip() or document is None, fields["标题"]


COUNTED = {
    "内部事务信息的种类",
    "过程性信息的种类",
    "危及“三安全一稳定”",
    "条例的条数",
    "延长以后答复的最长期限",
}
"""What is counted in the article, not said in it."""


def said_in(number, text):
    """Whether a number stands in a text as laws write them: 七, 十五, 二十, 两个月."""
    found = {
        read_chinese(n) for n in re.findall(r"[零一二三四五六七八九十百千万]+", text.replace("两", "二"))
    }
    return number in found or str(number) in text


@pytest.mark.shared
def test_numbers_that_articles_fix_stand_in_the_official_texts():
    """Each in the very article that the finding names."""
    official = {}
    for path in shared_file("regulations").glob("*.md"):
        document = known(re.sub(r"-\d{4}$", "", path.stem))
        if document is not None:
            parts = re.split(
                r"^第([一二三四五六七八九十百零]+)条", path.read_text(encoding="utf-8"), flags=re.M
            )
            official[document.title] = dict(zip(parts[1::2], parts[2::2], strict=True))
    checked = 0
    for rule in fixed():
        for article in re.findall(r"第([一二三四五六七八九十百零]+)条", rule.article):
            text = official.get(rule.title, {}).get(article)
            if text is not None and rule.about not in COUNTED:
                assert any(said_in(n, text) for n in rule.right), (rule.title, rule.article, rule.about)
                checked += 1
    assert checked > 80
