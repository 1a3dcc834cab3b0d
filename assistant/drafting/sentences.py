"""Cuts a stream of text into sentences as they are finished."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

_ENDS: Final = frozenset("。！？\n")
_OPEN, _CLOSE = "（“‘《〔", "）”’》〕"
_DEEP: Final = 120
"""Characters after which a bracket that never closes is no bracket."""


def sentences(pieces: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """Each sentence with its mark, and whether it was finished; ends inside brackets and quotation marks do not count."""
    text, depth, since = "", 0, 0
    for piece in pieces:
        for char in piece:
            text += char
            since += 1
            if char in _OPEN:
                depth, since = depth + 1, 0
            elif char in _CLOSE:
                depth = max(0, depth - 1)
            if char in _ENDS and (not depth or char == "\n" or since > _DEEP):
                if text.strip():
                    yield text.strip(), True
                text, depth, since = "", 0, 0
    if text.strip():
        yield text.strip(), False
