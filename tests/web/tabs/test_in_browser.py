"""The tabs 初稿, 依据, 资料库 and 设置 in a real browser, as staff use them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.web.conftest import Server

pytestmark = pytest.mark.browser

OWN = "示例县湿地公开办法\n第一条 为了公开湿地信息，制定本办法。\n第二条 黄鹂栖息地的信息，五日内公开。\n"
PATIENCE = 60_000
"""Milliseconds; the library is built in one of them."""


@pytest.fixture
def page(server: Server, chromium: Browser) -> Iterator[Page]:
    """The page with the sample on it, the tab 初稿 open; nothing may go wrong in the browser meanwhile."""
    context = chromium.new_context(viewport={"width": 1440, "height": 950}, locale="zh-CN")
    context.set_default_timeout(PATIENCE)
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.goto(server.url)
    opened.get_by_text("用示例试一试").first.click()
    opened.wait_for_selector("#pane-tables td")
    show(opened, "draft")
    yield opened
    context.close()
    assert not faults


def show(page: Page, tab: str) -> None:
    page.click(f'[role="tab"][data-tab="{tab}"]')
    page.wait_for_selector(f"#pane-{tab} > *")


def test_a_number_leads_to_its_cell(page: Page) -> None:
    number = page.locator("#pane-draft .nb-number", has_text="23件").first
    number.click()
    link = page.locator("#pane-draft .nb-tip:visible .nb-cell-link").first
    assert "本年新收" in link.inner_text()
    link.click()
    cell = page.locator("#cell-requests-new-total")
    cell.wait_for(state="visible")
    assert cell.inner_text().strip().startswith("23")


def test_a_sentence_is_changed_where_it_stands_and_put_back(page: Page) -> None:
    sentence = page.locator("#pane-draft .nb-body", has_text="三级审核").first
    sentence.locator(".nb-words").click()
    sentence.get_by_role("button", name="改", exact=True).click()
    page.wait_for_selector("#pane-draft .nb-edit:focus")
    page.keyboard.press("Control+End")
    page.keyboard.type("共审核77件。")
    page.keyboard.press("Control+Enter")
    doubted = page.locator("#pane-draft .nb-untraced", has_text="77件")
    doubted.wait_for()
    assert page.locator("#pane-draft .nb-edit").count() == 0
    changed = page.locator("#pane-draft .nb-body", has_text="77件")
    changed.locator(".nb-words").focus()
    changed.get_by_role("button", name="去掉").click()
    page.get_by_text("去掉的句子（1句）").wait_for()
    assert page.locator("#pane-draft .nb-body", has_text="77件").count() == 0
    page.locator("[data-act='draft.restore']").click()
    page.locator("#pane-draft .nb-body", has_text="77件").wait_for()
    page.reload()
    page.wait_for_selector("#pane-draft .nb-body")
    assert page.locator("#pane-draft .nb-body", has_text="77件").count() == 1, "nothing is lost by a reload"


def test_the_library_is_searched_and_takes_a_file(page: Page) -> None:
    show(page, "library")
    if page.get_by_role("button", name="打开资料库").count():
        page.get_by_role("button", name="打开资料库").click()
    page.wait_for_selector("#nb-find")
    page.fill("#nb-find", "多少天答复")
    page.keyboard.press("Enter")
    first = page.locator("#pane-library .nb-hits .nb-source").first
    first.click()
    page.wait_for_selector("#pane-library .nb-article")
    page.set_input_files(
        '#pane-library input[type="file"]',
        files=[{"name": "湿地办法.txt", "mimeType": "text/plain", "buffer": OWN.encode()}],
    )
    added = page.locator("#pane-library .nb-doc", has_text="示例县湿地公开办法")
    added.wait_for()
    page.on("dialog", lambda dialog: dialog.accept())
    added.get_by_role("button", name="移除").click()
    added.wait_for(state="detached")
    show(page, "sources")
    page.locator("#pane-sources .nb-source", has_text="第五十条第四项").click()
    page.wait_for_selector("#pane-sources .nb-here")


def test_a_token_is_given_out_by_a_form(page: Page) -> None:
    show(page, "settings")
    page.locator("#pane-settings summary", has_text="发一个令牌").click()
    form = page.locator('form[data-act="settings.issue"]')
    form.locator('[name="client"]').fill("oa")
    form.locator('[name="unit"]').fill("示例县人民政府")
    form.get_by_role("button").click()
    page.wait_for_selector("#pane-settings .nb-token")
    page.get_by_role("button", name="抄好了").click()
    page.wait_for_selector("#pane-settings .nb-token", state="detached")
    page.on("dialog", lambda dialog: dialog.accept())
    revoke = page.get_by_role("button", name="作废")
    revoke.click()
    revoke.wait_for(state="detached")


@pytest.mark.parametrize("width", [390, 1440])
def test_nothing_is_wider_than_the_window(page: Page, width: int) -> None:
    for tab in ("draft", "sources", "library", "settings"):
        page.set_viewport_size({"width": 1440, "height": 900})
        show(page, tab)
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, tab
