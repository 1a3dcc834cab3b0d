"""Verdicts against the findings of today: a dismissal holds for its own numbers and for no others."""

from __future__ import annotations

import pytest

from assistant.core.findings import Finding
from assistant.reviewing.judging import STATES, State, apply_verdicts, give, pick, short_ids
from tests.cli.helpers import LAST_YEAR
from tests.reviewing.helpers import check, one, passage, refused, row_error, said, verdict_on
from tests.support.reports import busy_report, make_report


def test_nothing_said_all_open():
    judged = check(row_error())
    assert {j.state for j in judged} == {State.OPEN}
    assert one(judged, "T3-ROW").is_open_error


@pytest.mark.parametrize(
    ("kind", "state", "is_open"),
    [("accept", State.ACCEPTED, True), ("dismiss", State.DISMISSED, False), ("fix", State.STILL_THERE, True)],
)
def test_said_about_these_numbers(kind, state, is_open):
    verdict = verdict_on("T3-ROW", kind, row_error())
    judged = check(row_error(), [verdict])
    told = one(judged, "T3-ROW")
    assert (told.state, told.is_open, told.history) == (state, is_open, (verdict,))
    assert one(judged, "T3-BALANCE").state is State.OPEN


@pytest.mark.parametrize(
    ("kind", "state"),
    [("accept", State.ACCEPTED), ("dismiss", State.REAPPEARED), ("fix", State.STILL_THERE)],
)
def test_the_numbers_changed(kind, state):
    verdict = verdict_on("T3-ROW", kind, row_error(24))
    told = one(check(row_error(25), [verdict]), "T3-ROW")
    assert (told.state, told.is_open_error) == (state, True)
    assert STATES[State.REAPPEARED] == "又出现：数字变了"


def test_a_cell_changed_behind_the_same_sums():
    """Expected and found are the same, and still it is not what was dismissed."""
    before = row_error()
    verdict = verdict_on("T3-ROW", "dismiss", before)
    assert verdict.snapshot.cells["requests.new.total"] == "number 24"
    held = verdict.model_copy(
        update={
            "snapshot": verdict.snapshot.model_copy(update={"cells": {"requests.new.enterprise": "number 3"}})
        }
    )
    assert one(check(before, [held]), "T3-ROW").state is State.DISMISSED
    moved = busy_report(
        {
            "requests.new.total": 24,
            "requests.new.enterprise": 4,
            "requests.new.natural_person": 18,
        }
    )
    assert one(check(moved, [held]), "T3-ROW").state is State.REAPPEARED


@pytest.mark.parametrize("raw", ["24", " ２４ ", "24.0"])
def test_the_same_number_written_otherwise(raw):
    verdict = verdict_on("T3-ROW", "dismiss", row_error(24))
    assert one(check(row_error(raw), [verdict]), "T3-ROW").state is State.DISMISSED


def test_zero_blank_and_slash_are_three_things():
    where = ("disputes.reconsideration.other",)
    about = Finding(code="BLANK", severity="warning", where=where, message="空着。")
    states = {}
    for raw in ("", "/", "0", None):
        report = busy_report({where[0]: raw})
        verdict = give(about, "dismiss", said(), busy_report({where[0]: ""}))
        states[raw] = apply_verdicts([about], [verdict], report)[0].state
    assert states == {"": State.DISMISSED, **dict.fromkeys(("/", "0", None), State.REAPPEARED)}


def test_the_last_word_on_the_same_numbers_counts():
    first = verdict_on("T3-ROW", "dismiss", row_error(24))
    other = verdict_on("T3-ROW", "accept", row_error(25))
    changed = verdict_on("T3-ROW", "accept", row_error(24), by="李四")
    assert one(check(row_error(24), [first, other]), "T3-ROW").state is State.DISMISSED
    assert one(check(row_error(24), [first, changed]), "T3-ROW").state is State.ACCEPTED
    assert one(check(row_error(24), [first, other, changed]), "T3-ROW").history == (first, other, changed)


@pytest.mark.parametrize(("kind", "shown"), [("accept", True), ("fix", True), ("dismiss", False)])
def test_no_longer_found(kind, shown):
    verdict = verdict_on("T3-ROW", kind, row_error())
    gone = [j for j in check(busy_report(), [verdict]) if j.is_gone]
    assert [(j.state, j.finding.code, j.is_open) for j in gone] == [(State.FIXED, "T3-ROW", False)] * shown


def test_nobody_looked():
    """Without last year's report a finding across years is not taken for put right."""
    good = busy_report(LAST_YEAR, year=2024)
    bad = busy_report({**LAST_YEAR, "requests.carried_forward.enterprise": 1}, year=2024)
    (carry,) = [j.finding for j in check(busy_report(), (), bad) if j.finding.code == "Y-CARRY"]
    verdict = give(carry, "fix", said(), busy_report(), bad)
    assert verdict.with_previous
    assert verdict.snapshot.cells["previous.requests.carried_forward.enterprise"] == "number 1"
    assert [j.finding.code for j in check(busy_report(), [verdict]) if j.is_gone] == []
    assert [j.finding.code for j in check(busy_report(), [verdict], good) if j.is_gone] == ["Y-CARRY"]


def test_a_passage_that_moved_keeps_its_verdict():
    text = "机构改革前，沿用公共服务旧称。"
    about = passage(text, "旧称", "新称")
    report = busy_report(sections={"overview": text})
    verdict = give(about, "dismiss", said(), report)
    later = "先说一句。" + text
    moved = about.model_copy(update={"where": ("overview:18-20",)})
    assert (
        apply_verdicts([moved], [verdict], busy_report(sections={"overview": later}))[0].state
        is State.DISMISSED
    )
    reworded = moved.model_copy(update={"found": "老称"})
    assert apply_verdicts([reworded], [verdict], report)[0].state is State.REAPPEARED


@pytest.mark.parametrize(
    ("unit", "year", "says"),
    [
        (None, 2025, "年报里没有读到单位（--unit），意见不知道记在谁的名下。"),
        (" ", 2025, "年报里没有读到单位（--unit），意见不知道记在谁的名下。"),
        ("示例县", None, "年报里没有读到年度（--year），意见不知道记在谁的名下。"),
        (None, None, "年报里没有读到单位（--unit）和年度（--year），意见不知道记在谁的名下。"),
    ],
)
def test_whose_report_is_it(unit, year, says):
    report = make_report({"requests.new.total": 1}, unit=unit, year=year)
    told = refused(give, one(check(report), "T3-ROW").finding, "accept", said(), report)
    assert told == says + "请加上选项，如 --unit 示例县人民政府 --year 2025。"


def test_a_dismissal_gives_a_reason():
    assert refused(verdict_on, "T3-ROW", "dismiss", row_error(), comment=" \n").startswith("驳回要写明理由。")
    assert verdict_on("T3-ROW", "accept", row_error(), comment="").comment == ""


# --- short names --------------------------------------------------------------------------------------------------


def many(count: int) -> list[Finding]:
    return [Finding(code="VALUE", severity="info", where=(f"place.{n}",), message="") for n in range(count)]


def test_short_names_grow_until_they_differ():
    few, lots = many(5), many(20_000)
    assert {len(name) for name in short_ids(few)} == {6}
    names = short_ids(lots)
    assert len(set(names)) == 20_000
    assert len(names[0]) > 6
    assert len(set(short_ids([few[0], few[0], few[1]]))) == 2


def test_picked_by_number_or_by_name():
    found = many(12)
    assert pick(found, "12") is found[11]
    assert pick(found, " #1 ") is found[0]
    for finding in found:
        assert pick(found, finding.fingerprint[:6].upper()) is finding
        assert pick(found, f"〔{finding.fingerprint}〕") is finding


@pytest.mark.parametrize(
    "wanted", ["0", "13", "999", "zzzz", "", "abc", "-1", "１", "x" * 10_000, "%", "'; --"]
)
def test_what_picks_nothing(wanted):
    assert refused(pick, many(12), wanted).startswith(("没有编号是“", "没有第 "))


def test_what_picks_several():
    found = many(20_000)
    prefixes = [f.fingerprint[:4] for f in found]
    twice = next(p for p in prefixes if prefixes.count(p) > 1 and not p.isdigit())
    told = refused(pick, found, twice)
    assert told.startswith(f"编号“{twice}”指的不止一处：{twice}")
    assert told.endswith("请多写几位。")
