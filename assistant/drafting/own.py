"""Sentences in staff's own words, and the verification of a draft that has some.

What staff write is theirs to answer for: a clause without a figure needs no note behind it. Figures are traced all the
same, and a sentence that says something else than the tables is shown as such.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from assistant.checking.case import Case
from assistant.checking.figures.claims import contradictions
from assistant.checking.figures.numbers import numbers
from assistant.checking.figures.rates import rates
from assistant.checking.figures.sums import parts
from assistant.core.numbers import NumberKind, find_numbers
from assistant.core.template import NARRATIVE
from assistant.drafting import basis
from assistant.drafting.draft import Sentence, Status, TracedNumber, Verification
from assistant.drafting.tracing import Trace, trace_text
from assistant.drafting.verify import Judgement, Sources, is_cell, judge, only_marks, summarise

_WHY: Final = {
    "possible": "表格里有同样的数，但从上下文看不出说的是它",
    "untraced": "表格、上年报告和要点里都没有这个数",
}
_CONTACT: Final = re.compile(r"地址|邮编|邮政编码|电话|传真|邮箱|联系|咨询")
_HOUSE: Final = re.compile(r"\s*(?:号|室|楼|层|栋|幢|单元|弄)")
_APART: Final = re.compile(r"[，。；（）]")
_CHECKS: Final = (contradictions.check, numbers.check, parts.check, rates.check)
"""The checks that hold running text against the tables."""


def own_sentence(text: str, like: Sentence) -> Sentence:
    """Staff's words as a sentence that stands where `like` does; `verified` finds the origins of its figures."""
    return Sentence(
        section=like.section, aspect=like.aspect, paragraph=like.paragraph, text=text, written_by="staff"
    )


def verified(sentences: Sequence[Sentence], sources: Sources) -> tuple[list[Sentence], Verification]:
    """Every sentence with the status it comes to now, staff's own with their figures traced, and the verification."""
    judged = [_own(s, sources) if s.written_by == "staff" else (s, judge(s, sources)) for s in sentences]
    said = [sentence.model_copy(update={"status": judgement.status}) for sentence, judgement in judged]
    return said, summarise(said, [judgement for _, judgement in judged])


def _own(sentence: Sentence, sources: Sources) -> tuple[Sentence, Judgement]:
    traces = _traces(sentence.text, sources)
    numbers = tuple(_number(t) for t in traces if t.status in {"traced", "supported"})
    traced = sentence.model_copy(update={"numbers": numbers, "claims": ()})
    judgement = Judgement(
        numbers=len(traces),
        untraced=[(t.text, _WHY[t.status]) for t in traces if t.status in _WHY],
        unsupported=list(_against_tables(traced, sources)),
    )
    judgement.status = _status(traced, judgement)
    return traced, judgement


def _traces(text: str, sources: Sources) -> list[Trace]:
    traces = trace_text(text, sources.report, sources.previous, "\n".join(sources.lines))
    return [trace for trace in traces if not _of_address(text, trace)]


def _of_address(text: str, trace: Trace) -> bool:
    """Whether a number is a house's or a postcode's: how to reach the unit is staff's to say."""
    start = max((m.end() for m in _APART.finditer(text, 0, trace.start)), default=0)
    end = m.start() if (m := _APART.search(text, trace.end)) else len(text)
    return not trace.unit and bool(_CONTACT.search(text, start, end) or _HOUSE.match(text, trace.end))


def _number(trace: Trace) -> TracedNumber:
    best = trace.candidates[0]
    return TracedNumber(
        text=trace.text, value=trace.value, cells=best.cells, formula=best.formula, unit=trace.unit, start=trace.start
    )  # fmt: skip


def _status(sentence: Sentence, judgement: Judgement) -> Status:
    if judgement.untraced or judgement.unsupported:
        return "unsupported"
    if only_marks(sentence.text):
        return "placeholder"
    traced = any(is_cell(cell) for number in sentence.numbers for cell in number.cells)
    return "traced" if traced else "supported"


def _against_tables(sentence: Sentence, sources: Sources) -> Iterator[tuple[str, str]]:
    """The words that do not agree with the tables, and why, as the checks of a finished report say it."""
    if not _speaks_of_figures(sentence.text):
        return
    # Under the heading it stands under, for that tells the checks what it is about.
    ahead = f"（一）{basis.ASPECTS[sentence.aspect]}。" if sentence.aspect in basis.ASPECTS else ""
    sections = dict.fromkeys(NARRATIVE, "") | {sentence.section: ahead + sentence.text}
    alone = sources.report.model_copy(update={"sections": sections, "headings": ()})
    case = Case(alone, sources.previous)
    seen: set[str] = set()
    for check in _CHECKS:
        for finding in check(case):
            words = _words(finding.where, sentence, len(ahead))
            if finding.status == "fail" and finding.severity == "error" and words and words not in seen:
                seen.add(words)
                yield words, finding.message.rstrip("。")


def _speaks_of_figures(text: str) -> bool:
    """Whether there is anything to hold against the tables: a figure, or that there was none or that it was all."""
    counted = {NumberKind.COUNT, NumberKind.RATE}
    return any(m.kind in counted for m in find_numbers(text)) or any(c in text for c in "没无未均全都零")


def _words(where: Sequence[str], sentence: Sentence, ahead: int) -> str:
    for place in where:
        section, _, span = place.partition(":")
        start, _, end = span.partition("-")
        if section == sentence.section and start.isdecimal() and end.isdecimal():
            return sentence.text[max(0, int(start) - ahead) : max(0, int(end) - ahead)]
    return ""
