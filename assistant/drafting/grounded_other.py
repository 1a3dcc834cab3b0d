"""其他需要报告的事项: the information fee, what the user wants reported, and what could not be sorted."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.drafting import basis
from assistant.drafting.fees import FIRST_YEAR, FeeNote, fee_notes
from assistant.drafting.phrases import Desk, body, told
from assistant.drafting.pieces import Line, Piece, Said, joined, mark, rule, zero
from assistant.drafting.rewriting import NO_FEE

UNPAID = "requests.other.fee_unpaid.total"
Clause = list[Piece]


def other_lines(desk: Desk) -> Iterator[Line]:
    """The section's sentences, gaps behind the fee, unsorted notes last."""
    notebook = desk.outline.notebook
    notes = fee_notes(notebook)
    year = desk.outline.report.year
    none, charged = [n for n in notes if n.none], [n for n in notes if not n.none]
    since = year is None or year >= FIRST_YEAR
    for note in (
        [] if none and charged and since else [*none[:1], *charged]
    ):  # what contradicts itself is a gap
        yield _fee(desk, note)
    if not notes and since:
        yield from _without_note(desk)
    yield from desk.outline.point("other").gaps
    for other in notebook.of("other"):
        yield body(told(other), "。")
    for unsorted in notebook.of("unsorted"):
        yield mark("待归类", Said(unsorted.raw, "note", (unsorted.cell,)))


def _fee(desk: Desk, note: FeeNote) -> Line:
    """One fee note: worded anew when every figure of it could be placed, else as the user wrote it."""
    unpaid = desk.fact(UNPAID)
    if note.none:
        said = told(note.note)
        if unpaid and unpaid.value:
            return body(said, "；有", unpaid, "申请因申请人逾期未缴纳费用不再处理。")
        return body(said, "。")
    year = desk.outline.report.year
    if not note.understood or (year is not None and year < FIRST_YEAR):
        return body(told(note.note), "。")
    return body(rule(f"依据{basis.FEE_RULES}", basis.FEES), "，", *_charged(desk, note), "。")


def _charged(desk: Desk, note: FeeNote) -> Clause:
    groups: list[Clause] = []
    if note.notices:
        groups.append(["发出收费通知", note.notices])
    if note.paid:
        groups.append(["收取信息处理费", note.paid])
    said = ["本年度", *joined(groups, "，")]
    if note.amount:
        before = "、共计" if note.paid else "，收取信息处理费共计" if groups else "收取信息处理费共计"
        said += [before, note.amount]
    table = desk.fact(UNPAID)
    if table and table.value and (note.unpaid is None or note.unpaid.value == table.value):
        return [*said, "；", *_unpaid(desk)]
    if note.unpaid:
        return [*said, "；", note.unpaid, "尚未缴纳"]
    return said


def _unpaid(desk: Desk) -> Clause:
    table = desk.fact(UNPAID)
    assert table is not None
    return [table, "逾期未缴纳，", Said("不再处理", "label", (UNPAID,))]


def _without_note(desk: Desk) -> Iterator[Line]:
    """What the tables alone allow to say about the fee."""
    unpaid = desk.fact(UNPAID)
    if unpaid and unpaid.value:
        yield body(
            rule(f"依据{basis.FEE_RULES}", basis.FEES),
            "，",
            "有",
            unpaid,
            "申请因申请人逾期未缴纳费用不再处理。",
        )
    elif desk.figures.is_zero("requests.new.total", "requests.carried_over.total", UNPAID):
        yield body(
            zero(NO_FEE, "requests.new.total", "requests.carried_over.total", UNPAID),
            "。",
        )
