"""COUNTER by how the words for a thing end: of things no table names it is still known what never counts them.

The endings and the counters are data (``counter_heads.toml``): whatever 员 a report invents, it is not counted by 篇.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from assistant.checking.rulebook import table

_LONGEST: Final = 6
_CLAUSE: Final = re.compile(r"[^，。；：、\n]*$")
_FAR: Final = 30


@dataclass(frozen=True)
class Head:
    """Things whose words end alike: the usual counter, those that never count them, and what excuses these."""

    usual: str
    never: frozenset[str]
    unless: re.Pattern[str]


@cache
def _heads() -> dict[str, Head]:
    heads: dict[str, Head] = {}
    for entry in table("wording/counter_heads")["head"]:
        head = Head(entry["usual"], frozenset(entry["never"].split()), re.compile(entry["unless"]))
        heads.update((end, head) for end in entry["ends"].split())
    return heads


@cache
def _never() -> frozenset[str]:
    """Counters that some ending forbids: any other need not be looked at."""
    return frozenset().union(*(head.never for head in _heads().values()))


def end_of(text: str) -> str | None:
    """The longest known ending that a text ends with."""
    heads = _heads()
    return next((text[i:] for i in range(max(0, len(text) - _LONGEST), len(text)) if text[i:] in heads), None)


def usual(text: str, counter: str, ahead: str = "") -> str | None:
    """The usual counter of the thing that a text ends with, where the one it has never counts it.

    What stands `ahead` of the number belongs to the clause as well.
    """
    if counter not in _never():
        return None
    end = end_of(text)
    if end is None:
        return None
    head = _heads()[end]
    clause = _CLAUSE.search((ahead + text)[-_FAR:])
    said = clause[0] if clause else text
    if counter not in head.never or head.unless.search(said.removesuffix(end)):
        return None
    return head.usual
