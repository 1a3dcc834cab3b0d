"""TYPO: a word that is right elsewhere (在公开栏公式, 上门和实), told by what stands beside it, and terms cut short (保密审).

The words with their neighbours are data: ``confusables.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final

from assistant.checking.case import Case
from assistant.checking.rulebook import table
from assistant.core.findings import Finding, Status
from assistant.core.report import Severity
from assistant.core.template import quoted

CODE: Final = "TYPO"
_HAN: Final = "一-龥"
_EDGE: Final = "."
_DIGIT: Final = "#"


@dataclass(frozen=True)
class _Pair:
    """A wrong word as it has to stand, and the right one."""

    wrong: str
    right: str
    source: str
    severity: Severity

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Compiled when the wrong word stands in a text: of some seven hundred few do."""
        return re.compile(self.source)


def check(case: Case) -> Iterator[Finding]:
    """Each such word; what stands inside 《…》 is quoted as it is. Findings may overlap."""
    prose = case.prose
    for pair in _pairs():
        if not prose.has(pair.wrong):
            continue
        sure = pair.severity == "error"
        status: Status = "fail" if sure else "uncertain"
        for passage, _ in prose.matches(pair.pattern):
            if prose.in_title(passage):
                continue
            says = f"{quoted(pair.wrong)}放在这里不通，{'应为' if sure else '像是'}{quoted(pair.right)}"
            says += "。" if sure else "之误，请核对；本来就是这个意思的，不用改。"
            yield prose.finding(
                CODE, pair.severity, passage, says, correction=pair.right, expected=pair.right, status=status
            )


@cache
def _pairs() -> tuple[_Pair, ...]:
    data = table("spelling/confusables")
    return (
        *(_confused(line, "error") for line in data["errors"]),
        *(_confused(line, "warning") for line in data["warnings"]),
        *(_cut_short(line) for line in data["cut_short"]),
    )


def _confused(line: str, severity: Severity) -> _Pair:
    words, before, behind = (part.split() for part in line.split("|"))
    wrong, right = words
    return _Pair(wrong, right, wrong + _ahead(before, wrong) + _behind(behind), severity)


def _cut_short(line: str) -> _Pair:
    left, missing, may_follow = line.split("/")
    # A blank before the missing character is another slip: 政府信 息.
    return _Pair(left, left + missing, rf"{left}(?!\s?{missing}|[{missing}{may_follow}])", "error")


def _ahead(words: list[str], wrong: str) -> str:
    """That one of the words stands before the wrong one, or none where the first has a `!`: one look back for each, of one width.

    They look back over the wrong word: a pattern that begins with plain characters is found much faster.
    """
    if words and words[0].startswith("!"):
        return "".join(rf"(?<!{_literal(w.removeprefix('!'))}{wrong})" for w in words)
    looks = [rf"(?<![{_HAN}\d]{wrong})" if w == _EDGE else rf"(?<={_literal(w)}{wrong})" for w in words]
    return f"(?:{'|'.join(looks)})" if looks else ""


def _behind(words: list[str]) -> str:
    """That one of the words stands behind, or none of them where the first has a `!`."""
    if not words:
        return ""
    if words[0].startswith("!"):
        return f"(?!{'|'.join(_literal(w.removeprefix('!')) for w in words)})"
    looks = [rf"(?![{_HAN}\d])" if w == _EDGE else rf"(?=\s?{_literal(w)})" for w in words]
    return f"(?:{'|'.join(looks)})"


def _literal(word: str) -> str:
    return re.escape(word).replace(re.escape(_DIGIT), r"\d")
