"""The numbers of a sentence, read once for all the checks that look at it."""

from __future__ import annotations

from functools import lru_cache

from assistant.core.numbers import Mention, find_numbers


@lru_cache(maxsize=2048)
def mentions(text: str) -> tuple[Mention, ...]:
    """Every number of a text, in order."""
    return tuple(find_numbers(text))


def plain_unit(mention: Mention) -> str:
    """The unit, 人次 and 件次 as 人 and 件: the sum of 41人 and 36人 is written 77人次."""
    return mention.unit.removesuffix("次") if mention.unit in {"人次", "件次"} else mention.unit
