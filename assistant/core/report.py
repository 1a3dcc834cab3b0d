"""A report as frozen values: cells, problems, headings, sections."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, computed_field, field_serializer

from assistant.core.template import NARRATIVE, TEMPLATES, Template, split_address

Severity = Literal["error", "warning", "info"]


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class CellKind(StrEnum):
    """What stands in a cell. Zero, blank and “/” are three different things and stay so."""

    NUMBER = "number"
    ZERO = "zero"
    BLANK = "blank"
    NOT_APPLICABLE = "not_applicable"
    TEXT = "text"


MISSING_MARK: Final = "【缺】"
"""What an export prints for a cell that the source did not have, and reading takes for one."""


def json_number(value: Decimal | None) -> int | float | None:
    """A decimal as the JSON number people expect: ``65``, not ``65.0``."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


class Cell(_Value):
    """One cell as the source has it.

    `value` is exact and `None` for blank, “/” and text. `certain` is false when the reader had to
    infer the value or its place; then a `Problem` names the cell.
    """

    value: Decimal | None
    kind: CellKind
    raw: str
    certain: bool = True

    @field_serializer("value", when_used="json")
    def _value_as_number(self, value: Decimal | None) -> int | float | None:
        return json_number(value)


class Problem(_Value):
    """Something about the reading that staff must know. `where` holds cell addresses."""

    code: str
    severity: Severity
    where: tuple[str, ...] = ()
    message: str


class Heading(_Value):
    """A section heading as found: which section it opens and its text, in source order."""

    section: str
    text: str


Tables = dict[str, dict[str, dict[str, Cell | None]]]


def empty_tables(template: Template) -> Tables:
    """All cells of the form, each `None` (the source had no such cell)."""
    return {
        table.id: {row.id: {column.id: None for column in row.columns} for row in table.rows}
        for table in template.tables
    }


class Report(_Value):
    """An annual report. `tables` holds every cell of its template; `None` where the source had none.

    `title` and `headings` extend the public contract in its spirit: the title line as
    found, and the section headings in source order.
    """

    contract: Literal[1] = 1
    title: str = ""
    unit: str | None = None
    year: int | None = None
    template: Literal["2021", "2019"] = "2021"
    tables: Tables
    sections: dict[str, str] = dict.fromkeys(NARRATIVE, "")
    headings: tuple[Heading, ...] = ()
    problems: tuple[Problem, ...] = ()

    model_config = ConfigDict(frozen=True, extra="ignore")

    @computed_field  # type: ignore[prop-decorator]
    @property
    def status(self) -> Literal["complete", "partial", "empty"]:
        """``complete`` only when every cell is there and no problem is an error."""
        cells = [cell for _, cell in self.cells()]
        if all(cell is None for cell in cells):
            return "empty"
        if None in cells or any(p.severity == "error" for p in self.problems):
            return "partial"
        return "complete"

    @property
    def form(self) -> Template:
        """The template this report follows."""
        return TEMPLATES[self.template]

    def cells(self) -> Iterator[tuple[str, Cell | None]]:
        """Every address of the form with its cell, in printed order."""
        for address in self.form.addresses:
            yield address, self.cell(address)

    def cell(self, address: str) -> Cell | None:
        """The cell at an address, `None` when the source had no such cell or the form has none."""
        table, row, column = split_address(address)
        return self.tables.get(table, {}).get(row, {}).get(column)

    def value(self, address: str) -> Decimal | None:
        """The number at an address; `None` for a missing cell, a blank, “/” or text."""
        cell = self.cell(address)
        return None if cell is None else cell.value

    def has_table(self, table: str) -> bool:
        """Whether the source held any cell of this table."""
        return any(cell is not None for row in self.tables.get(table, {}).values() for cell in row.values())

    def replace_cells(self, cells: Mapping[str, Cell | None]) -> Report:
        """A copy with some cells replaced; `KeyError` for an address the form does not have."""
        tables: Tables = {t: {r: dict(cols) for r, cols in rows.items()} for t, rows in self.tables.items()}
        for address, cell in cells.items():
            table, row, column = split_address(address)
            if column not in tables[table][row]:
                raise KeyError(address)
            tables[table][row][column] = cell
        return self.model_copy(update={"tables": tables})
