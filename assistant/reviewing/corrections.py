"""Putting a proposed correction into the text: exactly the words that were found, or nothing at all."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from assistant.core.findings import Finding
from assistant.core.numbers import read_quantity
from assistant.core.report import Report
from assistant.errors import InputError

_AGAIN: Final = "请重新核对一次，再改。"


def apply_correction(report: Report, finding: Finding) -> Report:
    """A copy of the report with the passage of a finding replaced by its correction; nothing else changes.

    `InputError` when the finding proposes nothing, points at no passage, or the text no longer reads as it was found.
    """
    return apply_corrections(report, [finding])


def apply_corrections(report: Report, findings: Sequence[Finding]) -> Report:
    """Several at once, all of the same check: each passage counts as it stood then. `InputError` also when two overlap."""
    places = sorted((_place(report, finding) for finding in findings), reverse=True)
    sections = dict(report.sections)
    last: tuple[str, int] | None = None
    for section, start, end, correction in places:
        if last and last[0] == section and end > last[1]:
            raise InputError("两处要改的文字连在一起，不能同时改。", "请先改一处，重新核对后再改另一处。")
        text = sections[section]
        sections[section] = text[:start] + correction + text[end:]
        last = section, start
    return report.model_copy(update={"sections": sections})


def _place(report: Report, finding: Finding) -> tuple[str, int, int, str]:
    if finding.correction is None:
        raise InputError("这一处没有现成的改法。", "请在原文里改好，再重新核对。")
    section, _, span = (finding.where[0] if finding.where else "").partition(":")
    start, _, end = span.partition("-")
    if not (start.isdecimal() and end.isdecimal()):
        raise InputError("这一处不在正文里，不能代为改动。", "请在原表里改好，再重新核对。")
    here = report.sections.get(section, "")[int(start) : int(end)]
    if not here or int(start) + len(here) != int(end) or not _reads(here, finding.found):
        raise InputError(f"原文已经变了，找不到要改的“{_shown(finding.found)}”，没有改动。", _AGAIN)
    return section, int(start), int(end), finding.correction


def _reads(text: str, found: Decimal | str | None) -> bool:
    """Whether a passage holds what was found: the very words, or, where a number was found, that number."""
    if isinstance(found, Decimal):
        quantity = read_quantity(text)
        return quantity is not None and quantity.value == found
    return text == found


def _shown(found: Decimal | str | None) -> str:
    text = "" if found is None else str(found)
    return text if len(text) <= 30 else f"{text[:30]}…"
