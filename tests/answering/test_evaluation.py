"""The quality figures: on a tiny set whose right answers are plain, and on question files that cannot be used."""

from __future__ import annotations

import json

import pytest

from assistant.answering import evaluation
from assistant.answering.evaluation import Question, evaluate, read_questions, shipped_sets
from assistant.errors import ConfigurationError, InputError
from tests.support.library import FEES, RULES


def question(number: str, text: str, *gold: tuple[str, str], **changes: object) -> dict[str, object]:
    plain = {"id": number, "question": text, "kind": "deadline", "gold": gold, "answerable": "yes"}
    return plain | changes


RIGHT = question("a", "收到申请多少天内答复", (RULES, "第三十三条"))
WRONG = question("b", "收到申请多少天内答复", (RULES, "第五十六条"), kind="fee")
EITHER = question(
    "c", "收到申请多少天内答复", (RULES, "第三十三条"), (RULES, "第五十六条"), kind="multi", any=True
)
BOTH = question("d", "收到申请多少天内答复", (RULES, "第三十三条"), (RULES, "第五十六条"), kind="multi")
CHAT = question("e", "今天天气怎么样", answerable="no")
SILENT = question("f", "年报字数有没有上限", (RULES, "规定没有写：年报字数上限"), answerable="silent")


def measured(library, *questions: dict[str, object]):
    return evaluate([Question.model_validate(one) for one in questions], library)


def test_every_figure(shipped):
    found = measured(shipped, RIGHT, WRONG, EITHER, BOTH, CHAT, SILENT)
    own = found.orders[0]
    assert (found.questions, own.name) == (6, "年报助手")
    assert (own.hit_at_1, own.hit_at_3, own.recall_at_5) == (0.75, 0.75, 0.75)
    assert [(k.kind, k.questions, k.hit_at_1) for k in found.kinds] == [
        ("deadline", 1, 1.0),
        ("fee", 1, 0.0),
        ("multi", 2, 1.0),
    ]
    assert (found.refused, found.told_silent) == (1.0, 1.0)
    assert (found.false_refusals, found.false_silences) == (0.0, 0.0)
    (failure,) = found.failures
    assert failure == f"b 收到申请多少天内答复 → {RULES} 第三十三条"


def test_what_was_not_asked_has_no_figure(shipped):
    found = measured(shipped, CHAT)
    assert (found.refused, found.told_silent, found.false_refusals) == (1.0, None, None)
    assert found.kinds == []
    assert measured(shipped, RIGHT).refused is None


def test_what_answers_as_well_stands_beside_the_strict_figures(shipped):
    judged = WRONG | {"id": "g", "also": [(RULES, "第三十三条")]}
    own = measured(shipped, RIGHT, WRONG, judged).orders[0]
    assert own.hit_at_1 == pytest.approx(1 / 3)
    assert own.answers_at_1 == own.answers_at_3 == pytest.approx(2 / 3)
    assert measured(shipped, RIGHT, WRONG).orders[0].answers_at_1 is None


def test_only_what_was_searched_is_compared(shipped, shipped_by_meaning):
    assert [o.name for o in measured(shipped, RIGHT).orders] == ["年报助手", "BM25（词）"]
    names = [o.name for o in measured(shipped_by_meaning, RIGHT).orders]
    assert names == ["年报助手", "BM25（词）", "向量", "两者直接相加"]


def test_a_question_file(tmp_path):
    path = tmp_path / "题.jsonl"
    lines = [json.dumps(one, ensure_ascii=False) for one in (RIGHT, CHAT)]
    path.write_text("\n\n".join(lines) + "\n", encoding="utf-8-sig")
    first, second = read_questions(path)
    assert (first.addresses, first.any, second.answerable) == ([f"{RULES} 第三十三条"], False, "no")
    assert first == Question.model_validate(RIGHT)


def said(one: dict[str, object]) -> str:
    return json.dumps(one, ensure_ascii=False)


BAD = [
    ("", "题目文件“题.jsonl”里没有题目。"),
    ("\n \n", "题目文件“题.jsonl”里没有题目。"),
    ("收到申请多少天内答复", "题目文件“题.jsonl”第 1 行读不懂。"),
    (said(RIGHT) + "\n[1, 2]", "题目文件“题.jsonl”第 2 行读不懂。"),
    ("[" * 100_000, "题目文件“题.jsonl”第 1 行读不懂。"),
    (said(RIGHT | {"answerable": "也许"}), "题目文件“题.jsonl”第 1 行读不懂。"),
    (said({"id": "a", "question": "甲"}), "题目文件“题.jsonl”第 1 行读不懂。"),
    (said(RIGHT | {"gold": [[FEES]]}), "题目文件“题.jsonl”第 1 行读不懂。"),
    (said(RIGHT | {"gold": []}), "题目文件“题.jsonl”第 1 行没有写答案在哪一条。"),
    (said(RIGHT) + "\n" + said(CHAT | {"id": "a"}), "题目文件“题.jsonl”第 2 行的编号“a”前面用过了。"),
]


@pytest.mark.parametrize(("text", "what"), BAD, ids=range(len(BAD)))
def test_a_file_that_cannot_be_used(tmp_path, text, what):
    path = tmp_path / "题.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        read_questions(path)
    assert refused.value.what == what
    assert refused.value.advice


def test_a_file_that_is_none(tmp_path):
    (tmp_path / "gbk.jsonl").write_bytes(said(RIGHT).encode("gb18030"))
    for path in (tmp_path / "没有.jsonl", tmp_path, tmp_path / "gbk.jsonl"):
        with pytest.raises(InputError, match="读不了"):
            read_questions(path)


def test_an_installed_program_brings_no_questions(tmp_path, monkeypatch):
    monkeypatch.setattr(evaluation, "_SETS", tmp_path)
    with pytest.raises(ConfigurationError, match="装好的程序不带题目集"):
        shipped_sets()
