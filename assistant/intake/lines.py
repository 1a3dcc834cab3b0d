"""Blocks of any format → clean lines, and what of a page around a text is none of it.

Width and blanks are settled here once: digits and letters become narrow, the blanks of all kinds one, marks that
nobody sees go. Chinese punctuation stays as it is: it is part of the official wording.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from assistant.library.imported import NUMERALS
from assistant.reading.blocks import Block, Grid, GridCell, Paragraph
from assistant.reading.titles import is_furniture

CJK: Final = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3001-\u303f“”‘’—…·"
_BESIDE: Final = re.compile(rf"(?<=[{CJK}]) +| +(?=[{CJK}])")
_BLANKS: Final = re.compile(r"[\s\u3000\xa0\u2000-\u200a\u202f\u205f]+")
_NARROW: Final = {
    **{code: code - 0xFEE0 for first, last in ((0xFF10, 0xFF19), (0xFF21, 0xFF3A), (0xFF41, 0xFF5A))
       for code in range(first, last + 1)},
    **dict.fromkeys([0xFEFF, 0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, *range(0x202A, 0x202F)]),
}  # fmt: skip
_COMPATIBLE: Final = re.compile(r"[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")
"""Radicals and doubles of characters, as some PDF files have them: NFKC makes them the character meant."""

REFERENCE: Final = r"项(?!目)|款(?!项)|目(?![标的录])|[至、和或]\s?[（(第]"
"""What follows the number of an item that is only mentioned: （三）项, （一）、（二）."""

_ENDS: Final = re.compile(r"[。！？；：:;!?…][”’\"'）)】》\]]*$")
_ITEM: Final = re.compile(
    rf"[（(][{NUMERALS}\d]{{1,4}}[）)](?!{REFERENCE})|[一二三四五六七八九十]{{1,3}}、|\d{{1,3}}[.．、](?!\d)|[①-⑳]"
)
_INLINE_HEADING: Final = re.compile(
    rf"(?<=[。！？；”’）)])\s*(?=第\s?[{NUMERALS}\d]{{1,8}}\s?条(?:之[{NUMERALS}]{{1,3}})?\s)"
    rf"|(?<=。)\s*(?=第[{NUMERALS}\d]{{1,8}}[条编章节])|(?<=\S)\s+(?=第[一1]条\s)"
)
"""Where a heading may stand in the middle of a line: pages and PDF files run paragraphs together."""

_INLINE_ITEM: Final = re.compile(rf"(?<=[：:；;。])\s*(?=[（(][{NUMERALS}]{{1,4}}[）)](?!{REFERENCE}))")
_CHAPTER_WITH_ARTICLE: Final = re.compile(
    rf"(?<=\S)\s+(?=第[{NUMERALS}\d]{{1,8}}条\s)|(?<=\S)\s*(?=第[一1]条)"
)
_CHAPTER_START: Final = re.compile(rf"第\s?[{NUMERALS}\d]{{1,5}}\s?[编章节]")
_ARTICLE_START: Final = re.compile(rf"第\s?[{NUMERALS}\d]{{1,8}}\s?条")
_PAGE_NUMBER: Final = re.compile(
    r"[-—－–―─·\s]+\d{1,4}[-—－–―─·\s]+|第?\d{1,4}页(?:[，,/／]?共\d{1,4}页)?|\d{1,4}[/／]\d{1,4}|\d{1,4}"
)
_NESTED_TITLE: Final = re.compile(r"<([^<>]{2,60})>")
"""A title inside a title, which ASCII brackets make look like a trail of links."""

_COMMENT: Final = re.compile(r"<!--.*-->")
_SITE: Final = re.compile(
    r"(?:网站声明|关于我们|隐私声明|使用帮助|建议意见|保护隐私权|微博微信|返回首页|我要纠错|责任编辑|字体大小|大中小"
    r"|首页|打印|关闭窗口|分享|收藏|下载|导航|登录|注册|京?ICP备\S*|ProducedBy.*|Copyright.*"
    r"|[您你]?(?:现在|当前)?(?:的|所在)?位置.*|扫一扫.*|.{0,12}网站标识码.*|.{0,8}公网安备.*)"
)
_SITE_PARTS: Final = re.compile(r"[|｜·\s【】\[\]<>＞»›]+")
_FEWEST_HEADS: Final = 3
_LONGEST_HEAD: Final = 40
_LONGEST_PAGE_LINE: Final = 300
_FULL: Final = 15
"""Characters from which on an unfinished line may go on in the next; shorter ones are headings."""


@dataclass(frozen=True)
class Line:
    """One line of the text, width and blanks settled.

    `table` marks a row of a table, `glued` a line that stood on the same line as the one before it and was
    cut from it at what looks like the start of an article.
    """

    text: str
    table: bool = False
    glued: bool = False

    @property
    def ends(self) -> bool:
        """Whether a sentence or an item ends with this line."""
        return _ENDS.search(self.text[-8:]) is not None

    @property
    def is_item(self) -> bool:
        """Whether the line opens an item: （一）, 一、, 1., ①."""
        return _ITEM.match(self.text) is not None


def settle(text: str) -> str:
    """Digits and letters narrow, blanks folded, invisible marks gone; Chinese punctuation as it stands."""
    text = _BLANKS.sub(" ", text.translate(_NARROW)).strip()
    return _COMPATIBLE.sub(lambda m: unicodedata.normalize("NFKC", m[0]), text)


def tight(text: str) -> str:
    """Blanks beside Chinese characters gone: they are typography, not wording."""
    return _BESIDE.sub("", text)


def joined(lines: Iterable[str]) -> str:
    """Pieces of one paragraph as it was before its lines were broken."""
    return tight(" ".join(lines))


def paragraphs(lines: Iterable[Line]) -> list[str]:
    """Lines of the running text as paragraphs: a line that ends no sentence goes on in the next.

    A paragraph of an official text always ends with a mark; where none stands the line was broken by a page or
    a screen. Rows of tables stay as they are.
    """
    done: list[list[Line]] = []
    goes_on = False
    for line in lines:
        if done and not (line.table or done[-1][0].table) and (line.glued or (goes_on and not line.is_item)):
            done[-1].append(line)
        else:
            done.append([line])
        goes_on = not line.table and not line.ends
    return [pieces[0].text if pieces[0].table else joined(p.text for p in pieces) for pieces in done]


def weight(text: str) -> int:
    """The number of characters that are no blanks."""
    return len(text) - text.count(" ") - text.count("\n")


def width_of(text: str) -> int:
    """How wide a text is printed: a Chinese character is 2."""
    return sum(1 if char.isascii() else 2 for char in text)


def clean_lines(blocks: Iterable[Block]) -> list[Line]:
    """Every block as lines in reading order; what stands on one line is cut where articles and items begin."""
    lines: list[Line] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            lines.extend(_pieces(block.text))
        else:
            lines.extend(_rows(block))
    return lines


def furniture(lines: Sequence[Line]) -> set[int]:
    """The numbers of lines that belong to the page, not to the text.

    Page numbers, running heads, navigation, buttons, footers. In the text itself a line that goes on a
    sentence is none, whatever its first word.
    """
    opening = [i for i, line in enumerate(lines) if _opens_text(line)]
    start, last = (opening[0], opening[-1]) if opening else (len(lines), len(lines))
    numbers = {
        i: line
        for i, line in enumerate(lines)
        if not line.table and _PAGE_NUMBER.fullmatch(line.text.replace(" ", ""))
    }
    found = _running_heads(lines, start, last, numbers)
    inside, page = False, 0
    for number, line in enumerate(lines):
        if number in numbers and not (inside and line.text.isdigit() and not _counts_on(page, line.text)):
            page = int(re.sub(r"\D", "", line.text) or 0) if line.text.strip("-—－–―─· ").isdigit() else page
            found.add(number)
        elif number in found or (not inside and _is_page(line)):
            found.add(number)
        elif number >= start and not line.table:
            inside = not line.ends and (inside or len(line.text) >= _FULL)
    return found


def _counts_on(page: int, text: str) -> bool:
    """Whether a bare number in the middle of a sentence is the next page's: else it is the sentence's own."""
    return int(text) == page + 1 or (page == 0 and int(text) == 2)


def _opens_text(line: Line) -> bool:
    return not line.table and (
        _ARTICLE_START.match(line.text) is not None or line.text.startswith(("一、", "第一章"))
    )


def _is_page(line: Line) -> bool:
    if len(line.text) > _LONGEST_PAGE_LINE:
        return False
    text = _NESTED_TITLE.sub(r"〈\1〉", line.text)
    close = text.replace(" ", "")
    if _COMMENT.fullmatch(line.text) or is_furniture(close) or (not line.table and is_furniture(text)):
        return True
    parts = [part for part in _SITE_PARTS.split(text) if part]
    return not line.ends and any(map(_SITE.fullmatch, parts))


def _running_heads(lines: Sequence[Line], start: int, last: int, pages: Collection[int]) -> set[int]:
    """What is told on page after page: the title once more, or a short line beside the page number."""
    before = {tight(line.text) for line in lines[:start]}
    places: dict[str, list[int]] = {}
    for number in range(start, len(lines)):
        if _may_be_head(lines[number]) and number not in pages:
            places.setdefault(tight(lines[number].text), []).append(number)
    found: set[int] = set()
    for text, numbers in places.items():
        beside = sum(n - 1 in pages or n + 1 in pages for n in numbers)
        if len(numbers) >= _FEWEST_HEADS and 2 * beside >= len(numbers):
            found.update(numbers)
        elif text in before:  # behind the last heading it may be a signature
            found.update(n for n in numbers if n < last)
    return found


def _may_be_head(line: Line) -> bool:
    return (
        not line.table
        and 3 < len(line.text) <= _LONGEST_HEAD
        and not line.ends
        and not line.is_item
        and not _CHAPTER_START.match(line.text)
        and not _ARTICLE_START.match(line.text)
    )


def _pieces(raw: str) -> Iterator[Line]:
    text = settle(raw)
    head = text[:200]
    if _CHAPTER_START.match(head) and (cut := _CHAPTER_WITH_ARTICLE.search(head)):
        yield Line(text[: cut.start()])
        text = text[cut.end() :]
    for number, piece in enumerate(_INLINE_HEADING.split(text)):
        glued = number > 0
        for item in filter(None, _INLINE_ITEM.split(piece)):
            yield Line(item, glued=glued)
            glued = False


def _rows(grid: Grid) -> Iterator[Line]:
    width = max((cell.column + cell.colspan for cell in grid.cells), default=0)
    rows: dict[int, list[GridCell]] = {}
    for cell in grid.cells:
        if settle(cell.text):
            rows.setdefault(cell.row, []).append(cell)
    for row in sorted(rows):
        cells = rows[row]
        first = settle(cells[0].text)
        if len(cells) == 1 and (cells[0].colspan >= width or len(first) > _LONGEST_HEAD):
            yield from _cell_lines(cells[0].text)
        elif len(cells) == 2 and _ARTICLE_START.fullmatch(first):
            yield from _cell_lines(f"{first} {cells[1].text}")  # 条号 and wording side by side
        else:
            yield Line(" ".join(settle(cell.text.replace("\n", "")) for cell in cells), table=True)


def _cell_lines(text: str) -> Iterator[Line]:
    for raw in text.split("\n"):
        yield from _pieces(raw)
