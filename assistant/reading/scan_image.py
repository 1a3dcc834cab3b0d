"""Pictures to grey pages: decoded within bounds, brought to one size, and turned straight.

A page is an array of grey values, 0 black to 255 white, one byte a pixel, rows from the top.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from io import BytesIO
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from assistant.errors import InputError

Gray = NDArray[np.uint8]

MAX_PIXELS: Final = 80_000_000
"""An A3 page at 600 dpi is 70 million; nothing needs more, and every pixel costs memory before it is made small."""

LONG_SIDE: Final = 2400
"""Pixels that the longer side of a page is brought to at most: A4 at some 205 dpi."""

_SHORT: Final = 1700
_MOST_GROWTH: Final = 2.5
"""A small picture is enlarged, so that strokes of one pixel do not grow together when it is made black and white."""

_LEAST_SIDE: Final = 60
_DARK: Final = 90
"""Grey value of a page whose paper is dark: a screen at night."""

_PROBE: Final = 800
_WIDEST_TURN: Final = 8.0
_LEAST_TURN: Final = 0.08
"""Degrees: pages turned further are no scans, and less is not worth the blur."""

_FORMATS: Final = ("PNG", "JPEG", "TIFF", "BMP", "WEBP", "GIF", "MPO")
_ANIMATED: Final = frozenset({"GIF", "WEBP", "PNG"})


class Pictures:
    """The pages of a picture file, decoded one at a time. `frames_dropped` counts frames of an animation not read."""

    def __init__(self, data: bytes) -> None:
        """Look at the head of the file. Raises `InputError` when it is damaged, too large or too small."""
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                self._image = Image.open(BytesIO(data), formats=_FORMATS)
                self.count = int(getattr(self._image, "n_frames", 1))
        except Image.DecompressionBombError as error:
            raise _too_large() from error
        except Exception as error:
            raise _broken() from error
        _check_size(*self._image.size)
        self.frames_dropped = 0
        if self._image.format in _ANIMATED and self.count > 1:
            self.frames_dropped, self.count = self.count - 1, 1

    def page(self, number: int) -> Gray:
        """The page of this number, from 0. Raises `InputError` when it cannot be decoded."""
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                self._image.seek(number)
                _check_size(*self._image.size)
                return to_size(_gray(self._image))
        except InputError:
            raise
        except Exception as error:
            raise _broken() from error


def _broken() -> InputError:
    return InputError(
        "这张图片打不开，可能不完整或已损坏。", "请重新扫描或重新保存后再传，也可以上传年报的 Word 文件。"
    )


def _too_large() -> InputError:
    return InputError(
        f"这张图片太大，超过了 {MAX_PIXELS // 10_000} 万像素的上限。",
        "请用 200 到 300 dpi 重新扫描，一页存成一张图片。",
    )


def _check_size(width: int, height: int) -> None:
    if width * height > MAX_PIXELS:
        raise _too_large()
    if min(width, height) < _LEAST_SIDE:
        raise InputError(
            f"这张图片只有 {width}×{height} 个像素，太小了，认不出字。", "请用 200 到 300 dpi 重新扫描再传。"
        )


def _gray(image: Image.Image) -> Gray:
    """Grey values of a decoded picture, upright as the camera noted, on white where it is transparent."""
    if image.format in {"JPEG", "MPO"}:
        image.draft("L", (LONG_SIDE, LONG_SIDE))
    upright = ImageOps.exif_transpose(image)
    if upright.mode.startswith(("I", "F")):
        values = np.asarray(upright, dtype=np.float32)
        low, high = float(values.min()), float(values.max())
        return np.asarray((values - low) * (255.0 / max(high - low, 1.0)), dtype=np.uint8)
    if upright.has_transparency_data:
        seen = upright.convert("RGBA")
        upright = Image.alpha_composite(Image.new("RGBA", seen.size, "white"), seen)
    return np.array(upright.convert("L"), dtype=np.uint8)


def to_size(page: Gray) -> Gray:
    """The page at the size at which it is read, dark on light."""
    if np.median(page) < _DARK:
        page = np.asarray(255 - page, dtype=np.uint8)
    longest = max(page.shape)
    if longest > LONG_SIDE:
        return _scaled(page, LONG_SIDE / longest, cv2.INTER_AREA)
    if longest < _SHORT:
        return _scaled(page, min(_SHORT / longest, _MOST_GROWTH), cv2.INTER_CUBIC)
    return page


def _scaled(page: Gray, factor: float, how: int) -> Gray:
    size = (max(1, round(page.shape[1] * factor)), max(1, round(page.shape[0] * factor)))
    return np.asarray(cv2.resize(page, size, interpolation=how), dtype=np.uint8)


def straightened(page: Gray) -> Gray:
    """The page turned so that its lines run along the rows of pixels."""
    angle = _skew(page)
    if abs(angle) < _LEAST_TURN:
        return page
    height, width = page.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    # The canvas grows by what the corners need, so that no edge of a table is cut off.
    cos, sin = abs(turn[0, 0]), abs(turn[0, 1])
    wide, high = round(width * cos + height * sin), round(height * cos + width * sin)
    turn[:, 2] += ((wide - width) / 2, (high - height) / 2)
    turned = cv2.warpAffine(page, turn, (wide, high), flags=cv2.INTER_CUBIC, borderValue=(255,))
    return np.asarray(turned, dtype=np.uint8)


def _skew(page: Gray) -> float:
    """Degrees to turn by: the angle at which ink gathers most in few rows and columns."""
    factor = _PROBE / max(page.shape)
    small = _scaled(page, factor, cv2.INTER_AREA) if factor < 1 else page
    ink = np.asarray(cv2.Laplacian(small, cv2.CV_32F), dtype=np.float32)
    ink = np.clip(ink, 0, 255)
    coarse = max(_angles(-_WIDEST_TURN, _WIDEST_TURN, 0.5), key=lambda a: _sharpness(ink, a))
    fine = max(_angles(coarse - 0.5, coarse + 0.5, 0.05), key=lambda a: _sharpness(ink, a))
    return fine if _sharpness(ink, fine) > 1.02 * _sharpness(ink, 0.0) else 0.0


def _angles(low: float, high: float, step: float) -> Iterator[float]:
    return (low + step * i for i in range(round((high - low) / step) + 1))


def _sharpness(ink: NDArray[np.float32], angle: float) -> float:
    height, width = ink.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    turned = cv2.warpAffine(ink, turn, (width, height))
    return sum(float(np.square(np.diff(turned.sum(axis=axis))).sum()) for axis in (0, 1))
