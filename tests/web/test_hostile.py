"""Bad and hostile input over the real line: every action with every wrong value, and what belongs to somebody else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from assistant.web import downloads, tabs
from assistant.web.page import own_actions as desk
from assistant.web.site.gate import COOKIE
from tests.web.conftest import Server
from tests.web.line import PASSWORD, Line

WRONG: tuple[Any, ...] = (
    None, 1e308, [[None]], {"a": {"b": []}}, "\ud800<b>\udfff", "\x00\x1b[2J\u202e甲", "x" * 60_000, "=cmd|' /C calc'!A0",
    "9" * 13,
)  # fmt: skip
pytestmark = pytest.mark.slow
FIELDS = (
    "address", "after", "article", "cells", "client", "comment", "document", "expected", "file", "files", "fingerprint",
    "html", "index", "key", "kind", "login", "name", "note", "notes", "number", "password", "pieces", "previous", "role",
    "rows", "section", "text", "to", "unit", "value", "values", "version", "where", "which", "wish", "work", "year",
)  # fmt: skip
SLOW_OR_LASTING = {
    "library.open", "library.embed", "library.add", "library.paste", "library.remove", "settings.add_person",
    "settings.issue", "settings.test",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    Line.close_all()


@pytest.fixture
def line(server: Server) -> Line:
    made = Line(server.url)
    made.ask("desk.sample")
    return made


def sound(reply: dict[str, Any], server: Server) -> None:
    """An answer that says what is the matter, and nothing of our insides."""
    text = json.dumps(reply, ensure_ascii=False)
    assert "broken" not in reply, reply
    for leak in ("程序出错", "Traceback", "pydantic", "sqlalchemy", ".py", str(server.home)):
        assert leak not in text, (leak, text[:500])
    if refusal := reply.get("refusal"):
        assert any("\u4e00" <= c <= "\u9fff" for c in refusal["what"])


@pytest.mark.parametrize("act", sorted({*tabs.actions(), *desk.ACTIONS} - SLOW_OR_LASTING))
def test_wrong_values_in_every_action_are_refused_in_words(act: str, line: Line, server: Server) -> None:
    before = dict(line.sent)
    logged = len(server.said())
    for wrong in WRONG:
        line.sent = dict(before)
        sound(line.ask(act, **dict.fromkeys(FIELDS, wrong)), server)
    assert "Traceback" not in server.said()[logged:]


@pytest.mark.parametrize("field", ["n", "seat", "w", "v", "tab", "seen", "have", "slow", "idle", "act"])
def test_wrong_values_in_the_head_of_an_event(field: str, line: Line, server: Server) -> None:
    for at, wrong in enumerate(WRONG):
        sent = {**line.sent, "n": f"{field}{at}", "act": "desk.look", field: wrong}
        sound(line.raw(json.dumps(sent)), server)


@pytest.mark.parametrize(
    "text",
    [None, 5, "", "[]", "null", "{", "[" * 100_000, '{"a":' * 5_000, "NaN", '{"act":NaN}', '{"n":"' + "9" * 5_000 + '"}',
     '{"v":' + "9" * 5_000 + "}", ["x"]],
)  # fmt: skip
def test_what_is_no_event_is_refused(text: object, server: Server) -> None:
    sound(Line(server.url).raw(text), server)


def test_an_event_that_comes_again_is_done_once(line: Line) -> None:
    sent = json.dumps({**line.sent, "n": "again", "act": "desk.unit", "value": "示例市甲局"})
    first = line.raw(sent)
    assert [line.raw(sent) for _ in range(3)] == [first] * 3
    assert line.ask("desk.look")["v"] == first["v"] == 2


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/gradio_api/queue/join", b"{"), ("POST", "/gradio_api/queue/join", b'{"data": 5, "fn_index": "<b>"}'),
        ("POST", "/gradio_api/queue/join", b'{"data": [], "fn_index": 99}'), ("POST", "/gradio_api/cancel", b"[]"),
        ("GET", "/nb/none.js", b""), ("DELETE", "/me", b""), ("GET", "/gradio_api/queue/data", b""),
        ("POST", "/take/x/report.docx", b""), ("GET", "/assets/../../etc/passwd", b""), ("GET", "/static/%2e%2e/%2e%2e/x", b""),
        ("GET", "/assets/none.js", b""), ("PUT", "/give", b"x"),
    ],
)  # fmt: skip
def test_every_refusal_is_in_our_words(server: Server, method: str, path: str, body: bytes) -> None:
    answer = Line(server.url).web.request(
        method, path, content=body, headers={"Content-Type": "application/json"}
    )
    assert answer.status_code >= 400
    assert set(answer.json()) == {"error"}, answer.text
    assert any("\u4e00" <= c <= "\u9fff" for c in answer.json()["error"]["what"])
    assert "<b>" not in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "script-src 'self'" in answer.headers["content-security-policy"]


# --- with accounts ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Two units with a writer and a reviewer each, and an administrator."""
    served = Server(tmp_path_factory.mktemp("hostile") / "office")
    for login, unit, role in (
        ("boss", "总局", "管理"), ("jia", "甲局", "起草"), ("jiashen", "甲局", "审核"), ("yi", "乙局", "起草"),
        ("yishen", "乙局", "审核"),
    ):  # fmt: skip
        served.line("user", "add", login, "--name", f"{login}某", "--unit", unit, "--role", role, "--password-stdin",
                    given=PASSWORD + "\n")  # fmt: skip
    served.wait()
    try:
        yield served
    finally:
        served.process.kill()
        served.process.wait()


def test_nobody_listens_on_anothers_line(office: Server) -> None:
    mine = Line(office.url).sign_in("jia")
    thief = Line(office.url, session=mine.session).sign_in("yi")
    assert mine.join(json.dumps({**mine.sent, "n": "1", "act": "desk.sample"})).status_code == 200
    beat = mine.web.stream("GET", f"/gradio_api/heartbeat/{mine.session}")
    with beat as answer:
        assert answer.status_code == 200
    for path in (f"/gradio_api/queue/data?session_hash={mine.session}", f"/gradio_api/heartbeat/{mine.session}",
                 f"/gradio_api/queue/data?session_hash=other&session_hash={mine.session}"):  # fmt: skip
        answer = thief.web.get(path)
        assert answer.status_code == 403
        assert "不是您的页面" in answer.text
    assert any("示例市" in json.dumps(message, ensure_ascii=False) for message in mine.listen())


def test_a_form_that_is_none_is_refused(office: Server) -> None:
    web = Line(office.url).web
    for body in (
        b"&".join(b"a=%d" % n for n in range(500)),
        b"%ff=%ff&login=%00",
        b"\xff\xfe",
        b"login=" + b"x" * 9_000,
    ):
        answer = web.post(
            "/login", content=body, headers={"Content-Type": "application/x-www-form-urlencoded"}
        )
        assert answer.status_code == 401, answer.text
        assert "登录名或密码不对" in answer.text or "秒后再试" in answer.text


SHUT = (
    ("GET", "/"), ("GET", "/me"), ("GET", "/take/{work}/report.docx"), ("GET", "/take/{work}/findings.xlsx"), ("GET", "/password"),
    ("POST", "/password"), ("POST", "/logout"), ("POST", "/give?name=a.docx"), ("GET", "/nb/app.js"), ("GET", "/gradio_api/info"),
    ("POST", "/gradio_api/queue/join"), ("GET", "/gradio_api/queue/data?session_hash={line}"), ("POST", "/gradio_api/cancel"),
    ("POST", "/gradio_api/reset"), ("GET", "/gradio_api/heartbeat/{line}"), ("GET", "/gradio_api/startup-events"),
    ("GET", "/gradio_api/app_id"), ("GET", "/theme.css"), ("POST", "/api/v1/check"), ("GET", "/api/v1/search?query=x"),
)  # fmt: skip


def test_without_a_good_session_every_route_is_shut(office: Server) -> None:
    """None, a forged one, one that was signed out, one of somebody who was disabled a moment ago."""
    office.line("user", "add", "qian", "--name", "钱某", "--unit", "甲局", "--role", "起草", "--password-stdin",
                given=PASSWORD + "\n")  # fmt: skip
    leaver, disabled = Line(office.url).sign_in("jia"), Line(office.url).sign_in("qian")
    disabled.ask("desk.sample")
    work, session = disabled.sent["w"], disabled.session
    assert disabled.web.get(f"/take/{work}/report.docx").status_code == 200
    signed_out = leaver.web.cookies[COOKIE]
    assert leaver.web.post("/logout").status_code == 303
    office.line("user", "disable", "qian")
    tokens = ("", "nbs_" + "A" * 43, signed_out, disabled.web.cookies[COOKIE])
    for token in tokens:
        guest = Line(office.url)
        headers = {"Cookie": f"{COOKIE}={token}"} if token else {}
        for method, path in SHUT:
            if path == "/nb/app.js" and token == tokens[-1]:
                continue  # fixed files of the program itself stay for some seconds
            answer = guest.web.request(method, path.format(work=work, line=session), headers=headers)
            assert answer.status_code in ({303} if path == "/" else {401, 429}), (method, path, token[:4])
            assert "示例市" not in answer.text


def test_nothing_secret_stands_in_the_log(office: Server) -> None:
    mine = Line(office.url).sign_in("yi")
    mine.ask("desk.sample")
    mine.web.post("/login", data={"login": "yi", "password": "Falsch-und-geheim-1"})
    mine.web.get("/no/such/page?password=Geheim-im-Pfad-1")
    mine.raw("{")
    said = office.said()
    token = mine.web.cookies[COOKIE]
    for secret in (PASSWORD, token, token[4:20], "Falsch-und-geheim-1", "Geheim-im-Pfad-1", "示例市"):
        assert secret not in said
    assert "Traceback" not in said


@pytest.mark.parametrize("thief", ["yi", "yishen"])
def test_no_route_gives_away_another_units_report(office: Server, thief: str) -> None:
    owner = Line(office.url).sign_in("jiashen")
    owner.sign_in("jia").ask("desk.sample")
    work = owner.sent["w"]
    given = owner.give("年报.txt", "甲局的表".encode()).json()["file"]
    other = Line(office.url).sign_in(thief)
    for what in downloads.FILES:
        answer = other.web.get(f"/take/{work}/{what}")
        missing = other.web.get(f"/take/{'A' * 22}/{what}")
        assert (answer.status_code, answer.text) == (404, missing.text)
    assert "已经不在了" in other.ask("desk.file", file=given)["refusal"]["what"]
    for path in (f"/take/{work}/../{work}/report.docx", f"/take/{work}/%2e%2e%2freport.docx", f"/take/%2e%2e/{work}",
                 f"/take/{work}/report.docx%00", f"/take/{work}/report.exe"):  # fmt: skip
        assert other.web.get(path).status_code == 404
    reply = other.raw(json.dumps({**other.sent, "n": "x", "w": work, "act": "desk.look"}))
    assert reply["gone"] is True
    assert reply["parts"] == {}
    page = other.web.get(f"/?w={work}")
    assert page.status_code == 200
    assert "示例市自然资源" not in page.text
    assert owner.web.get(f"/take/{work}/report.docx").headers["content-disposition"].startswith("attachment")
