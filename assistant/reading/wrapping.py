"""Hard line breaks in running text, found and undone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_ENDS: Final = "。；：！？!?;:”』）)"
_OPENS_PARAGRAPH: Final = re.compile(
    r"^(?:[（(][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,2}、|\d{1,2}[.．、](?!\d))"
)
_FEWEST_WRAPPED: Final = 3
_NARROWEST: Final = 36
_FULL: Final = 0.82
_PLAY: Final = 3
_MOST_LINES: Final = 2_000


def wrap_width(texts: Sequence[str]) -> int:
    """The width at which prose was broken into lines, as a PDF viewer's copy has it; 0 when it was not.

    It shows in several lines of nearly one width that stop in the middle of a sentence.
    """
    cut = [_width(text) for text in texts[:_MOST_LINES] if text[-1] not in _ENDS]
    cut = [width for width in cut if width >= _NARROWEST]
    alike = [(sum(abs(other - width) <= _PLAY for other in cut), width) for width in set(cut)]
    count, width = max(alike, default=(0, 0))
    return width if count >= _FEWEST_WRAPPED else 0


def rejoin(texts: Sequence[str], wrap: int) -> list[str]:
    """Undo hard line breaks: a full line that does not end a sentence goes on in the next."""
    if not wrap:
        return list(texts)
    joined: list[str] = []
    open_end = False
    for text in texts:
        if open_end and not _OPENS_PARAGRAPH.match(text):
            joined[-1] += text
        else:
            joined.append(text)
        open_end = wrap * _FULL <= _width(text) <= wrap + _PLAY and text[-1] not in "。！？"
    return joined


def _width(text: str) -> int:
    return sum(1 if char.isascii() else 2 for char in text)
