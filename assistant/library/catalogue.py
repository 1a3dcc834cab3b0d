"""The library, opened: documents in, hits out.

Opening brings the shipped corpus up to date, and makes anew whatever index is damaged. One process writes at a time;
any number search beside it, and see what it wrote with their next search.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import RLock
from typing import Any, Final, Self, TypeVar

from assistant.errors import ConfigurationError
from assistant.library.asks import Asks
from assistant.library.chroma import ChromaIndex
from assistant.library.dense import DenseIndex, ExactIndex
from assistant.library.embedding import BATCH, Embedder, made_by
from assistant.library.entries import Entry, Face, Shelf
from assistant.library.lexical import Query
from assistant.library.lexicon import Lexicon
from assistant.library.locks import PATIENCE, Lock
from assistant.library.search import Hit, Indexes, Question, Ranked, Wanted, as_hit, rank
from assistant.library.shelves import Shelves, Tell
from assistant.library.store import FILE, Record, Store, cannot_write, is_damage
from assistant.library.text import as_query
from assistant.library.words import Splitter, pairs

_COMPARED: Final = 5
"""Results of each shelf whose texts are held against the question."""

_REPORT_SHARE: Final = 0.8
"""A passage of a report counts for less than a rule when both kinds are asked for."""

T = TypeVar("T")
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Options:
    """How the library is to be opened. `resident`: the process stays, so the dense index goes to Chroma."""

    embedder: Embedder | None = None
    chroma_url: str = ""
    resident: bool = False


class Place:
    """A folder for a library, and the lock that whoever writes to it holds."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.writer = Lock(folder / "writer.lock", "正在更新规定库")


class Catalogue:
    """An open library. Safe between threads."""

    def __init__(
        self, store: Store, place: Place | None, lexicon: Lexicon, options: Options, tell: Tell
    ) -> None:
        folder = place.folder if place else None
        self.options = options
        self.lexicon = lexicon
        self._store = store
        self._folder = folder
        self._tell = tell
        self._splitter = Splitter(lexicon)
        self._shelves = Shelves(store, folder, self._splitter)
        self._writer = place.writer if place else None
        self._owner = (
            Lock(folder / "chroma.lock", "常驻的程序，如网页界面", per_thread=False) if folder else None
        )
        self._dense: DenseIndex | None = None
        self._asks: Asks | None = None
        self._seen: tuple[int, int] | None = None
        self._guard = RLock()

    def start(self, *, may_write: bool) -> None:
        """Open the indexes. With `may_write` the caller holds the writer's lock."""
        self._shelves.open(self._tell, may_write=may_write)
        if may_write:
            self._shelves.catch_up()
        self._seen = self._store.version()

    def close(self) -> None:
        """Close everything in order."""
        with self._guard:
            if isinstance(self._dense, ChromaIndex):
                self._dense.close()
            if self._owner is not None:
                self._owner.release()
            self._dense = None
            self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- finding -------------------------------------------------------------------------------------------

    def search(
        self,
        query: str,
        k: int = 10,
        kind: str | None = None,
        *,
        unit_kind: str | None = None,
        level: str | None = None,
        year: int | None = None,
    ) -> list[Hit]:
        """The `k` best hits, best first; rules in force come before overtaken ones that say the same.

        `kind` is ``regulation`` or ``report``; `unit_kind`, `level` and `year` choose among reports. An empty question
        finds nothing; of a long one the first 500 characters are looked at.
        """
        wanted = Wanted(unit_kind, level, year)
        found = self.ranked(query, kind, wanted)
        names = {record.id: record.name for record in self.documents()} if found else {}
        return [as_hit(hit, self._source(hit, names)) for hit in found[: max(k, 0)]]

    def ranked(self, query: str, kind: str | None = None, wanted: Wanted | None = None) -> list[Ranked]:
        """Every fold that was found, with its evidence, best first."""
        text = as_query(query)
        if not text:
            return []
        wanted = wanted or Wanted()
        shelves = [s for s in Shelf if kind is None or (s is Shelf.REPORTS) == (kind == "report")]
        if any(value is not None for value in wanted.columns().values()):
            shelves = [s for s in shelves if s is Shelf.REPORTS]
        with self._guard:
            self._refresh()
            dense, embedder = self._dense_index(), self.options.embedder
            indexes = Indexes(self._store, {s: self._shelves[s] for s in shelves}, dense, self._all_asks())
            vector = embedder.query(text) if dense and embedder else None
            question = Question(text, Query(text, self._splitter), vector)
            found = {s: rank(indexes, s, question, wanted) for s in shelves}
        return _merged(found, pairs(text))

    def _source(self, hit: Ranked, names: dict[str, str]) -> str:
        return hit.entry.source or names.get(hit.fold.partition(" ")[0], "")

    def entries_of(self, fold: str) -> list[Entry]:
        """The entries of one fold: the provision, its parts, the official wording where it was imported."""
        with self._guard:
            return self._store.of_fold(fold)

    def entries_in(self, document: str) -> list[Entry]:
        """Everything a document holds, in its order; nothing for an id that is not there."""
        with self._guard:
            return [entry for _, entry in self._store.of_document(document)]

    def addresses(self) -> list[tuple[str, str, str, str]]:
        """(fold, title, article, document number) of everything that can be asked for by its address."""
        with self._guard:
            return self._store.addresses()

    def _refresh(self) -> None:
        version = self._store.version()
        if version != self._seen:
            self._shelves.refresh(self._tell)
            if self._dense is not None:
                self._dense.refresh()
            self._asks = None
            self._seen = version

    def _all_asks(self) -> Asks:
        if self._asks is None:
            self._asks = Asks(self._store.asks())
        return self._asks

    def _dense_index(self) -> DenseIndex | None:
        embedder = self.options.embedder
        if embedder is None:
            return None
        if self._dense is None:
            self._dense = self._open_dense(embedder.name)
        return self._dense

    def _open_dense(self, model: str) -> DenseIndex:
        if self.options.chroma_url and self._folder:
            return ChromaIndex.server(self._store, model, self.options.chroma_url)
        if self.options.resident and self._folder and self._owner and self._owner.take():
            index, told = ChromaIndex.local(self._store, model, self._folder / "chroma")
            if told:
                self._tell(told)
            if index is not None:
                return index
            self._owner.release()
        return ExactIndex(self._store, model)

    # --- keeping -------------------------------------------------------------------------------------------

    def documents(self) -> list[Record]:
        """Every document of the library."""
        with self._guard:
            return self._store.documents()

    def put(self, documents: Iterable[tuple[Record, Sequence[Entry]]], gone: Iterable[str] = ()) -> None:
        """Keep documents and forget others; they are searched by words at once, by meaning after `embed`."""

        def change() -> None:
            with self._store.write():
                for name in gone:
                    self._store.drop(name)
                for record, entries in documents:
                    self._store.put(record, entries)
            self._shelves.catch_up()

        self._write(change)

    def remove(self, document: str) -> bool:
        """Take a document out of every index; whether it was there."""

        def change() -> bool:
            with self._store.write():
                there = self._store.drop(document)
            self._shelves.catch_up()
            return there

        return self._write(change)

    def rebuild(self) -> None:
        """Make the lexical indexes anew, and drop the embeddings that nothing needs any more."""
        embedder = self.options.embedder

        def change() -> None:
            self._shelves.rebuild()
            if embedder:
                with self._store.write():
                    self._store.forget_vectors(embedder.name)

        self._write(change)

    def texts(self) -> dict[bytes, tuple[str, Face]]:
        """Every text that wants an embedding, and what it is, by its name."""
        with self._guard:
            return {name: (text, face) for name, text, face in self._store.without_vector("")}

    def missing(self) -> int:
        """How many texts have no embedding yet (0 when there is no embedder)."""
        with self._guard:
            embedder = self.options.embedder
            return len(self._store.without_vector(embedder.name)) if embedder else 0

    def embed(self, progress: Progress | None = None) -> int:
        """Make the embeddings that are missing, some at a time, and keep each lot; how many were made.

        Stopped at any moment, it goes on where it was. The writer's lock is held only while a lot is written.
        """
        embedder = self.options.embedder
        if embedder is None:
            return 0
        with self._guard:
            todo = self._store.without_vector(embedder.name)
        for start in range(0, len(todo), BATCH):
            lot = todo[start : start + BATCH]
            self.keep_vectors([name for name, _, _ in lot], made_by(embedder, [(t, f) for _, t, f in lot]))
            if progress:
                progress(min(start + BATCH, len(todo)), len(todo))
        return len(todo)

    def keep_vectors(self, digests: Sequence[bytes], vectors: Any) -> None:
        """Keep embeddings made elsewhere by the same model."""
        embedder = self.options.embedder
        if embedder is None:
            return

        def change() -> None:
            with self._store.write():
                self._store.keep_vectors(embedder.name, digests, vectors)

        self._write(change)

    def _write(self, change: Callable[[], T]) -> T:
        if self._writer is None:
            with self._guard:
                return change()
        with self._writer.held(PATIENCE), self._guard:
            self._shelves.refresh(self._tell)
            return change()


def _merged(found: dict[Shelf, list[Ranked]], asked: Collection[str]) -> list[Ranked]:
    """The shelves' results in one order; a provision that its own wording also finds stands once.

    Scores compare within a shelf only. Across shelves what counts is how much of the question a result has in it,
    beside the best provisions.
    """
    provisions = found.get(Shelf.PROVISIONS, [])
    top = max((hit.score for hit in provisions), default=1.0)
    covered = max((_covers(hit.entry, asked) for hit in provisions[:_COMPARED]), default=0.0)
    folds = {hit.fold: hit for hit in provisions}
    for shelf in (Shelf.TEXTS, Shelf.REPORTS):
        hits = found.get(shelf, [])
        best = max((hit.score for hit in hits), default=0.0)
        share = top / best * (_REPORT_SHARE if shelf is Shelf.REPORTS else 1.0) if best > 0 else 0.0
        for place, hit in enumerate(hits):
            more = _covers(hit.entry, asked) - covered if place < _COMPARED else -covered
            hit.score *= share * max(0.0, 1 + more)
            held = folds.setdefault(hit.fold, hit)
            if held is not hit:
                held.raw |= {n: v for n, v in hit.raw.items() if n not in held.raw}
                held.score = max(held.score, hit.score)
    return sorted(folds.values(), key=lambda hit: (-hit.score, hit.fold))


def _covers(entry: Entry, asked: Collection[str]) -> float:
    """The share of a question's pairs of characters that an entry has in it."""
    text = " ".join((entry.title, entry.gist, *entry.asks, *entry.keywords, entry.wording))
    return len(set(pairs(text)) & set(asked)) / len(asked) if asked else 0.0


def open_store(folder: Path, tell: Tell) -> Store:
    """The library's file, made where it is missing; a damaged one is put aside and told about."""
    path = folder / FILE
    try:
        store = Store.open(path, create=True)
        if store.check():
            return store
        store.close()
    except sqlite3.DatabaseError as error:
        if "full" in str(error) or "disk I/O" in str(error):
            raise cannot_write(error) from error
        if not is_damage(error):
            raise ConfigurationError(
                f"规定库“{path}”打不开。", "请检查它是否被别的程序占用、是否有读写权限。"
            ) from error
    path.replace(path.with_suffix(".damaged"))
    with suppress(OSError):
        path.with_name(path.name + "-journal").unlink()
    tell("规定库的文件坏了，已改名保存，并从自带的规定和您导入过的文件重新建立。")
    return Store.open(path, create=True)
