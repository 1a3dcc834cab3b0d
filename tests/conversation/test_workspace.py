"""The value survives being kept: exactly, and refused in plain words when it cannot be read."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from assistant.conversation.bench import Bench
from assistant.conversation.workspace import FORMAT, LARGEST, Reading, Workspace, dump, load
from assistant.core.numbers import read_cell
from assistant.errors import InputError
from tests.support.reports import busy_report


def test_everything_comes_back_exactly(bench: Bench) -> None:
    bench.set_sentence(6, "全年办理行政许可1286件。")
    bench.drop(9)
    kept = bench.workspace
    again = load(dump(kept))
    assert again == kept
    assert again.draft is not None
    assert again.draft.sentences == kept.draft.sentences
    assert dump(again) == dump(kept)


@pytest.mark.parametrize(
    "raw", ["769.5976", "1.2万", "12345678901234567890", "0.10", "／", " ", "约三百", "１２"]
)
def test_numbers_keep_every_digit_and_the_raw_text(raw: str) -> None:
    report = busy_report().replace_cells({"proactive.fees.amount": read_cell(raw)})
    kept = Workspace(now=Reading(origin="测试", report=report))
    cell = load(dump(kept)).now.report.cell("proactive.fees.amount")
    assert cell == report.cell("proactive.fees.amount")
    assert cell is not None
    assert cell.value is None or isinstance(cell.value, Decimal)
    assert str(cell.value) == str(read_cell(raw).value)
    assert cell.raw == read_cell(raw).raw


def test_a_text_that_looks_like_a_tagged_number_stays_text() -> None:
    kept = Workspace(notes='{"decimal": "3"}', unit='"decimal"')
    assert load(dump(kept)) == kept


def test_a_state_of_a_later_program_is_refused_in_plain_words() -> None:
    text = json.dumps({"format": FORMAT + 1, "workspace": {"now": "something new"}})
    with pytest.raises(InputError) as caught:
        load(text)
    assert "更新版本" in caught.value.what
    assert "升级" in caught.value.advice


@pytest.mark.parametrize(
    "text",
    ["", "not json", "[]", "{}", '{"format": 0, "workspace": {}}', '{"format": 1}', '{"format": 1, "workspace": {"x": 1}}',
     '{"format": "1", "workspace": {}}', '{"format": 1, "workspace": {"draft": {"decimal": "x"}}}', "[" * 100_000],
)  # fmt: skip
def test_a_damaged_state_is_refused_with_what_to_do(text: str) -> None:
    with pytest.raises(InputError) as caught:
        load(text)
    assert "读不出来" in caught.value.what
    assert "历史" in caught.value.advice


def test_what_is_far_too_much_is_refused_before_it_is_kept() -> None:
    report = busy_report(
        sections={"overview": "字" * (LARGEST // 3 + 1), "preface": "", "problems": "", "other": ""}
    )
    with pytest.raises(InputError) as caught:
        dump(Workspace(now=Reading(origin="测试", report=report)))
    assert "5MB" in caught.value.what
