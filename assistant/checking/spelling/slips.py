"""TYPO: a term of the field with one slip in it (依申情公开, 政府息公开, 政府信信息公开). The terms are data: ``typos.toml``.

A character that is changed, swapped, left out or doubled inside a term counts only where its neighbours leave no room
for another word, so nothing is guessed about words that are not terms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from assistant.checking.case import Case
from assistant.checking.prose import Passage
from assistant.checking.rulebook import table
from assistant.core.findings import Finding
from assistant.core.patterns import guarded
from assistant.core.template import quoted

CODE: Final = "TYPO"
_MARKED: Final = re.compile(r"\((.)\)|(.)")
_SHORTEST_TO_LEAVE_OUT: Final = 5
_NOT_BEHIND: Final = {"政": "(?<![财民行邮执党廉宪施德])", "信": "(?<![诚微短通守])", "无": "(?<![所])"}
"""财政局信息公开, 诚信的公开申请: the term's first character may be the last of another word."""
_HAN: Final = "一-龥"


def check(case: Case) -> Iterator[Finding]:
    """Each slip with the term it should be; what stands inside 《…》 is quoted as it is."""
    prose = case.prose
    variants = frozenset(table("spelling/typos")["variants"])
    for pattern, terms in _changed():
        for passage, match in prose.matches(pattern):
            if passage.text in variants or prose.in_title(passage) or match.lastgroup is None:
                continue
            yield _finding(case, passage, terms[int(match.lastgroup[1:])])
    for wrong, right in _literal().items():
        if prose.has(wrong):
            for passage, _ in prose.matches(_as_pattern(wrong)):
                if not prose.in_title(passage):
                    yield _finding(case, passage, right)


@cache
def _as_pattern(wrong: str) -> re.Pattern[str]:
    return re.compile(re.escape(wrong))


def _finding(case: Case, passage: Passage, right: str) -> Finding:
    says = f"{quoted(passage.text)}像是写错了，应为{quoted(right)}。"
    return case.prose.finding(CODE, "error", passage, says, correction=right, expected=right)


def _terms() -> Iterator[tuple[str, tuple[int, ...]]]:
    """Every term and the places in it where a slip tells."""
    for marked in table("spelling/typos")["terms"]:
        pieces = [(m[1] or m[2], m[1] is not None) for m in _MARKED.finditer(marked)]
        yield "".join(c for c, _ in pieces), tuple(i for i, (_, telling) in enumerate(pieces) if telling)


@cache
def _changed() -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    """One pattern for each place of a character: a term with another Chinese character there."""
    terms = list(_terms())
    names = tuple(term for term, _ in terms)
    ways = [
        f"(?P<t{number}>{'|'.join(_with_another(term, place) for place in places)})"
        for number, (term, places) in enumerate(terms)
    ]
    return ((re.compile(guarded("|".join(ways))), names),)


def _with_another(term: str, place: int) -> str:
    return f"{_NOT_BEHIND.get(term[0], '')}{term[:place]}(?!{term[place]})[{_HAN}]{term[place + 1 :]}"


@cache
def _literal() -> dict[str, str]:
    """Terms with two characters swapped, one written twice or one left out, as far as no term comes of it."""
    terms = list(_terms())
    right = {term for term, _ in terms}
    found: dict[str, str] = {}
    for term, places in terms:
        for i in places:
            found.setdefault(term[: i + 1] + term[i:], term)
            if i + 1 in places and term[i] != term[i + 1]:
                found.setdefault(term[:i] + term[i + 1] + term[i] + term[i + 2 :], term)
            if len(term) >= _SHORTEST_TO_LEAVE_OUT and 1 < i < len(term) - 2:
                found.setdefault(term[:i] + term[i + 1 :], term)
    own = right | frozenset(table("spelling/typos")["variants"])
    return {wrong: term for wrong, term in found.items() if not any(wrong in other for other in own)}
