"""Names and remarks that people type, made fit to be kept: what is too long is refused, never cut."""

from __future__ import annotations

import re
from typing import Annotated, Any, Final

from pydantic import BeforeValidator

from assistant.errors import InputError

LONGEST_NAME: Final = 50
LONGEST_REMARK: Final = 2000
LONGEST_UNIT: Final = 100
FIRST_YEAR: Final = 2008
"""The year in which reports began (国务院令第492号)."""
LAST_YEAR: Final = 2100

_UNSEEN: Final = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
"""Control characters but for tab and line end, and those that turn or hide the text about them."""
_BRACKETS: Final = str.maketrans("()", "（）")


def visible(text: str) -> str:
    """The text without what cannot be seen; half a surrogate becomes a question mark."""
    lines = re.sub(r"\r\n?|[\u2028\u2029\x85]", "\n", text)
    return _UNSEEN.sub("", lines).encode("utf-8", "replace").decode().strip()


def person(value: Any) -> Any:
    """A name in one line of at most 50 characters. `InputError` when there is none or it is longer."""
    if not isinstance(value, str):
        return value
    name = " ".join(visible(value).split())
    if not name:
        raise InputError("没有写是谁的意见。", "请用 --by 写上姓名。")
    return _short_enough(name, LONGEST_NAME, "姓名")


def remark(value: Any) -> Any:
    """A comment of at most 2000 characters. `InputError` when it is longer."""
    return _short_enough(visible(value), LONGEST_REMARK, "意见") if isinstance(value, str) else value


def unit_name(value: Any) -> Any:
    """A unit's name without blanks and with Chinese brackets, so that the same unit is found again. `InputError` when there is none."""
    if not isinstance(value, str):
        return value
    name = "".join(visible(value).split()).translate(_BRACKETS)
    if not name:
        raise InputError("没有写是哪个单位。", "请写上单位名称。")
    return _short_enough(name, LONGEST_UNIT, "单位名称")


def report_year(value: Any) -> Any:
    """A year that reports exist for. `InputError` for any other."""
    if isinstance(value, int) and not FIRST_YEAR <= value <= LAST_YEAR:
        raise InputError(f"年度“{value}”不对。", f"请写 {FIRST_YEAR} 到 {LAST_YEAR} 之间的年份。")
    return value


def _short_enough(text: str, most: int, what: str) -> str:
    if len(text) > most:
        raise InputError(f"{what}太长，有 {len(text)} 个字。", f"请缩短到 {most} 个字以内。")
    return text


Person = Annotated[str, BeforeValidator(person)]
Remark = Annotated[str, BeforeValidator(remark)]
Unit = Annotated[str, BeforeValidator(unit_name)]
Year = Annotated[int, BeforeValidator(report_year)]
