"""Sums asked for in words: worked out, and cited like any other answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from assistant.answering.asked_numbers import Calculation, read_calculation
from assistant.answering.dates import say
from assistant.answering.deadline import period_deadline, reply_deadline
from assistant.answering.fee import Fee, fee_by_items, fee_by_pages
from assistant.answering.outcome import Deadline
from assistant.answering.periods import PERIODS, Kind
from assistant.answering.values import Answer, Citation
from assistant.answering.wording import cite
from assistant.answering.workdays import Calendar
from assistant.errors import InputError, InternalError
from assistant.library.catalogue import Catalogue

_RULES: Final = "中华人民共和国政府信息公开条例"
_FEES: Final = "政府信息公开信息处理费管理办法"

_MISSING: Final = {
    "year": "请把年份也写上（每年放假安排不同），例如“2026年1月15日收到的，哪天到期”。",
    "third_party_days": "请写明征求意见用了几个工作日，这段时间不算在答复期限里。",
}


def answer(
    question: str, library: Catalogue, today: date | None = None, calendar: Calendar | None = None
) -> Answer | None:
    """The answer to a question that asks for a sum; `None` for every other question."""
    asked = read_calculation(question, today)
    if asked is None:
        return None
    try:
        if asked.kind == "fee_items":
            return _fee(fee_by_items(asked.quantity), "第四条", library)
        if asked.kind == "fee_pages":
            return _fee(fee_by_pages(asked.quantity), "第五条", library)
        return _deadline(asked, asked.kind, library, Now(today, calendar))
    except InputError as error:
        return Answer(text=str(error), abstained=True, kind="calculation")


@dataclass(frozen=True)
class Now:
    """What a deadline is counted with: the day it is today, and the calendar of working days."""

    today: date | None
    calendar: Calendar | None


def _fee(fee: Fee, article: str, library: Catalogue) -> Answer:
    way = "按件" if fee.method == "items" else "按量"
    lines = [f"信息处理费{way}计收，{fee.quantity}{fee.unit}是{fee.amount}元。"]
    lines += [*(step.text for step in fee.steps), *fee.notes]
    return Answer(
        text="\n".join(lines), citations=_cited(_FEES, ["第三条", article], library), kind="calculation"
    )


def _deadline(asked: Calculation, kind: Kind, library: Catalogue, now: Now) -> Answer:
    articles = [PERIODS[kind].article.partition("条")[0] + "条"]
    if any(day.role.startswith("correct") for day in asked.days):
        articles = list(dict.fromkeys(["第三十条", *articles]))
    cited = _cited(_RULES, articles, library)
    if asked.missing:
        told = "".join(_MISSING[what] for what in asked.missing)
        return Answer(text=f"这能算，还差一点：{told}", citations=cited, kind="calculation")
    made = _counted(asked, kind, False, now)
    lines = [_last_day(made)]
    if asked.extended:
        lines.append("延长以后，" + _last_day(_counted(asked, kind, True, now)))
    lines += [*(step.text for step in made.steps), *made.notes]
    return Answer(text="\n".join(lines), citations=cited, kind="calculation")


def _counted(asked: Calculation, kind: Kind, extended: bool, now: Now) -> Deadline:
    first = asked.days[0].date
    if first is None:
        raise InternalError("a date without its year is among what is missing")
    if kind != "reply":
        return period_deadline(kind, first, calendar=now.calendar, today=now.today)
    return reply_deadline(
        asked.day("received") or first,
        extended=extended,
        third_party_days=asked.third_party_days,
        corrected=asked.day("corrected"),
        correction_asked=asked.day("correction_asked"),
        calendar=now.calendar,
        today=now.today,
    )


def _last_day(made: Deadline) -> str:
    if made.last is None:
        return f"{made.name}的期限还没有开始算。"
    return f"{made.name}最晚到{say(made.last)}，从{say(made.starts)}的次日起数{made.workdays}个工作日。"


def _cited(title: str, articles: Sequence[str], library: Catalogue) -> list[Citation]:
    groups = [library.entries_of(f"{title} {article}") for article in articles]
    return [cite(group, group[0]) for group in groups if group]
