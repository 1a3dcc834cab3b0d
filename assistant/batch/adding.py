"""Adding up: each cell of the form over all units, with who gave no number and whose number was in doubt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final

from pydantic import Field, field_serializer

from assistant.batch.values import Frozen
from assistant.core.numbers import format_number
from assistant.core.report import Cell, CellKind, Report, empty_tables, json_number
from assistant.core.template import TEMPLATES

MISSING: Final = "缺"
BLANK: Final = "空"
DOUBTFUL: Final = "?"
_ZERO: Final = Decimal(0)


class Part(Frozen):
    """One unit's part of the sum. `values` follow the order of the form's addresses, `None` for no number.

    `marks` says, by position, what stands where there is no number (缺, 空, “/” or the text itself), and “?” where a
    number was inferred by the reader.
    """

    unit: str
    file: str
    values: tuple[Decimal | None, ...]
    marks: dict[int, str] = Field(default_factory=dict)

    @field_serializer("values", when_used="json")
    def _as_numbers(self, values: tuple[Decimal | None, ...]) -> list[int | float | None]:
        return [json_number(value) for value in values]


class Total(Frozen):
    """One cell of the sum: the units that gave no number there, and those whose number was in doubt.

    `value` is the sum of the numbers that are there, `None` when there is none at all.
    """

    address: str
    value: Decimal | None
    without: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()

    @property
    def marked(self) -> bool:
        """Whether staff must look at it."""
        return bool(self.without or self.doubtful)

    @field_serializer("value", when_used="json")
    def _as_number(self, value: Decimal | None) -> int | float | None:
        return json_number(value)


def part_of(report: Report, unit: str, file: str) -> Part:
    """What a report gives to the sum."""
    values: list[Decimal | None] = []
    marks: dict[int, str] = {}
    for place, (_, cell) in enumerate(report.cells()):
        # One zero for all: most cells are zero, and thousands of units are kept.
        values.append(
            _ZERO if cell is not None and cell.value == 0 else cell.value if cell is not None else None
        )
        mark = _mark(cell)
        if mark:
            marks[place] = mark
    return Part(unit=unit, file=file, values=tuple(values), marks=marks)


def _mark(cell: Cell | None) -> str:
    if cell is None:
        return MISSING
    if cell.value is not None:
        return "" if cell.certain else DOUBTFUL
    return BLANK if cell.kind is CellKind.BLANK else cell.raw.strip()[:20] or BLANK


def add(parts: Sequence[Part], template: str) -> tuple[Total, ...]:
    """The totals, in the order of the form's addresses. Exact: decimals are added as decimals."""
    return tuple(_total(address, place, parts) for place, address in enumerate(TEMPLATES[template].addresses))


def _total(address: str, place: int, parts: Iterable[Part]) -> Total:
    value: Decimal | None = None
    without: list[str] = []
    doubtful: list[str] = []
    for part in parts:
        number = part.values[place]
        if number is None:
            without.append(f"{part.unit}（{part.marks[place]}）")
            continue
        value = number if value is None else value + number
        if place in part.marks:
            doubtful.append(part.unit)
    return Total(address=address, value=value, without=tuple(without), doubtful=tuple(doubtful))


def as_report(totals: Sequence[Total], template: str, name: str, year: int | None, title: str) -> Report:
    """The sum as a report, so that it can be checked and printed like any other. Marked totals are not certain."""
    form = TEMPLATES[template]
    cells: dict[str, Cell | None] = {}
    for total in totals:
        if total.value is None:
            cells[total.address] = None
            continue
        kind = CellKind.NUMBER if total.value else CellKind.ZERO
        cells[total.address] = Cell(
            value=total.value, kind=kind, raw=format_number(total.value), certain=not total.marked
        )
    report = Report(
        title=title, unit=name or None, year=year, template=form.version, tables=empty_tables(form)
    )
    return report.replace_cells(cells)
