"""Table two: few cells, and no arithmetic to lean on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from assistant.core.numbers import read_cell, read_change, read_quantity, squeeze
from assistant.core.report import Cell, CellKind
from assistant.core.template import Column, Row, Template, address
from assistant.reading.align import in_every_increasing
from assistant.reading.labels import LONGEST_LABEL, named_row, normalise
from assistant.reading.lines import Line, is_blank, is_value
from assistant.reading.readings import Entry, TableReading

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
_STEMS: Final = (
    ("新制作", "made"), ("新公开", "published"), ("公开总数", "public_total"), ("制发", "issued"), ("废止", "repealed"),
    ("有效", "in_force"), ("上一年", "previous"), ("上年项目", "previous"), ("增减", "change"), ("处理决定", "decisions"),
    ("采购项目", "projects"), ("采购总金额", "amount"), ("采购金额", "amount"), ("收费金额", "amount"), ("收费总额", "amount"),
)  # fmt: skip
"""What a column heading has in it, however it is worded; the first that fits counts."""

_NO_HEADINGS: Final = frozenset({"信息内容", "项目", "类别", "内容"})
_LONGEST_HEADING: Final = 24
_SEVERAL: Final = 2
_IN_YUAN: Final = {"元": 1, "千元": 1_000, "万元": 10_000, "亿元": 100_000_000}
_UNIT: Final = re.compile(
    r"(?:单位[:：]?|[（(/])\s*(?:金额单位[:：]?|单位[:：]?)?(?:人民币)?(千元|万元|亿元|元)"
)


def read_proactive(lines: Sequence[Line], form: Template) -> TableReading:
    """Table two. A row is taken only when it has just as many values as the form has columns."""
    table = form.table("proactive")
    entries = _entries(lines, form)
    places = [[row.id for row in table.rows].index(entry.row) for entry in entries]
    in_order = in_every_increasing(places)
    reading = TableReading()
    seen: dict[str, list[str]] = {}
    doubted: set[str] = set()
    for entry, ordered in zip(entries, in_order, strict=True):
        row = table.row(entry.row)
        if not entry.values and entry.row in {e.row for e in entries if e.values}:
            continue
        raw = _fit(entry, row)
        if raw is None:
            reading.unreadable.append(entry)
            continue
        sure = (entry.one_row or ordered) and not (entry.heads_doubtful and len(row.columns) > 1)
        if not entry.one_row and len([v for v in entry.values if not is_blank(v)]) != len(row.columns):
            sure = False
        if entry.row in seen:
            sure = sure and seen[entry.row] == raw
            raw = seen[entry.row]
        seen[entry.row] = raw
        sure = sure and entry.row not in doubted
        _store(reading, form, row, raw, sure)
        if not sure:
            doubted.add(entry.row)
            reading.unsure.append(entry)
    _yuan_heading(lines, reading)
    return reading


class _Heads:
    """The column headings above the next rows, in their order."""

    def __init__(self) -> None:
        self.ids: list[str] = []
        self.unknown = False
        self.spent = False

    def take(self, line: Line) -> bool:
        """Take a line's column headings; whether it had any."""
        texts = [f.text for f in line.fields if not f.carried and not is_blank(f.text)]
        if len(texts) == 1 and not line.row:
            texts = texts[0].split() or texts
        ids = [i for t in texts if (i := _heading_id(t))]
        if not ids:
            return False
        if self.spent or len(ids) > 1:
            self.ids, self.unknown, self.spent = [], False, False
        self.ids.extend(ids)
        rest = [t for t in texts if not _heading_id(t) and normalise(t) not in _NO_HEADINGS]
        self.unknown = self.unknown or bool(rest)
        return True

    def doubtful(self, form: Template) -> bool:
        """Whether headings of several columns are there but cannot be told apart for certain."""
        if len(self.ids) < _SEVERAL:
            return False
        whole = any(
            sorted(self.ids) == sorted(c.id for c in row.columns) for row in form.table("proactive").rows
        )
        in_place = any(
            self.ids == [c.id for c in row.columns][: len(self.ids)] for row in form.table("proactive").rows
        )
        return not whole and not (in_place and not self.unknown)


def _heading_id(text: str) -> str | None:
    plain = normalise(text)
    if len(plain) > _LONGEST_HEADING or is_value(text):
        return None
    return next((i for stem, i in _STEMS if stem in plain), None)


def _entries(lines: Iterable[Line], form: Template) -> list[Entry]:
    entries: list[Entry] = []
    current: Entry | None = None
    heads = _Heads()
    for line in lines:
        place = _label_place(line, form)
        texts = [f.text for f in line.fields]
        if place is not None:
            row, index = place
            one_row = line.row and len(texts) > index + 1
            current = Entry(row, texts[index + 1 :], one_row, tuple(heads.ids), heads.doubtful(form))
            heads.spent = True
            entries.append(current)
        elif heads.take(line):
            current = None
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


def _fit(entry: Entry, row: Row) -> list[str] | None:
    """The raw texts of a row's cells in the form's order; `None` when they do not fit."""
    width = len(row.columns)
    values = list(entry.values)
    solid = [v for v in values if not is_blank(v)]
    if not entry.one_row:
        stream = _fit_stream(values, solid, width)
        return _reordered(stream, entry.order, row.columns) if stream else None
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
    plain = squeeze(text)
    if plain.endswith(("万", "亿")) and own == "万元":
        # “312.58万” in a column of 万元 says its unit, not ten thousand times as much.
        value = (quantity.value / 10_000).normalize()
    elif quantity.unit in ("", own) or quantity.unit not in _IN_YUAN:
        return cell
    else:
        value = quantity.value * _IN_YUAN[quantity.unit] / _IN_YUAN[own]
    reading.converted.append(place)
    return cell.model_copy(update={"value": value, "certain": False})


def _yuan_heading(lines: Sequence[Line], reading: TableReading) -> None:
    """A heading, or a line above the table, that states another unit than 万元 makes the amount doubtful."""
    place = "proactive.fees.amount"
    cell = reading.cells.get(place)
    heads = [squeeze(f.text) for line in lines for f in line.fields if len(f.text) <= LONGEST_LABEL]
    units = [
        m[1]
        for h in heads
        if "收费" in h or h.lstrip("(（").startswith(("单位", "金额单位"))
        for m in _UNIT.finditer(h)
    ]
    if not cell or not cell.value or place in reading.converted or not units or "万元" in units:
        return
    value = (cell.value * _IN_YUAN[units[-1]] / 10_000).normalize()
    reading.converted.append(place)
    reading.cells[place] = cell.model_copy(update={"value": value, "certain": False})
