"""Traces a draft: every number and every claim is looked up again where it is said to come from.

Nothing is taken on trust, our own writer's word included. Digits are compared by exact value; only prose in
the user's words may differ from the note by a rewriting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from assistant.core.facts import Facts, gather
from assistant.core.numbers import Mention, NumberKind, find_numbers
from assistant.core.relations import PREVIOUS, lookup
from assistant.core.report import Report
from assistant.drafting import basis
from assistant.drafting.draft import (
    NOTES,
    YEAR,
    Claim,
    Doubt,
    Sentence,
    Status,
    TracedNumber,
    Verification,
)
from assistant.drafting.formula import reckon
from assistant.drafting.lexicon import CAUSES, PRAISE, QUANTIFIERS
from assistant.drafting.matters import (
    keeps_sense,
    retold,
    says_equal,
    says_zero,
    wrong_direction,
    wrong_name,
)
from assistant.drafting.notes import note_lines, read_notes
from assistant.drafting.pieces import COUNTED
from assistant.drafting.rewriting import cleaned
from assistant.drafting.vocabulary import left_over, why_unknown

_MARK: Final = re.compile(r"【[^【】]*】")
_CLAUSE: Final = re.compile(r"[^，。；：]+")
_CONNECTIVE: Final = re.compile(
    rf"[{basis.ORDINALS}]是|其中|针对[这该此]一?问题|对此|为此|改进方面|针对上述问题|上年报告提出的|另外|从具体情形看|分情形看|(?:办结|新收)的申请中|从办理结果看|办理结果为?|此外|同时|[与同]上年相比"
)
_FREE_ORDINAL: Final = re.compile(r"[（(].+[)）]|.+[是、．.]|[①-⑳]|\s*")
_ALIKE: Final = ({"件", "个", "份", "起", "宗", "笔", "次"}, {"人", "名"})
_PERIOD: Final = re.compile(r"(?:\d{4}年)?(?:1月1日|12月31日)")
_DIGIT: Final = re.compile(r"\d")
_NO_FIGURE: Final = re.compile(r"两项(?:之和|合计|共计|共)?占|(?<=[上下])一年(?=度)")
"""Two numbers right before a share (that they are two is seen where the share is), and 上一年度."""
_SOURCED: Final = frozenset({"note", "quote", "rule", "label", "raw"})
"""Claims in somebody's own words; the others are in ours."""


class Sources:
    """What a draft may be traced to: the report, last year's, and the user's notes line by line."""

    def __init__(self, report: Report, previous: Report | None = None, notes: str = "") -> None:
        self.report = report
        self.previous = previous
        self.lines = note_lines(notes)
        self.notebook = read_notes(notes)
        self.find = lookup(report, previous)

    @cached_property
    def _facts(self) -> Facts:
        return gather(self.report)

    @cached_property
    def _earlier(self) -> Facts | None:
        return gather(self.previous) if self.previous else None

    def note(self, cell: str) -> str | None:
        """A line of the notes, cleaned, by its address."""
        number = cell.removeprefix(NOTES)
        inside = number.isdecimal() and 0 < int(number) <= len(self.lines)
        return cleaned(self.lines[int(number) - 1]) if inside else None

    def told(self, cell: str) -> list[str]:
        """A line of the notes as it stands, and its statements without bullet and label (``-3次`` is three)."""
        line = self.note(cell)
        return [] if line is None else [line, *(n.raw for n in self.notebook.notes if n.cell == cell)]

    def text(self, cell: str) -> str | None:
        """Text of the report or of last year's: ``report.unit``, ``previous.sections.problems``."""
        report = self.previous if cell.startswith(PREVIOUS) else self.report
        if report is None:
            return None
        name = cell.removeprefix(PREVIOUS).removeprefix("report.")
        if name == "unit":
            return report.unit
        return report.sections.get(name.removeprefix("sections.")) if name.startswith("sections.") else None

    def unit(self, cell: str) -> str | None:
        """The unit of a table cell's number; `None` when the cell holds none."""
        facts = self._earlier if cell.startswith(PREVIOUS) else self._facts
        fact = facts.get(cell.removeprefix(PREVIOUS)) if facts else None
        return fact.unit if fact else None


@dataclass
class Judgement:
    """What a sentence came to: how many numbers it has, what is wrong with it, and its status."""

    numbers: int = 0
    untraced: list[tuple[str, str]] = field(default_factory=list)
    unsupported: list[tuple[str, str]] = field(default_factory=list)
    status: Status = "unsupported"


def verify(
    sentences: Sequence[Sentence], report: Report, previous: Report | None = None, notes: str = ""
) -> Verification:
    """Trace every number and claim of the sentences; see `judge` for the single sentence."""
    sources = Sources(report, previous, notes)
    return summarise(sentences, [judge(sentence, sources) for sentence in sentences])


def summarise(sentences: Sequence[Sentence], judgements: Sequence[Judgement]) -> Verification:
    """The judgements of all sentences in one value."""
    untraced = tuple(_doubts(sentences, [j.untraced for j in judgements]))
    numbers = sum(j.numbers for j in judgements)
    return Verification(
        numbers=numbers,
        traced=numbers - len(untraced),
        untraced=untraced,
        unsupported=tuple(_doubts(sentences, [j.unsupported for j in judgements])),
    )


def _doubts(sentences: Sequence[Sentence], found: Sequence[list[tuple[str, str]]]) -> Iterator[Doubt]:
    for i, (sentence, doubts) in enumerate(zip(sentences, found, strict=True)):
        for text, reason in doubts:
            yield Doubt(section=sentence.section, sentence=i, text=text, reason=reason)


def judge(sentence: Sentence, sources: Sources) -> Judgement:
    """Trace one sentence."""
    judgement = Judgement()
    claims = [claim for claim in sentence.claims if _claim_holds(claim, sentence.text, sources)]
    for claim in sentence.claims:
        if claim not in claims:
            judgement.unsupported.append((claim.text, "所依据的单元格、原话或者条文并没有这样说"))
    sound = _judge_numbers(sentence, claims, sources, judgement)
    _judge_prose(sentence, claims, sound, judgement)
    judgement.status = _status(sentence, claims, sound, judgement)
    return judgement


# --- numbers ------------------------------------------------------------------------------------


def _judge_numbers(
    sentence: Sentence, claims: Sequence[Claim], sources: Sources, judgement: Judgement
) -> list[TracedNumber]:
    text = sentence.text
    sound: list[TracedNumber] = []
    seen: set[int] = set()
    for mention in find_numbers(text):
        seen.update(range(mention.start, mention.end))
        if _needs_no_origin(mention, text, claims):
            continue
        judgement.numbers += 1
        number = next((n for n in sentence.numbers if n.start == mention.start), None)
        reason = _why_untraced(mention, number, text, sources)
        if reason:
            judgement.untraced.append((mention.text, reason))
        elif number:
            sound.append(number)
    for match in _DIGIT.finditer(text):
        if match.start() not in seen and not _within(
            match.start(), claims, {"label", "raw", "note", "quote"}
        ):
            judgement.numbers += 1
            judgement.untraced.append((match[0], "不能识别的数字"))
    return sound


def _needs_no_origin(mention: Mention, text: str, claims: Sequence[Claim]) -> bool:
    if _within(mention.start, claims, {"label", "raw"}):
        return True
    if mention.kind is NumberKind.IDIOM or _NO_FIGURE.match(text, mention.start):
        return True
    if mention.kind is NumberKind.DOCUMENT:
        known = basis.known_document_at(text, mention.start, mention.end)
        return known or _within(mention.start, claims, {"note", "quote"})
    if mention.kind is NumberKind.ORDINAL:
        cited = _within(mention.start, claims, {"rule", "note", "quote"})
        third_party = text.startswith("第三方", mention.start)
        return cited or third_party or _FREE_ORDINAL.fullmatch(mention.text) is not None
    return False


def _within(place: int, claims: Sequence[Claim], kinds: set[str]) -> bool:
    return any(c.start <= place < c.end and c.says in kinds for c in claims)


def _why_untraced(mention: Mention, number: TracedNumber | None, text: str, sources: Sources) -> str | None:
    """Why a number of the text does not stand; `None` when it does."""
    if number is None or not number.cells:
        return "文号在表格和要点里都没有" if mention.kind is NumberKind.DOCUMENT else "没有注明来处"
    if text[number.start : number.end] != number.text or mention.end != number.end:
        return "注明的位置与文字不符"
    if mention.value != number.value or (mention.kind in COUNTED and mention.unit != number.unit):
        return "注明的数与文字不符"
    if mention.approximate and not number.cells[0].startswith((NOTES, "previous.sections.")):
        return "表格里的数是确数，不能写成约数"
    if number.cells == (YEAR,):
        return _year_fault(mention, sources.report.year)
    first = number.cells[0]
    if first.startswith(NOTES) or first.startswith("previous.sections.") or first == "report.unit":
        return None if any(_told(mention, cell, sources) for cell in number.cells) else "原话里没有这个数"
    return _cells_fault(number, sources) or _wording_fault(text, number, sources)


def _wording_fault(text: str, number: TracedNumber, sources: Sources) -> str | None:
    """Whether the words before a number name another row than its cells, or turn a change round."""
    name = wrong_name(text, number.start, number.cells)
    if name:
        return f"“{name}”不是这个数所在的行或者列"
    if wrong_direction(text, number.start, number.cells, sources.find):
        return "增减的方向与单元格不符"
    return None


def _year_fault(mention: Mention, year: int | None) -> str | None:
    if year is None:
        return "报告没有年度"
    leading = re.match(r"\d{4}", mention.text)
    if leading and int(leading[0]) != year:
        return "与报告年度不符"
    if mention.kind is NumberKind.DATE and not _PERIOD.fullmatch(mention.text):
        return "不是统计期限的起止日期"
    return None if mention.kind in {NumberKind.DATE, NumberKind.YEAR} else "不是年份"


def _told(mention: Mention, cell: str, sources: Sources) -> bool:
    """Whether the user's line, or a text of last year's report, has this very number."""
    texts = sources.told(cell) if cell.startswith(NOTES) else [sources.text(cell) or ""]
    return any(
        m.value == mention.value and _alike(m.unit, mention.unit) and m.approximate == mention.approximate
        for text in texts
        for m in find_numbers(text)
    )


def _alike(one: str, other: str) -> bool:
    return one == other or any({one, other} <= units for units in _ALIKE)


def _cells_fault(number: TracedNumber, sources: Sources) -> str | None:
    values = []
    for address in number.cells:
        try:
            cell = sources.find(address)
        except ValueError:
            return "来处不是单元格"
        if cell is None or cell.value is None:
            return "所指的单元格里没有数"
        unit = sources.unit(address)
        if number.unit not in {"%", unit}:
            return "单位与单元格不符"
        values.append(cell.value)
    if number.formula is None:
        return None if len(values) == 1 and values[0] == number.value else "与单元格的数不等"
    return None if reckon(number.formula, number.unit, values) == number.value else "与算式的结果不符"


# --- claims -------------------------------------------------------------------------------------


def _claim_holds(claim: Claim, text: str, sources: Sources) -> bool:
    if not claim.cells or text[claim.start : claim.end] != claim.text:
        return False
    if claim.says == "note":
        return _user_said(claim, sources)
    if claim.says == "quote":
        return any(_quotes(claim.text, sources.text(cell) or "") for cell in claim.cells)
    if claim.says == "rule":
        return all(basis.may_say(claim.text, citation) for citation in claim.cells)
    return _cells_say(claim, sources)


def _user_said(claim: Claim, sources: Sources) -> bool:
    """Whether the words are a note in its written form, or the user's own with no more than a rewriting."""
    notes = [n for n in sources.notebook.notes if n.cell in claim.cells]
    if any(claim.text in {n.text, n.raw} for n in notes):
        return True
    lines = [line for cell in claim.cells if (line := sources.note(cell))]
    said = [*(n.text for n in notes), *lines, "；".join(lines)] if lines else []
    said += [part for line in lines for part in re.split("[；。]", line)]
    return any(
        keeps_sense(claim.text, s) and (claim.text in s or retold(claim.text, s) is not None)
        for s in said
        if s
    )


def _quotes(words: str, text: str) -> bool:
    """Whether the words stand in the text, as a whole or within one of its lines."""
    return bool(words) and any(words in cleaned(part) for part in (text, *text.split("\n")))


def _cells_say(claim: Claim, sources: Sources) -> bool:
    try:
        cells = [sources.find(address) for address in claim.cells]
    except ValueError:
        return False
    if claim.says == "label":
        form = sources.report.form
        return all(
            a in form.addresses and claim.text in form.describe(a) + form.label(a) for a in claim.cells
        )
    if claim.says == "raw":
        return all(cell is not None and cell.raw == claim.text for cell in cells)
    values = {cell.value if cell else None for cell in cells}
    if claim.says == "zero":
        return all(value is not None and not value for value in values) and says_zero(claim.text, claim.cells)
    return None not in values and len(values) == 1 and says_equal(claim.text, claim.cells)


# --- prose --------------------------------------------------------------------------------------


def _judge_prose(
    sentence: Sentence, claims: Sequence[Claim], numbers: Sequence[TracedNumber], judgement: Judgement
) -> None:
    """Every clause outside the marks needs a number or a claim that holds; nothing may praise or give causes."""
    text = _MARK.sub(lambda m: "　" * len(m[0]), sentence.text)
    own = text
    for claim in claims:
        if claim.says in _SOURCED:
            own = own[: claim.start] + "　" * (claim.end - claim.start) + own[claim.end :]
    for word in (*PRAISE, *CAUSES, *QUANTIFIERS):
        if word in own:
            judgement.unsupported.append((word, "没有依据的评价、原因或者约略的数量"))
    spans = [(c.start, c.end) for c in claims] + [(n.start, n.end) for n in numbers]
    for clause in _CLAUSE.finditer(text):
        words = clause[0].strip("　“”‘’、 ")
        borne_out = any(start < clause.end() and clause.start() < end for start, end in spans)
        if words and not borne_out and not _CONNECTIVE.fullmatch(words):
            judgement.unsupported.append((words, why_unknown(words, words)))
        elif borne_out:
            _judge_rest(own, clause, numbers, judgement)


def _judge_rest(
    own: str, clause: re.Match[str], numbers: Sequence[TracedNumber], judgement: Judgement
) -> None:
    """What a clause says beside its numbers and its sourced claims may only join and name what the form names."""
    for number in numbers:
        own = own[: number.start] + "　" * (number.end - number.start) + own[number.end :]
    rest = own[clause.start() : clause.end()]
    left = [words for words in left_over(rest) if not _DIGIT.search(words)]
    if left:
        judgement.unsupported.append((left[0], why_unknown(clause[0], left[0])))


def _status(
    sentence: Sentence, claims: Sequence[Claim], numbers: Sequence[TracedNumber], judgement: Judgement
) -> Status:
    if judgement.untraced or judgement.unsupported:
        return "unsupported"
    if only_marks(sentence.text):
        return "placeholder"
    cells = [*(c for claim in claims for c in claim.cells), *(c for n in numbers for c in n.cells)]
    return "traced" if any(is_cell(cell) for cell in cells) else "supported"


def is_cell(cell: str) -> bool:
    """Whether an address is a cell of a table, this year's or last year's."""
    return cell.removeprefix(PREVIOUS).startswith(("proactive.", "requests.", "disputes."))


def only_marks(text: str) -> bool:
    """Whether there is nothing but marks for staff in a text."""
    return not _MARK.sub("", text).strip(f"，。；{basis.ORDINALS}是")
