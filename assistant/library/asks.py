"""How near a question comes to the ways of asking, one by one and together.

BM25 over a whole provision favours the words it uses often; a question often meets just one or two of its ways of
asking, or uses their words scattered over many. Both are measured here over characters and pairs of characters, each
weighed by its rarity, as cosines: of every single way of asking, and of all those of a provision together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from assistant.library.words import pairs, single

_BEST: Final = 3
"""Ways of asking of one provision that count; one alone may be near by chance."""

Floats = NDArray[np.float32]


class _Terms:
    """Texts as weighed terms, ready for cosines with a question: one list of places a term."""

    def __init__(self, texts: Sequence[Iterable[str]]) -> None:
        counts = Counter(term for terms in texts for term in set(terms))
        self._rarity = {
            term: float(np.log((len(texts) + 1) / (count + 0.5))) for term, count in counts.items()
        }
        places: dict[str, list[int]] = {term: [] for term in counts}
        squares = np.zeros(len(texts), dtype=np.float32)
        for place, terms in enumerate(texts):
            for term in set(terms):
                places[term].append(place)
                squares[place] += self._rarity[term] ** 2
        self._places = {term: np.array(found, dtype=np.int32) for term, found in places.items()}
        self._lengths = np.sqrt(np.maximum(squares, 1e-9))

    def cosines(self, terms: Iterable[str]) -> Floats:
        """The cosine of every text with the terms of a question; terms nobody used do not count."""
        scores = np.zeros(len(self._lengths), dtype=np.float32)
        length = 0.0
        for term in set(terms):
            rarity = self._rarity.get(term)
            if rarity is not None:
                scores[self._places[term]] += rarity * rarity
                length += rarity * rarity
        return np.asarray(scores / (self._lengths * np.sqrt(max(length, 1e-9))), dtype=np.float32)

    def used(self, terms: Iterable[str]) -> NDArray[np.float64]:
        """By how many texts each term of a question is used."""
        return np.array([len(self._places.get(term, ())) for term in set(terms)], dtype=np.float64)

    def lengths_together(self, owner: NDArray[np.int32], owners: int) -> Floats:
        """The length of the sum of each owner's texts, every text of unit length."""
        squares = np.zeros(owners)
        for term, places in self._places.items():
            shares = self._rarity[term] / self._lengths[places]
            squares += np.bincount(owner[places], weights=shares, minlength=owners) ** 2
        return np.asarray(np.sqrt(np.maximum(squares, 1e-9)), dtype=np.float32)


class Asks:
    """Every way of asking, read once into memory (about 4 kB a provision)."""

    def __init__(self, rows: Sequence[tuple[int, str, str]]) -> None:
        """`rows`: key of the door, the fold it belongs to, its text."""
        self.folds = list(dict.fromkeys(fold for _, fold, _ in rows))
        number = {fold: i for i, fold in enumerate(self.folds)}
        self._owner = np.array([number[fold] for _, fold, _ in rows], dtype=np.int32)
        self._place = {key: i for i, (key, _, _) in enumerate(rows)}
        texts = [text for _, _, text in rows]
        self._singles = _Terms([single(text) for text in texts])
        self._pairs = _Terms([pairs(text) for text in texts])
        self._together = self._singles.lengths_together(self._owner, len(self.folds))

    def near(self, question: str, meanings: Sequence[tuple[int, float]], floor: float) -> dict[str, Floats]:
        """For every fold: ``nearest`` (its best ways of asking), ``meaning`` (the same by embedding alone), ``together``.

        `meanings`: (key of the door, cosine of its embedding), best first, and the cosine that all others stay below.
        Empty without embeddings.
        """
        if not self.folds:
            return {}
        meaning = np.zeros(len(self._owner), dtype=np.float32)
        span = max(meanings[0][1] - floor, 1e-6) if meanings else 1.0
        for key, cosine in meanings:
            place = self._place.get(key)
            if place is not None:
                meaning[place] = max(0.0, (cosine - floor) / span)
        singles = self._singles.cosines(single(question))
        together = np.bincount(self._owner, weights=singles, minlength=len(self.folds)) / self._together
        found = {
            "nearest": self._best(self._pairs.cosines(pairs(question)) + singles + meaning),
            "together": together.astype(np.float32),
        }
        return found | ({"meaning": self._best(meaning)} if meanings else {})

    def known(self, question: str) -> dict[str, float]:
        """How strange a question's own terms are here, whatever they are found in.

        ``rare``: 1 where nobody ever used its pairs of characters, near 0 where many did. ``familiar``: the mean
        logarithm of how many ways of asking use its characters.
        """
        by_pair, by_character = self._pairs.used(pairs(question)), self._singles.used(single(question))
        return {
            "rare": float(np.mean(1 / (1 + by_pair))) if len(by_pair) else 1.0,
            "familiar": float(np.mean(np.log1p(by_character))) if len(by_character) else 0.0,
        }

    def _best(self, scores: Floats) -> Floats:
        """The mean of the best few scores of each fold."""
        order = np.lexsort((-scores, self._owner))
        owners, values = self._owner[order], scores[order]
        starts = np.searchsorted(owners, np.arange(len(self.folds)))
        rank = np.arange(len(owners)) - starts[owners]
        best = np.zeros(len(self.folds), dtype=np.float32)
        np.add.at(best, owners[rank < _BEST], values[rank < _BEST])
        return np.asarray(best / _BEST, dtype=np.float32)
