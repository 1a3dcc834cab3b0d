"""Whether what was found answers the question at all.

Scores within one search say which result is best, not whether any is good. So absolute measures are weighed: how near
the nearest way of asking comes, how much of the question the best provision shares, how strange its words are here. The
weights were learned on the tuning half of the questions (``python tools/learn_ranking.py``), once with embeddings and
once without; the threshold stands where about four answerable questions in a hundred would be refused: at three far
fewer of those without an answer are refused, and at five no more.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from assistant.library.search import Ranked
from assistant.library.words import single

_LOOKED_AT: Final = 20
_LONG: Final = 60
"""Different characters; no question says more by having more of them."""

BY_MEANING: Final[Mapping[str, float]] = {
    "one": -131.98,
    "ask": 117.84,
    "nearest": 2.2,
    "together": 3.06,
    "pairs": 5.47,
    "rare": 2.9,
    "familiar": 20.22,
    "length": 34.03,
}
BY_WORDS: Final[Mapping[str, float]] = {
    "one": -19.85,
    "nearest": 4.96,
    "together": 6.84,
    "pairs": 5.66,
    "rare": -1.7,
    "familiar": 16.47,
    "length": 32.61,
}
"""The same without embeddings."""

THRESHOLD_BY_MEANING: Final = 0.15
THRESHOLD_BY_WORDS: Final = -0.52
_IN_TALK: Final = 0.67
"""How far below it a question may come that goes on with another: who asks on about the rules is seldom off the field."""
_LEANING: Final = 7.2
"""How far below the threshold a question may come that leans on the one before: it names only half of its matter."""


_FIELD: Final = re.compile(
    r"年报|年度报告|主动公开|依申请|信息公开|政府信息|不予公开|部分公开|予以公开|公开指南|公开目录|规范性文件|处理费|收费"
    r"|表[二三四]|补正|结转|不予处理|公开办|公开申请|征求意见书|公开平台"
)
"""Words of this field alone. The questions that taught the weights are colloquial and long; “什么是主动公开” is neither,
and is answered all the same.
"""


def is_of_the_field(question: str) -> bool:
    """Whether a question (normalised) uses a word of this field alone."""
    return bool(_FIELD.search(question))


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


def is_trusted(ranked: Sequence[Ranked], question: str, *, in_talk: bool = False) -> bool:
    """Whether the best result is to be given as the answer; `in_talk`: the question goes on with one before it."""
    if not ranked:
        return False
    if is_of_the_field(question):
        return True
    return _margin(ranked, question) >= (-_IN_TALK if in_talk else 0)


def may_belong(ranked: Sequence[Ranked], question: str) -> bool:
    """Whether a question that leans on another is near enough to this field to be one about it."""
    return bool(ranked) and (is_of_the_field(question) or _margin(ranked, question) >= -_LEANING)


def _margin(ranked: Sequence[Ranked], question: str) -> float:
    """How far above the threshold the measures come."""
    found = measures(ranked, question)
    by_meaning = found["ask"] > 0
    weights = BY_MEANING if by_meaning else BY_WORDS
    threshold = THRESHOLD_BY_MEANING if by_meaning else THRESHOLD_BY_WORDS
    return sum(weight * found[name] for name, weight in weights.items()) - threshold
