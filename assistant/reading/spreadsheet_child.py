"""Reads .xls, .xlsb and .ods with calamine, as a program of its own.

calamine sets aside memory for the whole rectangle of a sheet: one stray cell in the last corner, and the process is
aborted, not just the call. So `excel.py` runs this file in a child process and gets JSON back. It
imports nothing of the package, so that it can run by its path.

Usage: ``python spreadsheet_child.py MEGABYTES MAX_ROWS MAX_COLUMNS < workbook > sheets.json``
"""

from __future__ import annotations

import datetime
import io
import json
import sys
from typing import Any

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum


def read(data: bytes, max_rows: int, max_columns: int) -> list[dict[str, Any]]:
    """Every worksheet: ``name``, ``hidden``, ``rows`` from A1, ``merged`` (first row, column, last row, column), ``cut``.

    Values are strings, numbers, booleans; dates and times are text. Errors of calamine pass through.
    """
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    sheets: list[dict[str, Any]] = []
    for meta in workbook.sheets_metadata:
        if meta.typ != SheetTypeEnum.WorkSheet:
            continue
        entry: dict[str, Any] = {"name": meta.name, "hidden": meta.visible != SheetVisibleEnum.Visible}
        if not entry["hidden"]:
            sheet = workbook.get_sheet_by_name(meta.name)
            rows = sheet.to_python(skip_empty_area=False, nrows=max_rows)
            entry["rows"] = [[_plain(value) for value in row[:max_columns]] for row in rows[:max_rows]]
            entry["merged"] = [[*first, *last] for first, last in sheet.merged_cell_ranges or []]
            last_row, last_column = sheet.end or (0, 0)
            entry["cut"] = last_row >= max_rows or last_column >= max_columns
        sheets.append(entry)
    return sheets


def _plain(value: Any) -> Any:
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    if isinstance(value, datetime.datetime):
        return value.isoformat(" ")
    if isinstance(value, datetime.date | datetime.time | datetime.timedelta):
        return str(value)
    return value


def main(arguments: list[str]) -> None:
    """Read standard input, write standard output, under a cap of memory where the system has one."""
    megabytes, max_rows, max_columns = map(int, arguments)
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - not there on Windows

        resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    sheets = read(sys.stdin.buffer.read(), max_rows, max_columns)
    json.dump(sheets, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1:])
