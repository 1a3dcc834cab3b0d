"""TEXT-RATE: the one share of a list that does not come out of the whole that all the others are of.

``许可412件。其中教师资格认定386件，占93.7%；民办学校26件，占7.3%``: where the others agree on a whole, it needs no name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from assistant.checking.case import Case
from assistant.checking.figures.rates.rate_clause import RateClause, shown, stands_for, told, ulp
from assistant.checking.figures.ties.aliases import hide_marks
from assistant.checking.figures.ties.mentions import mentions
from assistant.checking.figures.ties.rows import DONE, HANDLED, NEW
from assistant.checking.prose import Passage
from assistant.core.findings import Finding
from assistant.core.numbers import Mention, NumberKind, format_number

_OF_ITS_NUMBER: Final = re.compile(
    r"^[^，。；、\d]{0,8}[，、（(]?约?占(?:比|到|了|总数的?|总量的?|全部的?)?(?:为|达|约|近)?\s*$"
)
"""Between a number and the share of it: ``件，占``."""
_AGAIN: Final = re.compile(r"^[、，和]\s*$")
_NOT_ALONE: Final = re.compile(
    r"上年|去年|\d{4}年|各|均|都|合计|合占|共占|合起来|共计|之和|两项|二者|两者|三项"
)
_BEGINS: Final = re.compile(r"^\s*(?:其中|按|从|分|在这|这\s*\d|上述|以上|具体)")
_TENTHS: Final = re.compile(r"\.\d|[^0]%")
_MOST: Final = 40


@dataclass(frozen=True)
class _Share:
    """A percentage and the number right before it that it is of."""

    at: RateClause
    part: Mention

    def fits(self, whole: Decimal) -> bool:
        """Whether it is the share of this whole, the last place rounded either way."""
        real = self.part.value * 100 / whole
        return stands_for(self.at, real) or abs(real - self.at.mention.value) < ulp(self.at.mention)


def check(case: Case, period: Passage, before: Passage | None) -> Iterator[Finding]:
    """The odd share of a list in a period; `before` is the period before it in the same paragraph."""
    found = [m for m in mentions(period.text) if m.kind in {NumberKind.COUNT, NumberKind.RATE}]
    if len(found) > _MOST:
        return
    shares = list(_shares(period, found))
    if len(shares) < 2:
        return
    wholes = _wholes(period, before, found, shares)
    if any(all(s.fits(w) for s in shares) for w, _ in wholes):
        return
    for whole, plain in wholes:
        odd = [s for s in shares if not s.fits(whole)]
        if len(odd) != 1 or len(shares) < (2 if plain else 3) or odd[0].part.value > whole:
            continue
        others = [s for s in shares if s is not odd[0]]
        if not all(_TENTHS.search(s.at.mention.text) for s in others) or _of_another(case, odd[0], wholes):
            continue
        real = shown(odd[0].part.value * 100 / whole, odd[0].at.mention)
        says = f"{format_number(odd[0].part.value)}÷{format_number(whole)}"
        finding = told(case, odd[0].at, says, real, "error", named=True)
        if finding is not None:
            yield finding
        return


def _shares(period: Passage, found: Sequence[Mention]) -> Iterator[_Share]:
    text = hide_marks(period.text)
    for index, mention in enumerate(found):
        if mention.kind is not NumberKind.RATE or mention.unit != "%" or "成" in mention.text or not index:
            continue
        at = RateClause(period, text, found, index)
        part = found[index - 1]
        if part.kind is NumberKind.COUNT and part.value and _OF_ITS_NUMBER.match(at.lead):
            ahead = re.split("[，。；]", text[: part.start])[-1]
            if not _NOT_ALONE.search(ahead + at.lead):
                yield _Share(at, part)
    yield from _in_a_row(period, found, text)


def _in_a_row(period: Passage, found: Sequence[Mention], text: str) -> Iterator[_Share]:
    """``甲44件、乙11件、丙7件，分别占71%、17.7%、11.3%``: as many shares as numbers."""
    first = next(
        (
            i for i, m in enumerate(found)
            if m.kind is NumberKind.RATE and i and re.search("(?:分别|依次)占[^，。；]{0,3}$", text[: m.start])
        ),
        None,
    )  # fmt: skip
    if first is None:
        return
    last = first + 1
    while (
        last < len(found)
        and found[last].kind is NumberKind.RATE
        and _AGAIN.match(text[found[last - 1].end : found[last].start])
    ):
        last += 1
    parts = found[:first]
    if len(parts) == last - first and all(m.kind is NumberKind.COUNT for m in parts):
        for index, part in zip(range(first, last), parts, strict=True):
            yield _Share(RateClause(period, text, found, index), part)


def _wholes(
    period: Passage, before: Passage | None, found: Sequence[Mention], shares: Sequence[_Share]
) -> list[tuple[Decimal, bool]]:
    """What the shares may be of, and whether it stands plainly as the whole right before the list."""
    ahead = [m for m in found if m.kind is NumberKind.COUNT and m.end <= shares[0].part.start]
    plain = [(ahead[-1].value, True)] if ahead else []
    rest = [(m.value, False) for m in ahead[:-1]]
    earlier = [m for m in mentions(before.text) if m.kind is NumberKind.COUNT and m.value] if before else []
    if before is not None and earlier and not ahead and len(earlier) <= _MOST:
        clear = _BEGINS.match(period.text) is not None
        plain += [(earlier[-1].value, clear)] + ([(earlier[0].value, clear)] if len(earlier) > 1 else [])
        rest += [(m.value, False) for m in earlier[1:-1]]
    total = sum((s.part.value for s in shares), Decimal(0))
    return [(w, p) for w, p in (*plain, *rest, (total, True)) if w >= max(s.part.value for s in shares)]


def _of_another(case: Case, odd: _Share, wholes: Sequence[tuple[Decimal, bool]]) -> bool:
    """Whether it is the share of something else that is told: of a number between, of the requests of the year."""
    between = [m.value for m in odd.at.mentions[: odd.at.index - 1] if m.kind is NumberKind.COUNT]
    of_requests = "申请" in odd.at.text or odd.part.unit == "件"
    tables = [v for cells in (NEW, DONE, HANDLED) if of_requests and (v := case.sum(cells))]
    known = [w for w in (*between, *tables, *(w for w, _ in wholes)) if w >= odd.part.value]
    return any(stands_for(odd.at, odd.part.value * 100 / w) for w in known)
