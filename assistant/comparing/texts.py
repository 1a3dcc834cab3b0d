"""The running text of two years, section by section, with the words marked that differ."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final

from assistant.comparing.sentences import Aligned, Sentence, align, sentences
from assistant.core.comparison import Kind, SectionPair, Segment, SentencePair
from assistant.core.likeness import likeness
from assistant.core.report import Report
from assistant.core.template import NARRATIVE

_TOKEN: Final = re.compile(r"\d+(?:[.,．，]\d+)*[%％‰]?|[A-Za-z]+|\s+|.", re.DOTALL)
"""A number is one word: 326 does not become 358 by two of its digits."""
_MOST: Final = 600
"""Tokens of both sentences together that are looked through one by one, common ends aside; a longer middle counts as
changed as a whole."""
_MEETINGS: Final = 6_000
"""So does one in which so many pairs of tokens are the same: nothing but the same few characters."""
_LEAST: Final = 2
"""So few characters that agree between two that differ are chance, and chop the text up."""
_KINDS: Final[dict[str, Kind]] = {
    "equal": "equal",
    "replace": "changed",
    "insert": "added",
    "delete": "removed",
}

_Cut = tuple[Kind, int, int, int, int]
"""Kind, then tokens of last year's from and to, of this year's from and to."""


def section_pairs(report: Report, previous: Report) -> tuple[SectionPair, ...]:
    """Every section of running text that either year has."""
    return tuple(
        _section(report, section, report.sections.get(section, ""), previous.sections.get(section, ""))
        for section in NARRATIVE
        if report.sections.get(section, "").strip() or previous.sections.get(section, "").strip()
    )


def _section(report: Report, section: str, text: str, last: str) -> SectionPair:
    form = report.form.section(section)
    alike = likeness(text, last)
    return SectionPair(
        section=section,
        title=f"{form.number}、{form.title}" if form.number else form.title,
        share=round(alike.share, 4),
        length=alike.length,
        copied=alike.passages,
        pairs=tuple(map(_pair, align(sentences(text), sentences(last)))),
    )


def _pair(aligned: Aligned) -> SentencePair:
    here, last = aligned
    kind: Kind = "added" if last is None else "removed"
    segments: tuple[Segment, ...] = ()
    if here is not None and last is not None:
        kind = "equal" if here.key == last.key else "changed"
        segments = tuple(_segments(here, last)) if kind == "changed" else ()
    return SentencePair(
        kind=kind,
        current=(here.start, here.end) if here else None,
        previous=(last.start, last.end) if last else None,
        text=here.text if here else "",
        previous_text=last.text if last else "",
        segments=segments,
    )


def _segments(here: Sentence, last: Sentence) -> Iterator[Segment]:
    new, old = _TOKEN.findall(here.text), _TOKEN.findall(last.text)
    to_new, to_old = _places(new), _places(old)
    for kind, old_start, old_end, new_start, new_end in _tidy(_cuts(new, old), new):
        a, b = to_new[new_start], to_new[new_end]
        c, d = to_old[old_start], to_old[old_end]
        yield Segment(
            kind=kind,
            current=(here.start + a, here.start + b),
            previous=(last.start + c, last.start + d),
            text=here.text[a:b],
            previous_text=last.text[c:d],
        )


def _places(tokens: list[str]) -> list[int]:
    """Where each token begins, and the end."""
    places = [0]
    for token in tokens:
        places.append(places[-1] + len(token))
    return places


def _cuts(new: list[str], old: list[str]) -> list[_Cut]:
    """The two token lists in stretches that agree or differ; common ends are taken off first."""
    most = min(len(new), len(old))
    head = next((n for n in range(most) if new[n] != old[n]), most)
    tail = next((n for n in range(most - head) if new[-1 - n] != old[-1 - n]), most - head)
    middle_new, middle_old = new[head : len(new) - tail], old[head : len(old) - tail]
    if not _is_quick(middle_new, middle_old):
        inner: Sequence[tuple[str, int, int, int, int]] = [
            ("replace", 0, len(middle_old), 0, len(middle_new))
        ]
    else:
        inner = SequenceMatcher(None, middle_old, middle_new, autojunk=False).get_opcodes()
    cuts: list[_Cut] = [("equal", 0, head, 0, head)] if head else []
    cuts += [(_KINDS[tag], head + a, head + b, head + c, head + d) for tag, a, b, c, d in inner]
    if tail:
        cuts.append(("equal", len(old) - tail, len(old), len(new) - tail, len(new)))
    return cuts


def _is_quick(new: list[str], old: list[str]) -> bool:
    """Whether the two can be looked through in milliseconds."""
    if len(new) + len(old) > _MOST:
        return False
    in_old = Counter(old)
    return sum(in_old[token] for token in new) <= _MEETINGS


def _tidy(cuts: list[_Cut], new: list[str]) -> list[_Cut]:
    """Stretches that differ with next to nothing between them become one; punctuation keeps them apart."""
    chance = {
        n
        for n, (kind, _, _, start, end) in enumerate(cuts)
        if kind == "equal" and 0 < n < len(cuts) - 1 and _is_little("".join(new[start:end]))
    }
    tidied: list[_Cut] = []
    for n, cut in enumerate(cuts):
        joins = tidied and (n in chance or n - 1 in chance)
        tidied[-1:] = [_joined(tidied[-1], cut)] if joins else [*tidied[-1:], cut]
    return tidied


def _is_little(text: str) -> bool:
    return len(text) < _LEAST and text.isalpha()


def _joined(one: _Cut, other: _Cut) -> _Cut:
    old_start, old_end, new_start, new_end = one[1], other[2], one[3], other[4]
    kind: Kind = "changed"
    if old_start == old_end:
        kind = "added"
    elif new_start == new_end:
        kind = "removed"
    return kind, old_start, old_end, new_start, new_end
