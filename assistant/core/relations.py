"""The arithmetic relations of the form as data, and the one evaluator.

Within a report: 国办公开办函〔2021〕30号, head and rows of the tables. Across years: what was carried
forward is what was carried over, and rules in force move by issue and repeal. Addresses that start with
``previous.`` mean last year's report.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Final

from assistant.core.report import Cell, Report
from assistant.core.template import APPLICANTS, OUTCOMES, TEMPLATES, Template, address, quoted

PREVIOUS: Final = "previous."
_FORM: Final = "国办公开办函〔2021〕30号 附件表格"


@dataclass(frozen=True)
class Relation:
    """The cells of `left` sum to what the cells of `right` sum to. `title` says it in plain Chinese."""

    code: str
    title: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    basis: str

    @property
    def cells(self) -> tuple[str, ...]:
        """All cells that take part."""
        return self.left + self.right


class Verdict(StrEnum):
    """What an evaluation came to. A missing side never counts as a pass."""

    PASS = "pass"  # noqa: S105 - a verdict, no password
    FAIL = "fail"
    UNCERTAIN = "uncertain"
    NOT_ASSESSABLE = "not_assessable"


@dataclass(frozen=True)
class Outcome:
    """One relation evaluated.

    `left` and `right` are the sums of the numbers that are there; `without_value` names the cells that
    hold none (missing, blank, “/” or text), and is empty exactly when the verdict is pass or fail.
    """

    relation: Relation
    verdict: Verdict
    left: Decimal
    right: Decimal
    without_value: tuple[str, ...]


Lookup = Callable[[str], Cell | None]


def lookup(report: Report, previous: Report | None = None) -> Lookup:
    """A function from address to cell over this year's report and, behind ``previous.``, last year's."""

    def find(cell_address: str) -> Cell | None:
        if cell_address.startswith(PREVIOUS):
            return previous.cell(cell_address.removeprefix(PREVIOUS)) if previous else None
        return report.cell(cell_address)

    return find


def evaluate(relation: Relation, find: Lookup) -> Outcome:
    """Add both sides up and compare."""
    cells = {a: find(a) for a in relation.cells}
    without = tuple(a for a, cell in cells.items() if cell is None or cell.value is None)
    left = _sum(relation.left, cells)
    right = _sum(relation.right, cells)
    if all(cell is None for cell in cells.values()):
        verdict = Verdict.NOT_ASSESSABLE
    elif without:
        verdict = Verdict.UNCERTAIN
    else:
        verdict = Verdict.PASS if left == right else Verdict.FAIL
    return Outcome(relation, verdict, left, right, without)


def _sum(addresses: tuple[str, ...], cells: dict[str, Cell | None]) -> Decimal:
    values = (cell.value for a in addresses if (cell := cells[a]) is not None)
    return sum((value for value in values if value is not None), Decimal(0))


@cache
def within(version: str) -> tuple[Relation, ...]:
    """The relations inside one report of this template version."""
    form = TEMPLATES[version]
    return (*_balance(), *_results(form), *_rows(form), *_disputes())


def _column(row: str, column: str) -> str:
    return address("requests", row, column)


def _balance() -> list[Relation]:
    return [
        Relation(
            "T3-BALANCE",
            f"表三“{column.label}”一列：第一项加第二项，等于第三项（七）总计加第四项",
            (_column("new", column.id), _column("carried_over", column.id)),
            (_column("concluded_total", column.id), _column("carried_forward", column.id)),
            f"{_FORM}（表头：第一项加第二项之和，等于第三项加第四项之和）",
        )
        for column in APPLICANTS
    ]


def result_rows(form: Template) -> tuple[str, ...]:
    """Ids of the rows that （七）总计 adds up: everything under 三 but the total itself."""
    ids = [row.id for row in form.table("requests").rows if row.group]
    return tuple(row_id for row_id in ids if row_id != "concluded_total")


def _results(form: Template) -> list[Relation]:
    return [
        Relation(
            "T3-RESULTS",
            f"表三“{column.label}”一列：（七）总计等于（一）至（六）各项之和",
            (_column("concluded_total", column.id),),
            tuple(_column(row, column.id) for row in result_rows(form)),
            f"{_FORM}（第三项（七）总计）",
        )
        for column in APPLICANTS
    ]


def _rows(form: Template) -> list[Relation]:
    parts = [column.id for column in APPLICANTS if column.id != "total"]
    return [
        Relation(
            "T3-ROW",
            f"表三{quoted(row.name)}一行：总计等于自然人与五类法人或其他组织之和",
            (_column(row.id, "total"),),
            tuple(_column(row.id, part) for part in parts),
            f"{_FORM}（申请人情况·总计）",
        )
        for row in form.table("requests").rows
    ]


def _disputes() -> list[Relation]:
    parts = [column.id for column in OUTCOMES if column.id != "total"]
    names = {
        "reconsideration": "行政复议",
        "direct_litigation": "未经复议直接起诉",
        "litigation_after_reconsideration": "复议后起诉",
    }
    return [
        Relation(
            "T4-SUM",
            f"表四“{name}”：总计等于结果维持、结果纠正、其他结果、尚未审结之和",
            (address("disputes", row, "total"),),
            tuple(address("disputes", row, part) for part in parts),
            f"{_FORM}（表四总计）",
        )
        for row, name in names.items()
    ]


@cache
def across() -> tuple[Relation, ...]:
    """The relations between this year's report and last year's."""
    carry = [
        Relation(
            "Y-CARRY",
            f"表三“{column.label}”一列：本年“上年结转”等于上年报告“结转下年度继续办理”",
            (_column("carried_over", column.id),),
            (PREVIOUS + _column("carried_forward", column.id),),
            f"{_FORM}（上年第四项即本年第二项）",
        )
        for column in APPLICANTS
    ]
    in_force = [
        Relation(
            "Y-IN-FORCE",
            f"表二“{name}”：现行有效件数等于上年现行有效件数加本年制发减本年废止",
            (address("proactive", row, "in_force"), address("proactive", row, "repealed")),
            (PREVIOUS + address("proactive", row, "in_force"), address("proactive", row, "issued")),
            f"{_FORM}（现行有效件数的含义；跨年推算，不是表内自带的关系）",
        )
        for row, name in (("rules", "规章"), ("normative_documents", "行政规范性文件"))
    ]
    return (*carry, *in_force)
