"""Findings from evaluated relations: one shape for the relations inside a report and across years."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from assistant.checking.case import EMPTY_KINDS, Case
from assistant.core.findings import Finding
from assistant.core.numbers import format_number
from assistant.core.relations import PREVIOUS, Outcome
from assistant.core.report import CellKind, Severity

_MOST_PAINTED: Final = 7
"""Relations with more cells than this show only those that are not zero."""
_MOST_INFERRED: Final = 5

_KINDS: Final = {
    None: "没有读到",
    CellKind.BLANK: "空着",
    CellKind.NOT_APPLICABLE: "画了“/”一类的符号",
    CellKind.TEXT: "写的不是数",
}


@dataclass(frozen=True)
class Statement:
    """A broken relation in words: the sentence, and what was expected and found."""

    says: str
    expected: Decimal
    found: Decimal
    severity: Severity = "error"


def failed(case: Case, outcome: Outcome, statement: Statement) -> Finding:
    """The finding for a relation whose numbers are all there and disagree.

    With a sure explanation `where` holds the checked cell and the suspects; else also the cells that take
    part (of the long column sums only those that are not zero).
    """
    relation = outcome.relation
    explanation = case.explanations.get(relation)
    suspects = explanation.cells if explanation else ()
    if explanation is None or not explanation.sure:
        suspects += _taking_part(case, outcome)
    message = statement.says + (explanation.says if explanation else "")
    doubtful = case.doubtful(relation.cells)
    if doubtful:
        message += f"其中{case.names(doubtful, 3)}读表时已标为存疑，请先对照原表。"
    return Finding(
        code=relation.code,
        severity=statement.severity,
        where=_in_order(case, relation.left[:1], suspects),
        message=message,
        expected=statement.expected,
        found=statement.found,
        basis=relation.basis,
        anchor="|".join(relation.left),
    )


def _taking_part(case: Case, outcome: Outcome) -> tuple[str, ...]:
    cells = outcome.relation.cells
    if len(cells) <= _MOST_PAINTED:
        return cells
    return tuple(a for a in cells if (cell := case.cells[a]) is not None and cell.value)


def _in_order(case: Case, first: Iterable[str], others: Iterable[str]) -> tuple[str, ...]:
    leading = tuple(first)
    place = {address: i for i, address in enumerate(case.cells)}
    rest = sorted(set(others) - set(leading), key=lambda a: place[a])
    return (*leading, *rest)


def is_unsure(case: Case, outcome: Outcome) -> bool:
    """Whether missing numbers leave the relation open, even with blanks and “/” read as zero."""
    only_empty = all(case.kind(a) in EMPTY_KINDS for a in outcome.without_value)
    return not (only_empty and outcome.left == outcome.right)


def is_impossible(outcome: Outcome) -> bool:
    """Whether no number of zero or more in the open cells could make the relation hold."""
    relation, open_cells = outcome.relation, outcome.without_value
    in_left = any(a in relation.left for a in open_cells)
    in_right = any(a in relation.right for a in open_cells)
    return (not in_left and outcome.right > outcome.left) or (not in_right and outcome.left > outcome.right)


def missing_number(outcome: Outcome) -> Decimal | None:
    """What the one open cell would have to hold; `None` for several, or when nothing would do."""
    if len(outcome.without_value) != 1 or is_impossible(outcome):
        return None
    return abs(outcome.left - outcome.right)


def unsure(case: Case, outcome: Outcome) -> Finding:
    """The finding for one relation that cannot be decided."""
    relation = outcome.relation
    missing = outcome.without_value
    says = f"{relation.title}。这一关系没法核对：{_what_is_missing(case, missing)}。"
    wanted = missing_number(outcome)
    if is_impossible(outcome):
        says += (
            f"可已经填了的数也对不上：一边是 {format_number(outcome.left)}，"
            f"另一边是 {format_number(outcome.right)}，空着的格补上什么数都不能相等。"
        )
    elif wanted is not None:
        says += f"照其余各格推算，这一格应为 {format_number(wanted)}。"
    return Finding(
        code=relation.code,
        severity="warning",
        where=_in_order(case, relation.left[:1], missing),
        message=says,
        expected=wanted,
        basis=relation.basis,
        status="uncertain",
        anchor="|".join(relation.left),
    )


def unsure_together(case: Case, outcomes: list[Outcome], lines: str) -> Finding:
    """One finding for several relations of one kind that cannot be decided.

    `lines` says what they are, e.g. ``表三 25 行的“总计”``.
    """
    missing = list(dict.fromkeys(a for o in outcomes for a in o.without_value))
    says = f"{lines}没法核对：{_what_is_missing(case, missing)}。"
    wanted = [(o.without_value[0], n) for o in outcomes if (n := missing_number(o))]
    if wanted and not missing[0].startswith(PREVIOUS):
        shown = "，".join(f"{case.name(a)}应为 {format_number(n)}" for a, n in wanted[:_MOST_INFERRED])
        says += f"照其余各格推算，{shown}{'，等等' if len(wanted) > _MOST_INFERRED else ''}。"
    return Finding(
        code=outcomes[0].relation.code,
        severity="warning",
        where=_in_order(case, (), missing),
        message=says,
        basis=outcomes[0].relation.basis,
        status="uncertain",
        anchor=f"{outcomes[0].relation.code} together",
    )


def _what_is_missing(case: Case, missing: Iterable[str]) -> str:
    by_kind: dict[CellKind | None, list[str]] = {}
    for address in missing:
        by_kind.setdefault(case.kind(address), []).append(address)
    parts = []
    for kind, addresses in by_kind.items():
        who = case.names(addresses, 4)
        if (
            kind is None
            and all(a.startswith(PREVIOUS) for a in addresses)
            and not _has_tables(case, addresses)
        ):
            who = "上年报告里的这张表"
        parts.append(f"{who}{_KINDS[kind]}")
    return "，".join(parts)


def _has_tables(case: Case, addresses: list[str]) -> bool:
    tables = {a.removeprefix(PREVIOUS).partition(".")[0] for a in addresses}
    return case.previous is not None and all(case.previous.has_table(t) for t in tables)


def difference(found: Decimal, expected: Decimal) -> str:
    """``多 2`` or ``少 2``."""
    return f"{'多' if found > expected else '少'} {format_number(abs(found - expected))}"
