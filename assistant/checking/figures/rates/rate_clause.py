"""A percentage or a change in its sentence: what stands before it, what it may stand for, and how it is told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise, permutations
from typing import Final

from assistant.checking.case import Case
from assistant.checking.figures.numbers.numbers import is_wrong
from assistant.checking.figures.ties.aliases import names_in
from assistant.checking.figures.ties.rows import DONE, HANDLED, NEW, Cells, case_cells, result_cells
from assistant.checking.figures.ties.statements import Statement
from assistant.checking.prose import Passage
from assistant.core.approximate import fits
from assistant.core.findings import Finding
from assistant.core.numbers import Mention, NumberKind
from assistant.core.report import Severity
from assistant.core.template import quoted

BASIS: Final = "占比和增减应由正文、表格和上年报告的数算得出来"
UP: Final = r"增加|增长|升幅|多出|上升|增多|提高|提升|(?<!差不)多了?|增幅|净增|升高|上涨|涨幅|攀升|增速|扩大|壮大|涨(?!价|停)|增了|添了"
DOWN: Final = r"减少|少掉|下降|降低|回落|下滑|少了?|降幅|净减|减幅|跌幅|压减|压降|压缩|精简|缩减|收窄|缩短|节省|节约|削减|减了|降"
_CHANGED: Final = re.compile(rf"(?P<up>{UP})|(?P<down>{DOWN})")
CHANGE_END: Final = re.compile(
    rf"(?:{UP}|{DOWN})(?:了|为|达到?|约|近|幅度为?|率为?|比例为?|超过?|不到|不足|接近|将近|逾|高达|仅)?(?:了|约|近|超过?|不到|不足|接近|将近|逾)?\s*$"
)
AGAINST: Final = re.compile(
    r"同比|[比较与同](?:上年|去年|上一年|前一年|\d{4}年)|环比|上年|去年|上一年|前一年|\d{4}年的?"
)
_BRACKETS: Final = re.compile(r"[（(][^（）()]*[）)]")
ITEMS: Final = re.compile("[一二两三四五六七八九十](?:项|类|种|个方面)")
_ABOVE: Final = re.compile(r"超过?|逾|高于|以上|多于|[余多]")
BELOW: Final = re.compile(r"不足|低于|不到|近|将近|接近")
_YEAR_BEFORE: Final = re.compile("[上前]一年")
_NEARLY: Final = re.compile("近")
_OVER_HALF: Final = re.compile("[过超逾]|以上|多")
_TENTH_AND_MORE: Final = re.compile("成[一二三四五六七八九半]")
_OPENING: Final = re.compile(
    r"(?:的)?[^，。；、\d]{0,12}?(?:(?<![集其])中(?![心央学小介型期旬止断国])|里(?!程)面?|当中|之内)"
)
"""办结的34件申请中, 审结的10件里: the shares that follow are of so many."""
_HALF: Final = Decimal("0.5")
_VAGUE_ROOM: Final = Decimal(5)
_LONGEST_CLAUSE: Final = 160
"""What stands further away says nothing about a number, and long texts would take long."""
_MOST_VALUES: Final = 10
"""With more numbers in a period some pair fits almost any percentage."""


@dataclass(frozen=True)
class RateClause:
    """A mention in its period, with the words right before it."""

    period: Passage
    text: str
    mentions: Sequence[Mention]
    index: int

    @property
    def mention(self) -> Mention:
        """The number itself."""
        return self.mentions[self.index]

    @property
    def lead(self) -> str:
        """The words between it and the number before."""
        start = self.mentions[self.index - 1].end if self.index else 0
        return self.text[start : self.mention.start]

    @property
    def clause(self) -> str:
        """The words since the last comma or bracket, numbers and all."""
        before = self.text[: self.mention.start]
        edge = max((before.rfind(mark) for mark in "，。；：（("), default=-1) + 1
        return before[max(edge, len(before) - _LONGEST_CLAUSE) :]

    @property
    def is_half(self) -> bool:
        """Whether it is 一半, 过半 or 半数."""
        return "半" in self.mention.text and "成" not in self.mention.text

    def counts_before(self) -> list[Mention]:
        """The counts earlier in the period, the nearest last; not those in brackets that are closed again."""
        counts = [
            m for m in self.mentions[: self.index]
            if m.kind is NumberKind.COUNT and m.unit != "倍" and not _YEAR_BEFORE.match(self.text, max(0, m.start - 1))
        ]  # fmt: skip
        closed = [m.span() for m in _BRACKETS.finditer(self.text, 0, self.mention.start)]
        return [m for m in counts if not any(start <= m.start < end for start, end in closed)]

    def last_clause(self) -> str:
        """The clause of the number right before it, up to that number."""
        before = self.counts_before()
        return re.split("[，。；]", self.text[: before[-1].end])[-1] if before else ""

    def opened(self) -> Mention | None:
        """The number that a list is opened with: 办结的34件申请中，……."""
        for mention in reversed(self.counts_before()):
            each = self.text[: mention.start].rstrip().endswith("每")
            if mention.unit and not each and _OPENING.match(self.text[mention.end : self.mention.start]):
                return mention
        return None


def said_of(case: Case, at: RateClause, mention: Mention) -> list[Statement]:
    """What a number of the period is said of."""
    place = at.period.start + mention.start
    return [s for s in case.statements if s.passage.section == at.period.section and s.passage.start == place]


def tied_before(case: Case, at: RateClause) -> Statement | None:
    """The last number before that is said of cells of this year, in the same period."""
    section, start = at.period.section, at.period.start
    place = start + at.mention.start
    found = None
    for statement in case.statements:
        where = statement.passage
        if where.section == section and start <= where.start < place and not statement.last_year:
            found = statement
    return found


def direction(clause: str) -> int:
    """1 for more, −1 for less, 0 when the words do not say."""
    last = None
    for last in _CHANGED.finditer(clause):  # noqa: B007 - the last one counts
        pass
    return 0 if last is None else 1 if last["up"] else -1


def rows_of(cells: Cells) -> list[str]:
    """The rows, with their table, that cells stand in."""
    return list(dict.fromkeys(address.rpartition(".")[0] for address in cells))


def sums_of(case: Case, choices: Iterable[Cells]) -> list[Decimal]:
    """What each choice of cells adds up to, where all of them hold numbers."""
    return [value for cells in choices if (value := case.sum(cells)) is not None]


def named_totals(case: Case, words: str) -> list[Decimal]:
    """How many there are of what words name: decisions, results, cases, requests; empty where they name nothing or more."""
    names = names_in(words)
    if len({n.key for n in names if n.kind != "noun"}) > 1:
        return []
    for name in names:
        if name.kind == "decision":
            return sums_of(case, [(f"proactive.{name.key}.decisions",)])
        if name.kind in {"result", "reason"}:
            return sums_of(case, [result_cells(name.key, case.report.form)])
        if name.kind == "case":
            return sums_of(case, [case_cells(name.key, "total")])
        if name.key in {"new", "received", "requests", "should", "total_results"}:
            return sums_of(case, [NEW, HANDLED, DONE])
    return []


def in_ten_thousands(at: RateClause) -> bool:
    """Whether the numbers before it are rounded to parts of 万, so that the last place says little: 21.47万件占12.7%."""
    return any("万" in m.text or "亿" in m.text for m in at.counts_before()[-3:])


def _decimals(mention: Mention) -> int:
    digits = re.search(r"\.(\d+)", mention.text)
    return len(digits[1]) if digits else 0


def ulp(mention: Mention) -> Decimal:
    """One in the last place of a percentage as it is written: nearer than that it may be rounded another way."""
    return Decimal(1).scaleb(-_decimals(mention))


def words_around(text: str, mention: Mention) -> str:
    """A number with the words of its clause right before and behind it: 约, 不到, 以上."""
    ahead = re.split("[，。；、（(]", text[max(0, mention.start - 4) : mention.start])[-1]
    return ahead + mention.text + re.split("[，。；、）)]", text[mention.end : mention.end + 2])[0]


def stands_for(at: RateClause, real: Decimal) -> bool:
    """Whether the percentage written may stand for the real one, rounded as far as it is written."""
    said = at.mention.value
    around = words_around(at.text, at.mention)
    if "番" in at.mention.text:
        return real >= said - 2 * _VAGUE_ROOM and (real <= said + 4 * _VAGUE_ROOM or "多" in around)
    if at.is_half:
        if BELOW.search(around):
            return said - 2 * _VAGUE_ROOM <= real < said
        over = _OVER_HALF.search(around) or "大半" in around
        return real > said if over else abs(real - said) <= _VAGUE_ROOM
    if "成" in at.mention.text or "分之" in at.mention.text or at.mention.approximate:
        if BELOW.search(around):
            room = _VAGUE_ROOM if _NEARLY.search(around) else 2 * _VAGUE_ROOM
            return said - room <= real < said + _HALF
        if _ABOVE.search(around):
            return said - Decimal("0.05") <= real < said + 2 * _VAGUE_ROOM
        if _TENTH_AND_MORE.search(at.mention.text):
            return abs(real - said) <= Decimal("2.5" if "半" in at.mention.text else "1.5")  # 九成二
        if "%" in at.mention.text and _decimals(at.mention):
            return abs(real - said) <= _HALF  # 约12.8%
        return abs(real - said) <= (_VAGUE_ROOM if at.mention.approximate else Decimal("2.5"))
    return abs(real - said) <= _HALF * Decimal(10) ** -_decimals(at.mention)


def loosely_true(at: RateClause, real: Decimal) -> bool:
    """Whether what is said is true, though another number would say it better: 不足五成 of 24%."""
    around = words_around(at.text, at.mention)
    if _NEARLY.search(around):
        return False
    said = at.mention.value
    return bool((BELOW.search(around) and real < said) or (_ABOVE.search(around) and real > said))


def _last_two(case: Case, at: RateClause) -> Iterator[tuple[Decimal, Decimal]]:
    """The last two counts of one unit before it, either as a part of the other, as written or as the cells have them."""
    before = [m for m in at.counts_before() if m.value]
    if not before:
        return
    last = next((m for m in reversed(before) if sum(m.unit == n.unit for n in before) > 1), None)
    if last is not None:
        one, other = [m for m in before if m.unit == last.unit][-2:]
        yield from permutations((one.value, other.value), 2)
        for a in exact(case, at, one):
            for b in exact(case, at, other):
                yield from permutations((a, b), 2)


def exact(case: Case, at: RateClause, mention: Mention) -> list[Decimal]:
    """A count as the cells that it is said of have it, itself where it is said of none."""
    sums = [
        value
        for s in said_of(case, at, mention)
        for cells in s.choices
        if (value := case.sum(cells, last_year=s.last_year)) and fits(s.mention, value)
    ]
    return sums or [mention.value]


def _values_near(case: Case, at: RateClause) -> list[Decimal]:
    """The counts of the period, and what the cells hold that they are rounded from."""
    counts = [m for m in at.mentions if m.kind is NumberKind.COUNT and m.value][:_MOST_VALUES]
    return list(dict.fromkeys(v for m in counts for v in (m.value, *exact(case, at, m))))


def _share_or_change(at: RateClause, part: Decimal, whole: Decimal) -> bool:
    """Whether one number is just that share of another, or just that much more or less."""
    if way := direction(at.clause):
        return (part - whole) * way > 0 and stands_for(at, abs(part - whole) * 100 / whole)
    return part <= whole and stands_for(at, part * 100 / whole)


def shown(value: Decimal, like: Mention) -> str:
    """A percentage with as many decimals as the text has, at least one where it does not come out even."""
    places = max(_decimals(like), 0 if value == value.to_integral_value() else 1)
    return f"{value.quantize(Decimal(1).scaleb(-places))}%"


def told(
    case: Case, at: RateClause, says: str, expected: str, severity: Severity, *, named: bool = False
) -> Finding | None:
    """The finding; none where the number it rests on is told to be wrong already, or others of the period explain it.

    `named`: the words themselves say of what whole it is a share, so that no other whole may explain it.
    """
    tied = tied_before(case, at)
    if tied is not None and not tied.doubt and not named and is_wrong(case, tied):
        return None
    if not named and at.mention.kind is NumberKind.RATE and at.mention.unit == "%":
        if not direction(at.clause) and any(
            _share_or_change(at, part, whole) for part, whole in _last_two(case, at)
        ):
            return None
        values = _values_near(case, at)
        pairs = [*permutations(values, 2), *((a + b, w) for a, b in pairwise(values) for w in values)]
        if any(_share_or_change(at, part, whole) for part, whole in pairs):
            severity = "warning"
    passage = at.period.cut(at.mention.start, at.mention.end)
    clause = at.clause.strip(" ，、")[-24:]
    return case.prose.finding(
        "TEXT-RATE",
        severity,
        passage,
        f"正文写{quoted(clause + at.mention.text)}，按{says}算，应为{expected}，请核对。",
        expected=expected,
        found=at.mention.text,
        basis=BASIS,
    )


_BY_VERB: Final = re.compile(
    "(?P<verb>收回|回收|发放|发出|抽查|检查|参加|接待|有效|参评|参训|走访|受访)(?:的|到的)?(?:总|全部)?(?:数|量|人数|件数|份数|总数|问卷|答卷|案卷|评价表|人员|样本)(?:总数|总量|数量|数|量)?的?$"
)


def whole_by_verb(at: RateClause, of: str) -> Decimal | None:
    """The whole that 占收回数的 names: the number behind that verb before it."""
    named = _BY_VERB.match(of.strip())
    found = named and re.findall(rf"{named['verb']}[^，。；\d]{{0,6}}(\d[\d,]*)", at.text[: at.mention.start])
    return Decimal(found[-1].replace(",", "")) if found else None
