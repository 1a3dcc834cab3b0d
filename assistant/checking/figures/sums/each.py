"""TEXT-PARTS: a whole and so many of every one: 印制折页1500份，8个社区各150份，中心留存400份; 培训4期，每期50人，共210人.

What is told of each has to be taken as many times as there are of them. The rest of the clause may hold further parts; a list
that names no more of them may be meant as part of the whole, so that parts that come to less are told only where one names
what is left over or where the last number sums them up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Final

from assistant.checking.case import Case
from assistant.checking.figures.sums.complements import BASIS
from assistant.checking.figures.ties.mentions import mentions, plain_unit
from assistant.checking.prose import Passage
from assistant.core.findings import Finding
from assistant.core.numbers import Mention, NumberKind, format_number
from assistant.core.template import quoted

_GUARD: Final = re.compile("各|每")
_SO_MANY: Final = re.compile(
    r"^(?:[^，。；：、\d]{0,10}?各(?:自|家|个|[一-龥]{1,3})?[^，。；：、\d约近不超]{0,6}|[^，。；：、\d]{0,10}?[，]?每(?:一)?(?:个|家|所|处|名|位)?(?P<what>[一-龥]{1,4}?)(?:平均)?[^，。；：、\d约近不超至最]{0,4})$"
)
_DIFFERS: Final = re.compile(
    "平均|约|左右|不少于|至少|不等|以上|最多|最少|不低于|不超过|分别|[增减]|上年|去年"
)
_LEFT: Final = re.compile("另|余下|其余|剩|留|存|备用|机动|其他")
_SUM: Final = re.compile("(?:共计?|合计|总计|累计|一共|总共)[^，。；、\\d]{0,6}$")
_PART: Final = re.compile(r"^[^。；：\d]{1,24}$")
_NOT_ITS: Final = re.compile("[增减升降比较]|上年|去年|平均|同比|每|其中")
_MOST: Final = 8
_FAR: Final = Decimal("0.5")


def check(case: Case) -> Iterator[Finding]:
    """Wholes that so many of each do not come to."""
    for section, text in case.prose.sections.items():
        if not _GUARD.search(text):
            continue
        for period in case.prose.periods_of(section):
            if _GUARD.search(period.text) and not _DIFFERS.search(period.text):
                yield from _period(case, period)


def _period(case: Case, period: Passage) -> Iterator[Finding]:
    text = period.text
    numbers = [m for m in mentions(text) if m.kind is NumberKind.COUNT and m.unit]
    if not 3 <= len(numbers) <= _MOST:
        return
    if finding := _beside(case, period, numbers):
        yield finding
        return
    for i, (many, one) in enumerate(pairwise(numbers)):
        said = _SO_MANY.match(text[many.end : one.start])
        if said is None or plain_unit(many) == plain_unit(one) or many.approximate or one.approximate:
            continue
        if said["what"] and not _is_of_each(text, many, said["what"]):
            continue
        if many.value < 2 or one.value < 2:
            continue
        product = many.value * one.value
        yield from _behind(case, period, numbers, i, product)
        yield from _ahead(case, period, numbers, i, product)
        return


def _beside(case: Case, period: Passage, numbers: list[Mention]) -> Finding | None:
    """``112个村民小组、224名责任人，每组两名``: how many of each stands behind both."""
    text = period.text
    for many, whole, one in zip(numbers, numbers[1:], numbers[2:], strict=False):
        if plain_unit(whole) != plain_unit(one) or plain_unit(many) == plain_unit(one):
            continue
        told = _EACH_BEHIND.match(text[whole.end : one.start])
        noun = re.fullmatch(r"(?P<noun>[一-龥]{1,10})[、，和与]?[一-龥]{0,8}", text[many.end : whole.start])
        if told is None or noun is None or any(m.approximate for m in (many, whole, one)):
            continue
        apart = re.split("[、，和与]", text[many.end : whole.start])[0]
        if told["what"][-1] not in (apart[-1:], many.unit[-1:]) or many.value < 2:
            continue
        product = many.value * one.value
        if product != whole.value and abs(product - whole.value) <= whole.value * _FAR * 2:
            return _finding(case, period, whole, many, [(many.value, one.value)], Decimal(0))
    return None


_EACH_BEHIND: Final = re.compile(
    r"[^，。；：\d]{0,8}，(?:均)?每(?:一)?(?:个|家|所|处|名|位)?(?P<what>[一-龥]{1,4}?)(?:都|均|配|设|安排|明确|确定|落实|配备|设置|有|为)*$"
)


def _is_of_each(text: str, many: Mention, what: str) -> bool:
    """Whether 每 is of what was counted: 86个派出所每所, 培训4期，每期; 8个栏目每月 is of months."""
    noun = text[many.end :].partition("每")[0].strip("，")
    unit = many.unit.removeprefix("个")
    return noun.startswith(what) or noun.endswith(what[0]) or bool(unit and what.startswith(unit))


def _behind(
    case: Case, period: Passage, numbers: list[Mention], i: int, product: Decimal
) -> Iterator[Finding]:
    """``培训4期，每期50人，共210人``: the sum right behind it."""
    many, one = numbers[i : i + 2]
    after = numbers[i + 2 : i + 3]
    if not after or plain_unit(after[0]) != plain_unit(one) or after[0].approximate:
        return
    lead = period.text[one.end : after[0].start]
    if (
        re.fullmatch(r"[^，。；\d]{0,4}，?[^，。；\d]{0,4}", lead)
        and _SUM.search(lead)
        and after[0].value != product
    ):
        yield _finding(case, period, after[0], many, [(many.value, one.value)], Decimal(0))


def _ahead(
    case: Case, period: Passage, numbers: list[Mention], i: int, product: Decimal
) -> Iterator[Finding]:
    """``印制折页1500份，8个社区各150份，中心留存400份``: the whole ahead, what else is told of it behind."""
    many, one = numbers[i : i + 2]
    if not i or plain_unit(numbers[i - 1]) != plain_unit(one) or numbers[i - 1].approximate:
        return
    whole, text = numbers[i - 1], period.text
    if not _PART.match(text[whole.end : many.start]) or _NOT_ITS.search(text[whole.end : many.start]):
        return
    rest, last, named = Decimal(0), one, False
    for part in numbers[i + 2 :]:
        lead = text[last.end : part.start]
        if (
            plain_unit(part) != plain_unit(one)
            or not _PART.match(lead)
            or _NOT_ITS.search(lead)
            or part.approximate
        ):
            return
        if _SUM.search(lead):
            return
        rest, last, named = rest + part.value, part, named or bool(_LEFT.search(lead))
    total = product + rest
    if whole.value in {total, rest} or abs(total - whole.value) > whole.value * _FAR:
        return
    if total > whole.value or named:
        yield _finding(case, period, whole, many, [(many.value, one.value)], rest)


def _finding(
    case: Case,
    period: Passage,
    whole: Mention,
    first: Mention,
    each: list[tuple[Decimal, Decimal]],
    rest: Decimal,
) -> Finding:
    product = sum((a * b for a, b in each), Decimal(0))
    said = "＋".join(f"{format_number(a)}×{format_number(b)}" for a, b in each)
    said += f"＋{format_number(rest)}" if rest else ""
    total = product + rest
    span = period.cut(min(whole.start, first.start), max(whole.end, _end(period, first)))
    says = (
        f"{quoted(span.text[:80])}：{said}＝{format_number(total)}，和写的“{whole.text}”不等，请核对。"
        "如果各处不是一样多，请写明。"
    )
    return case.prose.finding(
        "TEXT-PARTS", "warning", span, says,
        expected=total, found=whole.value, basis=BASIS, status="uncertain",
    )  # fmt: skip


def _end(period: Passage, first: Mention) -> int:
    """Where the number of every one ends."""
    return next((m.end for m in mentions(period.text) if m.start > first.end), first.end)
