"""How much of a text was taken over, and from where; figures do not hide it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core.likeness import RUN, Likeness, likeness, words_of
from tests.support import pace

OLD = (
    "（三）政府信息管理。公文签发时标注公开属性，由县政府办公室逐件复核。\n"
    "上网信息落实“三审三校”，救助名单只保留姓名和金额。全年更正错字87处。"
)
NEW = "（三）政府信息管理。机构职能变动后5个工作日内更新。征地档案由各单位编出电子目录，供办理申请时检索。"


def taken(text, previous):
    """The passages as pairs of words."""
    return [
        (text[c.start : c.end], previous[c.previous_start : c.previous_end])
        for c in likeness(text, previous).passages
    ]


def test_a_text_is_its_own_copy():
    alike = likeness(OLD, OLD)
    assert alike.share == 1.0
    assert [(c.start, c.end, c.previous_start, c.previous_end) for c in alike.passages] == [
        (1, len(OLD) - 1, 1, len(OLD) - 1)
    ]


def test_other_words_are_no_copy():
    assert likeness("本局开展培训三次，解答群众咨询。", OLD) == Likeness(0.0, 14, ())


@pytest.mark.parametrize(
    ("text", "previous"), [("", ""), ("", OLD), (OLD, ""), ("，。！\n ", OLD), (OLD, "　\t")]
)
def test_empty_texts_are_no_copy(text, previous):
    alike = likeness(text, previous)
    assert (alike.share, alike.passages) == (0.0, ())


def test_new_figures_and_years_do_not_hide_a_copy():
    last = "2023年共收到政府信息公开申请326件，办结1,240件，比上年增长9.8%，培训十二次。"
    text = "二〇二四年共收到政府信息公开申请35件，办结97件，比上年增长12%，培训三次。"
    assert likeness(text, last).share == 1.0
    assert taken(text, last) == [(text[:-1], last[:-1])]


def test_blanks_and_punctuation_do_not_hide_a_copy():
    text = "公文签发时,标注公开属性;\n　　由县政府办公室 逐件复核"
    assert taken(text, OLD) == [(text, "公文签发时标注公开属性，由县政府办公室逐件复核")]


def test_a_planted_sentence_is_found_where_it_stands():
    planted = "上网信息落实“三审三校”，救助名单只保留姓名和金额"
    text = f"{NEW}{planted}。此外没有变化。"
    assert (planted, planted) in taken(text, OLD)
    alike = likeness(text, OLD)
    assert alike.share == pytest.approx(sum(c.length for c in alike.passages) / len(words_of(text)))


def test_a_word_put_in_anew_does_not_part_a_passage():
    text = OLD.replace("县政府办公室", "本局办公室")
    passages = taken(text, OLD)
    assert len(passages) == 1
    assert likeness(text, OLD).passages[0].length == len(words_of(text)) - 2


def test_set_phrases_of_the_trade_are_no_copy():
    assert likeness("推进政府信息公开工作，成效明显。", "做好政府信息公开工作的各项准备。").passages == ()


def test_order_does_not_matter():
    first, second = (
        "公文签发时标注公开属性，由县政府办公室逐件复核。",
        "上网信息落实“三审三校”，救助名单只保留姓名和金额。",
    )
    assert first in OLD and second in OLD
    assert likeness(second + first, OLD).share == 1.0


TEXTS = st.text(st.sampled_from("公开信息，。\n1２年三"), max_size=120)


@given(TEXTS, TEXTS)
def test_passages_agree_in_order_and_add_up(text, previous):
    alike = likeness(text, previous)
    assert 0 <= alike.share <= 1
    assert sum(c.length for c in alike.passages) == round(alike.share * alike.length)
    end = 0
    for copied in alike.passages:
        assert end <= copied.start < copied.end <= len(text)
        end = copied.end
        here = words_of(text[copied.start : copied.end])
        last = words_of(previous[copied.previous_start : copied.previous_end])
        assert copied.length >= RUN
        if copied.length == len(here):
            assert here == last or len(last) > len(here)


@pytest.mark.parametrize(
    ("text", "previous"),
    [
        ("公" * 100_000, "公" * 100_000),
        ("公开" * 50_000, "开公" * 50_000),
        ("政府信息公开年度报告无" * 9_000, "政府信息公开年度报告有" * 9_000),
        ("".join(chr(0x4E00 + i * 7919 % 20_000) for i in range(100_000)), OLD * 1_500),
    ],
    ids=["one letter", "two letters", "set phrase", "no repeats"],
)
def test_long_and_odd_texts_take_bounded_time(text, previous):
    """Some 0.2 s where it was measured."""
    with pace.measured() as spent:
        likeness(text, previous)
    assert spent.seconds < 4


def test_a_report_takes_milliseconds():
    """Some 3 ms for 2,000 characters where it was measured."""
    text = "".join(chr(0x4E00 + i * 31 % 900) for i in range(1_000)) + OLD * 12
    assert pace.median(lambda: likeness(text, text[::-1] + OLD), 15) < 0.05
