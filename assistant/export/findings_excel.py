"""Findings as a work list in Excel: one row a finding, to be filtered, ticked off and printed on A4 landscape."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final, cast

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from assistant.core.families import SEVERITIES, family
from assistant.core.findings import Finding
from assistant.core.numbers import format_number
from assistant.core.places import doubt, excerpt, is_previous, place_name, span_of
from assistant.core.report import CellKind, Report
from assistant.export.content import clean, content, width
from assistant.export.workbook import packed, put_text

_COLUMNS: Final = (
    ("序号", 5.0), ("严重程度", 9.0), ("类别", 12.0), ("位置", 20.0), ("原文", 30.0), ("应为／建议", 15.0),
    ("说明", 40.0), ("依据", 22.0), ("状态", 9.0),
)  # fmt: skip
"""Headings and widths, in Excel's characters; together they fill A4 landscape at about 85 %."""

_FILLS: Final = {
    "error": PatternFill("solid", fgColor="F8CBAD"),
    "warning": PatternFill("solid", fgColor="FFF2CC"),
    "info": PatternFill("solid", fgColor="EDEDED"),
}
_HEAD: Final = PatternFill("solid", fgColor="D9E2F3")
_THIN: Final = Side(style="thin", color="808080")
_BORDER: Final = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_FONT: Final = Font(name="宋体", size=10)
_BOLD: Final = Font(name="黑体", size=10)
_CENTRED: Final = Alignment(horizontal="center", vertical="top", wrap_text=True)
_LEFT: Final = Alignment(horizontal="left", vertical="top", wrap_text=True)
_LONGEST_TEXT: Final = 32_000
_LINE_HEIGHT: Final = 13.5
_HIGHEST: Final = 409.0
_ROOM: Final = 200
_LONGEST_HEAD: Final = 100
"""Excel takes 255 characters in the head of a page, doubled signs included."""
_MOST_PLACES: Final = 3
_KINDS: Final = {CellKind.BLANK: "（空着）", CellKind.ZERO: "0"}


def write_findings(findings: Sequence[Finding], report: Report) -> bytes:
    """The bytes of a .xlsx; the same findings and report give the same bytes."""
    title = content(report).title
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "核对结果"
    for column, (name, wide) in enumerate(_COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(column)].width = wide
        _put(sheet, 1, column, name, head=True)
    for number, finding in enumerate(findings, 1):
        _row(sheet, number, finding, report)
    if not findings:
        _put(sheet, 2, 7, "没有发现问题。")
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(_COLUMNS))}{max(2, len(findings) + 1)}"
    _page(sheet, title)
    return packed(book, f"{title}核对结果")


def _row(sheet: Worksheet, number: int, finding: Finding, report: Report) -> None:
    texts = (
        SEVERITIES[finding.severity],
        family(finding.code),
        _places(finding, report),
        _original(finding, report),
        _wanted(finding),
        finding.message,
        finding.basis,
        doubt(finding).strip("（）") or "不符",
    )
    first = _put(sheet, number + 1, 1, "")
    first.value = number
    for column, text in enumerate(texts, 2):
        _put(sheet, number + 1, column, text)
    sheet.cell(number + 1, 2).fill = _FILLS[finding.severity]
    lines = (_lines(text, wide) for text, (_, wide) in zip(texts, _COLUMNS[1:], strict=True))
    sheet.row_dimensions[number + 1].height = min(_HIGHEST, _LINE_HEIGHT * max(lines) + 3)


def _lines(text: str, wide: float) -> int:
    """How many lines a text takes in a column so many digits wide; a Chinese character takes two."""
    room = max(1.0, (wide - 1) / 2)
    return sum(1 + int(width(line) // room) for line in text.split("\n"))


def _places(finding: Finding, report: Report) -> str:
    names = list(dict.fromkeys(place_name(report, place) for place in finding.where))
    rest = f"等{len(names)}处" if len(names) > _MOST_PLACES else ""
    return "；".join(names[:_MOST_PLACES]) + rest


def _original(finding: Finding, report: Report) -> str:
    """The sentence with the found words in 【】, or what stands in the cell."""
    place = finding.where[0] if finding.where else ""
    passage = excerpt(report, place)
    if passage is not None:
        return passage.marked(_ROOM)
    cell = report.cell(place) if place and span_of(place) is None and not is_previous(place) else None
    if cell is not None:
        return _KINDS.get(cell.kind) or cell.raw.strip()
    return _said(finding.found)


def _wanted(finding: Finding) -> str:
    if finding.correction is not None:
        return finding.correction or "（删去）"
    return _said(finding.expected)


def _said(value: Decimal | str | None) -> str:
    if value is None:
        return ""
    return format_number(value) if isinstance(value, Decimal) else value


def _put(sheet: Worksheet, row: int, column: int, text: str, *, head: bool = False) -> Cell:
    cell = cast(Cell, sheet.cell(row, column))
    if text:
        put_text(cell, clean(text)[:_LONGEST_TEXT])
    cell.font = _BOLD if head else _FONT
    cell.border = _BORDER
    cell.alignment = _CENTRED if head or column in (1, 2, len(_COLUMNS)) else _LEFT
    if head:
        cell.fill = _HEAD
    return cell


def _page(sheet: Worksheet, title: str) -> None:
    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.print_title_rows = "1:1"
    for item, text in (
        (sheet.oddHeader, f"{title[:_LONGEST_HEAD]}核对结果".replace("&", "&&")),
        (sheet.oddFooter, "第 &P 页，共 &N 页"),
    ):
        cast(Any, item).center.text = text
