"""Markdown: headings, tables a reader can align, text that is never markup."""

from __future__ import annotations

import re

import pytest

from assistant.core.numbers import read_cell
from assistant.core.report import Report
from assistant.export import export_report
from tests.export.samples import FULL, HURT, TRIAL
from tests.support.reports import busy_report


def lines(report: Report) -> list[str]:
    return export_report(report, format="md").decode().split("\n")


def rows(report: Report) -> list[list[str]]:
    return [
        [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        for line in lines(report)
        if line.startswith("|") and "---" not in line
    ]


def test_headings() -> None:
    assert [line for line in lines(FULL) if line.startswith("#")] == [
        "# 示例市自然资源和规划局2025年政府信息公开工作年度报告",
        "## 一、总体情况",
        "## 二、主动公开政府信息情况",
        "### 第二十条第（一）项",
        "### 第二十条第（五）项",
        "### 第二十条第（六）项",
        "### 第二十条第（八）项",
        "## 三、收到和处理政府信息公开申请情况",
        "## 四、政府信息公开行政复议、行政诉讼情况",
        "## 五、存在的主要问题及改进情况",
        "## 六、其他需要报告的事项",
    ]


def test_every_table_has_a_rule_after_its_first_row_and_even_rows() -> None:
    text = export_report(FULL, format="md").decode()
    tables = [block.split("\n") for block in text.split("\n\n") if block.startswith("|")]
    assert [len(table) for table in tables] == [4, 3, 4, 3, 29, 5]
    for table in tables:
        assert re.fullmatch(r"\|(?: --- \|)+", table[1])
        assert {line.count("|") for line in table} == {table[1].count("|")}


@pytest.mark.parametrize("report", [FULL, TRIAL], ids=["2021", "2019"])
def test_a_label_stands_directly_before_its_values(report: Report) -> None:
    wide = [row for row in rows(report) if len(row) == 10][3:]
    table = report.form.table("requests")
    assert [row[2] for row in wide] == [r.label for r in table.rows]
    for row, planned in zip(wide, table.rows, strict=True):
        cells = [report.cell(f"requests.{planned.id}.{column.id}") for column in planned.columns]
        assert row[3:] == [cell.raw for cell in cells if cell]


def test_a_merged_heading_is_written_once() -> None:
    texts = [cell for row in rows(FULL) for cell in row]
    for heading in (
        "三、本年度办理结果",
        "（三）不予公开",
        "申请人情况",
        "法人或其他组织",
        "行政诉讼",
        "复议后起诉",
    ):
        assert texts.count(heading) == 1


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("# 不是标题", r"\# 不是标题"),
        ("#话题#", "#话题#"),
        ("> 不是引文", r"\> 不是引文"),
        ("- 不是列表", r"\- 不是列表"),
        ("1. 不是列表", r"1\. 不是列表"),
        ("1.不是列表", "1.不是列表"),
        ("2025年", "2025年"),
        ("---", r"\---"),
        ("甲|乙", r"甲\|乙"),
        ("**重点**", r"\*\*重点\*\*"),
        ("a_b `c` ~~d~~", r"a\_b \`c\` \~\~d\~\~"),
        ("<b>粗</b>", r"\<b>粗\</b>"),
        ("[文](x)", r"\[文](x)"),
        ("甲&amp;乙 & 丙", r"甲\&amp;乙 & 丙"),
        ("反\\斜", r"反\\斜"),
    ],
)
def test_text_is_never_markup(text: str, written: str) -> None:
    assert written in lines(busy_report(sections={"other": text}))


def test_pipes_and_newlines_in_a_cell_do_not_break_the_table() -> None:
    cell = read_cell("0").model_copy(update={"raw": "1|2\n3"})
    report = busy_report().replace_cells({"requests.new.natural_person": cell})
    row = next(row for row in rows(report) if "一、本年新收政府信息公开申请数量" in row)
    assert row[3] == r"1\|2 3"
    assert len(row) == 10


def test_missing_and_doubtful_cells_are_named_below_the_table() -> None:
    remarks = [line for line in lines(HURT) if line.startswith("> ")]
    assert len(remarks) == 4
    assert (
        remarks[2] == "> 【待核对：下列数字是读表时推断的，请与原表核对：表三“（一）予以公开”的“商业企业”。】"
    )
    assert [cell for row in rows(HURT) for cell in row].count("【缺】") == 2
