"""Starting and stopping: safe by default, clear when it cannot be, tidy afterwards."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from assistant.errors import ConfigurationError
from assistant.settings import load_settings
from assistant.web import serve, texts
from assistant.web import server as room
from tests.web.conftest import ROOT, Server, free_port


def test_a_taken_port_is_said_with_a_way_out() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(ConfigurationError, match=f"端口 {port} 用不了.*换一个端口"):
            serve(port=port)


@pytest.mark.parametrize("host", ["198.51.100.7", "256.1.1.1x"])
def test_an_address_that_is_not_ours_is_refused(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def lookup(name: str, port: int, **_: object) -> list[Any]:
        if name.endswith("x"):
            raise socket.gaierror
        return [(socket.AF_INET, socket.SOCK_STREAM, 0, "", (name, port))]

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    with pytest.raises(ConfigurationError, match=r"用不了|不认识"):
        room._check_free(host, free_port())


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "::"])
def test_beyond_this_machine_only_with_accounts(host: str, _own_home: Path) -> None:
    with pytest.raises(ConfigurationError, match="还没有账号") as refused:
        serve(host, free_port())
    assert "nianbao user add" in refused.value.advice
    assert not (_own_home / "tmp").exists()


@pytest.mark.parametrize("path", ["/nianbao", "/"])
def test_behind_a_server_in_front_only_with_accounts(
    path: str, _own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever comes through it comes from this machine's own address, as far as we can tell."""
    monkeypatch.setenv("NIANBAO_ROOT_PATH", path)
    with pytest.raises(ConfigurationError, match=r"NIANBAO_ROOT_PATH.*还没有账号") as refused:
        serve(port=free_port())
    assert "nianbao user add" in refused.value.advice
    assert not (_own_home / "tmp").exists()


@pytest.mark.parametrize(
    ("host", "shown"),
    [("::1", "http://[::1]:80/"), ("::", "http://[::1]:80/"), ("10.0.0.5", "http://10.0.0.5:80/")],
)
def test_the_address_is_shown_as_a_browser_takes_it(host: str, shown: str) -> None:
    assert room._url(host, 80) == shown
    assert room._is_loopback(host) is (host == "::1")


def test_what_a_killed_run_left_is_deleted_after_a_day(_own_home: Path) -> None:
    parent = _own_home / "tmp"
    old, young = parent / "web-old", parent / "web-young"
    for folder in (old, young):
        folder.mkdir(parents=True)
        (folder / "年报.docx").write_bytes(b"x")
    os.utime(old, (0, time.time() - 90_000))
    folder = room._own_folder()
    assert (old.exists(), young.exists()) == (False, True)
    assert folder.stat().st_mode & 0o777 == 0o700


def test_importing_the_room_does_not_import_gradio() -> None:
    code = "import sys, assistant.web; sys.exit('gradio' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("path", ["/nianbao", "/a/b-c", "/nianbao/", "", "/"])
def test_a_path_behind_a_server_in_front(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIANBAO_ROOT_PATH", path)
    assert load_settings().root_path == (path.rstrip("/") if len(path) > 1 else path)


@pytest.mark.parametrize("path", ["nianbao", "http://x/", "/a b", "/../x", "//x", "/年报"])
def test_what_is_no_path_is_refused(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIANBAO_ROOT_PATH", path)
    with pytest.raises(ConfigurationError, match=r"NIANBAO_ROOT_PATH.*开头的路径"):
        load_settings()


# --- the real server --------------------------------------------------------------------------


def test_it_runs_looks_nothing_up_and_cleans_up(tmp_path: Path) -> None:
    served = Server(tmp_path, bare=True)
    try:
        served.wait()
        folders = list((tmp_path / "data" / "tmp").iterdir())
        assert len(folders) == 1
        page = httpx.get(served.url, trust_env=False).text
        assert texts.PAGE_TITLE in page
        assert 'lang="zh-CN"' in page
        assert served.stop() == 0
        assert not folders[0].exists()
        assert "LOOKED UP" not in served.said()
        assert "已停止" in served.said()
    finally:
        served.process.kill()


def test_the_window_says_that_a_damaged_database_was_set_aside(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "nianbao.db").write_bytes(b"no database" * 100)
    served = Server(tmp_path)
    try:
        served.wait()
        assert served.said().count("改名为“nianbao.db.damaged-1”留着") == 1
    finally:
        served.stop()


@pytest.mark.parametrize(
    ("words", "said"),
    [(["--host", "0.0.0.0"], "还没有账号"), (["--port", "0"], "65535"), (["--help"], "--port")],
)  # fmt: skip
def test_app_py_is_the_same_as_nianbao_serve(tmp_path: Path, words: list[str], said: str) -> None:
    environment = {**os.environ, "NIANBAO_HOME": str(tmp_path / "data"), "PYTHONPATH": str(ROOT)}
    answers = [
        subprocess.run(
            [sys.executable, *start, *words], env=environment, capture_output=True, encoding="utf-8", cwd=tmp_path,
            check=False,
        )
        for start in ([str(ROOT / "app.py")], ["-m", "assistant", "serve"])
    ]  # fmt: skip
    one, other = ((done.returncode, done.stdout, done.stderr) for done in answers)
    assert one == other
    assert one[0] == (0 if words == ["--help"] else 2)
    assert said in one[1] + one[2]


def test_ctrl_c_stops_it_the_same_from_app_py(tmp_path: Path) -> None:
    port = free_port()
    log = tmp_path / "log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [
                sys.executable, "-c",
                "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler);"
                f"sys.argv = ['app.py', '--port', '{port}']; import runpy; runpy.run_path({str(ROOT / 'app.py')!r}, run_name='__main__')",
            ],
            env={**os.environ, "NIANBAO_HOME": str(tmp_path / "data"), "PYTHONPATH": str(ROOT)}, stdout=out, stderr=out,
            cwd=tmp_path,
        )  # fmt: skip
    try:
        for _ in range(1200):
            if "请用浏览器打开" in log.read_text(encoding="utf-8"):
                break
            assert process.poll() is None, log.read_text(encoding="utf-8")
            time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == 0
        said = log.read_text(encoding="utf-8")
        assert "Traceback" not in said
        assert "已停止" in said
        assert list((tmp_path / "data" / "tmp").iterdir()) == []
    finally:
        process.kill()
