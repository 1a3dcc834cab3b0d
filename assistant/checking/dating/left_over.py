"""YEAR-LEFT-OVER: last year's year left in the text.

The preface is where whole paragraphs are carried over from last year, so there every year is looked at; elsewhere only
sentences that tell of a year, or plan for one, as no report of this year would, and years beside this year's figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import islice, zip_longest
from typing import Final

from assistant.checking.case import Case
from assistant.checking.dating import called_years, dates_ahead, stray_years, this_years
from assistant.checking.dating.year_words import (
    LEFT_OVER,
    in_digits,
    year_finding,
    year_like,
    year_matches,
    year_of,
)
from assistant.checking.form.structure import is_tables_only
from assistant.checking.prose import MOST_MATCHES, Passage
from assistant.core.approximate import HARDLY_BY_CHANCE
from assistant.core.findings import Finding
from assistant.core.template import quoted
from assistant.core.units import without_brackets

_BASIS: Final = "《中华人民共和国政府信息公开条例》第四十九条、第五十条"

_WHOLE_YEAR: Final = r"1\s*月?\s*(?:1\s*日)?\s*起?\s*(?:至|到|—+|－+|-+|–|~|～)\s*(?:[当同]年)?12\s*月(?:\s*31\s*日|[底末份])?止?(?:期间)?"
"""From January to December: the year told at length."""

_NAME: Final = re.compile(
    r"(?P<year>(?:19|20)\d{2}|二[〇零○][一二三四五六七八九〇零○]{2}(?=年))\s*年?度?\s*(?:[一-龥]{2,20}(?:局|政府|委员会|办事处|厅|委|镇|乡|院|队))?(?:政府)?(?:信息|政务)公开(?:工作)?(?:的)?(?:年度)?(?:工作)?(?:报告|年报|情况|总结)"
)
_ITS_REPORT: Final = re.compile(
    r"(?:编制了?|公布|发布|现将|[对就]|形成了?|报告[为是系]|完成了?)[一-龥]{0,20}(?P<year>(?:19|20)\d{2})\s*年(?:年度|度)?(?:工作)?(?:报告|年报)(?!的?格式|[^，。；]{0,8}(?:提出|指出|所列|存在|列出|公布|数据|问题))"
)
_SUMMED_UP: Final = re.compile(
    r"(?:现将|现就|现对|对|将|就)(?:[一-龥]{0,14}?)(?P<year>(?:19|20)\d{2})\s*年度?(?:全年)?[^，。；\d]{0,20}(?:情况|工作)[^，。；\d]{0,16}(?:报告|总结|公布|汇报|通报)如下"
)
_ASKED_ABOUT: Final = re.compile(
    r"(?:对|就)(?:本|我)?[一-龥]{0,8}?(?P<year>(?:19|20)\d{2})\s*年?度?(?:年度)?(?:报告|年报)(?:的)?(?:内容)?(?:有|存在|如有)(?:疑问|异议|意见|建议)"
)
_OWN_TITLE: Final = re.compile(
    r"《[^《》]{2,30}(?:政府信息公开工作)?年度报告[（(](?P<year>(?:19|20)\d{2})\s*年?度?[）)]》?(?=》?[^。；]{0,6}(?:由|已|经|现|如下|分|包括))"
)
_BASED_ON: Final = re.compile(
    r"(?:结合|总结|回顾)[一-龥]{0,8}(?P<year>(?:19|20)\d{2})\s*年度?(?:的)?[^，。；\d]{0,12}(?:实际|工作)"
)
_REFLECTS: Final = re.compile(
    r"(?:本报告|本年度报告|本年报|本次报告|报告|年报|全文)(?:[^。；，\d《]{0,8}?(?:反映|汇总|说明|介绍|涵盖|记载|总结|展示|呈现|包含|包括|概括|公开|公布|披露|载明|记录|梳理|归纳|回顾|综合|是|为|系))[^。；《]{0,40}?(?<!\d)"
    r"(?P<year>(?:19|20)\d{2})\s*年度?(?!\s*(?:\d|第|[上下]半年|[初末底]|(?:年度)?(?:报告|年报)|印发|修订|修正|以来|施行|起|前|后|同期|相比|[、至到—–-]|[^。；，]{0,12}(?:格式|对比|比较)))[^。；，\d]{0,40}(?:情况|数据|工作|信息|内容|成效)"
)
_DATA_OF: Final = re.compile(
    r"(?:所列|报告中的?|文中|各项|以下|上述|本报告)[^。；，\d]{0,6}(?:数据|数字|统计|内容|情况)(?:[^。；，\d]{0,4}(?:为|是|系|来自|来源于|取自|反映|限于))[^。；，\d]{0,10}(?P<year>(?:19|20)\d{2})\s*年度?(?!\s*(?:\d|[初末底]|印发))"
)
_CLAUSE: Final = re.compile(
    r"(?:^|[。；;，,！\n：:]|总的[看来]|总体[看来]|综上|回顾|回首|回望|纵观|综观|盘点|梳理|(?<=[一-龥])(?=(?:19|20)\d{2}\s*年度?内))\s*(?:[（(][一二三四五六七八九十]{1,3}[）)][^。，；\n]{2,16}。)?[，,]?\s*"
    r"(?:全[市县区镇乡局]|我[局市县区镇乡]|本[局市县区镇乡])?(?:在)?(?P<year>(?:19|20)\d{2})\s*年(?:度内?|全年|内|来|里|期间|间)?[，,]?\s*"
    r"(?!(?:以[来前后]|之[前后]|前|后|起|底|末|初|新?修[订正]|版|施行|印发|制定|出台|通过|建[成立]|成立|启用|开始|报告|年报|提出|\d|第[一二三四]季度|上半年|下半年|同期|的|比|与|和|、|至|到|—|也|亦|则|为\s*\d|政府信息公开工作年度报告))"
)
"""A year at the head of a sentence or clause, and no day, document or comparison."""
_WORK: Final = re.compile(
    r"(?:没有|未)(?:发生|收到|出现|收取|因)|(?:全年)?(?:新收|收到|受理|办结|办理|答复|作出|制发|发布|公开|公布|举办|开展|组织|召开|培训|参训|参加|发出|收取|缴纳|改正|更正|撤销|撤下|修订|废止|接受|设立|新增|增设|行政许可|行政处罚|行政强制|行政事业性收费|规范性文件|对照|比对|补录|公示|印制|推送|张贴|巡查|回访|走访|合并|整合|关停|发放|制作|拍摄|报送|印发|审核|清理|核对|接待|征集|解读|回应|更新|分析|通报|检查|抽查|推进|加强|做好|完善|坚持|围绕|编制|认真|深入|严格|积极|落实|贯彻|全面)"
)
_NOT_THIS_YEARS: Final = re.compile(
    r"上年|上一年|去年|同比|相比|比\s*\d{4}|较\s*\d{4}|与\s*\d{4}|同期|以来|连续|历年|补录|整改|提出的|今年|本年|结转[^，。；]{0,6}\d{4}|\d{4}年度?[末底]?(?:结转|转来|遗留)(?:过来|下来|而来)?的|曾|当时|原定|已于|转[入来办]|未办?结|(?<!全)年度?(?!全年|内|共|我|本)[一-龥]{0,8}(?:项目|工程|规划|计划|预算|决算|报告|案件)|案件?[^，。；]{0,8}(?:起诉|提起)|五年|[二三四两]年[来间]|投诉|移交|遗留|存量|竣工|开工|招生|补偿|过去|留下|[多少]\s*\d|持平"
)
_A_PROJECT: Final = re.compile(r"^[^，。；]{0,8}\d{4}\s*年度?[一-龥]{0,6}(?:项目|工程|预算|决算)")
_EARLIER: Final = re.compile(
    r"上年|上一年|往年|历年|此前|以往|去年|同比|环比|对比|比较|参照|沿用|[与同较比][^，。；]{0,6}$"
)
_LATER_WORDS: Final = re.compile(r"^[^。；]{0,12}(?:提出|指出|所列|查阅|已于|已经|存在的问题)")

_TOLD: Final = re.compile(
    r"^(?:[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}(?:是|、)|\d{1,2}[.、．])?\s*(?:截[至止]到?|自|在)?\s*"
    r"(?:(?:我|本|全|该)[一-龥]{0,8}?(?:局|委|办|镇|乡|县|市|区|院|厅|中心|街道|机关|单位|街)在?)?"
    r"(?P<year>(?:19|20)\d{2})\s*(?:年度?|(?=全年))(?!以[来前后]|之前|前|后|起|[—–~至到-]|年?[底末初]?(?:以来|前)|新?修订|修正|版|开始|建成|成立|制定|印发|出台|报告|年报|提出|存在问题整改|也|亦)"
    rf"\s*(?:(?:{_WHOLE_YEAR}|全年|期间|12月31日|12月底|年底|底|末)\s*)?[，,]?\s*"
    r"(?P<told>(?:我|本|全|各)?(?:[一-龥]{0,10}?(?:局|委|办|镇|乡|县|市|区|院|厅|处|中心|街道|机关|单位))?[^，。；\d]{0,12}?"
    r"(?:认真|坚持|深入|严格|积极|紧紧|紧扣|全面|继续|切实|主动公开|通过|共|累计|收到|新收|受理|办理|办结|发布|公开|制发|开展|举办|组织|未收到|没有|按照|根据|在[一-龥、]{2,24}领导下))"
)
_UP_TO: Final = re.compile(
    r"(?:截[至止]到?|(?<![年月日起\d])[到至])\s*(?P<year>(?:19|20)\d{2})\s*年(?:\s*12\s*月(?:\s*31\s*日|底)?|年?[底末])(?!以?前|之前)"
)
_OF_THE_TABLE: Final = re.compile("上年结转|结转(?:[至到]?下一?年度?)(?:继续办理)?")
"""Rows of the table, which say nothing of another year."""
_AMONG_THEM: Final = re.compile(
    "(?:其中[，,]?(?:本年|当年|今年)|当年|本年(?=度?(?:制发|制定|废止|新增|新收|收到|办结)))度?"
)
"""Of what there was at a date, what came this year: the date lies in this year."""
_WITH_THE_YEAR_BEFORE: Final = re.compile(
    r"[，,]?(?:同?[比较与]|相比)(?:上(?:一)?年度?|去年|前一年)(?:同期|[末底])?(?:相比|比较)?[，,]?[^，。；\d]{0,8}?(?:净增|净减|增长|增加|减少|下降|上升|提高|降低|多|少|翻|扩大|压减|缩短)|[，,]?同比[^，。；\d]{0,6}(?:增|减|升|降|提高)[^，。；\d]{0,3}"
    r"|同期(?=废止|制发|失效|修订|印发|新增)"
    r"|[，,]?[比较]年初[^，。；\d]{0,8}?(?:净增|增长|增加|新增|减少|下降|上升|提高|降低|多|少)"
)
"""A change on the year before the one that is told of, which says nothing of the report's year."""
_THEN_TOLD: Final = re.compile("^[^。]{0,8}(?:今年|本年|当前|目前|现在|截至目前)")
_AT_THE_END: Final = re.compile("(?:年末|年底|期末)(?:为|有|达|共|剩|余|现)")
"""What there was at the end of this year, counted from what there was at the end of last year."""
_OF_THIS_REPORT: Final = re.compile(
    r"(?:本报告|本年报|以上|上述)(?:中)?(?:所列|所述|列出|提出|指出)?的?(?:各项|主要)?(?:问题|不足|任务|措施|事项)"
)
_COMPARED: Final = re.compile(
    r"上年|上一年|去年|同比|相比|比\s*\d{4}|较\s*\d{4}|与\s*\d{4}|同期|以来|增长|增加|下降|减少|连续|历年|结转|补录|整改|提出的|今年|本年"
)
_LAST_YEARS_PROBLEMS: Final = re.compile(
    r"^(?:现将|现就|回头看，|回顾|总的看，|对照检查，|总体来看，)?(?P<year>(?:19|20)\d{2})\s*年度?(?:内|全年|里)?[，,]?[^。；，\d]{0,30}(?:存在|主要)(?:的|着)?(?:以下|如下|一些|几个)?(?:方面)?(?:主要|突出)?(?:的)?(?:不足|问题|差距|短板|薄弱环节)(?:之处)?(?:及改进情况|和改进措施|及改进措施)?(?:如下|说明如下|有|主要|是|：|:|，|仍|还)"
)
_LAST_YEARS_STATE: Final = re.compile(
    r"^(?![^，]{0,8}[与同较比])(?:[一-龥]{2,10}[，,])?(?:[（(][一二三四五六七八九十]{1,3}[）)])?(?P<year>(?:19|20)\d{2})\s*年度?(?!报告|年报)(?:内|全年|里|以来)?[，,]?(?=[^。]{0,60}(?:不足|问题|差距|短板|薄弱|有待|不够|成效|成绩))(?![^。]*(?:整改|(?<![将待])(?<!加以|予以|尽快|着力|重点|推动|逐步)解决|已|改进情况|提出|点到|指出|上年|去年|本年|今年))"
)


def check(case: Case) -> list[Finding]:
    """Left-over years, each once."""
    year = case.report.year
    if is_tables_only(case.report) or year is None:
        return []
    findings = list(_report_names(case, year))
    findings += _told(case, year)
    findings += _heads(case, year, findings)
    findings += _compared_with(case, year)
    findings += _up_to(case, year)
    findings += _compared_a_year_ago(case, year)
    findings += _beside_figures(case, year, findings)
    findings += called_years.found(case, year)
    findings += dates_ahead.found(case, year)
    findings += stray_years.found(case, year)
    findings += this_years.found(case, year)
    said: dict[str, Finding] = {}
    for finding in sorted(findings, key=lambda f: f.severity != "error"):
        said.setdefault(finding.where[0], finding)
    return list(said.values())


def _report_names(case: Case, year: int) -> Iterator[Finding]:
    """The report's own name, or what it sums up, with another year. Only the preface and the title's words count."""
    text = in_digits(case).get("preface", "")
    seen: set[int] = set()
    for pattern in (_NAME, _ITS_REPORT, _SUMMED_UP, _BASED_ON, _ASKED_ABOUT, _OWN_TITLE, _REFLECTS, _DATA_OF):
        for match in pattern.finditer(text):
            start, end = match.span("year")
            found = year_of(match["year"])
            before, after = text[max(0, start - 16) : start], text[match.end() : match.end() + 20]
            if (
                found == year
                or start in seen
                or _EARLIER.search(before)
                or _is_anothers(case, match, before, after)
            ):
                continue
            seen.add(start)
            place = Passage("preface", start, end, case.prose.sections["preface"][start:end])
            says = (
                f"报告是{year}年度的，前言里写的是{quoted(match[0])}，像是沿用了别的年度的报告。请核对；"
                f"如果标题的年度写错了，请改标题。"
            )
            yield case.prose.finding(
                LEFT_OVER,
                "error",
                place,
                says,
                correction=year_like(place.text, year) if found < year else None,
                expected=str(year),
                basis=_BASIS,
            )


_OWN_REPORT: Final = re.compile(
    r"^》?[^。；]{0,24}(?:编制|牵头|审议通过|审定|审核|予以公布|现予公布|公布如下|发布|由[^。；]{2,20}(?:组成|构成)|包括|数据|统计)"
)


def _is_anothers(case: Case, match: re.Match[str], before: str, after: str) -> bool:
    """Whether a report named with another year is spoken of as one already out (见上年报告 …存在的问题)."""
    if not _LATER_WORDS.search(after):
        return False
    own = without_brackets(case.report.unit)
    return not (own and before.endswith(own[-6:]) and _OWN_REPORT.match(after))


def _told(case: Case, year: int) -> Iterator[Finding]:
    """Sentences that begin with last year and tell what was done, with nothing in them that compares."""
    said = in_digits(case)
    for sentence in case.prose.sentences:
        text = said[sentence.section][sentence.start : sentence.end]
        match = _TOLD.match(text)
        if match and int(match["year"]) == year - 1 and sentence.section != "problems":
            if (
                str(year) in text
                or _A_PROJECT.match(text)
                or _COMPARED.search(_plainly(case, sentence, _AMONG_THEM.sub("", text), year))
            ):
                continue
            if _tells_of_years_before(case, sentence, text, year):
                continue
            says = f"报告是{year}年度的，这一句说的是{year - 1}年的事，请核对是不是沿用了上年的报告。"
            sure = _gives_this_years_figures(case, sentence)
            yield year_finding(case, sentence, match, says, year, sure=sure)
            continue
        match = None
        if sentence.section == "problems":
            match = _LAST_YEARS_PROBLEMS.match(text) or _LAST_YEARS_STATE.match(text)
            behind = said[sentence.section][sentence.end : sentence.end + 40]
            if re.match(
                rf"。?\s*{year}年(?!度?[，,]?[^，。；]{{0,8}}[将拟])[^。]{{0,30}}(?:解决|改|[已了])", behind
            ):
                continue  # what became of them
        if match and int(match["year"]) < year:
            says = (
                f"报告是{year}年度的，这里写的是{match['year']}年存在的问题。如果是沿用了上年的报告，请改写成本年的问题；"
                "如果是交代上年问题的改进情况，请写明是上年报告提出的。"
            )
            yield year_finding(case, sentence, match, says, None)


def _heads(case: Case, year: int, told: list[Finding]) -> Iterator[Finding]:
    """Last year at the head of a clause that tells of work, wherever in the text; an error beside this year's figures."""
    seen = {finding.where[0] for finding in told}
    for section, text in in_digits(case).items():
        for match in islice(_CLAUSE.finditer(text), MOST_MATCHES):
            start, end = match.span("year")
            place = Passage(section, start, end, case.prose.sections[section][start:end])
            sentence = case.prose.around(place)
            said = text[sentence.start : sentence.end]
            if (
                int(match["year"]) != year - 1
                or _tells(said, year)
                or _NOT_THIS_YEARS.search(_plainly(case, sentence, said, year))
                or _tells_of_years_before(case, sentence, said, year)
            ):
                continue
            if (
                place.span in seen
                or section == "problems"
                or not _WORK.search(text[match.end() : match.end() + 40])
            ):
                continue
            sure = match[0][0] not in "，,：:" and _gives_this_years_figures(case, sentence)
            says = f"报告是{year}年度的，这里写的是{year - 1}年，" + (
                "同一句的数却是本年表格里的，像是沿用了上年的报告。"
                if sure
                else "请核对是不是沿用了上年的报告。"
            )
            yield case.prose.finding(
                LEFT_OVER,
                "error" if sure else "warning",
                place,
                says,
                correction=year_like(place.text, year),
                expected=year_like(place.text, year),
                status="fail" if sure else "uncertain",
            )


_ANY: Final = re.compile(
    r"(?<![\d比较与和同于自从])(?P<year>(?:19|20)\d{2}|二[〇零○][一二三四五六七八九〇零○]{2}(?=年))\s*(?:年度?|(?=全年))"
    rf"(?!\s*(?:的|同期|以来|相比|[、至到起—–-]|度?(?:报告|年报|预算|决算)|第?[一二三四1-4]\s*季度|[上下]半年|初|年?[末底]\s*(?:现行)?有效的|(?!{_WHOLE_YEAR})\d{{1,2}}\s*月))"
)
_SINCE: Final = re.compile(
    r"倍|百分点|^\s*\d[\d,.]*\s*件的|以来|印发|修订|修正|制定|出台|转入|遗留|未办?结|起诉|提出的|立案|结转|转结|转来|带入|接续|跨年|未结|存量|留下|(?:收到|新收|受理|登记|提交|申请|送达|签收)的|[比较与同][^，。；]{0,6}$"
)
_THIS_YEAR: Final = re.compile("本年|今年|报告年度")


def _beside_figures(case: Case, year: int, told: list[Finding]) -> Iterator[Finding]:
    """Last year, however it is said, with this year's figures behind it and nothing of this year before them."""
    seen = {finding.where[0] for finding in told if finding.severity == "error"}
    for sentence in case.prose.periods:
        text = case.prose.plain[sentence.section][sentence.start : sentence.end]
        years = list(islice(_ANY.finditer(text), MOST_MATCHES))
        if not years or any(year_of(m["year"]) == year for m in years) or _tells(text, year):
            continue
        for match, following in zip_longest(years, years[1:]):
            place = sentence.of(match, "year")
            end = following.start() if following else len(text)
            behind = sentence.cut(match.end(), end)
            between = text[match.end() : end]
            if (
                year_of(match["year"]) != year - 1
                or place.span in seen
                or _THIS_YEAR.search(between)
                or _SINCE.search(re.split("[，；]", between)[0])
                or not _gives_this_years_figures(case, behind)
            ):
                continue
            says = f"报告是{year}年度的，这里写的是{year - 1}年，后面的数却是本年表格里的，像是沿用了上年的报告。"
            right = year_like(match["year"], year)
            yield case.prose.finding(
                LEFT_OVER, "error", place, says, correction=right, expected=right, basis=_BASIS
            )


def _plainly(case: Case, sentence: Passage, said: str, year: int) -> str:
    """A sentence without the table's rows and, where nothing behind it tells of this year, without changes on the year before."""
    said = _OF_THE_TABLE.sub("", said)
    text = case.prose.plain[sentence.section]
    behind = text[sentence.end : sentence.end + 40]
    if str(year) in behind or _THEN_TOLD.match(behind.lstrip("。；;\n")):
        return said
    return _WITH_THE_YEAR_BEFORE.sub("", said)


def _ends_too(match: re.Match[str], year: int) -> bool:
    """Whether the same period tells of the end of this year as well."""
    start = match.string.rfind("。", 0, match.start()) + 1
    end = match.string.find("。", match.end())
    period = match.string[start : end if end >= 0 else len(match.string)]
    return re.search(rf"{year}\s*年(?:\s*12\s*月|年?[末底])", period) is not None


def _tells(said: str, year: int) -> bool:
    """Whether a sentence speaks of this year as well, other than of a day on which some rule began to hold."""
    return re.search(rf"{year}(?!\s*年\s*\d{{1,2}}\s*月\s*\d{{1,2}}\s*日起)", said) is not None


def _tells_of_years_before(case: Case, sentence: Passage, said: str, year: int) -> bool:
    """Whether a sentence goes back several years, or gives other numbers than this year's that stand beside it."""
    named = {int(y) for y in re.findall(r"(?<!\d)(?:19|20)\d{2}(?=\s*年(?!\s*\d{1,2}\s*月))", said)}
    if len(named) > 1 and max(named) < year:
        return True
    right: set[tuple[str, ...]] = set()
    other: set[tuple[str, ...]] = set()
    for statement in case.statements:
        place = statement.passage
        if place.section != sentence.section or not statement.choices:
            continue
        inside = sentence.start <= place.start < sentence.end
        cells = tuple(statement.choices[0])
        agrees = case.sum(cells) == statement.mention.value
        if agrees and not inside:
            right.add(cells)
        elif inside and not agrees:
            other.add(cells)
    return bool(right & other)


def _gives_this_years_figures(case: Case, sentence: Passage) -> bool:
    """Whether two numbers of a sentence, or one large one, stand in this year's tables as said and not in last year's.

    One is enough where last year's tables are there to differ.
    """
    agree: dict[int, Decimal] = {}
    for said in case.statements:
        value = said.mention.value
        if (
            said.passage.section != sentence.section
            or not sentence.start <= said.passage.start < sentence.end
        ):
            continue
        sums = {case.sum(cells) for cells in said.choices[:1]}
        if value > 1 and value in sums and value not in {case.sum(c, last_year=True) for c in said.choices}:
            agree[said.passage.start] = value
    known = case.previous is not None and case.consecutive
    return len(agree) > 1 or any(known or value > HARDLY_BY_CHANCE for value in agree.values())


_COMPARED_WITH: Final = re.compile(
    r"[比较与同](?P<year>20\d{2})\s*年(?:度)?(?:同期)?(?:的?\s*(?P<value>\d[\d,]*)\s*件"
    r"|(?:相比)?[，,]?(?:增加|增多|减少|多|少|净增|净减|上升|下降)了?\s*(?P<change>\d[\d,]*)\s*件)"
)


def _compared_with(case: Case, year: int) -> Iterator[Finding]:
    """比2022年的326件增加32件, in the report of 2024, where 326 is last year's."""
    if case.previous is None or not case.consecutive:
        return
    for passage, match in year_matches(case, _COMPARED_WITH):
        if int(match["year"]) != year - 2:
            continue
        sentence = case.prose.around(passage)
        ahead = [
            cells
            for s in case.statements
            if s.passage.section == passage.section and sentence.start <= s.passage.start < passage.start
            for cells in s.choices
        ]
        last = {cells: case.sum(cells, last_year=True) for cells in ahead}
        if match["value"]:
            value = Decimal(match["value"].replace(",", ""))
            known = value > HARDLY_BY_CHANCE and value in last.values()
            says = f"{match['value']}件是上年（{year - 1}年）报告里的数，这里写的是{match['year']}年，像是年份没有改。"
        else:
            change = Decimal(match["change"].replace(",", ""))
            known = change > 1 and change in {
                abs(now - before)
                for cells, before in last.items()
                if before is not None and (now := case.sum(cells)) is not None
            }
            says = f"{match['change']}件是和上年（{year - 1}年）相比的增减，这里写的是{match['year']}年，像是年份没有改。"
        if known:
            at = passage.of_match(match, "year")
            yield year_finding(case, passage, match, says, year - 1, at, sure=True)


def _up_to(case: Case, year: int) -> Iterator[Finding]:
    """Figures up to the end of last year, with nothing that compares: in the preface it is the period."""
    for passage, match in year_matches(case, _UP_TO):
        sentence = case.prose.around(passage)
        text = match.string[sentence.start : sentence.end]
        before = match.string[sentence.start : passage.start]
        of_data = re.search("(?:数据|数字|统计)$", before)
        if int(match["year"]) != year - 1 or (str(year) in text and not of_data) or _TOLD.match(text):
            continue
        if not _OF_THIS_REPORT.search(text) and _COMPARED.search(
            _plainly(case, sentence, _AMONG_THEM.sub("", text), year)
        ):
            continue
        if not of_data and (
            _AT_THE_END.search(text[match.end() - sentence.start :]) or _ends_too(match, year)
        ):
            continue  # beside the end of this year
        if match[0][0] in "到至" and (passage.section == "preface" or re.search("[自从起]", before)):
            continue  # the end of a period
        says = f"报告是{year}年度的，这里的数截至{year - 1}年底，请核对是不是沿用了上年的报告。"
        yield year_finding(case, passage, match, says, year, at=passage.of_match(match, "year"))


_BOTH: Final = re.compile(
    r"[比较与同和](?P<before>20\d{2})\s*年度?(?:同期)?(?:相比|比较|相较)?[，,]?[^，。；\d]{0,8}?(?P<year>20\d{2})\s*年(?!\s*\d{1,2}\s*月)"
    r"|(?P<year_ahead>20\d{2})\s*年度?(?!\s*\d{1,2}\s*月)[^。；\n]{0,40}?[比较与同和](?P<before_behind>20\d{2})\s*年"
)
_SPEAKS_OF_MORE: Final = re.compile(
    "今年|本年|近年|历年|连续|逐年|分别|[三四五]年|以来|当时|曾|补|项目|工程|预算|决算"
)
_CHANGES: Final = re.compile("增|减|上升|下降|持平|多了|少了|提高|降低")


def _compared_a_year_ago(case: Case, year: int) -> Iterator[Finding]:
    """与2019年相比，2020年新收申请增加3件, in the report of 2021, with nothing of 2021 beside it."""
    for passage, match in year_matches(case, _BOTH):
        group = "year" if match["year"] else "year_ahead"
        before = match["before"] or match["before_behind"]
        if int(match[group]) != year - 1 or int(before) != year - 2 or passage.section == "problems":
            continue
        period = next(
            (p for p in case.prose.periods_of(passage.section) if p.start <= passage.start < p.end), passage
        )
        said = match.string[period.start : period.end]
        if str(year) in said or _SPEAKS_OF_MORE.search(said) or not _CHANGES.search(said):
            continue
        says = f"报告是{year}年度的，这里比的是{year - 1}年和{year - 2}年，请核对是不是沿用了上年的报告。"
        yield year_finding(case, passage, match, says, year, passage.of_match(match, group))
