"""ASPECT-MISSING: the five aspects of the overview, and what governments have to report besides.

国办公开办函〔2021〕30号 names five: 主动公开, 依申请公开, 政府信息管理, 政府信息公开平台建设, 监督保障. For governments of
every level the report also holds 工作考核, 社会评议 and 责任追究结果 (条例第五十条第一款第四项). An aspect is there where a
heading or the running text speaks of it; where the overview is cut into aspects by headings, a passing word under
another heading does not do.
"""

from __future__ import annotations

import re
from typing import Final

from assistant.checking.case import Case
from assistant.checking.form.structure import is_tables_only
from assistant.checking.prose import head
from assistant.core.findings import Finding
from assistant.core.numbers import squeeze
from assistant.core.units import Level, unit_level, without_brackets

CODE: Final = "ASPECT-MISSING"
_FORM: Final = "国办公开办函〔2021〕30号"
_GOVERNMENTS: Final = "《中华人民共和国政府信息公开条例》第五十条；国办公开办函〔2021〕30号"

_HEADING: Final = re.compile(
    r"^\s*(?:[（(][一二三四五六七八九十]{1,2}[）)]|[一二三四五六七八九十]{1,2}是|\d{1,2}[.、．])\s*([^。：:\n]{2,30})",
    re.M,
)

_ASPECTS: Final = {
    "主动公开": (
        re.compile(r"主动公开|主动发布|公开信息|公开内容"),
        re.compile(r"主动公开|(?:公开|发布|公布)[^。；]{0,16}(?:信息|文件|政策)|政策解读|信息发布|制发"),
    ),
    "依申请公开": (
        re.compile(r"依申请|公开申请|申请办理"),
        re.compile(r"依申请|依法申请公开|公开(?:的)?申请|申请公开|申请\d"),
    ),
    "政府信息管理": (
        re.compile(r"信息管理|信息审核|信息发布管理|制度建设|规范管理"),
        re.compile(
            r"信息(?:的)?(?:规范)?管理|三审三校|先审后发|三级审核|保密审查|公开属性|信息(?:发布)?(?:的)?审[核查]|审[核查]把关|审核发布|发布审核"
            r"|(?:规范性文件|目录|清单|文件库|过期|失效|错敏|敏感)[^。；]{0,14}(?:清理|管理|更新|调整|排查)|清理[^。；]{0,10}(?:文件|信息|栏目)|动态(?:调整|管理|更新)|归档|源头管理|网站管理|逐[条件]审核|管理制度"
        ),
    ),
    "平台建设": (
        re.compile(r"平台|网站|新媒体|渠道|载体|阵地"),
        re.compile(
            r"平台|新媒体|公众号|微博|客户端|专区|专栏|查阅[点室]|公开栏|公示栏|电子屏|公报|(?:网站|栏目)[^。；]{0,12}(?:建设|优化|升级|改版|维护|调整|完善|整合|改造)|(?:建设|优化|升级|改版|维护|调整|完善|整合|改造|开设|增设|设置)[^。；]{0,12}(?:网站|栏目)"
        ),
    ),
    "监督保障": (
        re.compile(r"监督|保障|组织领导|队伍|培训|考核|责任"),
        re.compile(
            r"监督|考核|培训|社会评议|责任追究|追究责任|领导小组|督查|督导|督办|自查|整改|通报|组织领导|专人负责|业务学习|检查"
        ),
    ),
}
"""For each aspect what its heading says, and what running text about it says."""

_ONLY_CHECKED: Final = re.compile(r"(?:检查|抽查|巡查|通报|督促)[^。；，]{0,8}(?:栏目|网站|平台)更新")
"""To check how often columns are renewed is supervision, no building of platforms."""
_CUT_BY_HEADINGS: Final = 3
_WEAK_PLATFORM: Final = re.compile(
    r"平台建设|(?:平台|网站|新媒体|公众号|专区|专栏|栏目|查阅[点室]|公开栏|公示栏|公报)[^。；]{0,14}(?:建设|优化|升级|改版|维护|调整|完善|整合|改造|关停|注销|运维|管理|检索|更新|新增|增设|开设|设[立置]|建成)"
    r"|(?:建设|优化|升级|改版|维护|调整|完善|整合|改造|关停|注销|新增|增设|开设|设[立置]?|建成|建立|打造|开通)[^。；]{0,14}(?:平台|网站|新媒体|公众号|专区|专栏|栏目|查阅[点室]|公开栏|公示栏)"
)
"""Under other headings the name of a channel says nothing of its upkeep."""

_DUTIES: Final = {
    "工作考核": re.compile(r"考核|考评|绩效"),
    "社会评议": re.compile(r"评议|满意度|问卷|第三方评估|测评|评价"),
    "责任追究": re.compile(r"责任追究|追究责任|追责|问责|追究[^。；]{0,12}责任|约谈|谈话提醒"),
}
_OBLIGED: Final = frozenset({Level.PROVINCE, Level.PREFECTURE, Level.CITY, Level.COUNTY, Level.TOWNSHIP})
_ENOUGH: Final = 30
"""Shorter overviews are judged by SECTION-MISSING, not aspect by aspect."""


def check(case: Case) -> list[Finding]:
    """Which of the five aspects the overview leaves out, and which of the three duties a government does."""
    overview = case.prose.sections.get("overview", "")
    if is_tables_only(case.report) or len(squeeze(overview)) < _ENOUGH:
        return []
    if case.report.template == "2019" or (case.report.year or 2021) < 2021:
        return []
    missing = missing_aspects(overview)
    findings = []
    if missing:
        says = (
            f"总体情况没有写到{'、'.join(missing)}。这一部分要写主动公开、依申请公开、政府信息管理、"
            "政府信息公开平台建设、监督保障五个方面；没有做的工作不必编，请如实说明。"
        )
        findings.append(_finding(says, missing, _FORM))
    lacking = [name for name, words in _DUTIES.items() if not _said(case, words)]
    if lacking and _is_government(case.report.unit):
        says = (
            f"没有写到{'、'.join(lacking)}。各级人民政府的年度报告还应当写明工作考核、社会评议和责任追究结果"
            "三项；没有发生责任追究的，也应写明“没有发生”。"
        )
        findings.append(_finding(says, lacking, _GOVERNMENTS))
    return findings


def missing_aspects(overview: str) -> list[str]:
    """The aspects that an overview does not speak of, in the order of the form."""
    overview = _ONLY_CHECKED.sub("", overview)
    headings = [squeeze(m[1]) for m in _HEADING.finditer(overview)]
    opened = {name for name, (heading, _) in _ASPECTS.items() if any(heading.search(h) for h in headings)}
    if len(opened) < _CUT_BY_HEADINGS:
        return [name for name, (_, words) in _ASPECTS.items() if not words.search(overview)]
    return [
        name
        for name, (_, words) in _ASPECTS.items()
        if name not in opened and not (_WEAK_PLATFORM if name == "平台建设" else words).search(overview)
    ]


def _said(case: Case, words: re.Pattern[str]) -> bool:
    return any(words.search(text) for section, text in case.prose.sections.items() if section != "preface")


def _is_government(unit: str | None) -> bool:
    """A level of government; 街道办事处 are sent out by one, and an office that names itself may report for itself."""
    name = without_brackets(unit)
    return (
        unit_level(name) in _OBLIGED and "街道" not in name and not name.endswith(("办公室", "办公厅", "办"))
    )


def _finding(says: str, missing: list[str], basis: str) -> Finding:
    return Finding(
        code=CODE,
        severity="warning",
        where=(head("overview"),),
        message=says,
        expected="、".join(missing),
        basis=basis,
        anchor="overview " + "、".join(missing),
    )
