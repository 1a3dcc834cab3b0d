"""Which of the lines that begin with a number are headings: those whose numbers run on.

“第三条” also begins a line where a sentence about the third article was broken there. No single line can tell; the
run of numbers can. The best chain of rising numbers is found over all lines at once: sure headings weigh more,
a gap costs, so that neither a reference taken for a heading nor a missing article throws the rest out of step.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

SURE: Final = 4.0
LIKELY: Final = 2.0
DOUBTFUL: Final = 0.3
"""What a candidate weighs: it opens a paragraph and has a blank behind; one of both; neither."""

_GAP: Final = 3.0
_FEWEST_AGAIN: Final = 3

Key = tuple[int, int]
"""Number and insert: 第十条之一 is (10, 1)."""


@dataclass(frozen=True)
class Candidate:
    """A line that may be the heading of number `key`; `rest` is what stands behind the number."""

    line: int
    key: Key
    weight: float
    rest: str


@dataclass(frozen=True)
class _Link:
    score: float
    place: int


def best_chain(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The best chain of rising numbers, in the order of the lines. Time n log n.

    A doubtful line at the end, which nothing follows up, is left out.
    """
    keys = sorted({c.key for c in candidates})
    tree = _Prefixes(len(keys))
    by_number: dict[int, _Link] = {}
    by_key: dict[Key, _Link] = {}
    before: list[int] = []
    best = _Link(0.0, -1)
    for place, candidate in enumerate(candidates):
        number, insert = candidate.key
        rank = bisect_left(keys, candidate.key)
        start = _Link(0.0 if candidate.key == (1, 0) else -_GAP, -1)
        exact = by_key.get((number, insert - 1)) if insert else by_number.get(number - 1)
        far = tree.best(rank)
        options = [start, *([exact] if exact else []), *([_Link(far.score - _GAP, far.place)] if far else [])]
        chosen = max(options, key=lambda link: link.score)
        before.append(chosen.place)
        link = _Link(chosen.score + candidate.weight, place)
        if _is_better(link, by_number.get(number)):
            by_number[number] = link
        if _is_better(link, by_key.get(candidate.key)):
            by_key[candidate.key] = link
        tree.put(rank, link)
        best = max(best, link, key=lambda one: one.score)
    chain = []
    place = best.place
    while place >= 0:
        chain.append(candidates[place])
        place = before[place]
    chain.reverse()
    while len(chain) > 1 and chain[-1].weight <= DOUBTFUL:
        chain.pop()
    return chain


def starts_again(candidates: Sequence[Candidate]) -> list[int]:
    """The places where numbers begin anew: a first, and after it a second and a third before the next first.

    A table of contents, a second text in the same file. Places count candidates; 0 is not among them.
    """
    firsts = [i for i, c in enumerate(candidates) if c.key == (1, 0) and c.weight >= LIKELY]
    found = []
    for first, following in zip(firsts, [*firsts[1:], len(candidates)], strict=False):
        wanted = 2
        for candidate in candidates[first + 1 : following]:
            wanted += candidate.key == (wanted, 0)
        if wanted > _FEWEST_AGAIN and first > 0:
            found.append(first)
    return found


def gaps(chain: Sequence[Candidate]) -> list[tuple[Key, Key]]:
    """Neighbours in a chain between whose numbers some are missing."""
    found = []
    for one, other in itertools.pairwise(chain):
        follows = other.key[0] - one.key[0] == 1 and other.key[1] == 0
        inserted = other.key[0] == one.key[0] and other.key[1] == one.key[1] + 1
        if not (follows or inserted):
            found.append((one.key, other.key))
    return found


def _is_better(link: _Link, known: _Link | None) -> bool:
    return known is None or link.score > known.score


class _Prefixes:
    """The best link among all smaller keys: a Fenwick tree over ranks."""

    def __init__(self, size: int) -> None:
        self._links: list[_Link | None] = [None] * (size + 1)

    def put(self, rank: int, link: _Link) -> None:
        place = rank + 1
        while place < len(self._links):
            if _is_better(link, self._links[place]):
                self._links[place] = link
            place += place & -place

    def best(self, rank: int) -> _Link | None:
        """The best link whose rank is below `rank`."""
        found: _Link | None = None
        place = rank
        while place > 0:
            link = self._links[place]
            if link is not None and _is_better(link, found):
                found = link
            place -= place & -place
        return found
