"""Charts as inline SVG: bars of two years, and bars in parts. No library, no script, no font of their own.

Each chart is a figure with its numbers at the bars and the same numbers as a table beneath, for screen readers and for
whoever wants to copy them. This year is filled, last year hatched: they stay apart in greyscale print. A zero is a stroke
with “0”, a number that is not there a dotted box with the reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from assistant.core.numbers import format_number, percent
from assistant.export.content import width
from assistant.web.markup import shown

WIDTH: Final = 380
"""Units of the drawing; the page scales it, so that type stays readable from a telephone to a wide pane."""
_FONT: Final = 14
_LINE: Final = 19
_BAR: Final = 15
_GAP: Final = 4
_BETWEEN: Final = 14
_DIGIT: Final = 8.2
"""Width of a digit of the numbers at the bars."""
_LONGEST: Final = 18
"""Characters of a number, or of the words in its place, at a bar; the table has it whole."""
_PARTS: Final = ("solid", "hatch", "dots", "blank")


@dataclass(frozen=True)
class Mark:
    """A number, or the words for why there is none (“缺”, “空”, “/”)."""

    value: Decimal | None
    words: str = "缺"

    @property
    def text(self) -> str:
        """What is written at the bar and in the table."""
        return format_number(self.value) if self.value is not None else self.words

    @property
    def short(self) -> str:
        """The same in the room there is at a bar."""
        return self.text if len(self.text) <= _LONGEST else f"{self.text[: _LONGEST - 1]}…"


@dataclass(frozen=True)
class Row:
    """One thing in this year and, where there is a last year, in that one."""

    label: str
    now: Mark
    last: Mark | None = None


@dataclass(frozen=True)
class Bars:
    """A chart of rows in one unit. `names` are this year's and last year's; `last` is empty when there is one year only.

    `own_scale`: every row is drawn to its own greatest number, for rows whose sizes have nothing to do with each other.
    """

    id: str
    title: str
    unit: str
    now: str
    last: str
    rows: tuple[Row, ...]
    note: str = ""
    own_scale: bool = False


@dataclass(frozen=True)
class Stack:
    """A bar in parts: its label, and a number for every part."""

    label: str
    parts: tuple[Mark, ...]


@dataclass(frozen=True)
class Stacks:
    """A chart of bars that consist of the same parts (four at most)."""

    id: str
    title: str
    unit: str
    parts: tuple[str, ...]
    bars: tuple[Stack, ...]
    note: str = ""


# --- bars of two years --------------------------------------------------------------------------------------------


def bars(chart: Bars) -> str:
    """The figure of a chart of bars."""
    names = [chart.now, *([chart.last] if chart.last else [])]
    drawing: list[str] = []
    at = 0.0
    whole = _greatest(chart.rows)
    for row in chart.rows:
        scale = _greatest([row]) if chart.own_scale else whole
        drawing.append(_row(row, at, scale, chart.id))
        at += _row_height(row)
    heads = ["项目", *([chart.last] if chart.last else []), chart.now, *(["增减"] if chart.last else [])]
    cells = [
        [
            row.label,
            *([row.last.text] if row.last else []),
            row.now.text,
            *([change(row)] if row.last else []),
        ]
        for row in chart.rows
    ]
    legend = _legend(list(zip(("solid", "hatch"), names, strict=False)), chart.id) if chart.last else ""
    return _figure(
        chart.id, f"{chart.title}（{chart.unit}）", chart.note, legend, "".join(drawing), at, (heads, cells)
    )


def change(row: Row) -> str:
    """By how much this year differs from last year: ``+3（+12.5%）``; empty where a number is not there."""
    if row.last is None or row.now.value is None or row.last.value is None:
        return ""
    differs = row.now.value - row.last.value
    if not differs:
        return "持平"
    sign = "+" if differs > 0 else ""
    rate = f"（{percent(differs, row.last.value):+.1f}%）" if row.last.value > 0 else ""
    return f"{sign}{format_number(differs)}{rate}"


def _greatest(rows: Sequence[Row]) -> Decimal:
    values = [mark.value for row in rows for mark in (row.now, row.last) if mark and mark.value is not None]
    return max([*values, Decimal(0)])


def _label_lines(row: Row) -> list[str]:
    said = change(row)
    room = WIDTH / _FONT - (width(said) + 1 if len(said) <= 2 * _LONGEST else 0)
    return wrapped(row.label, room)


def _row_height(row: Row) -> float:
    count = 2 if row.last else 1
    return _LINE * len(_label_lines(row)) + count * (_BAR + _GAP) + _BETWEEN


def _row(row: Row, at: float, scale: Decimal, prefix: str) -> str:
    lines = _label_lines(row)
    out = [_words(0, at + _LINE * (n + 1) - 5, line) for n, line in enumerate(lines)]
    said = change(row)
    if said and len(said) <= 2 * _LONGEST:
        out.append(_words(WIDTH, at + _LINE - 5, said, "nb-chart-change", end=True))
    y = at + _LINE * len(lines)
    for mark, kind in ((row.now, "solid"), (row.last, "hatch")):
        if mark is not None:
            out.append(_bar(mark, y, scale, kind, prefix))
            y += _BAR + _GAP
    return "".join(out)


def _bar(mark: Mark, y: float, scale: Decimal, kind: str, prefix: str) -> str:
    if mark.value is None:
        box = f'<rect class="nb-chart-none" x="1" y="{y + 1:.1f}" width="26" height="{_BAR - 2}"/>'
        return box + _words(33, y + _BAR - 3, mark.short, "nb-chart-number")
    share = max(0.0, float(mark.value / scale)) if scale else 0.0
    long = max(2.0, share * (WIDTH - 12 - _DIGIT * max(6, len(mark.short))))
    shape = "nb-chart-zero" if not share else f"nb-chart-{kind}"
    return _box(0, y, long, kind if share else "", prefix, shape) + _words(
        long + 6, y + _BAR - 3, mark.short, "nb-chart-number"
    )


# --- bars in parts ------------------------------------------------------------------------------------------------


def stacks(chart: Stacks) -> str:
    """The figure of a chart of bars in parts; under each label the numbers in words, so that thin parts are read too."""
    whole = max([*(_sum(stack) for stack in chart.bars), Decimal(0)])
    drawing: list[str] = []
    at = 0.0
    for stack in chart.bars:
        for line in wrapped(stack.label, WIDTH / _FONT):
            at += _LINE
            drawing.append(_words(0, at - 5, line))
        drawing.append(_stack(stack, at, whole, chart.id))
        at += _BAR + _GAP
        said = "，".join(f"{name} {mark.short}" for name, mark in zip(chart.parts, stack.parts, strict=True))
        for line in wrapped(said, WIDTH / 12):
            at += _LINE - 2
            drawing.append(_words(0, at - 4, line, "nb-chart-number"))
        at += _BETWEEN
    heads = ["", *chart.parts]
    cells = [[stack.label, *(mark.text for mark in stack.parts)] for stack in chart.bars]
    legend = _legend(list(zip(_PARTS, chart.parts, strict=False)), chart.id)
    return _figure(
        chart.id, f"{chart.title}（{chart.unit}）", chart.note, legend, "".join(drawing), at, (heads, cells)
    )


def _sum(stack: Stack) -> Decimal:
    return sum((max(mark.value, Decimal(0)) for mark in stack.parts if mark.value is not None), Decimal(0))


def _stack(stack: Stack, y: float, whole: Decimal, prefix: str) -> str:
    out, x = [], 0.0
    for kind, mark in zip(_PARTS, stack.parts, strict=False):
        if mark.value is None or mark.value <= 0 or not whole:
            continue
        long = float(mark.value / whole) * (WIDTH - 2)
        out.append(_box(x, y, max(2.0, long), kind, prefix, f"nb-chart-{kind}"))
        x += max(2.0, long)
    if all(mark.value is None for mark in stack.parts):
        out.append(f'<rect class="nb-chart-none" x="1" y="{y + 1:.1f}" width="26" height="{_BAR - 2}"/>')
    elif not out:
        out.append(_box(0, y, 2, "", prefix, "nb-chart-zero"))
    return "".join(out)


# --- what both share ----------------------------------------------------------------------------------------------


def wrapped(text: str, ems: float) -> list[str]:
    """The text in lines of at most so many ems; at least one line, and at most four."""
    lines, line = [], ""
    for char in " ".join(text.split()):
        if line and width(line + char) > ems:
            lines.append(line)
            line = ""
        line += char
    lines.append(line)
    return lines if len(lines) <= 4 else [*lines[:3], f"{lines[3][:-1]}…"]


def _figure(
    name: str,
    title: str,
    note: str,
    legend: str,
    drawing: str,
    high: float,
    table: tuple[list[str], list[list[str]]],
) -> str:
    heads, rows = table
    said = f'<p class="nb-note">{shown(note)}</p>' if note else ""
    picture = (
        f'<svg class="nb-chart" viewBox="0 0 {WIDTH} {max(1.0, high):.0f}" role="img" aria-labelledby="{name}-title" '
        f'aria-describedby="{name}-table" focusable="false">{_patterns(name)}{drawing}</svg>'
    )
    return (
        f'<figure class="nb-chart-box" id="{name}"><figcaption id="{name}-title">{shown(title)}</figcaption>'
        f"{said}{legend}{picture}"
        f'<details class="nb-chart-data"><summary>看数据表</summary>{_table(name, title, heads, rows)}</details></figure>'
    )


def _table(name: str, title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    head = "".join(f'<th scope="col">{shown(text)}</th>' for text in heads)
    body = "".join(
        f'<tr><th scope="row">{shown(label)}</th>{"".join(f"<td>{shown(text)}</td>" for text in rest)}</tr>'
        for label, *rest in rows
    )
    return (
        f'<table class="nb-list" id="{name}-table"><caption class="nb-unseen">{shown(title)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _legend(kinds: Sequence[tuple[str, str]], prefix: str) -> str:
    items = "".join(
        f'<li><svg class="nb-chart-key" viewBox="0 0 22 14" aria-hidden="true" focusable="false">'
        f"{_box(1, 1, 20, kind, prefix, f'nb-chart-{kind}', high=12)}</svg>{shown(name)}</li>"
        for kind, name in kinds
    )
    return f'<ul class="nb-chart-legend">{items}</ul>'


def _patterns(prefix: str) -> str:
    """Fills that need no colour to be told apart; their ids carry the chart's own name."""
    return (
        f'<defs><pattern id="{prefix}-hatch" width="6" height="6" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><rect width="6" height="6" fill="#fff"/>'
        '<line x1="0" y1="0" x2="0" y2="6" stroke="#4a6fa5" stroke-width="3.4"/></pattern>'
        f'<pattern id="{prefix}-dots" width="6" height="6" patternUnits="userSpaceOnUse">'
        '<rect width="6" height="6" fill="#fff"/><circle cx="3" cy="3" r="1.5" fill="#1f2933"/></pattern></defs>'
    )


def _box(x: float, y: float, long: float, kind: str, prefix: str, name: str, high: float = _BAR) -> str:
    fill = f' fill="url(#{prefix}-{kind})"' if kind in ("hatch", "dots") else ""
    return f'<rect class="{name}" x="{x:.1f}" y="{y:.1f}" width="{long:.1f}" height="{high:g}"{fill}/>'


def _words(x: float, y: float, text: str, name: str = "", *, end: bool = False) -> str:
    kind = f' class="{name}"' if name else ""
    anchor = ' text-anchor="end"' if end else ""
    return f'<text{kind} x="{x:.1f}" y="{y:.1f}"{anchor}>{shown(text)}</text>'


def figures(drawn: Sequence[str]) -> str:
    """The figures side by side where there is room."""
    return f'<div class="nb-figures">{"".join(drawn)}</div>' if drawn else ""
