"""Questions good, bad and absurd: filters, bounds, order, and what is read of a question."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant import Library
from tests.library.support import ADDED, ANSWER, ASKED, Opened, Service, answers, ids


@pytest.fixture(scope="module")
def library(built_once: tuple[Path, Path]) -> Iterator[Library]:
    """The small library by words alone, for tests that change nothing."""
    home, corpus = built_once
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NIANBAO_EMBEDDING", "none")
        held = Library.open(home, corpus=corpus, resident=False)
    yield held
    held.close()


ABSURD = [
    "平" * 10_000,
    "平信寄来的哪天起算" * 2_000,
    "😀🎉👨‍👩‍👧‍👦" * 50,
    "'; DROP TABLE entries; --",
    '" OR 1=1 /* \\',
    "all_words:条例 AND (NOT *) ^2 ~1 [a TO b]",
    "What is the deadline for an answer to a request?",
    "Срок ответа на запрос",
    "情報公開の回答期限は何日ですか",
    "\x00\x01\u200b\u202e\ufeff",
    "\ud83d平信\udc00",
    "%s %d {0} ${x} <script>alert(1)</script>",
    "？！。，、；：",
    "\n\n\t\r\n",
    "a" * 10_000,
]


@pytest.mark.parametrize("query", ABSURD, ids=range(len(ABSURD)))
def test_absurd_questions_do_no_harm(library: Library, query: str) -> None:
    for kind in (None, "regulation", "report"):
        hits = library.search(query, 5, kind)
        assert len(hits) <= 5
    assert len(library.documents()) == 6
    assert answers(library)


@pytest.mark.parametrize("query", ["", "   ", "\u3000\u3000", "\n", "\u200b\ufeff"])
def test_an_empty_question_finds_nothing(library: Library, query: str) -> None:
    assert library.search(query) == []


def test_of_a_long_question_the_beginning_counts(library: Library) -> None:
    assert ids(library, ASKED + "。" * 9_000 + "遮了名字再给的填哪一行", 1) == [ANSWER]
    filler = "乙" * 600
    assert library.search(filler + ASKED) == library.search(filler)


@given(query=st.text(max_size=60))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_breaks_the_search(library: Library, query: str) -> None:
    hits = library.search(query, 3)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert len({hit.id for hit in hits}) == len(hits)


@pytest.mark.parametrize("k", [0, 1, 2, 3, 7, 10_000])
def test_no_more_than_k(library: Library, k: int) -> None:
    everything = ids(library, ASKED, 10_000)
    assert len(everything) > 7
    assert ids(library, ASKED, k) == everything[:k]
    assert library.search(ASKED, -3) == []


def test_full_width_and_plain_are_the_same(library: Library) -> None:
    plain = ids(library, "20个工作日(ab)")
    assert plain
    assert ids(library, "２０个工作日（ＡＢ）") == plain
    assert ids(library, "20\u3000个工作日\u200b（ａｂ）")[:1] == plain[:1]


def test_texts_are_normalised_before_they_are_stored(opened: Opened, words_only: None) -> None:
    library = opened()
    library.add(ADDED.replace("每年四月", "每年\u200b４月前（Ａ区）").encode(), "草场.txt")
    stored = [text for text, _ in library.texts().values() if "蓝鹊" in text]
    assert stored
    assert all("4月前(A区)" in text for text in stored)
    (hit,) = (
        h for h in library.search("蓝鹊 4月前（a区）", 100) if h.article == "第二条" and "蓝鹊" in h.text
    )
    assert "（" in hit.text


def test_the_staffs_own_words_lead_to_the_proper_ones(library: Library) -> None:
    assert ids(library, "要钱", 1) == ["示例公开条例 第三条"]
    assert ids(library, "跑窗口", 1) == [ANSWER]


def test_a_hit_says_what_it_is(library: Library) -> None:
    hit = library.search("没挂号的信从哪天算", 1)[0]
    assert (hit.id, hit.part, hit.kind) == (ANSWER, "第二款", "regulation")
    assert (hit.title, hit.article, hit.version) == ("示例公开条例", "第二条", "2024年修订")
    assert (hit.in_force, hit.silent, hit.source) == (True, False, "示例网站")
    assert "电话确认" in hit.text
    silence = library.search("补正通知给几天才合法", 1)[0]
    assert (silence.silent, silence.article) == (True, "")
    assert silence.id == "示例公开条例 规定没有写：补正给几天"


def test_what_is_overtaken_comes_below_what_is_in_force(library: Library) -> None:
    found = [hit for hit in library.search("答复期限 延长") if hit.article == "第一条"]
    assert [(hit.title, hit.in_force) for hit in found] == [
        ("示例公开条例", True),
        ("示例公开暂行办法", False),
    ]


def test_regulations_and_reports_apart(library: Library) -> None:
    query = "行政许可处理决定和平信"
    assert {hit.kind for hit in library.search(query, 100)} == {"regulation", "report"}
    assert {hit.kind for hit in library.search(query, 100, "regulation")} == {"regulation"}
    assert {hit.kind for hit in library.search(query, 100, "report")} == {"report"}


@pytest.mark.parametrize(
    ("limits", "units"),
    [
        ({"year": 2022}, {"示例县教育局"}),
        ({"year": 2024}, {"示例市公安局"}),
        ({"unit_kind": "公安"}, {"示例市公安局"}),
        ({"unit_kind": "教育", "year": 2022}, {"示例县教育局"}),
        ({"unit_kind": "教育", "year": 2024}, set()),
        ({"level": "部门"}, {"示例县教育局", "示例市公安局"}),
        ({"level": "省级"}, set()),
        ({"unit_kind": ""}, set()),
    ],
)
def test_reports_by_unit_level_and_year(library: Library, limits: dict[str, object], units: set[str]) -> None:
    hits = library.search("依申请公开 主动公开 平信", 100, **limits)
    assert {next(u for u in ("示例县教育局", "示例市公安局") if u in hit.title) for hit in hits} == units
    assert {hit.kind for hit in hits} <= {"report"}
    assert library.search("依申请公开", 100, "report", **limits) == library.search(
        "依申请公开", 100, **limits
    )


def test_limits_for_reports_find_no_regulations(library: Library) -> None:
    assert library.search("平信", 10, "regulation", year=2022) == []


def test_filters_hold_for_meaning_too(opened: Opened, embeddings: Service) -> None:
    library = opened()
    hits = library.search("依申请公开", 100, year=2022)
    assert len(hits) > 3
    assert {"示例县教育局" in hit.title for hit in hits} == {True}
    assert library.search("依申请公开", 100, year=1999) == []
