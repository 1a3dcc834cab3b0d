"""TEXT-NUMBER: every number of the running text that is said of the tables, held against its cells.

A text may count 新收 alone or with what was carried over, and cases without those not yet decided: before a number is
called wrong it is tried both ways, and the finding says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from assistant.checking.case import Case
from assistant.checking.figures.numbers import loose, phrasing, slipped
from assistant.checking.figures.numbers.doubts import as_named, newly_done, otherwise
from assistant.checking.figures.ties.rows import Cells
from assistant.checking.figures.ties.spoken import EVERYDAY
from assistant.checking.figures.ties.statements import BASIS, Statement
from assistant.checking.figures.ties.tie import UNSURE
from assistant.core.approximate import fits
from assistant.core.findings import Finding
from assistant.core.numbers import format_number
from assistant.core.places import Span, span_of
from assistant.core.relations import PREVIOUS
from assistant.core.report import Severity
from assistant.core.template import quoted

_MOST_NAMED: Final = 3
_TEN_THOUSAND: Final = 10_000


def check(case: Case) -> list[Finding]:
    """Findings for the numbers that disagree with their cells, and one for those whose cells hold no number."""
    findings = list(loose.check(case))
    open_ones: list[Statement] = []
    for statement in case.statements:
        values = sums(case, statement)
        if statement.last_year and case.previous is None:
            continue
        if not any(v is not None for v in values):
            open_ones.append(statement)
        elif not _agrees(case, statement, values) and not _hardly_of_it(case, statement, values):
            findings.append(_finding(case, statement, values))
    findings += slipped.check(case, _places(findings))
    findings += phrasing.check(case, _places(findings))
    if open_ones:
        findings.append(_not_compared(case, open_ones))
    return findings


def _hardly_of_it(case: Case, statement: Statement, values: Sequence[Decimal | None]) -> bool:
    """Whether everyday words alone tie a number, and what stands around it says that it counts something narrower."""
    if statement.doubt != EVERYDAY:
        return False
    return otherwise(case, statement, [v for v in values if v is not None]) not in {"", UNSURE}


def _places(findings: Sequence[Finding]) -> list[Span]:
    return [place for f in findings if (place := span_of(f.where[0]))]


def sums(case: Case, statement: Statement) -> list[Decimal | None]:
    """What each choice of cells adds up to, in the statement's unit; `None` where a cell holds no number."""
    return [_sum(case, statement, cells) for cells in statement.choices]


def _sum(case: Case, statement: Statement, cells: Cells) -> Decimal | None:
    total = case.sum(cells, last_year=statement.last_year)
    if total is None:
        return None
    if statement.kind == "fee" and statement.mention.unit == "元":
        total *= _TEN_THOUSAND
    elif statement.kind == "fee" and statement.mention.unit == "亿元":
        total /= _TEN_THOUSAND
    return total


def holds(statement: Statement, values: list[Decimal | None]) -> bool:
    """Whether the number is one of the sums, or as a part at most the largest of them."""
    known = [v for v in values if v is not None]
    if statement.role == "part":
        return statement.mention.value <= max(known)
    return any(fits(statement.mention, v) for v in known)


def is_wrong(case: Case, statement: Statement) -> bool:
    """Whether a number is there to compare with and disagrees."""
    values = sums(case, statement)
    return any(v is not None for v in values) and not _agrees(case, statement, values)


def _agrees(case: Case, statement: Statement, values: list[Decimal | None]) -> bool:
    """Whether it is what its cells say, or just what another row that its clause names holds."""
    return (
        holds(statement, values)
        or as_named(case, statement)
        or _of_decided(case, statement)
        or newly_done(case, statement)
    )


def _pending(case: Case, statement: Statement, cells: Cells) -> Decimal:
    """How many of the cases in some cells are not decided, as far as the table says."""
    rows = [case.cell(a.rpartition(".")[0] + ".pending", last_year=statement.last_year) for a in cells]
    return sum((c.value for c in rows if c is not None and c.value is not None), Decimal(0))


def _of_decided(case: Case, statement: Statement) -> bool:
    """``已审结的342件``: the total without what is pending, and the clause says so."""
    if statement.kind != "case" or statement.role != "whole":
        return False
    cells = statement.choices[0]
    total, pending = case.sum(cells, last_year=statement.last_year), _pending(case, statement, cells)
    clause = re.split(
        "[，。；：]", statement.sentence.text[: statement.passage.start - statement.sentence.start]
    )[-1]
    decided = re.search("审结|结案|办结|已判|宣判", clause) is not None
    return decided and total is not None and total - pending == statement.mention.value


def is_right(case: Case, statement: Statement) -> bool:
    """Whether a number is the sum of the very cells that it is said of."""
    values = sums(case, statement)
    return statement.role == "whole" and any(v is not None for v in values) and holds(statement, values)


def _finding(case: Case, statement: Statement, values: list[Decimal | None]) -> Finding:
    said = statement.mention.value
    known = [(c, v) for c, v in zip(statement.choices, values, strict=True) if v is not None]
    expected = known[0][1]
    told = known[:_MOST_NAMED] if statement.role == "whole" else [max(known, key=lambda one: one[1])]
    shown = "；".join(_is(case, statement, cells, value) for cells, value in told)
    message = f"正文写{quoted(_around(statement))}，而{shown}，两处不一致。"
    severity: Severity = "error"
    hint, doubtful = _hint(case, statement, known)
    if hint:
        message += hint
    doubt = statement.doubt or otherwise(case, statement, [value for _, value in known])
    if doubtful or doubt:
        severity = "warning"
        if doubt and not doubtful:
            message += f"{doubt}，请核对。"
    unsure = [
        a
        for c, _ in known
        for a in c
        if (cell := case.cell(a, last_year=statement.last_year)) and not cell.certain
    ]
    if unsure:
        severity = "warning"
        message += "表里这一格读表时已标为存疑，请先对照原表。"
    cells = tuple(_address(a, statement) for a in known[0][0])
    correction = None
    if severity == "error" and len(known) == 1 and statement.role == "whole":
        correction = _written(expected, statement)
    return case.prose.finding(
        "TEXT-NUMBER",
        severity,
        statement.passage,
        message,
        cells=cells,
        expected=expected,
        found=said,
        correction=correction,
        basis=BASIS,
        status="uncertain" if unsure else "fail",
    )


def _written(value: Decimal, statement: Statement) -> str | None:
    """The number as the sentence has it, with the right value; only for plain digits."""
    text, said = statement.mention.text, format_number(statement.mention.value)
    return text.replace(said, format_number(value), 1) if text.count(said) == 1 else None


def _address(cell_address: str, statement: Statement) -> str:
    return f"{PREVIOUS}{cell_address}" if statement.last_year else cell_address


def _is(case: Case, statement: Statement, cells: Cells, value: Decimal) -> str:
    unit = f" {statement.mention.unit}" if statement.kind == "fee" else ""
    verb = "一共只有" if statement.role == "part" else "是"
    return f"{_name(case, statement, cells)}{verb} {format_number(value)}{unit}"


def _name(case: Case, statement: Statement, cells: Cells) -> str:
    if len(cells) == 1:
        return case.name(_address(cells[0], statement))
    if cells == ("requests.new.total", "requests.carried_over.total"):
        return "表三新收加上年结转"
    front = "上年报告" if statement.last_year else ""
    table = case.report.form.table(cells[0].partition(".")[0]).name
    return f"{front}{table}{quoted(statement.subject)}各格之和"


def _around(statement: Statement) -> str:
    """The number with the words right before it."""
    start = statement.passage.start - statement.sentence.start
    end = statement.passage.end - statement.sentence.start
    text = statement.sentence.text
    begin = max((text.rfind(mark, 0, start) for mark in "，。；：、（\n"), default=-1) + 1
    return text[max(begin, start - 24) : end].strip()


def _hint(case: Case, statement: Statement, known: list[tuple[Cells, Decimal]]) -> tuple[str, bool]:
    """What may explain the difference, and whether it may be no mistake at all."""
    said = statement.mention.value
    if statement.kind == "case" and statement.role == "whole":
        cells, total = known[0]
        still = _pending(case, statement, cells)
        if still and total - still == said:
            return (
                f"总计减去尚未审结的 {format_number(still)} 件，正好是 {format_number(said)} 件；如果只算已审结的，请在文中写明。",
                True,
            )
    if case.previous is not None and not statement.last_year and statement.kind != "fee":
        before = [case.cell(a, last_year=True) for a in known[0][0]]
        values = [c.value for c in before if c is not None and c.value is not None]
        if len(values) == len(before) and sum(values, Decimal(0)) == said:
            return "上年报告的这个数正是它，可能是沿用了上年的文字。", False
    if statement.choices[0] == ("requests.new.total",) and len(known) == 1:
        over = case.cell("requests.carried_over.total", last_year=statement.last_year)
        if over is not None and over.value and known[0][1] + over.value == said:
            return (
                f"加上上年结转的 {format_number(over.value)} 件正好相等；如果说的是两项之和，请改写清楚。",
                False,
            )
    return "", False


def _not_compared(case: Case, statements: list[Statement]) -> Finding:
    """Numbers whose cells are missing: a missing side never counts as a pass."""
    first = statements[0]
    named = "、".join(dict.fromkeys(quoted(_around(s)) for s in statements[:_MOST_NAMED]))
    more = f"等 {len(statements)} 处" if len(statements) > _MOST_NAMED else ""
    return case.prose.finding(
        "TEXT-NUMBER",
        "info",
        first.passage,
        f"正文里{named}{more}没有表可以对：表里相应的格没有读到数，请人工核对。",
        cells=tuple(dict.fromkeys(_address(s.choices[0][0], s) for s in statements)),
        basis=BASIS,
        status="uncertain",
    )
