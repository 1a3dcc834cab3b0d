"""Who may in, from where and how far: with and without accounts, over real HTTP."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from assistant.web import texts
from assistant.web.site.gate import COOKIE, _is_here, inline_scripts, policy
from tests.web.conftest import PASSWORD, Server

SHUT = (
    "/gradio_api/file=/etc/passwd", "/gradio_api/upload", "/gradio_api/run/predict", "/gradio_api/call/events",
    "/gradio_api/proxy=http://127.0.0.1/", "/gradio_api/vibe-edit", "/gradio_api/openapi.json", "/gradio_api/runs",
    "/gradio_api/component_server", "/config", "/monitoring", "/openapi.json", "/docs", "/svelte/x", "/manifest.json",
    "/file=/etc/passwd", "/gradio_api/mcp/sse", "/take/../etc", "/no/such/page",
)  # fmt: skip


def client(server: Server, **options: object) -> httpx.Client:
    return httpx.Client(base_url=server.url.rstrip("/"), trust_env=False, timeout=30, **options)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with two accounts of two units, behind no other server."""
    served = Server(tmp_path_factory.mktemp("office") / "office")
    served.wait()
    for login, unit, role in (("boss", "甲局", "管理"), ("li", "乙局", "起草")):
        served.line(
            "user", "add", login, "--name", f"{login}某", "--unit", unit, "--role", role, "--password-stdin",
            given=PASSWORD + "\n",
        )  # fmt: skip
    try:
        yield served
    finally:
        served.process.kill()
        served.process.wait()


@pytest.fixture
def guest(office: Server) -> Iterator[httpx.Client]:
    with client(office) as made:
        yield made


@pytest.fixture
def member(guest: httpx.Client) -> httpx.Client:
    assert guest.post("/login", data={"login": "li", "password": PASSWORD}).status_code == 303
    return guest


# --- alone at one's own machine ---------------------------------------------------------------


def test_alone_nobody_signs_in(server: Server) -> None:
    with client(server) as web:
        assert web.get("/").status_code == 200
        assert web.get("/me").json() == {"name": "本机"}
        assert web.get("/healthz").json() == {"ok": True}
        assert web.get("/login").headers["location"] == "./"


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", "[::2]", ""]
)
def test_another_name_for_this_machine_is_a_trick(server: Server, host: str) -> None:
    with client(server) as web:
        answer = web.get("/me", headers={"Host": host})
        assert answer.status_code == 403 if host else answer.status_code in {400, 403}


@pytest.mark.parametrize(
    "headers",
    [{"X-Forwarded-For": "10.0.0.1"}, {"X-Forwarded-Host": "127.0.0.1"}, {"X-Real-IP": "10.0.0.1"}, {"Forwarded": "for=x"},
     {"Origin": "https://oa.example", "Sec-Fetch-Site": "same-origin"}],
)  # fmt: skip
def test_alone_nobody_comes_through_another_server(server: Server, headers: dict[str, str]) -> None:
    with client(server, headers=headers) as web:
        answer = web.post("/give?name=x.docx", content=b"x")
        assert answer.status_code == 403
        assert "只能在本机打开" in answer.json()["error"]["what"]


@pytest.mark.parametrize(
    ("host", "here"),
    [("localhost:7860", True), ("127.0.0.1", True), ("127.8.9.1:1", True), ("[::1]:7860", True), ("[::1]", True), ("10.0.0.1", False),
     ("example.com", False), ("127.0.0.1.x", False), ("", False), ("[", False), ("::1", False)],
)  # fmt: skip
def test_names_of_this_machine(host: str, here: bool) -> None:
    assert _is_here(host) is here


@pytest.mark.parametrize("path", SHUT)
def test_doors_that_the_page_does_not_need_are_shut(server: Server, path: str) -> None:
    with client(server) as web:
        for method in ("GET", "POST"):
            answer = web.request(method, path)
            assert answer.status_code == 404, (method, path)
            assert "root:" not in answer.text


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"},
     {"Sec-Fetch-Site": "same-site"}, {"Origin": "http://127.0.0.1:1"}],
)  # fmt: skip
def test_other_sites_cannot_make_a_browser_act(server: Server, headers: dict[str, str]) -> None:
    with client(server) as web:
        for path in ("/gradio_api/queue/join", "/give?name=x.docx"):
            assert web.post(path, headers=headers, json={}).status_code == 403


def test_the_page_binds_the_browser(server: Server) -> None:
    with client(server) as web:
        answer = web.get("/")
        rules = dict(rule.split(" ", 1) for rule in answer.headers["content-security-policy"].split("; "))
        assert rules["default-src"] == "'none'"
        assert rules["connect-src"] == "'self'"
        assert rules["frame-ancestors"] == "'none'"
        assert "'unsafe-inline'" not in rules["script-src"]
        assert "http" not in answer.headers["content-security-policy"]
        for digest in inline_scripts(answer.text):
            assert digest in rules["script-src"]
        assert (answer.headers["x-content-type-options"], answer.headers["referrer-policy"]) == (
            "nosniff",
            "same-origin",
        )
        assert answer.headers["cache-control"] == "no-store"
        assert "server" not in answer.headers
        outside = re.findall(r'(?:src|href|content)="(https?://[^"]+)"', answer.text)
        assert outside == []
        assert texts.TOO_OLD in answer.text
        assert "'unsafe-eval'" not in web.get("/healthz").headers["content-security-policy"]
        assert "immutable" in web.get("/nb/app.js").headers["cache-control"]


def test_a_policy_without_scripts_allows_none_inline() -> None:
    assert "script-src 'self';" in policy([])


def test_bodies_are_bounded(server: Server) -> None:
    def endless(bytes_: int) -> Iterator[bytes]:
        for _ in range(bytes_ // 65536):
            yield b"x" * 65536

    with client(server) as web:
        assert web.post("/gradio_api/queue/join", content=b"x" * (26 << 20)).status_code == 413
        too_long = web.post("/give?name=x.docx", content=endless(54 << 20))
        assert too_long.status_code == 413
        assert "上限是50 MB" in too_long.json()["error"]["what"]
        try:
            answer = web.post("/gradio_api/queue/join", content=endless(30 << 20))
            assert answer.status_code >= 400
        except httpx.TransportError:
            pass  # cut off is as good
        assert web.get("/healthz").status_code == 200
    [folder] = (server.home / "data" / "tmp").iterdir()
    assert [p for p in folder.rglob("*") if p.is_file()] == []


# --- with accounts ----------------------------------------------------------------------------


def test_without_a_session_there_is_only_the_door(guest: httpx.Client) -> None:
    assert guest.get("/").headers["location"] == "login"
    assert guest.get("/?w=abc").headers["location"] == "login?w=abc"
    assert guest.get("/healthz").status_code == 200
    assert guest.get("/nb/login.css").status_code == 200
    for path in ("/me", "/nb/app.js", "/assets/x.js", "/theme.css", "/gradio_api/queue/data?session_hash=x",
                 "/gradio_api/info", "/take/x/report.docx", "/password"):  # fmt: skip
        answer = guest.get(path)
        assert answer.status_code == 401, path
        assert "请重新登录" in answer.text
    for path in ("/gradio_api/queue/join", "/give", "/gradio_api/cancel", "/password", "/logout"):
        assert guest.post(path, json={}).status_code == 401, path
    for token in ("x", "nbs_" + "A" * 43, "'; drop table", "x" * 5000):
        assert guest.get("/me", headers={"Cookie": f"{COOKIE}={token}"}).status_code == 401


def test_the_login_page_needs_no_script_and_loads_nothing(guest: httpx.Client) -> None:
    page = guest.get("/login?w=%22%3E%3Cscript%3E").text
    assert "<script" not in page
    assert re.findall('<link[^>]*href="([^"]+)"', page) == ["favicon.ico", "nb/login.css"]
    assert 'name="w" value=""' in page


def test_signing_in_and_out(guest: httpx.Client) -> None:
    wrong = guest.post("/login", data={"login": '"><b>li', "password": "no"})
    unknown = guest.post("/login", data={"login": "nobody", "password": "no"})
    assert (wrong.status_code, unknown.status_code) == (401, 401)
    assert "<b>" not in wrong.text
    assert "refusal" in unknown.text
    answer = guest.post("/login", data={"login": "li", "password": PASSWORD, "w": "abc_-1"})
    assert (answer.status_code, answer.headers["location"]) == (303, "./?w=abc_-1")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "secure" not in cookie
    assert guest.get("/").status_code == 200
    assert guest.get("/me").json() == {"name": "li某"}
    token = guest.cookies[COOKIE]
    assert guest.post("/logout").headers["location"] == "login"
    assert guest.get("/me", headers={"Cookie": f"{COOKIE}={token}"}).status_code == 401


def test_a_password_can_be_changed(office: Server, member: httpx.Client) -> None:
    old = member.cookies[COOKIE]
    for fields, said in (
        ({"old": PASSWORD, "new": "xin-mi-ma-2026", "again": "other"}, "不一样"),
        ({"old": "wrong", "new": "xin-mi-ma-2026", "again": "xin-mi-ma-2026"}, ""),
        ({"old": PASSWORD, "new": "short", "again": "short"}, ""),
    ):
        answer = member.post("/password", data=fields)
        assert answer.status_code == 400
        assert said in answer.text
    assert (
        member.post(
            "/password", data={"old": PASSWORD, "new": "xin-mi-ma-2026", "again": "xin-mi-ma-2026"}
        ).status_code
        == 200
    )
    assert member.get("/me").status_code == 200
    with client(office) as other:
        assert other.get("/me", headers={"Cookie": f"{COOKIE}={old}"}).status_code == 401
    back = {"old": "xin-mi-ma-2026", "new": PASSWORD, "again": PASSWORD}
    assert member.post("/password", data=back).status_code == 200


def test_one_persons_upload_is_not_anothers(office: Server, member: httpx.Client) -> None:
    token = member.post("/give?name=a.docx", content=b"x").json()["file"]
    assert len(token) >= 20
    with client(office) as other:
        other.post("/login", data={"login": "boss", "password": PASSWORD})
        assert other.get(f"/gradio_api/file={token}").status_code == 404


# --- behind a server in front -----------------------------------------------------------------


def test_behind_a_server_under_a_path(tmp_path: Path) -> None:
    served = Server(tmp_path / "front", root_path="/nianbao", people=(("boss", "甲局", "管理"),))
    try:
        served.wait()
        front = {"Host": "oa.example", "X-Forwarded-Proto": "https", "X-Forwarded-For": "10.1.2.3"}
        with client(served, headers=front) as web:
            assert web.get("/nianbao").headers["location"] == "/nianbao/"
            for prefix in ("/nianbao", ""):  # whether the server in front takes its path away or not
                assert web.get(f"{prefix}/").headers["location"] == "login"
                assert web.get(f"{prefix}/login").status_code == 200
            origin = {"Origin": "https://oa.example"}
            answer = web.post("/nianbao/login", data={"login": "boss", "password": PASSWORD}, headers=origin)
            cookie = answer.headers["set-cookie"]
            assert "Path=/nianbao" in cookie
            assert "Secure" in cookie
            signed = {"Cookie": cookie.split(";")[0]}
            page = web.get("/nianbao/", headers=signed).text
            assert '"root":"https://oa.example/nianbao"' in page
            assert web.get("/nianbao/nb/app.js", headers=signed).status_code == 200
            evil = {**signed, "Origin": "https://evil.example"}
            assert web.post("/nianbao/logout", headers=evil).status_code == 403
            other_name = web.post("/nianbao/logout", headers={**evil, "Sec-Fetch-Site": "same-origin"})
            assert other_name.status_code == 403
            assert "proxy_set_header Host $http_host;" in other_name.json()["error"]["advice"]
    finally:
        served.process.kill()
        served.process.wait()
