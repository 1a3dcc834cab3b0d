"""Sentences of two years: which go together, and which words differ."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import compare_reports
from tests.comparing.support import last_year, this_year
from tests.support import pace
from tests.support.reports import make_report


def section(text, last, name="overview"):
    here, before = (make_report(sections={name: t}, year=y) for t, y in ((text, 2025), (last, 2024)))
    found = compare_reports(here, before).sections
    return found[0] if found else None


def told(text, last):
    """Each sentence as kind and words, changed ones as ``old → new`` of the pieces that differ."""
    lines = []
    for pair in section(text, last).pairs:
        differing = [f"{s.previous_text}→{s.text}" for s in pair.segments if s.kind != "equal"]
        lines.append((pair.kind, differing or pair.text or pair.previous_text))
    return lines


def test_sentences_find_each_other():
    comparison = compare_reports(this_year(), last_year())
    overview = next(s for s in comparison.sections if s.section == "overview")
    assert [(p.kind, p.text, p.previous_text) for p in overview.pairs] == [
        ("equal", "（一）主动公开。", "（一）主动公开。"),
        ("changed", "公开信息358条。", "公开信息326条。"),
        ("removed", "", "对门户网站已发布的信息排查一遍，更正错字87处。"),
        ("added", "新设老年人帮查窗口。", ""),
        ("equal", "（二）依申请公开。", "（二）依申请公开。"),
        ("changed", "收到申请23件，其中自然人19件。", "收到申请20件。"),
        ("equal", "没有行政诉讼。", "没有行政诉讼。"),
    ]
    assert (overview.count("changed"), overview.title) == (2, "一、总体情况")


def test_sections_that_one_year_has():
    comparison = compare_reports(this_year(), last_year())
    assert [s.section for s in comparison.sections] == ["preface", "overview", "problems", "other"]
    assert [(s.share, s.length) for s in comparison.sections[2:]] == [(1.0, 20), (0.0, 12)]
    assert [p.kind for p in comparison.sections[3].pairs] == ["added"]


@pytest.mark.parametrize(
    ("text", "last", "expected"),
    [
        ("办结354件。", "办结328件。", ["328→354"]),
        ("占比9.8%，下降。", "占比10.2%，下降。", ["10.2%→9.8%"]),
        ("全年公开信息281条。", "公开信息281条。", ["→全年"]),
        ("公开信息281条。", "公开信息281条，其中图解3条。", ["，其中图解3条→"]),
        ("由办公室逐件复核公文。", "由法制科逐件复核公文。", ["法制科→办公室"]),
    ],
)
def test_the_words_that_differ(text, last, expected):
    assert told(text, last) == [("changed", expected)]


def test_a_number_is_one_word():
    assert told("收到申请1,326件，办结二十件。", "收到申请1,358件，办结十件。")[0][1][0] == "1,358→1,326"


def test_layout_is_no_change():
    assert {
        kind for kind, _ in told("没有 行政诉讼。\n　　公开信息3条。", "没有行政诉讼。公开信息3条。")
    } == {"equal"}


def test_sentences_without_anything_in_common_are_no_pair():
    assert [kind for kind, _ in told("新设帮查窗口。", "更正错字八处。")] == ["removed", "added"]


def test_a_word_of_the_trade_in_common_makes_no_pair():
    assert [kind for kind, _ in told("公开专区新设老年人帮查窗口。", "网站公开栏目更正错字八处。")] == [
        "removed",
        "added",
    ]


def test_a_character_in_common_by_chance_does_not_chop_the_text():
    text, last = (
        f"答复书{words}，并在三个工作日内送达申请人。" for words in ("由法制科会审", "经办公科签审")
    )
    assert told(text, last) == [("changed", ["经办公科签→由法制科会"])]


def test_an_inserted_sentence_does_not_push_the_others_off():
    sentences = [f"第{n}项工作已经由第{n}科室完成，群众满意。" for n in "甲乙丙丁戊己庚辛"]
    kinds = [
        kind
        for kind, _ in told("".join([*sentences[:3], "新加的一句话。", *sentences[3:]]), "".join(sentences))
    ]
    assert kinds == ["equal"] * 3 + ["added"] + ["equal"] * 5


TEXTS = st.lists(
    st.sampled_from(
        [
            "公开信息3条。",
            "公开信息12条；",
            "没有诉讼。",
            "\n",
            "  ",
            "培训2次，",
            "！",
            "由办公室复核。",
            "”",
        ]
    ),
    max_size=14,
).map("".join)


@given(TEXTS, TEXTS)
def test_nothing_is_lost_and_spans_hold(text, last):
    found = section(text, last)
    if found is None:
        assert not text.strip() and not last.strip()
        return
    for side, whole in (("text", text), ("previous_text", last)):
        said = "".join(getattr(p, side) for p in found.pairs)
        assert "".join(said.split()) == "".join(whole.split())
    for p in found.pairs:
        for span, words, whole in ((p.current, p.text, text), (p.previous, p.previous_text, last)):
            assert (span is None and words == "") or whole[span[0] : span[1]] == words
        if p.kind == "changed":
            assert "".join(s.text for s in p.segments) == p.text
            assert "".join(s.previous_text for s in p.segments) == p.previous_text
            for s in p.segments:
                assert text[s.current[0] : s.current[1]] == s.text
                assert last[s.previous[0] : s.previous[1]] == s.previous_text
                assert s.kind != "equal" or s.text == s.previous_text
        else:
            assert p.segments == ()


LONG = [
    ("一句话说到底，" * 14_000, "一句话说到了底，" * 12_000),
    ("部分科室更新不及时。" * 10_000, "部分科室更新不及时！" * 10_000),
    ("".join(f"第{n}件{'事' * (n % 9)}已办。" for n in range(9_000)), "".join(f"第{n}件已办{'事' * (n % 7)}。" for n in range(9_000))),
]  # fmt: skip


@pytest.mark.parametrize(("text", "last"), LONG, ids=["one sentence", "one sentence again and again", "many"])
def test_long_texts_take_bounded_time(text, last):
    """Under 2 s where it was measured; twice the text takes twice the time."""
    with pace.measured() as spent:
        found = section(text[:60_000], last[:60_000])
    assert spent.seconds < 15
    assert found is not None and found.pairs
