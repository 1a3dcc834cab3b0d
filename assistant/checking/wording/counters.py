"""COUNTER: requests, documents, decisions and cases are counted by 件, pieces of information on a site by 条.

Only where the counted thing is sure: number and counter stand directly before or behind the noun, and nothing that
could be counted instead follows (“申请12个问题”).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from assistant.checking.case import Case
from assistant.checking.prose import Passage
from assistant.core.findings import Finding
from assistant.core.report import Severity
from assistant.core.template import quoted

CODE: Final = "COUNTER"
_BASIS: Final = "国办公开办函〔2021〕30号 附件表格（件数）；通行量词"

_CHINESE: Final = "零〇一二两三四五六七八九十百千"
_NUMBER: Final = r"(?:\d[\d,，.]*\s*[余多]?[百千万亿]?[余多]?|[零〇一二两三四五六七八九十百千]{1,6})"
_END: Final = r"(?=[，。；、,;.：:！（(）)\s】”]|$|其中|均|已|全部|，|按|和|以及|及(?!时))"
_WRONG: Final = (
    r"(?P<counter>人次|人|件次|条次|起|条|份|项|宗|个|例|单|笔|次|封|篇|则|件件|批|户|张|名|桩|案)"
)
_TOTAL: Final = r"(?:总数|数量|总量|总计|共计|合计|量|数|共有|共|有|为|达|累计|：|:){0,2}"


@dataclass(frozen=True)
class Counted:
    """A thing and its counter: `pattern` finds a wrong one in its group ``counter``."""

    thing: str
    right: str
    pattern: re.Pattern[str]
    severity: Severity = "warning"


def _behind(noun: str, wrong: str = _WRONG) -> str:
    return rf"(?:{noun})\s*{_TOTAL}\s*{_NUMBER}\s*{wrong}{_END}"


_REQUEST: Final = r"(?:信息公开|依申请公开|公开)(?:的)?申请|依申请公开(?:政府)?(?:信息)?(?:的)?申请|依申请公开(?:政府)?信息|依申请公开(?:件|(?=数量|总数|总量))|依申请公开(?:事项)?(?=\s*(?:共|共计|合计|累计)?\s*\d)"
_COUNTED: Final = (
    Counted("政府信息公开申请", "件", re.compile(_behind(_REQUEST))),
    Counted(
        "政府信息公开申请",
        "件",
        re.compile(
            rf"(?<![第\d{_CHINESE}]){_NUMBER}\s*{_WRONG}\s*(?:群众|公民|自然人|法人)?(?:的)?(?:关于)?(?:政府信息公开|依申请公开|信息公开|公开)(?:的)?申请(?![表书人])"
        ),
    ),
    Counted(
        "政府信息公开申请",
        "件",
        re.compile(
            rf"(?:收到|受理|新收|办理|办结)(?:的)?依申请公开(?:政府信息)?\s*{_TOTAL}\s*{_NUMBER}\s*(?P<counter>人次|件次|条次|起|条|份|项|宗|个|例|单|笔|次|封){_END}"
        ),
    ),
    Counted(
        "政府信息公开申请",
        "件",
        re.compile(
            rf"(?:结转|新收|收到|受理|办结)(?:的)?{_NUMBER}\s*(?P<counter>条|项|份|起|个|宗|笔)(?:政府信息公开|依申请公开)?申请(?![表书人材])"
        ),
    ),
    Counted(
        "行政规范性文件",
        "件",
        re.compile(
            r"规范性文件[^。；]{0,16}(?:废止|失效|制发|现行有效)\s*"
            + rf"{_NUMBER}\s*(?P<counter>条|篇|个|项|部|则|起|期){_END}"
        ),
    ),
    Counted(
        "参加培训的人",
        "人次",
        re.compile(
            rf"(?:培训|会议|讲座)[^。；]{{0,12}}(?:参加|参训|到会)\s*{_NUMBER}\s*(?P<counter>次|件|个){_END}"
        ),
    ),
    Counted(
        "政府公报",
        "期",
        re.compile(
            rf"公报》?[^。；，\d]{{0,8}}(?:出版|编印|编发|发行|印发)\s*{_NUMBER}\s*(?P<counter>份|篇|件|次|条){_END}"
        ),
    ),
    Counted(
        "行政规范性文件",
        "件",
        re.compile(
            _behind("(?:规范性文件|公开规章|制发规章|制定规章)", r"(?P<counter>条|篇|个|项|份|部|则|起|期)")
            + r"|"
            + rf"(?<![第\d{_CHINESE}]){_NUMBER}\s*(?P<ahead>条|篇|个|项|份|部|则|起|期)\s*(?:行政)?规范性文件"
        ),
    ),
    Counted(
        "文件",
        "件",
        re.compile(
            _behind(
                "(?:公开|发布|制发|印发|公布|出台)(?:各类|政策|政府|公文)*文件", r"(?P<counter>条|则|起|篇)"
            )
        ),
    ),
    Counted(
        "处理决定",
        "件",
        re.compile(
            _behind("(?:处理|许可|处罚|强制)决定", r"(?P<counter>条|起|项|例|宗|个|份|次|笔|人次|件次)")
        ),
    ),
    Counted(
        "行政复议、行政诉讼案件",
        "件",
        re.compile(
            _behind("行政(?:复议|诉讼)(?:案件|案|申请)?", r"(?P<counter>条|份|项|个|次|人次|件次|篇)")
        ),
    ),
    Counted(
        "行政复议、行政诉讼案件",
        "件",
        re.compile(_behind("行政(?:复议|诉讼)(?:案件|案|申请)?", r"(?P<counter>起|例|宗)")),
        severity="info",
    ),
    Counted(
        "网站信息",
        "条",
        re.compile(
            _behind(
                "(?<!申请)(?:公开|发布|上传|更新)(?:各类|各种|政府|政务)*信息",
                r"(?P<counter>件|份|个|起|项|次|宗)",
            )
        ),
        severity="info",
    ),
)

_AT_HEAD: Final = re.compile(
    rf"(?<![第\d{_CHINESE}]){_NUMBER}\s*(?P<counter>项|起|份|宗|个|例|单|笔|条|件次|人次)申请(?=(?:均|都|全部|已|中|，|按|在|由|办结|予以|依法|为))"
)
_FROM_APPLICANTS: Final = re.compile(
    rf"(?:自然人|法人|其他组织|商业企业|企业|科研机构|社会公益组织|法律服务机构|公民)(?:提出|提交|申请|递交)(?:的)?(?:共|有|为)?\s*{_NUMBER}\s*(?P<counter>人次|起|份|项|宗|个|例|条|次|件次){_END}"
)
_RESULT: Final = re.compile(
    rf"(?:(?:书面|网上|网络|信函|邮寄|当面|现场|电子邮件|传真|线上|平台)(?:提交)?(?:的)?申请|办结|予以公开|部分公开|不予公开|无法提供|不予处理|其他处理|上年结转|结转(?:至|到)?下(?:一)?年度?(?:继续办理)?|尚未办结)(?:的)?(?:有|共|为)?\s*{_NUMBER}\s*(?P<counter>条|起|份|项|宗|个|例|单|笔|人次|件次|次){_END}"
)
_BARE_REQUEST: Final = re.compile(
    rf"(?:收到|受理|新收|接收|办理|办结)(?:群众|公民|企业|各类|书面|自然人)*(?:的)?申请\s*{_TOTAL}\s*{_NUMBER}\s*(?P<counter>条|起|份|项|宗|个|例|单|笔|人次|件次|次){_END}"
)
_MORE: Final = re.compile(
    rf"(?:新收|收到|受理)[^。；，]{{0,14}}申请{_NUMBER}\s*件，[^。；，\d]{{0,8}}(?:增加|减少|增长|下降|多|少)了?{_NUMBER}\s*(?P<counter>起|份|个|项|条|宗|例|单|人次|件次|户|批){_END}"
)
_PERSONS: Final = re.compile(
    rf"(?:申请|其中)[^。；]{{0,24}}(?:自然人|公民|企业|法人|其他组织){_NUMBER}\s*(?P<counter>名|位|人|户|家|个){_END}(?=[^。；]{{0,40}}\d\s*件)"
)
_ANOTHER: Final = re.compile(
    rf"申请[^。；]{{0,30}}另(?:外|有)?{_NUMBER}\s*(?P<counter>份|起|个|项|宗|例|单|条)(?:为|是|系|由)?(?:上年)?(?:结转|转入)"
)
_COUNTED_AHEAD: Final = re.compile(
    rf"(?<![第\d{_CHINESE}]){_NUMBER}\s*(?P<counter>个|起|份|项|宗|例|单|笔|条)(?:政府信息公开)?申请(?:结转|继续|尚未|正在|转入|未办)"
)
_OF_A_KIND: Final = re.compile(
    rf"类(?:的)?申请{_NUMBER}\s*(?P<counter>起|份|项|宗|个|例|单|笔|条|次|件次|人次|批|户){_END}"
)
_AFTER_REVIEW: Final = re.compile(
    rf"(?:复议后|直接|未经复议)(?:提起)?(?:起诉|诉讼|的){_NUMBER}\s*(?P<counter>起|宗|例|个|项|份|次){_END}"
)
_SUED: Final = re.compile(
    rf"(?:信息公开|公开)[^，。；\d]{{0,8}}(?:被诉|应诉|被起诉|败诉|被复议|复议|诉讼)\s*{_TOTAL}\s*{_NUMBER}\s*(?P<counter>条|份|项|个|次|人次|件次|篇|宗|起|例){_END}"
)
_OF_REQUESTS: Final = re.compile(
    r"公开(?:的)?申请|依申请|部分公开|不予公开|无法提供|不予处理|申请\s*\d|办理结果|予以公开|新收"
)
_OF_OTHERS: Final = re.compile(r"提案|建议|留言|信箱|热线|信访件|文件|问卷|意见")


def check(case: Case) -> list[Finding]:
    """Wrong counters, each with the right one; a place is reported once."""
    findings: dict[str, Finding] = {}
    for finding in _found(case):
        findings.setdefault(finding.where[0], finding)
    return list(findings.values())


def _found(case: Case) -> Iterator[Finding]:
    for counted in _COUNTED:
        for passage, match in case.prose.matches(counted.pattern):
            group = "counter" if match["counter"] else "ahead"
            yield _finding(case, counted, passage.of_match(match, group))
    cases = Counted("行政复议、行政诉讼案件", "件", _SUED, severity="info")
    for passage, match in case.prose.matches(_SUED):
        yield _finding(case, cases, passage.of_match(match, "counter"))
    for passage, match in case.prose.matches(_AFTER_REVIEW):
        yield _finding(case, cases, passage.of_match(match, "counter"))
    results = Counted("政府信息公开申请的办理结果", "件", _RESULT)
    found = [
        m
        for pattern in (
            *(_RESULT, _AT_HEAD, _FROM_APPLICANTS, _BARE_REQUEST),
            *(_MORE, _PERSONS, _ANOTHER, _OF_A_KIND, _COUNTED_AHEAD),
        )
        for m in case.prose.matches(pattern)
    ]
    for passage, match in found:
        sentence = case.prose.around(passage).text
        before = case.prose.sections[passage.section][max(0, passage.start - 160) : passage.start]
        if _OF_REQUESTS.search(sentence + before) and not _OF_OTHERS.search(sentence):
            yield _finding(case, results, passage.of_match(match, "counter"))


def _finding(case: Case, counted: Counted, place: Passage) -> Finding:
    says = f"{counted.thing}用量词{quoted(counted.right)}，不用{quoted(place.text)}。"
    return case.prose.finding(
        CODE, counted.severity, place, says, correction=counted.right, expected=counted.right, basis=_BASIS
    )
