"""CITATION: document numbers, titles and articles that are wrong. What is not known is never called wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from assistant.checking.case import Case
from assistant.checking.citing import (
    articles,
    chapters,
    consequences,
    day_units,
    days,
    deadlines,
    issuers,
    items,
    law_names,
    number_slips,
    orders,
)
from assistant.checking.citing.documents import (
    CLOSE,
    OPEN,
    Document,
    documents,
    known,
    misspelt,
    no_such,
    numbered,
    plain_number,
    plain_title,
    regulation,
    table,
    titles_by_number,
)
from assistant.checking.prose import Passage
from assistant.core.findings import Finding
from assistant.core.template import quoted

CODE: Final = "CITATION"
_FORMS: Final = "《党政机关公文格式》（GB/T 9704—2012）"

_ISSUERS: Final = r"国[办公开秘发函涵文]{1,6}|法释"
_NUMBER: Final = (
    rf"(?:{_ISSUERS})\s*{OPEN}\s*(?:19|20)\d{{2}}\s*{CLOSE}\s*第?\s*\d{{1,4}}\s*号?"
    r"|(?:国务院|主席|国)令\s*第?\s*\d{1,4}\s*号令?|国务院第\s*\d{1,4}\s*号?令"
    r"|[一-龥]{2,9}(?:部|委员会|总局|署)令\s*第?\s*\d{1,4}\s*号"
)
_ANY_NUMBER: Final = re.compile(_NUMBER)
_TITLED: Final = re.compile(
    rf"《(?P<title>[^《》\n]{{2,80}})》(?:\s*[（(](?:[^（）()《》\n；]{{0,12}}[，,])?(?:中华人民共和国)?|，?(?:即|中华人民共和国))(?P<behind>{_NUMBER})"
    rf"|(?P<ahead>{_NUMBER})(?:文件|文)?(?:印发的|发布的|公布的)?《(?P<title_behind>[^《》\n]{{2,80}})》"
)
_UNQUOTED: Final = re.compile(
    rf"(?P<title>[一-龥〈〉]{{6,60}})[（(](?:[^（）()《》\n；]{{0,12}}[，,])?(?:中华人民共和国)?(?P<behind>{_NUMBER})"
)
"""A title without 《》 before its number; what is before the title may stand in front of it."""
_NO_SUCH_TITLE: Final = re.compile(
    r"(?:中华人民共和国|国务院)?(?:政府信息公开(?:工作|管理|实施|暂行)|政府信息|政府公开|政府信息(?:主动公开|依申请公开|管理|工作)|政务信息公开|政府政务公开|信息公开工作)条例|中华人民共和国信息公开条例"
)
_TITLE: Final = re.compile(r"《([^《》\n]{2,80})》")

_BAD_END: Final = re.compile(r"意(?P<opinion>[间件建])$|通(?P<notice>[之只至])$|细(?P<rules>责)$")
"""The last word of a title mistyped: 的意间, 的通之."""

_BRACKETS: Final = re.compile(
    r"(?<=[一-龥])\s?(?P<open>[〔\[［(（﹝【])\s*(?P<year>(?:19|20)\d{2})\s*(?P<close>[〕\]］)）﹞】])\s*(?P<rest>第?\s*\d{1,5}\s*号)"
)
_NO_END: Final = re.compile(
    rf"(?:{_ISSUERS}|(?<=[一-龥])[发函])\s*{OPEN}\s*(?:19|20)\d{{2}}\s*{CLOSE}\s*第?\s*\d{{1,4}}(?!\s*[\d号.条年]|\s*件(?![的规要印精]))(?!\s*文号)"
)
_LETTER: Final = re.compile(rf"(?<=[一-龥])涵(?=\s*{OPEN}\s*(?:19|20)\d{{2}}\s*{CLOSE})")
_PADDED: Final = re.compile(rf"{OPEN}\s*(?:19|20)\d{{2}}\s*{CLOSE}\s*(?P<odd>第\s*0*|0+)(?=\d{{1,5}}\s*号)")
_ORDER_FORM: Final = re.compile(
    r"(?<![务院])国令\s*第?\s*(?P<short>711|499)\s*号|(?:国务院|主席)令第?\s*\d+\s*号(?P<twice>令)|(?:国务院|主席)令(?P<bare>(?=\d+号))|国务院\s*(?P<loose>\d{2,3})\s*号令|国务院第\s*(?P<no_end>\d{2,3})\s*令|国务院令第\s*(?P<cut>\d{2,3})(?!\s*[\d号])"
)

_CITES: Final = re.compile(r"[《号条〔\[［﹝【法]|个工作日|通知|视为|补正|例外|收到|起诉|诉讼|复议")
_FORM_TITLE: Final = "年度报告格式"
_TRIAL_TITLE: Final = "关于政府信息公开工作年度报告有关事项的通知"
_SHORTEST_TITLE: Final = 5
"""Shorter ones are short names: 《条例》, 《办法》."""
_OLD_REGULATION: Final = "国务院令第492号"
"""Reported as repealed; right in old reports."""
_SUPERSEDED_ON_PURPOSE: Final = re.compile(
    r"废止|取代|替代|代替|试行格式|此前|原来|原《?条例|原法|修订前|修改前|老《?条例|旧|曾|20(?:19|20)年度|200[78]年[^国（(]{0,24}(?:公布|制定|颁布|版|施行)|200[78]年(?:\d{1,2}月)?(?:\d{1,2}日)?[，,]?(?:由|经)?国务院(?:第一次|首次|最早|首度)?(?:公布|制定|颁布|发布|出台|通过)|200[78]年[^。；]{0,40}施行(?:以来|时|后|之初|起)|第?492号令?公布[^。；]{0,20}修订"
)


def check(case: Case) -> list[Finding]:
    """Numbers beside titles, forms of numbers, titles, articles, and rules no longer in force."""
    if not any(_CITES.search(text) for text in case.prose.sections.values()):
        return list(law_names.check(case, set()))
    paired = list(_pairs(case))
    titles = list(_titles(case))
    lone = list(_lone_numbers(case, {finding.where[0] for finding in paired}))
    return [
        *paired,
        *_forms(case),
        *lone,
        *titles,
        *law_names.check(case, {finding.where[0] for finding in titles}),
        *articles.check(case),
        *items.check(case),
        *chapters.check(case),
        *_not_introduced(case),
        *_others_not_introduced(case),
        *deadlines.check(case),
        *days.check(case),
        *day_units.check(case),
        *number_slips.check(case, {finding.where[0] for finding in (*paired, *lone)}),
        *consequences.check(case),
        *issuers.check(case),
        *orders.check(case, {finding.where[0] for finding in (*paired, *titles)}),
        *_repealed(case, {finding.where[0] for finding in paired}),
    ]


# --- numbers and titles ---------------------------------------------------------------------------


def _pairs(case: Case) -> Iterator[Finding]:
    """A known title beside a number that is another's."""
    for passage, match in case.prose.matches(_UNQUOTED):
        said = match["title"].removesuffix("的通知")
        names = [n for n in numbered() if len(n) >= _SHORTEST_TITLE + 3 and said.endswith(n)]
        right = numbered()[max(names, key=len)] if names else None
        number = passage.of_match(match, "behind")
        found = plain_number(number.text)
        if right and not found.endswith(right) and found != _OLD_REGULATION:
            yield _not_its_number(case, number, max(names, key=len), right, found)
    for passage, match in case.prose.matches(_TITLED):
        group = "behind" if match["behind"] else "ahead"
        title = match["title"] or match["title_behind"]
        right = numbered().get(plain_title(title))
        number = passage.of_match(match, group)
        found = plain_number(number.text)
        if right is None:
            yield from _title_of_another(
                case, passage.of_match(match, "title" if match["title"] else "title_behind"), found
            )
            continue
        if found.endswith(right) or (known(title) is regulation() and found == _OLD_REGULATION):
            continue
        other = next((d for d in documents() if d.number == found), None)
        if other and other is known(_FORM_TITLE) and known(title) is known(_TRIAL_TITLE):
            yield _old_title(
                case, passage.of_match(match, "title" if match["title"] else "title_behind"), other
            )
            continue
        yield _not_its_number(case, number, title, right, found)


def _not_its_number(case: Case, number: Passage, title: str, right: str, found: str) -> Finding:
    shown = (document := known(title)) and document.title
    says = f"《{shown or title}》的文号是{right}，不是{quoted(number.text)}。"
    other = next((d for d in documents() if d.number == found), None)
    if other:
        says += f"{quoted(found)}是《{other.title}》的文号，请核对引用的是哪一个。"
    return case.prose.finding(
        CODE,
        "error",
        number,
        says,
        correction=right,
        expected=right,
        basis=right,
    )


def _title_of_another(case: Case, place: Passage, number: str) -> Iterator[Finding]:
    """A title that is not that of the document with the number beside it."""
    other = titles_by_number().get(number)
    if other is None or known(place.text) or misspelt(place.text) or _meant(place.text):
        return
    if len(place.text) < _SHORTEST_TITLE or _NO_SUCH_TITLE.fullmatch(place.text):
        return
    says = f"{number}是《{other}》的文号，这里的题目是{quoted(place.text)}，请核对。"
    yield case.prose.finding(CODE, "warning", place, says, expected=other, basis=number, status="uncertain")


def _old_title(case: Case, place: Passage, document: Document) -> Finding:
    """The title of the form on trial beside the number of the one in force: the number is the newer part."""
    says = (
        f"{document.number}是《{document.title}》的文号，{quoted(place.text)}是2019年试行格式的题目，"
        f"请核对引用的是哪一个。"
    )
    right = f"关于印发〈{document.title}〉的通知"
    return case.prose.finding(CODE, "error", place, says, expected=right, basis=document.number)


def _forms(case: Case) -> Iterator[Finding]:
    """How a number is written: 六角括号, 号, 函 not 涵, no 第 and no zeros before the number."""
    prose = case.prose
    for passage, match in prose.matches(_BRACKETS):
        if match["open"] + match["close"] == "〔〕" or prose.in_title(passage):
            continue
        start, end = match.start("open"), match.end("close")
        whole = Passage(passage.section, start, end, match.string[start:end])
        right = f"〔{match['year']}〕"
        says = f"发文字号里的年份用六角括号，{quoted(whole.text)}应为{quoted(right)}。"
        yield prose.finding(CODE, "warning", whole, says, correction=right, expected=right, basis=_FORMS)
    for passage, match in prose.matches(_NO_END):
        right = match[0].rstrip() + "号"
        says = f"文号{quoted(match[0].strip())}漏了“号”字。"
        yield prose.finding(CODE, "warning", passage, says, correction=right, expected=right, basis=_FORMS)
    for passage, _ in prose.matches(_LETTER):
        says = "文号里的“涵”应为“函”。"
        yield prose.finding(CODE, "error", passage, says, correction="函", expected="函", basis=_FORMS)
    for passage, match in prose.matches(_PADDED):
        odd = passage.of_match(match, "odd")
        says = f"发文字号的序号前不加“第”，也不编虚位，{quoted(odd.text)}应当去掉。"
        yield prose.finding(CODE, "info", odd, says, correction="", basis=_FORMS)
    for passage, match in prose.matches(_ORDER_FORM):
        if digits := match["short"] or match["loose"] or match["no_end"] or match["cut"]:
            right = f"国务院令第{digits}号"
            says = f"{quoted(passage.text)}的通行写法是{quoted(right)}。"
            yield prose.finding(CODE, "info", passage, says, correction=right, expected=right)
        else:
            right = passage.text[:-1] if match["twice"] else passage.text + "第"
            says = f"令的写法是“国务院令第×号”，{quoted(passage.text)}请核对。"
            yield prose.finding(CODE, "info", passage, says, correction=right, expected=right)


_SPOKEN_OF: Final = {
    "国办公开办函〔2021〕30号": re.compile(r"格式|年度报告|编制"),
    "国办函〔2020〕109号": re.compile(r"信息处理费|收费"),
    "国办公开办函〔2019〕61号": re.compile(r"公开平台|平台有关事项|平台规范"),
    "国办发〔2019〕54号": re.compile(r"基层[^。；，]{0,4}公开|标准化规范化"),
    "国办发〔2020〕50号": re.compile(r"企事业单位"),
    "国办秘函〔2019〕19号": re.compile(r"检查指标"),
    "国办发〔2017〕47号": re.compile(r"网站发展指引"),
    "国办发〔2018〕123号": re.compile(r"政务新媒体健康"),
    "法释〔2025〕8号": re.compile(r"司法解释|行政案件|最高人民法院|最高法"),
}
"""Documents often cited by number alone, and the words that tell that they are meant."""
_OWN_TITLE: Final = re.compile(r"》[）)]?\s*[（(]?(?:中华人民共和国)?$")
"""A number behind a title is that title's, known or not."""


def _lone_numbers(case: Case, judged: set[str]) -> Iterator[Finding]:
    """A number that stands alone and is a document's but for one slip, where that document is spoken of."""
    titles = titles_by_number()
    for passage, match in case.prose.matches(_ANY_NUMBER):
        number = plain_number(match[0])
        if passage.span in judged or number in _numbers():
            continue
        if (
            _OWN_TITLE.search(match.string[max(0, match.start() - 12) : match.start()])
            and number not in titles
        ):
            continue
        right = _nearly(number, case.prose.around(passage).text)
        if right is None or right == number:
            continue
        says = f"《{titles[right]}》的文号是{right}，这里写的是{quoted(passage.text)}，请核对是否写错。"
        yield case.prose.finding(
            CODE,
            "warning",
            passage,
            says,
            correction=right,
            expected=right,
            basis=right,
            status="uncertain",
        )


def _nearly(number: str, sentence: str) -> str | None:
    """The number that is meant: one of three parts is wrong, or one figure of an order's, and the document is spoken of."""
    if parts := _PARTS.fullmatch(number):
        for right, words in _SPOKEN_OF.items():
            own = _PARTS.fullmatch(right)
            same = own and sum(a == b for a, b in zip(parts.groups(), own.groups(), strict=True))
            if same == 2 and words.search(sentence):
                return right
    order = _ORDER.fullmatch(number)
    if order and sorted(order[1]) in _NEAR_711 and _OF_THE_REGULATION.search(sentence):
        return regulation().number
    return None


_ORDER: Final = re.compile(r"国务院令第(\d{3})号")
_NEAR_711: Final = ([*"117"], [*"177"])
"""The figures of 711 in another order, or one of them doubled."""
_OF_THE_REGULATION: Final = re.compile(r"政府信息公开条例|《条例》")
_PARTS: Final = re.compile(r"(.+)〔(\d+)〕(\d+)号?")


@cache
def _numbers() -> frozenset[str]:
    return frozenset(d.number for d in documents())


def _titles(case: Case) -> Iterator[Finding]:
    """Titles that are nearly a known one."""
    for passage, match in case.prose.matches(_TITLE):
        if _NO_SUCH_TITLE.fullmatch(match[1]):
            right = f"《{regulation().title}》"
            says = f"没有{quoted(passage.text)}这个名称的条例，应为{quoted(right)}。"
            yield case.prose.finding(
                CODE, "error", passage, says, correction=right, expected=right, basis=regulation().number
            )
            continue
        if bad := _BAD_END.search(match[1]):
            right = "见" if bad["opinion"] else "知" if bad["notice"] else "则"
            place = passage.cut(bad.start() + 1, bad.end() + 1)
            says = f"文件名的最后一个词{quoted(place.text)}像是写错了，应为{quoted(bad[0][0] + right)}。"
            yield case.prose.finding(
                CODE, "warning", place, says, correction=bad[0][0] + right, expected=bad[0][0] + right
            )
            continue
        document = misspelt(match[1]) or _meant(match[1])
        if document is None:
            continue
        right = f"《{document.title}》"
        says = f"文件名{quoted(passage.text)}像是写错了，应为{quoted(right)}。"
        yield case.prose.finding(
            CODE, "warning", passage, says, correction=right, expected=right, basis=document.number
        )


def _meant(title: str) -> Document | None:
    """The document meant by a name that none has."""
    if known(title) is not None:
        return None
    right = next((right for pattern, right in no_such() if pattern.fullmatch(title)), None)
    return known(right) if right else None


# --- names that nothing introduces ------------------------------------------------------------------

_INTRODUCED: Final = re.compile(r"政府信息公开条例|简称[^。；\n]{0,4}《?条例")
_BARE: Final = re.compile(r"《条例》")
_BARE_OTHERS: Final = re.compile(r"《(?P<name>办法|规定|解释|格式|规范|细则|实施条例)》")


def _not_introduced(case: Case) -> Iterator[Finding]:
    """《条例》 in a report that nowhere says which: the first place only."""
    if not case.prose.sections.get("preface") or any(
        _INTRODUCED.search(t) for t in case.prose.plain.values()
    ):
        return
    for passage, _ in case.prose.matches(_BARE):
        right = f"《{regulation().title}》"
        says = f"全文没有交代《条例》是什么，第一次出现应写全称{quoted(right)}（以下简称《条例》）。"
        yield case.prose.finding(CODE, "warning", passage, says, expected=right)
        return


def _others_not_introduced(case: Case) -> Iterator[Finding]:
    """《办法》 where no title ends that way: the first place of each only."""
    whole = "\n".join(case.prose.plain.values())
    seen: set[str] = set()
    for passage, match in case.prose.matches(_BARE_OTHERS):
        name = match["name"]
        if name in seen or re.search(
            rf"[一-龥“]{name}》|{name}（[^（）]*）》|简称[^。；\n]{{0,6}}{name}", whole
        ):
            continue
        seen.add(name)
        says = f"全文没有交代{quoted(passage.text)}是什么，第一次出现应写文件的全称。"
        yield case.prose.finding(CODE, "warning", passage, says)


# --- repealed -------------------------------------------------------------------------------------


@cache
def _repealed_rules() -> tuple[tuple[re.Pattern[str], dict[str, str], int], ...]:
    return tuple((re.compile(e["pattern"]), e, e["from"]) for e in table()["repealed"])


def _repealed(case: Case, judged: set[str]) -> Iterator[Finding]:
    year = case.report.year
    for pattern, entry, first in _repealed_rules():
        if year is None or year < first:
            continue
        for passage, _ in case.prose.matches(pattern):
            if passage.span in judged or _SUPERSEDED_ON_PURPOSE.search(case.prose.around(passage).text):
                continue
            yield case.prose.finding(
                CODE,
                "error" if entry.get("severity") == "error" else "warning",
                passage,
                f"{quoted(passage.text)}：{entry['say']}",
                correction=entry.get("right"),
                expected=entry.get("right"),
            )
