"""Findings with what staff said about them, for whoever checks in passing: it never stands in their way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from assistant.conversation.whose import kept_under
from assistant.errors import ConfigurationError, InputError

if TYPE_CHECKING:
    from assistant.core.findings import Finding
    from assistant.core.report import Report
    from assistant.reviewing.judging import Judged


def judge(
    findings: Sequence[Finding],
    report: Report,
    previous: Report | None,
    tell: Callable[[str], object],
    owner: str = "",
) -> list[Judged]:
    """The findings with `owner`'s verdicts on them; where those cannot be had, `tell` hears it, and all are open.

    `owner`: the key of the unit that asks; nobody's for who may see what every unit said about its own reports.
    """
    from assistant.reviewing.judging import apply_verdicts
    from assistant.storage.verdicts import Verdicts

    verdicts = []
    if report.unit and report.unit.strip() and report.year:
        try:
            kept = Verdicts.configured()
            verdicts = kept.of(kept_under(report.unit, owner), report.year)
            for notice in kept.notices:
                tell(notice)
        except ConfigurationError as error:
            tell(f"以前的处理意见没有读到，全部按待处理算。{error}")
        except InputError:  # no verdict can have been kept under such a name or year
            verdicts = []
    return apply_verdicts(findings, verdicts, report, previous)


def with_verdict(judged: Judged) -> dict[str, Any]:
    """A finding as JSON; one that was judged says how it stands."""
    found = judged.finding.model_dump(mode="json")
    return {**found, "verdict": verdict_json(judged)} if judged.history else found


def verdict_json(judged: Judged) -> dict[str, Any]:
    """How a finding stands, and all that was said about it, oldest first."""
    fields = {"kind", "by", "time", "comment", "snapshot"}
    history = [verdict.model_dump(mode="json", include=fields) for verdict in judged.history]
    return {"state": judged.state.value, "history": history}
