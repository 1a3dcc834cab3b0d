"""Characters of a PDF to lines, lines to paragraphs; page numbers and running heads left out."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from assistant.reading.blocks import Block, Grid, Paragraph

_WIDE_GAP: Final = 1.5
_BLANK_GAP: Final = 0.25
"""Gaps between characters, in type sizes, that mean another column and a blank."""

_CJK: Final = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff01-\uff60\uffe0-\uffef\u3001-\u303f“”‘’…—·]")
_HEADING: Final = re.compile(r"[一二三四五六七八九十]{1,2}、|（[一二三四五六七八九十]{1,2}）")
_DASHES: Final = r"[-—–－―─~·•\s]"
_NUMBERED: Final = re.compile(
    rf"{_DASHES}+\d{{1,4}}{_DASHES}+|\d{{1,4}}\s*[/／]\s*\d{{1,4}}"
    r"|第?\s*\d{1,4}\s*页(?:\s*[，,/／]?\s*共\s*\d{1,4}\s*页)?|第[一二三四五六七八九十百]+页"
)
_BARE: Final = re.compile(r"\d{1,4}")
_RADICALS: Final = str.maketrans(
    "⺠⺟⺫⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
    "民母目虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
)
"""Radicals that look like characters; some programs write them in their place. Kangxi radicals fold by NFKC."""

Char = dict[str, Any]
"""One character as pdfplumber gives it: text, x0, x1, top, bottom, size, in points from the top left."""


@dataclass(frozen=True)
class TextLine:
    """One visual line outside tables. Lengths in points from the top left of the page."""

    text: str
    page: int
    x0: float
    x1: float
    top: float
    bottom: float
    size: float


@dataclass
class PageItems:
    """What stands on one page."""

    number: int
    width: float
    height: float
    items: list[TextLine | Grid]
    """In reading order."""

    empty: bool = False

    def margin(self, line: TextLine) -> float:
        """How near a line is to the upper or lower edge, as a share of the page."""
        return min(line.top, self.height - line.bottom) / self.height


def visible(chars: Sequence[Char]) -> list[Char]:
    """Characters once each: bold by printing twice would double every digit. Radicals made characters."""
    kept: list[Char] = []
    places: dict[tuple[str, int, int], list[Char]] = {}
    for char in chars:
        text = _character(char["text"])
        column, row = round(char["x0"]), round(char["top"])
        near = (
            other
            for dx in (-1, 0, 1)
            for dy in (-1, 0, 1)
            for other in places.get((text, column + dx, row + dy), ())
        )
        reach = min(1.0, 0.25 * (char["x1"] - char["x0"]))
        if text.strip() and any(
            abs(other["x0"] - char["x0"]) <= reach and abs(other["top"] - char["top"]) <= 1 for other in near
        ):
            continue
        places.setdefault((text, column, row), []).append(char)
        kept.append({**char, "text": text} if text != char["text"] else char)
    return kept


def _character(text: str) -> str:
    if len(text) == 1 and "\u2e80" <= text <= "\u2fdf":
        return unicodedata.normalize("NFKC", text).translate(_RADICALS)
    return text.replace("\xa0", " ").replace("\u3000", " ")


def line_groups(chars: Iterable[Char]) -> Iterator[list[Char]]:
    """Characters line by line from the top, those of a line from the left."""
    group: list[Char] = []
    at = 0.0
    for char in sorted(chars, key=middle):
        if group and middle(char) - at > 0.45 * max(char["size"], group[-1]["size"]):
            yield sorted(group, key=_left)
            group = []
        group.append(char)
        at += (middle(char) - at) / len(group)
    if group:
        yield sorted(group, key=_left)


def middle(char: Char) -> float:
    """The height of a character's middle on the page."""
    return float(char["top"] + char["bottom"]) / 2


def _left(char: Char) -> float:
    return float(char["x0"])


def to_line(chars: list[Char], page: int) -> TextLine:
    """The line that characters, sorted from the left, make; wide gaps become tabs."""
    solid = [char for char in chars if char["text"].strip()] or chars
    return TextLine(
        text=line_text(chars, wide="\t"),
        page=page,
        x0=solid[0]["x0"],
        x1=max(char["x1"] for char in solid),
        top=min(char["top"] for char in solid),
        bottom=max(char["bottom"] for char in solid),
        size=sorted(char["size"] for char in solid)[len(solid) // 2],
    )


def line_text(chars: Iterable[Char], wide: str) -> str:
    """The text of one line: blanks beside Chinese characters dropped, those between digits kept."""
    parts: list[str] = []
    before: Char | None = None
    blank = False
    for char in chars:
        if not char["text"].strip():
            blank = True
            continue
        if before is not None:
            gap = (char["x0"] - before["x1"]) / max(char["size"], before["size"], 1)
            if gap > _WIDE_GAP:
                parts.append(wide)
            elif (blank or gap > _BLANK_GAP) and not (_CJK.match(char["text"]) or _CJK.match(before["text"])):
                parts.append(" ")
        parts.append(char["text"])
        before, blank = char, False
    return "".join(parts)


def append(text: str, line: str, between_digits: str) -> str:
    """One line behind another: nothing between them beside Chinese, a blank between words."""
    if not text or not line:
        return text + line
    last, first = text[-1], line[0]
    if last.isalnum() and first.isalnum() and not (_CJK.match(last) or _CJK.match(first)):
        return text + (" " if last.isalpha() and first.isalpha() else between_digits) + line
    if (last in ".,-" and first.isdigit()) or (last.isdigit() and first in ".,"):
        return text + between_digits + line
    return text + line


# --- lines to paragraphs ---------------------------------------------------------------------


def drop_page_numbers(pages: list[PageItems]) -> None:
    """Page numbers at the outer edge: “- 3 -” and “3/6” anywhere there, bare ones when they count the pages."""
    bare: dict[int, list[TextLine]] = {}
    for page in pages:
        for line in _outermost(page):
            text = line.text.replace("\t", " ")
            if _NUMBERED.fullmatch(text) and page.margin(line) < 0.15:
                page.items.remove(line)
            elif _BARE.fullmatch(text) and page.margin(line) < 0.08:
                bare.setdefault(int(text) - page.number, []).append(line)
    if len(bare) == 1:
        offset, lines = bare.popitem()
        if len(lines) > 1 or offset == 0:
            for line in lines:
                pages[line.page - 1].items.remove(line)


def _outermost(page: PageItems) -> list[TextLine]:
    ends = page.items[:1] + page.items[1:][-1:]
    return [item for item in ends if isinstance(item, TextLine)]


def drop_running_heads(pages: list[PageItems]) -> None:
    """A line that stands at the edge of three pages or more is told once (a title, an address with page number)."""
    at_edge = [
        (page, line, re.sub(r"\d+", "#", line.text))
        for page in pages
        for line in _outermost(page)
        if page.margin(line) < 0.1 and "\t0" not in line.text
    ]
    often = Counter(shape for _, _, shape in at_edge)
    told: set[str] = set()
    for page, line, shape in at_edge:
        if often[shape] >= max(3, len(pages) // 2):
            if shape in told:
                page.items.remove(line)
            told.add(shape)


def join(pages: list[PageItems]) -> Iterator[Block]:
    """Lines joined to paragraphs, also over a page; grids as they are."""
    everything = [item for page in pages for item in page.items if isinstance(item, TextLine)]
    pending: TextLine | None = None
    for page in pages:
        lines = [item for item in page.items if isinstance(item, TextLine)]
        left, right = _margins(lines if sum(len(line.text) >= 10 for line in lines) >= 4 else everything)
        right = max(right, left + page.width / 2)  # a line below half the page is never a full one
        for item in page.items:
            if isinstance(item, Grid):
                if pending:
                    yield Paragraph(pending.text)
                pending = None
                yield item
            elif pending and _continues(pending, item, left, right):
                text = append(pending.text, item.text, between_digits=" ")
                pending = replace(item, text=text)
            else:
                if pending:
                    yield Paragraph(pending.text)
                pending = item
    if pending:
        yield Paragraph(pending.text)


def _margins(lines: list[TextLine]) -> tuple[float, float]:
    """Where running text begins and ends; a stray line or two beyond does not count."""
    long = [line for line in lines if len(line.text) >= 10 and "\t" not in line.text]
    if not long:
        return 0.0, float("inf")
    lefts, rights = sorted(line.x0 for line in long), sorted(line.x1 for line in long)
    return lefts[len(lefts) // 10], rights[-2] if len(rights) > 2 else rights[-1]


def _continues(line: TextLine, following: TextLine, left: float, right: float) -> bool:
    """Whether the following line is the same paragraph: it is not indented, and the line before is full."""
    if "\t" in line.text + following.text or _HEADING.match(following.text):
        return False
    size = following.size
    word = re.match(r"[\x21-\x7e]*", following.text)
    kept_together = len(word[0]) * size * 0.6 if word else 0.0
    return (
        abs(line.size - size) <= 1
        and following.x0 <= left + size
        and line.x1 >= right - 2.1 * size - kept_together
        and (line.page != following.page or following.top - line.bottom <= 2 * size)
    )
