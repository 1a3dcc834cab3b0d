"""Many reports at once: ``python benchmarks/batch.py [HOW_MANY]`` makes them, checks them, adds them up.

The reports are made from the samples in corpus/reports, each under a name of its own, as .docx, .xlsx, .html and .md
in turn. Seconds and memory are those of the commands as staff run them. Exits with 1 when a target is missed.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from table import ROOT, Result, show

from assistant import export_report, read_report
from assistant.core.report import Report

SAMPLES: Final = ROOT / "corpus" / "reports"
HOW_MANY: Final = 1000
KINDS_HOW_MANY: Final = 10_000
YEAR: Final = 2024
_SUFFIXES: Final = (".docx", ".xlsx", ".html", ".md")
_RUN: Final = """
import resource, sys
from assistant.cli import main
code = main(sys.argv[1:])
own, others = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
print(f"{own} {others} {code}", file=sys.stderr)
"""


def renamed(report: Report, unit: str) -> Report:
    """A sample under another name, for the year of all."""
    old, year = report.unit or "", str(report.year)
    texts = {s: t.replace(old, unit).replace(year, str(YEAR)) for s, t in report.sections.items()}
    title = f"{unit}{YEAR}年政府信息公开工作年度报告"
    return report.model_copy(update={"unit": unit, "year": YEAR, "title": title, "sections": texts})


def make(folder: Path, how_many: int) -> None:
    """So many reports, a hundred to a folder."""
    samples = [read_report(path) for path in sorted(SAMPLES.glob("*.md"))]
    for number in range(how_many):
        below = folder / f"第{number // 100:02}批"
        below.mkdir(parents=True, exist_ok=True)
        report = renamed(samples[number % len(samples)], f"示例县第{number}局")
        export_report(report, below / f"{number:05}{_SUFFIXES[number % 4]}")


def make_kinds(folder: Path, how_many: int) -> None:
    """Files of every kind, most of them no reports."""
    report = read_report(next(SAMPLES.glob("*.md")))
    whole = [export_report(report, format=kind) for kind in ("docx", "xlsx", "html", "md")]
    heads = [
        b"PK\x03\x04",
        b"%PDF-1.7\n",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"\x89PNG\r\n",
        b"\xff\xfe",
        b"",
        b"\0" * 90,
    ]
    names = (
        "~$a.docx",
        ".DS_Store",
        "通知.txt",
        "a.mp3",
        "坏.docx",
        "坏.pdf",
        "坏.xls",
        "图.png",
        "乱.txt",
        "空.docx",
    )
    for number in range(how_many):
        below = folder / f"{number // 500:03}"
        below.mkdir(parents=True, exist_ok=True)
        name = names[number % len(names)]
        data = heads[number % len(heads)] + f"{number}".encode()
        if number % 50 == 0:
            name, data = f"年报{_SUFFIXES[number // 50 % 4]}", whole[number // 50 % 4]
        (below / f"{name.partition('.')[0]}{number}.{name.partition('.')[2]}").write_bytes(data)
        if name.startswith("."):
            (below / f".DS_Store{number}").write_bytes(data)


def timed(*arguments: str) -> tuple[float, float, float]:
    """Seconds of a command, and the most memory of its own process and of the largest other, in MB."""
    start = time.perf_counter()
    ran = subprocess.run(
        [sys.executable, "-c", _RUN, *arguments], cwd=ROOT, check=True, capture_output=True, text=True
    )
    seconds = time.perf_counter() - start
    own, others, code = map(int, ran.stderr.splitlines()[-1].split())
    if code not in (0, 1):
        raise SystemExit(ran.stderr)
    unit = 2**20 if sys.platform == "darwin" else 1024
    return seconds, own / unit, others / unit


def results(base: Path, how_many: int) -> Iterator[Result]:
    scale = how_many / HOW_MANY
    few, many, kinds = base / "少", base / "多", base / "杂"
    make(few, how_many // 4)
    make(many, how_many)
    output = str(base / "汇总.xlsx")
    _, own_few, others_few = timed("batch", str(few), "-o", str(base / "少.xlsx"), "--workers", "2")
    seconds, own, others = timed("batch", str(many), "-o", output, "--workers", "2")
    yield Result(f"batch：读、核对 {how_many} 份", seconds, "s", 60.0 * scale)
    yield Result("  主进程最多占内存", own, "MB")
    yield Result(f"  比 {how_many // 4} 份时", own / own_few, "×", 1.3)
    yield Result("  工作进程最多占内存", others, "MB")
    yield Result(f"  比 {how_many // 4} 份时", others / others_few, "×", 1.3)
    yield Result(
        "  再运行一次（没有改动）", timed("batch", str(many), "-o", output, "--workers", "2")[0], "s"
    )
    fresh = base / "另处"
    fresh.mkdir()
    seconds, own, _ = timed("rollup", str(many), "-o", str(fresh / "和.xlsx"), "--workers", "2")
    yield Result(f"rollup：从头读、核对、相加 {how_many} 份", seconds, "s")
    yield Result("  主进程最多占内存", own, "MB")
    seconds = timed("rollup", str(many), "-o", str(base / "和.xlsx"), "--workers", "2")[0]
    yield Result("  batch 读过之后再汇总", seconds, "s", 20.0 * scale)
    make_kinds(kinds, int(KINDS_HOW_MANY * scale))
    seconds, own, _ = timed("batch", str(kinds), "-o", str(base / "杂.xlsx"), "--workers", "2")
    yield Result(f"batch：{int(KINDS_HOW_MANY * scale)} 个各种各样的文件", seconds, "s")
    yield Result("  主进程最多占内存", own, "MB")


def main() -> int:
    how_many = int(sys.argv[1]) if len(sys.argv) > 1 else HOW_MANY
    with tempfile.TemporaryDirectory() as folder:
        return show(results(Path(folder), how_many))


if __name__ == "__main__":
    sys.exit(main())
