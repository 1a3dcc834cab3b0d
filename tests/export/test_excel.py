"""The workbook: numbers as numbers, text never a formula, merged like the form."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from assistant.core.numbers import read_cell
from assistant.core.report import Cell, CellKind, Report
from assistant.export import export_report, layout
from tests.export.samples import FULL, HURT, TRIAL
from tests.support.reports import busy_report


def book(report: Report) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(export_report(report, format="xlsx")))


def fees(cell: Cell) -> Any:
    return book(busy_report().replace_cells({"proactive.fees.amount": cell}))["表二"].cell(15, 2)


def test_sheets_follow_the_report() -> None:
    assert book(FULL).sheetnames == ["前言和总体情况", "表二", "表三", "表四", "问题和其他事项"]


@pytest.mark.parametrize("report", [FULL, TRIAL], ids=["2021", "2019"])
@pytest.mark.parametrize(
    ("name", "table_id"), [("表二", "proactive"), ("表三", "requests"), ("表四", "disputes")]
)
def test_tables_are_merged_like_the_form(report: Report, name: str, table_id: str) -> None:
    sheet = book(report)[name]
    geometry = layout(report.form, table_id)
    merged = {(r.min_row - 2, r.min_col - 1, r.max_row - 2, r.max_col - 1) for r in sheet.merged_cells.ranges}
    planned = {
        (c.row, c.column, c.row + c.rowspan - 1, c.column + c.colspan - 1)
        for c in geometry.cells
        if c.rowspan * c.colspan > 1
    }
    assert {m for m in merged if m[0] >= 0} == planned
    for cell in geometry.cells:
        written = sheet.cell(cell.row + 2, cell.column + 1)
        assert written.border.left.style == "thin"
        if cell.address is None:
            assert written.value == cell.text
    assert str(sheet.cell(1, 1).value).endswith(geometry.title)


@pytest.mark.parametrize(
    ("raw", "value", "number_format"),
    [
        ("0", 0, "0"),
        ("65", 65, "0"),
        ("769.5976", 769.5976, "0.0000"),
        ("9.95", 9.95, "0.00"),
        ("312.50", 312.5, "0.00"),
        ("3.00", 3, "0.00"),
        ("12,345", 12345, "#,##0"),
        ("1,234,567.8", 1234567.8, "#,##0.0"),
        ("+3", 3, "+0;-0;0"),
        ("-2", -2, "0"),
        ("１２", 12, "0"),
        ("65件", 65, "General"),
        ("1.2万", 12000, "General"),
        ("999999999999999", 999999999999999, "0"),
    ],
)
def test_numbers_are_numbers(raw: str, value: float, number_format: str) -> None:
    cell = fees(read_cell(raw))
    assert (cell.data_type, cell.value, cell.number_format) == ("n", value, number_format)


@pytest.mark.parametrize("raw", ["1234567890123456", "0.1234567890123456", "1234567890123456789"])
def test_what_excel_cannot_hold_exactly_is_text(raw: str) -> None:
    cell = fees(read_cell(raw))
    assert (cell.data_type, cell.value) == ("s", raw)
    assert read_cell(cell.value).value == Decimal(raw)


@pytest.mark.parametrize(("raw", "value"), [("", None), ("/", "/"), ("—", "—"), ("不详", "不详")])
def test_blank_and_slash_stay(raw: str, value: str | None) -> None:
    assert fees(read_cell(raw)).value == value


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "=1+1;"])
def test_no_text_is_a_formula(start: str) -> None:
    text = f'{start}HYPERLINK("http://example.cn","点我")'
    cell = fees(Cell(value=None, kind=CellKind.TEXT, raw=text))
    assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", text, True)
    sections = dict.fromkeys(("preface", "overview", "problems", "other"), text)
    workbook = book(busy_report(title=text, sections=sections))
    texts = [c for sheet in workbook for row in sheet.iter_rows() for c in row if c.value == text]
    assert [c.data_type for c in texts] == ["s"] * 5
    assert not [c for sheet in workbook for row in sheet.iter_rows() for c in row if c.data_type == "f"]


def test_missing_and_doubtful_cells_are_seen() -> None:
    marked = [
        (sheet.title, cell.value, cell.comment.text)
        for sheet in book(HURT)
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    ]
    assert marked == [
        ("表二", "【缺】", "来源中没有这一格，请补填。"),
        ("表三", "【缺】", "来源中没有这一格，请补填。"),
        ("表三", 2, "读表时推断的数，请与原表核对。"),
        ("表四", 2, "读表时推断的数，请与原表核对。"),
    ]
    for sheet in book(HURT):
        for row in sheet.iter_rows():
            for cell in row:
                if cell.comment:
                    assert cell.fill.fgColor.rgb == "00FFFF00"


def test_a_very_long_paragraph_is_kept_whole() -> None:
    text = "".join(chr(0x4E00 + i % 5000) for i in range(70_000))
    sheet = book(busy_report(sections={"other": text}))["问题和其他事项"]
    assert "".join(str(c.value) for c in sheet["A"] if c.value).endswith(text)


def test_text_of_a_cell_that_is_no_number_stays() -> None:
    odd = Cell(value=None, kind=CellKind.TEXT, raw="约十件")
    report = busy_report().replace_cells({"requests.new.total": odd})
    assert book(report)["表三"].cell(5, 10).value == "约十件"
