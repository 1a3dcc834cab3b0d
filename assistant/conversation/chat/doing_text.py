"""Wishes about the text: draft it, word a part anew, take a sentence out or put it back."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from queue import Empty, SimpleQueue
from typing import Final

from assistant.conversation.bench import Bench
from assistant.conversation.chat import places, replies
from assistant.conversation.chat.events import Choice, Event
from assistant.conversation.chat.record import Record
from assistant.conversation.chat.wishes import Wish
from assistant.conversation.steps import dropping, sentences, with_model
from assistant.conversation.workspace import Workspace
from assistant.drafting.draft import Draft, Sentence

_PATIENCE: Final = 30.0
"""Seconds for a model to fall silent after it was told to stop."""
_LOOK: Final = 0.2
"""Seconds between two looks at what a model is writing."""
_TAIL: Final = 1_000
"""Characters of what a model is writing that are shown."""

_PARAGRAPH: Final = re.compile(r"去掉了一段（(\d+)句）")
"""What the version says in which a paragraph went; then that paragraph is what “刚才删的” means."""

_AFTER_DRAFT: Final = (Choice("检查一下", "检查一下"), Choice("导出 Word", "导出word"))


def _say(*lines: str) -> Iterator[Event]:
    for line in lines:
        yield Event("text", f"{line}\n")


# --- the whole draft ----------------------------------------------------------------------------------------------


def draft(wish: Wish, bench: Bench, record: Record) -> Iterator[Event]:
    """The narrative, by our own writer at once, or by the model while it is heard."""
    if wish.how == "model":
        yield from _by_model(wish.text, bench, record)
    else:
        yield Event("status", "正在起草……")
        yield from _say(bench.make_draft())
    yield Event("go", tab="draft")
    model = (
        (Choice("用模型再写一版", "用模型起草"),)
        if wish.how != "model" and with_model.is_configured()
        else ()
    )
    yield Event("choices", choices=(*_AFTER_DRAFT, *model))


class _Work(threading.Thread):
    """A model writing in the background: what it says, and how it ended."""

    def __init__(self, bench: Bench, wish: str) -> None:
        super().__init__(name="chat-draft", daemon=True)
        self.said: SimpleQueue[str] = SimpleQueue()
        self.stop = threading.Event()
        self.line = ""
        self.error: BaseException | None = None
        self._bench, self._wish = bench, wish

    def run(self) -> None:
        """Draft; whatever goes wrong is for the turn to tell."""
        try:
            self.line = self._bench.make_draft(
                writer="model", wish=self._wish, heard=self.said.put, stopped=self.stop.is_set
            )
        except BaseException as error:  # noqa: BLE001 - raised again where the turn is
            self.error = error


def _by_model(words: str, bench: Bench, record: Record) -> Iterator[Event]:
    work = _Work(bench, "" if len(words) < 8 else words[:200])
    yield Event("status", "模型正在写，写好一句核对一句……")
    work.start()
    tail = ""
    try:
        while work.is_alive():
            try:
                tail = (tail + work.said.get(timeout=_LOOK))[-_TAIL:]
            except Empty:
                continue
            yield Event("status", "模型正在写，写好一句核对一句……", heard=tail)
    finally:
        # Closed in between: what the model has written so far is kept, the rest is ours; then the draft is there.
        work.stop.set()
        work.join(_PATIENCE)
        if work.is_alive():
            record.late = "模型还没有停下来，写好以后会放进初稿；不要的话请撤销。"
        elif work.line:
            record.late = f"停下时模型写到的已经留下，其余用自带的写法。{work.line}"
    if work.error is not None:
        raise work.error
    record.late = ""
    yield from _say(work.line)


# --- a part -------------------------------------------------------------------------------------------------------


def revise(wish: Wish, bench: Bench, record: Record) -> Iterator[Event]:
    """A section or an aspect worded anew."""
    if bench.draft is None:
        record.refused = True
        yield from _say("还没有初稿，没有可以改的文字。要先起草吗？")
        yield Event("choices", choices=(Choice("起草", "起草初稿"),))
        return
    yield Event("status", f"正在改{places.name_of(wish.where)}……")
    before = bench.version
    yield from _say(bench.revise(wish.where, wish.how))
    section = wish.where.partition(".")[0]
    yield Event(
        "go", tab="draft", place=_first(bench.draft, wish.where) or (f"section-{section}" if section else "")
    )
    if bench.version != before:
        yield Event("choices", choices=(Choice("撤销", "撤销"),))


def _first(there: Draft | None, where: str) -> str:
    if there is None or not where:
        return ""
    return next((f"sentence-{i}" for i, one in _within(there, where)), "")


def _within(there: Draft, where: str) -> list[tuple[int, Sentence]]:
    """The sentences of a section or aspect (of all, for ""), without headings, each with its index in the draft."""
    section, _, aspect = where.partition(".")
    return [
        (i, one)
        for i, one in enumerate(there.sentences)
        if one.kind != "heading" and section in ("", one.section) and aspect in ("", one.aspect)
    ]


# --- a sentence ---------------------------------------------------------------------------------------------------


def sentence(wish: Wish, bench: Bench, record: Record) -> Iterator[Event]:
    """A sentence or paragraph dropped, restored, or worded another way."""
    if bench.draft is None:
        record.refused = True
        yield from _say("还没有初稿，没有可以改的句子。")
        yield Event("choices", choices=(Choice("起草", "起草初稿"),))
    elif wish.how == "restore":
        yield from _restored(wish, bench)
    else:
        yield from _changed(wish, bench, bench.draft, record)


def _restored(wish: Wish, bench: Bench) -> Iterator[Event]:
    dropped = len(bench.workspace.dropped)
    newest = bench.versions(1)
    paragraph = _PARAGRAPH.match(newest[0].what) if newest else None
    count = dropped if wish.part == "all" else min(dropped, int(paragraph[1])) if paragraph else 1
    if count > 1:
        bench.apply(lambda workspace: _restore_last(workspace, count))
        yield from _say(f"去掉的{count}句都恢复了。")
    else:
        yield from _say(bench.restore())
    yield Event("go", tab="draft")


def _restore_last(workspace: Workspace, count: int) -> tuple[Workspace, str]:
    for _ in range(count):
        workspace, _line = dropping.restore(workspace)
    return workspace, f"恢复了去掉的{count}句。"


_ASKS_CONTACT: Final = "【请核对：联系方式"
_HOW_REACHED: Final = r"{label}(?:号码)?[:：]?\s*(?P<old>[^，,。；;：:（）()【】]+)"


def _contact(wish: Wish, bench: Bench, there: Draft, record: Record) -> Iterator[Event]:
    """Telephone, address and the like changed where the draft gives them."""
    label = re.sub(r"^(?:联系|咨询|办公室)", "", wish.where).removeprefix("电子")
    pattern = re.compile(_HOW_REACHED.format(label=re.escape(label)))
    found = [(i, one.text, m) for i, one in _within(there, "") if (m := pattern.search(one.text))]
    if len(found) != 1:
        record.refused = True
        told = f"有{len(found)}处写着{label}" if found else f"没有写{label}"
        yield from _say(f"初稿里{told}，没有改动。请在“初稿”里点那一句直接改。")
        yield Event("go", tab="draft", place="section-preface")
        return
    index, text, match = found[0]
    changed = text[: match.start("old")] + wish.new + text[match.end("old") :]
    doubts = bench.set_sentence(index, changed, expected=text).partition("”。")[2]
    yield from _say(f"{label}改成“{wish.new}”了。{doubts}")
    now = bench.draft.sentences if bench.draft else []
    if index + 1 < len(now) and now[index + 1].text.startswith(_ASKS_CONTACT):
        bench.drop(index + 1, expected=now[index + 1].text)  # answered by what was just said
    yield Event("go", tab="draft", place=f"sentence-{index}")
    yield Event("choices", choices=(Choice("撤销", "撤销"),))


def _changed(wish: Wish, bench: Bench, there: Draft, record: Record) -> Iterator[Event]:
    if wish.how == "contact":
        yield from _contact(wish, bench, there, record)
        return
    paragraph = wish.part == "paragraph"
    units = _units(_within(there, wish.where), paragraph=paragraph)
    place = wish.number - 1 if wish.number > 0 else len(units) + wish.number
    name, counter = (
        (f"{places.name_of(wish.where)}里" if wish.where else "初稿里"),
        "段" if paragraph else "句",
    )
    if not 0 <= place < len(units):
        record.refused = True
        yield from _say(f"{name}一共{len(units)}{counter}，没有第{abs(wish.number)}{counter}，没有改动。")
        yield Event("go", tab="draft")
        return
    meant = units[place]
    index, first = meant[0]
    whole = paragraph and wish.how == "vary"
    if whole:
        part = f"{first.section}.{first.aspect}" if first.aspect else first.section
        yield from _say(f"{name}第{place + 1}段：{bench.revise(part, '换一种写法')}")
    elif (
        wish.how == "add" and first.kind == "mark" and wish.number == -1 and first.text.startswith("【待补充")
    ):
        yield from _say(f"{name}：{bench.set_sentence(index, wish.new, expected=first.text)}")
    elif wish.how == "set":
        yield from _say(f"{name}第{place + 1}句：{bench.set_sentence(index, wish.new, expected=first.text)}")
    elif wish.how == "add":
        yield from _say(
            f"{name}第{place + 1}句后面：{bench.add_sentence(index, wish.new, expected=first.text)}"
        )
    elif wish.how == "vary":
        yield from _say(f"第{place + 1}句：{bench.vary(index, expected=first.text)}")
    elif len(meant) == 1:
        yield from _say(f"{name}第{place + 1}{counter}：{bench.drop(index, expected=first.text)}")
    else:
        texts = [one.text for _, one in meant]
        bench.apply(lambda workspace: _drop_all(workspace, texts, index))
        yield from _say(f"去掉了{name}第{place + 1}段，共{len(meant)}句：“{replies.cut(first.text, 40)}”。")
    yield Event("go", tab="draft", place=f"sentence-{index}")
    undo = Choice("撤销", "撤销")
    yield Event(
        "choices",
        choices=(undo,)
        if wish.how != "drop" or len(meant) > 1
        else (Choice("恢复这一句", "恢复刚才删的"), undo),
    )


def _units(found: list[tuple[int, Sentence]], *, paragraph: bool) -> list[list[tuple[int, Sentence]]]:
    """Sentences one by one, or together where they stand in one paragraph."""
    if not paragraph:
        return [[one] for one in found]
    groups: dict[tuple[str, int], list[tuple[int, Sentence]]] = {}
    for index, one in found:
        groups.setdefault((one.section, one.paragraph), []).append((index, one))
    return list(groups.values())


def _drop_all(workspace: Workspace, texts: list[str], at: int) -> tuple[Workspace, str]:
    """A paragraph taken out in one step; each sentence is found by its words."""
    for offset, text in reversed(list(enumerate(texts))):
        workspace, _ = dropping.drop(workspace, sentences.located(workspace, at + offset, text))
    return workspace, f"去掉了一段（{len(texts)}句），可以恢复。"
