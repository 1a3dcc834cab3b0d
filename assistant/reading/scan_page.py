"""One page of a scan → lines and grids, every numeric cell looked at twice.

The first look is the whole page: text found and read line by line. The second is the cell alone, cut out at another
scale. How many separate strokes of ink the cell holds is a third witness, which knows nothing of digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

import cv2
import numpy as np

from assistant.core.numbers import squeeze
from assistant.core.report import MISSING_MARK
from assistant.reading.blocks import Grid, GridCell, Sighting
from assistant.reading.lines import is_value
from assistant.reading.pdf_text import Char, PageItems, TextLine, append, line_groups, line_text, to_line
from assistant.reading.scan_grid import (
    Box,
    Mask,
    Ruled,
    Table,
    black_and_white,
    bounds,
    find_tables,
    stroke_height,
    without_lines,
)
from assistant.reading.scan_image import Gray, straightened
from assistant.reading.scan_keystone import level
from assistant.reading.scan_ocr import Read, Recogniser

_SURE: Final = 0.9
_UPRIGHT: Final = 0.9
_PROBES: Final = 8
_WIDTH: Final = 595.0
"""Points that the shorter side of a page counts as: what puts lines together is tuned in points."""

_CJK: Final = re.compile(r"[\u2e80-\u9fff]")
_BLANK: Final = re.compile(
    r"(?<=[\u2e80-\u9fff\u3001-\u303f\uff01-\uff60“”]) +| +(?=[\u2e80-\u9fff\u3001-\u303f\uff01-\uff60“”])"
)
_LONGEST_VALUE: Final = 14
_LONG_CELL: Final = 300
_MISTAKEN: Final = str.maketrans("OoQDlI|丨〡", "000011111")
"""Letters that the recogniser sees in lone digits; what needs them is never sure."""

_ONE_LINE: Final = 2.5
"""Heights of a stroke; ink that stands higher is several lines, or a label set upright."""

_FAINTEST: Final = 16.0
"""Grey values by which the faintest ink is darker than its paper."""

_BODY: Final = 0.75
"""A box around a line of text is a third higher than its type."""

_TOUCHING: Final = 4
"""Pixels from its edge within which a thin stroke in a cell is a remnant of the line there."""

_NEAR: Final = 3
"""Pixels beyond its edge within which the middle of a text still belongs to a cell."""

_SPLIT: Final = 5
"""Pixels that text must reach into a second cell to be cut at the border."""


@dataclass
class ScannedPage:
    """What was made out on one page. `traced` holds for each grid (by its identity) its twin with serial numbers."""

    items: PageItems
    sightings: list[Sighting] = field(default_factory=list)
    traced: dict[int, Grid] = field(default_factory=dict)


@dataclass(frozen=True)
class _Piece:
    box: Box
    text: str
    score: float


@dataclass
class _Part:
    """A table of the page, its cells, and what was sighted in them by their index."""

    table: Table
    cells: list[_Cell]
    sightings: dict[int, Sighting] = field(default_factory=dict)


@dataclass
class _Cell:
    """A ruled cell with the pieces of text and the strokes of ink in it."""

    ruled: Ruled
    pieces: list[_Piece] = field(default_factory=list)
    strokes: list[Box] = field(default_factory=list)


def read_page(page: Gray, number: int, recogniser: Recogniser, serial: int) -> ScannedPage:
    """Read one page. `serial` is the serial number of its first sighting."""
    page, boxes = _upright(level(straightened(page)), recogniser)
    ink = black_and_white(page)
    usual = stroke_height(ink)
    tables, lines = find_tables(ink, usual)
    clean = without_lines(page, lines)
    ink[cv2.dilate(lines, np.ones((3, 3), np.uint8)) > 0] = 0
    parts = [_Part(table, [_Cell(ruled) for ruled in table.cells]) for table in tables]
    cells = [cell for part in parts for cell in part.cells]
    boxes = _split(boxes, cells)
    read = recogniser.read([box.cut(clean) for box in boxes])
    pieces = [_Piece(b, _tidy(t), score) for b, (t, score) in zip(boxes, read, strict=True) if t]
    loose = _sort_in(pieces, cells)
    _sort_ink(ink, cells, usual)
    parts = [
        part for part in parts if any(cell.pieces for cell in part.cells)
    ]  # else a desk's edge, or a pattern
    for part in parts:
        part.sightings = _second_look(clean, part.cells, number, usual, recogniser)
    factor = _WIDTH / min(page.shape)
    result = ScannedPage(PageItems(number, page.shape[1] * factor, page.shape[0] * factor, []))
    _lay_out(result, parts, loose, factor, serial)
    return result


def _tidy(text: str) -> str:
    """A line without the blanks that the recogniser sees beside Chinese characters."""
    return _BLANK.sub("", text)


# --- upright ----------------------------------------------------------------------------------


def _upright(page: Gray, recogniser: Recogniser) -> tuple[Gray, list[Box]]:
    """The page with its text the right way up, and where the text is."""
    boxes = recogniser.find(page)
    tall = sum(b.width * b.height for b in boxes if b.height > 1.5 * b.width)
    wide = sum(b.width * b.height for b in boxes if b.width > 1.5 * b.height)
    if tall > 2 * wide:
        page = np.ascontiguousarray(np.rot90(page))
        boxes = recogniser.find(page)
    score = _legible(page, boxes, recogniser)
    if not boxes or score >= _UPRIGHT:
        return page, boxes
    other = np.ascontiguousarray(np.rot90(page, 2))
    turned = recogniser.find(other)
    return (other, turned) if _legible(other, turned, recogniser) > score else (page, boxes)


def _legible(page: Gray, boxes: Sequence[Box], recogniser: Recogniser) -> float:
    """How well the longest lines read, 0 to 1: what stands on its head scores low."""
    longest = sorted(boxes, key=lambda b: -b.width)[:_PROBES]
    read = recogniser.read([box.cut(page) for box in longest])
    weights = [len(text) for text, _ in read]
    return sum(score * n for (_, score), n in zip(read, weights, strict=True)) / max(1, sum(weights))


# --- what stands where --------------------------------------------------------------------------


def _split(boxes: Iterable[Box], cells: Sequence[_Cell]) -> list[Box]:
    """Boxes of text cut where they run from one cell into the next."""
    result = []
    for box in boxes:
        parts = [part for c in cells if _reaches(part := box.overlap(c.ruled.box), box)]
        result.extend(parts if len(parts) > 1 else [box])
    return result


def _reaches(part: Box, box: Box) -> bool:
    return part.width >= _SPLIT and part.height > box.height // 2


def _sort_in(pieces: Iterable[_Piece], cells: Sequence[_Cell]) -> list[_Piece]:
    """Put the pieces into the cells that hold their middles; what lies in none is returned."""
    loose: list[_Piece] = []
    for piece in pieces:
        cell = _holding(piece.box, cells)
        (loose if cell is None else cell.pieces).append(piece)
    return loose


def _holding(box: Box, cells: Sequence[_Cell]) -> _Cell | None:
    """The smallest cell that the middle of a box lies in."""
    x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    around = [c for c in cells if _is_within(x, y, c.ruled.box)]
    return min(around, key=lambda c: c.ruled.box.width * c.ruled.box.height, default=None)


def _is_within(x: float, y: float, box: Box) -> bool:
    return box.x0 - _NEAR <= x < box.x1 + _NEAR and box.y0 - _NEAR <= y < box.y1 + _NEAR


def _sort_ink(ink: Mask, cells: Sequence[_Cell], usual: float) -> None:
    """Put the strokes of ink into their cells; remains of lines and dust are left out."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink)
    boxes = [Box(int(x), int(y), int(x + w), int(y + h)) for x, y, w, h, _ in stats[1:]]
    for box in boxes:
        cell = _holding(box, cells)
        if cell is not None and not _is_remains(box, cell.ruled.box):
            cell.strokes.append(box)
    for cell in cells:
        large = [b for b in cell.strokes if max(b.width, b.height) > 0.35 * usual]
        if not large:
            cell.strokes = []
            continue
        around = bounds(large)
        reach = Box(around.x0 - 2, around.y0 - 2, around.x1 + 2, around.y1 + 4)
        cell.strokes = [b for b in cell.strokes if b.overlap(reach) == b]


def _is_remains(stroke: Box, cell: Box) -> bool:
    """Whether a stroke is what painting over a line left: thin, long and at the edge of its cell."""
    thin, long = sorted((stroke.width, stroke.height))
    edge = (
        min(stroke.x0 - cell.x0, cell.x1 - stroke.x1) if stroke.height >= stroke.width
        else min(stroke.y0 - cell.y0, cell.y1 - stroke.y1)
    )  # fmt: skip
    return thin <= 4 and long >= 2 * thin and edge <= _TOUCHING


# --- the second look ----------------------------------------------------------------------------


def _second_look(
    clean: Gray, cells: Sequence[_Cell], number: int, usual: float, recogniser: Recogniser
) -> dict[int, Sighting]:
    """For each cell that holds or may hold a value, by its index, what both looks made of it."""
    here = [i for i, cell in enumerate(cells) if _is_wanted(cell, clean, usual)]
    unseen = [i for i in here if not cells[i].pieces]
    alone = recogniser.read([_close_up(clean, cells[i], 0.3) for i in here])
    close = dict(zip(unseen, recogniser.read([_close_up(clean, cells[i], 0.1) for i in unseen]), strict=True))
    sightings = {}
    for i, second in zip(here, alone, strict=True):
        pieces = cells[i].pieces
        first = (_text(pieces), min(p.score for p in pieces)) if pieces else close[i]
        if (seen := _sighting(number, first, second, len(cells[i].strokes))) is not None:
            sightings[i] = seen
    return sightings


def _is_wanted(cell: _Cell, clean: Gray, usual: float) -> bool:
    """Whether a cell holds a value, or ink that may be one line of it. What is left out is a label, or blank."""
    text = _text(cell.pieces)
    if is_value(text) or not _may_be_value(text):
        return is_value(text)
    if cell.strokes:
        return bounds(cell.strokes).height <= _ONE_LINE * usual
    return bool(text) or (cell.ruled.rowspan == 1 and not _is_bare(cell.ruled.box.cut(clean)))


def _is_bare(crop: Gray) -> bool:
    """Whether nothing at all stands out from the paper, however faint; the paper's own grain does not."""
    inner = crop[_TOUCHING:-_TOUCHING, _TOUCHING:-_TOUCHING]
    if inner.size < 16:
        return True
    soft = cv2.blur(inner, (3, 3)).astype(np.float32)
    middle = float(np.median(soft))
    grain = float(np.median(np.abs(soft - middle)))
    return middle - float(soft.min()) < max(_FAINTEST, 9 * grain)


def _may_be_value(text: str) -> bool:
    plain = squeeze(text)
    return is_value(text) or len(plain) <= 1 or (len(plain) <= _LONGEST_VALUE and not _CJK.search(plain))


def _close_up(clean: Gray, cell: _Cell, margin: float) -> Gray:
    """The ink of a cell alone, with a margin (in heights of the ink) of its own paper around it."""
    box = bounds(cell.strokes or [piece.box for piece in cell.pieces] or [cell.ruled.box])
    crop = box.cut(clean)
    edge = max(2, round(margin * max(box.height, 12)))
    paper = int(np.percentile(crop, 95))
    return np.asarray(
        cv2.copyMakeBorder(crop, edge, edge, edge, edge, cv2.BORDER_CONSTANT, value=(paper,)), dtype=np.uint8
    )


def _sighting(page: int, first: Read, second: Read, strokes: int) -> Sighting | None:
    """Both looks as one sighting; `None` when neither saw a value and something else is written."""
    (one, one_exact), (two, two_exact) = _as_value(first[0]), _as_value(second[0])
    if not one and not two:
        # Ink that says nothing is a cell that could not be read, not a blank one.
        return None if squeeze(first[0] + second[0]) else Sighting(page, MISSING_MARK, "", sound=False)
    agree = one == two and one_exact and two_exact
    sound = agree and min(first[1], second[1]) >= _SURE and strokes == len(one)
    return Sighting(page, one or two, two if one else "", sound)


def _as_value(text: str) -> tuple[str, bool]:
    """A text as the value it is, or was meant to be, and whether it stood so; empty when it is none."""
    if is_value(text):
        return squeeze(text), True
    meant = squeeze(text).translate(_MISTAKEN)
    return (meant, False) if is_value(meant) else ("", False)


# --- items ------------------------------------------------------------------------------------


def _lay_out(
    result: ScannedPage, parts: Sequence[_Part], loose: Sequence[_Piece], factor: float, serial: int
) -> None:
    """Put lines and grids onto the page from the top, and keep what was sighted in the grids."""
    placed: list[tuple[float, TextLine | Grid]] = []
    outside = list(loose)
    for part in parts:
        if max(len(_text(cell.pieces)) for cell in part.cells) > _LONG_CELL:
            outside += [piece for cell in part.cells for piece in cell.pieces]
            continue
        grid, traced, seen = _grids(part, serial + len(result.sightings))
        if any(cell.text for cell in grid.cells):
            placed.append((part.table.box.y0 * factor, grid))
            result.sightings += seen
            result.traced[id(grid)] = traced
    for group in line_groups(_chars(outside, factor)):
        line = to_line(group, result.items.number)
        placed.append((line.top, line))
    result.items.items = [item for _, item in sorted(placed, key=lambda pair: pair[0])]


def _grids(part: _Part, serial: int) -> tuple[Grid, Grid, list[Sighting]]:
    """A table as a grid; its twin, in which each sighted cell holds a serial number; and the sightings."""
    shown, traced = [], []
    seen: list[Sighting] = []
    for index, cell in enumerate(part.cells):
        sighting = part.sightings.get(index)
        text = twin = _text(cell.pieces)
        if sighting is not None:
            text, twin = sighting.first, str(serial + len(seen))
            seen.append(sighting)
        where = cell.ruled
        place = (where.row, where.column, where.rowspan, where.colspan)
        shown.append(GridCell(text, *place))
        traced.append(GridCell(twin, *place))
    return Grid(tuple(shown)), Grid(tuple(traced)), seen


def _text(pieces: Sequence[_Piece]) -> str:
    """The lines of a cell in one; digits that meet at a line's end stay apart."""
    text = ""
    for group in line_groups(_chars(pieces, 1.0)):
        text = append(text, line_text(group, wide=" "), between_digits="\n")
    return text


def _chars(pieces: Sequence[_Piece], factor: float) -> list[Char]:
    """Pieces in the shape in which lines are put together, their sizes evened out."""
    heights = [piece.box.height for piece in pieces]
    usual = float(np.median(heights)) if heights else 0.0
    return [
        {
            "text": piece.text,
            "x0": piece.box.x0 * factor,
            "x1": piece.box.x1 * factor,
            "top": piece.box.y0 * factor,
            "bottom": piece.box.y1 * factor,
            "size": (usual if abs(height - usual) < usual / 4 else height) * factor * _BODY,
        }
        for piece, height in zip(pieces, heights, strict=True)
    ]
