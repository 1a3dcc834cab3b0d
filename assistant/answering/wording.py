"""How an answer is put: the sentences of a content that meet the question, the address, what must be said with it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from assistant.answering.values import Citation
from assistant.library.entries import Entry, Shelf
from assistant.library.words import pairs

_WITHIN: Final = re.compile(r"(?:第[一二三四五六七八九十]+[款项])*")
"""What of a part's label is an address; the matter in brackets and “全条” are not."""

_SENTENCE: Final = re.compile(r"[^。]+。?")
_AMOUNT: Final = re.compile(
    r"多少|几[天日个件次页号元年月种类条]|多久|多长|什么时候|啥时候|哪天|期限|最[长多晚迟]"
)
_FIGURE: Final = re.compile(r"\d")
_SAID_FIRST: Final = 2
"""Sentences that are said outright; the rest of the content stands with its source."""


def said_first(content: str, question: str) -> str:
    """The one or two sentences of a content that meet a question best, in their own order."""
    sentences = _SENTENCE.findall(content)
    if len(sentences) <= _SAID_FIRST:
        return content
    asked, wants_figure = set(pairs(question)), bool(_AMOUNT.search(question))

    def worth(index: int) -> float:
        sentence = sentences[index]
        shared = len(asked & set(pairs(sentence)))
        return shared + (2.0 if wants_figure and _FIGURE.search(sentence) else 0.0) - 0.3 * index

    chosen = sorted(sorted(range(len(sentences)), key=worth, reverse=True)[:_SAID_FIRST])
    return "".join(sentences[i] for i in chosen)


def cite(entries: Sequence[Entry], best: Entry) -> Citation:
    """The citation of a fold: its official wording where there is one, else the content that fits best."""
    official = next((e for e in entries if e.shelf is Shelf.TEXTS), None)
    return Citation(
        id=best.fold,
        title=best.title,
        article=best.article or (f"（规定没有写：{best.heading}）" if best.silent else ""),
        part="".join(_WITHIN.findall(best.part)[:1]),
        number=best.number,
        version=best.version,
        text=official.wording if official else best.text,
        official=official is not None,
        source=best.source,
        in_force=best.in_force,
        checked=best.checked,
        remark=remark(best),
    )


def remark(entry: Entry) -> str:
    """What must be said with an entry: that it was overtaken, is local, is not checked, or was touched by a later rule."""
    said = []
    if not entry.in_force:
        said.append(f"这一件已被取代{f'：{entry.superseded_by}' if entry.superseded_by else ''}，只供查旧账")
    if entry.local:
        said.append("这是一个地方或部门自己的规定，别处只能参考")
    if entry.effect and not (entry.superseded_by and "取代" in entry.effect):
        said.append(entry.effect)
    if entry.checked and "待核实" in entry.version:
        said.append(f"版本：{entry.version}")
    if not entry.checked:
        said.append(
            f"待核实：{entry.checking.removeprefix('待核实').lstrip('：')}" if entry.checking else "待核实"
        )
    return "；".join(said)
