"""Two reports of one unit, side by side, as frozen values: what the tables and the text share and where they differ."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict, field_serializer

from assistant.core.likeness import Copied
from assistant.core.report import Cell, json_number

Span = tuple[int, int]
"""Characters of a section's text, first and one after the last."""

CellState = Literal["same", "changed", "unlike", "nothing"]
"""`same`: equal numbers. `changed`: two different numbers. `unlike`: at least one side holds no number and the two do
not read the same (blank against 0, “/” against 3, missing against blank). `nothing`: both hold none and read the same."""

Kind = Literal["equal", "changed", "added", "removed"]
"""`added` stands only in this year's text, `removed` only in last year's."""


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Side(_Value):
    """Which report one side is."""

    title: str
    unit: str | None
    year: int | None
    template: Literal["2021", "2019"]


class CellPair(_Value):
    """One cell in both years; `None` where that year's source had no such cell.

    `change` is this year's number less last year's, `rate` the same in per cent of last year's (one decimal, half
    up); `None` where a side holds no number, `rate` also where last year's is not above zero. `certain` is false where
    the reader had to infer either number. `table`, `row` and `column` are how staff call them.
    """

    address: str
    table: str
    row: str
    column: str
    current: Cell | None
    previous: Cell | None
    state: CellState
    change: Decimal | None
    rate: Decimal | None
    certain: bool

    @field_serializer("change", "rate", when_used="json")
    def _as_number(self, value: Decimal | None) -> int | float | None:
        return json_number(value)


class Link(_Value):
    """A number of this year that follows from last year's: 上年结转, or 现行有效件数.

    `expected` is what last year's report makes of it, `found` what stands there; `None` when a number is missing.
    `where` holds this year's cell first; cells of last year's report carry ``previous.`` in front.
    """

    code: Literal["Y-CARRY", "Y-IN-FORCE"]
    title: str
    where: tuple[str, ...]
    expected: Decimal | None
    found: Decimal | None
    verdict: Literal["pass", "fail", "uncertain"]

    @field_serializer("expected", "found", when_used="json")
    def _as_number(self, value: Decimal | None) -> int | float | None:
        return json_number(value)


class Segment(_Value):
    """A piece of a changed sentence: what this year's text has there, and what last year's; empty where nothing."""

    kind: Kind
    current: Span
    previous: Span
    text: str
    previous_text: str


class SentencePair(_Value):
    """A sentence of this year and the one of last year it goes with; `None` where there is none.

    `segments` cover both sentences of a ``changed`` pair from end to end; other pairs have none.
    """

    kind: Kind
    current: Span | None
    previous: Span | None
    text: str
    previous_text: str
    segments: tuple[Segment, ...] = ()


class SectionPair(_Value):
    """One section of running text in both years.

    `pairs` hold every sentence of both, in reading order. `share` (0 to 1) of this year's `length` characters stand
    in last year's section as well, figures left aside; `copied` are the passages.
    """

    section: str
    title: str
    share: float
    length: int
    copied: tuple[Copied, ...]
    pairs: tuple[SentencePair, ...]

    def count(self, kind: Kind) -> int:
        """How many sentences are of a kind."""
        return sum(pair.kind == kind for pair in self.pairs)


class Comparison(_Value):
    """A report beside last year's.

    `notes` say in Chinese what was not compared and why. `only_current` and `only_previous` are the addresses of cells
    that the other year's form does not have. `consecutive` is `None` when a year is not known; there are no `links`
    when it is false. `share` and `length`
    are those of all sections together.
    """

    contract: Literal[1] = 1
    current: Side
    previous: Side
    same_unit: bool
    consecutive: bool | None
    notes: tuple[str, ...]
    cells: tuple[CellPair, ...]
    only_current: tuple[str, ...]
    only_previous: tuple[str, ...]
    links: tuple[Link, ...]
    sections: tuple[SectionPair, ...]
    share: float
    length: int

    def differing(self) -> tuple[CellPair, ...]:
        """The cells that do not read the same in both years, in the order of the form."""
        return tuple(cell for cell in self.cells if cell.state in {"changed", "unlike"})
