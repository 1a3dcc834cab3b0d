"""Facts worth saying: each with its value, unit, formula and the cells it comes from.

A fact exists only when every cell behind it holds a number: a blank is not a zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from assistant.core.numbers import format_number, percent
from assistant.core.relations import PREVIOUS, Lookup, lookup, result_rows
from assistant.core.report import Report
from assistant.core.template import APPLICANTS, OUTCOMES, TEMPLATES, address

GROUPS: Final = ("refused", "unavailable", "not_processed", "other")
"""The result groups （三）to（六）, summed over their rows."""

_ORGANIZATIONS: Final = [c.id for c in APPLICANTS if c.id not in {"natural_person", "total"}]
_LITIGATION: Final = ("direct_litigation", "litigation_after_reconsideration")


@dataclass(frozen=True)
class Fact:
    """A number with its origin.

    `cells` are addresses (``previous.`` in front for last year's). `formula` shows the reckoning with
    the figures in it, e.g. ``(23−18)÷18``, and is `None` when the value is the cell's own.
    """

    id: str
    value: Decimal
    unit: str
    cells: tuple[str, ...]
    formula: str | None = None

    @property
    def text(self) -> str:
        """The number as it is written in a sentence, with its unit."""
        return format_number(self.value) + self.unit


class Facts(Mapping[str, Fact]):
    """All facts of a report by id, in the order they were found."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self._facts = {fact.id: fact for fact in facts}

    def __getitem__(self, fact_id: str) -> Fact:
        return self._facts[fact_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._facts)

    def __len__(self) -> int:
        return len(self._facts)


def gather(report: Report, previous: Report | None = None) -> Facts:
    """Every fact the cells carry.

    Ids: a cell's address; ``requests.<row>.organizations`` (五类法人之和); ``requests.<group>.total`` for
    the groups （三）–（六）; ``requests.handled.total`` (新收＋上年结转); ``disputes.litigation.<outcome>``;
    ``share.<row or group>`` (per cent of 办结总数); ``difference.<address>`` and ``rate.<address>`` against
    last year.
    """
    find = lookup(report, previous)
    cells = [f for f in (_cell(a, find) for a in report.form.addresses) if f]
    derived = [*_organizations(report, find), *_groups(report, find), *_handled(find), *_litigation(find)]
    facts = {fact.id: fact for fact in (*cells, *derived)}
    shares = _shares(facts)
    changes = _changes(facts, previous) if previous else []
    return Facts([*facts.values(), *shares, *changes])


def _cell(cell_address: str, find: Lookup) -> Fact | None:
    cell = find(cell_address)
    if cell is None or cell.value is None:
        return None
    unit = "件"
    if cell_address.endswith("fees.amount"):
        unit = "万元"
    elif cell_address.endswith("procurement.amount"):
        unit = "元"
    elif cell_address.rpartition(".")[2] in {"projects", "previous", "change"}:
        unit = "项"
    return Fact(cell_address, cell.value, unit, (cell_address,))


def total(fact_id: str, addresses: Iterable[str], find: Lookup, unit: str = "件") -> Fact | None:
    """The sum of some cells as a fact; `None` as soon as one of them holds no number."""
    values = []
    used = tuple(addresses)
    for cell_address in used:
        cell = find(cell_address)
        if cell is None or cell.value is None:
            return None
        values.append(cell.value)
    shown = [format_number(v) for v in values if v] or ["0"]
    return Fact(fact_id, sum(values, Decimal(0)), unit, used, "＋".join(shown))


def _organizations(report: Report, find: Lookup) -> Iterator[Fact]:
    for row in report.form.table("requests").rows:
        cells = [address("requests", row.id, column) for column in _ORGANIZATIONS]
        fact = total(f"requests.{row.id}.organizations", cells, find)
        if fact:
            yield fact


def _groups(report: Report, find: Lookup) -> Iterator[Fact]:
    for group in GROUPS:
        rows = [r for r in result_rows(report.form) if r.startswith(group + ".")]
        if not rows:
            continue
        fact = total(f"requests.{group}.total", [address("requests", r, "total") for r in rows], find)
        if fact:
            yield fact


def _handled(find: Lookup) -> Iterator[Fact]:
    cells = ["requests.new.total", "requests.carried_over.total"]
    fact = total("requests.handled.total", cells, find)
    if fact:
        yield fact


def _litigation(find: Lookup) -> Iterator[Fact]:
    for outcome in OUTCOMES:
        cells = [address("disputes", row, outcome.id) for row in _LITIGATION]
        fact = total(f"disputes.litigation.{outcome.id}", cells, find)
        if fact:
            yield fact


def _shares(facts: Mapping[str, Fact]) -> Iterator[Fact]:
    whole = facts.get("requests.concluded_total.total")
    if not whole or not whole.value:
        return
    rows = {**dict.fromkeys(result_rows(TEMPLATES["2021"])), **dict.fromkeys(GROUPS)}
    for row in rows:
        part = facts.get(f"requests.{row}.total")
        share = percent(part.value, whole.value) if part else None
        if part and share is not None:
            formula = f"{_bracketed(part)}÷{format_number(whole.value)}"
            yield Fact(f"share.{row}", share, "%", part.cells + whole.cells, formula)


def _bracketed(fact: Fact) -> str:
    return f"({fact.formula})" if fact.formula and "＋" in fact.formula else format_number(fact.value)


def _changes(facts: Mapping[str, Fact], previous: Report) -> Iterator[Fact]:
    earlier = gather(previous)
    for fact_id, now in facts.items():
        before = earlier.get(fact_id)
        if before is None or now.unit != before.unit:
            continue
        cells = now.cells + tuple(PREVIOUS + cell for cell in before.cells)
        new, old = format_number(now.value), format_number(before.value)
        yield Fact(
            f"previous.{fact_id}",
            before.value,
            before.unit,
            tuple(PREVIOUS + c for c in before.cells),
            before.formula,
        )
        yield Fact(f"difference.{fact_id}", now.value - before.value, now.unit, cells, f"{new}−{old}")
        rate = percent(now.value - before.value, before.value) if before.value > 0 else None
        if rate is not None:
            yield Fact(f"rate.{fact_id}", rate, "%", cells, f"({new}−{old})÷{old}")
