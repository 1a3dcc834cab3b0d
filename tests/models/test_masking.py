"""Masking through its public face: what becomes a token, what stays, and that everything comes back, however cut."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.models.masking import Masker, Restorer
from tests.support import pace

PHONE = "13800138000"
IDENTITY = "11010519491231002X"
OLD_IDENTITY = "110105491231002"
CARD = "4111111111111111"
LONG_CARD = "6222021234567890128"
MAIL = "zhang.san_01@example.gov.cn"
TOKEN = re.compile(r"〔(?:手机号|身份证号|银行卡号|邮箱|记号)\d+〕")


def wide(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def masked(text: str) -> str:
    """The text masked in a conversation of its own; what is not a token is as it was, and all comes back."""
    masker = Masker()
    made = masker.mask(text)
    assert masker.restore(made) == text
    return made


# --- what is masked -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "says"),
    [
        (PHONE, "〔手机号1〕"),
        ("138-0013-8000", "〔手机号1〕"),
        ("138 0013 8000", "〔手机号1〕"),
        ("138 00138000", "〔手机号1〕"),
        ("1380013 8000", "〔手机号1〕"),
        ("138—0013—8000", "〔手机号1〕"),
        ("138　0013　8000", "〔手机号1〕"),
        ("+8613800138000", "+86〔手机号1〕"),
        ("+86 138-0013-8000", "+86 〔手机号1〕"),
        ("+86 138 0013 8000", "+86 〔手机号1〕"),
        ("+86-138-0013-8000", "+86-〔手机号1〕"),
        ("(+86)13800138000", "(+86)〔手机号1〕"),
        ("008613800138000", "0086〔手机号1〕"),
        (wide(PHONE), "〔手机号1〕"),
        (wide("138-0013-8000"), "〔手机号1〕"),
        (IDENTITY, "〔身份证号1〕"),
        (IDENTITY.lower(), "〔身份证号1〕"),
        (wide(IDENTITY), "〔身份证号1〕"),
        (IDENTITY[:-1] + "Ｘ", "〔身份证号1〕"),
        ("110105 19491231 002X", "〔身份证号1〕"),
        ("110105-1949-1231-002X", "〔身份证号1〕"),
        (OLD_IDENTITY, "〔身份证号1〕"),
        (CARD, "〔银行卡号1〕"),
        ("4111 1111 1111 1111", "〔银行卡号1〕"),
        ("4111-1111-1111-1111", "〔银行卡号1〕"),
        ("378282246310005", "〔银行卡号1〕"),
        ("3782 822463 10005", "〔银行卡号1〕"),
        (LONG_CARD, "〔银行卡号1〕"),
        ("6222 0212 3456 7890 128", "〔银行卡号1〕"),
        ("622202 1234567890128", "〔银行卡号1〕"),
        (wide(CARD), "〔银行卡号1〕"),
        (MAIL, "〔邮箱1〕"),
        (wide(MAIL), "〔邮箱1〕"),
        ("A+b%c-d@x-y.example.org", "〔邮箱1〕"),
        (f"{PHONE}@163.com", "〔邮箱1〕"),
        ("a@x.xn--fiqs8s", "〔邮箱1〕"),
    ],
)
def test_what_is_masked(written, says):
    assert masked(written) == says
    assert masked(f"请联系张三{written}，谢谢") == f"请联系张三{says}，谢谢"
    assert masked(f"（{written}）\n{written}\t") == f"（{says}）\n{says}\t"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (f"{PHONE}、13900139000 {PHONE}", "〔手机号1〕、〔手机号2〕 〔手机号1〕"),
        (f"{PHONE},13900139000", "〔手机号1〕,〔手机号2〕"),
        ("138 0013 8000 139 0013 9000", "〔手机号1〕 〔手机号2〕"),
        ("138 0013 8000,139 0013 9000", "〔手机号1〕,〔手机号2〕"),
        ("138 0013 8000 2025年", "〔手机号1〕 2025年"),
        ("2025-11-26 138 0013 8000", "2025-11-26 〔手机号1〕"),
        ("2025-11-26 138-0013-8000", "2025-11-26 〔手机号1〕"),
        (f"1.{PHONE}\n2.{PHONE}", "1.〔手机号1〕\n2.〔手机号1〕"),
        (f"1 {PHONE} 张三", "1 〔手机号1〕 张三"),
        (f"tel{PHONE}x", "tel〔手机号1〕x"),
        (f"{PHONE}元旦值班", "〔手机号1〕元旦值班"),
        (f"{PHONE}.2025年", "〔手机号1〕.2025年"),
        ("12345678901234567 4111 1111 1111 1111", "12345678901234567 〔银行卡号1〕"),
        (f"{IDENTITY} {CARD} {PHONE} {MAIL}", "〔身份证号1〕 〔银行卡号1〕 〔手机号1〕 〔邮箱1〕"),
        (f"{MAIL}{PHONE}", "〔邮箱1〕〔手机号1〕"),
        (f"{MAIL};{MAIL.upper()}", "〔邮箱1〕;〔邮箱2〕"),
    ],
)
def test_several_in_a_row(text, says):
    assert masked(text) == says


# --- what stays ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "",
        "收入1124.63万元，公开3119件，2025年，占比33.33%，〔2021〕30号，国办公开办函〔2021〕30号",
        "0571-87051234，(0571)87051234，0571 8705 1234，400-800-8000，12345热线，邮编310000",
        "158 3119 2025 0 0 1 5303",
        "4123 4250 4388 4401 17162",
        "1124 3119 2025 1203",
        "1,138 1234 5678",
        "138 1234 5678.5",
        "5.138 1234 5678",
        "138  0013  8000",
        "138\t0013\t8000",
        "138\n0013\n8000",
        "138-0013 8000",
        "投资13800138000元",
        "投资13800138000 件，￥13800138000，$13800138000，13800138000.50",
        "0.13800138000 1.384615384615385 3.110105491231002",
        "12800138000 1380013800 138001380001",
        "110105194912310021",  # the check digit should be X
        "110105491331002",  # no thirteenth month
        "990105491231003",  # no such region
        "4111111111111112",
        "4111 1111 1111 1112",
        "0000000000000000",
        "1111 1111 1111 1111 1117",
        "41111111111111111111111111",
        "2025-11-26 10:30:00，2025.11.26，11330000MB1234567X，第13800条",
        "张@三 @某人 a@b 1@2.3 a@b.c @x.cn a@.cn",
        "\ud800\0\U0010ffff",
    ],
)
def test_what_stays(text):
    assert masked(text) == text


# --- tokens -------------------------------------------------------------------------------------------------------


def test_a_conversation_keeps_its_tokens():
    masker = Masker()
    assert masker.mask(f"我的电话{PHONE}") == "我的电话〔手机号1〕"
    assert masker.mask(f"{MAIL}，或者{PHONE}") == "〔邮箱1〕，或者〔手机号1〕"
    assert masker.mask("13900139000") == "〔手机号2〕"
    assert masker.restore("请打〔手机号2〕或〔手机号1〕，不是〔手机号3〕") == (
        f"请打13900139000或{PHONE}，不是〔手机号3〕"
    )
    assert Masker().restore("〔手机号1〕") == "〔手机号1〕"


def test_what_was_masked_is_counted_by_value():
    masker = Masker()
    assert masker.counts() == {}
    masker.mask(f"{PHONE} 138-0013-8000、+86{wide(PHONE)}，{IDENTITY}、{IDENTITY.lower()}，{MAIL}{CARD}")
    masker.mask(f"{PHONE}，13900139000")
    assert masker.counts() == {"手机号": 2, "身份证号": 1, "邮箱": 1, "银行卡号": 1}


def test_words_that_look_like_a_token_stay_themselves():
    text = f"〔手机号1〕和{PHONE}和〔手机号2〕"
    assert masked(text) == "〔手机号1〕和〔手机号3〕和〔手机号2〕"


def test_words_that_look_like_a_token_given_out_before():
    masker = Masker()
    first = masker.mask(PHONE)
    later = f"您写的{first}是什么？{PHONE}"
    made = masker.mask(later)
    assert made == "您写的〔记号1〕是什么？〔手机号1〕"
    assert masker.restore(made) == later
    assert masker.mask("〔记号1〕") == "〔记号2〕"
    assert masker.restore("〔记号2〕〔记号1〕") == "〔记号1〕〔手机号1〕"
    assert masker.counts() == {"手机号": 1}


def test_a_number_inside_token_brackets_is_no_token():
    assert masked(f"〔手机号{PHONE}〕") == "〔手机号〔手机号1〕〕"
    assert masked(f"〔身份证号{IDENTITY}〕") == "〔身份证号〔身份证号1〕〕"


# --- streams ------------------------------------------------------------------------------------------------------


def test_a_stream_holds_back_only_what_may_be_a_token():
    masker = Masker()
    masker.mask(PHONE)
    restorer = Restorer(masker)
    said = [restorer.feed(c) for c in "打〔手机号1〕。〔2021〕〔手机号2〕〔〔手机"]
    held = f"打||||||{PHONE}|。||〔2|0|2|1|〕|||||〔手机号2|〕||〔||".split("|")
    assert said == held
    assert (restorer.finish(), restorer.finish()) == ("〔手机", "")


def test_a_stream_that_fails_loses_nothing():
    masker = Masker()
    masker.mask(PHONE)

    def failing():
        yield "请打〔手机号1〕或〔手机号"
        raise TimeoutError

    said = []
    with pytest.raises(TimeoutError):
        for piece in masker.restore_stream(failing()):
            said.append(piece)
    assert said == [f"请打{PHONE}或", "〔手机号"]


def test_a_stream_says_nothing_empty():
    masker = Masker()
    made = masker.mask(PHONE)
    assert list(masker.restore_stream(["", made[:3], made[3:], "", ""])) == [PHONE]
    assert list(masker.restore_stream([])) == []


# --- properties ---------------------------------------------------------------------------------------------------


def identity(region: str, day: date, serial: int) -> str:
    body = f"{region}{day:%Y%m%d}{serial:03}"
    total = sum(
        int(d) * w for d, w in zip(body, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2], strict=True)
    )
    return body + "10X98765432"[total % 11]


def luhn(body: str) -> str:
    digits = [int(d) for d in reversed(body)]
    total = sum(d if n % 2 else sum(divmod(2 * d, 10)) for n, d in enumerate(digits))
    return body + str(-total % 10)


PHONES = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
IDENTITIES = st.builds(
    identity,
    st.sampled_from(["110105", "330106", "820000"]),
    st.dates(date(1900, 1, 1), date(2025, 12, 31)),
    st.integers(0, 999),
)
CARDS = st.builds(luhn, st.from_regex(r"62[0-9]{13,16}", fullmatch=True))
SECRETS = st.one_of(PHONES, IDENTITIES, CARDS)
PIECES = st.one_of(
    SECRETS,
    SECRETS.map(wide),
    st.text("0123456789Xx-—  .,，〔〕@abc元年\n", max_size=8),
    st.sampled_from(["〔手机号1〕", "〔手机号2〕", "〔身份证号1〕", "〔记号1〕", "〔手机", "号", "〔", MAIL]),
    st.sampled_from(["138 0013 8000", "138-0013-8000", "4111 1111 1111 1111", "+86"]),
    st.text(max_size=5),
)
TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=12).map("".join))


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_everything_comes_back(texts):
    """Also later in the conversation, and whatever the texts look like."""
    masker = Masker()
    made = [masker.mask(text) for text in texts]
    assert [masker.restore(m) for m in made] == texts


@given(TEXTS, st.lists(st.integers(0, 400)), st.data())
def test_a_stream_cut_anywhere_is_the_whole(text, places, data):
    masker = Masker()
    made = masker.mask(text)
    made += data.draw(st.sampled_from(["", "〔手机号1", "〔", "〔手机号1〕〔"]))
    cuts = sorted({0, *(min(p, len(made)) for p in places), len(made)})
    chunks = [made[a:b] for a, b in pairwise(cuts)]
    assert "".join(masker.restore_stream(chunks)) == masker.restore(made)
    assert "".join(masker.restore_stream(iter(made))) == masker.restore(made)


@given(SECRETS, st.text("张三的电话：，。\n\t（）", max_size=6), st.text("，。\n）；先生", max_size=6))
def test_no_secret_is_left(secret, before, after):
    for written in (secret, wide(secret)):
        made = masked(before + written + after)
        assert TOKEN.sub("", made) == before + after
        assert len(TOKEN.findall(made)) == 1


@given(st.lists(st.integers(0, 9999), min_size=7, max_size=7))
def test_rows_of_the_form_stay(row):
    """A row of the tables, six columns and their total, is never somebody's number."""
    for join in ("\t", "\n", "、", "，", "  "):
        text = join.join(map(str, [*row, sum(row)]))
        assert masked(text) == text


LONG = f"1|1 |1-|4444 |138 0013 8000 |{PHONE},|{CARD} |a|a@|@a.a|a.|〔|〔手机号1〕|86 ".split("|")


@pytest.mark.parametrize("piece", LONG)
def test_long_texts_take_no_time(piece):
    text = piece * (100_000 // len(piece))
    masker = Masker()
    with pace.measured() as spent:
        made = masker.mask(text)
    assert spent.seconds < 1
    with pace.measured() as spent:
        back = "".join(masker.restore_stream(made[n : n + 7] for n in range(0, len(made), 7)))
    assert spent.seconds < 1
    assert back == text
