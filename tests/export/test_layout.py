"""The printed geometry is the official form's, and every cell of the form has one place in it."""

from __future__ import annotations

import doctest
from collections import Counter
from importlib import import_module

import pytest

from assistant.core.template import TEMPLATES
from assistant.export import layout

TABLES = [(version, table.id) for version, form in TEMPLATES.items() for table in form.tables]


@pytest.mark.parametrize(("version", "table_id"), TABLES)
def test_cells_cover_the_rectangle_once(version: str, table_id: str) -> None:
    table = layout(TEMPLATES[version], table_id)
    covered = Counter(
        (r, c)
        for cell in table.cells
        for r in range(cell.row, cell.row + cell.rowspan)
        for c in range(cell.column, cell.column + cell.colspan)
    )
    assert set(covered.values()) == {1}
    assert set(covered) == {(r, c) for r in range(table.row_count) for c in range(table.column_count)}
    for place in covered:
        cell = table.at(*place)
        assert cell.row <= place[0] < cell.row + cell.rowspan
        assert cell.column <= place[1] < cell.column + cell.colspan


@pytest.mark.parametrize("version", TEMPLATES)
def test_every_address_is_printed_once_and_in_the_forms_order(version: str) -> None:
    form = TEMPLATES[version]
    printed = [c.address for t in form.tables for c in layout(form, t.id).cells if c.address]
    assert printed == list(form.addresses)


@pytest.mark.parametrize(("version", "table_id"), TABLES)
def test_headings_have_text_and_values_an_address(version: str, table_id: str) -> None:
    for cell in layout(TEMPLATES[version], table_id).cells:
        assert bool(cell.text) == cell.header
        assert (cell.address is None) == cell.header


@pytest.mark.parametrize(
    ("version", "table_id", "rows", "columns", "header_rows"),
    [
        ("2021", "proactive", 14, 4, 0),
        ("2021", "requests", 28, 10, 3),
        ("2021", "disputes", 4, 15, 3),
        ("2019", "proactive", 18, 4, 0),
        ("2019", "requests", 26, 10, 3),
        ("2019", "disputes", 4, 15, 3),
    ],
)
def test_size_of_the_form(version: str, table_id: str, rows: int, columns: int, header_rows: int) -> None:
    table = layout(TEMPLATES[version], table_id)
    assert (table.row_count, table.column_count, table.header_rows) == (rows, columns, header_rows)


MERGES = [
    # version, table, row, column, rowspan, colspan, role, text
    ("2021", "proactive", 0, 0, 1, 4, "banner", "第二十条第（一）项"),
    ("2021", "proactive", 1, 0, 1, 1, "column", "信息内容"),
    ("2021", "proactive", 1, 3, 1, 1, "column", "现行有效件数"),
    ("2021", "proactive", 3, 0, 1, 1, "row", "行政规范性文件"),
    ("2021", "proactive", 5, 1, 1, 3, "column", "本年处理决定数量"),
    ("2021", "proactive", 7, 0, 1, 4, "banner", "第二十条第（六）项"),
    ("2021", "proactive", 12, 1, 1, 3, "column", "本年收费金额（单位：万元）"),
    ("2019", "proactive", 7, 0, 1, 1, "row", "其他对外管理服务事项"),
    ("2019", "proactive", 13, 2, 1, 2, "column", "本年增/减"),
    ("2019", "proactive", 15, 0, 1, 4, "banner", "第二十条第（九）项"),
    (
        "2021",
        "requests",
        0,
        0,
        3,
        3,
        "corner",
        "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）",
    ),
    ("2021", "requests", 0, 3, 1, 7, "column", "申请人情况"),
    ("2021", "requests", 1, 3, 2, 1, "column", "自然人"),
    ("2021", "requests", 1, 4, 1, 5, "column", "法人或其他组织"),
    ("2021", "requests", 1, 9, 2, 1, "column", "总计"),
    ("2021", "requests", 3, 0, 1, 3, "row", "一、本年新收政府信息公开申请数量"),
    ("2021", "requests", 5, 0, 22, 1, "row", "三、本年度办理结果"),
    ("2021", "requests", 5, 1, 1, 2, "row", "（一）予以公开"),
    ("2021", "requests", 7, 1, 8, 1, "row", "（三）不予公开"),
    ("2021", "requests", 15, 1, 3, 1, "row", "（四）无法提供"),
    ("2021", "requests", 18, 1, 5, 1, "row", "（五）不予处理"),
    ("2021", "requests", 23, 1, 3, 1, "row", "（六）其他处理"),
    ("2021", "requests", 26, 1, 1, 2, "row", "（七）总计"),
    ("2021", "requests", 27, 0, 1, 3, "row", "四、结转下年度继续办理"),
    ("2019", "requests", 5, 0, 20, 1, "row", "三、本年度办理结果"),
    ("2019", "requests", 23, 1, 1, 2, "row", "（六）其他处理"),
    ("2021", "disputes", 0, 0, 1, 5, "column", "行政复议"),
    ("2021", "disputes", 0, 5, 1, 10, "column", "行政诉讼"),
    ("2021", "disputes", 1, 5, 1, 5, "column", "未经复议直接起诉"),
    ("2021", "disputes", 1, 10, 1, 5, "column", "复议后起诉"),
    ("2021", "disputes", 1, 0, 2, 1, "column", "结果维持"),
    ("2021", "disputes", 2, 14, 1, 1, "column", "总计"),
]


@pytest.mark.parametrize(
    ("version", "table_id", "row", "column", "rowspan", "colspan", "role", "text"), MERGES
)
def test_merges_of_the_form(
    version: str, table_id: str, row: int, column: int, rowspan: int, colspan: int, role: str, text: str
) -> None:
    cell = layout(TEMPLATES[version], table_id).at(row, column)
    assert (cell.row, cell.column) == (row, column)
    assert (cell.rowspan, cell.colspan, cell.role, cell.text) == (rowspan, colspan, role, text)


def test_row_labels_stand_directly_before_their_values() -> None:
    table = layout(TEMPLATES["2021"], "requests")
    for row in list(table.rows())[table.header_rows :]:
        values = [cell for cell in row if not cell.header]
        label = table.at(row[0].row, values[0].column - 1)
        assert len(values) == 7
        assert label.role == "row"
        assert label.rowspan == 1


@pytest.mark.parametrize(
    ("table_id", "row", "column", "scope"),
    [
        ("proactive", 0, 0, "colgroup"),
        ("proactive", 1, 1, "col"),
        ("proactive", 2, 0, "row"),
        ("proactive", 2, 1, None),
        ("requests", 0, 0, None),
        ("requests", 0, 3, "colgroup"),
        ("requests", 5, 0, "rowgroup"),
        ("requests", 5, 1, "row"),
    ],
)
def test_scope_of_headings(table_id: str, row: int, column: int, scope: str | None) -> None:
    assert layout(TEMPLATES["2021"], table_id).at(row, column).scope == scope


def test_no_other_table() -> None:
    with pytest.raises(KeyError):
        layout(TEMPLATES["2021"], "fees")


def test_the_example_of_the_docstring_runs() -> None:
    results = doctest.testmod(import_module("assistant.export.layout"))
    assert results.attempted == 4
    assert results.failed == 0
