"""The front door of the room: runs every family of checks and puts the findings in order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from assistant.checking.case import Case
from assistant.checking.citing import citations
from assistant.checking.dating import left_over, period
from assistant.checking.figures.claims import contradictions
from assistant.checking.figures.numbers import fees, numbers
from assistant.checking.figures.rates import rates
from assistant.checking.figures.sums import parts
from assistant.checking.form import aspects, listed, structure
from assistant.checking.spelling import typos, unit_name
from assistant.checking.tables import arithmetic, values, years
from assistant.checking.wording import copied, counters, privacy, punctuation, terms
from assistant.core.findings import Finding
from assistant.core.places import Span, span_of, words_of
from assistant.core.relations import PREVIOUS
from assistant.core.report import Report
from assistant.core.template import Template

FAMILIES: Final[tuple[Callable[[Case], list[Finding]], ...]] = (
    arithmetic.check,
    values.check,
    years.check,
    structure.check,
    fees.check,
    numbers.check,
    parts.check,
    rates.check,
    contradictions.check,
    copied.check,
    listed.check,
    period.check,
    left_over.check,
    unit_name.check_author,
    aspects.check,
    citations.check,
    terms.check,
    counters.check,
    typos.check,
    punctuation.check,
    privacy.check,
)

_MARK: Final = re.compile(r"【(?:待补充|请核对|建议核实|待归类)[：:][^【】]*】")
"""What a draft says to staff and not to readers."""
_MOST_IN_TEXT: Final = 100
_WORST_FIRST: Final = {"error": 0, "warning": 1, "info": 2}


def check_report(report: Report, previous: Report | None = None) -> list[Finding]:
    """Everything that does not add up, is missing or looks odd in a report's tables and sections.

    Args:
        report: this year's report, as read.
        previous: last year's report of the same unit; without it the checks across years stay away.

    Returns:
        Findings, worst first, then in the order of the printed form and of the text; the same report always gives the same
        list. `where` holds the cell (or cells) held to account first, then those that may be the cause, in the
        order of the form; cells of last year's report carry ``previous.`` in front. An empty list means that
        nothing was found, not that everything was there: what the reader could not read is in
        ``report.problems``.

    """
    case = Case(report, previous)
    marks = _marks(report)
    findings = [
        f for family in FAMILIES for f in _bounded([f for f in family(case) if not _within(f, marks)])
    ]
    places = form_order(report.form)
    return sorted(_once(findings), key=lambda finding: _rank(finding, places))


def check_balance(report: Report) -> list[Finding]:
    """Whether the tables of a report add up in themselves: the findings of the sums alone, in the order of the form."""
    places = form_order(report.form)
    return sorted(arithmetic.check(Case(report)), key=lambda finding: _rank(finding, places))


def _marks(report: Report) -> list[Span]:
    """Where the sections hold our own marks: they speak to staff about the report and are not said in it."""
    return [Span(name, *m.span()) for name, text in report.sections.items() for m in _MARK.finditer(text)]


def _within(finding: Finding, marks: Sequence[Span]) -> bool:
    words = words_of(finding) if marks else None
    return words is not None and any(mark.covers(words) for mark in marks)


def _once(findings: list[Finding]) -> Iterator[Finding]:
    """All but the terms inside which a figure of a rule is held against its article: that says the same, and whose it is."""
    figures = [f for f in findings if f.code == citations.CODE and str(f.found).isdecimal()]
    cited = [words for f in figures if (words := words_of(f))]
    for finding in findings:
        words = words_of(finding) if finding.code == terms.CODE else None
        if words is None or not any(words.covers(figure) for figure in cited):
            yield finding


def _bounded(findings: list[Finding]) -> list[Finding]:
    """The findings of a family; of slips of one kind in the text the first `_MOST_IN_TEXT`, and that there are more."""
    kept: list[Finding] = []
    counts: Counter[str] = Counter()
    for finding in findings:
        in_text = ":" in finding.where[0]
        counts[finding.code] += in_text
        if not in_text or counts[finding.code] <= _MOST_IN_TEXT:
            kept.append(finding)
        elif counts[finding.code] == _MOST_IN_TEXT + 1:
            says = f"同类问题很多，这里只列出前 {_MOST_IN_TEXT} 处；改过之后请再核对一次。"
            more = {"severity": "info", "message": says, "correction": None, "anchor": "more"}
            kept.append(finding.model_copy(update=more))
    return kept


def form_order(form: Template) -> dict[str, int]:
    """The place of every section and every cell in the printed form."""
    order: dict[str, int] = {}
    for section in form.sections:
        order[section.id] = len(order)
        if section.table:
            for row in form.table(section.table).rows:
                for column in row.columns:
                    order[f"{section.table}.{row.id}.{column.id}"] = len(order)
    return order


def _rank(finding: Finding, places: dict[str, int]) -> tuple[int, int, int, str, str]:
    first = finding.where[0].removeprefix(PREVIOUS)
    span = span_of(first)
    place = places.get(first, places.get(span.section, len(places)) if span else len(places))
    start = span.start if span else 0
    if finding.code == "Y-CARRY" and finding.anchor == years.OTHER_UNIT:
        place = -1
    return _WORST_FIRST[finding.severity], place, start, finding.code, finding.anchor
