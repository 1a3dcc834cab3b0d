"""The page in Chromium: what staff do and see, on a wide and a narrow screen. Nothing leaves this machine."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import docx
import pytest

from assistant.core.template import APPLICANTS
from assistant.web import texts
from assistant.web.parts.cell_links import place_id
from tests.support.reports import busy_report
from tests.support.shared import SHARED
from tests.web.conftest import ON_LEAVING, Server
from tests.web.tables import ATTACKS, as_html, as_text, faulty

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.browser

PASTE = """([box, html, text]) => {
  const data = new DataTransfer();
  if (html) data.setData('text/html', html);
  if (text) data.setData('text/plain', text);
  const event = new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true});
  document.querySelector(box).dispatchEvent(event);
}"""
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 800}
SAYS = "([box, text]) => (document.querySelector(box)?.textContent || '').includes(text)"
GRANTED = f"#{place_id('requests.granted.natural_person')}"
NEW = f"#{place_id('requests.new.natural_person')}"


class Tab:
    """One tab, with the gestures of the tests."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        self.page: Page = context.new_page()
        self.faults: list[str] = []
        self.page.on("pageerror", self._hear)
        self.page.on("dialog", lambda dialog: self.faults.append(f"dialog: {dialog.message}"))
        self.page.on(
            "console", lambda m: self.faults.append(m.text) if "Content Security" in m.text else None
        )
        self.narrow = (self.page.viewport_size or WIDE)["width"] < 800
        self.open(url)

    def _hear(self, error: Exception) -> None:
        if not any(words in str(error) for words in ON_LEAVING):
            self.faults.append(f"script error: {error}")

    def open(self, url: str) -> None:
        self.page.goto(url)
        self.page.wait_for_selector(".nb-ready")

    def paste(self, html: str, text: str, box: str = "#nb-paste-now") -> None:
        self.page.evaluate(PASTE, [box, html, text])

    def sample(self) -> None:
        self.work()
        self.page.click("#pane-tables [data-act='desk.sample']")
        self.page.wait_for_selector(NEW)

    def work(self) -> None:
        if self.narrow:
            self.page.click(".nb-switch [data-side=work]")

    def go(self, tab: str) -> None:
        self.work()
        self.page.click(f"#tab-{tab}")
        self.page.wait_for_selector(f"#pane-{tab} > *", state="attached")

    def tell(self, words: str) -> str:
        """Say something in the conversation, and wait for the answer."""
        if self.narrow:
            self.page.click(".nb-switch [data-side=talk]")
        before = self.page.locator("[data-part=chat] .nb-turn").count()
        self.page.fill("#nb-words", words)
        self.page.press("#nb-words", "Enter")
        self.page.wait_for_function(
            "n => document.querySelectorAll('[data-part=chat] .nb-turn').length >= n && !document.querySelector('#nb-live').textContent",
            arg=before + 2,
        )
        return self.page.locator("[data-part=chat] .nb-assistant").last.inner_text()

    def says(self, box: str, text: str) -> None:
        self.page.wait_for_function(SAYS, arg=[box, text])

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


def test_paste_mend_draft_and_take_away(tab: Tab, tmp_path: Path) -> None:
    tab.work()
    tab.paste(as_html(faulty()), "纯文字没有用到")
    tab.page.wait_for_selector(GRANTED)
    assert tab.page.locator("td[data-cell]").count() == 200
    assert tab.page.input_value("#nb-unit") == "示例市自然资源和规划局"
    assert tab.page.input_value("#nb-year") == "2025"
    assert "✕" in tab.text(GRANTED)
    assert "应为 9" in (tab.page.get_attribute(GRANTED, "title") or "")
    tab.says("#tab-checkup", "处错误")
    tab.page.click(GRANTED)
    tab.page.keyboard.type("9")
    tab.page.keyboard.press("Enter")
    tab.page.wait_for_function(f"!document.querySelector('{GRANTED}').classList.contains('nb-error')")
    assert tab.page.evaluate("document.activeElement.id") == place_id(
        "requests.granted_in_part.natural_person"
    )
    tab.go("draft")
    tab.page.fill("#nb-notes-box", "培训2次，58人次")
    tab.page.click("#pane-draft [data-act='draft.make']")
    tab.says("#pane-draft", "个有出处")
    assert "58人次" in tab.text("#pane-draft")
    tab.go("take")
    with tab.page.expect_download() as caught:
        tab.page.click("#pane-take a[href$='report.docx']")
    assert caught.value.suggested_filename == "示例市自然资源和规划局2025年政府信息公开工作年度报告.docx"
    caught.value.save_as(tmp_path / "年报.docx")
    document = docx.Document(str(tmp_path / "年报.docx"))
    assert len(document.tables) == 3
    assert tab.page.evaluate("document.documentElement.scrollWidth") <= tab.page.viewport_size["width"]  # type: ignore[index]
    url = tab.page.url
    tab.page.reload()
    tab.page.wait_for_selector(".nb-ready")
    assert tab.page.url == url
    assert "已保存" in tab.text("#nb-saved")
    tab.go("draft")
    tab.says("#pane-draft", "58人次")


def test_plain_text_is_read_whole(wide: Tab) -> None:
    real = SHARED / "seeds" / "克拉玛依区自然资源分局-2021.txt"
    text = real.read_text(encoding="utf-8") if real.exists() else as_text(busy_report())
    wide.paste("", text)
    wide.says("#pane-tables", "读到200格")
    wide.page.click("[data-opens=nb-works]")
    wide.page.click("#nb-works [data-open='']")
    wide.says("#pane-tables", "先给三张表")
    wide.page.fill("#nb-paste-now", as_text(busy_report()))
    wide.page.press("#nb-paste-now", "Tab")
    wide.says("#pane-tables", "读到200格")


def test_the_conversation_does_what_is_said(tab: Tab) -> None:
    tab.sample()
    assert "没有" in tab.tell("检查一下")
    assert tab.page.get_attribute("#tab-checkup", "aria-selected") == "true"
    assert "从19改成12" in tab.tell("把新收自然人改成12")
    assert tab.page.get_attribute(NEW, "data-raw") == "12"
    tab.tell("撤销")
    tab.go("tables")
    tab.page.wait_for_function(f"document.querySelector('{NEW}').dataset.raw === '19'")
    turns = tab.page.locator("[data-part=chat] .nb-turn").count()
    tab.page.reload()
    tab.page.wait_for_selector(".nb-ready")
    assert tab.page.locator("[data-part=chat] .nb-turn").count() == turns == 6
    if tab.narrow:
        tab.page.click(".nb-switch [data-side=talk]")
    tab.page.click(".nb-chip >> nth=0")
    tab.page.wait_for_function(
        "n => document.querySelectorAll('[data-part=chat] .nb-turn').length >= n", arg=turns + 2
    )


def test_the_composer_takes_pastes_and_files(wide: Tab) -> None:
    wide.paste(as_html(busy_report()), "三张表", "#nb-words")
    wide.paste("", "另一段\n有两行\t也有制表", "#nb-words")
    assert wide.page.locator("#nb-pieces li").count() == 2
    wide.page.click("#nb-pieces li >> nth=1 >> button")
    assert wide.page.locator("#nb-pieces li").count() == 1
    wide.page.set_input_files(
        "#nb-attach-file",
        [
            {
                "name": "上年<b>.html",
                "mimeType": "text/html",
                "buffer": as_html(busy_report(year=2024)).encode(),
            }
        ],
    )
    wide.says("#nb-pieces", "文件“上年<b>.html”")
    wide.page.check("#nb-pieces li >> nth=1 >> input")
    wide.page.fill("#nb-words", "第一行")
    wide.page.press("#nb-words", "Shift+Enter")
    assert wide.page.input_value("#nb-words") == "第一行\n"
    wide.tell("检查一下")
    assert wide.page.locator("#nb-pieces li").count() == 0
    assert wide.page.input_value("#nb-words") == ""
    wide.go("tables")
    wide.says("#nb-tables", "2024年（上年）")
    assert "上年<b>.html" in wide.text("[data-part=chat]")


def test_enter_while_choosing_characters_sends_nothing(wide: Tab) -> None:
    wide.page.focus("#nb-words")
    wide.page.fill("#nb-words", "jiancha")
    wide.page.evaluate(
        "document.querySelector('#nb-words').dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true, cancelable: true}))"
    )
    wide.page.wait_for_timeout(200)
    assert wide.page.input_value("#nb-words") == "jiancha"
    assert wide.page.locator(".nb-turn").count() == 0


def test_cells_are_edited_as_in_a_worksheet(wide: Tab) -> None:
    wide.sample()
    wide.page.focus(NEW)
    for key, cell in (
        ("ArrowRight", "requests.new.enterprise"),
        ("ArrowDown", "requests.carried_over.enterprise"),
        ("ArrowLeft", "requests.carried_over.natural_person"),
        ("ArrowUp", "requests.new.natural_person"),
    ):
        wide.page.keyboard.press(key)
        assert wide.page.evaluate("document.activeElement.dataset.cell") == cell
    wide.page.keyboard.type("25")
    wide.page.keyboard.press("Tab")
    wide.page.keyboard.type("7")
    wide.page.keyboard.press("Escape")
    wide.says("#nb-saved", "第2版")
    assert wide.page.get_attribute(NEW, "data-raw") == "25"
    assert wide.page.get_attribute(f"#{place_id('requests.new.enterprise')}", "data-raw") == "3"
    wide.page.focus(NEW)
    wide.paste("", "1\t2\t3\n4\t5\t6\n", NEW)
    wide.says("#nb-saved", "第3版")
    assert [
        wide.page.get_attribute(f"#{place_id(f'requests.{row}.{column}')}", "data-raw")
        for row in ("new", "carried_over") for column in [c.id for c in APPLICANTS][:3]
    ] == ["1", "2", "3", "4", "5", "6"]  # fmt: skip
    wide.page.keyboard.press("Control+z")
    wide.says("#nb-saved", "第4版")
    assert wide.page.get_attribute(NEW, "data-raw") == "25"
    wide.paste("", "\n".join(["1\t2"] * 60), NEW)
    wide.page.wait_for_selector("#nb-notices .nb-refusal")
    assert "第4版" in wide.text("#nb-saved")


def test_a_finding_leads_to_its_cell(wide: Tab) -> None:
    wide.paste(as_html(faulty()), "")
    wide.page.wait_for_selector(GRANTED)
    wide.go("checkup")
    wide.page.click(
        f"#pane-checkup [data-goto='tab:tables#{place_id('requests.granted.natural_person')}'] >> nth=0"
    )
    wide.page.wait_for_selector(f"{GRANTED}[data-flashed]")
    assert wide.page.evaluate("document.activeElement.id") == place_id("requests.granted.natural_person")
    assert wide.page.evaluate("window.scrollY") == 0
    assert wide.page.is_visible(".nb-bar")


def test_every_tab_opens_by_keyboard(tab: Tab) -> None:
    tab.sample()
    tab.page.focus("#tab-tables")
    for name in ("draft", "sources", "checkup", "compare", "take", "history", "library", "settings"):
        tab.page.keyboard.press("ArrowRight")
        tab.page.wait_for_selector(f"#pane-{name} > *")
        assert tab.page.evaluate("document.activeElement.id") == f"tab-{name}"
        assert "程序出错" not in tab.text(f"#pane-{name}")
        assert tab.page.evaluate("document.documentElement.scrollWidth") <= tab.page.viewport_size["width"]  # type: ignore[index]


def test_skip_links_and_text_size(wide: Tab) -> None:
    wide.page.keyboard.press("Tab")
    assert wide.page.evaluate("document.activeElement.textContent") == "跳到对话"
    wide.page.keyboard.press("Enter")
    assert wide.page.evaluate("document.activeElement.id") == "nb-words"
    before = wide.page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)")
    wide.page.click("[data-size=more]")
    assert wide.page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") > before
    wide.page.reload()
    wide.page.wait_for_selector(".nb-ready")
    assert wide.page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") > before


def test_a_wrong_file_is_explained_and_nothing_is_lost(tab: Tab) -> None:
    tab.work()
    tab.paste("", as_text(busy_report()))
    tab.says("#pane-tables", "读到200格")
    tab.page.click("#nb-give summary")
    tab.page.set_input_files(
        "#nb-give input[type=file]",
        [{"name": "照片<b>.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n" + bytes(300)}],
    )
    tab.page.wait_for_selector("#nb-notices .nb-refusal")
    assert "图片" in tab.text("#nb-notices")
    assert not tab.page.locator("#nb-notices b").count()
    assert "第1版" in tab.text("#nb-saved")
    tab.page.click("#nb-notices .nb-close")
    assert not tab.page.locator("#nb-notices .nb-refusal").count()


def test_nothing_that_staff_give_runs(wide: Tab) -> None:
    attack = "".join(ATTACKS)
    page = as_html(busy_report(unit="示例市局")).replace(
        ">19<", f">{attack}<script>window.hit=1</script><", 1
    )
    wide.paste(page, attack)
    wide.says("#pane-tables", "读到")
    wide.page.fill("#nb-unit", ATTACKS[1])
    wide.page.press("#nb-unit", "Enter")
    wide.tell(attack)
    wide.go("draft")
    wide.page.fill("#nb-notes-box", "\n".join((*ATTACKS, f"问题：{ATTACKS[1]}")))
    wide.page.click("#pane-draft [data-act='draft.make']")
    wide.says("#pane-draft", "有出处")
    for name in ("tables", "checkup", "take", "history", "sources", "compare"):
        wide.go(name)
    wide.page.click("[data-opens=nb-works]")
    wide.page.wait_for_timeout(300)
    assert wide.page.evaluate("window.hit") is None
    harmful = "script, img, iframe, svg [onload], [onerror], [onload], [href^='javascript' i]"
    found = wide.page.evaluate(
        "bad => [...document.querySelector('.nb-page').querySelectorAll(bad)].map(e => e.outerHTML)", harmful
    )
    assert found == []


@pytest.mark.parametrize(
    "lacking",
    ["delete window.TextDecoderStream", "const F = Function; window.Function = (...a) => { if (/#b/.test(a)) throw new SyntaxError(); return F(...a); }"],
    ids=["streams", "syntax"],
)  # fmt: skip
def test_an_old_browser_is_told_so(chromium: Browser, server: Server, lacking: str) -> None:
    context = chromium.new_context(viewport=WIDE, locale="zh-CN")  # type: ignore[arg-type]
    context.add_init_script(lacking)
    page = context.new_page()
    page.goto(server.url)
    page.wait_for_selector("#nb-too-old")
    assert page.locator("#nb-too-old").inner_text() == texts.TOO_OLD
    context.close()


def test_two_tabs_of_one_browser_do_not_mix(chromium: Browser, server: Server) -> None:
    context = chromium.new_context(viewport=WIDE, locale="zh-CN")  # type: ignore[arg-type]
    one, two = Tab(context, server.url), Tab(context, server.url)
    one.sample()
    two.paste(as_html(busy_report(unit="示例县教育局", year=2024)), "")
    two.says("#pane-tables", "示例县教育局")
    one.tell("检查一下")
    assert one.page.input_value("#nb-unit") == "示例市自然资源和规划局"
    assert two.page.input_value("#nb-unit") == "示例县教育局"
    assert one.page.url != two.page.url
    context.close()


def test_a_lost_connection_is_said_and_nothing_is_lost(chromium: Browser, tmp_path: Path) -> None:
    served = Server(tmp_path / "lost")
    again = None
    try:
        served.wait()
        context = chromium.new_context(viewport=WIDE, locale="zh-CN")  # type: ignore[arg-type]
        tab = Tab(context, served.url)
        tab.sample()
        tab.page.fill("#nb-words", "还没有发送的话")
        served.process.send_signal(signal.SIGTERM)
        served.process.wait(timeout=60)
        tab.page.click(NEW)
        tab.page.keyboard.type("21")
        tab.page.keyboard.press("Enter")
        tab.says("#nb-trouble", "连接断了")
        again = Server(tmp_path / "lost", port=str(served.port))
        tab.page.wait_for_function(
            f"(document.querySelector('{NEW}') || {{dataset: {{}}}}).dataset.raw === '21' && document.querySelector('#nb-saved').textContent.includes('第2版')",
            timeout=60000,
        )
        assert tab.page.input_value("#nb-words") == "还没有发送的话"
        context.close()
        assert [f for f in tab.faults if "Failed to fetch" not in f] == []
    finally:
        for process in (served.process, again.process if again else None):
            if process:
                process.kill()
                process.wait()


def test_an_ended_session_is_said_and_work_goes_on_after_signing_in(
    chromium: Browser, tmp_path: Path
) -> None:
    served = Server(tmp_path / "office")
    served.line("user", "add", "li", "--name", "李四", "--unit", "甲局", "--role", "管理", "--password-stdin",
                given="zheng-que-de-2025\n")  # fmt: skip
    try:
        served.wait()
        context = chromium.new_context(viewport=WIDE, locale="zh-CN")  # type: ignore[arg-type]
        door = context.new_page()

        def sign_in() -> None:
            door.goto(f"{served.url}login")
            door.fill("#login", "li")
            door.fill("#password", "zheng-que-de-2025")
            door.click("button")
            door.wait_for_selector(".nb-ready")

        sign_in()
        tab = Tab(context, served.url)
        tab.sample()
        assert "李四" in tab.text("#nb-who")
        context.clear_cookies()
        tab.page.click(NEW)
        tab.page.keyboard.type("21")
        tab.page.keyboard.press("Enter")
        tab.says("#nb-trouble", "请重新登录")
        assert "21" in tab.text(NEW)
        sign_in()
        tab.says("#nb-saved", "第2版")
        assert not tab.page.is_visible("#nb-trouble")
        context.close()
    finally:
        served.process.kill()
        served.process.wait()
