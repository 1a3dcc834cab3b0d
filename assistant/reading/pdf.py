"""PDF to blocks: ruled tables as grids, everything else as paragraphs.

A PDF knows characters and lines at places, nothing more. Ruling lines make cells, cells take the characters whose
middle lies in them; what is left makes lines, lines make paragraphs. Digits are never moved together.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import PdfminerException

from assistant.core.report import Problem
from assistant.errors import InputError
from assistant.reading.blocks import MAX_GRID_COLUMNS, Grid, GridCell, Opened
from assistant.reading.pdf_text import (
    Char,
    PageItems,
    TextLine,
    append,
    drop_page_numbers,
    drop_running_heads,
    join,
    line_groups,
    line_text,
    middle,
    to_line,
    visible,
)

if TYPE_CHECKING:
    from assistant.reading.scan import ScannedPages

MAX_PAGES: Final = 300
MAX_STREAM: Final = 64 * 2**20
MAX_STREAMS: Final = 300 * 2**20
"""Bytes that one compressed stream, and all together, may unpack to."""

_SNAP: Final = 3.0
"""Points within which two ruling lines are the same edge."""

_LONG_CELL: Final = 300
_MIN_TEXT: Final = 10

_GARBLED: Final = re.compile(r"\(cid:\d+\)|[\ue000-\uf8ff\ufffd]")
"""A glyph whose character the font does not tell."""

_STREAM: Final = re.compile(rb"stream\r?\n(?=[\x08-\x78])")
_TWICE: Final = re.compile(rb"/Filter\s*\[[^\]]{0,200}/Fl(?:ateDecode)?\b[^\]]{0,200}/Fl(?:ateDecode)?\b")

CROSSED: Final = "（数字压线，请核对）"
"""Put behind the text of a cell whose digits run over its edge, so that nobody takes it for a number."""


def read_pdf(data: bytes, *, scans: bool = False) -> Opened:
    """Blocks of a PDF. A table that goes on over a page is one grid a page. With `scans`, pages that are pictures
    are read by text recognition.

    Raises `InputError` for a scan without text, a password, a damaged file, more than `MAX_PAGES` pages.
    """
    _check_streams(data)
    try:
        with pdfplumber.open(BytesIO(data)) as document:
            if len(document.pages) > MAX_PAGES:
                raise InputError(
                    f"这个 PDF 有 {len(document.pages)} 页，超过了 {MAX_PAGES} 页的上限。",
                    "请只导出年报的那几页再传。",
                )
            pages = [_read_page(page) for page in document.pages]
    except InputError:
        raise
    except Exception as error:
        raise _unreadable(error) from error
    if scans and _has_no_text(pages):
        from assistant.reading.scan import read_scanned_pdf

        return read_scanned_pdf(data, len(pages))
    _check_text(pages)
    scanned = _scan_empty(data, pages) if scans else None
    problems = tuple(_problems(pages, _hint() if scans else ""))
    drop_page_numbers(pages)
    drop_running_heads(pages)
    blocks = tuple(join(pages))
    if scanned is None:
        return Opened(blocks, problems)
    return Opened(blocks, (*problems, *scanned.problems()), scanned.scan(blocks))


def _scan_empty(data: bytes, pages: list[PageItems]) -> ScannedPages | None:
    """Fill the pages that are pictures from text recognition, as far as it is there; `None` when it did nothing."""
    from assistant.reading import scan

    numbers = [page.number for page in pages if page.empty]
    if not numbers or len(numbers) > scan.MAX_PAGES or not scan.is_installed():
        return None
    read = scan.read_pdf_pages(data, numbers)
    for page in pages:
        if page.number in read.items:
            found = read.items[page.number]
            page.width, page.height, page.items = found.width, found.height, found.items
        page.empty = page.empty and page.number not in read.items and page.number not in read.unread
    return read


def _hint() -> str:
    """How scanned pages could be read, where the recogniser is not there."""
    from assistant.reading import scan

    return "" if scan.is_installed() else f"要直接读，请在装年报助手的环境里运行 {scan.INSTALL}。"


def _has_no_text(pages: list[PageItems]) -> bool:
    return len("".join(_texts(pages))) < _MIN_TEXT


def _unreadable(error: Exception) -> InputError:
    causes = (error, *error.args)
    if isinstance(error, PdfminerException) and any(
        isinstance(cause, PDFPasswordIncorrect) for cause in causes
    ):
        return InputError(
            "这个 PDF 有打开密码，读不出内容。",
            "请打开后另存（打印）为不带密码的 PDF，或上传年报的 Word 文件。",
        )
    return InputError(
        "这个 PDF 不完整或已损坏，打不开。", "请重新下载或重新导出后再传，也可以上传年报的 Word 文件。"
    )


def _check_streams(data: bytes) -> None:
    """Refuse a PDF whose streams unpack to far more than a report needs: the parser unpacks them whole."""
    total = 0
    twice = _TWICE.search(data)
    for match in _STREAM.finditer(data):
        size = _unpacked(memoryview(data)[match.end() :])
        total += size
        if size > MAX_STREAM or total > MAX_STREAMS:
            twice = match
        if twice:
            break
    if twice:
        raise InputError(
            "这个 PDF 解压后大得不正常，为安全起见没有打开。",
            "请重新从 Word 或 WPS 导出 PDF，或上传年报的 Word 文件。",
        )


def _unpacked(data: memoryview) -> int:
    """How many bytes a zlib stream gives, counted up to just over the limit."""
    unpacker = zlib.decompressobj()
    size, place = 0, 0
    try:
        while not unpacker.eof and size <= MAX_STREAM:
            rest = unpacker.unconsumed_tail or data[place : place + 65_536]
            if not unpacker.unconsumed_tail:
                place += 65_536
            if not rest:
                break
            size += len(unpacker.decompress(rest, 1 << 20))
    except zlib.error:
        pass  # not compressed this way, or cut off: nothing more comes out of it
    return size


def _check_text(pages: list[PageItems]) -> None:
    text = "".join(_texts(pages))
    if _has_no_text(pages):
        raise InputError(
            "这个 PDF 里没有文字，多半是扫描件或图片。",
            "请上传年报的 Word 文件；只有扫描件时，先用 WPS 或扫描软件做文字识别（OCR），核对数字后再传。",
        )
    if 10 * len(_GARBLED.findall(text)) > len(_GARBLED.sub("", text)):
        raise InputError(
            "这个 PDF 的字体没有带文字编码，读出来是乱码。",
            "请上传年报的 Word 文件，或用 WPS 重新导出 PDF 再传。",
        )


def _texts(pages: Iterable[PageItems]) -> Iterator[str]:
    for page in pages:
        for item in page.items:
            if isinstance(item, TextLine):
                yield item.text
            else:
                yield from (cell.text for cell in item.cells)


def _problems(pages: list[PageItems], hint: str) -> Iterator[Problem]:
    empty = [str(page.number) for page in pages if page.empty]
    if empty:
        shown = "、".join(empty[:10]) + ("等" if len(empty) > 10 else "")
        yield Problem(
            code="READ-SCANNED-PAGE", severity="warning",
            message=f"第 {shown} 页是图片，没有文字，没有读。这几页若有表格，请上传 Word 文件或先做文字识别（OCR）。{hint}",
        )  # fmt: skip
    crossed = [str(page.number) for page in pages if any(CROSSED in text for text in _texts([page]))]
    if crossed:
        yield Problem(
            code="READ-CROSSED", severity="warning",
            message=f"第 {'、'.join(crossed[:10])} 页的表格里有数字压在表格线上，分不清属于哪一格，没有当作数字读。请对照原文填写。",
        )  # fmt: skip
    garbled = [str(page.number) for page in pages if any(_GARBLED.search(text) for text in _texts([page]))]
    if garbled:
        yield Problem(
            code="READ-GARBLED", severity="warning",
            message=f"第 {'、'.join(garbled[:10])} 页有的字没有文字编码，读出来是乱码。请对照原文核对，或上传 Word 文件。",
        )  # fmt: skip


# --- a page ----------------------------------------------------------------------------------


def _read_page(page: Page) -> PageItems:
    chars = visible(page.chars)
    tables, rest = _tables(page, chars)
    lines = [line for group in line_groups(rest) if (line := to_line(group, page.page_number)).text]
    placed: list[tuple[float, TextLine | Grid]] = [(line.top, line) for line in lines]
    placed += [(top, grid) for top, grid in tables if any(cell.text for cell in grid.cells)]
    placed.sort(key=lambda item: item[0])
    result = PageItems(page.page_number, float(page.width), float(page.height), [item for _, item in placed])
    result.empty = not chars and bool(page.images)
    page.close()
    return result


# --- tables ----------------------------------------------------------------------------------


def _tables(page: Page, chars: list[Char]) -> tuple[list[tuple[float, Grid]], list[Char]]:
    """Grids with their tops, and the characters that lie in none."""
    rules = [*page.lines, *page.curves, *(rect for rect in page.rects if _is_rule(rect))]
    if not rules:
        return [], chars
    grids: list[tuple[float, Grid]] = []
    settings = {
        "vertical_strategy": "explicit", "horizontal_strategy": "explicit", "snap_tolerance": _SNAP,
        "explicit_vertical_lines": rules, "explicit_horizontal_lines": rules,
    }  # fmt: skip
    try:
        found = page.find_tables(settings)
    except ValueError:
        return [], chars  # fewer than two lines in one direction
    for table in sorted(found, key=lambda table: _area(table.bbox)):
        boxes = [box for box in table.cells if box is not None]
        inside, outside = _split(chars, boxes)
        if _is_table(boxes, inside):
            grids.append((table.bbox[1], _grid(boxes, inside, _crossed(inside))))
            chars = outside
    return grids, chars


def _is_rule(rect: Char) -> bool:
    """Whether a rectangle draws lines: thin, or outlined; a plain background makes no table."""
    return bool(rect["stroke"]) or min(rect["width"], rect["height"]) <= _SNAP


def _area(box: Sequence[float]) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _split(chars: list[Char], boxes: list[Any]) -> tuple[list[list[Char]], list[Char]]:
    """Characters by the cell their middle lies in, and the rest."""
    inside: list[list[Char]] = [[] for _ in boxes]
    outside: list[Char] = []
    x_low, top_low = min(b[0] for b in boxes), min(b[1] for b in boxes)
    x_high, top_high = max(b[2] for b in boxes), max(b[3] for b in boxes)
    for char in chars:
        x, y = (char["x0"] + char["x1"]) / 2, middle(char)
        place = None
        if x_low <= x <= x_high and top_low <= y <= top_high:
            place = next((i for i, b in enumerate(boxes) if b[0] <= x < b[2] and b[1] <= y < b[3]), None)
        (outside if place is None else inside[place]).append(char)
    return inside, outside


def _is_table(boxes: list[Any], inside: list[list[Char]]) -> bool:
    """Whether boxes are a table: two columns at least, and none that holds a page of text."""
    return len(_edges(b[0] for b in boxes)) > 1 and max(map(len, inside)) <= _LONG_CELL


def _crossed(inside: list[list[Char]]) -> set[int]:
    """Cells that share an unbroken run of digits: a number too wide for its cell lies across the line."""
    cell_of = {id(char): index for index, chars in enumerate(inside) for char in chars}
    crossed: set[int] = set()
    for group in line_groups(char for chars in inside for char in chars if char["text"].strip()):
        for char, following in pairwise(group):
            cells = {cell_of[id(char)], cell_of[id(following)]}
            digits = (char["text"] + following["text"]).strip(".,")
            if len(cells) > 1 and digits.isdigit() and following["x0"] - char["x1"] < 0.1 * char["size"]:
                crossed |= cells
    return crossed


def _edges(values: Iterable[float]) -> list[float]:
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _SNAP:
            edges.append(value)
    return edges


def _grid(boxes: list[Any], inside: list[list[Char]], crossed: set[int]) -> Grid:
    """Cells with spans: how many edges of the whole table lie within each box."""
    columns, rows = _edges(b[0] for b in boxes), _edges(b[1] for b in boxes)
    cells = []
    for number, (box, chars) in enumerate(zip(boxes, inside, strict=True)):
        column, row = _index(columns, box[0]), _index(rows, box[1])
        cells.append(
            GridCell(
                _cell_text(chars) + (CROSSED if number in crossed else ""), row, column,
                rowspan=max(1, sum(edge < box[3] - _SNAP for edge in rows[row:])),
                colspan=max(1, sum(edge < box[2] - _SNAP for edge in columns[column:])),
            )
        )  # fmt: skip
    return Grid(
        tuple(sorted((c for c in cells if c.column < MAX_GRID_COLUMNS), key=lambda c: (c.row, c.column)))
    )


def _index(edges: list[float], value: float) -> int:
    return min(range(len(edges)), key=lambda i: abs(edges[i] - value))


def _cell_text(chars: list[Char]) -> str:
    """Lines of a cell in one; where digits meet digits the break stays, since a wrapped number may be two."""
    text = ""
    for group in line_groups(chars):
        text = append(text, line_text(group, wide=" "), between_digits="\n")
    return text
