"""Forty people at the page at once: ``python benchmarks/web_load.py [--people N] [--seconds S] [--url URL]``.

Each opens the page, pastes a report, edits cells, drafts, asks two questions about the rules and takes the file away,
over and over, with the pauses of somebody who reads; all of it over loopback, through the very protocol that the page
speaks: events of Gradio's queue, answers as server-sent events. Without ``--url`` a server is started for it, with a
data folder of its own. Exits with 1 when a target is missed.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import secrets
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import httpx

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from table import ROOT, Result, show

PEOPLE: Final = 40
SECONDS: Final = 120.0
SLOWEST: Final = 2.0
"""Seconds within which 95 of 100 answers of everything that needs no model must be there."""
GROWTH: Final = 60.0
"""Megabytes by which the server may be larger at the end than in the middle."""
PAUSES: Final = (1.0, 4.0)
_PATIENCE: Final = 60.0
_STARTS: Final = 120.0
_ARRIVAL: Final = 10.0
"""Seconds in which everybody arrives: an office does not open its browsers in the same instant."""
_QUESTIONS: Final = (
    "收到申请多少天内答复", "补正要在几天内提出", "信息处理费怎么收", "年报什么时候公布", "第三方不答复怎么办",
    "哪些信息可以不公开", "重复申请怎么处理", "征求意见的时间算不算在期限里",
)  # fmt: skip
_CELLS: Final = (
    "requests.new.natural_person",
    "requests.granted.natural_person",
    "proactive.penalties.decisions",
)
SAMPLE: Final = ROOT / "corpus" / "reports" / "示例市自然资源和规划局-2025.md"


class BrokenError(Exception):
    """The server did not do what it was asked for."""


@dataclass
class Measures:
    """Seconds of each kind of action, and what went wrong."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    faults: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


# --- one browser tab ---------------------------------------------------------------------------------------------------


class Tab:
    """A browser tab: which report it shows, and what it has of the page."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client
        self.session = secrets.token_hex(8)
        self.lines: dict[str, tuple[int, int]] = {}
        self.work, self.version, self.count, self.shown = "", 0, 0, "tables"
        self.have: dict[str, str] = {}

    async def open(self) -> None:
        """The page, its scripts and styles, and the first look."""
        page = await self.client.get("/")
        page.raise_for_status()
        for path in sorted(set(_linked(page.text))):
            (await self.client.get(f"/{path}")).raise_for_status()
        for number, one in enumerate(_config(page.text)["dependencies"]):
            for trigger, name in one["targets"]:
                self.lines[name] = (int(one.get("id", number)), int(trigger))
        await self.event("desk.look")

    async def event(self, act: str, *, slow: bool = False, **data: Any) -> dict[str, Any]:
        """One event of the page; its last reply. `BrokenError` for a refusal, too."""
        self.count += 1
        number = f"{self.session}{self.count}"
        sent = {
            **data, "n": number, "seat": self.session, "act": act, "w": self.work, "v": self.version, "tab": self.shown,
            "seen": {}, "have": self.have, "slow": slow, "idle": False,
        }  # fmt: skip
        function, trigger = self.lines["slow" if slow else "act"]
        body = {
            "data": [], "event_data": {"json": json.dumps(sent)}, "fn_index": function, "trigger_id": trigger,
            "session_hash": self.session,
        }  # fmt: skip
        joined = await self.client.post("/gradio_api/queue/join", json=body)
        joined.raise_for_status()
        reply = json.loads(await self._answer(joined.json()["event_id"]))
        if reply.get("n") != number or not reply.get("done"):
            raise BrokenError("the reply is not the last one to this event")
        for trouble in ("refusal", "broken"):
            if reply.get(trouble):
                raise BrokenError(f"{act}: {reply[trouble]}")
        self.work, self.version = reply.get("w", self.work), reply.get("v", self.version)
        self.have |= {name: digest for name, (digest, _) in reply["parts"].items()}
        return dict(reply)

    async def _answer(self, event: str) -> str:
        """What the event's last message says; messages between are told as differences to those before."""
        value: Any = None
        params = {"session_hash": self.session}
        async with self.client.stream("GET", "/gradio_api/queue/data", params=params) as stream:
            async for line in stream.aiter_lines():
                if not line.startswith("data:"):
                    continue
                message = json.loads(line.removeprefix("data:"))
                if message.get("event_id") not in (event, None):
                    continue
                output = message.get("output") or {}
                if message["msg"] == "process_generating" and output.get("data"):
                    value = _patched(value, output["data"][0])
                if message["msg"] == "process_completed":
                    if not message.get("success", True):
                        raise BrokenError(f"Gradio gave up: {output.get('error')}")
                    last = (output.get("data") or [None])[0]
                    return str(last if isinstance(last, str) else value)
                if message["msg"] in {"unexpected_error", "server_stopped", "queue_full"}:
                    raise BrokenError(message["msg"])
        raise BrokenError("the stream ended without an answer")


def _config(page: str) -> dict[str, Any]:
    """What the page tells its own script: which events there are."""
    _, found, rest = page.partition("window.gradio_config = ")
    if not found:
        raise BrokenError("the page is not Gradio's")
    return dict(json.JSONDecoder().raw_decode(rest)[0])


def _linked(page: str) -> list[str]:
    return [
        piece.partition('"')[0]
        for piece in page.replace('src="', 'href="').split('href="')[1:]
        if piece.startswith("nb/")
    ]


def _patched(value: Any, change: Any) -> Any:
    """A streamed value: the first one whole, then lists of (what, path, value)."""
    if not isinstance(change, list):
        return change
    for what, path, new in change:
        if path:
            raise BrokenError("a change inside a text")
        value = value + new if what == "append" else new
    return value


# --- one person --------------------------------------------------------------------------------------------------------


async def person(number: int, url: str, until: float, measures: Measures) -> None:
    """Works until the time is over; each round is a new tab and a new report."""
    chance = random.Random(number)
    limits = httpx.Limits(max_connections=6, max_keepalive_connections=6)
    await asyncio.sleep(chance.uniform(0, _ARRIVAL) if number >= 0 else 0)
    while time.monotonic() < until:
        async with httpx.AsyncClient(
            base_url=url, timeout=_PATIENCE, trust_env=False, limits=limits
        ) as client:
            await _round(Tab(client), chance, until, measures)


async def _round(tab: Tab, chance: random.Random, until: float, measures: Measures) -> None:
    async def did(what: str, work: Any) -> bool:
        began = time.monotonic()
        try:
            await work
        except (httpx.HTTPError, BrokenError, ValueError, KeyError) as error:
            measures.faults[what].append(f"{type(error).__name__}: {error}"[:200])
            return False
        measures.seconds[what].append(time.monotonic() - began)
        await asyncio.sleep(chance.uniform(*PAUSES))
        return time.monotonic() < until

    async def take() -> None:
        answer = await tab.client.get(f"/take/{tab.work}/report.docx")
        answer.raise_for_status()
        if not answer.content.startswith(b"PK"):
            raise BrokenError("no document")

    unit = f"示例县第{chance.randrange(10**6)}局"
    text = SAMPLE.read_text(encoding="utf-8").replace("示例市自然资源和规划局", unit)
    if not await did("打开网页", tab.open()):
        return
    if not await did("粘贴", tab.event("desk.paste", text=text)):
        return
    for address in _CELLS:
        values = {address: str(chance.randrange(100))}
        if not await did("改一格", tab.event("tables.cells", values=values)):
            return
    tab.shown = "draft"
    if not await did("起草", tab.event("draft.make")):
        return
    for question in chance.sample(_QUESTIONS, 2):
        if not await did("问规定", tab.event("chat.say", slow=True, text=question)):
            return
    await did("取走", take())


# --- the server ----------------------------------------------------------------------------------------------------------


@asynccontextmanager
async def server(home: Path) -> AsyncIterator[tuple[str, int]]:
    """A server of our own, with a new data folder: its address and its process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = {
        **os.environ,
        "NIANBAO_HOME": str(home),
        "PYTHONPATH": str(ROOT),
        "DISPLAY": "",
        "WAYLAND_DISPLAY": "",
    }
    command = [sys.executable, "-m", "assistant", "serve", "--port", str(port)]
    process = subprocess.Popen(command, env=env, cwd=home, stderr=subprocess.DEVNULL)
    try:
        url = f"http://127.0.0.1:{port}"
        await _answers(url, process)
        yield url, process.pid
    finally:
        process.terminate()
        process.wait(30)


async def _answers(url: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _STARTS
    async with httpx.AsyncClient(base_url=url, trust_env=False) as client:
        while time.monotonic() < until and process.poll() is None:
            try:
                if (await client.get("/healthz")).status_code == 200:
                    return
            except httpx.TransportError:
                pass
            await asyncio.sleep(0.1)
    raise SystemExit("服务没有启动。")


def megabytes(process: int | None) -> float:
    """Resident memory of a process; 0 where that cannot be seen."""
    try:
        lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)


async def load(url: str, process: int | None, people: int, seconds: float) -> bool:
    """Warm up, let everybody work, and say how it went; whether every target was met."""
    warm = Measures()
    await person(-1, url, time.monotonic() + 1, warm)
    async with httpx.AsyncClient(base_url=url, timeout=_PATIENCE, trust_env=False) as client:
        tab = Tab(client)
        await tab.open()
        await tab.event(
            "chat.say", slow=True, text=_QUESTIONS[0]
        )  # builds the library where there is none yet
    measures, until = Measures(), time.monotonic() + seconds
    memory = [megabytes(process)]
    working = [asyncio.create_task(person(n, url, until, measures)) for n in range(people)]
    await asyncio.sleep(seconds / 2)
    memory.append(megabytes(process))
    await asyncio.gather(*working)
    memory.append(megabytes(process))
    return tell(measures, memory, people, seconds)


def tell(measures: Measures, memory: list[float], people: int, seconds: float) -> bool:
    """Print the table, and the first faults of each kind; whether every target was met."""
    print(f"{people} 人同时用 {seconds:.0f} 秒\n")
    missed = show([*_lines(measures), *_sizes(memory)])
    for what, faults in measures.faults.items():
        for fault in faults[:3]:
            print(f"{what}：{fault}")
    return not missed and bool(measures.seconds)


def _lines(measures: Measures) -> Iterator[Result]:
    for what in dict.fromkeys([*measures.seconds, *measures.faults]):
        took = sorted(measures.seconds[what])
        if took:
            yield Result(f"{what}（{len(took)} 次），p50", statistics.median(took), "s")
            yield Result(f"{what}，p95", took[min(len(took) - 1, int(len(took) * 0.95))], "s", SLOWEST)
        yield Result(f"{what}，出错", len(measures.faults[what]), "次", 0)


def _sizes(memory: list[float]) -> Iterator[Result]:
    start, middle, end = memory
    if start:
        yield Result("服务的内存，开始", start, "MB")
        yield Result("服务的内存，中间", middle, "MB")
        yield Result("服务的内存，结束", end, "MB", middle + GROWTH)


async def main() -> int:
    """Run it."""
    options = argparse.ArgumentParser()
    options.add_argument("--people", type=int, default=PEOPLE)
    options.add_argument("--seconds", type=float, default=SECONDS)
    options.add_argument("--url", default="", help="a server that runs already")
    options.add_argument("--pid", type=int, help="its process, to see its memory")
    given = options.parse_args()
    if given.url:
        return 0 if await load(given.url, given.pid, given.people, given.seconds) else 1
    with tempfile.TemporaryDirectory() as folder:
        async with server(Path(folder)) as (url, process):
            return 0 if await load(url, process, given.people, given.seconds) else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
