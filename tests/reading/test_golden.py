"""Golden folders: every source beside this file reads to exactly what is written down for it.

`NIANBAO_REGENERATE=1 pytest tests/reading/test_golden.py` rewrites the expectations; look at the diff.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from assistant import read_report
from assistant.core.report import Report
from assistant.errors import ConfigurationError

DATA = Path(__file__).parents[1] / "data"
SHARED = Path(__file__).parents[2].parent / "shared"
REGENERATE = os.environ.get("NIANBAO_REGENERATE") == "1"
SOURCES = sorted(p for p in DATA.glob("*/sources/*") if p.is_file())
REAL = {
    "克拉玛依区自然资源分局-2021": SHARED / "seeds" / "克拉玛依区自然资源分局-2021.txt",
    "淮安市-2024": SHARED / "examples" / "淮安市-2024.pdf",
}


def figures(report: Report) -> dict[str, Any]:
    """A reading without its running text: real reports' sentences do not belong into the project."""
    data = report.model_dump(mode="json")
    data["sections"] = {name: len(text) for name, text in report.sections.items()}
    return data


def compare(got: dict[str, Any], expected: Path) -> None:
    if REGENERATE:
        expected.parent.mkdir(parents=True, exist_ok=True)
        expected.write_text(json.dumps(got, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert got == json.loads(expected.read_text(encoding="utf-8"))


@pytest.mark.parametrize("source", SOURCES, ids=lambda p: f"{p.parent.parent.name}/{p.name}")
def test_golden(source: Path) -> None:
    try:
        report = read_report(source)
    except ConfigurationError as missing:
        pytest.skip(f"需要 LibreOffice：{missing}")
    compare(report.model_dump(mode="json"), source.parent.parent / "expected" / f"{source.name}.json")


@pytest.mark.shared
@pytest.mark.parametrize("name", REAL)
def test_real_files(name: str) -> None:
    if not REAL[name].exists():
        pytest.skip(f"需要项目旁边的真实文件 ../shared/…/{REAL[name].name}")
    report = read_report(REAL[name])
    assert report.status == "complete"
    assert report.problems == ()
    assert all(cell is not None and cell.certain for _, cell in report.cells())
    compare(figures(report), DATA / "real" / "expected" / f"{name}.json")


def test_every_format_has_golden_sources() -> None:
    assert {p.parent.parent.name for p in SOURCES} == {"text", "markdown", "html", "word", "excel", "pdf"}


def test_the_regenerate_switch_is_off() -> None:
    assert not REGENERATE
