"""Where work is done, beside the event loop: lanes with so many threads each, so that none can starve another."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

import anyio
import anyio.to_thread

from assistant.conversation.doors.workers import BusyError, LateError

T = TypeVar("T")


@dataclass
class Lane:
    """At most `most` at a time; whoever asked waits `seconds` in all, then hears that it took too long (`LateError`, `BusyError`)."""

    most: int
    seconds: float
    _limiter: anyio.CapacityLimiter | None = field(default=None, repr=False)

    async def run(self, work: Callable[[], T]) -> T:
        """The result of `work`. A thread cannot be stopped: it keeps its place in the lane until it is done."""
        if self._limiter is None:  # made in the loop that serves
            self._limiter = anyio.CapacityLimiter(self.most)
        begun = threading.Event()

        def at_work() -> T:
            begun.set()
            return work()

        task = asyncio.ensure_future(anyio.to_thread.run_sync(at_work, limiter=self._limiter))
        done, _ = await asyncio.wait({task}, timeout=self.seconds)
        if done:
            return task.result()
        if not begun.is_set():
            task.cancel()
            raise BusyError
        task.add_done_callback(_forget)
        raise LateError(self.seconds)


def _forget(task: asyncio.Future[T]) -> None:
    """Nobody waits for it any more; what became of it is taken note of, so that asyncio does not complain."""
    if not task.cancelled():
        task.exception()
