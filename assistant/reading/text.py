"""Plain text, tab-separated pastes, Markdown and CSV → blocks."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from assistant.errors import InputError
from assistant.reading.blocks import MAX_GRID_COLUMNS, MAX_GRID_ROWS, Block, Grid, GridCell, Paragraph

MAX_TEXT: Final = 20_000_000
MAX_LINES: Final = 50_000
"""A paste beyond these is no annual report; a whole city's reports come one file each."""

_QUOTED: Final = re.compile(r'(?:(?<=\t)|(?<=\n)|\A)"([^"\t]{0,300}(?:""[^"\t]{0,300}){0,20})"(?=\t|\n|\Z)')
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_RULE: Final = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?")
_MARK: Final = re.compile(r"^\s{0,3}(?:#{1,6}\s+|>\s?)")
_EMPHASIS: Final = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_ESCAPE: Final = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~&=])")
_BREAK: Final = re.compile(r"<br\s*/?>", re.IGNORECASE)
_RAISED: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_CSV_COMMAS: Final = 3
_CSV_ROWS: Final = 3


def read_text(text: str) -> list[Block]:
    """Blocks of a text in reading order.

    Pipe tables and CSV become grids; every other line is a paragraph with its tabs kept, since merged
    cells of a pasted table may be blank or missing altogether. Raises `InputError` for a text that is
    far too long.
    """
    check_length(text)
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    text = _CONTROL.sub("", text.replace("\v", "\n").replace("\f", "\n"))
    if "\t" in text:
        text = _QUOTED.sub(_unquote, text)
    lines = text.split("\n")
    return _csv_blocks(text) or list(_line_blocks(lines))


def check_length(text: str) -> None:
    """Raise `InputError` for a text beyond `MAX_TEXT` characters or `MAX_LINES` lines."""
    if len(text) > MAX_TEXT or max(text.count("\n"), text.count("\r")) > MAX_LINES:
        raise InputError(
            f"文字太长（上限{MAX_LINES // 10_000}万行、{MAX_TEXT // 10_000}万字），不像一份年度报告。",
            "请一次只放一份报告：粘贴三张表，或者上传单独的文件。",
        )


def _unquote(match: re.Match[str]) -> str:
    inner = match[1].replace('""', '"')
    if "\n" not in inner:
        return match[0] if '""' not in match[1] else inner
    return join_wrapped(inner)


def raise_digits(text: str) -> str:
    """Digits as superscripts: what is set above the line is not part of the number before it."""
    return text.translate(_RAISED)


def join_wrapped(text: str) -> str:
    """The lines of one cell as one text. Digit and digit are never glued together: they stay apart."""
    return re.sub(r"[ \t]*\n+[ \t]*", "", re.sub(r"(?<=\d)[ \t]*\n+[ \t]*(?=\d)", " ", text)).strip()


def _line_blocks(lines: list[str]) -> Iterator[Block]:
    pipes: list[str] = []
    for line in lines:
        stripped = line.strip()
        if stripped.startswith("|") and stripped.count("|") > 1:
            pipes.append(stripped)
            continue
        if pipes:
            yield _pipe_grid(pipes)
            pipes = []
        yield Paragraph(_plain(line))
    if pipes:
        yield _pipe_grid(pipes)


def _plain(line: str) -> str:
    """Markdown marks of headings, quotes and emphasis removed; anything else as it stands."""
    if "#" in line or ">" in line:
        line = _MARK.sub("", line)
    if "**" in line or "__" in line:
        line = _EMPHASIS.sub(r"\2", line)
    return _ESCAPE.sub(r"\1", line) if "\\" in line else line


def _pipe_grid(lines: list[str]) -> Grid:
    rows = [row for row in lines[:MAX_GRID_ROWS] if not _RULE.fullmatch(row)]
    return Grid(
        tuple(
            GridCell(join_wrapped(_plain(_BREAK.sub("\n", cell).strip())), r, c)
            for r, row in enumerate(rows)
            for c, cell in enumerate(_pipe_cells(row)[:MAX_GRID_COLUMNS])
        )
    )


def _pipe_cells(row: str) -> list[str]:
    inner = row[1:]
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return re.split(r"(?<!\\)\|", inner)


def _csv_blocks(text: str) -> list[Block] | None:
    """The text as CSV where it plainly is one: many lines with several commas and no tab."""
    if "\t" in text or "|" in text:
        return None
    rowlike = [line for line in text.split("\n") if line.count(",") >= _CSV_COMMAS]
    if len(rowlike) < _CSV_ROWS or any(mark in line for line in rowlike for mark in "。；"):
        return None
    try:
        rows = list(islice(csv.reader(io.StringIO(text), strict=True), MAX_GRID_ROWS))
    except csv.Error:
        return None
    blocks: list[Block] = []
    table: list[list[str]] = []
    for row in rows:
        if len(row) > 1:
            table.append([join_wrapped(cell) for cell in row[:MAX_GRID_COLUMNS]])
            continue
        if table:
            blocks.append(Grid.from_rows(table))
            table = []
        blocks.extend(Paragraph(line) for line in (row or [""]))
    if table:
        blocks.append(Grid.from_rows(table))
    return blocks
