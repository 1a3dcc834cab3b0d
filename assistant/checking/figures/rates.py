"""TEXT-RATE: shares, rates of change and differences from last year, reckoned anew.

A share is of the number right before it and the whole its words name; a change is of the number it follows. Where
last year's report is given its cells decide; else the numbers of the sentence itself must agree with one another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from assistant.checking.case import Case
from assistant.checking.figures.aliases import hide_marks
from assistant.checking.figures.changes import change_rate, changes_in_a_row, difference, points
from assistant.checking.figures.mentions import mentions
from assistant.checking.figures.rate_clause import (
    CHANGE_END,
    ITEMS,
    RateClause,
)
from assistant.checking.figures.rows import DONE, HANDLED, NEW
from assistant.checking.figures.shares import (
    done_rate,
    is_of_others,
    outcome_rate,
    rate_of_two,
    share_of,
    shares_in_a_row,
)
from assistant.checking.figures.statements import MOST_NUMBERS
from assistant.checking.prose import Passage
from assistant.core.findings import Finding
from assistant.core.numbers import NumberKind, format_number
from assistant.core.template import quoted

_SHARE: Final = re.compile(
    r"占(?:比|到|了)?(?P<of>[^，。；、（）\d]{0,24}?(?:\d[\d,]{0,12}(?:件|条|篇|份|个|次|起|人次|人|批次|处|户)(?=的))?)(?:的)?(?:比例|比重|百分比|比)?(?:分别|依次)?(?:为|达|约|近|超过?|不足|逾|将近)*\s*$"
)
_RATE_OF_DONE: Final = re.compile(r"(?:办结|答复|办理)率(?:为|达到?|均?为|是|保持)?\s*$")
_RATE_OF_OUTCOME: Final = re.compile(r"(纠错|纠正|维持|败诉)率(?:为|达到?|是)?\s*$")
_RATE_OF_TWO: Final = re.compile(
    r"(?:回收|完成|采纳|办理|回复|满意|达标|合格|公开|整改|覆盖|建成|备案|更新|处置|化解|到位|开通|通过|上线|参训)率(?:为|达到?|是)?\s*$"
)
_BARE_SHARE: Final = re.compile(r"^[，、（(]\s*(?:占|约|近|超过?|逾|不足|不到|将近|接近)*\s*$")
_RATIO: Final = re.compile(r"^(?:比例|比重|占比)(?:为|是|达到?|约)+\s*$")
_TIMELY: Final = re.compile(r"按期|按时|及时|法定|如期|期限|时限")
_CHANGES_IN_A_ROW: Final = re.compile(
    r"(?:分别|依次)(?:[比较](?:上年|去年|20\d\d年)|同比)(?:同期)?(?:分别)?(?:增加|增长|上升|减少|下降|降低|提高)了?\s*$"
)
FROM: Final = re.compile(r"[由从]\s*$")


def check(case: Case) -> list[Finding]:
    """Shares and changes that do not come out."""
    findings = []
    for section, text in case.prose.sections.items():
        if (
            "%" not in text
            and "％" not in text
            and not re.search(r"成|百分|[比较同]|个百分点|分之|倍|平均|[由从]\d", text)
        ):
            continue
        for period in case.prose.periods_of(section):
            findings += [*_period(case, period), *_means(case, period)]
    return findings


_MEAN: Final = re.compile(r"平均每个?月[^，。；\d]{0,10}(?P<said>\d+(?:\.\d+)?)\s*件")
_MONTHS: Final = Decimal(12)


def _means(case: Case, period: Passage) -> Iterator[Finding]:
    """``平均每月收到申请36.5件``: a twelfth of those received, answered or to be answered."""
    for match in _MEAN.finditer(period.text):
        if "申请" not in period.text:
            continue
        said = Decimal(match["said"])
        room = Decimal(1).scaleb(min(0, int(said.as_tuple().exponent)))
        known = [v for cells in (NEW, DONE, HANDLED) if (v := case.sum(cells)) is not None]
        if known and not any(abs(v / _MONTHS - said) <= room for v in known):
            right = f"{(known[0] / _MONTHS).quantize(Decimal('0.1'))} 件"
            says = f"正文写{quoted(match[0])}，按全年 {format_number(known[0])} 件算，平均每月应为 {right}，请核对。"
            place = period.cut(match.start(), match.end())
            yield case.prose.finding(
                "TEXT-RATE", "warning", place, says, expected=right, found=match["said"], status="uncertain"
            )


def _period(case: Case, period: Passage) -> Iterator[Finding]:
    found = [
        m for m in mentions(period.text)
        if m.kind in {NumberKind.COUNT, NumberKind.RATE} and not ITEMS.fullmatch(m.text)
    ]  # fmt: skip
    if len(found) > MOST_NUMBERS:
        return
    text = hide_marks(period.text)
    for index in range(len(found)):
        at = RateClause(period, text, found, index)
        if at.mention.kind is NumberKind.RATE and _CHANGES_IN_A_ROW.search(at.clause):
            yield from changes_in_a_row(case, at)
            continue
        finding = _rate(case, at) if at.mention.kind is NumberKind.RATE else difference(case, at)
        if finding is not None:
            yield finding


def _rate(case: Case, at: RateClause) -> Finding | None:
    if at.mention.unit == "个百分点":
        return points(case, at)
    if at.mention.unit != "%" or FROM.search(at.lead):
        return None
    share = _SHARE.search(at.clause)
    if share and re.search("分别|依次", at.clause):
        return shares_in_a_row(case, at, share["of"])
    if share and not re.search("上年|去年|同期", at.clause[: share.start()] + at.lead):
        return share_of(case, at, share["of"])
    if _RATIO.search(at.clause):
        return share_of(case, at, "")
    if _RATE_OF_DONE.search(at.clause) and not _TIMELY.search(at.clause):
        return done_rate(case, at) or (rate_of_two(case, at) if is_of_others(at) else None)
    if outcome := _RATE_OF_OUTCOME.search(at.clause):
        return outcome_rate(case, at, outcome[1])
    if _RATE_OF_TWO.search(at.clause):
        return rate_of_two(case, at)
    if "成" in at.mention.text and _BARE_SHARE.match(at.lead):
        return share_of(case, at, "")
    if CHANGE_END.search(at.clause) or re.search(r"同比\s*$", at.clause):
        return change_rate(case, at)
    return None
