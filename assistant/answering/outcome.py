"""A deadline as a value, put together from a count of days and all that must be said with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from assistant.answering.dates import say, weekday
from assistant.answering.periods import PERIODS, Kind
from assistant.answering.workdays import Calendar, Walk
from assistant.answering.working import Step, Value


class Related(Value):
    """Another day worth knowing beside the deadline; `certain` as there."""

    name: str
    day: date
    basis: str
    certain: bool


class Countdown(Value):
    """Where `today` stands: working days to the deadline (today not counted), or since it when it has passed."""

    today: date
    state: Literal["ahead", "last_day", "passed"]
    workdays: int
    days: int


class Deadline(Value):
    """A deadline with its working. `last` is `None` while a correction that was asked for is still awaited.

    `workdays` and `days` are what was counted from `starts`, in working and in calendar days; `days_off` are the
    Mondays to Fridays off within, `made_up` the weekend days worked; `certain` is false where a year's holidays
    are not known.
    """

    kind: Kind
    name: str
    starts: date
    first: date | None
    last: date | None
    weekday: str
    workdays: int
    days: int
    days_off: tuple[date, ...]
    made_up: tuple[date, ...]
    certain: bool
    steps: tuple[Step, ...]
    related: tuple[Related, ...]
    notes: tuple[str, ...]
    countdown: Countdown | None = None


def related(book: Calendar, name: str, walk: Walk, basis: str) -> Related:
    """The last day of another count."""
    certain = book.knows_between(walk.start, walk.last)
    return Related(name=name, day=walk.last, basis=basis, certain=certain)


def tighter(book: Calendar, walk: Walk) -> list[Related]:
    """The last day when the day of receipt counts as the first, which nobody can call late.

    None for a day of receipt on which nobody works: it cannot count either way.
    """
    if not book.is_workday(walk.start):
        return []
    name = "按当天就算第1天的较紧算法，最后一天（内部排进度可按它）"
    return [related(book, name, book.walk(walk.start, walk.workdays - 1), "条例没有写，待核实")]


@dataclass(frozen=True)
class Told:
    """What goes with a deadline: the working, other days, notes, and since when the calendar matters."""

    since: date
    steps: list[Step]
    others: list[Related]
    notes: list[str]


def outcome(kind: Kind, walk: Walk, book: Calendar, told: Told, today: date | None) -> Deadline:
    """The deadline at the end of a walk. What is not known of the calendar goes before the other notes."""
    left = _countdown(book, walk.last, today) if today else None
    return Deadline(
        kind=kind,
        name=PERIODS[kind].name,
        starts=walk.start,
        first=walk.first,
        last=walk.last,
        weekday=weekday(walk.last),
        workdays=walk.workdays,
        days=walk.days,
        days_off=tuple(off.day for off in walk.days_off),
        made_up=walk.made_up,
        certain=book.knows_between(walk.start, walk.last),
        steps=tuple(told.steps),
        related=tuple(told.others),
        notes=(*_warnings(book, walk, told, today), *told.notes),
        countdown=left,
    )


def pending(kind: Kind, book: Calendar, told: Told, today: date | None) -> Deadline:
    """A deadline whose period has not begun."""
    since = book.walk(told.since, 1)
    return Deadline(
        kind=kind,
        name=PERIODS[kind].name,
        starts=told.since,
        first=None,
        last=None,
        weekday="",
        workdays=0,
        days=0,
        days_off=(),
        made_up=(),
        certain=all(one.certain for one in told.others),
        steps=tuple(told.steps),
        related=tuple(told.others),
        notes=(*_warnings(book, since, told, today), *told.notes),
    )


def _warnings(book: Calendar, walk: Walk, told: Told, today: date | None) -> list[str]:
    """What is not known of the years that any day told of lies in, and a start that has not come yet."""
    farthest = max([walk.last, *(one.day for one in told.others), *([today] if today else [])])
    says = book.warnings(told.since, farthest)
    if today is not None and walk.start > today:
        says.append(f"起算的日子{say(walk.start)}在今天之后，请核对有没有写错。")
    return says


def _countdown(book: Calendar, last: date, today: date) -> Countdown:
    days = abs((last - today).days)
    if today > last:
        return Countdown(today=today, state="passed", workdays=book.count(last, today), days=days)
    state: Literal["ahead", "last_day"] = "ahead" if days else "last_day"
    return Countdown(today=today, state=state, workdays=book.count(today, last), days=days)
