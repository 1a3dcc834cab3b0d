"""A comparison as a workbook: changed cells, all cells, what must carry over, and the text. No text is a formula."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final, cast

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from assistant.core.comparison import CellPair, Comparison, Link, SectionPair
from assistant.core.report import Cell as ReportCell
from assistant.export import comparison_words as words
from assistant.export.content import clean, width
from assistant.export.workbook import LONGEST_TEXT, is_exact, packed, put_text

_THIN: Final = Side(style="thin", color="999999")
_BORDER: Final = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_HEAD_FILL: Final = PatternFill("solid", fgColor="DDE7F1")
_FILLS: Final = {
    "changed": PatternFill("solid", fgColor="FFF7D6"), "unlike": PatternFill("solid", fgColor="FCE4D6"),
    "added": PatternFill("solid", fgColor="DFF2E1"), "removed": PatternFill("solid", fgColor="FBDEDA"),
    "fail": PatternFill("solid", fgColor="FBDEDA"),
}  # fmt: skip
_TITLE: Final = Font(name="宋体", size=14, bold=True)
_HEAD: Final = Font(name="黑体", size=11)
_BODY: Final = Font(name="宋体", size=11)
_STATES: Final = {"same": "相同", "changed": "数不同", "unlike": "填法不同", "nothing": "都没有数"}

_ABOUT_WIDTH: Final = 100
_TEXT_WIDTH: Final = 60
"""In Excel's characters; a Chinese one takes nearly two of them."""
_LINE_HEIGHT: Final = 16.0
_HIGHEST: Final = 409.0

_Value = str | Decimal | None
"""Text stays text; a number is written as one where Excel holds it exactly, and as text with `words.NONE` for none."""


def write_comparison_excel(comparison: Comparison) -> bytes:
    """The bytes of a .xlsx; the same comparison gives the same bytes."""
    book = Workbook()
    book.remove(book.worksheets[0])
    _about(book.create_sheet("说明"), comparison)
    heads = (
        "表",
        "项目",
        "栏目",
        words.last_year(comparison),
        words.year(comparison),
        "增减",
        "增减率（%）",
        "比较",
    )
    differing = comparison.differing()
    _cells(book.create_sheet("有变化的数"), heads, differing)
    _cells(book.create_sheet("全部数据"), heads, comparison.cells)
    _links(book.create_sheet("跨年衔接"), comparison.links)
    _texts(book.create_sheet("正文对照"), comparison)
    return packed(book, words.title(comparison))


def _about(sheet: Worksheet, comparison: Comparison) -> None:
    lines = [
        words.title(comparison),
        *comparison.notes,
        words.whole(comparison),
        words.LEGEND,
        f"正文里{words.TEXT_LEGEND}",
    ]
    for section in comparison.sections:
        lines.append(f"{section.title}：{words.counts(section)}；{words.likeness(section)}。")
    sheet.column_dimensions["A"].width = _ABOUT_WIDTH
    for row, line in enumerate(filter(None, lines), 1):
        cell = _put(sheet, row, 1, line)
        cell.font = _TITLE if row == 1 else _BODY
        sheet.row_dimensions[row].height = _height([(line, _ABOUT_WIDTH)]) * cell.font.size / 11
    _page(sheet, rows=0)


def _cells(sheet: Worksheet, heads: Sequence[str], pairs: Iterable[CellPair]) -> None:
    _header(sheet, heads, (6, 44, 18, 14, 14, 12, 12, 10))
    for row, pair in enumerate(pairs, 2):
        values: tuple[_Value, ...] = (
            pair.table, pair.row, pair.column, _value(pair.previous), _value(pair.current), pair.change, pair.rate,
            _STATES[pair.state],
        )  # fmt: skip
        _row(sheet, row, values, pair.state)
        sheet.cell(row, 6).number_format = "+General;-General;0"
        sheet.cell(row, 7).number_format = "+0.0;-0.0;0.0"


def _value(cell: ReportCell | None) -> _Value:
    return cell.value if cell is not None and cell.certain and cell.value is not None else words.shown(cell)


def _links(sheet: Worksheet, links: Iterable[Link]) -> None:
    _header(sheet, ("应当成立的关系", "按上年推算", "本年填报", "结果"), (80, 14, 14, 18))
    for row, link in enumerate(links, 2):
        values = (link.title, link.expected, link.found, words.VERDICTS[link.verdict])
        _row(sheet, row, values, link.verdict)


def _texts(sheet: Worksheet, comparison: Comparison) -> None:
    heads = ("部分", "比较", words.last_year(comparison), words.year(comparison))
    _header(sheet, heads, (34, 6, _TEXT_WIDTH, _TEXT_WIDTH))
    row = 1
    for section in comparison.sections:
        row = _sentences(sheet, row, section)


def _sentences(sheet: Worksheet, row: int, section: SectionPair) -> int:
    for pair in section.pairs:
        old, new = words.marked(pair)
        for start in range(0, max(len(old), len(new), 1), LONGEST_TEXT):  # a cell holds no more
            row += 1
            parts = (old[start : start + LONGEST_TEXT], new[start : start + LONGEST_TEXT])
            _row(sheet, row, (section.title, words.KINDS[pair.kind], *parts), pair.kind)
            sheet.row_dimensions[row].height = _height((part, _TEXT_WIDTH) for part in parts)
    return row


def _header(sheet: Worksheet, heads: Sequence[str], widths: Sequence[int]) -> None:
    for column, (head, wide) in enumerate(zip(heads, widths, strict=True), 1):
        cell = _put(sheet, 1, column, head)
        cell.font, cell.fill = _HEAD, _HEAD_FILL
        sheet.column_dimensions[get_column_letter(column)].width = wide
    sheet.freeze_panes = "A2"
    _page(sheet, rows=1)


def _row(sheet: Worksheet, row: int, values: Iterable[_Value], state: str) -> None:
    for column, value in enumerate(values, 1):
        cell = _put(sheet, row, column, value)
        if state in _FILLS:
            cell.fill = _FILLS[state]


def _put(sheet: Worksheet, row: int, column: int, value: _Value) -> Cell:
    cell = cast(Cell, sheet.cell(row, column))
    if isinstance(value, Decimal) and is_exact(value):
        cell.value = int(value) if value == value.to_integral_value() else float(value)
    elif isinstance(value, Decimal):
        put_text(cell, words.signed(value).removeprefix("+"))
    else:
        put_text(cell, words.NONE if value is None else clean(value))
    number = isinstance(value, Decimal) or value is None
    cell.alignment = Alignment(horizontal="right" if number else "left", vertical="top", wrap_text=True)
    cell.font, cell.border = _BODY, _BORDER
    return cell


def _height(texts: Iterable[tuple[str, int]]) -> float:
    """The height in points of a row whose cells hold wrapped texts in columns of so many characters."""
    lines = max(1 + int(1.9 * width(text) // columns) for text, columns in texts)
    return min(_HIGHEST, _LINE_HEIGHT * lines)


def _page(sheet: Worksheet, *, rows: int) -> None:
    """A4 across, one page wide, the heading row on each page."""
    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    if rows:
        sheet.print_title_rows = f"1:{rows}"
