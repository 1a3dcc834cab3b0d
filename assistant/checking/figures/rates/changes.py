"""Changes from last year, reckoned anew: differences and rates of change."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import Final

from assistant.checking.case import Case
from assistant.checking.figures.numbers.numbers import is_wrong
from assistant.checking.figures.rates.rate_clause import (
    AGAINST,
    CHANGE_END,
    DOWN,
    UP,
    RateClause,
    direction,
    in_ten_thousands,
    loosely_true,
    said_of,
    shown,
    stands_for,
    tied_before,
    told,
    ulp,
)
from assistant.checking.figures.rates.ratios import times
from assistant.checking.figures.ties.aliases import names_in
from assistant.checking.figures.ties.places import INERT
from assistant.checking.figures.ties.rows import DONE, HANDLED, NEW, Cells, applicant_cells, result_cells
from assistant.checking.figures.ties.statements import Statement
from assistant.core.approximate import HARDLY_BY_CHANCE
from assistant.core.findings import Finding
from assistant.core.numbers import Mention, NumberKind, format_number
from assistant.core.template import Template

_NOW: Final = r"(?:(?:20\d\d年(?:度|底|末)?|年[末底终]|今年|本年度?|当年|目前|现在|如今|眼下|每[月天日年周季]|[月日周]均)的?)?"
TO: Final = re.compile(
    rf"(?:{UP}|{DOWN}|[增减升降涨落跌添加扩缩攀滑掉压飙回提拉抬冲])(?:加|少|了)?(?:到|至|为|成){_NOW}(?:近|约|逾|超过)?\s*$"
)
_FROM_AHEAD: Final = re.compile(r"(?:^|[^自隶])[由从](?!事|业|严)[^，。；：、]{0,16}$")
_UNTIL: Final = re.compile(rf"^[^，。；、\d]{{0,6}}，?(?:[一-龥]{{0,4}}?)(?:到|至|变[为成]){_NOW}\s*$")
"""从318件到402件, 由54项变成64项."""
_ON: Final = re.compile(r"(?:再|又|继而|进而)(?:增|升|降|减)?(?:加|少)?(?:到|至)\s*$")
_AND_SO_REACHED: Final = re.compile("，?(?:达到?|为|共|总数|总量|合计)+")
_OTHER_BASE: Final = re.compile(r"[年月日]均|平均|环比|季度|上半年|下半年|\d月")
_OF_YEARS: Final = re.compile("近[两二三四五六几]年|[两二三四五六]年(?:来|间|合计|累计|共)?|累计")
"""两年累计减少: against no number of last year."""
_WITH_BASE: Final = re.compile(
    r"[比较与](?:上一?年度?|去年|前一年|\d{4}年)(?:同期|全年|全部|总共|共)*(?:新收|收到|受理|办结|答复|公开|发布|制发)?(?:到|了)?的?\s*$"
)
_BESIDE: Final = re.compile("(?:[^，。；]{0,8}相比|[^，。；]{0,8}比)?，")
"""与2023年的326件相比，2024年新收申请358件."""
_AGAINST_WHAT: Final = re.compile("同比|[比较与]")
LAST_YEARS: Final = re.compile(r"(?:上年|去年|上一年|前一年)[^，。；\d]{0,12}$")
_OF_LAST_YEAR: Final = re.compile(
    r"(?:(?:上年|去年|上一年|前一年)[^，。；\d]{0,8}|20\d\d年(?:同期)?(?:为|是|有))$"
)
_SOME_PLACES: Final = re.compile(
    r"(?:\d|[两几一二三四五六七八九十])个(?:市?直)?(?:县|区|市|镇|乡|街道|部门|单位|科室|局)"
)
_ROUGHLY: Final = Decimal("0.5")
NEAR: Final = 12


@dataclass(frozen=True)
class _Pair:
    """A number of this year and the same of last year."""

    now: Decimal
    before: Decimal
    sure: bool = True


def difference(case: Case, at: RateClause) -> Finding | None:
    """``比上年增加3件``."""
    if at.mention.unit == "倍":
        pairs = [*_from_sentence(at), *_told_apart(at), *_from_reports(case, at), *_likely(case, at)]
        return _times(case, at) or times(case, at, [(p.now, p.before) for p in pairs])
    counts = at.counts_before()
    led = (
        len(counts) > 1
        and TO.search(at.text[counts[-2].end : counts[-1].start])
        and len(at.lead) < NEAR
        and not names_in(at.lead)
    )
    if not CHANGE_END.search(at.clause) or re.search("分别|依次|合计|共计", at.clause):
        return None
    if not led and not AGAINST.search(at.clause + at.lead):
        return None
    if _OTHER_BASE.search(at.clause) or at.mention.approximate:
        return None
    way = direction(at.clause)
    stated = _WITH_BASE.search(at.text[: at.counts_before()[-1].start]) if at.counts_before() else None
    behind = list(_told_behind(at))
    if led:
        pairs = [_Pair(counts[-1].value, counts[-2].value)]
    elif behind:
        pairs = behind
    else:
        pairs = list(_from_sentence(at)) if stated else list(_from_reports(case, at))
    if not pairs or not way:
        return None
    if stated:
        base = pairs[0].before
        pairs += [_Pair(m.value, base) for m in at.counts_before()[:-1]]
    fine = [*pairs, *(_likely(case, at) if case.previous is not None else ())]
    if any((p.now - p.before) * way == at.mention.value for p in fine):
        return None
    pair = pairs[0]
    change = pair.now - pair.before
    real = f"{'增加' if change > 0 else '减少' if change < 0 else '没有增减'}" + (
        f" {format_number(abs(change))} {at.mention.unit}" if change else ""
    )
    says = f"本年 {format_number(pair.now)}、上年 {format_number(pair.before)}"
    return told(case, at, says, real, "error")


def _times(case: Case, at: RateClause) -> Finding | None:
    """``比上年的4件增长1.75倍``: so many times as much more, by the two numbers that the sentence tells."""
    if direction(at.clause) <= 0 or TO.search(at.clause):
        return None
    pairs = [p for p in (*_from_sentence(at), *_told_apart(at)) if p.before]
    pairs = pairs or [p for p in _from_reports(case, at) if p.before and p.sure]
    room = _ROUGHLY * at.mention.value if at.mention.approximate else ulp(at.mention)
    if not pairs or any(abs((p.now - p.before) / p.before - at.mention.value) < room for p in pairs):
        return None
    pair = pairs[0]
    real = ((pair.now - pair.before) / pair.before).quantize(Decimal("0.01"))
    says = f"本年 {format_number(pair.now)}、上年 {format_number(pair.before)}"
    return told(case, at, says, f"增长 {format_number(real)} 倍", "error")


def _from_to(at: RateClause, pair: _Pair) -> bool:
    """Whether a pair is told as 由……到……, in so many words."""
    counts = [m for m in at.counts_before() if m.unit not in {"年", "月"}]
    return any(
        _is_step(at.text, one, other) and pair.before in {one.value, counts[0].value}
        for one, other in pairwise(counts)
        if other.value == pair.now and other is counts[-1]
    )


def _is_step(text: str, one: Mention, other: Mention) -> bool:
    """Whether one number is told to have become another: 由54项添到64项, 从318件到402件, 再升到420件."""
    lead = text[one.end : other.start]
    if TO.search(lead) or _ON.search(lead):
        return True
    return _UNTIL.match(lead) is not None and _FROM_AHEAD.search(text[: one.start]) is not None


def _reached(at: RateClause) -> Iterator[_Pair]:
    """``比上年的412件多出26件，达到438件``."""
    two = at.counts_before()[-2:]
    if len(two) > 1 and two[0].unit == two[1].unit and CHANGE_END.search(at.text[: two[0].start]):
        change, now = two  # 增加6件，达到33件
        if _AND_SO_REACHED.fullmatch(at.text[change.end : now.start]):
            way = direction(at.text[: change.start])
            yield _Pair(now.value, now.value - way * change.value)
    three = at.counts_before()[-3:]
    if len(three) < 3 or len({m.unit for m in three}) > 1:
        return
    base, change, now = three
    if _AND_SO_REACHED.fullmatch(at.text[change.end : now.start]) and _WITH_BASE.search(
        at.text[: base.start]
    ):
        yield _Pair(now.value, base.value)


def _told_apart(at: RateClause) -> Iterator[_Pair]:
    """``不予处理56件，上年为25件，是上年的2.24倍``."""
    before = [m for m in at.counts_before() if m.unit not in {"倍", ""}]
    if len(before) < 2 or before[-1].unit != before[-2].unit:
        return
    between = at.text[before[-2].end : before[-1].start]
    if CHANGE_END.search(between) or re.search("[；;]", between):
        return
    if _WITH_BASE.search(between) or LAST_YEARS.search(between):
        yield _Pair(before[-2].value, before[-1].value)


def change_rate(case: Case, at: RateClause, *, told_only: bool = False) -> Finding | None:
    """``比上年增长27.8%``, against the sentence's own numbers or the cells of both years (not with `told_only`)."""
    if _OTHER_BASE.search(at.clause) or re.search("分别|依次|合计|共计", at.clause):
        return None
    way = -1 if "减" in at.mention.text else 1 if "番" in at.mention.text else direction(at.clause)
    stated = [] if _is_of_its_own(at) else [*_reached(at), *_told_apart(at), *_from_sentence(at)]
    stated = stated or [*_told_behind(at), *_named_with_change(case, at)]
    if told_only and not stated:
        return None
    of_years = _OF_YEARS.search(at.clause) is not None
    pairs = [p for p in stated if _from_to(at, p)] if of_years else [*stated, *_from_reports(case, at)]
    pairs = [p for p in pairs if p.before]
    if not pairs:
        return None
    sign = way or 1
    fine = [*pairs, *_against_base(at), *(p for p in _likely(case, at) if p.before)]
    if any(stands_for(at, (p.now - p.before) * 100 / p.before * sign) for p in fine):
        return None
    pair = pairs[-1]
    real = (pair.now - pair.before) * 100 / pair.before
    word = "增长" if real > 0 else "下降"
    expected = f"{word} {shown(abs(real), at.mention)}" if real else "没有增减"
    says = f"本年 {format_number(pair.now)}、上年 {format_number(pair.before)}"
    says = f"由 {format_number(pair.before)} 到 {format_number(pair.now)} " if of_years else says
    close = abs(abs(real) - at.mention.value) <= ulp(at.mention)
    if close and real * sign > 0 and in_ten_thousands(at):
        return None
    sure = pair.sure and not close and not loosely_true(at, real * sign)
    return told(case, at, says, expected, "error" if sure else "warning", named=told_only)


_LAST_BEHIND: Final = re.compile(
    r"[一-龥]{0,2}[）)]?[，（(](?:而)?(?:上年度?|去年|上一年|前一年)(?:同期)?[^，。；：、\d]{0,8}$"
)


def _told_behind(at: RateClause) -> Iterator[_Pair]:
    """``640次，比上年多85次，上年是555次``: last year's number behind the change."""
    behind = list(at.mentions[at.index : at.index + 3])
    if len(behind) > 2 and behind[1].kind is NumberKind.RATE:  # 多85次，增长15.3%，上年555次
        del behind[0]
    after, counts = behind[1:2], at.counts_before()
    lead = at.text[behind[0].end : after[0].start] if after else ""
    if len(counts) > 1 and CHANGE_END.search(at.text[: counts[-1].start]):
        counts = counts[:-1]
    if not after or not counts or not _LAST_BEHIND.fullmatch(lead) or CHANGE_END.search(lead):
        return
    if counts[-1].unit == after[0].unit and len(at.text[counts[-1].end : at.mention.start]) <= 2 * NEAR:
        yield _Pair(counts[-1].value, after[0].value)


def _named_with_change(case: Case, at: RateClause) -> Iterator[_Pair]:
    """``行政许可处理决定比上年多26件，增长6.3%``: what the clause names is as many as the table holds."""
    counts = at.counts_before()
    if not counts or len(at.text[counts[-1].end : at.mention.start]) > NEAR:
        return
    ahead = re.split("[，。；：]", at.text[: counts[-1].start])[-1]
    way = direction(ahead)
    if not way or not CHANGE_END.search(ahead) or not AGAINST.search(ahead) or re.search(r"\d", ahead):
        return
    names = [n for n in names_in(ahead) if n.kind != "noun"]
    if len(names) != 1 or names[0].kind != "decision" or not _OF_ALL_DECISIONS.fullmatch(ahead):
        return
    now = case.sum((f"proactive.{names[0].key}.decisions",))
    if now is not None and now > way * counts[-1].value:
        yield _Pair(now, now - way * counts[-1].value)


_OF_ALL_DECISIONS: Final = re.compile(
    "(?:全年|本年度?|今年|我[局区县市镇]|全[市县区镇局]|作出|的|，)*(?:行政)?(?:许可|处罚|强制)(?:处理)?(?:决定)?(?:数量|总数|总量|件数|数)?(?:则|也|又)?"
    "(?:同比|[比较与](?:上一?年|去年)(?:同期)?(?:相比)?)[一-龥]{0,8}"
)


def _against_base(at: RateClause) -> Iterator[_Pair]:
    """``640人次，平均每场80人次，比上年480人次多三分之一``: any number before may be compared with the base."""
    counts = at.counts_before()
    if counts and counts[-1].value and _WITH_BASE.search(at.text[: counts[-1].start]):
        yield from (_Pair(m.value, counts[-1].value) for m in counts[:-1] if m.unit == counts[-1].unit)


def percent_as_points(case: Case, at: RateClause) -> Finding | None:
    """``比上年增加26件，增长6.3个百分点``: of a number, not of a rate, so it is per cent."""
    if _OF_A_RATE.search(at.last_clause() + at.lead) or not direction(at.clause):
        return None
    pairs = [p for p in (*_reached(at), *_from_sentence(at), *_from_reports(case, at)) if p.before]
    way = direction(at.clause)
    if not any(stands_for(at, (p.now - p.before) * 100 / p.before * way) for p in pairs):
        return None
    right = f"{format_number(at.mention.value)}%"
    return told(case, at, "件数的增减", right, "error")


_OF_A_RATE: Final = re.compile("率|占|比重|比例|份额|满意度|度")


def changes_in_a_row(case: Case, at: RateClause) -> Iterator[Finding]:
    """``行政复议368件、行政诉讼150件，分别比上年增长8.2%、4.5%``: each of what the numbers before are said of."""
    run = re.split("[。；，]", at.text[at.mention.start :])[0]
    rates = [
        m for m in at.mentions[at.index :]
        if m.kind is NumberKind.RATE and m.unit == "%" and m.start < at.mention.start + len(run)
    ]  # fmt: skip
    counts = at.counts_before()[-len(rates) :]
    way = direction(at.clause)
    if (
        len(rates) < 2
        or len(counts) != len(rates)
        or not way
        or case.previous is None
        or not case.consecutive
    ):
        return
    for count, rate in zip(counts, rates, strict=True):
        said = said_of(case, at, count)
        cells = next((c for s in said for c in s.choices if case.sum(c) == count.value), None)
        now, before = (case.sum(cells), case.sum(cells, last_year=True)) if cells else (None, None)
        here = replace(at, index=at.mentions.index(rate))
        own = direction(here.lead) or way  # 分别增长5.4%和下降4.7%
        if now is None or not before or stands_for(here, (now - before) * 100 / before * own):
            continue
        real = (now - before) * 100 / before
        expected = f"{'增长' if real > 0 else '下降'} {shown(abs(real), rate)}" if real else "没有增减"
        says = f"本年 {format_number(now)}、上年 {format_number(before)}"
        if finding := told(case, here, says, expected, "error"):
            yield finding


def _from_sentence(at: RateClause) -> Iterator[_Pair]:
    """Pairs the sentence itself tells.

    ``由12件增加到18件``, ``18件，比上年的12件增加6件``, ``上年12件``, ``18件，增加6件``.
    """
    stop = max(at.text.rfind(mark, 0, at.mention.start) for mark in "；;")
    before = [m for m in at.counts_before() if m.start > stop]
    if at.mention.kind is NumberKind.COUNT and at.mention.unit != "倍":
        before = [*before, at.mention]
    steps = [
        (one, other)
        for one, other in pairwise(before)
        if one.unit == other.unit and _is_step(at.text, one, other)
    ]
    for earlier, later in steps:
        yield _Pair(later.value, earlier.value)
    if len(steps) > 1 and _OF_YEARS.search(at.clause):
        yield _Pair(steps[-1][1].value, steps[0][0].value)  # 由245件升到318件再到402件，两年增长
    if len(before) < 2:
        return
    base, change = before[-2], before[-1]
    lead = at.text[base.end : change.start]
    if change.unit != base.unit:
        return
    if _OF_LAST_YEAR.search(lead) and not CHANGE_END.search(lead):
        yield _Pair(base.value, change.value)
    if _BESIDE.match(lead) and _WITH_BASE.search(at.text[: base.start]) and not CHANGE_END.search(lead):
        yield _Pair(change.value, base.value)
    if re.search(r"(?:本年|今年)[^，。；\d]{0,8}$", lead) and LAST_YEARS.search(at.text[: base.start]):
        yield _Pair(change.value, base.value)
    if not CHANGE_END.search(lead) or len(at.text[change.end : at.mention.start]) > NEAR:
        return
    way = direction(lead)
    ahead = at.text[before[-3].end if len(before) > 2 else 0 : base.start]
    if not _WITH_BASE.search(ahead) and (CHANGE_END.search(ahead) or not _OF_LAST_YEAR.search(ahead)):
        yield _Pair(base.value, base.value - way * change.value)
    elif len(before) > 2 and before[-3].unit == base.unit:
        yield _Pair(before[-3].value, base.value)
    else:
        yield _Pair(base.value + way * change.value, base.value)


def _from_reports(case: Case, at: RateClause) -> Iterator[_Pair]:
    """Pairs of cells: of the number the change follows, else of what the clause names."""
    if case.previous is None or not case.consecutive or _SOME_PLACES.search(_wide_clause(at)):
        return
    tied = tied_before(case, at)
    named = _named_cells(at.clause, case.report.form) or _named_since(case, at, tied)
    if not named and tied is not None and tied.role == "part" and not _all_of_it(case, tied):
        return
    if not named and tied is not None and _is_of_some(case, at, tied):
        return  # 申请最多的是县自然资源局，98件
    own = _own_words(at)
    if not named and len(re.sub(r"[^一-龥]", "", own)) > 1 and not INERT.match(own) and not names_in(own):
        if "申请" not in own:
            return  # something else is compared
        named = (NEW, HANDLED)
    choices: Sequence[Cells] = named or (tied.choices if tied is not None and _near(case, at, tied) else ())
    choices = choices or _alone_as_many(case, at, tied)
    for cells in choices:
        now = case.sum(cells)
        before = case.sum(cells, last_year=True)
        if now is None or before is None:
            continue
        if (
            not named
            and tied is not None
            and not is_wrong(case, tied)
            and tied.role == "whole"
            and now != tied.mention.value
            and not tied.mention.approximate
        ):
            continue  # another reading of the number it follows
        yield _Pair(now, before)


def _is_of_some(case: Case, at: RateClause, tied: Statement) -> bool:
    """Whether the number before is doubtful and none of its cells, and no change itself."""
    ahead = at.text[: tied.passage.start - at.period.start][-14:]
    fits_none = not any(case.sum(cells) == tied.mention.value for cells in tied.choices)
    return bool(tied.doubt) and fits_none and not (CHANGE_END.search(ahead) or _WITH_BASE.search(ahead))


def _own_words(at: RateClause) -> str:
    """What the clause says before the change."""
    return re.sub(rf"(?:{UP}|{DOWN}).*", "", _AGAINST_WHAT.split(at.clause)[0])


def _is_of_its_own(at: RateClause) -> bool:
    """Whether the clause names something that was not counted before: 审批时限由20天压缩至14天，材料精简四分之一."""
    own = re.sub(
        r"[^一-龥]|累计|总共|总体|实际|整整|足足|一年|算下来|相当于|等于|折合|也就是|净|共|几乎|差不多|近乎|接近|将近|之间|申请量|数量|总量|业务量|[一两二三四五六七八九十]年[间来]?",
        "",
        _own_words(at),
    )
    ahead = at.text[: at.mention.start - len(at.clause)]
    counted = re.search(r"\d", at.clause) is not None
    return len(own) > 1 and not counted and not INERT.match(own) and own[:2] not in ahead


def _wide_clause(at: RateClause) -> str:
    """The words since the last comma, brackets and all: 有2个县（区）的申请量."""
    return re.split("[，。；]", at.text[: at.mention.start])[-1]


def _all_of_it(case: Case, tied: Statement) -> bool:
    """Whether what may be but a part is just as many as its cell, and hardly by chance."""
    value = tied.mention.value
    return value > HARDLY_BY_CHANCE and any(case.sum(cells) == value for cells in tied.choices)


_LARGE: Final[tuple[Cells, ...]] = (
    ("proactive.licensing.decisions",), ("proactive.penalties.decisions",), ("proactive.compulsion.decisions",), ("proactive.fees.amount",),
)  # fmt: skip
_OWN_KINDS: Final = frozenset({"decision", "applicant", "result", "reason", "fee"})


def _alone_as_many(case: Case, at: RateClause, tied: Statement | None) -> tuple[Cells, ...]:
    """``收费6517.4万元，同比增加4.75%``: the cell that is just as many as a large number which no name ties."""
    before = at.counts_before()
    if not before or before[-1].value <= HARDLY_BY_CHANCE:
        return ()
    if tied is not None and tied.passage.start == at.period.start + before[-1].start:
        return ()
    return tuple(cells for cells in _LARGE if case.sum(cells) == before[-1].value)


def _likely(case: Case, at: RateClause) -> Iterator[_Pair]:
    """Pairs of what any number before in the period is said of, and of the requests that the nearest number is as many as."""
    before = at.counts_before()
    start, place = at.period.start, at.period.start + at.mention.start
    choices = [
        cells for s in case.statements
        if s.passage.section == at.period.section and start <= s.passage.start < place and s.role == "whole" and not s.last_year
        for cells in s.choices if case.sum(cells) == s.mention.value
    ]  # fmt: skip
    values = {m.value for m in before}
    choices += [cells for cells in (NEW, HANDLED, DONE) if case.sum(cells) in values]
    for cells in reversed(choices):
        now, last = case.sum(cells), case.sum(cells, last_year=True)
        if now is not None and last is not None:
            yield _Pair(now, last)


def _near(case: Case, at: RateClause, tied: Statement) -> bool:
    """Whether nothing else was counted between the tied number and the change."""
    place = tied.passage.start - at.period.start
    between = [
        m for m in at.counts_before()
        if m.start > place and not CHANGE_END.search(at.text[: m.start][-14:])
    ]  # fmt: skip
    return not between


def _named_since(case: Case, at: RateClause, tied: Statement | None) -> tuple[Cells, ...]:
    """What another sentence than that of the tied number names: 新收402件；不予处理的增加更快，比上年多31件."""
    start = at.period.start + at.mention.start - len(at.clause)
    text = case.prose.sections[at.period.section]
    since = (
        re.split("[；;]", text[tied.passage.end : start])[1:]
        if tied is not None and tied.passage.end < start
        else []
    )
    return _named_cells(since[-1], case.report.form) if since else ()


def _named_cells(clause: str, form: Template) -> tuple[Cells, ...]:
    """What the clause itself names: ``申请量同比增长12%``."""
    own = [n for n in names_in(_AGAINST_WHAT.split(clause)[0]) if n.kind in _OWN_KINDS]
    if own and own[-1].kind == "fee":
        return (("proactive.fees.amount",),)
    if own and own[-1].kind == "decision":
        return ((f"proactive.{own[-1].key}.decisions",),)
    if own and own[-1].kind == "applicant":
        return tuple(applicant_cells(own[-1].key, "new", form)[:1])
    if own:
        return (result_cells(own[-1].key, form),)
    names = [n for n in names_in(clause) if n.kind in {"received", "result", "noun", "case"}]
    keys = [n.key for n in names]
    if not keys:
        return ()
    key = keys[0]
    return {
        "new": (NEW,), "received": (NEW, HANDLED), "requests": (NEW, HANDLED), "should": (HANDLED,),
        "total_results": (DONE,),
        "review": (("disputes.reconsideration.total",),),
        "suits": (("disputes.direct_litigation.total", "disputes.litigation_after_reconsideration.total"),),
    }.get(key, ())  # fmt: skip
