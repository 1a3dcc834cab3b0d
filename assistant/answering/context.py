"""A question that leans on the one before (“那延期呢？”): told by its form, and searched with it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from assistant.answering.trust import is_trusted, may_belong
from assistant.library.catalogue import Catalogue
from assistant.library.search import Ranked
from assistant.library.text import as_query

_LEAD: Final = re.compile(
    r"^(?:那|那么|要是|如果|假如|万一|还有|还|再|又|也|他|她|它|他们|这|这个|这种|这样|对方|人家|到期|超了|然后|不然|否则|反过来|换成|改成|同样"
    r"|照这么说)"
)
_TAIL: Final = re.compile(r"(?:呢|咧|哩|嘞|捏)[？?。！]*$")
_SHORT: Final = 7
_LONG: Final = 18
_ALONE: Final = 0.6
"""Weight of the question searched alone beside the two searched together. Learned on one half of the follow-ups."""


def leans(question: str) -> bool:
    """Whether a question (normalised) reads like one that goes on with what was asked before."""
    size = len(re.sub(r"\W", "", question))
    return size <= _SHORT or (size <= _LONG and bool(_LEAD.search(question) or _TAIL.search(question)))


def together(question: str, history: Sequence[str]) -> str:
    """The question with the one before it in front, and with those that one leaned on; itself where it leans on none."""
    said = [question]
    for earlier in reversed([as_query(h) for h in history]):
        if not leans(said[0]) or not earlier:
            break
        said.insert(0, earlier)
    return "，".join(said)


def ranked_in_context(question: str, whole: str, library: Catalogue) -> tuple[list[Ranked], bool]:
    """What both ways of searching find, best first, and whether it is to be trusted as the answer."""
    alone = library.ranked(question, "regulation")
    merged = library.ranked(whole, "regulation")
    trusted = is_trusted(alone, question, in_talk=True) or (
        may_belong(alone, question) and is_trusted(merged, whole, in_talk=True)
    )
    scores = {hit.fold: _ALONE * hit.score for hit in alone}
    found = {hit.fold: hit for hit in (*alone, *merged)}
    for hit in merged:
        scores[hit.fold] = scores.get(hit.fold, 0.0) + hit.score
    order = sorted(found, key=lambda fold: (-scores[fold], fold))
    for fold, hit in found.items():
        hit.score = round(scores[fold], 5)
    return [found[fold] for fold in order], trusted
