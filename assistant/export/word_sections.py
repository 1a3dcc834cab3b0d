"""Sections of a report found again in the Word document they were read from: headings and running text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.core.places import Span
from assistant.core.report import Report
from assistant.core.template import NARRATIVE
from assistant.export.word_text import WordText, squeezed

Range = tuple[int, int]
"""Characters of the document's stream: the first, and the one behind the last."""

_NUMBER: Final = re.compile(
    r"(?:第[一二三四五六七八九十百\d]{1,4}(?:部分|[章节条])|[（(]?[一二三四五六七八九十百\d①-⑳.．]{1,9}[)）、.．:：]*)[:：、]?"
)
"""What Word may have put before a paragraph by itself: such a number is not in the document's text."""

_CONTEXT: Final = 20
_BETWEEN: Final = ":：。.．"
_MOST_TRIES: Final = 300
_MOST_GAP: Final = 3


class SectionPlaces:
    """Where the headings and the running text of a report stand in a document's stream."""

    def __init__(self, report: Report, stream: WordText) -> None:
        self._report = report
        self._stream = stream
        self._line_starts = frozenset(stream.lines)
        self._headings = self._find_headings()
        self._maps = {s: self._map(s) for s in NARRATIVE if report.sections.get(s, "").strip()}

    def heading(self, section: str) -> Range | None:
        """The heading of a section as it stands in the document; `None` when it has none.

        The preface has none ever: the first paragraph serves, else the title.
        """
        if section != "preface":
            return self._headings.get(section)
        text = self._report.sections.get("preface", "")
        line = next((m for m in re.finditer(r"[^\n]+", text) if m[0].strip()), None)
        first = self.passage(Span("preface", *line.span())) if line else None
        return first or self._line_with(self._report.title)

    def first_line(self) -> Range | None:
        """The first line of the document that says anything."""
        return next(((at, end) for at in self._stream.lines if (end := self._stream.line_end(at)) > at), None)

    def passage(self, span: Span) -> Range | None:
        """The very characters of a span; `None` when they cannot be told for certain."""
        text = self._report.sections.get(span.section, "")
        if span.is_heading or span.end > len(text) or span.section not in self._maps:
            return None
        inside = [i for i in range(span.start, span.end) if squeezed(text[i])[0]]
        if not inside:
            return None
        places = [p for i in inside if (p := self._maps[span.section][i]) >= 0]
        if len(places) == len(inside) and places[-1] - places[0] + 1 == len(places):
            return places[0], places[-1] + 1
        return self._by_context(text, span)

    def _by_context(self, text: str, span: Span) -> Range | None:
        """The words by what stands around them, where this is found just once in the document."""
        words = squeezed(text[span.start : span.end])[0]
        before = squeezed(text[max(0, span.start - _CONTEXT) : span.start].rpartition("\n")[2])[0]
        behind = squeezed(text[span.end : span.end + _CONTEXT].partition("\n")[0])[0]
        wanted = before + words + behind
        at = self._stream.text.find(wanted)
        if at < 0 or self._stream.text.find(wanted, at + 1) >= 0:
            return None
        return at + len(before), at + len(before) + len(words)

    # --- headings ---

    def _find_headings(self) -> dict[str, Range]:
        """Every heading, in the order of the report; a table of contents has the same words, so what follows decides."""
        titles: dict[str, str] = {}
        for heading in self._report.headings:
            titles.setdefault(heading.section, heading.text)
        candidates = {section: list(self._lines_with(text)) for section, text in titles.items()}
        found: dict[str, Range] = {}
        at = 0
        for section, places in candidates.items():
            followed = [p for p in places if p[0] >= at and self._is_followed(p[1], section)]
            if followed:
                found[section] = followed[0]
                at = followed[0][1]
        sure = dict(found)
        order = list(candidates)
        for section, places in candidates.items():
            if section in sure or not places:
                continue
            later = [sure[s][0] for s in order[order.index(section) :] if s in sure]
            before = [p for p in places if p[0] < min(later, default=len(self._stream.text))] or places
            whole = [p for p in before if self._stream.line_end(p[0]) - p[1] <= _MOST_GAP]
            found[section] = (whole or before)[-1]
        return found

    def _is_followed(self, end: int, section: str) -> bool:
        """Whether the section's own text comes right behind a heading that ends at `end`."""
        first = next(
            (squeezed(t)[0] for t in self._report.sections.get(section, "").split("\n") if t.strip()), ""
        )
        if not first:
            return False
        rest = self._stream.text[end : end + _MOST_GAP + 80].lstrip(_BETWEEN)
        return any(rest.startswith(one[:40]) for one in _spellings(first))

    def _lines_with(self, title: str) -> Iterator[Range]:
        """Every line that begins with a title, or with the title without its number."""
        wanted = _spellings(squeezed(title)[0])
        for start in self._stream.lines:
            for one in wanted:
                if one and self._stream.text.startswith(one, start):
                    yield start, start + len(one)
                    break

    def _line_with(self, title: str) -> Range | None:
        return next(self._lines_with(title), None) if squeezed(title)[0] else None

    # --- running text ---

    def _map(self, section: str) -> list[int]:
        """For each character of a section its place in the stream, -1 for what was not found."""
        text = self._report.sections[section]
        places = [-1] * len(text)
        cursor = self._headings[section][1] if section in self._headings else 0
        offset = 0
        for line in text.split("\n"):
            plain, origins = squeezed(line)
            found = self._find_line(plain, cursor) if plain else None
            if found:
                at, skipped = found
                for i in range(skipped, len(plain)):
                    places[offset + origins[i]] = at + i - skipped
                cursor = at + len(plain) - skipped
            offset += len(line) + 1
        return places

    def _find_line(self, plain: str, cursor: int) -> tuple[int, int] | None:
        """Where a paragraph begins from `cursor` on, and how many characters of its number are not in the text."""
        for one in _spellings(plain):
            at = self._stream.text.find(one, cursor) if one else -1
            for _ in range(_MOST_TRIES):
                if at < 0:
                    break
                if at in self._line_starts or self._is_behind(at, cursor):
                    return at, len(plain) - len(one)
                at = self._stream.text.find(one, at + 1)
        return None

    def _is_behind(self, at: int, cursor: int) -> bool:
        """Whether only a colon or the like stands between: text on the same line as its heading."""
        return at - cursor <= _MOST_GAP and not self._stream.text[cursor:at].strip(_BETWEEN)


def _spellings(plain: str) -> tuple[str, ...]:
    """A text as it is, and without the number in front that Word may have counted."""
    number = _NUMBER.match(plain)
    return (plain, plain[number.end() :]) if number and number.end() < len(plain) else (plain,)
