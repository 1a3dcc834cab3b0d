"""What a draft says to staff in its marks is no text of the report."""

from __future__ import annotations

import pytest

from assistant.checking import check_report
from tests.support.reports import busy_report

SAYS = "全年新收政府信息公开申请99件。"


def codes(overview: str) -> list[str]:
    report = busy_report()
    sections = {**report.sections, "overview": overview}
    return [
        f.code for f in check_report(report.model_copy(update={"sections": sections})) if "99" in f.message
    ]


@pytest.mark.parametrize("kind", ["待补充", "请核对", "建议核实", "待归类"])
def test_a_figure_in_a_mark_is_not_held_against_the_tables(kind: str) -> None:
    assert codes(f"（二）依申请公开。{SAYS}")
    assert not codes(f"（二）依申请公开。没有变化。【{kind}：{SAYS}】")


def test_other_brackets_hide_nothing() -> None:
    assert codes(f"（二）依申请公开。【{SAYS}】")
