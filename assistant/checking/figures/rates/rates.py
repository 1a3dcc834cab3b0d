"""TEXT-RATE: shares, rates of change and differences from last year, reckoned anew.

A share is of the number right before it and the whole its words name; a change is of the number it follows. Where
last year's report is given its cells decide; else the numbers of the sentence itself must agree with one another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Final

from assistant.checking.case import Case
from assistant.checking.figures.rates import averages, share_lists
from assistant.checking.figures.rates.changes import (
    change_rate,
    changes_in_a_row,
    difference,
    percent_as_points,
)
from assistant.checking.figures.rates.done_rates import (
    done_rate,
    granted_rate,
    is_of_others,
    outcome_rate,
    rate_before_part,
    rate_of_two,
    rate_told_after,
)
from assistant.checking.figures.rates.last_share import last_share, points, points_as_percent
from assistant.checking.figures.rates.rate_clause import (
    CHANGE_END,
    ITEMS,
    RateClause,
)
from assistant.checking.figures.rates.ratios import fraction_of, proportions
from assistant.checking.figures.rates.shares import share_of, shares_in_a_row
from assistant.checking.figures.ties.aliases import hide_marks, names_in
from assistant.checking.figures.ties.mentions import mentions
from assistant.checking.figures.ties.statements import MOST_NUMBERS
from assistant.checking.prose import Passage
from assistant.core.findings import Finding
from assistant.core.numbers import Mention, NumberKind

_SHARE: Final = re.compile(
    r"占(?:比|到|了)?(?P<of>[^，。；、（）\d]{0,24}?(?:\d[\d,]{0,12}(?:件|条|篇|份|个|次|起|人次|人|批次|处|户|家|名|场|期|项|户次)[^，。；、\d]{0,8}(?=的))?)(?:的)?(?:比例|比重|百分比|比)?(?:分别|依次)?(?:为|达到?|约|近|超过?|不足|逾|将近|接近|不到|高达|仅|只有?|多达|大约|已)*\s*$"
)
_OF_TOTAL: Final = re.compile(
    r"(?:超过?|接近|不足|不到|约为?|近|达到?|逾|将近)(?P<of>(?:新收|办结|申请|受理|答复)?(?:总数|总量|总件数)|全部申请)的\s*$"
)
"""超过新收总数的九成."""
_RATE_OF_DONE: Final = re.compile(r"(?:办结|答复|办理)率(?:为|达到?|均?为|是|保持)?\s*$")
_RATE_GRANTED: Final = re.compile(
    r"(?<![主动息府])公开率(?:[（(][^（）()]{0,10}[）)])?(?:为|达到?|是|约)*\s*\Z"
)
_NEAR: Final = 24
_RATE_OF_OUTCOME: Final = re.compile(r"(纠错|纠正|维持|败诉|审结|结案)率(?:为|达到?|是)?\s*$")
_RATE_OF_TWO: Final = re.compile(
    r"(?:回收|完成|采纳|办理|回复|满意|达标|合格|公开|整改|覆盖|建成|备案|更新|处置|化解|到位|开通|通过|上线|参训|发现|发放|送达|出席|录用|选用|点击|打开|使用|注册|验收|巡查|检查|抽检|群众满意|好评|差评|投诉|咨询|报名|中签|转化|解决|反馈|签收|接通|复核|知晓|检出|差错|正确|准确|归档|录入|参与|及时|抽查|回应|销号|普及|入户|到课|出勤|网办|全程网办|即办|响应|命中|入库|上网)(?:率|比例|比重|度)(?:为|达到?|是|约为?|高达|仅为?)?\s*$|^[，]?已?完成(?:了)?(?:总量|任务|计划)?的?约?\s*$"
)
_BARE_SHARE: Final = re.compile(
    r"^，?(?:两项|二者|两者|三项|两类|三者)?(?:合计|相加|加起来|合起来|之和|加在一起)+(?:占|约|近|超过?|逾|不足|不到|将近|接近)*\s*$|^(?:[，、（(]\s*(?:占|约|近|超过?|逾|不足|不到|将近|接近)*|(?:占|超过?|逾|不足|不到|将近|接近)+)\s*$"
)
_RATIO: Final = re.compile(
    r"^(?:所占)?(?:的)?(?:比例|比重|占比|份额)(?:为|是|达到?|约|有|近|接近|超过?|不足)*\s*$"
    r"|(?:中|里|内|当中)(?:所占|占|的)?(?:比例|比重|占比|份额)(?:为|是|达到?|约|有|近|接近|超过?|不足)*\s*$"
)
_ALL: Final = 100
_WHOLE_SHARE: Final = re.compile(
    r"^(?:以上|左右)?(?:[，。；、）)]|$|的申请人?[^，。；]{0,6}(?:拿到|得到|获得|取得|满足))"
)
"""Behind a share of the number before it; 八成以上涉及 is said of a part that is not counted."""
_OF_THE_OPENED: Final = re.compile(
    r"^[^，。；、\d]{0,14}，(?:占|约|近|超过?|逾|不足|不到|将近|接近|差不多|大约|已经?|几乎)*\s*$"
)
"""128处点位中有52处是今年新设的，将近三成."""
_NAMED_SHARE: Final = re.compile(
    r"^(?P<who>[^，。；\d占]{2,14}?)的?(?:申请)?(?:约|不到|不足|超过?|接近|将近|近|只有|仅有?|大约)*\s*$"
)
_TIMELY: Final = re.compile(r"提前|按期|按时|及时|法定|如期|期限|时限")
_CHANGES_IN_A_ROW: Final = re.compile(
    r"(?:(?:分别|依次)(?:[比较](?:上年|去年|20\d\d年)|同比)(?:同期)?(?:分别|依次)?|(?:[比较](?:上年|去年|20\d\d年)|同比)(?:同期)?(?:分别|依次))(?:增加|增长|上升|减少|下降|降低|提高)了?\s*$"
)
FROM: Final = re.compile(r"[由从]\s*$")


def check(case: Case) -> list[Finding]:
    """Shares and changes that do not come out."""
    findings = []
    for section, text in case.prose.sections.items():
        if (
            "%" not in text
            and "％" not in text
            and not re.search(r"成|百分|[比较同]|个百分点|分之|倍|[均半每]|之比|[由从]\d", text)
        ):
            continue
        before = None
        for period in case.prose.periods_of(section):
            own = [*_period(case, period), *averages.check(case, period)]
            places = {f.where[0] for f in own}
            lists = share_lists.check(case, period, before)
            findings += [*own, *(f for f in lists if f.where[0] not in places)]
            before = None if text[period.end : period.end + 1] == "\n" else period
    return findings


def _period(case: Case, period: Passage) -> Iterator[Finding]:
    found = [
        m for m in mentions(period.text)
        if m.kind in {NumberKind.COUNT, NumberKind.RATE} and not ITEMS.fullmatch(m.text)
    ]  # fmt: skip
    if len(found) > MOST_NUMBERS:
        return
    text = hide_marks(period.text)
    yield from proportions(case, period, text, found)
    found = _with_halves(text, found)
    for index in range(len(found)):
        at = RateClause(period, text, found, index)
        if at.mention.kind is NumberKind.RATE and _CHANGES_IN_A_ROW.search(at.clause):
            yield from changes_in_a_row(case, at)
            continue
        finding = _rate(case, at) if at.mention.kind is NumberKind.RATE else difference(case, at)
        if finding is not None:
            yield finding


_HALF: Final = re.compile(
    r"(?:过半数?|大半|(?<!上)(?<!下)(?<!各)(?:一半|半数)(?:以上)?|翻番|翻了?[一两三]番(?!半)|减半)"
)


def _with_halves(text: str, found: list[Mention]) -> list[Mention]:
    """The numbers with 一半, 过半, 半数 and 翻一番 among them, as the shares they are, and 两成半 as 25 %."""
    found = [n for n in found if text[n.end : n.end + 1] != "番"]
    halves = [
        Mention(
            m[0],
            Decimal({"两番": 300, "三番": 700}.get(m[0][-2:], 100) if "番" in m[0] else 50),
            "%",
            NumberKind.RATE,
            m.start(),
            m.end(),
            approximate=True,
        )
        for m in _HALF.finditer(text)
        if not any(n.start < m.end() and m.start() < n.end for n in found)
    ]
    tenths = [
        replace(m, text=f"{m.text}半", value=m.value + 5, end=m.end + 1)
        if m.text.endswith("成") and text[m.end : m.end + 1] == "半"
        else m
        for m in found
    ]
    return sorted([*tenths, *halves], key=lambda m: m.start)


def _rate(case: Case, at: RateClause) -> Finding | None:
    if at.mention.unit == "个百分点":
        return points(case, at) or percent_as_points(case, at)
    if at.mention.unit == "%" and (finding := points_as_percent(case, at)):
        return finding
    if at.mention.unit != "%" or FROM.search(at.lead):
        return None
    if at.is_half and "各" in at.clause:
        return None
    if finding := rate_told_after(case, at):
        return finding
    if at.index and (finding := last_share(case, at)):
        return finding
    share = _SHARE.search(at.clause) or _OF_TOTAL.search(at.clause)
    if share and re.search("分别|依次", at.clause):
        return shares_in_a_row(case, at, share["of"])
    if share and not re.search("上年|去年|同期", at.clause[: share.start()] + at.lead):
        return share_of(case, at, share["of"])
    if _RATIO.search(at.clause):
        return share_of(case, at, "")
    return _named_rate(case, at) or _rate_in_words(case, at)


def _named_rate(case: Case, at: RateClause) -> Finding | None:
    """办结率, 纠错率, 回收率."""
    if _RATE_OF_DONE.search(at.clause) and _TIMELY.search(at.clause):
        return (
            rate_of_two(case, at) if at.mention.value != _ALL and _TIMELY.search(at.last_clause()) else None
        )
    if _RATE_OF_DONE.search(at.clause):
        return done_rate(case, at) or (rate_of_two(case, at) if is_of_others(case, at) else None)
    if _RATE_GRANTED.search(at.text, max(0, at.mention.start - _NEAR), at.mention.start) and (
        "申请" in at.period.text
    ):
        return granted_rate(case, at)
    if outcome := _RATE_OF_OUTCOME.search(at.clause):
        return outcome_rate(case, at, outcome[1])
    if finding := rate_before_part(case, at):
        return finding
    told_of = _RATE_OF_TWO.search(at.clause) or _rate_of_its_own(at)
    return rate_of_two(case, at) if told_of else None


_ANY_RATE: Final = re.compile(
    r"(?<![增长下降升同比年均])(?P<of>(?!增长|下降|上升|增幅|降幅|办结|公开|纠错|纠正|维持|败诉|审结|结案)[一-龥]{2})率(?:为|达到?|是|约为?|高达|仅为?)?\s*$"
)


_OWN_SHARE: Final = re.compile(
    r"(?<![一-龥])(?P<of>[一-龥]{2,4})(?:的|所占)*(?:比例|占比|比重)(?:为|达到?|是|约为?|高达|仅为?)?\s*$"
)
"""原创187篇，原创比例59.9%."""


def _rate_of_its_own(at: RateClause) -> bool:
    """Whether a rate is of what the numbers right before it tell: ``发现问题24个，问题率为0.3%``."""
    named = _ANY_RATE.search(at.clause) or _OWN_SHARE.search(at.clause)
    before = at.counts_before()[-2:]
    if named is None or len(before) < 2:
        return False
    return named["of"] in at.text[before[0].start : at.mention.start - len(at.clause) + named.start()]


def _rate_in_words(case: Case, at: RateClause) -> Finding | None:
    """A share told without 占, and how much more than last year."""
    if finding := fraction_of(case, at):
        return finding
    if re.search("成|分之|半", at.mention.text) and (_is_bare(at) or _is_named(at)):
        return share_of(case, at, "")
    if at.mention.text[0] in "翻减":
        return change_rate(case, at, told_only=True)
    if CHANGE_END.search(at.clause) or re.search(r"同比\s*$", at.clause):
        return change_rate(case, at)
    return None


def _is_bare(at: RateClause) -> bool:
    """Whether a share in words stands right behind the number that it is of: ``6件，不足两成``."""
    opened = _BARE_SHARE.match(at.lead) or (_OF_THE_OPENED.match(at.lead) and at.opened() is not None)
    return bool(opened) and _WHOLE_SHARE.match(at.text[at.mention.end :]) is not None


def _is_named(at: RateClause) -> bool:
    """``办结的34件申请中，予以公开的不到四分之一``: said of what the clause names, of a list's whole."""
    told = None if at.is_half else _NAMED_SHARE.search(at.clause)
    return told is not None and at.opened() is not None and bool(names_in(told["who"]))
