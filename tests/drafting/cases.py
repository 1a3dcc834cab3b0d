"""Reports of the kinds a draft must get right, all of fictional units."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assistant.core.report import Report
from assistant.core.template import APPLICANTS, OUTCOMES
from assistant.drafting import Draft, draft_report
from tests.support.reports import busy_report, make_report

NOTES = "事项梳理了\n都在区政府网站上挂\n保密审查每条都做\n三审三校\n大厅有公开栏"

_CITY_REQUESTS = """
new 3001 53 0 0 61 4 3119
carried_over 34 0 0 0 0 0 34
granted 1288 21 0 0 50 3 1362
granted_in_part 447 7 0 0 0 0 454
refused.state_secret 2 0 0 0 0 0 2
refused.law_forbids 30 1 0 0 0 0 31
refused.safety_and_stability 5 0 0 0 0 0 5
refused.third_party_rights 6 0 0 0 0 0 6
refused.internal_affairs 7 1 0 0 0 0 8
refused.process_information 12 0 0 0 0 0 12
refused.enforcement_files 9 0 0 0 0 0 9
refused.administrative_inquiry 105 0 0 0 0 0 105
unavailable.not_held 746 12 0 0 10 1 769
unavailable.needs_creation 11 0 0 0 0 0 11
unavailable.still_unclear 1 0 0 0 0 0 1
not_processed.petition_or_complaint 56 6 0 0 0 0 62
not_processed.repeated 25 0 0 0 0 0 25
not_processed.reconfirmation 1 0 0 0 0 0 1
other.not_corrected_in_time 67 3 0 0 1 0 71
other.fee_unpaid 6 0 0 0 0 0 6
other.other 108 2 0 0 0 0 110
concluded_total 2932 53 0 0 61 4 3050
carried_forward 103 0 0 0 0 0 103
"""
_CITY_DISPUTES = {
    "reconsideration": (72, 64, 178, 37, 351),
    "direct_litigation": (13, 4, 8, 1, 26),
    "litigation_after_reconsideration": (12, 1, 1, 6, 20),
}
_CITY_PROACTIVE = {
    "proactive.rules.issued": 1, "proactive.rules.in_force": 11, "proactive.normative_documents.issued": 8,
    "proactive.normative_documents.repealed": 26, "proactive.normative_documents.in_force": 66,
    "proactive.licensing.decisions": 447228, "proactive.penalties.decisions": 3985758,
    "proactive.compulsion.decisions": 88283, "proactive.fees.amount": "96171.6",
}  # fmt: skip


def city_report() -> Report:
    """Some three thousand requests; every relation holds."""
    values: dict[str, Any] = dict(_CITY_PROACTIVE)
    for line in _CITY_REQUESTS.strip().splitlines():
        row, *numbers = line.split()
        values |= {f"requests.{row}.{c.id}": n for c, n in zip(APPLICANTS, numbers, strict=True)}
    for row, cases in _CITY_DISPUTES.items():
        values |= {f"disputes.{row}.{o.id}": n for o, n in zip(OUTCOMES, cases, strict=True)}
    return make_report(values, unit="示例市人民政府", year=2024)


def requests(rows: Mapping[str, int], column: str = "natural_person", **fields: Any) -> Report:
    """A report whose requests all came from one kind of applicant; a single relation decides the rest."""
    values = {f"requests.{row}.{c}": n for row, n in rows.items() for c in (column, "total")}
    fields.setdefault("unit", "示例县民政局")
    fields.setdefault("year", 2025)
    return make_report({**values, **fields.pop("more", {})}, **fields)


def last_year(changes: Mapping[str, Any] | None = None, **sections: str) -> Report:
    """The busy department a year earlier: 18 new requests, 2 carried forward."""
    cells = {
        "requests.new.total": 18, "requests.new.natural_person": 14, "requests.carried_forward.total": 2,
        "requests.carried_forward.natural_person": 2, **(changes or {}),
    }  # fmt: skip
    texts = {"preface": "", "overview": "", "problems": "", "other": "", **sections}
    return busy_report(cells, year=2024, sections=texts)


def aspect(draft: Draft, name: str) -> str:
    """The text of one aspect of the overview, heading and marks included."""
    return "".join(s.text for s in draft.sentences if s.aspect == name)


def sound(report: Report, notes: str = "", previous: Report | None = None) -> Draft:
    """The draft, having checked that everything in it is borne out."""
    draft = draft_report(report, notes, previous)
    assert [(d.text, d.reason, draft.sentences[d.sentence].text) for d in draft.verification.untraced] == []
    assert [
        (d.text, d.reason, draft.sentences[d.sentence].text) for d in draft.verification.unsupported
    ] == []
    assert draft.verification.numbers == draft.verification.traced
    assert all(s.status != "unsupported" for s in draft.sentences)
    return draft
