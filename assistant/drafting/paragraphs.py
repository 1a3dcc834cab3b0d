"""Puts sentences into paragraphs of at most two hundred characters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from typing import Final

from assistant.drafting.draft import Sentence

LONGEST: Final = 200
"""Characters a paragraph may have, marks for staff not counted. Only a sentence that is longer itself goes beyond."""

_MARK: Final = re.compile(r"【[^【】]*】")
_APART: Final = "【待归类"


def body_length(text: str) -> int:
    """Length of the prose alone: marks will be gone from the finished report."""
    return len(_MARK.sub("", text))


def in_paragraphs(sentences: Sequence[Sentence], fresh: Collection[int] = ()) -> list[Sentence]:
    """The sentences with their paragraph numbers, from 0 in each section.

    A heading opens a paragraph, and so does the first sentence that would make one too long; where an
    aspect is too long for one paragraph, it is broken at the sentences of `fresh` first. Marks stay with the
    sentence they follow, but for unsorted notes, which stand apart.
    """
    sizes = Counter[tuple[str, str]]()
    for sentence in sentences:
        sizes[sentence.section, sentence.aspect] += body_length(sentence.text)
    placed: list[Sentence] = []
    section, number, length = "", 0, 0
    for i, sentence in enumerate(sentences):
        size = body_length(sentence.text)
        too_long = sizes[sentence.section, sentence.aspect] > LONGEST
        opens = sentence.kind == "heading" or sentence.text.startswith(_APART) or (i in fresh and too_long)
        if sentence.section != section:
            section, number, length = sentence.section, 0, 0
        elif opens or (size and length + size > LONGEST):
            number, length = number + 1, 0
        length += size
        placed.append(sentence.model_copy(update={"paragraph": number}))
    return placed
