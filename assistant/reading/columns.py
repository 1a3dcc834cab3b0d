"""The column headings met above the values of table three: where each column stands, and in which order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from assistant.core.template import APPLICANTS
from assistant.reading.labels import applicant_column, normalise
from assistant.reading.lines import Field, Line, is_blank

WIDTH: Final = len(APPLICANTS)
_IDS: Final = [column.id for column in APPLICANTS]
_ORGANIZATIONS: Final = [i for i in _IDS if i not in {"natural_person", "total"}]
_BANNERS: Final = frozenset({"申请人情况", "法人或其他组织"})
_FEWEST: Final = 3


class Columns:
    """What the headings said so far.

    `contradict` turns true when a column was headed twice (two years side by side) or a list of headings
    one a line has the organisations in another order: then no value's column is certain.
    """

    def __init__(self) -> None:
        self.contradict = False
        self._in_grid: dict[int, dict[str, int]] = {}
        self._order: list[str] = []
        self._listed: list[str] = []

    def meet(self, line: Line) -> bool:
        """Take a line for headings if it is one; whether it was."""
        if not line.row:
            return self._meet_text(line.fields[0].text if line.fields else "")
        headings = [(i, f) for f in line.fields if (i := applicant_column(f.text))]
        if len(headings) < _FEWEST and not _nothing_else(line):
            return False
        if line.grid is not None:
            self._meet_grid(line.grid, headings)
        else:
            self._meet_order([i for i, _ in headings])
        return True

    def _meet_grid(self, grid: int, headings: Sequence[tuple[str, Field]]) -> None:
        places = self._in_grid.setdefault(grid, {})
        for i, f in headings:
            column = f.column or 0
            if places.setdefault(i, column) != column:
                self.contradict = True

    def _meet_order(self, ids: list[str]) -> None:
        if len(ids) != len(set(ids)):
            self.contradict = True
        elif len(ids) == WIDTH:
            self._order = ids

    def _meet_text(self, text: str) -> bool:
        ids = [applicant_column(token) for token in text.split()]
        if len(ids) >= _FEWEST and None not in ids:
            self._meet_order([i for i in ids if i])
            return True
        if len(ids) == 1 and ids[0] in _ORGANIZATIONS:
            self._listed.append(ids[0])
            first = self._listed[: len(_ORGANIZATIONS)]
            if len(set(first)) == len(_ORGANIZATIONS) and first != _ORGANIZATIONS:
                self.contradict = True
        return False

    def arrange(self, line: Line, fields: Sequence[Field], values: list[str]) -> list[str]:
        """A row's values in the form's order, as far as the headings tell it."""
        places = self._in_grid.get(line.grid, {}) if line.grid is not None else {}
        if len(places) == WIDTH:
            in_form = sorted(_IDS, key=lambda i: places[i]) == _IDS
            picked = _picked(fields, places)
            if len(values) != WIDTH or not in_form:
                if picked is None and not in_form:
                    self.contradict = True
                return picked or values
        elif line.grid is None and self._order and self._order != _IDS and len(values) == WIDTH:
            by_id = dict(zip(self._order, values, strict=True))
            return [by_id[i] for i in _IDS]
        return values


def _nothing_else(line: Line) -> bool:
    """Whether a row holds nothing but column headings, one or two of them (自然人 … 总计)."""
    texts = [f.text for f in line.fields if not is_blank(f.text) and not f.carried]
    return bool(texts) and all(applicant_column(t) or normalise(t) in _BANNERS for t in texts)


def _picked(fields: Sequence[Field], places: dict[str, int]) -> list[str] | None:
    """Values picked by the columns of the headings, when all seven are known and free of overlap."""
    picked = []
    for column in _IDS:
        here = [
            f for f in fields if f.column is not None and f.column <= places[column] < f.column + f.colspan
        ]
        if len(here) != 1:
            return None
        picked.append(here[0])
    return [f.text for f in picked] if len({f.column for f in picked}) == WIDTH else None
