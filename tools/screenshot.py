"""Takes the picture of the page for the README: the sample loaded and checked, the draft open, one number's origin shown.

    python tools/screenshot.py [docs/界面.png]

Needs the development extras and a Chromium; serves the page itself, on this machine, with a data folder of its own.
"""

from __future__ import annotations

import io
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

ROOT: Final = Path(__file__).parents[1]
PICTURE: Final = ROOT / "docs" / "界面.png"
WIDTH: Final = 1280
LARGEST: Final = 300_000
"""Bytes; a README should load quickly."""
PATIENCE: Final = 60
SERVE: Final = "import sys; from assistant.web import serve; serve(port=int(sys.argv[1]))"


def main(target: Path) -> None:
    """Serve, look, save."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as home:
        port = _free_port()
        environment = {**os.environ, "NIANBAO_HOME": home, "PYTHONPATH": str(ROOT)}
        served = subprocess.Popen([sys.executable, "-c", SERVE, str(port)], env=environment)  # noqa: S603 - our own code
        try:
            _wait(port)
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
                data = _picture(browser, f"http://127.0.0.1:{port}/")
                browser.close()
        finally:
            served.terminate()
            served.wait(timeout=PATIENCE)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(_compressed(data))
    sys.stderr.write(f"{target}: {target.stat().st_size} bytes\n")


def _picture(browser: Browser, url: str) -> bytes:
    page = browser.new_page(viewport={"width": WIDTH, "height": 900}, locale="zh-CN")
    page.goto(url)
    page.wait_for_selector(".nb-ready")
    page.click("#pane-tables [data-act='desk.sample']")
    page.wait_for_selector("td[data-cell]")
    page.fill("#nb-words", "检查一下")
    page.press("#nb-words", "Enter")
    page.wait_for_selector("[data-part=chat] .nb-assistant")
    page.click("#tab-draft")
    page.wait_for_selector("#pane-draft .nb-number")
    page.locator("#nb-say.nb-shown").wait_for(state="hidden")
    page.locator(".nb-number", has_text="27.8%").first.hover()
    page.wait_for_timeout(300)
    return page.screenshot()


def _compressed(data: bytes) -> bytes:
    """The picture with a palette instead of full colour; it shows text and flat areas only."""
    image = (
        Image.open(io.BytesIO(data))
        .convert("RGB")
        .quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    )
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    if out.tell() > LARGEST:
        raise SystemExit(f"the picture is too large: {out.tell()} bytes")
    return out.getvalue()


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def _wait(port: int) -> None:
    for _ in range(PATIENCE * 5):
        with socket.socket() as trial:
            if trial.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise SystemExit("the page did not start")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURE)
