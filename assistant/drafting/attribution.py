"""Finds the origins of a sentence that somebody else worded: which material does each number and clause come from?

The material is what the outline has to say, sentence by sentence, with origins. A number is that of the material
or none; a clause words a claim of the material, or rests on its numbers, or is left without a source. Nothing here
decides whether the sentence stands: that is acceptance's, and verifying looks everything up again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from assistant.core.numbers import Mention, NumberKind, find_numbers
from assistant.drafting.draft import NOTES, YEAR, Claim, Sentence, TracedNumber
from assistant.drafting.matters import (
    keeps_sense,
    meant,
    retold,
    same_names,
    says_equal,
    says_zero,
    well_put,
    wrong_name,
)
from assistant.drafting.pieces import COUNTED
from assistant.drafting.placing import misplaced

_CLAUSE: Final = re.compile(r"[^，。；：！？]+")
_PAUSE: Final = re.compile(r"[，；]")
_LEAD: Final = re.compile(
    r"(?:\d{4}年|[一二三四五六七八九十]是|其中|另外|此外|同时|年|[（(]?\d{1,2}[)）.、])\s*"
)
_PROBLEM_NAMED: Final = re.compile(r"针对(.+?)(?:的|这一|的这一)问题")


@dataclass(frozen=True)
class Material:
    """What may be worded: sentences with their origins, and where each of their claims stands."""

    sentences: tuple[Sentence, ...]

    def claims(self, *kinds: str) -> Iterator[Claim]:
        """The claims of some kinds."""
        for sentence in self.sentences:
            yield from (c for c in sentence.claims if c.says in kinds)

    @property
    def texts(self) -> tuple[str, ...]:
        """The wording of every sentence."""
        return tuple(s.text for s in self.sentences)


@dataclass
class _Found:
    numbers: list[TracedNumber] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)


def attribute(text: str, material: Material, section: str, aspect: str = "") -> Sentence:
    """The sentence with the origins that the material gives it; what has none is left without."""
    same = next((s for s in material.sentences if s.text == text), None)
    if same is not None:
        return same
    found = _Found()
    for clause in _CLAUSE.finditer(text):
        found.claims += _as_it_stands(clause, material) or _claim(text, *clause.span(), material)
    _trace(text, material, found)
    return Sentence(
        section=section,
        aspect=aspect,
        text=text,
        numbers=tuple(sorted(found.numbers, key=lambda n: n.start)),
        claims=tuple(sorted(found.claims, key=lambda c: c.start)),
        written_by="model",
    )


# --- claims -----------------------------------------------------------------------------------------


def _as_it_stands(clause: re.Match[str], material: Material) -> list[Claim]:
    """The claims of a clause that the material has word for word."""
    for sentence in material.sentences:
        for there in _CLAUSE.finditer(sentence.text):
            if there[0] != clause[0]:
                continue
            shift = clause.start() - there.start()
            inside = [c for c in sentence.claims if there.start() <= c.start and c.end <= there.end()]
            if inside:
                return [c.model_copy(update={"start": c.start + shift}) for c in inside]
    return []


def _claim(text: str, start: int, end: int, material: Material) -> list[Claim]:
    lead = _LEAD.match(text, start, end)
    start = lead.end() if lead else start
    words = text[start:end].strip(" 　")
    if not words:
        return []
    start = text.index(words, start)
    for claim in material.claims("rule", "quote"):
        place = words.find(claim.text)
        if place >= 0:
            return [claim.model_copy(update={"start": start + place})]
    named = _PROBLEM_NAMED.fullmatch(words)
    found = (
        _noted(words, start, material)
        or (_noted(named[1], start + named.start(1), material) if named else None)
        or _nothing(words, start, material)
    )
    return [found] if found else []


def _noted(words: str, start: int, material: Material) -> Claim | None:
    """The user's statement that the clause words, and no more than that."""
    for claim in material.claims("note"):
        if retold(words, claim.text) and keeps_sense(words, claim.text):
            return claim.model_copy(update={"text": words, "start": start})
    return None


def _nothing(words: str, start: int, material: Material) -> Claim | None:
    """A clause that says of cells that they are zero, or that they are the same."""
    same = next((c for c in material.claims("zero", "equal") if c.text == words), None)
    if same is not None:
        return same.model_copy(update={"start": start})
    for claim in (c for s in material.sentences for c in _together(s)):
        cells = meant(words, claim.cells) if claim.says == "zero" else claim.cells
        holds = says_zero if claim.says == "zero" else says_equal
        if claim.says == "equal" and not same_names(words, claim.text):
            continue
        if cells and well_put(words) and holds(words, cells):
            return claim.model_copy(update={"text": words, "start": start, "cells": cells})
    return None


def _together(sentence: Sentence) -> Iterator[Claim]:
    """The zeros of a sentence: all of them as one, runs of them, and one by one."""
    zeros = [c for c in sentence.claims if c.says == "zero"]
    for length in range(len(zeros), 0, -1):
        for first in range(len(zeros) - length + 1):
            cells = tuple(dict.fromkeys(cell for c in zeros[first : first + length] for cell in c.cells))
            yield zeros[first].model_copy(update={"cells": cells})
    yield from (c for c in sentence.claims if c.says == "equal")


# --- numbers ----------------------------------------------------------------------------------------


def _trace(text: str, material: Material, found: _Found) -> None:
    used: set[tuple[int, int]] = set()
    for mention in find_numbers(text):
        if mention.kind not in COUNTED:
            continue
        within = next((c for c in found.claims if c.start <= mention.start < c.end), None)
        number = _carried(mention, within) if within else None
        number = number or _of_material(text, mention, material, found, used)
        if number is not None:
            found.numbers.append(number)


def _carried(mention: Mention, claim: Claim) -> TracedNumber | None:
    if claim.says not in {"note", "quote"}:
        return None
    return TracedNumber(
        text=mention.text, value=mention.value, cells=claim.cells, unit=mention.unit, start=mention.start
    )


def _of_material(
    text: str, mention: Mention, material: Material, found: _Found, used: set[tuple[int, int]]
) -> TracedNumber | None:
    """The number of the material that this one is: the same value and unit, where its words mean it.

    Of several that is the first not used yet; where the words fit none of them, the likest, for the reason's sake.
    """
    candidates = [
        (i, j, number.model_copy(update={"text": mention.text, "unit": mention.unit, "start": mention.start}))
        for i, sentence in enumerate(material.sentences)
        for j, number in enumerate(sentence.numbers)
        if _same(mention, number)
    ]
    if not candidates:
        return None
    fitting = [
        c for c in candidates if not misplaced(text, c[2], found.numbers, found.claims, material.sentences)
    ]
    fitting = (
        fitting or [c for c in candidates if not wrong_name(text, mention.start, c[2].cells)] or candidates
    )
    unused = [f for f in fitting if (f[0], f[1]) not in used] or fitting
    i, j, number = max(unused, key=lambda f: _context(text, mention, material.sentences[f[0]], f[1]))
    used.add((i, j))
    return number


def _same(mention: Mention, number: TracedNumber) -> bool:
    if mention.value != number.value or number.cells[0].startswith(NOTES):
        return False
    if number.cells == (YEAR,):
        return mention.kind in {NumberKind.YEAR, NumberKind.DATE}
    return mention.unit == number.unit


def _context(text: str, mention: Mention, said: Sentence, j: int) -> int:
    """How many characters right before the two numbers are the same."""
    mine, theirs = text[: mention.start], said.text[: said.numbers[j].start]
    alike = 0
    while alike < min(len(mine), len(theirs)) and mine[-1 - alike] == theirs[-1 - alike]:
        alike += 1
    shared = set(_last_clause(mine)) & set(_last_clause(theirs))
    return 3 * alike + len(shared)


def _last_clause(text: str) -> str:
    return _PAUSE.split(text)[-1]
