"""What the readers of the two small tables hand on: cells, and what staff must hear about them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from assistant.core.report import Cell
from assistant.reading.lines import is_blank

Cells = dict[str, Cell | None]


@dataclass
class Entry:
    """A row label with the raw values that followed it.

    `one_row`: label and values stood in one row of the source. `order` holds the column ids of the
    headings above, as far as they were known; `heads_doubtful` that some were not.
    """

    row: str
    values: list[str] = field(default_factory=list)
    one_row: bool = False
    order: tuple[str, ...] = ()
    heads_doubtful: bool = False


@dataclass
class TableReading:
    """Cells of one table. `unreadable` entries gave no cell, `unsure` ones uncertain cells; `converted`
    names cells whose unit was another than the form's.
    """

    cells: Cells = field(default_factory=dict)
    unreadable: list[Entry] = field(default_factory=list)
    unsure: list[Entry] = field(default_factory=list)
    converted: list[str] = field(default_factory=list)


def shown(values: Iterable[str]) -> str:
    """Raw values as staff will recognise them in the source."""
    return "、".join("空" if is_blank(v) else v for v in values)
