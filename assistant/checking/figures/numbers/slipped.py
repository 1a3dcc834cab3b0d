"""TEXT-NUMBER, where a digit slipped: a number that no words tie for certain, and that is a cell's with one slip in it.

“执法队全年行政处罚83件” beside 38, “考务费186.25万元” beside 182.65. Typing does that, chance hardly: so many digits, and
words of the cell's own kind by it. Still only a warning, since the number may be of something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Final

from assistant.checking.case import Case
from assistant.checking.figures.numbers.doubts import as_named
from assistant.checking.figures.ties.mentions import mentions
from assistant.checking.figures.ties.rows import (
    CASES,
    DONE,
    FORWARD,
    GROUPS,
    HANDLED,
    NEW,
    OVER,
    Cells,
    case_cells,
    result_cells,
)
from assistant.checking.figures.ties.statements import BASIS, MOST_NUMBERS, Statement
from assistant.checking.prose import Passage
from assistant.core.approximate import HARDLY_BY_CHANCE
from assistant.core.findings import Finding
from assistant.core.numbers import Mention, NumberKind, format_number
from assistant.core.places import Span
from assistant.core.relations import result_rows
from assistant.core.template import Template, address, quoted

_UNITS: Final = frozenset({"件", "起", "宗", "份", "例", "万元", "元"})
_MONEY: Final = frozenset({"万元", "元"})
_FEES: Final = ("proactive.fees.amount",)
_TWO_DIGITS: Final = 2
_MANY_DIGITS: Final = 4
_SHOWN: Final = 20
_SWAPPED: Final = "有两个数字写颠倒了"
_CLAUSE: Final = re.compile("[，。；：]")
_REQUESTS: Final = re.compile(
    "申请|答复|予以公开|部分公开|不予公开|不公开|无法提供|不掌握|不予处理|办结|结转|新收|收到|受理|补正|满足|撤回"
)
_CASES: Final = re.compile("复议|诉讼|起诉|应诉|维持|纠正|审结|判决")
_OUTCOMES: Final = ("total", "upheld", "corrected", "other", "pending")
_DOCUMENTS: Final = {"issued": "制发|印发|出台|制定", "repealed": "废止|失效|停止", "in_force": "有效"}


@dataclass(frozen=True)
class _Meant:
    """Cells that a number may have been meant for, the words that must be near, and whether those name the cells."""

    cells: Cells
    words: re.Pattern[str]
    named: bool = False


def check(case: Case, told: Sequence[Span]) -> Iterator[Finding]:
    """Numbers that agree with no cell, and with one but for a slip. `told` are the places told already."""
    candidates = _candidates(case.report.form)
    known = {case.sum(meant.cells, last_year=year) for meant in candidates for year in (False, True)}
    judged = {(place.section, place.start) for place in told}
    judged |= {(s.passage.section, s.passage.start) for s in case.statements if _is_said_of(case, s)}
    for sentence in case.prose.sentences:
        numbers = [m for m in mentions(sentence.text) if m.kind is NumberKind.COUNT]
        if len(numbers) > MOST_NUMBERS:
            continue
        for mention in numbers:
            place = (sentence.section, sentence.start + mention.start)
            if finding := _without_ten_thousand(case, sentence, mention, candidates):
                yield finding
            elif mention.unit in _UNITS and mention.value not in known and place not in judged:
                finding = _told(case, sentence, mention, candidates)
                if finding:
                    yield finding


def _without_ten_thousand(
    case: Case, sentence: Passage, mention: Mention, candidates: Sequence[_Meant]
) -> Finding | None:
    """``全年收取182.65元``, where the table has 182.65万元."""
    value = case.sum(_FEES)
    if mention.unit != "元" or value is None or mention.value != value or value < HARDLY_BY_CHANCE:
        return None
    if not any(m.cells == _FEES and m.words.search(sentence.text) for m in candidates):
        return None
    place = sentence.cut(mention.start, mention.end)
    right = f"{format_number(value)}万元"
    says = f"表二的收费金额是 {right}，这里写的是{quoted(mention.text)}，像是漏了“万”字。"
    return case.prose.finding(
        "TEXT-NUMBER", "error", place, says, cells=_FEES, expected=value, correction=right, basis=BASIS
    )


def _is_said_of(case: Case, statement: Statement) -> bool:
    """Whether a number is tied for certain: then it was judged by what it is tied to."""
    return (statement.role == "whole" and not statement.doubt) or as_named(case, statement)


def _told(case: Case, sentence: Passage, mention: Mention, candidates: Sequence[_Meant]) -> Finding | None:
    digits = mention.text[: len(mention.text) - len(mention.unit)].replace(",", "").replace("，", "")
    if not re.fullmatch(r"\d+(?:\.\d+)?", digits) or len(digits) < _TWO_DIGITS or mention.approximate:
        return None
    clause = _CLAUSE.split(sentence.text[: mention.start])[-1]
    for meant in candidates:
        value = case.sum(meant.cells)
        if value is None or (mention.unit in _MONEY) != (meant.cells == _FEES):
            continue
        right = _written(value, mention.unit)
        slip = _slip(digits, right)
        # Two digits, or one that is another: only where the clause itself names what is counted.
        alike = slip == _SWAPPED and len(digits) > _TWO_DIGITS
        if (
            not slip
            or not (alike or meant.named)
            or not meant.words.search(sentence.text if alike else clause)
        ):
            continue
        says = (
            f"正文写{quoted(clause[-_SHOWN:] + mention.text)}，而{case.names(meant.cells)}是 {right}，"
            f"像是{slip}，请核对。这个数说的是别的事的，不用改。"
        )
        place = sentence.cut(mention.start, mention.end)
        return case.prose.finding(
            "TEXT-NUMBER",
            "warning",
            place,
            says,
            cells=meant.cells,
            expected=value,
            basis=BASIS,
            status="uncertain",
        )
    return None


def _written(value: Decimal, unit: str) -> str:
    return format_number(value * 10_000 if unit == "元" else value)


def _slip(said: str, real: str) -> str:
    """What went wrong in writing a number, in words; empty where it is another number altogether."""
    one, other = said.replace(".", ""), real.replace(".", "")
    if len(one) != len(other):
        longer, shorter = sorted((one, other), key=len, reverse=True)
        left_out = len(longer) - len(shorter) == 1 and len(shorter) >= _MANY_DIGITS
        if left_out and any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer))):
            return "少写了一个数字" if shorter == one else "多写了一个数字"
        return ""
    if one == other:
        return "小数点写错了位置" if said != real else ""
    differ = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(differ) == 1 and len(one) >= _MANY_DIGITS:
        return "有一个数字写错了"
    if len(differ) != _TWO_DIGITS or differ[1] != differ[0] + 1 or said.find(".") != real.find("."):
        return ""
    i, j = differ
    return _SWAPPED if (one[i], one[j]) == (other[j], other[i]) else ""


@cache
def _candidates(form: Template) -> tuple[_Meant, ...]:
    found = [
        _Meant(("proactive.licensing.decisions",), re.compile("许可"), named=True),
        _Meant(("proactive.penalties.decisions",), re.compile("处罚"), named=True),
        _Meant(("proactive.compulsion.decisions",), re.compile("强制"), named=True),
        _Meant(_FEES, re.compile("费"), named=True),
    ]
    for row, noun in (("rules", "规章"), ("normative_documents", "文件")):
        for column, verbs in _DOCUMENTS.items():
            words = re.compile(f"{noun}|{verbs}")
            found.append(_Meant((address("proactive", row, column),), words, named=True))
    wholes = [NEW, OVER, DONE, FORWARD, HANDLED]
    wholes += [(address("requests", row, "total"),) for row in result_rows(form)]
    wholes += [result_cells(group, form) for group in GROUPS if len(result_cells(group, form)) > 1]
    wholes += [("requests.new.natural_person",), ("requests.concluded_total.natural_person",)]
    found += [_Meant(cells, _REQUESTS) for cells in wholes]
    found += [_Meant(case_cells(case, outcome), _CASES) for case in CASES for outcome in _OUTCOMES]
    return tuple(found)
