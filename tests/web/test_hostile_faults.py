"""The database locked, gone or replaced, the disk full: said in words, nothing lost, nobody let in, nothing told."""

from __future__ import annotations

import asyncio
import errno
import json
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.types import Receive, Scope, Send

from assistant.accounts.people import LOCAL, Person, Role
from assistant.errors import ConfigurationError
from assistant.storage import database, engines
from assistant.storage.works import Works
from assistant.web.page.dispatch import Dispatcher
from assistant.web.page.given import MOST_ARRIVING, MOST_OF_ONE, GivenFiles
from assistant.web.site import app as site
from assistant.web.site import gate
from assistant.web.site.gate import Gate, Rules
from tests.support import postgres

WRITER = Person(login="li", name="李四", unit="甲局", role=Role.DRAFT)
OTHER = Person(login="sun", name="孙八", unit="乙局", role=Role.DRAFT)
REVIEWER = Person(login="zhao", name="赵六", unit="乙局", role=Role.REVIEW)


@pytest.fixture
def dispatcher(tmp_path: Path) -> Dispatcher:
    folder = tmp_path / "given"
    folder.mkdir()
    return Dispatcher(Works.configured(), GivenFiles(folder))


def ask(dispatcher: Dispatcher, act: str, person: Person = WRITER, **data: Any) -> dict[str, Any]:
    sent = {
        "n": os.urandom(8).hex(),
        "seat": "1",
        "w": "",
        "v": 0,
        "tab": "tables",
        "seen": {},
        "have": {},
        **data,
    }
    *_, last = dispatcher.events(json.dumps({**sent, "act": act}), person)
    reply: dict[str, Any] = json.loads(last)
    return reply


@pytest.fixture
def locked(dispatcher: Dispatcher, monkeypatch: pytest.MonkeyPatch, _own_home: Path) -> Iterator[str]:
    """A report whose database another program has locked against all writers."""
    work: str = ask(dispatcher, "desk.sample")["w"]
    monkeypatch.setattr(database, "PATIENCE", 0.2)
    other = sqlite3.connect(_own_home / database.FILE, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield work
    other.close()


def fresh(dispatcher: Dispatcher) -> Dispatcher:
    """The same, with connections that know the shorter patience."""
    return Dispatcher(Works.configured(), dispatcher.given)


def test_words_that_could_not_be_kept_come_back(dispatcher: Dispatcher, locked: str) -> None:
    reply = ask(fresh(dispatcher), "chat.say", w=locked, text="检查一下", slow=True)
    assert "没能存下来" in reply["refusal"]["what"]
    assert "占用" in reply["refusal"]["what"]
    assert reply["live"] is None
    assert dispatcher.works.turns(locked) == []


def test_a_database_in_use_is_said_and_nothing_changes(
    dispatcher: Dispatcher, locked: str, _own_home: Path
) -> None:
    for person, told in ((WRITER, False), (LOCAL, True)):
        reply = ask(
            fresh(dispatcher), "tables.cells", person, w=locked, values={"requests.new.natural_person": "33"}
        )
        assert "占用" in reply["refusal"]["what"]
        assert (str(_own_home) in json.dumps(reply)) is told
        assert "broken" not in reply
    assert dispatcher.works.find(locked).head == 1  # type: ignore[union-attr]


def test_what_is_shown_stays_when_the_database_goes_while_it_is_shown(
    dispatcher: Dispatcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = ask(dispatcher, "desk.sample")["w"]
    asked: list[str] = []

    def gone(*_: object, **__: object) -> None:
        asked.append("turns")
        raise ConfigurationError("数据库“/srv/secret/nianbao.db”打不开。", "请检查 /srv/secret。")

    monkeypatch.setattr(Works, "versions", gone)
    reply = ask(dispatcher, "desk.look", w=work)
    assert reply["refusal"]["what"] == "数据库打不开。"
    assert "secret" not in json.dumps(reply)
    assert "程序出错" not in json.dumps(reply, ensure_ascii=False)
    assert len(asked) == 1  # nobody waits for a database that is gone at every part of the page
    monkeypatch.undo()
    assert "data-cell" in ask(dispatcher, "desk.look", w=work)["parts"]["pane-tables"][1]


def test_many_large_replies_are_not_kept_for_ever(
    dispatcher: Dispatcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.web.page.dispatch.REMEMBERED_CHARACTERS", 100_000)
    work = ask(dispatcher, "desk.sample")["w"]
    for _ in range(4):
        ask(dispatcher, "desk.look", w=work)
    assert sum(len(twin.reply) for twin in dispatcher._done.values()) <= 100_000
    assert len(dispatcher._done) >= 1


@pytest.mark.skipif(postgres.programs() is None, reason=postgres.MISSING)
def test_a_postgresql_that_stops_is_said_and_its_reports_come_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = postgres.Server()
    try:
        monkeypatch.setenv("NIANBAO_DATABASE_URL", server.url(server.new_database()))
        asked = Dispatcher(Works.configured(), GivenFiles(tmp_path))
        work = ask(asked, "desk.sample")["w"]
        server.stop()
        for act, data in (
            ("tables.cells", {"values": {"requests.new.natural_person": "33"}}), ("desk.look", {}),
            ("chat.say", {"text": "检查一下"}), ("works.list", {}),
        ):  # fmt: skip
            reply = ask(asked, act, w=work, **data)
            said = json.dumps(reply, ensure_ascii=False)
            assert "连不上" in reply["refusal"]["what"], act
            assert "gone" not in reply
            for secret in (postgres.PASSWORD, postgres.QUOTED, str(server.port), "psycopg", "程序出错"):
                assert secret not in said, (act, secret)
        server.start()
        reply = ask(asked, "tables.cells", w=work, values={"requests.new.natural_person": "33"})
        assert "33" in reply["say"]
        assert reply["v"] == 2
    finally:
        engines.close()
        server.close()


# --- the gate ---------------------------------------------------------------------------------------------------------


class Door:
    """Accounts as a gate sees them."""

    def __init__(self) -> None:
        self.there = True
        self.fault: Exception | None = None

    def anybody(self) -> bool:
        if self.fault:
            raise self.fault
        return self.there

    def person_of(self, token: str) -> Person | None:
        return WRITER if token == "good" else None


async def inside(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["path"] == "/nb/fault":
        raise RuntimeError("secret inside")
    who = scope["state"]["person"].name.encode()
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": who})


def fetch(made: Gate, path: str, client: str = "127.0.0.1", **headers: str) -> httpx.Response:
    async def run() -> httpx.Response:
        transport = httpx.ASGITransport(app=made, client=(client, 1))
        async with httpx.AsyncClient(
            transport=transport, base_url="http://127.0.0.1", headers=headers
        ) as web:
            return await web.get(path)

    return asyncio.run(run())


def gated(door: Door, root_path: str = "") -> Gate:
    return Gate(inside, door, Rules(root_path=root_path), "")  # type: ignore[arg-type]


def test_a_new_and_empty_database_lets_nobody_in() -> None:
    door = Door()
    made = gated(door)
    assert fetch(made, "/me").status_code == 401
    door.there = False
    for path in ("/me", "/", "/login"):
        answer = fetch(made, path)
        assert answer.status_code == 503
        assert "账号不见了" in answer.json()["error"]["what"]
    door.there = True
    assert fetch(made, "/me", Cookie=f"{gate.COOKIE}=good").text == "李四"


def test_without_accounts_a_host_header_does_not_make_somebody_near() -> None:
    door = Door()
    door.there = False
    assert fetch(gated(door), "/me").text == "本机"
    assert fetch(gated(door), "/me", client="10.0.0.9").status_code == 403
    front = gated(door, "/nianbao")
    assert fetch(front, "/nianbao/me", **{"X-Forwarded-For": "10.0.0.9"}).status_code == 403
    assert fetch(front, "/nianbao/me", **{"X-Forwarded-For": "127.0.0.1"}).status_code == 403


def test_who_is_not_in_is_not_told_where_the_database_is() -> None:
    door = Door()
    made = gated(door)
    fetch(made, "/me")
    door.fault = ConfigurationError("数据库“/srv/secret/nianbao.db”打不开。", "请检查。")
    answer = fetch(made, "/me", Accept="text/html")
    assert answer.status_code == 503
    assert "secret" not in answer.text
    assert "数据库现在用不了" in answer.text


def test_a_fault_of_ours_shows_nothing_of_our_insides(caplog: pytest.LogCaptureFixture) -> None:
    answer = fetch(gated(Door()), "/nb/fault", Cookie=f"{gate.COOKIE}=good")
    assert answer.status_code == 500
    assert answer.json()["error"]["what"] == "程序出错了，这不是您操作的问题。"
    assert "secret inside" not in answer.text
    assert "secret inside" in caplog.text
    assert "good" not in caplog.text


# --- uploads ----------------------------------------------------------------------------------------------------------


def test_a_full_disk_is_said_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from fastapi import FastAPI

    async def full(_: object, path: Path) -> None:
        path.write_bytes(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(site, "_write", full)
    monkeypatch.setattr(site, "person_of", lambda _: WRITER)
    app = FastAPI()
    site._own_routes(app, GivenFiles(tmp_path))

    async def run() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://x") as web:
            return await web.post("/give?name=a.docx", content=b"x")

    answer = asyncio.run(run())
    assert answer.status_code == 507
    assert "没能存下来" in answer.json()["error"]["what"]
    assert list(tmp_path.iterdir()) == []


def test_one_person_cannot_fill_the_waiting_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = GivenFiles(tmp_path)

    def give(login: str) -> str:
        path = files.place("a.txt")
        path.write_bytes(b"12345")
        return files.keep(path, "a.txt", login)

    theirs = give("sun")
    mine = [give("li") for _ in range(MOST_OF_ONE + 3)]
    assert len(list(tmp_path.iterdir())) == MOST_OF_ONE + 1
    assert files.take(mine[-1], "li").name == "a.txt"
    assert files.take(theirs, "sun").name == "a.txt"
    monkeypatch.setattr("assistant.web.page.given.LARGEST_TOGETHER", 10)
    with pytest.raises(Exception, match="上传的人太多"):
        give("sun")


def test_one_person_cannot_send_everything_at_once(tmp_path: Path) -> None:
    files = GivenFiles(tmp_path)
    under_way = [files.arriving("li") for _ in range(MOST_ARRIVING)]
    for one in under_way:
        one.__enter__()
    with pytest.raises(Exception, match="同时上传的文件太多"), files.arriving("li"):
        raise AssertionError
    with files.arriving("sun"):
        pass
    under_way[0].__exit__(None, None, None)
    with files.arriving("li"):
        pass


# --- somebody else's report -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("person", [OTHER, REVIEWER], ids=["writer", "reviewer"])
def test_no_action_reaches_another_units_report(dispatcher: Dispatcher, person: Person) -> None:
    from assistant.web import tabs
    from assistant.web.page import own_actions as desk

    works = dispatcher.works
    work = ask(dispatcher, "desk.sample")["w"]
    ask(dispatcher, "draft.notes", w=work, value="不外传的事项")
    works.say(work, "user", "不外传的话", "李四", {})
    head, turns = works.find(work).head, works.turns(work)  # type: ignore[union-attr]
    data = {
        "values": {"requests.new.total": "5"}, "value": "x", "text": "把新收自然人改成12", "fingerprint": "0" * 16, "comment": "c",
        "number": 1, "work": work, "to": "draft", "version": 1,
    }  # fmt: skip
    looks = [("desk.look", tab) for tab in tabs.NAMES]
    for act, tab in looks + [
        (act, "tables") for act in sorted({*tabs.actions(), *desk.ACTIONS} - {"desk.new", "library.open"})
    ]:
        reply = ask(dispatcher, act, person, w=work, tab=tab, **data)
        said = json.dumps(reply, ensure_ascii=False)
        assert reply["refusal"]["what"], act
        assert "不外传" not in said, act
        assert reply.get("w") != work, act
        assert reply["parts"] == {}, act
    listed = json.dumps(ask(dispatcher, "works.list", person), ensure_ascii=False)
    assert work not in listed
    assert works.find(work).head == head  # type: ignore[union-attr]
    assert works.turns(work) == turns
    assert works.sit(work, "2", "李四") == []


def test_nothing_turns_the_writing_around(dispatcher: Dispatcher) -> None:
    """A right-to-left override hides what a name or a file really is."""
    turned = "\u202e甲\u2066\x07"
    person = WRITER.model_copy(update={"name": f"李{turned}"})
    work = ask(dispatcher, "desk.sample", person)["w"]
    extra = {
        "pieces": [turned],
        "choices": [{"label": turned, "text": turned}],
        "citations": [{"id": turned, "label": turned}],
    }
    dispatcher.works.say(work, "user", turned, person.name, extra)
    dispatcher.works.say(work, "assistant", turned, "", extra)
    ask(dispatcher, "desk.unit", person, w=work, value=f"示例市{turned}局")
    for act in ("desk.look", "works.list"):
        for name, (_, html) in ask(dispatcher, act, person, w=work)["parts"].items():
            assert not set("\u202e\u2066\x07") & set(html), name
            assert "甲" in html or name not in {"chat", "works", "top"}, name
