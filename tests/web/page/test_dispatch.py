"""Events of the page, through the one that does them: what is shown, what is refused, and that nothing is lost."""

from __future__ import annotations

import json
import secrets
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.accounts.people import LOCAL, Person, Role
from assistant.conversation import shelf
from assistant.conversation.bench import Bench
from assistant.errors import InputError
from assistant.storage.works import Works
from assistant.web import tabs
from assistant.web.page import talk
from assistant.web.page.dispatch import Dispatcher
from assistant.web.page.given import GivenFiles
from tests.support.reports import busy_report
from tests.web.tables import as_html, as_text, faulty
from tests.web.tabs.desks import ATTACKS, REVIEWER, STRANGER, WRITER, harmless, keep, parsed, words, workspace


class Browser:
    """One tab of a browser, as far as the server can tell."""

    def __init__(self, dispatcher: Dispatcher, person: Person = LOCAL) -> None:
        self.dispatcher = dispatcher
        self.person = person
        self.sent: dict[str, Any] = {
            "w": "",
            "v": 0,
            "tab": "tables",
            "seen": {},
            "have": {},
            "seat": secrets.token_hex(16),
        }
        self.parts: dict[str, str] = {}
        self.number = 0

    def all(self, act: str, **data: Any) -> list[dict[str, Any]]:
        self.number += 1
        sent = {**data, **self.sent, "act": act, "n": f"{self.sent['seat']}{self.number}"}
        replies = [json.loads(text) for text in self.dispatcher.events(json.dumps(sent), self.person)]
        for reply in replies:
            assert reply["n"] == sent["n"]
            self.sent |= {key: reply[key] for key in ("w", "v") if key in reply}
            for name, (digest, html) in reply["parts"].items():
                self.sent["have"] = {**self.sent["have"], name: digest}
                self.parts[name] = html
        assert [reply["done"] for reply in replies] == [False] * (len(replies) - 1) + [True]
        return replies

    def ask(self, act: str, **data: Any) -> dict[str, Any]:
        return self.all(act, **data)[-1]

    def shown(self, part: str) -> str:
        return words(self.parts[part])


@pytest.fixture
def dispatcher(tmp_path: Path) -> Dispatcher:
    return Dispatcher(Works.configured(), GivenFiles(tmp_path))


@pytest.fixture
def browser(dispatcher: Dispatcher) -> Browser:
    return Browser(dispatcher)


def test_an_empty_page_says_how_to_begin(browser: Browser) -> None:
    reply = browser.ask("desk.look")
    assert set(browser.parts) == {"top", "tabs", "lacks", "chips", "chat", "pane-tables"}
    assert reply["w"] == ""
    assert "从哪里开始" in browser.shown("chat")
    assert "还没有内容" in browser.shown("top")
    assert [tab.get("data-tab") for tab in parsed(browser.parts["tabs"]).xpath("//*[@role='tab']")] == [
        *tabs.NAMES
    ]


def test_a_paste_is_read_checked_and_kept(browser: Browser) -> None:
    reply = browser.ask("desk.paste", html=as_html(faulty()), text=as_text(faulty()))
    assert reply["w"]
    assert "200格" in reply["say"]
    assert "已保存" in browser.shown("top")
    assert "第1版" in browser.shown("top")
    assert "2处错误" in browser.shown("tabs")
    assert "还没有初稿" in browser.shown("lacks")
    assert "nb-error" in browser.parts["pane-tables"]
    other = Browser(browser.dispatcher)
    other.sent["w"] = reply["w"]
    other.ask("desk.look")
    assert other.parts["pane-tables"] == browser.parts["pane-tables"]


def test_only_what_is_different_is_sent(browser: Browser) -> None:
    browser.ask("desk.sample")
    assert browser.ask("desk.look")["parts"] == {}
    assert set(browser.ask("desk.year", value="2024")["parts"]) >= {"top", "pane-tables"}
    assert browser.ask("desk.look", idle=True).get("same") is True
    browser.sent["tab"] = "draft"
    assert set(browser.ask("desk.look")["parts"]) == {"tabs", "pane-draft"}


def test_steps_can_be_undone_and_done_again(browser: Browser) -> None:
    browser.ask("desk.sample")
    browser.ask("tables.cells", values={"requests.new.natural_person": "77"})
    assert 'data-raw="77"' in browser.parts["pane-tables"]
    browser.ask("desk.undo")
    assert 'data-raw="77"' not in browser.parts["pane-tables"]
    browser.ask("desk.redo")
    assert 'data-raw="77"' in browser.parts["pane-tables"]
    assert "第4版" in browser.shown("top")


def test_what_cannot_be_done_is_said_and_changes_nothing(browser: Browser) -> None:
    browser.ask("desk.sample")
    for act, data, said in (
        ("desk.year", {"value": "二零"}, "年"),
        ("desk.unit", {"value": "长" * 101}, "太长"),
        ("tables.cells", {"values": {"no.such.cell": "1"}}, "没有这一格"),
        ("no.such.action", {}, "不认识"),
        ("desk.file", {"file": "nobody's"}, "已经不在了"),
        ("chat.say", {"text": "  "}, "还没有写"),
        ("chat.say", {"pieces": [{"text": 3}]}, "不完整"),
        ("chat.say", {"pieces": [{}] * 13}, "太多"),
        ("chat.say", {"files": "x"}, "太多"),
        ("works.away", {"work": "x"}, "没有这份年报"),
    ):
        reply = browser.ask(act, **data)
        assert said in reply["refusal"]["what"] + reply["refusal"]["advice"], act
        assert reply["v"] == 1


@pytest.mark.parametrize(
    "raw",
    [None, "", "[]", "{", 7, '{"n": 3}', '{"act": 3}', '{"seat": []}', '{"w": {}}', '{"v": "x", "w": "x"}'],
)
def test_a_broken_event_is_answered_in_plain_words(dispatcher: Dispatcher, raw: object) -> None:
    [reply] = [json.loads(text) for text in dispatcher.events(raw, LOCAL)]
    assert reply["done"] is True
    assert reply["refusal"]["what"]
    assert "Traceback" not in json.dumps(reply, ensure_ascii=False)


def test_a_bug_is_said_with_its_time_and_nothing_else(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    browser.ask("desk.sample")

    def broken(*_: object) -> str:
        raise RuntimeError("a secret of the inside")

    monkeypatch.setattr(tabs, "actions", lambda: {"tables.cells": broken})
    reply = browser.ask("tables.cells")
    assert reply["broken"].startswith("程序出错了")
    assert "of the inside" not in json.dumps(reply)
    assert "a secret of the inside" in caplog.text
    monkeypatch.setattr(talk, "chips", broken)
    browser.sent["have"] = {}
    reply = browser.ask("desk.look")
    assert "程序出错了" in browser.shown("chips")
    assert "data-cell" in browser.parts["pane-tables"]
    assert "of the inside" not in json.dumps(reply)


def test_an_event_that_comes_again_is_done_once(browser: Browser) -> None:
    browser.ask("desk.sample")
    sent = json.dumps({**browser.sent, "act": "desk.year", "value": "2020", "n": "again"})
    first = list(browser.dispatcher.events(sent, LOCAL))
    assert list(browser.dispatcher.events(sent, LOCAL)) == first[-1:]
    assert Works.configured().find(browser.sent["w"]).head == 2  # type: ignore[union-attr]


def test_somebody_elses_report_is_not_there(dispatcher: Dispatcher) -> None:
    mine = Browser(dispatcher, WRITER)
    mine.sent["w"] = keep(workspace(busy_report()), WRITER)
    assert "示例市" in mine.ask("desk.look")["title"]
    theirs = Browser(dispatcher, STRANGER)
    theirs.sent["w"] = mine.sent["w"]
    for act in ("desk.look", "desk.undo", "tables.cells", "chat.say"):
        reply = theirs.ask(act, values={"requests.new.total": "1"}, text="检查一下")
        assert "没有这份报告" in reply["refusal"]["what"]
        assert reply["parts"] == {}
    assert theirs.ask("desk.look")["gone"] is True
    theirs.sent["w"] = ""
    for act in ("works.away", "works.back"):
        assert "没有这份年报" in theirs.ask(act, work=mine.sent["w"])["refusal"]["what"]
    theirs.ask("works.list")
    assert mine.sent["w"] not in theirs.parts["works"]


def test_a_reviewer_sees_and_does_not_edit(dispatcher: Dispatcher) -> None:
    work = keep(workspace(busy_report()), WRITER)
    eyes = Browser(dispatcher, REVIEWER)
    eyes.sent["w"] = work
    eyes.ask("desk.look")
    assert "data-cell" in eyes.parts["pane-tables"]
    assert eyes.ask("tables.cells", values={"requests.new.total": "1"})["refusal"]["what"]
    assert eyes.ask("works.away", work=work)["refusal"]["what"] == "您的角色不能改这份年报。"
    assert Works.configured().find(work).head == 1  # type: ignore[union-attr]


def test_the_list_of_reports_opens_puts_away_and_brings_back(browser: Browser) -> None:
    browser.ask("desk.sample")
    work = browser.sent["w"]
    browser.ask("works.list")
    assert "正在编辑" in browser.shown("works")
    browser.ask("desk.new")
    assert browser.sent["w"] == ""
    browser.ask("works.away", work=work)
    assert "收起的（1份" in browser.shown("works")
    browser.sent["w"] = work
    assert "收起来了" in browser.ask("desk.look")["refusal"]["what"]
    browser.sent["w"] = ""
    browser.ask("works.back", work=work)
    browser.sent["w"] = work
    assert browser.ask("desk.look")["w"] == work


def test_two_at_one_report_are_told(dispatcher: Dispatcher) -> None:
    second = Person(login="sun", name="孙八", unit=WRITER.unit, role=Role.DRAFT)
    one, two = Browser(dispatcher, WRITER), Browser(dispatcher, second)
    one.sent["w"] = two.sent["w"] = keep(workspace(busy_report()), WRITER)
    one.sent["seat"], two.sent["seat"] = "1" * 32, "2" * 32
    one.ask("desk.look")
    assert two.ask("desk.look")["others"] == ["李四"]
    two.ask("tables.cells", values={"requests.new.natural_person": "21"})
    reply = one.ask("tables.cells", values={"requests.new.natural_person": "22"})
    assert any("孙八" in line and "21" in line for line in reply["notices"])
    assert Bench.open(WRITER, one.sent["w"]).report.value("requests.new.natural_person") == 22  # type: ignore[union-attr]


def test_what_is_said_is_done_and_comes_back(browser: Browser) -> None:
    browser.ask("desk.sample")
    replies = browser.all("chat.say", text="把新收自然人改成20", slow=True)
    assert any(reply.get("live") for reply in replies[:-1])
    assert replies[-1]["live"] is None
    assert "把新收自然人改成20" in browser.shown("chat")
    assert "20" in browser.shown("chat")
    again = Browser(browser.dispatcher)
    again.sent["w"] = browser.sent["w"]
    again.ask("desk.look")
    assert again.parts["chat"] == browser.parts["chat"]
    assert 'data-raw="20"' in again.parts["pane-tables"]


def test_an_answer_that_took_its_time_comes_with_what_was_changed_meanwhile(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page shows nothing older than it has: an answer numbered before the change would never be seen."""
    browser.ask("desk.sample")
    begun, tab = dict(browser.sent), Browser(browser.dispatcher)
    tab.sent |= {"w": begun["w"], "v": begun["v"], "seat": begun["seat"]}
    answer = Bench.ask

    def slowly(*given: Any, **how: Any) -> Any:
        tab.number = 50
        tab.ask("tables.cells", values={"requests.new.natural_person": "21"})
        return answer(*given, **how)

    monkeypatch.setattr(Bench, "ask", slowly)
    reply = browser.ask("chat.say", text="补正要在几天内提出", slow=True)
    assert tab.sent["v"] > begun["v"]
    assert reply["v"] == tab.sent["v"]
    assert "补正" in browser.shown("chat")
    assert 'data-raw="21"' in browser.parts["pane-tables"]


def test_pieces_and_files_go_along(browser: Browser, tmp_path: Path) -> None:
    browser.ask("chat.say", text="", pieces=[{"html": as_html(faulty()), "text": as_text(faulty())}])
    assert "data-cell" in browser.parts["pane-tables"]
    place = browser.dispatcher.given.place("上年.txt")
    place.write_text(as_text(busy_report()), encoding="utf-8")
    token = browser.dispatcher.given.keep(place, "上年.txt", "")
    browser.ask("chat.say", text="这是上年的", files=[{"file": token, "previous": True}])
    assert Bench.open(LOCAL, browser.sent["w"]).previous is not None
    assert list(tmp_path.iterdir()) == []


def test_a_turn_can_be_stopped(browser: Browser) -> None:
    browser.ask("desk.sample")
    sent = json.dumps({**browser.sent, "act": "chat.say", "text": "检查一下", "slow": True, "n": "stopped"})
    events = browser.dispatcher.events(sent, LOCAL)
    next(events)
    [reply] = browser.dispatcher.events(
        json.dumps({"act": "chat.stop", "seat": browser.sent["seat"], "n": "stop"}), LOCAL
    )
    assert json.loads(reply)["done"] is True
    rest = [json.loads(text) for text in events]
    assert rest[-1]["done"] is True
    assert rest[-1]["live"] is None


def test_long_work_tells_how_far_it_is_and_can_be_stopped(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended: list[str] = []

    def work(*_: object) -> Iterator[str]:
        try:
            for step in range(1000):
                yield f"第{step}步"
        finally:
            ended.append("ended")

    monkeypatch.setattr(tabs, "actions", lambda: {"library.open": work})
    sent = json.dumps({**browser.sent, "act": "library.open", "slow": True, "n": "long"})
    events = browser.dispatcher.events(sent, LOCAL)
    assert [json.loads(next(events))["say"] for _ in range(3)] == ["第0步", "第1步", "第2步"]
    list(browser.dispatcher.events(json.dumps({"act": "chat.stop", "seat": browser.sent["seat"]}), LOCAL))
    assert json.loads(list(events)[-1])["say"].startswith("已停下")
    assert ended == ["ended"]


def test_many_at_once_lose_nothing(dispatcher: Dispatcher) -> None:
    first = Browser(dispatcher)
    first.ask("desk.sample")
    addresses = [
        f"requests.{row}.natural_person" for row in ("new", "carried_over", "granted", "granted_in_part")
    ]

    def edit(index: int) -> None:
        mine = Browser(dispatcher)
        mine.sent |= {"w": first.sent["w"], "seat": f"{index:032d}"}
        assert "refusal" not in mine.ask("tables.cells", values={addresses[index]: str(500 + index)})

    threads = [threading.Thread(target=edit, args=(index,)) for index in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    report = Bench.open(LOCAL, first.sent["w"]).report
    assert report is not None
    assert [report.value(address) for address in addresses] == [500, 501, 502, 503]


@pytest.mark.parametrize("attack", ATTACKS)
def test_whatever_anybody_says_is_text(browser: Browser, attack: str) -> None:
    browser.ask("desk.sample")
    browser.ask("desk.unit", value=attack[:90])
    works = Works.configured()
    works.say(browser.sent["w"], "user", attack, attack, {"pieces": [attack, 3]})
    works.say(
        browser.sent["w"], "assistant", f"· {attack}\n{attack}", "",
        {
            "citations": [{"id": attack, "label": attack, "in_force": False, "checked": False}, "x"],
            "choices": [{"label": attack, "text": attack}, 7, {}], "refused": True, "stopped": True,
        },
    )  # fmt: skip
    browser.ask("works.list")
    browser.ask("desk.look")
    for part in ("chat", "works", "lacks", "chips", "tabs"):
        html = browser.parts[part]
        assert not set(html) & set("\x00\x07\u202e"), part
        for node in parsed(html).iter():
            assert node.tag in {"div", "article", "p", "ul", "li", "ol", "span", "button", "b", "small", "h2", "details",
                                "summary"}, node.tag  # fmt: skip
            assert not any(name.startswith("on") or name in {"style", "src", "href"} for name in node.attrib)
    harmless(browser.parts["pane-tables"])
    assert "已失效、待核实" in browser.shown("chat")


def test_what_the_browser_says_it_shows_is_never_trusted(browser: Browser) -> None:
    browser.ask("desk.sample")
    browser.sent |= {
        "tab": "../../etc", "seen": {"article": "x" * 500, "k": 3, **{str(n): "v" for n in range(99)}}, "have": {"top": [1]},
    }  # fmt: skip
    reply = browser.ask("desk.look")
    assert reply["tab"] == "tables"
    assert "refusal" not in reply


def test_an_upload_is_read_and_deleted(browser: Browser, tmp_path: Path) -> None:
    place = browser.dispatcher.given.place("坏.docx")
    place.write_bytes(b"PK\x03\x04 not a document")
    token = browser.dispatcher.given.keep(place, "坏.docx", "")
    assert browser.ask("desk.file", file=token)["refusal"]["what"]
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(InputError):
        browser.dispatcher.given.take(token, "")


def test_a_turn_can_be_done_once_more(browser: Browser) -> None:
    browser.ask("desk.sample")
    browser.ask("chat.say", text="把新收自然人改成20", slow=True)
    version = browser.sent["v"]
    reply = browser.ask("chat.retry", slow=True)
    assert "refusal" not in reply
    assert reply["v"] > version
    assert 'data-raw="20"' in browser.parts["pane-tables"]
    assert browser.shown("chat").count("再做一遍") == 1


def test_reports_that_were_only_talked_about_are_no_empty_lines_in_the_list(dispatcher: Dispatcher) -> None:
    """They stand apart, by what was asked; what has content, if only a unit, stays in the list."""
    talked, named, now = Browser(dispatcher), Browser(dispatcher), Browser(dispatcher)
    talked.ask("chat.say", text="你好<b>在吗</b>")
    named.ask("desk.unit", value="示例县水利局")
    now.ask("chat.say", text="谢谢")
    now.ask("works.list")
    listed, _, apart = now.parts["works"].partition("<details")
    assert "只问过话、还没有内容的（1份）" in words(apart)
    assert "你好<b>在吗</b>" in words(apart)
    assert f'data-open="{talked.sent["w"]}"' in apart
    assert f'data-open="{named.sent["w"]}"' in listed
    assert f'data-open="{now.sent["w"]}"' in listed  # the one at hand
    talked.ask("desk.sample")
    now.ask("works.list")
    assert "只问过话" not in now.shown("works")


def test_the_library_is_opened_behind_the_page_once_and_only_by_a_server(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = threading.Event()
    times: list[int] = []

    def library() -> None:
        times.append(1)
        opened.set()
        raise RuntimeError("what is wrong is said to whoever asks")

    monkeypatch.setattr(shelf, "library", library)
    monkeypatch.setattr(shelf._Warming, "begun", False)
    monkeypatch.setattr(shelf._Warming, "allowed", False)
    browser.ask("desk.look")
    assert not shelf._Warming.begun
    shelf.warm_when_opened()
    assert not opened.is_set(), "nothing is opened before somebody opens the page"
    browser.ask("desk.look")
    assert opened.wait(10)
    browser.ask("desk.look")
    assert times == [1]
