"""The statutory tables in Word: merged like the form, of fixed widths, at home on one page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from assistant.export.content import Value, width
from assistant.export.fonts import Fonts
from assistant.export.layout import PrintedCell, PrintedTable
from assistant.export.word_styles import SIZE_5, SIZE_SMALL_4, TEXT_WIDTH
from assistant.export.word_xml import Element, el, paragraph, run

_GREY: Final = "F2F2F2"
_YELLOW: Final = "FFFF00"
_LABEL_INDENT: Final = 85
_SMALLEST: Final = 12
"""6 pt, in half points. Smaller nobody can read; then a number may wrap."""
_DIGIT_ROOM: Final = 0.9
"""Digits are half an em wide in Chinese fonts, a little more in others; the rest is play."""
_NUMBER_LIKE: Final = 14.0
"""Ems up to which a value is kept on one line by smaller type; longer ones are sentences."""


@dataclass(frozen=True)
class Shape:
    """Widths and heights in twentieths of a point, type size in half points."""

    columns: tuple[int, ...]
    size: int
    row_height: int
    padding: int


def _shape(table: PrintedTable) -> Shape:
    """The shape of a table: table 3 is set tight so that all its rows stand on one page."""
    if table.id == "proactive":
        return Shape(_shares(table.column_count, first=2845), SIZE_SMALL_4, 440, 85)
    if table.id == "requests":
        values = table.column_count - 3
        return Shape((460, 930, TEXT_WIDTH - 460 - 930 - values * 620, *[620] * values), SIZE_5, 340, 28)
    return Shape(_shares(table.column_count), SIZE_5, 510, 28)


def _shares(count: int, first: int | None = None) -> tuple[int, ...]:
    """The text width shared out without a remainder."""
    rest = TEXT_WIDTH if first is None else TEXT_WIDTH - first
    parts = count if first is None else count - 1
    shares = [rest * (i + 1) // parts - rest * i // parts for i in range(parts)]
    return tuple(shares) if first is None else (first, *shares)


def word_table(table: PrintedTable, values: Mapping[str, Value], fonts: Fonts) -> Element:
    """`w:tbl`: widths are written thrice (tblW, gridCol, tcW), for WPS reads other ones than Word."""
    shape = _shape(table)
    borders = [el(side, val="single", sz=4, space=0, color="000000") for side in _SIDES]
    return el(
        "tbl",
        el(
            "tblPr",
            el("tblW", w=sum(shape.columns), type="dxa"),
            el("jc", val="center"),
            el("tblBorders", *borders),
            el("tblLayout", type="fixed"),
            el("tblCellMar", *(el(side, w=shape.padding, type="dxa") for side in ("left", "right"))),
            el("tblLook", val="0000"),
        ),
        el("tblGrid", *(el("gridCol", w=w) for w in shape.columns)),
        *(_row(table, r, shape, values, fonts) for r in range(table.row_count)),
    )


_SIDES: Final = ("top", "left", "bottom", "right", "insideH", "insideV")


def _row(table: PrintedTable, r: int, shape: Shape, values: Mapping[str, Value], fonts: Fonts) -> Element:
    row = el(
        "tr",
        el(
            "trPr",
            el("cantSplit"),
            el("trHeight", val=shape.row_height, hRule="atLeast"),
            el("tblHeader") if r < table.header_rows else None,
        ),
    )
    keep = r < table.row_count - 1 if table.id != "requests" else _within(table, r)
    c = 0
    while c < table.column_count:
        cell = table.at(r, c)
        row.append(_cell(cell, r, shape, values, fonts, keep=keep))
        c += cell.colspan
    return row


def _within(table: PrintedTable, r: int) -> bool:
    """Whether the next row belongs to the same block; table 3 alone may grow over a page."""
    return r < table.header_rows or any(first <= r < after - 1 for first, after in table.blocks)


def _cell(
    cell: PrintedCell, r: int, shape: Shape, values: Mapping[str, Value], fonts: Fonts, *, keep: bool
) -> Element:
    value = values[cell.address] if cell.address else None
    wide = sum(shape.columns[cell.column : cell.column + cell.colspan])
    shade = _YELLOW if value and value.marked else _GREY if cell.role == "banner" else None
    properties = el(
        "tcPr",
        el("tcW", w=wide, type="dxa"),
        el("gridSpan", val=cell.colspan) if cell.colspan > 1 else None,
        el("vMerge", val="restart" if r == cell.row else "continue") if cell.rowspan > 1 else None,
        el("shd", val="clear", color="auto", fill=shade) if shade else None,
        el("tcMar", el("left", w=_LABEL_INDENT, type="dxa")) if _left(cell) else None,
        el("textDirection", val="tbRlV") if _upright(cell) else None,
        el("vAlign", val="center"),
    )
    keeps = (el("keepNext"),) if keep else ()
    if r != cell.row:
        return el("tc", properties, paragraph("TableText", extra=keeps))
    if value is not None:
        size = _fitting(value.text, (wide - 2 * shape.padding) / 20, shape.size)
        text = run(value.text, fonts.table, size=size) if value.text else None
        return el("tc", properties, paragraph("TableText", *([] if text is None else [text]), extra=keeps))
    face = fonts.heading if cell.role in ("banner", "column") else fonts.table
    aligned = (el("jc", val="left"),) if _left(cell) else ()
    head = run(_label(cell), face, size=shape.size)
    return el("tc", properties, paragraph("TableText", head, extra=(*keeps, *aligned)))


def _label(cell: PrintedCell) -> str:
    """A group's heading in its narrow column breaks after its number, not inside the word."""
    if cell.role == "row" and cell.rowspan > 1 and not _upright(cell):
        return cell.text.replace("）", "）\n", 1)
    return cell.text


def _upright(cell: PrintedCell) -> bool:
    """The side heading of table 3 runs down its narrow column."""
    return cell.role == "row" and cell.rowspan > 10


def _left(cell: PrintedCell) -> bool:
    """Labels of rows and the corner begin at the left; groups, columns and values are centred."""
    return cell.role == "corner" or (cell.role == "row" and cell.rowspan == 1)


def _fitting(text: str, room: float, size: int) -> int:
    """The type size (half points) at which a number stays on one line; a broken number is misread."""
    wide = width(text)
    if not wide or wide > _NUMBER_LIKE or "\n" in text:
        return size
    return max(_SMALLEST, min(size, int(2 * _DIGIT_ROOM * room / wide)))
