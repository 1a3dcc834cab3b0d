"""Texts as the library keeps them: normalised, cut into pieces an embedding can take, named by their content."""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b
from typing import Final

LONGEST_QUERY: Final = 500
"""Characters of a question that are looked at; what staff type is far shorter, and embedding time grows with it."""

LONGEST_PIECE: Final = 400
"""Characters embedded at once: the model reads 512 tokens."""

_UNSEEN: Final = re.compile(
    r"[\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\u00ad\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]"
)
_BLANKS: Final = re.compile(r"[ \t\u3000\xa0]+")
_BREAKS: Final = re.compile(r"(?<=[。；！？;!?\n])")


def normalise(text: str) -> str:
    """NFKC without characters nobody sees; full-width digits and letters become plain, blanks single."""
    return _BLANKS.sub(" ", unicodedata.normalize("NFKC", _UNSEEN.sub("", text))).strip()


def as_query(text: str) -> str:
    """A question as it is searched for: normalised, lower case, at most `LONGEST_QUERY` characters."""
    return normalise(text[: 4 * LONGEST_QUERY]).lower()[:LONGEST_QUERY]


def digest(text: str) -> bytes:
    """16 bytes that name a text by its content."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def pieces(text: str, longest: int = LONGEST_PIECE) -> list[str]:
    """The text in pieces of at most `longest` characters, cut after sentences where there are any."""
    if len(text) <= longest:
        return [text] if text.strip() else []
    found: list[str] = []
    held = ""
    for sentence in _BREAKS.split(text):
        for start in range(0, len(sentence), longest):
            part = sentence[start : start + longest]
            if held and len(held) + len(part) > longest:
                found.append(held)
                held = ""
            held += part
    return [piece for piece in [*found, held] if piece.strip()]
