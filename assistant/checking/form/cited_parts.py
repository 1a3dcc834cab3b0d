"""SECTION-TITLE where the text speaks of a part of the report: 第四部分“收到和处理政府信息公开申请情况”, 见“收费及减免情况”部分.

Number and title have to be those of one part. A part may have headings of its own (第一部分“监督保障”), so a name is only told
where it is another part's title or nearly that of the part meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final

from assistant.checking.case import Case
from assistant.checking.prose import Passage
from assistant.core.findings import Finding
from assistant.core.numbers import read_ordinal
from assistant.core.template import T2021, quoted

CODE: Final = "SECTION-TITLE"
_FORM: Final = "国办公开办函〔2021〕30号（章节名以各地公开的2021版年报为准）"
_LAST_YEAR_OF_2019_FORM: Final = 2020

_PARTS: Final = tuple(section for section in T2021.sections if section.number)
_NUMERALS: Final = "".join(section.number for section in _PARTS)
_OPEN: Final = '[“‘"「『《（(【]'
_CLOSE: Final = '[”’"」』》）)】]'
_NAME: Final = r"(?P<name>[一-龥、]{2,32})"
_NUMBERED: Final = re.compile(
    rf"(?P<number>第\s*[{_NUMERALS}七八九1-9]\s*(?:大)?部分)(?:的|即|也就是|是|，即)?\s*(?:{_OPEN}{{1,2}}(?:[{_NUMERALS}]、)?{_NAME}{_CLOSE})"
)
_BARE: Final = re.compile(
    rf"(?P<number>第\s*[{_NUMERALS}]\s*(?:大)?部分)(?:的|为|是|即|报告|介绍|说明|列出|反映|写明?|载明|：)?(?P<name>{'|'.join(re.escape(section.title) for section in _PARTS[1:])})"
)
_NUMBER_BEHIND: Final = re.compile(
    rf"{_OPEN}(?:[{_NUMERALS}]、)?{_NAME}{_CLOSE}\s*(?:[（(]|这?一?|即)(?P<number>第\s*[{_NUMERALS}七八九1-9]\s*(?:大)?部分)"
)
_QUOTED: Final = re.compile(
    rf"(?:见|参见|详见|放在|列在|写在|填在|列入|载于|归入|在)(?:本)?(?:年度)?(?:报告)?[^。；，“”\d]{{0,12}}{_OPEN}{_NAME}{_CLOSE}\s*(?:这?一)?(?:部分|章节|一?章|标题|一节)"
)
_AT_ITS_END: Final = re.compile(
    rf"(?:报告|年报|全文)的?(?:最后|末尾|结尾|开头|开篇|最末|首)[^。；，“”\d]{{0,8}}[，,]?\s*(?:即|也就是|是|为)?\s*{_OPEN}{_NAME}{_CLOSE}"
)
_HEADED: Final = re.compile(
    rf"{_OPEN}(?P<number>[{_NUMERALS}七八九])、{_NAME}{_CLOSE}"
    rf"|(?:见|列[在于]|放[在到]|载于|写[在入]|填[在入]|归入|转[到入])(?:本)?(?:年度)?(?:报告|年报)?的?(?P<bare_number>[{_NUMERALS}])、(?P<bare>[一-龥、]{{2,32}}?(?:情况|事项|措施|打算))(?=[。；，（）\n]|部分|[一这]节|的?表|中|里)"
)
"""A heading as it is printed, with its number: 列在“二、行政机关主动公开政府信息情况”."""
_SPEAKING: Final = (4, 5, 6)
_PIECE: Final = 5
"""Shorter names may be those of headings inside the part (“其他情况”)."""
_NUMBER_AHEAD: Final = re.compile(rf"[{_NUMERALS}七八九]、")
_SAYS_WHERE: Final = re.compile(r"见|如|照|列|[在于到入至]|写|填|载|按|从|属|转|部分|标题|章|[、和及与]\Z")
"""Before a heading that is quoted: it is this report's, not one of a web page or a paper."""
_LISTED: Final = re.compile(
    rf"(?:^|[：:；;，,、。\s（(]|为|是|分)(?:第)?(?P<number>[{_NUMERALS}])(?:部分)?(?:、|是|为|[）)])\s*{_NAME}?(?=[；;，,。\n]|$|[、和及与](?:第)?[{_NUMERALS}](?:、|部分|是))"
)
_FEWEST: Final = 3
"""Numbered names that make a sentence a list of parts."""
_OF_ANOTHER: Final = re.compile(
    r"上年(?!结转)|去年|往年|指南|手册|课件|培训|规划|方案|要点|讲义|旧版|20(?:08|19)年?版|旧格式|原格式|以前|(?:19|20)\d{2}年度?报告|格式(?:将|把|中原)|改为|改称|原名"
)
_LIKE_A_TITLE: Final = re.compile(r"(?:情况|事项|措施|打算|概述|概况|综述|回顾|问题|建议|计划|安排)$")
_NEAR: Final = 0.6
_VERY_NEAR: Final = 0.75
"""How near a name has to be to a title: with the part's number beside it, and alone."""
_TABLES: Final = (2, 3, 4)
_NO_PART: Final = re.compile("收费|减免")
_MARKS: Final = re.compile("[、，和与及的]")


def found(case: Case) -> Iterator[Finding]:
    """Parts named by another number or another name than the form's."""
    year = case.report.year
    if case.report.template == "2019" or (year is not None and year <= _LAST_YEAR_OF_2019_FORM):
        return
    seen: set[str] = set()
    for pattern in (_NUMBERED, _BARE, _NUMBER_BEHIND, _QUOTED, _AT_ITS_END):
        for passage, match in case.prose.matches(pattern):
            sentence = case.prose.around(passage)
            if _OF_ANOTHER.search(match.string[sentence.start : match.end()]):
                continue
            finding = _of_reference(case, passage, match)
            if finding is not None and finding.where[0] not in seen:
                seen.add(finding.where[0])
                yield finding
    for passage, match in case.prose.matches(_HEADED):
        sentence = case.prose.around(passage)
        finding = _of_heading(case, passage, match, match.string[sentence.start : match.start()])
        if finding is not None and finding.where[0] not in seen:
            seen.add(finding.where[0])
            yield finding
    yield from _listed(case)


_MEANT: Final = (
    "总体|概述|概况|综述|基本情况",
    "主动公开|主动发布",
    "申请.{0,12}(?:情况|事项)|依申请",
    "复议|诉讼|应诉|申诉",
    "(?:问题|不足|差距|短板).{0,6}(?:改进|整改|打算|措施|努力)",
    "(?:其[他它]|另外|别的|有关).{0,8}(?:事项|情况|问题)|需要?(?:报告|说明).{0,6}(?:事项|情况)",
)
"""Words by which a heading is known to stand for each part."""
_ON_A_PAGE: Final = re.compile("网站|网页|栏目|专栏|页面|公众号|文件|办法")
_LOOSE: Final = re.compile(r"收费|减免|附件|附表")


def _of_heading(case: Case, passage: Passage, match: re.Match[str], ahead: str) -> Finding | None:
    """A heading quoted with its number, which has to be one of the form's to the letter."""
    name, number = match["name"] or match["bare"], _number(match["number"] or match["bare_number"])
    if (
        _OF_ANOTHER.search(ahead + match[0])
        or _ON_A_PAGE.search(ahead[-16:])
        or (match["name"] and not _SAYS_WHERE.search(ahead[-24:]))
    ):
        return None
    place = passage.of_match(match, "name" if match["name"] else "bare")
    own = _title(name)
    if own is not None or number is None:
        if own is None or number in {None, own}:
            return None
        right = _NUMERALS[own - 1]
        says = f"{quoted(_PARTS[own - 1].title)}是第{right}部分，这里写的是{quoted(match['number'] or match['bare_number'])}，请核对。"
        where = passage.of_match(match, "number" if match["name"] else "bare_number")
        return _finding(case, where, says, right, sure=True)
    _, meant = _nearest(name)
    known = [i for i, words in enumerate(_MEANT, 1) if re.search(words, name)]
    meant = number if number in known else meant or next(iter(known), None)
    if not _LIKE_A_TITLE.search(name) or (meant is None and not _LOOSE.search(name)):
        return None
    title = _PARTS[meant - 1].title if meant is not None and meant <= len(_PARTS) else None
    says = f"这里的{quoted(name)}不是2021版的章节名，"
    says += f"应为{quoted(title)}。" if title else "现行格式没有这一部分。"
    return _finding(case, place, says, title)


def _of_reference(case: Case, passage: Passage, match: re.Match[str]) -> Finding | None:
    name = match["name"]
    number = _number(match["number"]) if "number" in match.re.groupindex else None
    own = _title(name)
    if own is not None:
        if number is None or number == own:
            return None
        right = "第" + _NUMERALS[own - 1] + "部分"
        says = f"{quoted(_PARTS[own - 1].title)}是{right}，这里写的是{quoted(match['number'])}，请核对。"
        return _finding(case, passage.of_match(match, "number"), says, right, sure=True)
    if not _LIKE_A_TITLE.search(name) or _NUMBER_AHEAD.match(name):
        return None
    if _NO_PART.search(name):
        meant = None
    else:
        near, meant = _nearest(name)
        if number is not None and meant != number:
            near, meant = (_NEAR, number) if meant is not None else (0.0, None)
        if number in _TABLES and name.endswith("情况"):
            near, meant = _NEAR, number  # a table has no headings of its own
        if number in _SPEAKING and len(name) > _PIECE and re.search(_MEANT[number - 1], name):
            near, meant = _NEAR, number
        certain = number is not None and meant == number and number > 1
        if meant is None or near < (_NEAR if certain else _VERY_NEAR) or _is_piece(name, meant):
            return None
    title = _PARTS[meant - 1].title if meant is not None and meant <= len(_PARTS) else None
    says = f"这里的{quoted(name)}不是2021版的章节名，"
    says += f"应为{quoted(title)}。" if title else "现行格式没有这一部分。"
    return _finding(case, passage.of_match(match, "name"), says, title)


def _listed(case: Case) -> Iterator[Finding]:
    """Numbered names in the preface: 一、总体情况；…；四、政府信息公开的申诉、复议和诉讼情况."""
    text = case.prose.plain.get("preface", "")
    for match in re.finditer(r"[^。\n]+", text):
        named = [m for m in _LISTED.finditer(match[0]) if m["name"]]
        right = [m for m in named if _title(m["name"]) == _number(m["number"])]
        if len(named) < _FEWEST or len(right) * 2 < len(named):
            continue
        for item in named:
            number, name = _number(item["number"]), item["name"]
            if item in right or number is None or any(name in s.aliases for s in _PARTS):
                continue  # old names are told with the other lists of the preface
            title = _PARTS[number - 1].title
            place = Passage("preface", match.start(), match.end(), match[0]).of(item, "name")
            says = f"前言里的{quoted(name)}不是2021版的章节名，应为{quoted(title)}。"
            yield _finding(case, place, says, title)


def _finding(case: Case, place: Passage, says: str, right: str | None, *, sure: bool = False) -> Finding:
    return case.prose.finding(
        CODE,
        "error" if sure else "warning",
        place,
        says,
        correction=right,
        expected=right,
        basis=_FORM,
        status="fail" if sure else "uncertain",
    )


def _number(written: str) -> int | None:
    return read_ordinal(re.sub("[^一二三四五六七八九1-9]", "", written))


def _plain(name: str) -> str:
    return _MARKS.sub("", name)


def _title(name: str) -> int | None:
    """The number of the part that has this title; marks and 和 inside it do not count."""
    return next((i for i, part in enumerate(_PARTS, 1) if _plain(part.title) == _plain(name)), None)


def _nearest(name: str) -> tuple[float, int | None]:
    """The number of the part whose title, or old title, this name is almost, and how much."""
    best: tuple[float, int | None] = (0.0, None)
    for i, part in enumerate(_PARTS, 1):
        for title in (part.title, *part.aliases):
            near = 1.0 if title == name else SequenceMatcher(None, _plain(title), _plain(name)).ratio()
            if near >= _NEAR and near > best[0]:
                best = near, i
    return best


def _is_piece(name: str, number: int) -> bool:
    """Whether a name may be that of a heading inside the part: a piece of its title (“改进情况”)."""
    return number <= len(_PARTS) and name in _PARTS[number - 1].title
