"""Lines of table three → a reading for each row of the form.

A row of the source, or a stretch of single values between two labels, is a `Run`. Runs are tied to the
form's rows by their labels; runs whose label is torn or lost are placed by their order between the tied
ones. How sure each step was travels with the result.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise, zip_longest
from typing import Final

from assistant.core.template import Template
from assistant.reading.columns import WIDTH
from assistant.reading.labels import request_rows, similarity
from assistant.reading.lines import Line, is_blank
from assistant.reading.runs import Run, build_runs

_LIKELY: Final = 0.5
_MOST_OFF: Final = 2
"""Rows with more than two values too few or too many are not puzzled over."""

Vector = tuple[str | None, ...]


@dataclass(frozen=True)
class RowReading:
    """What was read for one row of the form.

    `candidates` holds the possible vectors of seven raw texts (`None` for a cell that the source lost);
    one candidate where nothing is in doubt. `sure` is false when the row's place was inferred.
    `stream` is true when the values did not stand in one row of the source.
    """

    row: str
    candidates: tuple[Vector, ...]
    sure: bool
    stream: bool
    raw: tuple[str, ...]


@dataclass(frozen=True)
class Alignment:
    """All rows read, and the runs of values that belong to no row.

    `doubled` names rows that came more than once; `contradict` is true when the column headings leave no
    column certain.
    """

    readings: tuple[RowReading, ...]
    strays: tuple[tuple[str, ...], ...]
    doubled: tuple[str, ...]
    contradict: bool


def align(lines: Sequence[Line], form: Template) -> Alignment:
    """Tie the values of table three to the form's rows."""
    runs, contradict = build_runs(lines, form.version)
    runs = _split_unlabelled(_merge_torn(runs, form), form)
    ties = _tie(runs, form)
    if contradict:
        ties = {i: _Tie(tie.row, sure=False) for i, tie in ties.items()}
    return _readings(runs, ties, form, contradict)


# --- torn and unlabelled runs -------------------------------------------------------------------


def _names(run: Run, version: str) -> tuple[str, ...]:
    own = request_rows(run.own_label, version) if run.own_label else ()
    return own or request_rows(run.evidence, version)


def _merge_torn(runs: list[Run], form: Template) -> list[Run]:
    """A noise line between the values of one row tears its run in two; put them together again."""
    merged: list[Run] = []
    for run in runs:
        last = merged[-1] if merged else None
        if (
            last is not None
            and not (last.single_row or run.single_row)
            and len(last.values) + len(run.values) <= WIDTH
            and not _names(run, form.version)
            and not any(similarity(run.evidence, row) >= _LIKELY for row in form.table("requests").rows)
        ):
            last.values.extend(run.values)
            continue
        merged.append(run)
    return merged


def _split_unlabelled(runs: list[Run], form: Template) -> list[Run]:
    """A lost label leaves two rows' values in one run; a copy by columns, the labels of several rows
    before all their values. Cut where the count says so; such rows are never sure.
    """
    order = [row.id for row in form.table("requests").rows]
    result: list[Run] = []
    for run, following in zip_longest(runs, runs[1:]):
        rows = _names(run, form.version)
        parts, rest = divmod(len(run.values), WIDTH)
        after = _names(following, form.version) if following else ()
        ahead = order.index(after[0]) if after else len(order)
        if rest or parts < 2 or not rows or run.single_row:
            result.append(run)
            continue
        pieces = [Run(values=run.values[i * WIDTH : (i + 1) * WIDTH], split=True) for i in range(parts)]
        if len(rows) == parts and list(rows) == order[order.index(rows[0]) : order.index(rows[0]) + parts]:
            labels = {row.id: row.label for row in form.table("requests").rows}
            for piece, row in zip(pieces, rows, strict=True):
                piece.labels = [labels[row]]
            result.extend(pieces)
        elif order.index(rows[-1]) + parts <= ahead:
            pieces[0].labels = run.labels
            result.extend(pieces)
        else:
            result.append(run)
    return result


# --- tying runs to rows -------------------------------------------------------------------------


@dataclass(frozen=True)
class _Tie:
    row: str
    sure: bool


def _tie(runs: list[Run], form: Template) -> dict[int, _Tie]:
    order = {row.id: i for i, row in enumerate(form.table("requests").rows)}
    named = {i: rows[-1] for i, run in enumerate(runs) if (rows := _names(run, form.version))}
    streams = [i for i in named if not (runs[i].single_row and request_rows(runs[i].own_label, form.version))]
    safe = in_every_increasing([order[named[i]] for i in named])
    trusted = dict(zip(named, safe, strict=True))
    ties: dict[int, _Tie] = {}
    for i, row in named.items():
        unsure = i in streams and (not trusted[i] or runs[i].split)
        ties[i] = _Tie(row, not unsure)
    _fill_gaps(runs, ties, form)
    return ties


def in_every_increasing(numbers: list[int]) -> list[bool]:
    """For each number, whether every longest strictly increasing subsequence runs through it."""
    before = _lengths(numbers)
    after = _lengths([-number for number in reversed(numbers)])[::-1]
    longest = max(before, default=0)
    on_a_longest = [b + a - 1 == longest for b, a in zip(before, after, strict=True)]
    levels = Counter(b for b, on in zip(before, on_a_longest, strict=True) if on)
    return [on and levels[b] == 1 for b, on in zip(before, on_a_longest, strict=True)]


def _lengths(numbers: list[int]) -> list[int]:
    """For each place, the length of the longest strictly increasing subsequence that ends there."""
    tails: list[int] = []
    lengths = []
    for number in numbers:
        place = bisect_left(tails, number)
        tails[place : place + 1] = [number]
        lengths.append(place + 1)
    return lengths


def _fill_gaps(runs: list[Run], ties: dict[int, _Tie], form: Template) -> None:
    """Place the runs without a readable label between their tied neighbours, in order."""
    rows = list(form.table("requests").rows)
    order = {row.id: i for i, row in enumerate(rows)}
    taken = {tie.row for tie in ties.values()}
    bounds = [-1, *sorted(i for i, tie in ties.items()), len(runs)]
    for left, right in pairwise(bounds):
        loose = [i for i in range(left + 1, right) if i not in ties and len(runs[i].values) == WIDTH]
        start = order[ties[left].row] + 1 if left in ties else 0
        end = order[ties[right].row] if right in ties else len(rows)
        free = [row for row in rows[start:end] if row.id not in taken] if start <= end else []
        if not loose or not free:
            continue
        if len(loose) == len(free):
            for i, row in zip(loose, free, strict=True):
                likely = similarity(_context(runs, i), row) >= _LIKELY
                ties[i] = _Tie(row.id, likely and runs[i].single_row)
            continue
        for i in loose:
            best = max(free, key=lambda row: similarity(_context(runs, i), row))
            if similarity(_context(runs, i), best) >= _LIKELY:
                ties[i] = _Tie(best.id, sure=False)
                free = free[free.index(best) + 1 :]
                if not free:
                    break


def _context(runs: list[Run], i: int) -> str:
    """A run's label texts with those that follow it: a wrapped label may end after its values."""
    after = "".join(runs[i + 1].labels[:1]) if i + 1 < len(runs) else ""
    return runs[i].evidence + after


# --- readings ---------------------------------------------------------------------------------


def _readings(runs: list[Run], ties: dict[int, _Tie], form: Template, contradict: bool) -> Alignment:
    by_row: dict[str, list[int]] = {}
    for i, tie in sorted(ties.items()):
        by_row.setdefault(tie.row, []).append(i)
    readings = []
    doubled = []
    for row in form.table("requests").rows:
        places = by_row.get(row.id, [])
        if not places:
            continue
        tied = [runs[i] for i in places]
        vectors = [_candidates(run) for run in tied]
        distinct = list(dict.fromkeys(v for vs in vectors for v in vs))
        agree = all(vs == vectors[0] for vs in vectors)
        if len(places) > 1:
            doubled.append(row.id)
        sure = all(ties[i].sure for i in places) and agree
        stream = not all(run.single_row for run in tied)
        raw = tuple(v for run in tied for v in run.values)
        readings.append(RowReading(row.id, tuple(distinct), sure, stream, raw))
    strays = tuple(tuple(run.values) for i, run in enumerate(runs) if i not in ties)
    return Alignment(tuple(readings), strays, tuple(doubled), contradict)


def _candidates(run: Run) -> tuple[Vector, ...]:
    """The seven-cell vectors that the values of a run may stand for."""
    values = run.values
    if len(values) == WIDTH:
        return (tuple(values),)
    solid = [v for v in values if not is_blank(v)]
    if run.inner_blanks and len(solid) == WIDTH:
        return (tuple(solid),)
    off = len(values) - WIDTH
    if abs(off) > _MOST_OFF:
        return ()
    if off > 0:
        picks = combinations(range(len(values)), WIDTH)
        return tuple(dict.fromkeys(tuple(values[i] for i in pick) for pick in picks))
    found = []
    for gaps in combinations(range(WIDTH), -off):
        rest = iter(values)
        found.append(tuple(None if i in gaps else next(rest) for i in range(WIDTH)))
    return tuple(dict.fromkeys(found))
