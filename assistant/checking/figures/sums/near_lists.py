"""TEXT-PARTS by the figures alone: numbers of one unit that come so near to the one before, or behind, that a slip is likely.

Neither a word nor a mark says that 招生占58篇、资助占31篇、安全占35篇、活动占29篇 are all of 一年推文143篇; that they come to 153 does.
What only happens to come near is why each finding is a warning, and why few parts have to miss by a single slip of a digit.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final

from assistant.checking.case import Case
from assistant.checking.figures.ties.mentions import mentions, plain_unit
from assistant.checking.figures.ties.rows import DONE, HANDLED, NEW
from assistant.checking.figures.ties.statements import MOST_NUMBERS
from assistant.checking.prose import Passage
from assistant.core.findings import Finding
from assistant.core.numbers import Mention, NumberKind, format_number
from assistant.core.places import Span, words_of
from assistant.core.template import quoted

_BASIS: Final = "各分项之和应与总数一致（数字之间的勾稽）"
_UNITS_APART: Final = frozenset(
    {"年", "月", "日", "天", "个月", "小时", "分钟", "工作日", "个工作日", "季度", "元", ""}
)
_SUMS: Final = re.compile(
    r"(?:共计?|合计|总计|一共|总共|加起来|合起来|合在一[起块]|加在一[起块]|拢共|加总|相加)[^，。；、\d]{0,4}$"
)
_ENDS: Final = re.compile(
    r"共计?(?!服务|产)|合计|总计|累计|[增减]|上[一]?年|去年|同比|较|另|此外|同时|还有|平均|其中|目前|现有|达到|超过|最[多高少低大]|每|覆盖|涉及|阅读|浏览|占比|分别|除|从|由|至|到|扣"
)
_LEADS: Final = re.compile(r"[。；]")
_A_LIST: Final = re.compile(r"按|分|从[^，。；]{1,8}看|其中|包括|如下|构成|：|类$|[表卷份]里|收回的")
_DONE_AND_LEFT: Final = re.compile(
    r"(?:完成|整改|解决|办结|采纳|更新|合格|达标|开通|建成)[^。；]{0,16}\d[^。；]{0,12}(?:正在|推进中|未|尚|剩|余|待|不合格|不达标)"
)
"""14项已完成11项，正在推进2项: two that are meant to be all."""
_TWO: Final = re.compile(
    r"两(?:类|种|部分|期|批|场|档|项)|分[作为成]|未(?:采纳|整改|完成|达标|更新)|没有发现|不合格|不达标|需要|其中"
)
"""17家分作两类公布，公办9家，民办7家; 没有发现问题的16个，需要补充说明的13个."""
_ENDED: Final = re.compile(r"[一-龥]{0,4}(?:[，。；、）)\n]|$)|[为是属]")
_SUMMED_NEXT: Final = re.compile(r"[^。；\d]{0,10}(?:合计|共|[两二]项|还有|另|其[他余]|余|剩)")
_FEWEST: Final = 3
_MOST: Final = 12
_GAP: Final = 22
_LONG_GAP: Final = 60
_NEAR: Final = Decimal("0.1")
_LEAST: Final = 20
_SLIPS: Final = frozenset(Decimal(n) for n in (1, 2, 10, 20, 100, 9, 18, 27))
_TENS: Final = frozenset(Decimal(n) for n in (10, 100, 1000))
"""31件里，简易的14件，普通的27件: one digit too many."""


Places = Collection[tuple[str, int]]
"""Sections and characters at which numbers begin."""


def check(case: Case, told: Sequence[Finding], right: Places, wrong: Places) -> Iterator[Finding]:
    """Lists that nearly add up.

    `told`: what is told of lists already, whose passages are left alone; `right`: where numbers stand that are what their
    cells hold, `wrong`: where they are not, which is told elsewhere. Parts that are right, or hold a 各, need not add up
    to a number near them.
    """
    all_requests = {case.sum(cells) for cells in (NEW, HANDLED, DONE)}
    taken = [words for f in told if (words := words_of(f))]
    for passage in _stretches(case):
        numbers = [
            m for m in mentions(passage.text)
            if m.kind is NumberKind.COUNT and not m.approximate and m.unit not in _UNITS_APART
        ]  # fmt: skip
        if not _FEWEST <= len(numbers) <= MOST_NUMBERS:
            continue
        for whole, parts in (*_behind(passage.text, numbers), *_before(passage.text, numbers)):
            first, last = min(whole.start, parts[0].start), max(whole.end, parts[-1].end)
            span = passage.cut(first, last)
            if any((passage.section, passage.start + m.start) in wrong for m in (whole, *parts)):
                continue
            if whole.unit == "件" and sum((m.value for m in parts), Decimal(0)) in all_requests:
                continue  # they come to what was answered, not to what was received
            known = sum((passage.section, passage.start + m.start) in right for m in parts)
            tied = (passage.section, passage.start + whole.start) in right
            if known == len(parts) or (known * 2 > len(parts) and not tied) or "各" in span.text:
                continue
            words = Span(span.section, span.start, span.end)
            if not any(words.overlaps(other) for other in taken):
                taken.append(words)
                yield _finding(case, span, whole, parts)


def _stretches(case: Case) -> Iterator[Passage]:
    """Paragraphs: a list may run over full stops and, item by item, over lines."""
    for section, text in case.prose.sections.items():
        start = 0
        for match in re.finditer(r"\n(?!\s*(?:[（(]\d|[●○■◆•·-]|以上))|\Z", text):
            if match.start() > start:
                yield Passage(section, start, match.start(), text[start : match.start()])
            start = match.end()


def _behind(text: str, numbers: Sequence[Mention]) -> Iterator[tuple[Mention, list[Mention]]]:
    """A whole, and the numbers of its unit behind it up to a word that ends the list."""
    for i, whole in enumerate(numbers):
        same = [m for m in numbers[i + 1 :] if plain_unit(m) == plain_unit(whole)][:_MOST]
        parts: list[Mention] = []
        for earlier, part in pairwise([whole, *same]):
            gap = text[earlier.end : part.start]
            words = re.sub(r"\d[\d,.]*", "", gap)
            if parts:
                if len(words) > _GAP or _ENDS.search(words) or _LEADS.search(gap):
                    break
            elif (
                len(words) > _LONG_GAP
                or (_LEADS.search(gap) and not _A_LIST.search(gap))
                or _ENDS.search(re.sub("其中|分别|从|到|由|现有", "", words))
            ):
                break
            parts.append(part)
        if _nearly(whole, parts, text):
            yield whole, parts


def _before(text: str, numbers: Sequence[Mention]) -> Iterator[tuple[Mention, list[Mention]]]:
    """Numbers that a 共 behind them sums up, however far it stands."""
    for i, whole in enumerate(numbers):
        if not _SUMS.search(text[: whole.start]):
            continue
        parts: list[Mention] = []
        later = whole
        for part in reversed([m for m in numbers[:i] if plain_unit(m) == plain_unit(whole)][-_MOST:]):
            gap = re.sub(r"\d[\d,.]*", "", text[part.end : later.start])
            if len(gap) > _GAP + len("以上三类阵地合计") or _ENDS.search(_SUMS.sub("", gap)):
                break
            parts.insert(0, part)
            later = part
        if _nearly(whole, parts, text):
            yield whole, parts


def _nearly(whole: Mention, parts: Sequence[Mention], text: str) -> bool:
    """Whether the parts miss their whole by so little that chance is unlikely."""
    between = text[min(whole.start, parts[0].start) : parts[-1].end] if parts else ""
    summed = bool(parts) and parts[0].start < whole.start
    kinds = (
        bool(parts)
        and all(text[: p.start].endswith(("的", "的有", "的为")) for p in parts)
        and _SUMMED_NEXT.match(text, parts[-1].end) is None
    )
    enough = _FEWEST - bool(
        _plainly_two(text, whole, parts)
        or (kinds and whole.value >= _LEAST)
        or summed
        or whole.value >= _LEAST * 5
        or _DONE_AND_LEFT.search(between)
        or _TWO.search(between)
    )
    if len(parts) < enough or any(p.value >= whole.value for p in parts):
        return False
    if parts[0].start > whole.start and not _ENDED.match(text, parts[-1].end):
        return False
    total, running = sum((p.value for p in parts), Decimal(0)), Decimal(0)
    for part in parts:
        running += part.value
        if running == whole.value:
            return False
    gap = abs(total - whole.value)
    if not gap or any(total - p.value == whole.value for p in parts):
        return False
    few = len(parts) < _FEWEST and not summed
    if whole.value < _LEAST or few:
        tens = kinds and gap in _TENS and total > whole.value and whole.value >= _LEAST
        return gap in _SLIPS and gap <= whole.value * (4 if tens else 2) * _NEAR
    return gap <= whole.value * _NEAR


_NAMED_TWO: Final = re.compile(
    r"^[^，。；、\d]{0,12}[，：](?P<one>[^，。；、\d]{2,8})\d[\d,]*[一-龥]{1,2}[、，](?P<other>[^，。；、\d]{2,8})$"
)
_NO_NAME: Final = re.compile("其中|等|主要|重点|另|还|已|涉及|新|共|同时|又|分别|约|参|[增减]")


def _plainly_two(text: str, whole: Mention, parts: Sequence[Mention]) -> bool:
    """Whether two numbers with short names end the sentence that their whole begins: 36名联络员，机关14名、所队20名."""
    if len(parts) != 2 or whole.value < _LEAST or text[parts[1].end : parts[1].end + 1] not in {"。", "；"}:
        return False
    named = _NAMED_TWO.match(text[whole.end : parts[1].start])
    return named is not None and _NO_NAME.search(named["one"] + named["other"]) is None


def _finding(case: Case, span: Passage, whole: Mention, parts: Sequence[Mention]) -> Finding:
    total = sum((p.value for p in parts), Decimal(0))
    said = "＋".join(format_number(p.value) for p in parts)
    says = (
        f"{quoted(span.text[:80])}：{said}＝{format_number(total)}，同 {format_number(whole.value)} 只差"
        f" {format_number(abs(total - whole.value))}，请核对。如果这几项不是它的分项，不用改。"
    )
    return case.prose.finding(
        "TEXT-PARTS", "warning", span, says,
        expected=whole.value, found=total, basis=_BASIS, status="uncertain",
    )  # fmt: skip
