"""How often texts of the field have each run of one to four characters, and where a text has one that they never have.

``field.npz`` holds the runs (`tools/learn_field.py` makes it). Where every character is one that the field writes behind
the three before it, nothing is likely to be a slip, so other checks need not look.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np

FILE: Final = Path(__file__).with_name("field.npz")
ORDER: Final = 4
EDGE: Final = "\n"
DIGITS: Final = "0"
_NUMBER: Final = re.compile(r"\d[\d,.]*")
_NONE: Final[frozenset[str]] = frozenset()
_STRANGE: Final = -8.0
"""The logarithm of the chance of a character below which its place is looked at."""

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


@dataclass(frozen=True)
class Looked:
    """Texts one behind the other, with room between: `places` are the section and the place in it of each character.

    `own`: the logarithm of each character's chance; `strange`: the places that are strange to the field, and `within` the
    same by section and as its text counts.
    """

    plain: str
    places: tuple[tuple[str, int], ...]
    rows: Codes
    own: Any
    strange: tuple[int, ...]
    within: Mapping[str, tuple[int, ...]]

    def is_strange(self, section: str, start: int, end: int) -> bool:
        """Whether any of the characters from `start` to `end` of a section, or the one behind them, is strange."""
        within = self.within[section]
        first = bisect_left(within, start)
        return first < len(within) and within[first] <= end


def look_at(sections: Mapping[str, str]) -> Looked:
    """What of some texts is strange to the field."""
    return _looked(tuple(sections.items()))


@lru_cache(maxsize=64)
def _looked(sections: tuple[tuple[str, str], ...]) -> Looked:
    plain = ""
    places: list[tuple[str, int]] = []
    for section, text in sections:
        own, at = _as_plain(text)
        plain += own
        places += [(section, place) for place in at]
    rows = codes(plain)
    if len(plain) <= ORDER:
        return Looked(plain, tuple(places), rows, np.zeros(len(plain)), (), {s: () for s, _ in sections})
    chance = np.concatenate([np.zeros(ORDER - 1, dtype=np.float32), chances(rows)])
    strange = tuple(np.flatnonzero(chance < _STRANGE).tolist())
    within: dict[str, list[int]] = {section: [] for section, _ in sections}
    for i in strange:
        within[places[i][0]].append(places[i][1])
    return Looked(plain, tuple(places), rows, chance, strange, {s: tuple(at) for s, at in within.items()})


def _as_plain(text: str) -> tuple[str, list[int]]:
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
