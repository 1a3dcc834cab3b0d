"""YEAR-LEFT-OVER in what is still to come: plans, terms and the report's own publication, with a year that is over.

A report is written after its year, so what is still planned in it lies in the next year or later, and it cannot have been approved
or published before.
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

_FUTURE: Final = re.compile(
    r"(?P<year>(?:19|20)\d{2})\s*年度?[，,]?\s*(?:[一-龥]{1,14}?)?(?P<will>将(?:统一|制定|修订|增加|新增|扩大|组建|推行|启用|建成|实行|纳入|聘请|邀请|举办|召开|编印|培训|对|采取|重点|做好|开展|推进|完善|建立|强化|优化|提升|提高|加大|规范|健全|抓好|着眼|依托|结合|组织|落实|深化|拓展|通过|对照|按|把|进一步|继续|持续|不断|着力|着重|重点|从以下|从|以|按照|认真|切实|大力|围绕|加强|坚持|深入|严格|积极|全面|立足|紧紧|紧扣|针对|会|在)"
    r"|(?:工作)?(?:打算|设想|努力方向)|(?:拟|计划|打算|准备)(?:从|进一步|重点|采取|开展|新增|增加|增设|建立|建设|制定|修订|组织|举办|对|把|将|在|扩大|推行|完善)|(?:重点)?工作(?:计划|安排|思路|重点)(?:如下)?(?=[：:，。]))"
    r"|(?:下一步|下步|今后|接下来|下一阶段)[^。；\d]{0,20}(?P<year_behind>(?:19|20)\d{2})\s*年(?!底前已)"
)
_DONE: Final = re.compile(r"已|[^为除]了(?!解)|完成了|曾|提出|列入|原计划")
_TERM: Final = r"(?P<year>(?:19|20)\d{2})\s*年度?(?:\s*(?:\d{1,2}\s*月(?:\s*\d{1,2}\s*日|[底末初份])?|年?[底末初中内]|第?[一二三四1-4]季度|[上下]半年|[春秋夏冬]季|元旦|春节))?"
_TERM_ENDS: Final = r"(?:以前|之前|前|起|开始|内|完成|实现|建成|启用|上线|投入|全面|正式|试行|实行|推行|推广)"
_STILL: Final = re.compile(
    rf"(?:(?:力争|争取|预计|有望|预期|拟|计划|打算|准备)(?:在|于|自|从|到|至|用)?|(?:将|定)(?:在|于|自|从|到|至))\s*{_TERM}(?!\s*(?:[—–~～-]|至|到\s*\d))"
)
_NEXT_STEP: Final = re.compile(
    r"下一步|下步|今后|接下来|下一阶段|拟(?!不|公开|稿|定稿)|(?<![即已])将(?!于当|近)|力争|争取|打算|努力方向"
)
_BY_THEN: Final = re.compile(
    rf"(?:到|至|于|在|自|从|确保|保证|要求|限|，|,|、|^|是)\s*{_TERM}\s*{_TERM_ENDS}"
)
_SETTLED: Final = re.compile(
    r"已|曾|提出|当时|原[计定本]|列入|如期|按期|承诺|完成了|上年|去年|年初|历年|[了过](?=$|[，、])"
)
_LONGEST_CLAUSE: Final = 60

_PLANNED_BEFORE: Final = re.compile(
    r"下一步|下步|今后|接下来|下一阶段|拟(?!不|公开|稿|定稿)|(?<![即已])将(?!于当|近|\s*(?:19|20)\d{2})|力争|争取|计划(?!的|内|外|生育)|打算|准备|预计|努力方向|(?:^|[，,])[^，。；]{0,6}待\s*$|安排[到在]|排在|赶在|(?:措施|期限|时限|时间表?|目标|节点)(?:为|是|定[在为]|：)|限期|有望|推迟[到至]|延[至到]|留[待到]|放[到在]"
)
_PLANNED_BEHIND: Final = re.compile(
    r"^\s*年?度?(?:\s*\d{1,2}\s*月)?(?:\s*\d{1,2}\s*日)?(?:工作中?|内|里|起|底前?|[初中末]|[一二三四]季度|[上下]半年)*[，,]?\s*(?:我|本|全|各|县|市|区|镇|乡|局|街道|办公室)?[^，。；\d的了]{0,16}?(?:(?<![即已])将(?!\d|[《“])|要(?!求|点|素|件|么|紧|闻|害|领)|拟(?!不|公开|稿)|计划(?![的内外])|打算|准备|重点(?:抓|做|推|围|加|解|在|从|放|是：)|力争|争取|须|应当|着力|(?<![机委员全例])会(?![议商同审计]))"
)
_HAPPENED: Final = re.compile(
    r"已|曾|[^为除]了(?!解)|过(?=[，。；]|$)|完成(?:\d|率|情况|了)|(?:没有|未)(?:发生|收|出现|发现|产生|再)|查出|收到|新收|写好|原[计定本]|上年|去年|年初|当时|提出|问题(?:主要|有|是|在)|存在"
)
_LOOKS_BACK: Final = re.compile(
    r"\s*年?度?(?:以来|[^，。；\d]{0,8}(?:发现|制发|收到|受理|答复|办结|查出|形成|积累|考核结果|评议|评估结果|检查|申请|做法|经验)|的(?!工作|预算|培训|计划|任务))"
)
"""What was done in the year and is now to be used."""
_PLAN_PARTS: Final = ("problems", "other")
_THIS: Final = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d{2})(?=\s*年)(?!\s*年\s*度?(?:以[来前]|之前|[的至到、—–~～-]|报告|年报|政府信息公开工作年度报告|[^，。；\d]{0,8}基础上))"
)

_OUT: Final = "编制完成|完成编制|编写完成|编成|完稿|脱稿|成稿|审定|审议|审核|审签|通过|批准|同意|公布|发布|提交|报送|上报|上网|上线|刊登|印发|定稿|签发|向社会公开|对外公开|查阅|下载"
_DAY: Final = r"(?P<year>20\d{2})\s*年\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日|[底末初])?"
_APPROVED: Final = re.compile(
    rf"(?:年度?报告|年报|本报告|报告全文)(?!格式|的格式|样式|模板|编制要求)(?:[（(]全文[）)])?》?(?:(?!格式|通知|栏目|专栏|系统|数据|统计|期限|模板)[^。；\d]){{0,16}}(?:已|经|于|自|从|在|到|将|定|拟)+\s*{_DAY}(?!\s*(?:起|开始)?\s*[，,]?\s*(?:至|到|止|—|-))[^。；\d]{{0,24}}(?:{_OUT})"
)
_TO_BE_READ: Final = re.compile(
    rf"(?:公众|社会各界|群众|市民|村民|居民|任何人|读者|[自从于])[^。；，\d]{{0,6}}\s*{_DAY}(?:以?后|起|开始)[^。；\d]{{0,30}}(?:查阅|查看|下载|获取|浏览|索取|阅读)[^。；，\d]{{0,8}}(?:本报告|年度?报告|报告全文|年报)"
)
_DATED: Final = re.compile(
    r"(?:报告|年报)?(?:编制|填报|成文|落款|编写|(?:报告|年报)[^。；，\d]{0,4}(?:公布|发布|形成|上报))(?:的)?(?:日期|时间)(?:为|是|：|:|于)?\s*(?P<year>20\d{2})\s*年\s*0?[1-4]\s*月(?:\s*\d{1,2}\s*日)?"
)
"""The report's own approval and publication."""


def found(case: Case, year: int) -> Iterator[Finding]:
    """Plans and terms in a year that is over, and a report that was out before its year was."""
    seen: set[str] = set()
    for finding in (
        *_approved(case, year),
        *_plans(case, year),
        *_terms(case, year),
        *_meant_to_do(case, year),
        *_after_plans(case, year),
    ):
        if finding.where[0] not in seen:
            seen.add(finding.where[0])
            yield finding


def _approved(case: Case, year: int) -> Iterator[Finding]:
    """A report that was approved, published or to be read before its year was over."""
    for pattern in (_APPROVED, _TO_BE_READ, _DATED):
        for passage, match in year_matches(case, pattern):
            if int(match["year"]) != year or _is_of_another_year(match, year):
                continue
            says = f"{year}年度的报告要到{year + 1}年初才能定稿、公布，这里写的是{quoted(passage.text)}，请核对年份。"
            yield year_finding(case, passage, match, says, year + 1, passage.of_match(match, "year"))


def _is_of_another_year(match: re.Match[str], year: int) -> bool:
    """Whether it is another year's report that was out then (上年度报告已于…, 2021年度报告于2022年1月…)."""
    before = match.string[max(0, match.start() - 24) : match.start() + 2]
    named = re.findall(r"(?:19|20)\d{2}(?=\s*年)", re.split("[。；，]", before)[-1])
    return bool(re.search("上年|上一年|去年|往年|历年", before)) or (bool(named) and int(named[-1]) != year)


def _plans(case: Case, year: int) -> Iterator[Finding]:
    """Plans for the year that is over: the sentence comes from last year's report."""
    for passage, match in year_matches(case, _FUTURE):
        group = "year" if match["year"] else "year_behind"
        planned = int(match[group])
        if group == "year_behind" and _LOOKS_BACK.match(match.string, match.end(group)):
            continue
        if planned > year or planned < year - 1 or _DONE.search(case.prose.around(passage).text):
            continue
        if re.search(r"[与同较比自从于按照据]\s*$", match.string[max(0, passage.start - 3) : passage.start]):
            continue
        says = (
            f"报告是{year}年度的，编制时{planned}年已经过去，这里还在写{planned}年的打算，像是沿用了上年的报告。"
            f"如果说的是下一步，应为{year + 1}年。"
        )
        yield year_finding(case, passage, match, says, year + 1, at=passage.of_match(match, group))


def _terms(case: Case, year: int) -> Iterator[Finding]:
    """拟自2023年3月起…, 力争2021年底前完成: a term for something still to be done."""
    for pattern in (_STILL, _BY_THEN):
        for passage, match in year_matches(case, pattern):
            planned = int(match["year"])
            if not year - 1 <= planned <= year or not _is_ahead(case, passage, match, pattern is _BY_THEN):
                continue
            says = (
                f"报告是{year}年度的，编制时{planned}年已经过去，这里写的是{planned}年才要做的事，像是沿用了上年的报告。"
                f"如果说的是下一步，应为{year + 1}年。"
            )
            at = passage.of_match(match, "year")
            yield year_finding(case, passage, match, says, year + 1, at)


_DONE_THEN: Final = re.compile(
    r"(?:(?<=[。；])|^)(?P<year>(?:19|20)\d{2})\s*年(?:[上下]半年|第?[一二三四1-4]季度|\s*\d{1,2}月(?:底|末|初)?|[年]?[底末初中])(?:以?前|之前)?(?:全部|全面|基本|集中|首先|率先|统一|正式)*"
    r"(?=(?:完成|建成|启用|上线|出台|印发|推出|实现|组织|开展|举办|召开|修订|制定|编制|编印|补齐|配齐|迁移|试行|推行|推广|验收)[^。；\d]{2,40}(?:[。；]|$))",
    re.M,
)
"""A term at the head of a sentence, with what is to be done by then."""
_AT_FIRST: Final = 120


def _after_plans(case: Case, year: int) -> Iterator[Finding]:
    """…将印发典型案例。2024年上半年完成首批汇编, in the report of 2024: a sentence that goes on with the plans before it."""
    for passage, match in year_matches(case, _DONE_THEN):
        if passage.section not in _PLAN_PARTS or int(match["year"]) != year:
            continue
        text = match.string
        before = text[max(0, match.start() - _AT_FIRST) : match.start()].rpartition("\n")[2]
        plan = before.rstrip("。；").rpartition("。")[2]
        behind = re.split("[。；\n]", text[match.end() : match.end() + _LONGEST_CLAUSE])[0]
        if not _NEXT_STEP.search(plan) or _HAPPENED.search(plan) or _HAPPENED.search(behind):
            continue
        says = f"报告是{year}年度的，编制时{year}年已经过去，这里接着前面的打算写的是{year}年，请核对；如果说的是下一步，应为{year + 1}年。"
        yield year_finding(case, passage, match, says, year + 1, passage.of_match(match, "year"))


def _meant_to_do(case: Case, year: int) -> Iterator[Finding]:
    """2024年要加强培训, 随2024年预算一并公开, in what the report of 2024 means to do: whatever the words, no year to come is named."""
    for passage, match in year_matches(case, _THIS):
        sentence = case.prose.around(passage)
        ahead = match.string[sentence.start : passage.start]
        behind = match.string[passage.end : sentence.end]
        if (
            passage.section not in _PLAN_PARTS
            or int(match["year"]) != year
            or case.prose.in_title(passage)
            or any(int(y) > year for y in re.findall(r"20\d{2}", ahead + behind))
        ):
            continue
        clause = re.split("[，,]", ahead)[-1] + re.split("[，,]", behind.lstrip("，,年度"))[0]
        planned = _PLANNED_BEFORE.search(ahead) or _PLANNED_BEHIND.search(behind)
        if not planned or _LOOKS_BACK.match(behind) or _HAPPENED.search(clause) or _HAPPENED.search(behind):
            continue
        says = (
            f"报告是{year}年度的，编制时{year}年已经过去，这里像是{year}年才要做的事，请核对是不是沿用了上年的报告。"
            f"如果说的是下一步，应为{year + 1}年。"
        )
        yield year_finding(case, passage, match, says, year + 1, passage)


def _is_ahead(case: Case, passage: Passage, match: re.Match[str], needs_word: bool) -> bool:
    """Whether nothing in the clause says that it is done; where the term alone does not, a word of what comes next."""
    sentence = case.prose.around(passage)
    text = match.string
    start = max(sentence.start, match.start("year") - _LONGEST_CLAUSE)
    ahead = text[start : match.start("year")]
    behind = text[match.end() : min(sentence.end, match.end() + _LONGEST_CLAUSE)]
    clause = re.split("[，,]", ahead.rstrip("，,"))[-1] + re.split("[，,]", behind)[0]
    if _SETTLED.search(clause) or re.search("当时|原计划|原定|年初|上年|去年", ahead):
        return False
    return not needs_word or bool(_NEXT_STEP.search(ahead))
