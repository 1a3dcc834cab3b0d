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
    rise = _slants(across, _LONG * usual)
    lean = _slants(np.ascontiguousarray(down.T), _LONG * usual)
    height, width = page.shape
    far = max(
        np.abs(np.polyval(rise, [0, height])).max() * width,
        np.abs(np.polyval(lean, [0, width])).max() * height,
    )
    if far / 2 < _LEAST:
        return page
    ys, xs = np.mgrid[0:height, 0:width].astype(np.float32)
    from_x = xs + np.polyval(lean, xs) * (ys - height / 2)
    from_y = ys + np.polyval(rise, ys) * (xs - width / 2)
    drawn = cv2.remap(
        page, from_x.astype(np.float32), from_y.astype(np.float32), cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_CONSTANT, borderValue=(255,),
    )  # fmt: skip
    return np.asarray(drawn, dtype=np.uint8)


def _slants(mask: Mask, long: float) -> NDArray[np.float64]:
    """How the slant of the lines along the rows goes with their height: slope and offset, noughts for no lines."""
    lines = sorted(_lines(mask, long))
    if len(lines) < _FEWEST or lines[-1][0] - lines[0][0] < 2 * long:
        return np.zeros(2)
    places, slopes, lengths = (np.array(column) for column in zip(*lines, strict=True))
    fit = np.polyfit(places, slopes, 1, w=np.sqrt(lengths))
    off = np.abs(slopes - np.polyval(fit, places))
    near = off <= 2 * np.median(off) + 1e-3
    if near.sum() >= _FEWEST and np.ptp(places[near]) > long:
        fit = np.polyfit(places[near], slopes[near], 1, w=np.sqrt(lengths[near]))
    return np.asarray(fit, dtype=np.float64)


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
