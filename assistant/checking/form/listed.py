"""SECTION-TITLE in the preface: the parts that it says the report has, by their old names or in another number.

The preface is carried over from year to year, so the names of older forms (2008 and 2019) live longest there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from assistant.checking.case import Case
from assistant.checking.prose import Passage
from assistant.core.findings import Finding
from assistant.core.template import T2021, quoted

CODE: Final = "SECTION-TITLE"
_FORM: Final = "国办公开办函〔2021〕30号（章节名以各地公开的2021版年报为准）"
_LAST_YEAR_OF_2019_FORM: Final = 2020

_OLD_NAMES: Final = {
    "overview": ("概述", "概况", "基本情况", "总体工作情况", "工作总体情况", "政府信息公开工作总体情况", "总体概况", "总体状况"),
    "proactive": (
        "行政机关主动公开政府信息情况", "行政机关主动公开政府信息的情况", "主动公开政府信息的情况", "政府信息主动公开情况",
        "政府信息主动公开的情况", "主动公开情况", "主动公开政府信息工作情况",
    ),
    "requests": (
        "行政机关收到和处理政府信息公开申请情况", "行政机关收到和处理政府信息公开申请的情况", "收到和处理政府信息公开申请的情况",
        "依申请公开政府信息和不予公开政府信息的情况", "依申请公开政府信息和不予公开政府信息情况", "依申请公开政府信息情况",
        "依申请公开和不予公开政府信息的情况", "依申请公开和不予公开情况", "政府信息依申请公开情况", "依申请公开情况",
        "依申请公开政府信息的情况", "依申请公开和不予公开政府信息情况", "政府信息依申请公开和不予公开情况", "依申请公开工作情况",
        "公民、法人和其他组织申请公开政府信息情况",
    ),
    "disputes": (
        "因政府信息公开工作被申请行政复议、提起行政诉讼情况", "因政府信息公开工作被申请行政复议、提起行政诉讼的情况",
        "因政府信息公开申请行政复议、提起行政诉讼的情况", "因政府信息公开申请行政复议、提起行政诉讼情况",
        "因政府信息公开被申请行政复议、提起行政诉讼的情况", "行政复议、提起行政诉讼情况", "行政复议、诉讼情况",
        "申请行政复议、提起行政诉讼情况", "复议、诉讼情况", "复议诉讼情况", "行政复议和行政诉讼情况", "行政复议和提起行政诉讼情况", "政府信息公开复议、诉讼情况",
        "因政府信息公开申请行政复议和提起行政诉讼情况", "申诉情况", "复议、诉讼和申诉情况", "行政复议、诉讼和申诉情况",
    ),
    "problems": (
        "政府信息公开工作存在的主要问题及改进情况", "存在的主要问题和改进情况", "存在的主要问题及改进措施", "存在的主要问题和改进措施",
        "存在的问题及改进措施", "存在的问题和改进措施", "存在问题及改进措施", "存在的问题及改进情况", "存在问题及改进情况",
        "工作存在的主要问题及改进情况", "存在的不足及改进措施", "主要问题及改进措施", "存在的主要问题及改进的情况",
    ),
    "other": ("其它需要报告的事项", "其他需要报告事项", "需要报告的其他事项", "其他需要报告的情况", "其他需报告的事项"),
    "": ("政府信息公开的收费及减免情况", "政府信息公开收费及减免情况", "收费及减免情况", "收费情况", "回应解读情况", "附表"),
}  # fmt: skip
"""Names seen for the parts, by part; those under "" belong to no part of the present form."""

_COUNT: Final = re.compile(
    r"(?:共|分为|分|由|等|包括|包含|[情事]况?项?)?(?P<count>[三四五七八九十]|\d{1,2})\s*个?(?:大)?部分(?!公开)"
)
_SENTENCE: Final = re.compile(r"[^。\n]+")
"""The parts of a list may be set off by semicolons."""
_NUMERALS: Final = {"六": 6, "三": 3, "四": 4, "五": 5, "七": 7, "八": 8, "九": 9, "十": 10}
_PARTS: Final = 6
_LONGEST: Final = 24
_FEWEST: Final = 3
"""Names that make a sentence a list of parts."""


def check(case: Case) -> list[Finding]:
    """Old names in the preface's list of parts, and a number of parts other than six."""
    year = case.report.year
    if case.report.template == "2019" or (year is not None and year <= _LAST_YEAR_OF_2019_FORM):
        return []
    pattern, known = _names()
    findings: list[Finding] = []
    for match in _SENTENCE.finditer(case.prose.sections.get("preface", "")):
        sentence = Passage("preface", match.start(), match.end(), match[0])
        named = list(pattern.finditer(sentence.text))
        if len(named) < _FEWEST:
            continue
        findings += _old_names(case, sentence, named, known)
        findings += _unknown(case, sentence, named, known)
        findings += _numbers(case, sentence)
    return findings


@cache
def _names() -> tuple[re.Pattern[str], dict[str, str | None]]:
    """One pattern of all names, longest first, and for each the title that it should be (`None`: it is no part)."""
    titles = {section.id: section.title for section in T2021.sections if section.number}
    known: dict[str, str | None] = {title: title for title in titles.values()}
    for name in (
        "政府信息公开行政复议和行政诉讼情况",
        "政府信息公开行政复议、诉讼情况",
        "行政复议、行政诉讼情况",
    ):
        known[name] = name  # the mark inside a title may give way to 和 in a list
    for section, names in _OLD_NAMES.items():
        for name in names:
            known[name] = titles.get(section)
    listed = "|".join(re.escape(name) for name in sorted(known, key=len, reverse=True))
    return re.compile(listed), known


def _old_names(
    case: Case, sentence: Passage, named: list[re.Match[str]], known: dict[str, str | None]
) -> Iterator[Finding]:
    for match in named:
        right = known[match[0]]
        if right == match[0]:
            continue
        says = f"前言里的{quoted(match[0])}不是2021版的章节名，"
        says += f"应为{quoted(right)}。" if right else "现行格式没有这一部分。"
        yield case.prose.finding(
            CODE,
            "warning",
            sentence.of(match),
            says + "前言像是沿用了以前的报告。",
            correction=right,
            expected=right,
            basis=_FORM,
        )


_LIKE_A_PART: Final = re.compile(
    r"[一-龥、]{2,24}(?:情况|事项|打算|措施|问题|安排|概述|概况|综述|计划|附件|附表|建议)"
)
_LED: Final = re.compile(r"^.*(?:包括|包含|分为|由|分|为|：|:|即)(?=[一-龥])")
_MEANT: Final = (
    ("disputes", "复议|诉讼|应诉"),
    ("requests", "申请|受理"),
    ("problems", "问题|不足|打算|改进"),
    ("other", "事项"),
    ("proactive", "主动"),
    ("overview", "总体|概述|概况|综述"),
)
"""What a name that is none of the known ones is nearest to."""
_HIDDEN: Final = "\ue000"


def _unknown(
    case: Case, sentence: Passage, named: list[re.Match[str]], known: dict[str, str | None]
) -> Iterator[Finding]:
    """Names in the list, set off like the others, that are of no form."""
    text = sentence.text
    for match in named:
        text = text[: match.start()] + _HIDDEN * len(match[0]) + text[match.end() :]
    titles = {section.id: section.title for section in T2021.sections if section.number}
    given = {known[match[0]] for match in named}
    for piece in re.finditer(
        r"(?:(?<!\ue000)[和及]|[^，；：:、和及\ue000])+", text[: named[-1].end() + _LONGEST]
    ):
        front = text[: piece.start()]
        if _HIDDEN not in front[-2:] and _HIDDEN not in text[piece.end() : piece.end() + 2]:
            continue
        led = None if _HIDDEN in front else _LED.match(piece[0])
        start = piece.start() + (led.end() if led else 0)
        said = re.match(_LIKE_A_PART, text[start : piece.end()])
        if said is None:
            continue
        wanted = next((titles[s] for s, words in _MEANT if re.search(words, said[0])), None)
        right = wanted if wanted not in given else None
        place = sentence.cut(start, start + len(said[0]))
        says = f"前言里的{quoted(place.text)}不是2021版的章节名，"
        says += f"应为{quoted(right)}。" if right else "现行格式没有这一部分。"
        yield case.prose.finding(
            CODE, "warning", place, says, correction=right, expected=right, basis=_FORM, status="uncertain"
        )


def _numbers(case: Case, sentence: Passage) -> Iterator[Finding]:
    for match in _COUNT.finditer(sentence.text):
        count = _NUMERALS.get(match["count"]) or (int(match["count"]) if match["count"].isdecimal() else 0)
        if count == _PARTS:
            continue
        place = sentence.of(match, "count")
        says = f"年度报告由六个部分组成，前言里写的是{quoted(match[0])}，请核对。"
        yield case.prose.finding(CODE, "warning", place, says, correction="六", expected="六", basis=_FORM)
