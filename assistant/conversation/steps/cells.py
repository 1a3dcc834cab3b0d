"""Cells as staff type them: read the way a table is read, certain once typed; blocks from a worksheet; totals offered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from assistant.conversation.steps.given import stale, without
from assistant.conversation.steps.words import as_text, cleaned_line, listed, short, shown_cell
from assistant.conversation.workspace import Reading, Workspace
from assistant.core.numbers import format_number, read_cell, read_quantity, squeeze
from assistant.core.relations import within
from assistant.core.report import Cell, CellKind, Report, empty_tables
from assistant.core.template import T2021, split_address
from assistant.errors import InputError
from assistant.export.layout import PrintedTable, layout

LONGEST_CELL: Final = 200
MOST_ROWS: Final = 200
MOST_COLUMNS: Final = 100
TYPED: Final = "手工填写的表格"

_TEN_THOUSANDS: Final = (".fees.amount", ".procurement.amount")
"""Cells whose unit is 万元."""

Step = tuple[Workspace, str]


def side(workspace: Workspace, *, as_previous: bool) -> Reading:
    """The report of this year or of last year; an empty form where there is none yet."""
    there = workspace.before if as_previous else workspace.now
    return there or Reading(origin=TYPED, report=Report(tables=empty_tables(T2021)))


def set_cells(workspace: Workspace, values: Mapping[str, str], *, as_previous: bool = False) -> Step:
    """Cells by address, each with what staff typed. `InputError` for an address that the form lacks, or a long text."""
    reading = side(workspace, as_previous=as_previous)
    report = reading.report
    known = set(report.form.addresses)
    if not values:
        raise InputError("没有要改的格。", "请先选一格，再填数。")
    for address in values:
        if address not in known:
            raise InputError("表里没有这一格，没有改动。", "请在表格里点要改的格。")
    cells = {address: typed(address, text, report) for address, text in values.items()}
    changed = {a: cell for a, cell in cells.items() if cell != report.cell(a)}
    if not changed:
        return workspace, "这一格没有变。" if len(values) == 1 else "这些格没有变。"
    problems = tuple(p for one in report.problems if (p := without(one, set(changed))) is not None)
    missing = {t.name for t in report.form.tables if not report.has_table(t.id)}
    done = report.replace_cells(changed)
    there = {t.name for t in done.form.tables if done.has_table(t.id)}
    problems = tuple(p for p in problems if not _answered(p.code, p.message, missing & there))
    put = reading.model_copy(update={"report": done.model_copy(update={"problems": problems})})
    update = {"before": put} if as_previous else {"now": put}
    return stale(workspace.model_copy(update=update)), _line(report, done, list(changed), as_previous)


def _answered(code: str, message: str, come: set[str]) -> bool:
    """Whether a problem said that a table was missing which has now been begun."""
    if code == "READ-NO-TABLE":
        return bool(come)
    return code == "READ-TABLE-MISSING" and any(name in message for name in come)


def typed(address: str, text: str, report: Report) -> Cell:
    """What staff typed as a cell. `InputError` when it is no cell's text, or its unit is not the cell's."""
    raw = cleaned_line(text)
    if len(raw) > LONGEST_CELL:
        raise InputError(
            f"{report.form.describe(address)}填的内容太长，有{len(raw)}个字，没有改动。",
            "一格里请只填一个数；整张表请用粘贴。",
        )
    quantity = read_quantity(raw) if address.endswith(_TEN_THOUSANDS) else None
    if quantity is not None and quantity.unit == "元":
        worth = format_number(quantity.value / Decimal(10_000))
        raise InputError(
            f"{report.form.describe(address)}的单位是万元，您填的是“{short(raw)}”，没有改动。",
            f"折合{worth}万元，请填{worth}。",
        )
    return read_cell(raw)


def _line(before: Report, after: Report, addresses: Sequence[str], as_previous: bool) -> str:
    last = "上年" if as_previous else ""
    form = after.form
    odd = [a for a in addresses if (cell := after.cell(a)) is not None and cell.kind is CellKind.TEXT]
    warn = f"{listed([form.describe(a) for a in odd])}填的不是数，请核对。" if odd else ""
    if len(addresses) > 1:
        return f"{last}改了{len(addresses)}格。{warn}"
    address = addresses[0]
    return f"{last}{form.describe(address)}：{shown_cell(before.cell(address))} → {shown_cell(after.cell(address))}。{warn}"


# --- a block from a worksheet ---------------------------------------------------------------------------------------


def block_values(report: Report, address: str, rows: Sequence[Sequence[str]]) -> dict[str, str]:
    """The cells that a block falls on, its upper left corner at an address of the printed table.

    What falls on a heading must be blank or say the same; `InputError` for anything else there or beyond the table.
    """
    if address not in report.form.addresses:
        raise InputError("表里没有这一格，没有改动。", "请在表格里点要填的第一格，再粘贴。")
    if len(rows) > MOST_ROWS or any(len(row) > MOST_COLUMNS for row in rows):
        raise InputError("粘贴的内容比整张表还大，没有改动。", "请只复制要填的那几行几列，或者粘贴整张表。")
    table = layout(report.form, split_address(address)[0])
    corner = next(cell for cell in table.cells if cell.address == address)
    values: dict[str, str] = {}
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            _place(values, table, (corner.row + r, corner.column + c), as_text(text))
    if not values:
        raise InputError("粘贴的内容里没有可以填的数，没有改动。", "请先复制要填的那几格。")
    return values


def _place(values: dict[str, str], table: PrintedTable, where: tuple[int, int], text: str) -> None:
    row, column = where
    blank = not squeeze(text)
    if row >= table.row_count or column >= table.column_count:
        if blank:
            return
        raise InputError(
            f"粘贴的内容超出了{table.name}（“{short(text)}”放不下），没有改动。",
            "请从左上角的第一格开始粘贴。",
        )
    cell = table.at(row, column)
    if cell.address is None:
        if not blank and squeeze(text) != squeeze(cell.text):
            raise InputError(
                f"“{short(text)}”会落在{table.name}的表头“{short(cell.text)}”上，没有改动。",
                "请对准要填的第一格，或者把整张表连表头一起粘贴。",
            )
        return
    if (cell.row, cell.column) != where:
        if not blank:
            raise InputError(
                f"“{short(text)}”会落在{table.name}的合并格里，没有改动。", "请对准要填的第一格再粘贴。"
            )
        return
    values[cell.address] = text


# --- totals ---------------------------------------------------------------------------------------------------------


def offered_totals(report: Report) -> dict[str, str]:
    """Blank or missing totals that the other cells determine, with their values; a total told two ways is left out."""
    known: dict[str, Decimal] = {
        a: c.value for a, c in report.cells() if c is not None and c.value is not None
    }
    open_ones = {a for a, c in report.cells() if c is None or c.kind is CellKind.BLANK}
    offered: dict[str, Decimal] = {}
    disputed: set[str] = set()
    changed = True
    while changed:
        changed = False
        for relation in within(report.template):
            if len(relation.left) != 1 or relation.left[0] not in open_ones:
                continue
            total = relation.left[0]
            if total in disputed or not all(a in known or a in offered for a in relation.right):
                continue
            value = sum((known.get(a, offered.get(a, Decimal(0))) for a in relation.right), Decimal(0))
            if total not in offered:
                offered[total] = value
                changed = True
            elif offered[total] != value:
                disputed.add(total)
                offered.clear()  # what was reckoned from it goes, too
                changed = True
    return {a: format_number(offered[a]) for a in report.form.addresses if a in offered}
