"""The tables of two years, cell by cell, and the numbers that must carry over."""

from __future__ import annotations

from decimal import Decimal
from typing import Final, Literal, cast

from assistant.core.comparison import CellPair, CellState, Link
from assistant.core.numbers import percent, squeeze
from assistant.core.relations import PREVIOUS, Outcome, Verdict, across, evaluate, lookup
from assistant.core.report import Cell, Report
from assistant.core.template import Template, split_address

_VERDICTS: Final[dict[Verdict, Literal["pass", "fail", "uncertain"]]] = {
    Verdict.PASS: "pass",
    Verdict.FAIL: "fail",
    Verdict.UNCERTAIN: "uncertain",
    Verdict.NOT_ASSESSABLE: "uncertain",
}


def cell_pairs(report: Report, previous: Report) -> tuple[CellPair, ...]:
    """Every cell that both forms have, in the order of this year's."""
    shared = set(previous.form.addresses)
    return tuple(_pair(report, previous, a) for a in report.form.addresses if a in shared)


def only_in(report: Report, other: Report) -> tuple[str, ...]:
    """The addresses of a report's form that the other's form does not have."""
    theirs = set(other.form.addresses)
    return tuple(a for a in report.form.addresses if a not in theirs)


def _pair(report: Report, previous: Report, cell_address: str) -> CellPair:
    here, last = report.cell(cell_address), previous.cell(cell_address)
    table, row, column = _names(report.form, cell_address)
    change = rate = None
    if here is not None and last is not None and here.value is not None and last.value is not None:
        change = here.value - last.value
        rate = percent(change, last.value) if last.value > 0 else None
    return CellPair(
        address=cell_address,
        table=table,
        row=row,
        column=column,
        current=here,
        previous=last,
        state=_state(here, last, change),
        change=change,
        rate=rate,
        certain=all(cell is None or cell.certain for cell in (here, last)),
    )


def _state(here: Cell | None, last: Cell | None, change: Decimal | None) -> CellState:
    if change is not None:
        return "changed" if change else "same"
    return "nothing" if _reads(here) == _reads(last) else "unlike"


def _reads(cell: Cell | None) -> tuple[str, str]:
    """What a cell without a number reads as; dashes and strokes of “not applicable” are one."""
    if cell is None:
        return ("missing", "")
    return (cell.kind, squeeze(cell.raw) if cell.kind == "text" or cell.value is not None else "")


def _names(form: Template, cell_address: str) -> tuple[str, str, str]:
    table_id, row_id, column_id = split_address(cell_address)
    table = form.table(table_id)
    row = table.row(row_id)
    return table.name, row.name, next(c.label for c in row.columns if c.id == column_id)


def links(report: Report, previous: Report) -> tuple[Link, ...]:
    """What last year's report makes of this year's 上年结转 and 现行有效件数; only what both forms have."""
    known = {*report.form.addresses, *(PREVIOUS + a for a in previous.form.addresses)}
    find = lookup(report, previous)
    return tuple(
        _link(evaluate(relation, find), report)
        for relation in across()
        if all(a in known for a in relation.cells)
    )


def _link(outcome: Outcome, report: Report) -> Link:
    """`found` less `expected` is by how much the two sides of the relation differ."""
    relation = outcome.relation
    found = report.value(relation.left[0])
    expected = None
    if found is not None and not outcome.without_value:
        expected = found - (outcome.left - outcome.right)
    return Link(
        code=cast(Literal["Y-CARRY", "Y-IN-FORCE"], relation.code),
        title=relation.title,
        where=relation.cells,
        expected=expected,
        found=found,
        verdict=_VERDICTS[outcome.verdict],
    )
