"""A report as a workbook: the tables on sheets of their own, merged like the form, the text around them.

The sheets follow the order of the report. Numbers are numbers where Excel can hold them exactly, blank
and “/” stay what they are, and no text is ever taken for a formula.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, cast

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from assistant.core.numbers import squeeze
from assistant.core.report import Report
from assistant.export.content import DOUBTFUL_TIP, MISSING_TIP, Content, Part, Value, content, width
from assistant.export.layout import PrintedCell, PrintedTable
from assistant.export.workbook import LONGEST_TEXT, is_exact, packed, put_text

_TEXT_WIDTH: Final = 80
_EMS_A_LINE: Final = 34
"""Of a prose column, in Excel's characters and in Chinese ones of 12 pt."""
_LINE_HEIGHT: Final = 19.0
_BEFORE: Final = ("preface", "overview", "proactive", "requests", "disputes")
_AFTER: Final = ("problems", "other")
"""What stands on the sheets before and after the tables; of the tables' sections only heading and text."""

_THIN: Final = Side(style="thin", color="000000")
_BORDER: Final = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_YELLOW: Final = PatternFill("solid", fgColor="FFFF00")
_GREY: Final = PatternFill("solid", fgColor="F2F2F2")
_BODY: Final = Font(name="仿宋", size=12)
_HEADING: Final = Font(name="黑体", size=12)
_TITLE: Final = Font(name="宋体", size=16, bold=True)
_TABLE: Final = Font(name="宋体", size=11)
_TABLE_HEADING: Final = Font(name="黑体", size=11)

_PLAIN: Final = re.compile(r"(?P<sign>[+-]?)(?:(?P<commas>\d{1,3}(?:,\d{3})+)|\d+)(?:\.(?P<decimals>\d+))?")


def write_excel(report: Report) -> bytes:
    """The bytes of a .xlsx; the same report gives the same bytes."""
    printed = content(report)
    book = Workbook()
    book.remove(book.worksheets[0])
    _prose_sheet(book.create_sheet("前言和总体情况"), printed, _BEFORE, title=printed.title)
    for part in printed.parts:
        if part.table:
            _table_sheet(book.create_sheet(part.table.name), part, part.table, printed.values)
    _prose_sheet(book.create_sheet("问题和其他事项"), printed, _AFTER)
    return packed(book, printed.title)


# --- running text -----------------------------------------------------------------------------


def _prose_sheet(sheet: Worksheet, printed: Content, parts: tuple[str, ...], title: str = "") -> None:
    sheet.column_dimensions["A"].width = _TEXT_WIDTH
    row = 0
    if title:
        row += 1
        _line(sheet, row, title, _TITLE, Alignment(horizontal="center", vertical="center", wrap_text=True))
    for part in (p for p in printed.parts if p.id in parts):
        if part.heading:
            row += 1
            _line(sheet, row, part.heading, _HEADING, Alignment(vertical="center"))
        for line in part.paragraphs:
            marked = any(piece.style == "mark" for piece in line)
            text = "".join(piece.text for piece in line)
            for start in range(0, len(text), LONGEST_TEXT):  # a longer paragraph goes on in the next row
                row += 1
                wrapped = Alignment(vertical="top", wrap_text=True)
                cell = _line(sheet, row, text[start : start + LONGEST_TEXT], _BODY, wrapped)
                if marked:
                    cell.fill = _YELLOW
        if part.table:
            row += 1
            _line(sheet, row, f"见工作表“{part.table.name}”。", _BODY, Alignment(vertical="center"))
    _page(sheet, landscape=False)


def _line(sheet: Worksheet, row: int, text: str, font: Font, alignment: Alignment) -> Cell:
    cell = cast(Cell, sheet.cell(row, 1))
    put_text(cell, text)
    cell.font, cell.alignment = font, alignment
    lines = 1 + int(width(text) // _EMS_A_LINE)
    sheet.row_dimensions[row].height = min(409.0, _LINE_HEIGHT * lines * (font.size / 12))
    return cell


# --- tables -----------------------------------------------------------------------------------

_WIDTHS: Final = {
    "proactive": (24.0, *[20.0] * 3),
    "requests": (5.0, 11.0, 36.0, *[9.0] * 7),
    "disputes": (8.0,) * 15,
}
_FIRST_ROW: Final = 2
"""Of a table, below its heading; rows and columns of Excel count from 1."""


def _table_sheet(sheet: Worksheet, part: Part, table: PrintedTable, values: Mapping[str, Value]) -> None:
    for i, wide in enumerate(_WIDTHS[table.id], start=1):
        sheet.column_dimensions[get_column_letter(i)].width = wide
    # Not over the last column: a lone cell in its row would read as the section's heading once more.
    _line(sheet, 1, part.heading, _HEADING, Alignment(vertical="center"))
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=table.column_count - 1)
    row = _FIRST_ROW
    for cell in table.cells:
        _table_cell(sheet, cell, row, values)
    row += table.row_count
    for remark in part.remarks:
        _over(sheet, row, table.column_count, remark)
        row += 1
    _page(sheet, landscape=table.id == "disputes")


def _over(sheet: Worksheet, row: int, columns: int, text: str) -> None:
    """A remark over the whole width of the table."""
    cell = _line(sheet, row, text, _BODY, Alignment(vertical="center", wrap_text=True))
    cell.fill = _YELLOW
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=columns)


def _table_cell(sheet: Worksheet, printed: PrintedCell, first_row: int, values: Mapping[str, Value]) -> None:
    row, column = first_row + printed.row, 1 + printed.column
    cell = cast(Cell, sheet.cell(row, column))
    last_row, last_column = row + printed.rowspan - 1, column + printed.colspan - 1
    for r in range(row, last_row + 1):
        for c in range(column, last_column + 1):
            sheet.cell(r, c).border = _BORDER
    if printed.address:
        _put_value(cell, values[printed.address])
    else:
        put_text(cell, printed.text)
        if printed.role == "banner":
            cell.fill = _GREY
    headed = printed.role in ("banner", "column")
    cell.font = _TABLE_HEADING if headed else _TABLE
    cell.alignment = _alignment(printed)
    if (last_row, last_column) != (row, column):
        sheet.merge_cells(start_row=row, start_column=column, end_row=last_row, end_column=last_column)
    if len(printed.text) > 18 and printed.colspan == 1:
        sheet.row_dimensions[row].height = 15.0 * (1 + len(printed.text) // 17)


def _alignment(printed: PrintedCell) -> Alignment:
    left = printed.role == "corner" or (printed.role == "row" and printed.rowspan == 1)
    upright = printed.role == "row" and printed.rowspan > 10
    return Alignment(
        horizontal="left" if left else "center",
        vertical="center",
        wrap_text=True,
        text_rotation=255 if upright else 0,
    )


def _put_value(cell: Cell, value: Value) -> None:
    if value.number is not None and is_exact(value.number):
        whole = value.number == value.number.to_integral_value()
        cell.value = int(value.number) if whole else float(value.number)
        cell.number_format = _number_format(value.text)
    elif value.text:
        put_text(cell, value.text)
        cell.number_format = "@"
    if value.marked:
        cell.fill = _YELLOW
        cell.comment = Comment(
            f"{MISSING_TIP if value.missing else DOUBTFUL_TIP}。", "年报助手", width=220, height=60
        )


def _number_format(text: str) -> str:
    """The format that shows the number as it was written: decimals, thousands commas, a plus sign."""
    match = _PLAIN.fullmatch(squeeze(text))
    if not match:
        return "General"
    shown = ("#,##0" if match["commas"] else "0") + (
        "." + "0" * len(match["decimals"]) if match["decimals"] else ""
    )
    return f"+{shown};-{shown};{shown}" if match["sign"] == "+" else shown


def _page(sheet: Worksheet, *, landscape: bool) -> None:
    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
