"""How long work takes, told in seconds of one machine, so that a bound means the same on every other.

Processor time is counted, coverage looks away meanwhile (it makes some work four times as long), and what is counted
is scaled by a fixed piece of work that is timed right before.
"""

from __future__ import annotations

import re
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

_USUAL: Final = 0.0034
"""Seconds of the fixed piece of work on the machine where the bounds were set."""
_TEXT: Final = "".join(
    chr(0x4E00 + n * 7919 % 3_000) + ("，" if n % 9 == 0 else "1" * (n % 3)) for n in range(8_000)
)
_PIECE: Final = re.compile(r"[\u4e00-\u9fff]{2,4}|\d+")


@dataclass
class Spent:
    """Filled in when the work is done."""

    seconds: float = 0.0


@contextmanager
def measured() -> Iterator[Spent]:
    """What is done inside is timed."""
    spent = Spent()
    tracer = sys.gettrace()
    sys.settrace(None)
    try:
        slowness = min(_fixed() for _ in range(3)) / _USUAL
        start = time.process_time()
        try:
            yield spent
        finally:
            spent.seconds = (time.process_time() - start) / slowness
    finally:
        sys.settrace(tracer)


def median(work: Callable[[], object], runs: int) -> float:
    """The median of several runs, in seconds."""
    taken = []
    for _ in range(runs):
        with measured() as spent:
            work()
        taken.append(spent.seconds)
    return statistics.median(taken)


def _fixed() -> float:
    start = time.process_time()
    counts: dict[str, int] = {}
    for piece in _PIECE.findall(_TEXT):
        for length in (1, 2):
            counts[piece[:length]] = counts.get(piece[:length], 0) + 1
    sorted(counts, key=lambda piece: (-counts[piece], piece))
    return time.process_time() - start
