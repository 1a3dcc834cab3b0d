"""Sentences of a section, and which sentence of this year goes with which of last year."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from assistant.core.likeness import words_of
from assistant.core.sentences import cut

_BLANKS: Final = re.compile(r"\s+")
_ALIKE: Final = 0.4
"""Two sentences with less in common are not one sentence changed: one went, another came."""
_WINDOW: Final = 80
"""Between two sentences that both years share, at most so many are tried against so many; longer stretches are cut."""


@dataclass(frozen=True)
class Sentence:
    """Characters `start` to `end` of a section, which read `text`; no blanks around it."""

    start: int
    end: int
    text: str

    @cached_property
    def key(self) -> str:
        """Equal for sentences that read the same."""
        return _BLANKS.sub("", self.text)

    @cached_property
    def words(self) -> str:
        """Equal for sentences that say the same but for figures."""
        return words_of(self.text) or self.key

    @cached_property
    def grams(self) -> frozenset[str]:
        """The pairs of neighbouring characters, by which sentences are held against each other."""
        words = self.words
        return frozenset(words[i : i + 2] for i in range(max(1, len(words) - 1)))


Aligned = tuple[Sentence | None, Sentence | None]
"""This year's and last year's; never `None` both."""


def sentences(text: str) -> list[Sentence]:
    """The sentences of a text, cut as the checks cut them."""
    return [Sentence(start, end, text[start:end]) for start, end in cut(text)]


def align(here: Sequence[Sentence], last: Sequence[Sentence]) -> Iterator[Aligned]:
    """Every sentence of both, in reading order, each with its counterpart where it has one.

    Sentences that both years have just once, figures aside, are the posts; what stands between two posts is aligned
    by likeness. What was moved past a post shows as removed there and added here.
    """
    i = j = 0
    for post_here, post_last in [*_posts(here, last), (len(here), len(last))]:
        yield from _between(here[i:post_here], last[j:post_last])
        if post_here < len(here):
            yield here[post_here], last[post_last]
        i, j = post_here + 1, post_last + 1


def _posts(here: Sequence[Sentence], last: Sequence[Sentence]) -> list[tuple[int, int]]:
    """The longest rising sequence of sentences that are unique in both years and the same but for figures."""
    once_here, once_last = _unique(here), _unique(last)
    pairs = sorted((once_here[words], once_last[words]) for words in once_here.keys() & once_last.keys())
    ends: list[int] = []  # last-year place at which the best sequence of each length ends
    at: list[int] = []
    before: list[int] = []
    for n, (_, j) in enumerate(pairs):
        length = bisect_left(ends, j)
        before.append(at[length - 1] if length else -1)
        if length == len(ends):
            ends.append(j)
            at.append(n)
        else:
            ends[length], at[length] = j, n
    chain = []
    n = at[-1] if at else -1
    while n >= 0:
        chain.append(pairs[n])
        n = before[n]
    return chain[::-1]


def _unique(listed: Sequence[Sentence]) -> dict[str, int]:
    counts = Counter(sentence.words for sentence in listed)
    return {s.words: n for n, s in enumerate(listed) if counts[s.words] == 1}


def _between(here: Sequence[Sentence], last: Sequence[Sentence]) -> Iterator[Aligned]:
    """Two stretches without a post, in windows small enough to try all against all."""
    windows = max(1, -(-max(len(here), len(last)) // _WINDOW))
    for n in range(windows):
        a = here[len(here) * n // windows : len(here) * (n + 1) // windows]
        b = last[len(last) * n // windows : len(last) * (n + 1) // windows]
        yield from _best(a, b)


def _best(here: Sequence[Sentence], last: Sequence[Sentence]) -> Iterator[Aligned]:
    """The pairing in order with the most likeness in all."""
    likeness = [[_alike(a, b) for b in last] for a in here]
    rest = [[0.0] * (len(last) + 1) for _ in range(len(here) + 1)]
    for i in reversed(range(len(here))):
        for j in reversed(range(len(last))):
            taken = likeness[i][j] + rest[i + 1][j + 1] if likeness[i][j] else 0.0
            rest[i][j] = max(taken, rest[i + 1][j], rest[i][j + 1])
    i = j = 0
    while i < len(here) or j < len(last):
        both = i < len(here) and j < len(last)
        if both and likeness[i][j] and rest[i][j] == likeness[i][j] + rest[i + 1][j + 1]:
            yield here[i], last[j]
            i, j = i + 1, j + 1
        elif j < len(last) and (i == len(here) or rest[i][j] == rest[i][j + 1]):
            yield None, last[j]
            j += 1
        else:
            yield here[i], None
            i += 1


def _alike(one: Sentence, other: Sentence) -> float:
    """Dice's share of common pairs of characters, 0 where it is too small to call them one sentence."""
    if one.key == other.key:
        return 1.0 + 1e-3  # before one that differs in figures only
    a, b = one.grams, other.grams
    if 2 * min(len(a), len(b)) < _ALIKE * (len(a) + len(b)):
        return 0.0
    share = 2 * len(a & b) / (len(a) + len(b))
    return share if share >= _ALIKE else 0.0
