"""How much one client may ask for at once, in a minute, and in one request; counted in memory, for it only has to
hold while the program runs.
"""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

_MOST_KNOWN: Final = 1_000
"""Callers whose requests are counted; of more, those not heard of for longest are forgotten."""
_MINUTE: Final = 60.0


@dataclass(frozen=True)
class Limits:
    """Bytes, seconds and counts.

    `body` for requests with a report, `small_body` for questions and calculators. `body_seconds` for sending one.
    `at_once` and `per_minute` for one client; `guesses` are wrong tokens a minute from one address. A request without
    a model ends after `seconds`, a question after `question_seconds`, one with a model after `model_seconds`.
    `models_at_once` for all clients together.
    """

    body: int = 50 * 2**20 + 2**16
    small_body: int = 2**18
    body_seconds: float = 60.0
    at_once: int = 4
    per_minute: int = 120
    guesses: int = 20
    seconds: float = 200.0
    question_seconds: float = 60.0
    model_seconds: float = 700.0
    questions_at_once: int = 4
    models_at_once: int = 2


class Meter:
    """Counts what each caller does. Used in one event loop only."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._times: OrderedDict[str, deque[float]] = OrderedDict()
        self._running: dict[str, int] = {}

    def wait(self, caller: str, most: int) -> float:
        """Seconds until the caller may ask again; 0 when it may now, and then this request counts."""
        now = self._clock()
        times = self._of(caller)
        while times and times[0] <= now - _MINUTE:
            times.popleft()
        if len(times) >= most:
            return max(1.0, times[0] + _MINUTE - now)
        times.append(now)
        return 0.0

    def enter(self, caller: str, most: int) -> bool:
        """Begin a request, unless the caller has too many running."""
        running = self._running.get(caller, 0)
        if running >= most:
            return False
        self._running[caller] = running + 1
        return True

    def leave(self, caller: str) -> None:
        """End a request that was begun."""
        running = self._running.get(caller, 0) - 1
        if running > 0:
            self._running[caller] = running
        else:
            self._running.pop(caller, None)

    def _of(self, caller: str) -> deque[float]:
        times = self._times.setdefault(caller, deque())
        self._times.move_to_end(caller)
        while len(self._times) > _MOST_KNOWN:
            self._times.popitem(last=False)
        return times
