"""Findings, verdicts on them, and reviews, by the room's own functions."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from assistant import check_report
from assistant.core.findings import Finding
from assistant.core.report import Report
from assistant.errors import InputError
from assistant.reviewing.judging import Judged, Said, apply_verdicts, give
from assistant.storage.reviews import Review, Stage, Step
from tests.support.reports import busy_report

NOON = datetime(2026, 1, 15, 12, 0, tzinfo=timezone(timedelta(hours=8)))


def said(by="张三", comment="口径不同") -> Said:
    return Said(by=by, time=NOON, comment=comment)


def check(report: Report, verdicts=(), previous=None) -> list[Judged]:
    return apply_verdicts(check_report(report, previous=previous), verdicts, report, previous)


def one(judged: list[Judged], code: str) -> Judged:
    (found,) = [j for j in judged if j.finding.code == code]
    return found


def row_error(total=24) -> Report:
    """The busy department with one total of table 3 that is wrong."""
    return busy_report({"requests.new.total": total})


def verdict_on(code: str, kind: str, report: Report, previous=None, **words):
    return give(one(check(report, (), previous), code).finding, kind, said(**words), report, previous)


def passage(text: str, found: str, correction: str | None, **changes) -> Finding:
    """A finding about a passage of the overview."""
    start = text.index(found)
    facts = {
        "code": "WORDING", "severity": "warning", "where": (f"overview:{start}-{start + len(found)}",),
        "message": "用词过时。", "found": found, "correction": correction, "anchor": f"overview|{start}",
    }  # fmt: skip
    return Finding(**{**facts, **changes})


def after(review: Review | None, step: Step) -> Review:
    """The review once a step has been kept, as storage would have it."""
    seen = review.version if review else 0
    steps = (*(review.steps if review else ()), step.model_copy(update={"seen": seen}))
    unit, year = step.report.unit, step.report.year
    return Review(unit=unit, year=year, stage=step.stage, version=seen + 1, steps=steps)


def at(stage: Stage) -> Review:
    """A review that has got to a stage."""
    from assistant.reviewing.workflow import ORDER, passed, sent_back, submitted

    review = after(None, submitted(None, busy_report(), said("张三")))
    for name in "李王赵"[: max(0, ORDER.index(stage) - 1)]:
        review = after(review, passed(review, said(name, "同意")))
    return review if stage is not Stage.DRAFT else after(review, sent_back(review, stage, said("李", "改")))


def refused(function, *arguments, **options) -> str:
    with pytest.raises(InputError) as caught:
        function(*arguments, **options)
    return str(caught.value)
