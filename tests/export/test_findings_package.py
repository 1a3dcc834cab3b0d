"""The user's Word file as a package: what is in it stays, what it becomes opens, what is broken is refused."""

from __future__ import annotations

import io
import shutil
import subprocess

import docx
import pytest

from assistant.errors import InputError
from assistant.export import export_findings, export_report
from assistant.reading import read_report
from tests.export.commented import comments_of, parts_of, without_comments
from tests.export.samples import FULL
from tests.export.word_files import HEADS, cell_finding, commented, document, p, pointed, run
from tests.support.files import W, zip_bytes

PLAIN = document(p(run("本年收到申请12件，均已答复。")))
SPLIT = document(p(run("本年收到申请1", "<w:b/>"), run("2"), run("件，均已答复。", "<w:i/>")))


def test_comments_that_are_there_stay():
    file = docx.Document()
    file.add_paragraph("示例市水务局2025年政府信息公开工作年度报告")
    file.add_paragraph("一、总体情况")
    old = file.add_paragraph("本年收到申请12件，均已答复。")
    file.add_comment(old.runs, text="请核对。", author="李", initials="L")
    table = file.add_table(2, 8)
    for cell, text in zip(
        table._cells, ["", *HEADS, "一、本年新收政府信息公开申请数量", *"0000000"], strict=True
    ):
        cell.text = text
    buffer = io.BytesIO()
    file.save(buffer)
    data = buffer.getvalue()
    made = commented(data, "12件", "申请12件")
    assert [(c.author, c.text.partition("\n")[0], c.words) for c in comments_of(made.data)] == [
        ("李", "请核对。", "本年收到申请12件，均已答复。"),
        ("年报助手", "【错误】“12件”与表格不符。", "12件"),
        ("年报助手", "【错误】“申请12件”与表格不符。", "申请12件"),
    ]
    again = docx.Document(io.BytesIO(made.data))
    assert [c.author for c in again.comments] == ["李", "年报助手", "年报助手"]
    assert without_comments(made.data, keep=frozenset("0")) == without_comments(data, keep=frozenset("0"))


def test_all_other_parts_stay_byte_for_byte():
    data = export_report(FULL, format="docx")
    report = read_report(data)
    before, after = (
        parts_of(data),
        parts_of(
            export_findings([cell_finding("requests.new.total")], report, source=data, format="docx").data
        ),
    )
    changed = {"[Content_Types].xml", "word/document.xml", "word/_rels/document.xml.rels"}
    assert set(after) - set(before) == {"word/comments.xml"}
    assert {name for name in before if before[name] != after[name]} == changed
    assert next(iter(after)) == "[Content_Types].xml"


def test_commenting_twice_adds_to_it():
    data = PLAIN
    once = commented(data, "12件").data
    twice = commented(once, "收到", "12件").data
    assert [c.words for c in comments_of(twice)] == ["12件", "收到", "12件"]


def test_the_strict_variant_stays_strict():
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    loose = SPLIT
    parts = {
        name: content.replace(W.encode(), strict.encode()).replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        for name, content in parts_of(loose).items()
    }
    data = zip_bytes(parts)
    made = commented(data, "12件")
    assert [c.words for c in comments_of(made.data, strict)] == ["12件"]
    assert all(W.encode() not in content for content in parts_of(made.data).values())
    assert without_comments(made.data, space=strict) == without_comments(loose)


def test_macros_and_templates_become_plain_documents():
    parts = parts_of(PLAIN)
    types = (
        parts["[Content_Types].xml"]
        .replace(
            b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            b"application/vnd.ms-word.document.macroEnabled.main+xml",
        )
        .replace(
            b"</Types>",
            b'<Override PartName="/word/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>',
        )
    )
    rels = parts["word/_rels/document.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="v" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="vbaProject.bin"/></Relationships>',
    )
    rels = (
        rels
        if b"vbaProject" in rels
        else rels.replace(
            b"/>",
            b'><Relationship Id="v" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="vbaProject.bin"/></Relationships>',
        )
    )
    data = zip_bytes(
        {
            **parts,
            "[Content_Types].xml": types,
            "word/_rels/document.xml.rels": rels,
            "word/vbaProject.bin": b"macro",
        }
    )
    made = commented(data, "12件")
    after = parts_of(made.data)
    assert made.lost_macros
    assert "word/vbaProject.bin" not in after
    assert b"vbaProject" not in after["[Content_Types].xml"] + after["word/_rels/document.xml.rels"]
    assert b"macroEnabled" not in after["[Content_Types].xml"]
    assert [c.words for c in comments_of(made.data)] == ["12件"]


def test_another_kind_of_source_is_set_in_official_layout():
    pasted = "示例市水务局2025年政府信息公开工作年度报告\n一、概述\n本年收到申请12件。\n"
    report = FULL.model_copy(
        update={"title": "", "headings": (), "sections": {**FULL.sections, "overview": pasted}}
    )
    for source in (None, pasted.encode(), b"%PDF-1.4", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)):
        made = export_findings(
            [pointed(report, "12件"), cell_finding("requests.new.total")],
            report,
            source=source,
            format="docx",
        )
        assert (made.own_document, made.astray) == (False, 0)
        assert [c.words for c in comments_of(made.data)] == ["12件", "23"]


@pytest.mark.parametrize(
    ("source", "says"),
    [
        (PLAIN[:900], "不完整或已损坏"),
        (
            zip_bytes({**parts_of(PLAIN), "word/document.xml": b"<w:document"}),
            "不完整或已损坏",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "打开密码"),
        (zip_bytes({**parts_of(document()), "word/x.xml": b"<!DOCTYPE x><x/>"}), "实体定义"),
    ],
    ids=["cut off", "broken XML", "password", "entities"],
)
def test_bad_documents_are_refused(source, says, tmp_path):
    with pytest.raises(InputError) as caught:
        export_findings([cell_finding("requests.new.total")], FULL, tmp_path / "批注.docx", source=source)
    assert says in caught.value.what
    assert caught.value.advice.startswith("请")
    assert not (tmp_path / "批注.docx").exists()


def test_no_findings_leave_the_document_as_it_is():
    data = SPLIT
    made = export_findings([], read_report(data), source=data, format="docx")
    assert parts_of(made.data)["word/document.xml"] == parts_of(data)["word/document.xml"]


@pytest.mark.office
def test_libreoffice_keeps_every_comment_at_its_words(tmp_path):
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    data = export_report(FULL, format="docx")
    report = read_report(data)
    found = [
        pointed(report, "23件"),
        cell_finding("requests.granted.total"),
        cell_finding("disputes.reconsideration.total"),
    ]
    export_findings(found, report, tmp_path / "批注.docx", source=data)
    subprocess.run(
        [program, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "docx",
         "--outdir", str(tmp_path / "again"), str(tmp_path / "批注.docx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    seen = comments_of((tmp_path / "again" / "批注.docx").read_bytes())
    assert {(c.author, c.words) for c in seen} == {
        ("年报助手", "23件"),
        ("年报助手", "11"),
        ("年报助手", "2"),
    }
