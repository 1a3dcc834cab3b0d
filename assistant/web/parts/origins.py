"""Where a number of the draft comes from: its cells with their values, each with a link to the cell, and the formula."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Final

from assistant.core.numbers import format_number
from assistant.core.relations import PREVIOUS
from assistant.core.report import Report
from assistant.drafting import note_lines
from assistant.drafting.draft import NOTES, YEAR, TracedNumber
from assistant.web.markup import cut, link, shown
from assistant.web.parts.cell_links import cell_link

LONGEST_QUOTE: Final = 40
MOST_CELLS: Final = 8
"""A number names at most this many cells; a longer sum says how many there are."""

_SECTIONS: Final = "sections."


@dataclass(frozen=True)
class Origin:
    """What numbers may be traced to: this year's report, last year's, and the user's notes."""

    report: Report
    previous: Report | None
    notes: str

    @cached_property
    def _places(self) -> frozenset[str]:
        return frozenset(self.report.form.addresses)

    def markup(self, number: TracedNumber) -> str:
        """Where a number comes from: its cells with values and links, and the formula over them."""
        if not number.cells:
            return "没有注明出处"
        if number.formula is None:
            return "、".join(self._linked(cell) for cell in number.cells[:MOST_CELLS])
        return "、".join(self._terms(number)) + self._formula(number)

    def _terms(self, number: TracedNumber) -> Iterator[str]:
        valued = [(cell, self._value(cell)) for cell in number.cells]
        telling = [(cell, value) for cell, value in valued if value]
        for cell, value in telling[:MOST_CELLS]:
            yield f"{self._linked(cell)}＝{format_number(value) if value is not None else ''}"
        if len(telling) > MOST_CELLS:
            yield f"等{len(telling)}格"
        if zeros := len(valued) - len(telling):
            yield f"{'其余' if telling else ''}{zeros}格为0"

    @staticmethod
    def _formula(number: TracedNumber) -> str:
        formula = number.formula or ""
        return f"；算式：{shown(formula)}" if any(sign in formula for sign in "＋−÷|") else ""

    def _value(self, cell: str) -> Decimal | None:
        report = self.previous if cell.startswith(PREVIOUS) else self.report
        try:
            return report.value(cell.removeprefix(PREVIOUS)) if report else None
        except ValueError:
            return None

    def _linked(self, cell: str) -> str:
        name = self.name(cell)
        if cell in self._places:
            return cell_link(cell, name, css="nb-cell-link")
        earlier = cell.removeprefix(PREVIOUS)
        if self.previous and cell.startswith(PREVIOUS) and earlier in self.previous.form.addresses:
            return cell_link(earlier, name, before=True, css="nb-cell-link")
        if cell.startswith(NOTES):
            return link(name, "tab:draft#nb-notes", css="nb-cell-link")
        return shown(name)

    def name(self, cell: str) -> str:
        """How staff would point at a cell, a line of their notes or last year's report."""
        if cell == YEAR:
            return "报告年度"
        if cell.startswith(NOTES):
            return self._note(cell)
        earlier, inner = cell.startswith(PREVIOUS), cell.removeprefix(PREVIOUS)
        if inner.startswith(_SECTIONS):
            wanted = inner.removeprefix(_SECTIONS)
            section = next((s for s in self.report.form.sections if s.id == wanted), None)
            return f"{'上年报告' if earlier else '本报告'}{f'的“{section.title}”' if section else ''}"
        if inner in ("unit", "report.unit"):
            return "单位名称"
        form = (self.previous or self.report).form if earlier else self.report.form
        try:
            return f"{'上年' if earlier else ''}{form.describe(inner)}"
        except (KeyError, ValueError, StopIteration):
            return "（不在表里的格）"

    def _note(self, cell: str) -> str:
        lines = note_lines(self.notes)
        number = cell.removeprefix(NOTES)
        if not number.isdecimal() or not 0 < int(number) <= len(lines):
            return "您写的要点"
        return f"您写的要点第{number}行“{cut(lines[int(number) - 1].strip(), LONGEST_QUOTE)}”"
