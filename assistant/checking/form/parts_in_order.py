"""SECTION-ORDER and SECTION-TITLE where the text lists the parts of the report: 分为总体情况、收到和处理…、主动公开….

`cited_parts` looks at single parts named by number, `listed` at old names; this looks at the list as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from typing import Final

from assistant.checking.case import Case
from assistant.checking.prose import MOST_MATCHES, Passage
from assistant.core.findings import Finding
from assistant.core.template import T2021, quoted

_FORM: Final = "国办公开办函〔2021〕30号（章节名以各地公开的2021版年报为准）"
_TITLES: Final = tuple(section.title for section in T2021.sections if section.number)
_PART: Final = re.compile(
    r"(?P<p1>(?:政府信息公开)?(?:工作)?总体(?:工作)?情况|概述|概况|基本情况)"
    r"|(?P<p2>(?:行政机关)?主动公开(?:政府信息)?(?:工作)?的?情况|政府信息主动公开(?:工作)?情况)"
    r"|(?P<p3>(?:行政机关)?收到和处理(?:政府信息公开)?申请的?情况|(?:政府信息)?依申请公开(?:政府信息)?(?:办理|工作|和不予公开)?(?:政府信息)?的?情况|(?:政府信息公开)?申请(?:收到和)?(?:处理|办理)情况)"
    r"|(?P<p4>(?:因?政府信息公开(?:工作)?)?(?:被?申请)?行政复议(?:[、和及与]|以及)?(?:提起)?(?:行政)?诉讼的?情况|复议诉讼情况)"
    r"|(?P<p5>(?:政府信息公开工作)?存在的?(?:主要)?(?:问题|不足)(?:[及和与、]|以及)(?:改进|整改)(?:情况|措施|打算)|主要问题及改进(?:情况|措施))"
    r"|(?P<p6>其[他它]需要?报告的?(?:事项|情况))"
)
_PERIOD: Final = re.compile(r"[^。\n]+")
_BETWEEN: Final = re.compile(
    r"[”’」》\s]*[、，,；;和及与]?(?:以及|然后|接着|再|最后)?(?:[是为]|第)?[“‘「《\s]*(?:[（(]?[一二三四五六七八九十\d]{1,2}[）)]?(?:部分)?[、.．是为：:]?)?[“‘「《\s]*"
)
"""What may stand between two parts of a list."""
_OF_A_REPORT: Final = re.compile("部分|章|篇|方面|报告|年报|正文|全文|依次|顺序|板块|内容")
_SURE: Final = re.compile("依次|分为|组成|构成|顺序|先后")
_OF_ANOTHER: Final = re.compile(
    r"上年|去年|往年|指南|手册|课件|培训|旧版|旧格式|原格式|以前|(?:19|20)\d{2}年度?报告|格式(?:将|把|中原)|改为|改称|颠倒|调整|纠正|更正"
)
_FEWEST: Final = 3
_MOST_KNOWN: Final = 4
_FIRST_NAME: Final = re.compile(
    r"(?:依次为|分别[为是]|分为|包括|包含|写明|[为是由含即]|[：:])[“《]?(?P<name>[一-龥]{2,14})[”》]?[、，,；;]\Z"
)
_OTHER_NAME: Final = re.compile(
    r"[”》]?[、，,；;][“《]?(?P<name>[一-龥]{2,20})[”》]?[、，,；;]?(?:[和及与]|以及)?[“《]?"
)
_TOLD: Final = re.compile("(?:情况|事项|措施|打算|概述|概况|综述|问题|建议|计划|安排|附件|附表)$")
"""Names that `listed` tells by their ending."""


def found(case: Case) -> Iterator[Finding]:
    """Lists of parts in another order than the form's, and names in them that are no part's."""
    for section, text in case.prose.plain.items():
        for period in islice(_PERIOD.finditer(text), MOST_MATCHES):
            if not _OF_A_REPORT.search(period[0]) or _OF_ANOTHER.search(period[0]):
                continue
            named = list(islice(_PART.finditer(text, period.start(), period.end()), MOST_MATCHES))
            for run in _runs(text, named):
                if len({m.lastgroup for m in run}) >= _FEWEST:
                    yield from _order(case, section, run, sure=bool(_SURE.search(period[0])))
                    yield from _wanting(case, section, text, period, run)
            if section == "preface" and len(named) >= _MOST_KNOWN:
                yield from _names(case, section, text, named)


def _runs(text: str, named: Sequence[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """Parts named one behind the other, with nothing but marks and numbers between them."""
    run: list[re.Match[str]] = []
    for match in named:
        if run and not _BETWEEN.fullmatch(text, run[-1].end(), match.start()):
            yield run
            run = []
        run.append(match)
    if run:
        yield run


def _number(match: re.Match[str]) -> int:
    return int(str(match.lastgroup)[1:])


def _order(case: Case, section: str, run: Sequence[re.Match[str]], *, sure: bool) -> Iterator[Finding]:
    """The first two parts of a list that stand the wrong way round."""
    for one, other in pairwise(run):
        if _number(one) <= _number(other):
            continue
        start, end = one.start(), other.end()
        place = Passage(section, start, end, case.prose.sections[section][start:end])
        numbers = sorted({_number(m) for m in run})
        right = "、".join(_TITLES[n - 1] for n in numbers)
        says = f"这里的{quoted(place.text)}先后不对，2021版的次序是{quoted(right)}，请核对。"
        yield case.prose.finding(
            "SECTION-ORDER",
            "error" if sure else "warning",
            place,
            says,
            expected=right,
            basis=_FORM,
            status="fail" if sure else "uncertain",
        )
        return


_SIX: Final = re.compile(r"[六6]\s*个?(?:大)?(?:部分|章|方面|板块|项内容|篇)")
_ALL: Final = re.compile("分为|组成|构成|依次")
_AND_SO_ON: Final = re.compile(r"[”’」》\s]*(?:等|以及|及其|、|和)")


def _wanting(
    case: Case, section: str, text: str, period: re.Match[str], run: Sequence[re.Match[str]]
) -> Iterator[Finding]:
    """本报告有六部分：… where the list, from its first part to its last, leaves one out."""
    numbers = {_number(m) for m in run}
    lacking = [n for n in range(1, len(_TITLES) + 1) if n not in numbers]
    whole = _number(run[0]) == 1 and (_number(run[-1]) == len(_TITLES) or len(lacking) == 1)
    if not whole or not lacking or len(numbers) + 2 < len(_TITLES) or _AND_SO_ON.match(text, run[-1].end()):
        return
    if _number(run[-1]) != len(_TITLES) and text[run[-1].end() : run[-1].end() + 1] in tuple("、，；;"):
        return  # the list goes on with a name that is none of the form's
    six = _SIX.search(period[0])
    if six is None and (section != "preface" or len(lacking) > 1 or not _ALL.search(period[0])):
        return
    start, end = (
        (run[0].start(), run[-1].end())
        if six is None
        else (period.start() + six.start(), period.start() + six.end())
    )
    place = Passage(section, start, end, case.prose.sections[section][start:end])
    missing = "、".join(f"“{_TITLES[n - 1]}”" for n in lacking)
    says = f"年度报告有六个部分，这里列出的各部分中没有{missing}，请核对是不是漏写了。"
    yield case.prose.finding(
        "SECTION-TITLE", "warning", place, says, expected=missing, basis=_FORM, status="uncertain"
    )


def _names(case: Case, section: str, text: str, named: Sequence[re.Match[str]]) -> Iterator[Finding]:
    """年度工作回顾、主动公开政府信息情况、…: the one name that stands where a part is wanting."""
    places: list[tuple[int, int, int]] = []
    if _number(named[0]) == 2 and (led := _FIRST_NAME.search(text, 0, named[0].start())):
        places.append((1, *led.span("name")))
    for one, other in pairwise(named):
        if _number(other) == _number(one) + 2 and (
            between := _OTHER_NAME.fullmatch(text, one.end(), other.start())
        ):
            places.append((_number(one) + 1, *between.span("name")))
    for number, start, end in places:
        place = Passage(section, start, end, case.prose.sections[section][start:end])
        if not _TOLD.search(place.text):
            right = _TITLES[number - 1]
            says = f"前言里的{quoted(place.text)}不是2021版的章节名，应为{quoted(right)}。"
            yield case.prose.finding(
                "SECTION-TITLE", "warning", place, says, correction=right, expected=right, basis=_FORM, status="uncertain",
            )  # fmt: skip
