"""TYPO: a term with one character that sounds or looks like the right one (监侧数据, 卫生建康局, 行政处法).

The terms (``terms.toml``), sayings (``confusables.toml``) and what must not be called wrong are data, so are the characters that pass for each other
(``characters.toml``). A slip is only told in a term of three characters or more, and never where the wrong characters
make other words (`allowed`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from assistant.checking.case import Case
from assistant.checking.prose import MOST_MATCHES, Passage
from assistant.checking.rulebook import table
from assistant.core.findings import Finding
from assistant.core.template import quoted

CODE: Final = "TYPO"
_LOOKS: Final = Path(__file__).with_name("looks.txt")
_AHEAD: Final = re.compile(
    r"(?:[^一-龥]|[的了和及与在对把将被由已为等]|我[局市县区镇乡]|[本该全][局市县区镇乡]|作出|制发|收到|新收|办理)$"
)
_BEHIND: Final = re.compile(
    r"[^一-龥]|[的了和及与在已均为等由]|处理|决定|案件|信息|工作|情况|制度|机关|部门|条例|标准|收费|数量|事项|申请|答复"
)
"""What may stand beside a term; another neighbour may make a word with a wrong character."""
HEAD: Final = 3
"""So many characters are looked at before any word is."""
_SHORTEST_WITH_EDGES: Final = 4
"""In shorter terms only the characters inside are looked at."""


def check(case: Case) -> Iterator[Finding]:
    """Each mistyped term with the right one; what stands inside 《…》 is quoted as it is."""
    wrong, lengths = _wrong(), _lengths()
    for section, text in case.prose.plain.items():
        found = 0
        taken = 0
        for start in range(len(text)):
            if start < taken or found >= MOST_MATCHES:
                continue
            after = lengths.get(text[start : start + HEAD])
            if after is None:
                continue
            word = next((w for n in after if (w := text[start : start + n]) in wrong), None)
            if word is None:
                continue
            passage = Passage(
                section, start, start + len(word), case.prose.sections[section][start : start + len(word)]
            )
            if case.prose.in_title(passage) or not _whole(text, start, word, wrong[word]):
                continue
            found, taken = found + 1, passage.end
            right = wrong[word]
            says = f"{quoted(passage.text)}像是写错了，应为{quoted(right)}。"
            yield case.prose.finding(CODE, "error", passage, says, correction=right, expected=right)


def _whole(text: str, start: int, word: str, right: str) -> bool:
    """Whether a wrong first or last character belongs to the term: beside it stands no other word it may be part of."""
    end = start + len(word)
    before, behind = text[max(0, start - 2) : start], text[end : end + 2]
    return (word[0] == right[0] or not before or _AHEAD.search(before) is not None) and (
        word[-1] == right[-1] or not behind or _BEHIND.match(behind) is not None
    )


@cache
def _wrong() -> Mapping[str, str]:
    """Every way to mistype a term by one character, with the term."""
    lines = (*table("spelling/terms")["terms"], *table("spelling/confusables")["phrases"])
    terms = [term for line in lines for term in line.split()]
    allowed: dict[str, list[str]] = {}
    for word in (word for line in table("spelling/terms")["allowed"] for word in line.split()):
        for character in set(word):
            allowed.setdefault(character, []).append(word)
    near = alike()
    right = frozenset(terms)
    found: dict[str, str] = {}
    for term in terms:
        edge = 0 if len(term) >= _SHORTEST_WITH_EDGES else 1
        for place in range(edge, len(term) - edge):
            for other in near.get(term[place], ""):
                wrong = term[:place] + other + term[place + 1 :]
                if wrong not in right and not any(
                    w in wrong and w not in term for w in allowed.get(other, ())
                ):
                    found.setdefault(wrong, term)
    return found


@cache
def _lengths() -> Mapping[str, tuple[int, ...]]:
    """How long the wrong words are that begin like this, the longest first; there are seventy thousand of them."""
    return lengths_by_head(_wrong())


def lengths_by_head(found: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """For the first characters of words how long those are that begin with them, the longest first."""
    lengths: dict[str, set[int]] = {}
    for word in found:
        lengths.setdefault(word[:HEAD], set()).add(len(word))
    return {head: tuple(sorted(sizes, reverse=True)) for head, sizes in lengths.items()}


@cache
def alike() -> Mapping[str, str]:
    """For each character those that sound or look like it."""
    data = table("spelling/characters")
    found: dict[str, set[str]] = {}
    for group in (*data["sounds"].values(), *data["twice"], *data["looks"]):
        for character in group:
            found.setdefault(character, set()).update(group)
    return {character: "".join(sorted(others - {character})) for character, others in found.items()}


@cache
def looking() -> Mapping[str, str]:
    """For each character further ones that look like it (``looks.txt``); those of `alike` are taken for it even in sure findings.

    Made by `tools/learn_looks.py`: characters whose shapes, or whose larger halves, nearly cover each other in print, and
    those that share the part without the radical.
    """
    return {line[0]: line[1:] for line in _LOOKS.read_text(encoding="utf-8").split()}


@cache
def related() -> Mapping[str, str]:
    """For each character those whose sound begins with letters that are taken for its own (b for p, n for l)."""
    data = table("spelling/characters")
    sounds: Mapping[str, str] = data["sounds"]
    found: dict[str, str] = {}
    for one, other in (*data["initials"], *(pair[::-1] for pair in data["initials"])):
        for sound, group in sounds.items():
            if sound.startswith(one) and (others := sounds.get(other + sound.removeprefix(one))):
                for character in group:
                    found[character] = found.get(character, "") + others
    return found
