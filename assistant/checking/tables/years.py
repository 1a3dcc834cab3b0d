"""Y-CARRY and Y-IN-FORCE: this year's report against last year's."""

from __future__ import annotations

from typing import Final

from assistant.checking.case import Case
from assistant.checking.naming import column_name, row_name
from assistant.checking.tables.verdicts import (
    Statement,
    difference,
    failed,
    is_unsure,
    unsure,
    unsure_together,
)
from assistant.core.findings import Finding
from assistant.core.numbers import format_number
from assistant.core.relations import PREVIOUS, Outcome, Verdict
from assistant.core.report import Report
from assistant.core.template import quoted
from assistant.core.units import same_unit

CODES: Final = ("Y-CARRY", "Y-IN-FORCE")
OTHER_UNIT: Final = "unit"
"""Anchor of the finding that the two reports have different names: it is told before what follows from it."""
_BASIS: Final = "两份报告应当是同一单位相邻两年的报告，跨年的数才能比"
_TOGETHER: Final = {
    "Y-CARRY": "表三有 {n} 列“本年‘上年结转’等于上年报告‘结转下年度继续办理’”",
    "Y-IN-FORCE": "表二有 {n} 行“现行有效等于上年现行有效加本年制发减本年废止”",
}
_PLACE: Final = (
    "requests.carried_over.total",
    f"{PREVIOUS}requests.carried_forward.total",
)


def check(case: Case) -> list[Finding]:
    """The relations across years, where a report of the year before is given.

    Reports whose years are known and do not follow each other are not compared: one finding says so.
    Cells that one of the two forms does not have (2019 knows no 现行有效件数) are not compared either.
    """
    if case.previous is None:
        return []
    same = same_unit(case.report.unit, case.previous.unit)
    findings = [] if same else [_other_unit(case)]
    if not case.consecutive:
        return [*findings, _other_year(case.report, case.previous)]
    for code in CODES:
        outcomes = [o for o in case.outcomes if o.relation.code == code and _is_there(case, o)]
        broken = [failed(case, o, _state(case, o)) for o in outcomes if o.verdict is Verdict.FAIL]
        findings += broken if same else [_if_same_unit(f) for f in broken]
        still_open = [o for o in outcomes if o.verdict is Verdict.UNCERTAIN and is_unsure(case, o)]
        if len(still_open) > 1:
            findings.append(unsure_together(case, still_open, _TOGETHER[code].format(n=len(still_open))))
        else:
            findings += [unsure(case, o) for o in still_open]
    return findings


def _is_there(case: Case, outcome: Outcome) -> bool:
    """Whether this year's side has any cell: a table that is not there is not asked about."""
    return any(case.cells[a] is not None for a in outcome.relation.cells if not a.startswith(PREVIOUS))


def _state(case: Case, outcome: Outcome) -> Statement:
    relation = outcome.relation
    form = case.report.form
    unknown = "" if _years_known(case) else "（两份报告没有都读到年度，请确认上年报告确是前一年的。）"
    if relation.code == "Y-CARRY":
        here, last = outcome.left, outcome.right
        says = (
            f"表三{column_name(form, relation.left[0])}一列：本年“上年结转”填的是 {format_number(here)}，"
            f"上年报告“结转下年度继续办理”是 {format_number(last)}，"
            f"本年{difference(here, last)}，两个数应当相同。{unknown}"
        )
        return Statement(says, last, here)
    in_force, repealed, last_year, issued = (case.number(a) for a in relation.cells)
    value = case.cells[relation.left[0]]
    if value is None or value.value is None:
        raise ValueError("a failed relation has all its numbers")
    expected = value.value - (outcome.left - outcome.right)
    says = (
        f"表二{row_name(form, relation.left[0])}：上年现行有效 {last_year} 件，加本年制发 {issued} 件、"
        f"减本年废止 {repealed} 件，推算应为 {format_number(expected)} 件，"
        f"“现行有效件数”填的是 {in_force} 件，{difference(value.value, expected)}。"
        f"如有有效期届满自动失效等情况，请核对是否计入了废止。{unknown}"
    )
    return Statement(says, expected, value.value, "warning")


def _years_known(case: Case) -> bool:
    return case.report.year is not None and case.previous is not None and case.previous.year is not None


def _other_year(report: Report, previous: Report) -> Finding:
    return Finding(
        code="Y-CARRY",
        severity="warning",
        where=_PLACE,
        message=(
            f"本报告是 {report.year} 年度的，拿来对照的是 {previous.year} 年度的，两份不是相邻年度，"
            f"上年结转和现行有效件数没有核对。请换上 {(report.year or 0) - 1} 年度的报告。"
        ),
        expected=str((report.year or 0) - 1),
        found=str(previous.year),
        basis=_BASIS,
        status="uncertain",
        anchor="years",
    )


def _other_unit(case: Case) -> Finding:
    """The names differ; a warning as soon as numbers across the years differ as well."""
    unit, other = case.report.unit or "", (case.previous.unit if case.previous else None) or ""
    differ = any(o.relation.code in CODES and o.verdict is Verdict.FAIL for o in case.outcomes)
    return Finding(
        code="Y-CARRY",
        severity="warning" if differ else "info",
        where=_PLACE,
        message=(
            f"本报告的单位是{quoted(unit)}，上年报告的单位是{quoted(other)}，名称不一样。"
            "如果不是同一单位（或者更名、合并），跨年的数不能直接比。"
        ),
        expected=unit,
        found=other,
        basis=_BASIS,
        status="uncertain",
        anchor=OTHER_UNIT,
    )


def _if_same_unit(finding: Finding) -> Finding:
    """Numbers of another unit prove nothing: no error, only something to look at."""
    message = f"两份报告的单位名称不同；如果确是同一单位，请核对：{finding.message}"
    return finding.model_copy(update={"severity": "warning", "status": "uncertain", "message": message})
