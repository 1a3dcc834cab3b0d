"""The watches over a stream, on texts alone: how a text is cut makes no difference to what comes of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.models.families import FAMILIES, UNKNOWN, estimate_tokens, family_of
from assistant.models.guards import bounded, guarded
from assistant.models.port import ModelError
from assistant.models.thinking import without_thinking
from tests.models.helpers import request

WORDS = [
    "<think>",
    "</think>",
    "<thi",
    "nk>",
    "</",
    "<",
    ">",
    "\n",
    " ",
    "今年收到",
    "137件",
    "，",
    "The ",
    "reply ",
]
REPLIES = st.lists(st.sampled_from(WORDS), max_size=14).map("".join)
LONG = st.lists(
    st.tuples(st.sampled_from([*WORDS[9:], "哈", "办结了，"]), st.integers(1, 60)), max_size=6
).map(lambda runs: "".join(word * times for word, times in runs))


@st.composite
def cut(draw, texts):
    """A text, and the same in pieces; some of them empty."""
    text = draw(texts)
    at = sorted(draw(st.lists(st.integers(0, len(text)), max_size=12)))
    return text, [text[a:b] for a, b in zip([0, *at], [*at, len(text)], strict=True)]


def heard(pieces, what) -> tuple[str, str]:
    """The outcome, with what was said before a fault."""
    said, fault = [], ""
    try:
        for piece in guarded(pieces, what):
            said.append(piece)
    except ModelError as error:
        fault = error.fault
    return "".join(said), fault


@given(cut(REPLIES), st.booleans())
def test_thinking_cut_anywhere(cut_text, opened):
    text, pieces = cut_text
    assert "".join(without_thinking(pieces, opened=opened)) == "".join(
        without_thinking([text], opened=opened)
    )


@given(REPLIES)
def test_no_mark_and_no_thought_is_left(text):
    said = "".join(without_thinking([text]))
    assert "<think>" not in text or len(said) <= len(text) - len("<think>")
    if "think>" not in text:
        assert said == text


@given(
    st.text("今年收到件，。", min_size=1),
    st.text("想一〈>想/", min_size=0),
    st.text("今年收到件，。", min_size=1),
)
def test_only_the_thinking_goes(before, thought, after):
    assert "".join(without_thinking([f"{before}<think>{thought}</think>\n\n{after}"])) == before + after
    assert "".join(without_thinking([f"{thought}</think>\n{after}"], opened=True)) == after
    assert "".join(without_thinking([before], opened=True)) == before
    assert "".join(without_thinking([f"{before}<think>{thought}"])) == before


@given(cut(LONG | REPLIES), st.booleans(), st.integers(1, 120))
def test_watched_however_it_is_cut(cut_text, as_json, longest):
    text, pieces = cut_text
    what = request(json=as_json, longest=longest)
    said, fault = heard(pieces, what)
    assert (said, fault) == heard([text], what)
    assert text.startswith(said)
    if not fault:
        assert said == text


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "empty"),
        (" \n\u3000", "empty"),
        ("今年收到137件。", ""),
        ("137", ""),
        ("137 件（PDF、Word、OFD 格式）", "language"),
        ("OK", "language"),
        ("本单位在 https://www.example.gov.cn/zwgk 公开信息，收到申请后按期答复，均已办结。", ""),
        ("好。" + "。" * 60, "repeating"),
        ("一、受理三件；" * 8, "repeating"),
        ("收到1件，办结1件；收到2件，办结2件；收到3件，办结3件；收到4件，办结4件；收到5件，办结5件。", ""),
    ],
)
def test_the_watches(text, fault):
    assert heard([text], request())[1] == fault


def test_json_may_be_in_any_language():
    assert heard(['{"ok": true}'], request(json=True)) == ('{"ok": true}', "")


def test_a_raw_reply_is_bounded():
    with pytest.raises(ModelError) as caught:
        list(bounded(["想"] * 100, 10))
    assert caught.value.fault == "endless"
    with pytest.raises(ModelError):
        list(bounded([""] * 100, 10))
    assert len(list(bounded(["想"] * 60, 10))) == 60


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("deepseek-r1:14b", "DeepSeek R1"),
        ("deepseek-reasoner", "DeepSeek R1"),
        ("DeepSeek-R1-Distill-Qwen-7B", "DeepSeek R1"),
        ("deepseek-chat", "DeepSeek"),
        ("qwq-32b", "QwQ"),
        ("Qwen/Qwen3-8B", "Qwen3"),
        ("qwen3:32b", "Qwen3"),
        ("qwen2.5-7b-instruct", "Qwen2.5"),
        ("qwen2.5:3b", "Qwen2.5"),
        ("qwen2.5-coder-0.5b-instruct-q4_k_m", "Qwen2.5"),
        ("qwen-plus", "Qwen"),
        ("glm-4-9b-chat", "GLM-4"),
        ("GLM-4.5-Air", "GLM-4"),
        ("chatglm3-6b", "不认识的模型"),
        ("internlm3-8b-instruct", "InternLM"),
        ("01-ai/Yi-1.5-9B-Chat", "Yi"),
        ("moonshot-v1-8k", "Kimi"),
        ("gpt-oss-20b", "gpt-oss"),
        ("our-own-model", "不认识的模型"),
        ("", "不认识的模型"),
    ],
)
def test_families(name, family):
    assert family_of(name).name == family


def test_what_is_known_of_families():
    for family in (*FAMILIES, UNKNOWN):
        assert family.context >= 4_096
        assert family.thinks or not (family.quiet or family.opens)
    assert len({family.name for family in FAMILIES}) == len(FAMILIES)


@given(st.text())
def test_the_estimate(text):
    tokens = estimate_tokens(text)
    assert tokens >= 1
    assert tokens >= len([c for c in text if c.isdigit() or c > "\u2e80"])
    assert tokens <= len(text) + 3
