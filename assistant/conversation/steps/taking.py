"""What is taken away: the files' names and their bytes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, Literal

import assistant
from assistant.core.comparison import Comparison
from assistant.core.report import Report
from assistant.errors import InputError
from assistant.export import export_comparison
from assistant.reviewing.judging import Judged

LONGEST_NAME: Final = 60
"""Characters of a unit's name in a file name."""


def file_name(report: Report) -> str:
    """单位＋年度＋政府信息公开工作年度报告, with nothing in it that a file system would take amiss."""
    unit = re.sub(r"[^\w（）()·-]+", "", "".join((report.unit or "").split()))[:LONGEST_NAME]
    year = f"{report.year}年" if report.year else ""
    return f"{unit}{year}政府信息公开工作年度报告"


def report_file(product: Report | None, kind: Literal["docx", "html", "xlsx", "md"]) -> tuple[str, bytes]:
    """The report as a file. `InputError` when there is none."""
    report = _there(product)
    return f"{file_name(report)}.{kind}", assistant.export_report(report, format=kind)


def findings_file(
    product: Report | None, judged: Sequence[Judged], kind: Literal["docx", "xlsx"]
) -> tuple[str, bytes]:
    """The findings that are still to be dealt with, as comments in a document or as a list."""
    report = _there(product)
    findings = [one.finding for one in judged if one.is_open]
    name = f"{file_name(report)}（体检{'批注' if kind == 'docx' else '清单'}）.{kind}"
    return name, assistant.export_findings(findings, report, format=kind).data


def comparison_file(
    product: Report | None, comparison: Comparison | None, kind: Literal["xlsx", "html"]
) -> tuple[str, bytes]:
    """The two years side by side as a file. `InputError` when there is no last year's report."""
    report = _there(product)
    if comparison is None:
        raise InputError("没有上年报告，不能对照。", "请先粘贴或上传上年报告。")
    return f"{file_name(report)}（与上年对照）.{kind}", export_comparison(comparison, format=kind)


def _there(product: Report | None) -> Report:
    if product is None:
        raise InputError("还没有报告，没有可以导出的。", "请先粘贴表格或上传文件。")
    return product
