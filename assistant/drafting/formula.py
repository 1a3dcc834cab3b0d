"""Reckons the formulas shown beside a number, and checks that their figures are those of the cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Final

_SIDE: Final = re.compile(r"\(?\s*(\d+(?:\.\d+)?(?:\s*[＋+−-]\s*\d+(?:\.\d+)?)*)\s*\)?")
_TERM: Final = re.compile(r"([＋+−-]?)\s*(\d+(?:\.\d+)?)")
_ABSOLUTE: Final = re.compile(r"\|([−-]\d+(?:\.\d+)?)\|")


def reckon(formula: str, unit: str, values: Sequence[Decimal]) -> Decimal | None:
    """What a formula comes to over the given cell values; `None` when its figures are not exactly theirs.

    Sums and differences (``9＋2``, ``23−18``), shares and rates (``(9＋2)÷24``, ``(23−18)÷18``; per cent, one
    decimal, half up) and ``|−2|``. Zeros may be left out of a formula.
    """
    absolute = _ABSOLUTE.fullmatch(formula)
    if absolute:
        figure = Decimal(absolute[1].replace("−", "-"))
        return -figure if list(values) == [figure] else None
    top, _, bottom = formula.partition("÷")
    match = _SIDE.fullmatch(top)
    if match is None or (bottom and not re.fullmatch(r"\d+(?:\.\d+)?", bottom)):
        return None
    terms = [(sign, Decimal(figure)) for sign, figure in _TERM.findall(match[1])]
    above = _figures(figure for _, figure in terms)
    cells = _figures(values)
    result = sum((-Fraction(f) if sign in {"−", "-"} else Fraction(f) for sign, f in terms), Fraction(0))
    if not bottom:
        return Decimal(str(_decimal(result))) if above == cells else None
    divisor = Decimal(bottom)
    if not divisor or unit != "%" or cells not in (above, above + Counter([divisor])):
        return None
    share = result * 100 / Fraction(divisor)
    return (Decimal(share.numerator) / Decimal(share.denominator)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _figures(values: object) -> Counter[Decimal]:
    return Counter(v for v in values if v)  # type: ignore[attr-defined]


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)
