"""Verdicts and steps to keep."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from assistant.core.findings import Finding
from assistant.reviewing.judging import snapshot
from assistant.storage.reviews import Stage, Step
from assistant.storage.verdicts import Verdict
from tests.support.reports import busy_report

UNIT = "示例市自然资源和规划局"
NOON = datetime(2026, 1, 15, 12, 0, tzinfo=timezone(timedelta(hours=8)))


def finding(**changes) -> Finding:
    facts = {
        "code": "T3-ROW", "severity": "error", "where": ("requests.new.total",), "message": "总计少 1。",
        "expected": 23, "found": 24,
    }  # fmt: skip
    return Finding(**{**facts, **changes})


def verdict(**changes) -> Verdict:
    about = changes.pop("finding", finding())
    facts = {
        "unit": UNIT, "year": 2025, "fingerprint": about.fingerprint, "kind": "dismiss", "by": "张三", "time": NOON,
        "comment": "口径不同", "snapshot": snapshot(about, busy_report()), "finding": about,
    }  # fmt: skip
    return Verdict(**{**facts, **changes})


def step(**changes) -> Step:
    facts = {
        "action": "submit", "origin": Stage.DRAFT, "stage": Stage.FIRST, "by": "张三", "time": NOON,
        "comment": "请审", "report": busy_report(),
    }  # fmt: skip
    return Step(**{**facts, **changes})
