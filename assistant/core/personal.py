"""Finds people's numbers in a text: identity cards, mobiles, bank cards and e-mail addresses.

Identity cards are told by their check digit (GB 11643: 18 digits, or the old 15 with a real date), bank cards by
Luhn's sum (15 to 19 digits); full-width ones count too. Figures of a report stay: numbers written in groups are only
taken when the whole row of numbers reads as such, so three columns of a table are not somebody's telephone. Everything
is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

PHONE: Final = "手机号"
IDENTITY: Final = "身份证号"
CARD: Final = "银行卡号"
MAIL: Final = "邮箱"

_FOLDED: Final[dict[int, str | int]] = {
    **{0xFF01 + n: 0x21 + n for n in range(94)},
    **dict.fromkeys(map(ord, "\u00a0\u2002\u2003\u2009\u202f\u3000"), " "),
    **dict.fromkeys(map(ord, "‐‑‒–—−"), "-"),
}
"""Full-width to ASCII, every blank to one, every dash to one; one character each, so that places stay."""

_MAIL: Final = re.compile(
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]+@(?:[A-Za-z0-9-]+\.)+(?:xn--[A-Za-z0-9]+|[A-Za-z]{2,})"
)
_GROUP: Final = re.compile(r"(?:[0-9]{17}|[0-9]{3})[Xx](?![0-9A-Za-z])|[0-9]+")
_PHONE: Final = re.compile(r"1[3-9][0-9]{9}")
_ABROAD: Final = ("86", "0086")
_IDENTITY: Final = re.compile(r"[1-9][0-9]{16}[0-9X]")
_OLD_IDENTITY: Final = re.compile(r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[12]|91)[0-9]{13}")
_CARD: Final = re.compile(r"[1-9][0-9]{14,18}")
_SPELT_CARD: Final = re.compile(r"[3-69][0-9]{14,18}")
"""In groups only what cards begin with: the rest is columns of figures."""

_DECIMALS: Final = re.compile(r"\.[0-9]{1,4}(?![0-9年.])")
_FRACTION: Final = re.compile(r"[0-9]\.\Z")
_THOUSANDS: Final = re.compile(r"(?<![0-9])[0-9]{1,3},\Z")
_LIST_NUMBER: Final = re.compile(r"\n ?[1-9][0-9]?\.\Z")
_OF_MONEY: Final = re.compile(r" ?(?:元(?!旦)|[件条吨%‰㎡]|平方|千瓦)")
_COUNTED: Final = re.compile(r" ?[年月日元件条次人个份页项名%‰]")

_SPELT: Final[dict[tuple[int, ...], str]] = {
    (3, 4, 4): PHONE, (3, 8): PHONE, (7, 4): PHONE,
    (6, 8, 4): IDENTITY, (6, 4, 4, 4): IDENTITY,
    (4, 4, 4, 3): CARD, (4, 4, 4, 4): CARD, (4, 4, 4, 4, 1): CARD, (4, 4, 4, 4, 2): CARD, (4, 4, 4, 4, 3): CARD,
    (4, 6, 5): CARD, (6, 10): CARD, (6, 13): CARD,
}  # fmt: skip
"""How numbers are parted, as the lengths of their groups."""


@dataclass(frozen=True)
class Span:
    """Somebody's number: its place, its kind, and its value however it was written."""

    start: int
    end: int
    kind: str
    plain: str


def find(text: str) -> list[Span]:
    """Every such number in the text. The spans do not overlap."""
    folded = text.translate(_FOLDED)
    spans = [Span(m.start(), m.end(), MAIL, m[0].lower()) for m in _MAIL.finditer(folded)]
    folded = _MAIL.sub(lambda m: "\0" * len(m[0]), folded)  # digits of an address are no numbers
    row: list[re.Match[str]] = []
    for word in _words(folded):
        whole = [span for group in word if (span := _whole(group))]
        spans += whole
        apart = bool(whole) or len(word) > 1 or len(word[0][0]) > _LONGEST_GROUP
        if row and (apart or folded[row[-1].end() : word[0].start()] != " "):
            spans += _spelt_row(row)
            row = []
        if not apart:
            row += word
        elif not whole:
            spans += _parted(word) or []
    return spans + _spelt_row(row)


def _words(text: str) -> Iterator[list[re.Match[str]]]:
    """The groups of digits, those joined by hyphens together."""
    word: list[re.Match[str]] = []
    for group in _GROUP.finditer(text):
        if word and text[word[-1].end() : group.start()] != "-":
            yield word
            word = []
        word.append(group)
    if word:
        yield word


def _whole(group: re.Match[str]) -> Span | None:
    """What a number written in one piece is, if anything."""
    text, start, end, digits = group.string, group.start(), group.end(), group[0].upper()
    if len(digits) < 11 or _DECIMALS.match(text, end):
        return None
    if _is_identity(digits):
        kind = IDENTITY
    elif _PHONE.fullmatch(digits[-11:]) and digits[:-11] in ("", *_ABROAD):
        if _OF_MONEY.match(text, end) or text[max(0, start - 1) : start] in {"¥", "￥", "$"}:
            return None
        kind, start, digits = PHONE, end - 11, digits[-11:]
    elif _CARD.fullmatch(digits) and _luhn(digits):
        kind = CARD
    else:
        return None
    return None if _is_fraction(text, group.start(), len(digits)) else Span(start, end, kind, digits)


def _is_fraction(text: str, start: int, length: int) -> bool:
    """Whether the digits stand behind a decimal point; “1.138…” at the start of a line is the first of a list."""
    before = _before(text, start)
    if not _FRACTION.search(before):
        return False
    return length not in {11, 18} or not _LIST_NUMBER.search(before)


def _before(text: str, start: int) -> str:
    """The few characters before a place; a text starts with a new line."""
    return "\n" * (start <= 5) + text[max(0, start - 5) : start]


def _spelt_row(row: Sequence[re.Match[str]]) -> list[Span]:
    """What a row of numbers with blanks between them is; a year or a count at its end may be beside the matter."""
    if len(row) < 2:
        return []
    text, end, before = row[0].string, row[-1].end(), _before(row[0].string, row[0].start())
    if _FRACTION.search(before) or _THOUSANDS.search(before) or _DECIMALS.match(text, end):
        return []
    found = _parted(row)
    if found is None and _COUNTED.match(text, end):
        found = _parted(row[:-1])
    return found or []


def _parted(groups: Sequence[re.Match[str]]) -> list[Span] | None:
    """Numbers written in groups, when they use up all the groups; else `None`."""
    lengths = tuple(len(group[0]) for group in groups)
    steps: dict[int, tuple[int, Span | None]] = {len(groups): (len(groups), None)}
    for at in range(len(groups) - 1, -1, -1):
        after = at + (groups[at][0] in _ABROAD)
        for shape, kind in _SHAPES.get(lengths[after] if after < len(groups) else 0, ()):
            end = after + len(shape)
            if end not in steps or lengths[after:end] != shape or (after > at and kind != PHONE):
                continue
            digits = "".join(group[0] for group in groups[after:end]).upper()
            if _SPELT_RIGHT[kind](digits):
                steps[at] = end, Span(groups[after].start(), groups[end - 1].end(), kind, digits)
                break
    spans: list[Span] = []
    at, span = steps.get(0, (0, None))
    while span is not None:
        spans.append(span)
        at, span = steps[at]
    return spans or None


def _is_identity(digits: str) -> bool:
    """GB 11643-1999; 15 digits as before it: region, then YYMMDD of the last century."""
    if _IDENTITY.fullmatch(digits):
        weighed = sum(int(d) * pow(2, 17 - n, 11) for n, d in enumerate(digits[:17]))
        return "10X98765432"[weighed % 11] == digits[17]
    if not _OLD_IDENTITY.fullmatch(digits):
        return False
    try:
        date(1900 + int(digits[6:8]), int(digits[8:10]), int(digits[10:12]))
    except ValueError:
        return False
    return True


def _luhn(digits: str) -> bool:
    doubled = (int(d) * 2 for d in digits[-2::-2])
    return (sum(map(int, digits[-1::-2])) + sum(d - 9 * (d > 9) for d in doubled)) % 10 == 0


_SHAPES: Final = {
    first: tuple((shape, kind) for shape, kind in _SPELT.items() if shape[0] == first)
    for first in {shape[0] for shape in _SPELT}
}
_LONGEST_GROUP: Final = max(max(shape) for shape in _SPELT)
_SPELT_RIGHT: Final[dict[str, Callable[[str], bool]]] = {
    PHONE: lambda digits: bool(_PHONE.fullmatch(digits)),
    IDENTITY: _is_identity,
    CARD: lambda digits: bool(_SPELT_CARD.fullmatch(digits)) and _luhn(digits),
}
