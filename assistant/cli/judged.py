"""Findings with what staff said about them, for the commands that check in passing: it never stands in their way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.cli.streams import tell
from assistant.conversation.judged import judge as held_against
from assistant.conversation.judged import verdict_json, with_verdict

if TYPE_CHECKING:
    from assistant.core.findings import Finding
    from assistant.core.report import Report
    from assistant.reviewing.judging import Judged

__all__ = ["judge", "tell_open_errors", "verdict_json", "with_verdict"]


def judge(findings: Sequence[Finding], report: Report, previous: Report | None) -> list[Judged]:
    """The findings with the verdicts on them; what stands in the way of those is told on standard error."""
    return held_against(findings, report, previous, tell)


def tell_open_errors(report: Report, previous: Report | None = None) -> None:
    """Warn of errors that nobody has put right or dismissed, in what has just been written."""
    from assistant import check_report

    number = sum(
        one.is_open_error for one in judge(check_report(report, previous=previous), report, previous)
    )
    if number:
        tell(
            f"提醒：写出的年报还有 {number} 处错误没有处理，公开前请先改正（用 check 查看）；"
            "确实不是问题的，用 verdict --dismiss 写明理由。"
        )
