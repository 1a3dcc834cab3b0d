"""A question that leans on the one before is understood with it; one that stands alone is not mixed with anything."""

from __future__ import annotations

import pytest

from assistant import answer_question
from assistant.answering.context import leans, together
from tests.support.library import shipped_by_meaning

__all__ = ["shipped_by_meaning"]

RULES = "中华人民共和国政府信息公开条例"


@pytest.mark.parametrize(
    ("before", "then", "article"),
    [
        (["收到申请多少天内答复"], "那延期呢？", "第三十三条"),
        (["征求第三方意见要几天"], "不回复呢", "第三十二条"),
        (["申请内容看不懂，要他补正"], "他不补呢？", "第三十条"),
        (["收到申请多少天内答复", "那延期呢"], "那要告诉申请人吗", "第三十三条"),
    ],
)
def test_a_follow_up_finds_the_article_of_its_matter(shipped_by_meaning, before, then, article) -> None:
    answer = answer_question(then, library=shipped_by_meaning, history=before)
    assert not answer.abstained
    assert article in [c.article for c in answer.citations if c.title == RULES]


@pytest.mark.parametrize("then", ["那明天会下雨呢", "中午吃啥呢", "你是谁呢", "那怎么做红烧肉呢"])
def test_small_talk_does_not_become_a_question_by_what_went_before(shipped_by_meaning, then: str) -> None:
    assert answer_question(then, library=shipped_by_meaning, history=["收到申请多少天内答复"]).abstained


def test_a_whole_question_is_answered_as_if_it_were_the_first(shipped_by_meaning) -> None:
    question = "年度报告应该在每年几月几号之前公布出来"
    alone = answer_question(question, library=shipped_by_meaning)
    assert answer_question(question, library=shipped_by_meaning, history=["信息处理费怎么收"]) == alone


def test_what_leans() -> None:
    assert all(map(leans, ["那延期呢", "要是他不补呢？", "网上交的呢", "撤回的呢", "多久"]))
    assert not any(
        map(leans, ["收到申请多少天内答复才算没有超期", "那个公开目录，每条要列些啥栏目，有没有统一的格式"])
    )


def test_only_as_much_is_taken_along_as_is_leant_on() -> None:
    history = ["信息处理费怎么收才不违规呀", "收到申请多少天内必须给答复", "那延期呢"]
    assert together("最长呢", history) == "收到申请多少天内必须给答复，那延期呢，最长呢"
    assert together("最长呢", []) == "最长呢"
    assert together("最长呢", ["", " "]) == "最长呢"
