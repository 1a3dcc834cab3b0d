"""YEAR-LEFT-OVER in what can only be of this year: 这份2021年度报告, 年内新增的…于2021年上线, 完成2021年度目标任务, 来年：2022年….

Each of these is a fixed way of speaking of the report's own year or of the next; the number in it is what a copied text leaves behind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.checking.case import Case
from assistant.checking.dating.year_words import year_finding, year_matches
from assistant.core.findings import Finding
from assistant.core.template import quoted

_YEAR: Final = r"(?<!\d)(?P<year>20\d{2}|二[〇零○][一二三四五六七八九〇零○]{2})\s*年"
_LAST: Final = re.compile(
    "上年|上一年|去年|往年|历年|前年|以前|此前|曾|原(?!则|因)|结转|遗留|审计|补[录发报充]"
)

_THIS_REPORT: Final = re.compile(
    rf"(?:这一?份|本份|此份|该份|这个|眼前的|手中的){_YEAR}度?(?:的)?(?:政府信息公开(?:工作)?)?(?:年度)?(?:工作)?(?:报告|年报)"
)
_LOOKED_BACK: Final = re.compile(
    rf"(?:回顾|总结|回望|盘点|检视|审视|反思|对照检查|对照梳理|对照|检查|自查)了?(?:(?:我|本|全)[局委办镇乡县市区院厅街道]{{1,2}})?{_YEAR}度?(?:全年)?(?:的)?[^，。；\d《》]{{0,10}}(?:工作|情况|履职)(?!要点|计划|方案|总结|报告|年报|任务|台账)"
)
_STILL_OURS: Final = re.compile("今年|本年|不足|问题|差距|短板|薄弱|欠缺|不够|成绩|成效")
_SETTLED: Final = re.compile("整改|解决|已|改正|提出|指出|反映|点到|查出|发现的")
_TOLD_NOW: Final = re.compile(
    r"[，,：:]?[^，。；]{0,8}(?:今年|本年度?)(?:工作)?[^，。；]{0,8}(?:不足|问题|差距|短板|薄弱环节)(?![^，。；]{0,8}(?:减|少|改善|好转))"
)
_TARGETS: Final = re.compile(
    rf"(?:完成|实现|达成|兑现)了?(?:[^，。；\d《》\n]{{0,6}}){_YEAR}度?(?P<what>[^，。；\d《》\n]{{0,20}})(?:目标|任务|各项工作|工作要点|要求|指标)"
)
_MADE_A_YEAR_LATER: Final = re.compile("决算|执行|年报|报告|统计|公报|清理|验收|整改|建设|(?<!各)项目|工程")
_HELD: Final = re.compile(
    r"(?P<which>年内|报告期内?|本报告期|年度内|全年|本年度?|今年以?来?|当年)[^，。；、\d]{0,4}"
    r"(?:新增|新建|新开|新设|新编|改版|升级|开通|上线|建成|启用|推出|增设|组织|举办|开展|开设|召开|编印|建立|设立|举行|制作|试行|推行)(?!前|以前|之前)"
    rf"[^，。；、\d]{{0,16}}[，,]?[^，。；、\d]{{0,8}}(?:[于在自从]|是在?){_YEAR}(?!\s*年?度?(?:[^，。；\d]{{0,10}}(?:基础|前|之后|以来)))"
)
_CAME_OUT: Final = re.compile(
    r"^\s*(?:度|\d{1,2}\s*月(?:\s*\d{1,2}\s*日|[底初末])?|[上下]半年|[年]?[初底末]|第?[一二三四]季度)*[^，。；\d]{0,20}(?:上线|启用|投入|开通|正式|举办|举行|召开|完成|试?运行|推出|建成|开展|结束|启动|挂牌|开课|组织|开放)"
)
_NEXT: Final = re.compile(
    rf"(?P<which>来年|明年|下一年度?|下年度?|新的一年|次年|翌年)(?:里|度)?(?:[^。；\d]{{0,12}}?)(?:[：:，,是即]|(?:首先|[一1]是)[，,]?)\s*{_YEAR}"
)
_WHAT_IS_THERE: Final = re.compile(
    r"\s*度?(?:以来|之前|前|后|的|与|和|同|已|底?前?(?:没有|未|尚)|[^，。；]{0,8}(?:没有|未[^来]|已|基础|经验|发现|提出|结转|转来|试点))"
)
_AT_END: Final = re.compile(
    rf"(?:^|[。；\n]|(?<=[一-龥])[，,：]){_YEAR}(?:度?\s*[末底]|\s*12\s*月(?:末|底|\s*31\s*日))[，,]?(?!前|以前|之前)(?=[^。；\n]{{0,40}}?(?:有效|共有|收录|累计|实有|关注|订阅|粉丝|存量|保有|共|存有|尚有|达)[^。；，\d\n]{{0,12}}\d)"
)
_HELD_AGAINST: Final = re.compile(
    "上年|上一年|去年|同比|同期|今年|本年|[比较与](?!例|对|选)|结转|增|减|期初|年初|遗留|当时|以来|上线|建成|至"
)


def found(case: Case, year: int) -> Iterator[Finding]:
    """Last year's number in each of these ways of speaking."""
    if not any(
        str(y) in text or "二" in text for text in case.prose.plain.values() for y in (year - 1, year)
    ):
        return
    yield from _own_report(case, year)
    yield from _looked_back(case, year)
    yield from _held(case, year)
    yield from _ahead(case, year)
    yield from _at_end(case, year)


def _said(match: re.Match[str]) -> int:
    written = match["year"]
    return int("".join(c if c.isdecimal() else str(max(0, "〇一二三四五六七八九".find(c))) for c in written))


def _around(match: re.Match[str], stops: str = "。\n") -> tuple[str, str]:
    """What stands before and behind a match, up to the next full stop or 120 characters."""
    text = match.string
    before = re.split(f"[{stops}]", text[max(0, match.start() - 120) : match.start()])[-1]
    behind = re.split(f"[{stops}]", text[match.end() : match.end() + 120])[0]
    return before, behind


def _own_report(case: Case, year: int) -> Iterator[Finding]:
    for passage, match in year_matches(case, _THIS_REPORT):
        before, _ = _around(match, "。；\n")
        if _said(match) == year or _LAST.search(before) or match["year"] in before:
            continue
        says = f"报告是{year}年度的，这里写的是{quoted(passage.text)}，像是沿用了别的年度的报告。"
        yield year_finding(case, passage, match, says, year, passage.of_match(match, "year"))


def _looked_back(case: Case, year: int) -> Iterator[Finding]:
    """对照检查2020年度工作，今年的不足…, 完成了2020年度各项目标任务, in the report of 2021."""
    for passage, match in year_matches(case, _LOOKED_BACK):
        before, behind = _around(match)
        if _said(match) != year - 1 or _LAST.search(before + match[0] + behind):
            continue
        if _SETTLED.search(behind) and not _TOLD_NOW.match(behind):
            continue
        if str(year) in before + behind or not _STILL_OURS.search(behind):
            continue
        says = f"报告是{year}年度的，这里回顾的是{year - 1}年的工作，请核对是不是沿用了上年的报告。"
        yield year_finding(case, passage, match, says, year, passage.of_match(match, "year"))
    for passage, match in year_matches(case, _TARGETS):
        before, behind = _around(match, "。；\n")
        if (
            _said(match) != year - 1
            or _MADE_A_YEAR_LATER.search(match["what"])
            or str(year) in before + behind
        ):
            continue
        if _LAST.search(before + match[0] + behind) or re.search("[对将把就]$|公开[^，]{0,6}$", before):
            continue
        says = f"报告是{year}年度的，这里写的是完成{year - 1}年的任务，请核对是不是沿用了上年的报告。"
        yield year_finding(case, passage, match, says, year, passage.of_match(match, "year"))


def _held(case: Case, year: int) -> Iterator[Finding]:
    """年内新增的地图检索功能于2024年9月上线, in the report of 2025."""
    for passage, match in year_matches(case, _HELD):
        _, behind = _around(match, "。；\n")
        clause = re.split("[，,]", behind)[0]
        if _said(match) != year - 1 or not _CAME_OUT.match(behind) or _LAST.search(match[0] + clause):
            continue
        says = f"{match['which']}是{year}年，这里写的是{quoted(passage.text)}，像是沿用了上年的报告，请核对。"
        yield year_finding(case, passage, match, says, year, passage.of_match(match, "year"))


def _ahead(case: Case, year: int) -> Iterator[Finding]:
    """来年安排：2024年把…, in the report of 2024."""
    for passage, match in year_matches(case, _NEXT):
        _, behind = _around(match, "。；\n")
        if not year - 1 <= _said(match) <= year or _WHAT_IS_THERE.match(behind) or str(year + 1) in behind:
            continue
        says = f"报告是{year}年度的，{match['which']}是{year + 1}年，这里写的是{quoted(match['year'] + '年')}，像是沿用了上年的报告。"
        yield year_finding(case, passage, match, says, year + 1, passage.of_match(match, "year"))


def _at_end(case: Case, year: int) -> Iterator[Finding]:
    """2021年末，现行有效的规范性文件12件, in the report of 2022."""
    for passage, match in year_matches(case, _AT_END):
        before, behind = _around(match)
        if _said(match) != year - 1 or str(year) in before + behind or _HELD_AGAINST.search(before + behind):
            continue
        says = f"报告是{year}年度的，这里的数是{year - 1}年底的，请核对是不是沿用了上年的报告。"
        yield year_finding(case, passage, match, says, year, passage.of_match(match, "year"))
