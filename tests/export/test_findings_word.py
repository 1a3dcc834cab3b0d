"""Findings as comments in the user's own document: at the very words, and nothing else changed."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from assistant.checking.prose import Passage, Prose
from assistant.core.findings import Finding
from assistant.export import export_findings, export_report
from assistant.reading import read_report
from tests.export.commented import comments_of, document_of, parts_of, without_comments
from tests.export.samples import FULL, HURT, KINDS, TRIAL
from tests.export.word_files import BOLD, HEADS, NOW, cell_finding, commented, document, p, pointed, run, t
from tests.support.files import W, w_p, w_tbl, w_tc, w_tr


def at_words(data, *words):
    """Comment these words, and see that exactly they are covered and nothing else is changed."""
    made = commented(data, *words)
    seen = comments_of(made.data)
    assert [c.words for c in seen] == list(words)
    assert made.astray == 0
    assert without_comments(made.data) == without_comments(data)
    return made.data


WAYS = {
    "one run": p(run("本年收到申请12件，均已答复。")),
    "whole run": p(run("本年收到申请"), run("12件", BOLD), run("，均已答复。")),
    "cut inside a formatted run": p(run("本年收到", "<w:i/>"), run("申请12件，均", BOLD), run("已答复。")),
    "over three runs": p(run("本年收到申请1", BOLD), run("2", "<w:u w:val='single'/>"), run("件，均已答复。", "<w:i/>")),
    "several texts in a run": p(f"<w:r><w:rPr>{BOLD}</w:rPr>{t('本年收')}{t('到申请12')}<w:tab/>{t('件，答复')}</w:r>").replace("<w:tab/>", ""),
    "after a line break": p(f"<w:r>{t('全年平稳。')}<w:br/>{t('本年收到申请12件，均已答复。')}</w:r>"),
    "blanks between": p(run("本年收到申请 "), run("12件", BOLD), run(" ，均已答复。")),
    "Chinese and English": p(run("OA system上线，"), run("收到申请12", "<w:rFonts w:ascii='Arial'/>"), run("件 by e-mail。")),
    "in a tracked insertion": p(run("本年收到申请"), f"<w:ins w:id='7' w:author='张'>{run('12件，')}</w:ins>", run("均已答复。")),
    "half in a tracked insertion": p(
        run("本年收到申请1"), f"<w:ins w:id='7' w:author='张'>{run('2件，均')}</w:ins>",
        "<w:del w:id='8' w:author='张'><w:r><w:delText>9件</w:delText></w:r></w:del>", run("已答复。"),
    ),
    "in a link": p(run("本年"), f"<w:hyperlink w:anchor='x'>{run('收到申请12件，见')}{run('附表')}</w:hyperlink>", run("。")),
    "in a rich content control": p(
        run("本年收到"), f"<w:sdt><w:sdtPr><w:tag w:val='a'/></w:sdtPr><w:sdtContent>{run('申请12件，')}</w:sdtContent></w:sdt>",
        run("均已答复。"),
    ),
    "a footnote behind": p(
        run("本年收到申请12件"), "<w:r><w:footnoteReference w:id='2'/></w:r>", run("，均已答复。"),
    ),
    "a note inside the run": p(f"<w:r>{t('本年收到申请12件')}<w:footnoteReference w:id='2'/>{t('，均已答复。')}</w:r>"),
    "a field's result": p(
        run("本年收到申请"), "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> REF a </w:instrText></w:r>",
        "<w:r><w:fldChar w:fldCharType='separate'/></w:r>", run("12件"), "<w:r><w:fldChar w:fldCharType='end'/></w:r>",
        run("，均已答复。"),
    ),
    "a whole simple field": p(run("本年收到申请"), f"<w:fldSimple w:instr=' REF a '>{run('12件')}</w:fldSimple>", run("，均已答复。")),
    "bookmarks and proofing marks": p(
        run("本年收到申请"), "<w:bookmarkStart w:id='1' w:name='a'/><w:proofErr w:type='spellStart'/>", run("12"),
        "<w:proofErr w:type='spellEnd'/>", run("件，均已答复。"), "<w:bookmarkEnd w:id='1'/>",
    ),
    "in a layout table": w_tbl(w_tr(w_tc(p(run("本年收到申请12件，均已答复。"))))),
    "in a block content control": f"<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{p(run('本年收到申请12件，均已答复。'))}</w:sdtContent></w:sdt>",
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_the_range_is_exactly_the_words(way):
    at_words(document(WAYS[way]), "12件")


def test_looks_of_cut_runs_stay():
    root = document_of(at_words(document(WAYS["cut inside a formatted run"]), "12件"))
    looks = {
        r.findtext(f"{{{W}}}t"): [c.tag.partition("}")[2] for c in r.find(f"{{{W}}}rPr")]
        for r in root.iter(f"{{{W}}}r")
        if r.find(f"{{{W}}}rPr") is not None
    }
    assert looks["申请"] == looks["12件"] == looks["，均"] == ["b", "color"]


@pytest.mark.parametrize(
    "words",
    [
        ("收到申请12件", "12件", "件，均"),
        ("12件", "收到申请12件，均"),
        ("12", "件", "，均已答复"),
        ("收到", "收到申请", "申请12件，均已答复。"),
    ],
)
@pytest.mark.parametrize("way", ["one run", "over three runs", "half in a tracked insertion"])
def test_ranges_may_touch_overlap_and_nest(way, words):
    data = document(WAYS[way])
    made = commented(data, *words)
    assert [c.words for c in comments_of(made.data)] == list(words)
    assert without_comments(made.data) == without_comments(data)


def test_a_range_over_paragraphs():
    data = document(p(run("本年收到申请12件。")), p(run("均已答复。")))
    report = read_report(data)
    text = report.sections["overview"]
    whole = Passage("overview", 2, len(text) - 3, text[2:-3])
    found = [Prose(report.sections).finding("COPIED", "warning", whole, "与上年相同。")]
    made = export_findings(found, report, source=data, format="docx", now=NOW)
    assert (comments_of(made.data)[0].words, made.astray) == ("收到申请12件。均已", 0)


def test_the_comment_says_what_why_and_what_to_write():
    data = document(WAYS["one run"])
    made = commented(data, "12件", correction="13件", basis="表三")
    (seen,) = comments_of(made.data)
    assert seen.author == "年报助手"
    assert seen.lines == ["【错误】“12件”与表格不符。", "建议改为：13件", "依据：表三"]
    comment = parts_of(made.data)["word/comments.xml"].decode()
    assert 'w:initials="年报"' in comment
    assert 'w:date="2026-01-15T09:30:00Z"' in comment


def test_words_are_data_in_a_comment():
    data = document(WAYS["one run"])
    report = read_report(data)
    hostile = "<w:p/> & ]]> \x00\x0b{MERGEFIELD}"
    found = [Finding(code="TYPO", severity="info", where=("overview:0-2",), message=hostile, correction="")]
    (seen,) = comments_of(export_findings(found, report, source=data, format="docx").data)
    assert seen.lines == ["【说明】<w:p/> & ]]> ", "{MERGEFIELD}", "建议删去这几个字。"]


# --- cells ------------------------------------------------------------------------------------


@pytest.mark.parametrize("report", [FULL, HURT, KINDS, TRIAL], ids=["full", "hurt", "kinds", "trial"])
def test_every_cell_of_an_exported_report_is_found(report):
    data = export_report(report, format="docx")
    read = read_report(data)
    found = [Finding(code="VALUE", severity="warning", where=(a,), message=a) for a in read.form.addresses]
    made = export_findings(found, read, source=data, format="docx", now=NOW)
    words = {c.lines[0].removeprefix("【提醒】"): c.words for c in comments_of(made.data)}
    assert made.astray == 0
    assert words == {a: "【缺】" if cell is None else cell.raw.strip() for a, cell in read.cells()}
    assert all(label == read.form.label(a) for a, label in labels_of(made.data))


def labels_of(data):
    """For each commented cell of table three the label printed in its row."""
    root = document_of(data)
    comments = etree.fromstring(parts_of(data)["word/comments.xml"])
    said = {c.get(f"{{{W}}}id"): "".join(c.itertext()).removeprefix("【提醒】") for c in comments}
    for tr in root.iter(f"{{{W}}}tr"):
        texts = ["".join(x.text or "" for x in tc.iter(f"{{{W}}}t")) for tc in tr.iterchildren(f"{{{W}}}tc")]
        for mark in tr.iter(f"{{{W}}}commentReference"):
            if said[mark.get(f"{{{W}}}id")].startswith("requests."):
                yield said[mark.get(f"{{{W}}}id")], texts[-8]


def test_a_cell_among_merged_ones_with_columns_moved():
    """Total first, a label over two rows, an empty cell, and a value in two formatted runs."""
    split = w_tc(p(run("1", BOLD), run("2")))
    table = w_tbl(
        w_tr(w_tc(w_p("办理情况"), '<w:gridSpan w:val="2"/>'), "总计", *HEADS[:-1]),
        w_tr(w_tc(w_p("申请"), "<w:vMerge w:val='restart'/>"), "一、本年新收政府信息公开申请数量", split, "11", "0", "0", "0", "0", "1"),
        w_tr(w_tc(p(), "<w:vMerge/>"), "二、上年结转政府信息公开申请数量", "3", "3", "", "0", "0", "0", "0"),
    )  # fmt: skip
    data = document(WAYS["one run"], table=table)
    report = read_report(data)
    where = ["requests.new.total", "requests.new.other_organization", "requests.carried_over.natural_person",
             "requests.carried_over.enterprise"]  # fmt: skip
    assert [report.value(a) for a in where] == [12, 1, 3, None]
    made = export_findings([cell_finding(a) for a in where], report, source=data, format="docx")
    assert [c.words for c in comments_of(made.data)] == ["12", "1", "3", ""]
    assert made.astray == 0
    root = document_of(made.data)
    last = root.findall(f".//{{{W}}}tr")[2].findall(f"{{{W}}}tc")
    assert [len(list(tc.iter(f"{{{W}}}commentReference"))) for tc in last] == [0, 0, 0, 1, 1, 0, 0, 0, 0]
    assert without_comments(made.data) == without_comments(data)


def test_the_same_value_in_every_row_is_told_apart_by_labels():
    read = read_report(export_report(FULL, format="docx"))
    found = [cell_finding("requests.not_processed.publications.total")]
    made = export_findings(found, read, source=export_report(FULL, format="docx"), format="docx")
    rows = [
        tr
        for tr in document_of(made.data).iter(f"{{{W}}}tr")
        if next(tr.iter(f"{{{W}}}commentReference"), None) is not None
    ]
    assert ["3.要求提供公开出版物" in "".join(r.itertext()) for r in rows] == [True]


# --- places that are not exact ----------------------------------------------------------------


def only_comment(data, finding, report=None):
    report = report or read_report(data)
    made = export_findings([finding], report, source=data, format="docx")
    (seen,) = comments_of(made.data)
    return made, seen


def test_headings_carry_what_is_about_them():
    """Not the lines of a table of contents, which say the same."""
    contents = w_p("一、总体情况") + w_p("三、收到和处理政府信息公开申请情况")
    data = document(WAYS["one run"], before=contents)
    for place, section, words in (
        (4, "overview", "一、总体情况"),
        (6, "requests", "三、收到和处理政府信息公开申请情况"),
    ):
        finding = Finding(code="SECTION-TITLE", severity="info", where=(f"{section}:0-0",), message="标题。")
        made, seen = only_comment(data, finding)
        assert (seen.words, made.astray) == (words, 0)
        paragraphs = document_of(made.data).find(f"{{{W}}}body").findall(f"{{{W}}}p")
        marked = [i for i, e in enumerate(paragraphs, 1) if e.find(f".//{{{W}}}commentReference") is not None]
        assert marked == [place]


def test_a_number_that_word_counts_is_not_in_the_text():
    numbering = (
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
        '<w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    counted = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    data = document(
        w_p("主动公开情况良好，收到申请12件。"), heading=w_p("总体情况", counted), numbering=numbering
    )
    assert read_report(data).headings[0].text == "一、总体情况"
    at_words(data, "12件")
    finding = Finding(code="SECTION-TITLE", severity="info", where=("overview:0-0",), message="标题。")
    assert only_comment(data, finding)[1].words == "总体情况"


def test_what_is_missing_goes_to_the_front_and_says_so():
    data = document(WAYS["one run"])
    finding = Finding(
        code="SECTION-MISSING", severity="error", where=("problems:0-0",), message="缺第五部分。"
    )
    made, seen = only_comment(data, finding)
    assert seen.words == "示例市水务局2025年政府信息公开工作年度报告"
    assert seen.lines[-1] == "（文件里没有找到第五部分“存在的主要问题及改进情况”的标题，批注放在文件开头。）"
    assert made.astray == 1


def test_a_cell_that_is_not_there_goes_to_its_heading():
    data = document(WAYS["one run"])
    made, seen = only_comment(data, cell_finding("requests.granted.total"))
    assert (seen.words, made.astray) == ("三、收到和处理政府信息公开申请情况", 1)
    assert "表三“（一）予以公开”的“总计”的准确位置" in seen.lines[-1]


def test_last_years_cells_point_at_this_years():
    data = document(WAYS["one run"])
    made, seen = only_comment(
        data, cell_finding("previous.requests.carried_forward.total", "requests.carried_over.total")
    )
    assert (seen.words, made.astray) == ("0", 0)
    made, seen = only_comment(data, cell_finding("previous.requests.carried_forward.total"))
    assert "说的是上年报告" in seen.lines[-1]
    assert "没有指明位置" in only_comment(data, cell_finding())[1].lines[-1]


def test_text_changed_since_it_was_read_is_not_marked_by_guess():
    data = document(WAYS["one run"])
    report = read_report(data)
    other = document(p(run("本年收到申请15件，都已答复。")))
    made, seen = only_comment(other, pointed(report, "12件"), report)
    assert (seen.words, made.astray) == ("一、总体情况", 1)
    assert "没有找到这处文字的准确位置" in seen.lines[-1]


BOX = (
    "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx><w:txbxContent>{0}</w:txbxContent>"
    "</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox>"
    "</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def test_no_comment_goes_into_a_text_box():
    data = document(p(run("正文。"), BOX.format(p(run("本年收到申请12件。"))), run("后文。")))
    made = commented(data, "12件")
    (seen,) = comments_of(made.data)
    assert "文本框" in seen.lines[-1]
    assert made.astray == 1
    root = document_of(made.data)
    assert not any(
        True for box in root.iter(f"{{{W}}}txbxContent") for _ in box.iter(f"{{{W}}}commentRangeStart")
    )
    assert without_comments(made.data) == without_comments(data)


@pytest.mark.parametrize(
    ("holder", "covers"),
    [
        ("<w:fldSimple w:instr=' REF a '>{}</w:fldSimple>", "申请12件，均"),
        ("<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>", "申请12件，均"),
        ("<w:r><w:ruby><w:rt/><w:rubyBase>{}</w:rubyBase></w:ruby></w:r>", "申请12件，均"),
    ],
    ids=["field", "plain text control", "ruby"],
)
def test_what_must_not_be_cut_is_taken_whole(holder, covers):
    data = document(p(run("本年收到"), holder.format(run("申请12件，均")), run("已答复。")))
    made = commented(data, "12件")
    (seen,) = comments_of(made.data)
    assert (seen.words, made.astray) == (covers, 1)
    assert "域或内容控件" in seen.lines[-1]
    assert without_comments(made.data) == without_comments(data)


# --- any way of cutting a paragraph into runs ---------------------------------------------------

SENTENCE = "全年OA平台 收到申请12件，其中 3件由企业提出，均已按时答复。"
HOLDERS = (
    "{}",
    "<w:ins w:id='9' w:author='张'>{}</w:ins>",
    "<w:hyperlink w:anchor='x'>{}</w:hyperlink>",
    "<w:smartTag w:element='a'>{}</w:smartTag>",
    "{}<w:del w:id='8' w:author='张'><w:r><w:delText>删</w:delText></w:r></w:del>",
)


@given(st.data())
@settings(max_examples=60)
def test_any_words_in_any_runs(data):
    cuts = sorted(data.draw(st.sets(st.integers(1, len(SENTENCE) - 1), max_size=8)))
    pieces = [SENTENCE[a:b] for a, b in pairwise([0, *cuts, len(SENTENCE)])]
    looks = ("", "<w:b/>", "<w:i/>")
    runs = [
        data.draw(st.sampled_from(HOLDERS)).format(run(x, data.draw(st.sampled_from(looks)))) for x in pieces
    ]
    file = document(p(*runs))
    report = read_report(file)
    text = report.sections["overview"]
    prose = Prose(report.sections)
    spans = st.tuples(st.integers(0, len(text) - 1), st.integers(1, 12))
    found = []
    for start, length in data.draw(st.lists(spans, min_size=1, max_size=5)):
        words = text[start : start + length]
        passage = Passage("overview", start, start + len(words), words)
        if words.strip():
            found.append(prose.finding("TYPO", "info", passage, "看这里。"))
    made = export_findings(found, report, source=file, format="docx", now=NOW)
    seen = comments_of(made.data) if found else []
    assert [c.words.replace(" ", "") for c in seen] == [f.found.replace(" ", "") for f in found]
    assert made.astray == 0
    assert without_comments(made.data) == without_comments(file)
