"""Unit, year and notes: what staff type beside the tables."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Final

from assistant.conversation.steps.derived import report_of
from assistant.conversation.steps.given import stale
from assistant.conversation.steps.sentences import Step
from assistant.conversation.steps.words import as_text, cleaned_line, cleaned_lines, not_longer, short
from assistant.conversation.workspace import Workspace
from assistant.core.numbers import squeeze
from assistant.drafting import note_lines
from assistant.drafting.door import LONGEST_NOTES
from assistant.drafting.draft import NOTES, Draft, Sentence
from assistant.errors import InputError
from assistant.storage.words import FIRST_YEAR, LAST_YEAR

LONGEST_UNIT: Final = 100
LONGEST_NOTE: Final = 5_000
_MOST_LINES: Final = 1_000


def set_unit(workspace: Workspace, unit: str) -> Step:
    """The unit's full name; an empty one means the name that was read."""
    name = cleaned_line(unit)
    if len(name) > LONGEST_UNIT:
        raise InputError("单位名称太长，没有改动。", f"请填单位全称，不超过{LONGEST_UNIT}字。")
    read = workspace.now.report.unit if workspace.now else None
    own = "" if name == (read or "") else name
    if own == workspace.unit:
        return workspace, "单位没有变。"
    changed = stale(workspace.model_copy(update={"unit": own}))
    return changed, f"单位改为“{short(name or read or '')}”。" if name or read else "单位清空了。"


def set_year(workspace: Workspace, year: str) -> Step:
    """The report's year, as a number with or without 年; an empty one means the year that was read."""
    plain = squeeze(year).removesuffix("度").removesuffix("年") if len(as_text(year)) <= LONGEST_UNIT else "?"
    if plain and not (re.fullmatch(r"[0-9]{4}", plain) and FIRST_YEAR <= int(plain) <= LAST_YEAR):
        raise InputError("报告年度填得不对，没有改动。", "请填四位数的年份，如2025。")
    read = str(workspace.now.report.year or "") if workspace.now else ""
    own = "" if plain == read else plain
    if own == workspace.year:
        return workspace, "年度没有变。"
    changed = stale(workspace.model_copy(update={"year": own}))
    return changed, f"年度改为{plain or read}年。" if plain or read else "年度清空了。"


def set_notes(workspace: Workspace, notes: str) -> Step:
    """Staff's notes, a matter a line. `InputError` beyond 50,000 characters."""
    text = cleaned_lines(not_longer(notes, LONGEST_NOTES, "写的情况"))
    if text == workspace.notes:
        return workspace, "要点没有变。"
    changed = stale(workspace.model_copy(update={"notes": text}))
    if changed.draft is not None:
        moved = _moved(workspace.notes, text)
        changed = changed.model_copy(update={"draft": _renumbered(changed.draft, moved)})
    count = sum(bool(line.strip()) for line in note_lines(text))
    return changed, f"要点已改，现在有{count}条。" if count else "要点清空了。"


def add_note(workspace: Workspace, line: str) -> Step:
    """One more line of notes."""
    text = cleaned_lines(not_longer(line, LONGEST_NOTE, "这一条"))
    if not text:
        raise InputError("没有写内容。", "请写今年做了什么、有什么问题，一行一件事。")
    changed, _ = set_notes(workspace, f"{workspace.notes}\n{text}" if workspace.notes else text)
    return changed, f"记进要点：“{short(text)}”。"


def forget_previous(workspace: Workspace) -> Step:
    """Take last year's report off the desk."""
    if workspace.before is None:
        return workspace, "没有上年报告。"
    return stale(workspace.model_copy(update={"before": None})), "上年报告拿掉了，跨年的数不再核对。"


def choose_text(workspace: Workspace, text: str) -> Step:
    """Whose narrative is checked and taken away."""
    if text not in {"draft", "original"}:
        raise InputError("没有这种选法。", "可以用初稿，或者用报告原来的正文。")
    if text == workspace.text:
        return workspace, "没有变。"
    report = report_of(workspace)
    if text == "original" and not (report and any(t.strip() for t in report.sections.values())):
        raise InputError("报告没有自己的正文，没有改动。", "给的只有表格，正文请用初稿。")
    if text == "draft" and workspace.draft is None:
        raise InputError("还没有初稿，没有改动。", "请先点“起草”。")
    changed = workspace.model_copy(update={"text": text})
    return changed, "文件里的正文改用初稿。" if text == "draft" else "文件里的正文改用报告原来的。"


# --- the draft's references to lines of the notes -------------------------------------------------------------------


def _moved(before: str, after: str) -> dict[str, str]:
    """Where each line of the notes stands now, for those that are still there."""
    old, new = note_lines(before), note_lines(after)
    if (
        max(len(old), len(new)) > _MOST_LINES
    ):  # that takes time by the square; such a draft is made anew anyhow
        return {}
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return {
        f"{NOTES}{a + k + 1}": f"{NOTES}{b + k + 1}"
        for a, b, size in blocks
        for k in range(size)
        if a + k != b + k
    }


def _renumbered(draft: Draft, moved: dict[str, str]) -> Draft:
    """The draft with its references to lines of the notes following them to their new places."""
    if not moved:
        return draft

    def follow(sentence: Sentence) -> Sentence:
        numbers = tuple(n.model_copy(update={"cells": _followed(n.cells, moved)}) for n in sentence.numbers)
        claims = tuple(c.model_copy(update={"cells": _followed(c.cells, moved)}) for c in sentence.claims)
        return sentence.model_copy(update={"numbers": numbers, "claims": claims})

    return draft.model_copy(update={"sentences": [follow(s) for s in draft.sentences]})


def _followed(cells: tuple[str, ...], moved: dict[str, str]) -> tuple[str, ...]:
    return tuple(moved.get(cell, cell) for cell in cells)
