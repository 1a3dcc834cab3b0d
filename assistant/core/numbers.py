"""The one reader of numbers: table cells, prose, notes and model replies all pass through here.

Full-width digits, thousands commas, 万 and 亿, Chinese numerals, percentages and counters. A form it
does not know is not a number: it never guesses.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Final

from assistant.core.report import Cell, CellKind

_DIGITS: Final = {
    "零": 0, "〇": 0, "○": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8,
    "九": 9, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9,
}  # fmt: skip
_ZEROS: Final = frozenset("零〇○")
_SMALL: Final = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_BIG: Final = {"万": 10**4, "亿": 10**8}
_DASHES: Final = "-‐‑‒–—―─━－﹣−ー一"
_NOT_APPLICABLE: Final = frozenset({"/", "／", "\\", "无", "不适用", "//"})
_INVISIBLE: Final = re.compile(r"[\s\u200b-\u200f\u2028-\u202f\u2060\ufeff\u00ad]+")

MAX_DIGITS: Final = 20
"""Longer digit strings are no counts; they are refused rather than computed with (and rounded)."""
_LONGEST_QUANTITY: Final = 200

_SHORT: Final = 200
"""Longer texts are no cells; they are not remembered either."""

COUNTERS: Final = (
    "万元", "亿元", "元", "人次", "件次", "条次", "个工作日", "工作日", "件", "条", "篇", "期", "次", "人", "名",
    "个", "项", "份", "起", "宗", "家", "场", "户", "页", "天", "日", "部", "种", "类", "批次", "批", "例", "户次", "万人次", "校次", "场次", "卷次", "班次",
    "处", "块", "则", "套", "张", "卷", "册", "台", "笔", "本", "幅", "封", "通", "轮", "字", "分", "位", "年", "月", "季度", "倍", "个百分点", "个月",
)  # fmt: skip
_NO_AMOUNT: Final = frozenset({"%", "年", "月", "日", "季度", "倍", "个百分点"})
"""Units that make a cell a date or a rate, not an amount."""
_PLACES: Final = "所(?![示列述附载定规有在谓以需指属得])|座(?!谈|位)"
"""Counters of a text that are none in a cell: 12所学校, but 表2所示."""
_COUNTER: Final = "|".join(sorted(map(re.escape, COUNTERS), key=len, reverse=True))

_PLAIN: Final = r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"
_WHOLE: Final = re.compile(rf"(?P<sign>[+-]?)(?P<number>{_PLAIN})(?P<scale>[万亿]?)(?P<unit>{_COUNTER}|%)?")

_DIGITS_APART: Final = re.compile(r"\d[\s\u200b\ufeff]+\d")


class NumberKind(StrEnum):
    """What a number in prose is. Only `COUNT` and `RATE` say how much of something there was."""

    COUNT = "count"
    RATE = "rate"
    YEAR = "year"
    DATE = "date"
    ORDINAL = "ordinal"
    DOCUMENT = "document"
    CONTACT = "contact"
    IDIOM = "idiom"


@dataclass(frozen=True)
class Quantity:
    """A number with its unit: counter, ``万元``, ``%`` or empty."""

    value: Decimal
    unit: str = ""


@dataclass(frozen=True)
class Mention:
    """A number met in prose. `start` and `end` are character offsets into the text as given.

    `below`: the words say that there were a little fewer (近, 接近, 不足).
    """

    text: str
    value: Decimal
    unit: str
    kind: NumberKind
    start: int
    end: int
    approximate: bool = False
    below: bool = False


def _one_to_one(text: str) -> str:
    """Full-width forms made plain, character by character, so that offsets still hold.

    ``①`` and ``²`` stay what they are, and ``，`` stays a comma of the sentence: it parts numbers.
    """
    return "".join(map(_fold, text))


@lru_cache(maxsize=4096)
def _fold(char: str) -> str:
    if char.isascii() or char == "，" or _is_mark(char):
        return char
    folded = unicodedata.normalize("NFKC", char)
    return folded if len(folded) == 1 else char


def _is_mark(char: str) -> bool:
    """Whether a character shows a digit raised, lowered, circled or bracketed: a note, not a number."""
    return unicodedata.decomposition(char).startswith(("<circle>", "<super>", "<sub>", "<fraction>")) or (
        "\u2474" <= char <= "\u249b"
    )


def squeeze(text: str) -> str:
    """Width folded (NFKC), every blank and invisible character gone."""
    return _squeeze(text) if len(text) <= _SHORT else _squeeze.__wrapped__(text)


@lru_cache(maxsize=8192)
def _squeeze(text: str) -> str:
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))


def read_chinese(text: str) -> Decimal | None:
    """The value of a Chinese numeral (一百二十, 二〇二四, 三点五, 一万二), `None` when it is none."""
    whole, point, fraction = text.partition("点")
    if point:
        left = read_chinese(whole)
        if left is None or not fraction or any(c not in _DIGITS for c in fraction):
            return None
        return left + Decimal("0." + "".join(str(_DIGITS[c]) for c in fraction))
    if not text or len(text) > MAX_DIGITS or any(c not in _DIGITS | _SMALL | _BIG for c in text):
        return None
    if len(text) > 1 and all(c in _DIGITS for c in text):
        if len(text) == 2 and not set(text) & _ZEROS:
            return None  # 三四、两三: about so many, not 34
        return Decimal("".join(str(_DIGITS[c]) for c in text))
    return _read_with_units(text)


def read_ordinal(text: str) -> int | None:
    """The whole number of 第…条 and the like, in figures or in Chinese numerals (23, 二十三); `None` when it is none."""
    value = int(text) if text.isdecimal() else read_chinese(text)
    return None if value is None else int(value)


def _read_with_units(text: str) -> Decimal | None:
    total, section, digit, last, zero = 0, 0, None, 10**13, False
    last_small = 10**5
    for char in text:
        if char in _DIGITS:
            if digit not in (None, 0):
                return None
            digit, zero = _DIGITS[char], zero or _DIGITS[char] == 0
        elif char in _SMALL:
            unit = _SMALL[char]
            if unit >= last_small or (digit in (None, 0) and (unit != 10 or section)):
                return None
            section += (digit or 1) * unit
            digit, last_small, zero = None, unit, False
        else:
            unit = _BIG[char]
            section += digit or 0
            if unit >= last or section == 0:
                return None
            total += section * unit
            section, digit, last, last_small, zero = 0, None, unit, 10**5, False
    if digit is not None and digit and not zero:
        scale = last_small if section else last
        colloquial = section or total
        digit *= scale // 10 if colloquial and 10 < scale < 10**13 else 1
    return Decimal(total + section + (digit or 0))


def read_quantity(text: str) -> Quantity | None:
    """The one number that the whole text is, with its unit; `None` when the text is anything else.

    ``1,234件`` → 1234 件, ``1.2万`` → 12000, ``769.5976万元`` → 769.5976 万元, ``３`` → 3, ``十二`` → 12.
    """
    if len(text.strip()) > _LONGEST_QUANTITY or _DIGITS_APART.search(text) or any(map(_is_mark, text)):
        return None
    plain = squeeze(text)
    if sum(char.isdigit() for char in plain) > MAX_DIGITS:
        return None
    plain = plain.replace("−", "-").replace("﹣", "-")
    match = _WHOLE.fullmatch(plain)
    if match:
        value = Decimal(match["sign"] + match["number"].replace(",", ""))
        scale, unit = match["scale"], match["unit"] or ""
        if scale and unit == "元":
            return Quantity(value, scale + unit)
        return Quantity(value * _BIG[scale] if scale else value, unit)
    found = re.fullmatch(rf"([^\d件]*?)({_COUNTER})?", plain)
    if found and found[1]:
        value_cn = read_chinese(found[1])
        if value_cn is not None:
            return Quantity(value_cn, found[2] or "")
    return None


def read_change(text: str) -> Decimal | None:
    """An increase or decrease as the 2019 form has it: ``+3``, ``-2``, ``增加3``, ``减2``, ``0``."""
    plain = squeeze(text)
    match = re.fullmatch(rf"(增加?|减少?|\+|-|−|↑|↓)?({_PLAIN})(?:{_COUNTER})?", plain)
    if not match:
        return None
    value = Decimal(match[2].replace(",", ""))
    return -value if match[1] in {"减", "减少", "-", "−", "↓"} else value


def is_not_applicable(text: str) -> bool:
    """Whether a cell says that it does not apply: “/”, dashes of any kind, 无."""
    plain = _INVISIBLE.sub("", text)
    if plain in _NOT_APPLICABLE or squeeze(text) in _NOT_APPLICABLE:
        return True
    return bool(plain) and plain != "一" and all(c in _DASHES for c in plain)


def read_cell(raw: str, *, certain: bool = True) -> Cell:
    """A cell's text as a `Cell`; text that is no number stays text, with no value."""
    if len(raw) > _SHORT:
        return Cell(
            value=None,
            kind=CellKind.TEXT if raw.strip() else CellKind.BLANK,
            raw=raw.strip(),
            certain=certain,
        )
    return _read_cell(raw, certain)


@lru_cache(maxsize=8192)
def _read_cell(raw: str, certain: bool) -> Cell:
    stripped = raw.strip()
    if not squeeze(stripped):
        return Cell(value=None, kind=CellKind.BLANK, raw=stripped, certain=certain)
    if is_not_applicable(stripped):
        return Cell(value=None, kind=CellKind.NOT_APPLICABLE, raw=stripped, certain=certain)
    quantity = read_quantity(stripped)
    if quantity is None or quantity.unit in _NO_AMOUNT:
        return Cell(value=None, kind=CellKind.TEXT, raw=stripped, certain=certain)
    kind = CellKind.NUMBER if quantity.value else CellKind.ZERO
    return Cell(value=quantity.value, kind=kind, raw=stripped, certain=certain)


def format_number(value: Decimal) -> str:
    """Plain digits, no exponent, no trailing zeros: ``769.5976``, ``20``, ``27.8``."""
    text = format(value or Decimal(0), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(part: Decimal, whole: Decimal) -> Decimal | None:
    """`part` in per cent of `whole`, one decimal, half up; `None` for a whole of zero."""
    if not whole:
        return None
    return (part * 100 / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)


# --- numbers in prose -------------------------------------------------------------------------

_CN: Final = "零〇一二两三四五六七八九十百千万亿"
_IDIOMS: Final = (
    "三审三校", "第三方", "三级审核", "三审制", "一事一审", "六稳", "六保", "三安全一稳定", "一网通办", "一件事一次办", "一次性", "一次办",
    "一件事", "四类过程性", "三类内部", "三大纪律", "两会", "两个确立", "两个维护", "四个意识", "四个自信", "一把手",
    "双公示", "双随机一公开", "一公开", "一体化", "一站式", "一对一", "统一", "进一步", "一律", "一定", "一些", "一般",
    "一线", "一致", "一一", "逐一", "第一时间", "一岗双责", "万众", "十分", "百姓", "千方百计", "四议两公开", "五公开",
    "三公经费", "三重一大", "九届", "一方面", "一贯", "同一", "唯一", "一系列", "一同", "一起", "一并", "之一", "五大方面",
    "一张网", "一张图", "一图读懂", "一图解读", "一问一答", "一单一表", "五统一", "两微一端", "一网一微", "一个", "一则", "二则", "出一份", "给一份", "开一份",
)  # fmt: skip
_HOTLINE: Final = rf"(?<![\d.,+-])12345(?!\d|[.,]\d|\s*(?!处[理置办]|通过|部门|个性|项目|日常|年度)(?:{_COUNTER}|[余多百千万亿%‰]))"
"""12345 is the hotline, unless it is part of a longer number or something is counted with it."""
_SIGN: Final = r"(?:(?<![\dA-Za-z%‰年月日号件条个项次人元])[+-])?"
_PART_OF_MONTH: Final = "(?:份|底|初|末|上旬|中旬|下旬)?"
_BEGINS: Final = "".join(sorted({idiom[0] for idiom in _IDIOMS} | set(_CN)))
"""The characters of Chinese words that a number, or what is told apart from one, can begin with."""
_SCANNER: Final = re.compile(
    rf"(?=[{_BEGINS}第令〔【（﹝①-⑳\[(\s\dA-Za-z_.+-])(?:"
    + "|".join(
        (
            rf"(?P<idiom>(?!十分之)(?:{'|'.join(sorted(map(re.escape, _IDIOMS), key=len, reverse=True))})|{_HOTLINE})",
            r"(?P<contact>(?<![A-Za-z0-9_.+-])[A-Za-z0-9_.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+"
            r"|(?:https?://|www\.)[A-Za-z0-9._~:/?#\[\]@!$&'()*+;=%-]+|(?<!\d)0\d{2,3}[-—－]?\d{7,8}(?!\d)"
            r"|(?<!\d)1[3-9]\d{9}(?!\d)|(?<=[话编真码号机][：:])\s?\d[\d-]{4,17})",
            r"(?P<document>[〔\[(（【﹝]\d{4}[〕\])）】﹞]\s*\d+\s*号|(?:令第?|第)\s*\d+\s*号)",
            rf"(?P<ordinal>第\s*(?:\d+|[{_CN}]+)\s*(?:条|款|项|章|节|部分|季度|次|届|批|期|名|位|个)?"
            rf"|[（(](?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}})[）)]|[{_CN}]{{1,3}}(?:是(?!否)|、)|[①-⑳]"
            rf"|(?:^|(?<=[\n。；;：:]))[^\S\n]*\d{{1,2}}[.、．](?!\d))",
            r"(?P<date>\d{4}\s*年\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}"
            r"|(?<!\d)\d{1,2}\s*月\s*\d{1,2}\s*日"
            rf"|(?<!\d)\d{{1,2}}(?:[—–~至到-]\d{{1,2}})?\s*月{_PART_OF_MONTH}"
            rf"|(?<![{_CN}])[一二三四五六七八九十]{{1,2}}月(?:[一二三四五六七八九十]{{1,3}}日|{_PART_OF_MONTH}))",
            r"(?P<year>(?<!\d)(?:19|20)\d{2}\s*(?=年)|[二一][〇零○九][一二三四五六七八九〇零○]{2}(?=年)"
            r"|(?:19|20)\d{2}(?=[—–~至到-](?:19|20)\d{2})"
            r"|(?<=(?:19|20)\d{2}[—–~至到-])(?:19|20)\d{2}(?!\d))",
            rf"(?P<rate>{_SIGN}(?:{_PLAIN})\s*(?:%|‰|个百分点)|百分之(?:\d+(?:\.\d+)?|[{_CN}]+(?:点[{_CN}]+)?)"
            r"|[一二两三四五六七八九十]{1,3}成(?:[一二三四五六七八九]|以上|左右)?(?![立为果效员本长熟都分就交功套不])"
            rf"|[{_CN}\d]{{1,3}}分之[{_CN}\d]+)",
            rf"(?P<count>{_SIGN}(?:{_PLAIN})\s*[百千]?[万亿]?"
            rf"|(?<![几数{_CN}])[{_CN}]++(?:点[{_CN}]++)?(?=(?:[余多几来][万亿]?)?(?:{_COUNTER})))",
        )
    )
    + ")"
)
_ROUND: Final = {"百": 100, "千": 1000, "万": 10_000}
"""As in 百分之百 and 千分之三; alone they are no numbers."""
_AFTER: Final = re.compile(
    rf"\s*(?:([余多几]|来(?={_COUNTER}))\s*([万亿](?!元|人次))?\s*)?({_COUNTER}|{_PLACES})?"
)
_APPROXIMATE_BEFORE: Final = re.compile(
    r"(?:(?<![预签合公节])约|(?<![最附])近|超过|超|逾|大约|将近|不足|至少|以上)\s*$"
)
_BELOW: Final = re.compile(r"(?:将近|接近|近|不足|不到)\s*$")
_APPROXIMATE_AFTER: Final = re.compile(r"\s*(?:左右|上下|以上)")
_NEAR: Final = 8
"""Characters looked at before a number; looking at all of them made long texts quadratic."""


def find_numbers(text: str) -> list[Mention]:
    """Every number of a text in order, each with its kind and its place.

    Years, dates, ordinals, document numbers, contact details and set phrases (三审三校) are told apart
    from counts and rates.
    """
    plain = _one_to_one(text)
    mentions = []
    for match in _SCANNER.finditer(plain):
        kind = NumberKind(match.lastgroup or "count")
        if kind is NumberKind.RATE:
            rate = _rate(text, match)
            if rate:
                mentions.append(rate)
        elif kind is NumberKind.COUNT:
            mention = _count(text, plain, match)
            if mention:
                mentions.append(mention)
        else:
            mentions.append(_structural(text, match, kind))
    return mentions


def _structural(text: str, match: re.Match[str], kind: NumberKind) -> Mention:
    token = match[0].strip()
    value: Decimal | None
    if kind is NumberKind.YEAR:
        value = Decimal(token) if token.isascii() else read_chinese(token.replace("○", "〇"))
    else:
        digits = re.search(r"\d+", token)
        value = Decimal(digits[0]) if digits else None
    return Mention(
        text[match.start() : match.end()], value or Decimal(0), "", kind, match.start(), match.end()
    )


def _rate(text: str, match: re.Match[str]) -> Mention | None:
    token = re.sub(r"[\s,]", "", match[0])
    unit = "%"
    value: Decimal | None
    if token.endswith("个百分点"):
        value, unit = Decimal(token[:-4]), "个百分点"
    elif token[-1] in "%‰":
        value = Decimal(token[:-1]) / (10 if token[-1] == "‰" else 1)
    elif "分之" in token:
        below, _, above = token.partition("分之")
        part, whole = _part(above), _part(below)
        value = None if part is None or not whole else part * 100 / whole
    else:
        tens, _, ones = token.partition("成")
        number = _part(tens)
        value = None if number is None else number * 10 + (_DIGITS.get(ones, 0))
    if value is None:
        return None
    approximate = _is_approximate(text, match.start(), match.end()) or "成" in token
    return Mention(
        text[match.start() : match.end()],
        value,
        unit,
        NumberKind.RATE,
        match.start(),
        match.end(),
        approximate,
    )


def _part(token: str) -> Decimal | None:
    if token in _ROUND:
        return Decimal(_ROUND[token])
    return Decimal(token) if token.replace(".", "", 1).isdecimal() else read_chinese(token)


def _is_approximate(text: str, start: int, end: int) -> bool:
    before = _APPROXIMATE_BEFORE.search(text[max(0, start - _NEAR) : start])
    return before is not None or _APPROXIMATE_AFTER.match(text, end) is not None


def _count(text: str, plain: str, match: re.Match[str]) -> Mention | None:
    token = re.sub(r"[\s,]", "", match[0])
    after = _AFTER.match(plain, match.end())
    vague, times, unit = (after[1], after[2], after[3] or "") if after else (None, None, "")
    end = after.end() if after and (after[1] or after[3]) else match.end()
    if token[0] in "+-0123456789":
        value, unit = _digits_with_scale(token, unit)
    else:
        if token.endswith("万") and unit == "元" and len(token) > 1:
            token, unit = token[:-1], "万元"
        value = read_chinese(token)
    if value is None:
        return None
    if times:
        value *= _BIG[times]
    approximate = bool(vague) or _is_approximate(text, match.start(), end)
    below = _BELOW.search(text[max(0, match.start() - _NEAR) : match.start()]) is not None
    return Mention(
        text[match.start() : end], value, unit, NumberKind.COUNT, match.start(), end, approximate, below
    )


def _digits_with_scale(token: str, unit: str) -> tuple[Decimal | None, str]:
    digits = token.rstrip("百千万亿")
    if len(digits) > MAX_DIGITS:
        return None, unit
    scale = Decimal(1)
    for char in token[len(digits) :]:
        if char in _BIG and unit == "元":
            unit = char + unit
        else:
            scale *= (_SMALL | _BIG)[char]
    return Decimal(digits) * scale, unit
