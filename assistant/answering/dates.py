"""Dates as staff write them, read and said in Chinese. A date without its year is never completed by guessing."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from assistant.core.numbers import read_chinese, squeeze
from assistant.errors import InputError

_WEEKDAYS: Final = "一二三四五六日"
_CN: Final = "〇零○一二三四五六七八九十"
_MONTH: Final = rf"(?P<month>\d{{1,2}}|元|[{_CN}]{{1,2}})"
_DAY: Final = rf"(?P<day>\d{{1,2}}|[{_CN}]{{1,3}})"
_YEAR: Final = r"(?P<year>\d{4}|[一二][〇零○一二三四五六七八九]{3})"
_CHINESE: Final = rf"{_MONTH}月{_DAY}[日号]"
_MARKED: Final = r"(?P<y>\d{4})(?P<mark>[-/.])(?P<m>\d{1,2})(?P=mark)(?P<d>\d{1,2})"
_FULL: Final = re.compile(rf"{_YEAR}年{_CHINESE}?|{_MARKED}|(?P<run>\d{{8}})")
_NO_YEAR: Final = re.compile(rf"(?:今年|去年|明年)?(?:{_CHINESE}?|(?P<m>\d{{1,2}})[-/.](?P<d>\d{{1,2}}))")
_SHORT_YEAR: Final = re.compile(r"\d{2}(?:年\d{1,2}月\d{1,2}[日号]?|([-/.])\d{1,2}\1\d{1,2})")
_IN_TEXT: Final = re.compile(rf"(?<![\d{_CN}])(?:{_YEAR}\s*年\s*)?{_CHINESE}|(?<![\d.]){_MARKED}(?![\d.])")


@dataclass(frozen=True)
class DateMention:
    """A date met in a question. `year` is `None` where it was not written; offsets are characters."""

    year: int | None
    month: int
    day: int
    start: int
    end: int


def say(day: date) -> str:
    """``2026年1月15日（星期四）``."""
    return f"{day.year}年{day.month}月{day.day}日（{weekday(day)}）"


def weekday(day: date) -> str:
    """``星期四``."""
    return f"星期{_WEEKDAYS[day.weekday()]}"


def read_date(text: str, name: str = "日期") -> date:
    """The one day that a text names; `name` says in messages whose date it is.

    Raises `InputError` for a date without a year, one that is not in the calendar, and anything else.
    """
    plain = squeeze(text)
    shown = plain if len(plain) <= 20 else plain[:20] + "…"
    if match := _FULL.fullmatch(plain):
        return _in_calendar(*_full(match), name, shown)
    if match := _NO_YEAR.fullmatch(plain):
        month = _number(match["month"] or match["m"])
        day = _number(match["day"] or match["d"])
        raise InputError(
            f"{name}“{shown}”没有写明年份。",
            f"请写明是哪一年的{month}月{day}日，例如 2026年{month}月{day}日。",
        )
    if _SHORT_YEAR.fullmatch(plain):
        raise InputError(f"{name}“{shown}”的年份不全。", "年份请写四位，例如 2026-01-15。")
    what = f"{name}没有写日期。" if not plain else f"{name}“{shown}”看不出是哪一天。"
    raise InputError(what, "请写成 2026-01-15 或 2026年1月15日 这样。")


def find_dates(text: str) -> list[DateMention]:
    """Every date of a text, with or without its year, in order; days that no calendar has are kept too."""
    found = []
    for match in _IN_TEXT.finditer(text):
        year = match["year"] or match["y"]
        month, day = _number(match["month"] or match["m"]), _number(match["day"] or match["d"])
        found.append(DateMention(_number(year) if year else None, month, day, match.start(), match.end()))
    return found


def _full(match: re.Match[str]) -> tuple[int, int, int]:
    if run := match["run"]:
        return int(run[:4]), int(run[4:6]), int(run[6:])
    parts = (match["year"] or match["y"], match["month"] or match["m"], match["day"] or match["d"])
    year, month, day = map(_number, parts)
    return year, month, day


def _number(part: str) -> int:
    """The value of a part of a date; 0, which no calendar has, for a numeral that is none (三四)."""
    if part.isdecimal():
        return int(part)
    return 1 if part == "元" else int(read_chinese(part.replace("○", "〇")) or 0)


def _in_calendar(year: int, month: int, day: int, name: str, shown: str) -> date:
    what = f"{name}“{shown}”这一天不存在。"
    if not 1 <= month <= 12:
        raise InputError(what, f"一年只有12个月，没有{month}月，请改正。")
    if year < 1:
        raise InputError(what, "请检查年份。")
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise InputError(what, f"{year}年{month}月是1日到{last}日，请改正。")
    return date(year, month, day)
