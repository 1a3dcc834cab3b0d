"""Section headings of the report, new and old, with or without a number in front."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from assistant.core.numbers import squeeze
from assistant.core.template import T2021

_NUMBER: Final = re.compile(
    r"^(?:第?[一二三四五六七八九十]{1,2}(?:、|[.．。:：]|部分[、.．:：]?)|\d{1,2}(?:、|[.．](?!\d)))"
)
_TAIL: Final = re.compile(r"^[:：。.．]*$")
_LONGEST: Final = 60
_REMEMBERED: Final = 1_000
_ONLY_NUMBERED: Final = frozenset(
    {"主动公开情况", "基本情况", "概况", "概述", "存在的主要问题", "总体工作情况"}
)
"""Titles that also serve as headings of smaller parts; they count only with “一、” in front."""


@dataclass(frozen=True)
class HeadingMatch:
    """A heading found: its section, the heading as printed, and text that follows on the same line.

    `chapter` is true for a Chinese chapter number in front (一、, 第一部分); Arabic numbers and bare titles
    also head smaller parts.
    """

    section: str
    text: str
    rest: str
    chapter: bool = True


def _plain(text: str) -> str:
    return squeeze(text).replace("它", "他")


@cache
def _titles() -> tuple[tuple[str, str], ...]:
    pairs = [
        (_plain(title), section.id)
        for section in T2021.sections
        if section.id != "preface"
        for title in (section.title, *section.aliases)
    ]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


def match_heading(text: str) -> HeadingMatch | None:
    """The section heading that a line is, or that it opens with a number in front; else `None`."""
    return _match(text) if len(text) <= _REMEMBERED else _match.__wrapped__(text)


@lru_cache(maxsize=4096)
def _match(text: str) -> HeadingMatch | None:
    plain = _plain(text[: _LONGEST * 3])
    numbered = _NUMBER.match(plain)
    body = plain[numbered.end() :] if numbered else plain
    chapter = numbered is not None and not numbered[0][0].isdigit()
    for title, section in _titles():
        if not body.startswith(title):
            continue
        after = body[len(title) :]
        if title in _ONLY_NUMBERED and not numbered:
            continue
        if _TAIL.match(after):
            return HeadingMatch(section, text.strip().rstrip(":：。"), "", chapter)
        run_in = _run_in(text, title) if numbered else None
        if run_in:
            heading, rest = run_in
            return HeadingMatch(section, heading, rest, chapter)
    return None


def find_headings(texts: Sequence[str | None]) -> dict[int, HeadingMatch]:
    """The section headings among lines, by line number.

    Where a report numbers its chapters 一、二、, a line with an Arabic number or none is taken for a
    section's heading only when no chapter has that title and it stands in the form's order.
    """
    found = {i: match for i, text in enumerate(texts) if text and (match := match_heading(text))}
    chapters = {i: match for i, match in found.items() if match.chapter}
    if not chapters:
        return found
    titled = {match.section for match in chapters.values()}
    order = {section.id: place for place, section in enumerate(T2021.sections)}
    kept = dict(chapters)
    for i, match in found.items():
        if match.chapter or match.section in titled:
            continue
        before = [order[m.section] for j, m in chapters.items() if j < i]
        after = [order[m.section] for j, m in chapters.items() if j > i]
        if all(b < order[match.section] for b in before) and all(a > order[match.section] for a in after):
            kept[i] = match
    return dict(sorted(kept.items()))


def _run_in(text: str, title: str) -> tuple[str, str] | None:
    """Split “一、总体情况：本年……” after the title where a blank, colon or full stop stands there."""
    loose = r"\s*".join(re.escape(char) for char in title).replace("他", "[他它]").replace("、", "[、,，]")
    match = re.match(rf"^(.{{0,12}}?{loose})[\s:：。]+(?=\S)", text.strip())
    if not match:
        return None
    return match[1].strip(), text.strip()[match.end() :].strip()
