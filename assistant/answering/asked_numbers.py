"""Whether a question in staff's own words is a sum that can be worked out: a fee, or a deadline.

Answering the wrong sum is worse than answering none, so a question counts only when it asks outright for an amount
or a date, gives the one number or the dates that this takes, and holds nothing else that would bear on it. Anything
less is `None` and goes the way of every other question.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

from assistant.answering.asked_dates import AskedDay, Role, read_asked_days, say_relative_days, with_years
from assistant.answering.asked_fee import read_asked_fee
from assistant.answering.periods import EXTENSION_DAYS, Kind
from assistant.core.numbers import Mention, NumberKind, find_numbers, squeeze

Missing = Literal["year", "third_party_days"]

LONGEST: Final = 120
"""Characters; a longer question tells a story, and no single sum answers it."""


@dataclass(frozen=True)
class Calculation:
    """A sum that was asked for, with what it takes.

    A fee has its `quantity` (items or pages). A deadline has its `days`, at least the one that the period starts
    from; `extended` says that an extension was spoken of, and the asker then wants to see both days;
    `third_party_days` are working days. What the question leaves out stands in `missing`: put it back to the asker
    and compute nothing before.
    """

    kind: Literal["fee_items", "fee_pages"] | Kind
    quantity: int = 0
    days: tuple[AskedDay, ...] = ()
    extended: bool = False
    third_party_days: int = 0
    missing: tuple[Missing, ...] = ()

    def day(self, role: Role) -> date | None:
        """The day of one role; `None` when it was not given, or without its year."""
        return next((one.date for one in self.days if one.role == role), None)

    def in_year(self, year: int) -> Calculation | None:
        """The same with the year that was missing (of its first day); `None` when that year has no such day."""
        first, *later = self.days
        days = with_years((first if first.year else first.in_year(year), *later))
        if any(one.date is None for one in days):
            return None
        return replace(self, days=days, missing=tuple(m for m in self.missing if m != "year"))


_WHEN: Final = r"(?:哪天|哪日|几号|几月几[日号]|什么时候|啥时候|什么时间|何时)"
_DUE: Final = (
    r"(?:到期|期满|届满|截止|截至|最晚|最迟|最后|期限|答复|回复|回函|回话|办结|办完|超期|必须|之前|以前|前)"
)
_ASKS_DAY: Final = re.compile(
    rf"{_WHEN}[^,。;?!]{{0,8}}?{_DUE}|{_DUE}[^,。;?!]{{0,8}}?{_WHEN}|算[^,。;?!]{{0,6}}(?:到期日|截止日|答复期限|最后期限)"
)
_ANOTHER_PERIOD: Final = re.compile(
    r"复议|诉讼|起诉|法院|上诉|年报|年度报告|费|更正|举报|投诉|信访|听证|处罚|许可|移交|档案|培训|说明理由|延迟答复|自然日"
    r"|旧条例|邮戳|寄出|转到|转来|转给|退回|撤回|第一天|起算|从哪天|从几号|从[^,。;?!]{1,12}算"
)
_ASKS_WHETHER: Final = re.compile(
    r"对吗|对不对|对么|行不行|行吗|算不算|是不是|怎么办|咋办|要不要|可以吗|可不可以|来得及"
)
_WHEN_TO_TELL: Final = re.compile(
    r"延[期长][^,。;?!]{0,6}(?:告知|通知|手续|审批)|(?:告知|通知|审批)[^,。;?!]{0,4}延[期长]"
    r"|(?:发|寄|出|送)[^,。;?!]{0,4}征求意见|征求意见[书函]?[^,。;?!]{0,6}(?:发|寄|出|送)"
)
_EXTENDED: Final = re.compile(r"(?<![不没未])(?<!没有)(?<!不能)(?<!不用)延(?:期|长|\d|后)")
_OPINION: Final = re.compile(
    r"(?<!没)(?<!不用)(?<!没有)(?<!不)(?:问|征求)?(?:了)?第三方|(?<![没不])(?<!没有)征求[^,。;?!]{0,10}意见"
)
_TOOK: Final = re.compile(r"[用花占耗扣]")
_TO_BE_CORRECTED: Final = re.compile(
    r"补[^,。;?!]{0,8}(?:最晚|最迟)?[^,。;?!]{0,4}"
    rf"(?:{_WHEN}[^,。;?!]{{0,6}}(?:告知|通知|发|提|说|要求|补正)|(?:告知|通知)[^,。;?!]{{0,4}}{_WHEN})"
    rf"|{_WHEN}[^,。;?!]{{0,8}}(?:告知|通知|要求|让|叫)[^,。;?!]{{0,4}}补"
)
_ON_OWN_ACCORD: Final = re.compile(r"挂|上网|公开|公布|发布")
_JOINT: Final = re.compile(r"共同|联合|联发|会签|牵头")
_LIMITS: Final = frozenset({7, 15, 20, 40})
"""Periods of the regulations, which a question may name without giving anything to compute with."""
_ONE_OF: Final = frozenset({"份", "件", "个", "人", "封", "名"})


def read_calculation(question: str, today: date | None = None) -> Calculation | None:
    """The sum that a question asks for, `None` when it asks for none or when that is not sure.

    With `today` also “今天”, “昨天” and “今年1月15日” are read; without it they are not.
    """
    text = squeeze(question)
    if len(text) > LONGEST:
        return None
    fee = read_asked_fee(text)
    if fee is not None:
        return Calculation("fee_items" if fee.unit == "件" else "fee_pages", fee.quantity)
    return _deadline(say_relative_days(text.replace("哪一天", "哪天"), today))


def _deadline(text: str) -> Calculation | None:
    if not _ASKS_DAY.search(text) or any(
        pattern.search(text) for pattern in (_ANOTHER_PERIOD, _ASKS_WHETHER, _WHEN_TO_TELL)
    ):
        return None
    read = read_asked_days(text)
    if read is None:
        return None
    days, rest = read
    kind = _kind(rest, {one.role for one in days})
    if kind is None:
        return None
    extended = kind == "reply" and _EXTENDED.search(rest) is not None
    out = _days_out(rest) if kind == "reply" else 0 if _only_limits(rest) else None
    if out is None:
        return None
    missing: list[Missing] = ["year"] if any(one.year is None for one in days) else []
    if kind == "reply" and not out and _OPINION.search(rest):
        missing.append("third_party_days")
    return Calculation(kind, 0, days, extended, out, tuple(missing))


def _kind(text: str, roles: set[Role]) -> Kind | None:
    if "consulted" in roles:
        return ("joint_authority" if _JOINT.search(text) else "third_party") if len(roles) == 1 else None
    if "formed" in roles:
        return "proactive" if len(roles) == 1 and _ON_OWN_ACCORD.search(text) and "申请" not in text else None
    if "received" not in roles:
        return None
    if "补" in text and len(roles) == 1:
        return "correction" if _TO_BE_CORRECTED.search(text) else None
    return "reply"


def _days_out(text: str) -> int | None:
    """Working days that opinions took, 0 when none are given; `None` when some number fits nothing known.

    Mere days (15天) do not say how many of them were worked, so they leave the number out too.
    """
    out = 0
    for mention in _counts(text):
        before = re.split(r"[,。;?!]", text[: mention.start])[-1]
        if "延" in before[-6:]:
            if mention.value != EXTENSION_DAYS:
                return None
        elif _OPINION.search(before) and _TOOK.search(before) and not out and mention.value % 1 == 0:
            out = int(mention.value) if mention.unit in ("个工作日", "工作日") else 0
        elif not _is_limit(mention):
            return None
    return out


def _only_limits(text: str) -> bool:
    return all(_is_limit(mention) for mention in _counts(text))


def _is_limit(mention: Mention) -> bool:
    if mention.unit in ("个工作日", "工作日", "天", "日"):
        return mention.value in _LIMITS
    return mention.value == 1 and mention.unit in _ONE_OF


def _counts(text: str) -> list[Mention]:
    """Everything counted; an ordinal such as 第三方 counts nothing."""
    return [mention for mention in find_numbers(text) if mention.kind in (NumberKind.COUNT, NumberKind.RATE)]
