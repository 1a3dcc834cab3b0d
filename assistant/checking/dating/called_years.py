"""YEAR-LEFT-OVER beside a word that fixes the year: 今年（2020年）, 同比（2021年5件）, 本报告（2021年度）, 年初印发2020年工作要点.

The word stays right when a report is carried over to the next year; the number beside it does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.checking.case import Case
from assistant.checking.dating.year_words import year_finding, year_matches
from assistant.checking.prose import Passage
from assistant.core.findings import Finding
from assistant.core.template import quoted

_YEAR: Final = r"(?P<year>(?:19|20)\d{2})"
_LAST: Final = "(?:上年度?|去年)(?:结转|转来|遗留|未办结)|上年度?|上一年度?|去年|上年同期|去年同期|上年[末底]|去年[末底]|同比"
_NEXT: Final = "明年|来年|下一?年度?"
_OWN: Final = "本报告|本年报|本年度报告|本次报告|报告年度|统计年度"
_THIS: Final = "今年|本年度?|报告期内?|本报告期"
_WORD: Final = rf"(?P<which>{_LAST}|{_NEXT}|{_THIS}|前年)"
_CALLED: Final = re.compile(
    rf"{_WORD}\s*(?:[（(]\s*[即为指系]?|即为?|也就是|亦即)\s*{_YEAR}\s*年?度?(?P<rest>\s*[）)]|[^（）()。；\n\d—–~～至到-][^（）()。；\n]{{0,20}}|\s*\d[^（）()。；\n]{{0,20}})"
)
_OWN_YEAR: Final = re.compile(rf"(?P<which>{_OWN})\s*[（(]\s*[即为]?{_YEAR}\s*(?:年?\s*[）)]|年度)")
_CALLED_BEHIND: Final = re.compile(
    rf"(?<![\d—–~～至到-]){_YEAR}\s*年度?\s*(?:[（(]\s*即?|[，,]?即)(?P<which>{_LAST}|{_NEXT}|{_THIS})\s*(?:[）)]|(?=[，,]))"
)
_NAMED_YEAR: Final = re.compile(r"(?:19|20)\d{2}")

_PLAN: Final = re.compile(
    rf"(?<!\d){_YEAR}\s*年度?(?:[^《》，。；\d]{{0,24}}?)(?:政务公开|政府信息公开|信息公开)[^《》，。；\d]{{0,8}}(?:要点|任务分解|分工|(?:工作|实施)(?:计划|安排|方案)|(?:责任|任务)清单|考核(?:细则|办法|方案))"
)
_AT_WORK_THIS_YEAR: Final = re.compile(
    r"年初|今年|本年|年内|全年|当年|第?[一1]季度|印发|制定|下发|出台|分解|对照|按照|落实|贯彻|围绕|根据"
)
_OF_ANOTHER_YEAR: Final = re.compile(
    r"上年|上一年|去年|往年|历年|同比|遗留|回顾|废止|失效|清理|此前|原|以来|归档"
)


def found(case: Case, year: int) -> Iterator[Finding]:
    """Years beside words that say which year it is, and this year's plans under last year's number."""
    for pattern in (_CALLED, _OWN_YEAR, _CALLED_BEHIND):
        for passage, match in year_matches(case, pattern):
            yield from _called(case, year, passage, match)
    yield from _plans(case, year)


def _called(case: Case, year: int, passage: Passage, match: re.Match[str]) -> Iterator[Finding]:
    which, said = match["which"], int(match["year"])
    right = year + _offset(which)
    rest = match.groupdict().get("rest") or ""
    if said == right or str(right) in rest or (right > year and said > year):
        return
    sentence = case.prose.around(passage)
    before = match.string[sentence.start : passage.start]
    if _is_told_from_another_year(before, which, said, year):
        return
    says = f"报告是{year}年度的，{which}是{right}年，这里写的是{quoted(passage.text)}，像是沿用了别的年度的报告。"
    if which == "同比":
        says = f"报告是{year}年度的，同比是和{right}年比，这里写的是{quoted(passage.text)}，像是沿用了别的年度的报告。"
    elif which in _OWN.split("|"):
        says = f"报告是{year}年度的，这里写的是{quoted(passage.text)}，像是沿用了别的年度的报告。"
    sure = right <= year and said <= year
    yield year_finding(case, passage, match, says, right, passage.of_match(match, "year"), sure=sure)


def _offset(which: str) -> int:
    if which.startswith("前"):
        return -2
    if which.startswith(("上", "去", "同")):
        return -1
    return int(which.startswith(("明", "来", "下")))


def _is_told_from_another_year(before: str, which: str, said: int, year: int) -> bool:
    """2022年比上年（2021年）… in the report of 2023: the word is reckoned from the year named before it."""
    named = _NAMED_YEAR.findall(before)
    return bool(named) and int(named[-1]) != year and int(named[-1]) + _offset(which) == said


def _plans(case: Case, year: int) -> Iterator[Finding]:
    """年初印发2020年政务公开工作要点 in the report of 2021: what was worked to is the year's own."""
    for passage, match in year_matches(case, _PLAN):
        sentence = case.prose.around(passage)
        around = match.string[sentence.start : match.start()] + match.string[match.end() : sentence.end]
        if (
            int(match["year"]) != year - 1
            or not _AT_WORK_THIS_YEAR.search(around)
            or _OF_ANOTHER_YEAR.search(around)
            or str(year - 1) in around
        ):
            continue
        says = f"报告是{year}年度的，这里写的是{quoted(passage.text)}，当年照着做的一般是{year}年的，请核对年份是不是没有改。"
        yield year_finding(case, passage, match, says, year, passage.of_match(match, "year"))
