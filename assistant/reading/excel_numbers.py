"""Numbers of spreadsheets as people see them: what a number format means, dates, fifteen digits."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final, Literal

from assistant.core.numbers import format_number

_DATE_FORMATS: Final = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_PERCENT_FORMATS: Final = frozenset({9, 10})
_LITERAL: Final = re.compile(r"\"[^\"]*\"|\\.|_.|\*.|\[[^\]]*\]")
_SCALED: Final = re.compile(r"[0#?],+(?![0#?,])|[0#?](?:!|\\)\.|[0#?]\"\.\"")
"""A format that shows another magnitude than the cell holds: ``0.0,`` (thousands), ``0!.0,`` and ``0\\.0000`` (万)."""

FormatKind = Literal["", "date", "percent", "scaled"]


def format_kind(number: str, codes: Mapping[str | None, str]) -> FormatKind:
    """What a number format does, from its id and the workbook's own codes."""
    if number not in codes:
        builtin = int(number) if number.isdigit() else 0
        return "date" if builtin in _DATE_FORMATS else "percent" if builtin in _PERCENT_FORMATS else ""
    code = codes[number]
    plain = _LITERAL.sub("", code).lower()
    if _SCALED.search(code.split(";")[0]):
        return "scaled"
    if "%" in plain:
        return "percent"
    return (
        "date"
        if re.search(r"[ymdhs]", plain.replace("general", "")) and not re.search(r"[0#?]", plain)
        else ""
    )


def number_text(number: Decimal | float) -> str:
    """A number as Excel shows it: 15 significant digits, no exponent, no ``.0`` (0.1+0.2 → ``0.3``)."""
    exact = Decimal(f"{number:.15g}")
    if not exact.is_finite() or abs(exact.adjusted()) > 30:
        return str(number)
    return format_number(exact) if exact else "0"


def date_text(number: Decimal, epoch: datetime.datetime) -> str:
    """A serial date as ISO text; nothing for one outside the calendar. Day 60 is Excel's 29 February 1900."""
    days = float(number) + (1 if number < 60 and epoch.year == 1899 else 0)
    try:
        moment = epoch + datetime.timedelta(seconds=round(days * 86_400))
    except OverflowError:
        return ""
    if 0 <= number < 1:
        return moment.strftime("%H:%M:%S")
    return moment.strftime("%Y-%m-%d" if moment.time() == datetime.time() else "%Y-%m-%d %H:%M:%S")
