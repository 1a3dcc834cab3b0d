"""CITATION: a chapter of the 条例 that is not there (第十一章), or beside the name of another (第三章“依申请公开”)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.checking.case import Case
from assistant.core.findings import Finding
from assistant.core.numbers import read_ordinal
from assistant.core.template import quoted

CODE: Final = "CITATION"
_BASIS: Final = "《中华人民共和国政府信息公开条例》"
_CHAPTERS: Final = ("总则", "公开的主体和范围", "主动公开", "依申请公开", "监督和保障", "附则")
_NUMERALS: Final = "一二三四五六"
_OPEN: Final = "[“‘《（(]"
_CITED: Final = re.compile(
    r"(?<=条例》)(?:的|中的?|里的?)?(?P<number>第[一二三四五六七八九十\d]{1,3}章)(?:的|中|里|中的|里的)?(?:专门|集中|对|就|关于|有关|规定了?的?|所列的?|即|是)?"
    rf"(?P<name>{_OPEN}?(?:总则|公开的?主体[和与及、]范围|主动公开|依申请公开|监督[和与及、]?保障|附则))?(?P<end>[”’》）)]|的?(?:规定|要求|内容)|这?一章|章节|有关|相关|[，。；])?"
)
_NAMED: Final = re.compile(r"《(?:中华人民共和国)?(?:政府信息公开)?条例》$")
_OLDER: Final = re.compile(r"旧|原《|原条例|修订前|修改前|200[78]年|废止|没有第|无第")


def check(case: Case) -> Iterator[Finding]:
    """Numbers of chapters; a name counts only right behind its number."""
    for passage, match in case.prose.matches(_CITED):
        if not _NAMED.search(match.string[max(0, match.start() - 18) : match.start()]):
            continue
        if _OLDER.search(case.prose.around(passage).text):
            continue
        place = passage.of_match(match, "number")
        number = read_ordinal(match["number"].strip("第章"))
        own = _chapter(match["name"]) if match["name"] else None
        right = f"第{_NUMERALS[own - 1]}章" if own else None
        if number is None or number == own or (own is None and number <= len(_CHAPTERS)):
            continue
        beyond = number > len(_CHAPTERS)
        sure = beyond or match["end"] is not None
        says = f"{quoted(_CHAPTERS[own - 1])}是《条例》{right}" if own else "《条例》一共六章"
        yield case.prose.finding(
            CODE,
            "error" if sure else "warning",
            place,
            f"{says}，这里写的是{quoted(place.text)}，请核对。",
            correction=right,
            expected=right,
            basis=f"{_BASIS}{right or ''}",
            status="fail" if sure else "uncertain",
        )


def _chapter(name: str) -> int:
    """The number of the chapter whose name this is, however its marks and 和 are written."""
    key = name.lstrip("“‘《（(")
    return next(i for i, chapter in enumerate(_CHAPTERS, 1) if chapter[:2] == key[:2])
