"""The sample reports: fictional, whole, balanced, and without a finding of their own."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from assistant import check_report, draft_report, read_report
from assistant.resources import corpus

FILES = sorted((corpus() / "reports").glob("*.md"))


def previous_of(file: Path) -> Path | None:
    unit, _, year = file.stem.rpartition("-")
    earlier = file.with_name(f"{unit}-{int(year) - 1}.md")
    return earlier if earlier in FILES else None


def test_there_are_enough_of_them() -> None:
    years = defaultdict(list)
    for file in FILES:
        unit, _, year = file.stem.rpartition("-")
        years[unit].append(int(year))
    assert len(FILES) >= 18
    assert sum(len(found) > 1 for found in years.values()) >= 5
    assert {y for found in years.values() for y in found} == {2021, 2022, 2023, 2024, 2025}


@pytest.mark.parametrize("file", FILES, ids=lambda p: p.stem)
def test_a_sample_is_sound(file: Path) -> None:
    assert "单位是虚构的" in file.read_text(encoding="utf-8").splitlines()[0]
    report = read_report(file)
    unit, _, year = file.stem.rpartition("-")
    assert (report.unit, report.year, report.status, report.problems) == (unit, int(year), "complete", ())
    assert unit.startswith("示例")
    assert all(report.sections.values())
    earlier = previous_of(file)
    previous = read_report(earlier) if earlier else None
    findings = check_report(report, previous)
    assert [f.message for f in findings if f.severity != "info"] == []
    draft = draft_report(report, previous=previous)
    assert (draft.verification.untraced, draft.verification.unsupported) == ((), ())
