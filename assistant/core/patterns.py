"""What must stand in a text for a pattern to match it: a glance that spares running patterns whose words are not there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from typing import Any, Final, Self

_MOST: Final = 120
"""Of more words one is nearly always there."""
_FEW: Final = 12
"""Of single characters, which are common, even fewer."""

_MOST_GLANCES: Final = 8_000
_AGAIN: Final = 3
"""So often a pattern is run as it is."""

_parser: Any = import_module("re._parser")


@cache
def needed(pattern: re.Pattern[str]) -> tuple[str, ...]:
    """Words of which at least one stands in every text that the pattern matches; none where that cannot be told.

    Read from the pattern itself: of what follows one another the part that is rarest, of alternatives all.
    """
    if pattern.flags & re.IGNORECASE:
        return ()
    found = _of(_parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE))
    return tuple(sorted(found)) if found else ()


def _of(parsed: Any) -> frozenset[str]:
    """The best of the words that each part of a sequence needs; empty for none."""
    parts = list(_parts(parsed))
    return max(parts, key=_worth, default=frozenset())


def _worth(words: frozenset[str]) -> tuple[bool, int]:
    return min(map(len, words)) > 1, -len(words)


def _parts(parsed: Any) -> Iterator[frozenset[str]]:
    runs = [""]
    for kind, value in parsed:
        name = str(kind)
        found = frozenset((chr(value),)) if name == "LITERAL" else _of_one(name, value)
        if name in {"LITERAL", "IN"} and 0 < len(found) * len(runs) <= _FEW:
            runs = [run + character for run in runs for character in found]
            continue
        if runs[0]:
            yield frozenset(runs)
            runs = [""]
        for words in _inside(name, value) or ((found,) if found else ()):
            if len(words) <= (_MOST if min(map(len, words)) > 1 else _FEW):
                yield words
    if runs[0]:
        yield frozenset(runs)


def _inside(name: str, value: Any) -> tuple[frozenset[str], ...]:
    """What each part of a group, of what is repeated or of what is looked at needs: all of them are needed outside as well."""
    if name == "SUBPATTERN":
        return () if value[1] & re.IGNORECASE else tuple(_parts(value[-1]))
    if name in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
        return tuple(_parts(value[2])) if value[0] else ()
    if name == "ASSERT":
        return tuple(_parts(value[1]))
    return tuple(_parts(value)) if name == "ATOMIC_GROUP" else ()


def _of_one(name: str, value: Any) -> frozenset[str]:
    """What one part needs: a character of a small class, all that alternatives need, what is repeated or looked at."""
    if name == "IN":
        characters = [chr(v) for kind, v in value if str(kind) == "LITERAL"]
        return frozenset(characters) if len(characters) == len(value) else frozenset()
    if name == "BRANCH":
        each = [_of(branch) for branch in value[1]]
        return frozenset().union(*each) if all(each) else frozenset()
    if name == "SUBPATTERN":
        return frozenset() if value[1] & re.IGNORECASE else _of(value[-1])
    if name in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
        return _of(value[2]) if value[0] else frozenset()
    if name == "ASSERT":
        return _of(value[1])
    return _of(value) if name == "ATOMIC_GROUP" else frozenset()


class AnyOf(tuple[str, ...]):
    """Words of which one has to stand in a text, with how they begin."""

    beginnings: frozenset[str]

    def __new__(cls, words: Iterable[str]) -> Self:
        """Each word begins with its first two characters, or is one itself."""
        made = super().__new__(cls, words)
        made.beginnings = frozenset(word[:2] for word in made)
        return made


class Glance:
    """What is known of a pattern before it is run.

    `needs`: words, of each of which at least one stands in every text that the pattern matches, the fewest first. Nothing
    is known of a pattern that ignores case.
    """

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.pattern = pattern
        parsed = _parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE)
        found = () if pattern.flags & re.IGNORECASE else dict.fromkeys(_parts(parsed))
        self.needs = tuple(map(AnyOf, sorted(map(sorted, found), key=lambda words: (len(words), words))))
        self._swift = None if _begins_anyhow(parsed) and not pattern.flags & ~re.UNICODE else pattern
        self._asked = 0

    def to_run(self) -> re.Pattern[str]:
        """The pattern, or the same guarded by its first character, where `re` looks for none itself.

        To compile it once more takes as long as some fifty reports gain by it, so it waits until it is asked for again.
        """
        self._asked += 1
        if self._swift is not None or self._asked < _AGAIN:
            return self._swift or self.pattern
        try:
            self._swift = re.compile(guarded(self.pattern.pattern))
        except ValueError:
            self._swift = self.pattern
        return self._swift


_GLANCES: Final[dict[int, Glance]] = {}


def glance(pattern: re.Pattern[str]) -> Glance:
    """What is known of a pattern, by the object itself: a pattern's own hash goes over all of its code."""
    known = _GLANCES.get(id(pattern))
    if known is None:
        if len(_GLANCES) >= _MOST_GLANCES:  # somebody makes patterns as texts come
            _GLANCES.clear()
        # A glance keeps its pattern, so that no other comes to have its place.
        known = _GLANCES[id(pattern)] = Glance(pattern)
    return known


def guarded(source: str) -> str:
    """The same pattern, asking for its first character first: many alternatives at every place of a text take their time."""
    return f"(?=[{re.escape(''.join(sorted(beginnings(source))))}])(?:{source})"


def _begins_anyhow(parsed: Any) -> bool:
    kind, value = parsed[0]
    if str(kind) == "SUBPATTERN":
        return _begins_anyhow(value[-1])
    return str(kind) in {"BRANCH", "ASSERT", "ASSERT_NOT"}


def beginnings(source: str) -> frozenset[str]:
    """The characters with which a match of a pattern can begin; `ValueError` where any may."""
    found, empty = _first(_parser.parse(source))
    if empty:
        raise ValueError(source)
    return found


def _first(parsed: Any) -> tuple[frozenset[str], bool]:
    """The characters that a sequence can begin with, and whether it can be empty."""
    found: frozenset[str] = frozenset()
    for kind, value in parsed:
        name = str(kind)
        if name in {"AT", "ASSERT", "ASSERT_NOT"}:
            continue
        more, empty = _first_of(name, value)
        found |= more
        if not empty:
            return found, False
    return found, True


def _first_of(name: str, value: Any) -> tuple[frozenset[str], bool]:
    if name == "LITERAL":
        return frozenset(chr(value)), False
    if name == "BRANCH":
        each = [_first(branch) for branch in value[1]]
        return frozenset().union(*(found for found, _ in each)), any(empty for _, empty in each)
    if name == "SUBPATTERN":
        return _first(value[-1])
    if name in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
        found, empty = _first(value[2])
        return found, empty or not value[0]
    characters = _of_one(name, value)
    if name != "IN" or not characters:
        raise ValueError(name)
    return characters, False
