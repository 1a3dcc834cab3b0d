"""Recognises a note that only says once more what a table says, so that the draft does not say it twice."""

from __future__ import annotations

import re
from typing import Final

from assistant.core.numbers import read_quantity
from assistant.drafting.figures import Figures
from assistant.drafting.notes import Note

_N: Final = r"(?P<n>\d[\d,]*)\s*(?:件|个|份|起|宗)"
_ZERO: Final = r"(?:没有?|未|无)"
_WHEN: Final = r"(?:今年|全年|本年度?|一共|共|总共)*"
_RECEIVED: Final = ("requests.new.total", "requests.handled.total")

_SAME: Final[tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]] = (
    (re.compile(rf"{_WHEN}(?:新收|收到|受理|收)了?(?:政府信息公开|依申请公开|信息公开|公开)?(?:的)?申请(?:一共|共)?{_N}"), _RECEIVED),
    (re.compile(rf"{_WHEN}(?:新收|收到|受理|收)了?{_N}(?:政府信息公开|依申请公开|信息公开|公开)?(?:的)?申请"), _RECEIVED),
    (re.compile(rf"{_WHEN}(?:依申请公开|申请){_N}"), _RECEIVED),
    (re.compile(rf"{_WHEN}(?:行政)?复议{_N}"), ("disputes.reconsideration.total",)),
    (re.compile(rf"{_WHEN}(?:行政)?诉讼{_N}"), ("disputes.litigation.total",)),
    (re.compile(rf"{_WHEN}(?:办理?了?)?行政许可(?:决定)?{_N}"), ("proactive.licensing.decisions",)),
    (re.compile(rf"{_WHEN}(?:办理?了?)?行政处罚(?:决定)?{_N}"), ("proactive.penalties.decisions",)),
)  # fmt: skip
_NONE: Final[tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]] = (
    (re.compile(rf"{_WHEN}{_ZERO}(?:收到|收|新收)?过?(?:政府信息公开|依申请公开|信息公开|公开)?(?:的)?申请"), ("requests.new.total",)),
    (re.compile(rf"{_WHEN}{_ZERO}(?:发生)?(?:行政)?复议"), ("disputes.reconsideration.total",)),
    (re.compile(rf"{_WHEN}{_ZERO}(?:发生)?(?:行政)?复议(?:和|、|或)?(?:行政)?诉讼"),
     ("disputes.reconsideration.total", "disputes.direct_litigation.total", "disputes.litigation_after_reconsideration.total")),
)  # fmt: skip


_COLUMN: Final = re.compile(rf"{_WHEN}(?P<verb>制发|废止|现行有效)(?:的)?(?:行政)?(?:规范性)?(?:文件)?{_N}")
_COLUMNS: Final = {"制发": "issued", "废止": "repealed", "现行有效": "in_force"}


def _documents(text: str, figures: Figures) -> bool:
    """Whether every clause gives a column of 规范性文件 as the table has it."""
    for clause in re.split(r"[，、；]", text):
        match = _COLUMN.fullmatch(clause.strip())
        fact = (
            figures.facts.get(f"proactive.normative_documents.{_COLUMNS[match['verb']]}") if match else None
        )
        quantity = read_quantity(match["n"]) if match else None
        if fact is None or quantity is None or fact.value != quantity.value:
            return False
    return True


def restated(note: Note, figures: Figures) -> bool:
    """Whether the note's whole content is a figure, or a zero, that the tables hold as well."""
    text = note.raw.strip(" ，。；")
    for pattern, fact_ids in _SAME:
        match = pattern.fullmatch(text)
        quantity = read_quantity(match["n"]) if match else None
        if quantity:
            return any((f := figures.facts.get(i)) and f.value == quantity.value for i in fact_ids)
    if _documents(text, figures):
        return True
    return any(pattern.fullmatch(text) and figures.is_zero(*cells) for pattern, cells in _NONE)
