"""The reader's own door: what counts as a path, as bytes, as a paste."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from assistant import export_report, read_pasted, read_report
from assistant.errors import InputError
from tests.reading.test_tables import assert_read
from tests.support.pastes import from_excel
from tests.support.reports import busy_report

PASTE = "\n".join(from_excel(busy_report()))


def test_a_path_bytes_and_text_read_the_same(tmp_path: Path) -> None:
    file = tmp_path / "年报.txt"
    file.write_text(PASTE, encoding="utf-8")
    by_path = read_report(file)
    assert_read(by_path, busy_report())
    for source in (PASTE, PASTE.encode(), PASTE.encode("gb18030"), str(file)):
        assert read_report(source).tables == by_path.tables


@pytest.mark.parametrize("text", ["", " \n\t\n", "\ufeff"])
def test_an_empty_paste(text: str) -> None:
    with pytest.raises(InputError, match=r"没有内容.*请粘贴"):
        read_pasted(text)


def test_a_paste_is_never_taken_for_a_file(tmp_path: Path) -> None:
    file = tmp_path / "年报.txt"
    file.write_text(PASTE, encoding="utf-8")
    assert read_pasted(str(file)).status == "empty"


@pytest.mark.parametrize("text", ["没有这个文件.txt", "第一行\n年报.txt", "a" * 2000 + ".txt", "\0.txt"])
def test_text_that_only_looks_like_a_path(text: str) -> None:
    assert read_report(text).status == "empty"


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="没有"):
        read_report(tmp_path / "没有.docx")


def test_pasted_html_source() -> None:
    html = export_report(busy_report(), format="html").decode()
    assert_read(read_pasted(html), busy_report())


def test_csv() -> None:
    out = io.StringIO()
    writer = csv.writer(out)
    for line in from_excel(busy_report({"proactive.licensing.decisions": "1,286"})):
        writer.writerow(line.split("\t"))
    assert '"1,286"' in out.getvalue()
    assert_read(read_pasted(out.getvalue()), busy_report())


def test_commas_in_prose_are_no_csv() -> None:
    text = "一、总体情况\n公开,解读,回应,培训。\n六、其他需要报告的事项\n无\n" + PASTE
    assert_read(read_pasted(text), busy_report())


@pytest.mark.parametrize("break_", ["\r\n", "\r", "\u2028", "\v"])
def test_line_breaks_of_every_kind(break_: str) -> None:
    assert_read(read_pasted(PASTE.replace("\n", break_)), busy_report())


def test_markdown_marks_are_no_text() -> None:
    read = read_pasted("> 引言\n## 一、总体情况\n**公开**文件3件\\*。\n## 六、其他需要报告的事项\n无\n")
    assert read.sections["overview"] == "公开文件3件*。"
    assert read.headings[0].text == "一、总体情况"


def test_unit_and_year_are_asked_for_when_a_report_has_none() -> None:
    read = read_pasted("一、总体情况\n公开文件。\n" + PASTE)
    assert {p.code for p in read.problems} == {"READ-UNIT", "READ-YEAR"}
    assert read.status == "complete"
