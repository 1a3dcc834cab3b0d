"""``holidays.toml`` in the data folder: the State Council's arrangement of a year that the program does not hold.

One table a year, both lists in full as the notice of the General Office has them::

    [2027]
    holidays = ["2027-01-01", …]
    workdays = ["2027-02-14", …]

A file that is wrong is said, with its line or its year; half an arrangement would give wrong deadlines quietly.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from assistant.errors import ConfigurationError
from assistant.toml_files import read_toml

FILE: Final = "holidays.toml"

FEWEST: Final = 11
"""Days of rest that every year since 2008 has had by law; a list with fewer was not written to its end."""

_FORM: Final = '写法如 holidays = ["2027-01-01", "2027-01-02"]。'
_LISTS: Final = ("holidays", "workdays")


@dataclass(frozen=True)
class YearPlan:
    """One year's arrangement: the days off, and the Saturdays and Sundays worked in exchange.

    Either may reach back into the December before, for New Year.
    """

    holidays: frozenset[date]
    workdays: frozenset[date]


def read_holidays(path: Path) -> dict[int, YearPlan]:
    """The arrangements that the file supplies, by year; none when there is no file.

    Raises `ConfigurationError`, naming line or year, when the file cannot be read or does not hold whole years.
    """
    text, tables = read_toml(path, f"放假安排文件“{path}”", f"先写 [2027] 一行，再{_FORM}")
    plans = {name: _Table(path, text, name).plan(table) for name, table in tables.items()}
    return {int(name): plan for name, plan in plans.items()}


@dataclass(frozen=True)
class _Table:
    """One year's part of the file while it is read."""

    path: Path
    text: str
    year: str

    def plan(self, table: Any) -> YearPlan:
        if not re.fullmatch(r"20\d{2}", self.year) or not isinstance(table, dict):
            raise self._wrong(f"“{self.year}”不是年份", "每年先写一行方括号的年份，如 [2027]。", self.year)
        for name in table:
            if name not in _LISTS:
                raise self._wrong(
                    f"有不认识的“{name}”", "只能写 holidays（放假）和 workdays（调休上班）。", name
                )
        off = self._days(table.get("holidays", []), "holidays")
        worked = self._days(table.get("workdays", []), "workdays")
        if len(off) < FEWEST:
            advice = "请照国务院办公厅的放假通知，把全年放假的日子写全。"
            raise self._wrong(f"放假的日子只写了{len(off)}天，没有写全", advice, "holidays")
        for day in sorted(off & worked):
            raise self._wrong(f"{day} 既写成放假又写成上班", "请对照放假通知，删去一处。", str(day))
        for day in sorted(worked):
            if day.weekday() < 5:
                raise self._wrong(
                    f"workdays 里的 {day} 不是周六周日",
                    "workdays 只写调休上班的周六周日，请改正或删去。",
                    str(day),
                )
        return YearPlan(off, worked)

    def _days(self, values: Any, name: str) -> frozenset[date]:
        if not isinstance(values, list):
            raise self._wrong(f"{name} 的写法不对", _FORM, name)
        return frozenset(self._day(value, name) for value in values)

    def _day(self, value: Any, name: str) -> date:
        day = value
        if isinstance(value, str):
            try:
                day = datetime.strptime(value.strip(), "%Y-%m-%d").date()
            except ValueError:
                day = None
        if not isinstance(day, date) or isinstance(day, datetime):
            advice = "请写成年-月-日，并加引号，如 2027-01-01。"
            raise self._wrong(f"{name} 里的“{value}”不是日期", advice, str(value))
        year = int(self.year)
        # The arrangement for New Year reaches back into December: 2018-12-29 was worked for 2019.
        if day.year != year and (day.year, day.month) != (year - 1, 12):
            raise self._wrong(
                f"{name} 里的 {day} 不是{self.year}年的日子", "请移到那一年下面，或者改正。", str(value)
            )
        return day

    def _wrong(self, what: str, advice: str, token: str) -> ConfigurationError:
        place = self._line(token)
        at = f"第 {place} 行（{self.year}年）" if place else f"{self.year}年"
        return ConfigurationError(f"放假安排文件“{self.path}”{at}：{what}。", advice)

    def _line(self, token: str) -> int | None:
        """The first line below the year's heading that has the token; 1 is the first line of the file."""
        inside = False
        for number, line in enumerate(self.text.splitlines(), 1):
            inside = line.strip().startswith(f"[{self.year}]") or (
                inside and not line.strip().startswith("[")
            )
            if inside and token in line:
                return number
        return None
