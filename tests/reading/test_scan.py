"""Pictures and scanned PDFs through the ordinary door, with the real recogniser.

The three pictures in tests/data/scans are the tables of the sample report 示例市人民政府-2025 at 160 dpi.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageOps

from assistant import check_report, read_report
from assistant.core.report import Problem, Report
from assistant.errors import ConfigurationError, InputError
from assistant.reading import scan
from tests.support import pace
from tests.support.files import PdfPage, pdf_bytes
from tests.support.pastes import silent_misreadings

ROOT = Path(__file__).parents[2]
SCANS = Path(__file__).parents[1] / "data" / "scans"

pytestmark = pytest.mark.slow
needs_ocr = pytest.mark.skipif(
    find_spec("rapidocr") is None, reason='需要文字识别组件：pip install ".[scan]"'
)


@cache
def truth() -> Report:
    return read_report(ROOT / "corpus" / "reports" / "示例市人民政府-2025.md")


def picture(name: str) -> Image.Image:
    return Image.open(SCANS / f"{name}.png").convert("L")


def saved(form: str, first: Image.Image, *rest: Image.Image, **options: object) -> bytes:
    buffer = io.BytesIO()
    if rest:
        options |= {"save_all": True, "append_images": rest}
    first.save(buffer, form, **options)
    return buffer.getvalue()


def values_of(report: Report, table: str) -> dict[str, object]:
    return {a: cell and cell.value for a, cell in report.cells() if a.startswith(table)}


def doubted(report: Report) -> set[str]:
    return {a for a, cell in report.cells() if cell is not None and not cell.certain}


def problem(report: Report, code: str) -> Problem:
    return next(p for p in report.problems if p.code == code)


def refusal(data: bytes) -> str:
    with pytest.raises(InputError) as caught:
        read_report(data, "扫描件.png")
    assert caught.value.advice.startswith(("请", "可能"))
    return str(caught.value)


# --- tables ---


@pytest.fixture(scope="module")
def tampered() -> Report:
    """Table three turned by two degrees, light on dark. In 本年新收 the 325 of 商业企业 is overwritten with the 131 of 法律服务机构;
    in 上年结转 the 0 of 科研机构 is wiped out.
    """
    page = picture("requests")
    page.paste(page.crop((815, 272, 875, 303)), (609, 272))
    ImageDraw.Draw(page).rectangle((678, 312, 736, 338), fill=255)
    turned = page.rotate(2, expand=True, fillcolor=255)
    return read_report(saved("PNG", ImageOps.invert(turned)), "表三.png")


@needs_ocr
def test_a_turned_page_is_read_and_every_other_cell_is_right(tampered: Report) -> None:
    expected = values_of(truth(), "requests")
    expected |= {"requests.new.enterprise": 131, "requests.carried_over.research_institution": None}
    assert values_of(tampered, "requests") == expected
    blank = tampered.cell("requests.carried_over.research_institution")
    assert blank is not None
    assert (blank.kind, blank.raw) == ("blank", "")


@needs_ocr
def test_a_number_that_breaks_its_sums_is_marked_and_named(tampered: Report) -> None:
    assert doubted(tampered) == {"requests.new.enterprise"}
    doubt = problem(tampered, "READ-SCAN-DOUBT")
    assert doubt.where == ("requests.new.enterprise",)
    assert "表三“一、本年新收政府信息公开申请数量”的“商业企业”" in doubt.message
    assert "第1页：认出表三 174 格，1 格存疑" in problem(tampered, "READ-SCAN").message
    assert {"T3-ROW", "T3-BALANCE"} <= {finding.code for finding in check_report(tampered)}


@needs_ocr
def test_pages_of_a_tiff_upright_and_not_and_blank() -> None:
    upside_down = picture("proactive").rotate(180)
    blank = Image.new("L", (800, 1100), 255)
    report = read_report(saved("TIFF", upside_down, blank, picture("disputes").rotate(90, expand=True)))
    assert values_of(report, "proactive") == values_of(truth(), "proactive")
    assert values_of(report, "disputes") == values_of(truth(), "disputes")
    assert silent_misreadings(report, truth()) == []
    message = problem(report, "READ-SCAN").message
    assert "第1页：认出表二 10 格" in message
    assert "第2页：没有认出文字" in message
    assert "第3页：认出表四 15 格" in message
    assert "没有读到表三" in problem(report, "READ-TABLE-MISSING").message


@needs_ocr
def test_a_scanned_pdf_through_the_command(tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(saved("PDF", picture("disputes"), resolution=160))
    ran = subprocess.run(
        [sys.executable, "-m", "assistant", "read", str(path), "--json"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "NIANBAO_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    report = json.loads(ran.stdout)
    assert report["tables"]["disputes"]["reconsideration"]["upheld"]["value"] == 237
    assert report["problems"][0]["code"] == "READ-SCAN"


@needs_ocr
def test_a_picture_page_among_pages_of_text() -> None:
    text = PdfPage().text(90, 80, "示例市人民政府2025年政府信息公开工作年度报告", 1)
    mixed = with_picture(pdf_bytes(text), picture("disputes"))
    report = read_report(mixed, "年报.pdf")
    assert values_of(report, "disputes") == values_of(truth(), "disputes")
    assert "第2页：认出表四 15 格" in problem(report, "READ-SCAN").message


def with_picture(data: bytes, page: Image.Image) -> bytes:
    """A PDF with a page behind it that is nothing but a picture."""
    import pypdfium2

    buffer = io.BytesIO()
    with pypdfium2.PdfDocument(data) as whole, pypdfium2.PdfDocument(saved("PDF", page)) as more:
        whole.import_pages(more)
        whole.save(buffer)
    return buffer.getvalue()


@needs_ocr
def test_a_photo_from_the_side() -> None:
    page = picture("disputes")
    width, height = page.size
    corners = (-35, -22, 15, height + 15, width + 25, height - 20, width - 10, 10)
    seen = page.transform(page.size, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC, fillcolor=235)
    report = read_report(saved("JPEG", seen, quality=60), "照片.jpg")
    assert values_of(report, "disputes") == values_of(truth(), "disputes")
    assert silent_misreadings(report, truth()) == []


# --- what is no table, no page, no picture ---


@needs_ocr
def test_a_photo_without_a_table() -> None:
    photo = Image.effect_noise((900, 700), 60)
    assert "没有从图片里认出文字" in refusal(saved("JPEG", photo))


@needs_ocr
def test_text_without_a_table_is_read_as_text() -> None:
    heading = picture("disputes").crop((0, 0, 1053, 90))
    report = read_report(saved("PNG", heading))
    assert report.status == "empty"
    assert problem(report, "READ-NO-TABLE").severity == "error"


@needs_ocr
def test_a_blank_page() -> None:
    assert "空白页" in refusal(saved("PNG", Image.new("L", (1240, 1754), 255)))


@needs_ocr
@pytest.mark.parametrize(
    "spoil",
    [lambda d: d[: len(d) // 2], lambda d: d[:60], lambda d: d[:200] + b"\0" * 500],
    ids=["half", "head", "zeros"],
)
@pytest.mark.parametrize("form", ["PNG", "TIFF", "BMP", "WEBP"])
def test_a_broken_picture(form: str, spoil: Callable[[bytes], bytes]) -> None:
    message = refusal(spoil(saved(form, Image.effect_noise((300, 400), 90).convert("RGB"))))
    assert "图片" in message


@needs_ocr
def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded() -> None:
    data = saved("PNG", Image.new("1", (20_000, 20_000), 1))
    with pace.measured() as spent:
        assert "8000 万像素" in refusal(data)
    assert spent.seconds < 2


@needs_ocr
def test_a_picture_too_small_to_read() -> None:
    assert "太小" in refusal(saved("PNG", Image.new("L", (40, 40), 255)))


@needs_ocr
def test_too_many_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "MAX_PAGES", 2)
    pages = [Image.new("L", (100, 100), 255) for _ in range(3)]
    assert "3 页" in refusal(saved("TIFF", *pages))
    assert "3 页" in refusal(saved("PDF", *pages))


@needs_ocr
def test_pages_beyond_the_time_limit_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "MAX_SECONDS", -1.0)
    pages = [Image.new("L", (100, 100), 255) for _ in range(2)]
    assert "超过了时间上限" in refusal(saved("TIFF", *pages))


@needs_ocr
def test_an_animation_is_read_by_its_first_frame() -> None:
    first, second = picture("disputes"), Image.new("L", (1053, 356), 255)
    report = read_report(saved("GIF", first, second))
    assert values_of(report, "disputes") == values_of(truth(), "disputes")
    assert "动图" in problem(report, "READ-SCANNED-PAGE").message


@pytest.mark.parametrize(
    "data", [saved("PNG", Image.new("L", (99, 99))), saved("PDF", Image.new("L", (99, 99)))]
)
def test_without_the_recogniser_it_is_said_how_to_install_it(
    data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scan, "find_spec", lambda name: None)
    with pytest.raises(ConfigurationError) as caught:
        read_report(data, "扫描件")
    assert 'pip install "rapidocr>=3.10,<4" "onnxruntime>=1.20,<2"' in caught.value.advice
    assert "图片" in caught.value.what


def test_without_the_recogniser_a_picture_among_text_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "find_spec", lambda name: None)
    text = PdfPage().text(90, 80, "示例市人民政府2025年政府信息公开工作年度报告", 1)
    told = problem(read_report(with_picture(pdf_bytes(text), picture("disputes"))), "READ-SCANNED-PAGE")
    assert told.severity == "warning"
    assert "第 2 页是图片" in told.message
    assert scan.INSTALL in told.message


def test_the_library_takes_no_scans() -> None:
    from assistant.intake import take_in

    with pytest.raises(InputError, match="一张图片"):
        take_in(saved("PNG", Image.new("L", (99, 99))), "法规.png")
