"""Automatic numbers of Word paragraphs: “一、”, “（一）”, “1.” are not in the text, but headings are known by them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from lxml import etree

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_MAX_LEVELS: Final = 9
_CHINESE: Final = frozenset(
    {"chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand",
     "ideographTraditionalSimplified", "koreanCounting"}
)  # fmt: skip
_CIRCLES: Final = frozenset({"decimalEnclosedCircle", "decimalEnclosedCircleChinese"})


@dataclass(frozen=True)
class _Level:
    text: str
    form: str
    start: int
    legal: bool


@dataclass
class Numbering:
    """The numbering of one document. Ask `label` for every paragraph in document order: it counts as it goes."""

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    """numId → its levels."""

    _abstract: dict[str, str] = field(default_factory=dict)
    _overrides: dict[str, dict[int, int]] = field(default_factory=dict)
    _counts: dict[str, list[int | None]] = field(default_factory=dict)

    @classmethod
    def from_xml(cls, root: etree._Element | None) -> Numbering:
        """From the root of ``numbering.xml``; without one, nothing is numbered."""
        made = cls()
        if root is None:
            return made
        abstracts = {a.get(f"{W}abstractNumId") or "": a for a in root.iterfind(f"{W}abstractNum")}
        linked = {_value(a, "styleLink"): number for number, a in abstracts.items() if _value(a, "styleLink")}
        for num in root.iterfind(f"{W}num"):
            number, abstract = num.get(f"{W}numId") or "", _value(num, "abstractNumId")
            if abstract in abstracts and (link := _value(abstracts[abstract], "numStyleLink")):
                abstract = linked.get(link, abstract)
            if abstract not in abstracts:
                continue
            levels = {_index(level): _level(level) for level in abstracts[abstract].iterfind(f"{W}lvl")}
            overrides: dict[int, int] = {}
            for override in num.iterfind(f"{W}lvlOverride"):
                if (level := override.find(f"{W}lvl")) is not None:
                    levels[_index(override)] = _level(level)
                if (start := _value(override, "startOverride")).isdigit():
                    overrides[_index(override)] = int(start)
            made.levels[number], made._abstract[number], made._overrides[number] = levels, abstract, overrides
        return made

    def label(self, number: str, index: int) -> str:
        """The number that Word prints before this paragraph; empty when it prints none or one we cannot write."""
        levels = self.levels.get(number)
        if not levels or index not in levels or not 0 <= index < _MAX_LEVELS:
            return ""
        counts = self._counts.setdefault(self._abstract[number], [None] * _MAX_LEVELS)
        restart = self._overrides[number].pop(index, None)
        current = counts[index]
        if restart is not None or current is None:
            counts[index] = levels[index].start if restart is None else restart
        else:
            counts[index] = current + 1
        counts[index + 1 :] = [None] * (_MAX_LEVELS - index - 1)
        return self._written(levels, counts, index)

    def _written(self, levels: dict[int, _Level], counts: list[int | None], index: int) -> str:
        level, text = levels[index], levels[index].text
        for place in range(index + 1):
            mark = f"%{place + 1}"
            if mark not in text:
                continue
            source = levels.get(place)
            if source is None:
                return ""
            count = counts[place]
            written = _write(
                source.start if count is None else count, "decimal" if level.legal else source.form
            )
            if written is None:
                return ""
            text = text.replace(mark, written)
        return "" if level.form in {"bullet", "none"} else text


def _value(parent: etree._Element, name: str) -> str:
    child = parent.find(W + name)
    return (child.get(f"{W}val") or "") if child is not None else ""


def _index(element: etree._Element) -> int:
    text = element.get(f"{W}ilvl") or "0"
    return int(text) if text.isdigit() else 0


def _level(level: etree._Element) -> _Level:
    start, legal = _value(level, "start"), level.find(f"{W}isLgl")
    return _Level(
        text=_value(level, "lvlText"),
        form=_value(level, "numFmt") or "decimal",
        start=int(start) if start.isdigit() else 0,
        legal=legal is not None and (legal.get(f"{W}val") or "1") not in {"0", "false"},
    )


def _write(count: int, form: str) -> str | None:
    """A count in Word's format; `None` for a format we do not write."""
    if form == "decimal":
        return str(count)
    if form == "decimalZero":
        return f"{count:02}"
    if form == "decimalFullWidth":
        return str(count).translate({ord(str(digit)): chr(0xFF10 + digit) for digit in range(10)})
    if form in _CHINESE:
        return chinese(count)
    if form == "ideographDigital":
        return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(count))
    if form in _CIRCLES:
        return chr(0x2460 + count - 1) if 1 <= count <= 20 else None
    if form in {"lowerLetter", "upperLetter"} and 1 <= count <= 26:
        return chr((97 if form == "lowerLetter" else 65) + count - 1)
    return None


def chinese(count: int) -> str | None:
    """A count from 0 to 9999 in Chinese numerals as headings have them: 十, 十二, 二十, 一百零五."""
    if not 0 <= count <= 9999:
        return None
    digits = "零一二三四五六七八九"
    if count < 10:
        return digits[count]
    text, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = count // unit % 10
        if digit:
            text += ("零" if gap and text else "") + digits[digit] + name
        gap = not digit
    return text.removeprefix("一") if 10 <= count < 20 else text
