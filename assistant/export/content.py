"""What is printed, in order and free of any file format: title, sections, tables, remarks.

Every writer of this room draws from here, so that the four formats say the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain
from typing import Final, Literal

from assistant.core.report import MISSING_MARK, Report
from assistant.core.template import Section, address
from assistant.export.layout import PrintedTable, layout

MISSING: Final = MISSING_MARK
"""Printed where the source had no such cell: neither blank nor zero."""

MISSING_TIP: Final = "来源中没有这一格，请补填"
DOUBTFUL_TIP: Final = "读表时推断的数，请与原表核对"

TITLE: Final = "政府信息公开工作年度报告"

MAX_LISTED: Final = 12
"""Remarks name at most this many cells; a longer list nobody reads."""

Style = Literal["plain", "lead", "mark"]


@dataclass(frozen=True)
class Piece:
    """Some text of one look: plain, a run-in title such as “（一）主动公开。”, or a gap to be seen."""

    text: str
    style: Style = "plain"


Line = tuple[Piece, ...]
"""One paragraph."""


@dataclass(frozen=True)
class Value:
    """A value as printed. `missing`: no such cell; `doubtful`: the reader had to infer it."""

    text: str
    number: Decimal | None
    missing: bool
    doubtful: bool

    @property
    def marked(self) -> bool:
        """Whether readers' eyes must be drawn to it."""
        return self.missing or self.doubtful


@dataclass(frozen=True)
class Part:
    """One section: its heading (empty for the preface), paragraphs, table, and remarks on the table."""

    id: str
    heading: str
    paragraphs: tuple[Line, ...]
    table: PrintedTable | None
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class Content:
    """The whole report. `title` is the full title, `title_lines` the same broken where it is too long."""

    title: str
    title_lines: tuple[str, ...]
    parts: tuple[Part, ...]
    values: dict[str, Value]


_ILLEGAL: Final = re.compile(r"[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\x7f-\x84\x86-\x9f]")
_NEWLINES: Final = re.compile(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]")


def clean(text: str) -> str:
    """Text that every format can hold: one kind of newline, no characters that XML forbids."""
    return _ILLEGAL.sub("", _NEWLINES.sub("\n", text))


def content(report: Report) -> Content:
    """Everything that is to be printed of a report."""
    title = " ".join(clean(report.title).split()) or _own_title(report)
    values = {a: _value(report, a) for a in report.form.addresses}
    return Content(
        title=title,
        title_lines=_broken(title, clean(report.unit or "").strip()),
        parts=tuple(_part(report, section, values) for section in report.form.sections),
        values=values,
    )


def _own_title(report: Report) -> str:
    year = f"{report.year}年" if report.year else ""
    return f"{''.join(clean(report.unit or '').split())}{year}{TITLE}"


def width(text: str) -> float:
    """Width in ems: Latin letters and digits count half."""
    return sum(0.5 if char.isascii() else 1.0 for char in text)


MAX_TITLE: Final = 20
"""Ems of 2号 type on a line of 156 mm."""


def _broken(title: str, unit: str) -> tuple[str, ...]:
    """A title too long for a line breaks after the unit, or before the year; the meaning stays whole."""
    if width(title) <= MAX_TITLE:
        return (title,)
    if unit and title.startswith(unit) and len(title) > len(unit):
        return unit, title[len(unit) :].strip()
    year = re.search(r"(?<!^)(?<!\d)(?:关于)?(?:19|20)\d{2}\s*年", title)
    if year:
        return title[: year.start()].strip(), title[year.start() :]
    return (title,)


def _value(report: Report, cell_address: str) -> Value:
    cell = report.cell(cell_address)
    if cell is None:
        return Value(MISSING, None, missing=True, doubtful=False)
    return Value(clean(cell.raw).strip(), cell.value, missing=False, doubtful=not cell.certain)


def _part(report: Report, section: Section, values: dict[str, Value]) -> Part:
    heading = f"{section.number}、{section.title}" if section.number else ""
    table = layout(report.form, section.table) if section.table else None
    return Part(
        section.id,
        heading,
        tuple(paragraphs(report.sections.get(section.id, ""))),
        table,
        _remarks(report, section.table, values) if section.table else (),
    )


def _remarks(report: Report, table_id: str, values: dict[str, Value]) -> tuple[str, ...]:
    """What staff must look at before they print: missing cells and inferred ones, by name."""
    form = report.form
    table = form.table(table_id)
    addresses = [address(table_id, row.id, column.id) for row in table.rows for column in row.columns]
    missing = [a for a in addresses if values[a].missing]
    doubtful = [a for a in addresses if values[a].doubtful]
    remarks = []
    if missing and len(missing) == len(addresses):
        remarks.append(f"【待核对：来源中没有{table.name}，标“{MISSING}”的各格都要补填，没有发生的填“0”。】")
    elif missing:
        names = _named([form.describe(a) for a in missing])
        remarks.append(f"【待核对：来源中没有这些格，已标“{MISSING}”，请补填：{names}。】")
    if doubtful:
        names = _named([form.describe(a) for a in doubtful])
        remarks.append(f"【待核对：下列数字是读表时推断的，请与原表核对：{names}。】")
    return tuple(remarks)


def _named(names: list[str]) -> str:
    shown = "；".join(names[:MAX_LISTED])
    return shown if len(names) <= MAX_LISTED else f"{shown}；等共{len(names)}格"


# --- running text -----------------------------------------------------------------------------

_MARK: Final = re.compile(r"【(?=待补充|待核|待归类|请核对|建议|存疑|缺)")
_LEAD: Final = re.compile(r"（[一二三四五六七八九十]{1,3}）[^。；，！？：\n【]{1,28}(?:。|$)")


def paragraphs(text: str) -> Iterator[Line]:
    """The paragraphs of a section, each in pieces; empty lines and hand-made indents are dropped."""
    line: list[Piece] = []
    for piece in chain(_marked(clean(text)), (Piece("\n"),)):
        head, *rest = piece.text.split("\n")
        line.append(Piece(head, piece.style))
        for tail in rest:
            finished = _tidy(line)
            if finished:
                yield _with_lead(finished)
            line = [Piece(tail, piece.style)]


def _marked(text: str) -> Iterator[Piece]:
    """Text cut into plain pieces and 【…】 gaps; brackets inside a gap belong to it."""
    at = 0
    while match := _MARK.search(text, at):
        if match.start() > at:
            yield Piece(text[at : match.start()])
        at = _closing(text, match.start())
        yield Piece(text[match.start() : at], "mark")
    if at < len(text):
        yield Piece(text[at:])


def _closing(text: str, start: int) -> int:
    """Just after the bracket that closes the one at `start`; an unclosed one ends with its paragraph."""
    depth = 0
    for i in range(start, len(text)):
        depth += (text[i] == "【") - (text[i] == "】")
        if depth == 0:
            return i + 1
    newline = text.find("\n", start)
    return len(text) if newline < 0 else newline


def _tidy(line: list[Piece]) -> Line:
    pieces = [piece for piece in line if piece.text]
    while pieces and not pieces[0].text.strip():
        pieces.pop(0)
    while pieces and not pieces[-1].text.strip():
        pieces.pop()
    if pieces:
        pieces[0] = Piece(pieces[0].text.lstrip(), pieces[0].style)
        pieces[-1] = Piece(pieces[-1].text.rstrip(), pieces[-1].style)
    return tuple(pieces)


def _with_lead(line: Line) -> Line:
    """The run-in title of a paragraph apart from what follows it on the same line."""
    first, *rest = line
    match = _LEAD.match(first.text) if first.style == "plain" else None
    if match is None or (not match[0].endswith("。") and rest):
        return line
    tail = first.text[match.end() :]
    return (Piece(match[0], "lead"), *((Piece(tail),) if tail else ()), *rest)
