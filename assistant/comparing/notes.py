"""What staff must know before they read a comparison: other unit, other years, other form, tables not read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assistant.comparing.tables import only_in
from assistant.core.report import Report
from assistant.core.template import quoted, split_address
from assistant.core.units import same_unit


def notes(report: Report, previous: Report) -> tuple[str, ...]:
    """The remarks, the gravest first; none when two complete reports of neighbouring years are compared."""
    return (
        *_units(report, previous),
        *_years(report, previous),
        *_forms(report, previous),
        *_gaps(report, previous),
    )


def _units(report: Report, previous: Report) -> Iterator[str]:
    if not same_unit(report.unit, previous.unit):
        yield (
            f"本年报告的单位是{quoted(report.unit or '')}，上年报告的单位是{quoted(previous.unit or '')}，名称不一样。"
            "如果不是同一单位（或者更名、合并），下面的变化不能当作本单位的变化。"
        )


def _years(report: Report, previous: Report) -> Iterator[str]:
    if report.year is None or previous.year is None:
        which = "、".join(n for n, r in (("本年", report), ("上年", previous)) if r.year is None)
        yield f"{which}报告没有读到年度，请确认两份报告是相邻两年的。"
    elif previous.year == report.year:
        yield f"两份报告都是 {report.year} 年度的，请确认没有选错文件。"
    elif previous.year > report.year:
        yield (
            f"本年报告是 {report.year} 年度的，用来对照的是更晚的 {previous.year} 年度的，次序可能反了："
            "请把较晚的一份放在前面。"
        )
    elif previous.year != report.year - 1:
        yield (
            f"本年报告是 {report.year} 年度的，用来对照的是 {previous.year} 年度的，中间隔了 {report.year - previous.year - 1} 年："
            "上年结转、现行有效件数没有核对。"
        )


def _forms(report: Report, previous: Report) -> Iterator[str]:
    if report.template == previous.template:
        return
    shared = len(report.form.addresses) - len(only_in(report, previous))
    yield (
        f"两份报告的表样不同（本年 {report.template} 年版，上年 {previous.template} 年版），只比两版都有的 {shared} 格。"
        f"只有本年有、没有比的：{_rows(report, only_in(report, previous))}。"
        f"只有上年有、没有比的：{_rows(previous, only_in(previous, report))}。"
    )


def _rows(report: Report, addresses: Iterable[str]) -> str:
    """Cells by their rows: ``表二“规章”3 格``."""
    counts: dict[tuple[str, str], int] = {}
    for cell_address in addresses:
        table_id, row_id, _ = split_address(cell_address)
        counts[table_id, row_id] = counts.get((table_id, row_id), 0) + 1
    named = []
    for (table_id, row_id), count in counts.items():
        table = report.form.table(table_id)
        named.append(f"{table.name}{quoted(table.row(row_id).name)} {count} 格")
    return "、".join(named)


def _gaps(report: Report, previous: Report) -> Iterator[str]:
    for which, one in (("本年", report), ("上年", previous)):
        missing = [table.name for table in one.form.tables if not one.has_table(table.id)]
        if missing:
            yield f"{which}报告里没有读到{'、'.join(missing)}，这部分没法对照。"
