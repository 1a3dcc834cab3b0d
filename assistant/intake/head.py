"""The lines above a text, sorted: title, what is said about the text, preamble, and the page around them."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Final

from assistant.intake.headline import clean_title, is_about, is_organ, is_title
from assistant.intake.lines import Line, joined, tight, width_of
from assistant.reading.wrapping import wrap_width

_MOST_WRAPPED: Final = 30
"""Lines over which a note in brackets (the history of a law) may be broken."""

_LONGEST_NAME: Final = 40
_FULL: Final = 15
_TRAIL: Final = re.compile(r"位置|首页\s*[>＞»›]")
"""The trail of links that says where on a site a page is: above it stand menus."""

_REOPENED: Final = re.compile(r"[（(][^（()）]*[）)].+")
"""Brackets that close before the line does: 题注 stands in one pair."""

_NOT_ALONE: Final = 20
_NEARLY: Final = 0.75
_DATED: Final = re.compile(r"[（(]?\d{4}\s?年")
_DONE: Final = "通过|公布|发布|印发|颁布|批准|施行|实施|修订|修正"
_REST: Final = re.compile(rf"第?.{{0,2}}次?(?:{_DONE})[）)]?")
_TOLD: Final = re.compile(
    rf"(?:{_DONE}|号|[。：；])[）)]?$|^[（(]?\d{{4}}\s?年\s?\d{{1,2}}\s?月(?:\s?\d{{1,2}}\s?日)?[）)]?$"
)
"""The end of such a line; a day alone is a signature's."""
_SENTENCE: Final = re.compile(r"《[^》]+》已|为了?|根据|依据|现将")


@dataclass
class Head:
    """What stands above a text. `kept` are the numbers of all lines that are not of the page."""

    title: str = ""
    about: list[str] = field(default_factory=list)
    preamble: list[Line] = field(default_factory=list)
    kept: set[int] = field(default_factory=set)


def read_head(lines: Sequence[Line], page: Collection[int], end: int) -> Head:
    """Sort the lines before number `end`. Above the first line of the document itself the page is navigation."""
    head = Head()
    trail = max((i for i in range(end) if i in page and _TRAIL.search(lines[i].text)), default=-1)
    trail = trail if any(_title_of(lines, [i]) for i in range(trail + 1, end) if i not in page) else -1
    shown = [i for i in range(trail + 1, end) if i not in page]
    groups = _groups(lines, shown, wrap_width([line.text for line in lines if not line.table]))
    titled = [place for place, group in enumerate(groups) if _title_of(lines, group)]
    place = titled[-1] if titled else -1
    first = next((p for p, group in enumerate(groups) if _is_of_document(lines, group)), len(groups))
    top, bottom = _title_groups(lines, groups, place)
    for number, group in enumerate(groups):
        text = joined(lines[i].text for i in group)
        if number == place:
            head.title = _whole_title(lines, [i for g in groups[top : bottom + 1] for i in g])
        elif number < first and number != top:
            continue
        elif top <= number <= bottom:
            pass
        elif number > bottom and _is_prose(text) and not is_about(text):
            head.preamble.extend(lines[i] for i in group)
        else:
            head.about.append("".join(lines[i].text for i in group))
        head.kept.update(group)
    return head


def _groups(lines: Sequence[Line], shown: Sequence[int], wrap: int) -> list[list[int]]:
    """Lines that belong together: a note in brackets that was broken over several lines, a broken sentence.

    `wrap` is the width at which the whole text was broken, 0 where it was not.
    """
    groups: list[list[int]] = []
    depth = 0
    for number in shown:
        text = lines[number].text
        before = lines[groups[-1][-1]] if groups and len(groups[-1]) < _MOST_WRAPPED else None
        if before and (
            depth > 0 or goes_on(before, lines[number], wrap) or _is_cut(lines, groups[-1], lines[number])
        ):
            groups[-1].append(number)
        else:
            groups.append([number])
            depth = 0
            if text[:1] not in {"（", "("}:
                continue
        depth += sum(text.count(mark) for mark in "（(") - sum(text.count(mark) for mark in "）)")
    return groups


def _is_cut(lines: Sequence[Line], group: Sequence[int], following: Line) -> bool:
    """Whether a line of the history (2019年4月3日…修订) stops before it says what happened on that day."""
    text = joined(lines[i].text for i in group)
    if not _DATED.match(text) or _DATED.match(following.text):
        return False
    if _TOLD.search(text):
        return text.endswith("号") and _REST.fullmatch(following.text) is not None
    return len(text) >= _NOT_ALONE or text.count("《") > text.count("》") or not is_title(following.text)


def goes_on(line: Line, following: Line, wrap: int) -> bool:
    """Whether a sentence broken at the end of a line goes on in the one that follows.

    `wrap` is the width at which the whole text was broken (a Chinese character is 2), 0 where it was not.
    """
    text = line.text
    if line.ends or line.table or len(text) < _FULL or is_title(text):
        return False
    if text[0] in "（(" and text[-1] in "）)" and not _REOPENED.match(text):
        return False
    if wrap and width_of(line.text) >= _NEARLY * wrap:
        return not (is_title(following.text) or _DATED.match(following.text))
    return any(mark in line.text for mark in "，。；、") or _SENTENCE.match(line.text) is not None


def _title_of(lines: Sequence[Line], group: Sequence[int]) -> str:
    if len(group) > 1 or lines[group[0]].table:
        return ""
    text = lines[group[0]].text
    return clean_title(text) if is_title(text) else ""


def _title_groups(lines: Sequence[Line], groups: Sequence[Sequence[int]], place: int) -> tuple[int, int]:
    """The first and the last group of a title whose line is group `place` (-1 for none)."""
    if place < 0:
        return -1, -1
    bottom, text = place, _whole_title(lines, groups[place])
    while text.count("《") > text.count("》") and bottom + 1 < len(groups) and bottom < place + 2:
        bottom += 1
        text += _whole_title(lines, groups[bottom])
    return (place - 1 if _has_upper_half(lines, groups, place) else place), bottom


def _has_upper_half(lines: Sequence[Line], groups: Sequence[Sequence[int]], place: int) -> bool:
    """Whether the line above is half of the title: 中华人民共和国, an organ before 关于…, a cut 《…."""
    if place < 1 or len(groups[place - 1]) > 1:
        return False
    lower, upper = tight(lines[groups[place][0]].text), tight(lines[groups[place - 1][0]].text)
    if len(upper) > 2 * _LONGEST_NAME:
        return False
    cut = upper.count("《") > upper.count("》") or lower.startswith(("的", "》"))
    named = upper == "中华人民共和国" or (lower.startswith("关于") and is_organ(upper))
    asked = upper.startswith("关于") and not lower.startswith("关于") and not upper.endswith(("通知", "函"))
    return cut or named or asked


def _whole_title(lines: Sequence[Line], numbers: Sequence[int]) -> str:
    return "".join(clean_title(lines[i].text) for i in numbers)


def _is_of_document(lines: Sequence[Line], group: Sequence[int]) -> bool:
    text = joined(lines[i].text for i in group)
    return (is_about(text) and len(text) > 4) or is_title(text) or is_organ(text)


def _is_prose(text: str) -> bool:
    return len(text) > _FULL and any(mark in text for mark in "。；：，")
