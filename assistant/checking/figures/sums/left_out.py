"""TEXT-PARTS: rows of the tables that a list leaves out: 不予处理56件，信访22件，重复申请19件，大量反复申请14件 of 22, 19, 14 and 1.

The whole and every part are what their cells hold, so no number is wrong; but without 等, 其他 or 主要 a reader takes the
list to be complete, and it is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from typing import Final

from assistant.checking.case import Case
from assistant.checking.figures.ties.rows import (
    DONE,
    GROUPS,
    NEW,
    ORGANIZATIONS,
    Cells,
    case_cells,
    result_cells,
    result_name,
    rows_of_group,
)
from assistant.checking.figures.ties.statements import Statement
from assistant.checking.prose import Passage
from assistant.core.findings import Finding
from assistant.core.numbers import format_number
from assistant.core.relations import result_rows
from assistant.core.template import TEMPLATES, Template, address, quoted

_BASIS: Final = "各分项之和应与总数一致（数字之间的勾稽）"
_OPEN: Final = re.compile(
    r"主要|多为|等|突出|重点|其[他它余]|余下|剩|集中|最多|为主|另|尤其|例如|占|各|都|均|上年|去年|比"
)
_GOES_ON: Final = re.compile(r"\d|^等|[一二两三四五六七八九十]件|其余|其他|余下|剩|另")
_GAP: Final = re.compile(r"[^。；]{0,30}")
_BETWEEN: Final = re.compile(r"(?:[（(][^（）()]{0,30}[）)])?[、，；和及与][^。\d]{0,24}")
_COLUMNS: Final = ("upheld", "corrected", "other", "pending")
_FEWEST: Final = 3
_LEAST: Final = Decimal("0.8")


def check(case: Case) -> Iterator[Finding]:
    """Lists that leave rows out."""
    groups: dict[tuple[str, int], list[Statement]] = {}
    for statement in case.statements:
        if not statement.last_year:
            groups.setdefault((statement.sentence.section, statement.sentence.start), []).append(statement)
    for said in groups.values():
        if len(said) > _FEWEST - 1:
            yield from _sentence(case, said)


def _sentence(case: Case, said: Sequence[Statement]) -> Iterator[Finding]:
    text = case.prose.sections[said[0].passage.section]
    for i, whole in enumerate(said):
        for cells, rows in _wholes(case, whole):
            parts, taken = _parts(case, said[i + 1 :], rows, whole, text)
            total = sum((p.mention.value for p in parts), Decimal(0))
            behind = re.split("[。；\n]", text[parts[-1].passage.end :])[0][:60] if parts else ""
            ahead = text[whole.passage.end : parts[0].passage.start] if parts else ""
            stretch = text[whole.passage.start : parts[-1].passage.end] if parts else ""
            if len(parts) < 2 or "；" in ahead or _GOES_ON.search(behind):
                continue
            if _OPEN.search(re.sub("其他(?:处理|结果)|没有其他", "", stretch)) or re.search(r"\d", ahead):
                continue
            missing = [r for r in rows if not set(r) & taken and case.sum(r)]
            short = sum((case.sum(r) or Decimal(0) for r in missing), Decimal(0))
            few = len(parts) < _FEWEST and total < whole.mention.value * _LEAST
            if few or not missing or total + short != whole.mention.value or total * 2 < whole.mention.value:
                continue
            yield _finding(case, whole, parts, missing, cells)
            return


def _wholes(case: Case, whole: Statement) -> Iterator[tuple[Cells, list[Cells]]]:
    """The cells that a number plainly is, and the rows or columns that make them up."""
    if whole.role != "whole":
        return
    for cells in whole.choices:
        rows = _by_cells(case.report.form.version).get(frozenset(cells))
        if rows and case.sum(cells) == whole.mention.value:
            yield cells, rows


@cache
def _by_cells(version: str) -> dict[frozenset[str], list[Cells]]:
    """The rows and columns that make up the wholes of a form, by the cells of these."""
    return {frozenset(cells): rows for cells, rows in _made_up(TEMPLATES[version])}


def _made_up(form: Template) -> Iterator[tuple[Cells, list[Cells]]]:
    rows = result_rows(form)
    tops = list(dict.fromkeys(row.split(".", maxsplit=1)[0] for row in rows))
    yield DONE, [result_cells(top, form) for top in tops]
    columns = ("natural_person", *ORGANIZATIONS)
    yield NEW, [(address("requests", "new", column),) for column in columns]
    for group in GROUPS:
        yield (
            result_cells(group, form),
            [(address("requests", row, "total"),) for row in rows_of_group(group, form)],
        )
    for kind in ("review", "direct", "after"):
        yield (
            case_cells(kind, "total"),
            [case_cells(kind, column) for column in _COLUMNS],
        )


def _parts(
    case: Case, said: Sequence[Statement], rows: Sequence[Cells], whole: Statement, text: str
) -> tuple[list[Statement], set[str]]:
    """The numbers that follow, as long as each is what rows of the whole hold."""
    parts: list[Statement] = []
    taken: set[str] = set()
    last = whole.passage.end
    all_cells = {a for row in rows for a in row}
    for part in said:
        between = text[last : part.passage.start]
        fitting = next(
            (c for c in part.choices if set(c) <= all_cells and case.sum(c) == part.mention.value), None
        )
        if fitting is None or (set(fitting) & taken) or not (_BETWEEN if parts else _GAP).fullmatch(between):
            break
        parts.append(part)
        taken |= set(fitting)
        last = part.passage.end
    return parts, taken


def _name(case: Case, row: Cells) -> str:
    """A row by its name; a group of rows by the name of the group."""
    key = row[0].split(".")[1]
    return result_name(key, case.report.form) if len(row) > 1 else case.name(row[0])


def _finding(
    case: Case, whole: Statement, parts: Sequence[Statement], missing: Sequence[Cells], cells: Cells
) -> Finding:
    section = whole.passage.section
    start, end = whole.passage.start, parts[-1].passage.end
    span = Passage(section, start, end, case.prose.sections[section][start:end])
    said = "＋".join(format_number(p.mention.value) for p in parts)
    total = sum((p.mention.value for p in parts), Decimal(0))
    left = "、".join(
        f"{_name(case, row)} {format_number(case.sum(row) or Decimal(0))} 件" for row in missing[:3]
    )
    says = (
        f"{quoted(span.text[:80])}：分项 {said}＝{format_number(total)}，比总数 {format_number(whole.mention.value)} 少"
        f" {format_number(whole.mention.value - total)}，没有列{left}。如果是有意不列，请写明“主要”或者“等”；否则请补上。"
    )
    return case.prose.finding(
        "TEXT-PARTS", "warning", span, says, cells=cells,
        expected=whole.mention.value, found=total, basis=_BASIS, status="uncertain",
    )  # fmt: skip
