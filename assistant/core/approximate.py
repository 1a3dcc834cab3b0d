"""Whether a number of a text may stand for a value: the same, or one that its 多, 约, 超过, 不足 allows."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from assistant.core.numbers import Mention

_IN_TEN_THOUSANDS: Final = re.compile(r"\d(?:\.(?P<decimals>\d+))?\s*万(?!元)")
"""``8.64万件``: rounded as far as it is written."""
HARDLY_BY_CHANCE: Final = 20
"""A number as large as this is hardly that of a cell, or the same in two years, by chance."""
_ROUND: Final = 100_000
_NEARLY: Final = Decimal("0.95")
_SHARPEST: Final = 2
"""Units of the last digit written that an 约 may be off by."""
_ABOVE: Final = re.compile(r"[余多几来]")


def fits(mention: Mention, value: Decimal) -> bool:
    """Whether a figure may stand for the value: the same, or one that its 多, 约, 超过, 不足 allows."""
    said = mention.value
    if rounded := _IN_TEN_THOUSANDS.search(mention.text):
        step = Decimal(10_000).scaleb(-len(rounded["decimals"] or ""))
        if _ABOVE.search(mention.text):
            return said <= value < said + step
        if mention.below and said % _ROUND == 0 and said * _NEARLY <= value < said:
            return True  # 近200万件 of 1,953,081
        return abs(value - said) * 2 <= step
    if mention.unit in {"万元", "亿元"} and said != said.to_integral_value():
        return abs(value - said) * 2 <= Decimal(1).scaleb(int(said.as_tuple().exponent))
    if not mention.approximate:
        return said == value
    if said == value:
        return True
    if _ABOVE.search(mention.text):
        digits = str(int(said))
        step = Decimal(10) ** (len(digits) - len(digits.rstrip("0"))) if said else Decimal(1)
        return said < value < said + max(step, Decimal(1))
    return abs(value - said) * 10 <= said and abs(value - said) <= _SHARPEST * _written_to(said)


def _written_to(said: Decimal) -> Decimal:
    """The place of the last digit that is not 0: 约1214 is written to the unit, 约1200 to the hundred."""
    exponent = said.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
