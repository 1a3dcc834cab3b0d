"""Shares and rates of a whole, reckoned anew: 占办结总数的, 办结率, 纠错率, 回收率."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Final

from assistant.checking.case import Case
from assistant.checking.figures.aliases import names_in
from assistant.checking.figures.mentions import mentions
from assistant.checking.figures.rate_clause import (
    RateClause,
    shown,
    stands_for,
    sums_of,
    tied_before,
    told,
)
from assistant.checking.figures.rows import CASES, DONE, HANDLED, NEW, applicant_cells, result_cells
from assistant.checking.figures.ties import ELSEWHERE
from assistant.core.findings import Finding
from assistant.core.numbers import Mention, NumberKind, format_number

_TO_A_DECIMAL: Final = re.compile(r"\.\d")
_SUM_WORDS: Final = re.compile(r"两项|二者|两者|三项|合计|共计|之和|以上")
_STOP: Final = re.compile(r"[。；]")
_IN_A_ROW: Final = re.compile(r"[、，和及与][^。；\d]{0,14}")
_JOINS: Final = re.compile(r"^[、和及与]")
_JOINS_LOOSELY: Final = re.compile(r"^[、，和及与](?!其中)[^，。；]{0,12}$")
"""What stands before 其中 is the whole of what is summed up, and no part of it."""
_PERIOD_END: Final = re.compile(r"[；。]")
_EACH: Final = re.compile(r"(?P<names>[^，。；\d]*)[，、]?(?:分别|均|都)?各(?:有|为)?$")
"""甲和乙，各7件，合计占: as many times as matters are named."""
_CLOSE: Final = 40
_WRITTEN: Final = re.compile(r"(\d[\d,]*)\s*(?:件|条|篇|份|个|次|起|人次|人|批次|处|户)$")
_A_SHARE_ITSELF: Final = re.compile(r"[^，。；\d]{0,6}，?占[^，。；\d]{0,12}\d")
"""县直部门217件，占66.6%: a part, and not the whole of those that follow."""
_OF_ANOTHER_YEAR: Final = re.compile(r"(?:\d{4}年|上年|去年)[^，。；\d]{0,4}$")
_RECEIVED: Final = re.compile(r"(?:新收|收到|受理|接收)[^，。；\d]{0,12}$")
_OF_REQUESTS: Final = re.compile("(?:政府)?(?:信息)?(?:公开)?申请")
_A_MEAN: Final = re.compile("(?:平均|人均|每[天月日周件人])[^，。；]{0,6}$")
_OF_SOME: Final = re.compile(r"[一-龥]{2,}的$")


def share_of(case: Case, at: RateClause, of: str) -> Finding | None:
    """``占办结总数的45.8%``: of the number before it, or of what the words name."""
    written = _WRITTEN.search(of)  # 占答复总数34件的
    tops = _tops(at, written=bool(written)) or _named_tops(case, at)
    if not tops:
        return None
    if written:
        wholes, sure = [Decimal(written[1].replace(",", ""))], True
    else:
        wholes, sure = _wholes(case, at, of, tops)
    if not wholes:
        return None
    fractions = [(top, whole) for top in tops for whole in wholes if whole]
    if any(stands_for(at, top * 100 / whole) for top, whole in fractions):
        return None
    if not _told_to_be_summed(at, tops) and _explained(case, at, wholes):
        return None
    top, whole = next(((t, w) for t, w in fractions if t <= w), fractions[0])
    real = top * 100 / whole
    return told(
        case,
        at,
        f"{format_number(top)}÷{format_number(whole)}",
        shown(real, at.mention),
        "error" if sure else "warning",
        named=bool(written or names_in(of)),
    )


def _told_to_be_summed(at: RateClause, tops: Sequence[Decimal]) -> bool:
    """``1535件、部分公开485件，二者之和占``: the words leave no choice what is the part."""
    before = at.counts_before()
    if len(tops) != 1 or any(m.value == tops[0] for m in before):
        return False
    last = max((m.end for m in before if m.value < tops[0]), default=0)
    return re.search("之和|合计|共计|相加", at.text[last : at.mention.start]) is not None


def _explained(case: Case, at: RateClause, wholes: Sequence[Decimal]) -> bool:
    """Whether another number of the sentence is the part, or one of the sentence before the whole.

    Only of shares told to a decimal: with so many numbers some pair gives almost any whole percentage.
    """
    if not _TO_A_DECIMAL.search(at.mention.text) and "分之" not in at.mention.text:
        return False
    stop = max(at.text.rfind(mark, 0, at.mention.start) for mark in "；;")
    counts = [m for m in at.counts_before() if m.value]
    here = [m.value for m in counts if m.start > stop]
    text = case.prose.sections[at.period.section][: at.period.start]
    before = mentions(re.split("[。！？\n]", text.rstrip("。！？\n"))[-1])
    outside = [m.value for m in before if m.kind is NumberKind.COUNT and m.value]
    tops = [*here, *(a + b for a, b in pairwise(here))]
    tied = [w for w in wholes if w]
    return any(
        stands_for(at, top * 100 / w)
        for top in tops
        for w in (*tied, *outside, *(m.value for m in counts))
        if top < w
    )


def shares_in_a_row(case: Case, at: RateClause, of: str) -> Finding | None:
    """``甲3件、乙1件，分别占办结总数的60%、20%``: the first share is of the first of as many numbers as there are shares."""
    run = _STOP.split(at.text[at.mention.start :])[0]
    rates = [
        m
        for m in at.mentions[at.index :]
        if m.kind is NumberKind.RATE and m.start < at.mention.start + len(run)
    ]
    counts = _listed(at, len(rates))
    if len(counts) != len(rates):
        return None
    wholes, sure = _wholes(case, at, of, [m.value for m in counts])
    for count, rate in zip(counts, rates, strict=True):
        here = replace(at, index=at.mentions.index(rate))
        if wholes and not any(stands_for(here, count.value * 100 / whole) for whole in wholes if whole):
            real = shown(count.value * 100 / wholes[0], rate)
            says = f"{format_number(count.value)}÷{format_number(wholes[0])}"
            return told(case, here, says, real, "error" if sure else "warning")
    return None


def _listed(at: RateClause, how_many: int) -> list[Mention]:
    """The counts that as many shares are of: those of the list before, 前三类 its first; none where it has others too."""
    run: list[Mention] = []
    for mention in reversed(at.counts_before()):
        behind = run[0].start if run else at.mention.start
        if run and not _IN_A_ROW.fullmatch(at.text[mention.end : behind]):
            break
        run.insert(0, mention)
    if re.search("前[两二三四五]", at.clause):
        return run[:how_many]
    return run[-how_many:] if len(run) <= how_many + 1 else []


def _tops(at: RateClause, *, written: bool) -> list[Decimal]:
    """What the share is of: the number right before, or the sum of those right before; empty when words name another.

    `written`: the last number before is the whole itself.
    """
    before = at.counts_before()[: -1 if written else None]
    if not before:
        return []
    last = before[-1]
    if _OF_ANOTHER_YEAR.search(at.text[: last.start]) or _A_MEAN.search(at.text[: last.start]):
        return []
    between = at.text[last.end : at.mention.start]
    own, comma, further = between.partition("占")[0].partition("，")
    further = further if comma else own  # 1件由企业提出，占25%: those words are of the number
    if _PERIOD_END.search(between) or any(n.kind not in {"received", "noun"} for n in names_in(further)):
        return []
    if _OF_SOME.search(further):
        return []  # 行政许可22万件，网上办理的占76%
    together = bool(_SUM_WORDS.search(between))
    joins = _JOINS_LOOSELY if together else _JOINS
    run = [last]
    for earlier, later in zip(reversed(before[:-1]), reversed(before), strict=False):
        if earlier.unit != last.unit or not joins.match(at.text[earlier.end : later.start]):
            break
        run.insert(0, earlier)
    if (two := re.search("[两二三]项|[两二]者", between)) and len(run) > 1:
        run = run[-3 if two[0].startswith("三") else -2 :]
    total = sum((m.value for m in run), Decimal(0))
    if (each := _EACH.search(at.text[: last.start])) and together:
        return [last.value * (len(re.findall("[、和及与]", each["names"])) + 1)]
    if together and len(run) > 1:
        return [total]
    if two:
        return []
    return [last.value] if len(run) == 1 else [last.value, total]


def _wholes(case: Case, at: RateClause, of: str, tops: Sequence[Decimal]) -> tuple[list[Decimal], bool]:
    """The numbers it may be a share of, and whether they are surely all."""
    if any(n.kind in {"case", "outcome"} for n in names_in(of)):
        return _wholes_of_cases(case, at), True
    known, named = _wholes_named(case, of)
    before = [
        m for m in at.counts_before()
        if m.value >= max(tops) and m.value and not _A_SHARE_ITSELF.match(at.text[m.end :])
    ]  # fmt: skip
    inside = [m.value for m in before]
    if len(inside) > 1 and "其中" in at.text[before[-2].end : before[-1].start] and not named:
        return inside[-2:-1], True  # 办结63件，其中予以公开36件，占58.1%
    if tops[0] in inside:
        inside.remove(tops[0])  # itself
    if known:
        return [*known, *inside], named or bool(inside)
    if of.strip() and not re.search(r"总|全部|全年|其", of):
        return inside, False
    if inside:
        own = [
            m for m in before if _RECEIVED.search(at.text[: m.start]) or _OF_REQUESTS.match(at.text[m.end :])
        ]
        tied = tied_before(case, at)
        if (
            len(own) == len(inside) == 1
            and tied is not None
            and tied.kind == "applicant"
            and own[0].value in sums_of(case, [NEW, HANDLED])
        ):
            return [own[0].value], True  # 新收33件申请，自然人提出27件，占81.8%
        return [*inside, *_table_wholes(case, at)], True
    return _wholes_tied(case, at)


def _wholes_of_cases(case: Case, at: RateClause) -> list[Decimal]:
    """``行政复议纠正41件，占审结总数的``: all cases of those rows, and those decided."""
    tied = tied_before(case, at)
    if tied is None or tied.kind != "outcome" or len(tied.choices) != 1:
        return []
    rows = [a.rpartition(".")[0] for a in tied.choices[0]]
    total, pending = case.sum(f"{r}.total" for r in rows), case.sum(f"{r}.pending" for r in rows)
    return [] if total is None or pending is None else [w for w in (total - pending, total) if w]


def _wholes_named(case: Case, of: str) -> tuple[list[Decimal], bool]:
    """The cells that the words behind 占 name, and whether they name anything of the form."""
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


def _wholes_tied(case: Case, at: RateClause) -> tuple[list[Decimal], bool]:
    """The wholes of what the number before is said of."""
    tied = tied_before(case, at)
    if tied is not None and tied.kind in {"result", "reason"}:
        return sums_of(case, [DONE, NEW, HANDLED]), True
    if tied is not None and tied.kind == "applicant":
        return sums_of(case, [NEW, HANDLED, DONE]), True
    of_requests = "申请" in at.text[: at.mention.start]
    return (sums_of(case, [NEW, HANDLED, DONE]), False) if of_requests else ([], False)


def _named_tops(case: Case, at: RateClause) -> list[Decimal]:
    """``法人或其他组织提出的占17.4%``: the share is of what the words name."""
    words = at.clause.partition("占")[0]
    names = [n for n in names_in(words) if n.kind in {"applicant", "result", "reason"}]
    if not names or re.search(r"\d", words) or "申请" not in at.text:
        return []
    key, form = names[-1].key, case.report.form
    if names[-1].kind == "applicant":
        return sums_of(case, applicant_cells(key, "", form))
    both = tuple(a for n in names[-2:] if n.kind != "applicant" for a in result_cells(n.key, form))
    return sums_of(case, [result_cells(key, form), *([both] if re.search("[和及与或、]", words) else [])])


def _table_wholes(case: Case, at: RateClause) -> list[Decimal]:
    tied = tied_before(case, at)
    return sums_of(case, [DONE, NEW, HANDLED]) if tied is not None else []


def done_rate(case: Case, at: RateClause) -> Finding | None:
    """办结率 against what was to be handled and what was done."""
    tops, wholes = sums_of(case, [DONE]), sums_of(case, [HANDLED])
    tied = tied_before(case, at)
    of_requests = "申请" in at.period.text or (tied is not None and tied.kind == "received")
    of_requests |= {*tops, *wholes} <= {m.value for m in at.counts_before()}
    if not tops or not wholes or not wholes[0] or not of_requests:
        return None
    real = tops[0] * 100 / wholes[0]
    if stands_for(at, real):
        return None
    says = f"办结 {format_number(tops[0])} 件、应办（新收加上年结转）{format_number(wholes[0])} 件"
    return told(case, at, says, shown(real, at.mention), "warning")


def is_of_others(at: RateClause) -> bool:
    """Whether a rate is of hotline calls, suggestions and the like, not of requests: 热线转办诉求2316件，办结2309件."""
    return ELSEWHERE.search(at.period.text[: at.mention.start]) is not None and "申请" not in at.period.text


_WHOSE_CASES: Final = (("suits", "诉讼|败诉|应诉"), ("review", "复议"))


def outcome_rate(case: Case, at: RateClause, word: str) -> Finding | None:
    """纠错率 and the like: outcomes of the cases named before, of all or of those decided."""
    tied = tied_before(case, at)
    if tied is None or tied.kind not in {"case", "outcome"}:
        return None
    rows = [a.rpartition(".")[0] for a in tied.choices[0]]
    named = [key for key, words in _WHOSE_CASES if re.search(words, at.clause)]
    if named:
        rows = [f"disputes.{row}" for row in CASES[named[0]]]
    column = "upheld" if word == "维持" else "corrected"
    top, whole = case.sum(f"{r}.{column}" for r in rows), case.sum(f"{r}.total" for r in rows)
    pending = case.sum(f"{r}.pending" for r in rows)
    if top is None or pending is None or not whole:
        return None
    wholes = [w for w in (whole, whole - pending) if w]
    if any(stands_for(at, top * 100 / w) for w in wholes):
        return None
    real = shown(top * 100 / whole, at.mention)
    return told(case, at, f"{format_number(top)}÷{format_number(whole)}", real, "error")


def rate_of_two(case: Case, at: RateClause) -> Finding | None:
    """``发出150份，收回144份，回收率96%``: of the two numbers right before, where they are of one kind."""
    before = at.counts_before()
    if len(before) < 2 or before[-1].unit != before[-2].unit or not before[-2].value:
        return None
    whole, top = before[-2].value, before[-1].value
    if (
        top > whole
        or len(at.text[before[-2].start : at.mention.start]) > _CLOSE
        or stands_for(at, top * 100 / whole)
    ):
        return None
    real = shown(top * 100 / whole, at.mention)
    return told(case, at, f"{format_number(top)}÷{format_number(whole)}", real, "warning")
