"""How long staff wait at the page, in Chromium, and how much memory the server takes: ``python benchmarks/page.py``.

Medians of five. Serves the page itself, on this machine, with a new data folder; needs the development extras and a
Chromium. Exits with 1 when a target is missed.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from playwright.sync_api import Browser, Page, sync_playwright
from table import ROOT, Result, show

from assistant import export_report, read_report
from assistant.core.numbers import read_cell
from assistant.web.parts.cell_links import place_id

RUNS: Final = 5
CALM: Final = 1.5
"""The load of a machine that is busy with nothing else."""
SAMPLE: Final = ROOT / "corpus" / "reports" / "示例市自然资源和规划局-2025.md"
BROKEN: Final = "requests.granted.natural_person"
QUESTIONS: Final = ("补正要在几天内提出", "答复期限可以延长多久", "信息处理费怎么收", "年报什么时候公布", "第三方不同意公开怎么办")  # fmt: skip
_PATIENCE: Final = 60.0
_SETTLE: Final = 2.0
_SERVE: Final = "import sys; from assistant.web import serve; serve(port=int(sys.argv[1]))"
_TARGETS: Final = {
    "第一页，从启动程序算起": ("s", 8.0),
    "第一页，再打开": ("s", 1.5),
    "粘贴到标好的三张表": ("ms", 400.0),
    "起草到屏幕上": ("ms", 1000.0),
    "答一条规定": ("ms", 700.0),
    "闲时内存，规定库打开前": ("MB", 350.0),
    "闲时内存，全部打开后": ("MB", 700.0),
}
_TIMED: Final = """([done, begin, argument]) => new Promise((resolve, reject) => {
  const is = new Function("return " + done), from = performance.now();
  new Function("argument", begin)(argument);
  const look = () => {
    if (is()) requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - from)));
    else if (performance.now() - from > 60000) reject(new Error(done));
    else requestAnimationFrame(look);
  };
  look();
})"""
"""Begins, and tells after how many milliseconds it was done and painted."""
_PASTE: Final = """const data = new DataTransfer(); data.setData("text/html", argument);
document.querySelector("#nb-paste-now").dispatchEvent(
  new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));"""
_DRAFT: Final = """document.querySelector("#pane-draft [data-act='draft.make']").click();"""
_ASK: Final = (
    """document.querySelector("#nb-words").value = argument; document.querySelector("#nb-send").click();"""
)
_IS_MARKED: Final = f"document.querySelector('#{place_id(BROKEN)}')?.classList.contains('nb-error')"
_IS_DRAFTED: Final = "document.querySelector('#pane-draft .nb-verified')"
_IS_ANSWERED: Final = "document.querySelectorAll('[data-part=chat] .nb-cited').length >= {count}"


@dataclass
class Measures:
    """What was measured, by the name of the line."""

    taken: dict[str, list[float]] = field(default_factory=dict)

    def add(self, what: str, value: float) -> None:
        """One more run."""
        self.taken.setdefault(what, []).append(value)

    def results(self) -> Iterator[Result]:
        """The medians, and beside them the slowest where it matters."""
        for what, (unit, target) in _TARGETS.items():
            yield Result(what, statistics.median(self.taken[what]), unit, target)
        for what in self.taken.keys() - _TARGETS.keys():
            yield Result(what, statistics.median(self.taken[what]), "ms")


@contextmanager
def served(home: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """A server of our own; its address at once, before it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "NIANBAO_HOME": str(home), "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        [sys.executable, "-c", _SERVE, str(port)], env=environment, stderr=subprocess.DEVNULL
    )
    try:
        yield f"http://127.0.0.1:{port}/", process
    finally:
        process.terminate()
        process.wait(_PATIENCE)


def megabytes(process: int) -> float:
    """Resident memory of a process and its children."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    resident = re.search(r"^VmRSS:\s*(\d+) kB", status, re.MULTILINE)
    return (int(resident[1]) / 1024 if resident else 0.0) + sum(megabytes(int(child)) for child in children)


def opened(browser: Browser, url: str) -> Page:
    """A new tab of a browser that has seen nothing yet, at the page."""
    page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    _go(page, url)
    return page


def _go(page: Page, url: str) -> None:
    page.goto(url)
    page.wait_for_selector(".nb-ready")


def _answers(url: str) -> None:
    port = int(url.rsplit(":", 1)[1].strip("/"))
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        with socket.socket() as trial:
            if trial.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise SystemExit("服务没有启动。")


def cold(browser: Browser, home: Path, measures: Measures) -> None:
    """Start the program, and wait for its first page."""
    began = time.perf_counter()
    with served(home) as (url, _):
        _answers(url)
        page = opened(browser, url)
        measures.add("第一页，从启动程序算起", time.perf_counter() - began)
        page.context.close()


def warm(browser: Browser, home: Path, runs: int, measures: Measures) -> None:
    """Everything else, on one server that goes on."""
    html = _broken_page()
    with served(home) as (url, process):
        _answers(url)
        time.sleep(2 * _SETTLE)  # the library opens once somebody has opened the page, not before
        measures.add("闲时内存，规定库打开前", megabytes(process.pid))
        page = opened(browser, url)
        for _ in range(runs):
            began = time.perf_counter()
            _go(page, url)
            measures.add("第一页，再打开", time.perf_counter() - began)
        for _ in range(runs):
            _go(page, url)
            measures.add("粘贴到标好的三张表", page.evaluate(_TIMED, [_IS_MARKED, _PASTE, html]))
            page.click("#tab-draft")
            page.wait_for_selector("#pane-draft [data-act='draft.make']")
            measures.add("起草到屏幕上", page.evaluate(_TIMED, [_IS_DRAFTED, _DRAFT, ""]))
        _ask(page, QUESTIONS[0], 1, measures, "答第一条规定（规定库已在后台打开）")
        for number in range(runs):
            _ask(page, QUESTIONS[number % len(QUESTIONS)], number + 2, measures, "答一条规定")
        time.sleep(_SETTLE)
        measures.add("闲时内存，全部打开后", megabytes(process.pid))
        page.context.close()


def _ask(page: Page, question: str, count: int, measures: Measures, what: str) -> None:
    measures.add(what, page.evaluate(_TIMED, [_IS_ANSWERED.format(count=count), _ASK, question]))
    page.wait_for_function("!document.querySelector('#nb-live').textContent")


def _broken_page() -> str:
    """The sample as a browser puts it on the clipboard, with one wrong cell."""
    report = read_report(SAMPLE)
    wrong = report.replace_cells({BROKEN: read_cell("8")})
    page = export_report(wrong, format="html").decode()
    return page.partition("<main>")[2].partition("</main>")[0]


def main() -> int:
    """Measure, print."""
    options = argparse.ArgumentParser()
    options.add_argument("--runs", type=int, default=RUNS)
    runs = options.parse_args().runs
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if os.getloadavg()[0] > CALM:
        print(f"机器正忙（负载 {os.getloadavg()[0]:.1f}），下面的用时会偏长。")
    measures = Measures()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for run in range(runs):
            cold(browser, Path(folder, f"cold-{run}"), measures)
        warm(browser, Path(folder, "warm"), runs, measures)
        browser.close()
    return show(measures.results())


if __name__ == "__main__":
    sys.exit(main())
