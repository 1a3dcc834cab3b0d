"""Findings and what staff said about them as a page for the terminal, grouped by severity."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from assistant.cli.show_passages import passage_lines
from assistant.cli.show_report import SEVERITIES
from assistant.cli.width import wrap
from assistant.core.places import doubt
from assistant.core.report import Report

if TYPE_CHECKING:
    from assistant.reviewing.judging import Judged

BY_HAND: Final = "表格里没有的数（如网站信息条数）请人工核对。"
"""Staff must not take silence about figures that no table holds for a clean bill."""


def page(judged: Sequence[Judged], report: Report, *, show_all: bool = False) -> str:
    """The findings in lines of at most 80 columns, and how many there are of each severity.

    Numbered through, those left out too, so that a number means the same finding to ``verdict``.
    """
    groups = {name: _shown(judged, key, show_all) for key, name in SEVERITIES.items()}
    blocks = []
    for name, group in groups.items():
        if group:
            lines = [one(number, each, report) for number, each in group]
            blocks.append("\n".join([f"【{name}】{len(group)} 处", *lines]))
    return "\n\n".join([*blocks, summary(judged, report, show_all=show_all)])


def _shown(judged: Sequence[Judged], severity: str, show_all: bool) -> list[tuple[int, Judged]]:
    numbered = enumerate(judged, 1)
    return [(n, j) for n, j in numbered if j.finding.severity == severity and (show_all or j.is_open)]


def summary(judged: Sequence[Judged], report: Report, *, show_all: bool = False) -> str:
    """How many findings stand open, and what was not checked: what was not read, and figures that no table holds."""
    dismissed = sum(not each.is_open for each in judged)
    more = "" if show_all else "，不再列出；--all 全列"
    return _open(judged, report) + (f"\n已驳回 {dismissed} 处{more}。" if dismissed else "")


def _open(judged: Sequence[Judged], report: Report) -> str:
    if not judged and report.status != "complete":
        return f"读到的表格和章节没有发现问题；但年报没有读完整，没有读到的部分没有核对。{BY_HAND}"
    if not judged:
        return f"表格、正文和跨年衔接（给出上年年报时）核对完毕，没有发现问题。{BY_HAND}"
    counts = []
    for key, name in SEVERITIES.items():
        number = sum(each.is_open and each.finding.severity == key for each in judged)
        if number:
            counts.append(f"{name} {number} 处")
    return f"核对完毕：{'，'.join(counts) or '没有待处理的问题'}。{BY_HAND}"


def one(number: int, judged: Judged, report: Report, name: str = "") -> str:
    """One finding with its number, where wanted a short name, and what was said about it."""
    from assistant.reviewing.wording import standing

    finding = judged.finding
    head = f"{number:>3}. "
    unsure = doubt(finding)
    rest = " " * len(head)
    lines = [wrap(f"{name}{finding.message}{unsure}", first=head, rest=rest)]
    lines += passage_lines(finding, report, rest)
    if finding.basis:
        lines.append(wrap(f"依据：{finding.basis}〔{finding.code}〕", first=rest, rest=rest))
    if judged.history:
        lines.append(wrap(standing(judged), first=rest, rest=rest))
    return "\n".join(lines)
