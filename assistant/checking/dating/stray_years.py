"""YEAR-LEFT-OVER by the sentence as a whole: last year named where nothing says why, and years that cannot be meant.

A report tells of its own year. Last year is named to compare, for what was carried over, for papers that hold on, for accounts and
balances that are made a year later; where none of this is in the sentence, it is asked whether the year was left in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from assistant.checking.case import Case
from assistant.checking.dating.year_words import LEFT_OVER, year_finding, year_matches
from assistant.checking.prose import Passage
from assistant.core.approximate import HARDLY_BY_CHANCE
from assistant.core.findings import Finding
from assistant.core.numbers import read_ordinal
from assistant.core.template import quoted

_NAMED: Final = re.compile(r"(?<![\d〔［\[(（“第])(?P<year>(?:19|20)\d{2})(?=\s*(?:年|全年|财年))")
_BRACKETED: Final = re.compile(
    r"(?P<which>今年|本年度?|年内|全年|年度内)[^，。；（）()\d]{0,14}[（(][^（）()。；\d]{0,4}(?P<year>20\d{2})\s*年度?[^（）()。；]{0,12}[）)]"
)
"""今年秋季开学前（2021年8月）, 全年（2021年）."""
_HELD_THEN: Final = re.compile(
    r"(?P<which>今年以来|今年|本年度?|报告年度)(?:的)?(?![^，。；\d]{0,14}(?:前|比|较|与|同|结转|转))[^，。；、\d]{0,16}(?:于|在|截至)\s*(?P<year>20\d{2})\s*年"
)
"""本年度的社会评议于2023年12月完成."""
_OTHER_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d{2}(?=\s*[年、—–~～至到）)]|学年|级)")
_WHY: Final = re.compile(
    r"上年|上一年|去年|前年|同比|同期|持平|增长|增加|增至|减少|降|升|提高|缩短|扩大|扩展|相同|相差|不变|相当|少[收了]|多[收了]|[比较](?!例|对|选|拟|为)|为(?=\s*(?:19|20)\d{2}\s*年[^，。；]{0,8}\d)|[与同](?=\s*(?:19|20)\d{2})|[一二三四五六七八九十两]年[来间的]|历[年史]|今年|本年|当时|当年|曾|此前|以前|以往|过去|往年|旧|"
    r"结转|转[来入到由至]|带入|带[到来]|接续|跨年|延续|遗留|留下|未办?结|存量|余下|积压|连续|首次|头一|没有出现|未出现|不再|才|迟|推迟|原(?!则|因)|起诉|立案|提起|(?:收到|新收|受理|登记|提交|申请|送达|签收)的|提出的|提出|指出|点到|所列|报告过|整改|解决|改观|缓解|消除|问题|反映|评估为|仍|继续执行|沿用|执行的|修订|修正|施行|实施|生效|颁布|失效|废止|有效|归档|移交|移送|清理|补录|补发|补报|"
    r"竣工|(?<!公)开工|建成|(?<!公开)建设|获得|下拨|下达的?资金|补[偿助贴]|招生录取|学年|毕业|级学生|完工|投用|投入使用|上线|启用|(?<!公)开通|(?<!公)开设|设立|成立|新建|获评|荣获|表彰|授予|称号"
)
"""What makes it right to name a year that is over."""
_HERE_TOO: Final = re.compile(
    "一年来|当年公开|上年结转|结转下年度?|结转下一年度|结转至下年度|没有增加|比例|比对|较[好为大多高强](?![于])|首次公开发布"
)
"""Words that have one of those in them and say nothing of another year."""
_BEHIND: Final = re.compile(
    r"\s*年?度?(?:也|亦|则|以[来前后]|之[前后]|[前后起]|年?底[前以]|[初末底]|年?[—–~～至到、-]|[级届版款]|\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?(?:以[来前]|之前|[起前至到—–~～-]|[印制修]|公布的|发布的|出台|通过))"
)
_MADE_LATER: Final = re.compile(
    r"\s*年?度?[^，。；\d]{0,24}(?:决算|公报|年报|统计|案例|灾后|暴雨|疫情|“回头看”|回头看|白皮书|蓝皮书|年鉴|审计|执行情况|完成情况|履职情况|落实情况|(?<!公开)(?<!公开工作)(?:年度|工作|情况|建设|质量|自查|述职|总结)报告|述职|总结|补贴|补助|救助|资金|案卷|档案|台账|卷宗|文件|项目|工程|征收|统计数据|普查|清算|核[定实]|绩效|考核结果|评价结果|名单|的(?!事项|工作|公开|政务|政府信息|政策|数据|情况|总体))"
)
"""What bears the number of the year before and is published this year."""
_REGISTERS: Final = re.compile(
    r"^\s*年?度?(?:全年)?的?(?:[一-龥]{0,8})(?:台账|办件|登记[簿表]|工作|数据|统计数据|情况|申请登记)"
)
_COMPARES: Final = re.compile("对比|比较|比照|对照上|同比|上年|去年|结转|参照|沿用|历年|往年|以前")
_OF_ANOTHER: Final = re.compile(r"[比较与同于自从由至到截]$|加上$|连同$|包括$|自$|按$")


def found(case: Case, year: int) -> Iterator[Finding]:
    """Every such year, the surest first."""
    yield from _beside_this_year(case, year)
    yield from _meant(case, year)
    yield from _short(case, year)
    yield from _a_year_off(case, year)
    yield from _last_several(case, year)
    yield from _called_last(case, year)
    yield from _papers(case, year)
    yield from _budgets(case, year)
    yield from _plans_of_five_years(case, year)
    yield from _ages(case, year)
    yield from _strays(case, year)


_FARTHEST: Final = 200
"""How far from a year its reason is looked for: whole sentences, but no text without an end."""


def _strays(case: Case, year: int) -> Iterator[Finding]:
    for passage, match in year_matches(case, _NAMED):
        if int(match["year"]) != year - 1 or case.prose.in_title(passage):
            continue
        sentence = case.prose.around(passage)
        start = max(sentence.start, match.start() - _FARTHEST)
        said = match.string[start : min(sentence.end, match.end() + _FARTHEST)]
        behind = match.string[match.end() : min(sentence.end, match.end() + 40)]
        before = match.string[start : match.start()]
        if _is_right(case, passage, said, before, behind):
            continue
        says = f"报告是{year}年度的，这一句说的是{year - 1}年，又没有写明是和上年比较或者上年的事，请核对是不是沿用了上年的报告。"
        yield year_finding(case, passage, match, says, year, passage.of_match(match, "year"))


_SINCE_THEN: Final = re.compile(
    r"\s*年以来[，,]?\s*(?:我|本|全|在|示|各)?[一-龥]{0,12}[，,]?(?:认真|坚持|深入|严格|积极|紧紧|紧扣|全面|切实|高度重视|按照|主动公开|以[^，。；\d]{2,12}为)"
)
_RISING: Final = re.compile(
    "累计|逐年|逐步|不断|持续|[两二三四五]年|共[^，。；同]{0,6}\\d|已[^，。；]{0,8}\\d|首次|历年|上年|去年|\\d{4}年.*\\d{4}年"
)
_PERIOD_SAID: Final = re.compile(
    r"(?:统计|数据|报告|起止|取数|填报)[^。；，\d]{0,6}(?:期限|时限|期间|时间|周期|年度|区间|范围|时段|口径)[^。；，\d]{0,8}\Z"
)
"""Told as PERIOD."""
_A_FIGURE: Final = re.compile(r"\s*年度?(?:全年)?[，,]?[^，。；\d、的]{0,12}\d[\d,.]*\s*(?:件|万|%)")


def _is_right(case: Case, place: Passage, said: str, before: str, behind: str) -> bool:
    if place.section == "preface" and _REGISTERS.match(behind) and not _COMPARES.search(said):
        return False
    if any(other != place.text for other in _OTHER_YEAR.findall(said)):
        return True
    if _SINCE_THEN.match(behind) and not _RISING.search(said):
        return False
    if place.section == "overview" and _A_FIGURE.match(behind) and not _begins(case, place):
        return True  # this year's figure and last year's beside it
    if (
        _PERIOD_SAID.search(before)
        or _OF_ANOTHER.search(before)
        or _BEHIND.match(behind)
        or _MADE_LATER.match(behind)
    ):
        return True
    return _WHY.search(_HERE_TOO.sub("", said)) is not None


_HEADED: Final = re.compile(
    r"(?:[（(][一二三四五六七八九十]{1,3}[）)][^，。；\n\d]{2,16}[。：:]?|[^，。；\n\d]{2,8}方面[，,])?[^，。；\n\d]{0,8}"
)


def _begins(case: Case, place: Passage) -> bool:
    """Whether nothing but a heading stands before the year in its line."""
    line = case.prose.plain[place.section][max(0, place.start - 60) : place.start].rpartition("\n")[2]
    return len(line) < 30 and _HEADED.fullmatch(line) is not None


def _beside_this_year(case: Case, year: int) -> Iterator[Finding]:
    for pattern in (_BRACKETED, _HELD_THEN):
        for passage, match in year_matches(case, pattern):
            if int(match["year"]) == year - 1:
                says = f"{match['which']}是{year}年，这里写的是{quoted(passage.text)}，像是沿用了上年的报告，请核对。"
                yield year_finding(case, passage, match, says, year, passage.of_match(match, "year"))


_MEANT: Final = re.compile(
    r"[“\"](?P<which>本年度?|今年|报告年度|报告期|统计年度|上年度?|上一年度?|去年|下年度?|下一年度?)[”\"]\s*(?:均|都|一律|一般)?(?:指的?是?|系指|是指|即|为|是)\s*(?P<year>(?:19|20)\d{2})\s*年"
)


def _meant(case: Case, year: int) -> Iterator[Finding]:
    """文中“上年”均指2022年, in the report of 2024."""
    for passage, match in year_matches(case, _MEANT):
        which = match["which"]
        right = year + (1 if which[0] == "下" else -1 if which[0] in "上去" else 0)
        if int(match["year"]) != right:
            says = f"报告是{year}年度的，“{which}”应指{right}年，这里写的是{quoted(passage.text)}。"
            at = passage.of_match(match, "year")
            yield year_finding(case, passage, match, says, right, at, sure=True)


_SHORT: Final = re.compile(
    r"(?:^|[。；，,！\n：:]|[将就对在]|[局委办镇乡县市区厅处院中心道府的）)]|截[至止])[’'‘]?(?P<year>\d{2})\s*(?:年度|年全年|年(?=\s*(?:1\s*月\s*1\s*日|12\s*月|[，,]|我|本|全|各|政[府务]|信息公开|主动公开|工作|以来|[底末]|共|新收|收到|没有|未|开展|举办|组织)))"
)


def _short(case: Case, year: int) -> Iterator[Finding]:
    """23年，我局… in the report of 2024."""
    for passage, match in year_matches(case, _SHORT):
        sentence = case.prose.around(passage)
        said = match.string[sentence.start : sentence.end]
        if int(match["year"]) == (year - 1) % 100 and not _WHY.search(_HERE_TOO.sub("", said)):
            says = f"报告是{year}年度的，这里写的是{quoted(match['year'] + '年')}，请核对是不是沿用了上年的报告；年份也应写全四位。"
            yield year_finding(case, passage, match, says, year, passage.of_match(match, "year"))


_WITH_TWO_YEARS_AGO: Final = re.compile(
    r"(?:[比较]|(?:与|同|和|对比)(?=[^，。；]{0,14}(?:相比|比较|持平|同期)))\s*(?P<year>20\d{2})\s*年(?:度|同期)?(?!以[来前]|[—–~～至到、前起])"
)
_CARRIED: Final = re.compile(
    r"(?P<year>20\d{2})\s*年(?:度|[底末])?(?:未办?结)?[，,]?(?:结转|转来|转入|带入|遗留|接续)(?:的|下来的?|而来的?|本年的?|过来的?|申请|\s*\d)"
)
_CARRIED_ON: Final = re.compile(
    r"(?:结转|[转延跨留带]|顺延|推迟)(?:[入到至]|入到)?\s*(?P<year>20\d{2})\s*年(?:度)?(?=继续|办理|答复|办结|处理|[，。；、）)]|$|[一-龥]{0,4}的?\s*\d+\s*件[，。；]|\s*\d+\s*件[，。；]|第?[一1]季度)"
)
_REPORTED: Final = re.compile(
    r"(?P<year>20\d{2})\s*年(?:度)?(?:政府信息公开工作)?(?:年度)?(?:工作)?(?:报告|年报)》?[^，。；\d]{0,4}(?:中|里)?[^，。；\d]{0,4}(?:提出|指出|所列|列出|点到|查找|反映|存在|写到|提到)"
)
_LONG_AGO: Final = re.compile(
    r"[一二三四五六七八九十两近多]年|历年|连续|分别|逐年|最[高低多少]|以来|基[数期]|首次|头一|疫情|前年|曾|累计|早在|一直|至今|期满|先后|再次|多次"
)


def _a_year_off(case: Case, year: int) -> Iterator[Finding]:
    """Two years ago where the year before is compared with or carried over from, and what went into this year itself."""
    for pattern in (_WITH_TWO_YEARS_AGO, _CARRIED, _REPORTED):
        for passage, match in year_matches(case, pattern):
            period = _period(match)
            others = set(_OTHER_YEAR.findall(period)) - {str(year), match["year"]}
            if int(match["year"]) != year - 2 or others or _LONG_AGO.search(period):
                continue
            says = f"报告是{year}年度的，上年是{year - 1}年，这里写的是{quoted(passage.text)}，请核对年份是不是没有改。"
            yield year_finding(case, passage, match, says, year - 1, passage.of_match(match, "year"))
    for passage, match in year_matches(case, _CARRIED_ON):
        sentence = case.prose.around(passage)
        clauses = match.string[sentence.start : match.start()]
        if int(match["year"]) != year or re.search(
            rf"上年|上一年|去年|上期|期初|年初|{year - 1}|{year - 2}|来自|连同|加上|曾|当时", clauses
        ):
            continue
        says = f"报告是{year}年度的，没有办结的转到{year + 1}年，这里写的是{quoted(passage.text)}，请核对年份是不是没有改。"
        yield year_finding(case, passage, match, says, year + 1, passage.of_match(match, "year"))


_LAST_SEVERAL: Final = re.compile(
    r"近[两二三四五六2-6]年来?\s*[（(，,]?\s*(?:[从自即]\s*)?(?P<first>20\d{2})\s*(?:年度?)?\s*(?:[、至到]|[—–~～-]{1,2})\s*(?:20\d{2}\s*年?\s*、\s*)?(?P<year>20\d{2})\s*年"
)


def _last_several(case: Case, year: int) -> Iterator[Finding]:
    """近三年（2020—2022年） in the report of 2023."""
    for passage, match in year_matches(case, _LAST_SEVERAL):
        if int(match["year"]) == year - 1 and str(year) not in _period(match):
            says = f"报告是{year}年度的，{quoted(passage.text)}到{year - 1}年为止，请核对是不是沿用了上年的报告。"
            yield year_finding(case, passage, match, says, year, passage.of_match(match, "year"))


_SAID_OF_LAST: Final = re.compile(
    r"(?:^|[。；\n：:])(?P<which>去年|前年)(?:全年)?[，,]?(?=[^，。；\d]{2,24}(?P<value>\d[\d,]*)\s*件)"
)


def _called_last(case: Case, year: int) -> Iterator[Finding]:
    """去年新收政府信息公开申请326件, where 326 is this year's number."""
    for passage, match in year_matches(case, _SAID_OF_LAST):
        sentence = case.prose.around(passage)
        text = match.string[sentence.start : sentence.end]
        at = match.start("value")
        value = Decimal(match["value"].replace(",", ""))
        cells = [
            s.choices[0]
            for s in case.statements
            if s.passage.section == passage.section and s.passage.start == at and s.choices
        ]
        agrees = any(case.sum(c) == value != case.sum(c, last_year=True) for c in cells)
        if (
            not agrees
            or (value <= HARDLY_BY_CHANCE and case.previous is None)
            or re.search("今年|本年|结转|增|减|比|同期", text)
        ):
            continue
        says = f"{match['value']}件是本年（{year}年）表格里的数，这里写的是“{match['which']}”，请核对是不是沿用了别的年度的报告。"
        where = passage.of_match(match, "which")
        yield case.prose.finding(
            LEFT_OVER, "warning", where, says, correction="本年", expected="本年", status="uncertain"
        )


def _period(match: re.Match[str]) -> str:
    """What stands between the full stops around a match."""
    text = match.string
    start = max(text.rfind("。", 0, match.start()), text.rfind("\n", 0, match.start())) + 1
    ends = [at for at in (text.find("。", match.end()), text.find("\n", match.end())) if at >= 0]
    end = min(ends, default=len(text))
    return text[max(start, match.start() - _FARTHEST) : min(end, match.end() + _FARTHEST)]


_PAPER: Final = re.compile(
    r"(?P<when>年初|年内|年底|今年|本年|全年|当年|年度内|[1-9１-９]月|1[0-2]月|[一二三四]季度|[上下]半年)[^。；]{0,40}?(?:印发|制定|出台|制发|下发|发布|公布|修订)(?:了|并公[布开])?[^。；]{0,60}?[〔［\[]\s*(?P<year>20\d{2})\s*[〕］\]]"
)
_HOLDS_ON: Final = re.compile(
    "废止|失效|执行|依据|根据|按照|依照|遵照|落实|贯彻|对照|修订(?!印发)|修改|清理|解读|重新|替代|取代|转发|原|继续|上级|国|省|的要求|规定|精神|以前|此前|归集|汇编"
)


def _papers(case: Case, year: int) -> Iterator[Finding]:
    """年初印发《…》（示教办〔2023〕12号） in the report of 2024: what an office issues bears the number of the year."""
    for passage, match in year_matches(case, _PAPER):
        if int(match["year"]) != year - 1 or _HOLDS_ON.search(match[0]) or str(year - 1) in match[0][:-6]:
            continue
        says = f"报告是{year}年度的，{match['when']}印发的文件，文号一般是{year}年的，这里写的是{year - 1}年，请核对。"
        yield year_finding(case, passage, match, says, year, passage.of_match(match, "year"))


_BUDGET: Final = re.compile(
    r"(?:公开|公布|发布|公示|晒出)[^。；\d《》]{0,24}(?P<year>20\d{2})\s*年度?[^，。；、和及与\d《》]{0,12}(?P<what>预算|决算)(?!执行|调整|绩效|审计|草案)"
)


_MONTHS: Final = {"预算": (1, 4), "决算": (7, 10)}
"""In these months of a year its budget and the accounts of the year before are published."""


def _then(match: re.Match[str], year: int) -> bool:
    """Whether the clause says that it was published in this year, in the months for it: 2025年2月集中公开2024年部门预算."""
    ahead = re.split("[。；\n]", match.string[max(0, match.start() - 40) : match.start()])[-1]
    when = re.search(rf"{year}年(?:(?P<month>\d{{1,2}})月|初)", ahead)
    if when is None:
        return False
    first, last = _MONTHS[match["what"]]
    whole = re.sub(rf"{year}年", "", ahead, count=1)
    return str(year) not in whole and (
        first <= int(when["month"]) <= last if when["month"] else match["what"] == "预算"
    )


def _budgets(case: Case, year: int) -> Iterator[Finding]:
    """公开2022年部门决算 in the report of 2024: this year's budget and last year's accounts are published in a year."""
    for passage, match in year_matches(case, _BUDGET):
        right = year if match["what"] == "预算" else year - 1
        said = int(match["year"])
        period = _period(match)
        here = _then(match, year)
        named = here or str(year) not in period
        too_late = here and match["what"] == "决算" and said == year
        if not (too_late or (said == right - 1 and named)) or _LONG_AGO.search(period) or "补" in period:
            continue
        says = f"{year}年公开的一般是{right}年的{match['what']}，这里写的是{quoted(passage.text)}，请核对年份是不是没有改。"
        yield year_finding(case, passage, match, says, right, passage.of_match(match, "year"))


_FIVE_YEARS: Final = re.compile(
    r"[“\"]十(?P<plan>[二三四五六])五[”\"](?:规划)?(?:的)?(?P<turn>开局|起步|第一年|收官|最后一年|中期|承上启下)(?:之年|年)?"
)
_FIRST_YEAR: Final = {"二": 2011, "三": 2016, "四": 2021, "五": 2026, "六": 2031}
_NO_NOW: Final = re.compile("评估|总结|回顾|完成情况|实施情况|到|至|成果|成就|验收|上一")


def _plans_of_five_years(case: Case, year: int) -> Iterator[Finding]:
    """“十四五”开局之年 in the report of 2022: the first year and the last of a plan are known."""
    for passage, match in year_matches(case, _FIVE_YEARS):
        first = _FIRST_YEAR[match["plan"]]
        turn = match["turn"]
        right = (
            (first,)
            if turn in {"开局", "起步", "第一年"}
            else (first + 4,)
            if turn in {"收官", "最后一年"}
            else (first + 2,)
        )
        around = case.prose.around(passage).text
        if (
            year in right
            or _NO_NOW.search(around)
            or {str(r) for r in right} & set(re.findall(r"\d{4}", around))
        ):
            continue
        if year + 1 in right and re.search("迎接|谋划|即将|备战|来年|明年|下一?年|冲刺", around):
            continue
        says = f"报告是{year}年度的，{quoted(passage.text)}是{right[0]}年，像是沿用了别的年度的报告，请核对。"
        yield case.prose.finding(LEFT_OVER, "warning", passage, says, status="uncertain")


_AGE: Final = re.compile(
    r"(?P<from>20[012]\d)\s*年(?:\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?)?[^，。；\d]{0,16}(?:以来|至今|起|[开建设成启上][通成立用线设])[^。；\d]{0,20}?(?:已|连续|累计|运行|满)[^，。；\d]{0,8}?(?P<age>\d{1,2}|[一二两三四五六七八九十]{1,3})\s*个?(?:周年|年头?)(?![来度级])"
)


def _ages(case: Case, year: int) -> Iterator[Finding]:
    """自2020年上线以来已连续运行三年 in the report of 2024: the years are counted to the end of the report's year."""
    for passage, match in year_matches(case, _AGE):
        age = read_ordinal(match["age"].replace("两", "二")) or 0
        whole = year - int(match["from"])
        rest = match[0][4:]
        if (
            not age
            or whole < 1
            or age in {whole, whole + 1}
            or re.search(r"20\d{2}", rest[rest.find("年") :])
        ):
            continue
        says = f"从{match['from']}年到{year}年底是{whole}年（首尾都算是{whole + 1}年），这里写的是{quoted(passage.text)}，请核对是不是沿用了上年的报告。"
        at = passage.of_match(match, "age")
        yield case.prose.finding(LEFT_OVER, "warning", at, says, status="uncertain")
