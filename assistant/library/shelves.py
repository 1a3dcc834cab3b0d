"""The indexes beside the library's file: opened, kept in step with it, made anew when they are damaged."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Final

from assistant.library import lexical
from assistant.library.entries import Shelf
from assistant.library.lexical import LexicalIndex
from assistant.library.store import Store, cannot_write
from assistant.library.words import Splitter

Tell = Callable[[str], None]
_GENERATION: Final = "generation"
_LEXICON: Final = "lexicon"


class Shelves:
    """The lexical index of every shelf. Without a folder they live in memory."""

    def __init__(self, store: Store, folder: Path | None, splitter: Splitter) -> None:
        self._store = store
        self._folder = folder
        self._splitter = splitter
        self._generation = ""
        self._indexes: dict[Shelf, LexicalIndex] = {}
        self._passing = False

    def __getitem__(self, shelf: Shelf) -> LexicalIndex:
        return self._indexes[shelf]

    def open(self, tell: Tell, *, may_write: bool) -> None:
        """Open the indexes. The writer makes damaged ones anew; a reader then has its own in memory.

        Whatever tantivy raises for damaged files (its Rust core may panic, which is no `Exception`) ends in that.
        """
        self._generation = self._store.get(_GENERATION) or ""
        self._passing = False
        other_words = self._store.get(_LEXICON) != self._splitter.lexicon.mark
        if self._folder is None or not self._generation or (may_write and other_words):
            self._rebuild(may_write)
            return
        try:
            for shelf, folder in lexical.folders(self._folder, self._generation).items():
                if not LexicalIndex.exists(folder):
                    raise FileNotFoundError(folder)
                self._indexes[shelf] = LexicalIndex.open(folder)
                self._indexes[shelf].check()
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException:  # noqa: BLE001 - see above
            tell(
                "检索索引坏了，已经重新建立。" if may_write else "检索索引坏了，这一次先在内存里临时建一个。"
            )
            self._rebuild(may_write)

    def _rebuild(self, may_write: bool) -> None:
        """All indexes from the library's file: in memory, or in a folder of their own until they are whole."""
        self._passing = not may_write
        if not may_write:
            self._indexes = {shelf: LexicalIndex.open(None) for shelf in Shelf}
            for record in self._store.documents():
                come = [(record.id, self._store.of_document(record.id))]
                self._indexes[record.shelf].update([], come, self._splitter)
            return
        held = self._generation, self._indexes
        try:
            self._build_anew()
        except BaseException as error:
            if self._folder:
                lexical.clear(self._folder / f"lexical-{self._generation}")
            self._generation, self._indexes = held
            if isinstance(error, OSError | ValueError):  # tantivy's words for a full disk
                raise cannot_write(error) from error
            raise

    def _build_anew(self) -> None:
        self._generation = uuid.uuid4().hex[:8]
        folders = lexical.folders(self._folder, self._generation) if self._folder else dict.fromkeys(Shelf)
        self._indexes = {shelf: LexicalIndex.open(folder) for shelf, folder in folders.items()}
        with self._store.write():
            self._store.unindex()
        self._take_in()
        with self._store.write():
            self._store.set(_GENERATION, self._generation)
            self._store.set(_LEXICON, self._splitter.lexicon.mark)
        if self._folder:
            for old in lexical.of_other_generations(self._folder, self._generation):
                lexical.clear(old)

    def rebuild(self) -> None:
        """Throw the indexes away and make them anew. The caller holds the writer's lock."""
        self._rebuild(may_write=True)

    def catch_up(self) -> None:
        """Take in what the library's file has and the indexes have not. The caller holds the writer's lock.

        A process killed inside tantivy can leave a file that it will never write over; then all is made anew.
        """
        try:
            self._take_in()
        except (OSError, ValueError):
            self._rebuild(may_write=True)

    def _take_in(self) -> None:
        come, leaving = self._store.unindexed(), self._store.leaving()
        for shelf in Shelf:
            gone = [document for document, where in leaving if where is shelf]
            new = [document for document, where in come if where is shelf]
            if gone or new:
                entries = ((document, self._store.of_document(document)) for document in new)
                self._indexes[shelf].update(gone, entries, self._splitter)
                with self._store.write():
                    self._store.indexed(new, gone)

    def refresh(self, tell: Tell) -> None:
        """See what another process committed."""
        if self._passing or self._store.get(_GENERATION) != self._generation:
            self.open(tell, may_write=False)
            return
        for index in self._indexes.values():
            index.reload()
