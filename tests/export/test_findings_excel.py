"""Findings as a list in Excel: what each row says, that nothing in it is a formula, and how it prints."""

from __future__ import annotations

import io
import re
from decimal import Decimal

import openpyxl
import pytest

from assistant.checking.prose import Prose
from assistant.core.findings import Finding
from assistant.errors import InputError
from assistant.export import export_findings
from tests.export.samples import FULL, HURT

HEADS = ["序号", "严重程度", "类别", "位置", "原文", "应为／建议", "说明", "依据", "状态"]


def sheet_of(findings, report=FULL, **options):
    made = export_findings(findings, report, format="xlsx", **options)
    return openpyxl.load_workbook(io.BytesIO(made.data)).worksheets[0]


def rows_of(sheet):
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def pointed(words, **details):
    prose = Prose(FULL.sections)
    passage = next(p for p, _ in prose.matches(re.compile(re.escape(words))))
    return prose.finding("TEXT-NUMBER", "error", passage, "与表三不符。", **details)


def test_a_passage_with_its_sentence_and_what_to_write():
    finding = pointed("23件", cells=("requests.new.total",), correction="24件", basis="表三")
    assert rows_of(sheet_of([finding])) == [
        HEADS,
        [
            1, "错误", "正文数字与表格",
            "第一部分“总体情况”第3段；表三“一、本年新收政府信息公开申请数量”的“总计”",
            "全年新收政府信息公开申请【23件】，上年结转2件。", "24件", "与表三不符。", "表三", "不符",
        ],
    ]  # fmt: skip


def test_a_cell_with_what_it_holds():
    cells = tuple(a for a in HURT.form.addresses if a.startswith("requests.new."))
    findings = [
        Finding(code="T3-ROW", severity="error", where=("requests.new.total", *cells), message="不等。",
                expected=Decimal("24.0"), found=Decimal(23)),
        Finding(code="T3-ROW", severity="warning", where=("requests.new.other_organization",), message="没法核对。",
                status="uncertain"),
        Finding(code="Y-CARRY", severity="warning", where=("previous.requests.carried_forward.total",), message="不等。",
                found=Decimal(3)),
        Finding(code="SECTION-TITLE", severity="info", where=("problems:0-0",), message="标题。", found="五、问题"),
        Finding(code="NEW-CODE", severity="info", where=(), message="新的。", correction=""),
    ]  # fmt: skip
    _, *rows = rows_of(sheet_of(findings, HURT))
    assert [row[1:6] for row in rows] == [
        ["错误", "表三行合计", rows[0][3], "23", "24"],
        ["提醒", "表三行合计", "表三“一、本年新收政府信息公开申请数量”的“其他”", None, None],
        ["提醒", "跨年结转", "上年报告表三“四、结转下年度继续办理”的“总计”", "3", None],
        ["说明", "章节标题", "第五部分“存在的主要问题及改进情况”", "五、问题", None],
        ["说明", "其他", None, None, "（删去）"],
    ]
    assert rows[0][3].startswith("表三“一、本年新收政府信息公开申请数量”的“总计”；")
    assert rows[0][3].endswith("等7处")
    assert [row[8] for row in rows] == ["不符", "缺数据，无法判定", "不符", "不符", "不符"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")'])
def test_no_text_is_a_formula(text):
    finding = Finding(
        code="TYPO", severity="info", where=("overview:0-1",), message=text, basis=text, correction=text
    )
    sheet = sheet_of([finding])
    for column in (6, 7, 8):
        cell = sheet.cell(2, column)
        assert (cell.data_type, cell.value.strip(), cell.quotePrefix) == ("s", text.strip(), True)


def test_characters_that_no_workbook_holds():
    finding = Finding(code="TYPO", severity="info", where=(), message="坏\x00字\x0b符" + "长" * 40_000)
    message = sheet_of([finding]).cell(2, 7).value
    assert message.startswith("坏字\n符长")
    assert len(message) == 32_000


def test_it_prints_on_a4_landscape_with_its_head_on_every_page():
    report = FULL.model_copy(update={"title": "示例市A&B局2025年政府信息公开工作年度报告"})
    sheet = sheet_of([pointed("23件")] * 90, report)
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$1:$1"
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:I91")
    assert "A&&B局" in sheet.oddHeader.center.text
    assert all(cell.alignment.wrap_text for row in sheet.iter_rows() for cell in row)


def test_rows_are_high_enough_for_their_text():
    long = Finding(code="TYPO", severity="info", where=(), message="说" * 200)
    sheet = sheet_of([long, pointed("23件")])
    assert sheet.row_dimensions[2].height > 10 * 13
    assert sheet.row_dimensions[3].height < 6 * 13


def test_no_findings_is_said():
    assert rows_of(sheet_of([]))[1][6] == "没有发现问题。"


def test_the_same_findings_give_the_same_bytes():
    first, second = (export_findings([pointed("23件")], FULL, format="xlsx").data for _ in range(2))
    assert first == second


def test_the_suffix_is_the_format(tmp_path):
    export_findings([pointed("23件")], FULL, tmp_path / "清单.XLSX")
    assert (tmp_path / "清单.XLSX").read_bytes()[:2] == b"PK"
    for name in ("清单.xls", "清单"):
        with pytest.raises(InputError, match="不能写成这种文件"):
            export_findings([], FULL, tmp_path / name)
    with pytest.raises(InputError, match="不能写成这种文件"):
        export_findings([], FULL)
