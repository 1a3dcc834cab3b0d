"""The relations as an error-correcting code: they decide between the readings that remain.

Rows in doubt come with several candidates. A combination of candidates is consistent when every relation
that touches a doubtful row holds, a single lost cell being worked out from its relation. What all
consistent combinations agree on is taken, and always marked uncertain; the rest stays missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from math import prod
from typing import Final

from assistant.core.numbers import format_number, read_cell
from assistant.core.relations import Relation, evaluate, within
from assistant.core.report import Cell, CellKind
from assistant.core.template import APPLICANTS, Template, address
from assistant.reading.align import RowReading, Vector

MOST_COMBINATIONS: Final = 500
_FEWEST_BROKEN: Final = 3
_COLUMNS: Final = [column.id for column in APPLICANTS]

Cells = dict[str, Cell | None]
Values = dict[str, Decimal | None]


@dataclass(frozen=True)
class Resolved:
    """The cells of table three and the rows whose cells had to be inferred or given up.

    `disordered`: most rows do not add up, so the columns are not what they seem and every cell is doubted.
    """

    cells: Cells
    inferred: tuple[str, ...]
    lost: tuple[str, ...]
    doubted: tuple[Relation, ...]
    disordered: bool

    def doubts(self, cell_address: str) -> bool:
        """Whether a failing relation made this cell uncertain."""
        cell = self.cells.get(cell_address)
        return cell is not None and not cell.certain and any(cell_address in r.cells for r in self.doubted)


def resolve(readings: Sequence[RowReading], form: Template) -> Resolved:
    """One cell, a certain one, an uncertain one or none, for every address that was read."""
    relations = [r for r in within(form.version) if r.code.startswith("T3-")]
    cells: Cells = {}
    doubtful = []
    for reading in readings:
        if len(reading.candidates) == 1 and None not in reading.candidates[0]:
            cells.update(_cells(reading, reading.candidates[0]))
        else:
            doubtful.append(reading)
    settled = _settle(doubtful, cells, relations) if doubtful else {}
    cells.update(settled)
    doubted = _doubt_streams(readings, cells, relations)
    disordered = _doubt_disorder(readings, cells, relations)
    rows = [reading.row for reading in doubtful]
    lost = tuple(row for row in rows if any(cells.get(a) is None for a in _addresses(row)))
    inferred = tuple(row for row in rows if any(cells.get(a) is not None for a in _addresses(row)))
    return Resolved(cells, inferred, lost, doubted, disordered)


def _addresses(row: str) -> list[str]:
    return [address("requests", row, column) for column in _COLUMNS]


def _cells(reading: RowReading, vector: Vector) -> Cells:
    return {
        a: read_cell(raw or "", certain=reading.sure)
        for a, raw in zip(_addresses(reading.row), vector, strict=True)
    }


def _number(raw: str | None) -> Decimal | None:
    """What a raw text counts for in a relation: a blank or “/” as zero, a lost cell as unknown."""
    if raw is None:
        return None
    return read_cell(raw).value or Decimal(0)


def _settle(doubtful: Sequence[RowReading], known: Cells, relations: Iterable[Relation]) -> Cells:
    """What all consistent combinations of candidates agree on; `None` where they do not."""
    open_cells = [a for reading in doubtful for a in _addresses(reading.row)]
    nothing: Cells = dict.fromkeys(open_cells)
    choices = [reading.candidates for reading in doubtful]
    if not all(choices) or prod(map(len, choices)) > MOST_COMBINATIONS:
        return nothing
    touched = [r for r in relations if not set(r.cells).isdisjoint(open_cells)]
    base: Values = {a: (cell.value or Decimal(0)) if cell else None for a, cell in known.items()}
    agreed: dict[str, set[Decimal | None]] = {a: set() for a in open_cells}
    raws: dict[str, set[str]] = {a: set() for a in open_cells}
    for combination in product(*choices):
        values = dict(base)
        for reading, vector in zip(doubtful, combination, strict=True):
            for a, raw in zip(_addresses(reading.row), vector, strict=True):
                values[a] = _number(raw)
        if not _fill(values, touched):
            continue
        for reading, vector in zip(doubtful, combination, strict=True):
            for a, raw in zip(_addresses(reading.row), vector, strict=True):
                agreed[a].add(values[a])
                raws[a].add("" if raw is None else raw)
    return {a: _agreed_cell(agreed[a], raws[a]) for a in open_cells}


def _agreed_cell(values: set[Decimal | None], raws: set[str]) -> Cell | None:
    if len(values) != 1:
        return None
    value = next(iter(values))
    if value is None or value < 0:
        return None
    written = next((raw for raw in sorted(raws) if raw), format_number(value))
    cell = read_cell(written, certain=False)
    if cell.value == value or (cell.value is None and not value and cell.kind is not CellKind.TEXT):
        return cell
    return read_cell(format_number(value), certain=False)


def _fill(values: Values, relations: Sequence[Relation]) -> bool:
    """Work out single unknowns; false as soon as a relation with no unknown left does not hold."""
    pending = list(relations)
    moved = True
    while moved:
        moved = False
        rest = []
        for relation in pending:
            unknown = [a for a in relation.cells if values.get(a) is None]
            if len(unknown) > 1:
                rest.append(relation)
                continue
            left = sum((values.get(a) or Decimal(0) for a in relation.left), Decimal(0))
            right = sum((values.get(a) or Decimal(0) for a in relation.right), Decimal(0))
            if unknown:
                if unknown[0] not in values:
                    continue
                missing = right - left if unknown[0] in relation.left else left - right
                if missing < 0:
                    return False
                values[unknown[0]] = missing
                moved = True
            elif left != right:
                return False
        pending = rest
    return True


def _doubt_streams(
    readings: Sequence[RowReading], cells: Cells, relations: Iterable[Relation]
) -> tuple[Relation, ...]:
    """Cells that came as a stream of single values are doubted where a relation fails.

    In a row of the source a failing relation is the clerk's arithmetic, and the check says so; in a
    stream it may as well be a value gone astray.
    """
    streams = {reading.row for reading in readings if reading.stream}
    if not streams:
        return ()
    loose = {a for row in streams for a in _addresses(row)}
    failing = []
    all_relations = list(relations)
    for relation in all_relations:
        if loose.isdisjoint(relation.cells):
            continue
        outcome = evaluate(relation, cells.get)
        lost = any(cells.get(a) is None for a in outcome.without_value)
        if outcome.left != outcome.right and not lost:
            failing.append(relation)
    for a in _suspects(failing, all_relations, loose):
        cell = cells.get(a)
        if cell is not None:
            cells[a] = cell.model_copy(update={"certain": False})
    return tuple(failing)


def _doubt_disorder(readings: Sequence[RowReading], cells: Cells, relations: Iterable[Relation]) -> bool:
    """A clerk's slip breaks a row or two; when most rows are broken, the columns stand in another order."""
    rows = {_addresses(reading.row)[-1] for reading in readings}
    outcomes = [evaluate(r, cells.get) for r in relations if r.code == "T3-ROW" and r.left[0] in rows]
    filled = [o for o in outcomes if o.left or o.right]
    broken = [o for o in filled if o.left != o.right]
    if len(broken) < _FEWEST_BROKEN or len(broken) * 2 <= len(filled):
        return False
    for a in [a for reading in readings for a in _addresses(reading.row)]:
        cell = cells.get(a)
        cells[a] = cell.model_copy(update={"certain": False}) if cell else None
    return True


def _suspects(failing: Sequence[Relation], relations: Sequence[Relation], loose: set[str]) -> set[str]:
    """The one cell whose every relation fails while no other does; else all cells of what fails."""
    if not failing:
        return set()
    common = set.intersection(*(set(r.cells) for r in failing)) & loose
    alone = {a for a in common if all(r in failing for r in relations if a in r.cells)}
    return alone or {a for r in failing for a in r.cells if a in loose}
