"""Scans to blocks: pictures, and the pages of a PDF that are pictures, through text recognition on this machine.

Numbers that were recognised are doubtful by nature; `scan_doubt` says which of them the form's own arithmetic bears
out. The recogniser is the extra ``scan`` and heavy: everything that needs it is imported late.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

from assistant.core.report import Problem
from assistant.errors import ConfigurationError, InputError
from assistant.reading.blocks import FIRST_SERIAL, Block, Grid, Opened, Scan, Sighting
from assistant.reading.pdf_text import PageItems, TextLine, drop_page_numbers, drop_running_heads, join

if TYPE_CHECKING:
    from assistant.reading.scan_image import Gray

MAX_PAGES: Final = 40
"""Pages that are read by recognition at most; a report has five to fifteen."""

MAX_SECONDS: Final = 600.0
"""After so long no further page is begun. A page takes some ten seconds on two cores."""

INSTALL: Final = 'pip install "rapidocr>=3.10,<4" "onnxruntime>=1.20,<2"'
"""How the recogniser is installed, however we were ourselves; the bounds are those of the extra ``scan``."""

_SHOWN: Final = 10


def is_installed() -> bool:
    """Whether the recogniser is there."""
    return all(find_spec(name) is not None for name in ("rapidocr", "onnxruntime", "cv2"))


def not_installed(what: str) -> ConfigurationError:
    """The error for a picture met without a recogniser; `what` says which kind it is."""
    return ConfigurationError(
        f"{what}，这台电脑没有装文字识别（OCR）组件，读不出里面的文字和表格。",
        "请上传 Word、Excel 或可以选中文字的 PDF；要直接读扫描件，"
        f"请在装年报助手的环境里运行 {INSTALL} 再试；也可以先用 WPS 或扫描软件做文字识别，核对数字后再传。",
    )


@dataclass
class ScannedPages:
    """Pages read by recognition: their items by page number, and what the cells rest on."""

    items: dict[int, PageItems] = field(default_factory=dict)
    sightings: list[Sighting] = field(default_factory=list)
    traced: dict[int, Grid] = field(default_factory=dict)
    states: dict[int, str] = field(default_factory=dict)
    unread: dict[int, str] = field(default_factory=dict)

    def scan(self, blocks: tuple[Block, ...]) -> Scan:
        """What the blocks that these pages went into rest on."""
        twins = tuple(self.traced.get(id(block), block) for block in blocks)
        return Scan(twins, tuple(self.sightings), self.states)

    def problems(self) -> Iterator[Problem]:
        """The pages that could not be read, by reason."""
        for reason in dict.fromkeys(self.unread.values()):
            pages = [str(page) for page, why in self.unread.items() if why == reason]
            shown = "、".join(pages[:_SHOWN]) + ("等" if len(pages) > _SHOWN else "")
            yield Problem(
                code="READ-SCANNED-PAGE", severity="error",
                message=f"第 {shown} 页没有读：{reason}",
            )  # fmt: skip


def read_picture(data: bytes) -> Opened:
    """Blocks of a picture file; a TIFF may have several pages, of an animation only the first frame is read.

    Raises `InputError` when it is damaged, too large or says nothing, `ConfigurationError` without the recogniser.
    """
    if not is_installed():
        raise not_installed("这是一张图片")
    from assistant.reading.scan_image import Pictures

    pictures = Pictures(data)
    if pictures.count > MAX_PAGES:
        raise too_many_pages("图片", pictures.count)
    pages = read_pages(range(1, pictures.count + 1), lambda number: pictures.page(number - 1))
    opened = opened_scan(pages)
    if pictures.frames_dropped:
        told = Problem(
            code="READ-SCANNED-PAGE", severity="warning",
            message=f"这是一张动图，只读了第一帧，其余 {pictures.frames_dropped} 帧没有读。请一页存成一张图片，或存成 PDF。",
        )  # fmt: skip
        opened = Opened(opened.blocks, (told, *opened.problems), opened.scan)
    return opened


def read_scanned_pdf(data: bytes, count: int) -> Opened:
    """Blocks of a PDF of `count` pages without any text. Raises as `read_picture`."""
    if not is_installed():
        raise not_installed("这个 PDF 里没有文字，多半是扫描件或图片")
    if count > MAX_PAGES:
        raise too_many_pages("扫描件", count)
    return opened_scan(read_pdf_pages(data, range(1, count + 1)))


def too_many_pages(what: str, count: int) -> InputError:
    """The error for more pages than are read by recognition."""
    return InputError(
        f"这个{what}有 {count} 页，超过了文字识别 {MAX_PAGES} 页的上限。", "请只把年报的那几页另存一份再传。"
    )


def read_pdf_pages(data: bytes, numbers: range | list[int]) -> ScannedPages:
    """Pages of a PDF, numbered from 1, through recognition."""
    from assistant.reading.scan_pdf import Rendering

    with Rendering(data) as rendering:
        return read_pages(numbers, rendering.page)


def read_pages(numbers: range | list[int], page: Callable[[int], Gray]) -> ScannedPages:
    """Read pages one after the other; one that fails is noted and does not stop the others.

    Raises the `InputError` of a lone page.
    """
    from assistant.reading.scan_ocr import LOCK, recogniser
    from assistant.reading.scan_page import read_page

    result = ScannedPages()
    with LOCK:
        started = time.monotonic()
        for number in numbers:
            if time.monotonic() - started > MAX_SECONDS:
                result.unread[number] = "识别太慢，超过了时间上限。请把这几页另存成一个文件，单独再读。"
                continue
            try:
                read = read_page(page(number), number, recogniser(), FIRST_SERIAL + len(result.sightings))
            except InputError as error:
                if len(numbers) == 1:
                    raise
                result.unread[number] = str(error)
                continue
            result.items[number] = read.items
            result.sightings += read.sightings
            result.traced.update(read.traced)
            result.states[number] = _state(read.items)
    return result


def _state(page: PageItems) -> str:
    if any(isinstance(item, Grid) for item in page.items):
        return "有表格"
    return "只有文字" if page.items else "没有认出文字"


def opened_scan(pages: ScannedPages) -> Opened:
    """A source all of whose pages were read by recognition."""
    items = list(pages.items.values())
    if not any(page.items for page in items):
        reasons = "；".join(dict.fromkeys(pages.unread.values()))
        raise InputError(
            f"没有从图片里认出文字{'：' + reasons if reasons else '，可能是空白页、照片太模糊或太暗'}。",
            "请用 200 到 300 dpi 重新扫描再传，或上传年报的 Word 文件。",
        )
    for place, page in enumerate(items, 1):
        page.number, page.items = place, [_renumbered(item, place) for item in page.items]
    drop_page_numbers(items)
    drop_running_heads(items)
    blocks = tuple(join(items))
    return Opened(blocks, tuple(pages.problems()), pages.scan(blocks))


def _renumbered(item: TextLine | Grid, number: int) -> TextLine | Grid:
    """A line of the page that it is among those that were read."""
    return item if isinstance(item, Grid) else replace(item, page=number)
