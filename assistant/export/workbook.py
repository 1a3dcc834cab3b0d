"""What every workbook of this room needs: text that stays text, numbers that stay exact, no traces of the machine."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal
from typing import Final

from openpyxl import Workbook
from openpyxl.cell import Cell

from assistant.export.package import core_properties, zipped

EXACT_DIGITS: Final = 15
"""Excel keeps fifteen significant digits; a longer number is written as text, whole."""
LONGEST_TEXT: Final = 32_000
"""A cell of Excel holds 32,767 characters."""


def put_text(cell: Cell, text: str) -> None:
    """Text that stays text, whatever it begins with: also after someone edits the cell."""
    cell.value = text
    cell.data_type = "s"
    if text[:1] in "=+-@\t":
        cell.quotePrefix = True


def is_exact(number: Decimal) -> bool:
    """Whether Excel can hold a number without rounding it."""
    digits = "".join(map(str, number.as_tuple().digits)).strip("0")
    return len(digits) <= EXACT_DIGITS and abs(number) < Decimal(10) ** EXACT_DIGITS


def packed(book: Workbook, title: str) -> bytes:
    """The bytes of a workbook, packed anew: openpyxl writes its own name and the time of day into it."""
    buffer = io.BytesIO()
    book.save(buffer)
    with zipfile.ZipFile(buffer) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["docProps/core.xml"] = core_properties(title)
    return zipped(parts)
