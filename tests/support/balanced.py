"""Balanced reports made from the bottom up, so that every relation holds by construction."""

from __future__ import annotations

from random import Random

from assistant.core.numbers import read_cell
from assistant.core.relations import result_rows
from assistant.core.report import Report, empty_tables
from assistant.core.template import APPLICANTS, OUTCOMES, TEMPLATES, address

_PARTS = [c.id for c in APPLICANTS if c.id != "total"]


def balanced_report(
    random: Random, *, template: str = "2021", largest: int = 60, zeros: float = 0.6
) -> Report:
    """A report whose relations all hold; `zeros` is the share of result cells that are zero."""
    form = TEMPLATES[template]
    numbers: dict[str, int] = {}

    def put(row: str, column: str, value: int) -> None:
        numbers[address("requests", row, column)] = value

    def draw() -> int:
        return 0 if random.random() < zeros else random.randint(1, largest)

    rows = result_rows(form)
    for column in _PARTS:
        results = {row: draw() for row in rows}
        concluded = sum(results.values())
        forward = draw()
        carried = min(draw(), concluded + forward)
        for row, value in results.items():
            put(row, column, value)
        put("concluded_total", column, concluded)
        put("carried_forward", column, forward)
        put("carried_over", column, carried)
        put("new", column, concluded + forward - carried)
    for row in form.table("requests").rows:
        put(row.id, "total", sum(numbers[address("requests", row.id, column)] for column in _PARTS))
    for row in form.table("disputes").rows:
        parts = [draw() for _ in OUTCOMES[:-1]]
        for column, value in zip(OUTCOMES, [*parts, sum(parts)], strict=True):
            numbers[address("disputes", row.id, column.id)] = value
    for row in form.table("proactive").rows:
        for column in row.columns:
            numbers[address("proactive", row.id, column.id)] = draw()
    report = Report(template=form.version, tables=empty_tables(form), unit="示例县教育局", year=2024)
    return report.replace_cells({a: read_cell(str(v)) for a, v in numbers.items()})
