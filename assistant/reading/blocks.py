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


FIRST_SERIAL: Final = 9_000_001
"""Serial numbers of sightings begin here; as numbers they stand where numbers stand."""


@dataclass(frozen=True)
class Sighting:
    """A cell of a scanned table that holds ink, looked at twice.

    `first` is what the grid shows, our mark for a missing cell where neither look made out a value. `second` is the
    other look's value, empty when it had none. `sound`: both agree, both were sure, and the ink has as many strokes
    as the value has characters. `page` counts from 1; 0 where it is not known.
    """

    page: int
    first: str
    second: str
    sound: bool


@dataclass(frozen=True)
class Scan:
    """What the cells of a scanned source rest on.

    `blocks` are the source's blocks with serial numbers in the place of sighted cells: reading them as the blocks
    are read tells which cell of the form came from which cell of the page. `sightings` has serial number
    `FIRST_SERIAL` first. `states` says for each page read that way what became of it.
    """

    blocks: tuple[Block, ...]
    sightings: tuple[Sighting, ...]
    states: dict[int, str]


@dataclass(frozen=True)
class Opened:
    """A source opened: its blocks in reading order, what could not be read of it, and what a scan rests on."""

    blocks: tuple[Block, ...]
    problems: tuple[Problem, ...] = ()
    scan: Scan | None = None
