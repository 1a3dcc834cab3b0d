"""PERIOD: the period that the figures cover.

A report covers the calendar year: 1月1日 to 12月31日 (条例第四十九条, “上一年度”, and the practice of all reports).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.checking.case import Case
from assistant.checking.prose import Passage, head
from assistant.checking.wording.structure import is_tables_only
from assistant.core.findings import Finding
from assistant.core.template import quoted

PERIOD: Final = "PERIOD"
_BASIS: Final = "《中华人民共和国政府信息公开条例》第四十九条、第五十条；统计期限为自然年是各地年报的通行写法"

_DAY: Final = r"(\d{1,2})\s*(?:月|[.．/-])\s*(\d{1,2})\s*日?"
_RANGE: Final = re.compile(
    rf"(?<!\d)(?:(?P<y1>(?:19|20)\d{{2}})\s*(?:年度?|[.．/-]))?\s*(?P<d1>{_DAY})\s*(?:起|开始)?\s*[，,]?\s*(?:至|到|止于|—+|－+|-+|–|~|～)\s*"
    rf"(?:(?:当|同)年|(?P<y2>(?:19|20)\d{{2}})\s*(?:年度?|[.．/-]))?\s*(?P<d2>{_DAY})"
)
_MONTHS: Final = re.compile(
    r"(?<!\d)(?P<y1>(?:19|20)\d{2})\s*年\s*1\s*月?(?:至|到|—+|－|-|–|~|～)\s*(?:(?P<y2>(?:19|20)\d{2})\s*年)?\s*12\s*月(?!\s*\d)"
)
_SAID: Final = re.compile(
    r"(?:统计|数据|报告|起止)[^。；\n]{0,8}(?:期限|时限|期间|时间|周期|年度|区间|范围)[^。；\n]{0,12}(?:\d{4}\s*年|本年|自然年|上一年)|截[至止]到?\s*\d{4}\s*年\s*12\s*月\s*(?:31\s*日|底)"
)
_ABOUT_FIGURES: Final = re.compile(r"统计|数据|期限|时限|起止|所列|报告期")
_FIRST: Final = (1, 1)
_LAST: Final = (12, 31)


def check(case: Case) -> list[Finding]:
    """The period: wrong, or not said at all."""
    year = case.report.year
    if is_tables_only(case.report) or year is None:
        return []
    ranges = list(_ranges(case))
    findings = [f for passage, match in ranges for f in _range(case, passage, match, year)]
    silent = "preface" in case.prose.sections and not ranges and not _is_said(case)
    return [*findings, _not_said(year)] if silent else findings


def _ranges(case: Case) -> Iterator[tuple[Passage, re.Match[str]]]:
    """Ranges of days that are the period of the report: in the preface, or where figures are spoken of."""
    for pattern in (_RANGE, _MONTHS):
        for passage, match in case.prose.matches(pattern):
            if _ABOUT_FIGURES.search(case.prose.around(passage).text) or (
                passage.section == "preface" and _is_year_long(match)
            ):
                yield passage, match


def _is_year_long(match: re.Match[str]) -> bool:
    return match.re is _MONTHS or _date(match["d1"]) == _FIRST or _date(match["d2"]) == _LAST


def _date(day: str) -> tuple[int, int]:
    month, number = re.findall(r"\d+", day)[:2]
    return int(month), int(number)


def _like(written: str, day: tuple[int, int]) -> str:
    """Another day in the way this one is written: 12月30日 → 12月31日, 12.30 → 12.31."""
    numbers = iter(day)
    return re.sub(r"\d+", lambda _: str(next(numbers)), written)


def _range(case: Case, passage: Passage, match: re.Match[str], year: int) -> Iterator[Finding]:
    """A period with another year, or that does not run from the first day of the year to the last."""
    changes: list[tuple[int, int, str]] = [
        (*match.span(group), str(year))
        for group in ("y1", "y2")
        if match[group] and int(match[group]) != year
    ]
    years = bool(changes)
    if match.re is _RANGE:
        for group, right in (("d1", _FIRST), ("d2", _LAST)):
            if _date(match[group]) != right:
                changes.append((*match.span(group), _like(match[group], right)))
    if not changes:
        return
    right_text = passage.text
    for start, end, words in sorted(changes, reverse=True):
        right_text = right_text[: start - passage.start] + words + right_text[end - passage.start :]
    if years:
        says = f"报告是{year}年度的，统计期限写的是{quoted(passage.text)}，像是沿用了别的年度的报告，应为{quoted(right_text)}。"
    else:
        says = f"统计期限写的是{quoted(passage.text)}，应为全年：{quoted(right_text)}。"
    yield case.prose.finding(
        PERIOD,
        "error" if passage.section == "preface" or years else "warning",
        passage,
        says,
        correction=right_text,
        expected=right_text,
        basis=_BASIS,
    )


def _is_said(case: Case) -> bool:
    return any(_SAID.search(text) for text in case.prose.plain.values())


def _not_said(year: int) -> Finding:
    span = f"{year}年1月1日至{year}年12月31日"
    says = f"没有写统计期限。请在前言里写明数据的起止时间，例如“统计期限为{span}”。"
    return Finding(
        code=PERIOD,
        severity="warning",
        where=(head("preface"),),
        message=says,
        expected=span,
        basis=_BASIS,
        anchor="preface period not said",
    )
