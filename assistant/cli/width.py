"""Text in columns where a Chinese character takes two: pad, shorten, wrap."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

COLUMNS: Final = 80
"""What every terminal has; people's text never needs more."""

_NEVER_FIRST: Final = frozenset("，。；：、！？）〕》】］”’…%％.,;:!?)]}")
_NEVER_LAST: Final = frozenset("（〔《【［“‘([{")
_ATOM: Final = re.compile(r"[!-~]+|\s+|.", re.DOTALL)


def width(text: str) -> int:
    """How many columns a text takes in a terminal."""
    return sum(_char_width(char) for char in text)


def _char_width(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in {"Cf", "Cc"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1


def left(text: str, columns: int) -> str:
    """The text, filled up with blanks on its right."""
    return text + " " * (columns - width(text))


def right(text: str, columns: int) -> str:
    """The text, filled up with blanks on its left."""
    return " " * (columns - width(text)) + text


def shorten(text: str, columns: int) -> str:
    """The text, its end replaced by “…” where it takes more than so many columns."""
    if width(text) <= columns:
        return text
    kept = ""
    for char in text:
        if width(kept + char) > columns - 1:
            break
        kept += char
    return kept + "…"


def wrap(text: str, columns: int = COLUMNS - 1, *, first: str = "", rest: str = "") -> str:
    """The text in lines of at most `columns`, the first led by `first`, the others by `rest`.

    Latin words stay whole; no line starts with a closing or ends with an opening mark. Line ends of the text stay.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lead = rest if lines else first
        lines += _wrap_line(paragraph, columns, lead, rest)
    return "\n".join(lines)


def _wrap_line(text: str, columns: int, first: str, rest: str) -> list[str]:
    lines: list[str] = []
    line = first
    lead = first
    for piece in _pieces(text, columns - width(rest)):
        if width(line) + width(piece.rstrip()) > columns and line != lead:
            lines.append(line.rstrip())
            lead = line = rest
            piece = piece.lstrip()  # noqa: PLW2901 - a break takes the blank's place
        line += piece
    return [*lines, line.rstrip()]


def _pieces(text: str, longest: int) -> Iterator[str]:
    """What must not be parted: words, and characters with the marks that cling to them."""
    held = ""
    for atom in _ATOM.findall(text):
        clings = atom[0] in _NEVER_FIRST or (held and held[-1] in _NEVER_LAST)
        if held and not (clings and width(held + atom) <= longest):
            yield held
            held = ""
        held += atom
        while width(held) > longest:
            yield held[:longest]
            held = held[longest:]
    if held:
        yield held
