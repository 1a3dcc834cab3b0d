"""Search by meaning: the doors whose embeddings are nearest to the question's.

`ExactIndex` compares with every stored vector, straight from the library's file: never stale, never approximate,
no start-up. `chroma.ChromaIndex` does the same through Chroma, for a process that stays.
"""

from __future__ import annotations

from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.library.entries import Face, Shelf
from assistant.library.store import Store

NEAREST: Final = 300
"""Doors asked for at once; enough that every entry worth ranking has its best doors among them."""

Near = list[tuple[int, int, float]]
"""(key of the door, key of its entry, cosine), best first."""


Keys = NDArray[np.int64]


class DenseIndex(Protocol):
    """Finds doors by their vectors."""

    def refresh(self) -> None:
        """Follow what changed in the library's file."""
        ...

    def nearest(self, vector: NDArray[np.float32], shelf: Shelf, face: Face, wanted: set[int] | None) -> Near:
        """The `NEAREST` doors of one face; `wanted` limits the entries."""
        ...


class ExactIndex:
    """Every vector of the library in memory, 1.5 kB a door."""

    def __init__(self, store: Store, model: str) -> None:
        self._store = store
        self._model = model
        self._held: dict[tuple[Shelf, Face], tuple[Keys, Keys, NDArray[np.float32]]] = {}

    def refresh(self) -> None:
        """Forget what was read; the next search reads it anew."""
        self._held.clear()

    def nearest(self, vector: NDArray[np.float32], shelf: Shelf, face: Face, wanted: set[int] | None) -> Near:
        """See `DenseIndex`."""
        keys, owners, matrix = self._read(shelf, face)
        if wanted is not None:
            chosen = np.isin(owners, np.fromiter(wanted, dtype=np.int64, count=len(wanted)))
            keys, owners, matrix = keys[chosen], owners[chosen], matrix[chosen]
        if not len(owners):
            return []
        scores = matrix @ vector
        count = min(NEAREST, len(scores))
        best = np.argpartition(-scores, count - 1)[:count]
        best = best[np.argsort(-scores[best], kind="stable")]
        return list(zip(keys[best].tolist(), owners[best].tolist(), scores[best].tolist(), strict=True))

    def _read(self, shelf: Shelf, face: Face) -> tuple[Keys, Keys, NDArray[np.float32]]:
        held = self._held.get((shelf, face))
        if held is None:
            held = self._held[shelf, face] = self._store.doors(self._model, shelf, face)
        return held


def fold(near: Near) -> tuple[list[tuple[int, float]], float]:
    """(entry, cosine of its best door), best first; and the last cosine, below which all others stay."""
    found: dict[int, float] = {}
    for _, entry, cosine in near:
        found.setdefault(entry, cosine)
    return list(found.items()), near[-1][2] if near else 0.0
