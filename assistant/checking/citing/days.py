"""CITATION: the day a document was adopted or published, the year of its version, and the court's interpretation named without title.

The days are data (``days.toml``). A day that is neither a known one nor a slip of a known one is not judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from assistant.checking.case import Case
from assistant.checking.citing.cited import LAWS, meant, short_names
from assistant.checking.citing.documents import Document, known
from assistant.checking.prose import Passage
from assistant.checking.rulebook import table
from assistant.core.findings import Finding
from assistant.core.template import quoted

CODE: Final = "CITATION"

_LAWS: Final = "|".join(LAWS)
_NAME: Final = rf"(?:《(?P<title>[^《》\n]{{2,60}})》|(?P<law>{_LAWS}))"
_DATE: Final = r"(?P<date>(?P<year>(?:19|20)\d\d)\s*年\s*(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*日)"
_WHO: Final = r"(?:[由经][^。；，《》\d]{2,30}?)?(?:第[一二三]次|重新|最新|新)?"
_MADE: Final = r"(?:修订|修正|审议|修改)?(?:公布|发布|通过|颁布|印发|签署|修订|修正)"
_PUBLISHED: Final = (
    re.compile(
        rf"{_NAME}(?:\s*[（(][^（）()\n]{{0,40}}[）)])?[，,]?(?:已|是|系)?(?:于|自|在)?\s*{_DATE}{_WHO}{_MADE}(?!前|之前)"
    ),
    re.compile(rf"{_NAME}\s*[（(]{_DATE}{_WHO}{_MADE}"),
    re.compile(rf"{_DATE}{_WHO}{_MADE}的(?:新|现行|新修订的?|修订后的?)?{_NAME}"),
)
_REVISED: Final = (
    re.compile(
        r"(?<!\d)(?P<year>20\d\d)年(?:度)?(?:新|最新|重新)?(?:修订|修改|修正|公布|颁布|修订公布|修订通过)(?:后|版)?的(?:新)?(?:《(?P<title>[^《》\n]{2,60})》|(?P<law>"
        + _LAWS
        + "))"
    ),
    re.compile(
        r"《(?P<title>[^《》\n]{2,60})》(?P<law>)\s*[（(](?P<year>20\d\d)年?(?:新)?(?:修订|修正|修订版|修正版|修改|版)[）)]"
    ),
    re.compile(
        r"《(?P<title>[^《》\n]{2,60})》(?P<law>)(?P<year>20\d\d)年(?:新)?(?:修订|修正)(?:后|时|版|以来|以后)"
    ),
)
_IN_A_MONTH: Final = re.compile(
    r"(?<!\d)(?P<year>20\d\d)年(?P<month>\d{1,2})月(?:新|最新|重新)?(?:修订|修改|修正|公布|颁布|通过)(?:后)?的(?:新)?(?:《(?P<title>[^《》\n]{2,60})》|(?P<law>"
    + _LAWS
    + "))"
)
_COURT: Final = r"(?:(?:最高人民法院|最高法)?[^。；，《》\d]{0,24}司法解释|法释〔2025〕8号(?:司法解释)?)"
_DAY: Final = rf"{_DATE}\s*(?:起|开始)?(?:正式)?(?:施行|实施|生效)"
_INTERPRETED: Final = (
    re.compile(rf"{_DAY}的(?:新的?)?{_COURT}"),
    re.compile(rf"{_COURT}(?:（[^（）]{{0,30}}）)?[^。；，《》\d]{{0,10}}(?:自|从|于|[，,])?{_DAY}"),
)
_OF_OPENNESS: Final = re.compile("信息公开|法释〔2025〕8号")
_THEN: Final = (2024, 2026)
"""Other days belong to other interpretations of the court."""


@dataclass(frozen=True)
class Days:
    """The days on which a document was made, the last version's first, and the years of its versions."""

    made: tuple[date, ...]
    years: frozenset[int]


@cache
def days() -> dict[str, Days]:
    """What is known, by title."""
    return {e["title"]: Days(tuple(e["made"]), frozenset(e["years"])) for e in table("citing/days")["day"]}


def check(case: Case) -> Iterator[Finding]:
    """Days and years that are a slip of the right one, or the day of coming into force told for the other."""
    if not any(
        "年" in text and ("》" in text or "司法解释" in text or "法" in text)
        for text in case.prose.plain.values()
    ):
        return
    names = short_names(case)
    seen: set[str] = set()
    for pattern in _PUBLISHED:
        for passage, match in case.prose.matches(pattern):
            document = meant(match["title"] or match["law"], names)
            if document is not None and (place := passage.of_match(match, "date")).span not in seen:
                seen.add(place.span)
                yield from _made(case, document, place, match)
    for pattern in _REVISED:
        for passage, match in case.prose.matches(pattern):
            document = meant(match["title"] or match["law"], names)
            if document is None or document.title not in days() or _day(match) is not None:
                continue
            place = passage.of_match(match, "year")
            if int(match["year"]) in days()[document.title].years or place.span in seen:
                continue
            seen.add(place.span)
            right = f"{days()[document.title].made[0].year}年"
            says = f"《{document.title}》的现行版本是{right}的，这里写的是{quoted(match['year'] + '年')}，请核对。"
            yield _finding(case, place, says, right[:-1], document)
    yield from _month(case, names)
    yield from _interpreted(case)


def _month(case: Case, names: dict[str, Document | None]) -> Iterator[Finding]:
    """2023年1月修订的《行政复议法》, revised in another month of that year."""
    for passage, match in case.prose.matches(_IN_A_MONTH):
        document = meant(match["title"] or match["law"], names)
        if document is None or document.title not in days():
            continue
        right = days()[document.title].made[0]
        if int(match["year"]) != right.year or any(
            (day.year, day.month) == (right.year, int(match["month"])) for day in days()[document.title].made
        ):
            continue
        shown = f"{right.year}年{right.month}月"
        says = f"《{document.title}》是{shown}通过、公布的，这里写的是{quoted(match['year'] + '年' + match['month'] + '月')}，请核对。"
        start, end = match.start("year"), match.end("month") + 1
        place = Passage(passage.section, start, end, match.string[start:end])
        yield _finding(case, place, says, shown, document)


def _day(match: re.Match[str]) -> date | None:
    """The day that a match names, where it does and there is such a day."""
    said = match.groupdict()
    if "month" not in said:
        return None
    try:
        return date(int(said["year"]), int(said["month"]), int(said["day"]))
    except ValueError:
        return None


def _made(case: Case, document: Document, place: Passage, match: re.Match[str]) -> Iterator[Finding]:
    one, said = days().get(document.title), _day(match)
    if one is None or said is None or said in one.made:
        return
    right = one.made[0]
    same = (said.year == right.year) + (said.month == right.month) + (said.day == right.day)
    if said != document.since and same < 2:
        return
    shown = _written(right)
    says = f"《{document.title}》是{shown}通过、公布的，这里写的是{quoted(place.text)}，请核对。"
    if said == document.since:
        says = f"{_written(said)}是《{document.title}》施行的日期，通过、公布的日期是{shown}，请核对。"
    yield _finding(case, place, says, shown, document)


def _written(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _interpreted(case: Case) -> Iterator[Finding]:
    """2024年6月1日起施行的最高人民法院司法解释, where the openness of information is spoken of."""
    document = known("审理政府信息公开行政案件适用法律若干问题的解释")
    if document is None or document.since is None:
        return
    if not any("司法解释" in text or "法释" in text for text in case.prose.plain.values()):
        return
    for pattern in _INTERPRETED:
        for passage, match in case.prose.matches(pattern):
            said = _day(match)
            if said is None or said == document.since or not _THEN[0] <= said.year <= _THEN[1]:
                continue
            if not _OF_OPENNESS.search(case.prose.around(passage).text):
                continue
            right = _written(document.since)
            says = f"《{document.title}》（{document.number}）自{right}起施行，这里写的是{quoted(match['date'])}，请核对。"
            yield _finding(case, passage.of_match(match, "date"), says, right, document)


def _finding(case: Case, place: Passage, says: str, right: str, document: Document) -> Finding:
    return case.prose.finding(
        CODE,
        "warning",
        place,
        says,
        correction=right,
        expected=right,
        basis=document.number or f"《{document.title}》",
        status="uncertain",
    )
