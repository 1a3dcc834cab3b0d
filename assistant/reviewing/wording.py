"""Steps, changes and verdicts in words for staff: the same on the screen and on the sheet that is signed."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from assistant.reviewing.changes import Changes
from assistant.reviewing.judging import STATES, Judged
from assistant.reviewing.workflow import NAMES
from assistant.storage.reviews import Stage, Step
from assistant.storage.verdicts import Kind, Verdict
from assistant.storage.words import visible

KINDS: Final[dict[Kind, str]] = {"accept": "认可", "dismiss": "驳回", "fix": "改正"}
_MOST_CELLS: Final = 10
_MOST_SENTENCES: Final = 5
_LONGEST: Final = 60


def moment(time: datetime) -> str:
    """A time as the office's clock has it: ``2026-01-15 12:00``."""
    return f"{time.astimezone():%Y-%m-%d %H:%M}"


def deed(step: Step) -> str:
    """What a step did: ``起草 提交``, ``初审 通过``, ``复审 退回起草``."""
    if step.action == "back":
        return f"{NAMES[step.origin]} 退回{NAMES[step.stage]}"
    return f"{NAMES[step.origin]} {'提交' if step.origin is Stage.DRAFT else '通过'}"


def changed(changes: Changes, *, all_of_it: bool = False) -> list[str]:
    """What a step changed, a line for each cell and sentence; the first few of each unless all are wanted."""
    cells = [f"{c.name}：{_short(c.before, all_of_it)} → {_short(c.after, all_of_it)}" for c in changes.cells]
    gone = [f"{section}删去：{_short(sentence, all_of_it)}" for section, sentence in changes.removed]
    come = [f"{section}增加：{_short(sentence, all_of_it)}" for section, sentence in changes.added]
    if all_of_it:
        return cells + gone + come
    lines = _first(cells, _MOST_CELLS, "格")
    return lines + _first(gone, _MOST_SENTENCES, "句删去") + _first(come, _MOST_SENTENCES, "句增加")


def _first(lines: list[str], most: int, what: str) -> list[str]:
    return lines if len(lines) <= most else [*lines[:most], f"……共 {len(lines)} {what}"]


def _short(text: str, whole: bool) -> str:
    one = " ".join(visible(text).split()) or "空"
    return one if whole or len(one) <= _LONGEST else f"{one[:_LONGEST]}…"


def opinion(verdict: Verdict) -> str:
    """A verdict in a line: ``张三 2026-01-15 12:00 驳回：上年口径不同``."""
    why = f"：{' '.join(verdict.comment.split())}" if verdict.comment else ""
    return f"{verdict.by} {moment(verdict.time)} {KINDS[verdict.kind]}{why}"


def standing(judged: Judged) -> str:
    """How a finding stands, with the last word on it."""
    return STATES[judged.state] + (f"（{opinion(judged.history[-1])}）" if judged.history else "")
