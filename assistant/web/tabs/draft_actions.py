"""What the tab 初稿 can do. A click names a sentence by its place and by a mark of its text: one that was changed
meanwhile is looked for by its text, and nothing else is hit in its stead.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, Literal, cast

from assistant.conversation.bench import Bench
from assistant.errors import InputError
from assistant.web.actions import Action, Data
from assistant.web.long_work import Stopped, Tell, told_meanwhile
from assistant.web.markup import mark_of

LONGEST_NOTES: Final = 50_000
LONGEST_SENTENCE: Final = 2_000
LONGEST_WISH: Final = 200
_SECTIONS: Final = (
    "preface", "overview", "problems", "other", "overview.proactive", "overview.requests", "overview.management",
    "overview.platform", "overview.supervision",
)  # fmt: skip
_MOST: Final = 100_000


def sentence_at(bench: Bench, data: Data) -> tuple[int, str]:
    """Place and text of the sentence that was clicked, wherever it stands now; `InputError` when it is not there."""
    draft = bench.draft
    index, mark = data.number("index", 0, _MOST), data.text("mark", longest=8)
    sentences = draft.sentences if draft else []
    alike = [i for i, sentence in enumerate(sentences) if mark_of(sentence.text) == mark]
    if not alike:
        raise InputError("这句话刚刚改过，或者已经不在初稿里了。", "现在显示的是最新的，请看一看再改。")
    found = min(alike, key=lambda i: abs(i - index))
    return found, sentences[found].text


def _notes(bench: Bench, data: Data) -> str:
    return bench.set_notes(data.text("value", longest=LONGEST_NOTES))


def _make(bench: Bench, data: Data) -> str:
    return bench.make_draft()


def _make_with_model(bench: Bench, data: Data) -> Iterator[str]:
    """What the model writes is told as it comes; stopped, it writes no further."""

    def work(tell: Tell, stopped: Stopped) -> str:
        written = ""

        def heard(piece: str) -> None:
            nonlocal written
            written += piece
            tell(f"模型写了{len(written)}字，还在写：……{' '.join(written[-24:].split())}")

        return bench.make_draft(writer="model", heard=heard, stopped=stopped)

    return told_meanwhile(work, "模型开始写了……")


def _revise(bench: Bench, data: Data) -> str:
    where = data.text("where", longest=40)
    if where not in _SECTIONS:
        raise InputError("没有这一部分。", "请刷新页面再试一次。")
    return bench.revise(where, data.text("wish", longest=LONGEST_WISH))


def _sentence(bench: Bench, data: Data) -> str | None:
    text = " ".join(data.text("value", longest=LONGEST_SENTENCE).split())
    index, before = sentence_at(bench, data)
    if text == before:
        return None
    if not text:
        if "【" in before:
            return None  # a gap that nobody filled stays
        raise InputError("这句话改成了空的。", "不要这一句，请点“去掉”，以后还能恢复。")
    return bench.set_sentence(index, text, expected=before)


def _vary(bench: Bench, data: Data) -> str:
    index, text = sentence_at(bench, data)
    return bench.vary(index, expected=text)


def _drop(bench: Bench, data: Data) -> str:
    index, text = sentence_at(bench, data)
    return bench.drop(index, expected=text)


def _restore(bench: Bench, data: Data) -> str:
    which, mark = data.number("which", 0, _MOST), data.text("mark", longest=8)
    dropped = bench.workspace.dropped
    alike = [i for i, one in enumerate(dropped) if mark_of(one.sentence.text) == mark]
    if not alike:
        raise InputError("这句话已经恢复了。", "现在显示的是最新的。")
    return bench.restore(min(alike, key=lambda i: abs(i - which)))


def _text(bench: Bench, data: Data) -> str:
    choice = data.text("value", longest=20)
    if choice not in ("draft", "original"):
        raise InputError("没有这个选项。", "请刷新页面再试一次。")
    return bench.choose_text(cast("Literal['draft', 'original']", choice))


ACTS: Final[Mapping[str, Action]] = {
    "draft.notes": _notes,
    "draft.make": _make,
    "draft.make_with_model": _make_with_model,
    "draft.revise": _revise,
    "draft.sentence": _sentence,
    "draft.vary": _vary,
    "draft.drop": _drop,
    "draft.restore": _restore,
    "draft.text": _text,
}
