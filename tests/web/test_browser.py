"""The page in Chromium: what staff do and see, on a wide and a narrow screen. Nothing leaves this machine."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import docx
import pytest

from assistant.web import texts
from assistant.web.views import place_id
from tests.support.reports import busy_report
from tests.support.shared import SHARED
from tests.web.conftest import Server
from tests.web.tables import ATTACKS, as_html, as_text, faulty

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.browser

PASTE = """([box, html, text]) => {
  const data = new DataTransfer();
  if (html) data.setData('text/html', html);
  if (text) data.setData('text/plain', text);
  const event = new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true});
  document.querySelector(box + ' textarea').dispatchEvent(event);
}"""
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 800}


class Tab:
    """One tab, with the gestures of the tests."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        self.page: Page = context.new_page()
        self.faults: list[str] = []
        self.page.on("pageerror", lambda error: self.faults.append(f"script error: {error}"))
        self.page.on("dialog", lambda dialog: self.faults.append(f"dialog: {dialog.message}"))
        self.url = url
        self.open()

    def open(self) -> None:
        self.page.goto(self.url)
        self.page.wait_for_selector("#nb-paste-now textarea")
        self.page.wait_for_function(
            "document.querySelector('#nb-sample') && document.readyState === 'complete'"
        )

    def paste(self, html: str, text: str, box: str = "#nb-paste-now") -> None:
        self.page.evaluate(PASTE, [box, html, text])

    def sample(self) -> None:
        self.page.click("#nb-sample")
        self.page.wait_for_selector(".nb-verified")

    def upload(self, name: str, data: bytes, box: str = "#nb-file-now") -> None:
        self.page.set_input_files(
            f"{box} input[type=file]",
            [{"name": name, "mimeType": "application/octet-stream", "buffer": data}],
        )

    def says(self, box: str, text: str) -> None:
        self.page.wait_for_function(
            "([box, text]) => (document.querySelector(box)?.textContent || '').includes(text)",
            arg=[box, text],
            timeout=8000,
        )

    def text(self, box: str) -> str:
        return self.page.text_content(box) or ""


@pytest.fixture(params=[WIDE, NARROW], ids=["wide", "narrow"])
def size(request: pytest.FixtureRequest) -> dict[str, int]:
    chosen: dict[str, int] = request.param
    return chosen


@pytest.fixture
def tab(chromium: Browser, server: Server, size: dict[str, int]) -> Iterator[Tab]:
    yield from opened(chromium, server, size)


@pytest.fixture
def wide(chromium: Browser, server: Server) -> Iterator[Tab]:
    yield from opened(chromium, server, WIDE)


def opened(chromium: Browser, server: Server, size: dict[str, int]) -> Iterator[Tab]:
    context = chromium.new_context(viewport=size, locale="zh-CN", color_scheme="dark", accept_downloads=True)  # type: ignore[arg-type]
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    tab = Tab(context, server.url)
    yield tab
    context.close()
    assert tab.faults == []
    assert len(asked) > 10
    elsewhere = [
        u for u in asked if urlsplit(u).scheme not in {"data", "blob"} and urlsplit(u).hostname != "127.0.0.1"
    ]
    assert elsewhere == []
    assert "LOOKED UP" not in server.said()


def test_a_table_pasted_from_a_web_page_is_read_checked_and_drafted(tab: Tab) -> None:
    tab.paste(as_html(faulty()), "纯文字没有用到")
    tab.says("#nb-summary", "读到200格")
    assert tab.page.locator(".nb-form td").count() == 200
    assert tab.page.input_value("#nb-unit textarea, #nb-unit input") == "示例市自然资源和规划局"
    assert tab.page.input_value("#nb-year textarea, #nb-year input") == "2025"
    wrong = tab.page.locator(f"#{place_id('requests.granted.natural_person')}")
    assert "✕" in (wrong.text_content() or "")
    assert "应为 9" in (wrong.get_attribute("title") or "")
    assert "错误" in tab.text("#nb-checkup")
    tab.page.fill("#nb-notes textarea", "培训2次，58人次")
    tab.page.click("#nb-start")
    tab.says("#nb-draft", "个有出处")
    assert "58人次" in tab.text("#nb-draft")
    assert tab.page.evaluate("document.documentElement.scrollWidth") <= tab.page.viewport_size["width"]  # type: ignore[index]


def test_plain_text_is_read_whole_pasted_or_typed(wide: Tab) -> None:
    real = SHARED / "seeds" / "克拉玛依区自然资源分局-2021.txt"
    text = real.read_text(encoding="utf-8") if real.exists() else as_text(busy_report())
    wide.paste("", text)
    wide.says("#nb-summary", "读到200格")
    assert wide.page.locator(".nb-form td").count() == 200
    assert "移除" in wide.text("#nb-paste-now")
    wide.page.click("#nb-paste-now button")
    wide.says("#nb-summary", "还没有内容")
    wide.page.fill("#nb-paste-now textarea", as_text(busy_report()))
    wide.says("#nb-summary", "读到200格")


def test_tables_pasted_one_by_one_are_read_together(wide: Tab) -> None:
    tables = re.findall(
        r"<section id=\"(?:proactive|requests|disputes)\".*?</section>", as_html(busy_report()), re.DOTALL
    )
    for count, (table, cells) in enumerate(zip(tables, (10, 185, 200), strict=True), start=1):
        wide.paste(table, "表")
        wide.says("#nb-summary", f"读到{cells}格")
        assert wide.page.locator("#nb-paste-now li").count() == count


def test_a_number_shows_its_cell_on_hover_and_by_keyboard(tab: Tab) -> None:
    tab.sample()
    number = tab.page.locator(".nb-number", has_text="23件").first
    tip = number.locator(".nb-tip")
    assert not tip.is_visible()
    number.hover()
    tip.wait_for(state="visible")
    assert "23件 ← 表三“一、本年新收政府信息公开申请数量”的“总计”" in (tip.text_content() or "")
    box = tip.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= tab.page.viewport_size["width"]  # type: ignore[index]
    tab.page.mouse.move(0, 0)
    tip.wait_for(state="hidden")
    number.focus()
    tip.wait_for(state="visible")


def test_the_sample_downloads_as_word_and_the_page_survives_a_reload(wide: Tab, tmp_path: Path) -> None:
    wide.sample()
    assert "没有处理完" in wide.text("#nb-take")
    for kind in ("docx", "html", "xlsx", "md"):
        with wide.page.expect_download() as caught:
            wide.page.click(f"#nb-get-{kind}")
        assert (
            caught.value.suggested_filename == f"示例市自然资源和规划局2025年政府信息公开工作年度报告.{kind}"
        )
        caught.value.save_as(tmp_path / f"年报.{kind}")
    document = docx.Document(str(tmp_path / "年报.docx"))
    assert "示例市自然资源和规划局" in "".join(p.text for p in document.paragraphs)
    assert len(document.tables) == 3
    wide.open()
    assert texts.NOTHING_YET in wide.text("#nb-summary")
    wide.sample()
    assert wide.page.evaluate("document.body.classList.contains('dark')") is False
    wide.page.click("#nb-clear")
    wide.says("#nb-summary", "还没有内容")
    assert wide.page.input_value("#nb-notes textarea") == ""
    assert not wide.page.locator("#nb-paste-now li").count()


def test_a_wrong_file_is_explained_and_nothing_is_lost(tab: Tab) -> None:
    tab.paste("", as_text(busy_report()))
    tab.says("#nb-summary", "读到200格")
    tab.page.fill("#nb-notes textarea", "培训2次")
    tab.upload("照片<b>.png", b"\x89PNG\r\n\x1a\n" + bytes(300))
    tab.says("#nb-message", "图片")
    assert tab.page.input_value("#nb-notes textarea") == "培训2次"
    assert tab.page.locator("#nb-paste-now li").count() == 1
    assert not tab.page.locator("#nb-file-now b").count()
    tab.page.locator("#nb-file-now button[aria-label]").first.click()
    tab.says("#nb-summary", "读到200格")
    assert tab.text("#nb-message").strip() == ""


def test_last_years_report_is_used(wide: Tab) -> None:
    wide.paste(as_html(busy_report()), "")
    wide.says("#nb-summary", "读到200格")
    wide.page.click("#nb-before button")
    wide.page.wait_for_selector("#nb-paste-before textarea", state="visible")
    wide.paste(
        as_html(busy_report({"requests.carried_forward.natural_person": 5}, year=2024)),
        "",
        "#nb-paste-before",
    )
    wide.says("#nb-summary", "上年报告：示例市自然资源和规划局，2024年")
    wide.says("#nb-checkup", "上年")


def test_changed_notes_tell_that_the_draft_is_old(wide: Tab) -> None:
    wide.sample()
    wide.page.fill("#nb-notes textarea", "培训9次")
    wide.page.focus("#nb-unit textarea, #nb-unit input")
    wide.says("#nb-stale", "还是改动前的初稿")
    wide.page.click("#nb-start")
    wide.says("#nb-draft", "9次")
    wide.page.wait_for_function("!document.querySelector('#nb-stale').textContent.trim()")


def test_nothing_that_staff_give_runs(wide: Tab) -> None:
    attack = "".join(ATTACKS)
    report = busy_report({"requests.new.natural_person": "19"}, unit="示例市局")
    page = as_html(report).replace(">19<", f">{attack}<script>window.hit=1</script><", 1)
    wide.paste(page, attack)
    wide.says("#nb-summary", "读到")
    wide.page.fill("#nb-unit textarea, #nb-unit input", ATTACKS[1])
    wide.page.fill("#nb-notes textarea", "\n".join((*ATTACKS, f"培训2次{ATTACKS[0]}", f"问题：{ATTACKS[1]}")))
    wide.page.click("#nb-start")
    wide.says("#nb-draft", "onerror")
    wide.upload(f"{ATTACKS[1]}.txt".replace("/", ""), b"<table><tr><td>1</td></tr></table>")
    wide.says("#nb-summary", "onerror")
    wide.page.wait_for_timeout(200)
    assert wide.page.evaluate("window.hit") is None
    inside = (
        "#nb-summary, #nb-tables, #nb-checkup, #nb-draft, #nb-take, #nb-message, #nb-paste-now, #nb-file-now"
    )
    harmful = "script, img, iframe, [onerror], [onload], [href^='javascript' i]"
    found = wide.page.evaluate(
        "([inside, bad]) => [...document.querySelectorAll(inside)].flatMap(b => [...b.querySelectorAll(bad)]).map(e => e.outerHTML)",
        [inside, harmful],
    )
    assert found == []


def test_two_tabs_of_one_browser_do_not_mix(chromium: Browser, server: Server) -> None:
    context = chromium.new_context(viewport=WIDE, locale="zh-CN")  # type: ignore[arg-type]
    one, two = Tab(context, server.url), Tab(context, server.url)
    one.sample()
    two.paste(as_html(busy_report(unit="示例县教育局", year=2024)), "")
    two.says("#nb-summary", "示例县教育局")
    two.page.click("#nb-start")
    two.says("#nb-draft", "示例县教育局")
    one.page.click("#nb-start")
    one.page.wait_for_timeout(500)
    assert "示例县教育局" not in one.text("body")
    context.close()


def test_gradios_own_notices_are_chinese(wide: Tab, tmp_path: Path) -> None:
    large = tmp_path / "大.docx"
    with large.open("wb") as file:
        file.truncate(51 * 2**20)
    wide.page.set_input_files("#nb-file-now input[type=file]", large)
    wide.says(".toast-message-text", "文件太大")
    wide.page.context.set_offline(True)
    wide.page.click("#nb-sample")
    wide.page.wait_for_selector(".toast-message-text:has-text('连接断了')")
    assert not wide.page.locator(".toast-body", has_text="Error").count()
    wide.page.context.set_offline(False)


def test_an_old_browser_is_told_so(chromium: Browser, server: Server) -> None:
    context = chromium.new_context(viewport=WIDE)  # type: ignore[arg-type]
    context.add_init_script("window.Function = function () { throw new SyntaxError('old'); };")
    page = context.new_page()
    page.goto(server.url)
    page.wait_for_selector("#nb-too-old")
    assert page.text_content("#nb-too-old") == texts.TOO_OLD
    context.close()
