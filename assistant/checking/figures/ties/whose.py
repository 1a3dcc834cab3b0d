"""Whose requests a number is of: behind 企业办结10件 stands what was done with those of enterprises, not with all."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from assistant.checking.figures.ties.aliases import names_in
from assistant.checking.figures.ties.rows import ORGANIZATIONS, Cells
from assistant.checking.figures.ties.tie import Tie

_SUBJECT: Final = re.compile(
    r"^(?:们|个人|代理)?(?:提出|提交|递交)?(?:的)?(?:\d[\d,]*\s*件)?(?:公开)?(?:申请)?(?:当中|中|里)?[，：]?(?:全年|本年度?|年内|当年|共|一共|都|均|已|和|、)*(?:新收|收到|接收|受理|办结|答复|申请|提出|公开|予以|全部|部分|不予|不公开)"
)
"""What follows a kind of applicant that a clause is about: 自然人的申请办结, 企业新收."""
_ITS_NUMBER: Final = re.compile(r"^的?(?:申请)?(?:有|为|共计?|合计|总计|一共)?$")
_WENT_ON: Final = re.compile(
    r"^(?:申请)?(?:(?:都|均|全部|已|，)+(?:已|都)?(?:办结|答复|予以|公开|部分|不|无法)|答复|办结)"
)
_OF_ALL: Final = re.compile(
    r"全[市县区局镇年]|合计|总计|总共|共(?:收|办|计)|全部(?!在|予以|按|办结|答复|公开|都|为|由|于)|各类"
)
_RECEIVED: Final = frozenset({"new", "received", "total_results", "should", "over", "forward"})
_HARD: Final = re.compile(r"[；;。]")


@dataclass(frozen=True)
class Whose:
    """The kind of applicant spoken of, empty for all.

    `sure`: the clause is about it, else it was named last; `carried`: a sentence or clause before was about it.
    """

    key: str = ""
    sure: bool = False
    carried: bool = False


ALL: Final = Whose()


def spoken_of(words: str, behind: str, before: Whose) -> Whose:
    """Whose number it is: `words` stand before it since the last one, `behind` after it; `before` held for that one."""
    names = names_in(words)
    applicants = [n for n in names if n.kind == "applicant"]
    if applicants:
        rest = words[applicants[-1].end :]
        if _SUBJECT.match(rest) or (_ITS_NUMBER.match(rest) and _WENT_ON.match(behind)):
            return Whose(applicants[-1].key, sure=True)
        return Whose(applicants[-1].key) if _ITS_NUMBER.match(rest) else ALL
    listed = not before.sure and not before.carried
    inside = words.startswith(("（", "("))  # 自然人74件（新收70件、结转4件）
    if _OF_ALL.search(words) or (listed and not inside and any(n.key in _RECEIVED for n in names)):
        return ALL
    if _HARD.search(words):
        return ALL if listed else Whose(before.key, carried=True)
    return before


def carried_on(before: Whose, mark: str) -> Whose:
    """Whose numbers the next part may be about: `mark` ended the one before; over a full stop it is carried once."""
    goes_on = before.sure or before.carried
    if mark in {"；", ";"}:
        return Whose(before.key, carried=True) if goes_on else ALL
    return Whose(before.key, carried=True) if before.sure else ALL


def with_own(tie: Tie, whose: Whose) -> Tie:
    """The same with the cells of one kind of applicant as well, which come first where the clause is about it."""
    if not whose.key or tie.kind not in {"received", "result", "reason"}:
        return tie
    own = tuple(cells for choice in tie.choices if (cells := _column(choice, whose.key)))
    return replace(tie, choices=(*own, *tie.choices) if whose.sure else (*tie.choices, *own))


def _column(cells: Cells, key: str) -> Cells:
    if not all(a.startswith("requests.") and a.endswith(".total") for a in cells):
        return ()
    columns = ORGANIZATIONS if key == "organizations" else (key,)
    return tuple(a.removesuffix("total") + column for a in cells for column in columns)


_THEIRS: Final = re.compile(r"^(?:提出|提交)?的(?:\s*\d[\d,]*\s*件)?(?:公开)?申请")


def speaks_of_some(ahead: str, clause: str) -> bool:
    """Whether a clause, or what stands ahead of it, is about one kind of applicant.

    ``企业新收29件，办结29件，没有结转``, ``企业的申请没有结转``.
    """
    found = [n for n in names_in(ahead) if n.kind == "applicant"]
    everybody = len({n.key for n in found}) > 1 and any(n.key == "natural_person" for n in found)
    if not everybody and any(_SUBJECT.match(ahead[n.end :]) for n in found):
        return True
    own = [n for n in names_in(clause) if n.kind == "applicant"]
    return any(_THEIRS.match(clause[n.end :]) for n in own)
