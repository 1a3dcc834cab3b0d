"""One Markdown file a document → its provisions.

A provision keeps its address (title, document number, article, version), its content in our own words
with every deadline and number, the ways staff ask for it, and how far it was checked. A large article has parts
(款, 项, or one matter), each with a content and ways of asking of its own. What the rules do not say is a provision
too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest
from pathlib import Path
from typing import Any, Final

import yaml

from assistant.errors import InputError

_FRONT: Final = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_HEADING: Final = re.compile(r"^## +(.+?)\s*$", re.MULTILINE)
_FIELD: Final = re.compile(r"^(要点|问法|关键词|把握|相关|效力|没有写)：[ \t]*", re.MULTILINE)
_PART: Final = re.compile(r"^### +(\S+)(?: +(.+?))?\s*$", re.MULTILINE)
_BULLET: Final = re.compile(r"^\s*[-*]\s+(.+?)\s*$", re.MULTILINE)
_ARTICLE: Final = re.compile(
    r"^(第[一二三四五六七八九十百零〇]+条(?:之[一二三四五六七八九十])?)(?:\s+(.*))?$"
)
SILENCE: Final = "规定没有写："
_FRONT_KEYS: Final = frozenset(
    {"标题", "别名", "文号", "版本", "施行日期", "状态", "被取代", "取代", "官方来源"}
)


@dataclass(frozen=True)
class Document:
    """A regulation or official document as the library holds it.

    `in_force_from` is the day it took effect, `None` when not known; `status` says whether it is in force,
    partly overtaken, overtaken, or a local rule; `superseded_by` what took its place.
    """

    title: str
    number: str
    version: str
    aliases: tuple[str, ...] = ()
    in_force_from: date | None = None
    status: str = ""
    superseded_by: str = ""
    supersedes: str = ""
    source: str = ""

    @property
    def in_force(self) -> bool:
        """Whether it still applies, if only in part."""
        return not self.status.startswith(("已被取代", "废止", "失效"))


@dataclass(frozen=True)
class Part:
    """One 款, 项 or matter of a large article: ``第二款（行政执法案卷）``, what it says, how staff ask for it."""

    label: str
    title: str
    gist: str
    asks: tuple[str, ...]
    keywords: tuple[str, ...]


@dataclass(frozen=True)
class Provision:
    """One provision, or one thing the rules do not say (`silent`).

    `article` is how it is cited (``第三十三条``, ``表三·三（一）予以公开``; empty for a silence), `gist` its
    content in our own words, `asks` the ways staff ask for it. `checked` is false while parts of it wait to
    be held against the official text; `checking` says by what it was checked, or what is unsure.
    """

    document: Document
    article: str
    title: str
    gist: str
    asks: tuple[str, ...]
    keywords: tuple[str, ...]
    checked: bool
    checking: str
    related: tuple[str, ...] = ()
    effect: str = ""
    silent: bool = False
    parts: tuple[Part, ...] = ()

    @property
    def id(self) -> str:
        """Stable and readable: the document's title, then the article or what is not written."""
        return f"{self.document.title} {self.article or SILENCE + self.title}"


def read_document(path: Path) -> tuple[Provision, ...]:
    """The provisions of one file; `InputError` names the file and what is wrong with it."""
    try:
        text = path.read_text(encoding="utf-8").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"规定文件“{path.name}”读不出来。", "请检查是否为 UTF-8 编码的文本。") from error
    return parse_document(text, path.name)


def parse_document(text: str, name: str) -> tuple[Provision, ...]:
    """The provisions of one document's Markdown text. `name` appears in error messages."""
    front = _FRONT.match(text)
    if front is None:
        raise InputError(f"规定文件“{name}”开头没有“---”包着的说明。", "请照 corpus/regulations 里的文件写。")
    document = _document(front[1], name)
    return tuple(_provisions(text[front.end() :], document, name))


def _document(text: str, name: str) -> Document:
    try:
        data: Any = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise InputError(f"规定文件“{name}”开头的说明格式不对。", "每行写成“名称: 内容”。") from error
    if not isinstance(data, dict) or not data.get("标题"):
        raise InputError(f"规定文件“{name}”没有写“标题”。", "请在开头的说明里补上。")
    unknown = sorted(set(map(str, data)) - _FRONT_KEYS)
    if unknown:
        raise InputError(
            f"规定文件“{name}”的说明里有不认识的“{unknown[0]}”。",
            f"可用的有：{'、'.join(sorted(_FRONT_KEYS))}。",
        )
    since = data.get("施行日期")
    return Document(
        title=str(data["标题"]),
        number=str(data.get("文号") or ""),
        version=str(data.get("版本") or ""),
        aliases=tuple(map(str, data.get("别名") or ())),
        in_force_from=since if isinstance(since, date) else None,
        status=str(data.get("状态") or ""),
        superseded_by=str(data.get("被取代") or ""),
        supersedes=str(data.get("取代") or ""),
        source=str(data.get("官方来源") or ""),
    )


def _provisions(body: str, document: Document, name: str) -> Iterator[Provision]:
    headings = list(_HEADING.finditer(body))
    for heading, following in zip_longest(headings, headings[1:]):
        block = body[heading.end() : following.start() if following else len(body)]
        yield _provision(heading[1], block, document, name)


def _provision(heading: str, block: str, document: Document, name: str) -> Provision:
    parts = list(_PART.finditer(block))
    fields = _fields(block[: parts[0].start()] if parts else block, heading, name)
    if not fields.get("把握"):
        raise InputError(f"规定文件“{name}”的“{heading}”没有写“把握”。", "请补上。")
    silent = heading.startswith(SILENCE)
    if silent != (fields.get("没有写") == "是"):
        raise InputError(f"规定文件“{name}”的“{heading}”，标题和“没有写：是”要同时写。", "请补上或删去。")
    checking = fields["把握"]
    provision = Provision(
        document=document,
        article="",
        title="",
        gist=_joined(fields["要点"]),
        asks=tuple(_BULLET.findall(fields["问法"])),
        keywords=_listed(fields["关键词"], "、"),
        checked=not checking.startswith("待核实"),
        checking=checking,
        related=_listed(fields.get("相关", ""), "；"),
        effect=fields.get("效力", ""),
        silent=silent,
        parts=tuple(
            _part(part, block[part.end() : after.start() if after else len(block)], heading, name)
            for part, after in zip_longest(parts, parts[1:])
        ),
    )
    if silent:
        return replace(provision, title=heading.removeprefix(SILENCE))
    article = _ARTICLE.match(heading)
    address, _, title = (article[1], "", article[2] or "") if article else heading.partition(" ")
    return replace(provision, article=address, title=title.strip())


def _part(mark: re.Match[str], block: str, heading: str, name: str) -> Part:
    fields = _fields(block, f"{heading}”里的“{mark[1]}", name)
    return Part(
        label=mark[1],
        title=mark[2] or "",
        gist=_joined(fields["要点"]),
        asks=tuple(_BULLET.findall(fields["问法"])),
        keywords=_listed(fields["关键词"], "、"),
    )


def _fields(block: str, heading: str, name: str) -> dict[str, str]:
    marks = list(_FIELD.finditer(block))
    fields = {
        mark[1]: block[mark.end() : after.start() if after else len(block)].strip()
        for mark, after in zip_longest(marks, marks[1:])
    }
    for needed in ("要点", "问法", "关键词"):
        if not fields.get(needed):
            raise InputError(f"规定文件“{name}”的“{heading}”没有写“{needed}”。", "请补上。")
    return fields


def _joined(text: str) -> str:
    return "".join(line.strip() for line in text.split("\n"))


def _listed(text: str, mark: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.replace("\n", mark).split(mark) if part.strip())
