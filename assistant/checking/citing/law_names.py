"""CITATION: laws that there are none of by that name (《中华人民共和国采购法》), and organs (国务院办公室, 县政府办公厅).

The names are data (``law_names.toml``). With 中华人民共和国 before it a title claims to be whole, so that a short name is wrong there;
a title that is neither a known short name nor one character off a law is not judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from assistant.checking.case import Case
from assistant.checking.rulebook import table
from assistant.core.findings import Finding
from assistant.core.template import quoted

CODE: Final = "CITATION"
_STATE: Final = "中华人民共和国"
_TITLE: Final = re.compile(r"《中华人民共和国(?P<name>[一-龥]{2,20}(?:法|条例|通则))》")
_BEHIND: Final = "(?=[的第，。；、（要规]|$)"
"""What may stand behind the name of a law that is not between 《 and 》."""
_LONG_ENOUGH: Final = 5
"""Shorter names are too near to one another: 统计法, 审计法, 会计法."""
_OLDER: Final = re.compile(r"原《|旧|废止|当时|修订前|改名|更名|取代|代替")
_LEVEL_END: Final = re.compile(r"办公[厅室]$|[厅局]$")


@cache
def laws() -> frozenset[str]:
    """The known laws, without 中华人民共和国."""
    return frozenset(name for line in table("citing/law_names")["laws"] for name in line.split())


@cache
def no_law() -> dict[str, str]:
    """Names that no law has, each with the law that is meant, where it is one."""
    lines = (line.partition("|") for line in table("citing/law_names")["no_law"])
    return {wrong: right for wrong, _, right in lines}


@cache
def _unquoted() -> re.Pattern[str]:
    names = "|".join(sorted(no_law(), key=len, reverse=True))
    return re.compile(rf"(?<!《){_STATE}(?P<name>{names}){_BEHIND}")


@cache
def _organs() -> tuple[tuple[re.Pattern[str], dict[str, Any]], ...]:
    return tuple((re.compile(e["pattern"]), e) for e in table("citing/law_names")["organ"])


def check(case: Case, told: set[str]) -> Iterator[Finding]:
    """Each such name; titles at the places in `told` are judged already."""
    yield from _laws(case, told)
    yield from _named_organs(case)


def _laws(case: Case, told: set[str]) -> Iterator[Finding]:
    if not any(_STATE in text for text in case.prose.plain.values()):
        return
    for passage, match in (*case.prose.matches(_TITLE), *case.prose.matches(_unquoted())):
        name = match["name"]
        if name in laws() or passage.span in told or _OLDER.search(case.prose.around(passage).text):
            continue
        sure = name in no_law()
        meant = no_law()[name] if sure else _nearly(name)
        if meant is None:
            continue
        right = f"《{_STATE}{meant}》" if meant else None
        says = (
            f"没有{quoted(passage.text)}这个名称的法律，"
            if sure
            else f"文件名{quoted(passage.text)}像是写错了，"
        )
        says += f"应为{quoted(right)}。" if right else "请核对引用的是哪一部。"
        yield case.prose.finding(
            CODE,
            "error" if sure else "warning",
            passage,
            says,
            correction=right,
            expected=right,
            status="fail" if sure else "uncertain",
        )


def _nearly(name: str) -> str | None:
    """The one law that is the name but for one character, wrong or left out."""
    if len(name) < _LONG_ENOUGH:
        return None
    near = [
        law
        for law in laws()
        if len(law) >= _LONG_ENOUGH
        and (
            (len(law) == len(name) and sum(a != b for a, b in zip(law, name, strict=True)) == 1)
            or (len(law) == len(name) + 1 and any(law[:i] + law[i + 1 :] == name for i in range(len(law))))
        )
    ]
    return near[0] if len(near) == 1 else None


def _named_organs(case: Case) -> Iterator[Finding]:
    prose = case.prose
    unit = case.report.unit or ""
    for pattern, organ in _organs():
        if not prose.has(organ["needs"]):
            continue
        for passage, match in prose.matches(pattern):
            place = passage.of_match(match, "said")
            # A unit is called what it is called.
            if unit and place.text in unit:
                continue
            full = organ["severity"] == "error" or place.text.startswith(("国办", "国务院"))
            right = organ["right"] if full else _LEVEL_END.sub(organ["right"], place.text)
            says = f"{organ['say']}，{quoted(place.text)}应为{quoted(right)}，请核对。"
            yield prose.finding(CODE, organ["severity"], place, says, correction=right, expected=right)
