"""The documents that reports cite: their titles, numbers and articles, and when a title is nearly one of them.

The facts are data (``documents.toml``). A title that is not nearly a known one is never judged.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from assistant.core.numbers import squeeze

OPEN: Final = r"[〔\[［(（﹝【]"
CLOSE: Final = r"[〕\]］)）﹞】]"

REGULATION: Final = "政府信息公开条例"

_FRONT: Final = re.compile(
    r"^(?:国务院办公厅政府信息与政务公开办公室|国务院办公厅秘书局|国务院办公厅|国务院|最高人民法院|关于|印发|发布|公布|中华人民共和国)"
)
_BACK: Final = re.compile(r"(?:[（(][^（）()]*[）)]|的通知)$")
_INNER: Final = re.compile(r"[〈〉<>《》“”\"‘’]")
_ORDER: Final = re.compile(r"(?:国务院|国|主席)令第?(\d+)号|国务院第(\d+)号令")
_DIGITS: Final = re.compile(r"\d")


@dataclass(frozen=True)
class Document:
    """A document that is known: see ``documents.toml`` for what its parts mean."""

    title: str
    names: tuple[str, ...]
    number: str
    fixed: bool
    articles: int | None
    items: Mapping[int, int]
    paragraphs: Mapping[int, int]
    since: date | None


@dataclass(frozen=True)
class Topic:
    """Words and the articles of a document that may stand beside them, the one to propose first.

    Where the words of one that is `alone` are found, the other topics do not count. Those of one that is `behind` tell
    something only behind the article: what is said before it may be about another document.
    """

    title: str
    pattern: re.Pattern[str]
    articles: tuple[int, ...]
    about: str
    alone: bool
    behind: bool


@cache
def table() -> dict[str, Any]:
    """The data as it stands in the file."""
    path = Path(__file__).with_name("documents.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def documents() -> tuple[Document, ...]:
    """Every document that is known."""
    return tuple(
        Document(
            title=entry["title"],
            names=tuple(map(plain_title, (entry["title"], *entry.get("short", ())))),
            number=entry["number"],
            fixed=entry.get("fixed", False),
            articles=entry.get("articles"),
            items=_by_article(entry.get("items", {})),
            paragraphs=_by_article(entry.get("paragraphs", {})),
            since=entry.get("since"),
        )
        for entry in table()["document"]
    )


def _by_article(counts: Mapping[str, int]) -> dict[int, int]:
    return {int(article): count for article, count in counts.items()}


@cache
def topics(title: str) -> tuple[Topic, ...]:
    """What articles of a document are about, as far as it is sure: ``documents.toml`` and ``articles.toml``."""
    entries = [*table()["topic"], *_articles()["topic"]]
    return tuple(
        Topic(
            title,
            re.compile(e["pattern"]),
            tuple(e["articles"]),
            e["about"],
            e.get("alone", False),
            e.get("behind", False),
        )
        for e in entries
        if e.get("title", regulation().title) == title
    )


@cache
def _articles() -> dict[str, Any]:
    path = Path(__file__).with_name("articles.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def figures() -> list[dict[str, Any]]:
    """What ``articles.toml`` says of numbers that an article fixes."""
    found: list[dict[str, Any]] = _articles()["figure"]
    return found


@cache
def _by_name() -> dict[str, Document]:
    return {name: document for document in documents() for name in document.names}


@cache
def numbered() -> dict[str, str]:
    """Document numbers by plain title: of all known documents whose number is fixed, and of those known by number alone."""
    known_ones = {name: d.number for d in documents() if d.fixed for name in d.names}
    return known_ones | {plain_title(e["title"]): e["number"] for e in table()["elsewhere"]}


@cache
def titles_by_number() -> dict[str, str]:
    """Titles by number, of the documents whose number is theirs alone."""
    own = {d.number: d.title for d in documents() if d.fixed}
    return {e["number"]: e["title"] for e in table()["elsewhere"]} | own


@cache
def no_such() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Names that no document has, each with the title that is meant."""
    return tuple((re.compile(e["pattern"]), e["right"]) for e in table()["no_such"])


def plain_title(title: str) -> str:
    """A title without the country, without who issued it and without 关于印发…的通知 around it."""
    plain = _INNER.sub("", squeeze(title))
    while (shorter := _BACK.sub("", _FRONT.sub("", plain))) != plain:
        plain = shorter
    return plain


def known(title: str) -> Document | None:
    """The document of this title, `None` when it is not one of the known ones."""
    return _by_name().get(plain_title(title))


def regulation() -> Document:
    """《中华人民共和国政府信息公开条例》."""
    return _by_name()[REGULATION]


_KIND: Final = re.compile(
    "(?:征收|收取|使用|收费|计收|缴纳|减免)?(?:管理)?(?:条例|办法|规定|规则|细则|解释|(?:指导|实施|若干)意见)$"
)
_LONG_NAME: Final = 10
_NO_SHORT_NAME: Final = 9


def misspelt(title: str) -> Document | None:
    """The known document that a title nearly is: one character wrong, missing or too many, or two left out of a long one or put
    into it.

    What is added at the front or at the end, or stops short, makes another title (《示例市政府信息公开条例》), and so do
    other figures.
    """
    plain, whole = plain_title(title), _INNER.sub("", squeeze(title))
    if plain in _by_name() or len(plain) < 5:
        return None
    for document in documents():
        name = document.names[0]
        if _misnamed(whole, document):
            return document
        if _KIND.search(plain) and any(
            len(n) >= _NO_SHORT_NAME and _KIND.search(n) and _KIND.sub("", n) == _KIND.sub("", plain)
            for n in document.names
        ):
            return document  # 办法 called 条例
        if len(name) >= _LONG_NAME and _SAID_OTHERWISE.search(plain) and _same_words(plain, name):
            return document  # 有关事项 called 有关问题
        if len(whole) == len(document.title) and _distance(whole, document.title) == 1:
            return document
        longer = len(plain) == len(name) + 2 and _KIND.search(name)  # 信息处理费收费管理办法
        allowed = 2 if len(name) >= 12 and (len(plain) == len(name) - 2 or longer) else 1
        if abs(len(name) - len(plain)) > allowed or name in plain or name.startswith(plain):
            continue
        if _DIGITS.findall(name) == _DIGITS.findall(plain) and (
            _distance(name, plain) <= allowed or _swapped(name, plain)
        ):
            return document
    return None


_STATE: Final = "中华人民共和国"
_SAME_BEGINNING: Final = 4


def _misnamed(title: str, document: Document) -> bool:
    """中华人民共和国保密法 (a short name made long), …个人信息法 and …个人信息安全法 (two characters left out or others)."""
    if not (title.startswith(_STATE) and document.title.startswith(_STATE) and title != document.title):
        return False
    said, right = title.removeprefix(_STATE), document.title.removeprefix(_STATE)
    if not (said.endswith("法") and right.endswith("法")):
        return False
    if said in document.names:
        return said != right
    alike = said[:_SAME_BEGINNING] == right[:_SAME_BEGINNING] and len(right) > _SAME_BEGINNING + 1
    return alike and len(right) - len(said) in {0, 2} and said[-1:] == right[-1:] and len(said) <= len(right)


_OTHER_WORDS: Final = {
    "事项": "问题|事宜", "有关": "相关|若干", "制定": "编制|制订|拟订|拟定", "检查": "考核|监测|评估", "推进": "推行|开展|推动",
    "解释": "答复|批复|复函|规定", "界限": "边界|范围|界线", "办理": "处理|受理", "接收": "受理|接受|收取", "指导意见": "实施意见|工作方案|实施方案",
    "送达": "寄送|发送", "主体": "主体机关|机关",
}  # fmt: skip
"""Words of titles, and those that are written for them from memory."""
_SAID_OTHERWISE: Final = re.compile("|".join(_OTHER_WORDS.values()))


def _same_words(plain: str, name: str) -> bool:
    """Whether one word of a title is exchanged for another that means about the same."""
    return any(
        right in name and re.sub(right + "|" + others, "*", plain, count=9) == name.replace(right, "*")
        for right, others in _OTHER_WORDS.items()
    )


def _swapped(one: str, other: str) -> bool:
    """Whether two neighbouring characters have changed places: 保守国家密秘法."""
    odd = [i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b]
    at = odd[0] if odd else 0
    return len(one) == len(other) and odd == [at, at + 1] and one[at : at + 2] == other[at : at + 2][::-1]


def _distance(one: str, other: str) -> int:
    """How many characters have to be put in, taken out or changed."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (a != b))
    return row[-1]


def plain_number(number: str) -> str:
    """A document number in its one form: ``国办函〔2020〕109号``, ``国务院令第711号``."""
    squeezed = squeeze(number)
    order = _ORDER.search(squeezed)
    if order:
        issuer = "主席" if "主席" in order[0] else "国务院"
        return f"{issuer}令第{order[1] or order[2]}号"
    squeezed = re.sub(rf"{OPEN}(\d{{4}}){CLOSE}第?0*(\d+)号?", r"〔\1〕\2号", squeezed)
    return squeezed.replace("涵", "函")
