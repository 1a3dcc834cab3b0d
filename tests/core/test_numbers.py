"""The one reader of numbers: cells and single quantities."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assistant.core.numbers import (
    COUNTERS,
    MAX_DIGITS,
    Quantity,
    find_numbers,
    format_number,
    is_not_applicable,
    percent,
    read_cell,
    read_change,
    read_chinese,
    read_quantity,
    squeeze,
)
from assistant.core.report import CellKind
from tests.support import pace

WIDE = str.maketrans("0123456789.,%+-", "０１２３４５６７８９．，％＋－")
counts = st.integers(0, 10**12)
amounts = st.decimals(0, 10**9, places=4)


def chinese(n: int) -> str:
    """A numeral as it is properly written: 一百零五, 十二, 三万零二十."""
    if n == 0:
        return "零"
    digits, out = "零一二三四五六七八九", ""

    def below(m: int) -> str:
        text, zero = "", False
        for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
            digit, m = divmod(m, unit)
            if digit:
                text += ("零" if zero else "") + digits[digit] + name
                zero = False
            elif text:
                zero = True
        return text

    gap = False
    for unit, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        part, n = divmod(n, unit)
        if part:
            out += ("零" if out and (gap or part < 1000) else "") + below(part) + name
            gap = False
        elif out:
            gap = True
    return out.removeprefix("一") if out.startswith("一十") else out


@given(counts)
def test_whole_numbers_in_every_dress(n):
    for text in (str(n), f"{n:,}", f"{n:,}".translate(WIDE), f" {n} ", f"\u200b{n}\u3000", f"+{n}"):
        assert read_quantity(text) == Quantity(Decimal(n))


@given(amounts)
def test_amounts_in_every_dress(amount):
    for text in (str(amount), f"{amount:,}", str(amount).translate(WIDE)):
        assert read_quantity(text) == Quantity(amount)
    assert read_quantity(f"{amount}万元") == Quantity(amount, "万元")
    assert read_quantity(f"{amount}万") == Quantity(amount * 10_000)


@given(amounts)
def test_format_and_back(amount):
    text = format_number(amount)
    assert "E" not in text
    assert not ("." in text and text.endswith("0"))
    read = read_quantity(text)
    assert read is not None
    assert read.value == amount


@given(st.one_of(st.integers(0, 20_000), st.integers(0, 10**9)))
def test_chinese_numerals_round_trip(n):
    assert read_chinese(chinese(n)) == n
    assert read_quantity(chinese(n) + "件") == Quantity(Decimal(n), "件")


@given(counts, st.sampled_from([c for c in COUNTERS if c[0] not in "万亿"]))
def test_counters_are_kept_apart(n, counter):
    assert read_quantity(f"{n}{counter}") == Quantity(Decimal(n), counter)


LETTERS = st.text("abcxyzABC见附约等之已省含无的上下", min_size=1, max_size=4)


@given(counts, LETTERS)
def test_a_number_among_other_letters_is_no_number(n, letters):
    for text in (f"{letters}{n}", f"{n}{letters}", f"{letters}{n}{letters}"):
        assert read_quantity(text) is None
        assert read_cell(text).kind is CellKind.TEXT


@given(st.text(max_size=12))
def test_whatever_is_typed_a_cell_is_of_one_kind(text):
    cell = read_cell(text)
    assert (cell.value is not None) == (cell.kind in {CellKind.NUMBER, CellKind.ZERO})
    assert (cell.kind is CellKind.ZERO) == (cell.value == 0)
    assert (cell.kind is CellKind.BLANK) == (squeeze(text) == "")
    assert cell.raw == text.strip()


@given(st.text("0123456789,.，．", min_size=1, max_size=12))
def test_digits_and_marks_never_become_another_number(text):
    read = read_quantity(text)
    assume(read is not None)
    digits = "".join(c for c in text if c.isdigit())
    assert Decimal(digits).adjusted() >= read.value.adjusted() or read.value == 0
    assert format(read.value, "f").replace(".", "").lstrip("0") == digits.lstrip("0")


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("1,234件", "1234", "件"),
        ("1.2万", "12000", ""),
        ("3万件", "30000", "件"),
        ("769.5976万元", "769.5976", "万元"),
        ("1.2亿元", "1.2", "亿元"),
        ("３", "3", ""),
        ("十二", "12", ""),
        ("两", "2", ""),
        ("三万元", "3", "万元"),
        ("五万人次", "5", "万人次"),
        ("65\n", "65", ""),
        ("12%", "12", "%"),
        ("-3", "-3", ""),
        ("−3", "-3", ""),
        ("－３", "-3", ""),
    ],
)
def test_quantities(text, value, unit):
    assert read_quantity(text) == Quantity(Decimal(value), unit)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "/", "—", "无", "1 2", "1\n2", "12 345", "1,23", "1,2345", ",5", "5.", ".5", "1.2.3", "--5", "5-6",
        "3～5", "3/5", "约5", "5余件", "5件左右", "第5", "五六", "三四件", "两三", "几十", "数百", "十几", "百", "千", "万",
        "12①", "3²", "①", "⑴", "½", "1e5", "0x10", "Ⅲ", "NaN", "Infinity", "1_000", "9" * (MAX_DIGITS + 1),
    ],
)  # fmt: skip
def test_what_is_no_number(text):
    assert read_quantity(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("零", "0"), ("〇", "0"), ("十", "10"), ("二十", "20"), ("一百", "100"), ("一百一", "110"), ("两百五", "250"),
        ("一百零五", "105"), ("一万二", "12000"), ("一万零二", "10002"), ("三千万", "30000000"), ("一亿二千万", "120000000"),
        ("二〇二四", "2024"), ("二零二四", "2024"), ("三点五", "3.5"), ("零点零五", "0.05"), ("二〇", "20"),
        ("壹佰贰拾叁", "123"), ("十万", "100000"),
    ],
)  # fmt: skip
def test_chinese(text, value):
    assert read_chinese(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "点",
        "三点",
        "点五",
        "十十",
        "百十",
        "一二万三四",
        "三四",
        "五六十",
        "一千万万",
        "千",
        "三a",
        "一" * 40,
    ],
)
def test_no_chinese_numeral(text):
    assert read_chinese(text) is None


@pytest.mark.parametrize(
    ("raw", "kind", "value"),
    [
        ("0", CellKind.ZERO, "0"), ("０", CellKind.ZERO, "0"), ("0.0", CellKind.ZERO, "0"), ("零", CellKind.ZERO, "0"),
        ("", CellKind.BLANK, None), ("　\u200b", CellKind.BLANK, None), ("/", CellKind.NOT_APPLICABLE, None),
        ("／", CellKind.NOT_APPLICABLE, None), ("—", CellKind.NOT_APPLICABLE, None), ("——", CellKind.NOT_APPLICABLE, None),
        ("-", CellKind.NOT_APPLICABLE, None), ("无", CellKind.NOT_APPLICABLE, None), ("一", CellKind.NUMBER, "1"),
        ("见附件", CellKind.TEXT, None), ("5%", CellKind.TEXT, None), ("2024年", CellKind.TEXT, None), ("3月", CellKind.TEXT, None),
        ("12件", CellKind.NUMBER, "12"), ("769.5976", CellKind.NUMBER, "769.5976"), ("N/A", CellKind.TEXT, None),
    ],
)  # fmt: skip
def test_cells(raw, kind, value):
    cell = read_cell(raw)
    assert (cell.kind, cell.value) == (kind, None if value is None else Decimal(value))
    assert cell.certain
    assert not read_cell(raw, certain=False).certain


@pytest.mark.parametrize(
    "text", ["/", "／", "\\", "-", "—", "——", "－", "─", "ー", "无", "不适用", " / ", "一一"]
)
def test_not_applicable(text):
    assert is_not_applicable(text)


@pytest.mark.parametrize("text", ["", "0", "一", "无数", "/5", "5/", "-5", "有"])
def test_not_not_applicable(text):
    assert not is_not_applicable(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("+3", 3), ("-2", -2), ("−2", -2), ("增加3", 3), ("增3项", 3), ("减2", -2), ("减少 2 项", -2), ("0", 0), ("1,200", 1200),
        ("↑4", 4), ("↓4", -4), ("持平", None), ("增加", None), ("增加-3", None), ("", None),
    ],
)  # fmt: skip
def test_changes(text, value):
    assert read_change(text) == (None if value is None else Decimal(value))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("20", "20"),
        ("1E+2", "100"),
        ("27.80", "27.8"),
        ("0.0500", "0.05"),
        ("-0.0", "0"),
        ("0", "0"),
        ("-3", "-3"),
    ],
)
def test_format(value, text):
    assert format_number(Decimal(value)) == text


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (5, 18, "27.8"),
        (1, 3, "33.3"),
        (1, 8, "12.5"),
        (1, 2000, "0.1"),
        (0, 5, "0.0"),
        (3, 0, None),
        (24, 24, "100.0"),
    ],
)
def test_percent(part, whole, expected):
    assert percent(Decimal(part), Decimal(whole)) == (None if expected is None else Decimal(expected))


HOSTILE = {
    "一": "一" * 200_000, "5": "5" * 200_000, "groups": "1,234," * 33_000, "newlines": "\n" * 200_000,
    "letters": "a" * 200_000, "numbers": "5 " * 100_000, "characters": "收" * 200_000, "addresses": "a@" * 100_000,
    "第": "第" * 200_000, "rates": "5.5%" * 50_000, "blanks": "5" + " " * 200_000, "dots": "5.5" * 66_000,
    "百分之": "百分之" * 66_000, "十万": "十万" * 100_000, "colons": "：" * 200_000, "years": "2024年" * 40_000,
}  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_long_texts_take_no_longer_than_their_length(text):
    """Under a second where it was measured; anything quadratic would take minutes."""
    with pace.measured() as spent:
        find_numbers(text)
        read_quantity(text)
        read_change(text)
    assert spent.seconds < 10
