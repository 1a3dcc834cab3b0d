"""TYPO: the unit's own name with one slip in it (示例市场市监督管理局, 示例县民证局): two characters swapped, or one wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from assistant.checking.case import Case
from assistant.checking.prose import MOST_MATCHES, Passage
from assistant.checking.wording.mistyped import alike
from assistant.core.findings import Finding
from assistant.core.template import quoted
from assistant.core.units import without_brackets

CODE: Final = "TYPO"
_SHORTEST: Final = 6
_ENDS: Final = re.compile(r"(?:局|委员会|办公室|办事处|人民政府|镇|乡|厅|委|中心)$")
_KINDS: Final = frozenset("省市县区旗州盟镇乡")
"""示例县教育局 is another unit than 示例市教育局."""


def check(case: Case) -> Iterator[Finding]:
    """Each place with the name that the title gives."""
    name = without_brackets(case.report.unit)
    if len(name) < _SHORTEST or not _ENDS.search(name):
        return
    pattern = re.compile(rf"{re.escape(name[:2])}[一-龥]{{{len(name) - 3}}}{re.escape(name[-1])}")
    for section, text in case.prose.plain.items():
        for match in islice(pattern.finditer(text), MOST_MATCHES):
            if match[0] == name or not _is_slip(match[0], name):
                continue
            place = Passage(section, match.start(), match.end(), match[0])
            if case.prose.in_title(place):
                continue
            says = f"单位名称{quoted(match[0])}像是写错了，标题里是{quoted(name)}。"
            yield case.prose.finding(
                CODE, "warning", place, says, correction=name, expected=name, status="uncertain"
            )


def _is_slip(said: str, name: str) -> bool:
    other = [i for i, (a, b) in enumerate(zip(said, name, strict=True)) if a != b]
    if len(other) == 1:  # 示例市体育局 is another unit than 示例市教育局
        return said[other[0]] in alike().get(name[other[0]], "") and said[other[0]] not in _KINDS
    swapped = len(other) == 2 and said[other[0]] == name[other[1]] and said[other[1]] == name[other[0]]
    return swapped and other[1] - other[0] <= 2
