"""Watches a reply as it streams: one that repeats itself, never ends, or is in another language is stopped."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from assistant.models.port import ModelError, Request

_REPEATED: Final = re.compile(r"(.{6,60}?)\1{3,}\Z", re.DOTALL)
_ONE_SIGN: Final = re.compile(r"(.)\1{39,}\Z", re.DOTALL)
_TAIL: Final = 320
_EVERY: Final = 40
"""Characters between two looks, counted from the start: how a reply is cut into pieces makes no difference."""
_ENOUGH_TO_TELL: Final = 120
_CHINESE: Final = 0.25
"""Share of Chinese characters among letters below which a reply is in another language."""
_PER_TOKEN: Final = 6
"""Characters that a token has at most, on the average of a reply: a server that minds `longest` stays below."""


def bounded(pieces: Iterable[str], longest: int) -> Iterator[str]:
    """The pieces of a raw reply, its thinking included, until it is surely longer than `longest` tokens.

    An empty piece is a sign of life, such as thinking in a field of its own; it counts as one character.
    """
    length = 0
    for piece in pieces:
        yield piece
        length += len(piece) or 1
        if length > longest * _PER_TOKEN:
            raise ModelError("endless")


def guarded(
    pieces: Iterable[str], request: Request, why_empty: Callable[[], str] = lambda: ""
) -> Iterator[str]:
    """The pieces, until one of the watches raises `ModelError`; what was said until then has been handed on.

    `why_empty` is asked when nothing was said at all.
    """
    length, tail, head = 0, "", ""
    for piece in pieces:
        rest = piece
        while rest:
            part, rest = rest[: _EVERY - length % _EVERY], rest[_EVERY - length % _EVERY :]
            yield part
            length += len(part)
            tail = (tail + part)[-_TAIL:]
            head = (head + part)[:_ENOUGH_TO_TELL]
            if length % _EVERY == 0:
                _look(length, head, tail, request)
    if not (head + tail).strip():
        raise ModelError("empty", why_empty())
    if not request.json and not _is_chinese(head):
        raise ModelError("language")


def _look(length: int, head: str, tail: str, request: Request) -> None:
    if length > request.longest * _PER_TOKEN:
        raise ModelError("endless")
    if _REPEATED.search(tail) or _ONE_SIGN.search(tail):
        raise ModelError("repeating")
    if length == _ENOUGH_TO_TELL and not request.json and not _is_chinese(head):
        raise ModelError("language")


def _is_chinese(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    chinese = sum("\u4e00" <= c <= "\u9fff" for c in letters)
    return not letters or chinese >= _CHINESE * len(letters)
