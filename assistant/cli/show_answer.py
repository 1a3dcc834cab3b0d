"""Answers, hits and the library's documents as pages for the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from assistant.cli.width import COLUMNS, left, shorten, width, wrap

if TYPE_CHECKING:
    from assistant.answering import Answer
    from assistant.answering.values import Citation
    from assistant.intake.library import Added
    from assistant.library.search import Hit
    from assistant.library.store import Record

_LONGEST: Final = 400
"""Characters of an official wording that are shown at once."""

_SHELVES: Final = {"provisions": "规定", "texts": "官方文本", "reports": "年报"}


def page(answer: Answer) -> str:
    """The answer on top, then what it rests on, then what might be asked next."""
    blocks = ["\n".join(wrap(line) for line in answer.text.split("\n"))]
    if answer.citations:
        blocks.append(
            "\n".join(["依据：", *(_citation(n, c, answer.text) for n, c in enumerate(answer.citations, 1))])
        )
    if answer.followups:
        asks = [wrap(ask, first="  · ", rest="    ") for ask in answer.followups]
        blocks.append("\n".join(["还可以问：", *asks]))
    return "\n\n".join(blocks)


def _citation(number: int, citation: Citation, said: str) -> str:
    """What a citation rests on; its text and its remark only where the answer has not said them already."""
    indent = " " * 5
    lines = [wrap(citation.label, first=f"  {number}. ", rest=indent)]
    text = citation.text if len(citation.text) <= _LONGEST else citation.text[:_LONGEST] + "……"
    what = "官方原文：" if citation.official else "要点："
    if citation.text.rstrip("。") not in said:  # a model's answer has the mark behind the citation
        lines.append(wrap(what + text, first=indent, rest=indent))
    if citation.remark and citation.remark not in said:
        lines.append(wrap(f"注意：{citation.remark}。", first=indent, rest=indent))
    if citation.source and not citation.official:
        lines.append(wrap(f"来源：{citation.source}", first=indent, rest=indent))
    return "\n".join(lines)


def hits_page(hits: Sequence[Hit]) -> str:
    """A hit on two or three lines: its place, then its text."""
    if not hits:
        return "没有找到。可以换个说法，或者用更短的词。"
    lines = []
    for number, hit in enumerate(hits, 1):
        marks = "（已被取代）" * (not hit.in_force)
        name = f"《{hit.title}》" if hit.kind == "regulation" else f"{hit.title}·"
        place = f"{name}{hit.id.partition(' ')[2] if hit.silent else hit.article + hit.part}{marks}"
        lines.append(wrap(place, first=f"{number:>3}. ", rest=" " * 5))
        lines.append(" " * 5 + shorten(" ".join(hit.text.split()), COLUMNS - 6))
    return "\n".join(lines)


def documents_page(documents: Sequence[Record]) -> str:
    """One line a document: number, kind, how many entries, title."""
    wide = max((width(d.id) for d in documents if d.origin == "added"), default=0)
    lines = []
    for origin, title in (("shipped", "随程序自带"), ("added", "您导入的")):
        group = [d for d in documents if d.origin == origin]
        if not group:
            continue
        lines.append(f"{title} {len(group)} 个：")
        for document in group:
            number = left(document.id, wide) + "  " if origin == "added" else ""
            about = "，".join(part for part in (document.number, document.version) if part)
            head = f"  {number}{left(_SHELVES[document.shelf], 8)}  {document.entries:>4} 条目  "
            lines.append(
                wrap(document.title + (f"（{about}）" if about else ""), first=head, rest=" " * width(head))
            )
            lines += [wrap(note, first="      注：", rest=" " * 10) for note in document.notes]
    return "\n".join(lines)


def added_line(added: Added) -> str:
    """What became of a file, in words."""
    record = added.record
    if not added.new:
        return f"“{record.name}”库里已经有了（{record.id}），没有变化。"
    what = "段" if record.shelf == "reports" else "条"
    attached = f"，其中 {added.attached} 条挂到了库里已有的条文下" if added.attached else ""
    lines = [f"已导入《{record.title}》（{record.id}）：{added.articles} {what}{attached}。"]
    lines += [wrap(note, first="  注：", rest=" " * 6) for note in added.notes]
    return "\n".join(lines)
