"""Findings with what was said about them; saying something; putting a correction into the text it is about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from assistant.conversation.steps.derived import Derived
from assistant.conversation.steps.sentences import Step, given, set_sentence
from assistant.conversation.whose import kept_under
from assistant.conversation.workspace import Workspace
from assistant.core.findings import Finding
from assistant.errors import InputError
from assistant.reviewing.corrections import apply_correction
from assistant.reviewing.judging import Judged, Said, apply_verdicts, give
from assistant.storage.verdicts import Kind, Verdict, Verdicts

SAID = {"accept": "记下了：属实，待改", "dismiss": "记下了：不算错", "fix": "记下了：已改"}


def spoken(derived: Derived, verdicts: Verdicts, owner: str) -> list[Verdict]:
    """All that `owner` said about this unit's report of this year; nothing where unit or year are not known."""
    product = derived.product
    if product is None or not (product.unit or "").strip() or not product.year:
        return []
    try:
        return verdicts.of(kept_under(product.unit or "", owner), product.year)
    except InputError:  # under such a name or year nothing can have been kept
        return []


def judged(derived: Derived, said: Sequence[Verdict]) -> tuple[Judged, ...]:
    """The findings on the product, each with how it stands."""
    if derived.product is None:
        return ()
    return tuple(apply_verdicts(derived.findings, said, derived.product, derived.previous))


def found(all_judged: Sequence[Judged], fingerprint: str) -> Judged:
    """The finding that is meant. `InputError` when it is not there."""
    for one in all_judged:
        if one.finding.fingerprint == fingerprint:
            return one
    raise InputError("没有这一处问题了，可能已经改好。", "请看一看现在的体检结果。")


def verdict(finding: Finding, kind: Kind, comment: str, by: str, derived: Derived, owner: str) -> Verdict:
    """What is to be kept. `InputError` when the report names no unit or year, or a dismissal gives no reason."""
    product = derived.product
    if product is None or not (product.unit or "").strip() or not product.year:
        raise InputError(
            "还没有填单位全称和报告年度，意见不知道记在谁的名下。", "请先填好单位和年度，再处理这一处。"
        )
    if kind == "dismiss" and not comment.strip():
        raise InputError("写“不算错”要有理由。", "请写一句为什么这一处不是问题。")
    said = Said(by=by or "未署名", time=datetime.now(UTC), comment=comment)
    given_one = give(finding, kind, said, product, derived.previous)
    return given_one.model_copy(update={"unit": kept_under(given_one.unit, owner)})


def corrected(workspace: Workspace, finding: Finding) -> Step:
    """The correction of a finding put into the text that is taken away: the draft's, or the report's own.

    `InputError` when there is none, or the text does not read any more as it was found.
    """
    derived = Derived(workspace)
    product = derived.product
    if product is None:
        raise InputError("还没有报告，没有可以改的。", "请先粘贴表格或上传文件。")
    after = apply_correction(product, finding)
    section = finding.where[0].partition(":")[0]
    if workspace.draft is not None and workspace.text == "draft" and section in workspace.draft.sections:
        return _in_draft(workspace, finding, section), f"已按建议改成“{finding.correction}”。"
    if workspace.now is None:
        raise InputError("还没有报告，没有可以改的。", "请先粘贴表格或上传文件。")
    own = workspace.now.report
    sections = {**own.sections, section: after.sections[section]}
    reading = workspace.now.model_copy(update={"report": own.model_copy(update={"sections": sections})})
    return workspace.model_copy(update={"now": reading}), f"已按建议改成“{finding.correction}”。"


def _in_draft(workspace: Workspace, finding: Finding, section: str) -> Workspace:
    """The sentence that holds the whole passage gets the correction, as staff's own words."""
    draft, _ = given(workspace)
    first, last = map(int, finding.where[0].partition(":")[2].split("-"))
    for index, start in _starts(workspace, section):
        text = draft.sentences[index].text
        if start <= first and last <= start + len(text):
            new = text[: first - start] + (finding.correction or "") + text[last - start :]
            return set_sentence(workspace, index, new)[0]
    raise InputError("要改的文字跨了两句，不能代为改动。", "请直接改这两句。")


def _starts(workspace: Workspace, section: str) -> list[tuple[int, int]]:
    """Each sentence of a section with its offset in the section's text, as `assemble` joins them."""
    draft, _ = given(workspace)
    mine = [(i, s) for i, s in enumerate(draft.sentences) if s.section == section]
    starts: list[tuple[int, int]] = []
    at = 0
    for paragraph in dict.fromkeys(s.paragraph for _, s in mine):
        for index, sentence in mine:
            if sentence.paragraph == paragraph:
                starts.append((index, at))
                at += len(sentence.text)
        at += 1  # the line end
    return starts
