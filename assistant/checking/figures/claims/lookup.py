"""Which of many patterns a clause can match at all: found by the words that each of them needs, not by trying all."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise


class Lookup:
    """The places of patterns in their list, by how the words begin of which each needs one."""

    def __init__(self, needs: Iterable[tuple[str, ...]]) -> None:
        """`needs`: the words of each pattern, none where it has to be tried on every clause."""
        self._always: list[int] = []
        self._places: dict[str, list[int]] = {}
        for place, words in enumerate(needs):
            if not words:
                self._always.append(place)
            for start in {word[:2] for word in words}:
                self._places.setdefault(start, []).append(place)
        self._starts = frozenset(self._places)

    def possible(self, text: str) -> list[int]:
        """The places of the patterns that may match a text, in their order."""
        held = self._starts.intersection((*text, *map("".join, pairwise(text))))
        return sorted({*self._always, *(place for start in held for place in self._places[start])})
