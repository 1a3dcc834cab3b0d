"""CITATION: what a rule fixes in figures, quoted wrongly: a number of days, and the day from which a document is in force."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from assistant.checking.case import Case
from assistant.checking.wording.documents import figures, known
from assistant.core.findings import Finding
from assistant.core.numbers import read_chinese
from assistant.core.template import quoted

CODE: Final = "CITATION"
_RECENT: Final = 2019
"""Older laws were amended since, and the days of the amendments are not told here."""

_UNIT: Final = re.compile("个工作日|个月|小时|[日天年元人名类项条款页件倍]")
_IN_FORCE: Final = re.compile(
    r"《(?P<title>[^《》\n]{2,60})》(?:\s*[（(][^（）()\n]{0,40}[）)])?(?![和与、及])[^。；《》\d]{0,12}?(?:自|从|于)?\s*(?P<date>(?P<year>20\d\d)\s*年\s*(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*日)\s*(?:起|开始)?(?:正式)?(?:施行|实施|生效)"
)


@dataclass(frozen=True)
class Fixed:
    """A number that an article fixes: `pattern` holds it as its group ``said``, right and wrong ones alike."""

    title: str
    pattern: re.Pattern[str]
    right: frozenset[int]
    article: str
    about: str


@cache
def fixed() -> tuple[Fixed, ...]:
    """The numbers that rules fix, in the order of ``articles.toml``."""
    return tuple(
        Fixed(e["title"], re.compile(e["pattern"]), frozenset(e["right"]), e["article"], e["about"])
        for e in figures()
    )


def check(case: Case) -> Iterator[Finding]:
    """Numbers of days, and days of coming into force, that are not the rule's."""
    yield from _figures(case)
    yield from _in_force(case)


def _figures(case: Case) -> Iterator[Finding]:
    seen: set[str] = set()
    for rule in fixed():
        for passage, match in case.prose.matches(rule.pattern):
            said = match["said"]
            value = int(said) if said.isdecimal() else read_chinese(said)
            place = passage.of_match(match, "said")
            if value is None or int(value) in rule.right or place.span in seen:
                continue
            seen.add(place.span)
            right = "或者".join(str(n) for n in sorted(rule.right))
            unit = _UNIT.match(match.string, match.end("said"))
            counted = unit[0] if unit else ""
            says = (
                f"{rule.about}，《{rule.title}》{rule.article}规定的是{right}{counted}，"
                f"这里写的是{quoted(said + counted)}，请核对。"
            )
            yield case.prose.finding(
                CODE,
                "warning",
                place,
                says,
                expected=right,
                found=said,
                basis=f"《{rule.title}》{rule.article}",
                status="uncertain",
            )


def _in_force(case: Case) -> Iterator[Finding]:
    """The day from which a document is in force, where the last version came since 2019."""
    for passage, match in case.prose.matches(_IN_FORCE):
        document = known(match["title"])
        if document is None or document.since is None or document.since.year < _RECENT:
            continue
        day = document.since
        if (int(match["year"]), int(match["month"]), int(match["day"])) == (day.year, day.month, day.day):
            continue
        right = f"{day.year}年{day.month}月{day.day}日"
        says = f"《{document.title}》自{right}起施行，这里写的是{quoted(match['date'])}，请核对。"
        place = passage.of_match(match, "date")
        yield case.prose.finding(
            CODE, "warning", place, says, correction=right, expected=right, basis=document.number
        )
