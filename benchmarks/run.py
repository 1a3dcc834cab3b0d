"""How long things take, and how much memory: ``python benchmarks/run.py``, medians of several runs.

Real files from ``../shared`` where they are there; everything else is made by the export room and by LibreOffice
from a sample report. Exits with 1 when a target is missed.
"""

from __future__ import annotations

import functools
import gc
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from table import ROOT, Result, milliseconds, show

from assistant import check_report, draft_report, export_report, read_pasted, read_report
from assistant.core.report import Report

SAMPLES: Final = ROOT / "corpus" / "reports"
SHARED: Final = ROOT.parent / "shared"
PASTES: Final = 10_000


def process_seconds(*arguments: str, runs: int = 7) -> float:
    """The median time of a Python process."""

    def once() -> None:
        subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True, capture_output=True)

    return milliseconds(once, runs) / 1000


def peak_megabytes(source: Path) -> float:
    """The most memory a process takes that reads one file."""
    code = (
        "import resource, sys; from pathlib import Path; from assistant import read_report;"
        "read_report(Path(sys.argv[1])); print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, source], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return int(ran.stdout) / (2**20 if sys.platform == "darwin" else 1024)


def paste_of(report: Report) -> str:
    """The report's tables as they arrive from a web page's clipboard: every cell on a line of its own."""
    from assistant.export.layout import layout

    lines = [report.title]
    for section in report.form.sections:
        if section.table:
            lines.append(f"{section.number}、{section.title}")
            for cell in layout(report.form, section.table).cells:
                value = report.cell(cell.address) if cell.address else None
                lines.append(value.raw if value else cell.text)
        else:
            lines.append(report.sections[section.id])
    return "\n".join(lines)


def files(report: Report, folder: Path) -> Iterator[tuple[str, Path, float]]:
    """Files to read, with the milliseconds that each may take."""
    for suffix, target in ((".docx", 150.0), (".xlsx", 150.0), (".html", 150.0)):
        path = folder / f"sample{suffix}"
        export_report(report, path)
        yield f"读 {suffix[1:]}", path, target
    pdf = SHARED / "examples" / "淮安市-2024.pdf"
    if pdf.exists():
        yield "读 pdf（真实年报）", pdf, 1500.0
    office = shutil.which("soffice")
    if office:
        command = [
            office,
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            str(folder / "sample.docx"),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        yield "读 pdf（样例）", folder / "sample.pdf", 1500.0


def results(folder: Path) -> Iterator[Result]:
    """Every measurement, in the order of the table."""
    last, report = (read_report(SAMPLES / f"示例市公安局-{year}.md") for year in (2024, 2025))
    paste = paste_of(report)
    if dict(read_pasted(paste).cells()) != dict(report.cells()):
        raise SystemExit("样例粘贴后读出来的与原来不同，量了也没有意义。")
    yield Result("读粘贴的文本", milliseconds(lambda: read_pasted(paste)), "ms", 10)
    read = []
    for what, path, target in files(report, folder):
        yield Result(what, milliseconds(lambda path=path: read_report(path), 5), "ms", target)  # type: ignore[misc]
        read.append(path)
    yield Result(
        "核对整份年报（表、正文、跨年），改过再核对",
        milliseconds(lambda: check_report(report, last)),
        "ms",
        50,
    )
    yield Result("核对没有见过的年报（样例逐份）", unseen_milliseconds(), "ms", 50)
    wrong = report.replace_cells({"requests.new.total": report.cell("requests.granted.total")})
    yield Result("核对（有错误要找原因）", milliseconds(lambda: check_report(wrong, last)), "ms", 50)
    yield Result(
        "起草（不用模型，含核验）", milliseconds(lambda: draft_report(report, "培训1次", last)), "ms", 50
    )
    yield Result("导出 docx", milliseconds(lambda: export_report(report, format="docx"), 5), "ms")
    ratio = process_seconds("-m", "assistant", "--help") / process_seconds("-c", "import pydantic, typer")
    yield Result("nianbao --help ÷ 导入 pydantic 和 typer", ratio, "×", 1.5)
    yield Result("读一份文件的内存峰值（各种格式里最大的）", max(map(peak_megabytes, read)), "MB", 150)
    few, many = (_seconds(paste, count) for count in (PASTES // 100, PASTES))
    yield Result(f"读 {PASTES} 份粘贴", many, "s", PASTES * 0.010)
    yield Result(f"每份用时：{PASTES} 份 ÷ {PASTES // 100} 份", many / few / 100, "×", 1.3)


def unseen_milliseconds(rounds: int = 5) -> float:
    """The time of a check of text that was not seen before: rules are ready, what is kept of earlier texts is thrown away."""
    reports = [read_report(path) for path in sorted(SAMPLES.glob("*.md"))]
    for report in reports:
        check_report(report)
    kept = [
        found
        for found in gc.get_objects()
        if isinstance(found, functools._lru_cache_wrapper)
        and found.__module__.startswith("assistant.")
        and found.cache_parameters()["maxsize"] is not None
    ]
    times = []
    for _ in range(rounds):
        for cache in kept:
            cache.cache_clear()
        start = time.perf_counter()
        for report in reports:
            check_report(report)
        times.append((time.perf_counter() - start) * 1000 / len(reports))
    return statistics.median(times)


def _seconds(paste: str, count: int) -> float:
    start = time.perf_counter()
    for _ in range(count):
        read_pasted(paste)
    return time.perf_counter() - start


def main() -> int:
    """Print the table; 1 when a target is missed."""
    with tempfile.TemporaryDirectory() as folder:
        return show(results(Path(folder)))


if __name__ == "__main__":
    sys.exit(main())
