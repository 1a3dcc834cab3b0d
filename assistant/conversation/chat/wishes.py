"""A wish as a value: what staff want done, as far as their words say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.conversation.chat.events import Choice

WishKind = Literal[
    "paste", "draft", "revise", "ask", "own", "check", "compute", "compare", "export", "undo", "redo", "note", "cells",
    "judge", "sentence", "go", "set", "sample", "help", "small", "unclear", "explain", "count",
]  # fmt: skip
Part = Literal["", "sentence", "paragraph", "all"]


@dataclass(frozen=True)
class Wish:
    """One wish. `text` holds the words it was read from.

    `where`: a section or an aspect (revise, sentence), a tab (go), the format (export), ``unit`` or ``year`` (set), what
    kind of small talk (small). `how`: what is to be done there: staff's own words (revise), ``drop``, ``restore``,
    ``vary``, ``set``, ``add``, ``contact`` (sentence; `where` is then what is to be reached, such as 电话), ``accept``, ``dismiss``, ``fix`` (judge), the new value (set), ``totals`` (cells), the question to ask back (unclear).
    `number`: which sentence, paragraph (`part`) or finding, counted from one; from the end where negative; 0 none was
    named. `new`: staff's own sentence as they typed it (``set``, ``add``). `cells`: address and what is to stand there. `previous`: last year's table is meant. `choices`: how it might
    be meant (unclear).
    """

    kind: WishKind
    text: str
    where: str = ""
    how: str = ""
    number: int = 0
    part: Part = ""
    new: str = ""
    cells: tuple[tuple[str, str], ...] = ()
    previous: bool = False
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class Situation:
    """What routing may know: what is on the desk, and the buttons that were offered last."""

    has_report: bool = False
    has_previous: bool = False
    has_draft: bool = False
    offered: tuple[Choice, ...] = ()
    cell: str = ""
    """The cell that was asked for or changed in the turn before (``previous.`` before last year's)."""
