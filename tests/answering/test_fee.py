"""Fees against a sum over every single item and page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.fee import MOST, fee_by_items, fee_by_pages
from assistant.errors import InputError


def one_item(number: int) -> int:
    """What the item of that number costs."""
    if number <= 10:
        return 0
    if number <= 30:
        return 100
    return 200 + 100 * ((number - 31) // 10)


def one_page(number: int) -> int:
    return next(rate for last, rate in ((30, 0), (100, 10), (200, 20), (10**9, 40)) if number <= last)


BOTH = [(fee_by_items, one_item), (fee_by_pages, one_page)]


@pytest.mark.parametrize(("compute", "one"), BOTH)
def test_every_number_up_to_the_last_bend_and_beyond(compute, one):
    total = 0
    for n in range(1, 451):
        total += one(n)
        assert compute(n).amount == total, n


@pytest.mark.parametrize(("compute", "one"), BOTH)
@given(n=st.integers(0, 20_000))
def test_any_number(compute, one, n):
    made = compute(n)
    assert made.amount == sum(map(one, range(1, n + 1)))
    assert sum(tier.count for tier in made.tiers) == n
    assert sum(tier.subtotal for tier in made.tiers) == made.amount
    assert all(tier.subtotal == tier.count * tier.rate for tier in made.tiers)
    assert all(one(number) == tier.rate for tier in made.tiers for number in (tier.first, min(tier.last, n)))
    assert len(made.steps) <= 14


@pytest.mark.parametrize(
    ("compute", "n", "yuan"),
    [
        (fee_by_items, 0, 0), (fee_by_items, 10, 0), (fee_by_items, 11, 100), (fee_by_items, 25, 1500),
        (fee_by_items, 30, 2000), (fee_by_items, 31, 2200), (fee_by_items, 35, 3000), (fee_by_items, 45, 5500),
        (fee_by_pages, 30, 0), (fee_by_pages, 31, 10), (fee_by_pages, 57, 270), (fee_by_pages, 100, 700),
        (fee_by_pages, 109, 880), (fee_by_pages, 119, 1080), (fee_by_pages, 201, 2740), (fee_by_pages, 250, 4700),
        (fee_by_pages, MOST, 2700 + 40 * (MOST - 200)),
        (fee_by_items, MOST, 2000 + 1000 * sum(range(2, 99_999))),
    ],
)  # fmt: skip
def test_known_figures(compute, n, yuan):
    assert compute(n).amount == yuan


def test_the_working_is_told_tier_by_tier():
    assert [step.text for step in fee_by_items(45).steps] == [
        "第1—10件这一档：10件，不收费。",
        "第11—30件这一档：20件×100元＝2000元。",
        "第31—40件这一档：10件×200元＝2000元。",
        "第41—50件这一档：5件×300元＝1500元。",
        "45件合计：2000＋2000＋1500＝5500元。",
    ]
    assert fee_by_pages(250).steps[3].text == "第201页以上这一档：50页×40元＝2000元。"
    assert all("〔2020〕109号）第四条" in step.basis for step in fee_by_items(45).steps[:-1])
    assert all("〔2020〕109号）第五条" in step.basis for step in fee_by_pages(45).steps[:-1])
    assert [step.text for step in fee_by_pages(0).steps] == ["0页，没有要收的。"]


def test_a_long_working_is_shortened_and_still_adds_up():
    texts = [step.text for step in fee_by_items(500).steps]
    assert texts[10] == "第111—480件：37档，每加一档每件多100元，合计1036000元。"
    assert sum(one_item(n) for n in range(111, 481)) == 1_036_000
    assert texts[-1] == "500件合计：1177000元。"


@pytest.mark.parametrize("compute", [fee_by_items, fee_by_pages])
def test_what_must_be_minded_is_said(compute):
    made = compute(60)
    notes = "".join(made.notes)
    for words in ("只能在按件、按量里选一种", "第六条以后", "待核实", "可以收取"):
        assert words in notes
    assert "第六部分" in made.report
    assert f"计入{made.amount}元" in made.report
    assert "没有收取信息处理费" in compute(5).report


@pytest.mark.parametrize("compute", [fee_by_items, fee_by_pages])
@pytest.mark.parametrize("n", [-1, MOST + 1, 4.5, True, "45", None])
def test_what_is_no_number_of_items_or_pages(compute, n):
    with pytest.raises(InputError) as error:
        compute(n)
    assert error.value.what.startswith(("件数", "页数"))
    assert error.value.advice
