"""Questions about one's own table are told apart from questions about the rules that use the same words."""

from __future__ import annotations

import pytest

from assistant import answer_question

OWN = [
    "我们今年不予公开多少件",
    "我局去年收到几件申请",
    "本单位今年被复议了多少件",
    "我们去年信息处理费收了多少",
    "咱们上年结转了几件",
    "我们镇今年主动公开了多少条",
    "帮我数一下我们今年有几件没答复",
]
RULES = [
    "不予公开的填哪一行",
    "我们今年不予公开的要填哪一格",
    "我局应该多少天内答复",
    "我们收到申请几天内要答复",
    "我们可以收多少钱",
    "年报要写多少字",
    "我们街道只涉及其中几个领域，怎么编",
    "表二哪几个数能跟去年互相验",
]


@pytest.mark.parametrize("question", OWN)
def test_ones_own_figures_are_not_in_the_rules(shipped, question):
    answer = answer_question(question, library=shipped)
    assert (answer.kind, answer.abstained, answer.silent) == ("own_figures", True, False)
    assert (answer.citations, answer.followups) == ([], [])
    assert "规定库也不存各单位的数" in answer.text
    assert "nianbao read" in answer.text


@pytest.mark.parametrize("question", RULES)
def test_what_ought_to_be_done_is_asked_of_the_rules(shipped, question):
    assert answer_question(question, library=shipped).kind != "own_figures"
