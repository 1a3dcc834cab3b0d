"""The problems that a report's fifth section names, one sentence each, without what was done about them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.intake.lines import settle, tight

_ITEM: Final = re.compile(
    r"(?:^|(?<=[。；：:，]))(?:[一二三四五六七八九]是(?!否)|第[一二三四五六七八九][，,是]|[（(][一二三四五六七八九\d]{1,2}[）)]|\d{1,2}[.．、](?!\d)|[①-⑨])"
)
_NUMBER: Final = re.compile(r"^(?:[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．](?!\d))?")
_PROBLEMS: Final = re.compile(
    r"^.{0,12}?(?:存在|主要|今年|本年|当前|目前|新发现)?的?(?:主要)?(?:问题|不足|短板)[^。；]{0,12}?[：:，。]|^.{0,8}(?:问题|不足)$"
)
_LED: Final = re.compile(r"(?:问题|不足|短板)(?:主要)?(?:是|有|如下|包括)?[：:，]")
_MEASURES: Final = re.compile(
    r"(?:改进|整改|对应|应对|解决)[^，。；：]{0,8}?(?:情况|措施|举措|办法)[^，。；]{0,4}(?:[：:，。是]|$)|下一步|下步|(?:^|(?<=[。；]))(?:今年|现已?|已)?(?:针对|今后|为此|对此|明年|\d{4}年，?[^，。]{0,8}将)"
)
_ANNOUNCED: Final = re.compile(r"^(?:上年|去年|上一年|针对|下一步|今后)")
_SOLVED: Final = re.compile(r"改正|改进|整改|解决|完成|消除")
_SHORTEST, _LONGEST = 3, 200
_MOST: Final = 20


def problems_of(section: str) -> tuple[str, ...]:
    """The problems in the text of section five, in order, at most `_MOST`.

    What stands behind “改进情况”, “针对…” or “下一步” are measures; what last year's report said is none of this
    year's, unless it is counted out as problems here.
    """
    found: dict[str, None] = {}
    in_measures = False
    for raw in section.split("\n"):
        text = tight(settle(raw))
        bare = _NUMBER.sub("", text)
        measures = _MEASURES.search(bare)
        if measures and measures.start() == 0:
            in_measures = True
        elif _PROBLEMS.match(bare):
            in_measures, text = False, bare  # its number is a heading's, no item's
        if not in_measures:
            cut = len(bare) - measures.start() if measures else 0
            found.update(dict.fromkeys(_named(text[: len(text) - cut])))
    return tuple(found)[:_MOST]


def _named(text: str) -> Iterator[str]:
    """The problems of one paragraph: counted out, or told behind “问题：”."""
    marks = list(_ITEM.finditer(text))
    announced = _ANNOUNCED.match(text) is not None
    if announced and (not marks or _SOLVED.search(text[: marks[0].start()])):
        return
    if marks:
        ends = [*(m.start() for m in marks[1:]), len(text)]
        parts = [text[mark.end() : end] for mark, end in zip(marks, ends, strict=True)]
    elif led := _LED.search(text):
        parts = re.split("；", text[led.end() :])
    else:
        return
    for part in parts:
        sentence = re.split("[。；]", part.strip("，。；： "), maxsplit=1)[0]
        if _SHORTEST <= len(sentence) <= _LONGEST:
            yield sentence
