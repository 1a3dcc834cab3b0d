"""What one does at the page: copy, paste, write into a cell, draft; every request watched."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import docx

from assistant import read_report
from assistant.resources import corpus
from assistant.web.parts.cell_links import place_id
from tests.support.shared import shared_file
from tests.web.conftest import Server
from tests.web.tables import as_html
from tests.web.test_browser import Tab

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Locator


DESK, TELEPHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
NEW = "requests.new.natural_person"
PASSWORD = "zheng-que-de-2025"
NOTES = "规划公示栏目加了地图检索\n培训2次，58人次\n问题：栏目更新不够及时，措施：明确信息员，每月查一次"
FALSE = {False: "全年新收政府信息公开申请999件，逐件登记。", True: "全年作出行政许可决定999件，都已上网。"}
"""What no table bears out; another one on the telephone, for a verdict holds for the unit and the year."""
ANSWERED = "n => document.querySelectorAll('[data-part=chat] .nb-turn').length >= n && !document.querySelector('#nb-live').textContent"


@dataclass(frozen=True)
class Morning:
    """What is worked on. `number` is one of the draft, from the cell `of`; `asked` says what reading it must tell."""

    clipboard: str
    is_html: bool
    unit: str
    year: str
    right: str
    number: str
    of: str


def sample() -> Morning:
    """The shipped sample, copied from its web page."""
    report = read_report(corpus() / "reports" / "示例市自然资源和规划局-2025.md")
    return Morning(as_html(report), True, "示例市自然资源和规划局", "2025", "19", "1286件", "proactive.licensing.decisions")  # fmt: skip


def real() -> Morning:
    """A real report, copied as plain text."""
    text = shared_file("seeds/克拉玛依区自然资源分局-2021.txt").read_text(encoding="utf-8")
    return Morning(text, False, "克拉玛依区自然资源（中心城）分局", "2021", "0", "769.5976万元", "proactive.fees.amount")  # fmt: skip


@contextmanager
def watched(chromium: Browser, server: Server, size: dict[str, int] = DESK) -> Iterator[BrowserContext]:
    """A browser of somebody's; nothing it asks for, and no name the server looks up, is beyond this machine."""
    context = chromium.new_context(viewport=size, locale="zh-CN", accept_downloads=True)  # type: ignore[arg-type]
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    yield context
    context.close()
    assert len(asked) > 10
    assert {
        urlsplit(url).hostname for url in asked if urlsplit(url).scheme not in {"data", "blob", "about"}
    } == {"127.0.0.1"}
    assert "LOOKED UP" not in server.said()
    assert "Traceback" not in server.said()


@contextmanager
def running(home: Path, **settings: str) -> Iterator[Server]:
    served = Server(home, **settings)
    try:
        served.wait()
        yield served
    finally:
        served.process.kill()
        served.process.wait()


# --- gestures ---------------------------------------------------------------------------------


def cell(address: str) -> str:
    return f"#{place_id(address)}"


def copy(context: BrowserContext, morning: Morning) -> None:
    """Copy it from another window, as staff do: what the clipboard holds is the browser's own doing."""
    source = context.new_page()
    if morning.is_html:
        source.set_content(morning.clipboard)
    else:
        source.set_content("<textarea></textarea>")
        source.fill("textarea", morning.clipboard)
        source.focus("textarea")
    source.keyboard.press("Control+A")
    source.keyboard.press("Control+C")
    source.close()


def paste(tab: Tab, context: BrowserContext, morning: Morning) -> None:
    tab.work()
    copy(context, morning)
    tab.page.bring_to_front()
    tab.page.focus("#nb-paste-now")
    tab.page.keyboard.press("Control+V")
    tab.says("#pane-tables", "读到200格")


def write(tab: Tab, address: str, value: str) -> None:
    tab.page.click(cell(address))
    tab.page.keyboard.type(value)
    tab.page.keyboard.press("Enter")


def is_marked(tab: Tab, address: str, marked: bool) -> None:
    not_ = "" if marked else "!"
    tab.page.wait_for_function(
        f"{not_}document.querySelector('{cell(address)}').classList.contains('nb-error')"
    )


def draft(tab: Tab, act: str = "draft.make") -> None:
    tab.go("draft")
    assert not tab.page.is_visible("#nb-say.nb-shown")
    tab.page.fill("#nb-notes-box", NOTES)
    tab.page.click(f"#pane-draft [data-act='{act}'] >> nth=0")
    tab.page.wait_for_selector("#pane-draft .nb-verified", timeout=60000)
    assert not tab.page.is_visible("#nb-notes-box")


def settled(tab: Tab) -> None:
    """Until every event has been answered."""
    tab.page.wait_for_function(
        "!document.querySelector('.nb-page').classList.contains('nb-busy') && document.querySelector('#nb-stop').hidden"
    )


def prose(tab: Tab) -> str:
    """The draft's own words."""
    said: str = tab.page.evaluate("""() => {
      const draft = document.querySelector("#nb-draft").cloneNode(true);
      draft.querySelectorAll(".nb-tip, .nb-tools, .nb-under, .nb-points, .nb-why, b, button").forEach((part) => part.remove());
      return [...draft.querySelectorAll(".nb-section")].map((section) => section.textContent).join("");
    }""")
    return said


def last(tab: Tab) -> Locator:
    return tab.page.locator("[data-part=chat] .nb-assistant").last


def fits(tab: Tab) -> None:
    assert tab.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def taken(tab: Tab, folder: Path) -> Any:
    tab.go("take")
    with tab.page.expect_download() as caught:
        tab.page.click("#pane-take a[href$='report.docx']")
    caught.value.save_as(folder / "年报.docx")
    return docx.Document(str(folder / "年报.docx"))
