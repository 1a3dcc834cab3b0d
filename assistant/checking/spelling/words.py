"""How rare words are, as data: ``words.txt``, counted by `tools/learn_words.py`, and the phrases of ``likely.toml``.

Beside them ``pairs.txt``: which characters stand side by side in texts of the field, inside words and between them.

The general frequencies are those of jieba's dictionary (MIT licence), which comes with every installation anyway.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from assistant.checking.rulebook import table

_FILE: Final = Path(__file__).with_name("words.txt")
_PAIRS: Final = _FILE.with_name("pairs.txt")
HOLE: Final = "*"
LONGEST: Final = 6
"""Of no word more characters are known."""
_USUAL: Final = 11.0
_OFFICIAL: Final = 12.0
_KNOWN: Final = 13.0
_SHORTEST_WITH_GAP: Final = 5
_SELDOM: Final = 0.6


@dataclass(frozen=True)
class Words:
    """What is known of words.

    `cost`: the rarity of each (the negative logarithm of its frequency); `holes`: the words that somebody may have meant,
    by themselves with one character taken for `HOLE`; `heads`: how they begin; `gaps`: the longer ones by themselves with one character left out.
    """

    cost: Mapping[str, float]
    holes: Mapping[str, tuple[str, ...]]
    heads: frozenset[str]
    gaps: Mapping[str, str]


@cache
def words() -> Words:
    """Read once; some 150,000 words."""
    cost: dict[str, float] = {}
    meant: list[str] = []
    for rank, common, rare in _lines():
        cost.update(dict.fromkeys(common, rank))
        cost.update(dict.fromkeys(rare, rank))
        meant += common
    data = table("spelling/likely")
    usual = _listed(data["usual"])
    for word in _listed(data["known"]):
        cost[word] = min(cost.get(word, _KNOWN), _KNOWN)
    for word in usual:
        cost[word] = min(cost.get(word, _USUAL), _USUAL)
    official = _listed((*data["official"], *data["sayings"]))
    for word in official:
        cost[word] = min(cost.get(word, _OFFICIAL), _OFFICIAL)
    longer = [w for w in _listed(data["known"]) if len(w) > 2]
    meant = [w for w in dict.fromkeys([*meant, *usual, *official, *longer]) if len(w) > 1]
    heads = frozenset(word[:i] for word in meant for i in range(1, len(word)))
    return Words(cost, _holes(meant), heads, _gaps(meant, cost))


@cache
def pairs() -> Mapping[str, float]:
    """How well known two characters side by side are: 1 where the field has them time and again; unknown ones are missing."""
    known: dict[str, float] = {}
    for line in _PAIRS.read_text(encoding="utf-8").splitlines():
        often, _, seldom = line[2:].partition("|")
        known.update(dict.fromkeys((line[0] + c for c in seldom), _SELDOM))
        known.update(dict.fromkeys((line[0] + c for c in often), 1.0))
    return known


def _lines() -> Iterator[tuple[float, list[str], list[str]]]:
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        rank, _, both = line.partition(" ")
        common, _, rare = both.partition("|")
        yield int(rank) / 10, common.split(), rare.split()


def _listed(lines: Iterable[str]) -> list[str]:
    return [word for line in lines for word in line.split()]


def _holes(meant: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for word in meant:
        for i in range(len(word)):
            found[word[:i] + HOLE + word[i + 1 :]].append(word)
    return {key: tuple(listed) for key, listed in found.items()}


def _gaps(meant: Iterable[str], cost: Mapping[str, float]) -> dict[str, str]:
    """What is left of a word without one character, as far as that is no word itself; of two words the commoner."""
    found: dict[str, str] = {}
    for word in meant:
        if len(word) < _SHORTEST_WITH_GAP:
            continue
        for i in range(len(word)):
            left = word[:i] + word[i + 1 :]
            if left not in cost and (left not in found or cost[word] < cost[found[left]]):
                found[left] = word
    return found
