"""体检, 比较, 导出 and 历史 as staff use them, in Chromium: click, type, download, come back."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from docx import Document

from assistant.export import export_report
from tests.comparing.support import WORDS, this_year
from tests.web.conftest import FLASHES

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

    from tests.web.conftest import Server

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WAIT = 90_000


@pytest.fixture
def page(chromium: Browser, server: Server, tmp_path: Path) -> Iterator[Page]:
    """A page with a faulty report that was uploaded; nothing may be asked of another host, and nothing may break."""
    sections = {
        **WORDS,
        "overview": "（一）主动公开。公开信息358条。\n（二）依申请公开。收到政府信息公开申请23份。",
    }
    report = this_year({"requests.granted.natural_person": 8}, sections=sections)
    file = tmp_path / "年报.docx"
    file.write_bytes(export_report(report, format="docx"))
    opened = chromium.new_page(viewport={"width": 1440, "height": 900}, accept_downloads=True)
    opened.add_init_script(FLASHES)
    troubles: list[str] = []
    opened.on("pageerror", lambda error: troubles.append(str(error)))
    opened.on(
        "request",
        lambda r: troubles.append(r.url) if not r.url.startswith((server.url, "data:", "blob:")) else None,
    )
    opened.goto(server.url)
    opened.wait_for_selector("#nb-send", timeout=WAIT)
    opened.wait_for_timeout(500)
    opened.set_input_files("#nb-attach-file", str(file))
    opened.wait_for_selector("#nb-pieces li, #nb-saved:has-text('已保存')", timeout=WAIT)
    if opened.locator("#nb-pieces li").count():
        opened.click("#nb-send")
    opened.wait_for_selector("#nb-saved:has-text('已保存')", timeout=WAIT)
    opened.wait_for_selector("#tab-checkup .nb-badge", timeout=WAIT)
    yield opened
    opened.close()
    assert not troubles


def tab(page: Page, name: str) -> Locator:
    page.click(f"#tab-{name}")
    page.wait_for_selector(f"#pane-{name}:not([hidden]) > *", timeout=WAIT)
    return page.locator(f"#pane-{name}")


def said(page: Page, words: str) -> None:
    page.wait_for_selector(f"#nb-say:has-text('{words}')", timeout=WAIT, state="attached")


def test_findings_are_judged_put_right_and_gone_to(page: Page) -> None:
    pane = tab(page, "checkup")
    error = pane.locator(".nb-findings.nb-error .nb-finding").first
    error.locator("summary").click()
    error.locator("textarea").fill("上年也是这样填的")
    pane.locator("[data-checkfamily='量词']").click()
    pane.locator(".nb-findings.nb-error").wait_for(state="detached", timeout=WAIT)
    pane.locator("[data-checkfamily='']").first.click()
    error = pane.locator(".nb-findings.nb-error .nb-finding").first
    error.wait_for(timeout=WAIT)
    if not error.locator("textarea").is_visible():
        error.locator("summary").click()
    error.locator("textarea").fill("上年也是这样填的")
    error.get_by_role("button", name="驳回").click()
    said(page, "不算错")
    folded = pane.locator("#check-dismissed")
    folded.wait_for(timeout=WAIT)
    folded.locator("summary").first.click()
    assert "上年也是这样填的" in folded.inner_text()

    counter = pane.locator(".nb-finding", has_text="量词").first
    counter.locator("a[data-goto^='tab:checkup#passage']").click()
    page.wait_for_selector("#nb-own-text [data-flashed]", timeout=WAIT)
    assert page.locator("#nb-own-text [data-flashed]").inner_text() == "份"
    counter.get_by_role("button", name="按建议改").click()
    said(page, "已按建议改成")
    pane.locator("#check-fixed").wait_for(timeout=WAIT)
    with page.expect_download(timeout=WAIT) as download:
        tab(page, "take").locator("a[href$='findings.docx']").click()
    document = Document(io.BytesIO(Path(download.value.path()).read_bytes()))
    assert "收到政府信息公开申请23件" in "".join(p.text for p in document.paragraphs)

    pane = tab(page, "checkup")
    pane.locator(".nb-places a[data-goto^='tab:tables']").first.click()
    page.wait_for_selector(
        "#pane-tables:not([hidden]) td[data-flashed], #pane-tables:not([hidden]) [data-flashed]", timeout=WAIT
    )


def test_files_are_asked_about_downloaded_and_reviewed(page: Page) -> None:
    pane = tab(page, "take")
    assert not pane.locator("a[href$='report.docx']").count()
    pane.get_by_role("button", name="仍要下载").click()
    link = pane.locator("a[href$='report.docx']")
    link.wait_for(timeout=WAIT)
    with page.expect_download(timeout=WAIT) as download:
        link.click()
    assert download.value.suggested_filename == "示例市自然资源和规划局2025年政府信息公开工作年度报告.docx"
    document = Document(io.BytesIO(Path(download.value.path()).read_bytes()))
    assert "公开信息358条" in "".join(p.text for p in document.paragraphs)

    if pane.locator(
        "[data-act='take.submit']"
    ).count():  # another test of this module has handed it in already
        pane.locator("input[name=name]").fill("王五")
        pane.locator("textarea[name=comment]").fill("请审核")
        pane.locator("[data-act='take.submit']").click()
        said(page, "现在初审")
    pane.locator("[data-act='take.back']").first.wait_for(timeout=WAIT)
    pane.locator("input[name=name]").fill("赵六")
    pane.locator("[data-act='take.back']").first.click()
    page.wait_for_selector("#nb-notices:has-text('退回要写明原因')", timeout=WAIT)
    assert pane.locator("input[name=name]").input_value() == "赵六", "nothing that was typed is lost"
    pane.locator("textarea[name=comment]").fill("第二段要改")
    pane.locator("[data-act='take.back']").first.click()
    said(page, "现在起草")
    pane.locator("[data-act='take.submit']").wait_for(timeout=WAIT)
    assert pane.locator("textarea[name=comment]").input_value() == "", "an opinion is not given twice"
    assert "第二段要改" in pane.locator("#take-review").inner_text()


def test_an_older_version_is_looked_at_and_returned_to(page: Page) -> None:
    page.fill("#nb-year", "2024")
    page.keyboard.press("Tab")
    said(page, "2024")
    pane = tab(page, "history")
    versions = pane.locator(".nb-versions > li")
    before = versions.count()
    versions.nth(1).get_by_role("button", name="看看").click()
    pane.locator("#history-look").wait_for(timeout=WAIT)
    assert "2024" in pane.locator("#history-look").inner_text()
    page.once("dialog", lambda dialog: dialog.accept())
    pane.locator("#history-look [data-act='history.return']").click()
    said(page, "回到了第")
    page.wait_for_function(
        f"document.querySelectorAll('.nb-versions > li').length === {before + 1}", timeout=WAIT
    )
    assert page.locator("#nb-year").input_value() == "2025"
    page.reload()
    page.wait_for_selector("#nb-saved:has-text('已保存')", timeout=WAIT)
    assert page.locator("#nb-year").input_value() == "2025"


@pytest.mark.parametrize("wide", [1440, 390])
def test_nothing_is_wider_than_the_window_and_charts_can_be_read(page: Page, wide: int) -> None:
    page.set_viewport_size({"width": wide, "height": 844})
    for name in ("checkup", "compare", "take", "history"):
        page.evaluate(f"document.querySelector('#tab-{name}').click()")
        page.wait_for_selector(f"#pane-{name}:not([hidden]) > *", timeout=WAIT, state="attached")
        if page.locator(".nb-switch [data-side=work]").is_visible():
            page.click(".nb-switch [data-side=work]")
        assert page.evaluate("document.documentElement.scrollWidth") <= wide
    page.evaluate("document.querySelector('#tab-compare').click()")
    chart = page.locator("#nb-chart-results svg.nb-chart")
    chart.wait_for(timeout=WAIT)
    box = chart.bounding_box()
    assert box
    assert box["width"] / 380 * 13 >= 11, "type in the drawing, scaled with it"
    assert page.locator("#nb-chart-results .nb-chart-solid").count() >= 6
