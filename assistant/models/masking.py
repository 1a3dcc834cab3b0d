"""What leaves this machine is masked: people's numbers and addresses become tokens, and come back in the reply.

What is masked (identity cards, mobiles, bank cards, e-mail addresses) is found by `assistant.core.personal`, which
leaves the figures of a report alone. Everything is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from assistant.core.personal import CARD, IDENTITY, MAIL, PHONE, Span, find

_LITERAL: Final = "记号"
"""Stands for a piece of text that looks like a token we have given out, but was there before."""

_TOKEN: Final = re.compile(f"〔(?:{'|'.join((PHONE, IDENTITY, CARD, MAIL, _LITERAL))})[1-9][0-9]{{0,8}}〕")
"""At most nine digits: no telephone number passes for the number of a token."""


class Masker:
    """The tokens of one conversation.

    Mask what people wrote, never a text that is masked already: a token in it is taken for their own words.
    """

    def __init__(self) -> None:
        self._written: dict[str, str] = {}
        self._tokens: dict[tuple[str, str], str] = {}
        self._beginnings: set[str] = set()
        self._reserved: set[str] = set()
        self._last: dict[str, int] = {}
        self._distinct: dict[str, set[str]] = {}

    def mask(self, text: str) -> str:
        """The text with tokens such as 〔手机号1〕; the same writing of the same value gets the same token."""
        spans = find(text)
        for literal in _TOKEN.finditer(text):
            if literal[0] in self._written:
                spans.append(Span(literal.start(), literal.end(), _LITERAL, literal[0]))
            else:
                self._reserved.add(literal[0])
        pieces: list[str] = []
        done = 0
        for span in sorted(spans, key=lambda s: s.start):
            pieces += [text[done : span.start], self._token(span, text[span.start : span.end])]
            done = span.end
        return "".join([*pieces, text[done:]])

    def restore(self, text: str) -> str:
        """The text with every token that was given out replaced by what it stands for."""
        return _TOKEN.sub(lambda token: self._written.get(token[0], token[0]), text)

    def restore_stream(self, chunks: Iterable[str]) -> Iterator[str]:
        """`restore` for a text that comes in pieces, cut anywhere. What a failing stream had said is not lost."""
        restorer = Restorer(self)
        try:
            for chunk in chunks:
                if ready := restorer.feed(chunk):
                    yield ready
        except Exception:
            if rest := restorer.finish():
                yield rest
            raise
        if rest := restorer.finish():
            yield rest

    def counts(self) -> dict[str, int]:
        """How many different values of each kind were masked; kinds without any are left out."""
        return {kind: len(values) for kind, values in self._distinct.items()}

    def begins_token(self, text: str) -> bool:
        """Whether a token that was given out may begin so."""
        return text in self._beginnings

    def _token(self, span: Span, written: str) -> str:
        known = self._tokens.get((span.kind, written))
        if known is None:
            known = self._tokens[span.kind, written] = self._new(span.kind)
            self._written[known] = written
            self._beginnings.update(known[:n] for n in range(1, len(known)))
        if span.kind != _LITERAL:
            self._distinct.setdefault(span.kind, set()).add(span.plain)
        return known

    def _new(self, kind: str) -> str:
        """The next token whose like stands in no text seen so far."""
        while True:
            self._last[kind] = self._last.get(kind, 0) + 1
            token = f"〔{kind}{self._last[kind]}〕"
            if token not in self._reserved:
                return token


class Restorer:
    """Restores a text that comes in pieces; holds back only what may be the beginning of a token."""

    def __init__(self, masker: Masker) -> None:
        self._masker = masker
        self._held = ""

    def feed(self, chunk: str) -> str:
        """What can be said so far, now that `chunk` has come."""
        text = self._held + chunk
        cut = text.rfind("〔")  # a token has no second bracket, so only the last one can still be open
        if cut < 0 or not self._masker.begins_token(text[cut:]):
            cut = len(text)
        self._held = text[cut:]
        return self._masker.restore(text[:cut])

    def finish(self) -> str:
        """What was held back, when nothing more comes."""
        rest, self._held = self._held, ""
        return rest
