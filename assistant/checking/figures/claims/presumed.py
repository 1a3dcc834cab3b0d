"""TEXT-CONTRADICTION: what a sentence presumes, where the cells hold none of it: ``presumed.toml``.

对不予公开的申请，我们逐件说明了理由 beside no refusal at all. What is to be done if it comes to that is no contradiction, so only
what is told as done counts, and every finding is a warning.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from assistant.checking.case import Case
from assistant.checking.figures.claims.claims import Broken, is_of_another
from assistant.checking.figures.claims.lookup import Lookup
from assistant.checking.figures.ties.elsewhere import ELSEWHERE
from assistant.checking.figures.ties.rows import Cells, result_cells
from assistant.checking.prose import Passage
from assistant.core.patterns import needed
from assistant.core.template import quoted

_FILE: Final = Path(__file__).with_name("presumed.toml")
_AS_A_RULE: Final = re.compile(
    r"应当|应(?!诉|急)|[必均都]?须|需要?|要求|如(?!期|数|实)|若|凡|一旦|拟|将(?!近)|可以|可能|规定(?!的?(?:期|时)限)|制度|流程|办法|明确|原则|坚持|机制|今后|下一步|明年要|防止|避免|确保|没有(?!答复|办)|未(?!审结|予公开|办|答复|作?补正|缴)|无(?!法提供)|不存在|零|或者|(?<![主重])要(?!点|素)|一律|上一?年末|模板|范本|培训|学习|讲解|评查|案例|上一?年制"
)
_MONTHS: Final = re.compile(r"季度|半年|年初|\d月")
_GROUP: Final = "@"
_REACH: Final = 30
"""Characters of the next clause that may still belong to it."""


@dataclass(frozen=True)
class Presumed:
    """What is presumed, and the cells that then hold something."""

    pattern: re.Pattern[str]
    some: tuple[str, ...]
    unless: re.Pattern[str] | None


@cache
def every() -> tuple[Presumed, ...]:
    """What may be presumed, in the order of the file."""
    entries = tomllib.loads(_FILE.read_text(encoding="utf-8"))["presumed"]
    return tuple(
        Presumed(
            re.compile(e["pattern"]),
            tuple(e["some"]),
            re.compile(e["unless"]) if "unless" in e else None,
        )
        for e in entries
    )


@cache
def _lookup() -> Lookup:
    return Lookup(needed(presumed.pattern) for presumed in every())


def broken(case: Case, clause: Passage, sentence: Passage) -> Iterator[Broken]:
    """The first thing that a clause presumes and no cell holds."""
    possible = _lookup().possible(clause.text)
    if not possible:
        return
    start = clause.start - sentence.start
    text = sentence.text[start : start + len(clause.text) + _REACH]
    for presumed in map(every().__getitem__, possible):
        match = presumed.pattern.match(text)
        if match is None:
            continue
        said = text[: max(match.end(), len(clause.text))]
        if _AS_A_RULE.search(said) or (presumed.unless and presumed.unless.search(said)):
            continue
        cells = _cells(case, presumed)
        if case.sum(cells) != 0 or ELSEWHERE.search(clause.text) or _is_of_another(case, clause, sentence):
            continue
        shown = "、".join(case.name(a) for a in cells[:3])
        what = f"{shown}{'等' if len(cells) > 3 else ''}{'都' if len(cells) > 1 else ''}是 0"
        says = f"正文写{quoted(match[0].strip('，'))}，而{what}，两处矛盾。"
        yield Broken(sentence.cut(start, start + match.end()), cells, says, "warning")
        return


def _is_of_another(case: Case, clause: Passage, sentence: Passage) -> bool:
    """Whether it is another organ's or year's; what was there in one month was there in the year."""
    return not _MONTHS.search(clause.text) and is_of_another(case, clause, sentence)


def _cells(case: Case, presumed: Presumed) -> Cells:
    if presumed.some[0].startswith(_GROUP):
        return result_cells(presumed.some[0].removeprefix(_GROUP), case.report.form)
    return presumed.some
