"""Pages of a PDF as pictures, each drawn within bounds."""

from __future__ import annotations

from types import TracebackType
from typing import Any, Final, Self

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium

from assistant.errors import InputError
from assistant.reading.scan_image import LONG_SIDE, MAX_PIXELS, Gray, to_size

_SCALE: Final = 205 / 72
_DEEPEST: Final = 3


class Rendering:
    """A PDF whose pages are drawn one at a time. Use it as a context manager."""

    def __init__(self, data: bytes) -> None:
        """Open a PDF that was found to be sound."""
        self._document: Any = pypdfium2.PdfDocument(data)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._document.close()

    def page(self, number: int) -> Gray:
        """The page of this number, from 1. Raises `InputError` when it cannot be drawn within bounds."""
        page = self._document[number - 1]
        try:
            self._check_pictures(page)
            width, height = page.get_size()
            scale = min(_SCALE, LONG_SIDE / max(width, height, 1.0))
            drawn = page.render(scale=scale, grayscale=True).to_numpy()
            return to_size(np.array(drawn.reshape(drawn.shape[:2]), dtype=np.uint8))
        except pypdfium2.PdfiumError as error:
            raise InputError("这一页打不开，可能已损坏。", "请重新扫描这一页。") from error
        finally:
            page.close()

    @staticmethod
    def _check_pictures(page: Any) -> None:
        """Refuse a page whose pictures unpack to far more pixels than a scan has."""
        pixels = 0
        for thing in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,), max_depth=_DEEPEST):
            width, height = thing.get_px_size()
            pixels += width * height
        if pixels > MAX_PIXELS:
            raise InputError(
                f"这一页的图片太大（上限{MAX_PIXELS // 10_000}万像素）。",
                "请用 200 到 300 dpi 重新扫描这一页。",
            )
