"""The running text of a report, cut into sentences that know where they stand, and findings that point into it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import islice, pairwise
from typing import Final, TypedDict, Unpack

from assistant.core.findings import Finding, Status
from assistant.core.patterns import AnyOf, Glance, glance
from assistant.core.report import Severity
from assistant.core.sentences import cut
from assistant.core.template import NARRATIVE

SECTION_NAMES: Final = {
    "preface": "前言",
    "overview": "第一部分",
    "problems": "第五部分",
    "other": "第六部分",
}
"""How staff would point at a section of running text."""

_DIGITS: Final = re.compile(r"\d(?:[\d,.，]{0,30}\d)?|[零〇一二两三四五六七八九十百千万亿]+")
_BLANKS: Final = re.compile(r"\s+")
_TITLE: Final = re.compile(r"《[^《》\n]{1,80}》")
_PERIOD: Final = re.compile(r"[^。！？\n]+")
_LONGEST_ANCHOR: Final = 60
MOST_MATCHES: Final = 200
"""Matches of one pattern in one section: nobody reads more, and a text of nothing but slips still ends in time."""

_WIDE: Final = str.maketrans("０１２３４５６７８９　\u00a0", "0123456789  ")
"""Full-width digits and blanks made plain, one for one, so that places stay."""


@dataclass(frozen=True)
class Passage:
    """A stretch of a section: characters `start` to `end` of it, which read `text`."""

    section: str
    start: int
    end: int
    text: str

    @property
    def span(self) -> str:
        """Its address, ``overview:120-131``."""
        return f"{self.section}:{self.start}-{self.end}"

    def cut(self, start: int, end: int) -> Passage:
        """A part of it, by offsets into its own text."""
        return Passage(self.section, self.start + start, self.start + end, self.text[start:end])

    def of(self, match: re.Match[str], group: int | str = 0) -> Passage:
        """What a pattern matched in its text."""
        return self.cut(*match.span(group))

    def of_match(self, match: re.Match[str], group: int | str = 0) -> Passage:
        """What a pattern matched in the section it lies in."""
        start, end = match.span(group)
        return Passage(self.section, start, end, match.string[start:end])


class Details(TypedDict, total=False):
    """What a finding may say besides: see `Finding`. `found` is the passage itself where nothing else is said."""

    cells: tuple[str, ...]
    expected: Decimal | str | None
    found: Decimal | str | None
    correction: str | None
    basis: str
    status: Status


def head(section: str) -> str:
    """The place of a section's heading, before its first character: for what the section lacks as a whole."""
    return f"{section}:0-0"


class Prose:
    """The sections of running text that are not empty, in printed order."""

    def __init__(self, sections: Mapping[str, str]) -> None:
        self.sections: dict[str, str] = {s: t for s in NARRATIVE if (t := sections.get(s, "")).strip()}
        self._matches: dict[Glance, tuple[tuple[Passage, re.Match[str]], ...]] = {}

    @cached_property
    def sentences(self) -> tuple[Passage, ...]:
        """Every sentence, cut at full stops, semicolons and line ends; blanks around it are left off."""
        return tuple(p for passages in self._by_section.values() for p in passages)

    @cached_property
    def periods(self) -> tuple[Passage, ...]:
        """What stands between full stops: a year or a whole reaches over a semicolon."""
        return tuple(p for section in self.sections for p in self.periods_of(section))

    def periods_of(self, section: str) -> tuple[Passage, ...]:
        """The periods of one section."""
        found = _PERIOD.finditer(self.sections.get(section, ""))
        return tuple(Passage(section, match.start(), match.end(), match[0]) for match in found)

    def sentences_of(self, section: str) -> tuple[Passage, ...]:
        """The sentences of one section."""
        return self._by_section.get(section, ())

    @cached_property
    def _by_section(self) -> dict[str, tuple[Passage, ...]]:
        return {section: tuple(_sentences(section, text)) for section, text in self.sections.items()}

    @cached_property
    def plain(self) -> dict[str, str]:
        """The sections with full-width digits and blanks made plain; every character keeps its place."""
        return {section: text.translate(_WIDE) for section, text in self.sections.items()}

    @cached_property
    def whole(self) -> str:
        """All sections in plain form."""
        return "\n".join(self.plain.values())

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        """Every character and every two that stand side by side."""
        return frozenset((*self.whole, *map("".join, pairwise(self.whole))))

    def has(self, words: str) -> bool:
        """Whether some words stand anywhere: asked some thousand times, so how they begin is looked at first."""
        return words[:2] in self._beginnings and words in self.whole

    def has_any(self, some: AnyOf) -> bool:
        """Whether any of some words stands anywhere."""
        return not some.beginnings.isdisjoint(self._beginnings) and any(map(self.has, some))

    @cached_property
    def _titles(self) -> dict[str, tuple[tuple[int, int], ...]]:
        return {s: tuple(m.span() for m in _TITLE.finditer(text)) for s, text in self.sections.items()}

    def in_title(self, passage: Passage) -> bool:
        """Whether a passage lies inside 《…》: titles are quoted as they are."""
        return any(a < passage.start and passage.end <= b for a, b in self._titles[passage.section])

    def matches(self, pattern: re.Pattern[str]) -> Iterator[tuple[Passage, re.Match[str]]]:
        """The matches of a pattern in every section (the first `MOST_MATCHES` of each), with the passages they cover.

        The pattern sees digits in plain form.
        """
        known = glance(pattern)
        found = self._matches.get(known)
        if found is None:
            found = self._matches[known] = tuple(self._matched(known))
        return iter(found)

    def _matched(self, known: Glance) -> Iterator[tuple[Passage, re.Match[str]]]:
        if not all(map(self.has_any, known.needs)):
            return
        pattern = known.to_run()
        for section, text in self.plain.items():
            for match in islice(pattern.finditer(text), MOST_MATCHES):
                start, end = match.span()
                yield Passage(section, start, end, self.sections[section][start:end]), match

    def around(self, passage: Passage) -> Passage:
        """The sentence a passage begins in."""
        place = self._place(passage)
        return passage if place is None else self._by_section[passage.section][place]

    def _place(self, passage: Passage) -> int | None:
        """Which sentence of its section a passage begins in; `None` when it begins between two."""
        place = bisect_right(self._starts[passage.section], passage.start) - 1
        inside = place >= 0 and passage.start < self._by_section[passage.section][place].end
        return place if inside else None

    @cached_property
    def _starts(self) -> dict[str, list[int]]:
        return {section: [s.start for s in sentences] for section, sentences in self._by_section.items()}

    @cached_property
    def _worn_sentences(self) -> dict[str, list[tuple[str, int]]]:
        """Every sentence without its figures, and how many before it in its section read the same."""
        worn: dict[str, list[tuple[str, int]]] = {}
        for section, sentences in self._by_section.items():
            seen: Counter[str] = Counter()
            worn[section] = []
            for sentence in sentences:
                words = _worn(sentence.text)
                worn[section].append((words, seen[words]))
                seen[words] += 1
        return worn

    def finding(
        self,
        code: str,
        severity: Severity,
        passage: Passage,
        message: str,
        **details: Unpack[Details],
    ) -> Finding:
        """A finding about a passage. Its fingerprint rests on the words of the sentence, not on its figures or place.

        So the same sentence keeps its fingerprint when text is added before it or its figures change; a second
        sentence with the same words has one of its own.
        """
        return Finding(
            code=code,
            severity=severity,
            where=(passage.span, *details.get("cells", ())),
            message=message,
            expected=details.get("expected"),
            found=details.get("found", passage.text),
            correction=details.get("correction"),
            basis=details.get("basis", ""),
            status=details.get("status", "fail"),
            anchor=self._anchor(passage),
        )

    def _anchor(self, passage: Passage) -> str:
        place = self._place(passage)
        if place is None:
            return f"{passage.section}|{_worn(passage.text)[:_LONGEST_ANCHOR]}|{len(_worn(passage.text))}|0|0"
        words, before = self._worn_sentences[passage.section][place]
        sentence = self._by_section[passage.section][place]
        ahead = _worn(sentence.text[: passage.start - sentence.start])
        return f"{passage.section}|{words[:_LONGEST_ANCHOR]}|{len(words)}|{len(ahead)}|{before}"


def _sentences(section: str, text: str) -> Iterator[Passage]:
    for start, end in cut(text):
        yield Passage(section, start, end, text[start:end])


def _worn(text: str) -> str:
    """Words without their figures and blanks."""
    return _BLANKS.sub("", _DIGITS.sub("#", text))
