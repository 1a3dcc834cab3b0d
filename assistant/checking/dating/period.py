"""PERIOD: the period that the figures cover.

A report covers the calendar year: 1月1日 to 12月31日 (条例第四十九条, “上一年度”, and the practice of all reports).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.checking.case import Case
from assistant.checking.dating import dashes
from assistant.checking.dating.year_words import year_like, year_of
from assistant.checking.form.structure import is_tables_only
from assistant.checking.prose import Passage, head
from assistant.core.findings import Finding
from assistant.core.numbers import read_ordinal
from assistant.core.template import quoted

PERIOD: Final = "PERIOD"
_BASIS: Final = "《中华人民共和国政府信息公开条例》第四十九条、第五十条；统计期限为自然年是各地年报的通行写法"

_TO: Final = r"(?:一(?=\s?\d)|(?:统计|计算|汇总)[至到]|截?[至到]|截[至止]到?|止于|迄于?|—+|－+|-+|–|~|～)"
_YEAR: Final = r"(?:19|20)\d{2}|二[〇零○Oo0][〇零○一二三四五六七八九]{2}|(?<!\d)[12]\d(?=\s*年)"
_DAY: Final = r"(?:\d{1,2}\s*(?:月|[.．/-])\s*\d{1,2}\s*日?|[元一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日)"
_RANGE: Final = re.compile(
    rf"(?<!\d)(?:(?P<y1>{_YEAR})\s*(?:年度?|[.．/-]))?\s*(?P<d1>{_DAY})\s*(?:零时|0[时点])?(?:起|(?:开|起)?始(?:统计|计算|汇总|计|算)?|算?起|起算)?\s*[，,]?\s*{_TO}\s*"
    rf"(?:(?:当|同|本)年|(?P<y2>{_YEAR})\s*(?:年度?|[.．/-]))?\s*(?P<d2>{_DAY})"
)
_MONTHS: Final = re.compile(
    rf"(?<!\d)(?P<y1>{_YEAR})\s*年\s*1\s*月?{_TO}\s*(?:(?P<y2>{_YEAR})\s*年)?\s*12\s*月(?!\s*\d)"
)
_SPAN: Final = r"(?:统计|数据|报告|起止|取数|填报)(?:(?!公布|发布|报送|编制|提交|核对|审核|上报|印发|汇总|保存|公开)[^。；，\n\d]){0,6}(?:期限|时限|期间|时间|周期|年度|区间|范围|时段|口径)"
_OTHER_SPAN: Final = re.compile(
    rf"{_SPAN}[^。；，\n\d]{{0,8}}?(?P<y1>{_YEAR})\s*年?\s*(?P<part>\d{{1,2}}\s*月?{_TO}\s*(?:(?:{_YEAR})\s*年\s*)?\d{{1,2}}\s*月(?!\s*\d)|[上下]半年|前[三3]季度|前十一个月|第?[一二三四1-4]{{1,2}}\s*季度|(?:全年|自然年|度|全年度)(?=[，。；）)、的]|$)|年?(?=[，。；）)]|$))"
)
"""A period that is not told by days."""
_END: Final = re.compile(
    rf"(?:(?:本报告|本部分|报告中?|所列|各项|上述|以下|全部|文中)[^。；，\n\d]{{0,10}}(?:数据|数字|统计)|数据统计|统计数据|(?:数据|统计|汇总)(?:数据)?的?(?:截止(?:日期|时间|时点|日)?|期限|日期|时点|时间)(?:截止)?)(?:均|都|一律|统一)?[^。；，\n\d]{{0,4}}(?:截至|截止到?|截止于|止于|到|至|为|是|：)\s*(?P<y1>{_YEAR})\s*年\s*(?P<d2>{_DAY})(?!\s*(?:起|开始|零时|{_TO}\s*(?:\d|[当同]年)))"
)
_REFLECTS: Final = re.compile(
    rf"(?:本报告|本年报|本部分|年度?报告?|报告|数据|数字|情况)[^。；，\n\d]{{0,10}}?(?:反映|涵盖|覆盖|涉及|汇总|记载|对应|统计|取自|来自|限于)[^。；，\n\d]{{0,6}}(?P<y1>{_YEAR})\s*年\s*(?P<part>[1-9]\d?\s*月?{_TO}\s*\d{{1,2}}\s*月(?!\s*\d)|[上下]半年|前[三3]季度|前(?:\d{{1,2}}|十一?)个月)"
)
_END_OF_A_MONTH: Final = re.compile(
    rf"(?:(?:本报告|本年报|报告中?|所列|各项|上述|以下|全部|文中)[^。；，\n\d]{{0,10}}(?:数据|数字|统计)|数据统计|统计数据|(?:数据|统计)的?(?:截止(?:日期|时间|时点|日)?|期限))(?:均|都|一律|统一)?[^。；，\n\d]{{0,4}}(?:截至|截止到?|截止于|止于|到|至|为|是|：)\s*(?P<y1>{_YEAR})\s*年\s*(?P<part>(?!12)\d{{1,2}}\s*月[底末份])"
)
"""本报告所列数据截至2023年11月底."""
_FROM_A_MONTH: Final = re.compile(
    rf"(?:数据|统计)[^。；\n\d]{{0,14}}(?:{_YEAR})\s*年\s*1\s*月份?\s*(?:起|开始)?[，,]?\s*{_TO}\s*(?P<y1>{_YEAR})\s*年\s*(?P<d2>{_DAY})"
)
_BEGIN: Final = re.compile(
    rf"(?:数据|统计)[^。；，\n\d]{{0,8}}[自从]\s*(?P<y1>{_YEAR})\s*年\s*(?P<d1>{_DAY})\s*(?:起|开始)(?!\s*[，,]?\s*{_TO})(?=[，。；统计算]|$)"
)
_SAID: Final = re.compile(
    r"(?:统计|数据|报告|起止)[^。；\n]{0,8}(?:期限|时限|期间|时间|周期|年度|区间|范围|时段|口径)[^。；\n]{0,12}(?:\d{4}\s*年|本年|自然年|上一年)|截[至止]到?\s*\d{4}\s*年\s*12\s*月\s*(?:31\s*日|底)"
)
_ABOUT_FIGURES: Final = re.compile(r"统计|数据|期限|时限|起止|所列|报告期")
_TO_COMPARE: Final = re.compile("对比|比较|比照|对照|同比|上年|上一年|往年|去年|历史|以前年度")
_OF_ANOTHER_YEAR: Final = re.compile("学年|财年|[采供]暖季|汛期|防火期|评价年度|考核年度|任期|整治|专项行动")
"""What runs from another day to another day, outside the preface."""
_FIRST: Final = (1, 1)
_LAST: Final = (12, 31)


def check(case: Case) -> list[Finding]:
    """The period: wrong, or not said at all."""
    year = case.report.year
    if is_tables_only(case.report) or year is None:
        return []
    ranges = list(_ranges(case))
    findings = list(dashes.check(case))
    findings += [
        f
        for passage, match in ranges
        if not _is_to_compare(match, year)
        for f in _range(case, passage, match, year)
    ]
    others = list(_others(case, [passage for passage, _ in ranges]))
    for passage, match in others:
        findings += _other(case, passage, match, year)
    silent = "preface" in case.prose.sections and not ranges and not others and not _is_said(case)
    return [*findings, _not_said(year)] if silent else findings


def _is_to_compare(match: re.Match[str], year: int) -> bool:
    """Whether it is last year's period, of the figures that this year's are held against."""
    years = [year_of(said) for group, said in match.groupdict().items() if said and group in {"y1", "y2"}]
    before = re.split("[。；;\n]", match.string[max(0, match.start() - 60) : match.start()])[-1]
    return bool(years) and set(years) == {year - 1} and _TO_COMPARE.search(before) is not None


def _others(case: Case, ranges: list[Passage]) -> Iterator[tuple[Passage, re.Match[str]]]:
    """Periods told by a year or by one day, where no range of days is."""
    for pattern in (_OTHER_SPAN, _END, _FROM_A_MONTH, _BEGIN, _REFLECTS, _END_OF_A_MONTH):
        for passage, match in case.prose.matches(pattern):
            if not any(
                r.section == passage.section and r.start < passage.end and passage.start < r.end
                for r in ranges
            ):
                yield passage, match


def _other(case: Case, passage: Passage, match: re.Match[str], year: int) -> Iterator[Finding]:
    """统计期限为2022年度 in the report of 2023, 数据统计到2023年11月30日为止, 统计期限为2023年上半年."""
    if _is_to_compare(match, year):
        return
    parts = match.groupdict()
    said = year_of(match["y1"])
    day = parts.get("d1") or parts.get("d2")
    whole = (
        _date(day) == (_FIRST if parts.get("d1") else _LAST)
        if day
        else re.search("季度|半年|个月", match["part"]) is None and _months(match["part"]) in ([], [1, 12])
    )
    if said == year and whole:
        return
    end = match.end("part") if "part" in parts else match.end("d1" if parts.get("d1") else "d2")
    place = Passage(
        passage.section,
        match.start("y1"),
        end,
        case.prose.sections[passage.section][match.start("y1") : end],
    )
    right = f"{year}年1月1日至{year}年12月31日"
    says = f"报告是{year}年度的，统计期限应为全年：{quoted(right)}，这里写的是{quoted(place.text)}，请核对。"
    yield case.prose.finding(
        PERIOD,
        "error" if passage.section == "preface" else "warning",
        place,
        says,
        expected=right,
        basis=_BASIS,
    )


def _months(part: str) -> list[int]:
    return [int(month) for month in re.findall(r"(?<!\d)\d{1,2}(?!\d)", part)]


def _ranges(case: Case) -> Iterator[tuple[Passage, re.Match[str]]]:
    """Ranges of days that are the period of the report: in the preface, or where figures are spoken of."""
    for pattern in (_RANGE, _MONTHS):
        for passage, match in case.prose.matches(pattern):
            sentence = case.prose.around(passage).text
            if passage.section != "preface" and _OF_ANOTHER_YEAR.search(sentence) and "报告" not in sentence:
                continue
            if _ABOUT_FIGURES.search(sentence) or (passage.section == "preface" and _is_year_long(match)):
                yield passage, match


def _is_year_long(match: re.Match[str]) -> bool:
    return not _in_days(match) or _date(match["d1"]) == _FIRST or _date(match["d2"]) == _LAST


def _in_days(match: re.Match[str]) -> bool:
    return "d1" in match.re.groupindex


_NUMBER: Final = re.compile(r"\d+|[元一二三四五六七八九十]+")
_SPELT: Final = {_FIRST: "一月一日", _LAST: "十二月三十一日"}


def _date(day: str) -> tuple[int, int]:
    month, number = (read_ordinal(n.replace("元", "一")) or 0 for n in _NUMBER.findall(day)[:2])
    return month, number


def _like(written: str, day: tuple[int, int]) -> str:
    """Another day in the way this one is written: 12月30日 → 12月31日, 12.30 → 12.31, 十一月三十日 → 十二月三十一日."""
    if not written[0].isdecimal():
        return _SPELT[day]
    numbers = iter(day)
    return re.sub(r"\d+", lambda _: str(next(numbers)), written)


def _range(case: Case, passage: Passage, match: re.Match[str], year: int) -> Iterator[Finding]:
    """A period with another year, or that does not run from the first day of the year to the last."""
    changes: list[tuple[int, int, str]] = [
        (*match.span(group), year_like(match[group], year))
        for group in ("y1", "y2")
        if match[group] and year_of(match[group]) != year
    ]
    years = bool(changes)
    if _in_days(match):
        for group, right in (("d1", _FIRST), ("d2", _LAST)):
            if group == "d2" and _is_midnight(match, year):
                changes = [change for change in changes if change[0] != match.start("y2")]
                years = bool(changes)
                continue
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


def _is_midnight(match: re.Match[str], year: int) -> bool:
    """Whether a period ends as the next year begins (至2025年1月1日零时)."""
    begins_next = bool(match["y2"]) and year_of(match["y2"]) == year + 1 and _date(match["d2"]) == _FIRST
    return begins_next and re.match(r"\s*(?:零时|0\s*[时点:：])", match.string[match.end() :]) is not None


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
