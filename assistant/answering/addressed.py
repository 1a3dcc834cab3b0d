"""Questions that name their article: “第三十三条怎么规定的”, “条例33条”, “2021年30号文”, “36条第五项”.

They go straight there. A question that merely mentions an article on its way to something else does not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from assistant.library.imported import NUMERALS, article_number, count_of
from assistant.library.store import Record

MAIN: Final = "中华人民共和国政府信息公开条例"
"""What an article without a title belongs to, in this house."""

_COUNTRY: Final = "中华人民共和国"
_ARTICLE: Final = re.compile(rf"第?([{NUMERALS}\d]{{1,7}})条(?:之([{NUMERALS}\d]{{1,3}}))?")
_SEVERAL: Final = re.compile(rf"{_ARTICLE.pattern}(?:[、和与及,，]+{_ARTICLE.pattern})+")
_WITHIN: Final = re.compile(rf"(?:第?\(?[{NUMERALS}\d]{{1,3}}\)?[款项])+")
_ONE_WITHIN: Final = re.compile(rf"([{NUMERALS}\d]{{1,3}})\)?([款项])")
_NUMBER: Final = re.compile(
    r"[\[〔(【﹝]?(?P<year>(?:19|20)\d\d)[\]〕)】﹞]?年?第?(?P<number>\d{1,4})号(?:[令文函]|$|(?=[的是讲说里有第]))"
    r"|第?(?P<alone>\d{1,4})号(?:[令文函]|$)"
)
_ISSUER: Final = re.compile(r"[^〔\d第]+")
_ANOTHER: Final = re.compile(r"[^，。？?！!、\s《》]{1,20}(?:法|条例|办法|规定|细则|解释|规则|规程)$")
_SAME: Final = re.compile(
    r"^(?:请问|按照?|根据|依据|新版?|现行的?|新修订的?|这个|那个|我国的?|国家的?|我们的?|咱们?的?|在)+"
)
"""What may stand before a nickname such as 条例 without making it another one."""
_FILLER: Final = re.compile(
    r"怎么(?:规定|说|讲|写)的?|是?(?:什么|啥)(?:内容|意思)?|(?:说|讲|规定|写)的?(?:是|了)?(?:什么|啥|哪些)?|内容|原文|全文|条文|有?哪些(?:规定|内容)?"
    r"|请问|帮我|给我|看一?下|看看|查一?下|查查|我想|想|要|知道|发|里面|里|中|有|的|呢|吗|呀|啊|是|文件|这个|那个|这|那|关于|具体|到底|主要"
    r"|[\s，。？?！!、“”\"'《》()（）]"
)
_LONGEST_REST: Final = 4
"""Characters beside the address and the usual words around it; more is a question of its own."""


class Shelf(Protocol):
    """What of the library is looked at here."""

    def documents(self) -> Sequence[Record]: ...  # noqa: D102
    def addresses(self) -> list[tuple[str, str, str, str]]: ...  # noqa: D102


@dataclass(frozen=True)
class Address:
    """What a question names.

    `document` is the title it was taken for, `assumed` when the question gives none; `article` as written in the
    rules (``第三十三条``, ``第三条、第四条``) or empty; `part` ``第五项`` or empty; `folds` what the library holds
    there, none when it holds no such document or article; `missing` the articles of several that it does not hold.
    """

    document: str
    article: str
    part: str
    folds: tuple[str, ...]
    assumed: bool
    missing: tuple[str, ...] = ()


def read_address(question: str, library: Shelf) -> Address | None:
    """The address a question asks for and nothing else; `None` for every other question."""
    documents = [record for record in library.documents() if record.shelf != "reports"]
    named, rest = _named(question, documents)
    wanted, part, rest = _articles(rest)
    if not wanted:
        return _document(question, named, rest, library)
    another = _another(question, named)
    if len(_FILLER.sub("", rest.replace(another, ""))) > _LONGEST_REST:
        return None
    if another:
        return Address(another, "、".join(map(_label, wanted)), part, (), False)
    title = named.title if named else MAIN
    found = {one: _folds(title, one, library) for one in wanted}
    return Address(
        title,
        "、".join(map(_label, wanted)),
        part,
        tuple(fold for folds in found.values() for fold in folds),
        named is None,
        tuple(_label(one) for one, folds in found.items() if not folds),
    )


def _document(question: str, named: Record | None, rest: str, library: Shelf) -> Address | None:
    """A whole document asked for by its number, or a section of it (30号文第六部分)."""
    if named is None:
        return None
    wanted = _FILLER.sub("", rest)
    folds = [(fold, article) for fold, title, article, _ in library.addresses() if title == named.title]
    section = tuple(dict.fromkeys(fold for fold, article in folds if wanted and article == wanted))
    if section:
        return Address(named.title, wanted, "", section, False)
    if len(wanted) > _LONGEST_REST or not _NUMBER.search(question):
        return None
    return Address(named.title, "", "", tuple(dict.fromkeys(fold for fold, _ in folds)), False)


def _articles(text: str) -> tuple[list[tuple[int, int]], str, str]:
    """The articles a text names, the 款 or 项 within a single one, and the text without them."""
    first = _ARTICLE.search(text)
    if first is None:
        return [], "", text
    named = _SEVERAL.match(text, first.start()) or first
    labels = [f"第{one[1]}条" + (f"之{one[2]}" if one[2] else "") for one in _ARTICLE.finditer(named[0])]
    rest, part = text[: named.start()] + " " + text[named.end() :], ""
    within = _WITHIN.search(rest) if len(labels) == 1 else None
    if within is not None:
        part = "".join(f"第{_chinese(count_of(n) or 0)}{unit}" for n, unit in _ONE_WITHIN.findall(within[0]))
        rest = rest[: within.start()] + " " + rest[within.end() :]
    return [number for label in labels if (number := article_number(label))], part, rest


def _names(record: Record) -> tuple[str, ...]:
    """What a document is called, also without the country's name before it; as in a question, in lower case."""
    return tuple(
        name.lower() for name in (record.title, record.title.removeprefix(_COUNTRY), *record.aliases)
    )


def _another(question: str, named: Record | None) -> str:
    """The law before the article when it is none that the library knows, though its name may end like one: 消防条例."""
    article = _ARTICLE.search(question)
    before = re.sub(r"[《》\s]", "", question[: article.start()]) if article else ""
    other = _ANOTHER.search(_SAME.sub("", before))
    if other is None:
        return ""
    known = () if named is None else _names(named)
    return "" if _SAME.sub("", other[0]) in known else other[0]


def _named(question: str, documents: Sequence[Record]) -> tuple[Record | None, str]:
    """The document a question names by title, alias or number, and the question without that name."""
    best: tuple[int, Record, str] | None = None
    for record in documents:
        for plain in _names(record):
            if plain and plain in question and (best is None or len(plain) > best[0]):
                best = len(plain), record, question.replace(plain, " ", 1)
    number = _NUMBER.search(question)
    if number is not None and (best is None or best[0] <= len(number[0])):
        for record in documents:
            if _has_number(record, number["year"], number["number"] or number["alone"]):
                issuer = _ISSUER.match(record.number)
                before = question[: number.start()].removesuffix(issuer[0] if issuer else "")
                return record, before + " " + question[number.end() :]
    return (best[1], best[2]) if best else (None, question)


def _has_number(record: Record, year: str | None, number: str) -> bool:
    held = re.search(r"(?:〔(\d{4})〕)?第?(\d+)号", record.number)
    return held is not None and held[2] == number and (year is None or held[1] in {None, year})


def _folds(title: str, wanted: tuple[int, int], library: Shelf) -> tuple[str, ...]:
    found = [
        fold
        for fold, name, article, _ in library.addresses()
        if name == title and article_number(article.partition("（")[0]) == wanted
    ]
    return tuple(dict.fromkeys(found))


def _label(number: tuple[int, int]) -> str:
    return f"第{_chinese(number[0])}条" + (f"之{_chinese(number[1])}" if number[1] else "")


def _chinese(number: int) -> str:
    digits = "零一二三四五六七八九"
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{digits[hundreds]}百" * bool(hundreds) + ("零" if hundreds and rest and not tens else "")
    text += ("" if tens == 1 and not hundreds else digits[tens]) + "十" if tens else ""
    return text + (digits[ones] if ones or not number else "")
