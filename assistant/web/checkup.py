"""The check-up as HTML: what the reader stumbled over and what the checks found, by severity."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

from assistant.core.findings import Finding
from assistant.core.report import Problem, Report
from assistant.errors import ConfigurationError, InputError
from assistant.web.texts import NO_FINDINGS, SEVERITIES
from assistant.web.views import named, place_id

MOST_CELLS: Final = 6
"""A finding names at most this many cells; the table marks them all."""
MOST_SHOWN: Final = 200
LONGEST_EXCERPT: Final = 40

_SPAN: Final = re.compile(r"(\w+):(\d+)-(\d+)")


def refusal(errors: Sequence[InputError | ConfigurationError]) -> str:
    """What could not be done and what to do about it, calmly."""
    return "".join(
        f'<div class="nb-refusal" role="alert"><strong>{escape(error.what)}</strong> {escape(error.advice)}</div>'
        for error in errors
    )


def checkup(report: Report | None, findings: Sequence[Finding], previous: Report | None) -> str:
    """Everything to look at, worst first, with counts; says so when there is nothing."""
    if report is None:
        return ""
    things: list[Problem | Finding] = [*report.problems, *findings]
    if not things:
        head = f'<p class="nb-good"><b aria-hidden="true">✓</b> {NO_FINDINGS}</p>'
    else:
        head = f'<p class="nb-counts">{"".join(_counts(things))}</p>'
    groups = "".join(_group(severity, things, report, previous) for severity in SEVERITIES)
    return head + groups + _scope(previous)


def tally(report: Report, findings: Sequence[Finding]) -> dict[str, int]:
    """How many things there are of each severity."""
    things: list[Problem | Finding] = [*report.problems, *findings]
    return {severity: sum(thing.severity == severity for thing in things) for severity in SEVERITIES}


def _counts(things: Sequence[Problem | Finding]) -> Iterator[str]:
    for severity, (name, symbol, advice) in SEVERITIES.items():
        count = sum(thing.severity == severity for thing in things)
        if count:
            yield (
                f'<span class="nb-count nb-{severity}"><b aria-hidden="true">{symbol}</b> '
                f"{name}{count}处（{advice}）</span>"
            )


def _scope(previous: Report | None) -> str:
    if previous is not None:
        return ""
    return '<p class="nb-note">没有给上年报告，跨年的数字（上年结转、现行有效件数、同比）没有核对。</p>'


def _group(
    severity: str, things: Sequence[Problem | Finding], report: Report, previous: Report | None
) -> str:
    members = [thing for thing in things if thing.severity == severity]
    if not members:
        return ""
    name, symbol, _ = SEVERITIES[severity]
    items = "".join(_item(thing, symbol, report, previous) for thing in members[:MOST_SHOWN])
    more = len(members) - MOST_SHOWN
    rest = f'<p class="nb-note">还有{more}处同类的没有列出。</p>' if more > 0 else ""
    return f'<section class="nb-findings nb-{severity}"><h4>{name}（{len(members)}处）</h4><ol>{items}</ol>{rest}</section>'


def _item(thing: Problem | Finding, symbol: str, report: Report, previous: Report | None) -> str:
    tags = []
    if isinstance(thing, Problem):
        tags.append("读表")
    elif thing.status == "uncertain":
        tags.append("暂时判断不了")
    tag = "".join(f'<span class="nb-tag">{text}</span>' for text in tags)
    places = "".join(_places(thing.where, report, previous))
    basis = thing.basis if isinstance(thing, Finding) else ""
    source = f'<span class="nb-basis">依据：{escape(basis)}</span>' if basis else ""
    below = f'<div class="nb-places">{places}{source}</div>' if places or source else ""
    return f'<li><b aria-hidden="true">{symbol}</b><div>{tag}{escape(thing.message)}{below}</div></li>'


def _places(where: Sequence[str], report: Report, previous: Report | None) -> Iterator[str]:
    known = set(report.form.addresses)
    for place in where[:MOST_CELLS]:
        if place in known:
            yield f'<a href="#{place_id(place)}">{escape(named(report, place))}</a>'
        elif span := _SPAN.fullmatch(place):
            yield _excerpt(span, report)
        elif place.startswith("previous."):
            yield f"<span>{escape(named(report, place, previous))}</span>"
    if len(where) > MOST_CELLS:
        yield f"<span>等{len(where)}格</span>"


def _excerpt(span: re.Match[str], report: Report) -> str:
    text = report.sections.get(span[1], "")[int(span[2]) : int(span[3])]
    title = next((s.title for s in report.form.sections if s.id == span[1]), "")
    if not text.strip():
        return f"<span>{escape(title)}</span>" if title else ""
    shown = text if len(text) <= LONGEST_EXCERPT else f"{text[:LONGEST_EXCERPT]}……"
    return f"<span>{escape(title)}：“{escape(shown)}”</span>"
