"""CITATION: document numbers that are cut short or misbuilt (国办公开办函〔23〕30号), and orders beside a title that are not its.

Numbers of laws change with every version: an order is only judged by what is known of the version in force in the report's year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.checking.case import Case
from assistant.checking.citing.documents import CLOSE, OPEN, Document, documents, known, regulation
from assistant.checking.prose import Passage
from assistant.core.findings import Finding
from assistant.core.numbers import read_ordinal
from assistant.core.template import quoted

CODE: Final = "CITATION"
_FORMS: Final = "《党政机关公文格式》（GB/T 9704—2012）"

_LOOSE: Final = re.compile(
    rf"(?P<kind>国办公开办函|国办公开函|国办秘函|国办函|国办发|法释)\s*(?P<open>{OPEN}?)\s*(?P<year>\d{{1,5}})\s*(?P<word>年?)\s*(?P<close>{CLOSE}?)\s*第?\s*0?(?P<number>\d{{1,4}})\s*号"
)
_BUILT: Final = re.compile(
    r"(?:国(?:发|办|办发|务|院|务发|家|务员|务院办)令\s*(?:[〔\[［(（【]\s*20\d\d\s*年?\s*[〕\]］)）】])?\s*第?|国发\s*第|国(?:务院)?令?\s*(?:字第?|[〔\[［(（【]\s*20\d\d\s*年?\s*[〕\]］)）】]\s*第?)|国务院(?:公布|发布)?第?)"
    r"\s*(?P<number>711|492|499)\s*号(?!令|\d)"
)
"""The order of a regulation built like the number of a paper, or under a name that no order has: 国令〔2019〕711号."""
_KINDS: Final = frozenset(("国办发", "国办函", "国办秘函", "国办公开办函", "国办发明电", "国办字"))
_IN_ORDER: Final = re.compile(
    rf"(?<![一-龥])(?P<kind>国[办公开秘发函室厅字文]{{2,7}})\s*{OPEN}\s*(?P<year>20\d\d)\s*{CLOSE}\s*(?P<number>\d{{1,3}})\s*号"
    rf"|(?<=[按照据依对行和与、（以])(?P<behind>国[办公开秘发函室厅字文]{{2,7}})\s*{OPEN}\s*(?P<year_behind>20\d\d)\s*{CLOSE}\s*(?P<number_behind>\d{{1,3}})\s*号"
)
_ORDER: Final = r"(?:国务院|主席)令\s*第?\s*(?:\d{1,4}|[一二三四五六七八九十百零〇]{1,9})\s*号"
_ORDERED: Final = re.compile(
    rf"《(?P<title>[^《》\n]{{2,80}})》(?:\s*[（(](?:[^（）()《》\n；]{{0,16}}?[，,])?(?:中华人民共和国)?|，?(?:即|中华人民共和国))(?P<order>{_ORDER})"
    rf"|(?P<ahead>{_ORDER})(?:文件|文)?(?:印发的?|发布的?|公布的?|修订公布的?)?(?:新修订的)?《(?P<title_behind>[^《》\n]{{2,80}})》"
)
_SAID: Final = re.compile(r"\d+|[一二三四五六七八九十百零〇]{1,9}(?=\s*号)")
_OLDER: Final = {
    "中华人民共和国政府信息公开条例": {492},
    "中华人民共和国保守国家秘密法实施条例": {646},
    "不动产登记暂行条例": {710, 797},
    "中华人民共和国保守国家秘密法": {6, 28},
    "中华人民共和国档案法": {58, 71, 57},
    "中华人民共和国立法法": {20, 31},
    "中华人民共和国行政复议法": {16, 18, 76},
}  # fmt: skip
"""Numbers of older and newer versions, as the gazettes have them（待核实）: no slips of the pen."""
_REPEALED: Final = (492, 646)
"""Told as repealed by documents.toml."""
_RECENT: Final = 2019
_ON_PURPOSE: Final = re.compile("废止|取代|替代|代替|原来|此前|旧|修订前|修改前|曾|首次|当时|以前")


def check(case: Case, told: set[str]) -> Iterator[Finding]:
    """All kinds of slips; places in `told` are judged already."""
    yield from _misbuilt(case)
    yield from _built(case)
    yield from _kinds(case, told)
    yield from _orders(case)


def _misbuilt(case: Case) -> Iterator[Finding]:
    for passage, match in case.prose.matches(_LOOSE):
        whole = match["open"] and match["close"] and not match["word"] and len(match["year"]) == 4
        if whole or (match["open"] and not match["close"] and match["word"]):
            continue
        own = [
            d.number
            for d in documents()
            if d.number.startswith(match["kind"] + "〔") and d.number.endswith(f"〕{match['number']}号")
        ]
        right = own[0] if len(own) == 1 else None
        if right is None:
            continue
        says = f"文号{quoted(passage.text)}写得不对，应为{quoted(right)}：年份写全四位，放在六角括号里。"
        yield case.prose.finding(CODE, "error", passage, says, correction=right, expected=right, basis=_FORMS)


def _built(case: Case) -> Iterator[Finding]:
    for passage, match in case.prose.matches(_BUILT):
        right = f"国务院令第{match['number']}号"
        says = f"行政法规由国务院令公布，{quoted(passage.text)}应为{quoted(right)}。"
        yield case.prose.finding(
            CODE, "warning", passage, says, correction=right, expected=right, basis=right
        )


def _kinds(case: Case, told: set[str]) -> Iterator[Finding]:
    """A kind of number that nobody issues under, beside year and number of a known document: 国办公开函〔2021〕30号."""
    for passage, match in case.prose.matches(_IN_ORDER):
        kind = match["kind"] or match["behind"]
        if kind in _KINDS or passage.span in told:
            continue
        ends = (
            f"〔{match['year'] or match['year_behind']}〕{int(match['number'] or match['number_behind'])}号"
        )
        own = [d.number for d in documents() if d.number.startswith("国办") and d.number.endswith(ends)]
        if len(own) != 1:
            continue
        says = f"没有{quoted(kind)}这样的发文字号，{quoted(passage.text)}像是{quoted(own[0])}，请核对。"
        yield case.prose.finding(
            CODE,
            "warning",
            passage,
            says,
            correction=own[0],
            expected=own[0],
            basis=own[0],
            status="uncertain",
        )


def _orders(case: Case) -> Iterator[Finding]:
    for passage, match in case.prose.matches(_ORDERED):
        document = known(match["title"] or match["title_behind"])
        place = passage.of_match(match, "order" if match["order"] else "ahead")
        said = _SAID.search(place.text)
        if document is None or said is None or "令第" not in document.number:
            continue
        number = read_ordinal(said[0])
        right = int(re.sub(r"\D", "", document.number))
        if number is None or number == right or (document.fixed and said[0].isdecimal()):
            continue  # those of fixed numbers in figures are told with the titles
        if document is regulation() and number in _OLDER[document.title]:
            continue
        if not (near := _is_near(document, number, right)) and not _is_outdated(case, document, number):
            continue
        if _ON_PURPOSE.search(case.prose.around(place).text):
            continue
        yield _wrong(case, document, place, sure=near and _is_in_force(case, document))


def _is_in_force(case: Case, document: Document) -> bool:
    year = case.report.year
    return year is not None and document.since is not None and year >= document.since.year


def _is_near(document: Document, number: int, right: int) -> bool:
    """Whether it is the right number but for one figure, or with its figures in another order, and no other version's."""
    if number in _OLDER.get(document.title, ()):
        return False
    one, other = str(number), str(right)
    return len(one) == len(other) > 2 and (
        sorted(one) == sorted(other) or sum(a != b for a, b in zip(one, other, strict=True)) == 1
    )


def _is_outdated(case: Case, document: Document, number: int) -> bool:
    """Whether another number than that of the version in force all the year can only be wrong or of an older version."""
    year, since = case.report.year, document.since
    if document.fixed:
        return number not in _OLDER.get(document.title, ())
    if year is None or since is None or number in _REPEALED:
        return False
    return since.year >= _RECENT and year > since.year


def _wrong(case: Case, document: Document, place: Passage, *, sure: bool) -> Finding:
    says = f"《{document.title}》现行版本的文号是{document.number}，这里写的是{quoted(place.text)}，请核对。"
    return case.prose.finding(
        CODE,
        "error" if sure else "warning",
        place,
        says,
        correction=document.number,
        expected=document.number,
        basis=document.number,
        status="fail" if sure else "uncertain",
    )
