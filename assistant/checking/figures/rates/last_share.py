"""Last year's share and the percentage points from it to this year's, reckoned anew."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Final

from assistant.checking.case import Case
from assistant.checking.figures.numbers.numbers import is_wrong
from assistant.checking.figures.rates.changes import LAST_YEARS, NEAR, TO
from assistant.checking.figures.rates.rate_clause import (
    AGAINST,
    RateClause,
    direction,
    rows_of,
    said_of,
    shown,
    stands_for,
    tied_before,
    told,
    ulp,
)
from assistant.checking.figures.ties.rows import DONE, HANDLED, NEW, Cells
from assistant.core.findings import Finding
from assistant.core.numbers import Mention, NumberKind, format_number

_POINT: Final = Decimal("0.11")
_LAST_SHARE: Final = re.compile(
    r"^[，、（(；]?(?:也|略|仍|均|都|明显|大幅|小幅)?(?P<way>[高多大]于|高出|超过|[低少小]于|不及|比|较|与|同|和|而)?(?:上年度?|去年)(?:同期)?(?:的|这一|该|同一|同类|所占)*(?:比例|占比|比重|[一-龥]{1,4}率)?(?:为|是|占|约)*\s*$"
)
_HIGHER: Final = re.compile("[高多大]于|高出|超过")
_LOWER: Final = re.compile("[低少小]于|不及")
_MOST_TOGETHER: Final = 3
_DECIDED: Final = ("upheld", "corrected", "other")


def last_share(case: Case, at: RateClause) -> Finding | None:
    """``占49.4%，高于上年的37.9%``: last year's share of the same cells, and whether it is higher as told."""
    against = _LAST_SHARE.match(at.lead)
    before = at.mentions[at.index - 1] if at.index else None
    if against is None or before is None or before.kind is not NumberKind.RATE or before.unit != "%":
        return None
    now = replace(at, index=at.index - 1)
    lasts = [
        part * 100 / whole
        for cells, of in _cells_of(case, now)
        if (part := case.sum(cells, last_year=True)) is not None and (whole := case.sum(of, last_year=True))
    ]
    if lasts and not any(
        stands_for(at, real) or abs(real - at.mention.value) < ulp(at.mention) for real in lasts
    ):
        return told(case, at, "上年报告", shown(lasts[0], at.mention), "error", named=True)
    way = against["way"] or ""
    higher, lower = _HIGHER.search(way), _LOWER.search(way)
    if (higher and before.value <= at.mention.value) or (lower and before.value >= at.mention.value):
        right = f"{'低于' if higher else '高于'}上年的{at.mention.text}"
        return told(case, at, f"本年 {before.text}、上年 {at.mention.text}", right, "error", named=True)
    return None


def points(case: Case, at: RateClause) -> Finding | None:
    """``占办结总数的33.8%，比上年提高6.2个百分点``: against the same share of last year's report."""
    way = direction(at.clause)
    rates = [m for m in at.mentions[: at.index] if m.kind is NumberKind.RATE and m.unit == "%"]
    if len(rates) > 1 and way:
        pair = _two_years(at, rates[-2], rates[-1])
        if TO.search(at.text[rates[-2].end : rates[-1].start]):
            pair = (rates[-1], rates[-2])
        if pair:
            real = pair[0].value - pair[1].value
            return _told(case, at, [real], f"{pair[0].text} 减 {pair[1].text} ")
    if case.previous is None or not case.consecutive or not AGAINST.search(at.clause) or not way:
        return None
    shares = list(_cells_of(case, replace(at, index=at.mentions.index(rates[-1])))) if rates else []
    tied = tied_before(case, at)
    if not shares and tied is not None and tied.kind in {"result", "reason"} and not is_wrong(case, tied):
        shares = [(tied.choices[0], DONE)]
    changes, says = [], ""
    for cells, of in shares:
        now, whole = case.sum(cells), case.sum(of)
        before, whole_before = case.sum(cells, last_year=True), case.sum(of, last_year=True)
        if now is None or before is None or not whole or not whole_before:
            return None
        changes.append(now * 100 / whole - before * 100 / whole_before)
        says = says or (
            f"本年 {format_number(now)}÷{format_number(whole)}、上年 {format_number(before)}÷{format_number(whole_before)}"
        )
    return _told(case, at, changes, says)


def points_as_percent(case: Case, at: RateClause) -> Finding | None:
    """``87.4%，较上年84.2%提高3.2%``: the difference of two rates is told in percentage points."""
    way = direction(at.clause)
    rates = [m for m in at.mentions[: at.index] if m.kind is NumberKind.RATE and m.unit == "%"]
    if not way or len(rates) < 2 or at.mention.approximate or "%" not in at.mention.text:
        return None
    one, other = rates[-2:]
    if not AGAINST.search(at.text[one.end : at.mention.start]) or "%" not in one.text + other.text:
        return None
    if (
        len(at.text[other.end : at.mention.start]) > NEAR
        or abs(one.value - other.value) != at.mention.value
        or not other.value
        or abs((one.value - other.value) * 100 / other.value) == at.mention.value
    ):
        return None
    right = f"{format_number(at.mention.value)} 个百分点"
    return told(case, at, f"{one.text} 和 {other.text} 之差", right, "warning", named=True)


def _told(case: Case, at: RateClause, changes: list[Decimal], says: str) -> Finding | None:
    """What to say of percentage points; none where one of the real changes is what they tell."""
    way, said = direction(at.clause), at.mention.value
    room = max(_POINT, ulp(at.mention) / 2)
    if not changes or any(abs(real * way - said) <= room for real in changes):
        return None
    real = changes[0]
    shown_as = format_number(abs(real).quantize(Decimal("0.01") if "减" in says else Decimal("0.1")))
    right = f"{'上升' if real > 0 else '下降'} {shown_as} 个百分点"
    return told(case, at, says, right, "error")


def _cells_of(case: Case, at: RateClause) -> Iterator[tuple[Cells, Cells]]:
    """The part and the whole whose share a percentage is, by the numbers before it; none where it is of none of them."""
    parts: list[tuple[Cells, str]] = []
    for mention in at.counts_before():
        for statement in said_of(case, at, mention)[:1]:
            if statement.role == "whole" and not statement.last_year:
                fitting = [c for c in statement.choices if case.sum(c) == mention.value]
                parts += [(cells, statement.kind) for cells in fitting[:1]]
    for many in range(1, _MOST_TOGETHER + 1):
        run = parts[-many:]
        if len(run) < many or len({kind for _, kind in run}) > 1:
            return
        cells = tuple(address for own, _ in run for address in own)
        for of in _wholes(run[-1][1], cells):
            part, whole = case.sum(cells), case.sum(of)
            if part is not None and whole and part <= whole and stands_for(at, part * 100 / whole):
                yield cells, of


def _wholes(kind: str, cells: Cells) -> tuple[Cells, ...]:
    if kind in {"result", "reason"}:
        return (DONE, NEW, HANDLED)
    if kind == "applicant":
        return (NEW, HANDLED, DONE)
    if kind in {"outcome", "case"}:
        rows = rows_of(cells)
        return (tuple(f"{r}.{c}" for r in rows for c in _DECIDED), tuple(f"{r}.total" for r in rows))
    return ()


def _two_years(at: RateClause, first: Mention, second: Mention) -> tuple[Mention, Mention] | None:
    """The percentages of this year and of last year, where the words tell one of them: ``占59.7%，上年为56.8%，提高2.9个百分点``."""
    if len(at.text[second.end : at.mention.start]) > NEAR:
        return None
    if LAST_YEARS.search(at.text[first.end : second.start]):
        return first, second
    if LAST_YEARS.search(at.text[: first.start]) and re.search(
        "本年|今年", at.text[first.end : second.start]
    ):
        return second, first
    return None
