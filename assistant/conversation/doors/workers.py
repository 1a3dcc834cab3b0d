"""Processes that read, check, draft and export for other programs: few, each with one job at a time and a limit.

A thread cannot be stopped and a crash cannot be caught; a process can, and is: what a file does to its reader stays
there. They start at the first job and go when nothing has come for a while.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from assistant.batch.pool import Child, Task
from assistant.errors import ConfigurationError, InputError, InternalError, NianbaoError

JOBS: Final = "assistant.conversation.doors.jobs"
_RECYCLED: Final = 100
"""Jobs after which a process is renewed, so that memory stays flat."""

_ANOTHER_COPY: Final = "请用 Word 或 WPS 打开另存一份，或只留年报的内容，再传一次。"


class BusyError(NianbaoError):
    """Too much is going on already; the same request will do in a while."""

    def __init__(self) -> None:
        self.what = "眼下要处理的太多，这次没有排上。"
        self.advice = "请过一会儿再试。"
        super().__init__(self.what + self.advice)


class LateError(NianbaoError):
    """It was not done in the time that whoever asked may wait."""

    def __init__(self, seconds: float) -> None:
        self.what = f"{seconds:g} 秒里没有办完。"
        self.advice = "请过一会儿再试；总是这样的，请告诉管理员。"
        super().__init__(self.what + self.advice)


class TooSlowError(InputError):
    """Working it out took longer than anybody may wait."""


@dataclass(frozen=True)
class Bounds:
    """`processes` at work, at most `waiting` jobs behind them for `patience` seconds; `limit` seconds for one job.

    A process with nothing to do ends after `idle` seconds. `jobs`: the module whose `JOBS` they run.
    """

    processes: int = 2
    waiting: int = 40
    patience: float = 60.0
    limit: float = 120.0
    idle: float = 300.0
    jobs: str = JOBS


class _Worker:
    """One process and the line to it."""

    def __init__(self, jobs: str) -> None:
        self.replies: queue.SimpleQueue[tuple[Child, Any]] = queue.SimpleQueue()
        self.child = Child(["assistant.batch.worker", jobs], self.replies)
        self.free_since = time.monotonic()
        self.done = 0

    def is_alive(self) -> bool:
        return self.child.process.poll() is None


class Workers:
    """The processes. `run` may be called from any thread; `close` ends them all, and what they are at."""

    def __init__(self, bounds: Bounds | None = None) -> None:
        self.bounds = bounds or Bounds()
        self._slots = threading.Semaphore(self.bounds.processes)
        self._guard = threading.Lock()
        self._waiting = 0
        self._free: list[_Worker] = []
        self._busy: set[_Worker] = set()
        self._closed = False
        self._broom: threading.Timer | None = None

    def run(self, job: str, given: dict[str, Any]) -> dict[str, Any]:
        """What a job gives.

        `InputError` and `ConfigurationError` as the job raised them; `TooSlowError` beyond the limit, `BusyError` when
        no process came free in time, `InternalError` for a fault of ours.
        """
        with self._guard:
            if self._waiting >= self.bounds.waiting:
                raise BusyError
            self._waiting += 1
        try:
            got = self._slots.acquire(timeout=self.bounds.patience)
        finally:
            with self._guard:
                self._waiting -= 1
        if not got:
            raise BusyError
        try:
            return self._run(job, given)
        finally:
            self._slots.release()

    def close(self) -> None:
        """End every process now; jobs in hand fail, and no new one is taken."""
        with self._guard:
            self._closed = True
            workers = [*self._free, *self._busy]
            self._free.clear()
            if self._broom is not None:
                self._broom.cancel()
        for worker in workers:
            worker.child.end()

    def _run(self, job: str, given: dict[str, Any]) -> dict[str, Any]:
        worker = self._take()
        healthy = False
        try:
            gave = self._ask(worker, job, given)
            healthy = True
        finally:
            self._give_back(worker, healthy=healthy)
        return _outcome(gave)

    def _ask(self, worker: _Worker, job: str, given: dict[str, Any]) -> dict[str, Any]:
        limit = self.bounds.limit
        deadline = time.monotonic() + limit
        # A watch of its own: a process that reads nothing holds up the sending as well.
        watch = threading.Timer(limit, worker.child.process.kill)
        watch.daemon = True
        watch.start()
        try:
            worker.child.send(Task(worker.done, job, given))
            return self._reply(worker, deadline)
        finally:
            watch.cancel()

    def _reply(self, worker: _Worker, deadline: float) -> dict[str, Any]:
        while True:
            _, reply = worker.replies.get()
            if reply is None:
                if self._closed:
                    raise BusyError
                if time.monotonic() >= deadline:
                    what = f"处理超过了 {self.bounds.limit:g} 秒，已经停止。"
                    raise TooSlowError(what, _ANOTHER_COPY)
                if not worker.child.ready:
                    raise ConfigurationError(
                        "处理文件的进程启动不了。",
                        "请重新安装年报助手；内存或磁盘紧张时，先关掉别的程序再试。",
                    )
                raise InputError("处理它的程序意外退出了，可能是文件太复杂。", _ANOTHER_COPY)
            if "ready" in reply:
                worker.child.ready = True
                continue
            return dict(reply["gave"])

    def _take(self) -> _Worker:
        with self._guard:
            if self._closed:
                raise BusyError
            while self._free:
                worker = self._free.pop()
                if worker.is_alive():
                    self._busy.add(worker)
                    return worker
            worker = _Worker(self.bounds.jobs)
            self._busy.add(worker)
            return worker

    def _give_back(self, worker: _Worker, *, healthy: bool) -> None:
        worker.done += 1
        worker.free_since = time.monotonic()
        with self._guard:
            self._busy.discard(worker)
            keep = healthy and not self._closed and worker.done < _RECYCLED
            if keep:
                self._free.append(worker)
                self._sweep_later()
        if not keep:
            worker.child.end()

    def _sweep_later(self) -> None:
        """With the guard held: look again once the processes have been idle for long."""
        if self._broom is None and not self._closed:
            self._broom = threading.Timer(self.bounds.idle, self._sweep)
            self._broom.daemon = True
            self._broom.start()

    def _sweep(self) -> None:
        with self._guard:
            self._broom = None
            since = time.monotonic() - self.bounds.idle * 0.9
            idle = [worker for worker in self._free if worker.free_since <= since]
            self._free = [worker for worker in self._free if worker.free_since > since]
            if self._free:
                self._sweep_later()
        for worker in idle:
            worker.child.end()


_REFUSALS: Final[dict[str, Callable[[str, str], NianbaoError]]] = {
    "input": InputError,
    "configuration": ConfigurationError,
}


def _outcome(gave: dict[str, Any]) -> dict[str, Any]:
    if "fault" in gave:
        raise InternalError(str(gave["fault"]))
    if "refused" in gave:
        raise _REFUSALS[gave["refused"]](gave["what"], gave["advice"])
    return gave
