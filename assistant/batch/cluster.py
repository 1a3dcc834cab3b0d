"""Runs the same jobs on a Ray cluster that is there already, and goes on here when the cluster dies.

Ray lives in a child process of its own: a driver whose cluster goes away is ended by Ray itself, and with it would go
whoever called us.
"""

from __future__ import annotations

import queue
import re
import time
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from itertools import chain
from typing import Any, Final

from assistant.batch.gather import Runner
from assistant.batch.pool import TICK, Child, Failure, Means, Outcome, Pool, Task, outcome
from assistant.errors import ConfigurationError
from assistant.version import VERSION

_START: Final = 90.0
"""Seconds for reaching the cluster and trying it out."""
_SILENCE: Final = 60.0
"""Seconds beyond the limit for one file after which a cluster that says nothing counts as dead."""
_ADDRESS: Final = re.compile(r"auto|(?:ray://)?[A-Za-z0-9_.\-\[\]:]+:\d{1,5}")


def runner_for(means: Means) -> AbstractContextManager[Runner]:
    """Processes of this machine, or the cluster that was asked for. Use as a context."""
    return Pool(means) if means.ray is None else Cluster(means)


class Cluster:
    """A Ray cluster. Entering raises `ConfigurationError` when it cannot be used; dying later is told in `notices`."""

    def __init__(self, means: Means) -> None:
        address = (means.ray or "").strip()
        if not _ADDRESS.fullmatch(address):
            raise ConfigurationError(
                f"Ray 集群的地址“{means.ray}”不能用。",
                "应为 auto（本机已经启动的集群）、主机:端口，或 ray://主机:端口。",
            )
        self.notices: list[str] = []
        self._means = means
        self._replies: queue.SimpleQueue[tuple[Child, Any]] = queue.SimpleQueue()
        self._address = address
        self._child: Child | None = None
        self._local: Pool | None = None
        self._window = 1

    def __enter__(self) -> Cluster:
        means = self._means
        command = ["assistant.batch.cluster_child", self._address, f"{means.limit:g}", means.jobs]
        self._child = Child(command, self._replies)
        try:
            self._window = self._welcome()
        except BaseException:
            self._child.end()
            raise
        return self

    def _welcome(self) -> int:
        try:
            _, reply = self._replies.get(timeout=_START)
        except queue.Empty:
            reply = None
        if reply is None:
            raise ConfigurationError(
                f"连不上 Ray 集群“{self._address}”。", "请检查地址、集群是否在运行，或者去掉 --ray 在本机做。"
            )
        if "refused" in reply:
            raise ConfigurationError(reply["refused"], reply["advice"])
        if reply["ready"] != VERSION:
            raise ConfigurationError(
                f"集群上的年报助手是 {reply['ready']} 版，本机是 {VERSION} 版。",
                "请装成同一个版本，结果才会相同。",
            )
        return int(reply["window"])

    def __exit__(self, *_: object) -> None:
        if self._child is not None:
            self._child.end()
            self._child = None
        if self._local is not None:
            self._local.__exit__()

    def run(self, tasks: Iterable[Task]) -> Iterator[tuple[int, Outcome]]:
        """Results as they come, in any order, from the cluster as long as it lives."""
        waiting = iter(tasks)
        flying: dict[int, Task] = {}
        again: list[Task] = []
        heard = time.monotonic()
        more = True
        while self._child is not None:
            while more and len(flying) < self._window:
                task = next(waiting, None)
                if task is None:
                    more = False
                else:
                    flying[task.key] = task
                    self._child.send(task)
            if not flying:
                break
            try:
                _, reply = self._replies.get(timeout=TICK)
            except queue.Empty:
                if time.monotonic() - heard > self._means.limit + _SILENCE:
                    self._give_up()
                continue
            heard = time.monotonic()
            if reply is None or "lost" in reply:
                self._give_up()
            elif reply["key"] in flying:
                task = flying.pop(reply["key"])
                if reply.get("failed") == "died":
                    again.append(task)
                else:
                    yield task.key, _result(reply)
        # A process of the cluster may have died of its machine, not of the file: that is settled here.
        rest = [*again, *flying.values()]
        if rest or more:
            yield from self._here().run(chain(rest, waiting))

    def _give_up(self) -> None:
        if self._child is not None:
            self._child.end()
            self._child = None
        self.notices.append(f"Ray 集群“{self._address}”中途断了，剩下的在本机上接着做完，结果不受影响。")

    def _here(self) -> Pool:
        if self._local is None:
            self._local = Pool(self._means)
        return self._local


def _result(reply: dict[str, Any]) -> Outcome:
    if "failed" in reply:
        return Failure(reply["failed"], reply["detail"])
    return outcome(reply["gave"])
