"""A sentence is put together from pieces, and each piece knows where it comes from.

A bare string is connecting text and may claim nothing; a `Fact` is a number with its cells; the others are
claims. `compose` turns a line of pieces into a `Sentence` whose numbers and claims carry their offsets.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from assistant.core.facts import Fact
from assistant.core.numbers import Mention, NumberKind, find_numbers
from assistant.drafting.draft import Claim, LineKind, Says, Sentence, TracedNumber

MarkKind = Literal["待补充", "请核对", "建议核实", "待归类"]

COUNTED: Final = frozenset(
    {NumberKind.COUNT, NumberKind.RATE, NumberKind.YEAR, NumberKind.DATE, NumberKind.CONTACT}
)
"""Kinds of number that need an origin of their own."""


@dataclass(frozen=True)
class Said:
    """Words with what bears them out; see `Claim` for the kinds."""

    text: str
    says: Says
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Dated:
    """A date that follows from the report's year. `value` is its leading number, as `find_numbers` reads it."""

    text: str
    value: Decimal
    cells: tuple[str, ...]


Piece = str | Fact | Said | Dated
Pieces = tuple[Piece, ...]


def zero(text: str, *cells: str) -> Said:
    """Words that say that these cells are zero."""
    return Said(text, "zero", cells)


def equal(text: str, *cells: str) -> Said:
    """Words that say that these cells hold the same number (all of them are …)."""
    return Said(text, "equal", cells)


def rule(text: str, *citations: str) -> Said:
    """Words that rest on a provision or on the form."""
    return Said(text, "rule", citations)


@dataclass(frozen=True)
class Line:
    """One sentence to be: its pieces, and whether it is prose, a run-in heading or a mark for staff.

    `fresh`: a new matter begins here, the place to break a paragraph that would be too long.
    """

    pieces: Pieces
    kind: LineKind = "body"
    fresh: bool = False


def heading(text: str) -> Line:
    """A run-in heading, ``（一）主动公开。``; the form asks for it."""
    return Line((rule(text, "年度报告格式"),), "heading")


def marked(kind: MarkKind, *pieces: Piece) -> Pieces:
    """The pieces of a mark, to stand inside a sentence."""
    return (f"【{kind}：", *pieces, "】")


def mark(kind: MarkKind, *pieces: Piece) -> Line:
    """A mark that stands alone: ``【待补充：…】``."""
    return Line(marked(kind, *pieces), "mark")


def joined(groups: Sequence[Sequence[Piece]], between: str = "、") -> list[Piece]:
    """Groups of pieces in one row, a separator between them."""
    row: list[Piece] = []
    for group in groups:
        row += [between, *group] if row else group
    return row


def compose(section: str, aspect: str, line: Line, sources: tuple[str, ...] = ()) -> Sentence:
    """The sentence that the pieces make, with the place and origin of each number and claim."""
    text = ""
    numbers: list[TracedNumber] = []
    claims: list[Claim] = []
    for piece in line.pieces:
        start = len(text)
        if isinstance(piece, str):
            text += piece
            continue
        text += piece.text
        if isinstance(piece, Said):
            claims.append(Claim(text=piece.text, says=piece.says, cells=piece.cells, start=start))
        else:
            numbers.append(_number(piece, start))
    carried = [claim for claim in claims if claim.says in {"note", "quote"}]
    for mention in find_numbers(text) if carried else ():
        origin = next((c for c in carried if c.start <= mention.start < c.end), None)
        if origin and mention.kind in COUNTED:
            numbers.append(_carried(mention, origin))
    return Sentence(
        section=section,
        aspect=aspect,
        kind=line.kind,
        text=text,
        sources=sources,
        numbers=tuple(sorted(numbers, key=lambda n: n.start)),
        claims=tuple(claims),
    )


def _number(piece: Fact | Dated, start: int) -> TracedNumber:
    formula, unit = (piece.formula, piece.unit) if isinstance(piece, Fact) else (None, "")
    return TracedNumber(
        text=piece.text, value=piece.value, cells=piece.cells, formula=formula, unit=unit, start=start
    )


def _carried(mention: Mention, claim: Claim) -> TracedNumber:
    """A number inside the user's words or a quotation has those words as its origin."""
    return TracedNumber(
        text=mention.text, value=mention.value, cells=claim.cells, unit=mention.unit, start=mention.start
    )
