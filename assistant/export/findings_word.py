"""Findings as Word comments in the user's own document, each at the words or the cell it is about.

The document stays as it is but for the comments. A finding whose place cannot be told for certain goes to the heading
of its section, else to the first line, and its comment says so: none is lost.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from lxml import etree

from assistant.core.families import SEVERITIES
from assistant.core.findings import Finding
from assistant.core.places import Span, doubt, is_previous, place_name, section_name, section_of, span_of
from assistant.core.report import Heading, Report
from assistant.export.content import clean, content
from assistant.export.own_document import OwnDocument
from assistant.export.word_cells import find_cells
from assistant.export.word_marks import Mark, Marker, first_paragraph
from assistant.export.word_sections import Range, SectionPlaces
from assistant.export.word_text import TableCell, read_word_text
from assistant.export.word_xml import Element, el

AUTHOR: Final = "年报助手"
INITIALS: Final = "年报"
_MOST_IDS: Final = 2**31 - 1
"""Word keeps the numbers of comments in 32 bits."""

_IN_BOX: Final = "批注所指的文字在文本框里，Word 不能在文本框里加批注，所以标在文本框所在处"
_IN_CONTROL: Final = "批注所指的文字在域或内容控件里，只能标在整个域或控件上"


@dataclass(frozen=True)
class Commented:
    """A document with comments. `astray` counts those that do not stand exactly at their place."""

    data: bytes
    astray: int
    lost_macros: bool


@dataclass(frozen=True)
class _Anchor:
    """Where a comment goes, and what it has to say about that; `own` where it stands exactly at its place."""

    range: Range | None = None
    paragraph: Element | None = None
    remark: str = ""


def comment_in(document: bytes, findings: Sequence[Finding], report: Report, now: datetime) -> Commented:
    """A Word document with one comment for each finding, in the order of the findings.

    `document` are the bytes of a .docx (or .docm, .dotx) that `report` was read from or written to. Raises
    `InputError` when it is damaged. Templates and documents with macros come back as plain documents.
    """
    own = OwnDocument(document)
    comments = own.comments()
    number = _first_free(own, comments)
    places = _Places(own, report)
    astray = 0
    for finding in findings:
        anchor = places.anchor(finding)
        astray += bool(anchor.remark)
        places.mark(anchor, number)
        comments.append(_comment(finding, anchor.remark, number, now, own.word))
        number += 1
    places.marker.apply()
    return Commented(own.bytes_with(comments), astray, own.had_macros)


def as_printed(report: Report) -> Report:
    """The report with the title and headings that its export in official layout prints."""
    printed = content(report)
    headings = tuple(Heading(section=part.id, text=part.heading) for part in printed.parts if part.heading)
    return report.model_copy(update={"title": printed.title, "headings": headings})


def _first_free(own: OwnDocument, comments: Element) -> int:
    names = {own.word + name for name in ("commentRangeStart", "commentRangeEnd", "commentReference")}
    found = [*own.root.iter(*names), *comments.iter(f"{own.word}comment")]
    taken = {int(text) for e in found if (text := e.get(f"{own.word}id") or "").isdecimal()}
    return max((n for n in taken if n < _MOST_IDS // 2), default=-1) + 1


class _Places:
    def __init__(self, own: OwnDocument, report: Report) -> None:
        self._own = own
        self._report = report
        self._stream = read_word_text(own.root, own.word)
        self._sections = SectionPlaces(report, self._stream)
        self._cells: Mapping[str, TableCell] = find_cells(report, self._stream)
        self.marker = Marker(self._stream)

    def mark(self, anchor: _Anchor, number: int) -> None:
        """Plan the range of a comment."""
        if anchor.range:
            self.marker.add(Mark(number, *anchor.range))
        else:
            self.marker.add(Mark(number, paragraph=anchor.paragraph))

    def anchor(self, finding: Finding) -> _Anchor:
        """The best place for a finding: its first place in this document, else the heading, else the first line."""
        here = [place for place in finding.where if not is_previous(place)]
        if not here:
            about = "说的是上年报告" if finding.where else "没有指明位置"
            return self._at_start(f"这条意见{about}，批注放在文件开头")
        place = here[0]
        span = span_of(place)
        found = self._of_cell(place) if span is None else self._of_span(span)
        if found is not None:
            return found
        return self._instead(place)

    def _of_cell(self, place: str) -> _Anchor | None:
        cell = self._cells.get(place)
        if cell is None:
            return None
        if cell.end > cell.start:
            return self._exactly((cell.start, cell.end))
        return _Anchor(paragraph=first_paragraph(cell.element, self._own.word))

    def _of_span(self, span: Span) -> _Anchor | None:
        found = self._sections.heading(span.section) if span.is_heading else self._sections.passage(span)
        return None if found is None else self._exactly(found)

    def _exactly(self, found: Range) -> _Anchor:
        if self.marker.is_exact(*found):
            return _Anchor(found)
        return _Anchor(found, remark=_IN_BOX if self.marker.in_text_box(found[0]) else _IN_CONTROL)

    def _instead(self, place: str) -> _Anchor:
        section = section_of(place)
        span = span_of(place)
        name = section_name(self._report.form, section)
        heading = self._sections.heading(section)
        if heading is None or (span is not None and span.is_heading):
            where = f"文件里没有找到{name}的标题" if section != "preface" else "文件里没有找到前言"
            return self._at_start(f"{where}，批注放在文件开头")
        what = place_name(self._report, place) if span is None else "这处文字"
        return _Anchor(heading, remark=f"在文件里没有找到{what}的准确位置，批注放在{name}的标题处")

    def _at_start(self, remark: str) -> _Anchor:
        first = self._sections.first_line()
        if first is not None:
            return _Anchor(first, remark=remark)
        body = self._own.root.find(f"{self._own.word}body")
        return _Anchor(paragraph=first_paragraph(body, self._own.word), remark=remark)


# --- the comment itself -----------------------------------------------------------------------


def comment_lines(finding: Finding, remark: str = "") -> list[str]:
    """What a comment says, line by line."""
    unsure = doubt(finding)
    lines = [f"【{SEVERITIES[finding.severity]}】{finding.message}{unsure}"]
    if finding.correction is not None:
        lines.append(f"建议改为：{finding.correction}" if finding.correction else "建议删去这几个字。")
    if finding.basis:
        lines.append(f"依据：{finding.basis}")
    if remark:
        lines.append(f"（{remark}。）")
    return [part for line in lines for part in clean(line).split("\n") if part.strip()]


def _comment(finding: Finding, remark: str, number: int, now: datetime, word: str) -> Element:
    comment = el(
        "comment",
        *(_line(text, first=i == 0) for i, text in enumerate(comment_lines(finding, remark))),
        id=number,
        author=AUTHOR,
        date=now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        initials=INITIALS,
    )
    return comment if word in comment.tag else _moved(comment, word)


def _line(text: str, *, first: bool) -> Element:
    """A paragraph that looks the same whatever the document's own body text is like."""
    looks = (
        "pPr",
        el("spacing", before=0, after=0, line=240, lineRule="auto"),
        el("ind", **_NO_INDENT),
        el("jc", val="left"),
    )
    words = el("t")
    words.text = text
    mark = el("r", el("annotationRef")) if first else None
    return el("p", el(*looks), mark, el("r", el("rPr", el("sz", val=20), el("szCs", val=20)), words))


_NO_INDENT: Final = {"left": 0, "right": 0, "firstLineChars": 0, "firstLine": 0}


def _moved(element: Element, word: str) -> Element:
    """The same element in another namespace, for documents of the strict variant."""
    made = etree.Element(word + etree.QName(element).localname, nsmap={"w": word.strip("{}")})
    for name, value in element.attrib.items():
        made.set(word + etree.QName(name).localname, value)
    made.text = element.text
    made.extend(_moved(child, word) for child in element)
    return made
