"""Counts the words that `assistant/checking/spelling/words.txt` holds, and the pairs of characters of ``pairs.txt``.

    python tools/learn_words.py

The words and their frequencies are those of jieba's dictionary (MIT licence), mixed with what the corpus that comes with
the sources says: its regulations, its sample reports, and the explanations and the proper terms of its lexicon. Each line is one
degree of rarity (ten times the negative natural logarithm of the frequency) and its words, those behind ``|`` being
too rare here to be what somebody meant to write. A line of the pairs is a character, those that the corpus has behind it
time and again, ``|``, and those that it has there once or twice.
"""

from __future__ import annotations

import logging
import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import jieba

ROOT: Final = Path(__file__).resolve().parents[1]
TARGET: Final = ROOT / "assistant" / "checking" / "spelling" / "words.txt"
PAIRS: Final = TARGET.with_name("pairs.txt")
_CORPUS: Final = ROOT / "corpus"

_HAN: Final = re.compile(r"[一-龥]+")
_LONGEST: Final = 6
_OWN_SHARE: Final = 0.3
_LEAST_COUNT: Final = 5
_OFTEN: Final = 3
_LEAST_PHRASE: Final = 5
_MEANT_COUNTS: Final = {2: 80, 3: 20, 4: 5}
_MEANT_OWN: Final = 2
_OF_TERM: Final = 2e-6
_LOOSE: Final = re.compile(r"[的了是在和与或比依按经因由从到被把将及并也都还只]|条$|[上本当]年")
"""Runs of words with these in them are no phrases."""


def main() -> int:
    """Count, mix, write."""
    jieba.setLogLevel(logging.ERROR)
    jieba.initialize()
    dictionary: Any = jieba.dt
    general = {w: c for w, c in dictionary.FREQ.items() if c and len(w) <= 4 and _HAN.fullmatch(w)}
    own, phrases = _counted()
    shares = _shares(general, own, phrases)
    lines: defaultdict[int, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for word, share in shares.items():
        meant = len(word) > 1 and (
            own[word] >= _MEANT_OWN
            or general.get(word, 0) >= _MEANT_COUNTS.get(len(word), 0)
            or word not in general
        )
        lines[round(-10 * math.log(share))][0 if meant else 1].append(word)
    text = "\n".join(
        f"{rank} {' '.join(sorted(a))} | {' '.join(sorted(b))}" for rank, (a, b) in sorted(lines.items())
    )
    TARGET.write_text(text + "\n", encoding="utf-8")
    PAIRS.write_text("\n".join(_pairs()) + "\n", encoding="utf-8")
    print(f"{len(shares)} words, {sum(len(a) for a, _ in lines.values())} of them common here")
    return 0


def texts() -> Iterator[str]:
    """The texts of the corpus."""
    for folder in ("regulations", "reports"):
        for path in sorted((_CORPUS / folder).rglob("*.md")):
            yield path.read_text(encoding="utf-8")
    yield from (entry[2] for entry in lexicon() if len(entry) > 2)


def lexicon() -> Iterator[list[str]]:
    """The entries of the corpus's lexicon, each cut into its fields."""
    for line in (_CORPUS / "lexicon.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.split("\t")


def _counted() -> tuple[Counter[str], Counter[str]]:
    """How often the corpus has every word, and every run of two or three of them."""
    own: Counter[str] = Counter()
    phrases: Counter[str] = Counter()
    for text in texts():
        for run in _HAN.findall(text):
            words = jieba.lcut(run, HMM=False)
            own.update(words)
            for many in (2, 3):
                runs = ("".join(words[i : i + many]) for i in range(len(words) - many + 1))
                phrases.update(r for r in runs if len(r) <= _LONGEST)
    return own, phrases


def _pairs() -> Iterator[str]:
    """The characters that the corpus, its questions as well, has side by side."""
    sources = (*texts(), *(said for entry in lexicon() for said in entry[:2]))
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for run in (run for text in sources for run in _HAN.findall(text)):
        for head, behind in pairwise(run):
            counts[head][behind] += 1
    for head, seen in sorted(counts.items()):
        often, seldom = (
            "".join(sorted(c for c, n in seen.items() if (n >= _OFTEN) is o)) for o in (True, False)
        )
        yield f"{head} {often}|{seldom}"


def _shares(general: dict[str, int], own: Counter[str], phrases: Counter[str]) -> dict[str, float]:
    all_general, all_own = sum(general.values()), own.total()
    shares = {
        w: (1 - _OWN_SHARE) * c / all_general + _OWN_SHARE * own[w] / all_own
        for w, c in general.items()
        if c >= _LEAST_COUNT or len(w) == 1 or own[w]
    }
    for word, count in own.items():
        if word not in shares and len(word) <= _LONGEST:
            shares[word] = _OWN_SHARE * count / all_own
    for phrase, count in phrases.items():
        if count >= _LEAST_PHRASE and not _LOOSE.search(phrase):
            shares[phrase] = max(shares.get(phrase, 0.0), _OWN_SHARE * count / all_own)
    for term in {term for entry in lexicon() for term in entry[1].split("、")}:
        if 2 <= len(term) <= _LONGEST and _HAN.fullmatch(term):
            shares[term] = max(shares.get(term, 0.0), _OF_TERM)
    return shares


if __name__ == "__main__":
    sys.exit(main())
