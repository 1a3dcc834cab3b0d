"""What export writes, the reader reads back cell for cell."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant import read_report
from assistant.core.numbers import read_cell
from assistant.core.report import CellKind, Report
from assistant.export import export_report
from tests.export.samples import FORMATS, HURT, REPORTS, SECTIONS
from tests.support.reports import busy_report


def back(report: Report, kind: str) -> Report:
    return read_report(export_report(report, format=kind), name=f"年报.{kind}")  # type: ignore[arg-type]


def seen(report: Report, kind: str) -> dict[str, tuple[object, ...] | None]:
    """Cells as compared; a workbook keeps a number, not the commas it was written with."""
    return {
        address: None
        if cell is None
        else (cell.value, cell.kind, cell.raw.replace(",", "") if kind == "xlsx" else cell.raw, cell.certain)
        for address, cell in report.cells()
    }


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("name", REPORTS)
def test_every_cell_comes_back(name: str, kind: str) -> None:
    report = REPORTS[name]
    read = back(report, kind)
    assert seen(read, kind) == seen(report, kind)
    assert read.template == report.template
    assert read.status == report.status


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("name", [name for name, report in REPORTS.items() if report.unit])
def test_the_words_come_back(name: str, kind: str) -> None:
    report = REPORTS[name]
    read = back(report, kind)
    assert read.sections == report.sections
    assert (read.unit, read.year) == (report.unit, report.year)
    assert read.title == f"{report.unit}{report.year}年政府信息公开工作年度报告"
    assert [h.section for h in read.headings] == [s.id for s in report.form.sections if s.number]


@pytest.mark.parametrize("kind", FORMATS)
def test_no_unit_and_no_year_are_invented(kind: str) -> None:
    read = back(REPORTS["plain"], kind)
    assert (read.unit, read.year) == (None, None)


@pytest.mark.parametrize("kind", FORMATS)
def test_a_title_of_its_own_comes_back(kind: str) -> None:
    report = busy_report(
        title="示例市自然资源和规划局关于2025年度政府信息公开工作年度报告", sections=SECTIONS
    )
    assert back(report, kind).title == report.title


@pytest.mark.parametrize("kind", FORMATS)
def test_a_missing_cell_comes_back_neither_blank_nor_zero(kind: str) -> None:
    read = back(HURT, kind)
    for address, cell in HURT.cells():
        found = read.cell(address)
        if cell is None:
            assert found is None or (found.kind, found.value) == (CellKind.TEXT, None), address
        else:
            assert found is not None
            assert (found.value, found.kind, found.raw) == (cell.value, cell.kind, cell.raw), address
    assert read.sections == HURT.sections


@pytest.mark.parametrize("kind", FORMATS)
def test_odd_characters_come_back(kind: str) -> None:
    text = r"网站栏目*三*个，占1/2 & <b>粗</b> | _下划_ [链接](x) 1~3 \反斜 `码` a_b@example.cn #号。"
    report = busy_report(
        sections={**SECTIONS, "problems": f"{text}\n# 不是标题。\n> 不是引文。\n1. 不是列表。"}
    )
    assert back(report, kind).sections["problems"] == report.sections["problems"]


ADDRESSES = [
    "proactive.fees.amount", "proactive.licensing.decisions", "requests.new.natural_person",
    "requests.other.fee_unpaid.total", "requests.carried_forward.total", "disputes.direct_litigation.other",
    "disputes.litigation_after_reconsideration.total",
]  # fmt: skip
numbers = st.one_of(
    st.integers(0, 10**15 - 1).map(str),
    st.decimals(0, 10**9, places=4).map(lambda d: format(d, "f")),
    st.sampled_from(["0", "", "/", "—", "-3", "0.10", "9.95", "123456789012345678", "1,234,567.5"]),
)


@pytest.mark.parametrize("kind", FORMATS)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(raws=st.lists(numbers, min_size=len(ADDRESSES), max_size=len(ADDRESSES)))
def test_any_number_comes_back(kind: str, raws: list[str]) -> None:
    written = dict(zip(ADDRESSES, raws, strict=True))
    report = busy_report().replace_cells({a: read_cell(raw) for a, raw in written.items()})
    read = back(report, kind)
    for address in ADDRESSES:
        cell, found = report.cell(address), read.cell(address)
        assert cell is not None
        assert found is not None
        assert (found.value, found.kind) == (cell.value, cell.kind), (address, cell.raw)
        assert found.value is None or isinstance(found.value, Decimal)
