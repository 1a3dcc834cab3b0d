"""What changed between two states of a report, as HTML: cells, and sentences that went or came."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from assistant.reviewing.changes import Changes
from assistant.web.markup import cut, shown
from assistant.web.parts.cell_links import cell_link

MOST: Final = 200
"""Cells, and sentences of each kind, that are listed."""
_LONGEST: Final = 2_000


def differences(found: Changes, before: str = "原来", after: str = "改为") -> str:
    """The cells as a table, the sentences as lists, each marked by word and sign; empty when nothing changed."""
    return _cells(found, before, after) + _sentences(found)


def _cells(found: Changes, before: str, after: str) -> str:
    if not found.cells:
        return ""
    rows = "".join(
        f'<tr><th scope="row">{cell_link(cell.address, cell.name)}</th>'
        f'<td class="nb-right">{_text(cell.before)}</td><td class="nb-right nb-now">{_text(cell.after)}</td></tr>'
        for cell in found.cells[:MOST]
    )
    return (
        '<table class="nb-list"><thead><tr><th scope="col">格</th>'
        f'<th scope="col" class="nb-right">{before}</th><th scope="col" class="nb-right">{after}</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>{_more(len(found.cells), '格')}"
    )


def _sentences(found: Changes) -> str:
    gone = [
        f'<li class="nb-gone"><b>删</b>{_place(where)}<del>{_text(text)}</del></li>'
        for where, text in found.removed[:MOST]
    ]
    come = [
        f'<li class="nb-come"><b>增</b>{_place(where)}<ins>{_text(text)}</ins></li>'
        for where, text in found.added[:MOST]
    ]
    if not gone and not come:
        return ""
    more = _more(len(found.removed), "句删去") + _more(len(found.added), "句增加")
    return f'<ul class="nb-changes">{"".join([*gone, *come])}</ul>{more}'


def lines(gone: Iterable[str], come: Iterable[str]) -> str:
    """Lines of notes that went and came."""
    return _sentences(
        Changes(removed=tuple(("情况", line) for line in gone), added=tuple(("情况", line) for line in come))
    )


def _place(where: str) -> str:
    return f'<span class="nb-tag">{_text(where)}</span>'


def _more(count: int, what: str) -> str:
    return f'<p class="nb-note">一共{count}{what}，只列出前{MOST}。</p>' if count > MOST else ""


def _text(text: str) -> str:
    return shown(cut(text, _LONGEST))
