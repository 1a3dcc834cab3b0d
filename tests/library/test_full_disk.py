"""On a full disk nothing that is there is lost, everything is searched, and what does not fit is said."""

from __future__ import annotations

import shutil
from pathlib import Path

from assistant import Library
from tests.library.copies import NEW, Built, sound
from tests.library.support import answers, child, finish, ids

FULL = """
import resource, sys
from pathlib import Path
from assistant import Library
from assistant.errors import ConfigurationError
home, corpus, room = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
resident = len(sys.argv) > 4

def limit():
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
"""


def test_a_full_disk_refuses_what_is_added_and_keeps_the_rest(built: Built) -> None:
    home, corpus = built
    script = (
        FULL
        + """
library = Library.open(home, corpus=corpus, resident=False)
limit()
text = sys.stdin.read() + "\\n第四条 黄鹂。" + "湿地" * 4000
try:
    library.add(text.encode(), "湿地.txt")
except ConfigurationError as error:
    print(error)
print([h.title for h in library.search("平信寄来的哪天起算", 1)])
library.close()
"""
    )
    size = (home / "library" / "library.db").stat().st_size
    out = finish(child(script, home, corpus, str(size)), NEW)
    assert out.splitlines()[-1] == "['示例公开条例']"
    assert out.startswith("规定库写不")
    assert len(list((home / "library" / "documents").rglob("*.txt"))) == 1
    assert sound(home, corpus) == []


def test_a_full_disk_at_the_first_opening(corpus: Path, tmp_path: Path, words_only: None) -> None:
    script = (
        FULL
        + """
limit()
try:
    library = Library.open(home, corpus=corpus, resident=False)
    print([h.title for h in library.search("平信寄来的哪天起算", 1)], library.notices)
except ConfigurationError as error:
    print("refused:", error)
"""
    )
    for room in (0, 3_000, 30_000, 60_000):
        out = finish(child(script, tmp_path / f"home{room}", corpus, str(room)))
        assert "示例公开条例" in out or out.startswith("refused: 规定库"), room
        assert "写不" in out or "打不开" in out, room
    with Library.open(tmp_path / "home30000", corpus=corpus, resident=False) as library:
        assert answers(library)


def test_a_full_disk_leaves_chroma_out(whole: Built) -> None:
    home, corpus = whole
    shutil.rmtree(home / "library" / "chroma")
    script = (
        FULL
        + """
limit()
library = Library.open(home, corpus=corpus)
print([h.title for h in library.search("平信寄来的哪天起算", 1)], library.notices)
library.close()
"""
    )
    out = finish(child(script, home, corpus, "20000"))
    assert "示例公开条例" in out
    assert "改为逐条比较" in out
    assert sound(home, corpus, resident=True) == []


def test_a_full_disk_and_a_damaged_index_at_once(built: Built) -> None:
    home, corpus = built
    (index,) = home.glob("library/lexical-*")
    shutil.rmtree(index)
    script = (
        FULL
        + """
limit()
library = Library.open(home, corpus=corpus, resident=False)
print([h.title for h in library.search("平信寄来的哪天起算", 1)], library.notices)
"""
    )
    out = finish(child(script, home, corpus, "10"))
    assert "示例公开条例" in out
    assert "写不" in out
    assert "先在内存里临时建一个" in out
    assert sound(home, corpus) == ["检索索引坏了，已经重新建立。"]


def test_a_full_disk_while_the_corpus_changes_still_answers(built: Built, corpus: Path) -> None:
    home, _ = built
    file = corpus / "regulations" / "格式.md"
    file.write_text(file.read_text(encoding="utf-8").replace("遮住一部分", "涂黑一部分"), encoding="utf-8")
    script = (
        FULL
        + """
limit()
library = Library.open(home, corpus=corpus, resident=False)
print([h.title for h in library.search("平信寄来的哪天起算", 1)], library.notices)
"""
    )
    out = finish(child(script, home, corpus, "10"))
    assert "示例公开条例" in out
    assert "写不" in out
    assert sound(home, corpus) == []
    with Library.open(home, corpus=corpus, resident=False) as library:
        assert ids(library, "涂黑一部分", 1) == ["示例年度报告格式 表三·三（二）部分公开"]
