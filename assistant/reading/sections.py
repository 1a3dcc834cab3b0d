"""Lines of any source → title, unit, year and the narrative sections."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from assistant.core.numbers import NumberKind, find_numbers
from assistant.core.report import Heading
from assistant.core.template import NARRATIVE
from assistant.reading.headings import HeadingMatch, find_headings
from assistant.reading.lines import Line, is_blank
from assistant.reading.tables import TABLES
from assistant.reading.titles import another_report, find_title, is_furniture
from assistant.reading.wrapping import rejoin, wrap_width

_LOOK_AHEAD: Final = 60


@dataclass
class SectionsRead:
    """What the words of a source say: `sections` holds the four narrative ones, "" when absent.

    `years` are all years that title lines above the report name; `another` is the title of a second report
    in the same source, which is not read.
    """

    title: str = ""
    unit: str | None = None
    year: int | None = None
    sections: dict[str, str] = field(default_factory=lambda: dict.fromkeys(NARRATIVE, ""))
    headings: list[Heading] = field(default_factory=list)
    years: tuple[int, ...] = ()
    another: str = ""


def read_sections(
    lines: Sequence[Line], where: Sequence[str | None], name: str | None = None
) -> SectionsRead:
    """Title, unit, year and sections. `where` is the section or table each line belongs to; `name` the file's
    name, the last resort for the year.
    """
    texts = [_running_text(line, place in TABLES) for line, place in zip(lines, where, strict=True)]
    found = _headings(texts)
    first = found[0][0] if found else min(len(texts), _LOOK_AHEAD)
    title = find_title(texts[:first])
    read = SectionsRead(title.text, title.unit, title.year, years=title.years)
    second = another_report(texts, first, title) if title.year else None
    if second is not None:
        read.another = (texts[second] or "").strip()
        texts, found = texts[:second], [(place, match) for place, match in found if place < second]
    read.headings = [Heading(section=m.section, text=m.text) for _, m in found]
    wrap = wrap_width([t for t in texts if t])
    ends = [*(place for place, _ in found[1:]), len(texts)][: len(found)]
    for (place, match), end in zip(found, ends, strict=True):
        if match.section not in read.sections:
            continue
        body = [match.rest, *(t or "" for t in texts[place + 1 : end])]
        text = "\n".join(rejoin(_paragraphs(body, last=match.section == "other"), wrap))
        joined = (read.sections[match.section], text)
        read.sections[match.section] = "\n".join(part for part in joined if part)
    if found:
        read.sections["preface"] = "\n".join(
            rejoin(_paragraphs([t or "" for t in texts[title.after : first]]), wrap)
        )
    _complete_year(read, name)
    return read


def _running_text(line: Line, in_table: bool) -> str | None:
    """The text of a line that is prose; `None` for a row of a table."""
    solid = [f.text.strip() for f in line.fields if not is_blank(f.text) and not f.carried]
    if line.grid is not None and len(line.fields) > 1:
        return None
    if in_table and len(solid) > 1:
        return None
    return " ".join(solid)


def _headings(texts: Sequence[str | None]) -> list[tuple[int, HeadingMatch]]:
    """Headings with their line numbers; those of a table of contents are dropped."""
    found = list(find_headings(texts).items())
    last_place = {match.section: place for place, (_, match) in enumerate(found)}
    kept = []
    in_contents = False
    for place, (line, match) in enumerate(found):
        following = found[place + 1][0] if place + 1 < len(found) else len(texts)
        empty = not match.rest and not any(t is None or t for t in texts[line + 1 : following])
        again = last_place[match.section] > place
        # The last entry of a table of contents is followed by text that is not its own.
        in_contents = again and (empty or in_contents)
        if not in_contents:
            kept.append((line, match))
    return kept


def _complete_year(read: SectionsRead, name: str | None) -> None:
    if read.year is not None:
        return
    preface = read.sections["preface"]
    period = re.search(r"(?:19|20)\d{2}(?=\s*年\s*1\s*月\s*1\s*日)|(?:19|20)\d{2}(?=\s*年\s*度)", preface)
    if period:
        read.year = int(period[0])
        return
    for text in (preface, read.sections["overview"]):
        years = [int(m.value) for m in find_numbers(text) if m.kind is NumberKind.YEAR]
        if years:
            read.year = max(set(years), key=years.count)
            return
    in_name = re.search(r"(?<!\d)20\d{2}(?!\d)(?!年\d{1,2}月)", name or "")
    if in_name:
        read.year = int(in_name[0])


def _paragraphs(texts: Sequence[str], *, last: bool = False) -> list[str]:
    """Paragraphs without page furniture; at the end of the report everything after furniture goes too."""
    kept: list[str] = []
    for text in texts:
        plain = text.strip()
        if not plain or is_furniture(plain):
            if last and plain and kept:
                break
            continue
        kept.append(plain)
    return kept
