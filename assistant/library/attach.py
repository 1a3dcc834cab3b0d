"""Which of the library's documents an imported text is, in which version, and which provisions it is the wording of.

A wording is attached only where the version is the one the provisions were written from. A text that does not say
which version it is, or says another, is known for its document and kept beside it, never put under it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from assistant.core.numbers import squeeze
from assistant.library.imported import (
    NUMERALS,
    PREAMBLE,
    WHOLE,
    Article,
    ImportedText,
    article_number,
    count_of,
)
from assistant.library.provisions import Document, Provision

_COUNTRY: Final = "中华人民共和国"
_ISSUERS: Final = re.compile(
    r"^(?:国务院办公厅政府信息与政务公开办公室|国务院办公厅秘书局|国务院办公厅|国务院|全国人民代表大会常务委员会|全国人民代表大会)(?=关于)"
)
_ISSUED: Final = re.compile(r"关于(?:印发|公布|发布)(.{4,}?)的(?:通知|公告|决定)$")
_REMARK: Final = re.compile(r"\((?:19|20)\d{2}年?[^()]{0,6}\)$")
_MARKS: Final = re.compile(r"[《》〈〉<>“”\"'‘’·]")
_SHORTEST_ALIAS: Final = 3
"""Shorter nicknames (条例) could be anything."""

_YEAR: Final = re.compile(r"(?:19|20)\d{2}")
_YEARED: Final = re.compile(r"[^〔]*〔(\d{4})〕\d+号")
_ONE: Final = rf"第[{NUMERALS}\d]{{1,9}}条(?:之[{NUMERALS}]{{1,3}})?"
_SINGLE: Final = re.compile(rf"({_ONE})(?:（[^（）]{{1,20}}）)?")
_RANGE: Final = re.compile(rf"({_ONE})至({_ONE})")
_SEVERAL: Final = re.compile(rf"{_ONE}(?:[、和]{_ONE})+")
_PART: Final = re.compile(rf"第([{NUMERALS}\d]{{1,3}})(?:部分|项)")
_TOP: Final = re.compile(r"([一二三四五六七八九十]{1,3})、")
_NUMBERING: Final = re.compile(r"^(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）)+")
_LONGEST_RANGE: Final = 500


@dataclass(frozen=True)
class Attachment:
    """Where an imported text belongs.

    `document` is `None` when the library has no such document. `placed` has every article's label in the text's
    order with the ids of the provisions whose wording it is; no ids where there is none, and throughout where
    `same_version` is false. `unplaced` are the ids of the document's provisions for which the text has no article,
    what the rules do not say left aside. `remark` tells staff in Chinese how the text stands to the library.
    """

    document: Document | None
    same_version: bool
    placed: tuple[tuple[str, tuple[str, ...]], ...]
    unplaced: tuple[str, ...]
    remark: str = ""


def attach(text: ImportedText, provisions: Sequence[Provision]) -> Attachment:
    """Match a text with the library's documents by title, alias and number, and its articles with their provisions.

    Versions are compared by document number (国办函〔2020〕109号 has one wording for ever), else by the year of the
    last change, else by the day of coming into force where that day belongs to the version. 中华人民共和国 before
    a title makes no difference.
    """
    document = _document_of(text, provisions)
    nowhere = tuple((article.label, ()) for article in text.articles)
    if document is None:
        return Attachment(
            None, False, nowhere, (), f"知识库里没有“{text.title or '这份文件'}”，作为新的文本收下。"
        )
    same, remark = _same_version(text, document)
    if not same:
        return Attachment(document, False, nowhere, (), remark)
    own = [p for p in provisions if p.document == document and not p.silent]
    placed = tuple((a.label, tuple(p.id for p in own if _is_wording(a, p, text))) for a in text.articles)
    reached = {identity for _, ids in placed for identity in ids}
    return Attachment(document, True, placed, tuple(p.id for p in own if p.id not in reached), remark)


# --- the document -----------------------------------------------------------------------------


def _document_of(text: ImportedText, provisions: Iterable[Provision]) -> Document | None:
    """The document by its title, else by an alias, else by a number that only one document can have."""
    documents = list(dict.fromkeys(p.document for p in provisions))
    titles = set(_titles(text.title))
    number = _number(text.number)
    by_title = [d for d in documents if titles & set(_titles(d.title))]
    by_alias = [d for d in documents if titles & {_plain(a) for a in d.aliases if len(a) >= _SHORTEST_ALIAS}]
    by_number = [d for d in documents if number and _YEARED.fullmatch(number) and _number(d.number) == number]
    for found in (by_title, by_alias, by_number):
        exact = [d for d in found if _number(d.number) == number] or found
        if exact:
            return exact[0]
    return None


def _titles(title: str) -> Iterator[str]:
    """The forms under which one title goes: without its issuer, and what a notice of issue issues."""
    plain = _plain(title)
    if not plain:
        return
    yield plain
    short = _ISSUERS.sub("", plain)
    yield short
    if issued := _ISSUED.search(short):
        yield _plain(issued[1])


def _plain(title: str) -> str:
    return _REMARK.sub("", _MARKS.sub("", squeeze(title))).removeprefix(_COUNTRY)


def _number(number: str) -> str:
    return squeeze(number).removeprefix(_COUNTRY)


# --- the version ------------------------------------------------------------------------------


def _same_version(text: ImportedText, document: Document) -> tuple[bool, str]:
    own, theirs = _number(text.number), _number(document.number)
    if (mine := _YEARED.fullmatch(own)) and (kept := _YEARED.fullmatch(theirs)):
        return (True, "") if own == theirs else (False, _differs(text, document, int(mine[1]), int(kept[1])))
    year, known = _year(text.version), _year(document.version)
    if year and known:
        return (True, "") if year == known else (False, _differs(text, document, year, known))
    since, began = text.in_force_from, document.in_force_from
    if since and began and known and known <= began.year <= known + 2:
        # Of an amended law the day is that of its first version, and tells nothing.
        return (True, "") if since == began else (False, _differs(text, document, since.year, began.year))
    return False, (
        f"这份文本没有写明是哪一年的版本，不能确认就是知识库里的《{document.title}》（{document.version or '版本不详'}），"
        "没有当作它的原文。请导入带有题注（“……年……修订”）的全文。"
    )


def _differs(text: ImportedText, document: Document, year: int, known: int) -> str:
    what = text.version or text.number or f"{year}年"
    ours = f"知识库里的《{document.title}》是{document.version or document.number}"
    if year < known:
        return f"这份文本是{what}的，{ours}，已作为旧版本另存，没有当作现行原文。引用时请以现行版本为准。"
    if year > known:
        return f"这份文本是{what}的，{ours}，已作为较新的版本另存。知识库里的要点可能已经过时，请对照核实。"
    return f"这份文本是{what}的，{ours}，不是同一份文件，已另存，没有当作它的原文。"


def _year(version: str) -> int | None:
    match = _YEAR.search(version)
    return int(match[0]) if match else None


# --- the articles -----------------------------------------------------------------------------


def _is_wording(article: Article, provision: Provision, text: ImportedText) -> bool:
    """Whether an article is the wording of a provision."""
    address = squeeze(provision.article).replace("(", "（").replace(")", "）")
    number = article_number(article.label)
    if number is not None:
        return number in _numbers(address) if address else False
    if any(article_number(a.label) for a in text.articles) or article.label == PREAMBLE:
        return False
    return address == WHOLE or _is_section(article, address)


def _numbers(address: str) -> set[tuple[int, int]]:
    """The articles that an address names: 第五条, 第五条（计页）, 第五条至第十五条, 第三条、第四条."""
    if single := _SINGLE.fullmatch(address):
        number = article_number(single[1])
        return {number} if number else set()
    if between := _RANGE.fullmatch(address):
        first, last = article_number(between[1]), article_number(between[2])
        if first and last and 0 <= last[0] - first[0] <= _LONGEST_RANGE:
            return {(number, 0) for number in range(first[0], last[0] + 1)}
    if _SEVERAL.fullmatch(address):
        return {number for one in re.findall(_ONE, address) if (number := article_number(one))}
    return set()


def _is_section(article: Article, address: str) -> bool:
    """Whether a section 三、… is what is cited as 第三部分, 第三项, or by its heading."""
    name = _NUMBERING.sub("", squeeze(article.label).replace("(", "（").replace(")", "）"))
    if name and name == address:
        return True
    part, top = _PART.fullmatch(address), _TOP.match(article.chapter or article.label)
    return part is not None and top is not None and count_of(part[1]) == count_of(top[1])
