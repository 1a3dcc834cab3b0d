"""Where a finding points: addresses and spans in words, and the passage around what was found."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from assistant.core.findings import Finding
from assistant.core.relations import PREVIOUS
from assistant.core.report import Report
from assistant.core.template import Template, split_address

_SPAN: Final = re.compile(r"([a-z]+):(\d+)-(\d+)")
LONGEST_WORDS: Final = 80
"""Of a longer passage staff see both ends: enough to know it again."""
_STOPS: Final = "。！？!?；;\n"


@dataclass(frozen=True)
class Span:
    """Characters `start` to `end` of a section; none of them where a finding is about the heading."""

    section: str
    start: int
    end: int

    @property
    def is_heading(self) -> bool:
        """Whether it stands for the section's heading: no character is covered."""
        return self.start >= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether some character lies in both."""
        return self.section == other.section and self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether every character of the other lies in this one."""
        return self.section == other.section and self.start <= other.start and other.end <= self.end


@dataclass(frozen=True)
class Excerpt:
    """The words a finding is about, with the rest of their sentence before and behind."""

    before: str
    words: str
    behind: str

    def marked(self, room: int) -> str:
        """The words in 【】, long ones cut in the middle, with at most `room` characters of the sentence on either side."""
        words = self.words
        if len(words) > LONGEST_WORDS:
            words = f"{words[: LONGEST_WORDS // 2]}……{words[-LONGEST_WORDS // 2 :]}"
        before = "…" + self.before[-room:] if len(self.before) > room else self.before
        behind = self.behind[:room] + "…" if len(self.behind) > room else self.behind
        return f"{before}【{words}】{behind}"


def span_of(place: str) -> Span | None:
    """A place as a span of a section; `None` for the address of a cell."""
    match = _SPAN.fullmatch(place)
    return Span(match[1], int(match[2]), int(match[3])) if match else None


def words_of(finding: Finding) -> Span | None:
    """The words of the text that a finding is about first; `None` for a cell or a section's heading."""
    span = span_of(finding.where[0])
    return None if span is None or span.is_heading else span


def same_words(one: Finding, other: Finding) -> bool:
    """Whether two findings are about words of the text that overlap."""
    a, b = span_of(one.where[0]), span_of(other.where[0])
    return a is not None and b is not None and a.overlaps(b)


def doubt(finding: Finding) -> str:
    """What to say behind the message of an uncertain finding: data is missing, or the text is for people to judge."""
    if finding.status != "uncertain":
        return ""
    span = span_of(finding.where[0]) if finding.where else None
    return "（拿不准，请人判断）" if span is not None and not span.is_heading else "（缺数据，无法判定）"


def is_previous(place: str) -> bool:
    """Whether a place is in last year's report."""
    return place.startswith(PREVIOUS)


def section_of(place: str) -> str:
    """The id of the section that a place stands in; a table's cells stand in the section of its name."""
    span = span_of(place)
    return span.section if span else place.removeprefix(PREVIOUS).partition(".")[0]


def section_name(form: Template, section_id: str) -> str:
    """``第一部分“总体情况”``, ``前言``; a section that the form does not have keeps its id."""
    section = next((s for s in form.sections if s.id == section_id), None)
    if section is None:
        return section_id
    return f"第{section.number}部分“{section.title}”" if section.number else section.title


def place_name(report: Report, place: str) -> str:
    """How staff would point at a place: a cell by table, row and column, a passage by section and paragraph."""
    span = span_of(place)
    if span is None:
        return _cell_name(report.form, place)
    name = section_name(report.form, span.section)
    if span.is_heading:
        return name
    ahead = report.sections.get(span.section, "")[: span.start]
    return f"{name}第{sum(1 for line in ahead.split(chr(10))[:-1] if line.strip()) + 1}段"


def _cell_name(form: Template, place: str) -> str:
    own = place.removeprefix(PREVIOUS)
    try:
        split_address(own)
        name = form.describe(own)
    except (KeyError, StopIteration, ValueError):  # last year's report may follow the older form
        name = own
    return f"上年报告{name}" if is_previous(place) else name


def excerpt(report: Report, place: str) -> Excerpt | None:
    """The passage that a span covers, in its sentence; `None` for a cell, a heading, or a span beyond the text."""
    span = span_of(place)
    text = report.sections.get(span.section, "") if span else ""
    if span is None or span.is_heading or span.end > len(text):
        return None
    start = max((text.rfind(stop, 0, span.start) for stop in _STOPS), default=-1) + 1
    ends = [at for stop in _STOPS if (at := text.find(stop, span.end - 1)) >= 0]
    end = max(span.end, min(ends) + (text[min(ends)] != "\n") if ends else len(text))
    words = text[span.start : span.end]
    return Excerpt(text[start : span.start].lstrip(), words, text[span.end : end].rstrip())
