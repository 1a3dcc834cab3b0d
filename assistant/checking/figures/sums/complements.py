"""TEXT-PARTS: numbers that are the whole year or the whole matter between them: its quarters and halves, 采纳 and 未采纳, 面向甲 and 面向乙."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from assistant.checking.case import Case
from assistant.checking.figures.ties.mentions import mentions, plain_unit
from assistant.checking.prose import Passage
from assistant.core.findings import Finding
from assistant.core.numbers import Mention, NumberKind, format_number
from assistant.core.template import quoted

BASIS: Final = "各分项之和应与总数一致（数字之间的勾稽）"
MANIFOLD: Final = re.compile(
    "(?<![不无没])(?<!没有)(?:有重复|重复(?:计|统计)|部分重复|重叠|交叉(?!检查|互|评|审|抽|培训)|部分[^，。；]{0,8}同步|兼有|涉及[两二多](?:类|项|种|个方面)|多种情形|两种情形都|多选)"
)
"""What a list says itself: its parts count some things twice."""
_QUARTERS: Final = tuple(
    re.compile(f"(?:第?{n}|{m})季度|{m}季") for n, m in zip("一二三四", "1234", strict=True)
)
_PERIODS: Final = (
    _QUARTERS,
    (re.compile("上半年"), re.compile("下半年")),
    (re.compile("前三(?:个)?季度"), re.compile("第?[四4]季度|后一季度")),
    (re.compile("前半年"), re.compile("后半年")),
    (
        re.compile("(?:第一|首|头一)[期批次轮场]"),
        re.compile("(?:第二|后一)[期批次轮场]"),
        re.compile("第三[期批次轮场]"),
    ),
    (re.compile("(?:第一|首|头一)[期批次轮场]"), re.compile("(?:第二|后一)[期批次轮场]")),
    (re.compile("工作日|平日|平时"), re.compile("周末|双休日|节假日|休息日")),
    (re.compile("线上|网上|网络"), re.compile("线下|现场|当面")),
    (re.compile("春季|上学期"), re.compile("秋季|下学期")),
    (re.compile("上午|白天"), re.compile("下午|晚上|夜间")),
    (re.compile("城区|城镇|市区"), re.compile("郊县|农村|乡下|乡村|乡镇|郊区")),
)
_NOT_ALL: Final = _PERIODS[-4:]
"""What may leave out some of the whole: 5件，网上3件，当面1件."""
_MARKS: Final = re.compile(
    "季|半年|[期批次轮场]|周末|双休日|节假日|休息日|线下|现场|当面|下学期|下午|晚上|夜间|郊|农村|乡"
)
_ORDINAL: Final = re.compile("第[二三四五六]|后一")
_FURTHER: Final = re.compile("第[三四五六七八]")
_TOTAL_OF_YEAR: Final = re.compile(
    r"[，、；]?(?:全年|一年|四个季度|年内|累计|合计|共计|总计|总共|共|公开|办理|发布|答复|办结|接待|举办|收到|受理|开展|组织|处理|推送|解答|完成|新收|为|达)+[^，。；\d]{0,4}$"
)
_TIMES: Final = frozenset({"季度", "个季度", "个月", "月", "年"})
_SHORT: Final = 14
_PAIR: Final = re.compile(
    r"(?<![不未没分])(?P<what>采纳|答复|回复|整改|办结|完成|合格|达标|属实|满意|同意|公开|更新|通过|落实|建成|审结|受理|吸收|解决|销号)"
    r"(?P<a>[^，。；、\d]{0,4})\d[\d,]*[一-龥]{1,6}?(?:（[^（）]{0,16}）)?[，、；](?:而|另有?|有|还有|尚有|仍有|其中|\d+[一-龥]{1,2})?(?P<not>[不未没]|没有|尚未|暂未|不予|未能|未予)(?P=what)"
)
"""采纳9条，未采纳并逐条说明理由的16条: together they are all that there was."""
_LIKE: Final = re.compile("面向|针对|来自|通过|用于|位于|属于|设在|发给|派往|赴|由")
_NOT_OF_IT: Final = re.compile("增|减|升|降|上年|去年|同比|平均|每|累计|其中")
_FAR: Final = Decimal("1.6")
_NEAR: Final = Decimal("0.2")
_MOST: Final = 12


def unsure(
    case: Case,
    sentence: Passage,
    whole: Mention | None,
    parts: Sequence[Mention],
    total: Decimal,
    wanted: Decimal,
) -> Finding:
    """The warning that numbers, which may be parts of a whole, do not come to it."""
    first = whole or parts[0]
    ends = [m.end for m in (*parts, *([whole] if whole else []))]
    span = sentence.cut(min(first.start, parts[0].start), max(ends))
    said = "＋".join(format_number(p.value) for p in parts)
    says = (
        f"{quoted(span.text[:80])}：分项 {said}＝{format_number(total)}，和总数 {format_number(wanted)} 不等，请核对。"
        "如果各项不是同一个总数的分项，不用改。"
    )
    return case.prose.finding(
        "TEXT-PARTS", "warning", span, says, expected=wanted, found=total, basis=BASIS, status="uncertain"
    )


def by_ordinal(case: Case) -> Iterator[Finding]:
    """The same over semicolons: 第一期71人，讲……；第二期85人，讲……."""
    if not any(_ORDINAL.search(text) for text in case.prose.sections.values()):
        return
    for period in case.prose.periods:
        if "；" in period.text and _ORDINAL.search(period.text):
            numbers = [m for m in mentions(period.text) if m.kind is NumberKind.COUNT and m.unit]
            yield from by_quarter(case, period, period.text, numbers)


def by_quarter(case: Case, sentence: Passage, text: str, numbers: Sequence[Mention]) -> Iterator[Finding]:
    """``新收申请402件，一季度82件，二季度97件，三季度128件，四季度105件``: all of the year, so neither more nor less.

    The whole may stand behind as well: ``……，全年合计402件``.
    """
    if not _MARKS.search(text):
        return
    counted = [m for m in numbers if m.unit not in _TIMES]
    for names in _PERIODS:
        for i in range(len(counted) - len(names) + 1):
            parts = counted[i : i + len(names)]
            starts = [counted[i - 1].end if i else 0, *(p.end for p in parts[:-1])]
            leads = [text[a : p.start] for a, p in zip(starts, parts, strict=True)]
            if any(plain_unit(p) != plain_unit(parts[0]) for p in parts):
                continue
            if not all(n.search(lead[-_SHORT:]) for n, lead in zip(names, leads, strict=True)):
                continue
            ordinal = _ORDINAL.search(leads[-1])
            if ordinal and _FURTHER.search(text[parts[-1].end :]):
                continue
            if any(len(lead) > _SHORT and not ordinal for lead in leads[1:]) or any(
                p.approximate for p in parts
            ):
                continue
            whole = _of_the_year(text, counted, i, len(names), leads[0])
            total = sum((p.value for p in parts), Decimal(0))
            partly = names in _NOT_ALL and whole is not None and total < whole.value
            if whole is not None and total != whole.value and not partly and not whole.approximate:
                yield unsure(case, sentence, whole, parts, total, whole.value)
                return


def _of_the_year(text: str, counted: Sequence[Mention], i: int, many: int, lead: str) -> Mention | None:
    """The number right before the parts, or the one that sums them up behind."""
    after = counted[i + many] if len(counted) > i + many else None
    last = counted[i + many - 1]
    if (
        after is not None
        and plain_unit(after) == plain_unit(last)
        and _TOTAL_OF_YEAR.fullmatch(text[last.end : after.start])
    ):
        return after
    ahead = counted[i - 1] if i else None
    if ahead is None or plain_unit(ahead) != plain_unit(last) or len(lead) > _SHORT + 4:
        return None
    small = all(p.value <= ahead.value for p in counted[i : i + many])
    return ahead if small and not _NOT_OF_IT.search(lead.replace("其中", "")) else None


def pairs(case: Case, sentence: Passage, text: str, numbers: Sequence[Mention]) -> Iterator[Finding]:
    """Two numbers that are all of the one before: what is and what is not, or each led by the same word."""
    if len(numbers) > _MOST:
        return
    for i in range(len(numbers) - 2):
        whole, one, other = numbers[i : i + 3]
        if len({plain_unit(m) for m in (whole, one, other)}) > 1 or any(
            m.approximate for m in (whole, one, other)
        ):
            continue
        lead, second = text[whole.end : one.start], text[one.end : other.start]
        if _NOT_OF_IT.search((lead + second).replace("其中", "")) or re.search("[。；]", lead):
            continue
        total = one.value + other.value
        if total == whole.value or max(one.value, other.value) > whole.value:
            continue
        match = _PAIR.search(text, whole.end, other.start)
        own = re.split("[，。；、]", text[: whole.start])[-1]
        opposite = match is not None and match.end() > one.end and match["what"] not in own
        far = abs(total - whole.value) > whole.value * _NEAR
        follows = [m for m in numbers[i + 3 :] if plain_unit(m) == plain_unit(whole)]
        if opposite and not far and not follows:
            yield unsure(case, sentence, whole, [one, other], total, whole.value)
            return
        word = _LIKE.match(re.sub("^[^，]{0,12}，(?:其中)?", "", lead))
        same = word is not None and re.match(f"[^，、]{{0,3}}[，、]{word[0]}", second)
        if same and not follows and whole.value < total <= whole.value * _FAR:
            yield unsure(case, sentence, whole, [one, other], total, whole.value)
            return
