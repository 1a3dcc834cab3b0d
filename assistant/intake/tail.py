"""What follows the last article or section: signature, date, attachments, and the foot of the page."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Final

from assistant.intake.head import goes_on
from assistant.intake.headline import is_about, is_organ
from assistant.intake.lines import Line, tight
from assistant.library.imported import Article
from assistant.reading.wrapping import wrap_width

_ATTACHMENT: Final = re.compile(r"附\s?(?:件|表|录|图)?\s?([一二三四五六七八九十\d]{0,3})\s?[：:]?")
_LIST: Final = re.compile(r"附\s?(?:件|表|录)?\s?[：:].+|附件\s?\d{1,2}\s?[：:.．、].+")
_LISTED: Final = re.compile(r"\d{1,2}[.．、].{2,80}")
_SIGNED: Final = re.compile(r"[（(]?(?:此件|联系人|联系电话|抄送|印发|公开方式)[^。]{0,80}[）)]?|.{2,40}印发")
_LONGEST: Final = 60


@dataclass
class Tail:
    """What was found behind the text. `kept` are the numbers of all lines that are not of the page."""

    about: list[str] = field(default_factory=list)
    attachments: list[Article] = field(default_factory=list)
    kept: set[int] = field(default_factory=set)


def tail_start(lines: Sequence[Line], page: Collection[int], last: int, stop: int) -> int:
    """The number of the first line behind the text, whose last heading is line `last`.

    The text ends with a sentence; the first short line behind it that neither ends one nor opens an item is
    no more of it.
    """
    wrap = wrap_width([line.text for line in lines[:stop] if not line.table])
    shown = [number for number in range(last + 1, stop) if number not in page]
    closed, inside = _is_closed(lines[last]), False
    for number, following in zip(shown, [*shown[1:], last], strict=False):
        line = lines[number]
        if _ATTACHMENT.fullmatch(line.text) or _LIST.fullmatch(line.text[: 2 * _LONGEST]):
            return number
        short = not line.table and not line.ends and not line.is_item and len(line.text) <= _LONGEST
        goes_further = goes_on(line, lines[following], wrap)
        if closed and short and not inside and not goes_further:
            return number
        closed = closed or line.table or _is_closed(line)
        inside = not line.ends and (inside or goes_further)
    return stop


def _is_closed(line: Line) -> bool:
    return line.ends or line.text.endswith(("施行", "执行", "实施", "生效"))


def read_tail(lines: Sequence[Line], page: Collection[int], start: int, stop: int) -> Tail:
    """Sort the lines from `start` on, before `stop`. An attachment goes on to the next one."""
    tail = Tail()
    attached: dict[str, list[str]] = {}
    label, listed = "", False
    for number in range(start, stop):
        line = lines[number]
        if number in page:
            continue
        match = _ATTACHMENT.fullmatch(line.text)
        if match and match[0] != "附" and f"附件{match[1]}" not in attached:
            label = f"附件{match[1]}"
            attached[label] = []
        elif label:
            attached[label].append(line.text)
        elif _LIST.fullmatch(line.text[: 2 * _LONGEST]) or (listed and _LISTED.fullmatch(line.text[:100])):
            listed = True
            tail.about.append(tight(line.text))
        elif len(line.text) <= _LONGEST and _is_signature(line.text):
            tail.about.append(tight(line.text))
        elif listed and (line.table or line.ends or line.is_item):
            label = "附件"
            attached[label] = [line.text]
        else:
            continue
        tail.kept.add(number)
    tail.attachments.extend(Article(label, "", "\n".join(body)) for label, body in attached.items())
    return tail


def _is_signature(text: str) -> bool:
    return is_organ(text) or is_about(text) or _SIGNED.fullmatch(text) is not None
