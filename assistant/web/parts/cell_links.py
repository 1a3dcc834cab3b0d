"""Cells of the form as others point at them: their names, their places on the page, and links to those."""

from __future__ import annotations

from assistant.core.relations import PREVIOUS
from assistant.core.report import Report
from assistant.web.markup import data, shown


def place_id(address: str) -> str:
    """The id of a cell on the page."""
    return f"cell-{address.replace('.', '-')}"


def cell_link(address: str, words: str, *, before: bool = False, css: str = "") -> str:
    """A link to a cell of this year's tables, or, `before`, of last year's: the tab 表格 turns to that year."""
    year = data(act="see", year="before" if before else "")
    look = f' class="{css}"' if css else ""
    place = f"{'before-' if before else ''}{place_id(address)}"
    return f'<a{look} href="#"{year}{data(goto=f"tab:tables#{place}")}>{shown(words)}</a>'


def named(report: Report, address: str, previous: Report | None = None) -> str:
    """How staff would point at a cell, last year's included; the address itself is never shown."""
    earlier = address.startswith(PREVIOUS)
    form = (previous or report).form if earlier else report.form
    try:
        name = form.describe(address.removeprefix(PREVIOUS))
    except (KeyError, ValueError, StopIteration):
        return "（不在表里的格）"
    return f"上年{name}" if earlier else name
