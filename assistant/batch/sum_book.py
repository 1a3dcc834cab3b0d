"""The sum as a workbook: the three tables in official layout, every unit's part, the sources, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from math import ceil
from pathlib import Path
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import MultiCellRange

from assistant.batch.adding import DOUBTFUL, Part, Total
from assistant.batch.book import (
    BODY,
    CENTRED,
    GREY,
    HEADING,
    MOST_ROWS,
    RED,
    TITLE,
    YELLOW,
    Sheet,
    Value,
    fit,
    new_book,
    put,
    save_book,
)
from assistant.batch.check_book import named
from assistant.batch.summing import ONLY_THESE, Rollup
from assistant.batch.values import NOT_READ, STATE_NAMES, State
from assistant.core.families import SEVERITIES
from assistant.core.template import TEMPLATES, Template, split_address
from assistant.export.layout import PrintedCell, PrintedTable, layout

_TABLES: Final = ("proactive", "requests", "disputes")
_COLUMNS: Final = 15
"""Table 4 has the most columns."""
_WIDTHS: Final = (18.0, 14.0, 36.0, *[10.0] * (_COLUMNS - 3))
_LINE: Final = 15.0
"""Points of a line of text; Excel does not fit the height of rows with merged cells by itself."""
_NONE: Final = "—"


def write_rollup(result: Rollup, path: Path) -> None:
    """Write the workbook. `InputError` when it cannot be written."""
    book = new_book()
    _tables(book, result)
    _units(book, result)
    _sources(Sheet(book, "来源", ("单位", "年度", "情况", "文件", "说明"), (28, 8, 10, 50, 80)), result)
    _unbalanced(Sheet(book, "不平的单位", ("单位", "问题", "编号", "文件"), (28, 100, 14, 50)), result)
    _missing(Sheet(book, "缺报", ("单位", "情况", "可能的文件"), (36, 40, 60)), result)
    _marked(
        Sheet(book, "待核对的合计", ("格子", "合计", "没有数的单位", "数是推断的单位"), (60, 12, 80, 60)),
        result,
    )
    save_book(book, path, result.report.title)


def heads(result: Rollup) -> Iterator[str]:
    """What must be known before the numbers are used."""
    yield f"{ONLY_THESE}：计入 {len(result.parts)} 个单位。{result.account}。"
    if not result.expected:
        yield "没有给单位名单（--units），所以看不出缺了谁。"
    elif result.missing:
        yield f"名单里缺报的单位 {len(result.missing)} 个：{named(tuple(m.unit for m in result.missing))}。"
    else:
        yield "名单里的单位都有报告。"
    if result.unexpected:
        yield f"不在名单里的单位：{named(result.unexpected)}。"
    if result.undecided:
        yield f"有 {len(result.undecided)} 份报告待定，没有计入，见工作表“来源”；请用 --prefer 指定。"
    if result.unbalanced:
        yield f"自己的表不平的单位 {len(result.unbalanced)} 个，见工作表“不平的单位”。"
    if result.unchecked:
        yield f"没有能核对自己的表平不平的单位：{named(result.unchecked)}。"
    marked = sum(total.marked for total in result.totals)
    if marked:
        yield f"有 {marked} 格的合计要核对（标黄）：有的单位没有填数，或者数是推断的，见工作表“待核对的合计”。"
    yield from result.notices
    if any(finding.severity == "error" for finding in result.findings):
        yield "合计数对不上，是因为有单位自己的表对不上或者缺数：请让这些单位改正后重新汇总，不要直接改合计。"
    if not result.findings:
        yield "合计数已按年报的勾稽关系核对，没有发现问题。"
    for finding in result.findings:
        yield f"合计数核对【{SEVERITIES[finding.severity]}】{finding.message}"


# --- the three tables -------------------------------------------------------------------------


class _Grid:
    """Cells collected by place, then written row by row."""

    def __init__(self, sheet: Any) -> None:
        self.sheet = sheet
        sheet.merged_cells = MultiCellRange()
        self._cells: dict[tuple[int, int], Any] = {}
        self._lines: dict[int, int] = {}
        self.row = 1

    def line(self, text: str, **style: Any) -> None:
        """A line of text from the first column."""
        self._cells[self.row, 1] = put(self.sheet, text, **style)
        self.row += 1

    def cell(self, at: tuple[int, int], size: tuple[int, int], value: Value, **style: Any) -> None:
        """A cell, merged over `size` rows and columns, framed."""
        (row, column), (rows, columns) = at, size
        for r in range(row, row + rows):
            for c in range(column, column + columns):
                self._cells[r, c] = put(self.sheet, None, border=True)
        self._cells[at] = put(self.sheet, value, border=True, **style)
        if isinstance(value, str) and rows == 1:
            room = sum(_WIDTHS[column - 1 : column - 1 + columns]) - 1.5
            self._lines[row] = max(self._lines.get(row, 1), ceil(2 * len(value) / room))
        if size != (1, 1):
            last = f"{get_column_letter(column + columns - 1)}{row + rows - 1}"
            self.sheet.merged_cells.add(f"{get_column_letter(column)}{row}:{last}")

    def write(self) -> None:
        """All of it, from the first row to the last."""
        for row in range(1, self.row):
            if self._lines.get(row, 1) > 1:
                self.sheet.row_dimensions[row].height = _LINE * self._lines[row]
            self.sheet.append([self._cells.get((row, column)) for column in range(1, _COLUMNS + 1)])


def _tables(book: Workbook, result: Rollup) -> None:
    form = TEMPLATES[result.template]
    sheet = book.create_sheet("汇总表")
    fit(sheet)
    for column, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    grid = _Grid(sheet)
    plain = {"alignment": None}
    grid.line(result.report.title, font=TITLE, **plain)
    totals = {total.address: total for total in result.totals}
    for table_id in _TABLES:
        section = next(s for s in form.sections if s.table == table_id)
        grid.line(f"{section.number}、{section.title}", font=HEADING, **plain)
        _table(grid, layout(form, table_id), totals)
        grid.row += 1
    grid.line("说明", font=HEADING, **plain)
    for line in heads(result):
        grid.line(line, font=BODY, **plain)
    grid.write()


def _table(grid: _Grid, table: PrintedTable, totals: dict[str, Total]) -> None:
    for cell in table.cells:
        at, size = (grid.row + cell.row, 1 + cell.column), (cell.rowspan, cell.colspan)
        if cell.address is None:
            grid.cell(at, size, cell.text, font=HEADING, alignment=CENTRED, fill=_shade(cell))
        else:
            total = totals[cell.address]
            value: Value = _NONE if total.value is None else total.value
            grid.cell(at, size, value, alignment=CENTRED, fill=YELLOW if total.marked else None)
    grid.row += table.row_count


def _shade(cell: PrintedCell) -> Any:
    return GREY if cell.role == "banner" else None


# --- unit by unit -----------------------------------------------------------------------------


def _units(book: Workbook, result: Rollup) -> None:
    """One row a unit, one column an address; the first row below the heading is the sum of those under it."""
    form = TEMPLATES[result.template]
    for number, parts in groupby(enumerate(result.parts), key=lambda pair: pair[0] // (MOST_ROWS - 10)):
        sheet = book.create_sheet("分单位明细" + (str(number + 1) if number else ""))
        sheet.freeze_panes = "C6"
        sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 28, 36
        for line in _headings(form):
            sheet.append([put(sheet, text, font=HEADING, fill=GREY) for text in line])
        totals: list[Any] = [put(sheet, "合计", font=HEADING), None]
        totals += [_number(sheet, total) for total in result.totals]
        sheet.append(totals)
        for _, part in parts:
            sheet.append([put(sheet, part.unit), put(sheet, part.file), *_values(sheet, part)])


def _headings(form: Template) -> Iterator[list[str]]:
    """The table, the row and the column of every address, and the address itself."""
    places = [split_address(address) for address in form.addresses]
    yield ["", "", *(form.table(table).name for table, _, _ in places)]
    yield ["", "", *(form.table(table).row(row).name for table, row, _ in places)]
    labels = ((form.table(table).row(row), column) for table, row, column in places)
    yield ["单位", "文件", *(next(c.label for c in row.columns if c.id == column) for row, column in labels)]
    yield ["", "", *form.addresses]


def _number(sheet: Any, total: Total) -> Any:
    if total.marked:
        return put(sheet, _NONE if total.value is None else total.value, fill=YELLOW)
    return put(sheet, total.value)


def _values(sheet: Any, part: Part) -> Iterator[Any]:
    """Plain numbers as they are: thousands of units have hundreds each, and a style for each is slow."""
    for place, value in enumerate(part.values):
        mark = part.marks.get(place)
        if value is None:
            yield put(sheet, mark or _NONE, fill=YELLOW)
        elif mark == DOUBTFUL:
            yield put(sheet, value, fill=YELLOW)
        elif value == value.to_integral_value() and abs(value) < 10**15:
            yield int(value)
        else:
            yield put(sheet, value)


# --- lists ------------------------------------------------------------------------------------


def _sources(sheet: Sheet, result: Rollup) -> None:
    sheet.note(f"{ONLY_THESE}。每个文件是否计入、为什么，都在这里；各单位各格的数见工作表“分单位明细”。")
    sheet.head()
    for row in result.rows:
        fill = RED if row.state in NOT_READ else YELLOW if row.state is State.UNDECIDED else None
        sheet.row([row.unit or "", row.year, STATE_NAMES[row.state], row.file, row.message], fill)


def _unbalanced(sheet: Sheet, result: Rollup) -> None:
    if not result.unbalanced:
        sheet.note("计入的单位，表内勾稽关系都成立，或者缺数据判断不了。")
    for name in result.unchecked:
        sheet.note(f"“{name}”的表没有能核对。")
    sheet.head()
    for unit in result.unbalanced:
        for finding in unit.findings:
            sheet.row([unit.unit, finding.message, finding.code, unit.file])


def _missing(sheet: Sheet, result: Rollup) -> None:
    if not result.expected:
        sheet.note("没有给单位名单（--units），所以看不出缺了谁。")
    elif not result.missing:
        sheet.note("名单里的单位都有报告。")
    sheet.head()
    for one in result.missing:
        why = "有没有读出的文件名里有它，请先看" if one.perhaps else "没有找到它的报告"
        sheet.row([one.unit, why, "、".join(one.perhaps)])
    for unit in result.unexpected:
        sheet.row([unit, "有报告，但不在名单里", ""])


def _marked(sheet: Sheet, result: Rollup) -> None:
    form = TEMPLATES[result.template]
    sheet.note("这些格的合计只加了填了数的单位；“缺”是原件里没有这一格，“空”是没有填。")
    sheet.head()
    for total in result.totals:
        if total.marked:
            value: Value = _NONE if total.value is None else total.value
            sheet.row(
                [form.describe(total.address), value, "、".join(total.without), "、".join(total.doubtful)]
            )
