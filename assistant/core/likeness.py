"""How much of a text was taken over from another, and which passages.

Words are compared, not layout: blanks and punctuation fall away, and every figure, year and Chinese numeral
becomes one mark, so that a copy does not hide behind numbers put in anew. What counts is runs of words that
stand in both texts; the order of the runs does not matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

RUN: Final = 10
"""So many characters in a row must agree. Shorter agreements are the language of the trade: 政府信息公开工作."""

_GAP: Final = 4
"""Runs that so few changed characters part, in both texts, are one passage with a word put in anew."""
_PLACES: Final = 8
"""Of a run that last year's text has many times, so many places are tried: set phrases must not cost time."""
_FIGURE: Final = "#"
_WORDS: Final = re.compile(r"(?P<figure>\d+(?:[.,．，]\d+)*|[零〇○一二两三四五六七八九十百千万亿]+)|[^\W_]")


@dataclass(frozen=True)
class Copied:
    """A passage that stands in both texts: characters `start` to `end`, and where it stands in the other.

    `length` counts the characters that agree, as `Likeness.length` counts them.
    """

    start: int
    end: int
    previous_start: int
    previous_end: int
    length: int


@dataclass(frozen=True)
class Likeness:
    """`share` of a text (0 to 1) stands in the other as well; `length` is its characters that count.

    `passages` are in the order of the text and do not overlap in it. A text without words has a share of 0.
    """

    share: float
    length: int
    passages: tuple[Copied, ...]


class Worded:
    """A text as it is compared: the characters that count, and where each stands in the text."""

    def __init__(self, text: str) -> None:
        pieces = []
        self.spans: list[tuple[int, int]] = []
        for match in _WORDS.finditer(text):
            pieces.append(_FIGURE if match.lastgroup else match[0])
            self.spans.append(match.span())
        self.words = "".join(pieces)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where counted characters `start` to `end` (at least one) stand in the text."""
        return self.spans[start][0], self.spans[end - 1][1]


def likeness(text: str, previous: str) -> Likeness:
    """How much of `text` was taken over from `previous`; linear in both, whatever they hold."""
    here, last = Worded(text), Worded(previous)
    runs = list(_runs(here.words, last.words))
    agreeing = sum(length for _, _, length in runs)
    share = agreeing / len(here.words) if here.words else 0.0
    return Likeness(share, len(here.words), tuple(_passages(runs, here, last)))


def words_of(text: str) -> str:
    """The characters of a text that count, figures masked: equal for texts that say the same but for numbers."""
    return Worded(text).words


def _runs(here: str, last: str) -> Iterator[tuple[int, int, int]]:
    """The longest runs that agree, from left to right: place here, place in the other, length."""
    places: dict[str, list[int]] = {}
    for j in range(len(last) - RUN + 1):
        known = places.setdefault(last[j : j + RUN], [])
        if len(known) < _PLACES:
            known.append(j)
    i = 0
    while i <= len(here) - RUN:
        lengths = [(_agreement(here, i, last, j), -j) for j in places.get(here[i : i + RUN], ())]
        if not lengths:
            i += 1
            continue
        length, j = max(lengths)
        yield i, -j, length
        i += length


def _agreement(here: str, i: int, last: str, j: int) -> int:
    length = RUN
    most = min(len(here) - i, len(last) - j)
    while length < most and here[i + length] == last[j + length]:
        length += 1
    return length


def _passages(runs: list[tuple[int, int, int]], here: Worded, last: Worded) -> Iterator[Copied]:
    """The runs in the characters of the two texts, neighbours joined."""
    joined: list[tuple[int, int, int, int, int]] = []
    for i, j, length in runs:
        if joined:
            start, end, other_start, other_end, agreeing = joined[-1]
            if i - end <= _GAP and 0 <= j - other_end <= _GAP:
                joined[-1] = (start, i + length, other_start, j + length, agreeing + length)
                continue
        joined.append((i, i + length, j, j + length, length))
    for start, end, other_start, other_end, agreeing in joined:
        yield Copied(*here.span(start, end), *last.span(other_start, other_end), agreeing)
