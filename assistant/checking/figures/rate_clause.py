"""A percentage or a change in its sentence: what stands before it, what it may stand for, and how it is told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise, permutations
from typing import Final

from assistant.checking.case import Case
from assistant.checking.figures.numbers import is_wrong
from assistant.checking.figures.rows import Cells
from assistant.checking.figures.statements import Statement
from assistant.checking.prose import Passage
from assistant.core.approximate import fits
from assistant.core.findings import Finding
from assistant.core.numbers import Mention, NumberKind
from assistant.core.report import Severity
from assistant.core.template import quoted

_BASIS: Final = "占比和增减应由正文、表格和上年报告的数算得出来"
UP: Final = r"增加|增长|升幅|多出|上升|增多|提高|提升|(?<!差不)多了?|增幅|净增|升高|上涨"
DOWN: Final = r"减少|少掉|下降|降低|回落|下滑|少了?|降幅|净减|减幅|压减|压降|精简|降"
_CHANGED: Final = re.compile(rf"(?P<up>{UP})|(?P<down>{DOWN})")
CHANGE_END: Final = re.compile(rf"(?:{UP}|{DOWN})(?:了|为|达到?|约|近|幅度为?|率为?|比例为?)?\s*$")
AGAINST: Final = re.compile(r"同比|[比较与同](?:上年|去年|上一年|\d{4}年)|环比|上年|去年|\d{4}年的?")
_BRACKETS: Final = re.compile(r"[（(][^（）()]*[）)]")
ITEMS: Final = re.compile("[一二两三四五六七八九十](?:项|类|种|个方面)")
_ABOVE: Final = re.compile(r"超过?|逾|高于|以上|多于|[余多]")
_BELOW: Final = re.compile(r"不足|低于|不到|近|将近|接近")
_HALF: Final = Decimal("0.5")
_VAGUE_ROOM: Final = Decimal(5)
_MOST_VALUES: Final = 10
"""With more numbers in a period some pair fits almost any percentage."""


@dataclass(frozen=True)
class RateClause:
    """A mention in its period, with the words right before it."""

    period: Passage
    text: str
    mentions: Sequence[Mention]
    index: int

    @property
    def mention(self) -> Mention:
        """The number itself."""
        return self.mentions[self.index]

    @property
    def lead(self) -> str:
        """The words between it and the number before."""
        start = self.mentions[self.index - 1].end if self.index else 0
        return self.text[start : self.mention.start]

    @property
    def clause(self) -> str:
        """The words since the last comma or bracket, numbers and all."""
        before = self.text[: self.mention.start]
        edge = max((before.rfind(mark) for mark in "，。；：（("), default=-1) + 1
        return before[edge:]

    def counts_before(self) -> list[Mention]:
        """The counts earlier in the period, the nearest last; not those in brackets that are closed again."""
        counts = [m for m in self.mentions[: self.index] if m.kind is NumberKind.COUNT and m.unit != "倍"]
        closed = [m.span() for m in _BRACKETS.finditer(self.text, 0, self.mention.start)]
        return [m for m in counts if not any(start <= m.start < end for start, end in closed)]


def tied_before(case: Case, at: RateClause) -> Statement | None:
    """The last number before that is said of cells of this year, in the same period."""
    section, start = at.period.section, at.period.start
    place = start + at.mention.start
    found = None
    for statement in case.statements:
        where = statement.passage
        if where.section == section and start <= where.start < place and not statement.last_year:
            found = statement
    return found


def direction(clause: str) -> int:
    """1 for more, −1 for less, 0 when the words do not say."""
    last = None
    for last in _CHANGED.finditer(clause):  # noqa: B007 - the last one counts
        pass
    return 0 if last is None else 1 if last["up"] else -1


def sums_of(case: Case, choices: Iterable[Cells]) -> list[Decimal]:
    """What each choice of cells adds up to, where all of them hold numbers."""
    return [value for cells in choices if (value := case.sum(cells)) is not None]


def _decimals(mention: Mention) -> int:
    digits = re.search(r"\.(\d+)", mention.text)
    return len(digits[1]) if digits else 0


def ulp(mention: Mention) -> Decimal:
    """One in the last place of a percentage as it is written: nearer than that it may be rounded another way."""
    return Decimal(1).scaleb(-_decimals(mention))


def stands_for(at: RateClause, real: Decimal) -> bool:
    """Whether the percentage written may stand for the real one, rounded as far as it is written."""
    said = at.mention.value
    around = at.text[max(0, at.mention.start - 4) : at.mention.end + 2]
    if "成" in at.mention.text or "分之" in at.mention.text or at.mention.approximate:
        if _BELOW.search(around):
            return said - _VAGUE_ROOM <= real < said + _HALF
        if _ABOVE.search(around):
            return said - Decimal("0.05") <= real < said + 2 * _VAGUE_ROOM
        return abs(real - said) <= (_VAGUE_ROOM if at.mention.approximate else Decimal(1))
    return abs(real - said) <= _HALF * Decimal(10) ** -_decimals(at.mention)


def _last_two(case: Case, at: RateClause) -> Iterator[tuple[Decimal, Decimal]]:
    """The last two counts of one unit before it, either as a part of the other, as written or as the cells have them."""
    before = [m for m in at.counts_before() if m.value]
    if not before:
        return
    last = next((m for m in reversed(before) if sum(m.unit == n.unit for n in before) > 1), None)
    if last is not None:
        one, other = [m for m in before if m.unit == last.unit][-2:]
        yield from permutations((one.value, other.value), 2)
        for a in _exact(case, at, one):
            for b in _exact(case, at, other):
                yield from permutations((a, b), 2)


def _exact(case: Case, at: RateClause, mention: Mention) -> list[Decimal]:
    """A count as the cells that it is said of have it, itself where it is said of none."""
    place = at.period.start + mention.start
    sums = [
        value
        for s in case.statements
        if s.passage.section == at.period.section and s.passage.start == place
        for cells in s.choices
        if (value := case.sum(cells, last_year=s.last_year)) and fits(s.mention, value)
    ]
    return sums or [mention.value]


def _values_near(case: Case, at: RateClause) -> list[Decimal]:
    """The counts of the period, and what the cells hold that they are rounded from."""
    counts = [m for m in at.mentions if m.kind is NumberKind.COUNT and m.value][:_MOST_VALUES]
    return list(dict.fromkeys(v for m in counts for v in (m.value, *_exact(case, at, m))))


def _share_or_change(at: RateClause, part: Decimal, whole: Decimal) -> bool:
    """Whether one number is just that share of another, or just that much more or less."""
    if way := direction(at.clause):
        return (part - whole) * way > 0 and stands_for(at, abs(part - whole) * 100 / whole)
    return part <= whole and stands_for(at, part * 100 / whole)


def shown(value: Decimal, like: Mention) -> str:
    """A percentage with as many decimals as the text has, at least one where it does not come out even."""
    places = max(_decimals(like), 0 if value == value.to_integral_value() else 1)
    return f"{value.quantize(Decimal(1).scaleb(-places))}%"


def told(
    case: Case, at: RateClause, says: str, expected: str, severity: Severity, *, named: bool = False
) -> Finding | None:
    """The finding; none where the number it rests on is told to be wrong already, or others of the period explain it.

    `named`: the words themselves say of what whole it is a share, so that no other whole may explain it.
    """
    tied = tied_before(case, at)
    if tied is not None and not tied.doubt and not named and is_wrong(case, tied):
        return None
    if not named and at.mention.kind is NumberKind.RATE and at.mention.unit == "%":
        if not direction(at.clause) and any(
            _share_or_change(at, part, whole) for part, whole in _last_two(case, at)
        ):
            return None
        values = _values_near(case, at)
        pairs = [*permutations(values, 2), *((a + b, w) for a, b in pairwise(values) for w in values)]
        if any(_share_or_change(at, part, whole) for part, whole in pairs):
            severity = "warning"
    passage = at.period.cut(at.mention.start, at.mention.end)
    clause = at.clause.strip(" ，、")[-24:]
    return case.prose.finding(
        "TEXT-RATE",
        severity,
        passage,
        f"正文写{quoted(clause + at.mention.text)}，按{says}算，应为{expected}，请核对。",
        expected=expected,
        found=at.mention.text,
        basis=_BASIS,
    )
