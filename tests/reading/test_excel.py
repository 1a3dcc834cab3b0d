"""Spreadsheets through `read_xlsx` and `read_spreadsheet`."""

import datetime
import io
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

from assistant.errors import InputError
from assistant.reading import excel, spreadsheet_child
from assistant.reading.blocks import MAX_GRID_ROWS, Grid
from assistant.reading.excel import read_spreadsheet, read_xlsx
from tests.support import pace
from tests.support.files import rows_of, shown, xlsx_bytes, zip_bytes


def saved(workbook):
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def book(rows, **formats):
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.active.append(row)
    for place, code in formats.items():
        workbook.active[place].number_format = code
    return workbook


def one_cell(value, code="General"):
    (grid,) = read_xlsx(saved(book([[value]], A1=code))).blocks
    return grid.cells[0].text


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (65, "General", "65"),
        (65.0, "General", "65"),
        (0, "General", "0"),
        (-3, "0", "-3"),
        (0.1 + 0.2, "General", "0.3"),
        (769.5976, "0.00", "769.5976"),
        (1234567, "#,##0", "1234567"),
        (12345678901, "General", "12345678901"),
        (1e21, "General", "1000000000000000000000"),
        (12, '0"件"', "12"),
        (0.125, "0.0%", "12.5%"),
        (0.07, "0%", "7%"),
        (1.1, "0.00%", "110%"),
        (True, "General", "TRUE"),
        (False, "General", "FALSE"),
        ("/", "General", "/"),
        ("0012", "@", "0012"),
        ("1,234", "General", "1,234"),
        ("商业\n企业", "General", "商业\n企业"),
        (datetime.date(2024, 12, 31), "yyyy-mm-dd", "2024-12-31"),
        (datetime.datetime(2024, 12, 31, 8, 30), 'yyyy"年"m"月"d"日" h:mm', "2024-12-31 08:30:00"),
        (datetime.time(8, 30), "h:mm", "08:30:00"),
        (45657, "General", "45657"),
        (1, "yyyy-mm-dd", "1900-01-01"),
        ("#REF!", "General", "#REF!"),
    ],
)
def test_cells_as_people_see_them(value, code, text):
    assert one_cell(value, code) == text


@pytest.mark.parametrize(
    ("code", "scaled"),
    [
        ('0!.0,"万"', True),
        ("0.0,", True),
        (r"0\.0000", True),
        ('0"."0000', True),
        ("#,##0", False),
        ("#,##0.00_ ", False),
    ],
)
def test_a_format_that_shows_another_magnitude_is_not_taken_for_a_number(code, scaled):
    opened = read_xlsx(saved(book([["收费金额", 7695976]], B1=code)))
    text = opened.blocks[0].cells[1].text
    assert (text == "7695976") is not scaled
    assert [p.code for p in opened.problems] == ["READ-SCALED-FORMAT"] * scaled


def test_merged_cells_blanks_and_trimming():
    workbook = book([["甲", None, "乙"], [None, None, 1], [None, None, None], ["丙", 0, "  "]])
    sheet = workbook.active
    sheet.merge_cells("A1:B2")
    sheet["H60"].number_format = "0.00"  # a formatted blank, as left behind everywhere
    sheet.merge_cells("F50:G51")
    assert shown(read_xlsx(saved(workbook)).blocks) == [
        {(0, 0): ("甲", 2, 2), (0, 2): "乙", (1, 2): "1", (3, 0): "丙", (3, 1): "0", (3, 2): "  "}
    ]


def test_what_lies_under_a_merged_cell_is_not_seen():
    cells = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>9</v></c><c r="C1"><v>2</v></c></row>'
    data = xlsx_bytes(f'<sheetData>{cells}</sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells>')
    assert shown(read_xlsx(data).blocks) == [{(0, 0): ("1", 1, 2), (0, 2): "2"}]


def test_a_formula_without_a_result_is_no_blank():
    opened = read_xlsx(saved(book([["总计", "=SUM(B2:G2)"], ["空", '=""']])))
    assert rows_of(opened.blocks[0]) == [["总计", "=SUM(B2:G2)"], ["空", '=""']]
    (problem,) = opened.problems
    assert (problem.code, problem.severity) == ("READ-FORMULA", "warning")
    assert "Sheet!B1" in problem.message
    assert "保存一次" in problem.message


def test_formulas_with_results_read_as_their_results():
    cells = (
        '<row r="1"><c r="A1"><f>B1+1</f><v>12</v></c><c r="B1" t="str"><f>IF(1,"","")</f><v></v></c>'
        '<c r="C1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="D1" t="str"><f>"件"</f><v>件</v></c></row>'
    )
    opened = read_xlsx(xlsx_bytes(f"<sheetData>{cells}</sheetData>"))
    assert (rows_of(opened.blocks[0]), opened.problems) == ([["12", "", "#DIV/0!", "件"]], ())


@pytest.mark.parametrize("first", ["<v>1</v>", ""])
def test_a_formula_filled_down_names_its_first_cell(first):
    cells = (
        f'<row r="1"><c r="A1"><f t="shared" si="0" ref="A1:A2">B1*2</f>{first}</c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/></c></row>'
    )
    opened = read_xlsx(xlsx_bytes(f"<sheetData>{cells}</sheetData>"))
    assert opened.blocks[0].cells[1].text == "=（与表1!A1同一公式）"


def test_cells_without_addresses_and_inline_strings():
    cells = '<row><c><v>1</v></c><c t="inlineStr"><is><r><t>商业</t></r><r><t>企业</t></r></is></c></row><row><c><v>2</v></c></row>'
    assert rows_of(read_xlsx(xlsx_bytes(f"<sheetData>{cells}</sheetData>")).blocks[0]) == [
        ["1", "商业企业"],
        ["2", ""],
    ]


def test_shared_strings_without_their_phonetic_guides():
    strings = ["<t>公_x000D_开</t>", "<r><t>甲</t></r><rPh><t>jia</t></rPh>"]
    cells = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"/></row>'
    data = xlsx_bytes(f"<sheetData>{cells}</sheetData>", strings=strings)
    assert rows_of(read_xlsx(data).blocks[0]) == [["公\n开", "甲"]]


@pytest.mark.parametrize(
    ("number", "text"), [("60", "1900-02-28"), ("99999999999", "99999999999"), ("x", "x")]
)
def test_odd_stored_values(number, text):
    styles = '<cellXfs><xf numFmtId="14"/></cellXfs>'
    data = xlsx_bytes(
        f'<sheetData><row r="1"><c r="A1" s="0"><v>{number}</v></c></row></sheetData>', styles=styles
    )
    assert rows_of(read_xlsx(data).blocks[0]) == [[text]]


def test_several_sheets_and_hidden_ones():
    workbook = book([["规章", 1]])
    workbook.active.title = "主动公开"
    workbook.create_sheet("空表")
    workbook.create_sheet("依申请").append(["新收", 2])
    hidden = workbook.create_sheet("底稿")
    hidden.append([99])
    hidden.sheet_state = "veryHidden"
    opened = read_xlsx(saved(workbook))
    assert shown(opened.blocks) == [
        "主动公开", {(0, 0): "规章", (0, 1): "1"}, "依申请", {(0, 0): "新收", (0, 1): "2"}
    ]  # fmt: skip
    (problem,) = opened.problems
    assert (problem.code, problem.severity) == ("READ-HIDDEN-SHEET", "info")
    assert "“底稿”" in problem.message


def test_hidden_rows_and_columns_are_read():
    workbook = book([["甲", 1], ["乙", 2]])
    workbook.active.row_dimensions[2].hidden = True
    workbook.active.column_dimensions["B"].hidden = True
    assert rows_of(read_xlsx(saved(workbook)).blocks[0]) == [["甲", "1"], ["乙", "2"]]


def test_a_sheet_that_claims_a_million_rows_is_cut_and_says_so():
    rows = "".join(
        f'<row r="{r}"><c r="A{r}"><v>1</v></c></row>'
        for r in (1, 2, MAX_GRID_ROWS, MAX_GRID_ROWS + 1, 1048576)
    )
    data = xlsx_bytes(
        f'<dimension ref="A1:XFD1048576"/><sheetData>{rows}</sheetData>'
        '<mergeCells><mergeCell ref="A1:XFD1048576"/><mergeCell ref="B2"/></mergeCells>'
    )
    with pace.measured() as spent:
        opened = read_xlsx(data)
    assert spent.seconds < 2
    assert [p.code for p in opened.problems] == ["READ-TOO-LONG"]
    assert shown(opened.blocks) == [{(0, 0): ("1", MAX_GRID_ROWS, 1)}]


def test_columns_beyond_the_limit_are_cut_and_say_so():
    opened = read_xlsx(saved(book([[1], *([] for _ in range(3))], XFD1="0")))
    assert opened.problems == ()
    workbook = book([[1]])
    workbook.active["XFD1"] = 2
    opened = read_xlsx(saved(workbook))
    assert shown(opened.blocks) == [{(0, 0): "1"}]
    assert [p.code for p in opened.problems] == ["READ-TOO-LONG"]


def test_dates_since_1904():
    workbook = book([[datetime.date(2024, 1, 5)]], A1="yyyy-mm-dd")
    workbook.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    assert rows_of(read_xlsx(saved(workbook)).blocks[0]) == [["2024-01-05"]]


def test_a_sheet_in_utf_16_keeps_its_merged_cells():
    part = (
        '<?xml version="1.0" encoding="utf-16"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/'
        'main"><sheetData><row r="1"><c r="A1"><v>1</v></c><c r="C1"><v>2</v></c></row></sheetData>'
        '<mergeCells><mergeCell ref="A1:B1"/></mergeCells></worksheet>'
    )
    with zipfile.ZipFile(io.BytesIO(xlsx_bytes("<sheetData/>"))) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    data = zip_bytes({**parts, "xl/sheets/sheet1.xml": part.encode("utf-16")})
    assert shown(read_xlsx(data).blocks) == [{(0, 0): ("1", 1, 2), (0, 2): "2"}]


@pytest.mark.parametrize(
    "sheet",
    [
        "<sheetData><row r='1'><c r='A1' t='s'><v>5</v></c></row></sheetData>",
        "<sheetData><row r='一'><c/></row></sheetData>",
        "<sheetData><row",
    ],
)
def test_a_broken_sheet_is_refused(sheet):
    with pytest.raises(InputError, match="已损坏"):
        read_xlsx(xlsx_bytes(sheet))


def test_an_ordinary_file_is_read_quickly():
    data = saved(book([["项目", *range(9)]] * 80))
    with pace.measured() as spent:
        (grid,) = read_xlsx(data).blocks
    assert spent.seconds < 0.5  # measured 0.02; the bound only catches a change of order
    assert isinstance(grid, Grid)
    assert len(grid.cells) == 800


# --- .xls, .xlsb, .ods: calamine in a child process. It reads .xlsx the same way, so that stands in for them here ---


def test_the_child_gives_the_same_as_our_own_reader():
    workbook = book(
        [["规章", 65, 0.5, 1.25], [None, "/", True, datetime.date(2024, 12, 31)]], D2="yyyy-mm-dd"
    )
    workbook.active.merge_cells("A1:A2")
    workbook.create_sheet("底稿").sheet_state = "hidden"
    data = saved(workbook)
    ours, theirs = read_xlsx(data), read_spreadsheet(data)
    assert shown(theirs.blocks) == shown(ours.blocks)
    assert theirs.problems == ours.problems


def test_the_child_inside_this_process():
    workbook = book(
        [[datetime.datetime(2024, 12, 31, 8, 30), datetime.date(2024, 12, 31), "甲", datetime.time(8, 30)]]
    )
    workbook.create_chartsheet("图")
    workbook.create_sheet("底稿").sheet_state = "hidden"
    assert spreadsheet_child.read(saved(workbook), 10, 3) == [
        {
            "name": "Sheet",
            "hidden": False,
            "cut": True,
            "merged": [],
            "rows": [["2024-12-31 08:30:00", "2024-12-31", "甲"]],
        },
        {"name": "底稿", "hidden": True},
    ]


def test_the_child_as_a_program():
    program = Path(spreadsheet_child.__file__)
    command = [sys.executable, "-I", str(program), "2048", "5", "5"]
    done = subprocess.run(command, input=saved(book([[1]])), capture_output=True, check=True)
    assert done.stdout == b'[{"name": "Sheet", "hidden": false, "rows": [[1.0]], "merged": [], "cut": false}]'


def test_a_cell_in_the_last_corner_ends_the_child_and_not_us():
    workbook = book([[1]])
    workbook.active["XFD1048576"] = 2
    with pytest.raises(InputError, match="另存为"):
        read_spreadsheet(saved(workbook))


def test_a_child_that_takes_too_long_is_ended(monkeypatch):
    monkeypatch.setattr(excel, "CHILD_SECONDS", 0.001)
    with pytest.raises(InputError, match="另存为"):
        read_spreadsheet(saved(book([[1]])))


@pytest.mark.parametrize("value", [True, False])
def test_truth_values_from_the_child(value):
    assert rows_of(read_spreadsheet(saved(book([[value]]))).blocks[0]) == [[str(value).upper()]]
