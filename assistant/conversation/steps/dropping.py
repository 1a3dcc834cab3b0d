"""Taking sentences out of the draft and putting them back, in any order, each where it stood."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from assistant.conversation.steps.sentences import Step, given, not_a_heading, with_sentences
from assistant.conversation.steps.words import short
from assistant.conversation.workspace import Dropped, Workspace
from assistant.drafting.draft import Sentence
from assistant.errors import InputError

MOST_DROPPED: Final = 200
"""Of more, those taken out first can only be had from the history."""


def drop(workspace: Workspace, index: int) -> Step:
    """Take a sentence out; it can be put back."""
    draft, _ = given(workspace)
    old = draft.sentences[index]
    not_a_heading(old)
    changed = with_sentences(workspace, [*draft.sentences[:index], *draft.sentences[index + 1 :]])
    before = [d.rank for d in workspace.dropped if d.index == index]
    rank = max(before, default=-1) + 1
    earlier = [_without(d, index, rank) for d in workspace.dropped[-MOST_DROPPED + 1 :]]
    dropped = (*earlier, Dropped(index=index, sentence=old, rank=rank))
    return changed.model_copy(update={"dropped": dropped}), f"去掉了“{short(old.text)}”，可以恢复。"


def _without(entry: Dropped, index: int, rank: int) -> Dropped:
    """An entry once the sentence at `index` is gone: what stood right behind that one now follows it in rank."""
    if entry.index <= index:
        return entry
    behind = entry.index == index + 1
    return entry.model_copy(
        update={"index": entry.index - 1, "rank": entry.rank + rank + 1 if behind else entry.rank}
    )


def restore(workspace: Workspace, which: int = -1) -> Step:
    """Put a dropped sentence back where it stood."""
    draft, _ = given(workspace)
    if not workspace.dropped:
        raise InputError("没有去掉的句子可以恢复。", "要回到更早的样子，请用“撤销”或者“历史”。")
    if not -len(workspace.dropped) <= which < len(workspace.dropped):
        raise InputError("没有这一句可以恢复。", "请看“已去掉的句子”，再选一句。")
    place = which % len(workspace.dropped)
    back = workspace.dropped[place]
    at = _room_for(draft.sentences, back)
    changed = with_sentences(
        workspace, [*draft.sentences[:at], _in_paragraph(draft.sentences, at, back.sentence), *draft.sentences[at:]]
    )  # fmt: skip
    others = [d for i, d in enumerate(workspace.dropped) if i != place]
    dropped = tuple(d.model_copy(update={"index": d.index + _is_behind(d, at, back)}) for d in others)
    return changed.model_copy(update={"dropped": dropped}), f"恢复了“{short(back.sentence.text)}”。"


def _is_behind(entry: Dropped, at: int, back: Dropped) -> bool:
    return entry.index > at or (entry.index == at and entry.rank > back.rank)


def _in_paragraph(sentences: Sequence[Sentence], at: int, back: Sentence) -> Sentence:
    """Its own paragraph where that is still there between its neighbours, else that of the one before it."""
    before = sentences[at - 1].paragraph if at and sentences[at - 1].section == back.section else 0
    behind = (
        sentences[at].paragraph if at < len(sentences) and sentences[at].section == back.section else None
    )
    fits = before <= back.paragraph and (behind is None or back.paragraph <= behind)
    return back if fits else back.model_copy(update={"paragraph": before})


def _room_for(sentences: Sequence[Sentence], back: Dropped) -> int:
    """Where a dropped sentence goes: where it stood, or at the end of its own section or aspect."""
    place = (back.sentence.section, back.sentence.aspect)
    own = [i for i, s in enumerate(sentences) if (s.section, s.aspect) == place]
    if own:
        return min(max(back.index, own[0] + (sentences[own[0]].kind == "heading")), own[-1] + 1)
    return min(back.index, len(sentences))
