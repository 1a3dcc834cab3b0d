"""VALUE, BLANK, T2-RULES-LEVEL: what a single cell may hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from assistant.checking.case import EMPTY_KINDS, Case
from assistant.checking.naming import row_name, table_name
from assistant.checking.tables.verdicts import missing_number
from assistant.core.findings import Finding, Status
from assistant.core.numbers import format_number, squeeze
from assistant.core.relations import PREVIOUS
from assistant.core.report import Cell, CellKind, Severity
from assistant.core.template import quoted, split_address
from assistant.core.units import LEVEL_NAMES, may_issue_rules, unit_level

_COUNTS: Final = "国办公开办函〔2021〕30号 附件表格（件数为非负整数）"
_FEES: Final = "国办公开办函〔2021〕30号 附件表二（收费金额，单位：万元）"
_ZERO_RULE: Final = "通行填报要求：数为零的填“0”，不留空、不画斜线（待核实，没有查到写明这一点的文件）"
_RULES_LAW: Final = "《中华人民共和国立法法》（2023年修正）第九十一条、第九十三条"

_FEE_CELL: Final = "proactive.fees.amount"
_RULES_ROW: Final = "proactive.rules."

_ABSURD: Final = (
    ("proactive.rules.", Decimal(10_000)),
    ("proactive.normative_documents.", Decimal(1_000_000)),
    ("proactive.procurement.amount", Decimal(10) ** 14),
    (_FEE_CELL, Decimal(10) ** 8),
    ("proactive.", Decimal(10) ** 9),
    ("requests.", Decimal(10_000_000)),
    ("disputes.", Decimal(1_000_000)),
)
"""Beyond these nothing has been seen; a city's 3,985,758 penalties and 316,441 万元 of fees are real."""

_DECIMALS_OF_A_CENT: Final = 6
"""0.01 元 is 0.000001 万元."""
_WAN: Final = Decimal(10_000)
_NEAR_WAN: Final = (Decimal(3_000), Decimal(30_000))

_MOST_ROWS_ALONE: Final = 2
_MOST_TEXTS_ALONE: Final = 5
_MOST_WANTED: Final = 5


def check(case: Case) -> list[Finding]:
    """Impossible and odd values, blanks, and 规章 of a unit that may make none."""
    return [
        *_texts(case),
        *_values(case),
        *_fee_unit(case),
        *_in_force(case),
        *_blanks(case),
        *_rules_level(case),
    ]


# --- VALUE ------------------------------------------------------------------------------------


def _texts(case: Case) -> list[Finding]:
    """Cells whose text is no number: one finding each, or one a table when they are many."""
    cells = {a: c for a, c in _own(case) if c.kind is CellKind.TEXT}
    findings = []
    for table in ("proactive", "requests", "disputes"):
        found = {a: c for a, c in cells.items() if a.startswith(table + ".")}
        if len(found) > _MOST_TEXTS_ALONE:
            shown = "、".join(f"{case.name(a)}写的是{quoted(c.raw)}" for a, c in list(found.items())[:3])
            says = (
                f"{table_name(case.report.form, next(iter(found)))}有 {len(found)} 格写的不是数：{shown}等。"
            )
            findings.append(_value(tuple(found), says, found=None, anchor=f"{table} text"))
            continue
        for address, cell in found.items():
            says = f"{case.name(address)}写的是{quoted(cell.raw)}，不是数。"
            findings.append(_value((address,), says, found=cell.raw, anchor=f"{address} text"))
    return findings


def _own(case: Case) -> Iterator[tuple[str, Cell]]:
    """Cells of this year's report that the source had."""
    for address, cell in case.cells.items():
        if cell is not None and not address.startswith(PREVIOUS):
            yield address, cell


def _values(case: Case) -> list[Finding]:
    findings = []
    for address, cell in _own(case):
        if not cell.value:
            continue
        name, shown = case.name(address), format_number(cell.value)
        money = address.endswith(".amount")
        if cell.value < 0 and not address.endswith(".change"):
            says = f"{name}填的是 {shown}，{'金额' if money else '件数'}不能是负数。"
            findings.append(_value((address,), says, found=cell.value))
        elif not money and cell.value != cell.value.to_integral_value():
            says = f"{name}填的是 {shown}，件数应为整数。"
            if address.startswith("proactive.") and not address.startswith(_RULES_ROW):
                says += "可能是把收费金额填到了这一格。"
            findings.append(_value((address,), says, found=cell.value))
        elif abs(cell.value) > _largest(address):
            says = f"{name}填的是 {shown}，数大得少见，请核对是否多写了位数或者单位不对。"
            findings.append(
                _value((address,), says, found=cell.value, severity="warning", status="uncertain")
            )
        elif address == _FEE_CELL and _decimals(cell.value) > _DECIMALS_OF_A_CENT:
            says = f"{name}填的是 {shown} 万元，折合成元后比一分钱还细，请核对小数点和单位。"
            findings.append(_value((address,), says, found=cell.value, severity="warning"))
    return findings


def _largest(address: str) -> Decimal:
    return next(limit for start, limit in _ABSURD if address.startswith(start))


def _decimals(value: Decimal) -> int:
    _, _, fraction = format_number(value).partition(".")
    return len(fraction)


def _fee_unit(case: Case) -> list[Finding]:
    """元 in a column of 万元: told by the cell's own words, or by a ratio to last year near 10,000.

    The size alone proves nothing.
    """
    cell = case.cells.get(_FEE_CELL)
    if cell is None or not cell.value or cell.value < 0:
        return []
    written = squeeze(cell.raw)
    shown = format_number(cell.value)
    if "元" in written and "万元" not in written:
        factor = _WAN if "亿元" in written else 1 / _WAN
        expected = (cell.value * factor).normalize()
        unit = "亿元" if "亿元" in written else "元"
        says = (
            f"{case.name(_FEE_CELL)}写的是{quoted(cell.raw)}，单位是{unit}；这一格的单位是万元，"
            f"应填 {format_number(expected)}。"
        )
        return [_fee((_FEE_CELL,), says, expected, cell.value, "fail")]
    last = case.cells.get(PREVIOUS + _FEE_CELL)
    if last is None or not last.value or last.value < 0:
        return []
    where = (_FEE_CELL, PREVIOUS + _FEE_CELL)
    before = format_number(last.value)
    if _NEAR_WAN[0] <= cell.value / last.value <= _NEAR_WAN[1]:
        expected = (cell.value / _WAN).normalize()
        says = (
            f"{case.name(_FEE_CELL)}填的是 {shown}，上年是 {before}，差了约一万倍，可能是把元当成了万元；"
            f"如果是元，应填 {format_number(expected)}。"
        )
        return [_fee(where, says, expected, cell.value, "uncertain")]
    if _NEAR_WAN[0] <= last.value / cell.value <= _NEAR_WAN[1]:
        says = (
            f"{case.name(_FEE_CELL)}填的是 {shown}，上年是 {before}，差了约一万倍，"
            "可能有一年的单位不对（这一格的单位是万元），请核对两年的数。"
        )
        return [_fee(where, says, None, cell.value, "uncertain")]
    return []


def _fee(
    where: tuple[str, ...], says: str, expected: Decimal | None, found: Decimal, status: Status
) -> Finding:
    return Finding(
        code="VALUE",
        severity="warning",
        where=where,
        message=says,
        expected=expected,
        found=found,
        basis=_FEES,
        status=status,
        anchor=f"{_FEE_CELL} unit",
    )


def _value(
    where: tuple[str, ...],
    says: str,
    *,
    found: Decimal | str | None,
    severity: Severity = "error",
    status: Status = "fail",
    anchor: str = "",
) -> Finding:
    return Finding(
        code="VALUE",
        severity=severity,
        where=where,
        message=says,
        found=found,
        basis=_FEES if where[0] == _FEE_CELL else _COUNTS,
        status=status,
        anchor=anchor,
    )


def _in_force(case: Case) -> list[Finding]:
    """Fewer documents in force than were issued this year less those repealed; last year's number can only add.

    Where last year's number is known Y-IN-FORCE reckons exactly.
    """
    findings = []
    for row in ("rules", "normative_documents"):
        cells = [f"proactive.{row}.{column}" for column in ("in_force", "issued", "repealed")]
        values = [
            cell.value for a in cells if (cell := case.cells.get(a)) is not None and cell.value is not None
        ]
        before = case.cells.get(PREVIOUS + cells[0])
        if len(values) < len(cells) or (before is not None and before.value is not None):
            continue
        in_force, issued, repealed = values
        if min(values) < 0 or in_force >= issued - repealed:
            continue
        least = format_number(issued - repealed)
        says = (
            f"表二{row_name(case.report.form, cells[0])}：本年制发 {format_number(issued)} 件、废止 "
            f"{format_number(repealed)} 件，现行有效至少应有 {least} 件，填的是 {format_number(in_force)} 件。"
            "请核对三个数；本年制发的当年就失效的，请核对是否计入了废止。"
        )
        found = _value(tuple(cells), says, found=in_force, severity="warning", anchor=f"{cells[0]} least")
        findings.append(found)
    return findings


# --- BLANK ------------------------------------------------------------------------------------


def _blanks(case: Case) -> list[Finding]:
    """Blanks and “/”: one finding a row, or one a table when several rows have them."""
    rows: dict[str, dict[str, list[str]]] = {}
    for address, cell in _own(case):
        if cell.kind in EMPTY_KINDS:
            table, row, _ = split_address(address)
            rows.setdefault(table, {}).setdefault(row, []).append(address)
    findings = []
    for table, by_row in rows.items():
        if len(by_row) > _MOST_ROWS_ALONE:
            cells = [a for found in by_row.values() for a in found]
            findings.append(_blank(case, cells, f"{table_name(case.report.form, cells[0])}", table))
        else:
            for row, cells in by_row.items():
                line = f"{table_name(case.report.form, cells[0])}{row_name(case.report.form, cells[0])}一行"
                findings.append(_blank(case, cells, line, f"{table}.{row}"))
    return findings


def _blank(case: Case, cells: Sequence[str], line: str, anchor: str) -> Finding:
    blank = sum(case.kind(a) is CellKind.BLANK for a in cells)
    slashed = len(cells) - blank
    counts = [f"{n} 格{how}" for n, how in ((blank, "空着"), (slashed, "画了“/”或写了“无”")) if n]
    says = f"{line}有 {'、'.join(counts)}。"
    if len(cells) == 1:
        says = f"{case.name(cells[0])}{'空着' if blank else '画了“/”或写了“无”'}。"
    wanted = _wanted(case, cells)
    if wanted:
        shown = "，".join(
            f"{case.name(a)}应为 {format_number(n)}" for a, n in list(wanted.items())[:_MOST_WANTED]
        )
        says += f"照勾稽关系推算，{shown}{'，等等' if len(wanted) > _MOST_WANTED else ''}，像是漏填了。"
    if len(wanted) < len(cells):
        says += f"{'其余的' if wanted else ''}请核实是没有发生，还是漏填了数；没有发生的，通行的填法是填“0”。"
    return Finding(
        code="BLANK",
        severity="warning",
        where=tuple(cells),
        message=says,
        basis=_ZERO_RULE,
        anchor=anchor,
    )


def _wanted(case: Case, cells: Sequence[str]) -> dict[str, Decimal]:
    """What the relations ask of cells that hold no number, where it is more than zero and beyond doubt."""
    asked: dict[str, set[Decimal]] = {}
    for outcome in case.outcomes:
        number = missing_number(outcome) if outcome.without_value else None
        if number is not None:
            asked.setdefault(outcome.without_value[0], set()).add(number)
    return {a: n for a in cells for n in asked.get(a, ()) if n and len(asked[a]) == 1}


# --- T2-RULES-LEVEL ---------------------------------------------------------------------------


def _rules_level(case: Case) -> list[Finding]:
    """规章 above zero for a unit whose name says that it may make none, or does not say."""
    cells = {a: c.value for a, c in _own(case) if a.startswith(_RULES_ROW) and c.value and c.value > 0}
    if not cells:
        return []
    unit = case.report.unit
    level = unit_level(unit)
    may = may_issue_rules(level)
    if may:
        return []
    first = next(iter(cells))
    filled = "、".join(f"“{_label(case, a)}”{format_number(v)} 件" for a, v in cells.items())
    law = "规章只能由国务院部门、省级政府、设区的市和自治州政府制定"
    documents = (f"proactive.normative_documents.{split_address(a)[2]}" for a in cells)
    slipped = not any((c := case.cells.get(a)) is not None and c.value for a in documents)
    guess = "很可能是把行政规范性文件的件数填到了“规章”一行。" if slipped else "请核对是不是行政规范性文件。"
    if may is False:
        says = f"表二“规章”一行填了{filled}，可{quoted(unit or '')}是{LEVEL_NAMES[level]}，{law}，这一行应为 0。{guess}"
        severity: Severity = "error"
        status: Status = "fail"
    else:
        who = f"从{quoted(unit)}这个名称" if unit else "没有读到单位名称，"
        says = f"表二“规章”一行填了{filled}。{law}；{who}看不出本单位能不能制定，请核实。如不能，{guess}"
        severity, status = "info", "uncertain"
    return [
        Finding(
            code="T2-RULES-LEVEL",
            severity=severity,
            where=tuple(cells),
            message=says,
            expected=Decimal(0) if may is False else None,
            found=cells[first],
            basis=_RULES_LAW,
            status=status,
            anchor="proactive.rules",
        )
    ]


def _label(case: Case, address: str) -> str:
    table, row, column = split_address(address)
    return next(c.label for c in case.report.form.table(table).row(row).columns if c.id == column)
