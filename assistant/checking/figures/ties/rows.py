"""Rows and columns of the tables by the short keys that the aliases use: which cells each of them means."""

from __future__ import annotations

from typing import Final

from assistant.core.relations import result_rows
from assistant.core.template import Template, address

Cells = tuple[str, ...]
"""Cells whose sum a number may be."""

NEW: Final = ("requests.new.total",)
OVER: Final = ("requests.carried_over.total",)
DONE: Final = ("requests.concluded_total.total",)
FORWARD: Final = ("requests.carried_forward.total",)
HANDLED: Final = NEW + OVER

GROUPS: Final = ("refused", "unavailable", "not_processed", "other")
CASES: Final = {
    "review": ("reconsideration",),
    "direct": ("direct_litigation",),
    "after": ("litigation_after_reconsideration",),
    "suits": ("direct_litigation", "litigation_after_reconsideration"),
    "cases": ("reconsideration", "direct_litigation", "litigation_after_reconsideration"),
}
ORGANIZATIONS: Final = (
    "enterprise", "research_institution", "public_interest_organization", "legal_service_organization", "other_organization",
)  # fmt: skip


_OTHER: Final = {"other.withdrawn": "other.other", "other.any": "other.other"}


def result_cells(key: str, form: Template) -> Cells:
    """The totals that a result, a group of results or a reason adds up: ``refused``, ``unavailable.not_held/none``."""
    row = _OTHER.get(key, key.split("/", maxsplit=1)[0])
    if key == "granted_any":
        return tuple(address("requests", r, "total") for r in ("granted", "granted_in_part"))
    if row in GROUPS:
        return tuple(address("requests", r, "total") for r in rows_of_group(row, form))
    if row.startswith("other.") and form.version == "2019":
        row = "other"
    return (address("requests", row, "total"),)


def rows_of_group(group: str, form: Template) -> tuple[str, ...]:
    """The result rows of one of the groups （三）to（六）."""
    return tuple(r for r in result_rows(form) if r == group or r.startswith(group + "."))


def result_name(key: str, form: Template) -> str:
    """How staff would call a result or a reason."""
    group = {
        "granted_any": "予以公开和部分公开",
        "refused": "不予公开",
        "unavailable": "无法提供",
        "not_processed": "不予处理",
        "other": "其他处理",
    }
    row = key.split("/", maxsplit=1)[0]
    if row in group:
        return group[row]
    return form.table("requests").row(row).name if row in request_rows(form) else "其他处理"


def request_rows(form: Template) -> frozenset[str]:
    """The ids of the rows of table three."""
    return frozenset(row.id for row in form.table("requests").rows)


def applicant_cells(key: str, row: str, form: Template) -> tuple[Cells, ...]:
    """Whose cells a kind of applicant may mean: of the row named last first, then 新收, both rows, 办结."""
    columns = ORGANIZATIONS if key == "organizations" else (key,)
    rows: list[tuple[str, ...]] = [("new",), ("new", "carried_over"), ("concluded_total",)]
    own = {"over": "carried_over", "forward": "carried_forward", **_OTHER}.get(row, row)
    if own in GROUPS:
        rows.insert(0, rows_of_group(own, form))
    elif own in request_rows(form) and own not in {"new", "concluded_total"}:
        rows.insert(0, (own,))
    return tuple(tuple(address("requests", r, c) for r in group for c in columns) for group in rows)


def case_cells(case: str, column: str) -> Cells:
    """A column of table four for reviews, suits or both."""
    return tuple(address("disputes", row, column) for row in CASES[case])
