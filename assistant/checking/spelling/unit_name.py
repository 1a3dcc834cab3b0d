"""The unit's own name: one slip in it is a TYPO (示例市场市监督管理局, 示例县民证局), another unit's a TEXT-CONTRADICTION."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from assistant.checking.case import Case
from assistant.checking.prose import MOST_MATCHES, Passage
from assistant.checking.spelling.mistyped import alike
from assistant.core.findings import Finding
from assistant.core.template import quoted
from assistant.core.units import Level, same_unit, unit_level, without_brackets

CODE: Final = "TYPO"
_SHORTEST: Final = 6
_ENDS: Final = re.compile(r"(?:局|委员会|办公室|办事处|人民政府|镇|乡|厅|委|中心)$")
_KINDS: Final = frozenset("省市县区旗州盟镇乡")
"""示例县教育局 is another unit than 示例市教育局."""

_AUTHOR: Final = re.compile(
    r"(?:^|[，。；\n])(?:现|现将|特|兹|本报告由|由)?(?:向社会)?(?:公布|发布|编制)?(?P<unit>[一-龥]{3,20}?(?:人民政府|局|委员会|街道办事处|厅))(?=\d{4}\s*年度?(?:政府)?信息公开工作年度报告|(?:根据|按照|依据|依照)《?中华人民共和国政府信息公开条例)"
)


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


def check_author(case: Case) -> list[Finding]:
    """TEXT-CONTRADICTION: the preface gives another unit as the author than the title does."""
    own = without_brackets(case.report.unit)
    if not own or unit_level(own) is Level.UNKNOWN:
        return []
    findings = []
    text = case.prose.plain.get("preface", "")
    for match in _AUTHOR.finditer(text):
        named = match["unit"]
        if same_unit(named, own) or named in own or own in named or named.endswith(own[-4:]):
            continue
        start, end = match.span("unit")
        says = f"报告的标题是{quoted(own)}的，前言里写的是{quoted(named)}，请核对是不是套用了别的单位的报告。"
        findings.append(
            case.prose.finding(
                "TEXT-CONTRADICTION",
                "warning",
                Passage("preface", start, end, named),
                says,
                expected=own,
                status="uncertain",
            )
        )
    return findings
