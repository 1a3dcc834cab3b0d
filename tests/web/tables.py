"""Reports as the clipboard would hold them, and reports whose cells attack the page."""

from __future__ import annotations

import re

from assistant.core.report import Report
from assistant.export import export_report
from tests.support.pastes import one_cell_a_line
from tests.support.reports import busy_report

ATTACKS = (
    "<script>window.hit=1</script>",
    '<img src=x onerror="window.hit=1">',
    '<a href="javascript:window.hit=1">点我</a>',
    "\"><svg onload=window.hit=1>'`${window.hit=1}{{window.hit}}",
)


def as_html(report: Report) -> str:
    """The web page of a report, as a browser puts a selection of it on the clipboard."""
    page = export_report(report, format="html").decode()
    body = re.search(r"<main>(.*)</main>", page, re.DOTALL)
    assert body
    assert 'rowspan="' in body[1]
    return f"<meta charset='utf-8'>{body[1]}"


def as_text(report: Report) -> str:
    """The same as plain text, every cell on a line of its own."""
    return "\n".join(one_cell_a_line(report))


def faulty() -> Report:
    """The busy department with one wrong cell, one blank and one “/”."""
    return busy_report(
        {
            "requests.granted.natural_person": 8,
            "proactive.compulsion.decisions": "",
            "disputes.direct_litigation.other": "/",
        }
    )
