"""A report as a page for the terminal: what was read, table by table, and what to look at again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from assistant.cli.width import COLUMNS, left, right, shorten, width, wrap
from assistant.core import families
from assistant.core.numbers import format_number
from assistant.core.report import Cell, CellKind, Problem, Report
from assistant.core.template import NARRATIVE

if TYPE_CHECKING:
    from assistant.core.template import Column, Row, Table

_MISSING: Final = "缺"
_BLANK: Final = "空"
_DOUBT: Final = "?"

STATUS: Final = {"complete": "完整", "partial": "不完整", "empty": "没有读到表格"}
SEVERITIES: Final = families.SEVERITIES

_SHORT: Final = {
    "natural_person": "自然人", "enterprise": "企业", "research_institution": "科研",
    "public_interest_organization": "公益", "legal_service_organization": "法律", "other_organization": "其他",
    "upheld": "维持", "corrected": "纠正", "other": "其他", "pending": "未审结",
}  # fmt: skip
"""Headings that leave room for the rows' names; the full ones do not fit into 80 columns."""


def page(report: Report) -> str:
    """The whole report in lines of at most 80 columns."""
    blocks = [_head(report), *(_table(report, table) for table in report.form.tables), _words(report)]
    blocks += [_legend(report), problems(report.problems)]
    return "\n\n".join(block for block in blocks if block)


def _head(report: Report) -> str:
    year = f"{report.year} 年" if report.year else "没有读到"
    read = [cell for _, cell in report.cells() if cell is not None]
    lines = [
        wrap(report.unit or "没有读到", first="单位：", rest=" " * 6),
        f"年度：{year}　　表样：{report.template} 年版（{report.form.document}）",
        f"读取：{STATUS[report.status]}，应有 {len(report.form.addresses)} 格，读到 {len(read)} 格",
    ]
    return "\n".join(lines)


def _table(report: Report, table: Table) -> str:
    title = f"{table.name}　{table.title}"
    if not report.has_table(table.id):
        return f"{title}\n  没有读到这张表"
    same = all(row.columns == table.rows[0].columns for row in table.rows)
    rows = _grid(report, table) if same else _listing(report, table)
    return "\n".join([title, *rows])


def _grid(report: Report, table: Table) -> Iterator[str]:
    """Rows and columns, for a table whose rows all have the same columns."""
    columns = table.rows[0].columns
    heads = [_SHORT.get(column.id, column.label) for column in columns]
    body = [[_shown(c) for c in _cells(report, table, row)] for row in table.rows]
    widths = [max(width(line[i]) for line in [heads, *body]) for i in range(len(columns))]
    room = COLUMNS - 1 - 2 - sum(w + 2 for w in widths)
    label = min(room, max(width(row.name) for row in table.rows))

    def line(name: str, values: Sequence[str]) -> str:
        numbers = "".join("  " + right(value, w) for value, w in zip(values, widths, strict=True))
        return "  " + left(shorten(name, label), label) + numbers

    yield line("", heads)
    for row, values in zip(table.rows, body, strict=True):
        yield line(row.name, values)


def _listing(report: Report, table: Table) -> Iterator[str]:
    """One line a row, each value behind its own heading, for table 2."""
    label = max(width(row.name) for row in table.rows)
    for row in table.rows:
        values = _cells(report, table, row)
        shown = (
            f"{_heading(column)} {_shown(cell)}" for column, cell in zip(row.columns, values, strict=True)
        )
        yield "  " + left(row.name, label) + "  " + "　".join(shown)


def _heading(column: Column) -> str:
    return column.label.replace("（单位：万元）", "（万元）")


def _cells(report: Report, table: Table, row: Row) -> list[Cell | None]:
    return [report.cell(f"{table.id}.{row.id}.{column.id}") for column in row.columns]


def _shown(cell: Cell | None) -> str:
    if cell is None:
        return _MISSING
    if cell.kind is CellKind.BLANK:
        text = _BLANK
    elif cell.value is not None:
        text = format_number(cell.value)
    else:
        text = shorten(cell.raw.strip(), 8)
    return text if cell.certain else text + _DOUBT


def _words(report: Report) -> str:
    parts = []
    for section_id in NARRATIVE:
        section, text = report.form.section(section_id), report.sections.get(section_id, "")
        length = f"{len(''.join(text.split()))} 字" if text else "无"
        parts.append(f"{section.number + '、' if section.number else ''}{section.title} {length}")
    return wrap("；".join(parts), first="正文：", rest=" " * 6)


def _legend(report: Report) -> str:
    cells = [cell for _, cell in report.cells()]
    used = []
    if None in cells:
        used.append(f"“{_MISSING}”是原件里没有这一格")
    if any(c is not None and c.kind is CellKind.BLANK for c in cells):
        used.append(f"“{_BLANK}”是格里什么也没有写")
    if any(c is not None and not c.certain for c in cells):
        used.append(f"带“{_DOUBT}”的数是推断出来的，请对照原件")
    return wrap("；".join(used) + "。", first="注：", rest=" " * 4) if used else ""


def problems(found: Iterable[Problem], title: str = "读取中的问题：") -> str:
    """What staff must know about the reading, worst first; empty when there is nothing."""
    lines = []
    listed = list(found)
    for severity, name in SEVERITIES.items():
        lines += [
            wrap(p.message, first=f"〔{name}〕", rest=" " * 8) for p in listed if p.severity == severity
        ]
    return "\n".join([title, *lines]) if lines else ""
