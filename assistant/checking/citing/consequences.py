"""CITATION: what a rule says told the wrong way round: 第三方逾期未提出意见的，视为同意公开.

Each rule is data (``consequences.toml``): `pattern` with the wrong words as its group ``said``, what is right, and the
article that says so. Sentences that speak of the mistake itself are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from assistant.checking.case import Case
from assistant.checking.rulebook import table
from assistant.core.findings import Finding
from assistant.core.template import quoted

CODE: Final = "CITATION"
_OF_THE_MISTAKE: Final = re.compile(
    r"误(?:认|以|将|把|作|写|读|解)|错(?:误|把|将|写)|纠正|更正|被撤销|败诉|曾经?把|混淆|理解偏差|不规范|不能|不得|不应|不宜|不可|并非|不等于|而不是|而非|不是|是否|能否|旧条例|修订前|(?:没有|从未|未|不再?)(?:简单|直接|一律|当然|自动|径直|随意)?地?视"
)


@cache
def _rules() -> tuple[tuple[re.Pattern[str], dict[str, Any]], ...]:
    return tuple((re.compile(entry["pattern"]), entry) for entry in table("citing/consequences")["rule"])


def check(case: Case) -> Iterator[Finding]:
    """What a rule attaches to a case, told otherwise than the rule says; every place once."""
    seen: set[str] = set()
    for pattern, rule in _rules():
        for passage, match in case.prose.matches(pattern):
            place = passage.of_match(match, "said")
            if place.span in seen or _OF_THE_MISTAKE.search(case.prose.around(place).text):
                continue
            seen.add(place.span)
            says = f"{quoted(place.text)}与规定不符：{rule['basis']}，{rule['right']}，请核对。"
            yield case.prose.finding(
                CODE,
                "warning",
                place,
                says,
                expected=rule["right"],
                basis=rule["basis"],
                status="uncertain",
            )
