"""TEXT-RATE: how many times as much (是上年的2.24倍, 是行政许可的6.5倍) and 之比, reckoned anew."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import permutations
from typing import Final

from assistant.checking.case import Case
from assistant.checking.figures.rates.rate_clause import (
    BASIS,
    BELOW,
    RateClause,
    named_totals,
    shown,
    stands_for,
    told,
    ulp,
)
from assistant.checking.figures.ties.aliases import names_in
from assistant.checking.prose import Passage
from assistant.core.findings import Finding
from assistant.core.numbers import Mention, NumberKind, format_number
from assistant.core.template import quoted

_TIMES: Final = re.compile(
    r"(?:是|为|达到?|相当于|接近|近|将近|超过?|逾|不到|不足|约|差不多|几乎|恰好|正好|恰|已|了)+(?P<of>[^，。；、]{2,24}?)的?\s*(?:约|近|将近|接近|超过?|逾|不到|不足)?\s*$"
)
_LAST_YEAR: Final = re.compile(
    r"(?:上年度?|去年|前一年|20\d\d年度?|原[来先有]|过去|以前|之前|从前|先前|当初|起初|年初|改版前|上线前)(?:同期|水平)?的?$"
)
_ITS_OWN: Final = re.compile(r"的?\s*(?:约|近|将近|接近|超过?|逾|不到|不足)?\s*$")
_MORE: Final = re.compile(r"[多余]|出头|强")
_BEFORE_MORE: Final = re.compile(r"超过?|逾|倍以上")
_ABOUT: Final = re.compile(r"约|左右|差不多|几乎|大致")
_AND_SO_MANY: Final = re.compile(r"[多少余]\s*\d")
"""两倍多6件."""
_TENTH: Final = Decimal("0.1")
_HALF: Final = Decimal("0.5")
_MOST: Final = 12


def times(case: Case, at: RateClause, pairs: list[tuple[Decimal, Decimal]]) -> Finding | None:
    """``是行政许可的6.46倍``. `pairs`: this year and last as the sentence or the reports tell them."""
    said = _TIMES.search(at.clause)
    if said is None or _AND_SO_MANY.match(at.text[at.mention.end :]) or re.search("增|均", at.clause):
        return None
    before = [m for m in at.counts_before() if m.unit and m.value]
    if pair := _named_in_text(at, said["of"], before):
        return _told(case, at, [pair])
    of = at.text[before[-1].end : at.mention.start] if before else ""
    inside = bool(before) and _ITS_OWN.match(of) is not None
    if inside:
        bases = [before[-1].value]
        tops = [m for m in before[:-1] if m.unit == before[-1].unit]
    elif _LAST_YEAR.search(said["of"]):
        readings = [(now, last) for now, last in pairs if last]
        return _told(case, at, readings)
    else:
        bases = [v for v in named_totals(case, said["of"]) if v]
        tops = before
    values = [m.value for m in reversed(tops[-_MOST:])] or named_totals(case, at.clause[: said.start()])
    if not bases or not values:
        return None
    return _told(case, at, [(top, base) for top in values for base in bases])


_SUBJECT: Final = re.compile(
    r"(?P<top>[^，。；、\d]{1,10}?)(?:几乎|差不多|大约|恰好|正好|约|已)*(?:是|为|达到?|相当于)$"
)
_OF_WORDS: Final = re.compile("(?:数量|件数|数|类|的|总量|量)+$")


def _named_in_text(at: RateClause, of: str, before: list[Mention]) -> tuple[Decimal, Decimal] | None:
    """``自然人44件，商业企业11件，前者是后者的5倍``, ``图解54篇、文字36篇，图解是文字的1.8倍``."""
    lead = at.clause[: at.clause.rfind(of)] if of else ""
    subject = _SUBJECT.search(lead)
    if subject is None or len(before) < 2:
        return None
    top, base = (_OF_WORDS.sub("", w) for w in (subject["top"], of))
    one, other = before[-2:]
    if {top, base} == {"前者", "后者"}:
        pair = (one, other) if top == "前者" else (other, one)
        return (pair[0].value, pair[1].value) if one.unit == other.unit else None
    labels = [(_label(at.text, m), m) for m in before]
    tops, bases = (
        [m for label, m in labels if len(w) > 1 and (label.startswith(w) or label.endswith(w))]
        for w in (top, base)
    )
    if len(tops) != 1 or len(bases) != 1 or tops == bases or tops[0].unit != bases[0].unit:
        return None
    return tops[0].value, bases[0].value


def _label(text: str, mention: Mention) -> str:
    """The words that a number is led by in its list: ``，文字类解读36篇``."""
    words = re.split(r"[，。；、：（(\d]|其中", text[max(0, mention.start - 20) : mention.start])[-1]
    return re.sub("^[件个篇条份次期场部人]", "", words)


_FRACTION: Final = re.compile(
    r"(?:仅|只|大约|约|不足|不到)?(?:为|是|有|相当于|等于)(?:了|约|不足|不到)*[^，。；、\d]{1,14}?\d[\d,.]*万?[一-龥]{1,3}的(?:约|近|将近|不足|不到|超过?)*\s*$"
)
"""仅为空气质量栏目410次的四分之一."""


def fraction_of(case: Case, at: RateClause) -> Finding | None:
    """``日均82次，仅为空气质量栏目410次的四分之一``."""
    counts = [m for m in at.counts_before() if m.value]
    if len(counts) < 2 or not _FRACTION.search(at.clause) or re.search("增|减|[升降比较]", at.clause):
        return None
    top, base = counts[-2:]
    if top.unit != base.unit or any(stands_for(at, m.value * 100 / base.value) for m in counts[:-1]):
        return None
    real = shown(top.value * 100 / base.value, at.mention)
    says = f"{format_number(top.value)}÷{format_number(base.value)}"
    return told(case, at, says, real, "warning", named=True)


def _told(case: Case, at: RateClause, readings: list[tuple[Decimal, Decimal]]) -> Finding | None:
    if not readings or any(_fits(at, top / base) for top, base in readings):
        return None
    top, base = readings[0]
    if top < base and at.mention.value > 1 and len(readings) > 1:
        return None  # the other way round, or something else
    real = (top / base).quantize(Decimal("0.01"))
    says = f"{format_number(top)}÷{format_number(base)}"
    return told(case, at, says, f"{format_number(real)} 倍", "error", named=True)


def _fits(at: RateClause, real: Decimal) -> bool:
    """Whether so many times may be said of the real ratio."""
    value = at.mention.value
    ahead = at.text[max(0, at.mention.start - 14) : at.mention.start]
    behind = at.mention.text + at.text[at.mention.end : at.mention.end + 2]
    room = _HALF if value == value.to_integral_value() else ulp(at.mention)
    if _BEFORE_MORE.search(ahead + behind):
        return value - _TENTH / 2 <= real < value * Decimal("1.5") + 1
    if _MORE.search(behind):
        return value - _TENTH / 2 <= real < max(value + 1, value * Decimal("1.15"))
    if BELOW.search(ahead):
        return value - max(_HALF, value * _TENTH) <= real < value + _TENTH / 2
    if _ABOUT.search(ahead + behind):
        room = max(room, value * Decimal("0.05"))
    return abs(real - value) <= room


_RATIO: Final = re.compile(
    r"(?P<a>[^，。；：、与和同\d]{1,12})(?:[与和同](?P<b>[^，。；：、\d]{1,14}))?之比(?:大致|大约|约|接近|近)?(?:为|是)?(?:大致|大约|约|接近|近)?\s*(?P<p>\d+(?:\.\d+)?)\s*(?:[:：∶]|比)\s*(?P<q>\d+(?:\.\d+)?)"
)
_ROOM: Final = Decimal("0.08")


def proportions(case: Case, period: Passage, text: str, counts: list[Mention]) -> Iterator[Finding]:
    """``许可与处罚之比约为17∶1``: of the cells that are named, or of any two numbers of the period."""
    for match in _RATIO.finditer(text):
        p, q = Decimal(match["p"]), Decimal(match["q"])
        known = [m for m in counts if m.kind is NumberKind.COUNT and m.end <= match.start() and m.value]
        after = [m for m in counts if m.kind is NumberKind.COUNT and m.start >= match.end() and m.value]
        if not p or not q or len(known) + len(after) > _MOST:
            continue
        values = [m.value for m in (*known, *after)]
        named = (
            []
            if match["b"] is None
            else [
                (a, b)
                for a in named_totals(case, match["a"])
                for b in named_totals(case, match["b"] or "")
                if b
            ]
        )
        readings = [*named, *permutations(values, 2)]
        if any(_in_proportion(a, b, p, q) for a, b in readings):
            continue
        of_two = [(known[0].value, known[1].value)] if len(known) == 2 and not names_in(match["a"]) else []
        if not (named or of_two):
            continue
        a, b = (named or of_two)[0]
        right = f"{format_number((a * q / b).quantize(_TENTH))}∶{format_number(q)}"
        says = f"正文写{quoted(match[0])}，按{format_number(a)}与{format_number(b)}算，约为 {right}，请核对。"
        yield case.prose.finding(
            "TEXT-RATE", "error", period.of(match), says, expected=right, found=f"{match['p']}∶{match['q']}", basis=BASIS
        )  # fmt: skip


def _in_proportion(a: Decimal, b: Decimal, p: Decimal, q: Decimal) -> bool:
    real = a * q / b
    room = max(p * _ROOM, _HALF if p == p.to_integral_value() and q == 1 else Decimal(0))
    return abs(real - p) <= room
