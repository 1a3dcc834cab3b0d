"""TEXT-CONTRADICTION: a part that is more than its whole, and a rhythm that does not give the number told.

收到意见1306条，采纳1358条; 每月通报一次，全年共通报4期. Both are told in the text alone, whatever the tables hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Final

from assistant.checking.case import Case
from assistant.checking.figures.claims.claims import Broken
from assistant.checking.figures.ties.mentions import mentions
from assistant.checking.prose import Passage
from assistant.core.numbers import Mention, NumberKind
from assistant.core.template import quoted

_PARTS: Final[tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]] = tuple(
    (re.compile(f"(?:{whole})[^，。；、]{{0,12}}$"), re.compile(f"(?:{part})[^，。；、]{{0,8}}$"))
    for whole, part in (
        ("收到|征集到?|收集到?|征求到|提出|共有?", "采纳|吸收|未采纳|合理化?"),
        ("发出|发放|派发|印制", "收回|回收|返回|有效|满意"),
        ("收回|回收|有效(?:问卷|评议|票)", "满意|有效|基本满意|不满意|好评"),
        ("应(?:公开|公示|检|到|参加|参会|更新|报送|整改|编制)", "已|实(?:际|检|到|参)|按时|按期"),
        ("抽查|抽取|抽检|检查|评查|排查", "不?合格|优秀|达标|有问题|存在问题|退回"),
    )
)
_SAME_COUNTERS: Final = frozenset({"条", "份", "件", "个", "家", "人", "名", "张", "项", "篇"})
_NOT_OF_IT: Final = re.compile(r"另|往年|上年|去年|结转|累计|历年|共计?收|以来|分别|同时|还(?!有)|此外|加上")
_REACH: Final = 30
_RHYTHM: Final = re.compile(
    r"每(?:个|一)?(?P<often>月|季度?|周|星期|半年|双月|两个?月)(?:至少|定期|固定|集中|都|各)?[^，。；\d]{0,12}(?:[一1]次|[一1]期)?[^，。；\d]{0,4}[，、（(]"
    r"(?:全年|年内|一年来?|本年度?|今年)?(?:共计?|累计|合计|总共|一共|已|先后)[^，。；\d]{0,8}(?P<number>\d{1,3})\s*(?:次|期|场|轮|回)"
)
_TIMES: Final = {
    "月": 12, "季": 4, "季度": 4, "周": 52, "星期": 52, "半年": 2, "双月": 6, "两月": 6, "两个月": 6,
}  # fmt: skip
_NOT_ALL_YEAR: Final = re.compile(r"自\d{1,2}月|从\d{1,2}月|\d{1,2}月起|下半年|上半年|至少|不少于|原则上|除")
_ROOM: Final = 8
"""A rhythm may miss a beat in so many: twelve months give eleven, fifty-two weeks some six fewer."""


def broken(case: Case) -> Iterator[Broken]:
    """Every part that is more than what it is said to be of, and every rhythm with too few beats."""
    for sentence in case.prose.sentences:
        numbers = [m for m in mentions(sentence.text) if m.kind is NumberKind.COUNT]
        for one, other in pairwise(numbers):
            if _is_more(sentence, one, other):
                said = sentence.cut(other.start, other.end)
                whole, part = _words(sentence, one), _words(sentence, other)
                says = f"{quoted(part)}比{quoted(whole)}还多，两个数至少有一个不对，请核对。"
                yield Broken(said, (), says)
        for match in _RHYTHM.finditer(sentence.text):
            if (often := _TIMES.get(match["often"])) and not _NOT_ALL_YEAR.search(sentence.text):
                yield from _beats(sentence, match, often)


def _words(sentence: Passage, mention: Mention) -> str:
    return re.split("[，。；：、（）]", sentence.text[: mention.end])[-1]


def _is_more(sentence: Passage, whole: Mention, part: Mention) -> bool:
    """Whether a number is more than the one right before it, of which its words make it a part."""
    if whole.unit not in _SAME_COUNTERS or whole.unit != part.unit or part.value <= whole.value:
        return False
    text = sentence.text
    between = text[whole.end : part.start]
    if len(between) > _REACH or re.search("[；。]", between) or _NOT_OF_IT.search(between):
        return False
    ahead, behind = text[max(0, whole.start - _REACH) : whole.start], re.split("[，、：（]", between)[-1]
    if _NOT_OF_IT.search(re.split("[，。；]", ahead)[-1]):
        return False
    return any(w.search(ahead) and p.search(behind) for w, p in _PARTS)


def _beats(sentence: Passage, match: re.Match[str], often: int) -> Iterator[Broken]:
    """Only too few: where each of several places keeps the rhythm there are more."""
    room = max(1, often // _ROOM) if often > _TIMES["季"] else 0
    if Decimal(match["number"]) < often - room:
        start, end = match.start("number"), match.end()
        says = f"{quoted(match[0])}：按这个节奏全年应有 {often} 次左右，两处对不上，请核对。"
        yield Broken(sentence.cut(start, end), (), says)
