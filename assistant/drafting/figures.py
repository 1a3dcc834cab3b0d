"""The figures a draft may use, and what must be said about those it may not.

A cell is usable when it holds a number that can be one: a count is whole and not negative. A blank, “/”,
text or a missing cell is never read as zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from typing import Final

from assistant.core.facts import Fact, gather, total
from assistant.core.numbers import format_number, percent
from assistant.core.relations import PREVIOUS, Verdict, evaluate, lookup, result_rows, within
from assistant.core.report import Cell, Report
from assistant.core.template import address

_AMOUNTS: Final = (".fees.amount", ".procurement.amount")
GRANTS: Final = ("granted", "granted_in_part")


class Figures:
    """A report's facts, limited to usable cells, with last year's beside them when it may be compared."""

    def __init__(self, report: Report, previous: Report | None = None) -> None:
        self.report = report
        self.previous = previous
        self.find = lookup(report, previous)
        self.facts = gather(report)
        self.earlier = gather(previous) if previous else None

    def fact(self, cell_address: str) -> Fact | None:
        """The cell's number, `None` when it holds none that can be right."""
        return self.facts.get(cell_address) if self.usable(cell_address) else None

    def before(self, cell_address: str) -> Fact | None:
        """Last year's number of a cell, with its address in last year's report."""
        fact = self.earlier.get(cell_address) if self.earlier else None
        if fact is None or not self.usable(PREVIOUS + cell_address):
            return None
        return replace(fact, cells=(PREVIOUS + cell_address,))

    def usable(self, cell_address: str) -> bool:
        """Whether the cell holds a number that can be one."""
        return self.fault(cell_address) is None

    def fault(self, cell_address: str) -> str | None:
        """What is wrong with a cell: missing, blank, not_applicable, text, absurd; `None` for a good one."""
        cell = self.find(cell_address)
        if cell is None:
            return "missing"
        if cell.value is None:
            return str(cell.kind)
        if cell_address.endswith(".change"):
            return None if cell.value == cell.value.to_integral_value() else "absurd"
        whole = cell.value == cell.value.to_integral_value() or cell_address.endswith(_AMOUNTS)
        return None if whole and cell.value >= 0 else "absurd"

    def faulty(self, addresses: Iterable[str]) -> tuple[str, ...]:
        """Those of the cells that cannot be used."""
        return tuple(a for a in addresses if not self.usable(a))

    def is_zero(self, *addresses: str) -> bool:
        """Whether every one of the cells says zero."""
        return all(self.usable(a) and not self.value(a) for a in addresses)

    def value(self, cell_address: str) -> Decimal:
        """The number of a usable cell; `KeyError` for any other."""
        return self.facts[cell_address].value

    def uncertain(self, addresses: Iterable[str]) -> tuple[str, ...]:
        """Those of the cells that the reader inferred."""
        cells: dict[str, Cell | None] = {a: self.find(a) for a in addresses}
        return tuple(a for a, cell in cells.items() if cell is not None and not cell.certain)

    def total(self, fact_id: str, addresses: Sequence[str], unit: str = "件") -> Fact | None:
        """The sum of usable cells; `None` as soon as one is not."""
        return None if self.faulty(addresses) else total(fact_id, addresses, self.find, unit)

    def holds(self, code: str, first: str) -> Verdict:
        """What the relation of this code whose left side starts with the cell comes to."""
        relation = next(r for r in within(self.report.template) if r.code == code and r.left[0] == first)
        return evaluate(relation, self.find).verdict

    @cached_property
    def results(self) -> dict[str, Fact]:
        """办理结果 that are not zero, in the order of the form: 予以公开、部分公开 and the groups.

        A group with unusable rows is summed over the others only when the results then make up 办结总数, so
        that nothing can be hiding in the cells left out.
        """
        parts = {group: self._group(group) for group in self._groups}
        present = {g: f for g, f in parts.items() if f is not None}
        complete = len(present) == len(self._groups) and not any(self._faulty_rows(g) for g in self._groups)
        if not complete and not self.results_add_up(present.values()):
            present = {g: f for g, f in present.items() if not self._faulty_rows(g)}
        return {g: f for g, f in present.items() if f.value}

    def results_add_up(self, parts: Iterable[Fact] | None = None) -> bool:
        """Whether the results make up 办结总数 exactly."""
        whole = self.fact("requests.concluded_total.total")
        facts = self.results.values() if parts is None else parts
        return whole is not None and sum((f.value for f in facts), Decimal(0)) == whole.value

    @cached_property
    def _groups(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(row.split(".")[0] for row in result_rows(self.report.form)))

    def rows_of(self, group: str) -> tuple[str, ...]:
        """Addresses (总计) of the rows of a group of results."""
        rows = [r for r in result_rows(self.report.form) if r.split(".")[0] == group]
        return tuple(address("requests", row, "total") for row in rows)

    def _faulty_rows(self, group: str) -> tuple[str, ...]:
        return self.faulty(self.rows_of(group))

    def _group(self, group: str) -> Fact | None:
        rows = [a for a in self.rows_of(group) if self.usable(a)]
        if len(self.rows_of(group)) == 1:
            return self.fact(self.rows_of(group)[0])
        return self.total(f"requests.{group}.total", rows) if rows else None

    @cached_property
    def faulty_results(self) -> tuple[str, ...]:
        """Result cells (总计) that cannot be used."""
        return tuple(a for g in self._groups for a in self._faulty_rows(g))

    def granted_share(self) -> Fact | None:
        """予以公开 and 部分公开 together in per cent of 办结总数."""
        whole = self.fact("requests.concluded_total.total")
        parts = self.total("granted", [address("requests", r, "total") for r in GRANTS])
        if not whole or not parts or not whole.value or not parts.value:
            return None
        share = percent(parts.value, whole.value)
        top = f"({parts.formula})" if "＋" in (parts.formula or "") else format_number(parts.value)
        assert share is not None
        return Fact(
            "share.granted", share, "%", parts.cells + whole.cells, f"{top}÷{format_number(whole.value)}"
        )

    def change(self, cell_address: str) -> tuple[str, Fact, Fact | None] | None:
        """Against last year: ``增加`` or ``减少`` (empty when equal), by how much, and the rate.

        The rate is left out from zero, and where it would round to nothing or run to ten times and more.
        """
        now, before = self.fact(cell_address), self.before(cell_address)
        if now is None or before is None:
            return None
        cells = (cell_address, PREVIOUS + cell_address)
        low, high = sorted((now.value, before.value))
        difference = Fact(
            "difference", high - low, now.unit, cells, f"{format_number(high)}−{format_number(low)}"
        )
        rate = percent(high - low, before.value)
        word = "" if high == low else "增加" if now.value > before.value else "减少"
        if rate is None or not 0 < rate < 1000:
            return word, difference, None
        return (
            word,
            difference,
            Fact("rate", rate, "%", cells, f"({difference.formula})÷{format_number(before.value)}"),
        )
