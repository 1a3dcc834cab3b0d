"""Work that takes long, done in a thread of its own, so that how far it is can be told meanwhile and it can be stopped."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator
from typing import Final

EVERY: Final = 0.5
"""Seconds between two lines of progress."""

Tell = Callable[[str], None]
Stopped = Callable[[], bool]


def told_meanwhile(work: Callable[[Tell, Stopped], str], first: str) -> Generator[str, None, None]:
    """The lines that `work` tells, each as it comes, and at last what it gives; what it raises is raised here.

    Closing the iterator tells the work to stop, and waits until it has.
    """
    lines = [first]
    outcome: list[str] = []
    failure: list[BaseException] = []
    stop = threading.Event()

    def run() -> None:
        try:
            outcome.append(work(lambda line: lines.__setitem__(0, line), stop.is_set))
        except BaseException as error:  # noqa: BLE001 - raised again where it is waited for
            failure.append(error)

    worker = threading.Thread(target=run, name="long-work", daemon=True)
    worker.start()
    try:
        while worker.is_alive():
            yield lines[0]  # the same line again where nothing is new: whoever listens may want to stop
            worker.join(EVERY)
    finally:
        stop.set()
        worker.join()
    if failure:
        raise failure[0]
    yield outcome[0]
