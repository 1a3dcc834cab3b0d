"""The working days of China: weekends, the State Council's holidays and the weekend days worked in exchange.

The regulations count in 工作日 without saying what one is; the yearly notice of the State Council's General
Office is what everybody counts by. The library ``chinesecalendar`` holds it from 2004 on, as far as it is
published. For a later year only weekends are known, and whoever asks is told so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from importlib import import_module
from typing import Any, Final

from assistant.answering.holidays import FILE, YearPlan

_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5
_DECEMBER: Final = 12


@dataclass(frozen=True)
class DayOff:
    """A Monday to Friday on which nobody works, and the holiday it belongs to."""

    day: date
    name: str


@dataclass(frozen=True)
class Walk:
    """So many working days counted from the day after `start`; `last` is the final one.

    `weekend_days` is how many Saturdays and Sundays were passed over, so that
    ``(last - start).days == workdays + weekend_days + len(days_off)``.
    """

    start: date
    first: date
    last: date
    workdays: int
    weekend_days: int
    days_off: tuple[DayOff, ...]
    made_up: tuple[date, ...]

    @property
    def days(self) -> int:
        """Calendar days from `start` to `last`."""
        return (self.last - self.start).days


@dataclass(frozen=True)
class Calendar:
    """The official calendar; `supplied` are years from ``holidays.toml``, which go before the program's own."""

    supplied: Mapping[int, YearPlan] = field(default_factory=dict)

    def knows(self, year: int) -> bool:
        """Whether the holidays of a year are known, not only its weekends."""
        return year in self.supplied or _is_published(year)

    def is_workday(self, day: date) -> bool:
        """Whether people work on a day. Of a year that is not known only the weekends count."""
        for plan in self._plans(day):
            if day in plan.workdays or day in plan.holidays:
                return day in plan.workdays
        if day.year not in self.supplied and _is_published(day.year):
            return bool(_published().is_workday(day))
        return day.weekday() < _SATURDAY

    def walk(self, start: date, workdays: int) -> Walk:
        """Count so many working days (at least one); the first is the first one after `start`."""
        day, counted, weekend, first = start, 0, 0, start
        off, made_up = [], []
        while counted < workdays:
            day += _DAY
            if self.is_workday(day):
                counted += 1
                first = day if counted == 1 else first
                if day.weekday() >= _SATURDAY:
                    made_up.append(day)
            elif day.weekday() >= _SATURDAY:
                weekend += 1
            else:
                off.append(DayOff(day, self._holiday(day)))
        return Walk(start, first, day, workdays, weekend, tuple(off), tuple(made_up))

    def count(self, start: date, end: date) -> int:
        """How many working days there are after `start` up to and with `end`; 0 when `end` is not later."""
        return sum(self.is_workday(start + _DAY * n) for n in range(1, (end - start).days + 1))

    def knows_between(self, start: date, end: date) -> bool:
        """Whether the holidays of all days after `start` up to and with `end` are known."""
        return all(map(self.knows, range((start + _DAY).year, end.year + 1)))

    def warnings(self, start: date, end: date) -> list[str]:
        """What must be said about the years from `start` to `end`: not known, or known only from the user's file."""
        years = range((start + _DAY).year, end.year + 1)
        unknown = [f"{year}年" for year in years if not self.knows(year)]
        given = [f"{year}年" for year in years if year in self.supplied]
        says = []
        if unknown:
            says.append(
                f"{'、'.join(unknown)}的放假安排程序里还没有，这里只扣了周六周日，请对照国务院办公厅的放假通知核实；"
                f"也可以把放假安排写进数据文件夹里的 {FILE}，再算一次。"
            )
        if given:
            says.append(f"{'、'.join(given)}的放假安排用的是数据文件夹里的 {FILE}，请确认它与放假通知一致。")
        return says

    def _plans(self, day: date) -> list[YearPlan]:
        """What the file says that may touch a day; New Year's arrangement reaches back into December."""
        years = (day.year, day.year + 1) if day.month == _DECEMBER else (day.year,)
        return [self.supplied[year] for year in years if year in self.supplied]

    def _holiday(self, day: date) -> str:
        if any(day in plan.holidays for plan in self._plans(day)):
            return "放假"
        name = _published().get_holiday_detail(day)[1]
        return next((str(h.chinese) for h in _published().Holiday if h.value == name), "放假")


def _is_published(year: int) -> bool:
    return year in _years()


@cache
def _years() -> frozenset[int]:
    """The years whose holidays the library holds; of the others it would refuse to speak."""
    return frozenset(day.year for day in import_module("chinese_calendar.constants").holidays)


def _published() -> Any:
    return import_module("chinese_calendar")
