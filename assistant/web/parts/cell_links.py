"""Links to cells of the form, on the year they are in."""

from __future__ import annotations

from assistant.web.markup import data, shown
from assistant.web.parts.views import place_id


def cell_link(address: str, words: str, *, before: bool = False) -> str:
    """A link to a cell of this year's tables, or, `before`, of last year's: the tab 表格 turns to that year."""
    year = data(act="see", year="before" if before else "")
    return f'<a href="#"{year}{data(goto=f"tab:tables#{place_id(address)}")}>{shown(words)}</a>'
