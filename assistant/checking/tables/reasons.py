"""Why one cell may hold the wrong number: what the number itself gives away."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from assistant.checking.naming import column_name, row_name
from assistant.checking.tables.board import UNTELLING, Board
from assistant.core.numbers import format_number
from assistant.core.relations import PREVIOUS, Relation
from assistant.core.template import split_address

_SUMS: Final = frozenset({"T3-RESULTS", "T3-ROW", "T4-SUM"})
_TELLING: Final = 5
"""Smaller numbers are alike by chance, from year to year and within a table."""


def reason(board: Board, relation: Relation, cell_address: str, wanted: Decimal) -> tuple[int, str]:
    """How telling it is that this cell should have been `wanted` (lower is more), and why in Chinese.

    ``(UNTELLING, "")`` when the number gives nothing away.
    """
    value = board.value(cell_address)
    if cell_address == relation.left[0]:
        if relation.code in _SUMS:
            found = _part(board, relation, wanted - value)
            if found:
                return found
        if relation.code == "Y-IN-FORCE":
            found = _in_force(board, relation, value)
            if found:
                return found
    return _digits(board, cell_address, value, wanted)


def _part(board: Board, relation: Relation, difference: Decimal) -> tuple[int, str] | None:
    """The difference is just one part: left out of the total, or counted twice in it."""
    parts = [a for a in relation.right if board.value(a) == abs(difference)]
    pending = [a for a in parts if split_address(a)[2] == "pending"]
    if pending and difference > 0:
        parts = pending
    if not parts or len(parts) > 2:
        return None
    name = row_name if relation.code == "T3-RESULTS" else column_name
    form = board.report.form
    which = "或者".join(name(form, a) for a in parts)
    count = format_number(abs(difference))
    if difference > 0:
        return 0 if pending else 1, f"正好少计了{which}的 {count} 件"
    if abs(difference) < _TELLING and sum(bool(gap) for gap in board.gaps) > 1:
        return None
    return 2, f"正好多计了一次{which}的 {count} 件"


def _in_force(board: Board, relation: Relation, value: Decimal) -> tuple[int, str] | None:
    """The usual slips in reckoning 现行有效 from last year's number."""
    repealed, last, issued = (board.value(a) for a in (relation.left[1], *relation.right))
    if issued and repealed and value == last + issued + repealed:
        return 1, f"像是把本年废止的 {format_number(repealed)} 件加上了，应当减去"
    if repealed and value == last + issued:
        return 1, f"像是没有减去本年废止的 {format_number(repealed)} 件"
    if issued and value == last - repealed:
        return 1, f"像是没有加上本年制发的 {format_number(issued)} 件"
    if issued and value == issued:
        return 2, "像是只填了本年制发的件数"
    return None


def _digits(board: Board, cell_address: str, value: Decimal, wanted: Decimal) -> tuple[int, str]:
    if value < 0:
        return (3, "像是多写了一个负号") if wanted == -value else (UNTELLING, "")
    written, meant = format_number(value), format_number(wanted)
    if _swapped(written, meant):
        return 3, f"像是把 {meant} 写成了 {written}，数字颠倒"
    if value >= _TELLING and board.values.get(PREVIOUS + cell_address) == value:
        return 4, "和上年报告这一格的数相同，像是沿用了上年的数"
    if value and _one_missing(written, meant):
        return 5, "像是少写了一位数字"
    if wanted and _one_missing(meant, written):
        return 5, "像是多写了一位数字"
    return UNTELLING, ""


def _swapped(written: str, meant: str) -> bool:
    """Two neighbouring digits exchanged: 12 for 21."""
    if len(written) != len(meant):
        return False
    apart = [i for i, (a, b) in enumerate(zip(written, meant, strict=True)) if a != b]
    return (
        len(apart) == 2
        and apart[1] == apart[0] + 1
        and written[apart[0]] == meant[apart[1]]
        and written[apart[1]] == meant[apart[0]]
    )


def _one_missing(shorter: str, longer: str) -> bool:
    """One digit left out: 3 for 13, 10 for 100."""
    return len(longer) == len(shorter) + 1 and any(
        longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer))
    )
