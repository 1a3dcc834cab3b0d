"""The printed geometry of the statutory tables, derived from the form as data.

`layout(form, table_id)` says where every printed cell stands, how far it is merged and what it holds:
a fixed text or the address of a cell of the report. It knows nothing of any file format; Word, HTML,
Excel, Markdown and the web pages all draw from it.

    >>> from assistant.core.template import T2021
    >>> table = layout(T2021, "requests")
    >>> table.row_count, table.column_count, table.header_rows
    (28, 10, 3)
    >>> [c.text for c in table.row(3) if c.header], [c.address for c in table.row(3) if not c.header][0]
    (['一、本年新收政府信息公开申请数量'], 'requests.new.natural_person')

Source: the attachments of 国办公开办函〔2021〕30号 and 国办公开办函〔2019〕60号.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import groupby
from typing import Final, Literal

from assistant.core.template import Column, Row, Table, Template, address

Role = Literal["banner", "corner", "column", "row", "value"]
"""What a printed cell is: a heading over the whole width, the corner remark, the heading of columns,
the heading of rows, or a value."""

CORNER: Final = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
CONTENT: Final = "信息内容"
APPLICANT: Final = "申请人情况"
ORGANISATIONS: Final = "法人或其他组织"


@dataclass(frozen=True)
class PrintedCell:
    """One printed cell. `row` and `column` count from 0; a merged cell stands once, at its top left.

    A heading has `text` and no `address`; a value has an `address` and no `text`.
    """

    row: int
    column: int
    role: Role
    text: str = ""
    address: str | None = None
    rowspan: int = 1
    colspan: int = 1

    @property
    def header(self) -> bool:
        """Whether this is a heading, not a value."""
        return self.role != "value"

    @property
    def scope(self) -> Literal["col", "colgroup", "row", "rowgroup"] | None:
        """The HTML `scope` of a heading; `None` for the corner and for values."""
        if self.role in ("banner", "column"):
            return "colgroup" if self.colspan > 1 else "col"
        if self.role == "row":
            return "rowgroup" if self.rowspan > 1 else "row"
        return None


@dataclass(frozen=True)
class PrintedTable:
    """One statutory table as printed: its cells in reading order, without holes or overlaps.

    `header_rows` counts the rows at the top that are repeated on each page; 0 where the headings
    change inside the table (table 2). `blocks` are the row ranges ``(first, after last)`` that belong
    together and should not be parted by a page break.
    """

    id: str
    title: str
    name: str
    row_count: int
    column_count: int
    header_rows: int
    cells: tuple[PrintedCell, ...]
    blocks: tuple[tuple[int, int], ...]

    @cached_property
    def _rows(self) -> tuple[tuple[PrintedCell, ...], ...]:
        return tuple(tuple(c for c in self.cells if c.row == r) for r in range(self.row_count))

    def row(self, index: int) -> tuple[PrintedCell, ...]:
        """The cells that begin in this row, from left to right."""
        return self._rows[index]

    def rows(self) -> Iterator[tuple[PrintedCell, ...]]:
        """The rows from top to bottom, each with the cells that begin in it."""
        return iter(self._rows)

    @cached_property
    def _at(self) -> dict[tuple[int, int], PrintedCell]:
        return {
            (r, c): cell
            for cell in self.cells
            for r in range(cell.row, cell.row + cell.rowspan)
            for c in range(cell.column, cell.column + cell.colspan)
        }

    def at(self, row: int, column: int) -> PrintedCell:
        """The cell that covers a position; `KeyError` outside the table."""
        return self._at[row, column]


@lru_cache(maxsize=16)
def _layout(version: Template, table_id: str) -> PrintedTable:
    table = version.table(table_id)
    return {"proactive": _proactive, "requests": _requests, "disputes": _disputes}[table_id](table)


def layout(form: Template, table_id: str) -> PrintedTable:
    """The printed geometry of one table of a form.

    `table_id` is ``proactive`` (table 2), ``requests`` (table 3) or ``disputes`` (table 4); `KeyError`
    for any other. Works for the forms of 2021 and 2019.
    """
    return _layout(form, table_id)


class _Sheet:
    """Collects cells; the last row touched gives the height."""

    def __init__(self) -> None:
        self.cells: list[PrintedCell] = []

    def head(self, at: tuple[int, int], role: Role, text: str, *, rows: int = 1, columns: int = 1) -> None:
        self.cells.append(PrintedCell(*at, role, text, None, rows, columns))

    def value(self, at: tuple[int, int], cell_address: str, *, columns: int = 1) -> None:
        self.cells.append(PrintedCell(*at, "value", "", cell_address, 1, columns))

    def table(
        self, table: Table, size: tuple[int, int], header_rows: int, blocks: list[tuple[int, int]]
    ) -> PrintedTable:
        ordered = tuple(sorted(self.cells, key=lambda c: (c.row, c.column)))
        return PrintedTable(
            table.id,
            table.title,
            table.name,
            *size,
            header_rows=header_rows,
            cells=ordered,
            blocks=tuple(blocks),
        )


def _proactive(table: Table) -> PrintedTable:
    """Table 2: for each item of article 20 a banner, a heading row and its rows, all in one table."""
    sheet = _Sheet()
    width = 1 + max(len(row.columns) for row in table.rows)
    blocks: list[tuple[int, int]] = []
    r = 0
    for item, rows in groupby(table.rows, key=lambda row: row.group[0]):
        first = r
        sheet.head((r, 0), "banner", item, columns=width)
        members = list(rows)
        sheet.head((r + 1, 0), "column", CONTENT)
        for c, span, column in _stretched(members[0].columns, width):
            sheet.head((r + 1, c), "column", column.label, columns=span)
        r += 2
        for row in members:
            sheet.head((r, 0), "row", row.label)
            for c, span, column in _stretched(row.columns, width):
                sheet.value((r, c), address(table.id, row.id, column.id), columns=span)
            r += 1
        blocks.append((first, r))
    return sheet.table(table, (r, width), 0, blocks)


def _stretched(columns: tuple[Column, ...], width: int) -> Iterator[tuple[int, int, Column]]:
    """Place and span of each column; the last takes what is left of the width."""
    for i, column in enumerate(columns, start=1):
        yield i, (1 if i < len(columns) else width - i), column


def _requests(table: Table) -> PrintedTable:
    """Table 3: three heading rows over seven columns, three columns of row headings."""
    sheet = _Sheet()
    columns = table.rows[0].columns
    labels, tops = 3, 3
    width = labels + len(columns)
    sheet.head((0, 0), "corner", CORNER, rows=tops, columns=labels)
    sheet.head((0, labels), "column", APPLICANT, columns=len(columns))
    sheet.head((1, labels), "column", columns[0].label, rows=2)
    sheet.head((1, labels + 1), "column", ORGANISATIONS, columns=len(columns) - 2)
    sheet.head((1, width - 1), "column", columns[-1].label, rows=2)
    for c, column in enumerate(columns[1:-1], start=labels + 1):
        sheet.head((2, c), "column", column.label)
    for r, row in enumerate(table.rows, start=tops):
        depth = len(row.group)
        sheet.head((r, depth), "row", row.label, columns=labels - depth)
        for c, column in enumerate(columns, start=labels):
            sheet.value((r, c), address(table.id, row.id, column.id))
    blocks = [(0, tops)]
    for depth in range(1, labels):
        for first, after, heading in _runs(table.rows, depth):
            sheet.head((first + tops, depth - 1), "row", heading, rows=after - first)
            if depth == labels - 1:
                blocks.append((first + tops, after + tops))
    return sheet.table(table, (tops + len(table.rows), width), tops, blocks)


def _runs(rows: tuple[Row, ...], depth: int) -> Iterator[tuple[int, int, str]]:
    """Consecutive rows under the same heading of this depth: first, after last, the heading."""
    first = 0
    for group, members in groupby(rows, key=lambda row: row.group[:depth]):
        after = first + len(list(members))
        if len(group) == depth:
            yield first, after, group[-1]
        first = after


def _disputes(table: Table) -> PrintedTable:
    """Table 4: the three rows of the form stand side by side, one line of values below."""
    sheet = _Sheet()
    c = 0
    for group, rows in groupby(table.rows, key=lambda row: row.group):
        members = list(rows)
        if group:
            sheet.head((0, c), "column", group[0], columns=sum(len(row.columns) for row in members))
        for row in members:
            sheet.head((len(group), c), "column", row.label, columns=len(row.columns))
            for column in row.columns:
                top = 1 + len(group)
                sheet.head((top, c), "column", column.label, rows=3 - top)
                sheet.value((3, c), address(table.id, row.id, column.id))
                c += 1
    return sheet.table(table, (4, c), 3, [(0, 4)])
