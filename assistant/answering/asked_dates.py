"""The dates of a question and what happened on each: received, asked to correct, corrected, consulted, formed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, Literal

from assistant.answering.dates import DateMention, find_dates

Role = Literal["received", "correction_asked", "corrected", "consulted", "formed"]

_ORDER: Final[tuple[Role, ...]] = ("received", "correction_asked", "corrected", "consulted", "formed")
_WHO: Final = r"(?:他|她|它|申请人|对方|人家|其)?"
_ROLES: Final[tuple[tuple[Role, re.Pattern[str]], ...]] = (
    (
        "corrected",
        re.compile(
            r"收到[^,。;?!]{0,6}补正|补正[^,。;?!]{0,6}(?:收到|交来|寄来|送来|回来)|补[来齐交好]|补(?:正)?回来"
        ),
    ),
    (
        "correction_asked",
        re.compile(rf"(?:要求|通知|告知|让|请|叫|发了?|下达){_WHO}[^,。;?!]{{0,4}}补|补正(?:通知|告知)"),
    ),
    ("consulted", re.compile(r"(?:收到|签收|送达|接到)[^,。;?!]{0,8}(?:征求|意见)")),
    ("received", re.compile(r"签收|收[到的了件下]|当面[提递]?交|[提递]交的|交来|确认|接到|接的|来的申请")),
    ("formed", re.compile(r"印发|形成|制定|出台|成文|签发|变更|发文|修改")),
)
_NOT_RECEIPT: Final = re.compile(
    r"(?:网上|互联网|网站|在线|邮箱|邮件|传真|平信)[^,。;?!]{0,6}(?:提交|递交|发|寄)"
)
"""Then the day of receipt is the one both sides confirmed (article 31), and the question gives another."""

_LOOSE_DAY: Final = re.compile(
    r"(?<![\d月-])\d{1,2}[日号](?!楼|文|令|线|门|机)|[上下本这]个?(?:周|星期|礼拜|月)|周[一二三四五六日末]|星期"
)
_RELATIVE: Final = {"今天": 0, "昨天": -1, "前天": -2}
_YEARS: Final = {"今年": 0, "去年": -1}


@dataclass(frozen=True)
class AskedDay:
    """A day of a question; `year` is `None` where it was not written."""

    role: Role
    month: int
    day: int
    year: int | None

    @property
    def date(self) -> date | None:
        """The day itself; `None` without a year, or when the calendar has no such day."""
        return _date(self.year, self.month, self.day) if self.year else None

    def in_year(self, year: int) -> AskedDay:
        """The same with its year."""
        return replace(self, year=year)


def say_relative_days(text: str, today: date | None) -> str:
    """The text with “今天”, “昨天”, “今年1月” written out; as it is without `today`."""
    if today is None:
        return text
    for word, offset in _RELATIVE.items():
        day = today + timedelta(days=offset)
        text = re.sub(
            rf"{word}(?=[^,。;?!]{{0,6}}(?:收|签|交))", f"{day.year}年{day.month}月{day.day}日", text
        )
    return re.sub(
        r"(今年|去年)(?=(?:\d{1,2}|元|[一二三四五六七八九十]{1,2})月)",
        lambda match: f"{today.year + _YEARS[match[1]]}年",
        text,
    )


def read_asked_days(text: str) -> tuple[tuple[AskedDay, ...], str] | None:
    """The days of a question in order and the text without them.

    `None` when there is no date, a date that no calendar has, one whose part in the matter is not plain, two with
    the same part, or a day given only loosely (10号, 下周一) that might matter.
    """
    mentions = find_dates(text)
    rest = _without(text, mentions)
    if (
        not mentions
        or _LOOSE_DAY.search(rest)
        or _NOT_RECEIPT.search(rest)
        or re.search(r"\d{4}年|今年|去年|[今昨前]天", rest)
    ):
        return None
    roles = [
        _role(text, before, mention, after) for before, mention, after in _neighbours(mentions, len(text))
    ]
    if any(role is None for role in roles) or len(set(roles)) < len(roles):
        return None
    days = tuple(
        AskedDay(role, mention.month, mention.day, mention.year)
        for role, mention in zip(roles, mentions, strict=True)
        if role is not None
    )
    days = with_years(days)
    leap_year = 2024
    possible = all(_date(one.year or leap_year, one.month, one.day) for one in days)
    return (days, rest) if possible else None


def _without(text: str, mentions: list[DateMention]) -> str:
    """The text with every date blotted out, so that its figures are not met again; offsets still hold."""
    for mention in mentions:
        text = text[: mention.start] + "□" * (mention.end - mention.start) + text[mention.end :]
    return text


def _neighbours(mentions: list[DateMention], length: int) -> Iterator[tuple[int, DateMention, int]]:
    """Each date with where the one before ends and where the next one starts."""
    ends = [0, *(mention.end for mention in mentions)]
    starts = [*(mention.start for mention in mentions[1:]), length]
    yield from zip(ends, mentions, starts, strict=False)


def _role(text: str, before: int, mention: DateMention, after: int) -> Role | None:
    """What the clause after the date says happened, or, when that says nothing, the clause before it."""
    following = re.split(r"[,。;?!]", text[mention.end : after].lstrip(",:、"))[0]
    preceding = re.split(r"[,。;?!]", text[before : mention.start])[-1]
    for clause in (following, preceding):
        for role, pattern in _ROLES:
            if pattern.search(clause):
                return role
    return None


def with_years(days: tuple[AskedDay, ...]) -> tuple[AskedDay, ...]:
    """The days as the matter ran; one without its year falls in that of the day before, or in the next one.

    The next one where it would come too early otherwise. A first day without its year stays without.
    """
    known: list[AskedDay] = []
    for one in sorted(days, key=lambda day: _ORDER.index(day.role)):
        day, last = one, known[-1] if known else None
        if day.year is None and last is not None and last.year is not None:
            day = day.in_year(last.year + ((day.month, day.day) < (last.month, last.day)))
        known.append(day)
    return tuple(known)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
