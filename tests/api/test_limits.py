"""How much one program may ask for: bytes, seconds, requests at once and in a minute; many programs at a time."""

from __future__ import annotations

import contextlib
import os
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from assistant.conversation.doors.limits import Limits, Meter
from assistant.conversation.doors.workers import Bounds
from tests.api.serving import error, serving
from tests.cli.helpers import text


def test_a_body_beyond_the_limit_is_refused_by_its_announced_length(oa) -> None:
    began = time.monotonic()
    told = error(oa.post("/read", files={"file": ("大.pdf", b"%PDF-1.7" + b"x" * (60 << 20))}), 413)
    assert "50 MB" in told["what"]
    assert time.monotonic() - began < 20
    assert oa.post("/read", json={"text": text()}).status_code == 200


def test_a_body_beyond_the_limit_is_refused_as_it_comes(oa) -> None:
    def pieces():
        for _ in range(60):
            yield b" " * (1 << 20)

    answer = oa.post("/read", content=pieces(), headers={"content-type": "application/json"})
    assert error(answer, 413)["code"] == "too_large"


@pytest.mark.parametrize("route", ["ask", "search", "deadline", "fee"])
def test_a_question_is_no_report(oa, route) -> None:
    assert "256 KB" in error(oa.post(f"/{route}", content=b" " * 300_000), 413)["what"]


def test_a_body_without_end_ends() -> None:
    with serving(limits=Limits(body_seconds=1.0)) as door:
        head = (
            f"POST /api/v1/read HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {door.token()}\r\n"
            "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        with socket.create_connection(("127.0.0.1", door.port), 10) as line:
            line.sendall(head.encode())
            stopped = threading.Event()

            def drip() -> None:
                while not stopped.wait(0.1):
                    try:
                        line.sendall(b"1\r\n \r\n")
                    except OSError:
                        return

            dripping = threading.Thread(target=drip)
            dripping.start()
            line.settimeout(10)
            began = time.monotonic()
            said = b""
            while b"}}" not in said and (piece := line.recv(65536)):
                said += piece
            stopped.set()
            dripping.join()
        assert said.startswith(b"HTTP/1.1 408 ")
        assert "1 秒还没有传完".encode() in said
        assert time.monotonic() - began < 8
        assert door.talk("other").post("/fee", json={"items": 1}).status_code == 200


def test_one_program_cannot_have_everything_at_once() -> None:
    with serving(limits=Limits(at_once=2)) as door, ThreadPoolExecutor(6) as threads:
        token, other = door.token("greedy"), door.talk("other")
        heavy = {"text": text() + "\n" + "工作情况。\n" * 20_000}
        post = lambda _: door.with_token(token).post("/check", json=heavy)  # noqa: E731
        asked = list(threads.map(post, range(6)))
        assert {answer.status_code for answer in asked} == {200, 429}
        late = next(answer for answer in asked if answer.status_code == 429)
        assert "同时" in error(late, 429)["what"]
        assert int(late.headers["retry-after"]) >= 1
        assert other.post("/fee", json={"items": 1}).status_code == 200


def test_one_program_cannot_ask_without_pause() -> None:
    with serving(limits=Limits(per_minute=5)) as door:
        client, other = door.talk("quick"), door.talk("other")
        assert [client.post("/fee", json={"items": 1}).status_code for _ in range(7)] == [200] * 5 + [429] * 2
        answer = client.post("/nowhere", json={})
        assert 1 <= int(answer.headers["retry-after"]) <= 60
        assert "一分钟" in error(answer, 429)["what"]
        assert other.post("/fee", json={"items": 1}).status_code == 200


def test_a_minute_later_it_may_again() -> None:
    now = 0.0
    meter = Meter(lambda: now)
    assert [meter.wait("a", 2) for _ in range(2)] == [0.0, 0.0]
    now = 20.0
    assert meter.wait("a", 2) == 40.0
    assert meter.wait("b", 2) == 0.0
    now = 60.1
    assert meter.wait("a", 2) == 0.0
    for number in range(5000):
        meter.wait(f"stranger {number}", 2)
    assert len(meter._times) <= 1000


JOBS = """
import os, time
def sleep(given): time.sleep(60)
def die(given): os._exit(7)
def fail(given): raise RuntimeError("insides")
def read(given):
    text = given["source"]["text"]
    return {"sleep": sleep, "die": die, "fail": fail}.get(text, lambda _: {"value": text, "problems": 0})(given)
JOBS = {"read": read}
"""


@pytest.fixture
def odd_jobs(tmp_path, monkeypatch) -> str:
    """Jobs that misbehave, as a module that the worker processes find."""
    (tmp_path / "odd_jobs.py").write_text(JOBS, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    return "odd_jobs"


def test_a_reading_that_never_ends_is_ended_and_hinders_nobody(odd_jobs) -> None:
    with (
        serving(bounds=Bounds(processes=2, limit=2.0, jobs=odd_jobs)) as door,
        ThreadPoolExecutor(1) as threads,
    ):
        token = door.token()
        slow = threads.submit(door.with_token(token).post, "/read", json={"text": "sleep"})
        time.sleep(0.3)
        client = door.with_token(token)
        began = time.monotonic()
        assert client.post("/read", json={"text": "quick"}).json() == "quick"
        assert client.post("/fee", json={"items": 1}).status_code == 200
        assert time.monotonic() - began < 2
        told = error(slow.result(), 422)
        assert told["code"] == "too_slow"
        assert "超过了 2 秒" in told["what"]
        assert client.post("/read", json={"text": "again"}).json() == "again"


def test_a_reader_that_dies_takes_nobody_with_it(odd_jobs) -> None:
    with serving(bounds=Bounds(jobs=odd_jobs)) as door:
        client = door.talk()
        assert "意外退出" in error(client.post("/read", json={"text": "die"}), 422)["what"]
        assert client.post("/read", json={"text": "next"}).json() == "next"
        assert error(client.post("/read", json={"text": "fail"}), 500)["code"] == "fault"
        assert client.post("/read", json={"text": "next"}).json() == "next"


def test_a_queue_that_is_full_says_so(odd_jobs) -> None:
    bounds = Bounds(processes=1, waiting=1, patience=0.5, limit=3.0, jobs=odd_jobs)
    with serving(bounds=bounds, limits=Limits(at_once=9)) as door, ThreadPoolExecutor(4) as threads:
        token = door.token()
        post = lambda _: door.with_token(token).post("/read", json={"text": "sleep"})  # noqa: E731
        statuses = list(threads.map(post, range(4)))
        busy = [answer for answer in statuses if answer.status_code == 503]
        assert len(busy) == 3
        assert error(busy[0], 503)["code"] == "busy"
        assert int(busy[0].headers["retry-after"]) >= 1


def test_processes_without_work_go(odd_jobs) -> None:
    with serving(bounds=Bounds(idle=0.4, jobs=odd_jobs)) as door:
        client = door.talk()
        assert client.post("/read", json={"text": "one"}).json() == "one"
        assert children()
        until = time.monotonic() + 10
        while children() and time.monotonic() < until:
            time.sleep(0.05)
        assert not children()
        assert client.post("/read", json={"text": "two"}).json() == "two"


def test_closing_ends_what_is_running(odd_jobs) -> None:
    with ThreadPoolExecutor(1) as threads:
        with serving(bounds=Bounds(jobs=odd_jobs)) as door:
            running = threads.submit(door.talk().post, "/read", json={"text": "sleep"})
            until = time.monotonic() + 10
            while not children() and time.monotonic() < until:
                time.sleep(0.02)
            time.sleep(0.3)
            began = time.monotonic()
        assert time.monotonic() - began < 8
        assert not children()
        with contextlib.suppress(httpx.TransportError):  # the server may be gone before it can answer
            assert running.result().status_code == 503


def children() -> list[int]:
    """Worker processes of this process."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text("utf-8").rpartition(")")[2].split()
            command = (path.parent / "cmdline").read_bytes()
        except OSError:
            continue
        if int(fields[1]) == os.getpid() and fields[0] != "Z" and b"assistant.batch.worker" in command:
            found.append(int(path.parent.name))
    return found


def test_twenty_programs_at_a_time_are_all_served() -> None:
    paste = {"text": text(), "notes": "开展培训2次"}
    with serving() as door, ThreadPoolExecutor(20) as threads:
        tokens = [door.token(f"oa{n}", f"单位{n}") for n in range(20)]

        def work(token: str) -> list[int]:
            with httpx.Client(
                base_url=door.address,
                headers={"Authorization": f"Bearer {token}"},
                timeout=60,
                trust_env=False,
            ) as client:
                asked = (
                    ("/read", paste | {"notes": None}), ("/check", {"text": text()}), ("/draft", paste),
                    ("/export", {"text": text(), "format": "docx"}), ("/fee", {"items": 12}), ("/deadline", {"received": "2026-01-15"}),
                )  # fmt: skip
                return [
                    client.post(path, json={k: v for k, v in sent.items() if v is not None}).status_code
                    for path, sent in asked
                ]

        assert list(threads.map(work, tokens)) == [[200] * 6] * 20


def resident_kilobytes() -> int:
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1])


@pytest.mark.usefixtures("home")
def test_memory_stays_flat_over_many_requests() -> None:
    with serving(limits=Limits(per_minute=10_000)) as door:
        client = door.talk()

        def some(number: int) -> None:
            for _ in range(number):
                assert client.post("/read", json={"text": text()}).status_code == 200
                assert client.post("/ask", json={"question": "收到申请多少天内答复"}).status_code == 200
                assert client.post("/fee", json={"items": 12}).status_code == 200
                assert client.post("/nowhere", content=b"x" * 100_000).status_code == 404

        some(25)
        before = resident_kilobytes()
        some(80)
        assert resident_kilobytes() - before < 12_000
        assert len(children()) == 1
