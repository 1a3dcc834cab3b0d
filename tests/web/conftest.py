"""One server and one Chromium for the browser's tests; servers of their own where a test needs one."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.library import ready_to_serve

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ROOT = Path(__file__).parents[2]
PATIENCE = 90_000
"""Milliseconds: other tests have the processor too, and some machines are slow."""
ON_LEAVING = ("AbortError: signal is aborted", "Connection errored out")
"""What Gradio says of a stream that is still open when the page is left (its `beforeunload`): nobody sees it."""
FLASHES = """
new MutationObserver(function (changes) {
  changes.forEach(function (change) {
    if (change.target.classList.contains("nb-flash")) { change.target.dataset.flashed = "1"; }
  });
}).observe(document, { subtree: true, attributes: true, attributeFilter: ["class"] });
"""
"""Remembers what flashed up: a flash ends after two seconds, and a busy machine may look too late."""
PASSWORD = "zheng-que-de-2025"

SERVER = """
import signal, socket, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
real = socket.getaddrinfo
def watched(host, *rest, **options):
    if host not in (None, "", "127.0.0.1", "localhost", "::1", b"127.0.0.1"):
        sys.stderr.write(f"LOOKED UP {host!r}\\n")
    return real(host, *rest, **options)
socket.getaddrinfo = watched
from assistant.web import serve
serve(port=int(sys.argv[1]))
"""
"""Serves the page and tells of every name looked up beyond this machine.

A test run started with “&” hands an ignored SIGINT down to its children; this one is to hear it.
"""


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port


class Server:
    """The page served by a process of its own, with a data folder of its own."""

    def __init__(
        self,
        home: Path,
        *,
        people: tuple[tuple[str, str, str], ...] = (),
        bare: bool = False,
        **settings: str,
    ) -> None:
        """`people`: login, unit and role of those who have an account before it starts.

        `bare`: with an empty data folder, as on the first day; else with the library made already, which takes its time.
        """
        self.port = int(settings.pop("port", 0)) or free_port()
        self.url = f"http://127.0.0.1:{self.port}/"
        self.home = home
        home.mkdir(exist_ok=True)
        library = home / "data" / "library"
        if not bare and not library.exists():
            shutil.copytree(ready_to_serve(), library)
        for login, unit, role in people:
            who = ("--name", f"{login}某", "--unit", unit, "--role", role)
            self.line("user", "add", login, *who, "--password-stdin", given=f"{PASSWORD}\n")
        self.log = home / "server.log"
        environment = {**os.environ, "NIANBAO_HOME": str(home / "data"), "PYTHONPATH": str(ROOT)}
        environment |= {f"NIANBAO_{name.upper()}": value for name, value in settings.items()}
        with self.log.open("ab") as log:
            command = [sys.executable, "-c", SERVER, str(self.port)]
            self.process = subprocess.Popen(command, env=environment, stdout=log, stderr=log, cwd=home)

    def wait(self) -> None:
        for _ in range(1200):
            if "请用浏览器打开" in self.said():
                return
            assert self.process.poll() is None, self.said()
            time.sleep(0.1)
        raise AssertionError(self.said())

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def line(self, *words: str, given: str = "") -> str:
        """What the command line says, on the same data folder."""
        done = subprocess.run(
            [sys.executable, "-m", "assistant", *words],
            env={**os.environ, "NIANBAO_HOME": str(self.home / "data"), "PYTHONPATH": str(ROOT)},
            input=given, capture_output=True, encoding="utf-8", cwd=self.home, check=True,
        )  # fmt: skip
        return done.stdout

    def stop(self) -> int:
        self.process.terminate()
        return self.process.wait(timeout=60)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    served = Server(tmp_path_factory.mktemp("server"))
    try:
        served.wait()
        yield served
    finally:
        served.process.kill()
        served.process.wait()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One Chromium for a module, closed before others run: while it is open, an event loop runs in this thread."""
    if CHROMIUM is None:
        pytest.skip("没有装 Chromium，浏览器测试跳过")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        opened = browser.new_context

        def patient(**options: Any) -> BrowserContext:
            context = opened(**options)
            context.set_default_timeout(PATIENCE)
            context.add_init_script(FLASHES)
            return context

        browser.new_context = patient  # type: ignore[method-assign]
        yield browser
        browser.close()
