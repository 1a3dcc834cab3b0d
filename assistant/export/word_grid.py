"""A plain ruled table in Word: words in cells, a head that repeats, rows that may grow over a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from assistant.export.content import clean
from assistant.export.fonts import Fonts
from assistant.export.word_styles import SIZE_SMALL_4
from assistant.export.word_xml import Element, el, paragraph, run

_SIDES: Final = ("top", "left", "bottom", "right", "insideH", "insideV")
_PADDING: Final = 85
_LOWEST: Final = 454
"""8 mm in twentieths of a point."""


@dataclass(frozen=True)
class GridCell:
    """Some words, one paragraph a line. `label`: a heading, in 黑体; `span`: columns it takes."""

    text: str
    label: bool = False
    centred: bool = False
    span: int = 1


@dataclass(frozen=True)
class GridRow:
    """Cells from left to right; at least `height` twentieths of a point high; a `head` repeats on every page.

    `whole` keeps the row on one page and by the next one, for rows that are signed.
    """

    cells: tuple[GridCell, ...]
    height: int = _LOWEST
    head: bool = False
    whole: bool = False


def grid(widths: Sequence[int], rows: Sequence[GridRow], fonts: Fonts) -> Element:
    """`w:tbl` of columns so many twentieths of a point wide, set in 小四. Widths are written thrice, as WPS wants."""
    borders = [el(side, val="single", sz=4, space=0, color="000000") for side in _SIDES]
    return el(
        "tbl",
        el(
            "tblPr",
            el("tblW", w=sum(widths), type="dxa"),
            el("jc", val="center"),
            el("tblBorders", *borders),
            el("tblLayout", type="fixed"),
            el("tblCellMar", *(el(side, w=_PADDING, type="dxa") for side in ("left", "right"))),
            el("tblLook", val="0000"),
        ),
        el("tblGrid", *(el("gridCol", w=w) for w in widths)),
        *(_row(row, widths, fonts, keep=row.whole and row is not rows[-1]) for row in rows),
    )


def _row(row: GridRow, widths: Sequence[int], fonts: Fonts, *, keep: bool) -> Element:
    made = el(
        "tr",
        el(
            "trPr",
            el("cantSplit") if row.whole or row.head else None,
            el("trHeight", val=row.height, hRule="atLeast"),
            el("tblHeader") if row.head else None,
        ),
    )
    at = 0
    for cell in row.cells:
        made.append(_cell(cell, sum(widths[at : at + cell.span]), fonts, keep=keep or row.head))
        at += cell.span
    return made


def _cell(cell: GridCell, wide: int, fonts: Fonts, *, keep: bool) -> Element:
    return el(
        "tc",
        el(
            "tcPr",
            el("tcW", w=wide, type="dxa"),
            el("gridSpan", val=cell.span) if cell.span > 1 else None,
            el("vAlign", val="center"),
        ),
        *(_line(line, cell, fonts, keep=keep) for line in clean(cell.text).strip("\n").split("\n")),
    )


def _line(text: str, cell: GridCell, fonts: Fonts, *, keep: bool) -> Element:
    face = fonts.heading if cell.label else fonts.body
    extra = [el("keepNext")] if keep else []
    if not (cell.label or cell.centred):
        extra.append(el("jc", val="left"))
    runs = [run(text, face, size=SIZE_SMALL_4)] if text else []
    return paragraph("TableText", *runs, extra=tuple(extra))
