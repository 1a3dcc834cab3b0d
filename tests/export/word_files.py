"""Word files with a table and a paragraph or two, and findings that point into them."""

from __future__ import annotations

import re
from datetime import datetime

from assistant.checking.prose import Prose
from assistant.core.findings import Finding
from assistant.export import export_findings
from assistant.reading import read_report
from tests.support.files import docx_bytes, w_p, w_tbl, w_tr

NOW = datetime(2026, 1, 15, 9, 30)
TITLE = w_p("示例市水务局2025年政府信息公开工作年度报告")
HEADING = w_p("一、总体情况")
HEADS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")


def t(text):
    return f'<w:t xml:space="preserve">{text}</w:t>'


def run(text, looks=""):
    return f"<w:r>{f'<w:rPr>{looks}</w:rPr>' if looks else ''}{t(text)}</w:r>"


def p(*inside):
    return f"<w:p>{''.join(inside)}</w:p>"


def row(label, *values):
    return w_tr(label, *map(str, values))


TABLE = w_tbl(
    w_tr("", *HEADS),
    row("一、本年新收政府信息公开申请数量", 12, 0, 0, 0, 0, 0, 12),
    row("二、上年结转政府信息公开申请数量", 0, 0, 0, 0, 0, 0, 0),
)


def document(*overview, table=TABLE, before="", heading=HEADING, **parts):
    return docx_bytes(
        TITLE + before + heading + "".join(overview) + w_p("三、收到和处理政府信息公开申请情况") + table,
        **parts,
    )


def pointed(report, words, section="overview", **details):
    """A finding about the one place where these words stand."""
    prose = Prose(report.sections)
    places = [m for m in prose.matches(re.compile(re.escape(words))) if m[0].section == section]
    assert len(places) == 1, report.sections
    return prose.finding("TEXT-NUMBER", "error", places[0][0], f"“{words}”与表格不符。", **details)


def commented(data, *words, **details):
    """The file with a comment on each of these words."""
    report = read_report(data)
    found = [pointed(report, one, **details) for one in words]
    made = export_findings(found, report, source=data, format="docx", now=NOW)
    assert made.own_document
    return made


def cell_finding(*where):
    return Finding(code="VALUE", severity="warning", where=where, message="这一格有疑问。")


BOLD = "<w:b/><w:color w:val='FF0000'/>"
