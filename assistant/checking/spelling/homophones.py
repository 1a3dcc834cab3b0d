"""TYPO, where it is only likely: a real word that sounds or looks like another of the field, in that other's company.

Whoever types by sound gets 神情 for 申请 or 主题 for 主体: a word, so nothing looks wrong by itself. Yet texts of the field say what
the right word stands beside (``company.txt``, learnt by `tools/learn_company.py`). A word is told where its neighbours are
those of the other and not its own; it needs more of that where the field uses the word as well. So it is a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from assistant.checking.case import Case
from assistant.checking.prose import MOST_MATCHES, Passage
from assistant.checking.rulebook import table
from assistant.checking.spelling.likely import LONELY, edges_of, in_name
from assistant.checking.spelling.runs import look_at
from assistant.checking.spelling.words import words
from assistant.core.findings import Finding
from assistant.core.template import quoted

CODE: Final = "TYPO"
FILE: Final = Path(__file__).with_name("company.txt")
_RUN: Final = re.compile(r"[一-龥]{2,80}")
_LENGTHS: Final = (2, 3)
_EDGE: Final = "."
_DIGIT: Final = "#"
_WELL_KNOWN, _KNOWN = 2, 1
"""What two characters on a side are worth that stood there before, and what a single one is."""
_ENOUGH: Final = 2
_ENOUGH_OF_OWN: Final = 3
_MOST_OF_OWN: Final = 1
_EVERYDAY: Final = 40
"""So often the field uses a word that less of its company will do in the place of one that it never uses."""
_TOO_COMMON: Final = 200
"""A word that the field uses all the time is nobody's slip."""
_RARE: Final = 11.3
"""A word that is rarer than this in all texts is strange in a report."""
_RARER: Final = 10
"""And so much less often it uses another that this counts as good as never used."""


@dataclass(frozen=True)
class _Near:
    """How often the field uses a word and what stands beside it: two characters before and behind, one before and behind."""

    often: int
    before: frozenset[str]
    behind: frozenset[str]
    ahead: str
    after: str

    def of(self, beside: tuple[str, str, str, str], *, edges: bool = False) -> int:
        """How well known the word is in a company."""
        before, behind, ahead, after = beside
        first = _worth(before in self.before, ahead in self.ahead)
        last = _worth(behind in self.behind, after in self.after)
        # The edge of a clause goes with many words: it counts beside something else only, unless it speaks for the word itself.
        if edges:
            return first + last
        if ahead == _EDGE and first < _WELL_KNOWN and not last:
            return 0
        if after == _EDGE and last < _WELL_KNOWN and (not first or ahead == _EDGE):
            return 0
        return first + last


def _worth(two: bool, one: bool) -> int:
    return _WELL_KNOWN if two else _KNOWN if one else 0


def company(text: str, start: int, end: int) -> tuple[str, str, str, str]:
    """What stands beside characters `start` to `end`: two characters before, two behind (none at an edge), one before, one behind."""
    before, behind = (_plain(part) for part in (text[max(0, start - 2) : start], text[end : end + 2]))
    return (
        before if len(before) > 1 and before[1] not in _EDGE + _DIGIT else "",
        behind if len(behind) > 1 and behind[0] not in _EDGE + _DIGIT else "",
        before[-1:] or _EDGE,
        behind[:1] or _EDGE,
    )


def _plain(text: str) -> str:
    return "".join(c if "一" <= c <= "龥" else _DIGIT if c.isdigit() else _EDGE for c in text)


def check(case: Case) -> Iterator[Finding]:
    """Each such word with the one that is meant; titles in 《…》, names and the unit's own name are left alone."""
    unit = case.report.unit or ""
    looked = look_at(case.prose.sections)
    for section, text in case.prose.sections.items():
        left = MOST_MATCHES
        for match in _RUN.finditer(text):
            if not looked.is_strange(section, *match.span()):
                continue
            for start, wrong in _in_run(match[0]):
                at = match.start() + start
                right = _meant(wrong, company(text, at, at + len(wrong)))
                passage = Passage(section, at, at + len(wrong), wrong)
                if right is None or left <= 0 or wrong in unit or case.prose.in_title(passage):
                    continue
                if in_name(text, passage.start, passage.end):
                    continue
                left -= 1
                says = f"{quoted(wrong)}放在这里不通，像是{quoted(right)}之误，请核对；本来就是这个意思的，不用改。"
                yield case.prose.finding(
                    CODE, "warning", passage, says, correction=right, expected=right, status="uncertain"
                )


def _in_run(text: str) -> Iterator[tuple[int, str]]:
    """The words of a run that others may have been meant by, where they are words of its likeliest cut."""
    meant = _learnt()[0]
    edges: frozenset[int] | None = None
    for start in range(len(text) - 1):
        for size in _LENGTHS:
            word = text[start : start + size]
            if len(word) < size or word not in meant:
                continue
            edges = edges_of(text) if edges is None else edges
            if start in edges and start + size in edges:
                yield start, word


def _meant(wrong: str, beside: tuple[str, str, str, str]) -> str | None:
    """The word that stands in this company rather than the one that is there."""
    others, near = _learnt()
    own = near.get(wrong, _UNUSED)
    own_worth = own.of(beside, edges=True)
    if own_worth > _MOST_OF_OWN or own.often >= _TOO_COMMON:
        return None
    worth, right = max((near[other].of(beside), other) for other in others[wrong])
    return (
        right
        if worth >= own_worth + _enough(own, near[right], own_worth, strange=wrong in _strange())
        else None
    )


def _enough(own: _Near, other: _Near, own_worth: int, *, strange: bool) -> int:
    """How much of the other's company tells that it is meant."""
    if own.often == 0:
        return _ENOUGH - 1 if strange and other.often >= _EVERYDAY else _ENOUGH
    return _ENOUGH if own_worth == 0 and other.often >= max(_EVERYDAY, _RARER * own.often) else _ENOUGH_OF_OWN


_UNUSED: Final = _Near(0, frozenset(), frozenset(), "", "")


@cache
def _strange() -> frozenset[str]:
    """Words that are rare in all texts, reports included."""
    cost = words().cost
    plain = frozenset(word for line in table("spelling/homophones")["plain"] for word in line.split())
    return frozenset(word for word in _learnt()[0] if cost.get(word, LONELY) >= _RARE) - plain


@cache
def _learnt() -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, _Near]]:
    """For each word those that may be meant by it, and what words stand beside."""
    pairs, _, lines = FILE.read_text(encoding="utf-8").partition("\n\n")
    others: dict[str, list[str]] = {}
    for line in pairs.splitlines():
        right, *wrong = line.split()
        for word in wrong:
            others.setdefault(word, []).append(right)
    near: dict[str, _Near] = {}
    for line in lines.splitlines():
        word, often, before, behind, ahead, after = line.split("|")
        near[word] = _Near(int(often), _in_twos(before), _in_twos(behind), ahead, after)
    return {word: tuple(right) for word, right in others.items()}, near


def _in_twos(text: str) -> frozenset[str]:
    return frozenset(text[i : i + 2] for i in range(0, len(text), 2))
