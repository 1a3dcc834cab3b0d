"""Questions that name their article go straight there; those that merely mention one do not."""

from __future__ import annotations

import pytest

from assistant import answer_question
from tests.support.library import FEES, FORM, RULES

NAMED = [
    ("第三十三条怎么规定的", RULES, ["第三十三条"]),
    ("条例33条", RULES, ["第三十三条"]),
    ("条例第３３条说了啥？", RULES, ["第三十三条"]),
    ("请问《政府信息公开条例》第三十三条的内容是什么", RULES, ["第三十三条"]),
    ("711号令第33条", RULES, ["第三十三条"]),
    ("新条例33条", RULES, ["第三十三条"]),
    ("第33条和第36条", RULES, ["第三十三条", "第三十六条"]),
    ("收费办法第四条", FEES, ["第四条"]),
    ("复议法第十一条", "中华人民共和国行政复议法", ["第十一条"]),
    ("我国行政复议法第11条", "中华人民共和国行政复议法", ["第十一条"]),
    ("30号文第六部分怎么写", FORM, ["第六部分"]),
    ("国办公开办函[2021]30号第六部分", FORM, ["第六部分"]),
]


@pytest.mark.parametrize(("question", "title", "articles"), NAMED, ids=[q for q, _, _ in NAMED])
def test_an_article_is_given_at_once(shipped, question, title, articles):
    answer = answer_question(question, library=shipped)
    assert (answer.kind, answer.abstained) == ("address", False)
    assert [(c.title, c.article) for c in answer.citations] == [(title, one) for one in articles]
    lines = answer.text.split("\n")
    for citation, line in zip(answer.citations, lines, strict=False):
        assert line.startswith(f"{citation.label}：{citation.text}")


def test_which_rules_were_taken_is_said_when_none_were_named(shipped):
    said = "没有写是哪一部规定，按《政府信息公开条例》查的"
    assert said in answer_question("第三十三条怎么规定的", library=shipped).text
    assert said not in answer_question("条例33条", library=shipped).text


DOCUMENTS = [
    ("2021年30号文", FORM),
    ("30号文", FORM),
    ("国办公开办函〔2021〕30号", FORM),
    ("国办公开办函[2021]30号是什么", FORM),
    ("711号令", RULES),
    ("109号文说了什么", FEES),
    ("2019年60号文", "关于政府信息公开工作年度报告有关事项的通知"),
    ("2019年61号文", "关于规范政府信息公开平台有关事项的通知"),
]


@pytest.mark.parametrize(("question", "title"), DOCUMENTS)
def test_a_document_by_its_number(shipped, question, title):
    answer = answer_question(question, library=shipped)
    assert (answer.kind, answer.abstained, answer.citations[0].title) == ("address", False, title)
    assert answer.text.startswith(f"这是《{title}》（")
    assert ("已被取代" in answer.text.partition("库里有：")[0]) is ("60号" in question)


def test_a_document_says_what_the_library_holds_of_it(shipped):
    text = answer_question("711号令", library=shipped).text
    assert "库里有：第一条 立法目的；第二条 " in text
    assert "一共56处" in text


@pytest.mark.parametrize(
    ("question", "part", "says"),
    [
        ("条例第33条第三款", "第三款", "征求"),
        ("第36条第五项", "第五项", "不归"),
        ("第三十六条第（五）项", "第五项", "不归"),
        ("条例三十三条第二款说的啥", "第二款", "延期"),
    ],
)
def test_a_part_of_an_article(shipped, question, part, says):
    answer = answer_question(question, library=shipped)
    (citation,) = answer.citations
    assert citation.part == part
    assert citation.label.endswith(f"条{part}")
    first = answer.text.split("\n")[0]
    assert first.startswith(citation.label)
    assert says in first
    whole = answer_question(question.partition("条第")[0] + "条", library=shipped)
    assert whole.citations[0].text not in first


def test_every_view_of_a_paragraph_is_given(shipped):
    """The second paragraph of article 33 has the term and its extension, which the library holds as two entries."""
    text = answer_question("条例第三十三条第二款", library=shipped).text
    assert text.count("20个工作日") >= 2


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("条例第九十九条", f"《{RULES}》第九十九条"),
        ("第零条", f"《{RULES}》第零条"),
        ("消防条例第5条", "《消防条例》第五条"),
        ("消防法第五条怎么规定的", "《消防法》第五条"),
        ("档案法实施条例第五条", "《档案法实施条例》第五条"),
        ("旧条例33条", "《旧条例》第三十三条"),
    ],
)
def test_an_article_the_library_does_not_hold(shipped, question, missing):
    """In particular not the article of that number in the one law that everybody means otherwise."""
    answer = answer_question(question, library=shipped)
    assert (answer.abstained, answer.citations) == (True, [])
    assert answer.text.startswith(f"库里没有{missing}。")
    assert "nianbao corpus add" in answer.text


def test_of_several_articles_those_that_are_missing_are_named(shipped):
    answer = answer_question("条例第33条、第34条、第99条", library=shipped)
    assert [c.article for c in answer.citations] == ["第三十三条", "第三十四条"]
    assert f"库里没有《{RULES}》第九十九条" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "条例33条规定的20个工作日包括周末吗",
        "申请人说依据消防法第33条我们必须公开检查记录，怎么办",
        "上月18号收的件",
        "19号的",
        "第5条到第15条",
        "他要2021年第30号处罚决定书给不给",
    ],
)
def test_a_mention_is_not_an_address(shipped, question):
    assert answer_question(question, library=shipped).kind != "address"
