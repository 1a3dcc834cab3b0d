"""What a complete report still needs, in short lines with counts, most important first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.conversation.steps.derived import Derived
from assistant.core.report import Report
from assistant.reviewing.judging import Judged

Tab = Literal["tables", "draft", "sources", "checkup", "compare", "take"]


@dataclass(frozen=True)
class Lack:
    """Something a complete report still needs, in Chinese, and the tab where it is put right."""

    text: str
    tab: Tab


def lacking(derived: Derived, judged: Sequence[Judged]) -> tuple[Lack, ...]:
    """Everything that is missing. `judged`: the findings on the product."""
    report = derived.report
    if report is None:
        return (Lack("还没有今年的表格", "tables"), *_about_previous(derived))
    return (
        *_about_head(report),
        *_about_tables(report),
        *_about_findings(judged),
        *_about_draft(derived),
        *_about_previous(derived),
    )


def _about_head(report: Report) -> Iterator[Lack]:
    if not report.unit:
        yield Lack("单位全称没有填", "tables")
    if not report.year:
        yield Lack("报告年度没有填", "tables")


def _about_tables(report: Report) -> Iterator[Lack]:
    absent = [t for t in report.form.tables if not report.has_table(t.id)]
    if absent:
        yield Lack(f"没有{'、'.join(t.name for t in absent)}", "tables")
    there = tuple(f"{t.id}." for t in report.form.tables if t not in absent)
    cells = [cell for address, cell in report.cells() if address.startswith(there)] if there else []
    missing = sum(cell is None for cell in cells)
    doubtful = sum(cell is not None and not cell.certain for cell in cells)
    if missing:
        yield Lack(f"表里缺{missing}格", "tables")
    if doubtful:
        yield Lack(f"表里有{doubtful}格存疑", "tables")


def _about_findings(judged: Sequence[Judged]) -> Iterator[Lack]:
    errors = sum(one.is_open_error for one in judged)
    warnings = sum(one.is_open and one.finding.severity == "warning" for one in judged)
    if errors:
        yield Lack(f"体检有{errors}处错误", "checkup")
    if warnings:
        yield Lack(f"体检有{warnings}处提醒", "checkup")


def _about_draft(derived: Derived) -> Iterator[Lack]:
    draft = derived.draft
    if derived.workspace.text == "original":
        return
    if draft is None:
        if not any(text.strip() for text in derived.report.sections.values()) if derived.report else True:
            yield Lack("还没有初稿", "draft")
        return
    if derived.workspace.stale:
        yield Lack("初稿是改动以前写的，要重新起草", "draft")
    verification = draft.verification
    if verification.untraced:
        yield Lack(f"初稿有{len(verification.untraced)}个数没有出处", "draft")
    if verification.unsupported:
        yield Lack(f"初稿有{len(verification.unsupported)}处说法没有依据", "draft")
    if draft.gaps:
        yield Lack(f"初稿有{len(draft.gaps)}处【……】要补充或核对", "draft")


def _about_previous(derived: Derived) -> Iterator[Lack]:
    if derived.previous is None:
        yield Lack("没有给上年报告，跨年的数没有核对", "compare")
