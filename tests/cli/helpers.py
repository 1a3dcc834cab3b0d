"""Reports as pasted text, and one run of the program inside the process."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.support.pastes import from_excel
from tests.support.reports import busy_report

ROOT = Path(__file__).parents[2]
TITLE = "示例市自然资源和规划局{year}年政府信息公开工作年度报告"


@dataclass
class Ran:
    code: int
    out: str
    err: str


def text(changes=None, year=2025) -> str:
    """A whole report as pasted from Excel."""
    head = [TITLE.format(year=year), "一、总体情况", "（一）主动公开。按照要求公开了政府信息。"]
    return "\n".join([*head, *from_excel(busy_report(changes))])


LAST_YEAR = {
    "requests.new.natural_person": 17, "requests.new.total": 21,
    "requests.carried_over.natural_person": 5, "requests.carried_over.total": 5,
    "requests.carried_forward.natural_person": 2, "requests.carried_forward.total": 2,
    "proactive.normative_documents.in_force": 8,
}  # fmt: skip


def error_of(ran: Ran) -> str:
    """The one line that a refused command prints; nothing else may have come out."""
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("错误：")
    assert ran.err.count("\n") == 1
    return ran.err.removeprefix("错误：").rstrip("\n")
