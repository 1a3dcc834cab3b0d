"""Pages seen from the side: the ruling lines tell how each part of the page slants, and the page is drawn level.

A page on the glass of a scanner slants everywhere alike, which `scan_image.straightened` undoes. On a photo the upper
lines slant otherwise than the lower ones. To the first order the slant of the lines across changes evenly down the
page, and that of the lines down evenly across it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from assistant.reading.scan_grid import Mask, black_and_white, line_masks, stroke_height
from assistant.reading.scan_image import Gray

_LONG: Final = 8.0
"""Heights of a stroke that a line must be long to tell a slant."""

_FEWEST: Final = 3
_LEAST: Final = 2.0
"""Pixels at the edge of the page that are worth the blur of drawing it anew."""

_MOST: Final = 0.08
"""The steepest slant that is believed: a rise of eight in a hundred."""


def level(page: Gray) -> Gray:
    """The page with its ruling lines drawn level and upright; as it is when it has few, or they are so already."""
    ink = black_and_white(page)
    usual = stroke_height(ink)
    across, down = line_masks(ink, usual)
    height, width = page.shape
    rise = _slants(across, height, _LONG * usual)
    lean = _slants(np.ascontiguousarray(down.T), width, _LONG * usual)
    if max(np.abs(rise).max() * width, np.abs(lean).max() * height) / 2 < _LEAST:
        return page
    ys, xs = np.mgrid[0:height, 0:width].astype(np.float32)
    from_x = xs + lean[None, :] * (ys - height / 2)
    from_y = ys + rise[:, None] * (xs - width / 2)
    drawn = cv2.remap(
        page, from_x.astype(np.float32), from_y.astype(np.float32), cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_CONSTANT, borderValue=(255,),
    )  # fmt: skip
    return np.asarray(drawn, dtype=np.uint8)


def _slants(mask: Mask, rows: int, long: float) -> NDArray[np.float32]:
    """The slant along the rows at each of them, fitted to the lines; beyond the outermost lines it is as there."""
    lines = sorted(_lines(mask, long))
    if len(lines) < _FEWEST or lines[-1][0] - lines[0][0] < long / 2:
        return np.zeros(rows, np.float32)
    places, slopes, lengths = (np.array(column) for column in zip(*lines, strict=True))
    fit = np.polyfit(places, slopes, 1, w=np.sqrt(lengths))
    off = np.abs(slopes - np.polyval(fit, places))
    near = off <= 2 * np.median(off) + 1e-3
    if near.sum() >= _FEWEST and np.ptp(places[near]) > long / 2:
        places, slopes, lengths = places[near], slopes[near], lengths[near]
        fit = np.polyfit(places, slopes, 1, w=np.sqrt(lengths))
    return np.polyval(fit, np.clip(np.arange(rows), places.min(), places.max())).astype(np.float32)


def _lines(mask: Mask, long: float) -> Iterator[tuple[float, float, float]]:
    """Height, slope and length of each line along the rows that is long enough and slants little."""
    _, labels, stats, middles = cv2.connectedComponentsWithStats(mask)
    for label, (x, y, w, h, _) in enumerate(stats[1:], 1):
        if w < long or h > 0.1 * w:
            continue
        ys, xs = np.nonzero(labels[y : y + h, x : x + w] == label)
        slope = float(np.polyfit(xs, ys, 1)[0])
        if abs(slope) <= _MOST:
            yield float(middles[label][1]), slope, float(w)
