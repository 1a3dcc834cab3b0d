"""The days between told in words: how many, which holidays fell out, which weekends were worked."""

from __future__ import annotations

from datetime import date, timedelta

from assistant.answering.dates import say, weekday
from assistant.answering.workdays import DayOff, Walk
from assistant.answering.working import Step


def explain_days(walk: Walk) -> list[Step]:
    """Where the count ended, and what was passed over on the way."""
    end = f"数满{walk.workdays}个工作日，最后一天是{say(walk.last)}，离起算的{_short(walk.start, walk)}共{walk.days}天。"
    passed = [f"周六周日休息{walk.weekend_days}天"]
    if walk.days_off:
        passed.append(f"周一至周五放假{len(walk.days_off)}天（{_holidays(walk)}）")
    else:
        passed.append("没有遇到周一至周五的放假")
    text = f"中间扣掉：{'，'.join(passed)}。"
    if walk.made_up:
        days = "、".join(f"{_short(day, walk)}{weekday(day)}" for day in walk.made_up)
        text += f"调休上班的{days}算工作日。"
    return [Step(text=end), Step(text=text, basis="国务院办公厅每年的放假通知；工作日怎样认，条例没有写")]


def _holidays(walk: Walk) -> str:
    named: dict[str, list[date]] = {}
    for off in walk.days_off:
        named.setdefault(_label(off, walk), []).append(off.day)
    return "；".join(f"{name}{_runs(days)}" for name, days in named.items())


def _label(off: DayOff, walk: Walk) -> str:
    """The holiday's name, with its year where the count runs into another one."""
    return f"{off.day.year}年{off.name}" if off.day.year != walk.start.year else off.name


def _runs(days: list[date]) -> str:
    """``2月16日至20日、2月23日``: days in a row as one."""
    runs: list[list[date]] = []
    for day in days:
        if runs and day - runs[-1][-1] == timedelta(days=1):
            runs[-1].append(day)
        else:
            runs.append([day])
    said = []
    for run in runs:
        first, last = run[0], run[-1]
        until = f"{last.day}日" if last.month == first.month else f"{last.month}月{last.day}日"
        said.append(f"{first.month}月{first.day}日" + (f"至{until}" if last > first else ""))
    return "、".join(said)


def _short(day: date, walk: Walk) -> str:
    year = f"{day.year}年" if day.year != walk.start.year else ""
    return f"{year}{day.month}月{day.day}日"
