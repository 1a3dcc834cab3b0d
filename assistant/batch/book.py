"""Workbooks of many rows: written row by row, text that stays text, a sheet that goes on in a second one when full."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from assistant.batch.jobs import OWN_TITLE
from assistant.export import save
from assistant.export.content import clean
from assistant.export.workbook import LONGEST_TEXT, is_exact, packed, put_text

MOST_ROWS: Final = 1_000_000
"""A sheet of Excel holds 1,048,576 rows."""
_CUT: Final = "……（太长，没有写完）"

_THIN: Final = Side(style="thin", color="A6A6A6")
BORDER: Final = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
TITLE: Final = Font(name="宋体", size=14, bold=True)
HEADING: Final = Font(name="黑体", size=11)
BODY: Final = Font(name="宋体", size=11)
GREY: Final = PatternFill("solid", fgColor="F2F2F2")
YELLOW: Final = PatternFill("solid", fgColor="FFFF00")
RED: Final = PatternFill("solid", fgColor="F8CBAD")
WRAPPED: Final = Alignment(vertical="top", wrap_text=True)
CENTRED: Final = Alignment(horizontal="center", vertical="center", wrap_text=True)

Value = str | int | Decimal | None


class Sheet:
    """A list with a heading. It goes on in a sheet of the same name with a number when it is full."""

    def __init__(self, book: Workbook, name: str, heading: Sequence[str], widths: Sequence[float]) -> None:
        self._book, self._name, self._heading, self._widths = book, name, heading, widths
        self._part = 0
        self._rows = 0
        self._sheet: Any = None

    def note(self, text: str) -> None:
        """A line above the heading; before the first row."""
        if self._sheet is None:
            self._begin()
        self._append([put(self._sheet, text, font=BODY, alignment=None)])

    def title(self, text: str) -> None:
        """The first line."""
        self._begin()
        self._append([put(self._sheet, text, font=TITLE, alignment=None)])

    def head(self) -> None:
        """The heading of the columns."""
        if self._sheet is None:
            self._begin()
        self._append([put(self._sheet, text, font=HEADING, fill=GREY, border=True) for text in self._heading])

    def row(self, values: Sequence[Value], fill: PatternFill | None = None) -> None:
        """One row below the heading."""
        if self._rows >= MOST_ROWS:
            self._begin()
            self.head()
        self._append([put(self._sheet, value, fill=fill, border=True) for value in values])

    def _begin(self) -> None:
        self._part += 1
        self._rows = 0
        self._sheet = self._book.create_sheet(self._name + (str(self._part) if self._part > 1 else ""))
        fit(self._sheet)
        for number, width in enumerate(self._widths, 1):
            self._sheet.column_dimensions[get_column_letter(number)].width = width

    def _append(self, cells: list[Cell]) -> None:
        self._sheet.append(cells)
        self._rows += 1


def new_book() -> Workbook:
    """An empty workbook that is written as it grows."""
    return Workbook(write_only=True)


def fit(sheet: Any) -> None:
    """Print on A4 across, as wide as the page; before the first row."""
    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def put(
    sheet: Any,
    value: Value,
    *,
    font: Font = BODY,
    fill: PatternFill | None = None,
    border: bool = False,
    alignment: Alignment | None = WRAPPED,
) -> Cell:
    """A cell. Text is text, whatever it begins with; a number that Excel cannot hold exactly is text, too."""
    cell = WriteOnlyCell(sheet)
    if isinstance(value, str):
        text = clean(value)
        put_text(cell, text if len(text) <= LONGEST_TEXT else text[:LONGEST_TEXT] + _CUT)
    elif value is not None:
        number = Decimal(value)
        if is_exact(number):
            cell.value = int(number) if number == number.to_integral_value() else float(number)
        else:
            put_text(cell, str(value))
    cell.font = font
    if alignment is not None:
        cell.alignment = alignment
    if fill is not None:
        cell.fill = fill
    if border:
        cell.border = BORDER
    return cell


def save_book(book: Workbook, path: Path, title: str) -> None:
    """Write the workbook, whole or not at all, without the name and the time that openpyxl puts in."""
    save(path, packed(book, OWN_TITLE + title))
