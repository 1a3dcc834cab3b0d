"""The dense index in Chroma: in a folder that one process owns, or on a Chroma server.

Chroma loses rows, goes stale and crashes, all without an error, when several processes share a folder; so the folder
belongs to whoever holds its lock. It is an index that can be thrown away: ids are the doors of the library's file,
and on every opening it is compared with them. A folder that was not closed in order, or whose files are not as they
were left, is not opened at all but made anew from the stored embeddings, which takes seconds.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from assistant.errors import ConfigurationError
from assistant.library.dense import NEAREST, Near
from assistant.library.entries import Face, Shelf
from assistant.library.store import Store
from assistant.library.text import digest

_BATCH: Final = 2_000
_SEAL: Final = "seal.json"
_HNSW: Final = {"space": "cosine", "ef_search": 800, "ef_construction": 200, "max_neighbors": 32}
"""Wide enough that the `NEAREST` doors are the true ones (a test compares with the exact index)."""


class ChromaIndex:
    """The doors of every shelf and face, each pair a collection of its own."""

    def __init__(
        self, store: Store, model: str, client: Any, folder: Path | None = None, url: str = ""
    ) -> None:
        self._store = store
        self._model = model
        self._client = client
        self._folder = folder
        self._url = url
        self._collections: dict[tuple[Shelf, Face], Any] = {}
        self._keys: dict[tuple[Shelf, Face], NDArray[np.int64]] = {}

    @classmethod
    def local(cls, store: Store, model: str, folder: Path) -> tuple[ChromaIndex | None, str]:
        """The index in a folder that this process owns, and what has to be told about it ("" for nothing).

        `None` where Chroma cannot be made to work there at all, as on a full disk.
        """
        told = ""
        if folder.exists() and not _is_sealed(folder):
            shutil.rmtree(folder, ignore_errors=True)
            told = "上次没有正常关闭，向量索引已经按存下的向量重建。"
        try:
            return cls._opened(store, model, folder), told
        except Exception as error:  # noqa: BLE001 - the edge to Chroma: its Rust core raises anything when files are damaged
            told = f"向量索引坏了（{type(error).__name__}），已经按存下的向量重建。"
            shutil.rmtree(folder, ignore_errors=True)
        try:
            return cls._opened(store, model, folder), told
        except Exception as error:  # noqa: BLE001 - see above
            shutil.rmtree(folder, ignore_errors=True)
            why = f"{type(error).__name__}，磁盘可能满了"
            return None, f"向量索引建不了（{why}），改为逐条比较存下的向量，结果一样。"

    @classmethod
    def _opened(cls, store: Store, model: str, folder: Path) -> ChromaIndex:
        import chromadb
        from chromadb.config import Settings

        folder.mkdir(parents=True, exist_ok=True)
        (folder / _SEAL).unlink(missing_ok=True)
        client = chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))
        index = cls(store, model, client, folder)
        index.refresh()
        return index

    @classmethod
    def server(cls, store: Store, model: str, url: str) -> ChromaIndex:
        """The index on a Chroma server. `ConfigurationError` when it does not answer."""
        import chromadb
        from chromadb.config import Settings

        parts = urlsplit(url)
        with _answering(url):
            client = chromadb.HttpClient(
                host=parts.hostname or "",
                port=parts.port or (443 if parts.scheme == "https" else 80),
                ssl=parts.scheme == "https",
                settings=Settings(anonymized_telemetry=False),
            )
        index = cls(store, model, client, url=url)
        try:
            index.refresh()
        except ConfigurationError:
            index.close()
            raise
        return index

    def refresh(self) -> None:
        """Make every collection hold exactly the doors that the library's file holds."""
        with _answering(self._url):
            for shelf in Shelf:
                for face in Face:
                    self._sync(shelf, face)

    def _sync(self, shelf: Shelf, face: Face) -> None:
        keys, owners, vectors = self._store.doors(self._model, shelf, face)
        self._keys[shelf, face] = owners
        collection = self._collection(shelf, face)
        held = set(collection.get(include=[])["ids"])
        ids = [str(key) for key in keys.tolist()]
        gone = sorted(held - set(ids))
        for start in range(0, len(gone), _BATCH):
            collection.delete(ids=gone[start : start + _BATCH])
        new = [i for i, name in enumerate(ids) if name not in held]
        for start in range(0, len(new), _BATCH):
            chosen = new[start : start + _BATCH]
            collection.upsert(
                ids=[ids[i] for i in chosen],
                embeddings=vectors[chosen],
                metadatas=[{"entry": int(owners[i])} for i in chosen],
            )

    def _collection(self, shelf: Shelf, face: Face) -> Any:
        if (shelf, face) not in self._collections:
            library = self._store.get("id") or "library"
            name = f"nianbao-{library}-{digest(self._model).hex()[:8]}-{shelf}-{face}"
            self._collections[shelf, face] = self._client.get_or_create_collection(
                name, embedding_function=None, configuration={"hnsw": _HNSW}
            )
        return self._collections[shelf, face]

    def nearest(self, vector: NDArray[np.float32], shelf: Shelf, face: Face, wanted: set[int] | None) -> Near:
        """See `DenseIndex`."""
        there = self._keys[shelf, face]
        if wanted is not None:
            there = there[np.isin(there, np.fromiter(wanted, dtype=np.int64, count=len(wanted)))]
        if not len(there):
            return []
        with _answering(self._url):
            found = self._collection(shelf, face).query(
                query_embeddings=vector[None, :],
                n_results=min(NEAREST, len(there)),
                where=None if wanted is None else {"entry": {"$in": sorted(set(there.tolist()))}},
                include=["metadatas", "distances"],
            )
        doors = zip(found["ids"][0], found["metadatas"][0], found["distances"][0], strict=True)
        return [(int(key), int(row["entry"]), 1.0 - float(distance)) for key, row, distance in doors]

    def close(self) -> None:
        """Close the folder in order, so that it may be opened again as it is."""
        with suppress(Exception):  # an older client has no close; the seal below decides what is trusted
            self._client.close()
            if self._url:  # its own closing leaves the connections open
                for client in (self._client, self._client._admin_client):
                    client._server._session.close()
        if self._folder is None:
            return
        with suppress(OSError):  # unsealed, it is made anew next time
            (self._folder / _SEAL).write_text(json.dumps(_listing(self._folder)), encoding="utf-8")


@contextmanager
def _answering(url: str) -> Iterator[None]:
    """The edge to a server: whatever its client raises when it is down or is no Chroma says so."""
    try:
        yield
    except Exception as error:
        if not url:
            raise
        raise ConfigurationError(
            f"Chroma 服务 {url} 连不上（{type(error).__name__}）。",
            "请检查它是否开着（chroma run）、地址对不对；不用它时去掉 NIANBAO_CHROMA_URL。本机的规定库没有受影响。",
        ) from error


def _is_sealed(folder: Path) -> bool:
    try:
        return bool(json.loads((folder / _SEAL).read_text(encoding="utf-8")) == _listing(folder))
    except (OSError, ValueError):
        return False


def _listing(folder: Path) -> list[Sequence[str | int]]:
    """Name, size and time of every file, enough to see that nobody touched them since."""
    files = sorted(f for f in folder.rglob("*") if f.is_file() and f.name != _SEAL)
    return [[f.relative_to(folder).as_posix(), f.stat().st_size, f.stat().st_mtime_ns] for f in files]
