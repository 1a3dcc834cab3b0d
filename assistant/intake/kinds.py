"""What a file holds, by its content alone: a past annual report, an official text, or neither.

An official text needs one of: three articles whose numbers run on (第一条…); fewer, or two sections 一、二、, under
a title; a title and a document number over at least `FEWEST_CHARACTERS` characters of text. An annual report needs a
year and at least two of its own headings with prose under them; the blank form, which has the same headings, has no
year and comes in as the document it is.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Final

from assistant.errors import InputError
from assistant.intake.articles import Found, find_articles
from assistant.intake.lines import Line, clean_lines, furniture, settle, weight
from assistant.intake.reports import read_past_report
from assistant.intake.sections import find_sections
from assistant.intake.texts import read_articles, read_sections, read_whole
from assistant.library.imported import WHOLE, ImportedReport, ImportedText
from assistant.reading.blocks import Grid, Opened, Paragraph

FEWEST_CHARACTERS: Final = 50
FEWEST_ARTICLES: Final = 3

_CONTRACT: Final = re.compile(r".{0,40}(?:合同|协议|协议书|合同书)(?:[（(].{0,20}[）)])?")
_FIRST_LINES: Final = 30


def read_any(opened: Opened, name: str | None) -> ImportedText | ImportedReport:
    """The file as what it is. Raises `InputError` when it is neither a report nor an official text."""
    report = read_past_report(opened, name)
    if report is not None:
        return report
    lines = clean_lines(opened.blocks)
    page = furniture(lines)
    found = find_articles(lines, page)
    if len(found.headings) >= FEWEST_ARTICLES:
        _refuse_contract(lines)
        return read_articles(lines, page, found)
    text = _text_under_a_title(lines, page, found)
    if text is None:
        raise _neither(opened)
    return text


def _text_under_a_title(lines: Sequence[Line], page: Collection[int], found: Found) -> ImportedText | None:
    sections = find_sections(lines, page)
    if sections.headings:
        text = read_sections(lines, page, sections)
        return text if text.title else None
    if found.headings:
        text = read_articles(lines, page, found)
        return text if text.title and text.articles[0].text else None
    text = read_whole(lines, page)
    length = sum(weight(a.text) for a in text.articles if a.label == WHOLE)
    return text if text.title and text.number and length >= FEWEST_CHARACTERS else None


def _refuse_contract(lines: Sequence[Line]) -> None:
    if any(_CONTRACT.fullmatch(line.text) for line in lines[:_FIRST_LINES]):
        raise InputError(
            "这像是一份合同或者协议，不是法规、文件。",
            "知识库只收法规、文件的官方文本和往年年报，请确认选对了文件。",
        )


def _neither(opened: Opened) -> InputError:
    words = [block for block in opened.blocks if isinstance(block, Paragraph) and settle(block.text)]
    if not words and not any(isinstance(block, Grid) for block in opened.blocks):
        return InputError("这个文件里没有文字。", "请确认选对了文件；扫描件请先做文字识别（OCR）。")
    if not words:
        return InputError(
            "这个文件里只有表格，没有正文。",
            "请导入法规、文件的全文，或者带正文（总体情况、存在问题等）的往年年报。",
        )
    return InputError(
        "认不出这是法规、文件还是往年年报，没有收下。",
        "法规、文件要有标题，下面有“第一条”这样的条文或者“一、”这样的分段；年报要有标题里的年度和“一、总体情况”等"
        "各部分的正文。请确认选对了文件；只有一部分时，请连同标题一起导入。",
    )
