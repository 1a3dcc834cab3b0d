"""Learns what words of the field stand beside, for `assistant/checking/spelling/homophones.py`.

    python tools/learn_company.py

Writes ``company.txt``. Its first part is one line for each word of the field that has others sounding or looking like it:
the word, then those others, as the dictionary of jieba (MIT licence) has them. After an empty line follows one line for
each of all these words that the field uses: the word, how often, the two characters before and the two behind it that were met, run
together, and the single ones that stand there more often than they do elsewhere, parted by bars. The field is the corpus that comes with
the sources and the passages of the tuning sets in which nothing is wrong.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any, Final

import jieba

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from learn_words import lexicon, texts  # noqa: E402

from assistant.checking.rulebook import table  # noqa: E402
from assistant.checking.spelling.homophones import FILE, company  # noqa: E402
from assistant.checking.spelling.mistyped import alike  # noqa: E402

_CASES: Final = ROOT / "tests" / "data" / "review"
_WORD: Final = re.compile(r"[一-龥]{2,3}")
_TITLE: Final = re.compile(r"《[^》\n]{0,80}》")
_LEAST_RIGHT: Final = 4
_LEAST_WRONG: Final = 40
_NAMES: Final = ("nr", "ns", "nt", "nz")
_MORE_THAN_ELSEWHERE: Final = 1.5
_SHORTEST: Final = 2


def main() -> int:
    """Count, pair, write."""
    jieba.setLogLevel(logging.ERROR)
    jieba.initialize()
    own: Counter[str] = Counter()
    near: defaultdict[str, tuple[Counter[str], ...]] = defaultdict(lambda: tuple(Counter() for _ in range(4)))
    characters: Counter[str] = Counter()
    for text in _field():
        characters.update(company(c, 1, 1)[2] for c in text)
        start = 0
        for word in jieba.lcut(text, HMM=False):
            end = start + len(word)
            if _WORD.fullmatch(word):
                own[word] += 1
                for counter, beside in zip(near[word], company(text, start, end), strict=True):
                    counter[beside] += 1
            start = end
    rivals = dict(_rivals(own))
    known = sorted({*rivals, *(w for wrong in rivals.values() for w in wrong)} & own.keys())
    all_characters = characters.total()
    lines = [f"{right} {' '.join(wrong)}" for right, wrong in sorted(rivals.items())]
    lines.append("")
    for word in known:
        before, behind, ahead, after = near[word]
        singles = (
            "".join(
                sorted(
                    c
                    for c, n in met.items()
                    if n / own[word] > _MORE_THAN_ELSEWHERE * characters[c] / all_characters
                )
            )
            for met in (ahead, after)
        )
        doubles = ("".join(sorted(c for c in met if c)) for met in (before, behind))
        lines.append("|".join((word, str(own[word]), *doubles, *singles)))
    FILE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(rivals)} words with others like them, {len(known)} words with their company")
    return 0


def _field() -> Iterator[str]:
    yield from texts()
    yield from (said for entry in lexicon() for said in entry[:2])
    yield from ("，".join(line.split()) for line in _terms())
    for path in sorted(_CASES.glob("tuning-*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip() and not (case := json.loads(line)).get("expect"):
                yield from case["replace"].values()


def _terms() -> Iterator[str]:
    yield from (
        *table("spelling/terms")["terms"],
        *table("spelling/likely")["usual"],
        *table("spelling/typos")["whole"],
        *table("spelling/confusables")["phrases"],
    )


def _rivals(own: Counter[str]) -> Iterator[tuple[str, list[str]]]:
    """For each word of the field the words that sound or look like it; no names, no numbers."""
    general = _general()
    never = frozenset(pair for line in table("spelling/homophones")["never"] for pair in line.split())
    lines = (*table("spelling/homophones")["stay"], *table("spelling/likely")["known"])
    stay = frozenset(word for line in lines for word in line.split())
    near = alike()
    for right, count in own.items():
        if count < _LEAST_RIGHT:
            continue
        like = ("".join(those) for those in product(*(c + near.get(c, "") for c in right)))
        wrong = sorted(
            word
            for word in like
            if word not in stay and f"{word}>{right}" not in never and _is_word(word, right, general)
        )
        if wrong:
            yield right, wrong


def _is_word(wrong: str, right: str, general: frozenset[str]) -> bool:
    """Whether somebody may get it: as a word, or as a word and the rest of the right one (神情人 for 申请人)."""
    if wrong in general:
        return wrong != right
    return len(wrong) > _SHORTEST and (
        (wrong[:2] != right[:2] and wrong[2:] == right[2:] and wrong[:2] in general)
        or (wrong[:1] == right[:1] and wrong[1:] != right[1:] and wrong[1:] in general)
    )


def _general() -> frozenset[str]:
    """Words of the dictionary that somebody may get instead of another."""
    dictionary: Any = jieba.dt
    found: set[str] = set()
    for line in dictionary.get_dict_file().read().decode("utf-8").splitlines():
        word, count, kind = line.split(" ")
        if int(count) >= _LEAST_WRONG and _WORD.fullmatch(word) and kind not in _NAMES:
            found.add(word)
    return frozenset(word for word in found if word[0] not in _NUMERALS)


_NUMERALS: Final = frozenset("一二三四五六七八九十百千万亿两几各每某第")


if __name__ == "__main__":
    sys.exit(main())
