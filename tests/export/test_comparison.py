"""A comparison as a page and as a workbook: nothing of the reports is markup or formula, differences carry signs."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lxml import html as lxml_html

from assistant import compare_reports
from assistant.core.comparison import Comparison
from assistant.core.report import Report
from assistant.errors import InputError
from assistant.export import export_comparison
from tests.comparing.support import LAST_WORDS, WORDS, last_year, this_year

BOTH = compare_reports(this_year(), last_year())
EVIL = "=cmd|' /C calc'!A0<script>alert(1)</script>&amp;\x1b[2J"


def page(comparison: Comparison = BOTH) -> Any:
    return lxml_html.fromstring(export_comparison(comparison, format="html"))


def book(comparison: Comparison = BOTH) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(export_comparison(comparison, format="xlsx")))


def rows(sheet: Any) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def evil(report: Report) -> Report:
    cells = {
        "requests.new.total": report.cell("requests.new.total").model_copy(
            update={"raw": EVIL, "value": None, "kind": "text"}
        )
    }  # type: ignore[union-attr]
    sections = {**report.sections, "overview": EVIL + "。", "other": f"-{report.year}+1。"}
    return report.replace_cells(cells).model_copy(update={"sections": sections, "unit": EVIL})


def test_both_years_stand_in_two_columns() -> None:
    table = page().xpath("//section[h2='一、总体情况']/table")[0]
    assert [th.text_content() for th in table.xpath(".//th")] == ["比较", "2024年", "2025年"]
    told = [[td.text_content() for td in tr.xpath("./td")] for tr in table.xpath("./tbody/tr")]
    assert ["改", "公开信息［326］条。", "公开信息［358］条。"] in told
    assert ["增", "", "新设老年人帮查窗口。"] in told
    assert ["同", "没有行政诉讼。", "没有行政诉讼。"] in told


def test_differences_are_marked_in_both_colours_and_signs() -> None:
    found = page()
    assert {e.text_content() for e in found.xpath("//tr[@class='changed']//del")} >= {"［326］"}
    assert {e.text_content() for e in found.xpath("//tr[@class='changed']//ins")} >= {"［358］"}
    style = found.xpath("//style")[0].text_content()
    assert re.search(r"\bdel \{[^}]*background[^}]*line-through", style)
    assert re.search(r"\bins \{[^}]*background[^}]*underline", style)


def test_changed_cells_come_first_and_the_others_fold_away() -> None:
    section = page().xpath("//section[starts-with(h2, '表三')]")[0]
    first, folded = section.xpath(".//table")
    assert first.xpath("./tbody/tr[1]/*")[0].text_content() == "一、本年新收政府信息公开申请数量"
    cells = [[td.text_content() for td in tr.xpath("./td")] for tr in first.xpath("./tbody/tr")]
    assert cells[1] == ["总计", "24", "23", "-1", "-4.2%"]
    assert folded.getparent().getparent().tag == "details"
    assert len(folded.xpath("./tbody/tr")) == 171


def test_the_page_needs_nothing_from_outside() -> None:
    source = export_comparison(BOTH, format="html").decode()
    assert "default-src 'none'" in source
    assert not re.search(r"<script|src=|href=|url\(|@import|https?:", source)


def test_nothing_of_the_reports_is_markup() -> None:
    comparison = compare_reports(evil(this_year()), evil(last_year(sections=WORDS)))
    source = export_comparison(comparison, format="html").decode()
    assert "<script" not in source and "\x1b" not in source
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;" in source


def test_the_workbook() -> None:
    found = book()
    assert found.sheetnames == ["说明", "有变化的数", "全部数据", "跨年衔接", "正文对照"]
    changed = rows(found["有变化的数"])
    assert changed[0] == ["表", "项目", "栏目", "2024年", "2025年", "增减", "增减率（%）", "比较"]
    assert changed[1] == ["表二", "行政规范性文件", "现行有效件数", 8, 9, 1, 12.5, "数不同"]
    assert (len(changed), found["全部数据"].max_row, found["跨年衔接"].max_row) == (6, 201, 10)
    assert ["一、总体情况", "改", "公开信息［326］条。", "公开信息［358］条。"] in rows(found["正文对照"])


def test_blank_stroke_and_missing_stay_apart_in_the_workbook() -> None:
    this = this_year(
        {"proactive.rules.issued": "", "proactive.rules.repealed": "/", "proactive.rules.in_force": None}
    )
    sheet = rows(book(compare_reports(this, last_year()))["有变化的数"])
    assert [row[3:] for row in sheet[1:4]] == [
        [0, "空", "—", "—", "填法不同"],
        [0, "/", "—", "—", "填法不同"],
        [0, "缺", "—", "—", "填法不同"],
    ]


def test_no_text_is_a_formula() -> None:
    found = book(compare_reports(evil(this_year()), evil(last_year())))
    texts = [
        cell for sheet in found for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)
    ]
    assert {cell.data_type for cell in texts} == {"s"}
    risky = [cell for cell in texts if cell.value[:1] in "=+-@"]
    assert len(risky) >= 3 and all(cell.quotePrefix for cell in risky)


def test_long_sentences_go_on_in_the_next_row() -> None:
    comparison = compare_reports(this_year(sections={"overview": "长" * 70_000}), last_year(sections={}))
    texts = [row[3] for row in rows(book(comparison)["正文对照"])[1:]]
    assert [len(text) for text in texts] == [32_000, 32_000, 6_000]


def test_a_number_too_long_for_excel_stays_whole() -> None:
    comparison = compare_reports(this_year({"requests.new.total": "12345678901234567890"}), last_year())
    row = next(r for r in rows(book(comparison)["有变化的数"]) if r[1].startswith("一、") and r[2] == "总计")
    assert row[4:6] == ["12345678901234567890", "12345678901234567866"]


@pytest.mark.parametrize("kind", ["xlsx", "html"])
def test_the_same_comparison_gives_the_same_bytes(kind: Any, tmp_path: Path) -> None:
    data = export_comparison(BOTH, tmp_path / f"对照.{kind}")
    assert (tmp_path / f"对照.{kind}").read_bytes() == data == export_comparison(BOTH, format=kind)


def test_what_was_not_compared_is_said() -> None:
    comparison = compare_reports(this_year(), last_year(year=2022, sections=LAST_WORDS))
    assert "中间隔了 2 年" in page(comparison).xpath("//ul[@class='notes']")[0].text_content()
    assert any("中间隔了 2 年" in str(row[0]) for row in rows(book(comparison)["说明"]))


@pytest.mark.parametrize("name", ["对照.pdf", "对照"])
def test_other_files_are_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="不能写成这种文件"):
        export_comparison(BOTH, tmp_path / name)
    with pytest.raises(InputError, match="不存在"):
        export_comparison(BOTH, tmp_path / "没有" / "对照.html")
