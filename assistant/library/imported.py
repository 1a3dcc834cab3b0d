"""What staff import, once it is read: the official wording of a text, or the passages of a past report.

Values only. The room `intake` makes them, the library keeps them; nothing here reads a file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from assistant.core.numbers import read_chinese

NUMERALS: Final = "〇零○一二两三四五六七八九十百千"
"""The characters Chinese numbers of articles are written with."""

MAX_ARTICLE: Final = 20_000
"""Characters that one `Article` holds at most; a longer one stands in several parts."""

PREAMBLE: Final = "序言"
"""The label of what stands before the first article or section."""

WHOLE: Final = "全文"
"""The label of a document that has neither articles nor sections."""

_ARTICLE: Final = re.compile(
    rf"第([{NUMERALS}\d]{{1,9}})条(?:之([{NUMERALS}\d]{{1,4}}))?(?:（第[{NUMERALS}\d]{{1,4}}部分）)?"
)


@dataclass(frozen=True)
class Article:
    """One article of an official text, as it stands.

    `label` is ``第三十三条`` or ``第十条之一``, for documents without articles a section's heading
    (``一、总体要求``, ``（三）…``), ``序言``, ``附件1`` or ``全文``; of an article longer than `MAX_ARTICLE` the
    second part is ``第三条（第2部分）``. `chapter` is ``第三章 依申请公开``, ``第二章 法律 第一节 立法权限`` or
    empty. `text` keeps the official wording and its Chinese punctuation; every paragraph (款) and every item
    （一） is a line of its own.
    """

    label: str
    chapter: str
    text: str


@dataclass(frozen=True)
class ImportedText:
    """An official text: a law, a regulation, a document of an office.

    `number` is the document number (``国务院令第711号``, ``国办公开办函〔2021〕30号``), `version` the year and kind
    of its last change (``2019年修订``), both empty where the text does not say. `about` holds the lines that tell
    how it was passed, issued and signed; `unplaced` what fits nowhere (navigation, footers, a table of contents,
    page numbers), to be shown to the user; `remarks` what the user must know about the reading, in Chinese.
    Characters are counted without blanks: `characters_in` everything that was read, `characters_kept` all but
    `unplaced`.
    """

    title: str
    number: str
    version: str
    in_force_from: date | None
    articles: tuple[Article, ...]
    unplaced: tuple[str, ...]
    characters_in: int
    characters_kept: int
    about: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Passage:
    """One paragraph of a past report.

    `section` is ``preface``, ``overview``, ``problems`` or ``other``; `aspect`, for the overview, one of
    ``proactive``, ``requests``, ``management``, ``platform``, ``supervision``, or empty. `text` has no heading.
    """

    section: str
    aspect: str
    text: str


@dataclass(frozen=True)
class ImportedReport:
    """A past annual report, for its wording; its tables are not kept.

    `level` is 国务院部门, 省级, 市级, 县级, 乡镇街道, 部门 or 管委会, `unit_kind` the field it works in
    (教育, 公安, 政府, 乡镇, 街道…), both by the unit's name alone and empty when it does not tell. `problems`
    are the problems the report names, one sentence each.
    """

    title: str
    unit: str
    year: int | None
    level: str
    unit_kind: str
    passages: tuple[Passage, ...]
    problems: tuple[str, ...]
    remarks: tuple[str, ...] = ()


def article_number(label: str) -> tuple[int, int] | None:
    """``第三十三条`` → (33, 0), ``第10条之一`` → (10, 1); `None` for anything that is no article's label.

    The part of a long article has its article's number.
    """
    match = _ARTICLE.fullmatch(re.sub(r"\s+", "", label))
    if match is None:
        return None
    number, insert = count_of(match[1]), count_of(match[2] or "0")
    return None if number is None or insert is None else (number, insert)


def count_of(numeral: str) -> int | None:
    """A whole number in digits or Chinese numerals: ``33``, ``三十三``, ``一百零五``; `None` for anything else."""
    if numeral.isascii():
        return int(numeral) if numeral.isdigit() else None
    value = read_chinese(numeral.replace("百十", "百一十"))
    return None if value is None else int(value)
