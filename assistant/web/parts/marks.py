"""Marks of cells with what they mean, and what was read in a line or two, as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from assistant.core.findings import Finding
from assistant.core.report import Problem, Report
from assistant.web.markup import shown
from assistant.web.texts import CELL_MARKS, NOTHING_YET

LONGEST_TIP: Final = 400

_WORST_FIRST: Final = ("missing", "error", "warning", "uncertain")


@dataclass
class Marks:
    """Why a cell is marked: kinds of `CELL_MARKS`, and what is said about it."""

    kinds: set[str] = field(default_factory=set)
    says: list[str] = field(default_factory=list)

    @property
    def worst(self) -> str | None:
        """The kind that decides the look."""
        return next((kind for kind in _WORST_FIRST if kind in self.kinds), None)


def marks(report: Report, findings: Sequence[Finding]) -> dict[str, Marks]:
    """Every marked cell of this year's report with its marks."""
    marked: dict[str, Marks] = {}

    def mark(address: str, kind: str, says: str) -> None:
        entry = marked.setdefault(address, Marks())
        entry.kinds.add(kind)
        if says not in entry.says:
            entry.says.append(says)

    for address, cell in report.cells():
        if cell is None:
            mark(address, "missing", CELL_MARKS["missing"][1])
        elif not cell.certain:
            mark(address, "uncertain", CELL_MARKS["uncertain"][1])
    known = set(report.form.addresses)
    things: list[Problem | Finding] = [*report.problems, *findings]
    for thing in things:
        for address in thing.where:
            if address in known and thing.severity != "info" and report.cell(address) is not None:
                mark(address, thing.severity, thing.message)
    return marked


def counts(report: Report) -> tuple[int, int, int, int]:
    """Cells read, cells of the form, cells missing, cells in doubt."""
    cells = [cell for _, cell in report.cells()]
    there = [cell for cell in cells if cell is not None]
    return len(there), len(cells), len(cells) - len(there), sum(not cell.certain for cell in there)


def summary(report: Report | None, previous: Report | None, origin: str) -> str:
    """What was read, in one or two lines: from where, whose, how many cells, how many in doubt."""
    if report is None:
        return f'<p class="nb-empty">{NOTHING_YET}</p>'
    read, whole, missing, doubtful = counts(report)
    parts = [f"读到<strong>{read}</strong>格"]
    if missing:
        parts.append(f'<span class="nb-bad">缺{missing}格</span>（应有{whole}格）')
    parts.append(f'<span class="nb-doubt">{doubtful}格存疑</span>' if doubtful else "没有存疑的格")
    prose = [
        section.number or section.title
        for section in report.form.sections
        if section.table is None and report.sections.get(section.id, "").strip()
    ]
    parts.append(f"正文读到：{shown('、'.join(prose))}" if prose else "没有正文")
    whose = shown(f"{report.unit or '单位未填'}，{f'{report.year}年' if report.year else '年度未填'}")
    form = "2021年表样" if report.template == "2021" else "2019年旧表样"
    lines = [f"正在使用{shown(origin)}（{whose}，{form}）：{'，'.join(parts)}。"]
    if previous is not None:
        year = f"{previous.year}年" if previous.year else "年度不明"
        lines.append(f"上年报告：{shown(previous.unit or '单位不明')}，{year}，读到{counts(previous)[0]}格。")
    return "".join(f'<p class="nb-summary">{line}</p>' for line in lines)


def legend(kinds: set[str]) -> str:
    """What the marks mean that are in use."""
    items = "".join(
        f'<li><span class="nb-key nb-{kind}"><b aria-hidden="true">{symbol}</b></span>{meaning}</li>'
        for kind, (symbol, meaning) in CELL_MARKS.items()
        if kind in kinds
    )
    return f'<ul class="nb-legend">{items}</ul>' if items else ""
