"""A past annual report → its passages by section and aspect, and the problems it names.

The six sections and the five aspects of 总体情况 are those of 国办公开办函〔2021〕30号.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from assistant.core.report import CellKind
from assistant.core.template import NARRATIVE
from assistant.errors import InputError
from assistant.intake.lines import settle, tight
from assistant.intake.problems import problems_of
from assistant.intake.units import field_of, level_of
from assistant.library.imported import ImportedReport, Passage
from assistant.reading.blocks import Opened, Paragraph
from assistant.reading.lines import Line, to_lines
from assistant.reading.sections import SectionsRead, read_sections
from assistant.reading.tables import contexts, read_tables

ASPECTS: Final = {
    "proactive": "主动公开",
    "requests": "依申请公开",
    "management": "信息管理",
    "platform": "平台建设",
    "supervision": "监督保障",
}
"""The words by which the headings of the five aspects are known; the ids are the drafts' own."""

_LONGEST: Final = 1_000_000
_FEWEST_PROSE: Final = 50
_FEWEST_HEADINGS: Final = 2
_FEWEST_CELLS: Final = 10
_OTHER_WORDS: Final = {"保障监督": "supervision", "公开平台": "platform", "依申请": "requests"}
_WORDS: Final = {**{word: aspect for aspect, word in ASPECTS.items()}, **_OTHER_WORDS}
_NUMBER: Final = re.compile(
    r"(?:[（(][一二三四五六七八九十\d]{1,2}[）)]|[一二三四五六七八九十\d]{1,2}[、.．](?!\d)|[①-⑩])"
)
_HEADING: Final = re.compile(r"[^。：:；，,]{2,30}(?:[。：:]|$)")
_BARE: Final = re.compile(
    rf"(?:政府|政务)?(?:信息)?(?:公开)?(?:{'|'.join(_WORDS)})(?:情况|方面|工作|工作方面|工作情况|政府信息情况)?[。：:，]"
)
_FILLED: Final = frozenset({CellKind.NUMBER, CellKind.ZERO})


def read_past_report(opened: Opened, name: str | None = None) -> ImportedReport | None:
    """The report in a file, `None` when there is none; `name` is asked for the year alone, and last.

    Raises `InputError` for a report of tables without prose: there is nothing to learn from its wording.
    """
    words = [block.text for block in opened.blocks if isinstance(block, Paragraph)]
    if sum(map(len, words)) > _LONGEST or not any("公开" in text for text in words):
        return None
    lines = list(to_lines(opened.blocks))
    where = contexts(lines)
    read = read_sections(lines, where, name)
    if not _is_report(read, lines, where):
        return None
    passages = tuple(_passages(read))
    if not any(p.section in {"overview", "problems"} for p in passages):
        raise InputError(
            "这份年报里只有标题和表格，没有“总体情况”“存在的主要问题”这些正文，没有可以参考的写法。",
            "请导入带正文的年报；只想核对表格的，请用核对功能。",
        )
    unit = read.unit or ""
    return ImportedReport(
        title=read.title,
        unit=unit,
        year=read.year,
        level=level_of(unit),
        unit_kind=field_of(unit),
        passages=passages,
        problems=problems_of(read.sections["problems"]),
        remarks=tuple(_remarks(opened, read)),
    )


def _is_report(read: SectionsRead, lines: Sequence[Line], where: Sequence[str | None]) -> bool:
    """Whether the words are a report's: a title with unit and year, or figures in its tables, and headings."""
    headings = {heading.section for heading in read.headings}
    if read.year is None or len(headings) < _FEWEST_HEADINGS:
        return False
    if read.title and read.unit:
        return True
    cells = read_tables(lines, where, read.year).cells.values()
    filled = sum(cell is not None and cell.kind in _FILLED for cell in cells)
    prose = len(read.sections["overview"]) + len(read.sections["problems"])
    return filled >= _FEWEST_CELLS and prose >= _FEWEST_PROSE


def _passages(read: SectionsRead) -> Iterator[Passage]:
    for section in NARRATIVE:
        aspect = ""
        for raw in read.sections[section].split("\n"):
            text = tight(settle(raw))
            if section == "overview":
                aspect, text = _under(text, aspect)
            if text:
                yield Passage(section, aspect, text)


def _under(text: str, aspect: str) -> tuple[str, str]:
    """The aspect that a paragraph of the overview is about, and its text without the heading that says so."""
    number = _NUMBER.match(text)
    body = text[number.end() :].strip() if number else text
    if number:
        heading = _HEADING.match(body)
        told = _told(heading[0] if heading else body[:30])
        if told:
            return told, body[heading.end() :].strip() if heading else body
        return ("" if number[0][0] in "（(一二三四五六七八九十" else aspect), text
    if bare := _BARE.match(body):
        rest = body if bare[0].endswith("，") else body[bare.end() :].strip()
        return _told(bare[0]), rest
    if len(body) <= 20 and body[-1:] not in "。；" and (told := _told(body)):
        return told, ""
    return aspect, text


def _told(heading: str) -> str:
    """The one aspect that a heading names; empty for none or several."""
    found = {aspect for word, aspect in _WORDS.items() if word in heading}
    return found.pop() if len(found) == 1 else ""


def _remarks(opened: Opened, read: SectionsRead) -> Iterator[str]:
    yield from (problem.message for problem in opened.problems)
    if read.another:
        yield f"后面还有一份报告“{read.another}”，只收了前一份。请一次只放一份报告。"
    if not read.unit:
        yield "没有读到单位名称，请填写单位全称。"
