"""Embeddings of the shipped corpus, made beforehand, so that a first start on an old machine takes seconds.

They are a cache and nothing more: each is named by the content of its text, one that is missing is made on the spot,
and ``python tools/embed_corpus.py --check`` says whether they are up to date. Eight bits a number, scaled row by row
(cosines change in the third decimal).
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

FILE: Final = "vectors.npz"
_STEPS: Final = 127

Vectors = NDArray[np.float32]

_BROKEN: Final = (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, zlib.error)
"""What numpy raises for a file that is missing, cut off or something else."""


def read(corpus: Path, model: str, wanted: Collection[bytes]) -> tuple[list[bytes], Vectors]:
    """The wanted ones among the embeddings that ship for a model: their names, and a row each.

    None at all when the file is missing, broken or of another model: then they are made on the spot.
    """
    nothing: tuple[list[bytes], Vectors] = [], np.zeros((0, 0), dtype=np.float32)
    try:
        with (corpus / FILE).open("rb") as file, np.load(file, allow_pickle=False) as held:
            if str(held["model"]) != model:
                return nothing
            names, rows, scales = held["digests"], held["rows"], held["scales"]
    except _BROKEN:
        return nothing
    chosen = [i for i, name in enumerate(names) if name.tobytes() in wanted]
    made = rows[chosen].astype(np.float32) * scales[chosen, None]
    lengths = np.linalg.norm(made, axis=1, keepdims=True)
    return [names[i].tobytes() for i in chosen], made / np.where(lengths == 0, 1, lengths)


def count(corpus: Path) -> int:
    """How many embeddings ship; 0 when the file is missing or broken."""
    try:
        with (corpus / FILE).open("rb") as file, np.load(file, allow_pickle=False) as held:
            return len(held["scales"])
    except _BROKEN:
        return 0


def packed(model: str, digests: Sequence[bytes], made: Vectors) -> bytes:
    """The file's content for embeddings of unit length, the same bytes for the same embeddings."""
    order = sorted(range(len(digests)), key=digests.__getitem__)
    rows = made[order]
    scales = (np.abs(rows).max(axis=1) / _STEPS).astype(np.float32)
    data = {
        "model": np.array(model),
        "digests": np.frombuffer(b"".join(digests[i] for i in order), dtype=np.uint8).reshape(len(order), -1),
        "rows": np.round(rows / scales[:, None]).astype(np.int8),
        "scales": scales,
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in data.items():
            part = io.BytesIO()
            np.save(part, array, allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy", (2020, 1, 1, 0, 0, 0)), part.getvalue())
    return target.getvalue()
