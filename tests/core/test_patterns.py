"""What patterns need, and how they can begin."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core import patterns
from assistant.core.patterns import beginnings, glance, guarded, needed


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("转结", ("转结",)),
        ("(?<!结)转结(?=下年|到)", ("转结",)),
        ("(?:截止|截至)[^，。]{0,4}日", ("截止", "截至")),
        (r"\d+(?:件|起)", ("件", "起")),
        (r"[^，。]{0,8}(?P<a>复议|诉讼)?申请", ("申请",)),
        (r"(?:转结)*申请+", ("申",)),
        (r"\d+", ()),
        ("(?:申请|)复议?", ("复",)),
        ("(?i:abc)申请", ("申请",)),
        ("(?=行政复议)[一-龥]{2}", ("行政复议",)),
    ],
)  # fmt: skip
def test_the_words_that_must_be_there(pattern, words):
    found = needed(re.compile(pattern))
    assert found == words


def test_capital_and_small_letters_alike_tell_nothing():
    assert needed(re.compile("PDF文件", re.IGNORECASE)) == ()


PATTERNS = [
    "(?<!结)转结(?=下年|到)", "(?:截止|截至)[^，。]{0,4}日", "(?:的的|了了)(?!确)", "[件起]次?个?(?:申请|复议)",
    "(?P<a>申|请)(?P=a)", "(?:申请){1,3}复?", "(?=申请)..",
]  # fmt: skip


@given(st.sampled_from(PATTERNS), st.text("申请复议转结截止至的了件起次个日，到", max_size=12))
def test_no_text_that_matches_lacks_them(pattern, text):
    compiled = re.compile(pattern)
    if compiled.search(text):
        words = needed(compiled)
        assert not words or any(word in text for word in words)


@given(st.sampled_from(PATTERNS[:-1]), st.text("申请复议转结截止至的了件起次个日，到", max_size=12))
def test_a_guarded_pattern_finds_the_same(pattern, text):
    assert [m.span() for m in re.finditer(guarded(pattern), text)] == [
        m.span() for m in re.finditer(pattern, text)
    ]


def test_how_a_match_can_begin():
    assert beginnings("(?<!财)(?:政府|信)息|[上下]?年") == frozenset("政信上下年")


@pytest.mark.parametrize("pattern", ["[^，]申请", r"\d件", "(?:申请)?", "[一-龥]件"])
def test_where_any_character_may_begin_it_is_said(pattern):
    with pytest.raises(ValueError, match=r"\S"):
        beginnings(pattern)


COMPILED = [
    re.compile(pattern)
    for pattern in (*PATTERNS, "[件起]次(?:申请)+的", "(?:(?<=申)请|到)(?=复议|日)", "^(?=申)|议$")
]


@given(st.sampled_from(COMPILED), st.text("申请复议转结截止至的了件起次个日，到", max_size=12))
def test_a_glance_rules_out_no_text_that_matches_and_runs_what_finds_the_same(pattern, text):
    known = glance(pattern)
    if pattern.search(text):
        assert all(any(word in text for word in words) for words in known.needs)
    plain = [m.span() for m in pattern.finditer(text)]
    for _ in range(3):  # guarded from some time on
        assert [m.span() for m in known.to_run().finditer(text)] == plain


def test_every_part_of_a_pattern_is_needed():
    needs = glance(re.compile("(?:截止|截至)[^，。]{0,4}日(?=申请)")).needs
    assert [*map(tuple, needs)] == [("日",), ("申请",), ("截止", "截至")]


def test_a_pattern_is_guarded_when_it_is_run_again():
    pattern = re.compile("(?<=申)请|(?<=到)日")
    ran = [glance(pattern).to_run() for _ in range(4)]
    assert ran[0] is pattern
    assert ran[-1] is not pattern
    assert ran[-1].findall("申请到日") == ["请", "日"]


def test_patterns_made_as_texts_come_do_not_pile_up(monkeypatch):
    monkeypatch.setattr(patterns, "_MOST_GLANCES", 50)
    monkeypatch.setattr(patterns, "_GLANCES", {})
    made = [re.compile(f"第{i}号") for i in range(200)]
    assert [[*map(tuple, glance(p).needs)] for p in made] == [[(f"第{i}号",)] for i in range(200)]
    assert len(patterns._GLANCES) <= 50
