"""A whole draft: made of what is there, and put in its place with what staff wrote or took out themselves."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.conversation.steps.derived import report_of
from assistant.conversation.steps.keeping import Kept
from assistant.conversation.steps.sentences import Step, reverified
from assistant.conversation.workspace import Workspace
from assistant.core.report import Report
from assistant.drafting.door import draft_report
from assistant.drafting.draft import Draft, Sentence
from assistant.drafting.outline import Writer
from assistant.errors import InputError


def drafted(workspace: Workspace, writer: Writer | None = None) -> Draft:
    """A new draft of what is there. `InputError` when there is nothing to draft from."""
    report = must_be_draftable(workspace)
    previous = workspace.before.report if workspace.before else None
    return draft_report(report, notes=workspace.notes, previous=previous, writer=writer)


def must_be_draftable(workspace: Workspace) -> Report:
    """The report to draft for. `InputError` when there is nothing to draft from."""
    report = report_of(workspace)
    if report is None:
        raise InputError("还没有可以起草的内容。", "请先粘贴表格或上传文件；只想看看效果，点“用示例试一试”。")
    return report


def rests_on(workspace: Workspace) -> tuple[object, ...]:
    """What a draft is made from: when any of it changes, the draft is stale."""
    reports = [reading.report if reading else None for reading in (workspace.now, workspace.before)]
    return (*reports, workspace.unit, workspace.year, workspace.notes)


def put_draft(workspace: Workspace, draft: Draft, made_from: Workspace) -> Step:
    """A draft that was made from an earlier state put in its place, staff's own sentences kept."""
    report = report_of(workspace)
    if report is None:
        raise InputError("报告的表格已经不在了，初稿没有放进来。", "请先粘贴表格，再起草。")
    had = workspace.draft
    moved = rests_on(workspace) != rests_on(made_from)
    kept = Kept(workspace)
    sentences = kept.put_into(draft.sentences)
    changed = workspace.model_copy(
        update={
            "draft": _draft(workspace, draft, sentences, report),
            "own": tuple(kept.own),
            "dropped": tuple(kept.dropped),
            "stale": moved,
            "text": "draft",
        }
    )
    parts = ["重新起草好了" if had else "起草好了", _counts(changed)]
    if had:
        parts.append("原来的初稿在历史里")
    if kept.placed:
        parts.append(f"您自己写的{kept.placed}句留着")
    if kept.dropped:
        parts.append(f"您去掉的{len(kept.dropped)}句没有放回")
    line = "；".join(p for p in parts if p) + "。"
    if moved:
        line += "起草的时候有人改了表格或者要点，初稿还是按改动前的写的，请再起草一次。"
    return changed, line


def _draft(workspace: Workspace, draft: Draft, sentences: Sequence[Sentence], report: Report) -> Draft:
    if sentences == draft.sentences:
        return draft
    previous = workspace.before.report if workspace.before else None
    return reverified(draft, sentences, report, previous, workspace.notes)


def _counts(workspace: Workspace) -> str:
    draft = workspace.draft
    if draft is None:
        return ""
    verification = draft.verification
    said = [f"全文{verification.numbers}个数，{verification.traced}个有出处"]
    if draft.gaps:
        said.append(f"{len(draft.gaps)}处【……】要补充或核对")
    return "，".join(said)
