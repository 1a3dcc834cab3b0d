"""Killed at any moment, damaged in any file: the library opens, answers, and says what happened."""

from __future__ import annotations

import random
import shutil
from pathlib import Path
from typing import Any

import pytest

from assistant import Library
from assistant.errors import ConfigurationError
from assistant.library.lexical import LexicalIndex
from tests.library.copies import NEW, Built, sound
from tests.library.killing import DRIVER, NAMES
from tests.library.support import ADDED, ANSWER, answers, child, finish, found_added, ids

pytestmark = pytest.mark.slow

# --- killed -------------------------------------------------------------------------------------------------------


def prepared(folder: Path, home: Path, name: str) -> Path:
    """A home for one moment: a first opening finds nothing, everything else a whole library."""
    if not name.startswith("open-"):
        shutil.copytree(home, folder / name, copy_function=shutil.copy2)
    return folder / name


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory, built_once: Built) -> Path:
    """A folder with a home for each moment, a process killed in each."""
    folder = tmp_path_factory.mktemp("killed")
    home, corpus = built_once
    for name in NAMES:
        prepared(folder, home, name)
    script = (
        DRIVER
        + "for name, moment in MOMENTS.items():\n    print(name, killed(lambda: moment()(homes / name)))\n"
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NIANBAO_EMBEDDING", "none")
        said = finish(child(script, folder, corpus, NEW))
    assert said.splitlines() == [f"{name} -9" for name in NAMES]
    return folder


@pytest.mark.parametrize("name", NAMES)
def test_killed_at_a_moment(killed: Path, built_once: Built, words_only: None, name: str) -> None:
    with Library.open(killed / name, corpus=built_once[1], resident=False) as library:
        assert answers(library)
        assert library.notices == []
        titles = {record.title for record in library.documents() if record.origin == "added"}
        for title, question in (
            ("示例湿地管理规定", "黄鹂湿地几月停牧"),
            ("示例草场管理规定", "蓝鹊草场几月停牧"),
        ):
            found = any(hit.title == title for hit in library.search(question, 100))
            assert found == (title in titles)
        kept = list((killed / name / "library" / "documents").rglob("*.txt"))
        if name.startswith("remove-"):
            assert kept == []
            assert bool(titles) == (name in {"remove-file-gone", "remove-dropped"})
            assert all(library.remove(r.id) for r in library.documents() if r.origin == "added")
            assert not found_added(library)
        elif not name.startswith("open-"):
            assert len(kept) >= len(titles)
            assert "示例草场管理规定" in titles
        if name.startswith("add-"):
            assert ("示例湿地管理规定" in titles) == (name != "add-half-a-file")
            assert library.add(NEW.encode(), "新的.txt").new == (name == "add-half-a-file")
            assert any(hit.title == "示例湿地管理规定" for hit in library.search("黄鹂湿地", 100))
        left = {path.name for path in (killed / name / "library").glob("lexical-*")}
    with Library.open(killed / name, corpus=built_once[1], resident=False) as again:
        assert answers(again)
        again.rebuild()
        now = {path.name for path in (killed / name / "library").glob("lexical-*")}
    assert len(now) == 1
    assert not now & left


def test_killed_again_and_again_while_it_works(built: Built) -> None:
    """At moments that nobody chose: adding, removing and rebuilding without a break."""
    home, corpus = built
    script = (
        DRIVER
        + """
def work():
    library = opened(homes)
    while True:
        added = library.add(text, "新的.txt")
        library.rebuild()
        library.remove(added.record.id)
for i in range(8):
    print(killed(work, 0.15 + 0.067 * i), flush=True)
"""
    )
    assert finish(child(script, home, corpus, NEW)) == "-9\n" * 8
    with Library.open(home, corpus=corpus, resident=False) as library:
        assert answers(library)
        assert found_added(library)
        assert library.notices == []
        there = "示例湿地管理规定" in {record.title for record in library.documents()}
        assert any(h.title == "示例湿地管理规定" for h in library.search("黄鹂湿地", 100)) == there


def test_killed_with_chroma_open(whole: Built) -> None:
    home, corpus = whole
    script = """
import os, signal, sys
from pathlib import Path
from assistant import Library
library = Library.open(sys.argv[1], corpus=Path(sys.argv[2]))
library.search("平信")
library.remove(next(r.id for r in library.documents() if r.origin == "added"))
library.search("平信")
library.add(sys.argv[3].encode(), "草场.txt")
library.embed()
library.search("平信")
print("done", flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""
    process = child(script, home, corpus, ADDED)
    out, err = process.communicate(timeout=60)
    assert (out, process.returncode) == ("done\n", -9), err
    with Library.open(home, corpus=corpus) as library:
        assert answers(library)
        assert found_added(library)
        assert library.notices == ["上次没有正常关闭，向量索引已经按存下的向量重建。"]
    with Library.open(home, corpus=corpus) as library:
        assert answers(library)
        assert library.notices == []


# --- damaged ------------------------------------------------------------------------------------------------------


def empty(path: Path) -> None:
    path.write_bytes(b"")


def halve(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


def cut_the_end(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-7])


def overwrite(path: Path) -> None:
    path.write_bytes(random.Random(7).randbytes(max(path.stat().st_size, 64)))


def overwrite_the_middle(path: Path) -> None:
    data = bytearray(path.read_bytes())
    half = len(data) // 2
    data[half : half + 4096] = random.Random(5).randbytes(len(data[half : half + 4096]))
    path.write_bytes(data)


def flip_a_bit(path: Path) -> None:
    data = bytearray(path.read_bytes())
    if data:
        data[len(data) // 3] ^= 0x10
    path.write_bytes(data)


def unlink(path: Path) -> None:
    path.unlink()


DAMAGES = [empty, halve, cut_the_end, overwrite, overwrite_the_middle, flip_a_bit, unlink]


@pytest.mark.parametrize("damage", DAMAGES)
def test_any_file_of_the_lexical_index_damaged(built: Built, damage: object) -> None:
    home, corpus = built
    files = sorted(
        f.relative_to(home) for f in home.glob("library/lexical-*/provisions/*") if f.suffix != ".lock"
    )
    assert len(files) >= 7
    for name in files:
        copy = home.with_name(name.name)
        shutil.copytree(home, copy, copy_function=shutil.copy2)
        damage(copy / name)  # type: ignore[operator]
        told = sound(copy, corpus)
        assert told in ([], ["检索索引坏了，已经重新建立。"]), name
    assert sound(copy, corpus) == []


def test_a_lexical_index_that_is_not_there(built: Built) -> None:
    home, corpus = built
    (index,) = home.glob("library/lexical-*")
    shutil.rmtree(index)
    assert sound(home, corpus) == ["检索索引坏了，已经重新建立。"]
    assert sound(home, corpus) == []


@pytest.mark.parametrize("damage", DAMAGES)
def test_the_librarys_own_file_damaged(whole: Built, damage: object) -> None:
    home, corpus = whole
    damage(home / "library" / "library.db")  # type: ignore[operator]
    told = sound(home, corpus)
    assert told in ([], ["规定库的文件坏了，已改名保存，并从自带的规定和您导入过的文件重新建立。"])
    assert bool(told) == (home / "library" / "library.damaged").exists()
    assert sound(home, corpus, resident=True) == []


def test_every_page_of_the_librarys_own_file(built: Built) -> None:
    """A page that the file system lost, one after the other."""
    home, corpus = built
    file = home / "library" / "library.db"
    data = file.read_bytes()
    for page in range(0, len(data), 4096 * 5):
        file.write_bytes(data[:page] + bytes(4096) + data[page + 4096 :])
        with Library.open(home, corpus=corpus, resident=False) as library:
            assert answers(library), page
            assert found_added(library), page
            library.entries_of(ANSWER)


def test_a_file_of_another_version_is_made_anew(built: Built) -> None:
    import sqlite3

    home, corpus = built
    database = sqlite3.connect(home / "library" / "library.db")
    database.execute("PRAGMA user_version = 99")
    database.commit()
    database.close()
    assert len(sound(home, corpus)) == 1
    assert sound(home, corpus) == []


def test_what_is_no_file_at_all(built: Built) -> None:
    home, corpus = built
    (home / "library" / "library.db").unlink()
    (home / "library" / "library.db").mkdir()
    with pytest.raises(ConfigurationError, match="打不开"):
        Library.open(home, corpus=corpus, resident=False)


@pytest.mark.parametrize("damage", DAMAGES)
def test_any_file_of_chroma_damaged(whole: Built, damage: object) -> None:
    home, corpus = whole
    for path in sorted(p for p in home.glob("library/chroma/**/*") if p.is_file()):
        damage(path)  # type: ignore[operator]
    (told,) = sound(home, corpus, resident=True)
    assert "向量索引已经按存下的向量重建" in told
    with Library.open(home, corpus=corpus) as library:
        assert ids(library, "蓝鹊草场每年四月停牧，停牧期间不得放养羊群。", 1)[0].endswith("第二条")
        assert library.notices == []


@pytest.mark.parametrize("name", ["chroma.sqlite3", "data_level0.bin", "seal.json"])
def test_one_file_of_chroma_damaged_is_said(whole: Built, name: str) -> None:
    home, corpus = whole
    overwrite(next(iter(home.glob(f"library/chroma/**/{name}"))))
    with Library.open(home, corpus=corpus) as library:
        assert answers(library)
        assert len(library.notices) == 1
        assert "重建" in library.notices[0]


@pytest.mark.parametrize(("failures", "word"), [(1, "已经按存下的向量重建"), (9, "改为逐条比较")])
def test_chroma_that_cannot_be_opened_although_nobody_touched_it(
    whole: Built, monkeypatch: pytest.MonkeyPatch, failures: int, word: str
) -> None:
    import chromadb

    real, calls = chromadb.PersistentClient, list[int]()

    def fail(*arguments: Any, **options: Any) -> Any:
        calls.append(1)
        if len(calls) <= failures:
            raise RuntimeError("hnsw")
        return real(*arguments, **options)

    monkeypatch.setattr(chromadb, "PersistentClient", fail)
    home, corpus = whole
    with Library.open(home, corpus=corpus) as library:
        assert answers(library)
        assert found_added(library)
        assert len(library.notices) == 1
        assert word in library.notices[0]


@pytest.mark.parametrize("kept", [b"", b"\x00" * 99, "今天天气很好。".encode()])
def test_a_kept_file_that_is_damaged_hinders_nothing(built: Built, kept: bytes) -> None:
    home, corpus = built
    (file,) = (home / "library" / "documents").rglob("*.txt")
    file.write_bytes(kept)
    assert sound(home, corpus) == []
    (home / "library" / "library.db").unlink()
    with Library.open(home, corpus=corpus, resident=False) as library:
        assert answers(library)
        assert not found_added(library)
        assert library.add(ADDED.encode(), "草场.txt").new
    assert sound(home, corpus) == []


def test_a_file_that_a_killed_writer_left_in_the_way(built: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tantivy never writes over a file that is there: were the index not made anew, no change would ever succeed."""
    home, corpus = built
    real, failed = LexicalIndex.update, list[str]()

    def update(self: LexicalIndex, *args: Any) -> None:
        if not failed:
            failed.append("once")
            raise ValueError("Failed to open file for write: FileAlreadyExists")
        real(self, *args)

    monkeypatch.setattr(LexicalIndex, "update", update)
    with Library.open(home, corpus=corpus, resident=False) as library:
        assert library.add(NEW.encode(), "湿地.txt").new
        assert failed
        assert any(hit.title == "示例湿地管理规定" for hit in library.search("黄鹂湿地", 100))
        assert answers(library)
        assert found_added(library)


def test_an_index_that_takes_nothing_stays_as_it_is(built: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    home, corpus = built

    def update(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with Library.open(home, corpus=corpus, resident=False) as library:
        with monkeypatch.context() as full:
            full.setattr(LexicalIndex, "update", update)
            with pytest.raises(ConfigurationError, match="磁盘满了"):
                library.add(NEW.encode(), "湿地.txt")
            with pytest.raises(ConfigurationError, match="磁盘满了"):
                library.rebuild()
        assert answers(library)
        assert found_added(library)
    assert len(list(home.glob("library/lexical-*"))) == 1
    with Library.open(home, corpus=corpus, resident=False) as library:
        assert any(hit.title == "示例湿地管理规定" for hit in library.search("黄鹂湿地", 100))
