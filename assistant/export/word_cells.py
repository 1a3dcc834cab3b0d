"""Cells of the statutory tables found again in the tables of a Word document.

Rows are known by their labels, in the order of the form; columns by the headings above them or, where these do not
tell, by their order behind the label. A place counts only when the document's cell says exactly what was read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from assistant.core.numbers import squeeze
from assistant.core.report import MISSING_MARK, Report
from assistant.core.template import Column, Row, Table, address
from assistant.export.word_text import TableCell, WordText

_MARKS: Final = re.compile(r"[^\w%]+")
_NUMBERING: Final = re.compile(
    r"^(?:[一二三四五六七八九十]|[（(][一二三四五六七八九十\d]{1,2}[)）]|\d{1,2})[、.．]?"
)
_LONGEST_LABEL: Final = 80
_LIKELY: Final = 0.6
_MOST_ROWS: Final = 2_000
_STEMS: Final = (
    ("issued", "制发"),
    ("repealed", "废止"),
    ("in_force", "有效"),
    ("decisions", "处理决定"),
    ("amount", "收费"),
)
"""What a heading of table two has in it, however it is worded."""


@dataclass(frozen=True)
class _DocRow:
    """A row of a document's table with the cells that begin in it; `above` are the rows over it, nearest first."""

    cells: tuple[TableCell, ...]
    texts: tuple[str, ...]
    above: tuple[_DocRow, ...]

    @cached_property
    def labels(self) -> tuple[tuple[int, str], ...]:
        """The cells that may be labels: their index and their text as it is compared."""
        found = ((i, _plain(t)) for i, t in enumerate(self.texts) if 0 < len(t) <= _LONGEST_LABEL)
        return tuple((i, plain) for i, plain in found if plain and not plain.isdecimal())


def find_cells(report: Report, stream: WordText) -> dict[str, TableCell]:
    """Every cell of the report that a table of the document holds, by its address."""
    rows = list(_rows(stream))[:_MOST_ROWS]
    found: dict[str, TableCell] = {}
    for table in report.form.tables:
        if not report.has_table(table.id):
            continue
        for row, place, label in _aligned(report, table, rows):
            found.update(_values(report, table.id, row, rows[place], label))
        if table.id == "disputes":
            found.update(_side_by_side(report, table, rows, found))
    return found


def _rows(stream: WordText) -> Iterator[_DocRow]:
    for cells in stream.tables:
        above: tuple[_DocRow, ...] = ()
        for number in sorted({cell.row for cell in cells}):
            here = tuple(cell for cell in cells if cell.row == number)
            made = _DocRow(here, tuple(squeeze(stream.text[c.start : c.end]) for c in here), above[:8])
            yield made
            above = (made, *above)


def _plain(text: str) -> str:
    return _MARKS.sub("", text).replace("它", "他")


# --- rows -------------------------------------------------------------------------------------


def _aligned(report: Report, table: Table, rows: Sequence[_DocRow]) -> Iterator[tuple[Row, int, int]]:
    """The rows of the form with the document's rows that hold them and the index of the label there.

    Of all ways to pair them in order the one with the best labels and values counts.
    """
    scores = [[_score(report, table.id, wanted, row) for row in rows] for wanted in table.rows]
    best = [[0.0] * (len(rows) + 1) for _ in range(len(table.rows) + 1)]
    for i in range(len(table.rows) - 1, -1, -1):
        for j in range(len(rows) - 1, -1, -1):
            taken = scores[i][j][0] + best[i + 1][j + 1] if scores[i][j][0] > 0 else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], taken)
    i = j = 0
    while i < len(table.rows) and j < len(rows):
        score, label = scores[i][j]
        if score > 0 and best[i][j] == score + best[i + 1][j + 1]:
            yield table.rows[i], j, label
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1


def _score(report: Report, table: str, wanted: Row, row: _DocRow) -> tuple[float, int]:
    """How well a document's row fits a row of the form, 0 for not at all, and where its label stands."""
    likeness, label = max(((_likeness(wanted, text), i) for i, text in row.labels), default=(0.0, 0))
    if likeness < _LIKELY:
        return 0.0, 0
    found = _values(report, table, wanted, row, label)
    return (likeness + 2 * len(found) / len(wanted.columns), label) if found else (0.0, 0)


def _likeness(wanted: Row, text: str) -> float:
    """1 for a label or one of its aliases; else the share of the label's neighbouring characters that are there."""
    names = {_plain(squeeze(name)) for name in (wanted.label, *wanted.aliases)}
    if text in names or _NUMBERING.sub("", text) in {_NUMBERING.sub("", name) for name in names}:
        return 1.0
    label = _plain(squeeze(wanted.label))
    pairs = {label[i : i + 2] for i in range(len(label) - 1)}
    return sum(pair in text for pair in pairs) / len(pairs) if len(pairs) > 3 else 0.0


# --- values -----------------------------------------------------------------------------------


def _values(report: Report, table: str, row: Row, found: _DocRow, label: int) -> dict[str, TableCell]:
    """The cells behind a label that say what was read; by the headings if they name every column, else in order."""
    behind = list(range(label + 1, len(found.cells)))
    by_heading = [_under_heading(found, behind, column) for column in row.columns]
    indices: Sequence[int | None] = by_heading
    if None in by_heading or len(set(by_heading)) < len(by_heading):
        indices = behind[: len(row.columns)] if len(behind) >= len(row.columns) else ()
    return {
        place: found.cells[index]
        for column, index in zip(row.columns, indices, strict=False)
        if index is not None and _says(report, place := address(table, row.id, column.id), found.texts[index])
    }


def _under_heading(row: _DocRow, behind: Sequence[int], column: Column) -> int | None:
    """The one cell of a row that stands under the nearest heading of a column."""
    for over in row.above:
        heads = [c for c, text in zip(over.cells, over.texts, strict=True) if _heads(column, text)]
        if heads:
            under = [i for i in behind if _covers(row.cells[i], heads[0].column)]
            return under[0] if len(heads) == 1 and len(under) == 1 else None
    return None


def _heads(column: Column, text: str) -> bool:
    plain = _plain(text)
    if plain in {_plain(squeeze(name)) for name in (column.label, *column.aliases)}:
        return True
    return any(column.id == i and stem in plain and len(plain) <= 24 for i, stem in _STEMS)


def _covers(cell: TableCell, column: int) -> bool:
    return cell.column <= column < cell.column + cell.colspan


def _says(report: Report, place: str, text: str) -> bool:
    cell = report.cell(place)
    return text == (MISSING_MARK if cell is None else squeeze(cell.raw))


def _side_by_side(
    report: Report, table: Table, rows: Sequence[_DocRow], known: dict[str, TableCell]
) -> dict[str, TableCell]:
    """Table four as printed: its three rows stand side by side in one line of values, under their headings."""
    planned = [(row, column) for row in table.rows for column in row.columns]
    best: dict[str, TableCell] = {}
    for row in rows:
        if len(row.cells) < len(planned):
            continue
        by_heading = _by_two_headings(report, table, row)
        first = len(row.cells) - len(planned)
        in_order = {
            place: row.cells[first + i]
            for i, (wanted, column) in enumerate(planned)
            if _says(report, place := address(table.id, wanted.id, column.id), row.texts[first + i])
        }
        best = max(best, by_heading or in_order, key=len)
    missing = {place: cell for place, cell in best.items() if place not in known}
    return missing if len(best) * 2 > len(planned) else {}


def _by_two_headings(report: Report, table: Table, row: _DocRow) -> dict[str, TableCell]:
    """The values of one line by the outcome and the kind of case above each."""
    found: dict[str, TableCell] = {}
    for index, cell in enumerate(row.cells):
        above = [
            _plain(text)
            for over in row.above
            for head, text in zip(over.cells, over.texts, strict=True)
            if _covers(head, cell.column)
        ]
        kinds = [r for r in table.rows if any(_likeness(r, text) == 1 for text in above)]
        if len(kinds) == 1:
            columns = [c for c in kinds[0].columns if any(_heads(c, text) for text in above)]
            place = address(table.id, kinds[0].id, columns[0].id) if len(columns) == 1 else ""
            if place and place not in found and _says(report, place, row.texts[index]):
                found[place] = cell
    return found
