"""Starts the page safely: this machine only unless there are accounts, no telemetry, no tunnel, tidy at the end."""

from __future__ import annotations

import ipaddress
import logging
import os
import shutil
import signal
import socket
import sys
import tempfile
import threading
import time
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import uvicorn

from assistant.accounts.door import Accounts
from assistant.checking import check_report
from assistant.conversation import shelf
from assistant.conversation.steps.given import sample
from assistant.errors import ConfigurationError
from assistant.settings import load_settings, make_folder
from assistant.storage.works import Works
from assistant.web import tabs, texts
from assistant.web.site.app import site

LEFT_OVER: Final = 86400
"""Seconds after which the files of a run that was killed are deleted."""
GRACE: Final = 3
"""Seconds that open answers get to end when the server stops; an open page keeps one open for ever."""


def run(host: str, port: int, *, open_browser: bool = False) -> None:
    """Serve until interrupted; what was uploaded and not yet read is deleted at the end."""
    _hear_storage()
    accounts = Accounts.configured()
    root_path = load_settings().root_path
    if not accounts.anybody():
        if not _is_loopback(host):
            raise ConfigurationError(texts.ACCOUNTS_NEEDED, texts.ACCOUNTS_ADVICE)
        if root_path:  # a server in front passes requests from elsewhere on to this machine's own address
            raise ConfigurationError(texts.ACCOUNTS_NEEDED_IN_FRONT, texts.ACCOUNTS_ADVICE_IN_FRONT)
    _check_free(host, port)
    folder = _own_folder()
    try:
        os.environ["GRADIO_TEMP_DIR"] = str(folder)
        app = site(folder, accounts, Works.configured(), root_path=root_path)
        server = _Server(_config(app, host, port), open_browser=open_browser)
        try:
            server.run()
        finally:
            with suppress(Exception):
                app.state.blocks.close(verbose=False)
        sys.stderr.write(texts.STOPPED)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _hear_storage() -> None:
    """Have the window say what befalls the database: whoever meets it at the page is no administrator."""
    heard = logging.getLogger("assistant.storage")
    if not heard.handlers:
        heard.addHandler(logging.StreamHandler())
        heard.setLevel(logging.INFO)


def _config(app: object, host: str, port: int) -> uvicorn.Config:
    return uvicorn.Config(
        app,  # type: ignore[arg-type]
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        ws="none",
        timeout_graceful_shutdown=GRACE,
        timeout_keep_alive=15,
        h11_max_incomplete_event_size=64 * 1024,
        limit_concurrency=2000,
    )


class _Server(uvicorn.Server):
    """Says where it is as soon as it answers; Ctrl+C and a service manager's stop end it the same way."""

    def __init__(self, config: uvicorn.Config, *, open_browser: bool) -> None:
        super().__init__(config)
        self.open_browser = open_browser

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Stop at Ctrl+C and at a service manager's word, and then go on to tidy up: uvicorn would end the process."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {sign: signal.signal(sign, self.handle_exit) for sign in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for sign, handler in before.items():
                signal.signal(sign, handler)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if not self.started:
            return
        url = _url(self.config.host, self.config.port)
        sys.stderr.write(texts.RUNNING.format(url=url))
        sys.stderr.flush()
        threading.Thread(target=_warm, daemon=True).start()
        shelf.warm_when_opened()
        if self.open_browser:
            threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()


def _warm() -> None:
    """Load what the first paste needs, so that whoever comes first does not wait for it (0.4 s)."""
    with suppress(Exception):  # whatever is wrong is said where it is needed
        tabs.actions()
        tables = sample()
        if tables.now is not None:
            check_report(tables.now.report)


def _check_free(host: str, port: int) -> None:
    """Bind once by ourselves: the server's own message is English and tells neither reason nor remedy."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, socket.SOCK_STREAM) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(address)
    except socket.gaierror as error:
        raise ConfigurationError(
            f"地址“{host}”不认识。", "请填本机的地址；只在自己电脑上用，填 127.0.0.1。"
        ) from error
    except (OSError, OverflowError) as error:
        advice = f"可能有别的程序（或另一个年报助手）占着，请关掉它，或用 --port 换一个端口，如 {port + 1}。"
        raise ConfigurationError(f"地址 {host} 的端口 {port} 用不了。", advice) from error


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _url(host: str, port: int) -> str:
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104
    return f"http://{shown}:{port}/"


def _own_folder() -> Path:
    """A new folder for uploads, only for its owner; those of runs killed long ago are deleted."""
    parent = make_folder(load_settings().home / "tmp")
    for left in parent.glob("web-*"):
        if time.time() - left.stat().st_mtime > LEFT_OVER:
            shutil.rmtree(left, ignore_errors=True)
    return Path(tempfile.mkdtemp(prefix="web-", dir=parent))
