"""TEXT-PARTS, where no word opens the list: 公开栏29块，村级16块，组级15块; 按承办单位分，局机关35件…; 其中有3件因…，有2件因….

Nothing says for sure that such numbers are parts of one whole, so what does not add up is a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final

from assistant.checking.case import Case
from assistant.checking.figures.sums.complements import BASIS, MANIFOLD, by_ordinal, by_quarter, pairs, unsure
from assistant.checking.figures.ties.aliases import hide_marks, names_in
from assistant.checking.figures.ties.mentions import mentions
from assistant.checking.figures.ties.rows import DONE, HANDLED, NEW
from assistant.checking.figures.ties.statements import MOST_NUMBERS
from assistant.checking.prose import Passage
from assistant.core.findings import Finding
from assistant.core.numbers import Mention, NumberKind, format_number
from assistant.core.template import quoted

_BY: Final = re.compile(
    r"(?:按|从)[^，。；：\d]{2,10}(?:分|看|来看|划分|统计|分类)[，：:]|(?:申请)?内容(?:分别)?(?:为|是|涉及)|申请事项(?:分别)?(?:为|是)"
)
_SPAN: Final = re.compile(r"(?:\d+[至到—–-])?\d+(?:周?岁|个?工作日|[日天])(?:以[下上内]|及以[上下])?")
"""An age or a time that names a part: 60岁及以上15件, 6至10个工作日31件."""
_OPEN_ENDED: Final = re.compile(r"等|主要|其[他它余]|余下|部分|个别|左右|多")
_SHORT_NAME: Final = re.compile(r"^(?:参加|参训)?[，、][一-龥]{2,10}$")
_CHANNEL: Final = re.compile(
    "邮箱|邮寄|邮政|邮件|快递|专递|自取|领取|当面|现场|网上|网络|平台|传真|短信|窗口|信函"
)
"""How requests came in or answers went out."""
_WITH: Final = re.compile(r"^[^，。；\d]{0,24}[，、；](?:有|另有|还有)?$")
_CHANGE: Final = re.compile(
    r"增|减|升|降|上年|去年|同比|占(?![道地用])|参加|参训|覆盖|受众|结转|共|合计|累计|其中|分别|除"
)
_ORGAN: Final = re.compile("部门|县|区|办公[室厅]|乡镇|街道|分局|镇|局")
_AN_ITEM: Final = re.compile("[^，。；：、]{2,18}")
_TO_THE_LIST: Final = r"[^，。；、]{0,16}，(?:(?:经分析|从原因看|具体看|具体来说|按原因分|分类看)，)?"
_THE_REST: Final = re.compile("其[他它余]|余下")
_NAMES_ALL: Final = re.compile("不(?:满意|合格|属实)|未(?:采纳|达标|答复)|其余|余下")
"""Lists set off by commas are lists for certain only where an item says that it is the last of all."""
_COMPLEMENT: Final = re.compile(
    r"(?P<what>合格|属实|采纳|达标)的?[0-9]+[一-龥]{1,2}[、，][不未](?P=what)的?[0-9]+"
)
"""合格5973批次、不合格137批次: together they are all."""
_CLOSE: Final = Decimal("0.8")
_SHORT: Final = 12
_FAR: Final = Decimal("1.3")
_NEAR: Final = Decimal("0.2")
_FEWEST: Final = 2


def check(case: Case) -> Iterator[Finding]:
    """Lists that hardly add up."""
    tied = {(s.passage.section, s.passage.start) for s in case.statements}
    before: list[Mention] = []
    for sentence in case.prose.sentences:
        text = hide_marks(sentence.text)
        numbers = [m for m in mentions(sentence.text) if m.kind is NumberKind.COUNT and m.unit]
        if len(numbers) > MOST_NUMBERS or MANIFOLD.search(text):
            continue
        found = list(_bare(case, sentence, text, numbers, tied, before))
        found = found or list(_by_channel(case, sentence, text, numbers))
        found = found or list(_by_marks(case, sentence, text, numbers))
        yield from found or pairs(case, sentence, text, numbers)
        yield from by_quarter(case, sentence, text, numbers)
        yield from _with_reasons(case, sentence, text, numbers)
        yield from _by(case, sentence, text, numbers, before)
        yield from _added_up(case, sentence)
        before = numbers
    yield from by_ordinal(case)


_MADE_UP: Final = re.compile(
    r"(?<![\d.,第])(?P<whole>\d{1,6})(?P<unit>[个所家名位处户人])[一-龥]{1,12}[，]?(?:由|包括)(?P<list>\d{1,6}(?P=unit)[一-龥]{1,12}(?:(?:、|和|与|及)\d{1,6}(?P=unit)[一-龥]{1,12}?){1,6})(?:组成|构成)"
)
"""32个点位，由11个空气站和23个断面组成."""
_BY_TURNS: Final = re.compile(
    r"季度(?:依次|分别)(?:为|是)(?P<list>\d{1,6}(?P<unit>[^，。；、\d]{1,3})(?:、\d{1,6}(?P=unit)){3})，全年(?:共|合计|共计)?(?P<whole>\d{1,6})(?P=unit)"
)
_ADDED_UP: Final = re.compile(
    r"(?<![\d.,第])(?P<list>\d{1,6}[所家个名位处户人](?!工作日|月|百分点)[一-龥]{1,10}(?:(?:、|，|和|与|及)\d{1,6}[所家个名位处户人](?!工作日|月|百分点)[一-龥]{1,10}){1,6}?)"
    r"[、，]?(?:共计?|合计|总计|一共)(?:有)?(?P<whole>\d{1,6})(?=[所家个名位处户人])"
)
"""32所中小学、41所幼儿园共75所单位: the nouns stand behind their numbers."""


def _added_up(case: Case, sentence: Passage) -> Iterator[Finding]:
    """Things counted and summed up in one breath; a part of the list may be meant as well."""
    for match in (m for p in (_ADDED_UP, _MADE_UP, _BY_TURNS) for m in p.finditer(sentence.text)):
        values = [Decimal(n) for n in re.findall(r"\d+", match["list"])]
        whole = Decimal(match["whole"])
        if whole in {sum(values[i:], Decimal(0)) for i in range(len(values) - 1)}:
            continue
        total = sum(values, Decimal(0))
        says = (
            f"{quoted(match[0][:80])}：分项 {'＋'.join(map(format_number, values))}＝{format_number(total)}，"
            f"和总数 {format_number(whole)} 不等，请核对是哪个数错了。"
        )
        place = sentence.of(match)
        yield case.prose.finding("TEXT-PARTS", "error", place, says, expected=whole, found=total, basis=BASIS)


def _bare(
    case: Case,
    sentence: Passage,
    text: str,
    numbers: Sequence[Mention],
    tied: set[tuple[str, int]],
    before: Sequence[Mention],
) -> Iterator[Finding]:
    """A whole and parts with short names, all of one unit and none of them a number of the tables."""
    for i, whole in enumerate(numbers):
        parts: list[Mention] = []
        for earlier, part in pairwise(numbers[i:]):
            lead = text[earlier.end : part.start]
            if (
                part.unit != whole.unit
                or not _SHORT_NAME.match(lead)
                or names_in(lead)
                or _CHANGE.search(lead.removeprefix("参加").removeprefix("参训"))
            ):
                break
            parts.append(part)
        if len(parts) < _FEWEST or any(
            (sentence.section, sentence.start + m.start) in tied for m in (whole, *parts)
        ):
            continue
        total = sum((p.value for p in parts), Decimal(0))
        small = all(p.value < whole.value for p in parts)
        if _is_first_item(text, numbers[:i], before, whole, parts):
            return
        if small and whole.value < total <= whole.value * _FAR and not whole.approximate:
            yield unsure(case, sentence, whole, parts, total, whole.value)
            return


def _is_first_item(
    text: str,
    ahead: Sequence[Mention],
    before: Sequence[Mention],
    first: Mention,
    parts: Sequence[Mention],
) -> bool:
    """Whether the number ahead of a list is but its first item: 信访215件：废气96件，污水71件，固废48件."""
    total = first.value + sum((p.value for p in parts), Decimal(0))
    larger = {m.value for m in (*before, *ahead) if m.unit == first.unit}
    marks = {text[p.start - len(_lead(text, p)) - 1 : p.start - len(_lead(text, p))] for p in parts}
    return total in larger or (text[first.end : first.end + 1] == "、" and marks == {"、"})


def _lead(text: str, number: Mention) -> str:
    return re.split("[，、]", text[: number.start])[-1]


def _by_channel(case: Case, sentence: Passage, text: str, numbers: Sequence[Mention]) -> Iterator[Finding]:
    """``办结的24件申请，答复书通过电子邮箱发送13件，邮寄7件，申请人自取5件``: more than all of them."""
    for i, whole in enumerate(numbers):
        for kind in (_CHANNEL, _ORGAN):
            parts: list[Mention] = []
            for earlier, part in pairwise(m for m in numbers[i:] if m.unit == whole.unit):
                lead = text[earlier.end : part.start]
                if not kind.search(lead) or re.search("[。；]|其中|增|减", lead):
                    break
                parts.append(part)
            total = sum((p.value for p in parts), Decimal(0))
            small = all(p.value < whole.value for p in parts)
            if len(parts) >= _FEWEST and small and whole.value < total <= whole.value * _FAR:
                if not whole.approximate:
                    yield unsure(case, sentence, whole, parts, total, whole.value)
                return


def _by_marks(case: Case, sentence: Passage, text: str, numbers: Sequence[Mention]) -> Iterator[Finding]:
    """``许可221908件，机动车类115204件、出入境类83617件、户政类24087件``: parts set off by 、 come to their whole."""
    for i, whole in enumerate(numbers):
        parts: list[Mention] = []
        named = by_comma = False
        for earlier, part in pairwise(m for m in numbers[i:] if m.unit == whole.unit):
            lead = text[earlier.end : part.start]
            opened = re.match("[、，]" if parts else _TO_THE_LIST, lead)
            item = lead[opened.end() :] if opened else ""
            if not _AN_ITEM.fullmatch(item) or _CHANGE.search(item):
                break
            by_comma |= lead[:1] == "，" and bool(parts)
            named |= "工作日" not in item and any(n.kind not in {"noun", "document"} for n in names_in(item))
            parts.append(part)
        behind = text[parts[-1].end : parts[-1].end + 2] if parts else ""
        total = sum((p.value for p in parts), Decimal(0))
        if total and whole.value + total in {m.value for m in numbers[:i]}:
            continue  # 75件申请中，交通类40件，户籍类20件，其他15件
        if len(parts) < _FEWEST or total == whole.value or not behind.startswith(("，", "。", "；")):
            continue
        if any(m.approximate for m in (whole, *parts)) or any(p.value >= whole.value for p in parts):
            continue
        closed = _THE_REST.search(text[parts[-2].end if len(parts) > 1 else whole.end : parts[-1].start])
        kinds_of = not text[: whole.start].endswith("的") and all(
            text[: p.start].endswith("的") for p in parts
        )
        if closed and not named and whole.value * _CLOSE <= total != whole.value:
            yield unsure(case, sentence, whole, parts, total, whole.value)
            return
        if by_comma and not kinds_of and (named or not _NAMES_ALL.search(text[whole.end : parts[-1].start])):
            continue
        if _COMPLEMENT.search(text[whole.end : parts[-1].end]) and not named:
            yield unsure(case, sentence, whole, parts, total, whole.value)
            return
        few = named or len(parts) == _FEWEST or _OPEN_ENDED.search(text[whole.start : parts[-1].end])
        if whole.value < total <= whole.value * _FAR or (
            not few and whole.value * _CLOSE <= total < whole.value
        ):
            yield unsure(case, sentence, whole, parts, total, whole.value)
            return


def _with_reasons(case: Case, sentence: Passage, text: str, numbers: Sequence[Mention]) -> Iterator[Finding]:
    """``5件，其中有3件因…，有2件因…，有1件因…``: more than all of them."""
    for i, whole in enumerate(numbers):
        opened = (
            re.match(r"[，,（(]?其中(?:有|，有)?$", text[whole.end : numbers[i + 1].start])
            if i + 1 < len(numbers)
            else None
        )
        if not opened:
            continue
        parts = [numbers[i + 1]]
        for earlier, part in pairwise(numbers[i + 1 :]):
            lead = text[earlier.end : part.start]
            if (
                part.unit != whole.unit
                or not re.search(r"[，、；](?:另|还)?有$", lead)
                or not _WITH.match(lead)
            ):
                break
            parts.append(part)
        total = sum((p.value for p in parts), Decimal(0))
        if len(parts) >= _FEWEST and total > whole.value and all(p.value <= whole.value for p in parts):
            yield unsure(case, sentence, whole, parts, total, whole.value)


def _by(
    case: Case, sentence: Passage, text: str, numbers: Sequence[Mention], before: Sequence[Mention]
) -> Iterator[Finding]:
    """A list that says by what it is parted: it has to come to the requests, or to a number of the sentence before."""
    opened = _BY.search(text)
    if opened is None or "申请" not in case.prose.sections[sentence.section]:
        return
    parts: list[Mention] = []
    last = opened.end()
    for part in numbers:
        if part.start < opened.end():
            continue
        lead = text[last : part.start]
        if (
            part.unit != "件"
            or not re.fullmatch(r"[，、和及]?[^，。；：\d]{2,14}", _SPAN.sub("时段", lead))
            or _CHANGE.search(lead)
        ):
            break
        parts.append(part)
        last = part.end
    behind = text[last : last + 6]
    if len(parts) < _FEWEST or _OPEN_ENDED.search(text[opened.start() : last] + behind[:1]):
        return
    ahead = [m for m in (*before, *numbers) if m.unit == "件" and m not in parts]
    wholes = {m.value for m in ahead} | {case.sum(c) for c in (NEW, HANDLED, DONE)}
    total = sum((p.value for p in parts), Decimal(0))
    near = [w for w in wholes if w and abs(total - w) <= max(_NEAR * w, Decimal(2))]
    if total in wholes or not near:
        return
    whole = min(near, key=lambda w: abs(total - w))
    said = next((m for m in reversed(numbers) if m.value == whole and m.end <= opened.start()), None)
    yield unsure(case, sentence, said, parts, total, whole)
