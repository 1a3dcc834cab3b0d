"""What must stand in a text for a pattern to match it: a glance that spares running patterns whose words are not there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from typing import Any, Final

_MOST: Final = 120
"""Of more words one is nearly always there."""
_FEW: Final = 12
"""Of single characters, which are common, even fewer."""

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
        if found and len(found) <= (_MOST if min(map(len, found)) > 1 else _FEW):
            yield found
    if runs[0]:
        yield frozenset(runs)


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


def guarded(source: str) -> str:
    """The same pattern, asking for its first character first: many alternatives at every place of a text take their time."""
    return f"(?=[{re.escape(''.join(sorted(beginnings(source))))}])(?:{source})"


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
