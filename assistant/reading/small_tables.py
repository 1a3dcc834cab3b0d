"""Tables two and four: few cells, and little or no arithmetic to lean on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from assistant.core.numbers import read_cell, read_change, read_quantity, squeeze
from assistant.core.relations import evaluate, within
from assistant.core.report import Cell, CellKind
from assistant.core.template import Column, Row, Template, address
from assistant.reading.align import in_every_increasing
from assistant.reading.labels import LONGEST_LABEL, named_row, normalise, outcome_column
from assistant.reading.lines import Line, is_blank, is_value

Cells = dict[str, Cell | None]

DISPUTE_WIDTH: Final = 15
_GROUP: Final = 5
_HEAD_WORDS: Final = (
    "第二十条",
    "信息内容",
    "本年",
    "现行有效",
    "处理决定",
    "收费金额",
    "对外公开",
    "上一年",
    "采购",
)


@dataclass
class Entry:
    """A row label with the raw values that followed it."""

    row: str
    values: list[str] = field(default_factory=list)
    one_row: bool = False
    order: tuple[str, ...] = ()


@dataclass
class TableReading:
    """Cells of one table and what staff must hear about them: (rows, message) pairs by kind."""

    cells: Cells = field(default_factory=dict)
    unreadable: list[Entry] = field(default_factory=list)
    unsure: list[Entry] = field(default_factory=list)
    converted: list[str] = field(default_factory=list)


# --- table two --------------------------------------------------------------------------------


def read_proactive(lines: Sequence[Line], form: Template) -> TableReading:
    """Table two. A row is taken only when it has just as many values as the form has columns."""
    table = form.table("proactive")
    entries = _entries(lines, form)
    places = [[row.id for row in table.rows].index(entry.row) for entry in entries]
    in_order = in_every_increasing(places)
    reading = TableReading()
    seen: dict[str, list[str]] = {}
    for entry, ordered in zip(entries, in_order, strict=True):
        row = table.row(entry.row)
        if not entry.values and entry.row in {e.row for e in entries if e.values}:
            continue
        raw = _fit(entry, row)
        if raw is None:
            reading.unreadable.append(entry)
            continue
        sure = entry.one_row or ordered
        if not entry.one_row and len([v for v in entry.values if not is_blank(v)]) != len(row.columns):
            sure = False
        if entry.row in seen:
            sure = sure and seen[entry.row] == raw
            raw = seen[entry.row]
        seen[entry.row] = raw
        _store(reading, form, row, raw, sure)
        if not sure:
            reading.unsure.append(entry)
    _yuan_heading(lines, reading)
    return reading


def _entries(lines: Iterable[Line], form: Template) -> list[Entry]:
    entries: list[Entry] = []
    current: Entry | None = None
    header: tuple[str, ...] = ()
    for line in lines:
        columns = _header_columns(line, form)
        if columns:
            header, current = columns, None
            continue
        place = _label_place(line, form)
        texts = [f.text for f in line.fields]
        if place is not None:
            row, index = place
            current = Entry(
                row, texts[index + 1 :], one_row=line.row and len(texts) > index + 1, order=header
            )
            entries.append(current)
        elif all(is_value(t) or is_blank(t) for t in texts):
            if current and all(is_blank(v) for v in current.values) and not all(is_blank(t) for t in texts):
                current.values, current.one_row = [], False
            if current and not current.one_row:
                current.values.extend(texts)
        elif any(squeeze(t).startswith(_HEAD_WORDS) for t in texts):
            current = None
    return entries


def _label_place(line: Line, form: Template) -> tuple[str, int] | None:
    for index in reversed(range(len(line.fields))):
        row = named_row(line.fields[index].text, form.version, "proactive")
        if row:
            return row, index
    return None


def _header_columns(line: Line, form: Template) -> tuple[str, ...]:
    """Column ids in the order of a heading row; empty when the line is no heading row of three."""
    if not line.row:
        return ()
    names = {
        normalise(label): column.id
        for row in form.table("proactive").rows
        for column in row.columns
        for label in (column.label, *column.aliases)
    }
    found = tuple(names[normalise(f.text)] for f in line.fields if normalise(f.text) in names)
    return found if len(found) > 1 else ()


def _fit(entry: Entry, row: Row) -> list[str] | None:
    """The raw texts of a row's cells in the form's order; `None` when they do not fit."""
    width = len(row.columns)
    values = list(entry.values)
    solid = [v for v in values if not is_blank(v)]
    if not entry.one_row:
        return _fit_stream(values, solid, width)
    if len(solid) == width or (width == 1 and len(solid) == 1):
        values = solid if len(values) != width else values
    elif width == 1:
        values = [""] if not solid and values else values
    while len(values) > width and is_blank(values[-1]):
        values.pop()
    if len(values) != width:
        return None
    return _reordered(values, entry.order, row.columns)


def _fit_stream(values: list[str], solid: list[str], width: int) -> list[str] | None:
    if len(solid) == width:
        return solid
    if len(solid) > width and len(set(solid)) == 1:
        return solid[:width]
    while values and is_blank(values[-1]):
        values.pop()
    return values if len(values) == width and solid and not is_blank(values[0]) else None


def _reordered(values: list[str], order: tuple[str, ...], columns: tuple[Column, ...]) -> list[str]:
    ids = [column.id for column in columns]
    if len(order) != len(ids) or sorted(order) != sorted(ids) or list(order) == ids:
        return values
    by_id = dict(zip(order, values, strict=True))
    return [by_id[column] for column in ids]


def _store(reading: TableReading, form: Template, row: Row, raw: list[str], sure: bool) -> None:
    for column, text in zip(row.columns, raw, strict=True):
        place = address("proactive", row.id, column.id)
        cell = read_cell(text, certain=sure)
        if column.id == "change":
            cell = _change(text, cell)
        if place in {"proactive.fees.amount", "proactive.procurement.amount"}:
            cell = _money(place, text, cell, reading)
        reading.cells[place] = cell


def _change(text: str, cell: Cell) -> Cell:
    value = read_change(text)
    if value is None:
        return cell
    kind = CellKind.NUMBER if value else CellKind.ZERO
    return Cell(value=value, kind=kind, raw=cell.raw, certain=cell.certain)


def _money(place: str, text: str, cell: Cell, reading: TableReading) -> Cell:
    """Money in the column's own unit (fees 万元, procurement 元); a stated other unit is converted."""
    quantity = read_quantity(text)
    if quantity is None or cell.value is None:
        return cell
    own = "万元" if place.endswith("fees.amount") else "元"
    in_yuan = {"元": 1, "万元": 10_000, "亿元": 100_000_000}
    if quantity.unit in ("", own) or quantity.unit not in in_yuan:
        return cell
    value = quantity.value * in_yuan[quantity.unit] / in_yuan[own]
    reading.converted.append(place)
    return cell.model_copy(update={"value": value, "certain": False})


def _yuan_heading(lines: Iterable[Line], reading: TableReading) -> None:
    """A heading that says “单位：元” where the form counts in 万元 makes the amount doubtful."""
    place = "proactive.fees.amount"
    cell = reading.cells.get(place)
    heads = (squeeze(f.text) for line in lines for f in line.fields if len(f.text) <= LONGEST_LABEL)
    if (
        cell
        and cell.value
        and any("收费金额" in h and h.rstrip(")）").endswith((":元", "(元", "（元")) for h in heads)
    ):
        value = cell.value / 10_000
        reading.converted.append(place)
        reading.cells[place] = cell.model_copy(update={"value": value, "certain": False})


# --- table four -------------------------------------------------------------------------------


def read_disputes(lines: Sequence[Line], form: Template) -> TableReading:
    """Table four: three labelled rows of five, or fifteen values in the order of the form."""
    reading = TableReading()
    rows = _labelled_rows(lines, form)
    if rows:
        for row_id, raw in rows.items():
            _store_group(reading, form, row_id, raw, sure=True)
        return reading
    vectors, one_row = _fifteen(lines)
    if not vectors:
        return reading
    distinct = list(dict.fromkeys(map(tuple, vectors)))
    if len(distinct) == 1 and len(distinct[0]) == DISPUTE_WIDTH:
        _store_all(reading, form, distinct[0], sure=True)
        if not one_row:
            _doubt_failing(reading, form, list(distinct[0]))
        return reading
    if len(distinct) == 1:
        _settle_disputes(reading, form, list(distinct[0]))
    else:
        reading.unsure.append(Entry("reconsideration", [v for vector in distinct for v in vector]))
        _store_all(reading, form, distinct[0], sure=False)
    return reading


def _labelled_rows(lines: Iterable[Line], form: Template) -> dict[str, list[str]]:
    rows: dict[str, list[str]] = {}
    for line in lines:
        if not line.row:
            continue
        for index, f in enumerate(line.fields):
            row = named_row(f.text, form.version, "disputes")
            after = [g.text for g in line.fields[index + 1 :]]
            if row and len(after) >= _GROUP and all(is_value(t) or is_blank(t) for t in after):
                while len(after) > _GROUP and is_blank(after[-1]):
                    after.pop()
                if len(after) == _GROUP:
                    rows[row] = after
    return rows


def _fifteen(lines: Iterable[Line]) -> tuple[list[list[str]], bool]:
    """Rows of fifteen fields without a label, else all single values in order (and `False`)."""
    rows: list[list[str]] = []
    stream: list[str] = []
    for line in lines:
        texts = _without_label([f.text for f in line.fields])
        if not all(is_value(t) or is_blank(t) for t in texts):
            continue
        if len(texts) > DISPUTE_WIDTH:
            texts = _trim(texts)
        if line.row and len(texts) == DISPUTE_WIDTH:
            rows.append(texts)
        elif any(not is_blank(t) for t in texts):
            stream.extend(t for t in texts if line.row or not is_blank(t))
    if rows:
        return rows, True
    return ([stream] if stream else []), False


def _without_label(texts: list[str]) -> list[str]:
    """A row's values without what stands before them: “件数” before fifteen, 结果维持 before its one."""
    first = next((i for i, text in enumerate(texts) if is_value(text)), 0)
    rest = texts[first:]
    if first and (len(rest) == DISPUTE_WIDTH or (len(rest) == 1 and outcome_column(texts[first - 1]))):
        return rest
    return texts


def _trim(texts: list[str]) -> list[str]:
    trimmed = list(texts)
    while len(trimmed) > DISPUTE_WIDTH and is_blank(trimmed[-1]):
        trimmed.pop()
    while len(trimmed) > DISPUTE_WIDTH and is_blank(trimmed[0]):
        trimmed.pop(0)
    return trimmed


def _store_group(
    reading: TableReading, form: Template, row_id: str, raw: Sequence[str], *, sure: bool
) -> None:
    for column, text in zip(form.table("disputes").row(row_id).columns, raw, strict=True):
        reading.cells[address("disputes", row_id, column.id)] = read_cell(text, certain=sure)


def _store_all(reading: TableReading, form: Template, raw: Sequence[str], *, sure: bool) -> None:
    for index, row in enumerate(form.table("disputes").rows):
        _store_group(reading, form, row.id, raw[index * _GROUP : (index + 1) * _GROUP], sure=sure)


def _doubt_failing(reading: TableReading, form: Template, values: list[str]) -> None:
    """A stream of fifteen values with one group that does not add up is doubted there; with more, the
    order itself is lost and nothing is taken.
    """
    relations = [r for r in within(form.version) if r.code == "T4-SUM"]
    outcomes = [evaluate(relation, reading.cells.get) for relation in relations]
    failing = [o.relation for o in outcomes if o.left != o.right]
    if len(failing) > 1:
        reading.cells.clear()
        reading.unreadable.append(Entry("reconsideration", values))
        return
    for relation in failing:
        for place in relation.cells:
            cell = reading.cells[place]
            reading.cells[place] = cell.model_copy(update={"certain": False}) if cell else None
        reading.unsure.append(Entry(relation.left[0].split(".")[1]))


def _settle_disputes(reading: TableReading, form: Template, values: list[str]) -> None:
    """One value too few or too many: keep the groups of five that still add up, wherever they now stand."""
    reading.unreadable.append(Entry("reconsideration", values))
    if abs(len(values) - DISPUTE_WIDTH) != 1:
        return
    shift = len(values) - DISPUTE_WIDTH
    readings = []
    for hurt in range(3):
        groups: list[list[str] | None] = []
        for index in range(3):
            start = index * _GROUP + (shift if index > hurt else 0)
            groups.append(None if index == hurt else values[start : start + _GROUP])
        if all(group is None or _adds_up(group) for group in groups):
            readings.append(groups)
    for index, row in enumerate(form.table("disputes").rows):
        kept = {tuple(groups[index] or ()) for groups in readings}
        if len(kept) == 1 and kept != {()}:
            _store_group(reading, form, row.id, next(iter(kept)), sure=False)


def _adds_up(group: Sequence[str]) -> bool:
    numbers = [read_cell(text).value or 0 for text in group]
    return sum(numbers[:-1]) == numbers[-1]


def shown(values: Iterable[str]) -> str:
    """Raw values as staff will recognise them in the source."""
    return "、".join("空" if is_blank(v) else v for v in values)
