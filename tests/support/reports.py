"""Reports built by hand for tests: the truth that everything else is held against."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assistant.core.numbers import read_cell
from assistant.core.report import Report, empty_tables
from assistant.core.template import TEMPLATES


def make_report(values: Mapping[str, Any] | None = None, *, template: str = "2021", **fields: Any) -> Report:
    """A full report: every cell “0” except the given addresses (a raw text each, or `None` for no cell)."""
    form = TEMPLATES[template]
    cells = {a: read_cell("0") for a in form.addresses}
    for address, raw in (values or {}).items():
        assert address in cells, address
        cells[address] = None if raw is None else read_cell(str(raw))
    report = Report(template=template, tables=empty_tables(form), **fields)
    return report.replace_cells(cells)


BUSY = {
    # new 23 + carried 2 = concluded 24 + forward 1
    "requests.new.natural_person": 19, "requests.new.enterprise": 3,
    "requests.new.legal_service_organization": 1, "requests.new.total": 23,
    "requests.carried_over.natural_person": 2, "requests.carried_over.total": 2,
    "requests.granted.natural_person": 9, "requests.granted.enterprise": 2, "requests.granted.total": 11,
    "requests.granted_in_part.natural_person": 3, "requests.granted_in_part.total": 3,
    "requests.refused.internal_affairs.natural_person": 1, "requests.refused.internal_affairs.total": 1,
    "requests.refused.administrative_inquiry.enterprise": 1, "requests.refused.administrative_inquiry.total": 1,
    "requests.unavailable.not_held.natural_person": 3, "requests.unavailable.not_held.legal_service_organization": 1,
    "requests.unavailable.not_held.total": 4,
    "requests.unavailable.needs_creation.natural_person": 1, "requests.unavailable.needs_creation.total": 1,
    "requests.not_processed.petition_or_complaint.natural_person": 2,
    "requests.not_processed.petition_or_complaint.total": 2,
    "requests.other.other.natural_person": 1, "requests.other.other.total": 1,
    "requests.concluded_total.natural_person": 20, "requests.concluded_total.enterprise": 3,
    "requests.concluded_total.legal_service_organization": 1, "requests.concluded_total.total": 24,
    "requests.carried_forward.natural_person": 1, "requests.carried_forward.total": 1,
    "proactive.normative_documents.issued": 2, "proactive.normative_documents.repealed": 1,
    "proactive.normative_documents.in_force": 9,
    "proactive.licensing.decisions": 1286, "proactive.penalties.decisions": 37,
    "proactive.compulsion.decisions": 4, "proactive.fees.amount": "312.58",
    "disputes.reconsideration.upheld": 1, "disputes.reconsideration.pending": 1,
    "disputes.reconsideration.total": 2,
}  # fmt: skip
"""A department with some twenty requests; every relation holds."""


def busy_report(changes: Mapping[str, Any] | None = None, **fields: Any) -> Report:
    """The busy department, with some cells changed."""
    fields.setdefault("unit", "示例市自然资源和规划局")
    fields.setdefault("year", 2025)
    return make_report({**BUSY, **(changes or {})}, **fields)
