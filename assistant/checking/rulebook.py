r"""Rules about words that are data: a TOML file beside the checks of a family (``spelling/typos``), read and compiled once.

A file holds tables ``[[rule]]``. Each has `say` (why, in Chinese; what to do) and either `pattern` (a regular
expression) or `words` (a table of literal wrong words and the right ones). Further keys: `right` (what to put in the
place of a match, ``\1`` for its groups), `severity`, `status`, `basis`, `unless` (a pattern: where the sentence matches
it, the rule is silent), `ahead` (the same for what stands before the match in its sentence), `from` and `until` (years of the report, both included), `titles` (whether it looks inside 《…》
too), `sections` (where it looks, else everywhere), `needs` (words of which one must stand in the text: a quick look
before the pattern is tried).

What several patterns have in common stands once in the table ``[shared]``; ``{{name}}`` in a pattern or an `unless` is
its place.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final

from assistant.checking.case import Case
from assistant.checking.prose import Passage
from assistant.core.findings import Finding, Status
from assistant.core.patterns import AnyOf
from assistant.core.report import Severity
from assistant.core.template import NARRATIVE, quoted

_FOLDER: Final = Path(__file__).parent


@dataclass(frozen=True)
class Rule:
    """One rule: see the module for what its parts mean. Patterns are compiled when they are first looked at.

    Few of some two thousand rules have one of their `needs` in a report, and compiling all took longer than a check.
    """

    source: str
    say: str
    right: str | None
    severity: Severity
    status: Status
    basis: str
    unless_source: str
    ahead_source: str
    first_year: int
    last_year: int
    titles: bool
    needs: AnyOf
    sections: frozenset[str]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What it finds."""
        return re.compile(self.source)

    @cached_property
    def unless(self) -> re.Pattern[str] | None:
        """What in a sentence makes the words right."""
        return re.compile(self.unless_source) if self.unless_source else None

    @cached_property
    def ahead(self) -> re.Pattern[str] | None:
        """What makes them right where it stands before them."""
        return re.compile(self.ahead_source) if self.ahead_source else None

    def holds_in(self, year: int | None) -> bool:
        """Whether it holds for reports of a year; without a year only rules that always hold do."""
        if year is None:
            return self.first_year == _ALWAYS[0] and self.last_year == _ALWAYS[1]
        return self.first_year <= year <= self.last_year

    def is_excused(self, passage: Passage, sentence: Passage) -> bool:
        """Whether the sentence around a match says that the words are right there."""
        if self.unless and self.unless.search(sentence.text):
            return True
        return (
            self.ahead is not None
            and self.ahead.search(sentence.text[: passage.start - sentence.start]) is not None
        )

    def correction(self, match: re.Match[str]) -> str | None:
        """The words to put in the place of a match, where they are sure."""
        return None if self.right is None else match.expand(self.right)


_ALWAYS: Final = (0, 9999)


@cache
def table(name: str) -> dict[str, Any]:
    """The data of a family as it stands in its file, ``spelling/typos``."""
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def rules(name: str) -> tuple[Rule, ...]:
    """The rules of a family, in the order of its file."""
    data = table(name)
    parts: dict[str, str] = data.get("shared", {})
    return tuple(rule for entry in data["rule"] for rule in _read(entry, parts))


_PLACE: Final = re.compile(r"\{\{(\w+)\}\}")


def _whole(pattern: str, parts: dict[str, str]) -> str:
    return _PLACE.sub(lambda place: parts[place[1]], pattern)


def _read(entry: dict[str, Any], parts: dict[str, str]) -> Iterator[Rule]:
    shared = {
        "say": entry["say"],
        "severity": entry.get("severity", "warning"),
        "status": entry.get("status", "fail"),
        "basis": entry.get("basis", ""),
        "unless_source": _whole(entry.get("unless", ""), parts),
        "ahead_source": _whole(entry.get("ahead", ""), parts),
        "first_year": entry.get("from", _ALWAYS[0]),
        "last_year": entry.get("until", _ALWAYS[1]),
        "titles": entry.get("titles", False),
        "sections": frozenset(entry.get("sections", NARRATIVE)),
    }
    if "pattern" in entry:
        needs = AnyOf(entry.get("needs", ()))
        yield Rule(source=_whole(entry["pattern"], parts), right=entry.get("right"), needs=needs, **shared)
    for wrong, right in entry.get("words", {}).items():
        yield Rule(source=re.escape(wrong), right=right, needs=AnyOf((wrong,)), **shared)


_SPOKEN_OF: Final = re.compile(
    r"(?:已|均|都|全部|一律|统一|及时)(?:改为|改成|改写|修改为|更正|改正|纠正|删去|删除|换成)|仍[写用称]|误[写用作]|[印写错]成|收回|问是否|旧[称说提]"
)


def _is_spoken_of(passage: Passage, sentence: Passage) -> bool:
    """Whether the wrong words stand in quotation marks because the sentence is about them: 仍写“以公开为原则”的，已改为…."""
    ahead = sentence.text[: passage.start - sentence.start + 1]
    return ahead.count("“") > ahead.count("”") and _SPOKEN_OF.search(sentence.text) is not None


def apply(case: Case, name: str, code: str) -> Iterator[Finding]:
    """Findings of a family's rules, a place being reported by the first rule that knows it only."""
    prose = case.prose
    taken: list[Passage] = []
    for rule in rules(name):
        if not rule.holds_in(case.report.year) or (rule.needs and not prose.has_any(rule.needs)):
            continue
        for passage, match in prose.matches(rule.pattern):
            if passage.section not in rule.sections or (not rule.titles and prose.in_title(passage)):
                continue
            if any(_overlap(passage, other) for other in taken):
                continue
            around = prose.around(passage)
            if rule.is_excused(passage, around) or _is_spoken_of(passage, around):
                continue
            taken.append(passage)
            yield prose.finding(
                code,
                rule.severity,
                passage,
                _worded(rule, passage, match),
                correction=rule.correction(match),
                expected=rule.correction(match) or None,
                basis=rule.basis,
                status=rule.status,
            )


def _worded(rule: Rule, passage: Passage, match: re.Match[str]) -> str:
    right = rule.correction(match)
    change = f"，应为{quoted(right)}" if right else ""
    return f"{quoted(passage.text)}{change}：{rule.say}"


def _overlap(one: Passage, other: Passage) -> bool:
    return one.section == other.section and one.start < other.end and other.start < one.end
