"""Rates with a name of their own, reckoned anew: 办结率, 纠错率, 审结率, 回收率."""

from __future__ import annotations

import re
from itertools import pairwise, permutations
from typing import Final

from assistant.checking.case import Case
from assistant.checking.figures.rates.rate_clause import (
    RateClause,
    rows_of,
    shown,
    stands_for,
    sums_of,
    tied_before,
    told,
)
from assistant.checking.figures.ties.elsewhere import ELSEWHERE
from assistant.checking.figures.ties.rows import CASES, DONE, HANDLED, NEW
from assistant.core.findings import Finding
from assistant.core.numbers import Mention, format_number

_CLOSE: Final = 40
_A_MEAN: Final = re.compile(r"(?:均|每[^，。；\d]{1,4})[^，。；\d]{0,6}$")
_ANSWERED: Final = re.compile("办[结复理毕了完成]|[答回]复|[答回]了")
_LISTED: Final = re.compile("[、和及与]")
_FEW: Final = 4
_PEOPLE: Final = frozenset({"人", "名", "位", "人次"})
_ALL: Final = 100
_GRANTED: Final = ("requests.granted.total",)
_IN_PART: Final = ("requests.granted_in_part.total",)
_SAME_MATTER: Final = re.compile(
    r"(?P<what>[一-龥])[一-龥]?率[^#]{0,4}#[^#]*(?P=what)|(?:回收)率[^#]{0,4}#[^#]*收"
)


def done_rate(case: Case, at: RateClause) -> Finding | None:
    """办结率 against what was to be handled and what was done."""
    tops, wholes = sums_of(case, [DONE]), sums_of(case, [HANDLED])
    tied = tied_before(case, at)
    of_requests = "申请" in at.period.text or (tied is not None and tied.kind == "received")
    of_requests |= {*tops, *wholes} <= {m.value for m in at.counts_before()}
    if not tops or not wholes or not wholes[0] or not of_requests:
        return None
    last = re.split("[；;]", at.text[: at.mention.start])[-1]
    if (ELSEWHERE.search(last) or re.search("平台|投诉|举报", last)) and "申请" not in last:
        return None
    real = tops[0] * 100 / wholes[0]
    if stands_for(at, real):
        return None
    says = f"办结 {format_number(tops[0])} 件、应办（新收加上年结转）{format_number(wholes[0])} 件"
    return told(case, at, says, shown(real, at.mention), "warning")


def granted_rate(case: Case, at: RateClause) -> Finding | None:
    """公开率: what was granted, with or without what was granted in part, of what was answered."""
    granted, part, done = (case.sum(cells) for cells in (_GRANTED, _IN_PART, DONE))
    if granted is None or part is None or not done:
        return None
    if any(stands_for(at, top * 100 / done) for top in (granted, granted + part)):
        return None
    top = (
        granted + part
        if "部分" in at.text[max(0, at.mention.start - _CLOSE) : at.mention.start].rpartition("，")[2]
        else granted
    )
    says = f"{format_number(top)}÷办结的{format_number(done)}"
    return told(case, at, says, shown(top * 100 / done, at.mention), "warning")


def is_of_others(case: Case, at: RateClause) -> bool:
    """Whether a rate is of hotline calls, suggestions and the like, not of requests: 热线转办诉求2316件，办结2309件."""
    if "申请" in at.period.text:
        return False
    two = at.counts_before()[-2:]
    cells = {case.sum(c) for c in (NEW, DONE, HANDLED)}
    strange = len(two) > 1 and not cells & {m.value for m in two} and _ANSWERED.search(at.last_clause())
    return bool(strange) or ELSEWHERE.search(at.period.text[: at.mention.start]) is not None


_WHOSE_CASES: Final = (("suits", "诉讼|败诉|应诉"), ("review", "复议"))


def outcome_rate(case: Case, at: RateClause, word: str) -> Finding | None:
    """纠错率 and the like: outcomes of the cases named before, of all or of those decided."""
    tied = tied_before(case, at)
    if tied is None or tied.kind not in {"case", "outcome"}:
        return None
    rows = rows_of(tied.choices[0])
    named = [key for key, words in _WHOSE_CASES if re.search(words, at.clause)]
    if named:
        rows = [f"disputes.{row}" for row in CASES[named[0]]]
    column = "upheld" if word == "维持" else "corrected"
    top, whole = case.sum(f"{r}.{column}" for r in rows), case.sum(f"{r}.total" for r in rows)
    pending = case.sum(f"{r}.pending" for r in rows)
    if top is None or pending is None or not whole:
        return None
    of_all = word in {"审结", "结案"}
    top = whole - pending if of_all else top
    wholes = [w for w in (whole, *(() if of_all else (whole - pending,))) if w]
    together = [a.value + b.value for a, b in pairwise(at.counts_before())]
    beside = [c.value for c in at.counts_before() if c.value]
    decided = whole - pending
    only_decided = not of_all and decided in beside and whole not in beside
    if only_decided and stands_for(at, top * 100 / whole) and not stands_for(at, top * 100 / decided):
        real = shown(top * 100 / decided, at.mention)
        return told(case, at, f"{format_number(top)}÷审结的{format_number(decided)}", real, "warning")
    if any(stands_for(at, top * 100 / w) for w in wholes) or any(
        stands_for(at, a * 100 / w) for a in together for w in beside if a <= w
    ):
        return None
    real = shown(top * 100 / whole, at.mention)
    return told(case, at, f"{format_number(top)}÷{format_number(whole)}", real, "error")


def _alike(at: RateClause, one: Mention, other: Mention) -> bool:
    """Whether two numbers count the same: in one unit, 1200名 and 1080人, 68所 and 63所在校门口设了公开栏."""
    if one.unit == other.unit or {one.unit, other.unit} <= _PEOPLE:
        return True
    return bool(one.unit) and not other.unit and at.text.startswith(one.unit, other.end)


_BEHIND: Final = re.compile(
    r"[，（](?:其中|即|有|共|发现|查出|，)*(?P<not>[不未])?(?P<what>[一-龥]{2})(?![不未没])[^，。；\d]{0,6}$"
)


def rate_before_part(case: Case, at: RateClause) -> Finding | None:
    """``抽查120份，规范率88.5%，其中规范的102份``: the number of which it is the rate stands behind it."""
    counts = at.counts_before()
    after = at.mentions[at.index + 1 : at.index + 2]
    named = re.search("([一-龥]{2})率[^率]{0,4}$", at.clause)
    if not counts or not after or not named or after[0].unit != counts[-1].unit or not counts[-1].unit:
        return None
    between = _BEHIND.match(at.text[at.mention.end : after[0].start])
    whole, part = counts[-1].value, after[0].value
    if between is None or between["what"] != named[1] or not whole or part > whole or len(at.lead) > _CLOSE:
        return None
    top = whole - part if between["not"] else part
    if any(stands_for(at, top * 100 / c.value) for c in counts if c.value):
        return None
    real = shown(top * 100 / whole, at.mention)
    return told(case, at, f"{format_number(top)}÷{format_number(whole)}", real, "warning", named=True)


_TOLD_AFTER: Final = re.compile(
    r"[，（](?:即|也就是(?:说)?|就是(?:说)?|意思是|指的是|相当于|折算下来)(?!将|时|日)[^，。；\d]{0,12}$"
)
_OF_THEM: Final = re.compile(r"[^，。；\d]{0,8}(?:(?<![集其])中|里|当中)[，]?(?:就|只|仅|共)?有?$")


def _told_in_bracket(case: Case, at: RateClause, whole: Mention, part: Mention) -> Finding | None:
    """``问卷有效率93%（发出400份，有效372份）``: both numbers stand in the bracket behind, the second by the name of the rate."""
    if at.text[at.mention.end : at.mention.end + 1] not in {"（", "("}:
        return None
    named = re.search("([一-龥]{2})率[^率，。]{0,4}$", at.text[: at.mention.start])
    lead = at.text[whole.end : part.start]
    inside = "）" not in lead and at.text[part.end : part.end + 1] in {"）", ")"}
    if named is None or not inside or len(at.text[at.mention.end : part.start]) > _CLOSE:
        return None
    if named[1] not in lead or re.search("[不未没]", lead) or not _alike(at, whole, part):
        return None
    if not whole.value or part.value > whole.value:
        return None
    real = part.value * 100 / whole.value
    if stands_for(at, real):
        return None
    says = f"{format_number(part.value)}÷{format_number(whole.value)}"
    return told(case, at, says, shown(real, at.mention), "warning", named=True)


def rate_told_after(case: Case, at: RateClause) -> Finding | None:
    """``好评率96.2%，即收回的372份问卷里有358份打了好评``: both numbers stand behind the rate."""
    two = at.mentions[at.index + 1 : at.index + 3]
    if len(two) == 2 and (finding := _told_in_bracket(case, at, *two)):
        return finding
    if len(two) < 2 or not _TOLD_AFTER.match(at.text[at.mention.end : two[0].start]):
        return None
    whole, part = two
    if not _alike(at, whole, part) or not _OF_THEM.match(at.text[whole.end : part.start]):
        return None
    if not whole.value or part.value > whole.value or whole.approximate or part.approximate:
        return None
    real = part.value * 100 / whole.value
    if stands_for(at, real) or stands_for(at, 100 - real):
        return None
    says = f"{format_number(part.value)}÷{format_number(whole.value)}"
    return told(case, at, says, shown(real, at.mention), "warning", named=True)


def rate_of_two(case: Case, at: RateClause) -> Finding | None:
    """``发出150份，收回144份，回收率96%``: of the two numbers right before, where they are of one kind.

    The second may also be of those that failed (不合格), or the last two may be the parts of a third.
    """
    before = at.counts_before()
    if len(before) < 2 or not _alike(at, *before[-2:]) or not before[-2].value:
        return None
    if _A_MEAN.search(at.text[: before[-1].start]) or "%" in at.text[before[-1].end : at.mention.start]:
        return None  # 日均50件，办结率99.2%，满意率97.5%
    if _LISTED.match(at.text, before[-2].end):
        return None  # 公开4件、部分公开1件: no part of the other
    whole, top = before[-2].value, before[-1].value
    if at.mention.value == _ALL and not _SAME_MATTER.search(f"{at.clause[-14:]}#{at.last_clause()}"):
        return None  # 整改率100% behind numbers of something else
    if top > whole or len(at.text[before[-2].start : at.mention.start]) > _CLOSE:
        return None
    near = [m.value for m in before[-_FEW:] if _alike(at, m, before[-1])]
    readings = [(a, b) for a, b in permutations(near, 2) if a <= b]
    readings += [(a, a + b) for a, b in permutations(near, 2)]
    readings += [(a + b, c) for a, b, c in permutations(near, 3)]
    readings += [(b - a, b) for a, b in readings]
    if any(b and stands_for(at, a * 100 / b) for a, b in readings):
        return None
    real = shown(top * 100 / whole, at.mention)
    return told(case, at, f"{format_number(top)}÷{format_number(whole)}", real, "warning")
