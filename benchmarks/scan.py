"""Scans: how many cells are read right, marked, missing or silently wrong, and how long a page takes.

``python benchmarks/scan.py [--hard]`` draws the tables of two sample reports (through LibreOffice) and of the real
report beside the project, where it is there, as pictures without any text: straight, turned by two degrees, at 150 dpi,
with noise; ``--hard`` adds what a poor copier or a telephone makes of them. Exits with 1 when a cell was silently wrong.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import cv2
import numpy as np
import pypdfium2
from PIL import Image
from table import ROOT

from assistant import export_report, read_report
from assistant.cli.width import left, right
from assistant.core.report import Report
from tests.support.pastes import silent_misreadings

SAMPLES: Final = ("示例市人民政府-2025.md", "示例县教育局-2022.md")
REAL: Final = ROOT.parent / "shared" / "examples" / "淮安市-2024.pdf"
COLUMNS: Final = ("页数", "读对", "存疑", "缺", "误读", "秒/页")

Page = Any
Variant = Callable[[Page], Page]


def turned(degrees: float) -> Variant:
    def turn(page: Page) -> Page:
        height, width = page.shape
        how = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
        return cv2.warpAffine(page, how, (width, height), flags=cv2.INTER_CUBIC, borderValue=(250,))

    return turn


def at_dpi(dpi: int) -> Variant:
    return lambda page: cv2.resize(page, None, fx=dpi / 200, fy=dpi / 200, interpolation=cv2.INTER_AREA)


def noisy(page: Page) -> Page:
    """Soft, grey paper with grain."""
    soft = cv2.GaussianBlur(page, (0, 0), 0.8).astype(np.float64) * 0.8 + 30
    return np.clip(soft + np.random.default_rng(7).normal(0, 16, page.shape), 0, 255).astype(np.uint8)


def copied(page: Page) -> Page:
    """Black and white only, strokes grown fat, with dust."""
    fat = cv2.erode(page, np.ones((2, 2), np.uint8))
    flat = np.where(fat < 170, 0, 255).astype(np.uint8)
    dust = np.random.default_rng(3).random(page.shape)
    return np.where(dust < 0.0015, 0, flat).astype(np.uint8)


def faint(page: Page) -> Page:
    """A pale copy, kept as a poor JPEG."""
    pale = (255 - (255 - page.astype(np.float64)) * 0.45).astype(np.uint8)
    return cv2.imdecode(cv2.imencode(".jpg", pale, [cv2.IMWRITE_JPEG_QUALITY, 30])[1], cv2.IMREAD_GRAYSCALE)


def photographed(page: Page) -> Page:
    """Seen a little from the side, in uneven light."""
    height, width = page.shape
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    seen = np.array([[12, 6], [width - 4, 0], [width - 14, height - 8], [0, height]], np.float32)
    how = cv2.getPerspectiveTransform(corners, seen)
    flat = cv2.warpPerspective(page, how, (width, height), borderValue=(230,))
    light = np.linspace(0.65, 1.0, width)[None, :] * np.linspace(1.0, 0.85, height)[:, None]
    return cv2.GaussianBlur((flat * light).astype(np.uint8), (0, 0), 1.0)


VARIANTS: Final[dict[str, Variant]] = {
    "端正（200 dpi）": lambda page: page,
    "歪斜 2°": turned(2),
    "150 dpi": at_dpi(150),
    "有噪点": noisy,
}
HARD: Final[dict[str, Variant]] = {
    "复印件（黑白、笔画粗）": copied,
    "颜色浅、压缩重": faint,
    "拍照": photographed,
    "100 dpi": at_dpi(100),
    "72 dpi": at_dpi(72),
    "上下颠倒": lambda page: np.rot90(page, 2),
    "横放": np.rot90,
    "歪斜 5°、100 dpi": lambda page: at_dpi(100)(turned(-5)(page)),
}


def documents(folder: Path) -> Iterator[tuple[str, Report, Path]]:
    """Name, truth and PDF of every report that is scanned."""
    office = shutil.which("soffice")
    for name in SAMPLES if office else ():
        report = read_report(ROOT / "corpus" / "reports" / name)
        word = folder / f"{Path(name).stem}.docx"
        export_report(report, word)
        command = [str(office), "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(word)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        yield word.stem, report, word.with_suffix(".pdf")
    if REAL.exists():
        yield "淮安市-2024（真实）", read_report(REAL), REAL


def table_pages(pdf: Path) -> list[Page]:
    """The pages that have tables, at 200 dpi, grey."""
    import pdfplumber

    with pdfplumber.open(pdf) as text:
        numbers = [i for i, page in enumerate(text.pages) if page.find_tables()]
    with pypdfium2.PdfDocument(pdf) as document:
        drawn = [document[i].render(scale=200 / 72, grayscale=True).to_numpy() for i in numbers]
    return [page.reshape(page.shape[:2]).copy() for page in drawn]


def as_tiff(pages: list[Page]) -> bytes:
    first, *rest = [Image.fromarray(page) for page in pages]
    buffer = io.BytesIO()
    first.save(buffer, "TIFF", save_all=True, append_images=rest, compression="tiff_lzw")
    return buffer.getvalue()


def measure(truth: Report, pages: list[Page]) -> tuple[Counter[str], list[str]]:
    """Counts of cells, and the addresses that were silently wrong."""
    data = as_tiff(pages)
    started = time.perf_counter()
    read = read_report(data, "扫描件.tif")
    seconds = time.perf_counter() - started
    wrong = silent_misreadings(read, truth)
    cells = [cell for _, cell in read.cells()]
    sure = sum(1 for cell in cells if cell and cell.certain)
    count = Counter(页数=len(pages), 误读=len(wrong), 缺=cells.count(None), 读对=sure - len(wrong))
    count["存疑"] = len(cells) - sure - cells.count(None)
    count["秒/页"] = round(seconds / len(pages), 1)  # type: ignore[assignment]
    return count, [str(where) for where in wrong]


def main() -> int:
    variants = {**VARIANTS, **(HARD if "--hard" in sys.argv[1:] else {})}
    wrong_at_all = 0
    print(left("报告", 26) + left("扫描的样子", 26) + "".join(right(column, 8) for column in COLUMNS))
    with tempfile.TemporaryDirectory() as folder:
        for name, truth, pdf in documents(Path(folder)):
            pages = table_pages(pdf)
            for variant, change in variants.items():
                count, wrong = measure(truth, [np.ascontiguousarray(change(page)) for page in pages])
                numbers = "".join(right(f"{count[column]}", 8) for column in COLUMNS)
                print(left(name, 26) + left(variant, 26) + numbers, *wrong, flush=True)
                wrong_at_all += len(wrong)
    return 1 if wrong_at_all else 0


if __name__ == "__main__":
    sys.exit(main())
