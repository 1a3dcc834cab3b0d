"""TEXT-RATE: shares, rates of change and differences from last year, reckoned anew.

A share is of the number right before it and the whole its words name; a change is of the number it follows. Where
last year's report is given its cells decide; else the numbers of the sentence itself must agree with one another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import Final

from assistant.checking.aliases import hide_marks, names_in
from assistant.checking.case import Case
from assistant.checking.figures import is_wrong
from assistant.checking.prose import Passage
from assistant.checking.rows import DONE, HANDLED, NEW, Cells, applicant_cells, result_cells
from assistant.checking.statements import MOST_NUMBERS, Statement
from assistant.core.findings import Finding
from assistant.core.numbers import Mention, NumberKind, find_numbers, format_number
from assistant.core.report import Severity
from assistant.core.template import quoted

_BASIS: Final = "占比和增减应由正文、表格和上年报告的数算得出来"
_PERIOD: Final = re.compile(r"[^。！？\n]+")
_UP: Final = r"增加|增长|上升|增多|提高|提升|多了?|增幅|净增|升高|上涨"
_DOWN: Final = r"减少|下降|降低|回落|下滑|少了?|降幅|净减|减幅|降"
_CHANGED: Final = re.compile(rf"(?P<up>{_UP})|(?P<down>{_DOWN})")
_CHANGE_END: Final = re.compile(rf"(?:{_UP}|{_DOWN})(?:了|为|达到?|约|近|幅度为?|率为?|比例为?)?\s*$")
_TO: Final = re.compile(rf"(?:{_UP}|{_DOWN}|[增减升降])(?:加|少)?(?:到|至|为)\s*$")
_AGAINST: Final = re.compile(r"同比|[比较与同](?:上年|去年|上一年|\d{4}年)|环比|上年|去年|\d{4}年的?")
_OTHER_BASE: Final = re.compile(r"环比|季度|上半年|下半年|\d月|近[三五]年|20\d\d年同期以外")
_SHARE: Final = re.compile(
    r"占(?:比|到|了)?(?P<of>[^，。；、（）\d]{0,24}?)(?:的)?(?:比例|比重|百分比|比)?(?:分别)?(?:为|达|约|近|超过?|不足|逾|将近)*\s*$"
)
_SUM_WORDS: Final = re.compile(r"两项|二者|两者|三项|合计|共计|之和|以上")
_RATE_OF_DONE: Final = re.compile(r"(?:办结|答复|办理)率(?:为|达到?|均?为|是|保持)?\s*$")
_RATE_OF_OUTCOME: Final = re.compile(r"(纠错|纠正|维持|败诉)率(?:为|达到?|是)?\s*$")
_RATE_OF_TWO: Final = re.compile(r"(?:回收|完成|采纳|办理|回复)率(?:为|达到?|是)?\s*$")
_BARE_SHARE: Final = re.compile(r"^[，、（(]\s*(?:占|约|近|超过?|逾|不足|不到|将近|接近)*\s*$")
_TIMELY: Final = re.compile(r"按期|按时|及时|法定|如期|期限|时限")
_BRACKETS: Final = re.compile(r"[（(][^（）()]*[）)]")
_STOP: Final = re.compile(r"[。；]")
_JOINS: Final = re.compile(r"^[、和及与]")
_JOINS_LOOSELY: Final = re.compile(r"^[、，和及与][^，。；]{0,12}$")
_ITEMS: Final = re.compile("[一二两三四五六七八九十](?:项|类|种|个方面)")
_FROM: Final = re.compile(r"[由从]\s*$")
_ABOVE: Final = re.compile(r"超过?|逾|高于|以上|多于|[余多]")
_BELOW: Final = re.compile(r"不足|低于|不到|近|将近|接近")
_PERIOD_END: Final = re.compile(r"[；。]")
_HALF: Final = Decimal("0.5")
_WITH_BASE: Final = re.compile(r"[比较与](?:上年度?|去年|\d{4}年)(?:同期)?的?\s*$")
_NEAR: Final = 12
_POINT: Final = Decimal("0.11")
_CLOSE: Final = 40
_VAGUE_ROOM: Final = Decimal(5)


@dataclass(frozen=True)
class _Clause:
    """A mention in its period, with the words right before it."""

    period: Passage
    text: str
    mentions: Sequence[Mention]
    index: int

    @property
    def mention(self) -> Mention:
        return self.mentions[self.index]

    @property
    def lead(self) -> str:
        start = self.mentions[self.index - 1].end if self.index else 0
        return self.text[start : self.mention.start]

    @property
    def clause(self) -> str:
        """The words since the last comma or bracket, numbers and all."""
        before = self.text[: self.mention.start]
        edge = max((before.rfind(mark) for mark in "，。；：（("), default=-1) + 1
        return before[edge:]

    def counts_before(self) -> list[Mention]:
        """The counts earlier in the period, the nearest last; not those in brackets that are closed again."""
        counts = [m for m in self.mentions[: self.index] if m.kind is NumberKind.COUNT]
        closed = [m.span() for m in _BRACKETS.finditer(self.text, 0, self.mention.start)]
        return [m for m in counts if not any(start <= m.start < end for start, end in closed)]


def check(case: Case) -> list[Finding]:
    """Shares and changes that do not come out."""
    findings = []
    for section, text in case.prose.sections.items():
        if "%" not in text and "％" not in text and not re.search(r"成|百分|[比较同]|个百分点", text):
            continue
        for match in _PERIOD.finditer(text):
            period = Passage(section, match.start(), match.end(), match[0])
            findings += list(_period(case, period))
    return findings


def _period(case: Case, period: Passage) -> Iterator[Finding]:
    mentions = [
        m for m in find_numbers(period.text)
        if m.kind in {NumberKind.COUNT, NumberKind.RATE} and not _ITEMS.fullmatch(m.text)
    ]  # fmt: skip
    if len(mentions) > MOST_NUMBERS:
        return
    text = hide_marks(period.text)
    for index in range(len(mentions)):
        at = _Clause(period, text, mentions, index)
        finding = _rate(case, at) if at.mention.kind is NumberKind.RATE else _difference(case, at)
        if finding is not None:
            yield finding


def _rate(case: Case, at: _Clause) -> Finding | None:
    if at.mention.unit == "个百分点":
        return _points(case, at)
    if at.mention.unit != "%" or _FROM.search(at.lead):
        return None
    share = _SHARE.search(at.clause)
    if share and "分别" in at.clause:
        return _shares_in_a_row(case, at, share["of"])
    if share:
        return _share(case, at, share["of"])
    if _RATE_OF_DONE.search(at.clause) and not _TIMELY.search(at.clause):
        return _done_rate(case, at)
    if outcome := _RATE_OF_OUTCOME.search(at.clause):
        return _outcome_rate(case, at, outcome[1])
    if _RATE_OF_TWO.search(at.clause):
        return _rate_of_two(case, at)
    if "成" in at.mention.text and _BARE_SHARE.match(at.lead):
        return _share(case, at, "")
    if _CHANGE_END.search(at.clause) or re.search(r"同比\s*$", at.clause):
        return _change_rate(case, at)
    return None


# --- shares ---------------------------------------------------------------------------------------------


def _share(case: Case, at: _Clause, of: str) -> Finding | None:
    tops = _tops(at) or _named_tops(case, at)
    if not tops:
        return None
    wholes, sure = _wholes(case, at, of, tops)
    if not wholes:
        return None
    fractions = [(top, whole) for top in tops for whole in wholes if whole]
    if any(_is(at, top * 100 / whole) for top, whole in fractions):
        return None
    top, whole = next(((t, w) for t, w in fractions if t <= w), fractions[0])
    real = top * 100 / whole
    return _told(
        case,
        at,
        f"{format_number(top)}÷{format_number(whole)}",
        _percent(real, at.mention),
        "error" if sure else "warning",
    )


def _shares_in_a_row(case: Case, at: _Clause, of: str) -> Finding | None:
    """``甲3件、乙1件，分别占办结总数的60%、20%``: the first share is of the first of as many numbers as there are shares."""
    run = _STOP.split(at.text[at.mention.start :])[0]
    rates = [
        m
        for m in at.mentions[at.index :]
        if m.kind is NumberKind.RATE and m.start < at.mention.start + len(run)
    ]
    counts = at.counts_before()[-len(rates) :]
    if len(counts) != len(rates):
        return None
    wholes, sure = _wholes(case, at, of, [m.value for m in counts])
    for count, rate in zip(counts, rates, strict=True):
        here = replace(at, index=at.mentions.index(rate))
        if wholes and not any(_is(here, count.value * 100 / whole) for whole in wholes if whole):
            real = _percent(count.value * 100 / wholes[0], rate)
            says = f"{format_number(count.value)}÷{format_number(wholes[0])}"
            return _told(case, here, says, real, "error" if sure else "warning")
    return None


def _tops(at: _Clause) -> list[Decimal]:
    """What the share is of: the number right before, or the sum of those right before; empty when words name another."""
    before = at.counts_before()
    if not before:
        return []
    last = before[-1]
    between = at.text[last.end : at.mention.start]
    if _PERIOD_END.search(between) or any(
        n.kind not in {"received", "noun"} for n in names_in(between.partition("占")[0])
    ):
        return []
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
    if together and len(run) > 1:
        return [total]
    return [last.value] if len(run) == 1 else [last.value, total]


def _wholes(case: Case, at: _Clause, of: str, tops: Sequence[Decimal]) -> tuple[list[Decimal], bool]:
    """The numbers it may be a share of, and whether they are surely all."""
    names = [n.key for n in names_in(of)]
    if any(n.kind in {"case", "outcome"} for n in names_in(of)):
        return [], False
    known: list[Decimal] = []
    if "total_results" in names:
        known = _values(case, [DONE])
    elif "new" in names:
        known = _values(case, [NEW])
    elif {"received", "requests", "should"} & set(names) or re.search(
        r"申请总|全部申请|申请的|总数|总量|总申请", of
    ):
        known = _values(case, [NEW, HANDLED, DONE])
    inside = [m.value for m in at.counts_before() if m.value >= max(tops) and m.value]
    if tops[0] in inside:
        inside.remove(tops[0])  # itself
    if known and names:
        return [*known, *inside], True
    if known:
        return [*known, *inside], bool(inside)
    if of.strip() and not re.search(r"总|全部|全年|其", of):
        return inside, False
    if inside:
        return [*inside, *_table_wholes(case, at)], True
    tied = _tied(case, at)
    if tied is not None and tied.kind in {"result", "reason"}:
        return _values(case, [DONE, NEW, HANDLED]), True
    if tied is not None and tied.kind == "applicant":
        return _values(case, [NEW, HANDLED, DONE]), True
    return (
        (_values(case, [NEW, HANDLED, DONE]), False) if "申请" in at.text[: at.mention.start] else ([], False)
    )


def _named_tops(case: Case, at: _Clause) -> list[Decimal]:
    """``法人或其他组织提出的占17.4%``: the share is of what the words name."""
    words = at.clause.partition("占")[0]
    names = [n for n in names_in(words) if n.kind in {"applicant", "result", "reason"}]
    if not names or re.search(r"\d", words) or "申请" not in at.text:
        return []
    key = names[-1].key
    if names[-1].kind == "applicant":
        return _values(case, applicant_cells(key, "", case.report.form))
    return _values(case, [result_cells(key, case.report.form)])


def _table_wholes(case: Case, at: _Clause) -> list[Decimal]:
    tied = _tied(case, at)
    return _values(case, [DONE, NEW, HANDLED]) if tied is not None else []


def _values(case: Case, choices: Iterable[Cells]) -> list[Decimal]:
    return [value for cells in choices if (value := case.sum(cells)) is not None]


def _done_rate(case: Case, at: _Clause) -> Finding | None:
    """办结率 against what was to be handled and what was done."""
    tops, wholes = _values(case, [DONE]), _values(case, [HANDLED])
    tied = _tied(case, at)
    of_requests = "申请" in at.period.text or (tied is not None and tied.kind == "received")
    if not tops or not wholes or not wholes[0] or not of_requests:
        return None
    real = tops[0] * 100 / wholes[0]
    if _is(at, real):
        return None
    says = f"办结 {format_number(tops[0])} 件、应办（新收加上年结转）{format_number(wholes[0])} 件"
    return _told(case, at, says, _percent(real, at.mention), "warning")


def _outcome_rate(case: Case, at: _Clause, word: str) -> Finding | None:
    """纠错率 and the like: outcomes of the cases named before, of all or of those decided."""
    tied = _tied(case, at)
    if tied is None or tied.kind not in {"case", "outcome"}:
        return None
    rows = [a.rpartition(".")[0] for a in tied.choices[0]]
    column = "upheld" if word == "维持" else "corrected"
    top, whole = case.sum(f"{r}.{column}" for r in rows), case.sum(f"{r}.total" for r in rows)
    pending = case.sum(f"{r}.pending" for r in rows)
    if top is None or pending is None or not whole:
        return None
    wholes = [w for w in (whole, whole - pending) if w]
    if any(_is(at, top * 100 / w) for w in wholes):
        return None
    real = _percent(top * 100 / whole, at.mention)
    return _told(case, at, f"{format_number(top)}÷{format_number(whole)}", real, "error")


def _rate_of_two(case: Case, at: _Clause) -> Finding | None:
    """``发出150份，收回144份，回收率96%``: of the two numbers right before, where they are of one kind."""
    before = at.counts_before()
    if len(before) < 2 or before[-1].unit != before[-2].unit or not before[-2].value:
        return None
    whole, top = before[-2].value, before[-1].value
    if (
        top > whole
        or len(at.text[before[-2].start : at.mention.start]) > _CLOSE
        or _is(at, top * 100 / whole)
    ):
        return None
    real = _percent(top * 100 / whole, at.mention)
    return _told(case, at, f"{format_number(top)}÷{format_number(whole)}", real, "warning")


def _points(case: Case, at: _Clause) -> Finding | None:
    """``占办结总数的33.8%，比上年提高6.2个百分点``: against the same share of last year's report."""
    if case.previous is None or not case.consecutive or not _AGAINST.search(at.clause):
        return None
    tied = _tied(case, at)
    way = _direction(at.clause)
    if tied is None or tied.kind not in {"result", "reason"} or is_wrong(case, tied) or not way:
        return None
    cells = tied.choices[0]
    now, whole = case.sum(cells), case.sum(DONE)
    before, whole_before = case.sum(cells, last_year=True), case.sum(DONE, last_year=True)
    if now is None or before is None or not whole or not whole_before:
        return None
    real = now * 100 / whole - before * 100 / whole_before
    if abs(real * way - at.mention.value) <= _POINT:
        return None
    shown = f"{'提高' if real > 0 else '下降'} {abs(real).quantize(Decimal('0.1'))} 个百分点"
    says = f"本年 {format_number(now)}÷{format_number(whole)}、上年 {format_number(before)}÷{format_number(whole_before)}"
    return _told(case, at, says, shown, "error")


# --- changes --------------------------------------------------------------------------------------------


def _tied(case: Case, at: _Clause) -> Statement | None:
    """The last number before that is said of cells of this year, in the same period."""
    section, start = at.period.section, at.period.start
    place = start + at.mention.start
    found = None
    for statement in case.statements:
        where = statement.passage
        if where.section == section and start <= where.start < place and not statement.last_year:
            found = statement
    return found


def _direction(clause: str) -> int:
    """1 for more, −1 for less, 0 when the words do not say."""
    last = None
    for last in _CHANGED.finditer(clause):  # noqa: B007 - the last one counts
        pass
    return 0 if last is None else 1 if last["up"] else -1


@dataclass(frozen=True)
class _Pair:
    """A number of this year and the same of last year."""

    now: Decimal
    before: Decimal
    sure: bool = True


def _difference(case: Case, at: _Clause) -> Finding | None:
    """``比上年增加3件``."""
    if not _CHANGE_END.search(at.clause) or not _AGAINST.search(at.clause + at.lead) or "分别" in at.clause:
        return None
    if _OTHER_BASE.search(at.clause) or at.mention.approximate:
        return None
    way = _direction(at.clause)
    stated = _WITH_BASE.search(at.text[: at.counts_before()[-1].start]) if at.counts_before() else None
    pairs = list(_from_sentence(at)) if stated else list(_from_reports(case, at))
    if not pairs or not way:
        return None
    if any((p.now - p.before) * way == at.mention.value for p in pairs):
        return None
    pair = pairs[0]
    change = pair.now - pair.before
    real = f"{'增加' if change > 0 else '减少' if change < 0 else '没有增减'}" + (
        f" {format_number(abs(change))} {at.mention.unit}" if change else ""
    )
    says = f"本年 {format_number(pair.now)}、上年 {format_number(pair.before)}"
    return _told(case, at, says, real, "error")


def _change_rate(case: Case, at: _Clause) -> Finding | None:
    if _OTHER_BASE.search(at.clause):
        return None
    way = _direction(at.clause)
    stated = list(_from_sentence(at))
    pairs = [*stated, *_from_reports(case, at)]
    pairs = [p for p in pairs if p.before]
    if not pairs:
        return None
    sign = way or 1
    if any(_is(at, (p.now - p.before) * 100 / p.before * sign) for p in pairs):
        return None
    pair = pairs[-1]
    real = (pair.now - pair.before) * 100 / pair.before
    word = "增长" if real > 0 else "下降"
    shown = f"{word} {_percent(abs(real), at.mention)}" if real else "没有增减"
    says = f"本年 {format_number(pair.now)}、上年 {format_number(pair.before)}"
    return _told(case, at, says, shown, "error" if pair.sure else "warning")


def _from_sentence(at: _Clause) -> Iterator[_Pair]:
    """Pairs the sentence itself tells.

    ``由12件增加到18件``, ``18件，比上年的12件增加6件``, ``上年12件``, ``18件，增加6件``.
    """
    before = at.counts_before()
    if at.mention.kind is NumberKind.COUNT:
        before = [*before, at.mention]
    for earlier, later in pairwise(before):
        if earlier.unit == later.unit and _TO.search(at.text[earlier.end : later.start]):
            yield _Pair(later.value, earlier.value)
    if len(before) < 2:
        return
    base, change = before[-2], before[-1]
    lead = at.text[base.end : change.start]
    if change.unit != base.unit:
        return
    if re.search(r"(?:上年|去年)(?:为|是|的|同期)*$", lead):
        yield _Pair(base.value, change.value)
    if not _CHANGE_END.search(lead) or len(at.text[change.end : at.mention.start]) > _NEAR:
        return
    way = _direction(lead)
    ahead = at.text[before[-3].end if len(before) > 2 else 0 : base.start]
    if not _WITH_BASE.search(ahead):
        yield _Pair(base.value, base.value - way * change.value)
    elif len(before) > 2 and before[-3].unit == base.unit:
        yield _Pair(before[-3].value, base.value)
    else:
        yield _Pair(base.value + way * change.value, base.value)


def _from_reports(case: Case, at: _Clause) -> Iterator[_Pair]:
    """Pairs of cells: of the number the change follows, else of what the clause names."""
    if case.previous is None or not case.consecutive:
        return
    tied = _tied(case, at)
    named = _named_cells(at)
    if not named and tied is not None and tied.role == "part":
        return
    choices: Sequence[Cells] = named or (tied.choices if tied is not None and _near(case, at, tied) else ())
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


def _near(case: Case, at: _Clause, tied: Statement) -> bool:
    """Whether nothing else was counted between the tied number and the change."""
    place = tied.passage.start - at.period.start
    between = [
        m for m in at.counts_before()
        if m.start > place and not _CHANGE_END.search(at.text[: m.start][-14:])
    ]  # fmt: skip
    return not between


def _named_cells(at: _Clause) -> tuple[Cells, ...]:
    """What the clause itself names: ``申请量同比增长12%``."""
    names = [n for n in names_in(at.clause) if n.kind in {"received", "result", "noun", "case"}]
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


# --- telling --------------------------------------------------------------------------------------------


def _decimals(mention: Mention) -> int:
    digits = re.search(r"\.(\d+)", mention.text)
    return len(digits[1]) if digits else 0


def _is(at: _Clause, real: Decimal) -> bool:
    """Whether the percentage written may stand for the real one, rounded as far as it is written."""
    said = at.mention.value
    around = at.text[max(0, at.mention.start - 4) : at.mention.end + 2]
    if "成" in at.mention.text or "分之" in at.mention.text or at.mention.approximate:
        if _BELOW.search(around):
            return said - _VAGUE_ROOM <= real < said + _HALF
        if _ABOVE.search(around):
            return said - Decimal("0.05") <= real < said + 2 * _VAGUE_ROOM
        return abs(real - said) <= (_VAGUE_ROOM if at.mention.approximate else Decimal(1))
    return abs(real - said) <= _HALF * Decimal(10) ** -_decimals(at.mention)


def _percent(value: Decimal, like: Mention) -> str:
    """A percentage with as many decimals as the text has, at least one where it does not come out even."""
    places = max(_decimals(like), 0 if value == value.to_integral_value() else 1)
    return f"{value.quantize(Decimal(1).scaleb(-places))}%"


def _told(case: Case, at: _Clause, says: str, expected: str, severity: Severity) -> Finding | None:
    """The finding; none where the number it rests on is told to be wrong already."""
    tied = _tied(case, at)
    if tied is not None and is_wrong(case, tied):
        return None
    passage = at.period.cut(at.mention.start, at.mention.end)
    clause = at.clause.strip(" ，、")[-24:]
    return case.prose.finding(
        "TEXT-RATE",
        severity,
        passage,
        f"正文写{quoted(clause + at.mention.text)}，按{says}算，应为{expected}，请核对。",
        expected=expected,
        found=at.mention.text,
        basis=_BASIS,
    )
