"""TYPO, by how the field writes: a character left out or taken for another, or two swapped, where the field has such a run.

A place that no known run (`runs`) covers is looked at: if one character put in, one put for another that sounds or looks like it, or
two put the other way round, makes it a run that the field writes time and again, that is likely what was meant. The field
does not know every word, so all of it is a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final

import numpy as np

from assistant.checking.case import Case
from assistant.checking.prose import MOST_MATCHES, Passage
from assistant.checking.spelling.likely import JOINS, in_name, is_in_word, with_other
from assistant.checking.spelling.mistyped import alike, looking
from assistant.checking.spelling.runs import ORDER, Codes, Looked, chances, codes, look_at, marks, runs
from assistant.checking.spelling.words import words
from assistant.core.findings import Finding
from assistant.core.template import quoted

CODE: Final = "TYPO"
_HAN: Final = re.compile("[一-龥]")
_EITHER: Final = "既即"
"""What `either_or` tells apart."""
_NUMERALS: Final = frozenset("〇一二两三四五六七八九十百千万亿几")

_SURE_LEFT_OUT: Final = 12.5
_SURE_SWAPPED: Final = 9.0
_SURE_OF_WORD: Final = 13.0
"""And where the two characters are a word as they stand."""
_LEAST_OF_CHANGE: Final = 8.0
_LEAST_OF_JOINING: Final = 12.0
_SURE_CHANGED: Final = 11.0
"""What a change gains among the runs of the field, and with it what it gains among the words of all texts."""
_WORDS_COUNT: Final = 0.75
_LEAST_OF_WORDS: Final = -2.0
_AROUND: Final = 40
"""So far, to both sides, a sentence is cut into words anew."""
_MOST_PLACES: Final = 400
_MOST_TRIES: Final = 60_000
"""A longer text than any report is looked at in part."""


def check(case: Case) -> Iterator[Finding]:
    """Each likely slip with what it should read; titles in 《…》 and the unit's own name are left alone."""
    sections = case.prose.sections
    left = dict.fromkeys(sections, MOST_MATCHES)
    for section, start, end, right in slips(sections):
        wrong = sections[section][start:end]
        passage = Passage(section, start, end, wrong)
        if not left[section] or case.prose.in_title(passage) or wrong in (case.report.unit or ""):
            continue
        if _is_changed(wrong, right) and _in_name(sections[section], start, end):
            continue
        left[section] -= 1
        how = _how(wrong, right)
        says = f"{quoted(wrong)}像是{quoted(right)}{how}，请核对；本来就是这样说的，不用改。"
        yield case.prose.finding(
            CODE, "warning", passage, says, correction=right, expected=right, status="uncertain"
        )


def _how(wrong: str, right: str) -> str:
    if len(right) > len(wrong):
        return "漏了一个字"
    return "写错了字" if _is_changed(wrong, right) else "写颠倒了"


def _in_name(text: str, start: int, end: int) -> bool:
    return in_name(text, start, end) or in_name(text, start - 1, end)


def _is_changed(wrong: str, right: str) -> bool:
    return len(wrong) == len(right) and sorted(wrong) != sorted(right)


def slips(sections: Mapping[str, str]) -> list[tuple[str, int, int, str]]:
    """Where texts seem to lack a character or to have two swapped, and what should stand there; in order."""
    looked = look_at(sections)
    taken: list[tuple[int, int]] = []
    told = []
    for _, start, end, right in sorted(_likely(looked), reverse=True):
        if all(end < a or b < start for a, b in taken):
            taken.append((start, end))
            told.append((*looked.places[start], looked.places[end - 1][1] + 1, right))
    return sorted(told)


def _likely(looked: Looked) -> Iterator[tuple[float, int, int, str]]:
    """How much is gained, from where to where, by what instead."""
    text, rows = looked.plain, looked.rows
    sums = np.concatenate([[0.0], np.cumsum(looked.own, dtype=np.float64)])
    strange = [i for i in looked.strange if ORDER <= i < len(text) - ORDER][:_MOST_PLACES]
    if not strange:
        return
    yield from _left_out(text, rows, sums, strange)
    yield from _swapped(text, rows, sums, strange)
    yield from _changed(text, rows, sums, strange)


def _left_out(
    text: str, rows: Codes, sums: Any, strange: Sequence[int]
) -> Iterator[tuple[float, int, int, str]]:
    known = runs()
    at, put = _tries(
        (gap, known.between(text[gap - 1], text[gap]))
        for gap in sorted({g for i in strange for g in (i - 1, i, i + 1)})
    )
    there = known.of(marks(np.stack([rows[at - 1], put, rows[at]], axis=1), 3))[0][:, 0] > 0
    at, put = at[there], put[there]
    if not len(at):
        return
    near = at[:, None]
    filled = np.concatenate([rows[near + np.arange(-3, 0)], put[:, None], rows[near + np.arange(3)]], axis=1)
    gains = chances(filled).sum(axis=1) - (sums[at + 3] - sums[at])
    for i in np.flatnonzero(gains > _SURE_LEFT_OUT).tolist():
        gap = int(at[i])
        yield float(gains[i]), gap - 1, gap + 1, text[gap - 1] + chr(put[i]) + text[gap]


def _tries(places: Iterable[tuple[int, str]]) -> tuple[Any, Codes]:
    """Each place with each character tried there: the places, and the characters as numbers."""
    kept = list(places)
    at = np.repeat(
        np.array([place for place, _ in kept], dtype=np.int64), [len(others) for _, others in kept]
    )
    return at[:_MOST_TRIES], codes("".join(others for _, others in kept))[:_MOST_TRIES]


def _swapped(
    text: str, rows: Codes, sums: Any, strange: Sequence[int]
) -> Iterator[tuple[float, int, int, str]]:
    tries = [
        j for j in sorted({j for i in strange for j in (i - 1, i)}) if _may_be_swapped(text[j - 2 : j + 4])
    ]
    if not tries:
        return
    at = np.array(tries)[:, None]
    order = np.array([-3, -2, -1, 1, 0, 2, 3, 4])
    there = np.minimum(at + order, len(rows) - 1)
    gains = chances(rows[there]).sum(axis=1) - (sums[np.minimum(at[:, 0] + 5, len(rows))] - sums[at[:, 0]])
    for j, gain in zip(tries, gains.tolist(), strict=True):
        least = _SURE_OF_WORD if text[j : j + 2] in words().cost else _SURE_SWAPPED
        if gain > least:
            yield gain, j, j + 2, text[j + 1] + text[j]


def _changed(
    text: str, rows: Codes, sums: Any, strange: Sequence[int]
) -> Iterator[tuple[float, int, int, str]]:
    """A character for one that sounds or looks like it; 又, 再 and their like stand anywhere, so they need more."""
    known = runs()
    at, put = _tries(
        (place, known.beside(_like(text[place]), text[place - 1], text[place + 1]))
        for place in sorted({p for i in strange for p in (i - 2, i - 1, i)})
    )
    if not len(at):
        return
    near = at[:, None]
    behind = rows[np.minimum(near + np.arange(1, 4), len(rows) - 1)]
    filled = np.concatenate([rows[near + np.arange(-3, 0)], put[:, None], behind], axis=1)
    gains = chances(filled).sum(axis=1) - (sums[np.minimum(at + 4, len(rows))] - sums[at])
    for i in np.flatnonzero(gains > _LEAST_OF_CHANGE).tolist():
        gain, place, character = float(gains[i]), int(at[i]), chr(put[i])
        if text[place] in _EITHER or (text[place] in JOINS and gain < _LEAST_OF_JOINING):
            continue
        first, run = _run_at(text, place)
        if is_in_word(run, place - first):
            continue  # one word for another: `homophones` asks what stands beside them
        of_words, start, end = with_other(run, place - first, character)
        if of_words > _LEAST_OF_WORDS and (whole := gain + _WORDS_COUNT * of_words) > _SURE_CHANGED:
            start, end = first + start, first + end
            if end - start == 1:  # one character alone says little
                if gain < _LEAST_OF_JOINING:
                    continue
                start, end = (place - 1, end) if place > first else (start, place + 2)
            yield whole, start, end, text[start:place] + character + text[place + 1 : end]


@cache
def _like(character: str) -> frozenset[str]:
    return frozenset(alike().get(character, "") + looking().get(character, ""))


def _run_at(text: str, place: int) -> tuple[int, str]:
    """The run of Chinese characters around a place, and where it begins."""
    start = end = place
    while place - start < _AROUND and _HAN.match(text[start - 1]):
        start -= 1
    while end - place < _AROUND and _HAN.match(text[end]):
        end += 1
    return start, text[start:end]


def _may_be_swapped(near: str) -> bool:
    """Whether the middle two of six characters may be swapped: not in 随问随答 nor in 二十届三中全会."""
    both = near[2:4]
    return (
        both[0] != both[1]
        and all(_HAN.match(c) and c not in _NUMERALS for c in both)
        and not any(near[i] == near[i + 2] for i in range(4))
    )
