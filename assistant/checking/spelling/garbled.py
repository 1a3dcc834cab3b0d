"""TYPO: a term with a character left out, written twice or swapped with the next, whichever term of the field it is.

Unlike `slips`, where the places that tell are marked by hand, this looks at every place in more than a thousand terms. So
it asks the words around (`likely.edges_of`): what is told has to begin and end where a word does, 财政信息公开 is no 政府信息公开
that lost a character. It is told as likely, not as sure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from assistant.checking.case import Case
from assistant.checking.prose import MOST_MATCHES, Passage
from assistant.checking.rulebook import table
from assistant.checking.spelling.likely import JOINS, LONELY, RUN, edges_of
from assistant.checking.spelling.mistyped import HEAD, lengths_by_head
from assistant.checking.spelling.words import words
from assistant.core.findings import Finding
from assistant.core.template import quoted

CODE: Final = "TYPO"
_SHORTEST: Final = 4
_PLACES: Final = frozenset("省市县区镇乡街村")
"""南河市市场监督管理局: the name of a place ends as the term begins."""
_COMMON: Final = 8.0
"""A character that is commoner than this says something where it stands alone."""


def check(case: Case) -> Iterator[Finding]:
    """Each garbled term with the right one; titles in 《…》 and the unit's own name are quoted as they are."""
    unit = case.report.unit or ""
    for section, text in case.prose.sections.items():
        left = MOST_MATCHES
        for match in RUN.finditer(text):
            for start, wrong in _in_run(match[0]):
                at = match.start() + start
                passage = Passage(section, at, at + len(wrong), wrong)
                if left <= 0 or wrong in unit or case.prose.in_title(passage):
                    continue
                left -= 1
                yield _finding(case, passage, _garbled()[wrong])


def _finding(case: Case, passage: Passage, right: str) -> Finding:
    says = (
        f"{quoted(passage.text)}像是{quoted(right)}写漏、写重或者写颠倒了，请核对；本来就是这样说的，不用改。"
    )
    return case.prose.finding(
        CODE, "warning", passage, says, correction=right, expected=right, status="uncertain"
    )


def _in_run(text: str) -> Iterator[tuple[int, str]]:
    """The garbled terms of a run of characters and where they begin."""
    garbled, lengths = _garbled(), _lengths()
    edges: frozenset[int] | None = None
    taken = 0
    for start in range(len(text) - HEAD + 1):
        if start < taken:
            continue
        for size in lengths.get(text[start : start + HEAD], ()):
            wrong = text[start : start + size]
            if len(wrong) < size or wrong not in garbled:
                continue
            edges = edges_of(text) if edges is None else edges
            end = start + size
            first, last = _cut_off(wrong)
            if start in edges and end in edges and not (first and start) and not (last and end < len(text)):
                taken = end
                yield start, wrong
                break


@cache
def _garbled() -> Mapping[str, str]:
    """Every way to garble a term, with the term, as far as no word or other term comes of it."""
    lines = (
        *table("spelling/terms")["terms"],
        *table("spelling/likely")["usual"],
        *table("spelling/confusables")["phrases"],
        *table("spelling/typos")["whole"],
    )
    right = frozenset(term for line in lines for term in line.split())
    terms = [term for term in right if len(term) >= _SHORTEST]
    allowed = frozenset(word for line in table("spelling/typos")["not_garbled"] for word in line.split())
    cost = words().cost
    found: dict[str, str] = {}
    for term in sorted(terms, key=lambda term: (len(term), term)):
        for wrong in _ways(term):
            if wrong not in cost and wrong not in right and wrong not in allowed and not _stands(term, wrong):
                found.setdefault(wrong, term)
    own = "\n".join(terms)
    return {wrong: term for wrong, term in found.items() if wrong not in own}


def _stands(term: str, wrong: str) -> bool:
    """Whether what is left of a term of two words is a word and a character that often stands alone: 在申请 of 在线申请."""
    if len(term) != _SHORTEST or len(wrong) >= _SHORTEST:
        return False
    alone = wrong[0] if wrong[1:] == term[2:] else wrong[-1]
    return alone in JOINS or words().cost.get(alone, LONELY) < _COMMON


def _ways(term: str) -> Iterator[str]:
    for i, character in enumerate(term):
        if 0 < i < len(term) - 1 or len(term) == _SHORTEST:
            yield term[:i] + term[i + 1 :]
        if i or character not in _PLACES:
            yield term[: i + 1] + term[i:]
        if i and term[i - 1] != character:
            yield term[: i - 1] + character + term[i - 1] + term[i + 1 :]


@cache
def _cut_off(wrong: str) -> tuple[bool, bool]:
    """Whether a garbled term lacks its first or its last character: that tells at the edge of a clause only."""
    term = _garbled()[wrong]
    return wrong == term[1:], wrong == term[:-1]


@cache
def _lengths() -> Mapping[str, tuple[int, ...]]:
    return lengths_by_head(_garbled())
