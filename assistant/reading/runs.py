"""Lines of table three → runs: the values that belong together, with the labels met before them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from assistant.reading.columns import WIDTH, Columns
from assistant.reading.labels import LONGEST_LABEL, request_rows
from assistant.reading.lines import Field, Line, is_blank, is_value

_MOST_LABELS: Final = 12
_MANY_ROWS: Final = 3


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


class _Builder:
    def __init__(self, version: str) -> None:
        self.version = version
        self.runs: list[Run] = []
        self.current = Run()
        self.pending_blanks: list[str] = []
        self.columns = Columns()
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

    def single(self, text: str) -> None:
        """A line that holds one field."""
        if is_blank(text):
            if self.current.values:
                self.pending_blanks.append("")
        elif is_value(text):
            self.value(text)
        else:
            self.label(text)

    def row(self, line: Line) -> None:
        second = _second_label(line.fields, self.version)
        if second:
            # Two rows side by side, each with its own label: which of the two is meant, nobody knows.
            self.columns.contradict = True
            self.row(Line(line.fields[:second], line.grid, row=True))
            self.row(Line(line.fields[second:], line.grid, row=True))
            return
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
        values = self.columns.arrange(line, fields, values)
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


def build_runs(lines: Sequence[Line], version: str) -> tuple[list[Run], bool]:
    """The runs of table three in order, and whether its column headings contradict each other."""
    builder = _Builder(version)
    builder.usual_width = _usual_width(lines)
    for line in lines:
        if builder.columns.meet(line):
            builder.close()
            builder.current = Run()
        elif line.row:
            builder.row(line)
        else:
            builder.single(line.fields[0].text if line.fields else "")
    builder.close()
    return builder.runs, builder.columns.contradict


def _usual_width(lines: Sequence[Line]) -> int:
    """The number of fields that most rows of a tab-separated table have.

    Excel writes the later columns of a merged label as blank fields; in a row of the usual width such
    blanks before the values are known for what they are.
    """
    widths = Counter(len(line.fields) for line in lines if line.row and line.grid is None)
    width, count = widths.most_common(1)[0] if widths else (0, 0)
    return width if count > _MANY_ROWS else 0


def _named(fields: Sequence[Field], version: str) -> list[int]:
    return [
        i
        for i, f in enumerate(fields)
        if not is_value(f.text) and len(f.text) <= LONGEST_LABEL and request_rows(f.text, version)
    ]


def _second_label(fields: Sequence[Field], version: str) -> int:
    """Index of a row label that comes after values of the same line; 0 when there is none."""
    named = _named(fields, version)
    for first, then in pairwise(named):
        if sum(is_value(f.text) for f in fields[first:then]) > 1:
            return then
    return 0


def _label_end(fields: Sequence[Field], version: str) -> int:
    """Index of the first field after the label: after the last field that names a row, else after the
    last that is no value.
    """
    named = _named(fields, version)
    if named:
        return named[-1] + 1
    texts = [i for i, f in enumerate(fields) if not is_value(f.text) and not is_blank(f.text)]
    return texts[-1] + 1 if texts else 0
