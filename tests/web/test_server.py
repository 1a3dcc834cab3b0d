"""Starting and stopping: safe by default, clear when it cannot be, tidy afterwards."""

from __future__ import annotations

import os
import signal
import socket
import stat
import subprocess
import sys
import time
import urllib.error
import urllib.request
from importlib.resources import files
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import gradio as gr
import pytest

from assistant.errors import ConfigurationError
from assistant.web import serve, texts
from assistant.web import server as room
from tests.web.conftest import Server, forgiving_gradio, free_port


@pytest.fixture
def launched(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, Any]:
    """`serve` for real, up to Gradio's own launch, which only notes what it was told."""
    said: dict[str, Any] = {}

    def launch(self: gr.Blocks, **options: Any) -> None:
        said.update(options, blocks=self, folder=os.environ["GRADIO_TEMP_DIR"])
        said["mode"] = stat.S_IMODE(Path(said["folder"]).stat().st_mode)
        raise _LaunchedError

    monkeypatch.setenv("GRADIO_TEMP_DIR", "")
    monkeypatch.setattr(gr.Blocks, "launch", launch)
    return said


class _LaunchedError(Exception):
    pass


def test_every_door_is_shut(
    launched: dict[str, Any], monkeypatch: pytest.MonkeyPatch, _own_home: Path
) -> None:
    for name in ("GRADIO_SHARE", "GRADIO_MCP_SERVER", "GRADIO_RUN_HISTORY", "GRADIO_SSR_MODE"):
        monkeypatch.setenv(name, "True")
    monkeypatch.setenv("GRADIO_ALLOWED_PATHS", "/")
    monkeypatch.setenv("GRADIO_ROOT_PATH", "http://elsewhere.example")
    port = free_port()
    with forgiving_gradio(), pytest.raises(_LaunchedError):
        serve(port=port)
    for door in (
        "share",
        "run_history",
        "enable_monitoring",
        "mcp_server",
        "ssr_mode",
        "pwa",
        "show_error",
        "inbrowser",
    ):
        assert launched[door] is False, door
    assert (launched["server_name"], launched["server_port"]) == ("127.0.0.1", port)
    assert (launched["strict_cors"], launched["allowed_paths"], launched["footer_links"]) == (True, [], [])
    assert (launched["max_file_size"], launched["root_path"]) == ("50mb", "")
    assert launched["blocks"].analytics_enabled is False
    assert launched["blocks"].delete_cache == (3600, 86400)
    assert os.environ["GRADIO_ANALYTICS_ENABLED"] == "False"
    assert launched["mode"] == 0o700
    assert Path(launched["folder"]).is_relative_to(_own_home)
    assert not Path(launched["folder"]).exists()


def test_the_head_tells_old_browsers_and_loads_nothing(launched: dict[str, Any]) -> None:
    with forgiving_gradio(), pytest.raises(_LaunchedError):
        serve(port=free_port())
    assert texts.TOO_OLD in launched["head"]
    assert "src=" not in launched["head"]
    assert "http" not in launched["head"]


@pytest.mark.parametrize("name", ["style.css", "paste.js", "page.js"])
def test_what_the_page_brings_loads_nothing_from_elsewhere(name: str) -> None:
    text = files("assistant.web").joinpath(name).read_text(encoding="utf-8")
    for word in ("http:", "https:", "url(", "@import", "eval(", "innerHTML", "document.write"):
        assert word not in text, word


def test_a_taken_port_is_said_with_a_way_out() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with forgiving_gradio(), pytest.raises(ConfigurationError, match=f"端口 {port} 用不了.*换一个端口"):
            serve(port=port)


@pytest.mark.parametrize("host", ["198.51.100.7", "256.1.1.1x"])
def test_an_address_that_is_not_ours_is_refused(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def lookup(name: str, port: int, **_: object) -> list[Any]:
        if name.endswith("x"):
            raise socket.gaierror
        return [(socket.AF_INET, socket.SOCK_STREAM, 0, "", (name, port))]

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    with forgiving_gradio(), pytest.raises(ConfigurationError, match=r"用不了|不认识"):
        serve(host, free_port())


@pytest.mark.parametrize(
    ("host", "warned", "url"),
    [
        ("127.0.0.1", False, "http://127.0.0.1:{}/"),
        ("0.0.0.0", True, "http://127.0.0.1:{}/"),
        ("localhost", False, "http://localhost:{}/"),
    ],
)
def test_beyond_this_machine_only_with_a_warning(
    host: str, warned: bool, url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    closed: list[bool] = []
    monkeypatch.setattr(gr.Blocks, "launch", lambda self, **_: None)
    monkeypatch.setattr(gr.Blocks, "close", lambda self, verbose: closed.append(verbose))
    monkeypatch.setattr(room, "threading", SimpleNamespace(Event=_Interrupted))
    monkeypatch.setenv("GRADIO_TEMP_DIR", "")
    port = free_port()
    with forgiving_gradio():
        serve(host, port)
    said = capsys.readouterr().err
    assert ("没有账号和密码" in said) is warned
    assert url.format(port) in said
    assert texts.STOPPED in said
    assert closed == [False]


class _Interrupted:
    def wait(self) -> None:
        raise KeyboardInterrupt

    def set(self) -> None:
        raise AssertionError


@pytest.mark.parametrize(
    ("host", "shown"),
    [("::1", "http://[::1]:80/"), ("::", "http://[::1]:80/"), ("10.0.0.5", "http://10.0.0.5:80/")],
)
def test_the_address_is_shown_as_a_browser_takes_it(host: str, shown: str) -> None:
    assert room._url(host, 80) == shown
    assert room._is_loopback(host) is (host == "::1")


def test_what_a_killed_run_left_is_deleted_after_a_day(launched: dict[str, Any], _own_home: Path) -> None:
    parent = _own_home / "tmp"
    old, young = parent / "web-old", parent / "web-young"
    for folder in (old, young):
        folder.mkdir(parents=True)
        (folder / "年报.docx").write_bytes(b"x")
    os.utime(old, (0, time.time() - 90_000))
    with forgiving_gradio(), pytest.raises(_LaunchedError):
        serve(port=free_port())
    assert (old.exists(), young.exists()) == (False, True)


def test_importing_the_room_does_not_import_gradio() -> None:
    code = "import sys, assistant.web; sys.exit('gradio' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# --- the real server --------------------------------------------------------------------------


def test_it_runs_looks_nothing_up_and_cleans_up(tmp_path: Path) -> None:
    served = Server(tmp_path)
    try:
        served.wait()
        folders = list((tmp_path / "data" / "tmp").iterdir())
        assert len(folders) == 1
        with urllib.request.urlopen(served.url, timeout=10) as answer:
            page = answer.read().decode()
        assert texts.PAGE_TITLE in page
        for path in ("gradio_api/file=/etc/passwd", "gradio_api/runs", "gradio_api/mcp/sse", "monitoring"):
            with pytest.raises(urllib.error.HTTPError) as refused:
                urllib.request.urlopen(served.url + path, timeout=10)
            refused.value.close()
            assert refused.value.code in (403, 404), path
        assert served.stop() == 0
        assert not folders[0].exists()
        assert "LOOKED UP" not in served.said()
        assert "已停止" in served.said()
    finally:
        served.process.kill()


def test_ctrl_c_stops_it(tmp_path: Path) -> None:
    served = Server(tmp_path)
    try:
        served.wait()
        served.process.send_signal(signal.SIGINT)
        assert served.process.wait(timeout=20) == 0
        assert "Traceback" not in served.said()
    finally:
        served.process.kill()
