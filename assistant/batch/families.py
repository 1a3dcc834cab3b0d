"""The families of findings as staff think of them: the columns of the summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from assistant.core.findings import Finding

_BY_PREFIX: Final = {
    "T3-": "表内勾稽", "T4-": "表内勾稽", "T2-": "表二", "VALUE": "填数", "BLANK": "填数", "Y-": "跨年",
    "TEXT-": "正文与表", "YEAR-": "年份期限", "PERIOD": "年份期限", "SECTION-": "章节", "ASPECT-": "章节",
    "FEE-": "收费", "PRIVACY": "个人信息", "CITATION": "文字", "WORDING": "文字", "COUNTER": "文字",
    "PUNCTUATION": "文字", "TYPO": "文字", "COPIED": "文字",
}  # fmt: skip
OTHER: Final = "其他"
FAMILIES: Final = (*dict.fromkeys(_BY_PREFIX.values()), OTHER)
"""Every family, in the order of the columns."""


def family(code: str) -> str:
    """The family of a finding's code; a code that is new to us is still counted, under 其他."""
    return next((name for prefix, name in _BY_PREFIX.items() if code.startswith(prefix)), OTHER)


def tally(findings: Iterable[Finding]) -> dict[str, int]:
    """How many findings of each family; those without any stay away."""
    found = Counter(family(finding.code) for finding in findings)
    return {name: found[name] for name in FAMILIES if found[name]}
