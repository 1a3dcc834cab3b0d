"""What is still open before the report is taken away, said beside the download buttons."""

from __future__ import annotations

from html import escape
from typing import Final

from assistant.core.report import Report
from assistant.web.checkup import tally
from assistant.web.desk import Desk
from assistant.web.texts import NOTHING_TO_TAKE, SEVERITIES, STEP_CHECK, STEP_DRAFT, STEP_TABLES, STEP_TAKE
from assistant.web.views import counts

_STEPS: Final = (
    ("tables", STEP_TABLES), ("check", STEP_CHECK), ("draft", STEP_DRAFT), ("take", STEP_TAKE),
)  # fmt: skip


def open_points(desk: Desk) -> list[str]:
    """Everything that a careful reader would settle first, in words with counts; empty when there is nothing."""
    if desk.report is None:
        return []
    points = _of_report(desk.report)
    found = tally(desk.report, desk.findings)
    if found["error"]:
        points.append(f"体检有{found['error']}处错误")
    if found["warning"]:
        points.append(f"体检有{found['warning']}处提醒")
    if desk.draft is not None and not desk.original:
        verification = desk.draft.verification
        if desk.draft.gaps:
            points.append(f"初稿有{len(desk.draft.gaps)}处【……】要补充或核对")
        if verification.untraced:
            points.append(f"初稿有{len(verification.untraced)}个数没有出处")
        if verification.unsupported:
            points.append(f"初稿有{len(verification.unsupported)}处说法没有依据")
    return points


def _of_report(report: Report) -> list[str]:
    points = []
    _, _, missing, doubtful = counts(report)
    if missing:
        points.append(f"表里缺{missing}格")
    if doubtful:
        points.append(f"表里有{doubtful}格存疑")
    if not report.unit:
        points.append("单位全称没有填")
    if not report.year:
        points.append("报告年度没有填")
    return points


def guide(desk: Desk) -> str:
    """Links to the steps, each with how far it is; it stays in sight while the page scrolls."""
    report = desk.report
    notes = {"tables": "", "check": "", "draft": "", "take": ""}
    if report is not None:
        read, _, missing, doubtful = counts(report)
        lacking = [f"缺{missing}格"] if missing else []
        notes["tables"] = "，".join([f"{read}格", *lacking, *([f"{doubtful}格存疑"] if doubtful else [])])
        found = tally(report, desk.findings)
        shown = [
            f"{found[severity]}处{SEVERITIES[severity][0]}" for severity in SEVERITIES if found[severity]
        ]
        notes["check"] = "，".join(shown) or "没有问题"
        notes["draft"] = "未起草"
    if desk.draft is not None:
        gaps = len(desk.draft.gaps)
        notes["draft"] = f"{gaps}处待补充" if gaps else "没有缺口"
    links = "".join(
        f'<a href="#nb-step-{step}">{title}{f"<span>{notes[step]}</span>" if notes[step] else ""}</a>'
        for step, title in _STEPS
    )
    return f'<nav class="nb-guide" aria-label="步骤">{links}</nav>'


def take_html(desk: Desk) -> str:
    """What will be in the files and what is open."""
    if desk.report is None:
        return f'<p class="nb-empty">{NOTHING_TO_TAKE}</p>'
    if desk.draft is None:
        content = "文件里是：表格和读到的正文（还没有起草）。"
    elif desk.original:
        content = "文件里是：表格和报告原来的正文，不含初稿。"
    else:
        content = "文件里是：表格和初稿。"
        if desk.has_own_text:
            content += "报告原来的正文不在里面；要用原来的正文，请在下面改选。"
    points = open_points(desk)
    if not points:
        return f'<p class="nb-good"><b aria-hidden="true">✓</b> 没有还要处理的事项。{content}</p>'
    items = "".join(f"<li>{escape(point)}</li>" for point in points)
    return (
        f'<div class="nb-open"><p><b aria-hidden="true">！</b> <strong>还有这些没有处理完，定稿前请看：</strong></p>'
        f"<ul>{items}</ul><p>{content}</p></div>"
    )
