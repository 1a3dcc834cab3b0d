"""Takes a model's thinking out of its reply, piece by piece as it streams."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

_OPEN: Final = "<think>"
_CLOSE: Final = "</think>"


def without_thinking(pieces: Iterable[str], *, opened: bool = False) -> Iterator[str]:
    """The pieces without what stands between ``<think>`` and ``</think>``; marks cut across pieces are found.

    A reply that never closes its thinking has said nothing. Some servers leave out the opening mark: with `opened`
    nothing is said before a closing mark comes or the reply ends; without, what came before a lone closing mark
    cannot be called back, and only the mark itself goes.
    """
    if opened:
        pieces = _waited_for(pieces)
    inside, trim, held = False, False, ""
    for piece in pieces:
        held += piece
        while held:
            mark = _CLOSE if inside else _first_mark(held)
            out, found, behind = held.partition(mark)
            if not found:
                keep = _may_go_on(held, (_CLOSE,) if inside else (_OPEN, _CLOSE))
                out, behind = held[: len(held) - keep], held[len(held) - keep :]
            if not inside:
                out = out.lstrip() if trim else out
                trim = trim and not out
                if out:
                    yield out
            held = behind
            if not found:
                break
            inside = mark == _OPEN
            trim = True  # the blank lines that follow the thinking are none of the reply
    if held and not inside:
        yield held


def _waited_for(pieces: Iterable[str]) -> Iterator[str]:
    """All up to the closing mark as one piece that is marked as thinking; the whole reply if there is no such mark."""
    held, rest = "", iter(pieces)
    for piece in rest:
        held += piece
        if _CLOSE in held[-len(piece) - len(_CLOSE) :]:
            yield held if held.lstrip().startswith(_OPEN) else _OPEN + held
            yield from rest
            return
    yield held


def _first_mark(text: str) -> str:
    opened, closed = text.find(_OPEN), text.find(_CLOSE)
    return _CLOSE if closed >= 0 and (opened < 0 or closed < opened) else _OPEN


def _may_go_on(text: str, marks: tuple[str, ...]) -> int:
    """How many characters at the end may be the start of a mark."""
    longest = max(map(len, marks)) - 1
    for size in range(min(longest, len(text)), 0, -1):
        if any(mark.startswith(text[-size:]) for mark in marks):
            return size
    return 0
