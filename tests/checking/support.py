"""What the tests of the checks share: short views of findings, and a second damage."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.checking import check_report
from assistant.core.findings import Finding
from assistant.core.numbers import format_number, read_cell
from assistant.core.relations import Relation, across, within
from assistant.core.report import Heading, Report
from assistant.core.template import T2021
from tests.support.reports import busy_report, make_report

R = "requests."

LAST_YEAR = busy_report(
    {
        R + "new.natural_person": 20,
        R + "new.total": 24,
        R + "carried_forward.natural_person": 2,
        R + "carried_forward.total": 2,
        "proactive.normative_documents.in_force": 8,
    },
    year=2024,
)
"""The busy department a year before: it balances, and what it carried forward is carried over."""


def codes(findings: Iterable[Finding]) -> list[str]:
    return [finding.code for finding in findings]


def only(findings: list[Finding], code: str) -> Finding:
    """The one finding with this code."""
    found = [finding for finding in findings if finding.code == code]
    assert len(found) == 1, [(f.code, f.message) for f in findings]
    return found[0]


def keys(relations: Iterable[Relation]) -> set[tuple[str, str]]:
    """Relations as the findings name them: code and what their fingerprint rests on."""
    return {(relation.code, "|".join(relation.left)) for relation in relations}


def holding(cell_address: str, *, years: bool) -> list[Relation]:
    """The relations of the 2021 form that a cell takes part in."""
    return [r for r in (*within("2021"), *(across() if years else ())) if cell_address in r.cells]


def put_all(report: Report, values: dict[str, object]) -> Report:
    return report.replace_cells({a: None if v is None else read_cell(str(v)) for a, v in values.items()})


def raised(report: Report, cell_address: str, by: int) -> Report:
    value = report.value(cell_address)
    assert value is not None
    return put_all(report, {cell_address: format_number(value + by)})


TITLES = tuple(Heading(section=s.id, text=f"{s.number}、{s.title}") for s in T2021.sections if s.number)

PREFACE = (
    "根据《中华人民共和国政府信息公开条例》（国务院令第711号，以下简称《条例》）第五十条和国办公开办函〔2021〕30号文件，"
    "示例县教育局编制本报告。统计期限自2024年1月1日起至2024年12月31日止。"
)
OVERVIEW = (
    "（一）主动公开。通过县政府门户网站公开信息264条。\n（二）依申请公开。没有收到政府信息公开申请。\n"
    "（三）政府信息管理。信息发布前逐条进行保密审查。\n（四）政府信息公开平台建设。在办事大厅增设公开栏1处。\n"
    "（五）监督保障。组织培训1次，36人参加。"
)


def written(year: int | None = 2024, unit: str = "示例县教育局", **sections: str) -> Report:
    """A report of a department whose running text is in order, with some sections written anew."""
    prose = {
        "preface": PREFACE,
        "overview": OVERVIEW,
        "problems": "一是公示栏更新不及时，已明确专人负责。",
        "other": "没有收取信息处理费。",
    }
    return make_report(unit=unit, year=year, headings=TITLES, sections={**prose, **sections})


def said(report: Report, code: str) -> list[tuple[str, str | None]]:
    """What findings with a code point at, and what they would put there."""
    return [(words(report, f), f.correction) for f in check_report(report) if f.code == code]


def words(report: Report, finding: Finding) -> str:
    """The words that a finding points at."""
    section, _, span = finding.where[0].partition(":")
    start, end = map(int, span.split("-"))
    return report.sections[section][start:end]


def corrected(report: Report, finding: Finding) -> str:
    """The section with the finding's proposal put in."""
    section, _, span = finding.where[0].partition(":")
    start, end = map(int, span.split("-"))
    assert finding.correction is not None
    return report.sections[section][:start] + finding.correction + report.sections[section][end:]
