"""Cells of the statutory tables found again in the tables of a Word document.

Rows are known by their labels, in the order of the form; columns by the headings above them or, where these do not
tell, by their order behind the label. A place counts only when the document's cell says exactly what was read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import groupby, islice
from typing import Final

from assistant.core.numbers import squeeze
from assistant.core.report import MISSING_MARK, Report
from assistant.core.template import TEMPLATES, Column, Row, Table, address
from assistant.export.word_text import TableCell, WordText

_MARKS: Final = re.compile(r"[^\w%]+")
_NUMBERING: Final = re.compile(
    r"^(?:[一二三四五六七八九十]|[（(][一二三四五六七八九十\d]{1,2}[)）]|\d{1,2})[、.．]?"
)
_LONGEST_LABEL: Final = 80
_LIKELY: Final = 0.6
_LONGEST_HEADING: Final = 24
_MOST_ROWS: Final = 2_000
_MOST_LABELS: Final = 12
"""Of a row; no row of a report's table has more. What goes beyond is not looked at."""

_NEAR: Final = 8
_MOST_HEADS: Final = 40
_WIDEST: Final = 24
"""Cells of one line of table four that are looked at: it has fifteen, and a label in front perhaps."""
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
    """A row of a document's table with the cells that begin in it and their texts.

    `above` are the next rows over it, nearest first; `heads` the cells that may head its columns, by their text: for
    each text those of the nearest row above that has it.
    """

    cells: tuple[TableCell, ...]
    texts: tuple[str, ...]
    above: tuple[_DocRow, ...]
    heads: Mapping[str, tuple[TableCell, ...]]

    @cached_property
    def labels(self) -> tuple[tuple[int, str], ...]:
        """The cells that may be labels: their index and their text as it is compared."""
        found = ((i, _plain(t)) for i, t in enumerate(self.texts) if 0 < len(t) <= _LONGEST_LABEL)
        return tuple((i, plain) for i, plain in found if plain and not plain.isdecimal())[:_MOST_LABELS]

    @cached_property
    def by_column(self) -> dict[int, str]:
        """The text as it is compared over each column of the grid, of the first cells."""
        return {
            column: plain
            for cell, text in zip(self.cells[:_WIDEST], self.texts, strict=False)
            if len(text) <= _LONGEST_LABEL and (plain := _plain(text))
            for column in range(cell.column, cell.column + cell.colspan)
        }


def find_cells(report: Report, stream: WordText) -> dict[str, TableCell]:
    """Every cell of the report that a table of the document holds, by its address."""
    rows = list(islice(_rows(stream), _MOST_ROWS))
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
        heads: Mapping[str, tuple[TableCell, ...]] = {}
        for _, group in groupby(cells, key=lambda cell: cell.row):
            here = tuple(group)
            row = _DocRow(here, tuple(squeeze(stream.text[c.start : c.end]) for c in here), above, heads)
            yield row
            above = (row, *above)[:_NEAR]
            found = [(i, text) for i, text in row.labels if _is_heading(text)]
            if found:
                fresh = {t: tuple(here[i] for i, text in found if text == t) for _, t in found}
                older = [(t, c) for t, c in heads.items() if t not in fresh]
                heads = {**fresh, **dict(older[: _MOST_HEADS - len(fresh)])}


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
    names, pairs = _names((wanted.label, *wanted.aliases))
    if text in names or _NUMBERING.sub("", text) in names:
        return 1.0
    return sum(pair in text for pair in pairs) / len(pairs) if len(pairs) > 3 else 0.0


@lru_cache(maxsize=256)
def _names(labels: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """The names of a row, with and without their numbers, and the neighbouring characters of the first."""
    plain = [_plain(squeeze(label)) for label in labels]
    names = frozenset((*plain, *(_NUMBERING.sub("", name) for name in plain)))
    return names, frozenset(plain[0][i : i + 2] for i in range(len(plain[0]) - 1))


# --- values -----------------------------------------------------------------------------------


def _values(report: Report, table: str, row: Row, found: _DocRow, label: int) -> dict[str, TableCell]:
    """The cells behind a label that say what was read.

    By the headings where they name every column; else in the order of the form, and then all of them must fit, for a
    zero looks like any other.
    """
    behind = range(label + 1, len(found.cells))
    places = [address(table, row.id, column.id) for column in row.columns]
    by_heading = [_under_heading(found, behind, column) for column in row.columns]
    named = [index for index in by_heading if index is not None]
    if len(set(named)) == len(places):
        pairs = zip(places, named, strict=True)
        return {p: found.cells[i] for p, i in pairs if _says(report, p, found.texts[i])}
    fits = len(behind) >= len(places) and all(
        _says(report, p, found.texts[i]) for p, i in zip(places, behind, strict=False)
    )
    return {p: found.cells[i] for p, i in zip(places, behind, strict=False)} if fits else {}


def _under_heading(row: _DocRow, behind: Sequence[int], column: Column) -> int | None:
    """The one cell of a row that stands under the nearest heading of a column."""
    heads = [cells for text, cells in row.heads.items() if _heads(column, text)]
    nearest = max(heads, key=lambda cells: cells[0].row, default=())
    if len(nearest) != 1:
        return None
    under = [i for i in behind if _covers(row.cells[i], nearest[0].column)]
    return under[0] if len(under) == 1 else None


@lru_cache(maxsize=4096)
def _is_heading(text: str) -> bool:
    return any(
        _heads(column, text)
        for form in TEMPLATES.values()
        for table in form.tables
        for row in table.rows
        for column in row.columns
    )


def _heads(column: Column, text: str) -> bool:
    if text in _names((column.label, *column.aliases))[0]:
        return True
    return any(column.id == i and stem in text and len(text) <= _LONGEST_HEADING for i, stem in _STEMS)


def _covers(cell: TableCell, column: int) -> bool:
    return cell.column <= column < cell.column + cell.colspan


def _says(report: Report, place: str, text: str) -> bool:
    cell = report.cell(place)
    return text == (MISSING_MARK if cell is None else squeeze(cell.raw))


def _side_by_side(
    report: Report, table: Table, rows: Sequence[_DocRow], known: Mapping[str, TableCell]
) -> dict[str, TableCell]:
    """Table four as printed: its three rows stand side by side in one line of values, under their headings."""
    places = [address(table.id, row.id, column.id) for row in table.rows for column in row.columns]
    best: dict[str, TableCell] = {}
    for row in rows:
        first = len(row.cells) - len(places)
        if first < 0:
            continue
        found = _by_two_headings(report, table, row)
        if not found and all(_says(report, p, row.texts[first + i]) for i, p in enumerate(places)):
            found = dict(zip(places, row.cells[first:], strict=True))
        best = max(best, found, key=len)
    return {place: cell for place, cell in best.items() if place not in known}


def _by_two_headings(report: Report, table: Table, row: _DocRow) -> dict[str, TableCell]:
    """The values of one line by the outcome and the kind of case above each."""
    found: dict[str, TableCell] = {}
    for index, cell in enumerate(row.cells[:_WIDEST]):
        above = [text for over in row.above if (text := over.by_column.get(cell.column))]
        kinds = [r for r in table.rows if any(_likeness(r, text) == 1 for text in above)]
        if len(kinds) == 1:
            columns = [c for c in kinds[0].columns if any(_heads(c, text) for text in above)]
            place = address(table.id, kinds[0].id, columns[0].id) if len(columns) == 1 else ""
            if place and place not in found and _says(report, place, row.texts[index]):
                found[place] = cell
    return found
