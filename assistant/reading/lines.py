"""Blocks as lines of fields: the one shape in which every format meets the table readers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from assistant.core.numbers import read_cell, squeeze
from assistant.core.report import MISSING_MARK, CellKind
from assistant.reading.blocks import Block, Grid, GridCell, Paragraph

_PAGE_NUMBER: Final = re.compile(
    r"[-—－–]+\d{1,4}[-—－–]+|第\d{1,4}页(?:[,，/]?共\d{1,4}页)?|\d{1,4}/\d{1,4}"
)
_EMPTY_ROW: Final = 4


@dataclass(frozen=True)
class Field:
    """One field of a line. `column` is its grid column, `None` where the source had no grid.

    `carried` marks a merged cell that began in a row above.
    """

    text: str
    column: int | None = None
    colspan: int = 1
    carried: bool = False


@dataclass(frozen=True)
class Line:
    """One row of a grid, or one line of text split into fields.

    `grid` numbers the grid it belongs to (`None` outside grids). `row` is true when the fields stood
    side by side in the source, false for a line that holds a single field.
    """

    fields: tuple[Field, ...]
    grid: int | None
    row: bool

    @property
    def text(self) -> str:
        """All texts of the line that began in it, joined."""
        return "".join(field.text for field in self.fields if not field.carried)


def is_value(text: str) -> bool:
    """Whether a field can be a table value: a number, “/” and the like, or our own mark for a missing cell."""
    if text.strip() == MISSING_MARK:
        return True
    return read_cell(text).kind in (CellKind.NUMBER, CellKind.ZERO, CellKind.NOT_APPLICABLE)


def is_blank(text: str) -> bool:
    """Whether nothing visible stands in a field."""
    return not squeeze(text)


def to_lines(blocks: Iterable[Block]) -> Iterator[Line]:
    """Every block as lines, in reading order. Page numbers between them are dropped."""
    for number, block in enumerate(blocks):
        if isinstance(block, Grid):
            yield from _grid_lines(block, number)
        elif not _PAGE_NUMBER.fullmatch(squeeze(block.text)):
            yield _text_line(block)


def _grid_lines(grid: Grid, number: int) -> Iterator[Line]:
    rows: dict[int, list[tuple[GridCell, bool]]] = {}
    for cell in grid.cells:
        for row in range(cell.row, cell.row + cell.rowspan):
            rows.setdefault(row, []).append((cell, row != cell.row))
    for row in sorted(rows):
        here = sorted(rows[row], key=lambda pair: pair[0].column)
        fields = tuple(Field(cell.text, cell.column, cell.colspan, carried) for cell, carried in here)
        yield Line(fields, number, row=True)


def _text_line(paragraph: Paragraph) -> Line:
    text = paragraph.text
    if "\t" in text:
        parts = [part.strip() for part in text.split("\t")]
        if _stands_in_a_row(parts):
            return Line(tuple(Field(part) for part in parts), None, row=True)
        return Line((Field(text.strip()),), None, row=False)
    return _spaced_line(text.strip())


def _stands_in_a_row(parts: list[str]) -> bool:
    """Whether tabs part fields of a row, or only stand beside a single cell's text.

    Blank fields after a label are blank cells; blank fields before a text are merged cells, and a tab
    behind a lone value is the end of its cell.
    """
    solid = [i for i, part in enumerate(parts) if part]
    if len(solid) > 1:
        return True
    if not solid:
        return len(parts) > _EMPTY_ROW
    trailing = len(parts) - 1 - solid[0]
    return trailing > 1 or (trailing == 1 and not is_value(parts[solid[0]]))


def _spaced_line(text: str) -> Line:
    """Values at the end of a line, parted by blanks, each become a field; what stands before is one."""
    tokens = text.split()
    values: list[str] = []
    while tokens and is_value(tokens[-1]):
        values.insert(0, tokens.pop())
    label = " ".join(tokens)
    if values and (len(values) > 1 or label):
        fields = ((Field(label),) if label else ()) + tuple(Field(value) for value in values)
        return Line(fields, None, row=True)
    return Line((Field(text),), None, row=False)
