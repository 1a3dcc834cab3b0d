"""A bounded number of worker processes: results one by one, a limit of time for each, a crash is one job's failure.

Not `multiprocessing`: its children run the main module of whoever calls, and a pool of them does not say which job
a dead one had in hand. Here a worker has one job at a time, is started by its own module's name, and is renewed
after a number of jobs so that memory stays flat.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal

from assistant.batch.values import Given
from assistant.errors import ConfigurationError, InternalError

MOST_WORKERS: Final = 16
TICK: Final = 0.2
"""Seconds between two looks at the clock."""
_GRACE: Final = 3.0
"""Seconds that a process told to end gets before it is ended."""
_PACKAGE: Final = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Means:
    """How the work is done.

    `workers`: processes, as many as this machine has cores by default. `limit`: seconds for one file.
    `recycle`: jobs after which a process is renewed. `ray`: the address of a Ray cluster to run on instead.
    `jobs`: the module whose `JOBS` the workers run.
    """

    workers: int | None = None
    limit: float = 180.0
    recycle: int = 200
    ray: str | None = None
    jobs: str = "assistant.batch.jobs"

    @property
    def processes(self) -> int:
        """How many processes, bounded."""
        return min(self.workers or cores(), MOST_WORKERS)


def cores() -> int:
    """The processors this process may use."""
    if sys.platform != "win32" and hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass(frozen=True)
class Task:
    """One job. `key` comes back with its result."""

    key: int
    job: str
    given: Given = field(repr=False)

    def line(self) -> bytes:
        """As the workers read it."""
        return json.dumps({"key": self.key, "job": self.job, "given": self.given}).encode("ascii") + b"\n"


@dataclass(frozen=True)
class Failure:
    """A job without a result: it took too long, its process died, or our own code was at fault."""

    kind: Literal["timeout", "died", "fault"]
    detail: str

    @property
    def message(self) -> str:
        """What staff should know and do."""
        if self.kind == "timeout":
            return f"处理超过了 {self.detail} 秒，已停止；请用 Word 或 WPS 打开另存一份，再运行一次。"
        if self.kind == "died":
            return f"处理它的程序意外退出了（{self.detail}）；请用 Word 或 WPS 打开另存一份，再运行一次。"
        return f"程序处理它时出了毛病（{self.detail}），这是我们的缺陷，请把这句话反馈给我们。"


Outcome = Given | Failure


class Child:
    """A process that speaks JSON lines, with a thread that listens to it."""

    def __init__(self, command: list[str], replies: queue.SimpleQueue[tuple[Child, Any]]) -> None:
        self.task: Task | None = None
        self.since = 0.0
        self.done = 0
        self.ready = False
        self.overdue = False
        env = dict(os.environ)
        env["PYTHONPATH"] = os.pathsep.join(p for p in (str(_PACKAGE), env.get("PYTHONPATH")) if p)
        self.process = subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-m", *command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=env,
            # Ctrl+C reaches this program alone, which then ends the others in order.
            start_new_session=sys.platform != "win32",
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
        self._listener = threading.Thread(target=self._listen, args=(replies,), daemon=True)
        self._listener.start()

    def _listen(self, replies: queue.SimpleQueue[tuple[Child, Any]]) -> None:
        output = self.process.stdout
        if output is None:
            raise InternalError("the worker has no output")
        with output:
            for line in output:
                try:
                    replies.put((self, json.loads(line)))
                except ValueError:  # half a line: it died while writing
                    break
        self.process.wait()
        replies.put((self, None))

    def send(self, task: Task) -> None:
        """Hand over a job. A process that is gone tells so itself, by the end of its output."""
        if self.process.stdin is None:
            raise InternalError("the worker has no input")
        with contextlib.suppress(OSError, ValueError):
            self.process.stdin.write(task.line())
            self.process.stdin.flush()

    def dismiss(self) -> None:
        """No more jobs: it ends when it has done the one in hand."""
        if self.process.stdin is not None:
            with contextlib.suppress(OSError):
                self.process.stdin.close()

    def end(self) -> None:
        """End it now, politely first: what it started itself ends with it."""
        self.dismiss()
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(_GRACE)
            except subprocess.TimeoutExpired:
                self.process.kill()
        self.process.wait()
        self._listener.join(_GRACE)


class Pool:
    """Worker processes on this machine. Use as a context: leaving it ends them all."""

    def __init__(self, means: Means) -> None:
        self.notices: list[str] = []
        self._means = means
        self._replies: queue.SimpleQueue[tuple[Child, Any]] = queue.SimpleQueue()
        self._children: list[Child] = []

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        for child in self._children:
            child.dismiss()
        for child in self._children:
            child.end()
        self._children.clear()

    def run(self, tasks: Iterable[Task]) -> Iterator[tuple[int, Outcome]]:
        """Results as they come, in any order. Tasks are drawn only when a process is free for one.

        `ConfigurationError` when the processes cannot be started at all.
        """
        waiting = iter(tasks)
        more = True
        while True:
            while more and (free := self._free()):
                task = next(waiting, None)
                if task is None:
                    more = False
                else:
                    free.task, free.since = task, time.monotonic()
                    free.send(task)
            if not more and not any(child.task for child in self._children):
                return
            yield from self._next()

    def _free(self) -> Child | None:
        for child in list(self._children):
            if child.task is None and child.process.poll() is None:
                return child
            if child.task is None and child.ready:  # died of something else while it had nothing to do
                self._children.remove(child)
        if len(self._children) < self._means.processes:
            child = Child(["assistant.batch.worker", self._means.jobs], self._replies)
            self._children.append(child)
            return child
        return None

    def _next(self) -> Iterator[tuple[int, Outcome]]:
        self._end_the_slow()
        try:
            child, reply = self._replies.get(timeout=TICK)
        except queue.Empty:
            return
        if child not in self._children:  # the last word of one that was renewed
            return
        if reply is None:
            yield from self._bury(child)
        elif "ready" in reply:
            child.ready = True
        elif child.task is not None:
            key, child.task = child.task.key, None
            child.done += 1
            if child.done >= self._means.recycle:
                self._children.remove(child)
                child.dismiss()
            yield key, outcome(reply["gave"])

    def _bury(self, child: Child) -> Iterator[tuple[int, Outcome]]:
        self._children.remove(child)
        child.end()
        if not child.ready and not child.overdue:
            raise ConfigurationError(
                "处理文件的进程启动不了。", "请重新安装年报助手；内存或磁盘紧张时，先关掉别的程序再试。"
            )
        if child.task is not None:
            if child.overdue:
                yield child.task.key, Failure("timeout", f"{self._means.limit:g}")
            else:
                yield child.task.key, Failure("died", f"退出码 {child.process.returncode}")

    def _end_the_slow(self) -> None:
        now = time.monotonic()
        for child in list(self._children):
            if child.task is not None and not child.overdue and now - child.since > self._means.limit:
                child.overdue = True
                child.end()


def outcome(gave: Given) -> Outcome:
    """What a job gave back, or the fault it ran into."""
    return Failure("fault", gave["fault"]) if "fault" in gave else gave
