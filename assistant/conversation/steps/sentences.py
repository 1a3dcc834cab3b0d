"""Work on the single sentence: staff's own words, another wording, taking out and putting back.

Every step finds its sentence by the words that staff saw there, so that it never hits one that somebody else has put
in its place meanwhile.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from typing import Final

from assistant.conversation.steps.derived import report_of
from assistant.conversation.steps.words import cleaned_line, not_longer, short
from assistant.conversation.workspace import Own, Workspace
from assistant.core.report import Report
from assistant.drafting.draft import Draft, Sentence, assemble
from assistant.drafting.outline import Outline, make_outline
from assistant.drafting.own import own_sentence, verified
from assistant.drafting.varying import wordings
from assistant.drafting.verify import Sources
from assistant.errors import InputError

LONGEST_SENTENCE: Final = 2_000
MOST_SENTENCES: Final = 2_000

Reword = Callable[[Outline, Sentence], Sentence | None]
"""Asks a model for another wording; `None` where it has none that stands."""
Step = tuple[Workspace, str]

_AGAIN: Final = "请看一看现在的初稿，再改。"


def reverified(
    draft: Draft, sentences: Sequence[Sentence], report: Report, previous: Report | None, notes: str
) -> Draft:
    """The draft with other sentences, all of them verified."""
    said, verification = verified(sentences, Sources(report, previous, notes))
    update = {"sections": assemble(said), "sentences": said, "verification": verification}
    return draft.model_copy(update=update)


def given(workspace: Workspace) -> tuple[Draft, Report]:
    """The draft and its report. `InputError` when there is no draft."""
    report = report_of(workspace)
    if workspace.draft is None or report is None:
        raise InputError("还没有初稿。", "请先点“起草”。")
    return workspace.draft, report


def with_sentences(workspace: Workspace, sentences: Sequence[Sentence]) -> Workspace:
    """The workspace with other sentences in its draft. `InputError` when there is no draft, or far too much in it."""
    draft, report = given(workspace)
    if len(sentences) > MOST_SENTENCES:
        raise InputError(f"初稿已有{MOST_SENTENCES}句，不能再加了。", "请先删去一些，或者导出成文件再改。")
    previous = workspace.before.report if workspace.before else None
    return workspace.model_copy(
        update={"draft": reverified(draft, sentences, report, previous, workspace.notes)}
    )


def located(workspace: Workspace, index: int, expected: str) -> int:
    """Where the sentence stands now that staff saw at `index` with the words `expected` (empty: whatever is there).

    `InputError` when it is not there any more, or when it cannot be told which one was meant.
    """
    draft, _ = given(workspace)
    sentences = draft.sentences
    inside = 0 <= index < len(sentences)
    if not expected:
        if not inside:
            raise InputError("初稿里没有这一句。", _AGAIN)
        return index
    if inside and sentences[index].text == expected:
        return index
    found = [i for i, s in enumerate(sentences) if s.text == expected]
    if len(found) == 1:
        return found[0]
    if found:
        raise InputError(
            f"初稿里有{len(found)}句“{short(expected)}”，位置也变了，不知道指的是哪一句。", _AGAIN
        )
    raise InputError(f"“{short(expected)}”这一句已经改过或者不在了，没有改动。", _AGAIN)


def followed(workspace: Workspace, seen: Workspace, index: int) -> tuple[int, str]:
    """Where the sentence of an earlier state stands now; and its words, where somebody has reworded it since.

    `InputError` when it is gone, or cannot be told from others.
    """
    draft, _ = given(workspace)
    old = seen.draft.sentences if seen.draft else []
    before, now = [s.text for s in old], [s.text for s in draft.sentences]
    if index < len(now) and before == now:
        return index, ""
    for what, i, j, k, m in SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
        if not i <= index < j:
            continue
        at = k + index - i
        if what == "equal":
            return at, ""
        same_place = what == "replace" and j - i == m - k
        if same_place and (old[index].section, old[index].aspect) == (
            draft.sentences[at].section,
            draft.sentences[at].aspect,
        ):
            return at, now[at]
    return located(workspace, -1, before[index]), ""


def has(workspace: Workspace, text: str) -> bool:
    """Whether a sentence of the draft has these words."""
    return workspace.draft is not None and any(s.text == text for s in workspace.draft.sentences)


def own_words(text: str) -> str:
    """Staff's sentence in one line. `InputError` when it is empty or too long."""
    words = not_longer(cleaned_line(text), LONGEST_SENTENCE, "这一句")
    if not words:
        raise InputError("这一句是空的，没有改动。", "不要这一句，请点“去掉”。")
    return words


_ENDED: Final = re.compile(r"[。！？；：.!?;:】……]$|[。！？】][”’）》]$")


def _ended(words: str, like: str) -> str:
    """The words with a full stop where the sentence that they stand for, or behind, has one."""
    return words if _ENDED.search(words) or not _ENDED.search(like) else f"{words}。"


def set_sentence(workspace: Workspace, index: int, text: str) -> Step:
    """Staff's wording in the place of a sentence; a full stop that was there and is missing now is put back."""
    draft, _ = given(workspace)
    old = draft.sentences[index]
    words = _ended(own_words(text), old.text)
    if words == old.text:
        return workspace, "这一句没有变。"
    not_a_heading(old)
    sentence = own_sentence(words, old)
    changed = with_sentences(workspace, [*draft.sentences[:index], sentence, *draft.sentences[index + 1 :]])
    instead: Sentence | None = old
    if old.written_by == "staff":
        instead = next((o.instead for o in workspace.own if _is(o, old)), None)
    own = (*(o for o in workspace.own if not _is(o, old)), _own(sentence, instead))
    return changed.model_copy(update={"own": own}), f"这一句改为“{short(words)}”。{doubts(changed, index)}"


def add_sentence(workspace: Workspace, after: int, text: str) -> Step:
    """Staff's own sentence behind another."""
    draft, _ = given(workspace)
    like = draft.sentences[after]
    sentence = own_sentence(_ended(own_words(text), like.text), like)
    changed = with_sentences(
        workspace, [*draft.sentences[: after + 1], sentence, *draft.sentences[after + 1 :]]
    )
    dropped = tuple(
        d.model_copy(update={"index": d.index + (d.index > after + 1)}) for d in workspace.dropped
    )
    update = {"own": (*workspace.own, _own(sentence, None)), "dropped": dropped}
    return changed.model_copy(
        update=update
    ), f"加了一句“{short(sentence.text)}”。{doubts(changed, after + 1)}"


def vary(workspace: Workspace, index: int, reword: Reword | None = None) -> Step:
    """The next wording of a sentence with the same cells. `InputError` when there is no other."""
    draft, report = given(workspace)
    old = draft.sentences[index]
    if old.written_by == "staff":
        raise InputError(
            "这一句是您自己写的，程序不代为改写。", "可以直接改；要换回程序写的，请撤销或者重新起草这一段。"
        )
    if old.kind == "heading":
        raise InputError("这是小标题，是规定的格式，没有别的写法。", "请选下面的句子。")
    if old.kind == "mark":
        raise InputError("这是给您的提示，没有别的写法。", "请补上内容后重新起草，或者把它去掉。")
    previous = workspace.before.report if workspace.before else None
    outline = make_outline(report, workspace.notes, previous)
    others = wordings(outline, old)
    texts = [s.text for s in others]
    after = others[texts.index(old.text) + 1 :] if old.text in texts else []
    new = next((s for s in (*after, *others) if s.text != old.text), None)
    said = "换了一种说法"
    if new is None and reword is not None:
        new, said = reword(outline, old), "由模型换了一种说法"
    if new is None:
        raise InputError(
            "这一句没有别的写法。" if reword is None else "模型也没有写出能通过核对的别的写法。",
            "可以直接改这一句；改过的数照样会核对。",
        )
    put = new.model_copy(update={"paragraph": old.paragraph, "sources": old.sources})
    changed = with_sentences(workspace, [*draft.sentences[:index], put, *draft.sentences[index + 1 :]])
    more = f"（一共{len(others)}种，再点再换）" if len(others) > 2 else ""
    return changed, f"{said}：“{short(new.text)}”{more}。"


def doubts(workspace: Workspace, index: int) -> str:
    """What is to be said about a sentence that was just written: figures without origin, words against the tables."""
    draft, _ = given(workspace)
    said = []
    untraced = [d.text for d in draft.verification.untraced if d.sentence == index]
    if untraced:
        said.append(f"“{short('、'.join(untraced))}”没有找到出处，已标出，请核实或者写进要点。")
    against = [d for d in draft.verification.unsupported if d.sentence == index]
    if against:
        said.append(f"“{short(against[0].text)}”和表格不一致，已标出：{short(against[0].reason, 80)}。")
    return "".join(said)


def _own(sentence: Sentence, instead: Sentence | None) -> Own:
    return Own(section=sentence.section, aspect=sentence.aspect, text=sentence.text, instead=instead)


def _is(own: Own, sentence: Sentence) -> bool:
    return (own.section, own.aspect, own.text) == (sentence.section, sentence.aspect, sentence.text)


def not_a_heading(sentence: Sentence) -> None:
    """`InputError` for a heading, which is the form's."""
    if sentence.kind == "heading":
        raise InputError("小标题是规定的格式，这里不改。", "请改下面的句子；确要改标题，请导出成 Word 后改。")
