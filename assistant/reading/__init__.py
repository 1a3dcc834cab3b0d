"""Anything pasted or uploaded → `Report`."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from assistant.core.report import Problem, Report, empty_tables
from assistant.core.template import TEMPLATES
from assistant.errors import InputError
from assistant.reading.blocks import Opened, Scan
from assistant.reading.lines import to_lines
from assistant.reading.sections import SectionsRead, read_sections
from assistant.reading.suffixes import SUFFIXES
from assistant.reading.tables import TablesRead, contexts, read_tables

_LONGEST_PATH: Final = 1024


def read_report(source: Path | bytes | str, name: str | None = None) -> Report:
    """Read an annual report from a file, from bytes, or from pasted text.

    Args:
        source: a path; bytes, whose kind is found from the bytes with `name` as a hint; or text as
            pasted. A one-line string that is the path of an existing file of a known kind is read as
            that file: for text from strangers call `read_pasted`, which never opens files.
        name: the file's name for bytes.

    Returns:
        A `Report`. Every cell is right, missing (`None`), or marked uncertain and named in a problem.
        A readable source without any table gives a report of status ``empty``.

    Raises:
        InputError: the source cannot be used; the message says why and what to do.
        ConfigurationError: a program that the format needs is not installed.

    """
    if isinstance(source, str) and not _is_file(source):
        return read_pasted(source)
    from assistant.reading.open import open_bytes, open_file

    if isinstance(source, bytes):
        return report_of(open_bytes(source, name, scans=True), name)
    path = Path(source)
    return report_of(open_file(path, scans=True), name or path.name)


def read_pasted(text: str) -> Report:
    """Read pasted text (or pasted HTML source); it is never taken for a file's name."""
    if not text.strip().strip("\ufeff\u200b").strip():
        raise InputError("没有内容。", "请粘贴三张表（或整篇报告），也可以上传文件。")
    return report_of(open_pasted(text), None)


def open_pasted(text: str) -> Opened:
    """Pasted text as blocks: HTML where it plainly is HTML, else plain text."""
    from assistant.reading.open import looks_like_html

    if looks_like_html(text):
        from assistant.reading.html import read_html

        return Opened(tuple(read_html(text)))
    from assistant.reading.text import read_text

    return Opened(tuple(read_text(text)))


def _is_file(text: str) -> bool:
    stripped = text.strip()
    if "\n" in stripped or len(stripped) > _LONGEST_PATH or Path(stripped).suffix.lower() not in SUFFIXES:
        return False
    return os.path.isfile(stripped)  # noqa: PTH113 - Path.is_file raises on odd characters before 3.12


def report_of(opened: Opened, name: str | None = None) -> Report:
    """The report that a source's blocks make; `name` is the file's, and only its year counts."""
    lines = list(to_lines(opened.blocks))
    where = contexts(lines)
    words = read_sections(lines, where, name)
    tables = read_tables(lines, where, words.year)
    if opened.scan is not None:
        _weigh(tables, opened.scan, where, words.year)
    problems = [*opened.problems, *tables.problems, *_about_words(words, tables)]
    if not any(cell is not None for cell in tables.cells.values()):
        # A table that was found and could not be used has said so itself.
        errors = [p for p in tables.problems if p.severity == "error"]
        problems = [*opened.problems, *(errors or [_no_table(words)])]
    report = Report(
        title=words.title,
        unit=words.unit,
        year=words.year,
        template=tables.version,
        tables=empty_tables(TEMPLATES[tables.version]),
        sections=words.sections,
        headings=tuple(words.headings),
        problems=tuple(problems),
    )
    return report.replace_cells(tables.cells)


def _weigh(tables: TablesRead, scan: Scan, where: Sequence[str | None], year: int | None) -> None:
    from assistant.reading.scan_doubt import traced_lines, weigh

    lines, seen = traced_lines(scan)
    weigh(tables, read_tables(lines, where, year), seen)


def _no_table(words: SectionsRead) -> Problem:
    what = "读到了正文，但" if any(words.sections.values()) else ""
    return Problem(
        code="READ-NO-TABLE",
        severity="error",
        message=f"{what}没有找到年度报告的表格。请连同表头和行名（如“一、本年新收政府信息公开申请数量”）一起复制粘贴，或上传原文件。",
    )


def _about_words(words: SectionsRead, tables: TablesRead) -> list[Problem]:
    """Unit and year are asked for only when a whole report was given."""
    if not (words.sections["preface"] or words.sections["overview"]):
        return []
    problems = []
    if len(words.years) > 1:
        years = "、".join(map(str, words.years))
        problems.append(
            Problem(
                code="READ-YEAR",
                severity="warning",
                message=f"报告前面出现了几个年度的标题（{years}），按最后一个读作{words.year}年。请确认。",
            )
        )
    if words.another:
        problems.append(
            Problem(
                code="READ-ANOTHER",
                severity="warning",
                message=f"后面还有一份报告“{words.another}”，正文只读了前一份。请一次只放一份报告。",
            )
        )
    if words.unit is None:
        problems.append(
            Problem(
                code="READ-UNIT", severity="info", message="没有读到单位名称。起草和导出前请填写单位全称。"
            )
        )
    if words.year is None:
        problems.append(
            Problem(code="READ-YEAR", severity="info", message="没有读到报告年度。起草和导出前请填写年度。")
        )
    return problems
