"""CITATION: document numbers, titles and articles that are wrong. What is not known is never called wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from assistant.checking.case import Case
from assistant.checking.prose import Passage
from assistant.checking.wording import deadlines, items
from assistant.checking.wording.documents import (
    CLOSE,
    OPEN,
    REGULATION,
    Document,
    Topic,
    documents,
    known,
    misspelt,
    no_such,
    numbered,
    plain_number,
    plain_title,
    regulation,
    table,
    topics,
)
from assistant.core.findings import Finding
from assistant.core.numbers import read_chinese
from assistant.core.template import quoted

CODE: Final = "CITATION"
_FORMS: Final = "《党政机关公文格式》（GB/T 9704—2012）"

_ISSUERS: Final = r"国办公开办[函涵]|国办公开[函涵办]|国办秘[函涵]|国办[发函涵]|国[发函]|法释"
_NUMBER: Final = (
    rf"(?:{_ISSUERS})\s*{OPEN}\s*(?:19|20)\d{{2}}\s*{CLOSE}\s*第?\s*\d{{1,4}}\s*号?"
    r"|(?:国务院|主席|国)令\s*第?\s*\d{1,4}\s*号令?|国务院第\s*\d{1,4}\s*号令"
)
_ANY_NUMBER: Final = re.compile(_NUMBER)
_TITLED: Final = re.compile(
    rf"《(?P<title>[^《》\n]{{2,80}})》(?:\s*[（(](?:[^（）()《》\n；]{{0,12}}[，,])?(?:中华人民共和国)?|，?(?:即|中华人民共和国))(?P<behind>{_NUMBER})"
    rf"|(?P<ahead>{_NUMBER})(?:文件|文)?(?:印发的|发布的|公布的)?《(?P<title_behind>[^《》\n]{{2,80}})》"
)
_NO_SUCH_TITLE: Final = re.compile(
    r"(?:中华人民共和国|国务院)?(?:政府信息公开(?:工作|管理|实施|暂行)|政府信息(?:主动公开|依申请公开|管理|工作)|政务信息公开|政府政务公开|信息公开工作)条例|中华人民共和国信息公开条例"
)
_TITLE: Final = re.compile(r"《([^《》\n]{2,80})》")

_BRACKETS: Final = re.compile(
    r"(?<=[一-龥])\s?(?P<open>[〔\[［(（﹝【])\s*(?P<year>(?:19|20)\d{2})\s*(?P<close>[〕\]］)）﹞】])\s*(?P<rest>第?\s*\d{1,5}\s*号)"
)
_NO_END: Final = re.compile(
    rf"(?:{_ISSUERS}|(?<=[一-龥])[发函])\s*{OPEN}\s*(?:19|20)\d{{2}}\s*{CLOSE}\s*第?\s*\d{{1,4}}(?!\s*[\d号.条年]|\s*件(?![的规要印精]))(?!\s*文号)"
)
_LETTER: Final = re.compile(rf"(?<=[一-龥])涵(?=\s*{OPEN}\s*(?:19|20)\d{{2}}\s*{CLOSE})")
_PADDED: Final = re.compile(rf"{OPEN}\s*(?:19|20)\d{{2}}\s*{CLOSE}\s*(?P<odd>第\s*0*|0+)(?=\d{{1,5}}\s*号)")
_ORDER_FORM: Final = re.compile(
    r"(?<![务院])国令\s*第?\s*(?P<short>711|499)\s*号|(?:国务院|主席)令第?\s*\d+\s*号(?P<twice>令)|(?:国务院|主席)令(?P<bare>(?=\d+号))|国务院\s*(?P<loose>\d{2,3})\s*号令"
)

_CN: Final = r"[一二三四五六七八九十百零〇\d]{1,7}"
_ARTICLE: Final = (
    rf"第\s*(?:{_CN})\s*条(?:之[一二三])?(?:第\s*{_CN}\s*款)?(?:第?\s*[（(]?\s*{_CN}\s*[）)]?\s*项)?"
)
_CITED: Final = re.compile(
    r"(?:《(?P<title>[^《》\n]{2,80})》(?:[（(][^（）()\n]{0,60}[）)])?|(?P<bare>(?<![一-龥])条例|政府信息公开条例))"
    rf"\s*(?:的|中|关于)?\s*(?P<chain>{_ARTICLE}(?:\s*(?:、|和|及|与|至|，|以及)\s*{_ARTICLE})*)"
)
_ONE_ARTICLE: Final = re.compile(
    rf"第\s*({_CN})\s*条(?:之[一二三])?(?:第\s*({_CN})\s*款)?(?:第?\s*[（(]?\s*({_CN})\s*[）)]?\s*项)?"
)
_SHORT_NAME: Final = re.compile(
    r"《([^《》\n]{4,80})》[^《》。\n]{0,40}?(?:以下)?简称[为：:]?\s*[“\"]?《?((?:[一-龥]{0,8})(?:条例|办法|规定|解释))"
)
_STOPS: Final = re.compile(r"[。；;！？\n]|《|第[一二三四五六七八九十百\d]+条")
_CITES: Final = re.compile(r"[《号条〔\[［﹝【]")
_LOOKED_AT: Final = 60
_AHEAD_OF_CITED: Final = re.compile(
    r"(?:^|[。；;\n])([^。；;\n《》]{2,60}?)[，,]?(?:均|一律|分别|已|都)?(?:依据|依照|根据|按照|适用)(?:[的]?规定)?$"
)
"""What is said before 依据《条例》第…条, where nothing is said behind."""
_OLD_REGULATION: Final = "国务院令第492号"
"""Reported as repealed; right in old reports."""
_SUPERSEDED_ON_PURPOSE: Final = re.compile(
    r"废止|取代|替代|代替|试行格式|此前|原来|旧|曾|20(?:19|20)年度|2007年[^国（(]{0,8}(?:公布|制定|颁布|版|施行)|第?492号令?公布[^。；]{0,20}修订"
)


def check(case: Case) -> list[Finding]:
    """Numbers beside titles, forms of numbers, titles, articles, and rules no longer in force."""
    if not any(_CITES.search(text) for text in case.prose.sections.values()):
        return []
    paired = list(_pairs(case))
    return [
        *paired,
        *_forms(case),
        *_lone_numbers(case, {finding.where[0] for finding in paired}),
        *_titles(case),
        *_articles(case),
        *items.check(case),
        *_not_introduced(case),
        *_others_not_introduced(case),
        *deadlines.check(case),
        *_repealed(case, {finding.where[0] for finding in paired}),
    ]


# --- numbers and titles ---------------------------------------------------------------------------


def _pairs(case: Case) -> Iterator[Finding]:
    """A known title beside a number that is another's."""
    for passage, match in case.prose.matches(_TITLED):
        group = "behind" if match["behind"] else "ahead"
        title = match["title"] or match["title_behind"]
        right = numbered().get(plain_title(title))
        if right is None:
            continue
        number = passage.of_match(match, group)
        found = plain_number(number.text)
        if found == right or (known(title) is regulation() and found == _OLD_REGULATION):
            continue
        other = next((d for d in documents() if d.number == found), None)
        shown = (document := known(title)) and document.title
        says = f"《{shown or title}》的文号是{right}，不是{quoted(number.text)}。"
        if other:
            says += f"{quoted(found)}是《{other.title}》的文号，请核对引用的是哪一个。"
        yield case.prose.finding(
            CODE,
            "error",
            number,
            says,
            correction=right,
            expected=right,
            basis=right,
        )


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
        if match["short"] or match["loose"]:
            right = f"国务院令第{match['short'] or match['loose']}号"
            says = f"{quoted(passage.text)}的通行写法是{quoted(right)}。"
            yield prose.finding(CODE, "info", passage, says, correction=right, expected=right)
        else:
            right = passage.text[:-1] if match["twice"] else passage.text + "第"
            says = f"令的写法是“国务院令第×号”，{quoted(passage.text)}请核对。"
            yield prose.finding(CODE, "info", passage, says, correction=right, expected=right)


_SPOKEN_OF: Final = {
    "年度报告格式": re.compile(r"格式|年度报告|编制"),
    "信息处理费管理办法": re.compile(r"信息处理费|收费"),
}
"""Documents often cited by number alone, and the words that tell that they are meant."""


def _lone_numbers(case: Case, judged: set[str]) -> Iterator[Finding]:
    """A number that stands alone and is a document's but for one slip, where that document is spoken of."""
    for passage, match in case.prose.matches(_ANY_NUMBER):
        parts = _PARTS.fullmatch(plain_number(match[0]))
        if parts is None or passage.span in judged or parts[0] in _numbers() or not parts[1].startswith("国"):
            continue
        for short, words in _SPOKEN_OF.items():
            document = next(d for d in documents() if d.title.endswith(short))
            own = _PARTS.fullmatch(document.number)
            if own is None or sum(a == b for a, b in zip(parts.groups(), own.groups(), strict=True)) != 2:
                continue
            if not words.search(case.prose.around(passage).text):
                continue
            says = f"《{document.title}》的文号是{document.number}，这里写的是{quoted(passage.text)}，请核对是否写错。"
            yield case.prose.finding(
                CODE,
                "warning",
                passage,
                says,
                correction=document.number,
                expected=document.number,
                basis=document.number,
                status="uncertain",
            )


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


# --- articles -------------------------------------------------------------------------------------


def _articles(case: Case) -> Iterator[Finding]:
    names = _short_names(case)
    for passage, match in case.prose.matches(_CITED):
        document = _cited(match["title"] or match["bare"], names)
        if document is None:
            continue
        wrong = list(_beyond(case, passage, match, document))
        yield from wrong
        if not wrong:
            yield from _off_topic(case, passage, match, document)
    yield from _untitled(case, names)


_BARE_ARTICLE: Final = re.compile(rf"(?:按照?|依照?|依据|根据|适用)(?P<chain>{_ARTICLE})")


def _untitled(case: Case, names: dict[str, Document | None]) -> Iterator[Finding]:
    """需要加工、分析的，按第三十八条: an article of the one document that its sentence names before."""
    for passage, match in case.prose.matches(_BARE_ARTICLE):
        text = match.string
        begin = max(text.rfind(mark, 0, match.start()) for mark in "。\n") + 1
        titles = set(_TITLE.findall(text[begin : match.start()]))
        document = _cited(titles.pop(), names) if len(titles) == 1 else None
        if document is None:
            continue
        segment = re.split("[；;]", text[begin : match.start()])[-1]
        cited = [v for one in _ONE_ARTICLE.finditer(match["chain"]) if (v := _value(one[1])) is not None]
        found = [t for t in topics(document.title) if t.pattern.search(segment)]
        if found and not any(set(cited) & set(t.articles) for t in found):
            topic = min(found, key=lambda t: -_at(t.pattern, segment))
            yield _other_article(case, passage.of_match(match, "chain"), topic, document, sole=True)


def _short_names(case: Case) -> dict[str, Document | None]:
    """What short names stand for: 《条例》 is the 条例 unless the text says otherwise."""
    names: dict[str, Document | None] = {"条例": regulation()}
    for _, match in case.prose.matches(_SHORT_NAME):
        names[match[2]] = known(match[1]) or misspelt(match[1])
    return names


def _cited(name: str, names: dict[str, Document | None]) -> Document | None:
    if name in names:
        return names[name]
    return regulation() if name == REGULATION else known(name)


def _beyond(case: Case, passage: Passage, match: re.Match[str], document: Document) -> Iterator[Finding]:
    """Articles and items that the document does not have."""
    if document.articles is None:
        return
    for one in _ONE_ARTICLE.finditer(match.string, *match.span("chain")):
        says = _not_there(document, one)
        if says:
            basis = f"《{document.title}》{document.number}"
            yield case.prose.finding(CODE, "error", passage.of_match(one), says, basis=basis)


def _not_there(document: Document, cited: re.Match[str]) -> str | None:
    """What to say of an article, paragraph or item that a document does not have; `None` when it has it or may."""
    article, paragraph, item = (_value(part) if part else None for part in cited.groups())
    if article is None or document.articles is None:
        return None
    name = f"《{document.title}》"
    if article > document.articles:
        return f"{name}一共{document.articles}条，没有第{cited[1]}条。"
    if document.paragraphs and paragraph is not None and paragraph > document.paragraphs.get(article, 1):
        only = document.paragraphs.get(article, 1)
        hint = (
            f"如果指的是第（{_chinese(paragraph)}）项，请写“项”。"
            if paragraph <= document.items.get(article, 0)
            else ""
        )
        return f"{name}第{cited[1]}条只有{only}款，没有第{cited[2]}款。{hint}"
    items = document.items.get(article)
    if items is not None and item is not None and item > items:
        return f"{name}第{cited[1]}条一共{items}项，没有第{cited[3]}项。"
    return None


def _off_topic(case: Case, passage: Passage, match: re.Match[str], document: Document) -> Iterator[Finding]:
    """An article beside words that are another's: a warning, for sentences may be read in many ways."""
    cited = [v for one in _ONE_ARTICLE.finditer(match["chain"]) if (v := _value(one[1])) is not None]
    if "至" in match["chain"] and len(cited) == 2:
        cited = list(range(cited[0], cited[1] + 1))
    rest = match.string[match.end() : match.end() + _LOOKED_AT]
    stop = _STOPS.search(rest)
    said = rest[: stop.start()] if stop else rest
    quoted_ahead = _AHEAD_OF_CITED.search(match.string[max(0, match.start() - _LOOKED_AT) : match.start()])
    known_topics = topics(document.title)
    if quoted_ahead and not any(topic.pattern.search(said) for topic in known_topics):
        said = quoted_ahead[1]
    found = [topic for topic in known_topics if topic.pattern.search(said)]
    if not found or any(set(cited) & set(topic.articles) for topic in found):
        return
    topic = min(found, key=lambda t: _at(t.pattern, said))
    yield _other_article(case, passage.of_match(match, "chain"), topic, document, sole=len(cited) == 1)


def _other_article(case: Case, place: Passage, topic: Topic, document: Document, *, sole: bool) -> Finding:
    right = f"第{_chinese(topic.articles[0])}条"
    name = "《条例》" if document is regulation() else f"《{document.title}》"
    says = f"这里说的是{topic.about}，{name}里是{right}，写的是{quoted(place.text)}，请核对条款。"
    return case.prose.finding(
        CODE,
        "warning",
        place,
        says,
        correction=right if sole else None,
        expected=right,
        basis=f"《{document.title}》{right}",
        status="uncertain",
    )


def _at(pattern: re.Pattern[str], text: str) -> int:
    """Where the words of a topic end; a pattern may begin with what must not stand before them."""
    found = pattern.search(text)
    return found.end() if found else len(text)


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


def _value(text: str) -> int | None:
    value = int(text) if text.isdecimal() else read_chinese(text)
    return None if value is None else int(value)


_TENS: Final = "零一二三四五六七八九"


def _chinese(number: int) -> str:
    """A number below two hundred as articles have it: 四, 十五, 四十, 四十二, 一百零九."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    if hundreds:
        front = "一百" + (f"{_TENS[tens]}十" if tens else "零" if ones else "")
        return front + (_TENS[ones] if ones else "")
    front = "" if not tens else ("" if tens == 1 else _TENS[tens]) + "十"
    return front + (_TENS[ones] if ones or not tens else "")


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
