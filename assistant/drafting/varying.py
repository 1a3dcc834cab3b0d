"""Other wordings: of a sentence with the same cells, and of one section or aspect alone.

Among its equally right wordings the grounded writer takes the ones of the unit; under another variant of the outline
it takes others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from assistant.drafting.coverage import demands
from assistant.drafting.draft import Sentence
from assistant.drafting.grounded import Block, grounded_blocks, laid_out
from assistant.drafting.outline import Outline
from assistant.drafting.verify import is_cell

VARIANTS: Final = 24
"""Variants looked through for other wordings; each takes some three milliseconds."""

_FIGURES: Final = re.compile(r"\d+(?:\.\d+)?")

Place = tuple[str, str]
"""A section, and an aspect of the overview (empty elsewhere)."""


def block_of(outline: Outline, place: Place) -> Block:
    """What the grounded writer says at a place; `KeyError` when there is no such place."""
    for block in grounded_blocks(outline):
        if (block.section, block.aspect) == place:
            return block
    raise KeyError(place)


def wordings(outline: Outline, sentence: Sentence) -> list[Sentence]:
    """The distinct wordings of what a sentence says, the unit's own first; empty when it is not the writer's to say."""
    wanted = _content(sentence)
    if not wanted:
        return []
    found: dict[str, Sentence] = {}
    for variant in range(VARIANTS):
        block = block_of(replace(outline, variant=variant), (sentence.section, sentence.aspect))
        for other in block.sentences:
            if other.kind == sentence.kind and _content(other) == wanted:
                found.setdefault(other.text, other)
    return list(found.values())


def blocks_at(outline: Outline, place: Place) -> Iterator[Block]:
    """What the writer says at a place under every variant, each wording once."""
    seen: set[tuple[str, ...]] = set()
    for variant in range(VARIANTS):
        block = block_of(replace(outline, variant=variant), place)
        texts = tuple(s.text for s in block.sentences)
        if texts not in seen:
            seen.add(texts)
            yield block


def _content(sentence: Sentence) -> frozenset[tuple[str, ...]]:
    rules = {("rule", *c.cells) for c in sentence.claims if c.says in {"rule", "label"}}
    return frozenset(demands(sentence) | rules)


def pattern(text: str) -> str:
    """A sentence without its figures: the same one over other numbers."""
    return _FIGURES.sub("", text)


def matter(sentence: Sentence) -> frozenset[tuple[str, ...]]:
    """The cells a sentence speaks of, however it is worded and whatever they hold; empty for the user's own words."""
    numbers = (
        {("number", *n.cells) for n in sentence.numbers if is_cell(n.cells[0])} if sentence.numbers else set()
    )
    return frozenset(numbers | {(c.says, *c.cells) for c in sentence.claims if c.says in {"zero", "equal"}})


def replaced(sentences: Sequence[Sentence], block: Block) -> list[Sentence]:
    """All sentences, those at the block's place put in anew, every section's paragraphs counted through again."""
    place = (block.section, block.aspect)
    new = laid_out([block])
    out: list[tuple[Sentence, bool]] = []
    put = False
    last: Sentence | None = None
    for sentence in sentences:
        opens = last is None or (last.section, last.paragraph) != (sentence.section, sentence.paragraph)
        last = sentence
        if (sentence.section, sentence.aspect) != place:
            out.append((sentence, opens))
        elif not put:
            put = True
            out += [(s, n == 0 or s.paragraph != new[n - 1].paragraph) for n, s in enumerate(new)]
    if not put:
        raise KeyError(place)
    return _numbered(out)


def _numbered(sentences: Sequence[tuple[Sentence, bool]]) -> list[Sentence]:
    section, number = "", 0
    out = []
    for sentence, opens in sentences:
        if sentence.section != section:
            section, number = sentence.section, 0
        elif opens:
            number += 1
        out.append(sentence.model_copy(update={"paragraph": number}))
    return out
