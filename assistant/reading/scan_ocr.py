"""The recogniser: rapidocr behind two calls, where text stands and what it says.

The models come with the rapidocr wheel and are named by their path, so nothing is ever fetched. One engine serves the
whole process; whoever uses it holds `LOCK`.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np

from assistant.errors import ConfigurationError
from assistant.reading.scan_grid import Box
from assistant.reading.scan_image import Gray

LOCK: Final = threading.Lock()
"""One page is read at a time: the engine is not made for more, and memory is bounded by it."""

_THREADS: Final = 2
_SIDE: Final = 1280
"""The longer side at which text is looked for; finer finds no more and takes six times as long."""

_WIDEST: Final = 60.0
"""Times its height that a line of text can be wide; anything wider is a rule."""

_BATCH: Final = 8
_NARROW: Final = (3, 48, 96)
"""Channels, height and least width that the recogniser sees: narrow, since most crops are one small number."""

Read = tuple[str, float]
"""What a crop says and how sure the recogniser is, 0 to 1."""


class Recogniser:
    """Finds lines of text and reads them."""

    def __init__(self) -> None:
        import rapidocr

        models = Path(rapidocr.__file__).parent / "models"
        self._engine: Any = rapidocr.RapidOCR(
            params={
                "Global.log_level": "critical",
                "Global.use_cls": False,
                "Global.use_preprocess_img": False,
                "Global.use_vertical_padding": False,
                "EngineConfig.onnxruntime.intra_op_num_threads": min(_THREADS, os.cpu_count() or 1),
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
                "Det.limit_side_len": 64,  # the page comes at the size wanted; else a strip grows to a wall
                "Det.model_path": str(_model(models, "det")),
                "Rec.model_path": str(_model(models, "rec")),
                "Rec.rec_batch_num": _BATCH,
                "Rec.rec_img_shape": list(_NARROW),
            }
        )

    def find(self, page: Gray) -> list[Box]:
        """Boxes around the lines of text of a page, from the top."""
        factor = _SIDE / max(page.shape)
        small = cv2.resize(page, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
        found = self._engine(
            _colour(np.asarray(small, dtype=np.uint8)), use_det=True, use_cls=False, use_rec=False
        )
        if found.boxes is None:
            return []
        height, width = page.shape
        boxes = []
        for corners in np.asarray(found.boxes) / factor:
            low, high = np.floor(corners.min(axis=0)), np.ceil(corners.max(axis=0))
            box = Box(int(low[0]), int(low[1]), int(high[0]), int(high[1]))
            boxes.append(box.overlap(Box(0, 0, width, height)))
        return [box for box in boxes if box.width > 2 and box.height > 2]

    def read(self, crops: Sequence[Gray]) -> list[Read]:
        """What each crop says; ``("", 0.0)`` for one that is empty or no line of text."""
        fit = [i for i, crop in enumerate(crops) if crop.size and crop.shape[1] <= _WIDEST * crop.shape[0]]
        results: list[Read] = [("", 0.0)] * len(crops)
        if fit:
            read = self._engine.recognize_txt([_colour(crops[i]) for i in fit])
            for i, text, score in zip(fit, read.txts, read.scores, strict=True):
                results[i] = (str(text).strip(), float(score))
        return results


def _model(models: Path, kind: str) -> Path:
    found = sorted(models.glob(f"*_{kind}_*.onnx"))
    if not found:
        raise ConfigurationError(
            "文字识别组件 rapidocr 装得不完整，里面没有识别模型。",
            "请重新安装：pip install --force-reinstall rapidocr",
        )
    return found[0]


def _colour(page: Gray) -> Any:
    return cv2.cvtColor(np.ascontiguousarray(page), cv2.COLOR_GRAY2BGR)


@cache
def recogniser() -> Recogniser:
    """The one recogniser of the process, loaded when it is first needed (half a second, some 300 MB)."""
    return Recogniser()
