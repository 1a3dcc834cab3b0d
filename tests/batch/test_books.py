"""What is written: every row is there, text is never a formula nor markup, totals show where they come from."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest
from lxml import html

from assistant.batch import Means, RollupWishes, rollup
from assistant.batch.families import FAMILIES
from assistant.batch.values import STATE_NAMES
from assistant.core.template import T2021
from tests.batch.helpers import put


def table(sheet, head: str) -> list[dict[str, object]]:
    """The rows below the heading that begins with `head`, as dictionaries."""
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    start = next(n for n, row in enumerate(rows) if row[0] == head)
    return [dict(zip(rows[start], row, strict=True)) for row in rows[start + 1 :]]


def no_formula(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    with zipfile.ZipFile(path) as archive:
        assert not [n for n in archive.namelist() if b"<f>" in archive.read(n)]


def test_the_summary_has_every_file_and_every_finding(messy):
    book = openpyxl.load_workbook(messy.output)
    assert book.sheetnames == ["汇总", "问题明细", "没有读出的文件"]
    rows = table(book["汇总"], "单位")
    assert [row["文件"] for row in rows] == [row.file for row in messy.result.rows]
    for written, row in zip(rows, messy.result.rows, strict=True):
        assert written["情况"] == STATE_NAMES[row.state]
        assert written["错误"] == (row.errors if row.checked else None)
        assert {f: written[f] for f in FAMILIES if written[f]} == row.families
    top = [row[0] for row in book["汇总"].iter_rows(max_row=4, values_only=True)]
    assert messy.result.account in top[1]
    assert "示例县数据局" in top[2]
    told = [row["问题"] for row in table(book["问题明细"], "单位")]
    found = [f.message for row in messy.result.rows for f in row.findings]
    assert len(found) > 3
    assert all(any(line.startswith(message) for line in told) for message in found)
    unread = {row["文件"] for row in table(book["没有读出的文件"], "文件")}
    assert {"坏了.docx", "扫描件.png", "通知.txt", ".DS_Store"} <= unread
    no_formula(messy.output)


def test_the_page_is_self_contained_and_text_stays_text(messy):
    page = messy.output.with_suffix(".html")
    tree = html.fromstring(page.read_bytes())
    assert tree.xpath("//script | //img | //link | //iframe | //@src | //@onclick") == []
    assert "default-src 'none'" in tree.xpath("//meta[@http-equiv]/@content")[0]
    rows = tree.xpath("//table//tbody/tr")
    assert len(rows) == len(messy.result.rows)
    links = tree.xpath("//tbody//a/@href")
    assert links and all(tree.xpath(f"//details[@id='{link[1:]}']") for link in links)


def test_markup_in_names_is_shown_as_it_stands(tmp_path):
    from assistant.batch import check_folder

    put(tmp_path / "报来", "<b>&amp;.md", "<script>alert(1)</script>示例局")
    output = tmp_path / "汇总.xlsx"
    made = check_folder(tmp_path / "报来", output, means=Means(workers=1))
    tree = html.fromstring(output.with_suffix(".html").read_bytes())
    assert tree.xpath("//script") == []
    assert tree.xpath("//td[text()='<b>&amp;amp;.md']") or "<b>&amp;.md" in tree.text_content()
    assert made.rows[0].file == "<b>&amp;.md"


@pytest.fixture(scope="module")
def summed(tmp_path_factory):
    base = tmp_path_factory.mktemp("sum")
    folder, output = base / "报来", base / "汇总表.xlsx"
    put(folder, "a.md", "示例县教育局", changes={"proactive.fees.amount": "0.1"})
    put(folder, "=b.html", "=1+1示例局", changes={"proactive.fees.amount": "0.2", "requests.new.total": 24})
    put(folder, "c.md", "示例县民政局", changes={"proactive.fees.amount": "", "proactive.rules.issued": ""})
    (base / "名单.txt").write_text("示例县教育局\n示例县水利局\n", encoding="utf-8")
    wishes = RollupWishes(units=base / "名单.txt", name="示例县")
    return output, rollup(folder, output, wishes=wishes, means=Means(workers=1))


def test_the_sum_in_official_layout(summed):
    output, _ = summed
    book = openpyxl.load_workbook(output)
    assert book.sheetnames == ["汇总表", "分单位明细", "来源", "不平的单位", "缺报", "待核对的合计"]
    sheet = book["汇总表"]
    assert sheet["A1"].value == "示例县2024年政府信息公开工作年度报告汇总表"
    texts = [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert {"申请人情况", "一、本年新收政府信息公开申请数量", "行政复议", "本年制发件数"} <= set(texts)
    assert any("没有给出的单位不在其中" in text for text in texts)
    fees = next(cell for row in sheet.iter_rows() for cell in row if cell.value == 0.3)
    assert fees.fill.fgColor.rgb == "00FFFF00"
    assert len(sheet.merged_cells.ranges) > 30
    no_formula(output)


def test_every_total_is_the_sum_of_its_column(summed):
    output, result = summed
    sheet = openpyxl.load_workbook(output)["分单位明细"]
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    assert rows[3][2:] == list(T2021.addresses)
    assert [row[:2] for row in rows[5:]] == [[p.unit, p.file] for p in result.parts]
    totals = {t.address: t.value for t in result.totals}
    for column, address in enumerate(T2021.addresses, 2):
        numbers = [row[column] for row in rows[5:] if not isinstance(row[column], str)]
        assert round(sum(numbers), 6) == float(totals[address]) == float(rows[4][column]), address


def test_sources_the_unbalanced_the_missing_and_the_marked(summed):
    output, _ = summed
    book = openpyxl.load_workbook(output)
    assert {(r["单位"], r["情况"]) for r in table(book["来源"], "单位")} == {
        ("示例县教育局", "计入"), ("=1+1示例局", "计入"), ("示例县民政局", "计入"),
    }  # fmt: skip
    assert {r["单位"] for r in table(book["不平的单位"], "单位")} == {"=1+1示例局"}
    missing = table(book["缺报"], "单位")
    assert {"单位": "示例县水利局", "情况": "没有找到它的报告", "可能的文件": None} in missing
    marked = {r["格子"]: r["没有数的单位"] for r in table(book["待核对的合计"], "格子")}
    assert marked == {
        T2021.describe("proactive.fees.amount"): "示例县民政局（空）",
        T2021.describe("proactive.rules.issued"): "示例县民政局（空）",
    }
