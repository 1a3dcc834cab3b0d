"""TEXT-PARTS: sums that the words themselves tell: 新增91处、撤除40处，净增61处; 局机关和下属单位公布18条，局机关6条，下属单位11条."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final

from assistant.checking.case import Case
from assistant.checking.figures.sums.complements import BASIS, unsure
from assistant.checking.figures.ties.mentions import mentions, plain_unit
from assistant.checking.prose import Passage
from assistant.core.findings import Finding
from assistant.core.numbers import Mention, NumberKind, format_number
from assistant.core.template import quoted

_NET: Final = re.compile(
    r"(?:净|实际|纯)(?:(?P<up>增|多|添)|(?P<down>减|少))(?:加|少|出|设)?(?:了|为|是|达)?$"
)
_NET_WORD: Final = re.compile("净[增多添减少]|实际[增多减少]|纯[增减]")
_CAME: Final = re.compile("新|增|添|加|开通|上线|注册|入库|补充|调入|纳入|设立")
_WENT: Final = re.compile("撤|拆|减|关|停|注销|退|汰|清|取消|废|下线|调出|销|删|并|移出|失效")
_NOT_COME: Final = re.compile("[至到]|其中|上年|去年|同比|平均|每|共|合计")
_OLD: Final = re.compile("原有|原来|年初|上年[底末]|去年[底末]|期初|底数")
_NOW: Final = re.compile("现有|现存|年底|年末|目前|如今|眼下|剩|余|还有|达到?|增至|减至|共|总数")
_JOINED: Final = re.compile("和|与|及|、")
_FIRST: Final = re.compile(
    r"^[^，。；：、\d]{0,8}[，：（](?:其中，?)?(?P<name>[^，。；：、\d]{2,10}?)(?:有|为|是|占|的|共)*$"
)
_SECOND: Final = re.compile(
    r"^[^，。；：、\d]{0,6}[，、；](?P<name>[^，。；：、\d]{2,10}?)(?:有|为|是|占|的|共)*$"
)
_NOT_OF_IT: Final = re.compile("增|减|升|降|上年|去年|同比|平均|每|累计|分别|各|主要")
_FAR: Final = Decimal("0.5")


def check(case: Case) -> Iterator[Finding]:
    """Net changes and sums of two named matters that do not come out."""
    for section, text in case.prose.sections.items():
        net = _NET_WORD.search(text) is not None
        if not net and _JOINED.search(text) is None and _OLD.search(text) is None and "均" not in text:
            continue
        for period in case.prose.periods_of(section):
            numbers = [m for m in mentions(period.text) if m.kind is NumberKind.COUNT and m.unit]
            averaged = _AVERAGE.search(period.text) is not None
            for i in range(2, len(numbers)):
                three = numbers[i - 2 : i + 1]
                if averaged and (finding := _by_average(case, period, three)):
                    yield finding
                if len({plain_unit(m) for m in three}) > 1 or any(m.approximate for m in three):
                    continue
                finding = _net(case, period, three) if net else None
                finding = finding or _of_both(case, period, numbers, i)
                if finding is None and i > 2:
                    finding = _balance(case, period, numbers[i - 3 : i + 1])
                if finding is not None:
                    yield finding


def _net(case: Case, period: Passage, three: Sequence[Mention]) -> Finding | None:
    """``新增91处、撤除40处，净增51处``."""
    one, other, net = three
    text = period.text
    said = _NET.search(text[other.end : net.start])
    if said is None or len(text[one.start : net.start]) > 40:
        return None
    leads = [re.split("[，。；、：]", text[: one.start])[-1], text[one.end : other.start]]
    came = [_CAME.search(lead) is not None and _WENT.search(lead) is None for lead in leads]
    if came[0] == came[1] or _NOT_COME.search(leads[0] + leads[1]):
        return None  # 剔除, 摘牌, 归并: what is not come has gone
    change = one.value - other.value if came[0] else other.value - one.value
    if net.value == abs(change) and (said["up"] is not None) is (change >= 0):
        return None
    first, second = (one, other) if came[0] else (other, one)
    word = "净增" if change >= 0 else "净减"
    span = period.cut(net.start, net.end)
    says = (
        f"{quoted(text[one.start : net.end])}：{format_number(first.value)}－{format_number(second.value)}"
        f"＝{format_number(change)}，应为{word} {format_number(abs(change))} {net.unit}，请核对。"
    )
    plain = any(_WENT.search(lead) for lead in leads)
    return case.prose.finding(
        "TEXT-PARTS",
        "error" if plain else "warning",
        span,
        says,
        expected=abs(change),
        found=net.value,
        basis=BASIS,
    )


_AVERAGE: Final = re.compile(r"平均|[日月周场次篇期人]均")
_SO_MANY: Final = re.compile(r"^[^。；：\d]{0,6}[，、](?:全年|一年|按|以|年内|本年)?[^，。；：\d]{0,4}$")
_IN_ALL: Final = re.compile(
    r"^[^。；：\d]{0,8}?(?:，[^，。；：\d]{0,2})?(?:共|总共|合计|累计|总计)[^，。；：\d]{0,4}$"
)
_HALF: Final = Decimal("0.5")


def _by_average(case: Case, period: Passage, three: Sequence[Mention]) -> Finding | None:
    """``平均每天接待6人，全年250个工作日共接待1500人``: the average times how many, within what it was rounded by."""
    mean, many, whole = three
    text = period.text
    if plain_unit(mean) != plain_unit(whole) or plain_unit(many) == plain_unit(mean) or many.approximate:
        return None
    own = re.split("[。；，]", text[: mean.start])[-1]
    of = re.search("每(?:个)?(?P<what>[一-龥])|(?P<unit>[日月周场次篇期人])均", own)
    if of is None or _AVERAGE.search(own) is None or mean.approximate:
        return None
    what = of["what"] or of["unit"]
    if not {what, {"天": "日", "日": "天"}.get(what, what)} & set(many.unit):
        return None
    if not _SO_MANY.match(text[mean.end : many.start]) or not _IN_ALL.match(text[many.end : whole.start]):
        return None
    digits = re.search(r"\.(\d+)", mean.text)
    room = many.value * _HALF.scaleb(-len(digits[1]) if digits else 0) + (
        whole.value * _ROUGH if "万" in whole.text else 0
    )
    total = mean.value * many.value
    if abs(total - whole.value) <= room or abs(total - whole.value) > whole.value * _FAR:
        return None
    span = period.cut(mean.start, whole.end)
    says = (
        f"{quoted(span.text[:80])}：{format_number(mean.value)}×{format_number(many.value)}"
        f"＝{format_number(total)}，和写的“{whole.text}”不等，请核对。"
    )
    return case.prose.finding(
        "TEXT-RATE", "warning", span, says, expected=total, found=whole.value, basis=BASIS, status="uncertain"
    )


_ROUGH: Final = Decimal("0.005")


def _balance(case: Case, period: Passage, four: Sequence[Mention]) -> Finding | None:
    """``原有栏目19个，撤3个，增2个，现有18个``: what there was, what went, what came, what there is."""
    text = period.text
    if len({plain_unit(m) for m in four}) > 1 or four[0].approximate:
        return None
    old, one, other, now = four
    leads = [text[a.end : b.start] for a, b in pairwise(four)]
    if not _OLD.search(re.split("[。；，]", text[: old.start])[-1]) or not _NOW.search(leads[2]):
        return None
    if any(len(lead) > 16 or _NOT_COME.search(lead) for lead in leads[:2]):
        return None
    came = [_CAME.search(lead) is not None for lead in leads[:2]]
    went = [_WENT.search(lead) is not None for lead in leads[:2]]
    if came[0] == came[1] or went[0] == came[0] or went[1] == came[1]:
        return None
    change = one.value - other.value if came[0] else other.value - one.value
    if now.value == old.value + change:
        return None
    signs = ("＋", "－") if came[0] else ("－", "＋")
    says = (
        f"{quoted(text[old.start : now.end])}：{format_number(old.value)}{signs[0]}{format_number(one.value)}"
        f"{signs[1]}{format_number(other.value)}＝{format_number(old.value + change)}，和写的“{now.text}”不等，请核对。"
    )
    span = period.cut(old.start, now.end)
    return case.prose.finding(
        "TEXT-PARTS", "warning", span, says, expected=old.value + change, found=now.value, basis=BASIS
    )


def _of_both(case: Case, period: Passage, numbers: Sequence[Mention], i: int) -> Finding | None:
    """``局机关和下属单位公布18条，局机关6条，下属单位12条``: the whole names both of its parts."""
    whole, one, other = numbers[i - 2 : i + 1]
    text = period.text
    first, second = _FIRST.match(text[whole.end : one.start]), _SECOND.match(text[one.end : other.start])
    if first is None or second is None or _NOT_OF_IT.search(text[whole.end : other.start]):
        return None
    start = numbers[i - 3].end if i > 2 else 0
    own = re.split("[。；，：]", text[start : whole.start])[-1]
    a, b = first["name"], second["name"]
    at, behind = own.find(a), own.find(b)
    if at < 0 or behind < 0 or not _JOINED.search(own[min(at, behind) : max(at, behind)]):
        return None
    total = one.value + other.value
    if total == whole.value or abs(total - whole.value) > whole.value * _FAR:
        return None
    more = [m for m in numbers[i + 1 :] if plain_unit(m) == plain_unit(whole)]
    if more and total < whole.value:
        return None
    return unsure(case, period, whole, [one, other], total, whole.value)
