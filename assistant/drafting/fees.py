"""信息处理费: what the user's notes say about it, item by item, where every figure can be placed.

Source of the terms: 《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）, in force from 2021.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from assistant.core.facts import Fact
from assistant.core.numbers import NumberKind, find_numbers
from assistant.drafting.notes import Note, Notebook
from assistant.drafting.rewriting import says_no_fee

FIRST_YEAR: Final = 2021
"""The year the fee rules came into force."""

_N: Final = r"(?P<n>\d[\d,]*|[一二两三四五六七八九十百]+)\s*(?:个|件|份|笔|起|次)"
_CLAUSES: Final[tuple[tuple[str, str], ...]] = (
    ("notices", rf"(?:今年|全年|一共|共)*(?:发|发出|下达|送达|制发|开具|开)了?\s*(?:{_N})?(?:信息处理费)?(?:收费)?通知(?:书)?(?(n)|\s*{_N.replace('?P<n>', '?P<m>')})"),
    ("unpaid", rf"(?:还有|另|其中|有)?\s*{_N}(?:申请人|申请)?(?:逾期)?(?:没有?|未)(?:缴纳|缴费|缴|交费|交|按期缴纳)(?:费用?)?"),
    ("paid", rf"(?:信息处理费|处理费)?(?:今年|全年)?(?:实际|实)?(?:已)?(?:收|收取|收到|收缴|缴|缴纳|交)了?\s*(?:信息)?(?:处理费)?\s*{_N}(?:信息处理费|处理费)?"),
    ("amount", r"(?:今年|全年|信息处理费|处理费|金额|共计|总计|合计|一共|共|收费|收取|实收|收了|收|计|为|是|：)*\s*(?P<n>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>万元|元)"),
)  # fmt: skip
_UNITS: Final = {"notices": "件", "paid": "件", "unpaid": "件"}


@dataclass(frozen=True)
class FeeNote:
    """A fee note taken apart. Facts carry ``notes.N``; `none`: the note says that nothing was charged."""

    note: Note
    none: bool = False
    notices: Fact | None = None
    paid: Fact | None = None
    amount: Fact | None = None
    unpaid: Fact | None = None

    @property
    def understood(self) -> bool:
        """Whether the note can be worded anew; otherwise it stands as the user wrote it."""
        return self.none or self.paid is not None or self.notices is not None or self.amount is not None


def read_fee_note(note: Note) -> FeeNote:
    """Take a fee note apart; a note with a clause that fits nothing is left whole."""
    text = re.sub(r"(?<=[件个份笔])(?=\d[\d,.]*\s*(?:万元|元))", "，", note.raw)
    clauses = [c.strip() for c in re.split(r"[，。；、;]|,(?!\d{3})", text) if c.strip()]
    if says_no_fee(note.raw):
        return FeeNote(note, none=True)
    found: dict[str, Fact] = {}
    for clause in clauses:
        hit = _clause(clause, note, found)
        if hit is None:
            return FeeNote(note)
        found[hit[0]] = hit[1]
    counts = [m for m in find_numbers(note.raw) if m.kind is NumberKind.COUNT]
    if len(counts) != len(found) or any(m.approximate for m in counts):
        return FeeNote(note)
    return FeeNote(note, False, **found)


def _clause(clause: str, note: Note, found: dict[str, Fact]) -> tuple[str, Fact] | None:
    for name, pattern in _CLAUSES:
        match = re.fullmatch(pattern, clause)
        if match is None or name in found:
            continue
        numbers = [m for m in find_numbers(clause) if m.kind is NumberKind.COUNT]
        if len(numbers) != 1:
            return None
        unit = _UNITS.get(name) or match["unit"]
        return name, Fact(f"{note.cell}.{name}", numbers[0].value, unit, (note.cell,))
    return None


def fee_notes(notebook: Notebook) -> tuple[FeeNote, ...]:
    """All fee notes, taken apart where that can be done; those that say different things as one."""
    read: list[FeeNote] = []
    for note in map(read_fee_note, notebook.of("fee")):
        last = read[-1] if read else None
        if (
            last
            and last.understood
            and not last.none
            and _parts(note)
            and not _parts(last).keys() & _parts(note).keys()
        ):
            both = {**_parts(last), **_parts(note)}
            read[-1] = FeeNote(last.note, False, **both)
        else:
            read.append(note)
    return tuple(read)


def _parts(note: FeeNote) -> dict[str, Fact]:
    parts = {"notices": note.notices, "paid": note.paid, "amount": note.amount, "unpaid": note.unpaid}
    return {name: fact for name, fact in parts.items() if fact is not None}


def odd_amount(fact: Fact) -> bool:
    """Whether a total cannot come from the rates of the rules, which are all multiples of ten yuan."""
    yuan = fact.value * 10000 if fact.unit == "万元" else fact.value
    return yuan % Decimal(10) != 0
