"""Whether typed text is really a paste: a table, or a report. What is pasted is data and never routed as a wish."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_MOST_LINES: Final = 2
_LONGEST_LINE: Final = 200
_HEADING: Final = re.compile(
    r"^\s*[一二三四五六]、\s*(?:总体情况|主动公开|行政机关主动公开|收到和处理|行政机关收到|依申请公开政府|(?:因)?政府信息公开|存在的?(?:主要)?问题"
    r"|政府信息公开工作存在|其他需要)"
)
_LABEL: Final = re.compile(
    r"本年新收政府信息公开|上年结转政府信息公开|结转下年度继续办理|予以公开|部分公开|属于国家秘密|危及.三安全|行政事业性收费|本年制发件数|现行有效件数"
    r"|未经复议直接起诉|复议后起诉|本年处理决定数量|科研机构|社会公益组织|法律服务机构|尚未审结|第二十条第|重复申请|过程性信息|信访举报投诉"
)
_TITLE: Final = re.compile(r"政府信息公开工作年度报告\s*$|^\s*.{2,40}(?:年度报告|工作报告)\s*$")
_NUMBERS: Final = re.compile(r"\d[ \u3000|,，;；]+\d+[ \u3000|,，;；]+\d")
_MARKUP: Final = re.compile(r"<t(?:able|d|r)[\s>]", re.I)


@dataclass(frozen=True)
class Typed:
    """What was typed, and what in the same box is a paste (empty: nothing)."""

    words: str
    pasted: str


def part(text: str) -> Typed:
    """The words above a pasted table or report (two short lines at most), and the paste. All words where there is none."""
    lines = text.splitlines()
    if not _reads_as_paste(text, lines):
        return Typed(text, "")
    first = next((i for i, line in enumerate(lines) if _is_data(line)), 0)
    above = [line for line in lines[:first] if line.strip()]
    if len(above) > _MOST_LINES or any(len(line) > _LONGEST_LINE or _TITLE.search(line) for line in above):
        return Typed("", text)
    return Typed("\n".join(above), "\n".join(lines[first:]))


def _reads_as_paste(text: str, lines: list[str]) -> bool:
    if re.search(r"\S *\t+ *\S", text) or _MARKUP.search(text):
        return True
    headings = sum(_HEADING.match(line) is not None for line in lines)
    tabular = sum(_is_tabular(line) for line in lines)
    labels = {m[0] for m in _LABEL.finditer(text)}
    return headings >= 2 or (tabular >= 2 and bool(labels)) or (len(labels) >= 4 and len(lines) >= 8)


def _is_tabular(line: str) -> bool:
    return "\t" in line or line.count("|") >= 3 or _NUMBERS.search(line) is not None


def _is_data(line: str) -> bool:
    return (
        _is_tabular(line) or _HEADING.match(line) is not None or _TITLE.search(line) is not None
        or _LABEL.search(line) is not None or _MARKUP.search(line) is not None or len(line) > _LONGEST_LINE
    )  # fmt: skip
