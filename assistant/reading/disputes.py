"""Table four: three labelled rows of five, or fifteen values in the order of the form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from assistant.core.numbers import read_cell
from assistant.core.relations import Relation, evaluate, within
from assistant.core.template import OUTCOMES, Template, address
from assistant.reading.labels import named_row, normalise, outcome_column
from assistant.reading.lines import Line, is_blank, is_value
from assistant.reading.readings import Entry, TableReading

WIDTH: Final = 15
_GROUP: Final = len(OUTCOMES)
_IDS: Final = tuple(column.id for column in OUTCOMES)
_ROWS: Final = ("reconsideration", "direct_litigation", "litigation_after_reconsideration")
_FEWEST: Final = 3


@dataclass(frozen=True)
class _Values:
    """Values met together: fifteen of a row, five of a labelled row, or a stream of single ones."""

    values: tuple[str, ...]
    row: str | None
    one_row: bool
    order: tuple[str, ...] | None
    """Column ids of the headings above, `None` when they contradict the form in a way unknown."""


def read_disputes(lines: Sequence[Line], form: Template) -> TableReading:
    """Table four's cells. Its columns may stand in another order, told by their headings; two readings
    that differ, or groups in another order, leave every cell they touch uncertain.
    """
    met, groups_in_order = _collect(lines, form)
    reading = TableReading()
    wide = [v for v in met if v.row is None and v.one_row and len(v.values) == WIDTH]
    labelled = [v for v in met if v.row is not None]
    if not wide and not labelled:
        stream = [v for v in met if not v.one_row]
        _read_stream(stream, reading, form, groups_in_order)
        return reading
    vectors: dict[str, list[tuple[str, ...]]] = {row: [] for row in _ROWS}
    doubted: set[str] = set()
    for value in (*wide, *labelled):
        for row, group in _groups(value):
            vectors[row].append(_arranged(group, value.order))
            if value.order is None or (value.row is None and not groups_in_order):
                doubted.add(row)
    for row, found in vectors.items():
        if found:
            distinct = list(dict.fromkeys(found))
            sure = len(distinct) == 1 and row not in doubted
            _store(reading, form, row, distinct[0], sure=sure)
            if not sure:
                reading.unsure.append(Entry(row, [text for group in distinct for text in group]))
    _doubt_disorder(reading, form)
    return reading


def _groups(value: _Values) -> list[tuple[str, tuple[str, ...]]]:
    if value.row is not None:
        return [(value.row, value.values)]
    return [(row, value.values[i * _GROUP : (i + 1) * _GROUP]) for i, row in enumerate(_ROWS)]


def _arranged(group: tuple[str, ...], order: tuple[str, ...] | None) -> tuple[str, ...]:
    if not order or order == _IDS:
        return group
    by_id = dict(zip(order, group, strict=True))
    return tuple(by_id[i] for i in _IDS)


# --- collecting ---------------------------------------------------------------------------------


class _Heads:
    """Headings since the last values."""

    def __init__(self) -> None:
        self.ids: list[str] = []
        self.lone_row: bool = False

    def order(self, *, labelled: bool) -> tuple[str, ...] | None:
        """The column order that the headings give; empty when they do not tell, `None` to doubt."""
        blocks = [tuple(self.ids[i : i + _GROUP]) for i in range(0, len(self.ids), _GROUP)]
        if len(self.ids) in (_GROUP, WIDTH) and all(sorted(b) == sorted(_IDS) for b in blocks):
            return blocks[0] if len(set(blocks)) == 1 else None
        return None if labelled and self.lone_row and _FEWEST <= len(self.ids) < _GROUP else ()


def _collect(lines: Iterable[Line], form: Template) -> tuple[list[_Values], bool]:
    met: list[_Values] = []
    heads = _Heads()
    groups: list[str] = []
    stream: list[str] = []
    fresh = True
    for line in lines:
        labelled = _labelled(line, form)
        texts = _trim(_without_label([f.text for f in line.fields]))
        if labelled:
            row, after = labelled
            met.append(_Values(tuple(after), row, True, heads.order(labelled=True)))
            fresh = False
        elif all(is_value(t) or is_blank(t) for t in texts):
            if line.row and len(texts) == WIDTH:
                met.append(_Values(tuple(texts), None, True, heads.order(labelled=False)))
                fresh = False
            elif any(not is_blank(t) for t in texts):
                stream.extend(t for t in texts if line.row or not is_blank(t))
        else:
            if not fresh and any(outcome_column(f.text) for f in line.fields):
                heads, fresh = _Heads(), True
            _take_heads(line, form, heads, groups)
    if stream:
        met.append(_Values(tuple(stream), None, False, heads.order(labelled=False)))
    return met, _in_order(groups)


def _take_heads(line: Line, form: Template, heads: _Heads, groups: list[str]) -> None:
    texts = [f.text for f in line.fields if not f.carried and not is_blank(f.text)]
    if len(texts) == 1:
        texts = texts[0].split()
    ids = [i for t in texts if (i := outcome_column(t))]
    heads.ids.extend(ids)
    heads.lone_row = heads.lone_row or len(ids) >= _FEWEST
    for text in texts:
        row = named_row(text, form.version, "disputes")
        name = row or ("litigation" if normalise(text) == "行政诉讼" else None)
        if name and name not in groups:
            groups.append(name)


def _in_order(groups: list[str]) -> bool:
    """Whether the group headings stand in the form's order, as far as they are there."""
    order = ["reconsideration", "litigation", "direct_litigation", "litigation_after_reconsideration"]
    places = [order.index(group) for group in groups]
    return places == sorted(places)


def _labelled(line: Line, form: Template) -> tuple[str, list[str]] | None:
    """A row of five values behind one of the three row labels."""
    if not line.row:
        return None
    for index, f in enumerate(line.fields):
        row = named_row(f.text, form.version, "disputes")
        after = [g.text for g in line.fields[index + 1 :]]
        if not row or not any(is_value(t) for t in after):
            continue
        while len(after) > _GROUP and is_blank(after[-1]):
            after.pop()
        if len(after) == _GROUP and all(is_value(t) or is_blank(t) for t in after):
            return row, after
    return None


def _without_label(texts: list[str]) -> list[str]:
    """A row's values without what stands before them: “件数” before fifteen, 结果维持 before its one."""
    first = next((i for i, text in enumerate(texts) if is_value(text)), 0)
    rest = texts[first:]
    if first and (len(rest) == WIDTH or (len(rest) == 1 and outcome_column(texts[first - 1]))):
        return rest
    return texts


def _trim(texts: list[str]) -> list[str]:
    trimmed = list(texts)
    while len(trimmed) > WIDTH and is_blank(trimmed[-1]):
        trimmed.pop()
    while len(trimmed) > WIDTH and is_blank(trimmed[0]):
        trimmed.pop(0)
    return trimmed


# --- storing and doubting -----------------------------------------------------------------------


def _store(reading: TableReading, form: Template, row: str, raw: Sequence[str], *, sure: bool) -> None:
    for column, text in zip(form.table("disputes").row(row).columns, raw, strict=True):
        reading.cells[address("disputes", row, column.id)] = read_cell(text, certain=sure)


def _failing(reading: TableReading, form: Template) -> list[Relation]:
    relations = [r for r in within(form.version) if r.code == "T4-SUM"]
    outcomes = [evaluate(relation, reading.cells.get) for relation in relations]
    return [o.relation for o in outcomes if o.left != o.right]


def _doubt(reading: TableReading, relations: Iterable[Relation]) -> None:
    for relation in relations:
        for place in relation.cells:
            cell = reading.cells.get(place)
            reading.cells[place] = cell.model_copy(update={"certain": False}) if cell else None
        row = relation.left[0].split(".")[1]
        if row not in {entry.row for entry in reading.unsure}:
            reading.unsure.append(Entry(row))


def _doubt_disorder(reading: TableReading, form: Template) -> None:
    """One group that does not add up is the clerk's slip; with more, the columns are not what they seem."""
    failing = _failing(reading, form)
    if len(failing) > 1:
        _doubt(reading, failing)


def _read_stream(streams: list[_Values], reading: TableReading, form: Template, in_order: bool) -> None:
    if not streams:
        return
    values = list(streams[0].values)
    if len(values) != WIDTH:
        _settle(reading, form, values)
        return
    sure = in_order and streams[0].order is not None
    for row, group in _groups(streams[0]):
        _store(reading, form, row, _arranged(group, streams[0].order), sure=sure)
        if not sure:
            reading.unsure.append(Entry(row))
    failing = _failing(reading, form)
    if len(failing) > 1:
        reading.cells.clear()
        reading.unsure.clear()
        reading.unreadable.append(Entry(_ROWS[0], values))
    else:
        _doubt(reading, failing)


def _settle(reading: TableReading, form: Template, values: list[str]) -> None:
    """One value too few or too many: keep the groups of five that still add up, wherever they now stand."""
    reading.unreadable.append(Entry(_ROWS[0], values))
    shift = len(values) - WIDTH
    if abs(shift) != 1:
        return
    readings = []
    for hurt in range(len(_ROWS)):
        groups: list[list[str] | None] = []
        for index in range(len(_ROWS)):
            start = index * _GROUP + (shift if index > hurt else 0)
            groups.append(None if index == hurt else values[start : start + _GROUP])
        if all(group is None or _adds_up(group) for group in groups):
            readings.append(groups)
    for index, row in enumerate(_ROWS):
        kept = {tuple(groups[index] or ()) for groups in readings}
        if len(kept) == 1 and kept != {()}:
            _store(reading, form, row, next(iter(kept)), sure=False)


def _adds_up(group: Sequence[str]) -> bool:
    numbers = [read_cell(text).value or 0 for text in group]
    return sum(numbers[:-1]) == numbers[-1]
