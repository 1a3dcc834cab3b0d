"""Answers from the shipped library: what is said first, what it rests on, and what is left unsaid.

Questions here are beyond doubt, a provision's own way of asking or plain nonsense; how well the rest is answered is
measured, not tested.
"""

from __future__ import annotations

import re

import pytest

from assistant import answer_question
from assistant.library.provisions import Provision, read_document
from assistant.resources import corpus
from tests.support.library import FORM, RULES

CHAT = [
    "今天天气怎么样",
    "你好",
    "帮我写一首诗",
    "讲个笑话",
    "世界杯谁赢了",
    "红烧肉怎么做",
    "食堂几点开饭",
]
ABSURD = [
    "平" * 10_000,
    "今天天气怎么样" * 1_500,
    "😀🎉👨‍👩‍👧‍👦",
    "'; DROP TABLE entries; --",
    '" OR 1=1 /* \\',
    "What is the deadline for an answer to a request?",
    "情報公開の回答期限は何日ですか",
    "Срок ответа на запрос",
    "\ud83d\udc00",
    "%s {0} ${x} <script>alert(1)</script>",
    "？！。，",
    "a" * 10_000,
    "第" * 3_000 + "条",
    "1" * 5_000 + "号文",
]


@pytest.fixture(scope="module")
def provisions() -> dict[str, Provision]:
    files = sorted((corpus() / "regulations").glob("*.md"))
    return {provision.id: provision for file in files for provision in read_document(file)}


@pytest.fixture(params=["shipped", "shipped_by_meaning"])
def library(request: pytest.FixtureRequest):
    return request.getfixturevalue(request.param)


def sentences(text: str) -> list[str]:
    return re.findall(r"[^。]+。", text)


# --- rules ------------------------------------------------------------------------------------------------------

ASKED = [
    f"{RULES} 第三十三条",
    f"{RULES} 第二十九条",
    f"{RULES} 第四十条",
    f"{FORM} 第六部分",
    "中华人民共和国立法法 第九十三条",
    "中华人民共和国行政复议法 第六十二条",
]


@pytest.mark.parametrize("name", ASKED)
def test_a_provision_is_found_by_its_own_way_of_asking(shipped, provisions, name):
    provision = provisions[name]
    for question in provision.asks[:3]:
        answer = answer_question(question, library=shipped)
        assert (answer.kind, answer.abstained, answer.silent) == ("rule", False, False), question
        assert name in {citation.id for citation in answer.citations}, question


def test_the_answer_comes_first_and_names_its_article(library, provisions):
    answer = answer_question("收到申请多少天内答复", library=library)
    first, label, _ = re.split(r"（(《[^《]+第三十三条)）", answer.text.split("\n")[0])
    gist = provisions[f"{RULES} 第三十三条"].gist.replace("\n", "")
    assert 1 <= len(sentences(first)) <= 2
    assert all(sentence in gist for sentence in sentences(first))
    assert "20个工作日" in first
    assert label == f"《{RULES}》（2019年修订）第三十三条"
    citation = answer.citations[0]
    assert (citation.title, citation.article, citation.version) == (RULES, "第三十三条", "2019年修订")
    assert (citation.text, citation.official, citation.in_force) == (gist, False, True)
    assert "711号" in citation.source


def test_what_is_asked_next_can_be_answered(shipped):
    answer = answer_question("收到申请多少天内答复", library=shipped)
    assert 1 <= len(answer.followups) <= 3
    assert len(set(answer.followups)) == len(answer.followups)
    for question in answer.followups:
        assert not answer_question(question, library=shipped).abstained


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("信访投诉类的申请填哪一行", [(FORM, "表三·三（五）1.信访举报投诉类申请"), (RULES, "第三十九条")]),
        ("第三方不同意公开怎么办，第三方多少天内回复", [(RULES, "第三十二条")]),
    ],
)
def test_several_provisions_where_the_question_needs_them(library, question, wanted):
    """A row of the form with the article behind it; one provision for each thing that is asked."""
    answer = answer_question(question, library=library)
    assert 2 <= len(answer.citations) <= 3
    assert set(wanted) <= {(c.title, c.article) for c in answer.citations}
    for citation, line in zip(answer.citations, answer.text.split("\n"), strict=True):
        assert f"（{citation.label}）" in line


@pytest.mark.parametrize("end", ["", "？", "?", "。"])
def test_one_question_needs_one_provision(shipped, end):
    assert len(answer_question("收到申请多少天内答复" + end, library=shipped).citations) == 1


def test_what_was_overtaken_is_said(shipped):
    answer = answer_question("2019年那个年报通知说了啥", library=shipped)
    citation = answer.citations[0]
    assert citation.title == "关于政府信息公开工作年度报告有关事项的通知"
    assert not citation.in_force
    assert "已被取代" in citation.remark
    assert FORM in citation.remark
    assert f"【{citation.remark}】" in answer.text


def test_what_was_not_checked_is_said(shipped, provisions):
    provision = next(p for p in provisions.values() if not p.checked and not p.silent)
    answer = answer_question(f"{provision.document.title}{provision.article}", library=shipped)
    (citation,) = answer.citations
    assert citation.id == provision.id
    assert not citation.checked
    assert "待核实" in citation.remark
    assert f"【{citation.remark}】" in answer.text


# --- silence ----------------------------------------------------------------------------------------------------


def test_where_the_rules_are_silent_the_nearest_article_is_given(library):
    answer = answer_question("年报字数有没有上限", library=library)
    assert (answer.kind, answer.silent, answer.abstained) == ("silent", True, False)
    assert answer.text.startswith("规定没有写。")
    nearest, *_, own = answer.citations
    assert (nearest.title, nearest.article) == (RULES, "第五十条")
    assert own.article == "（规定没有写：年报字数上限）"
    assert f"（见{nearest.label}" in answer.text


# --- what the library does not hold -------------------------------------------------------------------------------


@pytest.mark.parametrize("question", CHAT)
def test_chat_is_refused_and_what_was_looked_at_is_said(library, question):
    answer = answer_question(question, library=library)
    assert (answer.kind, answer.abstained, answer.silent, answer.citations) == ("unknown", True, False, [])
    assert answer.text.startswith("规定库里没有找到能回答这个问题的规定")
    assert re.search(
        r"查过的最接近的是《.+》.+都不像是在说这件事。|查过全部规定，没有一条提到这些词。", answer.text
    )
    assert len(answer.followups) <= 3


@pytest.mark.parametrize("question", ABSURD, ids=range(len(ABSURD)))
def test_absurd_questions_are_not_answered(library, question):
    answer = answer_question(question, library=library)
    assert (answer.abstained, answer.citations) == (True, [])
    assert answer.text


@pytest.mark.parametrize("question", ["", "  ", "\u3000\n", "\u200b\ufeff"])
def test_an_empty_question_is_asked_back(shipped, question):
    answer = answer_question(question, library=shipped)
    assert (answer.abstained, answer.citations, answer.followups) == (True, [], [])
    assert answer.text.startswith("没有看到问题。请把要问的事写出来")


def test_of_a_long_question_the_beginning_counts(shipped):
    answer = answer_question("条例第三十三条怎么规定的" + "\n" * 1_900, library=shipped)
    assert answer.citations[0].article == "第三十三条"


@pytest.mark.parametrize(
    ("question", "row_first"),
    [
        ("已经给过的东西又要我们盖个章再给一次", False),
        ("已经给过的东西又要我们盖个章再给一次，表三填哪一格", True),
    ],
)
def test_the_rule_stands_before_its_row_unless_the_form_is_asked_for(shipped, question, row_first):
    """Whoever asks what to do wants the article; sorting the merged shelves once more must not undo that."""
    first = shipped.search(question, 3, "regulation")[0]
    assert first.article.startswith("表三") is row_first, first.id
