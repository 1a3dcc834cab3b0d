"""Ruling lines of a page to tables: lines found by their length, cells by the borders that are really drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from assistant.reading.blocks import MAX_GRID_COLUMNS
from assistant.reading.scan_image import Gray

Mask = NDArray[np.uint8]
Borders = NDArray[np.bool_]
Squares = NDArray[np.int32]

_DRAWN: Final = 0.8
"""The share of a border that must be there; a dash within a cell covers less, a line with gaps of dust more."""

_SPECK: Final = 4
"""Pixels: fewer that hang together are dust. A decimal point has more at the size at which pages are read."""

_USUAL: Final = 20.0
_MOST_TABLES: Final = 12
_MOST_EDGES: Final = 400
"""Bounds for what is no page of a report: a sheet of squared paper, a screen of noise."""


@dataclass(frozen=True)
class Box:
    """A place on the page in pixels, from `x0`, `y0` at the upper left to just before `x1`, `y1`."""

    x0: int
    y0: int
    x1: int
    y1: int

    @property
    def width(self) -> int:
        """Pixels from left to right."""
        return self.x1 - self.x0

    @property
    def height(self) -> int:
        """Pixels from top to bottom."""
        return self.y1 - self.y0

    def overlap(self, other: Box) -> Box:
        """What two boxes share; its width or height is 0 or less when they share nothing."""
        return Box(
            max(self.x0, other.x0), max(self.y0, other.y0), min(self.x1, other.x1), min(self.y1, other.y1)
        )

    def cut(self, page: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """The part of the page in this box."""
        return page[max(0, self.y0) : max(0, self.y1), max(0, self.x0) : max(0, self.x1)]


@dataclass(frozen=True)
class Ruled:
    """A cell of a ruled table: its place inside the lines, and where in the table it stands."""

    box: Box
    row: int
    column: int
    rowspan: int
    colspan: int


@dataclass(frozen=True)
class Table:
    """A ruled table: its outline and its cells in reading order."""

    box: Box
    cells: tuple[Ruled, ...]


def black_and_white(page: Gray) -> Mask:
    """Ink as 255, paper as 0, each judged against its surroundings: shaded cells are paper, specks are nothing."""
    side = max(21, max(page.shape) // 70) | 1
    ink = cv2.adaptiveThreshold(page, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, side, 18)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(np.asarray(ink, dtype=np.uint8))
    kept = np.where(stats[:, cv2.CC_STAT_AREA] >= _SPECK, np.uint8(255), np.uint8(0))
    kept[0] = 0
    return np.asarray(kept[labels], dtype=np.uint8)


def stroke_height(ink: Mask) -> float:
    """The usual height in pixels of what hangs together in writing: a digit, a part of a character."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink)
    high, wide = stats[1:, cv2.CC_STAT_HEIGHT], stats[1:, cv2.CC_STAT_WIDTH]
    body = high[(high >= 8) & (wide >= 3) & (high <= 100) & (wide <= 200)]
    return float(np.median(body)) if body.size else _USUAL


def find_tables(ink: Mask, usual: float) -> tuple[list[Table], Mask]:
    """The ruled tables of a page from the top, and where their lines run (255). `usual` is its `stroke_height`."""
    across, down = line_masks(ink, usual)
    lines = np.zeros_like(ink)
    tables = []
    for box, own in _outlines(across, down):
        # Its own lines only: a frame around the page knows nothing of the tables within.
        table = _table(across & own, down & own, box, lines, usual)
        if table is not None:
            tables.append(table)
    return sorted(tables, key=lambda t: (t.box.y0, t.box.x0)), lines


def line_masks(ink: Mask, usual: float) -> tuple[Mask, Mask]:
    """Where ink runs straight across, and straight down, for longer than any stroke of writing."""
    return _runs(ink, max(24, round(1.9 * usual)), along=1), _runs(ink, max(24, round(1.7 * usual)), along=0)


def _runs(ink: Mask, length: int, along: int) -> Mask:
    """Runs of ink of at least this length in one direction, made of pieces half as long with small gaps between."""

    def kernel(size: int) -> Mask:
        return np.ones((1, size) if along else (size, 1), np.uint8)

    thick = cv2.dilate(ink, np.ones((3, 1) if along else (1, 3), np.uint8))  # a line that drifts by a pixel
    pieces = cv2.morphologyEx(thick, cv2.MORPH_OPEN, kernel(length // 2))
    joined = cv2.morphologyEx(pieces, cv2.MORPH_CLOSE, kernel(max(3, length // 5)))
    return np.asarray(cv2.morphologyEx(joined, cv2.MORPH_OPEN, kernel(length)), dtype=np.uint8)


def _outlines(across: Mask, down: Mask) -> Iterator[tuple[Box, Mask]]:
    """Boxes around lines that touch each other, large enough for a table, and where these lines are; largest first."""
    joined = cv2.dilate(cv2.bitwise_or(across, down), np.ones((5, 5), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(joined)
    height, width = across.shape
    boxes = [
        (Box(int(x), int(y), int(x + w), int(y + h)), i) for i, (x, y, w, h, _) in enumerate(stats[1:], 1)
    ]
    large = [(b, i) for b, i in boxes if b.width > width // 6 and b.height > height // 60]
    for box, label in sorted(large, key=lambda pair: -pair[0].width * pair[0].height)[:_MOST_TABLES]:
        yield box, np.where(labels == label, np.uint8(255), np.uint8(0))


def _table(across: Mask, down: Mask, box: Box, lines: Mask, usual: float) -> Table | None:
    snap = max(5, round(0.3 * usual))
    xs = _edges(down, box, snap, along=0)
    ys = _edges(across, box, snap, along=1)
    # A frame, or a heading that is underlined and boxed, has no inner edge.
    if len(xs) < 3 or len(ys) < 2 or len(xs) > MAX_GRID_COLUMNS or len(ys) > _MOST_EDGES:
        return None
    # A stroke of writing may look like an edge; only one that borders some square, wall to wall, is one.
    xs = _bordering(down.T, ys, xs, snap)
    ys = _bordering(across, xs, ys, snap)
    if len(xs) < 3 or len(ys) < 2:
        return None
    over, beside = _drawn(across, xs, ys, snap), _drawn(down.T, ys, xs, snap).T
    squares = _joined(over, beside)
    _note(lines, across, xs, ys, over & _parting(squares), snap)
    _note(lines.T, down.T, ys, xs, (beside & _parting(squares.T).T).T, snap)
    cells = tuple(_cells(xs, ys, squares, max(2, snap // 3)))
    # Large type makes lattices, too, but nothing could be written between its strokes.
    room = float(np.median([min(c.box.width, c.box.height) for c in cells]))
    return Table(box, cells) if len({c.column for c in cells}) > 1 and room >= 1.1 * usual else None


def _edges(mask: Mask, box: Box, snap: int, along: int) -> list[int]:
    """Places of the lines of one direction within a box: lines nearer than `snap` are one, and of two that leave no
    room for a digit between them the longer counts.
    """
    _, _, stats, middles = cv2.connectedComponentsWithStats(np.ascontiguousarray(box.cut(mask)))
    start = box.y0 if along else box.x0
    size = cv2.CC_STAT_HEIGHT if along else cv2.CC_STAT_WIDTH
    places: list[tuple[float, int]] = []
    for (_, middle), stat in zip(middles[:, :: 1 if along else -1][1:], stats[1:], strict=True):
        if stat[size] <= 4 * snap:  # thicker is a bar of ink, no line
            length = int(stat[cv2.CC_STAT_WIDTH if along else cv2.CC_STAT_HEIGHT])
            places.append((float(middle) + start, length))
    edges: list[list[tuple[float, int]]] = []
    for place in sorted(places):
        if edges and place[0] - edges[-1][-1][0] <= snap:
            edges[-1].append(place)
        else:
            edges.append([place])
    kept: list[tuple[float, int]] = []
    for lines in edges:
        total = sum(n for _, n in lines)
        middle_of_all = sum(p * n for p, n in lines) / total
        if kept and middle_of_all - kept[-1][0] < 3 * snap:
            if total > kept[-1][1]:
                kept[-1] = (middle_of_all, total)
        else:
            kept.append((middle_of_all, total))
    return [round(at) for at, _ in kept]


def _bordering(mask: Mask, xs: list[int], ys: list[int], snap: int) -> list[int]:
    """Those of the row edges `ys` that are drawn between some two column edges."""
    drawn = _drawn(mask, xs, ys, snap)
    return [y for y, borders in zip(ys, drawn, strict=True) if borders.any()]


def _drawn(mask: Mask, xs: list[int], ys: list[int], snap: int) -> Borders:
    """For each row edge and each pair of neighbouring column edges, whether the border is drawn there."""
    drawn = np.zeros((len(ys), len(xs) - 1), dtype=np.bool_)
    for (i, y), j in product(enumerate(ys), range(len(xs) - 1)):
        band = mask[max(0, y - snap) : y + snap + 1, xs[j] + 2 : xs[j + 1] - 1]
        drawn[i, j] = bool(band.size) and float(band.any(axis=0).mean()) >= _DRAWN
    return drawn


def _joined(over: Borders, beside: Borders) -> Squares:
    """For each square of the lattice the number of its cell: squares are joined where no border parts them.

    A joined shape that is no rectangle comes of a broken line; its squares are then cells of their own.
    """
    rows, columns = beside.shape[0], over.shape[1]
    parts = np.zeros((2 * rows + 1, 2 * columns + 1), dtype=np.uint8)
    parts[1::2, 1::2] = 1
    parts[2:-1:2, 1::2] = ~over[1:-1]
    parts[1::2, 2:-1:2] = ~beside[:, 1:-1]
    count, labels = cv2.connectedComponents(parts, connectivity=4)
    squares = np.asarray(labels[1::2, 1::2], dtype=np.int32)
    for cell in range(1, count):
        where = squares == cell
        top, bottom = np.flatnonzero(where.any(axis=1))[[0, -1]]
        left, right = np.flatnonzero(where.any(axis=0))[[0, -1]]
        if not where[top : bottom + 1, left : right + 1].all():
            squares[where] = np.arange(count, count + int(where.sum()))
            count += int(where.sum())
    return squares


def _parting(squares: Squares) -> Borders:
    """For each row edge and column, whether the squares above and below belong to different cells."""
    edge = np.full((1, squares.shape[1]), -1, dtype=squares.dtype)
    return np.asarray(np.vstack([edge, squares]) != np.vstack([squares, edge]), dtype=np.bool_)


def _note(lines: Mask, mask: Mask, xs: list[int], ys: list[int], borders: Borders, snap: int) -> None:
    """Note the borders between cells in `lines`."""
    for i, j in zip(*np.nonzero(borders), strict=True):
        top, bottom = max(0, ys[i] - snap), ys[i] + snap + 1
        place = np.s_[top:bottom, max(0, xs[j] - snap) : xs[j + 1] + snap + 1]
        lines[place] |= mask[place]


def _cells(xs: list[int], ys: list[int], squares: Squares, inset: int) -> Iterator[Ruled]:
    """Cells in reading order, each a little inside its borders; rows and columns in which none begins do not count."""
    firsts: dict[int, tuple[int, int]] = {}
    for row, column in product(*map(range, squares.shape)):
        firsts.setdefault(int(squares[row, column]), (row, column))
    tops, lefts = (sorted({first[axis] for first in firsts.values()}) for axis in (0, 1))
    for cell, (row, column) in firsts.items():
        bottom = row + int((squares[:, column] == cell).sum())
        right = column + int((squares[row] == cell).sum())
        yield Ruled(
            Box(xs[column] + inset, ys[row] + inset, xs[right] - inset + 1, ys[bottom] - inset + 1),
            row=tops.index(row),
            column=lefts.index(column),
            rowspan=sum(row <= top < bottom for top in tops),
            colspan=sum(column <= left < right for left in lefts),
        )


def without_lines(page: Gray, lines: Mask) -> Gray:
    """The page with the lines of its tables painted over by the paper around them."""
    paper = cv2.dilate(page, np.ones((13, 13), np.uint8))
    wide = cv2.dilate(lines, np.ones((3, 3), np.uint8)) > 0
    return np.where(wide, paper, page).astype(np.uint8)


def bounds(boxes: Iterable[Box]) -> Box:
    """The smallest box around some boxes, at least one."""
    every = list(boxes)
    return Box(
        min(b.x0 for b in every), min(b.y0 for b in every), max(b.x1 for b in every), max(b.y1 for b in every)
    )
