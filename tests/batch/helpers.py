"""Folders of made-up reports, as they come in from many units."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from assistant import export_report
from assistant.batch.values import FileRow
from assistant.core.report import Report
from tests.support.reports import busy_report

LAST_YEAR = {
    "requests.new.natural_person": 17, "requests.new.total": 21,
    "requests.carried_over.natural_person": 5, "requests.carried_over.total": 5,
    "requests.carried_forward.natural_person": 2, "requests.carried_forward.total": 2,
    "proactive.normative_documents.in_force": 8,
}  # fmt: skip
"""What must stand in the report of 2023 for the busy one of 2024 to follow from it."""

SECTIONS = {
    "overview": "（一）主动公开。按照要求公开了政府信息。",
    "problems": "一是更新不及时。",
    "other": "无。",
}


def report_of(unit: str, year: int = 2024, changes: dict[str, Any] | None = None) -> Report:
    return busy_report(changes, unit=unit, year=year, sections=SECTIONS)


def put(folder: Path, name: str, unit: str, year: int = 2024, changes: dict[str, Any] | None = None) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    export_report(report_of(unit, year, changes), path)
    return path


def rows_by_file(rows: tuple[FileRow, ...]) -> dict[str, FileRow]:
    found = {row.file: row for row in rows}
    assert len(found) == len(rows), "a file has one row"
    return found
