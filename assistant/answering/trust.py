"""Whether what was found answers the question at all.

Scores within one search say which result is best, not whether any is good. So absolute measures are weighed: how near
the nearest way of asking comes, how much of the question the best provision shares, how strange its words are here. The
weights were learned on the tuning half of the questions (``python tools/learn_ranking.py``), once with embeddings and
once without; the threshold stands where about three answerable questions in a hundred would be refused.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from assistant.library.search import Ranked
from assistant.library.words import single

_LOOKED_AT: Final = 20
_LONG: Final = 60
"""Different characters; no question says more by having more of them."""

BY_MEANING: Final[Mapping[str, float]] = {
    "one": -131.73,
    "ask": 117.65,
    "nearest": 2.19,
    "together": 3.04,
    "pairs": 5.44,
    "rare": 2.92,
    "familiar": 20.16,
    "length": 33.98,
}
BY_WORDS: Final[Mapping[str, float]] = {
    "one": -19.88,
    "nearest": 4.97,
    "together": 6.85,
    "pairs": 5.67,
    "rare": -1.71,
    "familiar": 16.49,
    "length": 32.63,
}
"""The same without embeddings."""

THRESHOLD_BY_MEANING: Final = -0.53
THRESHOLD_BY_WORDS: Final = -0.92


def measures(ranked: Sequence[Ranked], question: str) -> dict[str, float]:
    """What is weighed, for a normalised question with at least one result."""

    def best(name: str) -> float:
        return max(hit.raw.get(name, 0.0) for hit in ranked[:_LOOKED_AT])

    return {
        "one": 1.0,
        "ask": best("ask"),
        "nearest": best("nearest"),
        "together": best("together"),
        "pairs": best("pairs") / 100,
        "rare": best("rare"),
        "familiar": best("familiar") / 10,
        "length": min(len(set(single(question))), _LONG) / 100,
    }


def is_trusted(ranked: Sequence[Ranked], question: str) -> bool:
    """Whether the best result is to be given as the answer."""
    if not ranked:
        return False
    found = measures(ranked, question)
    by_meaning = found["ask"] > 0
    weights = BY_MEANING if by_meaning else BY_WORDS
    threshold = THRESHOLD_BY_MEANING if by_meaning else THRESHOLD_BY_WORDS
    return sum(weight * found[name] for name, weight in weights.items()) >= threshold
