"""What every format is turned into before anyone looks for a table: paragraphs and grids."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from assistant.core.report import Problem

MAX_GRID_ROWS: Final = 5_000
MAX_GRID_COLUMNS: Final = 200
"""No statutory table comes near; what is larger is not read on."""


@dataclass(frozen=True)
class Paragraph:
    """One line or paragraph of running text, as it stands (inner tabs kept, no newline)."""

    text: str


@dataclass(frozen=True)
class GridCell:
    """One cell of a grid. `row` and `column` count from 0; a merged cell stands once, at its top left."""

    text: str
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1


@dataclass(frozen=True)
class Grid:
    """A table whose columns are known. Cells in reading order; positions that no cell covers are empty."""

    cells: tuple[GridCell, ...]

    @classmethod
    def from_rows(cls, rows: Iterable[Sequence[str]]) -> Grid:
        """A grid without merged cells from rows of texts."""
        return cls(tuple(GridCell(text, r, c) for r, row in enumerate(rows) for c, text in enumerate(row)))


Block = Paragraph | Grid


@dataclass(frozen=True)
class Opened:
    """A source opened: its blocks in reading order, and what could not be read of it."""

    blocks: tuple[Block, ...]
    problems: tuple[Problem, ...] = ()
