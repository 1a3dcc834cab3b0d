"""Findings as a page for the terminal, grouped by severity."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from assistant.cli.show_report import SEVERITIES
from assistant.cli.width import wrap
from assistant.core.findings import Finding
from assistant.core.report import Report

NOT_YET: Final = "正文里的数字还没有核对，请人工对照。"
"""Staff must not take silence about the running text for a clean bill."""


def page(findings: Sequence[Finding], report: Report) -> str:
    """All findings in lines of at most 80 columns, and how many there are of each severity."""
    groups = {name: [f for f in findings if f.severity == key] for key, name in SEVERITIES.items()}
    blocks = []
    for name, group in groups.items():
        if group:
            lines = [_one(number, finding) for number, finding in enumerate(group, 1)]
            blocks.append("\n".join([f"【{name}】{len(group)} 处", *lines]))
    return "\n\n".join([*blocks, summary(findings, report)])


def summary(findings: Sequence[Finding], report: Report) -> str:
    """How many findings of each severity, and what was not checked: what was not read, and numbers in prose."""
    if not findings and report.status != "complete":
        return f"读到的表格和章节没有发现问题；但年报没有读完整，没有读到的部分没有核对。{NOT_YET}"
    if not findings:
        return f"表格、跨年衔接（给出上年年报时）和章节核对完毕，没有发现问题。{NOT_YET}"
    counts = []
    for key, name in SEVERITIES.items():
        number = sum(f.severity == key for f in findings)
        if number:
            counts.append(f"{name} {number} 处")
    return f"核对完毕：{'，'.join(counts)}。{NOT_YET}"


def _one(number: int, finding: Finding) -> str:
    head = f"{number:>3}. "
    unsure = "（缺数据，无法判定）" if finding.status == "uncertain" else ""
    rest = " " * len(head)
    lines = [wrap(f"{finding.message}{unsure}", first=head, rest=rest)]
    if finding.basis:
        lines.append(wrap(f"依据：{finding.basis}〔{finding.code}〕", first=rest, rest=rest))
    return "\n".join(lines)
