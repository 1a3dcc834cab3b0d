"""A comparison as a page for the terminal: what changed in the tables, what must carry over, then the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from assistant.cli.width import COLUMNS, left, right, shorten, width, wrap
from assistant.core.comparison import Comparison, SectionPair, SentencePair
from assistant.export import comparison_words as words
from assistant.export.content import clean

_INDENT: Final = "    "
_LONGEST: Final = 12
"""Columns for a value: a longer one (text in a cell) is cut; numbers of a city fit."""


def page(comparison: Comparison) -> str:
    """The whole comparison in lines of at most 80 columns; what is the same in both years is only counted."""
    blocks = [wrap(words.title(comparison) + "\n" + words.whole(comparison)).rstrip()]
    blocks += [wrap(clean(note), first="注意：", rest=" " * 6) for note in comparison.notes]
    blocks += ["\n".join(_table(comparison, rows)) for rows in words.tables(comparison)]
    blocks.append("\n".join(_links(comparison)))
    blocks += ["\n".join(_section(section)) for section in comparison.sections]
    blocks.append(wrap(words.LEGEND + f"正文里{words.TEXT_LEGEND}", first="注：", rest=" " * 4))
    return "\n\n".join(block for block in blocks if block)


def _table(comparison: Comparison, rows: words.Rows) -> Iterator[str]:
    """The cells that differ, under their rows, values in columns."""
    differing = rows.differing
    yield f"{rows.title}：{_how_many(len(rows.pairs), len(differing))}"
    if not differing:
        return
    heads = words.heads(comparison)
    values = [tuple(shorten(v, _LONGEST) for v in words.changes(pair)) for pair in differing]
    widths = [max(width(line[i]) for line in [heads, *values]) for i in range(len(heads))]
    room = COLUMNS - 1 - len(_INDENT) - sum(w + 2 for w in widths)
    label = min(room, max(width(pair.column) for pair in differing))

    def line(name: str, numbers: Sequence[str]) -> str:
        columns = "".join("  " + right(value, w) for value, w in zip(numbers, widths, strict=True))
        return _INDENT + left(shorten(name, label), label) + columns

    yield line("", heads)
    numbers = iter(values)
    for pair, row, _ in words.in_rows(differing):
        if row:
            yield wrap(row, first="  ", rest="  ")
        yield line(pair.column, next(numbers))


def _how_many(compared: int, differing: int) -> str:
    if not differing:
        return f"比了 {compared} 格，两年都相同"
    return f"比了 {compared} 格，{differing} 格不同"


def _links(comparison: Comparison) -> Iterator[str]:
    """Every relation across the years that does not hold or cannot be told; those that hold are counted."""
    if not comparison.links:
        return
    holding = sum(link.verdict == "pass" for link in comparison.links)
    yield f"跨年衔接：{len(comparison.links)} 项，{holding} 项相符"
    for link in comparison.links:
        if link.verdict != "pass":
            expected, found, verdict = words.link_result(link)
            says = f"{verdict}：{link.title}。按上年推算 {expected}，本年填报 {found}。"
            yield wrap(says, first="  · ", rest=_INDENT)


def _section(section: SectionPair) -> Iterator[str]:
    yield wrap(f"{section.title}：{words.counts(section)}；{words.likeness(section)}")
    for pair in section.pairs:
        yield from _sentence(pair)


def _sentence(pair: SentencePair) -> Iterator[str]:
    old, new = ("".join(text.split("\n")) for text in words.marked(pair))
    if pair.kind == "changed":
        yield _led("【旧】", old)
        yield _led("【新】", new)
    elif pair.kind == "added":
        yield _led("【增】", new)
    elif pair.kind == "removed":
        yield _led("【删】", old)


def _led(mark: str, text: str) -> str:
    return wrap(text, first=f"  {mark}", rest=" " * (2 + width(mark)))
