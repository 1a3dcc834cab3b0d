"""One question to every index, and the evidence brought together fold by fold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

from assistant.library import ranking
from assistant.library.asks import Asks
from assistant.library.dense import DenseIndex, Near, fold
from assistant.library.entries import Entry, Face, Shelf
from assistant.library.lexical import LexicalIndex, Query
from assistant.library.store import Store

_DEPTH: Final = 60
"""Entries taken from each lexical search."""

_BEHIND: Final = 3
"""Places within which the article behind a row is looked for."""

_A_LITTLE: Final = 1e-5
"""The smallest difference between two scores."""

_LEADING: Final = 3
"""The provisions whose links are followed."""

_LINKED: Final = 0.25
"""What a link with the first is worth: this share of what lies between the first and the sixtieth. On the tuning questions
anything from a fifth to three tenths does the same."""

_CLOSER: Final = 100
"""The fold whose nearness counts as none."""


class Hit(BaseModel):
    """One result. `id` names the provision, the article or the passage; `text` is its content in our own words,
    or its wording; `score` compares the hits of one search only. `part` is the 款 or 项 that fits best.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    kind: str
    title: str
    article: str
    text: str
    score: float
    source: str
    part: str = ""
    version: str = ""
    in_force: bool = True
    silent: bool = False


@dataclass
class Ranked:
    """A fold with its evidence, the entry of it that fits best, and unscaled measures for judging trust."""

    fold: str
    entry: Entry
    score: float
    evidence: dict[str, float] = field(default_factory=dict)
    raw: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Wanted:
    """What a search is limited to; empty means everything."""

    unit_kind: str | None = None
    level: str | None = None
    year: int | None = None

    def columns(self) -> dict[str, Any]:
        """As the store takes them."""
        return {"unit_kind": self.unit_kind, "level": self.level, "year": self.year}


_LEXICAL: Final[Mapping[Shelf, tuple[tuple[str, str, str, bool], ...]]] = {
    Shelf.PROVISIONS: (
        ("words", "all", "words", False),
        ("pairs", "all", "pairs", False),
        ("proper_words", "all", "words", True),
        ("proper_pairs", "all", "pairs", True),
        ("key_words", "keys", "words", False),
        ("key_pairs", "keys", "pairs", False),
    ),
    Shelf.TEXTS: (
        ("wording_words", "wording", "words", False),
        ("wording_pairs", "wording", "pairs", False),
    ),
    Shelf.REPORTS: (
        ("wording_words", "wording", "words", False),
        ("wording_pairs", "wording", "pairs", False),
    ),
}

_FACES: Final[Mapping[Shelf, tuple[tuple[str, Face], ...]]] = {
    Shelf.PROVISIONS: (("ask", Face.ASK), ("gist", Face.GIST)),
    Shelf.TEXTS: (("wording", Face.TEXT),),
    Shelf.REPORTS: (("wording", Face.TEXT),),
}

_WEIGHTS: Final[Mapping[Shelf, Mapping[str, float]]] = {
    Shelf.PROVISIONS: ranking.PROVISIONS,
    Shelf.TEXTS: ranking.TEXTS,
    Shelf.REPORTS: ranking.TEXTS,
}


@dataclass(frozen=True)
class Indexes:
    """What a search runs over. `dense` is `None` when there are no embeddings."""

    store: Store
    lexical: Mapping[Shelf, LexicalIndex]
    dense: DenseIndex | None
    asks: Asks


@dataclass(frozen=True)
class Question:
    """A question made ready: its text normalised, its terms, and its embedding where there is one."""

    text: str
    query: Query
    vector: NDArray[np.float32] | None


def rank(indexes: Indexes, shelf: Shelf, question: Question, wanted: Wanted) -> list[Ranked]:
    """Every fold of a shelf that any index finds, best first."""
    keys = indexes.store.keys(shelf, wanted.columns())
    near = _near(indexes, shelf, question.vector, keys)
    found = _Found()
    for name, hits in _by_words(indexes, shelf, question.query, keys):
        found.add(name, hits, 0.0)
    for name, doors in near.items():
        found.add(name, *fold(doors))
    entries = indexes.store.entries(list(found.evidence))  # what was removed meanwhile is not there any more
    folds = found.folded(entries, _WEIGHTS[shelf])
    if shelf is Shelf.PROVISIONS:
        _look_closer(folds, indexes.asks, question.text, near.get("ask", []))
    for one in folds.values():
        one.evidence |= ranking.marks(one.entry, question.text)
        # Rounded, so that no index decides by the last bits of a cosine between what is equally good.
        one.score = round(ranking.weigh(one.evidence, _WEIGHTS[shelf]), 5)
    order = sorted(folds.values(), key=lambda one: (-one.score, one.fold))
    return _linked_behind(_rule_before_row(order, question.text)) if shelf is Shelf.PROVISIONS else order


def _rule_before_row(order: list[Ranked], question: str) -> list[Ranked]:
    """Where a row of the form leads and the question is not after the form, the article behind it goes first."""
    if not order or not ranking.is_row(order[0].entry) or ranking.asks_for_form(question):
        return order
    row = order[0]
    for place, one in enumerate(order[1:_BEHIND], 1):
        if row.entry.names(one.fold) and not ranking.is_row(one.entry) and not one.entry.silent:
            one.score = row.score + _A_LITTLE  # whoever sorts by score again has to keep it in front
            return [one, *order[:place], *order[place + 1 :]]
    return order


def _linked_behind(order: list[Ranked]) -> list[Ranked]:
    """Behind the first, what is linked with one of the leading provisions moves up: who asks for one often needs both."""
    if len(order) < _LEADING:
        return order
    first, leading = order[0], order[:_LEADING]
    floor = order[min(_DEPTH, len(order)) - 1].score
    bonus = _LINKED * (first.score - floor)
    linked = {
        one.fold: max((lead.score for lead in leading if _are_linked(one, lead)), default=floor)
        for one in order[1:_DEPTH]
    }
    for one in order[1:_DEPTH]:
        share = (linked[one.fold] - floor) / (first.score - floor) if first.score > floor else 0.0
        one.score = round(one.score + bonus * share, 5)
    rest = sorted(order[1:], key=lambda one: (-one.score, one.fold))
    highest = first.score
    for one in rest:  # whoever sorts by score again has to keep them behind
        highest = one.score = min(one.score, highest - _A_LITTLE)
    return [first, *rest]


def _are_linked(one: Ranked, other: Ranked) -> bool:
    """Whether one of two provisions names the other."""
    return one.fold != other.fold and (one.entry.names(other.fold) or other.entry.names(one.fold))


def _near(
    indexes: Indexes, shelf: Shelf, vector: NDArray[np.float32] | None, keys: set[int] | None
) -> dict[str, Near]:
    if vector is None or indexes.dense is None:
        return {}
    return {name: indexes.dense.nearest(vector, shelf, face, keys) for name, face in _FACES[shelf]}


def _by_words(
    indexes: Indexes, shelf: Shelf, query: Query, keys: set[int] | None
) -> Iterator[tuple[str, list[tuple[int, float]]]]:
    depth = _DEPTH if keys is None else 10 * _DEPTH
    for name, fields, kind, expanded in _LEXICAL[shelf]:
        terms = (query.expanded if expanded else query.terms)[kind]
        found = indexes.lexical[shelf].search(fields, kind, terms, depth)
        yield name, found if keys is None else [hit for hit in found if hit[0] in keys]


class _Found:
    """Evidence gathered entry by entry: scaled for ranking, raw for judging trust."""

    def __init__(self) -> None:
        self.evidence: dict[int, dict[str, float]] = {}
        self.raw: dict[int, dict[str, float]] = {}

    def add(self, name: str, hits: Sequence[tuple[int, float]], floor: float) -> None:
        for key, value in ranking.scaled(hits, floor).items():
            self.evidence.setdefault(key, {})[name] = value
        for key, value in hits:
            self.raw.setdefault(key, {})[name] = value

    def folded(self, entries: Mapping[int, Entry], weights: Mapping[str, float]) -> dict[str, Ranked]:
        """The best evidence of each fold, and the entry of it that has most."""
        folds: dict[str, Ranked] = {}
        best: dict[str, float] = {}
        for key, entry in entries.items():
            own = ranking.weigh(self.evidence[key], weights)
            one = folds.setdefault(entry.fold, Ranked(entry.fold, entry, 0.0))
            if own > best.get(entry.fold, -1.0):
                best[entry.fold] = own
                one.entry = entry
            for into, values in ((one.evidence, self.evidence[key]), (one.raw, self.raw[key])):
                for name, value in values.items():
                    into[name] = max(value, into.get(name, value))
        return folds


def _look_closer(folds: Mapping[str, Ranked], asks: Asks, text: str, doors: Near) -> None:
    """Add what the ways of asking say one by one, scaled between the hundredth fold and the best."""
    known = asks.known(text)
    for fold_found in folds.values():
        fold_found.raw |= known
    meanings = [(key, cosine) for key, _, cosine in doors]
    for name, values in asks.near(text, meanings, meanings[-1][1] if meanings else 0.0).items():
        top, floor = float(values.max()), float(np.sort(values)[-min(_CLOSER, len(values))])
        for place, fold_id in enumerate(asks.folds):
            one = folds.get(fold_id)
            if one is not None:
                one.raw[name] = float(values[place])
                one.evidence[name] = (
                    max(0.0, (float(values[place]) - floor) / (top - floor)) if top > floor else 0.0
                )


def as_hit(found: Ranked, source: str = "") -> Hit:
    """A ranked fold as the outside sees it."""
    entry = found.entry
    return Hit(
        id=found.fold,
        kind=entry.kind,
        title=entry.title,
        article=entry.article,
        text=entry.text,
        score=round(found.score, 4),
        source=source or entry.source,
        part=entry.part,
        version=entry.version,
        in_force=entry.in_force,
        silent=entry.silent,
    )
