"""A busy department's report with a given text, and what the checks say of that text."""

from __future__ import annotations

from typing import Any

from assistant.checking import check_report
from assistant.core.findings import Finding
from assistant.core.report import Report
from tests.checking.support import LAST_YEAR
from tests.support.reports import busy_report

REQUESTS = "（二）依申请公开。"


def of_text(
    text: str, code: str, *, section: str = "overview", previous: Report | None = None, cells: Any = None,
    sections: dict[str, str] | None = None,
) -> list[Finding]:  # fmt: skip
    """The findings of one family about the text, in the order of the text."""
    report = busy_report(cells, sections={section: text, **(sections or {})})
    found = [f for f in check_report(report, previous) if f.code == code]
    return sorted(found, key=lambda f: int(f.where[0].partition(":")[2].partition("-")[0]))


def words(text: str, findings: list[Finding]) -> list[str]:
    """The words each finding points at."""
    spans = [f.where[0].partition(":")[2].split("-") for f in findings]
    return [text[int(start) : int(end)] for start, end in spans]


__all__ = ["LAST_YEAR", "REQUESTS", "of_text", "words"]
