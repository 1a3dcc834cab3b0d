"""The staff's own words: terms, abbreviations and slang, each with what it properly stands for.

A line of corpus/lexicon.txt: the word, a tab, its proper terms joined by “、”, a tab, what it means.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from assistant.errors import InputError
from assistant.library.text import digest, normalise

FILE: Final = "lexicon.txt"
_COLUMNS: Final = 3


@dataclass(frozen=True)
class Lexicon:
    """Words → their proper terms, all normalised and in lower case."""

    terms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def words(self) -> frozenset[str]:
        """Every proper term: what must not be split."""
        return frozenset(term for terms in self.terms.values() for term in terms)

    @property
    def mark(self) -> str:
        """Names what splitting depends on: an index made with another lexicon has to be made anew."""
        return digest("\n".join(sorted(self.words))).hex()

    def proper(self, text: str) -> list[str]:
        """The proper terms of all words that occur in a text, in the order of the lexicon, none twice."""
        found = [t for word, terms in self.terms.items() if word in text for t in terms if t != word]
        return list(dict.fromkeys(found))


def read_lexicon(path: Path) -> Lexicon:
    """The lexicon of a file; `InputError` names the line that cannot be read."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"词表“{path.name}”读不出来。", "请检查文件还在不在、是否为 UTF-8 编码。") from error
    terms: dict[str, tuple[str, ...]] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        columns = line.split("\t")
        if len(columns) != _COLUMNS or not columns[0].strip():
            raise InputError(
                f"词表“{path.name}”第 {number} 行写得不对。", "每行三栏，用制表符隔开：词、规范说法、说明。"
            )
        proper = [normalise(term).lower() for term in columns[1].split("、")]
        terms[normalise(columns[0]).lower()] = tuple(term for term in proper if term)
    return Lexicon(terms)
