"""行政复议 and 行政诉讼 in sentences: every outcome said, the lost and the pending ones too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from assistant.core.facts import Fact
from assistant.core.relations import Verdict
from assistant.core.template import OUTCOMES, address
from assistant.drafting.phrases import Desk, body, items
from assistant.drafting.pieces import Line, Piece, equal, joined, zero

REVIEW: Final = "disputes.reconsideration.total"
_DIRECT, _AFTER = "direct_litigation", "litigation_after_reconsideration"
_SUITS: Final = {_DIRECT: "未经复议直接起诉", _AFTER: "复议后起诉"}
TOTALS: Final = (REVIEW, *(f"disputes.{row}.total" for row in _SUITS))
_OUTCOMES: Final = {o.id: o.label for o in OUTCOMES if o.id != "total"}
Clause = list[Piece]


def no_disputes(desk: Desk) -> bool:
    """Whether every cell of 表四 says zero."""
    return desk.figures.is_zero(*(a for a in desk.outline.report.form.addresses if a.startswith("disputes.")))


def none_clause(desk: Desk, also: str = "") -> Piece:
    """No review and no suit, in one clause."""
    words = desk.pick(
        "no disputes",
        f"{also}没有因政府信息公开引起的行政复议和行政诉讼",
        f"{also}没有因政府信息公开被申请行政复议或者提起行政诉讼",
        f"{also}没有发生涉及政府信息公开的行政复议、行政诉讼",
    )
    return zero(words, *TOTALS)


def dispute_lines(desk: Desk) -> Iterator[Line]:
    """The figures of 表四; nothing for a group whose total cannot be used."""
    if no_disputes(desk):
        yield body(none_clause(desk), "。")
        return
    review, suits = _review(desk), _suits(desk)
    if review and suits:
        short = len(suits) <= 2 or not _both(desk)
        if len(suits) == 1 and desk.chooser.pick("disputes", (True, False)):
            yield body(*suits, "；", *review, "。")
        elif short:
            yield body(*review, "；", *suits, "。")
        else:
            yield body(*review, "。")
            yield body(*suits, "。")
    elif review or suits:
        yield body(*(review or suits), "。")


def _review(desk: Desk) -> Clause:
    total = desk.fact(REVIEW)
    if total is None:
        return []
    if not total.value and not _entries(desk, "reconsideration"):
        return [zero("没有因政府信息公开引起的行政复议案件", REVIEW)]
    name = desk.pick(
        "review", "因政府信息公开被申请行政复议", "涉及政府信息公开的行政复议", "因政府信息公开引起的行政复议"
    )
    return [name, total, *_outcome(desk, "reconsideration", "，")]


def _both(desk: Desk) -> bool:
    return all((f := desk.fact(f"disputes.{row}.total")) and f.value for row in _SUITS)


def _suits(desk: Desk) -> Clause:
    totals = {row: desk.fact(f"disputes.{row}.total") for row in _SUITS}
    there = {row: fact for row, fact in totals.items() if fact and (fact.value or _entries(desk, row))}
    if not there:
        known = [f"disputes.{row}.total" for row, fact in totals.items() if fact]
        if len(known) < 2:
            return [zero(f"没有{_SUITS[row]}的行政诉讼案件", a) for row in _SUITS for a in known if row in a]
        return [zero(desk.pick("no suits", "没有行政诉讼案件", "没有因政府信息公开引起的行政诉讼"), *known)]
    name = desk.pick("suits", "被提起行政诉讼", "行政诉讼")
    if len(there) == 1:
        return _one_kind(desk, name, *next(iter(there.items())))
    return _two_kinds(desk, name, there)


def _one_kind(desk: Desk, name: str, row: str, total: Fact) -> Clause:
    other = next(f"disputes.{r}.total" for r in _SUITS if r != row)
    kind = _SUITS[row]
    if desk.figures.usable(other):
        every = "为" if total.value == 1 else "均为"
        return [name, total, "，", zero(f"{every}{kind}", other), *_outcome(desk, row, "，")]
    return [f"行政诉讼中{kind}的", total, *_outcome(desk, row, "，")]


def _two_kinds(desk: Desk, name: str, there: dict[str, Fact]) -> Clause:
    whole = desk.figures.total("disputes.litigation.total", [f"disputes.{row}.total" for row in there])
    assert whole is not None
    parts: list[Clause] = [
        [f"{_SUITS[row]}", total, *_outcome(desk, row, "，")] for row, total in there.items()
    ]
    return [name, whole, "，其中", *joined(parts, "；")]


def _entries(desk: Desk, row: str) -> list[tuple[str, Fact]]:
    """The outcomes that are not zero."""
    facts = {label: desk.fact(address("disputes", row, o)) for o, label in _OUTCOMES.items()}
    return [(label, fact) for label, fact in facts.items() if fact and fact.value]


def _outcome(desk: Desk, row: str, before: str) -> Clause:
    """What came of the cases of a row."""
    entries = _entries(desk, row)
    whole = address("disputes", row, "total")
    total = desk.fact(whole)
    if not entries or total is None:
        return []
    if desk.figures.holds("T4-SUM", whole) is not Verdict.PASS:
        more = "等" if desk.figures.holds("T4-SUM", whole) is Verdict.UNCERTAIN else ""
        return [f"{before}表中所列为", *joined(items(entries)), more]
    label, fact = entries[0]
    if len(entries) > 1 or fact.value != total.value:
        return [before, *joined(items(entries))]
    every = "均" if total.value > 1 else ""
    words = {
        "结果维持": f"结果{every}为维持", "结果纠正": f"结果{every}为纠正", "其他结果": f"{every}为其他结果",
        "尚未审结": f"{every}尚未审结",
    }[label]  # fmt: skip
    return [before, equal(words, fact.cells[0], whole)]
