"""What the benchmarks share: a measurement, a median, and a table that is printed line by line."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from assistant.cli.width import left, right  # noqa: E402 - the checkout goes before any installed copy


@dataclass(frozen=True)
class Result:
    """One line of the table; `unit` is “ms”, “s”, “MB” or “×”; `target` the most it may be, or with `least` the least."""

    what: str
    value: float
    unit: str
    target: float | None = None
    least: bool = False

    @property
    def missed(self) -> bool:
        """Whether it takes more than it may."""
        if self.target is None:
            return False
        return self.value < self.target if self.least else self.value > self.target


def milliseconds(action: Callable[[], object], runs: int = 9) -> float:
    """The median time of an action that has been done once before."""
    action()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000


def show(results: Iterable[Result]) -> int:
    """Print the table line by line; 1 when a target is missed."""
    missed = 0
    print(left("项目", 52) + right("实测", 14) + right("目标", 14))
    for result in results:
        sign = "≥" if result.least else "≤"
        target = "" if result.target is None else f"{sign} {result.target:g} {result.unit}"
        print(
            left(result.what, 52)
            + right(f"{result.value:.2f} {result.unit}", 14)
            + right(target, 14)
            + "  未达到" * result.missed,
            flush=True,
        )
        missed += result.missed
    return 1 if missed else 0
