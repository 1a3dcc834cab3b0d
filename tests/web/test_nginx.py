"""Behind nginx, set up as docs/部署.md says: under a path, over https, with uploads, streams and wrong set-ups."""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

from assistant.web.site.gate import COOKIE
from tests.support import nginx
from tests.support.nginx import Nginx
from tests.web.conftest import CHROMIUM, ON_LEAVING, PASSWORD, Server, free_port

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not (nginx.NGINX and nginx.OPENSSL), reason=nginx.MISSING),
]

STRIPPING = "http://127.0.0.1:7860/;"


def inside(server: Server, *, stripping: bool = True, without: tuple[str, ...] = ()) -> str:
    """The documented block for this server's port; perhaps the path is not taken away, perhaps lines are forgotten."""
    block = nginx.documented()
    assert STRIPPING in block
    to = f"http://127.0.0.1:{server.port}{'/' if stripping else ''};"
    lines = block.replace(STRIPPING, to).splitlines()
    for words in without:
        assert any(words in line for line in lines), words
    return "\n".join(line for line in lines if not any(words in line for words in without))


def web(front: Nginx) -> httpx.Client:
    """A client that asks `front` under its name."""
    trust = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    trust.check_hostname, trust.verify_mode = False, ssl.CERT_NONE
    base = front.url.replace(nginx.NAME, "127.0.0.1")
    name = {"Host": f"{nginx.NAME}:{front.port}"}
    return httpx.Client(base_url=base, headers=name, verify=trust, trust_env=False, timeout=60)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server under /nianbao with an account, which nginx is to stand in front of."""
    home = tmp_path_factory.mktemp("behind") / "office"
    served = Server(home, root_path="/nianbao", people=(("boss", "甲局", "管理"),))
    try:
        served.wait()
        yield served
    finally:
        served.process.kill()
        served.process.wait()


@pytest.fixture(scope="module")
def front(office: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nginx]:
    with Nginx(tmp_path_factory.mktemp("front") / "https", free_port(), inside(office), https=True) as made:
        yield made


@pytest.fixture
def member(front: Nginx) -> Iterator[httpx.Client]:
    with web(front) as asking:
        sign_in(asking, front)
        yield asking


def sign_in(asking: httpx.Client, front: Nginx) -> httpx.Response:
    answer = asking.post(
        "/nianbao/login", data={"login": "boss", "password": PASSWORD}, headers={"Origin": front.url}
    )
    assert answer.status_code == 303, answer.text
    asking.headers["Cookie"] = answer.headers["set-cookie"].split(";")[0]
    return answer


def test_the_path_is_taken_away_or_not(office: Server, tmp_path: Path) -> None:
    for stripping in (True, False):
        with (
            Nginx(tmp_path / f"{stripping}", free_port(), inside(office, stripping=stripping)) as plain,
            web(plain) as asking,
        ):
            assert asking.get("/nianbao").headers["location"].endswith("/nianbao/")
            assert asking.get("/nianbao/").headers["location"] == "login"
            cookie = sign_in(asking, plain).headers["set-cookie"]
            assert "Path=/nianbao" in cookie
            assert "Secure" not in cookie
            page = asking.get("/nianbao/").text
            assert f'"root":"{plain.url}/nianbao"' in page
            assert asking.get("/nianbao/nb/app.css").status_code == 200
            assert asking.get("/me").status_code == 404  # the rest of the site is not ours


def test_over_https_the_session_stays_on_https(front: Nginx) -> None:
    with web(front) as asking:
        assert "Secure" in sign_in(asking, front).headers["set-cookie"]
        assert f'"root":"{front.url}/nianbao"' in asking.get("/nianbao/").text


def test_who_asks_is_known_through_it(office: Server, front: Nginx) -> None:
    with web(front) as asking:
        asking.headers["X-Forwarded-For"] = "203.0.113.9"  # whoever asks may say what they like
        sign_in(asking, front)
    assert "203.0.113.9" not in office.line("audit")
    assert "127.0.0.1" in office.line("audit")


@pytest.mark.parametrize("megabytes", [40, 50])
def test_a_large_file_goes_through(member: httpx.Client, front: Nginx, megabytes: int) -> None:
    whole = b"x" * (megabytes << 20)
    answer = member.post("/nianbao/give?name=a.docx", content=whole, headers={"Origin": front.url})
    assert answer.status_code == 200
    assert len(answer.json()["file"]) >= 20


def test_too_large_a_file_is_refused_in_our_own_words(member: httpx.Client, front: Nginx) -> None:
    answer = member.post(
        "/nianbao/give?name=a.docx", content=b"x" * ((50 << 20) + 1000), headers={"Origin": front.url}
    )
    assert answer.status_code == 413
    assert "上限是50 MB" in answer.json()["error"]["what"]


def test_what_is_said_step_by_step_arrives_step_by_step(member: httpx.Client, front: Nginx) -> None:
    """Gradio's stream opens at once; nginx keeps nothing back."""
    with member.stream("GET", "/nianbao/gradio_api/heartbeat/abc") as answer:
        began = time.monotonic()
        assert next(answer.iter_text())
        assert time.monotonic() - began < 5


def test_other_sites_are_refused_through_it_too(member: httpx.Client) -> None:
    answer = member.post("/nianbao/logout", headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403
    assert "不是从年报助手的页面来的" in answer.json()["error"]["what"]


# --- wrong set-ups ----------------------------------------------------------------------------


def test_a_forgotten_host_is_told(office: Server, tmp_path: Path) -> None:
    block = inside(office, without=("$http_host",))
    with Nginx(tmp_path / "nginx", free_port(), block) as forgetful, web(forgetful) as asking:
        for path in ("/nianbao/", "/nianbao/login"):
            answer = asking.get(path, headers={"Accept": "text/html"})
            assert answer.status_code == 503
            assert "proxy_set_header Host $http_host;" in answer.text
        assert asking.get("/nianbao/healthz").status_code == 200


def test_nobody_comes_in_through_a_server_in_front_while_there_are_no_accounts(
    server: Server, tmp_path: Path
) -> None:
    only_passing = f"location / {{ proxy_pass http://127.0.0.1:{server.port}/; }}"
    whole = f"location / {{{inside(server).partition('location /nianbao/ {')[2]}"
    forgetful = "\n".join(line for line in whole.splitlines() if "$http_host" not in line)
    for number, block in enumerate((whole, forgetful)):
        with Nginx(tmp_path / f"{number}", free_port(), block) as plain, web(plain) as asking:
            answer = asking.get("/", headers={"Accept": "text/html"})
            assert answer.status_code == 403
            assert "只能在本机打开" in answer.text
    with Nginx(tmp_path / "passing", free_port(), only_passing) as plain, web(plain) as asking:
        said = {"Origin": plain.url, "Sec-Fetch-Site": "same-origin"}
        answer = asking.post("/gradio_api/queue/join", json={}, headers=said)
        assert answer.status_code == 403
        assert "只能在本机打开" in answer.json()["error"]["what"]


# --- in the browser ---------------------------------------------------------------------------


@pytest.fixture
def context(front: Nginx) -> Iterator[BrowserContext]:
    """A browser that trusts the certificate, and for which the server's name is this machine."""
    if CHROMIUM is None:
        pytest.skip("没有装 Chromium，浏览器测试跳过")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", f"--host-resolver-rules=MAP {nginx.NAME} 127.0.0.1"],
        )
        made = browser.new_context(ignore_https_errors=True, locale="zh-CN", accept_downloads=True)
        yield made
        made.close()
        browser.close()


@pytest.mark.browser
def test_the_whole_page_works_under_a_path_over_https(
    context: BrowserContext, front: Nginx, tmp_path: Path
) -> None:
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda m: faults.append(f"{m.text} {m.location}") if m.type == "error" else None)
    page.goto(f"{front.url}/nianbao")
    assert page.url == f"{front.url}/nianbao/login"
    page.fill("#login", "boss")
    page.fill("#password", PASSWORD)
    page.click("button")
    page.wait_for_selector(".nb-ready")
    [cookie] = [c for c in context.cookies() if c["name"] == COOKIE]
    assert (cookie["secure"], cookie["httpOnly"], cookie["path"]) == (True, True, "/nianbao")

    page.click("#pane-tables [data-act='desk.sample']")
    page.wait_for_selector("td[data-cell]")
    page.fill("#nb-words", "收到申请多少天内答复")
    page.press("#nb-words", "Enter")
    page.wait_for_function(
        "(document.querySelector('[data-part=chat]').textContent || '').includes('工作日')", timeout=60000
    )
    page.click("#tab-draft")
    page.click("#pane-draft [data-act='draft.make']")
    page.wait_for_function(
        "(document.querySelector('#pane-draft').textContent || '').includes('个有出处')", timeout=30000
    )
    page.click("#tab-take")
    with page.expect_download() as caught:
        page.click("#pane-take a[href$='report.docx']")
    caught.value.save_as(tmp_path / "年报.docx")
    assert (tmp_path / "年报.docx").read_bytes()[:2] == b"PK"
    assert page.url.startswith(f"{front.url}/nianbao/?w=")
    assert faults == []
    page.reload()
    page.wait_for_selector(".nb-ready")
    page.click("#tab-tables")
    page.wait_for_selector("td[data-cell]")
    page.goto(f"{front.url}/nianbao/password")
    page.click("a[href='./']")
    page.wait_for_selector(".nb-ready")
    assert [fault for fault in faults if not any(words in fault for words in ON_LEAVING)] == []
    assert [url for url in asked if not url.startswith((f"{front.url}/nianbao", "data:", "blob:"))] == []
