"""How fast the library is, and how it grows: ``python benchmarks/library.py``, medians of several runs.

The shipped corpus, then 60,000 articles made from its own words: nobody's law, but as long and as varied as laws are.
"""

from __future__ import annotations

import random
import re
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import chain, cycle
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from table import Result, milliseconds, show

from assistant import Library, resources
from assistant.library import vectors
from assistant.library.catalogue import Catalogue
from assistant.library.embedding import made_by
from assistant.library.entries import Entry, Shelf
from assistant.library.store import Record

ARTICLES: Final = 60_000
_PER_LAW: Final = 100
_LOT: Final = 60
QUESTIONS: Final = (
    "多少天答复", "食堂采购账给不给", "补正给几天才合法", "乡镇年报哪天发", "EMS收发室签了算收到吗",
    "一年两百多件能不能不理", "卷宗要不要给他看", "新收加结转对不上", "不服要先复议吗", "名单上身份证号怎么办",
)  # fmt: skip


def shipped(home: Path) -> Iterator[Result]:
    """The library as it ships."""
    corpus = resources.corpus()
    start = time.perf_counter()
    Library.open(home / "a", resident=False).close()
    yield Result("第一次建库（用随附的向量）", time.perf_counter() - start, "s", 60)
    yield Result(
        "打开建好的库", milliseconds(lambda: Library.open(home / "a", resident=False).close()), "ms", 500
    )
    with Library.open(home / "a", resident=False) as library:
        asked = cycle(QUESTIONS)
        yield Result("检索（词和向量）", milliseconds(lambda: library.search(next(asked)), 50), "ms", 60)
        library.options = type(library.options)()
        yield Result("检索（只按词）", milliseconds(lambda: library.search(next(asked)), 50), "ms", 10)
    with Library.open(home / "a", resident=True) as library:
        yield Result(
            "检索（词和向量，Chroma）", milliseconds(lambda: library.search(next(asked)), 50), "ms", 60
        )
    yield from _without_shipped_vectors(home, corpus)


def _without_shipped_vectors(home: Path, corpus: Path) -> Iterator[Result]:
    """All embeddings made on the spot."""
    with Library.open(home / "b", resident=False, embed=False) as library:
        texts = library.texts()
        embedder = library.options.embedder
        if embedder is None:
            return
        sample = random.Random(1).sample(sorted(texts.values()), 500)
        start = time.perf_counter()
        made_by(embedder, sample)
        each = (time.perf_counter() - start) / len(sample)
    yield Result(f"现做全部 {len(texts)} 条向量（按抽样 500 条推算）", each * len(texts), "s")
    yield Result(
        f"其中随附的 {vectors.count(corpus)} 条不必现做，占", vectors.count(corpus) / len(texts), "×"
    )


def large(home: Path) -> Iterator[Result]:
    """Sixty thousand articles by words alone."""
    laws = list(_laws())
    with Library.open(home / "c", resident=False, corpus=_empty(home), embed=False) as library:
        library.options = type(library.options)()
        start, times = time.perf_counter(), []
        for number in range(0, len(laws), _LOT):
            since = time.perf_counter()
            library.put(laws[number : number + _LOT])
            times.append(time.perf_counter() - since)
        yield Result("按词建索引，每秒", ARTICLES / (time.perf_counter() - start), "条", 1500, least=True)
        asked = cycle(QUESTIONS)
        yield Result(
            f"{ARTICLES} 条里检索（按词）", milliseconds(lambda: library.search(next(asked)), 30), "ms", 30
        )
        few, many = _one_more(library, laws[0], "x"), 0.0
        many = _one_more(library, laws[1], "y")
        yield Result("库里再加一个文件（100 条）", many, "ms")
    with Library.open(home / "d", resident=False, corpus=_empty(home), embed=False) as library:
        library.options = type(library.options)()
        few = _one_more(library, laws[1], "y")
        yield Result("再加一个文件的用时：库里有 60000 条 ÷ 空库", many / few, "×", 3)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 1024)
    yield Result("以上全部的内存峰值", peak, "MB", 1024)


def _one_more(library: Catalogue, law: tuple[Record, list[Entry]], name: str) -> float:
    record, entries = law

    def put() -> None:
        new = [e.model_copy(update={"id": name + e.id, "fold": name + e.fold}) for e in entries]
        library.put([(record.model_copy(update={"id": name}), new)])

    return milliseconds(put, 5)


def _laws() -> Iterator[tuple[Record, list[Entry]]]:
    words = _phrases()
    chance = random.Random(20260101)
    for law in range(ARTICLES // _PER_LAW):
        title = f"示例{chance.choice(words)[:4]}管理办法{law}"
        entries = [
            Entry(
                id=f"law/{law} 第{n}条",
                fold=f"law/{law} 第{n}条",
                shelf=Shelf.TEXTS,
                title=title,
                article=f"第{n}条",
                wording="，".join(chance.choices(words, k=chance.randint(4, 16))) + "。",
            )
            for n in range(1, _PER_LAW + 1)
        ]
        yield Record(id=f"law/{law}", origin="added", shelf=Shelf.TEXTS, title=title), entries


def _phrases() -> list[str]:
    text = "".join(p.read_text(encoding="utf-8") for p in (resources.corpus() / "regulations").glob("*.md"))
    return sorted({phrase for phrase in re.split(r"\W+", text) if 3 <= len(phrase) <= 14})


def _empty(home: Path) -> Path:
    folder = home / "corpus"
    folder.mkdir(exist_ok=True)
    (folder / "lexicon.txt").write_text("", encoding="utf-8")
    return folder


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        sys.exit(show(chain(shipped(Path(place)), large(Path(place)))))
