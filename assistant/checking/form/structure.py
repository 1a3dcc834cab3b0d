"""SECTION-MISSING, SECTION-TITLE, SECTION-ORDER, T2-FORM: the six parts, their headings, the form.

条例第五十条 (what a report must hold) and 国办公开办函〔2021〕30号 (titles and order).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from assistant.checking.case import Case
from assistant.checking.form import cited_parts, parts_in_order
from assistant.checking.prose import head
from assistant.core.findings import Finding, Status
from assistant.core.numbers import read_ordinal, squeeze
from assistant.core.report import Heading, Report, Severity
from assistant.core.template import NARRATIVE, Section, quoted

_PROSE: Final = tuple(s for s in NARRATIVE if s != "preface")
_CONTENT: Final = "《政府信息公开条例》第五十条；国办公开办函〔2021〕30号"
_FORM: Final = "国办公开办函〔2021〕30号（章节名以各地公开的2021版年报为准）"
_NEW_FORM: Final = "国办公开办函〔2021〕30号"
_NUMBER: Final = re.compile(
    r"^[（(]?第?([一二三四五六七八九十]{1,3}|\d{1,2})(?:部分)?(?:[)）、.．,，:：]|(?<=部分))"
)
_MARKS: Final = re.compile(r"[、，,。.：:；;“”\"'‘’《》\s（）()]")
_LAST_YEAR_OF_2019_FORM: Final = 2020


def is_tables_only(report: Report) -> bool:
    """Whether the source held no prose part at all: only tables were given."""
    opened = {heading.section for heading in report.headings}
    return not any(report.sections.get(s, "").strip() or s in opened for s in _PROSE)


def check(case: Case) -> list[Finding]:
    """Missing, misnamed, misplaced or doubled parts; nothing when only tables were given."""
    report = case.report
    if is_tables_only(report):
        return _old_form(report)
    headings = [h for h in report.headings if h.section != "preface"]
    return [
        *_old_form(report),
        *_missing(report, headings),
        *_titles(report, headings),
        *_order(report, headings),
        *cited_parts.found(case),
        *_lists(case),
    ]


def _lists(case: Case) -> list[Finding]:
    year = case.report.year
    if case.report.template == "2019" or (year is not None and year <= _LAST_YEAR_OF_2019_FORM):
        return []
    return list(parts_in_order.found(case))


def _old_form(report: Report) -> list[Finding]:
    """T2-FORM: the tables of 2019 in a report for 2021 or later."""
    if report.template != "2019" or report.year is None or report.year <= _LAST_YEAR_OF_2019_FORM:
        return []
    says = (
        f"{report.year} 年度的报告用了2019年的旧表样（表二还有“本年新制作数量”“政府集中采购”等栏目）。"
        "从2021年度起应使用2021年的新表样，请换用新表样填报。"
    )
    return [
        Finding(
            code="T2-FORM",
            severity="error",
            where=(head("proactive"),),
            message=says,
            expected="2021",
            found="2019",
            basis=_NEW_FORM,
        )
    ]


def _parts(report: Report) -> list[Section]:
    return [s for s in report.form.sections if s.id != "preface"]


def _full(section: Section) -> str:
    return quoted(f"{section.number}、{section.title}")


def _missing(report: Report, headings: Sequence[Heading]) -> list[Finding]:
    opened = {heading.section for heading in headings}
    findings = []
    for section in _parts(report):
        has_heading = section.id in opened
        text = report.sections.get(section.id, "").strip()
        has_body = report.has_table(section.table) if section.table else bool(text)
        if has_body and (has_heading or not headings):
            continue
        severity: Severity = "warning"
        status: Status = "fail"
        if has_body:
            says = f"没有找到标题{_full(section)}，可内容在。请核对标题是否漏了，或者写法不同。"
            severity, status = "info", "uncertain"
        elif has_heading and section.table:
            says = f"{_full(section)}有标题，没有读到表格。请核对表是否漏贴，或者是一张图片。"
            status = "uncertain"
        elif has_heading:
            says = f"{_full(section)}有标题，没有内容。没有这方面的事项，也应写明“无”。"
        else:
            says = f"没有找到{_full(section)}这一部分。年度报告的六个部分缺一不可，请核对是漏写了，还是标题写法不同没有认出来。"
        findings.append(
            Finding(
                code="SECTION-MISSING",
                severity=severity,
                where=(head(section.id),),
                message=says,
                expected=section.title,
                basis=_CONTENT,
                status=status,
            )
        )
    return findings


def _titles(report: Report, headings: Sequence[Heading]) -> list[Finding]:
    """Titles other than those of 2021. A report on the 2019 form may use the titles common then."""
    if report.template == "2019" or (report.year is not None and report.year <= _LAST_YEAR_OF_2019_FORM):
        return []
    findings = []
    for heading in headings:
        section = report.form.section(heading.section)
        title = _title(heading.text)
        if title == squeeze(section.title):
            continue
        if _MARKS.sub("", title) == _MARKS.sub("", squeeze(section.title)):
            says = f"标题{quoted(heading.text.strip())}的标点和规定的{_full(section)}不一样。"
            severity: Severity = "info"
        else:
            says = f"标题{quoted(heading.text.strip())}不是2021版的章节名，应为{_full(section)}。"
            if title in {squeeze(alias) for alias in section.aliases}:
                says += "这是旧的或者别的写法，很可能是沿用了以前的报告。"
            severity = "warning"
        findings.append(
            Finding(
                code="SECTION-TITLE",
                severity=severity,
                where=(head(section.id),),
                message=says,
                expected=section.title,
                found=heading.text.strip(),
                basis=_FORM,
            )
        )
    return findings


def _order(report: Report, headings: Sequence[Heading]) -> list[Finding]:
    sections = {s.id: s for s in _parts(report)}
    place = {section_id: i for i, section_id in enumerate(sections)}
    findings = []
    seen: list[str] = []
    for heading in headings:
        if heading.section in seen:
            says = f"{_full(sections[heading.section])}出现了不止一次，请核对是否重复。"
            findings.append(_order_finding(heading.section, says, "again"))
        else:
            seen.append(heading.section)
    if seen != sorted(seen, key=place.__getitem__):
        found = "、".join(quoted(sections[s].title) for s in seen)
        late = next(b for a, b in pairwise(seen) if place[b] < place[a])
        says = f"各部分的先后不对：现在的次序是{found}，应按一至六的次序排列。"
        findings.append(_order_finding(late, says, "order"))
    for heading in dict.fromkeys(headings):
        section = sections[heading.section]
        number = _number(heading.text)
        wanted = read_ordinal(section.number)
        if number is not None and number != wanted:
            says = f"标题{quoted(heading.text.strip())}的序号不对，这一部分应为{_full(section)}。"
            findings.append(_order_finding(heading.section, says, "number", section.number))
    return findings


def _order_finding(section: str, says: str, what: str, expected: str | None = None) -> Finding:
    return Finding(
        code="SECTION-ORDER",
        severity="warning",
        where=(head(section),),
        message=says,
        expected=expected,
        basis=_FORM,
        anchor=f"{section} {what}",
    )


def _title(text: str) -> str:
    """A heading without its number and without colon or full stop behind it."""
    plain = squeeze(text)
    return _NUMBER.sub("", plain).rstrip(":：。.")


def _number(text: str) -> int | None:
    match = _NUMBER.match(squeeze(text))
    if not match:
        return None
    return read_ordinal(match[1])
