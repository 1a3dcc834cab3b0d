"""Starts the page safely: this machine only, no telemetry, no tunnel, no history kept in the browser."""

from __future__ import annotations

import ipaddress
import os
import shutil
import signal
import socket
import sys
import tempfile
import threading
import time
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, Final

import gradio as gr

from assistant.errors import ConfigurationError
from assistant.settings import load_settings, make_folder
from assistant.web import texts
from assistant.web.page import build

MAX_UPLOAD: Final = "50mb"
QUEUE: Final = {"default_concurrency_limit": 4, "max_size": 32}
LEFT_OVER: Final = 86400
"""Seconds after which the files of a run that was killed are deleted."""

_FONT: Final = (
    "Microsoft YaHei",
    "微软雅黑",
    "PingFang SC",
    "Noto Sans CJK SC",
    "WenQuanYi Micro Hei",
    "sans-serif",
)

_HEAD: Final = f"""
<meta name="referrer" content="no-referrer">
<script>
(function () {{
  var tell = function () {{
    var box = document.createElement("div");
    box.id = "nb-too-old";
    box.style.cssText = "padding:24px;font-size:18px;line-height:1.8;background:#fff4d6;border:2px solid #b7791f";
    box.appendChild(document.createTextNode("{texts.TOO_OLD}"));
    document.body.insertBefore(box, document.body.firstChild);
  }};
  try {{
    new Function("a", "a ??= 1; return a?.b");
  }} catch (error) {{
    if (document.body) {{ tell(); }} else {{ document.addEventListener("DOMContentLoaded", tell); }}
  }}
}})();
</script>
"""


def run(host: str, port: int, *, open_browser: bool = False) -> None:
    """Serve until interrupted; uploads and files made are deleted at the end."""
    folder = _own_folder()
    try:
        os.environ["GRADIO_TEMP_DIR"] = str(folder)
        blocks = build()
        launch(blocks, host, port, open_browser=open_browser)
        if not _is_loopback(host):
            sys.stderr.write(texts.NOT_ALONE.format(host=host))
        sys.stderr.write(texts.RUNNING.format(url=_url(host, port)))
        sys.stderr.flush()
        try:
            _wait()
        finally:
            blocks.close(verbose=False)
        sys.stderr.write(texts.STOPPED)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _wait() -> None:
    """Until Ctrl+C, or until a service manager asks to stop."""
    stop = threading.Event()
    before = signal.signal(signal.SIGTERM, lambda *_: stop.set())
    try:
        stop.wait()
    except KeyboardInterrupt:
        return
    finally:
        signal.signal(signal.SIGTERM, before)


def launch(blocks: gr.Blocks, host: str, port: int, *, open_browser: bool = False) -> None:
    """Launch without blocking, every door shut that the environment might open.

    `ConfigurationError` when the address cannot be bound.
    """
    _check_free(host, port)
    blocks.queue(api_open=False, **QUEUE)
    with as_file(files("assistant.web").joinpath("style.css")) as css:
        blocks.launch(css_paths=css, **_safe(host, port, open_browser))


def _safe(host: str, port: int, open_browser: bool) -> dict[str, Any]:
    return {
        "server_name": host,
        "server_port": port,
        "inbrowser": open_browser,
        "prevent_thread_lock": True,
        "quiet": True,
        "share": False,
        "run_history": False,
        "enable_monitoring": False,
        "mcp_server": False,
        "ssr_mode": False,
        "pwa": False,
        "strict_cors": True,
        "allowed_paths": [],
        "root_path": "",
        "max_file_size": MAX_UPLOAD,
        "show_error": False,
        "footer_links": [],
        "theme": gr.themes.Base(
            primary_hue="blue", neutral_hue="slate", font=_FONT, font_mono=("Consolas", "monospace")
        ),
        "head": _HEAD,
        "js": files("assistant.web").joinpath("page.js").read_text(encoding="utf-8"),
    }


def _check_free(host: str, port: int) -> None:
    """Bind once by ourselves: Gradio's own message is English and tells neither reason nor remedy."""
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
