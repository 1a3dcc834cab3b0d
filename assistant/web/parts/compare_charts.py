"""What is charted of a report, and of last year's beside it: where a look beats reading."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from assistant.core.report import CellKind, Report
from assistant.core.template import APPLICANTS, OUTCOMES, address
from assistant.web.parts.charts import Bars, Mark, Row, Stack, Stacks, bars, figures, stacks

_FLOW: Final = (
    ("new", "本年新收"), ("carried_over", "上年结转"), ("concluded_total", "办理结果总计"),
    ("carried_forward", "结转下年度"),
)  # fmt: skip
_RESULTS: Final = (
    ("granted", "予以公开"), ("granted_in_part", "部分公开"), ("refused", "不予公开"),
    ("unavailable", "无法提供"), ("not_processed", "不予处理"), ("other", "其他处理"),
)  # fmt: skip
_PROACTIVE: Final = (
    ("proactive.rules.in_force", "规章：现行有效件数"),
    ("proactive.normative_documents.in_force", "行政规范性文件：现行有效件数"),
    ("proactive.licensing.decisions", "行政许可：处理决定数量"),
    ("proactive.penalties.decisions", "行政处罚：处理决定数量"),
    ("proactive.compulsion.decisions", "行政强制：处理决定数量"),
    ("proactive.fees.amount", "行政事业性收费（万元）"),
)
_DISPUTES: Final = (
    ("reconsideration", "行政复议"), ("direct_litigation", "未经复议直接起诉"),
    ("litigation_after_reconsideration", "复议后起诉"),
)  # fmt: skip


def charts(report: Report, previous: Report | None) -> str:
    """All charts that the tables at hand allow; a table that is not there at all has none."""
    now, last = years(report, previous)
    drawn: list[str] = []
    if report.has_table("requests"):
        drawn += [
            bars(Bars("nb-chart-flow", "申请收了多少、办了多少", "件", now, last, _flow(report, previous))),
            bars(Bars("nb-chart-results", "办理结果", "件", now, last, _results(report, previous))),
            bars(
                Bars(
                    "nb-chart-applicants",
                    "本年新收的申请是谁提的",
                    "件",
                    now,
                    last,
                    _applicants(report, previous),
                )
            ),
        ]
    if report.has_table("disputes"):
        drawn.append(stacks(_disputes(report, previous)))
    if previous is not None and report.has_table("proactive"):
        # Of one year alone there is nothing to see: numbers of quite different things, each as long as its bar.
        note = "各项大小相差悬殊，每一项按自己的大小画，只看两年之间的变化。"
        rows = _proactive(report, previous)
        drawn.append(
            bars(Bars("nb-chart-proactive", "主动公开", "件、万元", now, last, rows, note, own_scale=True))
        )
    return figures(drawn)


def years(report: Report, previous: Report | None) -> tuple[str, str]:
    """What the two years are called; never the same words, the second empty without last year's report."""
    now = f"{report.year}年" if report.year else "本年"
    if previous is None:
        return now, ""
    return now, f"{previous.year}年" if previous.year and previous.year != report.year else "上年"


def mark(report: Report, addresses: Sequence[str]) -> Mark:
    """The sum of some cells, or why it cannot be told: one of them is missing, or holds no number."""
    known = set(report.form.addresses)
    if not addresses or any(a not in known for a in addresses):
        return Mark(None, "旧表没有这一项")
    cells = [report.cell(a) for a in addresses]
    values = [cell.value for cell in cells if cell is not None and cell.value is not None]
    if len(values) == len(cells):
        return Mark(sum(values, Decimal(0)))
    if None in cells:
        return Mark(None, "缺" if len(cells) == 1 else "有一格缺")
    lone = cells[0] if len(cells) == 1 else None
    if lone is not None and lone.kind is not CellKind.BLANK and lone.raw.strip():
        return Mark(None, " ".join(lone.raw.split()))
    return Mark(None, "空" if lone is not None else "有一格没有数")


def _row(
    label: str, report: Report, previous: Report | None, here: Sequence[str], there: Sequence[str]
) -> Row:
    return Row(label, mark(report, here), mark(previous, there) if previous else None)


def _both(label: str, report: Report, previous: Report | None, *addresses: str) -> Row:
    return _row(label, report, previous, addresses, addresses)


def _flow(report: Report, previous: Report | None) -> tuple[Row, ...]:
    return tuple(_both(label, report, previous, address("requests", row, "total")) for row, label in _FLOW)


def _results(report: Report, previous: Report | None) -> tuple[Row, ...]:
    return tuple(
        _row(label, report, previous, _group(report, key), _group(previous, key) if previous else ())
        for key, label in _RESULTS
    )


def _group(report: Report, key: str) -> list[str]:
    """The totals of the rows that make up a result: one row, or several under one heading."""
    rows = report.form.table("requests").rows
    return [
        address("requests", row.id, "total") for row in rows if row.id == key or row.id.startswith(f"{key}.")
    ]


def _applicants(report: Report, previous: Report | None) -> tuple[Row, ...]:
    return tuple(
        _both(column.label, report, previous, address("requests", "new", column.id))
        for column in APPLICANTS
        if column.id != "total"
    )


def _proactive(report: Report, previous: Report | None) -> tuple[Row, ...]:
    known = set(report.form.addresses)
    return tuple(_both(label, report, previous, a) for a, label in _PROACTIVE if a in known)


def _disputes(report: Report, previous: Report | None) -> Stacks:
    now, last = years(report, previous)
    parts = [column for column in OUTCOMES if column.id != "total"]
    shown = [(last, previous), (now, report)] if previous else [(now, report)]
    return Stacks(
        "nb-chart-disputes", "行政复议、行政诉讼的结果", "件", tuple(column.label for column in parts),
        tuple(
            Stack(
                f"{label}，{year}",
                tuple(mark(source, [address("disputes", row, column.id)]) for column in parts),
            )
            for row, label in _DISPUTES
            for year, source in shown
        ),
    )  # fmt: skip
