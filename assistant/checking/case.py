"""One report under examination: its cells, last year's, the relations evaluated and what may explain them."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import cache, cached_property
from typing import Final

from assistant.checking.figures.ties.statements import Reader, Statement, narrowed
from assistant.checking.naming import cell_name, column_name, row_name, table_name
from assistant.checking.prose import Prose
from assistant.checking.tables.board import Board
from assistant.checking.tables.explain import Explanation, explain
from assistant.core.numbers import format_number
from assistant.core.relations import PREVIOUS, Outcome, Relation, Verdict, across, evaluate, within
from assistant.core.report import Cell, CellKind, Report
from assistant.core.template import split_address

EMPTY_KINDS: Final = frozenset({CellKind.BLANK, CellKind.NOT_APPLICABLE})
"""Kinds that may stand for a zero, though they are none."""


@cache
def of_last_year(version: str) -> tuple[Relation, ...]:
    """Last year's own relations, addressed from this year: they hold explanations to account."""
    return tuple(
        Relation(
            r.code,
            r.title,
            tuple(PREVIOUS + a for a in r.left),
            tuple(PREVIOUS + a for a in r.right),
            r.basis,
        )
        for r in within(version)
    )


class Case:
    """A report and, if given, last year's, with everything that several families of checks share.

    Relations across years are evaluated unless the years are known not to follow each other
    (`consecutive`).
    """

    def __init__(self, report: Report, previous: Report | None = None) -> None:
        self.report = report
        self.previous = previous
        self.consecutive = (
            previous is None
            or report.year is None
            or previous.year is None
            or previous.year == report.year - 1
        )
        self.cells: dict[str, Cell | None] = dict(report.cells())
        if previous and self.consecutive:
            self.cells |= {PREVIOUS + address: cell for address, cell in previous.cells()}

    @cached_property
    def prose(self) -> Prose:
        """The running text."""
        return Prose(self.report.sections)

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """Every number of the running text that is said of the tables, in the order of the text."""
        read = list(Reader(self.prose, self.report).statements())
        return tuple(narrowed(read, lambda cells, last_year: self.sum(cells, last_year=last_year)))

    @cached_property
    def outcomes(self) -> tuple[Outcome, ...]:
        """Every relation between cells that the forms have, evaluated, in the order of the form."""
        relations = [*within(self.report.template), *across()]
        known = [r for r in relations if all(a in self.cells for a in r.cells)]
        return tuple(evaluate(relation, self.cells.get) for relation in known)

    @cached_property
    def explanations(self) -> dict[Relation, Explanation]:
        """For each relation that fails, the likeliest mistake, where there is one."""
        broken = [o.relation for o in self.outcomes if o.verdict is Verdict.FAIL]
        if not broken:
            return {}
        own = [o.relation for o in self.outcomes]
        last = of_last_year(self.previous.template) if self.previous and self.consecutive else ()
        return explain(Board((*own, *last), self.cells, self.report, self.previous), broken)

    def name(self, cell_address: str) -> str:
        """How staff would point at a cell, quotation marks nested as they should be."""
        return cell_name(cell_address, self.report, self.previous)

    def names(self, addresses: Iterable[str], most: int = 6) -> str:
        """Several cells together: a row or a column of one table as such, else the first few by name."""
        listed = list(addresses)
        if len(listed) > 1:
            places = {split_address(a.removeprefix(PREVIOUS)) for a in listed}
            last_year = {a.startswith(PREVIOUS) for a in listed}
            form = self.report.form
            front = ("上年报告" if listed[0].startswith(PREVIOUS) else "") + table_name(form, listed[0])
            if len({(table, row) for table, row, _ in places}) == len(last_year) == 1:
                return f"{front}{row_name(form, listed[0])}一行的 {len(listed)} 格"
            if len({(table, column) for table, _, column in places}) == len(last_year) == 1:
                return f"{front}{column_name(form, listed[0])}一列的 {len(listed)} 格"
        shown = "、".join(self.name(a) for a in listed[:most])
        return shown if len(listed) <= most else f"{shown}等 {len(listed)} 格"

    def cell(self, cell_address: str, *, last_year: bool = False) -> Cell | None:
        """A cell of this year's report, or of last year's; `None` where there is none."""
        report = self.previous if last_year else self.report
        return None if report is None else report.cell(cell_address)

    def sum(self, cells: Iterable[str], *, last_year: bool = False) -> Decimal | None:
        """What some cells add up to; `None` as soon as one of them holds no number."""
        total = Decimal(0)
        for address in cells:
            cell = self.cell(address, last_year=last_year)
            if cell is None or cell.value is None:
                return None
            total += cell.value
        return total

    def kind(self, cell_address: str) -> CellKind | None:
        """What stands in a cell; `None` when the source had no such cell."""
        cell = self.cells.get(cell_address)
        return None if cell is None else cell.kind

    def number(self, cell_address: str) -> str:
        """The number of a cell as staff would write it; only for cells that hold one."""
        cell = self.cells[cell_address]
        if cell is None or cell.value is None:
            raise ValueError(f"no number at {cell_address}")
        return format_number(cell.value)

    def doubtful(self, addresses: Iterable[str]) -> tuple[str, ...]:
        """Those cells whose value or place the reader had to infer."""
        return tuple(a for a in addresses if (cell := self.cells.get(a)) is not None and not cell.certain)
