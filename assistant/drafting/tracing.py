"""Traces the numbers of any text, one the user edited, say: which cells could each be?

Candidates have exactly the value written and a fitting unit; words near the number only put them in order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, Literal

from assistant.core.facts import Fact, Facts, gather
from assistant.core.numbers import Mention, NumberKind, find_numbers
from assistant.core.relations import PREVIOUS, Lookup, lookup
from assistant.core.report import Report
from assistant.core.template import Template
from assistant.drafting import basis
from assistant.drafting.draft import NOTES, YEAR
from assistant.drafting.matters import wrong_direction, wrong_name
from assistant.drafting.notes import note_lines

_NEAR: Final = 24
_MOST: Final = 6
_YEARS: Final = frozenset({NumberKind.YEAR, NumberKind.DATE})
_FIRST_YEAR: Final = 1900
_PIECES: Final = frozenset({"件", "个", "份", "起", "宗", "项", "项次", "件次", ""})
_NAMES: Final = {
    "requests.handled.total": "收到 处理 办理 合计 新收 结转",
    "requests.refused.total": "不予公开",
    "requests.unavailable.total": "无法提供",
    "requests.not_processed.total": "不予处理",
    "requests.other.total": "其他处理",
    "requests.concluded_total.total": "办结 答复 办理",
    "requests.carried_forward.total": "结转 下年度 顺延",
    "requests.carried_over.total": "上年 结转",
    "requests.new.total": "新收 收到 受理 申请",
    "disputes.litigation.total": "诉讼 起诉",
    "disputes.reconsideration.total": "复议",
}


_RELATIONS: Final = {
    "previous.": "上年 去年",
    "difference.": "增加 减少 比上年",
    "rate.": "增长 下降 同比",
    "share.": "占",
}
Names = tuple[tuple[str, ...], tuple[str, ...]]
"""Words for the matter itself, and words for how it is compared."""


TraceStatus = Literal["traced", "supported", "possible", "untraced"]


@dataclass(frozen=True)
class Candidate:
    """One possible origin: its cells, the formula if it is reckoned, and how well the words around fit.

    `score` is 0 when no word speaks for it, negative when a word names another row or turns a change round.
    """

    cells: tuple[str, ...]
    formula: str | None
    score: int


@dataclass(frozen=True)
class Trace:
    """A number of the text: its offsets, and the origins it may have, best first.

    `status`: ``traced`` (a table, last year's table or the year), ``supported`` (the user's notes), ``possible``
    (cells hold this number, but no word around says that it is theirs, or one says that it is not), ``untraced``.
    """

    text: str
    value: Decimal
    unit: str
    start: int
    end: int
    status: TraceStatus
    candidates: tuple[Candidate, ...]


def trace_text(text: str, report: Report, previous: Report | None = None, notes: str = "") -> list[Trace]:
    """Every count, rate, year and date of a text with its candidates. Different digits never match."""
    facts = gather(report, previous)
    find = lookup(report, previous)
    names = _names(facts, report.form)
    lines = [(f"{NOTES}{i}", find_numbers(line)) for i, line in enumerate(note_lines(notes), 1)]
    traces = []
    for mention in find_numbers(text):
        if mention.kind in {NumberKind.ORDINAL, NumberKind.IDIOM, NumberKind.CONTACT}:
            continue
        if mention.kind is NumberKind.DOCUMENT and basis.known_document_at(text, mention.start, mention.end):
            continue
        near = text[max(0, mention.start - _NEAR) : mention.start] + text[mention.end : mention.end + 6]
        clause = re.split(r"[，。；：（）]", text[: mention.start])[-1]
        possible = _in_tables(mention, (near, clause), facts, names, report.year)
        years = _years_meant(text, mention)
        found = sorted(
            (
                _judged(candidate, text, mention, find)
                for candidate in possible
                if _of_year(candidate, years, report, previous)
            ),
            key=_rank,
        )
        told = [
            Candidate((cell,), None, 0) for cell, numbers in lines
            if any((m.value, m.unit, m.approximate) == (mention.value, mention.unit, mention.approximate) for m in numbers)
        ]  # fmt: skip
        sure = bool(found) and (found[0].score > 0 or found[0].cells == (YEAR,))
        status: TraceStatus = (
            "traced" if sure else "supported" if told else "possible" if found else "untraced"
        )
        ordered = (*found, *told) if sure else (*told, *found)
        candidates = ordered[:_MOST]
        traces.append(
            Trace(mention.text, mention.value, mention.unit, mention.start, mention.end, status, candidates)
        )
    return traces


def _in_tables(
    mention: Mention,
    around: tuple[str, str],
    facts: Facts,
    names: Mapping[str, Names],
    year: int | None,
) -> Iterator[Candidate]:
    if mention.kind in {NumberKind.YEAR, NumberKind.DATE}:
        if year is not None and mention.value == year:
            yield Candidate((YEAR,), None, 0)
        return
    if mention.approximate or mention.kind is NumberKind.DOCUMENT:
        return
    for fact_id, fact in facts.items():
        if abs(fact.value) != mention.value or not _fits(mention.unit, fact):
            continue
        if fact.value < 0 and not fact_id.startswith(("difference.", "rate.")):
            continue
        yield Candidate(fact.cells, fact.formula, _score(names[fact_id], *around))


def _judged(candidate: Candidate, text: str, mention: Mention, find: Lookup) -> Candidate:
    """The candidate, its score below zero where the words before the number speak against it."""
    if candidate.cells == (YEAR,):
        return candidate
    against = wrong_name(text, mention.start, candidate.cells) or wrong_direction(
        text, mention.start, candidate.cells, find
    )
    return replace(candidate, score=-1) if against else candidate


def _years_meant(text: str, mention: Mention) -> set[int]:
    """The year named last before the number in its sentence; empty when there is none."""
    sentence = text[: mention.start].rpartition("。")[2]
    years = [int(m.value) for m in find_numbers(sentence) if m.kind in _YEARS and m.value >= _FIRST_YEAR]
    return set(years[-1:])


def _of_year(candidate: Candidate, years: set[int], report: Report, previous: Report | None) -> bool:
    """Whether the year named is that of the candidate's cells; comparisons are of either year."""
    sides = {cell.startswith(PREVIOUS) for cell in candidate.cells}
    if not years or report.year is None or candidate.cells == (YEAR,):
        return True
    last = previous.year if previous and previous.year else report.year - 1
    return bool(years & {last if side else report.year for side in sides})


def _score(names: Names, near: str, clause: str) -> int:
    """Words of the fact count near the number, and once more in its clause; words of comparison only there."""
    matter, relation = names
    return sum((word in near) + (word in clause) for word in matter) + sum(
        word in clause for word in relation
    )


def _rank(candidate: Candidate) -> tuple[int, bool, bool]:
    """Words around decide first; then this year before last year, and a cell before a reckoning."""
    return (-candidate.score, candidate.cells[0].startswith(PREVIOUS), candidate.formula is not None)


def _fits(unit: str, fact: Fact) -> bool:
    return unit == fact.unit or (fact.unit in {"件", "项"} and unit in _PIECES)


def _names(facts: Facts, form: Template) -> dict[str, Names]:
    """The words each fact goes by: from the form's labels, or from the list above."""
    own = {f"{t.id}.{r.id}.{c.id}": (r.label, c.label) for t, r in form.rows() for c in r.columns}
    return {fact_id: _words(fact_id, own) for fact_id in facts}


def _words(fact_id: str, own: Mapping[str, tuple[str, ...]]) -> Names:
    relation: list[str] = []
    base = fact_id
    for prefix, words in _RELATIONS.items():
        if base.startswith(prefix):
            base = base.removeprefix(prefix)
            relation += words.split()
    if fact_id.startswith("share."):
        base = f"requests.{base}.total"
    if base in _NAMES:
        return tuple(_NAMES[base].split()), tuple(relation)
    labels = re.findall(r"[\u4e00-\u9fff]{2,}", " ".join(own.get(base, ())))
    return tuple(word for word in labels if word not in {"总计", "申请"}), tuple(relation)
