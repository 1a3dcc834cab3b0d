"""What the checks of left-over years share: years in figures and in Chinese numerals, and the finding about one."""

from __future__ import annotations

import re
from typing import Final

from assistant.checking.case import Case
from assistant.checking.prose import Passage
from assistant.core.findings import Finding

LEFT_OVER: Final = "YEAR-LEFT-OVER"
_NUMERALS: Final = "〇一二三四五六七八九"


def year_of(written: str) -> int:
    """A year in digits or in Chinese numerals: 2023, 二〇二三."""
    return int("".join(c if c.isdecimal() else str(max(0, _NUMERALS.find(c))) for c in written))


def year_like(written: str, year: int) -> str:
    """Another year in the numerals that this one is written in."""
    return str(year) if written.isdecimal() else "".join(_NUMERALS[int(c)] for c in str(year))


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
    return case.prose.finding(
        LEFT_OVER,
        "error" if sure else "warning",
        at or sentence.of(match, "year"),
        says,
        correction=str(right) if right else None,
        expected=str(right) if right else None,
        status="fail" if sure else "uncertain",
    )
