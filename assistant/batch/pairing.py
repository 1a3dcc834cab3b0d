"""Which report is whose, of which year, and which of last year's belongs to it. Nothing is guessed from likeness."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from assistant.batch.gather import Item
from assistant.batch.journal import Read
from assistant.batch.roster import Roster
from assistant.core.numbers import squeeze
from assistant.errors import InputError

_YEARS: Final = range(2000, 2101)


def check_year(year: int | None) -> None:
    """`InputError` for a year that no report can be of."""
    if year is not None and year not in _YEARS:
        raise InputError(f"年度不能是 {year}。", "请写四位的年份，如 2024。")


def main_year(items: Sequence[Item]) -> int | None:
    """The year of most reports; of two with as many, the later one. `None` when no report tells its year."""
    years = Counter(
        item.read.year
        for item in items
        if item.state is None and item.read and item.read.year and not item.found.last_year
    )
    return max(years, key=lambda year: (years[year], year)) if years else None


def read_of(item: Item) -> Read:
    """What reading gave, of an item that is a report."""
    if item.read is None or item.state is not None:
        raise ValueError(f"no report: {item.found.shown}")
    return item.read


@dataclass(frozen=True)
class Pairs:
    """Numbers stand for the places of items.

    `twins`: a report → the earlier one that is the same. `rivals`: a report → others of its unit and year that
    differ. `previous`: a report → last year's. `torn`: reports with several of last year's that differ. `used`: those
    that serve as last year's.
    """

    twins: dict[int, int]
    rivals: dict[int, tuple[int, ...]]
    previous: dict[int, int]
    torn: dict[int, tuple[int, ...]]

    @property
    def used(self) -> frozenset[int]:
        """Those that serve as last year's report of another."""
        return frozenset(self.previous.values())


def pair(items: Sequence[Item], roster: Roster) -> Pairs:
    """Group the reports by unit and year, and find last year's for each. A report without a unit has no partner."""
    reports = [n for n, item in enumerate(items) if item.state is None]
    twins = _twins(items, reports)
    groups: dict[tuple[str, int | None, bool], list[int]] = defaultdict(list)
    for n in reports:
        read = read_of(items[n])
        key = roster.key(read.unit)
        if key and n not in twins:
            groups[key, read.year, items[n].found.last_year].append(n)
    rivals = {
        n: tuple(other for other in group if other != n)
        for (_, year, _), group in groups.items()
        for n in group
        if len(group) > 1 and year is not None
    }
    previous: dict[int, int] = {}
    torn: dict[int, tuple[int, ...]] = {}
    for n in reports:
        read, key = read_of(items[n]), roster.key(read_of(items[n]).unit)
        if n in twins or items[n].found.last_year or not key or read.year is None:
            continue
        candidates = _candidates(groups, key, read.year)
        chosen = _choice(items, read, candidates)
        if chosen is not None:
            previous[n] = chosen
        elif candidates:
            torn[n] = tuple(candidates)
    return Pairs(twins, rivals, previous, torn)


def _twins(items: Sequence[Item], reports: Sequence[int]) -> dict[int, int]:
    """Reports that say the same, unit and year with it, as an earlier one of the same folder."""
    first: dict[tuple[object, ...], int] = {}
    twins: dict[int, int] = {}
    for n in reports:
        read = read_of(items[n])
        same = (
            items[n].found.last_year,
            squeeze(read.unit or ""),
            read.year,
            read.template,
            read.tables,
            read.words,
        )
        if same in first:
            twins[n] = first[same]
        else:
            first[same] = n
    return twins


def _candidates(groups: dict[tuple[str, int | None, bool], list[int]], key: str, year: int) -> list[int]:
    """Last year's reports of a unit: from last year's folder also those that do not tell their year."""
    dated = groups.get((key, year - 1, True), []) + groups.get((key, year - 1, False), [])
    return dated or groups.get((key, None, True), [])


def _choice(items: Sequence[Item], read: Read, candidates: Sequence[int]) -> int | None:
    """The one that it must be; of several only those that say the same, or the one with the very name."""
    if not candidates:
        return None
    prints = {(read_of(items[n]).tables, read_of(items[n]).words) for n in candidates}
    if len(prints) == 1:
        return candidates[0]
    exact = [n for n in candidates if squeeze(read_of(items[n]).unit or "") == squeeze(read.unit or "")]
    return exact[0] if len(exact) == 1 else None
