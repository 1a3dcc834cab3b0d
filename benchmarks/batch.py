"""A thousand reports at once: ``python benchmarks/batch.py [--reports 1000]``.

The reports are made of the samples under other units' names, a quarter each as .docx, .xlsx, .html and .md. Read and
checked with two processes, once more with nothing changed, and added up; the memory is that of this process and of
its largest worker, at the full number and at a quarter of it.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from table import ROOT, Result, show

from assistant import export_report, read_report
from assistant.batch import Means, check_folder, rollup
from assistant.batch.values import State

KINDS = (".docx", ".xlsx", ".html", ".md")


def make(folder: Path, count: int) -> None:
    """The folder of reports."""
    folder.mkdir()
    samples = [read_report(p) for p in sorted((ROOT / "corpus" / "reports").glob("示例*.md"))]
    for number in range(count):
        sample = samples[number % len(samples)]
        old = sample.unit or ""
        unit = f"示例{number}号{old.removeprefix('示例')}"
        text = {s: t.replace(old, unit) for s, t in sample.sections.items()}
        title = sample.title.replace(old, unit)
        report = sample.model_copy(update={"unit": unit, "sections": text, "title": title, "year": 2025})
        export_report(report, folder / f"{number:04d}{KINDS[number % len(KINDS)]}")


def megabytes() -> tuple[float, float]:
    """The most that this process and any one child of it held."""
    return tuple(
        resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )  # type: ignore[return-value]


def results(count: int) -> Iterator[Result]:
    """Every measurement, in the order of the table."""
    means = Means(workers=2)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "年报"
        make(folder, count)
        start = time.perf_counter()
        done = check_folder(folder, Path(place) / "汇总.xlsx", means=means)
        yield Result(f"{count} 份读完、核对、写汇总（两个进程）", time.perf_counter() - start, "s", 60)
        read = sum(r.state in {State.CHECKED, State.OTHER_YEAR} for r in done.rows)
        yield Result("　其中核对完的", read, "份", count, least=True)
        start = time.perf_counter()
        check_folder(folder, Path(place) / "汇总.xlsx", means=means)
        yield Result("　内容没变，再来一遍", time.perf_counter() - start, "s")
        start = time.perf_counter()
        added = rollup(folder, Path(place) / "加总.xlsx", means=means)
        yield Result(f"{count} 个单位的表加成一份（从头读）", time.perf_counter() - start, "s")
        yield Result(
            "　其中计入的", sum(r.state is State.COUNTED for r in added.rows), "份", count, least=True
        )
        start = time.perf_counter()
        rollup(folder, Path(place) / "加总.xlsx", means=means)
        yield Result("　已经读过，只加总和写表", time.perf_counter() - start, "s", 20)
        own, worker = megabytes()
        yield Result("内存峰值：主进程", own, "MB")
        yield Result("内存峰值：最大的工作进程", worker, "MB")


def memory(count: int) -> None:
    """Print the peak of a run with this many reports, for the parent to compare."""
    with tempfile.TemporaryDirectory() as place:
        make(Path(place) / "年报", count)
        check_folder(Path(place) / "年报", Path(place) / "汇总.xlsx", means=Means(workers=2))
    print(*megabytes())


def flat(count: int) -> Iterator[Result]:
    """The worker's peak for a quarter of the reports beside that for all of them."""
    peaks = []
    for some in (count // 4, count):
        command = [sys.executable, __file__, "--memory", str(some)]
        said = subprocess.run(
            command, check=True, capture_output=True, text=True, cwd=ROOT / "benchmarks"
        ).stdout
        peaks.append(float(said.split()[1]))
    yield Result(f"工作进程内存：{count} 份比 {count // 4} 份", peaks[1] / peaks[0], "×", 1.2)


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--memory", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.memory:
        memory(given.memory)
        return 0
    return show([*results(given.reports), *flat(given.reports)])


if __name__ == "__main__":
    sys.exit(main())
