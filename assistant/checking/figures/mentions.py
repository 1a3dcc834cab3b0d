"""The numbers of a sentence, read once for all the checks that look at it."""

from __future__ import annotations

from functools import lru_cache

from assistant.core.numbers import Mention, find_numbers


@lru_cache(maxsize=2048)
def mentions(text: str) -> tuple[Mention, ...]:
    """Every number of a text, in order."""
    return tuple(find_numbers(text))
