"""Cells and rows in staff's own words, with quotation marks nested as Chinese has them."""

from __future__ import annotations

from assistant.core.relations import PREVIOUS
from assistant.core.report import Report
from assistant.core.template import Template, quoted, split_address


def row_name(form: Template, cell_address: str) -> str:
    """The row of a cell in quotation marks, e.g. ``“（六）3.其他”``."""
    table, row, _ = split_address(cell_address.removeprefix(PREVIOUS))
    return quoted(form.table(table).row(row).name)


def column_name(form: Template, cell_address: str) -> str:
    """The column of a cell in quotation marks, e.g. ``“自然人”``."""
    table, row, column = split_address(cell_address.removeprefix(PREVIOUS))
    label = next(c.label for c in form.table(table).row(row).columns if c.id == column)
    return quoted(label)


def table_name(form: Template, cell_address: str) -> str:
    """The table of a cell: ``表三``."""
    return form.table(split_address(cell_address.removeprefix(PREVIOUS))[0]).name


def cell_name(cell_address: str, report: Report, previous: Report | None = None) -> str:
    """How staff would point at a cell: ``表三“（一）予以公开”的“自然人”``, last year's with 上年报告 in front."""
    last_year = cell_address.startswith(PREVIOUS)
    form = previous.form if last_year and previous else report.form
    return ("上年报告" if last_year else "") + form.describe(cell_address.removeprefix(PREVIOUS))
