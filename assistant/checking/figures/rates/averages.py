"""TEXT-RATE: averages reckoned anew: 月均, 日均, 平均每期, 人均, 每件平均用时, and so many of every hundred.

An average is of a number of its own period in the unit that it is told in, divided by what the words name: the months of
a year, or a number counted in that unit. Any reading that fits is taken; only where none does, something is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Final

from assistant.checking.case import Case
from assistant.checking.figures.rates.rate_clause import BASIS, BELOW, CHANGE_END, words_around
from assistant.checking.figures.ties.aliases import hide_marks, names_in
from assistant.checking.figures.ties.mentions import mentions
from assistant.checking.figures.ties.rows import DONE, HANDLED, NEW, applicant_cells, result_cells
from assistant.checking.prose import Passage
from assistant.core.findings import Finding
from assistant.core.numbers import Mention, NumberKind, format_number
from assistant.core.template import quoted

_MEAN: Final = re.compile(
    r"(?P<mean>(?:(?:平均到|按)12个月(?:平均|计算|算|摊)?，|平均(?:下来|算来|到)?，?|(?:折算|算)下来，?)每(?:一|个)?(?P<each>[^，。；\d]{1,14}?)|(?P<short>[月日周季场期次人件户村])均(?P<own>[^，。；\d]{0,10}?)"
    r"|每(?:一|个)?(?P<other>[^，。；\d平]{1,4})平均(?P<rest>[^，。；\d]{0,8}?))\s*$"
)
_OPENED: Final = re.compile("(?:(?:平均到|按)12个月(?:平均|计算|算|摊)?|(?:平均|折算|算)下来)，$")
_AHEAD: Final = re.compile(
    r"^(?:全年|本年|也就是|相当于|折合|折算|匡算|即|大约|平均|按(?:全年|12个月)?计?算?|)$"
)
"""Before the average in its clause: whatever is named there may be what it is of."""
_INERT: Final = re.compile(
    r"大?约|为|达到?|近|接近|不到|不足|超过?|有|了|只|仅|也|就|都|需要?|用时?|时间|耗时|办理|办结|办件|答复|收到|新收|接收|受理|收|政府信息公开|公开|信息|申请|发布|更新|推送|接待|培训|参训|参加|参与|接听|处理|作出|发放|查询|访问|开展|举办|缴纳|收取|支出|花费|群众|量|数|各|的|大致|将近|逾|高达|完成"
)
_PART_OF_YEAR: Final = re.compile(
    r"[上下]半年|半年|季度|\d{1,2}月|期间|以来|上线|启用|之?后|[一二两三四五六七八九十]月|招生季|假期|[两三四五六七八九十]年|近[几\d]年|工作日|\d+天|最[多少高低]|当[月日天]"
)
_ALL_YEAR: Final = re.compile("全年|一年|本年|年内|20\\d\\d年")
_FIXED: Final = {"月": (12,), "季度": (4,), "季": (4,), "周": (52, 53), "天": (365, 366), "日": (365, 366)}
_WORKDAYS: Final = tuple(range(246, 254))
_SAME: Final = (
    frozenset({"人", "名", "人次"}), frozenset({"天", "日", "工作日", "个工作日"}), frozenset({"件", "件次", "份", "个", "起", "宗"}),
    frozenset({"元", "万元", "亿元"}), frozenset({"次", "人次", "户次"}),
)  # fmt: skip
_COUNTED_BY_NOUN: Final = frozenset({"个", "家", "所", "处", "名", "位"})
_OCCASIONS: Final = frozenset({"场", "次", "期", "班"})
"""培训2次，场均46人次."""
_PEOPLE: Final = frozenset({"人", "名", "位"})
_SCALE: Final = {"万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
_ABOVE: Final = re.compile(r"超过?|逾|高于|以上|[余多]|出头")
_ABOUT: Final = re.compile(r"约|左右|上下|大致|差不多")
_NOTHING_BUT_CAUSE: Final = Decimal(1)
_IN_ALL: Final = re.compile("[，；](?:全年|一年|年内|合计|总计|共计|共|累计|总数|总量|为|达)+")
_MOST: Final = 20
"""With more numbers in a period some pair fits almost any average."""


def check(case: Case, period: Passage) -> Iterator[Finding]:
    """The averages of a period that do not come out."""
    if not re.search("均|每", period.text):
        return
    text = hide_marks(period.text)
    counts = [m for m in mentions(period.text) if m.kind is NumberKind.COUNT and m.unit != "倍"]
    if len(counts) > _MOST:
        return
    for index, said in enumerate(counts):
        mean = _MEAN.search(text[_edge(text, said.start) : said.start])
        if mean is None or not said.value:
            continue
        place = period.cut(_edge(text, said.start) + mean.start(), said.end)
        average = _Average(text, counts, index, mean)
        finding = average.finding(case, place)
        if finding is not None:
            yield finding
    yield from _of_every_hundred(case, period, text, counts)


def _edge(text: str, start: int) -> int:
    """Where the clause of a number begins; 平均下来，每月 is one clause."""
    edge = max(text.rfind(mark, 0, start) for mark in "，。；：（(") + 1
    opened = _OPENED.search(text[max(0, edge - 10) : edge])
    return edge - len(opened[0]) if opened else edge


def _amount(mention: Mention) -> Decimal:
    return mention.value * _SCALE.get(mention.unit, Decimal(1))


def _alike(one: str, other: str) -> bool:
    return one == other or any({one, other} <= units for units in _SAME)


def comes_out(text: str, said: Mention, real: Decimal) -> bool:
    """Whether a number may stand for a reckoned one, rounded as far as it is written and as its 约, 多, 不到 allow."""
    value = _amount(said)
    places = re.search(r"\.(\d+)", said.text)
    step = Decimal(1).scaleb(-len(places[1]) if places else 0)
    step *= _SCALE.get(said.unit, Decimal(10_000) if "万" in said.text else Decimal(1))
    around = words_around(text, said)
    if BELOW.search(around):
        return value * Decimal("0.8") - step <= real < value + step / 2
    if _ABOVE.search(around):
        return value - step / 2 <= real <= value * Decimal("1.2") + step
    if _ABOUT.search(around) or said.approximate:
        return abs(real - value) <= max(step, value * Decimal("0.05"))
    return abs(real - value) < step


_AN_ORGAN: Final = re.compile(
    r"(?:市直|县直|区直|直属|下属|所属|基层|市级|县级|区级|职能|成员|参评|被评)*(?:县|区|市|乡|镇|街道|部门|单位|机关|科室|分局|学校|医院|支队|大队|所)"
)


def _organs(text: str, counts: Sequence[Mention]) -> list[Decimal]:
    """How many organs are told, each kind and all together: 9个县（区）连同38个部门，平均每个单位."""
    found = [m.value for m in counts if m.unit in {"个", "家"} and _AN_ORGAN.match(text, m.end) and m.value]
    return [*found, sum(found, Decimal(0))] if len(found) > 1 else found


@dataclass(frozen=True)
class _Average:
    """An average in its period: the `index`-th of its counts."""

    text: str
    counts: Sequence[Mention]
    index: int
    mean: re.Match[str]

    @property
    def said(self) -> Mention:
        """The number told as the average."""
        return self.counts[self.index]

    @property
    def words(self) -> str:
        """What every one is, and what stands behind it: ``期``, ``月更新``, ``窗口``."""
        groups = self.mean.groupdict()
        if groups["short"]:
            return f"{groups['short']}{groups['own']}"
        return groups["each"] or f"{groups['other']}{groups['rest']}"

    def finding(self, case: Case, place: Passage) -> Finding | None:
        """What to say of it; `None` where a reading fits or none is to be found."""
        divisors, named, explicit = self._divisors()
        if not divisors or not self._of_the_same(named):
            return None
        tops = self._tops(explicit) or self._told_after()
        others = [_amount(m) for m in self.counts if m is not self.said and _alike(m.unit, self.said.unit)]
        others += [a + b for a, b in pairwise(others)] + [sum(tops, Decimal(0))]
        cells = self._cells(case) if named == "月" else []
        if not tops and not cells:
            return None
        ahead = self.text[: _edge(self.text, self.said.start)]
        if not explicit and _PART_OF_YEAR.search(ahead):
            return None
        readings = [top / d for top in (*tops, *others, *cells) for d in divisors]
        if any(comes_out(self.text, self.said, real) for real in readings):
            return None
        top = tops[-1] if tops else cells[0]
        real = top / divisors[-1 if explicit else 0]
        places = 0 if real == real.to_integral_value() else 1
        right = f"{real.quantize(Decimal(1).scaleb(-places))} {self.said.unit if self.said.unit not in _SCALE else '元'}"
        sure = bool(tops) and (explicit or _ALL_YEAR.search(self.text) is not None)
        says = (
            f"正文写{quoted(place.text)}，按 {format_number(top)} 除以 {format_number(divisors[-1 if explicit else 0])} 算，应为 {right}，请核对。"
            if sure
            else f"正文写{quoted(place.text)}，按全年 {format_number(top)} {self.said.unit}算，应为 {right}；如果说的是别的时段或范围，可以不改，请核对。"
        )
        return case.prose.finding(
            "TEXT-RATE",
            "error" if sure else "warning",
            place,
            says,
            expected=right,
            found=self.said.text,
            basis=BASIS,
            status="fail" if sure else "uncertain",
        )

    def _divisors(self) -> tuple[list[Decimal], str, bool]:
        """What it may be divided by, the word that names it, and whether the text itself counts it."""
        words = self.words
        told, name = [], ""
        for mention in self.counts[: self.index]:
            unit = mention.unit
            behind = self.text[mention.end : mention.end + 2]
            if unit in _COUNTED_BY_NOUN and len(behind) == 2 and words.startswith(behind):
                told.append(mention.value)
                name = behind
            elif unit in _PEOPLE and words.startswith("人"):
                told.append(mention.value)
                name = "人"
            elif unit in _OCCASIONS and words[:1] in _OCCASIONS:
                told.append(mention.value)
                name = words[0]
            elif unit and unit not in {"日", "天"} and words.startswith(unit.removeprefix("个")):
                told.append(mention.value)
                name = unit.removeprefix("个")
            elif unit in {"天", "工作日", "个工作日"} and re.match("[日天]|工作日", words):
                told.append(mention.value)
                name = "工作日" if words.startswith("工作日") else words[0]
        told = [value for value in told if value]
        if re.match("单位|部门|机构|地方", words) and words[:2] not in self.text[: self.mean.start()]:
            told = _organs(self.text, self.counts[: self.index]) or told
            name = words[:2] if told else name
        if told:
            days = _FIXED["日"] if name == "日" and len(told) > 1 else ()
            return [*map(Decimal, days), *told], name, True
        if words.startswith("工作日"):
            return list(map(Decimal, _WORKDAYS)), "工作日", False
        name = next((n for n in _FIXED if words.startswith(n)), "")
        days = _FIXED.get(name, ())
        return [Decimal(d) for d in (*days, *(_WORKDAYS if name in {"日", "天"} else ()))], name, False

    def _of_the_same(self, named: str) -> bool:
        """Whether the clause names nothing but what was counted before."""
        before = self.mean.string[: self.mean.start()].strip()
        own = _INERT.sub("", self.words.removeprefix(named))
        known = self.text[: _edge(self.text, self.said.start)]
        return _AHEAD.match(before) is not None and (len(own) < 2 or own[:2] in known)

    def _tops(self, explicit: bool) -> list[Decimal]:
        """The numbers before it that it may be of, the likeliest last; no change from last year and no last year's."""
        stop = 0 if explicit else max(self.text.rfind(mark, 0, self.said.start) for mark in "；;")
        found = []
        for mention in self.counts[: self.index]:
            lead = self.text[max(0, mention.start - 14) : mention.start]
            if mention.start < stop or not _alike(mention.unit, self.said.unit) or CHANGE_END.search(lead):
                continue
            if re.search(
                r"(?:上年|去年|20\d\d年)[^，。；\d]{0,6}$|法定[^，。；]{0,4}$|均[^，。；\d]{0,6}$", lead
            ):
                continue
            found.append(_amount(mention))
        found = [value for value in found if value > _amount(self.said)]  # 培训2次，人均参训2次
        same = [
            _amount(m) for m in self.counts[: self.index] if m.unit == self.said.unit and _amount(m) in found
        ]
        return found if not same else [*(v for v in found if v not in same), *same]

    def _told_after(self) -> list[Decimal]:
        """``平均每月30件，全年共358件``."""
        after = self.counts[self.index + 1 : self.index + 2]
        between = self.text[self.said.end : after[0].start] if after else ""
        if not after or not _IN_ALL.fullmatch(between) or not _alike(after[0].unit, self.said.unit):
            return []
        return [_amount(after[0])]

    def _cells(self, case: Case) -> list[Decimal]:
        """The requests of the year, where the average is of requests."""
        if "申请" not in self.words or self.said.unit != "件":
            return []
        return [v for cells in (NEW, DONE, HANDLED) if (v := case.sum(cells)) is not None]


_EVERY: Final = re.compile(
    r"每(?P<of>一?百|100|一?千|1000|十|10)\s*件(?:(?:办结|新收|收到|答复)的?)?(?:政府信息公开)?申请(?:之?中|里)"
)
_OF: Final = {"十": 10, "10": 10, "百": 100, "100": 100, "千": 1000, "1000": 1000}


def _of_every_hundred(case: Case, period: Passage, text: str, counts: Sequence[Mention]) -> Iterator[Finding]:
    """``每100件办结的申请中，予以公开的约34件``: the share of the cells that each clause names."""
    every = _EVERY.search(text)
    if every is None:
        return
    of, form = Decimal(_OF[every["of"].removeprefix("一")]), case.report.form
    before = every.end()
    for said in counts:
        if said.start < every.end() or said.unit != "件":
            continue
        names = [
            n for n in names_in(text[before : said.start]) if n.kind in {"result", "reason", "applicant"}
        ]
        before = said.end
        if not names:  # 有87件由自然人提出
            behind = re.split("[，。；]", text[said.end :])[0]
            names = [n for n in names_in(behind) if n.kind in {"result", "reason", "applicant"}]
        if len(names) != 1:
            continue
        people = names[0].kind == "applicant"
        cells = applicant_cells(names[0].key, "new", form)[0] if people else result_cells(names[0].key, form)
        part, whole = case.sum(cells), case.sum(NEW if people else DONE)
        if part is None or not whole:
            continue
        real = part * of / whole
        if abs(real - said.value) <= _NOTHING_BUT_CAUSE:
            continue
        right = f"约 {format_number(real.quantize(Decimal(1)))} 件"
        shown = f"{format_number(part)}÷{format_number(whole)}"
        says = f"正文写{quoted(every[0])}{quoted(said.text)}，按{shown}算，应为{right}，请核对。"
        yield case.prose.finding(
            "TEXT-RATE", "error", period.cut(said.start, said.end), says, cells=(*cells, *(NEW if people else DONE)),
            expected=right, found=said.text, basis=BASIS,
        )  # fmt: skip
