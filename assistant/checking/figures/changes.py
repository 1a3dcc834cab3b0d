"""Changes from last year, reckoned anew: differences, rates of change, percentage points."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import Final

from assistant.checking.case import Case
from assistant.checking.figures.aliases import names_in
from assistant.checking.figures.numbers import is_wrong
from assistant.checking.figures.places import INERT
from assistant.checking.figures.rate_clause import (
    AGAINST,
    CHANGE_END,
    DOWN,
    UP,
    RateClause,
    direction,
    shown,
    stands_for,
    tied_before,
    told,
    ulp,
)
from assistant.checking.figures.rows import DONE, HANDLED, NEW, Cells, applicant_cells, result_cells
from assistant.checking.figures.statements import Statement
from assistant.core.approximate import HARDLY_BY_CHANCE
from assistant.core.findings import Finding
from assistant.core.numbers import Mention, NumberKind, format_number
from assistant.core.template import Template

_TO: Final = re.compile(rf"(?:{UP}|{DOWN}|[增减升降])(?:加|少)?(?:到|至|为)(?:20\d\d年(?:度|底|末)?的?)?\s*$")
_OTHER_BASE: Final = re.compile(r"[年月日]均|平均|环比|季度|上半年|下半年|\d月|近[三五]年")
_WITH_BASE: Final = re.compile(r"[比较与](?:上年度?|去年|\d{4}年)(?:同期)?的?\s*$")
_AGAINST_WHAT: Final = re.compile("同比|[比较与]")
_LAST_YEARS: Final = re.compile(r"(?:上年|去年)[^，。；\d]{0,12}$")
_NEAR: Final = 12
_POINT: Final = Decimal("0.11")


def points(case: Case, at: RateClause) -> Finding | None:
    """``占办结总数的33.8%，比上年提高6.2个百分点``: against the same share of last year's report."""
    way = direction(at.clause)
    rates = [m for m in at.mentions[: at.index] if m.kind is NumberKind.RATE and m.unit == "%"]
    if len(rates) > 1 and way and _TO.search(at.text[rates[-2].end : rates[-1].start]):
        real = rates[-1].value - rates[-2].value
        if abs(real * way - at.mention.value) <= _POINT:
            return None
        says = f"{rates[-1].text} 减 {rates[-2].text} "
        return told(case, at, says, f"{'上升' if real > 0 else '下降'} {abs(real)} 个百分点", "error")
    if len(rates) > 1 and way and (pair := _two_years(at, rates[-2], rates[-1])):
        real = pair[0].value - pair[1].value
        if abs(real * way - at.mention.value) <= _POINT:
            return None
        says = f"{pair[0].text} 减 {pair[1].text} "
        return told(case, at, says, f"{'上升' if real > 0 else '下降'} {abs(real)} 个百分点", "error")
    if case.previous is None or not case.consecutive or not AGAINST.search(at.clause):
        return None
    tied = tied_before(case, at)
    if tied is None or tied.kind not in {"result", "reason"} or is_wrong(case, tied) or not way:
        return None
    cells = tied.choices[0]
    now, whole = case.sum(cells), case.sum(DONE)
    before, whole_before = case.sum(cells, last_year=True), case.sum(DONE, last_year=True)
    if now is None or before is None or not whole or not whole_before:
        return None
    real = now * 100 / whole - before * 100 / whole_before
    if abs(real * way - at.mention.value) <= _POINT:
        return None
    change = f"{'提高' if real > 0 else '下降'} {abs(real).quantize(Decimal('0.1'))} 个百分点"
    says = f"本年 {format_number(now)}÷{format_number(whole)}、上年 {format_number(before)}÷{format_number(whole_before)}"
    return told(case, at, says, change, "error")


def _two_years(at: RateClause, first: Mention, second: Mention) -> tuple[Mention, Mention] | None:
    """The percentages of this year and of last year, where the words tell one of them: ``占59.7%，上年为56.8%，提高2.9个百分点``."""
    if len(at.text[second.end : at.mention.start]) > _NEAR:
        return None
    if _LAST_YEARS.search(at.text[first.end : second.start]):
        return first, second
    if _LAST_YEARS.search(at.text[: first.start]) and re.search(
        "本年|今年", at.text[first.end : second.start]
    ):
        return second, first
    return None


@dataclass(frozen=True)
class _Pair:
    """A number of this year and the same of last year."""

    now: Decimal
    before: Decimal
    sure: bool = True


def difference(case: Case, at: RateClause) -> Finding | None:
    """``比上年增加3件``."""
    if at.mention.unit == "倍":
        return _times(case, at)
    counts = at.counts_before()
    led = (
        len(counts) > 1
        and _TO.search(at.text[counts[-2].end : counts[-1].start])
        and len(at.lead) < _NEAR
        and not names_in(at.lead)
    )
    if not CHANGE_END.search(at.clause) or re.search("分别|依次|合计|共计", at.clause):
        return None
    if not led and not AGAINST.search(at.clause + at.lead):
        return None
    if _OTHER_BASE.search(at.clause) or at.mention.approximate:
        return None
    way = direction(at.clause)
    stated = _WITH_BASE.search(at.text[: at.counts_before()[-1].start]) if at.counts_before() else None
    if led:
        pairs = [_Pair(counts[-1].value, counts[-2].value)]
    else:
        pairs = list(_from_sentence(at)) if stated else list(_from_reports(case, at))
    if not pairs or not way:
        return None
    if stated:
        base = pairs[0].before
        pairs += [_Pair(m.value, base) for m in at.counts_before()[:-1]]
    fine = [*pairs, *(_likely(case, at) if case.previous is not None and not led else ())]
    if any((p.now - p.before) * way == at.mention.value for p in fine):
        return None
    pair = pairs[0]
    change = pair.now - pair.before
    real = f"{'增加' if change > 0 else '减少' if change < 0 else '没有增减'}" + (
        f" {format_number(abs(change))} {at.mention.unit}" if change else ""
    )
    says = f"本年 {format_number(pair.now)}、上年 {format_number(pair.before)}"
    return told(case, at, says, real, "error")


def _times(case: Case, at: RateClause) -> Finding | None:
    """``比上年的4件增长1.75倍``: so many times as much more, by the two numbers that the sentence tells."""
    if direction(at.clause) <= 0 or _TO.search(at.clause) or at.mention.approximate:
        return None
    pairs = [p for p in _from_sentence(at) if p.before]
    before = [m for m in at.counts_before() if m.unit not in {"倍", ""}]
    told_apart = len(before) > 1 and before[-1].unit == before[-2].unit and before[-1].value
    between = at.text[before[-2].end : before[-1].start] if told_apart else ""
    if not pairs and (_WITH_BASE.search(between) or _LAST_YEARS.search(between)):
        pairs = [_Pair(before[-2].value, before[-1].value)]
    pairs = pairs or [p for p in _from_reports(case, at) if p.before and p.sure]
    room = ulp(at.mention)
    if not pairs or any(abs((p.now - p.before) / p.before - at.mention.value) < room for p in pairs):
        return None
    pair = pairs[0]
    real = ((pair.now - pair.before) / pair.before).quantize(Decimal("0.01"))
    says = f"本年 {format_number(pair.now)}、上年 {format_number(pair.before)}"
    return told(case, at, says, f"增长 {format_number(real)} 倍", "error")


def change_rate(case: Case, at: RateClause) -> Finding | None:
    """``比上年增长27.8%``, against the sentence's own numbers or the cells of both years."""
    if _OTHER_BASE.search(at.clause) or re.search("分别|依次|合计|共计", at.clause):
        return None
    way = direction(at.clause)
    stated = list(_from_sentence(at))
    pairs = [*stated, *_from_reports(case, at)]
    pairs = [p for p in pairs if p.before]
    if not pairs:
        return None
    sign = way or 1
    fine = [*pairs, *(p for p in _likely(case, at) if p.before)]
    if any(stands_for(at, (p.now - p.before) * 100 / p.before * sign) for p in fine):
        return None
    pair = pairs[-1]
    real = (pair.now - pair.before) * 100 / pair.before
    word = "增长" if real > 0 else "下降"
    expected = f"{word} {shown(abs(real), at.mention)}" if real else "没有增减"
    says = f"本年 {format_number(pair.now)}、上年 {format_number(pair.before)}"
    close = abs(abs(real) - at.mention.value) <= ulp(at.mention)
    return told(case, at, says, expected, "error" if pair.sure and not close else "warning")


def changes_in_a_row(case: Case, at: RateClause) -> Iterator[Finding]:
    """``行政复议368件、行政诉讼150件，分别比上年增长8.2%、4.5%``: each of what the numbers before are said of."""
    run = re.split("[。；，]", at.text[at.mention.start :])[0]
    rates = [
        m for m in at.mentions[at.index :]
        if m.kind is NumberKind.RATE and m.unit == "%" and m.start < at.mention.start + len(run)
    ]  # fmt: skip
    counts = at.counts_before()[-len(rates) :]
    way = direction(at.clause)
    if (
        len(rates) < 2
        or len(counts) != len(rates)
        or not way
        or case.previous is None
        or not case.consecutive
    ):
        return
    for count, rate in zip(counts, rates, strict=True):
        place = at.period.start + count.start
        said = [
            s for s in case.statements if s.passage.section == at.period.section and s.passage.start == place
        ]
        cells = next((c for s in said for c in s.choices if case.sum(c) == count.value), None)
        now, before = (case.sum(cells), case.sum(cells, last_year=True)) if cells else (None, None)
        here = replace(at, index=at.mentions.index(rate))
        if now is None or not before or stands_for(here, (now - before) * 100 / before * way):
            continue
        real = (now - before) * 100 / before
        expected = f"{'增长' if real > 0 else '下降'} {shown(abs(real), rate)}" if real else "没有增减"
        says = f"本年 {format_number(now)}、上年 {format_number(before)}"
        if finding := told(case, here, says, expected, "error"):
            yield finding


def _from_sentence(at: RateClause) -> Iterator[_Pair]:
    """Pairs the sentence itself tells.

    ``由12件增加到18件``, ``18件，比上年的12件增加6件``, ``上年12件``, ``18件，增加6件``.
    """
    stop = max(at.text.rfind(mark, 0, at.mention.start) for mark in "；;")
    before = [m for m in at.counts_before() if m.start > stop]
    if at.mention.kind is NumberKind.COUNT:
        before = [*before, at.mention]
    for earlier, later in pairwise(before):
        if earlier.unit == later.unit and _TO.search(at.text[earlier.end : later.start]):
            yield _Pair(later.value, earlier.value)
    if len(before) < 2:
        return
    base, change = before[-2], before[-1]
    lead = at.text[base.end : change.start]
    if change.unit != base.unit:
        return
    if re.search(
        r"(?:(?:上年|去年)[^，。；\d]{0,8}|20\d\d年(?:同期)?(?:为|是|有))$", lead
    ) and not CHANGE_END.search(lead):
        yield _Pair(base.value, change.value)
    if re.search(r"(?:本年|今年)[^，。；\d]{0,8}$", lead) and _LAST_YEARS.search(at.text[: base.start]):
        yield _Pair(change.value, base.value)
    if not CHANGE_END.search(lead) or len(at.text[change.end : at.mention.start]) > _NEAR:
        return
    way = direction(lead)
    ahead = at.text[before[-3].end if len(before) > 2 else 0 : base.start]
    if not _WITH_BASE.search(ahead):
        yield _Pair(base.value, base.value - way * change.value)
    elif len(before) > 2 and before[-3].unit == base.unit:
        yield _Pair(before[-3].value, base.value)
    else:
        yield _Pair(base.value + way * change.value, base.value)


def _from_reports(case: Case, at: RateClause) -> Iterator[_Pair]:
    """Pairs of cells: of the number the change follows, else of what the clause names."""
    if case.previous is None or not case.consecutive:
        return
    tied = tied_before(case, at)
    named = _named_cells(at, case.report.form)
    if not named and tied is not None and tied.role == "part" and not _all_of_it(case, tied):
        return
    own = re.sub(rf"(?:{UP}|{DOWN}).*", "", _AGAINST_WHAT.split(at.clause)[0])
    if not named and len(re.sub(r"[^一-龥]", "", own)) > 1 and not INERT.match(own) and not names_in(own):
        if "申请" not in own:
            return  # something else is compared
        named = (NEW, HANDLED)
    choices: Sequence[Cells] = named or (tied.choices if tied is not None and _near(case, at, tied) else ())
    choices = choices or _alone_as_many(case, at, tied)
    for cells in choices:
        now = case.sum(cells)
        before = case.sum(cells, last_year=True)
        if now is None or before is None:
            continue
        if (
            not named
            and tied is not None
            and not is_wrong(case, tied)
            and tied.role == "whole"
            and now != tied.mention.value
            and not tied.mention.approximate
        ):
            continue  # another reading of the number it follows
        yield _Pair(now, before)


def _all_of_it(case: Case, tied: Statement) -> bool:
    """Whether what may be but a part is just as many as its cell, and hardly by chance."""
    value = tied.mention.value
    return value > HARDLY_BY_CHANCE and any(case.sum(cells) == value for cells in tied.choices)


_LARGE: Final[tuple[Cells, ...]] = (
    ("proactive.licensing.decisions",), ("proactive.penalties.decisions",), ("proactive.compulsion.decisions",), ("proactive.fees.amount",),
)  # fmt: skip
_OWN_KINDS: Final = frozenset({"decision", "applicant", "result", "reason"})


def _alone_as_many(case: Case, at: RateClause, tied: Statement | None) -> tuple[Cells, ...]:
    """``收费6517.4万元，同比增加4.75%``: the cell that is just as many as a large number which no name ties."""
    before = at.counts_before()
    if not before or before[-1].value <= HARDLY_BY_CHANCE:
        return ()
    if tied is not None and tied.passage.start == at.period.start + before[-1].start:
        return ()
    return tuple(cells for cells in _LARGE if case.sum(cells) == before[-1].value)


def _likely(case: Case, at: RateClause) -> Iterator[_Pair]:
    """Pairs of what any number before in the period is said of, and of the requests that the nearest number is as many as."""
    before = at.counts_before()
    start, place = at.period.start, at.period.start + at.mention.start
    choices = [
        cells for s in case.statements
        if s.passage.section == at.period.section and start <= s.passage.start < place and s.role == "whole" and not s.last_year
        for cells in s.choices if case.sum(cells) == s.mention.value
    ]  # fmt: skip
    values = {m.value for m in before}
    choices += [cells for cells in (NEW, HANDLED, DONE) if case.sum(cells) in values]
    for cells in reversed(choices):
        now, last = case.sum(cells), case.sum(cells, last_year=True)
        if now is not None and last is not None:
            yield _Pair(now, last)


def _near(case: Case, at: RateClause, tied: Statement) -> bool:
    """Whether nothing else was counted between the tied number and the change."""
    place = tied.passage.start - at.period.start
    between = [
        m for m in at.counts_before()
        if m.start > place and not CHANGE_END.search(at.text[: m.start][-14:])
    ]  # fmt: skip
    return not between


def _named_cells(at: RateClause, form: Template) -> tuple[Cells, ...]:
    """What the clause itself names: ``申请量同比增长12%``."""
    own = [n for n in names_in(_AGAINST_WHAT.split(at.clause)[0]) if n.kind in _OWN_KINDS]
    if own and own[-1].kind == "decision":
        return ((f"proactive.{own[-1].key}.decisions",),)
    if own and own[-1].kind == "applicant":
        return tuple(applicant_cells(own[-1].key, "new", form)[:1])
    if own:
        return (result_cells(own[-1].key, form),)
    names = [n for n in names_in(at.clause) if n.kind in {"received", "result", "noun", "case"}]
    keys = [n.key for n in names]
    if not keys:
        return ()
    key = keys[0]
    return {
        "new": (NEW,), "received": (NEW, HANDLED), "requests": (NEW, HANDLED), "should": (HANDLED,),
        "total_results": (DONE,),
        "review": (("disputes.reconsideration.total",),),
        "suits": (("disputes.direct_litigation.total", "disputes.litigation_after_reconsideration.total"),),
    }.get(key, ())  # fmt: skip
