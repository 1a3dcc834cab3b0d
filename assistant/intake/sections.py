"""Sections of a document without articles: 一、二、三、 and, inside them, （一）（二）（三）."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from assistant.intake.chain import LIKELY, SURE, Candidate, best_chain, starts_again
from assistant.intake.lines import REFERENCE, Line, paragraphs, tight
from assistant.library.imported import Article, count_of

_TOP: Final = re.compile(r"([一二三四五六七八九十]{1,3})、\s?(?=\S)")
_SUB: Final = re.compile(rf"[（(]([一二三四五六七八九十]{{1,3}})[）)]\s?(?=\S)(?!{REFERENCE})")
_LONGEST: Final = 40
_MARKS: Final = re.compile(r"[。：:；;]")
_FEWEST: Final = 2


@dataclass(frozen=True)
class Sections:
    """The headings of one level in order, and the line at which another run of the same level begins."""

    headings: tuple[Candidate, ...]
    stop: int


def find_sections(lines: Sequence[Line], page: Collection[int]) -> Sections:
    """The top level of a document: 一、二、, or （一）（二） where there is no 一、."""
    for mark in (_TOP, _SUB):
        candidates = list(_candidates(lines, page, mark))
        starts = [0, *starts_again(candidates), len(candidates)]
        chain = best_chain(candidates[: starts[1]])
        if len(chain) >= _FEWEST and chain[0].key == (1, 0):
            return Sections(
                tuple(chain), candidates[starts[1]].line if starts[1] < len(candidates) else len(lines)
            )
    return Sections((), len(lines))


def section_articles(
    lines: Sequence[Line], page: Collection[int], found: Sections, end: int
) -> list[Article]:
    """Every section as an article, its parts （一） as articles of their own where they are no mere list.

    Parts are counted within their section, or on and on through the document.
    """
    ends = [*(h.line for h in found.headings[1:]), end]
    articles: list[Article] = []
    counted = 0
    for heading, stop in zip(found.headings, ends, strict=True):
        body = [lines[i] for i in range(heading.line, stop) if i not in page]
        parts = _parts(body, counted)
        counted = parts[-1].key[0] if parts else counted
        articles.extend(_section(body, parts))
    return _with_own_labels(articles)


def _candidates(lines: Sequence[Line], page: Collection[int], mark: re.Pattern[str]) -> Iterator[Candidate]:
    opens = True
    for number, line in enumerate(lines):
        if number in page:
            continue
        match = None if line.table else mark.match(line.text)
        count = count_of(match[1]) if match else None
        if match and count:
            yield Candidate(number, (count, 0), SURE if opens else LIKELY, line.text[match.end() :])
        opens = line.ends or line.table or len(line.text) <= _LONGEST


def _parts(body: Sequence[Line], counted: int) -> list[Candidate]:
    """The parts （一）（二） of a section, or none; `counted` is the number of the last part before it."""
    if body[0].text[:1] in "（(":
        return []
    parts = best_chain(list(_candidates(body, (), _SUB)))
    if not parts or _is_list(body, parts):
        return []
    begins = parts[0].key[0] == 1 and len(parts) >= _FEWEST
    goes_on = counted > 0 and parts[0].key[0] == counted + 1
    return parts if begins or goes_on else []


def _section(body: Sequence[Line], parts: Sequence[Candidate]) -> list[Article]:
    label, rest = _label(body[0])
    if not parts:
        return [Article(label, "", "\n".join(paragraphs([*rest, *body[1:]])))]
    articles = []
    if before := [*rest, *body[1 : parts[0].line]]:
        articles.append(Article(label, "", "\n".join(paragraphs(before))))
    for part, end in zip(parts, [*(p.line for p in parts[1:]), len(body)], strict=True):
        name, own = _label(body[part.line])
        articles.append(Article(name, label, "\n".join(paragraphs([*own, *body[part.line + 1 : end]]))))
    return articles


def _label(line: Line) -> tuple[str, list[Line]]:
    """A heading's label, and the line itself where text follows on it: its wording is kept whole."""
    text = tight(line.text)
    if len(text) <= _LONGEST and not _MARKS.search(text.rstrip("。：:")):
        return text.rstrip("。：:"), [line] if text[-1] in "。：:" else []
    match = _TOP.match(text) or _SUB.match(text)
    number = match[0].strip() if match else ""
    first = _MARKS.split(text, maxsplit=1)[0]
    named = len(first) <= _LONGEST - 10 and "，" not in first
    return (first if named else number), [line]


def _is_list(body: Sequence[Line], parts: Sequence[Candidate]) -> bool:
    """Whether （一）（二） only count the items of a sentence."""
    before = body[parts[0].line - 1].text if parts[0].line > 1 else ""
    semicolons = sum(body[part.line].text.endswith(("；", ";")) for part in parts)
    return before.endswith(("：", ":")) or 2 * semicolons >= len(parts)


def _with_own_labels(articles: Sequence[Article]) -> list[Article]:
    """Labels that tell sections apart: a part whose label stands twice takes its section's number with it."""
    often = Counter(a.label for a in articles)
    made: list[Article] = []
    seen: dict[str, int] = {}
    for article in articles:
        label = article.label
        if often[label] > 1 and (top := _TOP.match(article.chapter)):
            label = f"{top[0].strip()}{label}"
        seen[label] = seen.get(label, 0) + 1
        if seen[label] > 1:
            label = f"{label}（第{seen[label]}处）"
        made.append(Article(label, article.chapter, article.text))
    return made
