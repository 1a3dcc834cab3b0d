"""What a share may be of: the wholes that its words name, that its sentence tells, or that the tables hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from assistant.checking.case import Case
from assistant.checking.figures.rates.rate_clause import (
    RateClause,
    exact,
    rows_of,
    said_of,
    sums_of,
    tied_before,
)
from assistant.checking.figures.ties.aliases import names_in
from assistant.checking.figures.ties.rows import DONE, HANDLED, NEW, result_cells
from assistant.core.numbers import Mention

_A_SHARE_ITSELF: Final = re.compile(
    r"[^，。；\d]{0,16}，?约?占[^，。；\d]{0,12}?(?:\d|[一二两三四五六七八九]成|[三四五]分之|一半|半数)"
    r"|，(?:约|近|接近|将近|超过?|不足|不到|逾|过)*(?:[一二两三四五六七八九]成|[三四五]分之|一半|半数|半)"
)
"""县直部门217件，占66.6%: a part, and not the whole of those that follow."""
_LAST_YEARS: Final = re.compile(r"(?:上年度?|去年|[比较与]\d{4}年)(?:同期)?的?(?:为|是)?$")
_WIDER: Final = re.compile("全(?P<level>国|省|市|县|区|州|系统|行业)(?!局|办|委|镇|院)")
_RECEIVED: Final = re.compile(r"(?:新收|收到|受理|接收|办结|答复)[^，。；\d]{0,12}$")
_OF_REQUESTS: Final = re.compile("(?:政府)?(?:信息)?(?:公开)?申请")
_PLAINLY_OF_IT: Final = re.compile("(?:其|其中|总数|总量|全部|这些|比重|比例|比|的)*")
_IN_ALL: Final = re.compile("总|全部|全年|其|全[市县区镇局系]")
_NAMED_OPENING: Final = re.compile(
    r"(?P<of>[^，。；、\d]{2,16}?)(?:的?申请|的|类)?(?:(?<![集其])中(?![心央学小介型期旬止断国])|当中|之中)，?(?:属于|因|为|以|有)?"
)
_NAMED_BEFORE: Final = re.compile(r"占(?P<of>[^，。；\d占]{2,14}?)的?(?:比例|比重)?(?:为|约|近)?\s*\d")
_PARTS_FOLLOW: Final = re.compile(r"[^。；]{0,24}其中[^。；\d]{0,30}\d")
_REACH: Final = 200
_AMONG: Final = re.compile(r"[^。；]{0,24}其中[^。；\d]{0,30}")
_DECIDED_ONLY: Final = re.compile("审结|结案|办结")


def named_alone(of: str) -> bool:
    """Whether words name one whole that nothing else can be: 占办结总数的, 占不予公开的."""
    names = names_in(of)
    keys = {n.key for n in names if n.kind != "noun"}
    return len(keys) == 1 and (
        keys <= {"total_results", "new", "decided"} or any(n.kind in {"result", "reason"} for n in names)
    )


def may_be_whole(at: RateClause, mention: Mention) -> bool:
    """Whether a number is not told as a share itself, or has parts told behind it, and is this year's: 20件，占5.6%，其中重复申请6件."""
    if _LAST_YEARS.search(at.text[: mention.start]):
        return False  # 比上年的35件下降17.1%
    behind = at.text[mention.end : at.mention.start]
    return not _A_SHARE_ITSELF.match(at.text[mention.end :]) or _PARTS_FOLLOW.match(behind) is not None


_KNOWN_WORDS: Final = re.compile(
    "新收|收到|受理|办结|答复|申请|全部|政府信息|公开|件|全年|本年|当年|总数|总量|数量|总|的|所有|处理|决定|案件|信息"
)


def _is_of_others(of: str) -> bool:
    """Whether words name a whole that no table holds: 规上企业和个体户总数."""
    return (
        re.search("总数|总量", of) is not None
        and not any(n.kind not in {"noun", "applicant"} for n in names_in(of))
        and len(_KNOWN_WORDS.sub("", of)) > 2
    )


def is_wider(case: Case, of: str) -> bool:
    """Whether words name a whole beyond the report: 全市新收总量 in that of a bureau."""
    unit = case.report.unit or ""
    return any(
        m["level"] not in unit.partition("人民政府")[0][-2:] or "人民政府" not in unit
        for m in _WIDER.finditer(of)
    )


def wholes_of(case: Case, at: RateClause, of: str, tops: Sequence[Decimal]) -> tuple[list[Decimal], bool]:
    """The numbers it may be a share of, and whether they are surely all."""
    if any(n.kind in {"case", "outcome"} for n in names_in(of)):
        return _wholes_of_cases(case, at, of), True
    known, named = ([], True) if _is_of_others(of) else _wholes_named(case, of)
    alone = named and named_alone(of)
    before = [
        m for m in at.counts_before()
        if m.value >= max(tops) and m.value
        and (not _PLAINLY_OF_IT.fullmatch(of.strip()) or may_be_whole(at, m))
        and not (alone and _is_of_another(case, at, m, known))
    ]  # fmt: skip
    inside = [m.value for m in before]
    if tops[0] in inside:
        inside.remove(tops[0])  # itself
    if _is_of_others(of):
        return inside, False
    if known:
        return [*known, *inside], named or bool(inside)
    if opening := _named_opening(case, at):
        return opening, True
    if of.strip() and not _IN_ALL.search(of):
        return inside, False
    if re.search("全[市县区镇局系]", of):
        return [*inside, *sums_of(case, [NEW, HANDLED, DONE])], False
    if inside:
        own = [
            m for m in before if _RECEIVED.search(at.text[: m.start]) or _OF_REQUESTS.match(at.text[m.end :])
        ]
        tied = tied_before(case, at)
        if len(own) == len(inside) == 1 and tied is not None and own[0].value in _own_wholes(case, tied.kind):
            return [own[0].value], True  # 新收33件申请，自然人提出27件，占81.8%
        return [*inside, *_table_wholes(case, at)], True
    return _wholes_tied(case, at)


def right_before(case: Case, at: RateClause) -> list[Decimal]:
    """The number right before one that is told as a part of it by 其中."""
    counts = at.counts_before()[-2:]
    if len(counts) < 2 or not _AMONG.fullmatch(at.text[counts[0].end : counts[1].start]):
        return []
    return exact(case, at, counts[0])


def carried_wholes(case: Case, at: RateClause) -> list[Decimal]:
    """The whole that a share before it in the sentence names: ``占不予处理的93.2%；其余13件占6.8%``."""
    earlier = list(_NAMED_BEFORE.finditer(at.text, max(0, at.mention.start - _REACH), at.mention.start))
    return _wholes_named(case, earlier[-1]["of"])[0] if earlier else []


def _named_opening(case: Case, at: RateClause) -> list[Decimal]:
    """``不予公开中行政执法案卷7件，占``: how many the words before the number name as the whole."""
    before = at.counts_before()
    start = before[-2].end if len(before) > 1 else 0
    lead = re.split("[。；]", at.text[start : before[-1].start])[-1] if before else ""
    told = _NAMED_OPENING.search(lead[-_REACH:])
    names = {n.key for n in names_in(told["of"]) if n.kind in {"result", "reason"}} if told else set()
    return sums_of(case, [result_cells(names.pop(), case.report.form)]) if len(names) == 1 else []


def _is_of_another(case: Case, at: RateClause, mention: Mention, known: Sequence[Decimal]) -> bool:
    """Whether a number is said of other cells than the whole that the words name: 新收5件 beside 占办结数的."""
    said = [s for s in said_of(case, at, mention) if s.kind in {"received", "applicant"}]
    return bool(said) and not any(case.sum(c) in known for s in said for c in s.choices)


def _wholes_of_cases(case: Case, at: RateClause, of: str) -> list[Decimal]:
    """``行政复议纠正41件，占审结总数的``: all cases of those rows, and those decided."""
    tied = tied_before(case, at)
    if tied is None or tied.kind != "outcome" or len(tied.choices) != 1:
        return []
    rows = rows_of(tied.choices[0])
    total, pending = case.sum(f"{r}.total" for r in rows), case.sum(f"{r}.pending" for r in rows)
    if total is None or pending is None:
        return []
    return [w for w in (total - pending, *(() if _DECIDED_ONLY.search(of) else (total,))) if w]


def _wholes_named(case: Case, of: str) -> tuple[list[Decimal], bool]:
    """The cells that the words behind 占 name, and whether they name anything of the form."""
    if decisions := [n.key for n in names_in(of) if n.kind == "decision"]:
        return sums_of(case, [(f"proactive.{decisions[-1]}.decisions",)]), True
    names = {n.key for n in names_in(of)}
    if "total_results" in names:
        return sums_of(case, [DONE]), True
    if "new" in names:
        return sums_of(case, [NEW]), True
    results = {n.key for n in names_in(of) if n.kind in {"result", "reason"}}
    if len(results) == 1 and not re.search("其|中", of):
        return sums_of(case, [result_cells(results.pop(), case.report.form)]), True
    if {"received", "requests", "should"} & names or re.search(
        r"申请总|全部申请|申请的|总数|总量|总申请", of
    ):
        return sums_of(case, [NEW, HANDLED, DONE]), bool(names)
    return [], bool(names)


def _own_wholes(case: Case, kind: str) -> list[Decimal]:
    """Of applicants those received, of results those answered."""
    if kind == "applicant":
        return sums_of(case, [NEW, HANDLED])
    return sums_of(case, [DONE]) if kind in {"result", "reason"} else []


def _wholes_tied(case: Case, at: RateClause) -> tuple[list[Decimal], bool]:
    """The wholes of what the number before is said of."""
    tied = tied_before(case, at)
    if tied is not None and tied.kind in {"result", "reason"}:
        return sums_of(case, [DONE, NEW, HANDLED]), True
    if tied is not None and tied.kind == "applicant":
        return sums_of(case, [NEW, HANDLED, DONE]), True
    of_requests = "申请" in at.text[: at.mention.start]
    return (sums_of(case, [NEW, HANDLED, DONE]), False) if of_requests else ([], False)


def _table_wholes(case: Case, at: RateClause) -> list[Decimal]:
    tied = tied_before(case, at)
    if tied is None or tied.kind in {"outcome", "case", "decision", "document", "fee"}:
        return []
    return sums_of(case, [DONE, NEW, HANDLED])
