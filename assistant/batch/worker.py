"""A worker: one process that takes jobs from standard input and answers on standard output, a JSON line each.

``python -m assistant.batch.worker assistant.batch.jobs``. It ends when its input ends, so it does not outlive the
program that started it.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterator
from importlib import import_module
from typing import Any, BinaryIO

from assistant.batch.jobs import run
from assistant.environment import prepare
from assistant.version import VERSION


def main() -> None:
    """Say that we are ready, then work until the input ends."""
    prepare()
    signal.signal(signal.SIGTERM, _leave)
    replies = own_output()
    jobs = import_module(sys.argv[1]).JOBS
    send(replies, {"ready": VERSION})
    for task in tasks():
        send(replies, {"key": task["key"], "gave": run(task["job"], task["given"], jobs)})


def tasks() -> Iterator[dict[str, Any]]:
    """The jobs that come, until the input ends."""
    for line in sys.stdin.buffer:
        yield json.loads(line)


def send(replies: BinaryIO, value: dict[str, Any]) -> None:
    """Write one answer. ASCII only: half a surrogate from an odd file name comes through whole."""
    replies.write(json.dumps(value).encode("ascii") + b"\n")
    replies.flush()


def own_output() -> BinaryIO:
    """Standard output for the answers alone: what a library prints goes nowhere."""
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
    return replies


def _leave(_number: int, _frame: object) -> None:
    """Leave through every ``finally``: a converter that runs below us must not be left behind."""
    raise SystemExit(1)


if __name__ == "__main__":
    main()
