"""Texts normalised and cut, words and pairs, the lexicon, and the embeddings that ship."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import InputError
from assistant.library import vectors
from assistant.library.lexicon import Lexicon, read_lexicon
from assistant.library.text import LONGEST_PIECE, as_query, normalise, pieces
from assistant.library.words import Splitter, pairs, single
from tests.library.support import Opened, Service, answers, vector_of


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("２０２４年　（Ａ）", "2024年 (A)"),
        ("条\u200b例\ufeff", "条例"),
        ("\ud83d公开", "公开"),
        ("  多 \t 空\xa0格 ", "多 空 格"),
        ("㈠ ①", "(一) 1"),
        ("⼀⽅", "一方"),
    ],
)
def test_normalised(text: str, kept: str) -> None:
    assert normalise(text) == kept


@given(st.text(max_size=80))
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    once.encode("utf-8")


@given(st.text(max_size=3_000))
def test_a_question_is_never_too_long(text: str) -> None:
    assert len(as_query(text)) <= 500


@given(st.text(alphabet="条例。；？\n信息 ", max_size=1_500), st.integers(5, LONGEST_PIECE))
def test_pieces_are_whole_together_and_short_alone(text: str, longest: int) -> None:
    cut = pieces(text, longest)
    assert all(0 < len(piece) <= longest for piece in cut)
    assert "".join("".join(cut).split()) == "".join(text.split())


def test_pieces_end_with_sentences() -> None:
    assert pieces("一句话。" * 3 + "很长的一句话没有句号", 10) == [
        "一句话。一句话。",
        "一句话。",
        "很长的一句话没有句号",
    ]
    assert pieces(" \n ") == []


def test_pairs_and_single_characters() -> None:
    assert pairs("第20条，收信息处理费A1；啊") == [
        "第",
        "20",
        "条",
        "收信",
        "信息",
        "息处",
        "处理",
        "理费",
        "a1",
        "啊",
    ]
    assert single("平信，A 1。") == ["平", "信", "a", "1"]
    assert pairs("，。！") == single("，。！") == []


def test_words_of_the_lexicon_are_never_split() -> None:
    known = Splitter(Lexicon({"跑窗口": ("当面提交申请",)}))
    assert "当面提交申请" in known.words("他跑窗口来了，算当面提交申请吗？")
    assert "当面提交申请" not in Splitter(Lexicon()).words("算当面提交申请吗")
    assert "，" not in known.words("好，的")


def test_a_lexicon(tmp_path: Path) -> None:
    file = tmp_path / "lexicon.txt"
    file.write_text("# 说明\n\nＡＢ\t甲、乙\t示例\n丙\t丙\t示例\n", encoding="utf-8")
    held = read_lexicon(file)
    assert held.terms == {"ab": ("甲", "乙"), "丙": ("丙",)}
    assert held.proper("ab和丙") == ["甲", "乙"]
    assert held.words >= {"丙", "甲", "乙"}


@pytest.mark.parametrize("content", [b"\xff\xfe\x81", "一栏\n".encode(), "\t甲\t空的词\n".encode(), None])
def test_a_lexicon_that_cannot_be_read(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "lexicon.txt"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(InputError, match=r"lexicon\.txt"):
        read_lexicon(file)


def test_another_lexicon_splits_anew_what_is_held(opened: Opened, corpus: Path, words_only: None) -> None:
    opened().close()
    with (corpus / "lexicon.txt").open("a", encoding="utf-8") as file:
        file.write("递条子\t补正、期限\t示例\n")
    library = opened()
    assert library.search("递条子", 1)[0].id == "示例公开条例 规定没有写：补正给几天"
    assert library.notices == []


# --- embeddings that ship ------------------------------------------------------------------------------------------


def ship(opened: Opened, service: Service, corpus: Path) -> bytes:
    """Write the embeddings of the small corpus beside it, as ``tools/embed_corpus.py`` does."""
    library = opened(embed=False)
    digests = {name: text for name, (text, *_) in library.texts().items()}
    library.close()
    made = np.array([vector_of(text) for text in digests.values()], dtype=np.float32)
    made /= np.linalg.norm(made, axis=1, keepdims=True)
    content = vectors.packed(f"{service.url}#example", list(digests), made)
    (corpus / vectors.FILE).write_bytes(content)
    return content


def test_embeddings_that_ship_are_not_made_again(
    opened: Opened, embeddings: Service, corpus: Path, tmp_path: Path
) -> None:
    ship(opened, embeddings, corpus)
    library = opened(tmp_path / "fresh")
    assert embeddings.asked == []
    assert library.missing() == 0
    assert vectors.count(corpus) == len(library.texts())
    assert answers(library)


def test_only_what_does_not_ship_is_made(
    opened: Opened, embeddings: Service, corpus: Path, tmp_path: Path
) -> None:
    ship(opened, embeddings, corpus)
    file = corpus / "regulations" / "条例.md"
    file.write_text(
        file.read_text(encoding="utf-8").replace("- 没挂号的信从哪天算", "- 没挂号的信几时算起"),
        encoding="utf-8",
    )
    opened(tmp_path / "fresh")
    assert embeddings.asked == ["没挂号的信几时算起"]


def test_shipped_embeddings_are_near_and_the_same_every_time(tmp_path: Path) -> None:
    made = np.array([vector_of(text) for text in ("平信寄来的", "挂号信", "补正")], dtype=np.float32)
    made /= np.linalg.norm(made, axis=1, keepdims=True)
    names = [bytes([i]) * 16 for i in (3, 1, 2)]
    content = vectors.packed("example", names, made)
    assert content == vectors.packed("example", names[::-1], made[::-1])
    (tmp_path / vectors.FILE).write_bytes(content)
    held, back = vectors.read(tmp_path, "example", {names[0], names[2]})
    order = [names.index(name) for name in held]
    assert sorted(held) == sorted([names[0], names[2]])
    assert np.allclose((back * made[order]).sum(axis=1), 1, atol=1e-3)
    assert vectors.read(tmp_path, "another", set(names))[0] == []


@pytest.mark.parametrize("damage", ["empty", "halve", "garbage", "missing"])
def test_shipped_embeddings_that_are_broken_are_made_on_the_spot(
    opened: Opened, embeddings: Service, corpus: Path, tmp_path: Path, damage: str
) -> None:
    content = ship(opened, embeddings, corpus)
    broken = {"empty": b"", "halve": content[: len(content) // 2], "garbage": b"PK\x03\x04" + b"\x07" * 500}
    (corpus / vectors.FILE).unlink()
    if damage in broken:
        (corpus / vectors.FILE).write_bytes(broken[damage])
    library = opened(tmp_path / "fresh")
    assert (library.missing(), vectors.count(corpus)) == (0, 0)
    assert answers(library)
    assert library.notices == []
