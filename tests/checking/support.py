"""What the tests of the checks share: short views of findings, and a second damage."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.core.findings import Finding
from assistant.core.numbers import format_number, read_cell
from assistant.core.relations import Relation, across, within
from assistant.core.report import Report
from tests.support.reports import busy_report

R = "requests."

LAST_YEAR = busy_report(
    {
        R + "new.natural_person": 20,
        R + "new.total": 24,
        R + "carried_forward.natural_person": 2,
        R + "carried_forward.total": 2,
        "proactive.normative_documents.in_force": 8,
    },
    year=2024,
)
"""The busy department a year before: it balances, and what it carried forward is carried over."""


def codes(findings: Iterable[Finding]) -> list[str]:
    return [finding.code for finding in findings]


def only(findings: list[Finding], code: str) -> Finding:
    """The one finding with this code."""
    found = [finding for finding in findings if finding.code == code]
    assert len(found) == 1, [(f.code, f.message) for f in findings]
    return found[0]


def keys(relations: Iterable[Relation]) -> set[tuple[str, str]]:
    """Relations as the findings name them: code and what their fingerprint rests on."""
    return {(relation.code, "|".join(relation.left)) for relation in relations}


def holding(cell_address: str, *, years: bool) -> list[Relation]:
    """The relations of the 2021 form that a cell takes part in."""
    return [r for r in (*within("2021"), *(across() if years else ())) if cell_address in r.cells]


def put_all(report: Report, values: dict[str, object]) -> Report:
    return report.replace_cells({a: None if v is None else read_cell(str(v)) for a, v in values.items()})


def raised(report: Report, cell_address: str, by: int) -> Report:
    value = report.value(cell_address)
    assert value is not None
    return put_all(report, {cell_address: format_number(value + by)})
