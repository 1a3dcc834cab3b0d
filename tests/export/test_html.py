"""The page: self-contained, escaped, and its tables told to screen readers."""

from __future__ import annotations

import re

import pytest
from lxml import html

from assistant.core.numbers import read_cell
from assistant.core.report import Report
from assistant.export import export_report, layout
from tests.export.samples import FULL, HURT, TRIAL
from tests.support.reports import busy_report


def page(report: Report) -> html.HtmlElement:
    return html.document_fromstring(export_report(report, format="html").decode())


def test_nothing_outside_is_asked_for() -> None:
    text = export_report(FULL, format="html").decode()
    assert not re.search(r"\b(?:src|href|url)\b\s*[=(]|@import|https?:|<script|<link|<img|<iframe", text)
    policy = page(FULL).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy == ["default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"]


def test_title_language_and_outline() -> None:
    root = page(FULL)
    assert root.get("lang") == "zh-CN"
    assert root.findtext(".//title") == "示例市自然资源和规划局2025年政府信息公开工作年度报告"
    assert [s.text for s in root.xpath("//h1/span")] == [
        "示例市自然资源和规划局",
        "2025年政府信息公开工作年度报告",
    ]
    assert [h.text for h in root.iter("h2")][::5] == ["一、总体情况", "六、其他需要报告的事项"]
    for table in root.iter("table"):
        labelled = table.get("aria-labelledby")
        assert root.get_element_by_id(labelled).tag == "h2"


ATTACK = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&amp;</td></title></style>"


def test_nothing_of_the_report_is_markup() -> None:
    fields = {
        "unit": ATTACK,
        "title": ATTACK,
        "sections": dict.fromkeys(("preface", "overview", "problems"), ATTACK),
    }
    report = busy_report(**fields).replace_cells({"requests.new.total": read_cell(ATTACK)})
    root = page(report)
    assert not root.xpath("//script | //img")
    assert root.findtext(".//title") == ATTACK
    assert [p.text_content() for p in root.iter("p")] == [ATTACK] * 3
    assert [td.text for td in root.iter("td") if td.text and "script" in td.text] == [ATTACK]
    marked = page(busy_report(sections={"other": f"【待补充：{ATTACK}】（一）{ATTACK}"}))
    assert marked.findtext(".//mark") == f"【待补充：{ATTACK}】"


@pytest.mark.parametrize("report", [FULL, TRIAL], ids=["2021", "2019"])
@pytest.mark.parametrize("table_id", ["proactive", "requests", "disputes"])
def test_tables_have_the_forms_cells_spans_and_scopes(report: Report, table_id: str) -> None:
    rows = page(report).get_element_by_id(table_id).xpath(".//tr")
    geometry = layout(report.form, table_id)
    assert len(rows) == geometry.row_count
    for row, planned in zip(rows, geometry.rows(), strict=True):
        for cell, plan in zip(row, planned, strict=True):
            assert cell.tag == ("th" if plan.header else "td")
            assert int(cell.get("rowspan", 1)) == plan.rowspan
            assert int(cell.get("colspan", 1)) == plan.colspan
            assert cell.get("scope") == plan.scope
            if plan.address is None:
                assert cell.text_content() == plan.text
            else:
                found = report.cell(plan.address)
                assert found is not None
                assert cell.text_content() == found.raw


def test_heading_rows_are_a_table_head() -> None:
    root = page(FULL)
    assert [
        len(root.get_element_by_id(t).xpath(".//thead/tr")) for t in ("proactive", "requests", "disputes")
    ] == [0, 3, 3]


def test_missing_and_doubtful_cells_are_seen() -> None:
    root = page(HURT)
    assert [td.text for td in root.xpath("//td[@class='missing']")] == ["【缺】", "【缺】"]
    doubtful = root.xpath("//td[@class='doubtful']")
    assert [(td.text, td.get("title")) for td in doubtful] == [("2", "读表时推断的数，请与原表核对")] * 2
    assert len(root.xpath("//p[@class='remark']/mark")) == 4


def test_gaps_and_run_in_titles() -> None:
    root = page(FULL)
    assert [m.text for m in root.xpath("//p/mark")] == [
        "【待补充：今年有没有组织培训？】",
        "【建议核实：无法提供5件。】",
    ]
    assert [s.text for s in root.xpath("//span[@class='lead']")] == [
        "（一）主动公开。", "（二）依申请公开。", "（五）监督保障。",
    ]  # fmt: skip
