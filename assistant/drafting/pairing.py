"""Which measure was written against which problem, where labels and numbers of the notes tell it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from typing import Final

_ORDINAL: Final = re.compile(
    r"^针对(?:问题|第)*([一二三四五六七八九]|\d)(?:个?问题|点|条|项)?[，,：:]?\s*(?=\S)"
)
_CHINESE: Final = "一二三四五六七八九"
Row = tuple[int, str, int | None]
"""Index of a note, its kind, and the number of the problem it names itself."""


def ordinal(text: str) -> tuple[int | None, str]:
    """The number of the problem a measure names (``针对一，…``), and the rest of it."""
    match = _ORDINAL.match(text)
    if not match:
        return None, text
    return int(match[1]) if match[1].isdigit() else _CHINESE.index(match[1]) + 1, text[match.end() :]


def pairs(rows: Sequence[Row], shared: Sequence[Sequence[int]]) -> dict[int, int]:
    """Measures of a labelled list by problem: by number, else by place where a list of problems is followed by as
    many measures (one problem takes all). `shared[m][p]` is how many words note m shares with note p; words that
    point elsewhere than the place leave the whole list open.
    """
    found: dict[int, int] = {}
    problems: list[int] = []
    for kind, group in groupby(rows, key=lambda row: row[1]):
        run = list(group)
        if kind == "problem":
            problems = [i for i, _, _ in run]
        elif problems:
            named = {i: problems[n - 1] for i, _, n in run if n and n <= len(problems)}
            found |= named
            rest = [i for i, _, n in run if n is None]
            if not named:
                found |= _by_place(rest, problems, shared)
    return found


def _by_place(measures: list[int], problems: list[int], shared: Sequence[Sequence[int]]) -> dict[int, int]:
    if len(problems) == 1:
        return dict.fromkeys(measures, problems[0])
    if len(measures) != len(problems):
        return {}
    placed = dict(zip(measures, problems, strict=True))
    elsewhere = any(max(problems, key=lambda p: (shared[m][p], p == own)) != own for m, own in placed.items())
    return {} if elsewhere else placed
