"""The history of a report: undo and redo as in an editor, returning to any version, and thinning out the oldest."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.storage import versions
from assistant.storage.works import Works
from tests.storage.works import BY, NO_VERSION, begin, change, content, declined, onto

# --- undo and redo ------------------------------------------------------------------------------------------------


def test_undo_and_redo_as_in_an_editor(works):
    work = begin(works)
    assert works.undo(work.id, BY) is None
    assert works.redo(work.id, BY) is None
    for letter in "乙丙丁":
        works.change(work.id, BY, onto(letter))
    assert content(works.undo(work.id, BY)) == "甲乙丙"
    assert content(works.undo(work.id, BY)) == "甲乙"
    assert content(works.redo(work.id, BY)) == "甲乙丙"
    assert content(works.undo(work.id, BY)) == "甲乙"
    assert content(works.undo(work.id, BY)) == "甲"
    assert works.undo(work.id, BY) is None
    assert [content(works.redo(work.id, BY)) for _ in range(4)] == ["甲乙", "甲乙丙", "甲乙丙丁", None]


def test_an_edit_ends_the_redo_line_and_loses_nothing(works):
    work = begin(works)
    works.change(work.id, BY, onto("乙"))
    works.change(work.id, BY, onto("丙"))
    undone = works.undo(work.id, "李四")
    assert (undone.number, undone.parent, undone.shows, undone.kind, undone.what, undone.by) == (
        4, 3, 2, "undo", "撤销：改成甲乙丙", "李四",
    )  # fmt: skip
    assert works.change(work.id, BY, onto("丁")).state == "甲乙丁"
    assert works.redo(work.id, BY) is None
    assert content(works.undo(work.id, BY)) == "甲乙"
    assert [works.state(work.id, n).state for n in range(1, 7)] == [
        "甲", "甲乙", "甲乙丙", "甲乙", "甲乙丁", "甲乙",
    ]  # fmt: skip
    again = works.redo(work.id, BY)
    assert (again.kind, again.what, again.shows, again.state) == ("redo", "重做：改成甲乙丁", 5, "甲乙丁")


def test_the_list_follows_what_is_undone(works):
    work = begin(works, unit="甲县", year=2024)
    works.change(work.id, BY, lambda _: change("乙", unit="乙县", year=None))
    assert (works.find(work.id).unit, works.find(work.id).year) == ("乙县", None)
    works.undo(work.id, BY)
    assert (works.find(work.id).unit, works.find(work.id).year) == ("甲县", 2024)
    works.redo(work.id, BY)
    assert (works.find(work.id).unit, works.find(work.id).year) == ("乙县", None)
    works.return_to(work.id, 1, BY)
    assert (works.find(work.id).unit, works.find(work.id).year) == ("甲县", 2024)


def test_returning_to_an_old_version(works):
    work = begin(works)
    for letter in "乙丙":
        works.change(work.id, BY, onto(letter))
    works.undo(work.id, BY)
    back = works.return_to(work.id, 3, "李四")
    assert (back.number, back.kind, back.state, back.shows, back.by) == (5, "return", "甲乙丙", 5, "李四")
    assert back.what == "回到第 3 版：改成甲乙丙"
    assert works.redo(work.id, BY) is None
    assert content(works.undo(work.id, BY)) == "甲乙"
    assert content(works.redo(work.id, BY)) == "甲乙丙"
    assert works.return_to(work.id, 4, BY).state == "甲乙"
    assert works.return_to(work.id, 1, BY).state == "甲"


STEPS = st.lists(st.one_of(st.sampled_from(["edit", "undo", "redo"]), st.integers(1, 30)), max_size=30)


@given(STEPS)
def test_any_steps_go_as_in_an_editor(steps):
    """Beside a model of two lists: what undo and redo lead to; every version keeps what it showed."""
    works = Works("sqlite://")
    work = begin(works, "0")
    past, ahead, shown = ["0"], [], ["0"]
    for n, step in enumerate(steps, 1):
        if step == "edit":
            past, ahead = [*past, str(n)], []
            works.change(work.id, BY, lambda _, n=n: change(str(n)))
        elif step == "undo":
            assert (works.undo(work.id, BY) is None) == (len(past) == 1)
            if len(past) == 1:
                continue
            ahead.append(past.pop())
        elif step == "redo":
            assert (works.redo(work.id, BY) is None) == (not ahead)
            if not ahead:
                continue
            past.append(ahead.pop())
        elif step > len(shown):
            assert declined(works.return_to, work.id, step, BY) == NO_VERSION
            continue
        else:
            past, ahead = [*past, shown[step - 1]], []
            works.return_to(work.id, step, BY)
        shown.append(past[-1])
        assert works.state(work.id).state == past[-1]
    assert [works.state(work.id, n).state for n in range(1, len(shown) + 1)] == shown
    assert works.find(work.id).head == len(shown)


# --- thinning out -------------------------------------------------------------------------------------------------


@pytest.fixture
def few(monkeypatch):
    monkeypatch.setattr(versions, "KEPT", 40)
    monkeypatch.setattr(versions, "ALWAYS_KEPT", 10)


def test_the_limits_are_as_documented():
    assert (versions.KEPT, versions.ALWAYS_KEPT) == (500, 100)


@pytest.mark.usefixtures("few")
def test_old_versions_become_sparser(works):
    work = begin(works, "1")
    for n in range(2, 151):
        works.change(work.id, BY, lambda _, n=n: change(str(n)))
        if n == 40:
            assert len(works.versions(work.id)) == 40
    numbers = [v.number for v in works.versions(work.id, 1000)]
    assert len(numbers) <= 40
    assert numbers[:10] == list(range(150, 140, -1))
    assert numbers[-1] == 1
    assert all(works.state(work.id, n).state == str(n) for n in numbers)
    gaps = [a - b for a, b in pairwise(numbers)]
    assert sum(gaps[-3:]) > sum(gaps[10:13])
    gone = next(n for n in range(2, 150) if n not in numbers)
    assert declined(works.state, work.id, gone) == NO_VERSION
    undone = []
    while (back := works.undo(work.id, BY)) is not None:
        undone.append(int(back.state))
        assert len(undone) < 200
    assert undone == sorted(undone, reverse=True)
    assert undone[:9] == list(range(149, 140, -1))
    assert undone[-1] == 1
    assert [int(content(works.redo(work.id, BY))) for _ in undone] == [*undone[-2::-1], 150]


@pytest.mark.usefixtures("few")
def test_what_is_shown_and_can_be_redone_stays(works):
    work = begin(works, "1")
    for n in range(2, 31):
        works.change(work.id, BY, lambda _, n=n: change(str(n)))
    for n in range(29, 4, -1):
        assert works.undo(work.id, BY).state == str(n)
    for _ in range(20):  # back and forth, until the versions that hold these are the oldest
        assert works.undo(work.id, BY).state == "4"
        assert works.redo(work.id, BY).state == "5"
    assert len(works.versions(work.id, 1000)) <= 45
    assert works.state(work.id).state == "5"
    assert [works.redo(work.id, BY).state for _ in range(25)] == [str(n) for n in range(6, 31)]
    assert works.redo(work.id, BY) is None
    works.change(work.id, BY, onto("!"))
    assert works.state(work.id).state == "30!"


@pytest.mark.usefixtures("few")
def test_other_reports_are_not_thinned(works):
    other, work = begin(works), begin(works)
    for _ in range(30):
        works.change(other.id, BY, onto("x"))
    for _ in range(60):
        works.change(work.id, BY, onto("x"))
    assert len(works.versions(other.id, 1000)) == 31
