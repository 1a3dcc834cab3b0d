"""The Word file: what GB/T 9704-2012 asks for, seen in its XML and through python-docx."""

from __future__ import annotations

import zipfile
from io import BytesIO
from itertools import pairwise
from typing import Any

import docx
import pytest
from lxml import etree

from assistant.core.report import Report
from assistant.export import Options, export_report, layout
from assistant.export.fonts import FONTS
from tests.export.samples import FULL, HURT, QUIET, REPORTS, TRIAL
from tests.support import pace
from tests.support.reports import busy_report

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXT_WIDTH = 8845
TABLES = ("proactive", "requests", "disputes")


def parts(report: Report, **options: Any) -> dict[str, Any]:
    data = export_report(report, format="docx", options=Options(**options))
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: etree.fromstring(archive.read(name)) for name in archive.namelist()}


def body(report: Report, **options: Any) -> Any:
    return parts(report, **options)["word/document.xml"][0]


def text_of(element: Any) -> str:
    return "".join(t.text or "" for t in element.iter(f"{W}t"))


def attribute(element: Any, path: str, name: str = "val") -> str | None:
    found = element.find("/".join(f"{W}{step}" for step in path.split("/")))
    return None if found is None else found.get(f"{W}{name}")


def style(report: Report, style_id: str) -> Any:
    styles = parts(report)["word/styles.xml"]
    return next(s for s in styles.iter(f"{W}style") if s.get(f"{W}styleId") == style_id)


# --- page ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("compact", "top", "bottom"), [(False, 37, 35), (True, 34.58, 32.58)])
def test_paper_margins_and_grid(compact: bool, top: float, bottom: float) -> None:
    section = body(FULL, compact_margins=compact).find(f"{W}sectPr")
    margins = {k: int(v) / 1440 * 25.4 for k, v in section.find(f"{W}pgMar").attrib.items()}
    assert margins[f"{W}top"] == pytest.approx(top, abs=0.02)
    assert margins[f"{W}bottom"] == pytest.approx(bottom, abs=0.02)
    assert margins[f"{W}left"] == pytest.approx(28, abs=0.02)
    assert margins[f"{W}right"] == pytest.approx(26, abs=0.02)
    assert 24 <= margins[f"{W}footer"] <= 24.5
    assert (section.find(f"{W}pgSz").get(f"{W}w"), section.find(f"{W}pgSz").get(f"{W}h")) == (
        "11906",
        "16838",
    )
    assert attribute(section, "docGrid", "type") == "lines"
    assert attribute(section, "docGrid", "linePitch") == "579"


@pytest.mark.parametrize(
    ("style_id", "font", "half_points", "line", "tracking"),
    [
        ("Title", "方正小标宋简体", "44", "700", "0"),
        ("Heading1", "黑体", "32", "579", "-5"),
        ("BodyText", "仿宋_GB2312", "32", "579", "-5"),
        ("Footer", "宋体", "28", "240", "0"),
        ("TableText", "宋体", "21", "240", "0"),
    ],
)
def test_type_of_each_style(style_id: str, font: str, half_points: str, line: str, tracking: str) -> None:
    found = style(FULL, style_id)
    assert attribute(found, "rPr/rFonts", "eastAsia") == font
    assert attribute(found, "rPr/sz") == half_points
    assert attribute(found, "pPr/spacing", "line") == line
    assert attribute(found, "pPr/spacing", "lineRule") == ("auto" if line == "240" else "exact")
    assert attribute(found, "rPr/spacing") == tracking


def test_body_is_indented_by_characters_and_table_text_is_off_the_grid() -> None:
    assert attribute(style(FULL, "BodyText"), "pPr/ind", "firstLineChars") == "200"
    assert attribute(style(FULL, "TableText"), "pPr/snapToGrid") == "0"


def test_page_numbers_stand_outside() -> None:
    files = parts(FULL)
    assert files["word/settings.xml"].find(f"{W}evenAndOddHeaders") is not None
    references = {
        r.get(f"{W}type"): r.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id")
        for r in files["word/document.xml"].iter(f"{W}footerReference")
    }
    targets = {r.get("Id"): r.get("Target") for r in files["word/_rels/document.xml.rels"]}
    for kind, side, indent in (("default", "right", "rightChars"), ("even", "left", "leftChars")):
        footer = files[f"word/{targets[references[kind]]}"]
        assert text_of(footer) == "— 1 —"
        assert "".join(i.text for i in footer.iter(f"{W}instrText")).strip() == "PAGE"
        assert [f.get(f"{W}fldCharType") for f in footer.iter(f"{W}fldChar")] == ["begin", "separate", "end"]
        assert attribute(footer, "p/pPr/jc") == side
        assert attribute(footer, "p/pPr/ind", indent) == "100"


# --- fonts --------------------------------------------------------------------------------------


@pytest.mark.parametrize("profile", FONTS)
def test_every_run_names_its_font_four_times_and_no_theme(profile: str) -> None:
    files = parts(FULL, fonts=profile)
    known = {face.name for face in FONTS[profile].all()}  # type: ignore[index]
    runs = [r for name in files if name.startswith("word/") for r in files[name].iter(f"{W}r")]
    assert len(runs) > 250
    for run in runs:
        fonts = run.find(f"{W}rPr/{W}rFonts")
        names = {fonts.get(f"{W}{slot}") for slot in ("ascii", "hAnsi", "eastAsia", "cs")}
        assert len(names) == 1
        assert names <= known
        assert fonts.get(f"{W}hint") == "eastAsia"
        assert attribute(run, "rPr/lang", "eastAsia") == "zh-CN"
    for root in files.values():
        assert not [k for e in root.iter() for k in e.attrib if k.endswith(("Theme", "theme"))]
    assert {f.get(f"{W}name") for f in files["word/fontTable.xml"]} == known


def test_windows_has_no_small_title_song_so_the_title_is_bold() -> None:
    title = body(FULL, fonts="windows").find(f"{W}p")
    assert attribute(title, "r/rPr/rFonts", "eastAsia") == "宋体"
    assert title.find(f"{W}r/{W}rPr/{W}b") is not None
    assert body(FULL).find(f"{W}p/{W}r/{W}rPr/{W}b") is None


# --- text ---------------------------------------------------------------------------------------


def test_python_docx_sees_the_report_in_order() -> None:
    document = docx.Document(BytesIO(export_report(FULL, format="docx")))
    headings = [p.text for p in document.paragraphs if p.style and p.style.name == "Heading 1"]
    assert headings == [
        "一、总体情况",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
        "六、其他需要报告的事项",
    ]
    words = [p.text for p in document.paragraphs if p.style and p.style.name == "Body Text"]
    assert words == [line for text in FULL.sections.values() for line in text.split("\n")]
    assert len(document.tables) == 3


@pytest.mark.parametrize(
    ("fields", "lines"),
    [
        ({}, ["示例市自然资源和规划局", "2025年政府信息公开工作年度报告"]),
        ({"unit": "示例镇"}, ["示例镇2025年政府信息公开工作年度报告"]),
        ({"unit": None}, ["2025年政府信息公开工作年度报告"]),
        (
            {"title": "示例市自然资源和规划局关于2025年政府信息公开工作年度报告", "unit": None},
            ["示例市自然资源和规划局", "关于2025年政府信息公开工作年度报告"],
        ),
        ({"title": "  示例镇 2025年\n年报 "}, ["示例镇 2025年 年报"]),
        ({"title": "关于印发示例市本级及所属各部门政府信息公开年度报告的通知"},
         ["关于印发示例市本级及所属各部门政府信息公开年度报告的通知"]),
    ],
)  # fmt: skip
def test_a_long_title_breaks_where_it_makes_sense(fields: dict[str, Any], lines: list[str]) -> None:
    document = docx.Document(BytesIO(export_report(busy_report(**fields), format="docx")))
    assert document.paragraphs[0].text.split("\n") == lines
    assert document.core_properties.title == "".join(lines)
    assert document.core_properties.author == ""


@pytest.mark.parametrize(
    ("text", "lead", "marked"),
    [
        ("（一）主动公开。全年65件。", "（一）主动公开。", ""),
        ("（十二）监督保障", "（十二）监督保障", ""),
        ("（一）今年，本局认真工作，没有问题。", "", ""),
        ("一是栏目更新不及时。", "", ""),
        ("（五）监督保障。【待补充：今年有没有培训？】", "（五）监督保障。", "【待补充：今年有没有培训？】"),
        ("（五）监督保障【待补充：几次？】", "", "【待补充：几次？】"),
        ("【建议核实：甲【待补充：乙】丙】丁【2021】5号", "", "【建议核实：甲【待补充：乙】丙】"),
        ("前【待补充：没有收尾", "", "【待补充：没有收尾"),
        ("【待补充：跨\n段】后", "", "【待补充：跨段】"),
        ("国办公开办函【2021】30号", "", ""),
        ("　【待补充：甲】　", "", "【待补充：甲】"),
    ],
)
def test_run_in_titles_and_gaps(text: str, lead: str, marked: str) -> None:
    runs = [
        run
        for p in body(busy_report(sections={"overview": text})).iter(f"{W}p")
        if attribute(p, "pPr/pStyle") == "BodyText"
        for run in p.iter(f"{W}r")
    ]
    assert (
        "".join(text_of(r) for r in runs if attribute(r, "rPr/rFonts", "eastAsia") == "楷体_GB2312") == lead
    )
    assert "".join(text_of(r) for r in runs if attribute(r, "rPr/highlight") == "yellow") == marked
    assert "".join(text_of(r) for r in runs) == text.replace("\n", "").strip()


def test_text_is_split_into_paragraphs_without_hand_made_indents() -> None:
    report = busy_report(sections={"overview": "　　第一段\r\n\r\n  第二段\u2028第三段\t后\x0b第四段"})
    document = docx.Document(BytesIO(export_report(report, format="docx")))
    words = [p.text for p in document.paragraphs if p.style and p.style.name == "Body Text"]
    assert words == ["第一段", "第二段", "第三段\t后", "第四段"]


@pytest.mark.parametrize("kind", ["docx", "html", "xlsx", "md"])
def test_characters_xml_forbids_do_not_crash(kind: str) -> None:
    nasty = "甲\x00\x01\x08\ud800\ufffe\uffff乙]]><&\"'\U0001f600"
    report = busy_report(unit=nasty, title=nasty, sections={"overview": nasty, "other": nasty})
    report = report.replace_cells(
        {"requests.new.total": report.cell("requests.new.total").model_copy(update={"raw": nasty})}  # type: ignore[union-attr]
    )
    assert "甲".encode() in export_report(report, format=kind) or kind in ("docx", "xlsx")  # type: ignore[arg-type]
    if kind == "docx":
        title = docx.Document(BytesIO(export_report(report, format="docx"))).paragraphs[0].text
        assert title == "甲乙]]><&\"'\U0001f600"


# --- tables -------------------------------------------------------------------------------------


@pytest.mark.parametrize("report", [FULL, TRIAL, HURT], ids=["2021", "2019", "hurt"])
@pytest.mark.parametrize("index", range(3))
def test_tables_are_merged_like_the_form_and_fit_the_page(report: Report, index: int) -> None:
    table = body(report).findall(f"{W}tbl")[index]
    geometry = layout(report.form, TABLES[index])
    grid = [int(c.get(f"{W}w")) for c in table.iter(f"{W}gridCol")]
    assert sum(grid) == TEXT_WIDTH == int(attribute(table, "tblPr/tblW", "w") or 0)
    assert attribute(table, "tblPr/tblLayout", "type") == "fixed"
    rows = table.findall(f"{W}tr")
    assert len(rows) == geometry.row_count
    for r, row in enumerate(rows):
        assert row.find(f"{W}trPr/{W}cantSplit") is not None
        assert (row.find(f"{W}trPr/{W}tblHeader") is not None) == (r < geometry.header_rows)
        c = 0
        for cell in row.findall(f"{W}tc"):
            planned = geometry.at(r, c)
            span = int(attribute(cell, "tcPr/gridSpan") or 1)
            merge = attribute(cell, "tcPr/vMerge")
            assert (planned.column, planned.colspan) == (c, span)
            assert merge == (None if planned.rowspan == 1 else "restart" if planned.row == r else "continue")
            assert attribute(cell, "tcPr/tcW", "w") == str(sum(grid[c : c + span]))
            assert attribute(cell, "tcPr/vAlign") == "center"
            if planned.row != r:
                assert not text_of(cell)
            elif planned.header:
                assert text_of(cell) == planned.text
            else:
                found = report.cell(planned.address or "")
                assert text_of(cell) == ("【缺】" if found is None else found.raw)
            c += span
        assert c == geometry.column_count


def test_headings_of_columns_are_centred_and_labels_begin_at_the_left() -> None:
    requests = body(FULL).findall(f"{W}tbl")[1]
    aligned = {text_of(c): attribute(c, "p/pPr/jc") for c in requests.iter(f"{W}tc")}
    assert attribute(style(FULL, "TableText"), "pPr/jc") == "center"
    assert aligned["申请人情况"] is None
    assert aligned["（三）不予公开"] is None
    assert aligned["1.属于国家秘密"] == "left"


def test_table_three_begins_a_page_and_the_others_hang_together() -> None:
    headings = [p for p in body(FULL).iter(f"{W}p") if attribute(p, "pPr/pStyle") == "Heading1"]
    broken = [text_of(p) for p in headings if p.find(f"{W}pPr/{W}pageBreakBefore") is not None]
    assert broken == ["三、收到和处理政府信息公开申请情况"]
    assert style(FULL, "Heading1").find(f"{W}pPr/{W}keepNext") is not None
    for index in (0, 2):
        rows = body(FULL).findall(f"{W}tbl")[index].findall(f"{W}tr")
        kept = [all(p.find(f"{W}pPr/{W}keepNext") is not None for p in row.iter(f"{W}p")) for row in rows]
        assert kept == [True] * (len(rows) - 1) + [False]


def test_missing_and_doubtful_cells_are_seen() -> None:
    shaded = [text_of(c) for c in body(HURT).iter(f"{W}tc") if attribute(c, "tcPr/shd", "fill") == "FFFF00"]
    assert shaded == ["【缺】", "【缺】", "2", "2"]
    remarks = [text_of(p) for p in body(HURT).iter(f"{W}p") if attribute(p, "pPr/pStyle") == "Remark"]
    assert remarks == [
        "【待核对：来源中没有这些格，已标“【缺】”，请补填：表二“行政许可”的“本年处理决定数量”。】",
        "【待核对：来源中没有这些格，已标“【缺】”，请补填：表三“一、本年新收政府信息公开申请数量”的“其他”。】",
        "【待核对：下列数字是读表时推断的，请与原表核对：表三“（一）予以公开”的“商业企业”。】",
        "【待核对：下列数字是读表时推断的，请与原表核对：表四“行政复议”的“总计”。】",
    ]
    assert not [p for p in body(FULL).iter(f"{W}p") if attribute(p, "pPr/pStyle") == "Remark"]


def test_many_marks_are_summed_up() -> None:
    addresses = [a for a in QUIET.form.addresses if a.startswith("requests.refused")]
    some = body(QUIET.replace_cells(dict.fromkeys(addresses)))
    assert text_of(some).count("等共56格") == 1
    everything = body(QUIET.replace_cells(dict.fromkeys(QUIET.form.addresses)))
    assert text_of(everything).count("来源中没有表三，标“【缺】”的各格都要补填") == 1
    assert text_of(everything).count("【缺】") == len(QUIET.form.addresses) + 3


@pytest.mark.parametrize(
    ("raw", "largest"), [("12", 21), ("12345", 21), ("1234567", 15), ("123456789012", 12)]
)
def test_a_long_number_is_set_smaller_and_not_broken(raw: str, largest: int) -> None:
    requests = body(busy_report({"requests.new.total": raw})).findall(f"{W}tbl")[1]
    run = next(r for r in requests.iter(f"{W}r") if text_of(r) == raw)
    assert 12 <= int(attribute(run, "rPr/sz") or 0) <= largest


# --- what Word insists on -----------------------------------------------------------------------

ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl snapToGrid spacing ind jc outlineLvl",
    "rPr": "rFonts b spacing sz szCs highlight lang",
    "tblPr": "tblW jc tblBorders tblLayout tblCellMar tblLook",
    "tcPr": "tcW gridSpan vMerge shd tcMar textDirection vAlign",
    "sectPr": "footerReference pgSz pgMar cols docGrid",
    "style": "name basedOn qFormat pPr rPr",
    "settings": "zoom evenAndOddHeaders defaultTabStop characterSpacingControl compat themeFontLang",
}


@pytest.mark.parametrize("name", REPORTS)
def test_properties_stand_in_the_order_of_the_schema(name: str) -> None:
    seen = set()
    for part, root in parts(REPORTS[name]).items():
        if not part.startswith("word/") or part.endswith(".rels"):
            continue
        for element in root.iter():
            tag = etree.QName(element).localname
            if tag in ORDER:
                seen.add(tag)
                places = [ORDER[tag].split().index(etree.QName(child).localname) for child in element]
                assert all(a < b or (tag == "sectPr" and a == b) for a, b in pairwise(places)), (part, tag)
    assert seen == set(ORDER)


def test_every_cell_ends_with_a_paragraph() -> None:
    for cell in body(FULL).iter(f"{W}tc"):
        assert etree.QName(cell[-1]).localname == "p"


def test_a_document_is_written_in_no_time() -> None:
    export_report(FULL, format="docx")
    assert pace.median(lambda: export_report(FULL, format="docx"), 5) < 0.15
