"""The calendar against the notices themselves, and years that it does not hold."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.holidays import YearPlan
from assistant.answering.workdays import Calendar
from tests.answering.official import DAY, FIRST, LAST, walked, works

BOOK = Calendar()


def test_every_day_of_three_years_is_as_the_notices_have_it():
    wrong = [
        str(day)
        for n in range((LAST - FIRST).days + 1)
        if BOOK.is_workday(day := FIRST + DAY * n) != works(day)
    ]
    assert wrong == []


@given(st.dates(FIRST, date(2026, 6, 30)), st.integers(1, 90))
def test_a_walk_accounts_for_every_day(start, workdays):
    walk = BOOK.walk(start, workdays)
    assert walk.last == walked(start, workdays)
    assert walk.first == walked(start, 1)
    assert walk.days == walk.workdays + walk.weekend_days + len(walk.days_off)
    assert BOOK.count(start, walk.last) == workdays
    assert all(off.day.weekday() < 5 and not works(off.day) for off in walk.days_off)
    assert all(day.weekday() >= 5 and works(day) for day in walk.made_up)


def test_holidays_have_their_names():
    walk = BOOK.walk(date(2025, 9, 26), 5)
    assert [(str(off.day), off.name) for off in walk.days_off] == [
        ("2025-10-01", "国庆节"), ("2025-10-02", "国庆节"), ("2025-10-03", "国庆节"),
        ("2025-10-06", "中秋"), ("2025-10-07", "国庆节"), ("2025-10-08", "国庆节"),
    ]  # fmt: skip


@pytest.mark.parametrize("year", [1999, 2003, 2027, 2100])
def test_a_year_it_does_not_hold_has_weekends_only_and_is_said(year):
    book = Calendar()
    start = date(year, 3, 3)
    assert not book.knows(year)
    assert book.walk(start, 20).days == 28
    (says,) = book.warnings(start, date(year, 4, 1))
    assert f"{year}年的放假安排程序里还没有，这里只扣了周六周日，请对照国务院办公厅的放假通知核实" in says


def test_a_walk_into_an_unknown_year_is_said_and_one_before_it_is_not():
    assert BOOK.warnings(date(2026, 11, 2), date(2026, 12, 31)) == []
    (says,) = BOOK.warnings(date(2026, 12, 20), date(2028, 1, 5))
    assert says.startswith("2027年、2028年的放假安排程序里还没有")
    assert BOOK.warnings(date(2026, 12, 31), date(2027, 1, 4)) != []


def test_a_supplied_year_counts_and_goes_before_the_programs_own():
    off = {date(2027, 1, 1), *(date(2027, 2, day) for day in range(5, 13))}
    worked = {date(2027, 2, 14)}
    book = Calendar({2027: YearPlan(frozenset(off), frozenset(worked))})
    assert book.knows(2027)
    walk = book.walk(date(2027, 2, 4), 2)
    assert (walk.last, walk.made_up) == (date(2027, 2, 15), (date(2027, 2, 14),))
    assert [off.name for off in walk.days_off] == ["放假"] * 6
    (says,) = book.warnings(date(2027, 2, 4), walk.last)
    assert "holidays.toml" in says
    # An arrangement changed in the course of the year, as for the Spring Festival of 2020.
    changed = Calendar({2026: YearPlan(frozenset({date(2026, 3, 2)}), frozenset())})
    assert not changed.is_workday(date(2026, 3, 2))
    assert changed.is_workday(date(2026, 2, 17))


def test_new_years_arrangement_reaches_back_into_december():
    plan = YearPlan(frozenset({date(2027, 1, 1), date(2026, 12, 31)}), frozenset({date(2026, 12, 27)}))
    book = Calendar({2027: plan})
    assert not book.is_workday(date(2026, 12, 31))
    assert book.is_workday(date(2026, 12, 27))
    assert not book.is_workday(date(2026, 10, 1))
    assert book.walk(date(2026, 12, 30), 1).days_off[0].name == "放假"
