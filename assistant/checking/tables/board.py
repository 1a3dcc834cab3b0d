"""The numbers of the relations laid out so that guesses about slips can be tried."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from assistant.core.relations import Relation
from assistant.core.report import Cell, CellKind, Report

Changes = Mapping[str, Decimal]


@dataclass(frozen=True)
class Guess:
    """A slip that might have happened: what would have to change, how to say it, how telling it is.

    `rank` orders guesses that repair equally much, lower is likelier; a guess of rank `UNTELLING` counts
    only when it repairs two relations or more at once. `also` names cells that may be to blame as well.
    """

    changes: Changes
    says: str
    rank: int
    also: tuple[str, ...] = ()


WEAK: Final = 6
"""A guess that fits but that others fit as well; it is worded with less confidence."""
UNTELLING: Final = 9


class Board:
    """The numbers of the relations, with blanks and “/” standing for zero while guesses are tried.

    A relation with a cell that is missing or holds text cannot be tried: a guess that touches it is
    not believed.
    """

    def __init__(
        self,
        relations: Sequence[Relation],
        cells: Mapping[str, Cell | None],
        report: Report,
        previous: Report | None = None,
    ) -> None:
        self.report = report
        self.previous = previous
        self.relations = tuple(relations)
        self.values = {a: v for a, cell in cells.items() if (v := _as_number(cell)) is not None}
        self.touching: dict[str, list[int]] = {}
        self.gaps: list[Decimal | None] = []
        for index, relation in enumerate(self.relations):
            for cell_address in relation.cells:
                self.touching.setdefault(cell_address, []).append(index)
            self.gaps.append(self._gap(relation))

    def value(self, cell_address: str) -> Decimal:
        """The number of a cell, zero when there is none to try with."""
        return self.values.get(cell_address, Decimal(0))

    def gap(self, relation: Relation) -> Decimal:
        """Left minus right of a relation, zero when it cannot be tried."""
        return self._gap(relation) or Decimal(0)

    def _gap(self, relation: Relation) -> Decimal | None:
        if any(a not in self.values for a in relation.cells):
            return None
        left = sum((self.values[a] for a in relation.left), Decimal(0))
        return left - sum((self.values[a] for a in relation.right), Decimal(0))

    def repaired(self, changes: Changes) -> frozenset[int]:
        """The broken relations that hold after the changes; empty as soon as a touched one does not hold."""
        shifts: dict[int, Decimal] = {}
        for cell_address, value in changes.items():
            if cell_address not in self.values or value < 0 or value != value.to_integral_value():
                return frozenset()
            shift = value - self.values[cell_address]
            for index in self.touching.get(cell_address, ()):
                sign = 1 if cell_address in self.relations[index].left else -1
                shifts[index] = shifts.get(index, Decimal(0)) + sign * shift
        repaired = set()
        for index, shift in shifts.items():
            gap = self.gaps[index]
            if gap is None or gap + shift:
                return frozenset()
            if gap:
                repaired.add(index)
        return frozenset(repaired)


def _as_number(cell: Cell | None) -> Decimal | None:
    if cell is None or cell.kind is CellKind.TEXT:
        return None
    return cell.value if cell.value is not None else Decimal(0)


def moved(board: Board, cells: Iterable[tuple[str, Decimal]]) -> dict[str, Decimal]:
    """New values from shifts; cells that do not move are left out."""
    return {a: board.value(a) + shift for a, shift in cells if shift}
