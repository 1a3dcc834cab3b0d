"""What changed between two states of a report: cells, and sentences that went or came. Pure, and bounded in time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Final

from pydantic import BaseModel, ConfigDict

from assistant.checking.prose import SECTION_NAMES, Prose
from assistant.core.numbers import format_number
from assistant.core.report import Cell, CellKind, Report
from assistant.core.template import TEMPLATES

TITLE: Final = "标题"
_MOST_COMPARED: Final = 1000
"""Sentences of a section beyond which their order is not compared: that takes time by the square."""


class CellChange(BaseModel):
    """A cell that changed: its address, its name for staff, and what stood and stands there."""

    model_config = ConfigDict(frozen=True)

    address: str
    name: str
    before: str
    after: str


class Changes(BaseModel):
    """What changed. Sentences come with the name of their section: ``("第一部分", "……。")``."""

    model_config = ConfigDict(frozen=True)

    cells: tuple[CellChange, ...] = ()
    removed: tuple[tuple[str, str], ...] = ()
    added: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.cells or self.removed or self.added)


def changes(before: Report, after: Report) -> Changes:
    """What one has to know who has read `before` and is given `after`."""
    removed: list[tuple[str, str]] = []
    added: list[tuple[str, str]] = []
    old, new = _sentences(before), _sentences(after)
    for section in dict.fromkeys((*old, *new)):
        gone, come = _differences(old.get(section, []), new.get(section, []))
        removed += [(section, sentence) for sentence in gone]
        added += [(section, sentence) for sentence in come]
    return Changes(cells=_cells(before, after), removed=tuple(removed), added=tuple(added))


def _cells(before: Report, after: Report) -> tuple[CellChange, ...]:
    if before.tables == after.tables:
        return ()
    forms = [TEMPLATES[after.template], TEMPLATES[before.template]]
    names = {address: form for form in reversed(forms) for address in form.addresses}
    found = []
    for address in dict.fromkeys((*forms[0].addresses, *forms[1].addresses)):
        old, new = shown(before.cell(address)), shown(after.cell(address))
        if old != new:
            name = names[address].describe(address)
            found.append(CellChange(address=address, name=name, before=old, after=new))
    return tuple(found)


def shown(cell: Cell | None) -> str:
    """A cell as staff would say it."""
    if cell is None:
        return "缺"
    if cell.kind is CellKind.BLANK:
        return "空"
    return format_number(cell.value) if cell.value is not None else cell.raw.strip()


def _sentences(report: Report) -> dict[str, list[str]]:
    prose = Prose(report.sections)
    sections = {
        SECTION_NAMES[section]: [p.text for p in prose.sentences_of(section)] for section in prose.sections
    }
    return {TITLE: [report.title.strip()] if report.title.strip() else [], **sections}


def _differences(old: Sequence[str], new: Sequence[str]) -> tuple[list[str], list[str]]:
    if max(len(old), len(new)) > _MOST_COMPARED:
        return list((Counter(old) - Counter(new)).elements()), list((Counter(new) - Counter(old)).elements())
    gone: list[str] = []
    come: list[str] = []
    for what, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what != "equal":
            gone += old[i:j]
            come += new[k:m]
    return gone, come
