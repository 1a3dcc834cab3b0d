"""CITATION: what a rule fixes in figures, quoted wrongly: a number of days, and the day from which a document is in force."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from assistant.checking.case import Case
from assistant.checking.citing.articles import behind, chinese, off_topic
from assistant.checking.citing.cited import LAWS, Citation, citations, meant, short_names
from assistant.checking.citing.documents import figures, plain_title, regulation
from assistant.checking.citing.orders import in_force
from assistant.checking.prose import Passage
from assistant.checking.rulebook import table
from assistant.core.findings import Finding
from assistant.core.numbers import read_ordinal
from assistant.core.template import quoted

CODE: Final = "CITATION"
_RECENT: Final = 2019
"""Older laws were amended since, and the days of the amendments are not told here."""

_UNIT: Final = re.compile("个工作日|个月|小时|[日天月年元人名类项条款章页件倍]")
_LAWS: Final = "|".join(LAWS)
_DATE: Final = r"(?P<date>(?P<year>20\d\d)\s*年\s*(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*日)"
_DAY: Final = rf"{_DATE}\s*(?:起|开始)?(?:正式)?(?:施行|实施|生效)"
_NAME: Final = rf"(?:《(?P<title>[^《》\n]{{2,60}})》|(?P<law>{_LAWS}))"
_IN_FORCE: Final = (
    re.compile(
        rf"{_NAME}(?:\s*[（(][^（）()\n]{{0,40}}[）)])?(?![和与、及])[^。；《》\d]{{0,12}}?(?:自|从|于)?\s*{_DAY}(?!的)"
    ),
    re.compile(rf"{_NAME}\s*[（(][^（）()\n]{{0,60}}?{_DAY}"),
    re.compile(
        rf"{_DATE}(?:起)?(?:新|现行|新修订的?|修订后的?|修订的?|新修正的?|修正后的?)?{_NAME}(?:开始)?(?:正式)?(?:施行|实施|生效)"
    ),
    re.compile(rf"{_DAY}的(?:新|现行|新修订的?|修订后的?|新修正的?|修正后的?)?{_NAME}"),
)
_OLDER: Final = re.compile(r"原《|原条例|旧条例|旧法|修订前|修改前|首次|当时|2007|2008|废止")
_FIXED: Final = re.compile(
    r"(?:规定的?|明确的?|确定的?|要求的?|之日起|应当?在|须在|必须在|最长(?:期限)?|不得?超过|(?:期限|时限)(?:为|是|即)|(?P<loose>在|于|后|延长|(?:给予?|留出|留足|留给|预留|给足)[^。；，\d]{0,8})|^(?:的?(?:规定|要求))?[，,：:]?(?:应当?)?(?:为|是|即)|^[（(])"
    r"(?P<said>[\d一二三四五六七八九十百两]{1,4})(?P<unit>个工作日|工作日|日|天|个月|年|小时)(?!度)"
)
_ANSWERS: Final = 33
"""The article of the 条例 with the time for answers, which may be prolonged by as much again."""
_KINDS: Final = {"个月": "months", "年": "years", "小时": "hours"}
_UNITS: Final = {"months": "个月", "years": "年", "hours": "小时", "days": "日"}
_OWN_PACE: Final = re.compile(
    r"压缩|缩短|提前|内部|承诺|平均|实际|力争|争取|优于|短于|减少|承办|初审|月|每年"
)
"""What an organ sets itself, and the days of a month."""


@dataclass(frozen=True)
class Fixed:
    """A number that an article fixes: `pattern` holds it as its group ``said``, right and wrong ones alike."""

    title: str
    pattern: re.Pattern[str]
    right: frozenset[int]
    article: str
    about: str
    most: bool
    """Whether fewer are right too: who is quicker than the rule keeps it."""


@cache
def fixed() -> tuple[Fixed, ...]:
    """The numbers that rules fix, in the order of ``articles.toml``."""
    return tuple(
        Fixed(
            e["title"],
            re.compile(e["pattern"]),
            frozenset(e["right"]),
            e["article"],
            e["about"],
            e.get("most", False),
        )
        for e in figures()
    )


def check(case: Case) -> Iterator[Finding]:
    """Numbers of days, and days of coming into force, that are not the rule's."""
    seen: set[str] = set()
    yield from _figures(case, seen)
    yield from _lengths(case, seen)
    yield from _in_force(case, seen)


def _figures(case: Case, seen: set[str]) -> Iterator[Finding]:
    for rule in fixed():
        for passage, match in case.prose.matches(rule.pattern):
            said = match["said"]
            value = read_ordinal(said)
            place = passage.of_match(match, "said")
            if value is None or value in rule.right or place.span in seen:
                continue
            if rule.most and value < max(rule.right):
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


def _as_done(cited: Citation, word: str | None, length: int, limit: int) -> bool:
    """Whether it may be what was done within the limit, not the limit: 依照第三十三条，在12个工作日内答复."""
    if not word:
        return False
    prolonged = cited.document is regulation() and _ANSWERS in cited.numbers and word != "延长"
    return length <= limit * (2 if prolonged else 1)


@cache
def lengths() -> dict[tuple[str, int], dict[str, tuple[int, ...]]]:
    """The lengths of time that an article names, by title and number: days (of work or not), months, years, hours."""
    found: dict[tuple[str, int], dict[str, tuple[int, ...]]] = {}
    for entry in table("citing/periods")["period"]:
        found.setdefault((entry["title"], entry["article"]), {})[entry["unit"]] = tuple(entry["lengths"])
    return found


def _lengths(case: Case, seen: set[str]) -> Iterator[Finding]:
    """A length of time said to be an article's that names others: 第三十三条规定的15个工作日."""
    for cited in citations(case):
        if len(cited.articles) != 1 or not cited.current:
            continue
        article = cited.articles[0]
        said = behind(cited)
        match = _FIXED.search(said)
        if match is None or _OWN_PACE.search(said[: match.start("said")]):
            continue
        unit = _KINDS.get(match["unit"], "days")
        right = lengths().get((cited.document.title, article.article), {}).get(unit)
        length = read_ordinal(match["said"].replace("两", "二"))
        start = cited.end + match.start("said")
        place = Passage(article.passage.section, start, start + len(match["said"]), match["said"])
        if not right or length is None or length in right or place.span in seen:
            continue
        if _as_done(cited, match["loose"], length, max(right)) or off_topic(cited):
            continue
        seen.add(place.span)
        shown = "、".join(f"{n}{_UNITS[unit]}" for n in right)
        basis = f"《{cited.document.title}》第{chinese(article.article)}条"
        says = f"{basis}写明的期限是{shown}，这里写的是{quoted(match['said'] + match['unit'])}，请核对。"
        yield case.prose.finding(
            CODE, "warning", place, says, expected=shown, found=match["said"], basis=basis, status="uncertain"
        )


def _beside(match: re.Match[str]) -> str:
    """A match and the clause that it begins in: 旧条例 in another clause is another matter."""
    before = re.split("[。；，\n]", match.string[max(0, match.start() - 40) : match.start()])[-1]
    behind = re.split("[。；，\n]", match.string[match.end() : match.end() + 12])[0]
    return before + match[0] + behind


def _in_force(case: Case, seen: set[str]) -> Iterator[Finding]:
    """The day from which a document is in force, where the last version came since 2019."""
    names = short_names(case)
    for pattern in _IN_FORCE:
        for passage, match in case.prose.matches(pattern):
            document = meant(match["title"] or match["law"], names)
            name = document.title if document else plain_title(match["title"] or "")
            days = (document.since,) if document and document.since else in_force().get(name, ())
            if not days or days[0].year < _RECENT:
                continue
            said = (int(match["year"]), int(match["month"]), int(match["day"]))
            if any(said == (day.year, day.month, day.day) for day in days):
                continue
            day = days[0]
            place = passage.of_match(match, "date")
            if place.span in seen or _OLDER.search(_beside(match)):
                continue
            seen.add(place.span)
            right = f"{day.year}年{day.month}月{day.day}日"
            says = f"《{name}》自{right}起施行，这里写的是{quoted(match['date'])}，请核对。"
            basis = document.number if document else f"《{name}》（待核实）"
            yield case.prose.finding(
                CODE, "warning", place, says, correction=right, expected=right, basis=basis
            )
