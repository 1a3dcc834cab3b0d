"""What a draft still asks of staff stands out in the file, whatever it asks."""

from __future__ import annotations

import io

import docx
import pytest

from assistant.export import export_report
from tests.support.reports import busy_report


@pytest.mark.parametrize("kind", ["待补充", "请核对", "建议核实", "待归类"])
def test_every_mark_is_highlighted(kind: str) -> None:
    report = busy_report()
    mark = f"【{kind}：有没有变化？】"
    sections = {**report.sections, "other": f"没有其他事项。{mark}"}
    data = export_report(report.model_copy(update={"sections": sections}), format="docx")
    runs = [
        run for p in docx.Document(io.BytesIO(data)).paragraphs for run in p.runs if run.font.highlight_color
    ]
    assert mark in "".join(run.text for run in runs)
