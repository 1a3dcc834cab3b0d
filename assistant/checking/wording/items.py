"""CITATION: an item of 第三十六条 beside the reason of another: 重复申请 under 第（五）项, 行政查询 under 第（六）项."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.checking.case import Case
from assistant.core.findings import Finding
from assistant.core.numbers import read_chinese
from assistant.core.template import quoted

CODE: Final = "CITATION"
_BASIS: Final = "《中华人民共和国政府信息公开条例》第三十六条"
_NUMERALS: Final = "一二三四五六七"
_CITED: Final = re.compile(
    r"第三十六条(?:第一款)?\s*(?P<item>第?\s*[（(]?\s*(?P<number>[一二三四五六七]|[1-7])\s*[）)]?\s*项)"
    r"(?!\s*(?:和|、|及|或|至|与|以及)\s*第?[（(]?[一二三四五六七\d])"
)
_REASONS: Final[tuple[tuple[int, str, re.Pattern[str]], ...]] = (
    (
        1,
        "已经主动公开，告知获取的方式、途径",
        re.compile(r"已(?:经)?主动公开|告知(?:其)?获取(?:该政府信息)?的?(?:方式|途径)"),
    ),
    (3, "决定不予公开", re.compile(r"决定不予公开|作出不予公开")),
    (4, "政府信息不存在", re.compile(r"(?:信息)?不存在|没有检索到|未检索到")),
    (
        5,
        "不属于本机关负责公开",
        re.compile(r"不属于(?:本|我)(?:机关|单位|局|委|级)|非本机关|不由本(?:机关|单位|局)|本机关不负责"),
    ),
    (6, "重复申请", re.compile(r"重复(?:申请|提出)")),
    (
        7,
        "另有查询规定的登记资料",
        re.compile(
            r"行政查询|另有(?:查询|获取|特别)?规定|不动产登记|工商登记|登记资料|依照有关法律、?行政法规"
        ),
    ),
)
_BEFORE: Final = 40
_BEHIND: Final = 24
_STOP: Final = re.compile(r"[。；;\n]")


def check(case: Case) -> Iterator[Finding]:
    """Items beside words that are another item's; where the words fit several, nothing is said."""
    for passage, match in case.prose.matches(_CITED):
        number = match["number"]
        cited = int(number) if number.isdecimal() else int(read_chinese(number) or 0)
        text = match.string
        behind = _STOP.split(text[match.end() : match.end() + _BEHIND])[0]
        before = _STOP.split(text[max(0, match.start() - _BEFORE) : match.start()])[-1]
        meant = {n: says for n, says, words in _REASONS if words.search(behind)} or {
            n: says for n, says, words in _REASONS if words.search(before)
        }
        if len(meant) != 1 or cited in meant:
            continue
        right, about = next(iter(meant.items()))
        item = f"第（{_NUMERALS[right - 1]}）项"
        says = f"这里说的是{about}，《条例》第三十六条里是{item}，写的是{quoted(match['item'])}，请核对。"
        yield case.prose.finding(
            CODE,
            "warning",
            passage.of_match(match, "item"),
            says,
            correction=item,
            expected=item,
            basis=_BASIS + item,
            status="uncertain",
        )
