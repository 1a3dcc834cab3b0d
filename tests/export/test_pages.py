"""The Word file as LibreOffice sets it: lines and characters a page, page numbers, whole tables."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

import pdfplumber
import pytest

from assistant.core.report import Report
from assistant.export import export_report
from tests.export.samples import HURT, SECTIONS
from tests.support.reports import busy_report

FAMILY = "Noto Serif CJK SC"
WANTED = ("方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体")
SENTENCE = "示例市自然资源和规划局认真做好政府信息公开工作围绕群众关心的事项及时准确公开"
MM = 72 / 25.4


def _office() -> str:
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    listed = shutil.which("fc-list")
    if (
        listed is None
        or FAMILY
        not in subprocess.run([listed, ":", "family"], capture_output=True, text=True, check=True).stdout
    ):
        pytest.skip(f"no {FAMILY}: without a Chinese font the pages mean nothing")
    return program


@pytest.fixture(scope="module")
def setter(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A function that sets a report and gives its pages."""
    program = _office()
    home = tmp_path_factory.mktemp("office")
    aliases = "".join(
        f'<alias binding="same"><family>{name}</family><accept><family>{FAMILY}</family></accept></alias>'
        for name in WANTED
    )
    fonts = home / "fonts.conf"
    fonts.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>'
        f"<cachedir>{home / 'cache'}</cachedir>{aliases}</fontconfig>",
        encoding="utf-8",
    )
    opened = []

    def pages(report: Report, name: str) -> list[Any]:
        source = home / f"{name}.docx"
        export_report(report, source)
        subprocess.run(
            [program, f"-env:UserInstallation={(home / 'profile').as_uri()}", "--headless",
             "--convert-to", "pdf", "--outdir", str(home), str(source)],
            check=True, capture_output=True, timeout=120, env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
        )  # fmt: skip
        pdf = pdfplumber.open(Path(home / f"{name}.pdf"))
        opened.append(pdf)
        return list(pdf.pages)

    yield pages
    for pdf in opened:
        pdf.close()


def body_lines(page: Any) -> dict[int, list[Any]]:
    """Characters above the page number, line by line."""
    lines: dict[int, list[Any]] = {}
    for char in page.chars:
        if char["text"].strip() and char["top"] < page.height - 35 * MM:
            lines.setdefault(round(char["top"] / 10), []).append(char)
    return lines


@pytest.mark.office
def test_a_full_page_has_22_lines_of_28_characters(setter: Any) -> None:
    pages = setter(busy_report(sections={"overview": SENTENCE * 60}), "full")
    lines = sorted(body_lines(pages[1]).items())
    assert [len(chars) for _, chars in lines] == [28] * 22
    lefts = [min(c["x0"] for c in chars) for _, chars in lines]
    rights = [max(c["x1"] for c in chars) for _, chars in lines]
    assert min(lefts) == pytest.approx(28 * MM, abs=1)
    assert max(rights) <= pages[1].width - 26 * MM + 1


@pytest.mark.office
def test_a_whole_report(setter: Any) -> None:
    sections = {**SECTIONS, "overview": "\n".join(f"（一）主动公开。{SENTENCE * 7}。" for _ in range(4))}
    pages = setter(busy_report(sections=sections), "report")
    assert 4 <= len(pages) <= 6
    for number, page in enumerate(pages, start=1):
        foot = [c for c in page.chars if c["top"] > page.height - 35 * MM and c["text"].strip()]
        assert "".join(c["text"] for c in foot) == f"—{number}—"
        assert Counter(round(c["size"]) for c in foot).most_common(1)[0][0] == 14
        middle = (foot[0]["x0"] + foot[-1]["x1"]) / 2
        assert (middle > page.width / 2) == (number % 2 == 1)
        dash = (foot[0]["top"] + foot[0]["bottom"]) / 2 / MM
        assert dash == pytest.approx(262 + 7, abs=1.5)
    texts = ["".join(c["text"] for c in page.chars) for page in pages]
    table_three = [text for text in texts if "1.属于国家秘密" in text]
    assert len(table_three) == 1
    assert "三、收到和处理政府信息公开申请情况" in table_three[0]
    assert "四、结转下年度继续办理" in table_three[0]
    table_two = [text for text in texts if "行政事业性收费" in text and "第二十条第（八）项" in text]
    assert len(table_two) == 1
    assert "第二十条第（一）项" in table_two[0]


@pytest.mark.office
def test_tables_come_out_of_the_page_cell_for_cell(setter: Any) -> None:
    report = HURT
    pages = setter(report, "tables")
    found = [table for page in pages for table in page.extract_tables()]
    wide = next(table for table in found if len(table[0]) == 10)
    values = [[cell or "" for cell in row[3:]] for row in wide[3:]]
    for row, planned in zip(values, report.form.table("requests").rows, strict=True):
        for text, column in zip(row, planned.columns, strict=True):
            cell = report.cell(f"requests.{planned.id}.{column.id}")
            assert text == ("【缺】" if cell is None else cell.raw)
    assert any(len(table[0]) == 15 and len(table) == 4 for table in found)
