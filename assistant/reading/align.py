"""Lines of table three → a reading for each row of the form.

A row of the source, or a stretch of single values between two labels, is a `Run`. Runs are tied to the
form's rows by their labels; runs whose label is torn or lost are placed by their order between the tied
ones. How sure each step was travels with the result.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise, zip_longest
from typing import Final

from assistant.core.template import APPLICANTS, Template
from assistant.reading.labels import LONGEST_LABEL, applicant_column, normalise, request_rows, similarity
from assistant.reading.lines import Field, Line, is_blank, is_value

WIDTH: Final = len(APPLICANTS)
_LIKELY: Final = 0.5
_HEADING_FIELDS: Final = 3
_MOST_LABELS: Final = 12
_MOST_OFF: Final = 2
"""Rows with more than two values too few or too many are not puzzled over."""

Vector = tuple[str | None, ...]


@dataclass
class Run:
    """Values that belong together, with the label texts met before them.

    `single_row` is true when all values and the label stood in one row of the source; `split` when the
    run was cut out of a longer one.
    """

    labels: list[str] = field(default_factory=list)
    values: list[str] = field(default_factory=list)
    inner_blanks: list[str] = field(default_factory=list)
    single_row: bool = False
    own_label: str = ""
    split: bool = False

    @property
    def evidence(self) -> str:
        """Everything that may name the row, nearest last."""
        return "".join(self.labels)


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
    """All rows read, and the runs of values that belong to no row."""

    readings: tuple[RowReading, ...]
    strays: tuple[tuple[str, ...], ...]
    doubled: tuple[str, ...]


def align(lines: Sequence[Line], form: Template) -> Alignment:
    """Tie the values of table three to the form's rows."""
    runs = _merge_torn(_runs(lines, form.version), form)
    runs = _split_unlabelled(runs, form)
    ties = _tie(runs, form)
    return _readings(runs, ties, form)


# --- runs -------------------------------------------------------------------------------------


class _Builder:
    def __init__(self, version: str) -> None:
        self.version = version
        self.runs: list[Run] = []
        self.current = Run()
        self.pending_blanks: list[str] = []
        self.columns: dict[int, dict[str, int]] = {}
        self.usual_width = 0

    def close(self) -> None:
        if self.current.values:
            _drop_separators(self.current)
            self.runs.append(self.current)
            self.current = Run()
        self.pending_blanks = []

    def label(self, text: str) -> None:
        if self.current.values:
            self.close()
        if len(text) <= LONGEST_LABEL:
            self.current.labels.append(text)
            del self.current.labels[:-_MOST_LABELS]

    def value(self, text: str) -> None:
        self.current.inner_blanks.extend(self.pending_blanks)
        if self.pending_blanks:
            self.current.values.extend("" for _ in self.pending_blanks)
        self.pending_blanks = []
        self.current.values.append(text)

    def blank(self) -> None:
        if self.current.values:
            self.pending_blanks.append("")

    def row(self, line: Line) -> None:
        split = _label_end(line.fields, self.version)
        label = "".join(f.text for f in line.fields[:split])
        values = self._values(line, split)
        if label.strip():
            self.label(label)
        if not values:
            return
        if len(values) >= WIDTH and self.current.values:
            self.close()
        joined = not self.current.values
        self.current.values.extend(values)
        self.current.single_row = joined and bool(label.strip() or len(values) == WIDTH)
        self.current.own_label = label if joined else ""
        if self.current.single_row and len(values) >= WIDTH:
            self.close()

    def _values(self, line: Line, split: int) -> list[str]:
        fields = line.fields[split:]
        values = [f.text for f in fields]
        while len(values) > WIDTH and is_blank(values[-1]):
            values.pop()
        if line.grid is None and self.usual_width and values and is_blank(values[0]):
            values = self._without_padding(values, usual=len(line.fields) == self.usual_width)
        places = self.columns.get(line.grid) if line.grid is not None else None
        if len(values) != WIDTH and places:
            by_place = _by_place(fields, places)
            if by_place:
                return by_place
        return values if any(not is_blank(v) for v in values) or len(values) == WIDTH else []

    @staticmethod
    def _without_padding(values: list[str], *, usual: bool) -> list[str]:
        """Blanks before the values may belong to a merged label. In a row of the usual width the count
        tells; in any other a field is gone, and which one is left to the relations.
        """
        solid = next((i for i, v in enumerate(values) if not is_blank(v)), len(values))
        if usual:
            return values[min(solid, max(0, len(values) - WIDTH)) :]
        return values[solid:] or values


def _drop_separators(run: Run) -> None:
    """Empty lines between single values are separators when the values alone make whole rows."""
    solid = [v for v in run.values if not is_blank(v)]
    if not run.single_row and len(run.values) % WIDTH and len(solid) % WIDTH == 0:
        run.values = solid


def _runs(lines: Sequence[Line], version: str) -> list[Run]:
    builder = _Builder(version)
    builder.usual_width = _usual_width(lines)
    for line in lines:
        headings = [f for f in line.fields if applicant_column(f.text)]
        if (line.row and len(headings) >= _HEADING_FIELDS) or (line.row and _heading_only(line)):
            if line.grid is not None:
                places = builder.columns.setdefault(line.grid, {})
                places.update({applicant_column(f.text) or "": f.column or 0 for f in headings})
            builder.close()
            builder.current = Run()
        elif line.row:
            builder.row(line)
        else:
            text = line.fields[0].text if line.fields else ""
            if is_blank(text):
                builder.blank()
            elif is_value(text):
                builder.value(text)
            else:
                builder.label(text)
    builder.close()
    return builder.runs


def _usual_width(lines: Sequence[Line]) -> int:
    """The number of fields that most rows of a tab-separated table have.

    Excel writes the later columns of a merged label as blank fields; in a row of the usual width such
    blanks before the values are known for what they are.
    """
    widths = Counter(len(line.fields) for line in lines if line.row and line.grid is None)
    width, count = widths.most_common(1)[0] if widths else (0, 0)
    return width if count > _HEADING_FIELDS else 0


def _heading_only(line: Line) -> bool:
    """Whether a row holds nothing but column headings (自然人 … 总计), one or two of them."""
    texts = [f.text for f in line.fields if not is_blank(f.text) and not f.carried]
    return bool(texts) and all(applicant_column(t) or normalise(t) in _BANNERS for t in texts)


_BANNERS: Final = frozenset({"申请人情况", "法人或其他组织"})


def _label_end(fields: Sequence[Field], version: str) -> int:
    """Index of the first field after the label: after the last field that names a row, else after the
    last that is no value.
    """
    named = [
        i
        for i, f in enumerate(fields)
        if not is_value(f.text) and len(f.text) <= LONGEST_LABEL and request_rows(f.text, version)
    ]
    if named:
        return named[-1] + 1
    texts = [i for i, f in enumerate(fields) if not is_value(f.text) and not is_blank(f.text)]
    return texts[-1] + 1 if texts else 0


def _by_place(fields: Sequence[Field], places: dict[str, int]) -> list[str] | None:
    """Values picked by the columns of the headings, when all seven are known and free of overlap."""
    if len(places) != WIDTH:
        return None
    picked = []
    for column in APPLICANTS:
        here = [
            f for f in fields if f.column is not None and f.column <= places[column.id] < f.column + f.colspan
        ]
        if len(here) != 1:
            return None
        picked.append(here[0])
    return [f.text for f in picked] if len({f.column for f in picked}) == WIDTH else None


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


def _readings(runs: list[Run], ties: dict[int, _Tie], form: Template) -> Alignment:
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
    return Alignment(tuple(readings), strays, tuple(doubled))


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
