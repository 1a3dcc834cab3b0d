"""TYPO, by how the field writes: a character left out or taken for another, or two swapped, where the field has such a run.

``field.npz`` counts the runs of one to four characters that texts of the field have (`tools/learn_field.py` makes it). A
place that no known run covers is looked at: if one character put in, one put for another that sounds or looks like it, or
two put the other way round, makes it a run that the field writes time and again, that is likely what was meant. The field
does not know every word, so all of it is a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np

from assistant.checking.case import Case
from assistant.checking.prose import MOST_MATCHES, Passage
from assistant.checking.spelling.likely import JOINS, in_name, is_in_word, with_other
from assistant.checking.spelling.mistyped import alike, looking
from assistant.checking.spelling.words import words
from assistant.core.findings import Finding
from assistant.core.template import quoted

CODE: Final = "TYPO"
FILE: Final = Path(__file__).with_name("field.npz")
ORDER: Final = 4
EDGE: Final = "\n"
DIGITS: Final = "0"
_NUMBER: Final = re.compile(r"\d[\d,.]*")
_HAN: Final = re.compile("[一-龥]")
_EITHER: Final = "既即"
"""What `either_or` tells apart."""
_NONE: Final[frozenset[str]] = frozenset()
_NUMERALS: Final = frozenset("〇一二两三四五六七八九十百千万亿几")

_STRANGE: Final = -8.0
"""The logarithm of the chance of a character below which its place is looked at."""
_SURE_LEFT_OUT: Final = 12.5
_SURE_SWAPPED: Final = 9.0
_SURE_OF_WORD: Final = 13.0
"""And where the two characters are a word as they stand."""
_LEAST_OF_CHANGE: Final = 8.0
_LEAST_OF_JOINING: Final = 12.0
_SURE_CHANGED: Final = 11.0
"""What a change gains among the runs of the field, and with it what it gains among the words of all texts."""
_WORDS_COUNT: Final = 0.75
_LEAST_OF_WORDS: Final = -2.0
_AROUND: Final = 40
"""So far, to both sides, a sentence is cut into words anew."""
_MOST_PLACES: Final = 400
_MOST_TRIES: Final = 60_000
"""A longer text than any report is looked at in part."""

Codes = Any
"""Characters as numbers, an array."""


@dataclass(frozen=True)
class Runs:
    """How often the field has each run, and how many characters follow it there; `keys` are the runs' marks in order."""

    keys: Any
    counts: Any
    kinds: Any
    total: float
    followers: dict[str, frozenset[str]]
    leaders: dict[str, frozenset[str]]

    def of(self, marks: Any) -> tuple[Any, Any]:
        """How often each run occurs, and how many characters follow it; zero for those unknown."""
        place = np.minimum(np.searchsorted(self.keys, marks), len(self.keys) - 1)
        there = self.keys[place] == marks
        return np.where(there, self.counts[place], 0), np.where(there, self.kinds[place], 0)

    def between(self, before: str, behind: str) -> str:
        """The characters that the field has behind the one and before the other."""
        return "".join(sorted(self.followers.get(before, _NONE) & self.leaders.get(behind, _NONE)))

    def beside(self, characters: frozenset[str], before: str, behind: str) -> str:
        """Those of some characters that the field has behind the one or before the other."""
        follow, lead = self.followers.get(before, _NONE), self.leaders.get(behind, _NONE)
        return "".join(sorted(characters & follow | characters & lead))


@cache
def runs() -> Runs:
    """Read once."""
    with np.load(FILE, allow_pickle=False) as kept:
        followers = {line[0]: frozenset(line[1:]) for line in str(kept["followers"]).split("\n")}
        leaders: dict[str, set[str]] = {}
        for first, others in followers.items():
            for other in others:
                leaders.setdefault(other, set()).add(first)
        return Runs(
            kept["keys"],
            np.exp(kept["counts"].astype(np.float32) / kept["steps"]),
            np.maximum(np.exp(kept["kinds"].astype(np.float32) / kept["steps"]) - 1, 0.5),
            float(kept["total"]),
            followers,
            {c: frozenset(found) for c, found in leaders.items()},
        )


def codes(text: str) -> Codes:
    """Characters as numbers."""
    return np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)


def marks(rows: Codes, size: int) -> Any:
    """The marks of the runs of `size` characters that end at each place of the last axis, from place ``size - 1`` on."""
    length = rows.shape[-1]
    mark = np.full((*rows.shape[:-1], length - size + 1), size, dtype=np.uint32)
    for i in range(size):
        mark = mark * np.uint32(0x01000193) ^ rows[..., i : length - size + 1 + i]
        mark ^= mark >> np.uint32(15)
        mark = mark * np.uint32(0x85EBCA6B)
    return mark ^ (mark >> np.uint32(13))


def chances(rows: Codes) -> Any:
    """The logarithm of the chance of each character behind the three before it, from the fourth on (Witten and Bell)."""
    known = runs()
    size = rows.shape[-1] - ORDER + 1
    found = [known.of(marks(rows, n)) for n in range(1, ORDER + 1)]
    chance = (np.maximum(found[0][0], 0.5) / known.total)[..., ORDER - 1 :]
    for n in range(2, ORDER + 1):
        run = found[n - 1][0][..., ORDER - n :]
        before, kinds = (part[..., ORDER - n : ORDER - n + size] for part in found[n - 2])
        weight = before + kinds
        chance = np.where(weight > 0, (run + kinds * chance) / np.maximum(weight, 1), chance)
    return np.log(chance)


def check(case: Case) -> Iterator[Finding]:
    """Each likely slip with what it should read; titles in 《…》 and the unit's own name are left alone."""
    sections = case.prose.sections
    left = dict.fromkeys(sections, MOST_MATCHES)
    for section, start, end, right in slips(sections):
        wrong = sections[section][start:end]
        passage = Passage(section, start, end, wrong)
        if not left[section] or case.prose.in_title(passage) or wrong in (case.report.unit or ""):
            continue
        if _is_changed(wrong, right) and _in_name(sections[section], start, end):
            continue
        left[section] -= 1
        how = _how(wrong, right)
        says = f"{quoted(wrong)}像是{quoted(right)}{how}，请核对；本来就是这样说的，不用改。"
        yield case.prose.finding(
            CODE, "warning", passage, says, correction=right, expected=right, status="uncertain"
        )


def _how(wrong: str, right: str) -> str:
    if len(right) > len(wrong):
        return "漏了一个字"
    return "写错了字" if _is_changed(wrong, right) else "写颠倒了"


def _in_name(text: str, start: int, end: int) -> bool:
    return in_name(text, start, end) or in_name(text, start - 1, end)


def _is_changed(wrong: str, right: str) -> bool:
    return len(wrong) == len(right) and sorted(wrong) != sorted(right)


def slips(sections: Mapping[str, str]) -> list[tuple[str, int, int, str]]:
    """Where texts seem to lack a character or to have two swapped, and what should stand there; in order."""
    plain, places = "", []
    for section, text in sections.items():
        own, at = _plain(text)
        plain += own
        places += [(section, place) for place in at]
    taken: list[tuple[int, int]] = []
    told = []
    for _, start, end, right in sorted(_likely(plain), reverse=True):
        if all(end < a or b < start for a, b in taken):
            taken.append((start, end))
            told.append((*places[start], places[end - 1][1] + 1, right))
    return sorted(told)


def _plain(text: str) -> tuple[str, list[int]]:
    """A text with every number as one digit and room at both ends, and where each of its characters stood."""
    pieces: list[str] = [EDGE * ORDER]
    places = [0] * ORDER
    at = 0
    for match in _NUMBER.finditer(text):
        pieces += [text[at : match.start()], DIGITS]
        places += [*range(at, match.start()), match.start()]
        at = match.end()
    pieces += [text[at:], EDGE * ORDER]
    places += [*range(at, len(text)), *[len(text)] * ORDER]
    return "".join(pieces), places


def _likely(text: str) -> Iterator[tuple[float, int, int, str]]:
    """How much is gained, from where to where, by what instead."""
    if len(text) <= ORDER:
        return
    rows = codes(text)
    own = np.concatenate([np.zeros(ORDER - 1, dtype=np.float32), chances(rows)])
    sums = np.concatenate([[0.0], np.cumsum(own, dtype=np.float64)])
    strange = [int(i) for i in np.flatnonzero(own < _STRANGE) if ORDER <= i < len(text) - ORDER][
        :_MOST_PLACES
    ]
    yield from _left_out(text, rows, sums, strange)
    yield from _swapped(text, rows, sums, strange)
    yield from _changed(text, rows, sums, strange)


def _left_out(
    text: str, rows: Codes, sums: Any, strange: Sequence[int]
) -> Iterator[tuple[float, int, int, str]]:
    known = runs()
    at, put = _tries(
        (gap, known.between(text[gap - 1], text[gap]))
        for gap in sorted({g for i in strange for g in (i - 1, i, i + 1)})
    )
    there = known.of(marks(np.stack([rows[at - 1], put, rows[at]], axis=1), 3))[0][:, 0] > 0
    at, put = at[there], put[there]
    if not len(at):
        return
    near = at[:, None]
    filled = np.concatenate([rows[near + np.arange(-3, 0)], put[:, None], rows[near + np.arange(3)]], axis=1)
    gains = chances(filled).sum(axis=1) - (sums[at + 3] - sums[at])
    for i in np.flatnonzero(gains > _SURE_LEFT_OUT).tolist():
        gap = int(at[i])
        yield float(gains[i]), gap - 1, gap + 1, text[gap - 1] + chr(put[i]) + text[gap]


def _tries(places: Iterable[tuple[int, str]]) -> tuple[Any, Codes]:
    """Each place with each character tried there: the places, and the characters as numbers."""
    kept = list(places)
    at = np.repeat(
        np.array([place for place, _ in kept], dtype=np.int64), [len(others) for _, others in kept]
    )
    return at[:_MOST_TRIES], codes("".join(others for _, others in kept))[:_MOST_TRIES]


def _swapped(
    text: str, rows: Codes, sums: Any, strange: Sequence[int]
) -> Iterator[tuple[float, int, int, str]]:
    tries = [
        j for j in sorted({j for i in strange for j in (i - 1, i)}) if _may_be_swapped(text[j - 2 : j + 4])
    ]
    if not tries:
        return
    at = np.array(tries)[:, None]
    order = np.array([-3, -2, -1, 1, 0, 2, 3, 4])
    there = np.minimum(at + order, len(rows) - 1)
    gains = chances(rows[there]).sum(axis=1) - (sums[np.minimum(at[:, 0] + 5, len(rows))] - sums[at[:, 0]])
    for j, gain in zip(tries, gains.tolist(), strict=True):
        least = _SURE_OF_WORD if text[j : j + 2] in words().cost else _SURE_SWAPPED
        if gain > least:
            yield gain, j, j + 2, text[j + 1] + text[j]


def _changed(
    text: str, rows: Codes, sums: Any, strange: Sequence[int]
) -> Iterator[tuple[float, int, int, str]]:
    """A character for one that sounds or looks like it; 又, 再 and their like stand anywhere, so they need more."""
    known = runs()
    at, put = _tries(
        (place, known.beside(_like(text[place]), text[place - 1], text[place + 1]))
        for place in sorted({p for i in strange for p in (i - 2, i - 1, i)})
    )
    if not len(at):
        return
    near = at[:, None]
    behind = rows[np.minimum(near + np.arange(1, 4), len(rows) - 1)]
    filled = np.concatenate([rows[near + np.arange(-3, 0)], put[:, None], behind], axis=1)
    gains = chances(filled).sum(axis=1) - (sums[np.minimum(at + 4, len(rows))] - sums[at])
    for i in np.flatnonzero(gains > _LEAST_OF_CHANGE).tolist():
        gain, place, character = float(gains[i]), int(at[i]), chr(put[i])
        if text[place] in _EITHER or (text[place] in JOINS and gain < _LEAST_OF_JOINING):
            continue
        first, run = _run_at(text, place)
        if is_in_word(run, place - first):
            continue  # one word for another: `homophones` asks what stands beside them
        of_words, start, end = with_other(run, place - first, character)
        if of_words > _LEAST_OF_WORDS and (whole := gain + _WORDS_COUNT * of_words) > _SURE_CHANGED:
            start, end = first + start, first + end
            if end - start == 1:  # one character alone says little
                if gain < _LEAST_OF_JOINING:
                    continue
                start, end = (place - 1, end) if place > first else (start, place + 2)
            yield whole, start, end, text[start:place] + character + text[place + 1 : end]


@cache
def _like(character: str) -> frozenset[str]:
    return frozenset(alike().get(character, "") + looking().get(character, ""))


def _run_at(text: str, place: int) -> tuple[int, str]:
    """The run of Chinese characters around a place, and where it begins."""
    start = end = place
    while place - start < _AROUND and _HAN.match(text[start - 1]):
        start -= 1
    while end - place < _AROUND and _HAN.match(text[end]):
        end += 1
    return start, text[start:end]


def _may_be_swapped(near: str) -> bool:
    """Whether the middle two of six characters may be swapped: not in 随问随答 nor in 二十届三中全会."""
    both = near[2:4]
    return (
        both[0] != both[1]
        and all(_HAN.match(c) and c not in _NUMERALS for c in both)
        and not any(near[i] == near[i + 2] for i in range(4))
    )
