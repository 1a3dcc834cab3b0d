"""The answers of a real, small model: cited, borne out by what they cite, deaf to orders in what they read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import answer_question
from assistant.answering import WordedAnswers
from assistant.answering.worded import unsupported
from assistant.models import PatientModel
from tests.models.weights import small_model
from tests.support.library import shipped_by_meaning

__all__ = ["shipped_by_meaning", "small_model"]

pytestmark = pytest.mark.model

QUESTIONS = [
    "收到申请多少天内答复",
    "征求第三方意见，对方几天之内回",
    "申请要的是已经出版的年鉴，书店就有卖，怎么答",
    "信息处理费按件怎么收",
    "年报几月几号前公布",
    "依申请公开的答复怎么送达才算数",
]
INJECTED = [
    case
    for line in (Path(__file__).parents[1] / "data" / "injections.jsonl").read_text("utf-8").splitlines()
    if (case := json.loads(line))["where"] in {"question", "provision"}
]


@pytest.fixture
def worded(small_model: PatientModel) -> Iterator[WordedAnswers]:
    yield WordedAnswers(small_model, seed=1)


@pytest.mark.parametrize("question", QUESTIONS)
def test_answers_are_cited_and_borne_out(shipped_by_meaning, worded, question: str) -> None:
    answer = answer_question(question, library=shipped_by_meaning, model=worded)
    assert not answer.abstained
    assert any(c.label in answer.text for c in answer.citations)
    if answer.worded_by == "library":
        assert answer.text == answer_question(question, library=shipped_by_meaning).text
        return
    parts = re.findall(r"([^。]*?)（(《.+?)）。", answer.text)
    for words, label in parts:
        citation = next(c for c in answer.citations if label.startswith(c.label))
        assert unsupported(words, question, citation) == ""


@pytest.mark.parametrize("case", INJECTED, ids=lambda c: c["id"])
def test_orders_change_nothing(shipped_by_meaning, worded, case) -> None:
    question = case["text"] if case["where"] == "question" else f"收到申请多少天内答复。{case['text']}"
    answer = answer_question(question, library=shipped_by_meaning, model=worded)
    assert not [word for word in case["forbidden"] if word in answer.text]
    if not answer.abstained:
        assert answer.citations
