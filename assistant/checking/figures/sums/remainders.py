"""TEXT-PARTS: what is left of a whole (其余4个, 剩下3个, 尚有2个未整改) against the whole and the parts named before it.

Unlike the parts of a list, a rest leaves nothing open: with what stands before it, it comes to the whole. Any whole and
any parts that explain it are taken; only where none do, something is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from assistant.checking.case import Case
from assistant.checking.figures.ties.aliases import hide_marks
from assistant.checking.figures.ties.mentions import mentions, plain_unit
from assistant.checking.figures.ties.rows import DONE, GROUPS, HANDLED, NEW, result_cells
from assistant.checking.prose import Passage
from assistant.core.findings import Finding
from assistant.core.numbers import Mention, NumberKind, format_number
from assistant.core.template import quoted

_BASIS: Final = "各分项之和应与总数一致（数字之间的勾稽）"
_GUARD: Final = re.compile("其余|余下|剩|留下|保留|[仍尚还]有|尚未|另外?有?")
_REST: Final = re.compile(
    r"(?:^|[，、；：而])[^，。；：、\d]{0,2}(?:其余|余下|剩余|剩下|只剩|还剩|尚余|现剩|剩(?=\d)|(?:保)?留下(?:来)?|保留(?:下来)?)(?!时间|时候|场次)(?:的|还有|尚有|为|有|是|[，：])*[^，。；：、\d]{0,10}$"
    r"|(?:其余|余下|剩余|剩下)(?:的)?(?:申请|部分|几类|各类)?(?:均|都)?(?:为|由|是|来自)[^，。；：\d]{2,36}，(?:合计|共计?|总计|一共|加起来)(?:提出|有|为)?$"
)
_STILL: Final = re.compile(r"(?:[仍尚还](?:有|剩)|另外?(?:有|外)?)(?:的)?$")
_NOT_YET: Final = re.compile(
    r"[一-龥]{0,5}(?:未(?!来|成年)|没有|正在|待(?!遇)|不(?:合格|达标|属于|到位|符合)|推进|整改|逾期)"
)
"""Behind a 尚有 or 还有: what is not done yet is the rest of what had to be done."""
_DONE: Final = re.compile("已|完成|落实|公开|整改|销号|达标|建成|通过|开通|更新|合格|采纳|修复|解决")
"""What stands before a 尚有 has to be told as done: then both are all."""
_NO_PART: Final = re.compile(
    r"(?:增加|增长|减少|下降|上升|多出?|少|净增|新[增出收制订发来]|添|上年|去年|20\d\d年|平均|每|同比|最[多少高低]|[由从])(?:了|的|为|达)?[^，。；、\d]{0,4}$"
)
_A_SHARE_MORE: Final = re.compile(r"^[^，。；\d]{0,8}(?:涉及|同时|各)")
_FURTHER: Final = re.compile("其中|包括|[（；]")
"""A part may be broken down further before the rest is told."""
_FAR: Final = Decimal("0.35")
_MOST: Final = 8
_MOST_PARTS: Final = 5


def check(case: Case) -> Iterator[Finding]:
    """Rests that do not fit any whole."""
    for section, text in case.prose.sections.items():
        if not _GUARD.search(text):
            continue
        before: list[Mention] = []
        for period in case.prose.periods_of(section):
            numbers = _counted(period)
            if _GUARD.search(period.text):
                yield from _period(case, period, numbers, before)
            new_paragraph = text[period.end : period.end + 1] == "\n"
            before = [] if new_paragraph else numbers


def _counted(period: Passage) -> list[Mention]:
    return [
        m for m in mentions(period.text)
        if m.kind is NumberKind.COUNT and m.unit not in {"", "年", "月", "日", "天", "倍", "个月", "季度", "工作日", "个工作日"}
    ]  # fmt: skip


def _period(
    case: Case, period: Passage, numbers: Sequence[Mention], before: Sequence[Mention]
) -> Iterator[Finding]:
    text = hide_marks(period.text)
    for i, rest in enumerate(numbers):
        if not 0 < i < _MOST * 2 or rest.approximate or not _is_rest(text, numbers, i):
            continue
        same = [m for m in numbers[:i] if _alike(m, rest)]
        if not 2 <= len(same) <= _MOST or "各" in text[same[0].end : rest.start]:
            continue
        wholes = [m.value for m in (*before, *same) if _alike(m, rest)]
        values = [m.value for m in same]
        explained = _sums(values) if _FURTHER.search(text[same[0].end : rest.start]) else _last_sums(values)
        if any(w - rest.value in explained for w in wholes):
            continue
        if rest.unit == "件" and {v + rest.value for v in _sums(values)} & _of_tables(case):
            continue
        found = _as_told(text, same, rest)
        if found is None:
            continue
        whole, parts = found
        yield _finding(case, period, whole, parts, rest)


def _is_rest(text: str, numbers: Sequence[Mention], i: int) -> bool:
    """Whether a number counts what is left."""
    number, last = numbers[i], numbers[i - 1]
    lead = text[last.end : number.start]
    clause = re.split("[。；]", lead)[-1]
    if _REST.search(clause):
        return _A_SHARE_MORE.match(text[number.end :]) is None
    if not _STILL.search(clause) or not _NOT_YET.match(text[number.end : number.end + 14]):
        return False
    done = text[numbers[i - 2].end if i > 1 else 0 : number.start]
    return bool("，" in clause and "；" not in lead + done and _DONE.search(done))


def _alike(one: Mention, other: Mention) -> bool:
    return plain_unit(one) == plain_unit(other)


def _sums(values: Sequence[Decimal]) -> set[Decimal]:
    """What numbers that follow one another add up to."""
    ends = range(1, len(values) + 1)
    return {sum(values[i:j], Decimal(0)) for i in range(len(values)) for j in ends if j > i}


def _last_sums(values: Sequence[Decimal]) -> set[Decimal]:
    """What the last one, two and more of some numbers add up to."""
    return {sum(values[i:], Decimal(0)) for i in range(len(values))}


def _of_tables(case: Case) -> set[Decimal]:
    """The wholes of the tables that a sentence may not repeat."""
    wholes = [NEW, HANDLED, DONE, *(result_cells(group, case.report.form) for group in GROUPS)]
    return {value for cells in wholes if (value := case.sum(cells))}


def _as_told(text: str, same: Sequence[Mention], rest: Mention) -> tuple[Mention, list[Mention]] | None:
    """The whole and its parts where they plainly are one: the largest of the last numbers, and those behind it."""
    run = list(same[-_MOST_PARTS:])
    whole = max(run, key=lambda m: (m.value, -m.start))
    parts = [m for m in run if m.start > whole.start]
    if (
        not parts
        or whole.approximate
        or any("万" in m.text for m in run)
        or any(p.approximate or p.value >= whole.value for p in parts)
    ):
        return None
    for earlier, part in zip([whole, *parts], parts, strict=False):
        lead = text[earlier.end : part.start]
        if _NO_PART.search(lead) or len(re.sub(r"\d", "", lead)) > 2 * _MOST_PARTS * 3:
            return None
    if _NO_PART.search(text[: whole.start]):
        return None
    total = sum((p.value for p in parts), Decimal(0)) + rest.value
    return (whole, parts) if abs(total - whole.value) <= max(whole.value * _FAR, Decimal(1)) else None


def _finding(case: Case, period: Passage, whole: Mention, parts: Sequence[Mention], rest: Mention) -> Finding:
    named = sum((p.value for p in parts), Decimal(0))
    span = period.cut(whole.start, rest.end)
    said = "－".join(format_number(m.value) for m in (whole, *parts))
    says = (
        f"{quoted(span.text[-80:])}：{said}＝{format_number(whole.value - named)}，和写的“{rest.text}”不等，"
        "请核对总数、分项和余数。"
    )
    return case.prose.finding(
        "TEXT-PARTS", "warning", span, says,
        expected=whole.value, found=named + rest.value, basis=_BASIS, status="uncertain",
    )  # fmt: skip
