"""The library's own file: documents, entries, doors and embeddings. All indexes can be rebuilt from it.

SQLite, with its usual journal: a process killed at any moment leaves what was committed before. Any number of
processes may read; writers hold the library's lock (`locks`). Every change raises the data version that SQLite
shows to other connections, so that a reader beside a writer knows when to look again.
"""

from __future__ import annotations

import json
import sqlite3
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from threading import RLock
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

from assistant.library.entries import Entry, Face, Shelf
from assistant.library.locks import NotWrittenError
from assistant.library.text import digest

FILE: Final = "library.db"
SCHEMA: Final = 1
_BUSY_SECONDS: Final = 30
_TABLES: Final = """
CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE documents(
    id TEXT PRIMARY KEY, origin TEXT NOT NULL, shelf TEXT NOT NULL, title TEXT NOT NULL, number TEXT NOT NULL,
    version TEXT NOT NULL, aliases TEXT NOT NULL, name TEXT NOT NULL, hash TEXT NOT NULL, added TEXT NOT NULL,
    notes TEXT NOT NULL,
    indexed INTEGER NOT NULL DEFAULT 0);
CREATE TABLE entries(
    key INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL,
    document TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    fold TEXT NOT NULL, shelf TEXT NOT NULL, level TEXT NOT NULL, unit_kind TEXT NOT NULL, year INTEGER,
    body TEXT NOT NULL);
CREATE INDEX entries_document ON entries(document);
CREATE INDEX entries_fold ON entries(fold);
CREATE TABLE doors(
    key INTEGER PRIMARY KEY AUTOINCREMENT, entry INTEGER NOT NULL REFERENCES entries(key) ON DELETE CASCADE,
    face TEXT NOT NULL, text TEXT NOT NULL, digest BLOB NOT NULL);
CREATE INDEX doors_entry ON doors(entry);
CREATE INDEX doors_digest ON doors(digest);
CREATE TABLE vectors(model TEXT NOT NULL, digest BLOB NOT NULL, vector BLOB NOT NULL,
    PRIMARY KEY(model, digest)) WITHOUT ROWID;
CREATE TABLE leaving(document TEXT PRIMARY KEY, shelf TEXT NOT NULL);
"""

Vectors = NDArray[np.float32]


class Record(BaseModel):
    """A document of the library, as `nianbao corpus list` shows it.

    `origin` is ``shipped`` or ``added``; `hash` names the content of its file; `notes` what the user was told
    about it; `entries` how many entries it has.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    origin: str
    shelf: Shelf
    title: str
    number: str = ""
    version: str = ""
    aliases: tuple[str, ...] = ()
    name: str = ""
    hash: str = ""
    added: str = ""
    notes: tuple[str, ...] = ()
    entries: int = 0


class Store:
    """The open file. Safe between threads; `write` makes one transaction of what is done inside it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._lock = RLock()

    @classmethod
    def open(cls, path: Path, *, create: bool = False) -> Store:
        """Open the file at `path`; with `create`, make what is missing.

        `sqlite3.DatabaseError` when it is no library, damaged, or of another version of this program;
        `sqlite3.OperationalError` when it cannot be opened.
        """
        mode = "rwc" if create else "rw"
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={mode}",
            uri=True,
            timeout=_BUSY_SECONDS,
            check_same_thread=False,
        )
        store = cls(connection)
        try:
            store._prepare(create)
        except BaseException:
            connection.close()
            raise
        return store

    @classmethod
    def in_memory(cls) -> Store:
        """A store that lives as long as the process, for a folder that cannot be written."""
        store = cls(sqlite3.connect(":memory:", check_same_thread=False))
        store._prepare(create=True)
        return store

    def _prepare(self, create: bool) -> None:
        self._db.execute("PRAGMA foreign_keys = ON")
        version = self._db.execute("PRAGMA user_version").fetchone()[0]
        if version == 0 and create:
            # The id tells indexes kept elsewhere that a file made anew counts its keys from the start again.
            name = f"INSERT INTO meta VALUES('id', '{uuid.uuid4().hex[:12]}');"
            self._db.executescript(f"BEGIN;{_TABLES}{name}PRAGMA user_version = {SCHEMA};COMMIT;")
        elif version != SCHEMA:
            raise sqlite3.DatabaseError(f"schema {version}, not {SCHEMA}")
        self._db.execute("SELECT count(*) FROM documents").fetchone()

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()

    @contextmanager
    def write(self) -> Iterator[None]:
        """One transaction; `NotWrittenError` when the disk is full or the folder cannot be written."""
        with self._lock:
            try:
                with self._db:
                    self._db.execute("BEGIN IMMEDIATE")
                    yield
            except sqlite3.OperationalError as error:
                raise cannot_write(error) from error

    def check(self) -> bool:
        """Whether SQLite finds its file sound (some 10 ms for the shipped library)."""
        with self._lock:
            row = self._db.execute("PRAGMA quick_check(1)").fetchone()
        return bool(row[0] == "ok")

    def version(self) -> tuple[int, int]:
        """Changes with every committed change, of this connection or of another."""
        with self._lock:
            other = self._db.execute("PRAGMA data_version").fetchone()[0]
            return other, self._db.total_changes

    # --- documents ---------------------------------------------------------------------------------

    def documents(self) -> list[Record]:
        """Every document, shipped ones first, then as they were added."""
        rows = self._all(
            "SELECT d.id, d.origin, d.shelf, d.title, d.number, d.version, d.name, d.hash, d.added, d.aliases, d.notes,"
            " (SELECT count(*) FROM entries e WHERE e.document = d.id) FROM documents d"
            " ORDER BY d.origin DESC, d.shelf, d.added, d.id"
        )
        names = ("id", "origin", "shelf", "title", "number", "version", "name", "hash", "added")
        return [
            Record(
                **dict(zip(names, row[:9], strict=True)),
                aliases=tuple(json.loads(row[9])),
                notes=tuple(json.loads(row[10])),
                entries=row[11],
            )
            for row in rows
        ]

    def put(self, record: Record, entries: Iterable[Entry]) -> None:
        """Keep a document with its entries, in place of what had its id. Inside `write`."""
        self.drop(record.id)
        self._db.execute(
            "INSERT INTO documents(id, origin, shelf, title, number, version, name, hash, added, aliases, notes)"
            " VALUES(?,?,?,?,?,?,?,?,?,?,?)",
            (record.id, record.origin, record.shelf, record.title, record.number, record.version, record.name,
             record.hash, record.added, json.dumps(record.aliases, ensure_ascii=False),
             json.dumps(record.notes, ensure_ascii=False)),
        )  # fmt: skip
        for entry in entries:
            cursor = self._db.execute(
                "INSERT INTO entries(id, document, fold, shelf, level, unit_kind, year, body)"
                " VALUES(?,?,?,?,?,?,?,?)",
                (entry.id, record.id, entry.fold, entry.shelf, entry.level, entry.unit_kind, entry.year,
                 entry.model_dump_json(exclude_defaults=True)),
            )  # fmt: skip
            self._db.executemany(
                "INSERT INTO doors(entry, face, text, digest) VALUES(?,?,?,?)",
                [(cursor.lastrowid, face, text, digest(text)) for face, text in entry.doors()],
            )

    def drop(self, document: str) -> bool:
        """Forget a document; the lexical index is told by `leaving`. Inside `write`. Whether it was there."""
        row = self._db.execute("SELECT shelf FROM documents WHERE id = ?", (document,)).fetchone()
        if row is None:
            return False
        self._db.execute("INSERT OR REPLACE INTO leaving VALUES(?, ?)", (document, row[0]))
        self._db.execute("DELETE FROM documents WHERE id = ?", (document,))
        return True

    def note(self, document: str, notes: Sequence[str]) -> None:
        """Change what was told about a document. Inside `write`."""
        self._db.execute(
            "UPDATE documents SET notes = ? WHERE id = ?", (json.dumps(notes, ensure_ascii=False), document)
        )

    # --- entries -----------------------------------------------------------------------------------

    def entries(self, keys: Sequence[int]) -> dict[int, Entry]:
        """Entries by their keys; those that are gone are left out."""
        rows = self._all(
            f"SELECT key, body FROM entries WHERE key IN ({','.join('?' * len(keys))})",  # noqa: S608
            keys,
        )
        return {key: _entry(body) for key, body in rows}

    def of_fold(self, fold: str) -> list[Entry]:
        """All entries that fold to one thing: the provision, its parts, its wording; oldest first."""
        rows = self._all("SELECT body FROM entries WHERE fold = ? ORDER BY key", (fold,))
        return [_entry(row[0]) for row in rows]

    def keys(self, shelf: Shelf, wanted: dict[str, Any]) -> set[int] | None:
        """The entries of a shelf whose columns have the values in `wanted`; `None` when nothing is wanted."""
        asked = {name: value for name, value in wanted.items() if value is not None}
        if not asked:
            return None
        tests = " AND ".join(f"{name} = ?" for name in asked)
        rows = self._all(
            f"SELECT key FROM entries WHERE shelf = ? AND {tests}",  # noqa: S608 - names are ours
            (shelf, *asked.values()),
        )
        return {row[0] for row in rows}

    def addresses(self) -> list[tuple[str, str, str, str]]:
        """(fold, title, article, document number) of every provision and article, in the order of their documents."""
        rows = self._all(
            "SELECT fold, json_extract(body, '$.title'), json_extract(body, '$.article'),"
            " coalesce(json_extract(body, '$.number'), ''), min(key) FROM entries WHERE shelf != 'reports'"
            " AND json_extract(body, '$.article') IS NOT NULL AND json_extract(body, '$.part') IS NULL"
            " GROUP BY 1, 2, 3, 4 ORDER BY 5"
        )
        return [(row[0], row[1], row[2], row[3]) for row in rows]

    def of_document(self, document: str) -> Iterator[tuple[int, Entry]]:
        """The entries of a document, with their keys."""
        for key, body in self._all(
            "SELECT key, body FROM entries WHERE document = ? ORDER BY key", (document,)
        ):
            yield key, Entry.model_validate_json(body)

    # --- what the indexes still have to learn ------------------------------------------------------------

    def unindexed(self) -> list[tuple[str, Shelf]]:
        """Documents whose entries are not in the lexical index yet."""
        return [
            (row[0], Shelf(row[1])) for row in self._all("SELECT id, shelf FROM documents WHERE NOT indexed")
        ]

    def leaving(self) -> list[tuple[str, Shelf]]:
        """Documents that the lexical index has to forget."""
        return [(row[0], Shelf(row[1])) for row in self._all("SELECT document, shelf FROM leaving")]

    def indexed(self, documents: Sequence[str], left: Sequence[str]) -> None:
        """Say that the lexical index has taken in `documents` and forgotten `left`. Inside `write`."""
        self._db.executemany("UPDATE documents SET indexed = 1 WHERE id = ?", [(d,) for d in documents])
        self._db.executemany("DELETE FROM leaving WHERE document = ?", [(d,) for d in left])

    def unindex(self) -> None:
        """Say that the lexical index holds nothing. Inside `write`."""
        self._db.execute("UPDATE documents SET indexed = 0")
        self._db.execute("DELETE FROM leaving")

    def get(self, name: str) -> str | None:
        """A fact about the library itself."""
        row = self._all("SELECT value FROM meta WHERE name = ?", (name,))
        return str(row[0][0]) if row else None

    def set(self, name: str, value: str) -> None:
        """Keep a fact about the library itself. Inside `write`."""
        self._db.execute("INSERT OR REPLACE INTO meta VALUES(?, ?)", (name, value))

    # --- embeddings -----------------------------------------------------------------------------------------

    def without_vector(self, model: str) -> list[tuple[bytes, str, Face]]:
        """(name, text, face) of doors that have no embedding by this model yet, each text once, short ones first."""
        rows = self._all(
            "SELECT d.digest, min(d.text), min(d.face) FROM doors d"
            " LEFT JOIN vectors v ON v.model = ? AND v.digest = d.digest"
            " WHERE v.digest IS NULL GROUP BY d.digest ORDER BY min(d.face), length(min(d.text))",
            (model,),
        )
        return [(row[0], row[1], Face(row[2])) for row in rows]

    def keep_vectors(self, model: str, digests: Sequence[bytes], vectors: Vectors) -> None:
        """Keep embeddings (one row a digest, unit length) in half precision. Inside `write`."""
        self._db.executemany(
            "INSERT OR REPLACE INTO vectors VALUES(?,?,?)",
            [(model, d, v.tobytes()) for d, v in zip(digests, vectors.astype(np.float16), strict=True)],
        )

    def forget_vectors(self, model: str) -> None:
        """Drop the embeddings that belong to no door any more, and all of other models. Inside `write`."""
        self._db.execute(
            "DELETE FROM vectors WHERE model != ? OR digest NOT IN (SELECT digest FROM doors)", (model,)
        )

    def doors(
        self, model: str, shelf: Shelf, face: Face
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], Vectors]:
        """(keys of doors, keys of their entries, embeddings: one row a door) of those that have an embedding."""
        rows = self._all(
            "SELECT d.key, d.entry, v.vector FROM doors d JOIN entries e ON e.key = d.entry"
            " JOIN vectors v ON v.model = ? AND v.digest = d.digest WHERE e.shelf = ? AND d.face = ? ORDER BY d.key",
            (model, shelf, face),
        )
        if not rows:
            nothing = np.zeros(0, dtype=np.int64)
            return nothing, nothing, np.zeros((0, 0), dtype=np.float32)
        keys, owners, blobs = zip(*rows, strict=True)
        matrix = np.frombuffer(b"".join(blobs), dtype=np.float16).reshape(len(rows), -1).astype(np.float32)
        lengths = np.linalg.norm(matrix, axis=1, keepdims=True)  # half precision leaves them not quite 1
        matrix /= np.where(lengths == 0, 1, lengths)
        return np.array(keys, dtype=np.int64), np.array(owners, dtype=np.int64), matrix

    def asks(self) -> list[tuple[int, str, str]]:
        """(key of the door, its fold, its text) of every way of asking."""
        rows = self._all(
            "SELECT d.key, e.fold, d.text FROM doors d JOIN entries e ON e.key = d.entry WHERE d.face = ? ORDER BY d.key",
            (Face.ASK,),
        )
        return [(row[0], row[1], row[2]) for row in rows]

    def _all(self, query: str, values: Sequence[Any] = ()) -> list[Any]:
        with self._lock:
            return self._db.execute(query, values).fetchall()


@lru_cache(maxsize=4096)
def _entry(body: str) -> Entry:
    """An entry from its text; every search looks at hundreds, and mostly at the same."""
    return Entry.model_validate_json(body)


def cannot_write(error: Exception) -> NotWrittenError:
    """What to tell when the library's folder takes nothing more."""
    words = str(error).lower()
    if "full" in words or "no space" in words:
        return NotWrittenError("规定库写不下：磁盘满了。", "请清出一些空间再试；原有的内容没有受影响。")
    if "locked" in words:
        return NotWrittenError("规定库正被别的程序写着，等了半分钟还没有轮到。", "请稍后再试。")
    return NotWrittenError(
        "规定库写不了。", "请检查数据文件夹的权限和磁盘，或用环境变量 NIANBAO_HOME 换一个位置。"
    )


def is_damage(error: BaseException) -> bool:
    """Whether SQLite says that its file is no library or is broken, rather than busy or forbidden."""
    return isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError)
