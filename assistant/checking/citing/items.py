"""CITATION: a paragraph or an item of an article beside what another of them says: 行政执法案卷 under 第十六条第一款.

What the paragraphs and items are about is data (``parts.toml``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from assistant.checking.case import Case
from assistant.checking.citing.articles import ahead, behind, chinese, off_topic
from assistant.checking.citing.cited import Article, Citation, citations
from assistant.checking.citing.documents import regulation
from assistant.checking.rulebook import table
from assistant.core.findings import Finding
from assistant.core.template import quoted

CODE: Final = "CITATION"
_MORE: Final = re.compile(
    r"\s*(?:和|、|及|或者?|至|与|以及|，)\s*第?[（(]?[一二三四五六七八九十\d]{1,3}[）)]?[款项]?"
)
Kind = Literal["款", "项"]


@dataclass(frozen=True)
class Part:
    """A paragraph or an item of an article, and words that are said beside it alone."""

    kind: Kind
    number: int
    pattern: re.Pattern[str]
    about: str


@cache
def parts() -> dict[tuple[str, int], tuple[Part, ...]]:
    """What is known of the parts of each article, by title and number."""
    found: dict[tuple[str, int], list[Part]] = {}
    for entry in table("citing/parts")["part"]:
        kind: Kind = "项" if "item" in entry else "款"
        number = entry.get("item") or entry["paragraph"]
        part = Part(kind, number, re.compile(entry["pattern"]), entry["about"])
        found.setdefault((entry.get("title", regulation().title), entry["article"]), []).append(part)
    return {key: tuple(several) for key, several in found.items()}


def check(case: Case) -> Iterator[Finding]:
    """Paragraphs and items beside words that are another's; where the words fit several, nothing is said."""
    for cited in citations(case):
        if len(cited.articles) != 1 or not cited.current or _MORE.match(cited.text, cited.end):
            continue
        one = cited.articles[0]
        kind: Kind = "项" if one.item is not None else "款"
        number = one.item if one.item is not None else one.paragraph
        if number is None:
            continue
        known = [p for p in parts().get((cited.document.title, one.article), ()) if p.kind == kind]
        meant = _meant(known, cited)
        if len(meant) == 1 and meant[0].number != number and not off_topic(cited):
            yield _finding(case, cited, one, meant[0])


def _meant(known: list[Part], cited: Citation) -> list[Part]:
    """The parts whose words stand behind the citation, or else before it."""
    for said in (behind(cited), *ahead(cited)):
        found = {part.number: part for part in known if part.pattern.search(said)}
        if found:
            return list(found.values())
    return []


def _finding(case: Case, cited: Citation, one: Article, part: Part) -> Finding:
    group = 3 if part.kind == "项" else 2
    written = re.compile(rf"第?\s*[（(]?\s*{re.escape(one.match[group])}\s*[）)]?\s*{part.kind}$")
    at = written.search(one.passage.text)
    place = one.passage.of(at) if at else one.passage
    right = f"第（{chinese(part.number)}）项" if part.kind == "项" else f"第{chinese(part.number)}款"
    document = cited.document
    name = "《条例》" if document is regulation() else f"《{document.title}》"
    article = f"第{chinese(one.article)}条"
    says = f"这里说的是{part.about}，{name}{article}里是{right}，写的是{quoted(place.text)}，请核对。"
    return case.prose.finding(
        CODE,
        "warning",
        place,
        says,
        correction=right,
        expected=right,
        basis=f"《{document.title}》{article}{right}",
        status="uncertain",
    )
