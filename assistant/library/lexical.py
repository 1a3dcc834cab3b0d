"""Search by words: one tantivy index a shelf, on disk and read through memory maps.

An entry is one document of the index. Its fields stand twice, as jieba's words and as pairs of characters: of a provision
everything (title, content, ways of asking, key words) and the key words alone; of a text or a report title and wording.
BM25 throughout.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

import tantivy

from assistant.library.entries import Entry, Shelf
from assistant.library.words import Splitter, pairs

_SPLIT_ON_BLANKS: Final = "blanks"
_HEAP: Final = 64_000_000
"""Bytes the writer may hold before it flushes; tantivy wants at least 15 million a thread."""

FIELDS: Final = ("all", "keys", "wording")


def _schema() -> Any:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("key", stored=True, indexed=True, fast=True)
    builder.add_text_field("document", tokenizer_name="raw", index_option="basic")
    for field in FIELDS:
        for kind in ("words", "pairs"):
            builder.add_text_field(f"{field}_{kind}", tokenizer_name=_SPLIT_ON_BLANKS, index_option="freq")
    return builder.build()


class Query:
    """A question, split once for all searches. `proper` are the lexicon's terms for what it says."""

    def __init__(self, text: str, splitter: Splitter) -> None:
        proper = " ".join(splitter.lexicon.proper(text))
        self.terms = {
            "words": dict.fromkeys(splitter.words(text), 1.0),
            "pairs": dict.fromkeys(pairs(text), 1.0),
        }
        self.expanded = {
            "words": dict.fromkeys(splitter.words(proper), _PROPER) | self.terms["words"],
            "pairs": dict.fromkeys(pairs(proper), _PROPER) | self.terms["pairs"],
        }


_PROPER: Final = 0.4
"""What a term of the lexicon counts beside a word of the question itself."""


class LexicalIndex:
    """The index of one shelf."""

    def __init__(self, index: Any) -> None:
        analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        index.register_tokenizer(_SPLIT_ON_BLANKS, analyzer)
        self._index = index
        self._schema = index.schema

    @classmethod
    def open(cls, folder: Path | None) -> LexicalIndex:
        """The index in a folder, made where it is missing; in memory without one.

        Whatever tantivy raises when the files are damaged comes through.
        """
        if folder is None:
            return cls(tantivy.Index(_schema()))
        folder.mkdir(parents=True, exist_ok=True)
        return cls(tantivy.Index(_schema(), path=str(folder), reuse=True))

    @staticmethod
    def exists(folder: Path) -> bool:
        """Whether there is an index in a folder."""
        return tantivy.Index.exists(str(folder)) if folder.is_dir() else False

    def update(
        self, gone: Iterable[str], come: Iterable[tuple[str, Iterable[tuple[int, Entry]]]], splitter: Splitter
    ) -> None:
        """Forget documents and take in others, in one commit: all of it is there afterwards, or nothing."""
        writer = self._index.writer(_HEAP, 1)
        for document in gone:
            writer.delete_documents_by_term("document", document)
        for document, entries in come:
            writer.delete_documents_by_term("document", document)
            for key, entry in entries:
                writer.add_document(_as_document(document, key, entry, splitter))
        writer.commit()
        writer.wait_merging_threads()
        self.reload()

    def reload(self) -> None:
        """See what was committed since, by this process or another."""
        self._index.reload()

    def count(self) -> int:
        """How many entries there are."""
        return int(self._index.searcher().num_docs)

    def check(self) -> None:
        """Read something of every file; whatever tantivy raises for damaged ones comes through."""
        searcher = self._index.searcher()
        for field in FIELDS:
            for kind in ("words", "pairs"):
                for term, _ in searcher.terms_with_prefix(f"{field}_{kind}", "", limit=1):
                    self.search(field, kind, {term: 1.0}, 1)

    def search(self, field: str, kind: str, terms: dict[str, float], k: int) -> list[tuple[int, float]]:
        """(key of the entry, BM25 score) of the `k` best for weighted terms in one field, best first."""
        if not terms:
            return []
        name = f"{field}_{kind}"
        clauses = []
        for term, weight in terms.items():
            clause = tantivy.Query.term_query(self._schema, name, term, "freq")
            clauses.append(
                (tantivy.Occur.Should, clause if weight == 1 else tantivy.Query.boost_query(clause, weight))
            )
        searcher = self._index.searcher()
        hits = searcher.search(tantivy.Query.boolean_query(clauses), k, count=False).hits
        return [(int(searcher.doc(address)["key"][0]), float(score)) for score, address in hits]


def _as_document(document: str, key: int, entry: Entry, splitter: Splitter) -> Any:
    made = tantivy.Document()
    made.add_integer("key", key)
    made.add_text("document", document)
    for field, text in _fields(entry).items():
        made.add_text(f"{field}_words", " ".join(splitter.words(text)))
        made.add_text(f"{field}_pairs", " ".join(pairs(text)))
    return made


def _fields(entry: Entry) -> dict[str, str]:
    if entry.shelf is not Shelf.PROVISIONS:
        return {"wording": " ".join((entry.title, entry.article, entry.wording))}
    keys = " ".join((*entry.keywords, entry.heading))
    return {
        "all": " ".join((entry.title, entry.article, entry.part, entry.gist, *entry.asks, keys)),
        "keys": keys,
    }


def clear(folder: Path) -> None:
    """Take an index away; what another process still has open stays readable for it."""
    shutil.rmtree(folder, ignore_errors=True)


def folders(home: Path, generation: str) -> dict[Shelf, Path]:
    """Where the indexes of a generation lie."""
    return {shelf: home / f"lexical-{generation}" / shelf for shelf in Shelf}


def of_other_generations(home: Path, generation: str) -> Sequence[Path]:
    """Folders that earlier rebuilds left behind."""
    return [f for f in home.glob("lexical-*") if f.name != f"lexical-{generation}"]
