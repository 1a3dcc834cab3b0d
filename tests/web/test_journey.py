"""One January morning in Chromium, from the paste to the Word document, on a desk and on a telephone.

Without a model, with the fake one, and (``make test-model``) with a real small one; two people; a server that is killed.
Every request of the page is watched.
"""

from __future__ import annotations

import re
import signal
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.models.server import Exchange
from tests.models.server import Server as ModelServer
from tests.models.serving import serving
from tests.models.weights import needs_weights
from tests.web.conftest import Server
from tests.web.steps import (
    ANSWERED,
    DESK,
    FALSE,
    NEW,
    NOTES,
    PASSWORD,
    TELEPHONE,
    Morning,
    cell,
    draft,
    fits,
    is_marked,
    last,
    paste,
    prose,
    real,
    running,
    sample,
    settled,
    taken,
    watched,
    write,
)
from tests.web.test_browser import Tab

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(params=[pytest.param(real, marks=pytest.mark.shared), sample], ids=["real", "sample"])
def morning(request: pytest.FixtureRequest) -> Morning:
    made: Morning = request.param()
    return made


@pytest.fixture(params=[DESK, TELEPHONE], ids=["desk", "telephone"])
def size(request: pytest.FixtureRequest) -> dict[str, int]:
    chosen: dict[str, int] = request.param
    return chosen


# --- the journey ------------------------------------------------------------------------------


def test_from_the_paste_to_the_document(
    chromium: Browser, server: Server, size: dict[str, int], morning: Morning, tmp_path: Path
) -> None:
    with watched(chromium, server, size) as context:
        tab = Tab(context, server.url)
        paste(tab, context, morning)
        assert tab.page.locator("#pane-tables td[data-cell]").count() == 200
        assert tab.page.input_value("#nb-unit") == morning.unit
        assert tab.page.input_value("#nb-year") == morning.year
        assert not tab.page.locator("#pane-tables td.nb-error").count()
        see_break_and_mend(tab, morning)
        draft(tab)
        see_a_number(tab, morning)
        ask(tab)
        shorter(tab)
        say_that_one_is_none(tab)
        fits(tab)
        document = taken(tab, tmp_path)
        assert len(document.tables) == 3
        values = [c.text.strip() for table in document.tables for row in table.rows for c in row.cells]
        assert morning.right in values
        assert "888" not in values
        said = "".join(paragraph.text for paragraph in document.paragraphs).replace("\n", "")
        for words in (
            f"{morning.unit}{morning.year}年",
            morning.number,
            "58人次",
            FALSE[tab.narrow],
            "地图检索",
        ):
            assert words in said
        there_again(tab, morning)
        assert tab.faults == []
    with watched(chromium, server, size) as elsewhere:
        found = Tab(elsewhere, server.url)
        found.page.click("[data-opens=nb-works]")
        found.page.click(f"#nb-works [data-open]:not([data-open='']):has-text('{morning.unit}') >> nth=0")
        found.says("#nb-saved", "版")
        found.go("tables")
        all_there(found, morning, FALSE[tab.narrow])


def see_break_and_mend(tab: Tab, morning: Morning) -> None:
    write(tab, NEW, "888")
    is_marked(tab, NEW, True)
    assert "✕" in tab.text(cell(NEW))
    assert f"应为 {morning.right}" in (tab.page.get_attribute(cell(NEW), "title") or "")
    assert f"应为 {morning.right}" in tab.text("#table-requests .nb-beside")
    assert "错误" in tab.text("#tab-checkup")
    write(tab, NEW, morning.right)
    is_marked(tab, NEW, False)
    assert not tab.page.locator("#table-requests .nb-beside .nb-error").count()
    assert "错误" not in tab.text("#tab-checkup")


def see_a_number(tab: Tab, morning: Morning) -> None:
    assert re.search(r"全文\d+个数，\d+个有出处", tab.text("#pane-draft .nb-verified"))
    traced = tab.page.locator(
        "#pane-draft .nb-traced", has=tab.page.locator(f".nb-number:text-is('{morning.number}')")
    ).first
    traced.locator(".nb-number").click()
    link = traced.locator(".nb-cell-link").first
    link.wait_for(state="visible")
    link.click()
    tab.page.wait_for_selector(f"{cell(morning.of)}[data-flashed]")
    assert tab.page.is_visible(cell(morning.of))
    assert tab.page.get_attribute(cell(morning.of), "data-raw") == morning.number.rstrip("件万元")


def ask(tab: Tab) -> None:
    assert "二十" in (said := tab.tell("收到申请多少天内答复")) or "20" in said
    assert last(tab).locator(".nb-cited").count() == 1
    assert "第三十三条" in tab.tell("那延期呢")
    tab.tell("补正要在几天内提出")
    assert "规定没有写" in last(tab).inner_text()
    assert last(tab).inner_text().count("（规定没有写：补正期限给几天）") == 1
    last(tab).locator(".nb-cited button").first.click()
    tab.page.wait_for_selector("#pane-sources .nb-article")
    assert "三十条" in tab.text("#pane-sources .nb-article")


def shorter(tab: Tab) -> None:
    tab.go("draft")
    before = len(tab.text("#section-overview"))
    assert "别的部分没有动" in tab.tell("把依申请公开写短一点")
    assert tab.page.get_attribute("#tab-draft", "aria-selected") == "true"
    assert len(tab.text("#section-overview")) < before
    assert "58人次" in tab.text("#section-overview")


def say_that_one_is_none(tab: Tab) -> None:
    """Write into a gap what the table does not bear out, and say that the finding about it is none."""
    tab.go("draft")
    tab.page.click("#pane-draft .nb-under button:has-text('补上这一处') >> nth=1")
    tab.page.fill("#pane-draft .nb-edit", FALSE[tab.narrow])
    tab.page.press("#pane-draft .nb-edit", "Control+Enter")
    tab.says("#pane-draft", FALSE[tab.narrow])
    tab.go("checkup")
    tab.says("#pane-checkup", "999")
    count = tab.page.locator("#pane-checkup .nb-count-no").count()
    assert "不算错" in tab.tell("第1条不算错，口径不同")
    tab.go("checkup")
    tab.says("#check-dismissed", "口径不同")
    assert tab.page.locator("#pane-checkup .nb-count-no").count() == count - 1


def there_again(tab: Tab, morning: Morning) -> None:
    turns = tab.page.locator("[data-part=chat] .nb-turn").count()
    saved = tab.text("#nb-saved")
    tab.page.reload()
    tab.page.wait_for_selector(".nb-ready")
    assert tab.text("#nb-saved") == saved
    assert tab.page.locator("[data-part=chat] .nb-turn").count() == turns >= 10
    tab.go("tables")
    all_there(tab, morning, FALSE[tab.narrow])


def all_there(tab: Tab, morning: Morning, own: str) -> None:
    tab.page.wait_for_function(f"document.querySelector('{cell(NEW)}').dataset.raw === '{morning.right}'")
    assert tab.page.input_value("#nb-unit") == morning.unit
    tab.go("draft")
    tab.page.wait_for_selector("#pane-draft .nb-verified")
    for words in (morning.number, "58人次", own):
        assert words in prose(tab)
    tab.go("checkup")
    tab.says("#check-dismissed", "口径不同")
    said = tab.text("[data-part=chat]")
    for words in ("收到申请多少天内答复", "把依申请公开写短一点", "第1条不算错，口径不同"):
        assert words in said


def test_a_number_of_last_year_leads_to_its_cell(chromium: Browser, server: Server) -> None:
    with watched(chromium, server) as context:
        tab = Tab(context, server.url)
        tab.sample()
        tab.go("draft")
        number = tab.page.locator("#pane-draft .nb-traced:has(.nb-cell-link:text('上年'))").first
        number.locator(".nb-number").click()
        number.locator(".nb-cell-link:text('上年')").first.click()
        tab.page.wait_for_selector("#pane-tables td[id^='before-cell-'][data-flashed]")
        tab.go("draft")
        number.locator(".nb-number").click()
        number.locator(".nb-cell-link:not(:text('上年'))").first.click()
        tab.page.wait_for_selector("#pane-tables td[id^='cell-'][data-flashed]")
        assert tab.faults == []


# --- a server that is killed --------------------------------------------------------------------


def test_a_killed_server_loses_nothing(chromium: Browser, tmp_path: Path) -> None:
    morning = sample()
    with running(tmp_path / "killed") as served, watched(chromium, served) as context:
        tab = Tab(context, served.url)
        paste(tab, context, morning)
        draft(tab)
        tab.tell("把依申请公开写短一点")
        text = prose(tab)
        tab.go("tables")
        write(tab, NEW, "888")
        is_marked(tab, NEW, True)
        served.process.send_signal(signal.SIGKILL)
        served.process.wait()
        write(tab, "requests.new.enterprise", "7")  # said to nobody yet
        tab.says("#nb-trouble", "连接断了")
        with running(tmp_path / "killed", port=str(served.port)):
            tab.page.wait_for_function(
                f"(document.querySelector('{cell('requests.new.enterprise')}') || {{dataset: {{}}}}).dataset.raw === '7'"
                " && document.querySelector('#nb-trouble').hidden && document.querySelector('#nb-saved').textContent.includes('第6版')",
                timeout=60000,
            )
            url, faults = tab.page.url, tab.faults
            tab = Tab(context, url)
            for address, raw in ((NEW, "888"), ("requests.new.enterprise", "7")):
                assert tab.page.get_attribute(cell(address), "data-raw") == raw
            tab.go("draft")
            assert prose(tab) == text
            assert "把依申请公开写短一点" in tab.text("[data-part=chat]")
        assert [fault for fault in [*faults, *tab.faults] if "fetch" not in fault] == []


# --- with a model -----------------------------------------------------------------------------


def slow(exchange: Exchange) -> None:
    """A model that goes on and on, a piece every tenth of a second."""
    exchange.head(200, "text/event-stream")
    with suppress(OSError):
        for number in range(400):
            exchange.piece(f"第{number}件事正在写，")
            time.sleep(0.1)


def test_the_fake_model_drafts(chromium: Browser, tmp_path: Path) -> None:
    with running(tmp_path / "fake", model="fake") as served, watched(chromium, served) as context:
        tab = Tab(context, served.url)
        tab.sample()
        assert "模型fake" in tab.tell("用模型起草")
        tab.go("draft")
        tab.says("#pane-draft", "由模型 fake 参与")
        assert "没有出处" not in tab.text("#pane-draft .nb-verified")
        tab.tell("收到申请多少天内答复")
        assert last(tab).locator(".nb-cited").count() == 1
        assert tab.faults == []


def test_a_model_that_goes_on_is_stopped_and_tried_again(chromium: Browser, tmp_path: Path) -> None:
    with (
        ModelServer(slow) as model,
        running(tmp_path / "slow", model="qwen", model_url=model.url) as served,
        watched(chromium, served) as context,
    ):
        tab = Tab(context, served.url)
        tab.sample()
        for again in (False, True):
            if again:
                last(tab).locator("[data-act='chat.retry']").click()
            else:
                tab.page.fill("#nb-words", "用模型起草")
                tab.page.press("#nb-words", "Enter")
            tab.page.wait_for_function(
                "/第\\d+件事正在写/.test(document.querySelector('#nb-live').textContent)"
            )
            first = tab.text("#nb-live")
            tab.page.wait_for_function(
                "first => document.querySelector('#nb-live').textContent !== first", arg=first
            )
            write(tab, NEW, "20" if again else "21")  # nobody waits behind the model
            tab.page.wait_for_function(
                f"document.querySelector('{cell(NEW)}').dataset.raw === '{20 if again else 21}'"
            )
            tab.page.click("#nb-stop")
            tab.page.wait_for_function(ANSWERED, arg=4 if again else 2)
            assert "停下" in last(tab).inner_text()
        assert tab.page.get_attribute(cell(NEW), "data-raw") == "20"
        assert tab.faults == []


@pytest.mark.model
def test_a_real_model_drafts_and_answers(chromium: Browser, tmp_path: Path) -> None:
    with (
        serving(needs_weights()) as url,
        running(tmp_path / "real", model="qwen2.5-coder-0.5b", model_url=url) as served,
        watched(chromium, served) as context,
    ):
        tab = Tab(context, served.url)
        paste(tab, context, sample())
        tab.go("draft")
        tab.page.fill("#nb-notes-box", NOTES)
        tab.page.press("#nb-notes-box", "Tab")
        settled(tab)
        tab.page.set_default_timeout(300_000)
        assert "模型qwen2.5-coder-0.5b" in tab.tell("用模型起草")
        tab.go("draft")
        verified = re.search(r"全文(\d+)个数，(\d+)个有出处", tab.text("#pane-draft .nb-verified"))
        assert verified
        assert verified[1] == verified[2]
        assert "58人次" in tab.text("#pane-draft")
        assert "20" in tab.tell("收到申请多少天内答复")
        assert "第三十三条" in tab.tell("那延期呢")
        tab.tell("把依申请公开写短一点")
        assert len(taken(tab, tmp_path).tables) == 3
        assert tab.faults == []


# --- two people -------------------------------------------------------------------------------


def test_two_people_at_one_report(chromium: Browser, tmp_path: Path) -> None:
    with running(tmp_path / "office") as served:
        for login, name, role in (("li", "李四", "管理"), ("zhang", "张三", "起草")):
            served.line("user", "add", login, "--name", name, "--unit", "示例市自然资源和规划局", "--role", role, "--password-stdin",
                        given=PASSWORD + "\n")  # fmt: skip
        with watched(chromium, served) as hers, watched(chromium, served) as his:
            li, zhang = signed_in(hers, served, "li"), signed_in(his, served, "zhang")
            li.sample()
            zhang.open(li.page.url)
            zhang.page.wait_for_selector(cell(NEW))
            zhang.says("#nb-others", "李四")
            write(li, NEW, "21")
            write(zhang, "requests.new.enterprise", "7")
            settled(li)
            settled(zhang)
            write(zhang, "requests.new.total", "29")
            settled(zhang)
            for tab in (li, zhang):
                tab.page.reload()
                tab.page.wait_for_selector(".nb-ready")
                for address, raw in (
                    (NEW, "21"),
                    ("requests.new.enterprise", "7"),
                    ("requests.new.total", "29"),
                ):
                    tab.page.wait_for_function(
                        f"document.querySelector('{cell(address)}').dataset.raw === '{raw}'"
                    )
            li.says("#nb-others", "张三")
            zhang.says("#nb-others", "李四")
            li.go("history")
            assert {"李四", "张三"} <= set(re.findall("李四|张三", li.text("#pane-history")))
            assert li.faults == zhang.faults == []


def signed_in(context: BrowserContext, served: Server, login: str) -> Tab:
    door = context.new_page()
    door.goto(f"{served.url}login")
    door.fill("#login", login)
    door.fill("#password", PASSWORD)
    door.click("button")
    door.wait_for_selector(".nb-ready")
    door.close()
    return Tab(context, served.url)
