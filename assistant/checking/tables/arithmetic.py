"""T3-BALANCE, T3-RESULTS, T3-ROW, T4-SUM: what each table must add up to.

国办公开办函〔2021〕30号, head and rows of the attached tables.
"""

from __future__ import annotations

from typing import Final

from assistant.checking.case import Case
from assistant.checking.naming import column_name, row_name
from assistant.checking.tables.verdicts import (
    Statement,
    difference,
    failed,
    is_impossible,
    is_unsure,
    unsure,
    unsure_together,
)
from assistant.core.findings import Finding
from assistant.core.numbers import format_number
from assistant.core.relations import Outcome, Verdict

CODES: Final = ("T3-BALANCE", "T3-RESULTS", "T3-ROW", "T4-SUM")

_MOST_ALONE: Final = 3
"""More open relations of one kind than this are told in one finding."""

_TOGETHER: Final = {
    "T3-BALANCE": "表三有 {n} 列“第一项加第二项等于第三项加第四项”",
    "T3-RESULTS": "表三有 {n} 列“（七）总计等于（一）至（六）之和”",
    "T3-ROW": "表三有 {n} 行“总计等于六类申请人之和”",
    "T4-SUM": "表四有 {n} 组“总计等于四项之和”",
}


def check(case: Case) -> list[Finding]:
    """One finding a broken relation; open ones one by one, or together when they are many."""
    findings = []
    for code in CODES:
        outcomes = [o for o in case.outcomes if o.relation.code == code]
        findings += [failed(case, o, _state(case, o)) for o in outcomes if o.verdict is Verdict.FAIL]
        still_open = [o for o in outcomes if o.verdict is Verdict.UNCERTAIN and is_unsure(case, o)]
        impossible = [o for o in still_open if is_impossible(o)]
        possible = [o for o in still_open if not is_impossible(o)]
        findings += [unsure(case, o) for o in impossible]
        if len(possible) > _MOST_ALONE:
            findings.append(unsure_together(case, possible, _TOGETHER[code].format(n=len(possible))))
        else:
            findings += [unsure(case, o) for o in possible]
    return findings


def _state(case: Case, outcome: Outcome) -> Statement:
    relation = outcome.relation
    form = case.report.form
    total = relation.left[0]
    if relation.code == "T3-BALANCE":
        new, carried, concluded, forward = (case.number(a) for a in relation.cells)
        left, right = format_number(outcome.left), format_number(outcome.right)
        says = (
            f"表三{column_name(form, total)}一列不平：第一项加第二项是 {left}（{new}＋{carried}），"
            f"第三项（七）总计加第四项是 {right}（{concluded}＋{forward}），"
            f"后者{difference(outcome.right, outcome.left)}。"
        )
        return Statement(says, outcome.left, outcome.right)
    written, summed = format_number(outcome.left), format_number(outcome.right)
    off = difference(outcome.left, outcome.right)
    if relation.code == "T3-RESULTS":
        line, parts = f"表三{column_name(form, total)}一列：（七）总计", "（一）至（六）各项"
    elif relation.code == "T3-ROW":
        line, parts = f"表三{row_name(form, total)}一行：总计", "六类申请人"
    else:
        line, parts = f"表四{row_name(form, total)}：总计", "维持、纠正、其他结果、尚未审结"
    says = f"{line}填的是 {written}，{parts}相加是 {summed}，总计{off}。"
    return Statement(says, outcome.right, outcome.left)
