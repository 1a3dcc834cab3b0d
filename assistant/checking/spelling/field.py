"""TYPO, by how the field writes: a character left out or two swapped, where the field has such a run and no other.

``field.npz`` counts the runs of one to four characters that texts of the field have (`tools/learn_field.py` makes it). A
place that no known run covers is looked at: if one character put in, or two put the other way round, makes it a run that
the field writes time and again, that is likely what was meant. The field does not know every word, so all of it is a
warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np

from assistant.checking.case import Case
from assistant.checking.prose import MOST_MATCHES, Passage
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
_NUMERALS: Final = frozenset("〇一二两三四五六七八九十百千万亿几")

_STRANGE: Final = -8.0
"""The logarithm of the chance of a character below which its place is looked at."""
_SURE_LEFT_OUT: Final = 12.5
_SURE_SWAPPED: Final = 9.0
_SURE_OF_WORD: Final = 13.0
"""And where the two characters are a word as they stand."""
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
    followers: dict[str, str]
    leaders: dict[str, frozenset[str]]

    def of(self, marks: Any) -> tuple[Any, Any]:
        """How often each run occurs, and how many characters follow it; zero for those unknown."""
        place = np.minimum(np.searchsorted(self.keys, marks), len(self.keys) - 1)
        there = self.keys[place] == marks
        return np.where(there, self.counts[place], 0), np.where(there, self.kinds[place], 0)


@cache
def runs() -> Runs:
    """Read once."""
    with np.load(FILE, allow_pickle=False) as kept:
        followers = {line[0]: line[1:] for line in str(kept["followers"]).split("\n")}
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
        left[section] -= 1
        how = "写颠倒了" if len(right) == len(wrong) else "漏了一个字"
        says = f"{quoted(wrong)}像是{quoted(right)}{how}，请核对；本来就是这样说的，不用改。"
        yield case.prose.finding(
            CODE, "warning", passage, says, correction=right, expected=right, status="uncertain"
        )


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


def _left_out(
    text: str, rows: Codes, sums: Any, strange: Sequence[int]
) -> Iterator[tuple[float, int, int, str]]:
    known = runs()
    tries = []
    for gap in sorted({g for i in strange for g in (i - 1, i, i + 1)}):
        before, behind = text[gap - 1], text[gap]
        if not (_HAN.match(before) and _HAN.match(behind)):
            continue
        leaders = known.leaders.get(behind, frozenset())
        tries += [(gap, c) for c in known.followers.get(before, "") if c in leaders]
    tries = _known(text, tries[:_MOST_TRIES])
    for gap, put, gain in _gains(rows, sums, tries):
        if gain > _SURE_LEFT_OUT:
            yield gain, gap - 1, gap + 1, text[gap - 1] + put + text[gap]


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


def _known(text: str, tries: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """Those that make a run of three that the field has."""
    if not tries:
        return []
    joined = codes("".join(text[gap - 1] + c + text[gap] for gap, c in tries)).reshape(-1, 3)
    found = runs().of(marks(joined, 3))[0][:, 0]
    return [one for one, count in zip(tries, found.tolist(), strict=True) if count]


def _may_be_swapped(near: str) -> bool:
    """Whether the middle two of six characters may be swapped: not in 随问随答 nor in 二十届三中全会."""
    both = near[2:4]
    return (
        both[0] != both[1]
        and all(_HAN.match(c) and c not in _NUMERALS for c in both)
        and not any(near[i] == near[i + 2] for i in range(4))
    )


def _gains(rows: Codes, sums: Any, tries: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str, float]]:
    if not tries:
        return
    at = np.array([gap for gap, _ in tries])[:, None]
    put = codes("".join(c for _, c in tries))[:, None]
    before, behind = rows[at + np.arange(-3, 0)], rows[at + np.arange(3)]
    gains = chances(np.concatenate([before, put, behind], axis=1)).sum(axis=1)
    gains = gains - (sums[at[:, 0] + 3] - sums[at[:, 0]])
    for (gap, character), gain in zip(tries, gains.tolist(), strict=True):
        yield gap, character, gain
