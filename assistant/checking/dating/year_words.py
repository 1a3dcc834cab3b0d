"""What the checks of left-over years share: years in figures and in Chinese numerals, and the finding about one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from assistant.checking.case import Case
from assistant.checking.prose import MOST_MATCHES, Passage
from assistant.core.findings import Finding

LEFT_OVER: Final = "YEAR-LEFT-OVER"
_NUMERALS: Final = "〇一二三四五六七八九"
_SPELT: Final = re.compile(
    r"(?<![〇零○一二三四五六七八九十])二[〇零○Oo][〇零○一二三四五六七八九]{2}(?=\s*年|全年)"
)
_WHOLE: Final = 4
_SHORTENED: Final = 2


def year_of(written: str) -> int:
    """A year in digits or in Chinese numerals: 2023, 二〇二三; two digits are of this century."""
    if len(written) == _SHORTENED:
        return 2000 + int(written)
    return int("".join(c if c.isdecimal() else str(max(0, _NUMERALS.find(c))) for c in written))


def year_like(written: str, year: int) -> str:
    """Another year in the numerals, and with as many of them, as this one is written in."""
    said = str(year)[-len(written) :] if len(written) < _WHOLE else str(year)
    return said if written.isdecimal() else "".join(_NUMERALS[int(c)] for c in said)


def in_digits(case: Case) -> dict[str, str]:
    """The plain sections with the years in Chinese numerals in digits; every character keeps its place."""
    return {s: _SPELT.sub(lambda m: str(year_of(m[0])), text) for s, text in case.prose.plain.items()}


def year_matches(case: Case, pattern: re.Pattern[str]) -> Iterator[tuple[Passage, re.Match[str]]]:
    """What `Prose.matches` gives, however the years are written."""
    for section, text in in_digits(case).items():
        for match in islice(pattern.finditer(text), MOST_MATCHES):
            start, end = match.span()
            yield Passage(section, start, end, case.prose.sections[section][start:end]), match


def year_finding(
    case: Case,
    sentence: Passage,
    match: re.Match[str],
    says: str,
    right: int | None,
    at: Passage | None = None,
    sure: bool = False,
) -> Finding:
    """A year that should be another: an error where that is sure, else a question."""
    place = at or sentence.of(match, "year")
    written = case.prose.sections[place.section][place.start : place.end]
    correction = None if right is None else year_like(written, right)
    return case.prose.finding(
        LEFT_OVER,
        "error" if sure else "warning",
        Passage(place.section, place.start, place.end, written),
        says,
        correction=correction,
        expected=correction,
        status="fail" if sure else "uncertain",
    )
