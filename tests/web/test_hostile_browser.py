"""Hostile use in a real browser: nothing runs, nothing is loaded from elsewhere, the console stays empty."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from tests.web.conftest import Server
from tests.web.line import Line
from tests.web.tables import ATTACKS
from tests.web.test_browser import NEW, WIDE, Tab

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage

pytestmark = [pytest.mark.browser, pytest.mark.slow]
TABS = ("tables", "draft", "sources", "checkup", "compare", "take", "history", "settings")


@pytest.fixture
def window(chromium: Browser, server: Server) -> Iterator[tuple[BrowserContext, Tab]]:
    context = chromium.new_context(viewport=WIDE, locale="zh-CN")  # type: ignore[arg-type]
    console: list[str] = []
    asked: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            console.append(f"{message.type}: {message.text}")

    context.on("console", hear)
    context.on("request", lambda request: asked.append(request.url))
    tab = Tab(context, server.url)
    yield context, tab
    context.close()
    assert tab.faults == []
    assert [line for line in console if "413" not in line] == []
    assert [url for url in asked if not url.startswith((server.url, "data:", "blob:"))] == []
    Line.close_all()


def bomb() -> bytes:
    """A Word file that is small and would be large."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr("word/document.xml", b"<w>" + b" " * (300 << 20))
    return out.getvalue()


def test_bad_files_are_explained_and_nothing_is_lost(
    window: tuple[BrowserContext, Tab], server: Server
) -> None:
    _, tab = window
    tab.sample()
    files = {
        "空.docx": b"", "../../etc/passwd": b"root:x:0:0", "a\u202excod.exe": b"MZ" + bytes(500), "<img src=x onerror=alert(1)>.html":
        b"<script>window.hit=1</script><p>=cmd|' /C calc'!A0</p>", "断.docx": b"PK\x03\x04" + bytes(200), "密.docx":
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000), "bomb.docx": bomb(), "表.csv": b"1,2\n" * 20_000, "x.svg":
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='window.hit=1'/>", "坏.pdf": b"%PDF-1.7\n" + b"\xff" * 3000,
    }  # fmt: skip
    tab.page.click("#nb-give summary")
    for name, content in files.items():
        tab.page.evaluate("document.querySelector('#nb-notices').textContent = ''")
        tab.page.set_input_files(
            "#nb-give input[type=file]",
            [{"name": name, "mimeType": "application/octet-stream", "buffer": content}],
        )
        tab.page.wait_for_selector("#nb-notices .nb-refusal", timeout=60000)
        said = tab.text("#nb-notices")
        assert "程序出错" not in said, name
        assert str(server.home) not in said, name
        assert "\u202e" not in said
    assert "第1版" in tab.text("#nb-saved")
    assert tab.page.get_attribute(NEW, "data-raw") == "19"
    assert tab.page.evaluate("window.hit") is None
    [folder] = (server.home / "data" / "tmp").iterdir()
    assert [path for path in folder.rglob("*") if path.is_file()] == []


def test_a_file_beyond_the_limit_is_refused_before_it_is_read(
    window: tuple[BrowserContext, Tab], tmp_path
) -> None:  # type: ignore[no-untyped-def]
    _, tab = window
    large = tmp_path / "大.docx"
    with large.open("wb") as file:
        file.truncate(60 << 20)
    tab.sample()
    tab.page.click("#nb-give summary")
    tab.page.set_input_files("#nb-give input[type=file]", str(large))
    tab.page.wait_for_selector("#nb-notices .nb-refusal", timeout=60000)
    assert "50" in tab.text("#nb-notices")


def test_attacks_stand_as_text_in_every_tab_and_a_second_one(window: tuple[BrowserContext, Tab]) -> None:
    context, tab = window
    tab.sample()
    attack = "".join(
        (
            *ATTACKS,
            "<svg/onload=window.hit=1>",
            "<style>body{display:none}</style>",
            "![x](http://evil.example/x)",
        )
    )
    tab.page.fill("#nb-unit", attack[:90])
    tab.page.press("#nb-unit", "Enter")
    tab.tell(attack[:1000])
    tab.tell("长" * 5_000)
    tab.go("draft")
    tab.page.evaluate("document.querySelectorAll('#pane-draft details').forEach(box => { box.open = true; })")
    tab.page.fill("#nb-notes-box", "\n".join((*ATTACKS, f"问题：{attack}")))
    tab.page.click("#pane-draft [data-act='draft.make']")
    tab.says("#pane-draft", "有出处")
    second = Tab(context, tab.page.url)
    for one in (tab, second):
        for name in TABS:
            one.go(name)
            one.page.wait_for_timeout(150)
            assert "程序出错" not in one.text(f"#pane-{name}")
        assert one.page.evaluate("window.hit") is None
        assert one.page.locator(".nb-page :is(script, img, iframe, style, svg[onload])").count() == 0
        assert one.page.is_visible(".nb-bar")
    assert second.faults == []


def test_two_hundred_quick_clicks_do_what_they_say(window: tuple[BrowserContext, Tab]) -> None:
    _, tab = window
    tab.sample()
    tab.page.evaluate(
        "() => { for (let i = 0; i < 200; i++) document.querySelector(i % 2 ? '#tab-draft' : '#tab-checkup').click(); }"
    )
    tab.page.wait_for_function(
        "!document.querySelector('.nb-page').classList.contains('nb-busy')", timeout=90000
    )
    assert tab.page.get_attribute("#tab-draft", "aria-selected") == "true"
    tab.says("#pane-draft", "有出处")
    assert tab.page.locator("#nb-notices .nb-refusal").count() == 0
    assert "第1版" in tab.text("#nb-saved")
