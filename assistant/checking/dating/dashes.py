"""PUNCTUATION: the numeral 一 between two dates, hours or days of the week, where a dash is meant: 1月1日一12月31日, 周一一周五."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.checking.case import Case
from assistant.core.findings import Finding
from assistant.core.template import quoted

CODE: Final = "PUNCTUATION"
_DASH: Final = re.compile(
    r"(?<=日)一(?=\s?(?:20\d\d\s?年\s?)?\d{1,2}\s?月)|(?<=月)一(?=\s?(?:20\d\d\s?年\s?)?\d{1,2}\s?月)|(?<=年)一(?=\s?20\d\d\s?年)|(?<=20\d\d)一(?=20\d\d\s?年)"
    r"|(?<=\d[:：]\d\d)一(?=\s?\d{1,2}[:：]\d\d)|(?<=周一)一(?=\s?周[二三四五六日天])|(?<=星期一)一(?=\s?星期)"
    r"|(?<!\d)(?<=0\d\d\d)一(?=\d{7,8}(?!\d))|(?<!\d)(?<=0\d\d)一(?=\d{8}(?!\d))"
)


def check(case: Case) -> Iterator[Finding]:
    """Each such numeral, with the dash for it."""
    for passage, match in case.prose.matches(_DASH):
        around = match.string[max(0, match.start() - 6) : match.end() + 6]
        says = f"{quoted(around)}里的“一”是数字，表示起止要用连接号“—”。"
        yield case.prose.finding(CODE, "error", passage, says, correction="—", expected="—")
