"""Where a text cites articles, and of which document: 《条例》第十六条第一款, 行政处罚法第四十八条, 按照该法第二十三条.

What is found here is judged elsewhere: whether the article is there, whether it is about what the sentence says, and
whether its paragraphs, items and numbers are those of the rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from assistant.checking.case import Case
from assistant.checking.citing.documents import (
    REGULATION,
    Document,
    known,
    misspelt,
    regulation,
)
from assistant.checking.prose import Passage
from assistant.core.numbers import read_ordinal

_CN: Final = r"[一二三四五六七八九十百零〇\d]{1,7}"
_ARTICLE: Final = rf"第\s*(?:{_CN})\s*条(?:之[一二三])?(?:第\s*[（(]?\s*{_CN}\s*[）)]?\s*款)?(?:第?\s*[（(]?\s*{_CN}\s*[）)]?\s*项)?"
_CHAIN: Final = rf"(?P<chain>{_ARTICLE}(?:\s*(?:、|和|及|与|至|，|以及)\s*{_ARTICLE})*)"
_ONE: Final = re.compile(
    rf"第\s*({_CN})\s*条(?:之[一二三])?(?:第\s*[（(]?\s*({_CN})\s*[）)]?\s*款)?(?:第?\s*[（(]?\s*({_CN})\s*[）)]?\s*项)?"
)
LAWS: Final = ("行政复议法", "行政处罚法", "行政诉讼法", "行政许可法", "保守国家秘密法", "保密法", "个人信息保护法", "档案法", "立法法")  # fmt: skip
"""Laws that reports name without 《》, as far as they are known."""
_BEFORE_BARE: Final = "|".join(
    rf"(?<={word})"
    for word in ("依据", "依照", "根据", "按照", "适用", "对照", "引用", "援引", "执行", "违反", "符合", "属于", "参照", "落实", "我国", "现行")
)  # fmt: skip
"""What may stand before a bare 条例; another character may belong to its name (信访工作条例)."""
_NAMED: Final = re.compile(
    r"(?:《(?P<title>[^《》\n]{2,80})》(?:[（(][^（）()\n]{0,60}[）)])?"
    rf"|(?P<bare>(?:(?<![一-龥])|{_BEFORE_BARE})条例|政府信息公开条例|(?:{'|'.join(LAWS)})(?:实施条例)?)"
    r"|(?P<same>[该本]法|[该本]条例))"
    rf"\s*(?:的|中|关于|里)?\s*{_CHAIN}"
)
_BY_ITSELF: Final = re.compile(
    rf"(?:按照?|依照?|依据|根据|适用|对照|引用|援引|符合|参照|执行|属于|[是即](?=第))(?:其|同[一]?(?:条例|法)|前述|上述)?(?:的)?{_CHAIN}"
)
_SHORT_NAME: Final = re.compile(
    r"《([^《》\n]{4,80})》[^《》。\n]{0,40}?(?:以下)?简称[为：:]?\s*[“\"]?《?((?:[一-龥]{0,8})(?:条例|办法|规定|解释))"
)
_TITLE: Final = re.compile(r"《([^《》\n]{2,80})》")
_LAST_NAMED: Final = re.compile(rf"《([^《》\n]{{2,80}})》|({'|'.join(LAWS)})")
_OLDER: Final = re.compile(r"原$|旧$|老$|修[订改]前的?$|2007年的?$")
"""What stands before the name of an older version."""
_REACH: Final = 300
"""How far before 该法 the law may have been named."""


@dataclass(frozen=True)
class Article:
    """One article of a citation, with its paragraph and item as far as they are said."""

    passage: Passage
    match: re.Match[str]
    article: int
    paragraph: int | None
    item: int | None


@dataclass(frozen=True)
class Citation:
    """Articles of one known document cited together: `start` is where its name begins, `chain` holds the articles alone."""

    document: Document
    text: str
    start: int
    end: int
    chain: Passage
    articles: tuple[Article, ...]
    bare: bool
    current: bool
    """Whether the version that is known was in force in the report's year: older ones had other articles."""

    @property
    def numbers(self) -> frozenset[int]:
        """The numbers of its articles, with those between two joined by 至."""
        found = [one.article for one in self.articles]
        if "至" in self.chain.text and len(found) == 2:
            return frozenset(range(found[0], found[1] + 1))
        return frozenset(found)


def short_names(case: Case) -> dict[str, Document | None]:
    """What short names stand for: 《条例》 is the 条例 unless the text says otherwise."""
    names: dict[str, Document | None] = {"条例": regulation()}
    for _, match in case.prose.matches(_SHORT_NAME):
        names[match[2]] = known(match[1]) or misspelt(match[1])
    return names


def meant(name: str, names: dict[str, Document | None]) -> Document | None:
    """The document that a title or a short name stands for."""
    if name in names:
        return names[name]
    return regulation() if name == REGULATION else known(name)


def citations(case: Case) -> Iterator[Citation]:
    """Every citation of articles whose document is known, in the order of the text by way of naming."""
    names = short_names(case)
    taken: set[str] = set()
    for passage, match in case.prose.matches(_NAMED):
        document = (
            _last_named(match, names) if match["same"] else meant(match["title"] or match["bare"], names)
        )
        taken.add(passage.of_match(match, "chain").span)
        if document is not None:
            yield _citation(case, passage, match, document)
    for passage, match in case.prose.matches(_BY_ITSELF):
        if passage.of_match(match, "chain").span in taken:
            continue
        document = _only_one_named(match, names)
        if document is not None:
            yield _citation(case, passage, match, document, bare=True)


def _citation(
    case: Case, passage: Passage, match: re.Match[str], document: Document, *, bare: bool = False
) -> Citation:
    year, since = case.report.year, document.since
    current = year is None or since is None or since.year <= year
    current = current and not _OLDER.search(match.string[max(0, match.start() - 6) : match.start()])
    articles = []
    for one in _ONE.finditer(match.string, *match.span("chain")):
        article, paragraph, item = (read_ordinal(part) if part else None for part in one.groups())
        if article is not None:
            articles.append(Article(passage.of_match(one), one, article, paragraph, item))
    chain = passage.of_match(match, "chain")
    return Citation(document, match.string, match.start(), match.end(), chain, tuple(articles), bare, current)


def _last_named(match: re.Match[str], names: dict[str, Document | None]) -> Document | None:
    """What 该法 and 该条例 stand for: the last law or regulation named before in the paragraph."""
    begin = match.string.rfind("\n", 0, match.start()) + 1
    ahead = match.string[max(begin, match.start() - _REACH) : match.start()]
    kind = match["same"][1:]
    found = [title or law for title, law in _LAST_NAMED.findall(ahead) if (title or law).endswith(kind)]
    return meant(found[-1], names) if found and match["same"][0] == "该" else None


def _only_one_named(match: re.Match[str], names: dict[str, Document | None]) -> Document | None:
    """The one document that the sentence names before: 依照《条例》，需要加工、分析的，按第三十八条….

    Where it names none, the one that the whole section names with its articles.
    """
    text = match.string
    begin = max(text.rfind(mark, 0, match.start()) for mark in "。\n") + 1
    titles = set(_TITLE.findall(text[begin : match.start()]))
    if titles:
        return meant(titles.pop(), names) if len(titles) == 1 else None
    every = [meant(title, names) for title in _titles(text)]
    return every[0] if every and all(one is every[0] for one in every) else None


@lru_cache(maxsize=8)
def _titles(text: str) -> frozenset[str]:
    return frozenset(_TITLE.findall(text))
