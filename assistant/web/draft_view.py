"""The draft as HTML: every number carries where it comes from, gaps stand out, what has no origin is red."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from itertools import count, groupby
from typing import Final

from assistant.core.numbers import format_number
from assistant.core.relations import PREVIOUS
from assistant.core.report import Report
from assistant.core.template import NARRATIVE
from assistant.drafting import note_lines
from assistant.drafting.draft import NOTES, YEAR, Doubt, Draft, Sentence, TracedNumber, Verification
from assistant.web.views import named

LONGEST_QUOTE: Final = 40
MOST_CELLS: Final = 8
"""A number names at most this many cells; a longer sum says how many there are."""

_GAP: Final = re.compile(r"【[^【】]*】")


@dataclass(frozen=True)
class Origin:
    """What numbers may be traced to: this year's report, last year's, and the user's notes."""

    report: Report
    previous: Report | None
    notes: str

    def of(self, number: TracedNumber) -> str:
        """Where a number comes from, in Chinese: its cells, and the formula over them with each cell's value."""
        if not number.cells:
            return "没有注明出处"
        if number.formula is None:
            return "、".join(self._name(cell) for cell in number.cells[:MOST_CELLS])
        valued = [(cell, self._value(cell)) for cell in number.cells]
        telling = [(cell, value) for cell, value in valued if value]
        names = [f"{self._name(cell)}＝{format_number(value)}" for cell, value in telling[:MOST_CELLS]]
        zeros = len(valued) - len(telling)
        if len(telling) > MOST_CELLS:
            names.append(f"等{len(telling)}格")
        if zeros:
            names.append(f"{'其余' if names else ''}{zeros}格为0")
        reckoned = any(sign in number.formula for sign in "＋−÷|")
        return "、".join(names) + (f"；算式：{number.formula}" if reckoned else "")

    def _value(self, cell: str) -> Decimal | None:
        report = self.previous if cell.startswith(PREVIOUS) else self.report
        try:
            return report.value(cell.removeprefix(PREVIOUS)) if report else None
        except ValueError:
            return None

    def _name(self, cell: str) -> str:
        if cell == YEAR:
            return "报告年度"
        if cell.startswith(NOTES):
            return self._note(cell)
        inner = cell.removeprefix(PREVIOUS)
        whose = "上年报告" if cell.startswith(PREVIOUS) else "本报告"
        if inner.startswith("sections."):
            section = next(
                (s for s in self.report.form.sections if s.id == inner.removeprefix("sections.")), None
            )
            return f"{whose}的“{section.title}”" if section else whose
        if inner in ("unit", "report.unit"):
            return "单位名称"
        return named(self.report, cell, self.previous)

    def _note(self, cell: str) -> str:
        lines = note_lines(self.notes)
        number = cell.removeprefix(NOTES)
        if not number.isdecimal() or not 0 < int(number) <= len(lines):
            return "您写的情况"
        line = lines[int(number) - 1].strip()
        shown = line if len(line) <= LONGEST_QUOTE else f"{line[:LONGEST_QUOTE]}……"
        return f"您写的第{number}行“{shown}”"


def draft_html(draft: Draft, origin: Origin) -> str:
    """All sections of the draft, the verification first."""
    indexed = list(enumerate(draft.sentences))
    ids = count(1)
    sections = "".join(
        _section(
            section, [(i, s) for i, s in indexed if s.section == section], draft.verification, origin, ids
        )
        for section in NARRATIVE
    )
    return f'{verification_line(draft.verification)}<h3 class="nb-title">{_gaps_marked(draft.title)}</h3>{sections}'


def _gaps_marked(text: str) -> str:
    return _GAP.sub(lambda gap: f'<mark class="nb-gap">{gap[0]}</mark>', escape(text))


def verification_line(verification: Verification) -> str:
    """全文N个数，N个有出处; what has none is said in the same line."""
    line = f"全文{verification.numbers}个数，{verification.traced}个有出处"
    if not verification.untraced and not verification.unsupported:
        return f'<p class="nb-good nb-verified"><b aria-hidden="true">✓</b> {line}。鼠标停在数上（手机上点一下）可看出处。</p>'
    bad = []
    if verification.untraced:
        bad.append(f"{len(verification.untraced)}个没有出处")
    if verification.unsupported:
        bad.append(f"{len(verification.unsupported)}处说法没有依据")
    return (
        f'<p class="nb-refusal nb-verified"><b aria-hidden="true">✕</b> {line}，'
        f"{'，'.join(bad)}，已用红色标出，请核实或删去。</p>"
    )


def _section(
    section_id: str,
    sentences: Sequence[tuple[int, Sentence]],
    verification: Verification,
    origin: Origin,
    ids: Iterator[int],
) -> str:
    if not sentences:
        return ""
    section = origin.report.form.section(section_id)
    heading = f"{section.number}、{section.title}" if section.number else section.title
    paragraphs = ""
    for _, group in groupby(sentences, key=lambda pair: pair[1].paragraph):
        body = "".join(
            _sentence(sentence, _doubts(index, verification), origin, ids) for index, sentence in group
        )
        paragraphs += f"<p>{body}</p>"
    return (
        f'<section class="nb-section"><h4>{escape(heading)}</h4>{paragraphs}'
        f"{_origins([s for _, s in sentences], origin)}</section>"
    )


def _doubts(index: int, verification: Verification) -> list[Doubt]:
    return [d for d in (*verification.untraced, *verification.unsupported) if d.sentence == index]


@dataclass(frozen=True)
class _Stretch:
    start: int
    end: int
    markup: str


def _sentence(sentence: Sentence, doubts: Sequence[Doubt], origin: Origin, ids: Iterator[int]) -> str:
    text = sentence.text
    numbers = _number_stretches(sentence, origin, ids)
    doubted = _doubt_stretches(text, doubts, numbers)
    stretches = sorted([*numbers, *doubted], key=lambda s: s.start)
    gaps = [match.span() for match in _GAP.finditer(text)]
    pieces, at = [], 0
    for start, end in gaps:
        pieces.append(_filled(text, at, start, stretches))
        pieces.append(f'<mark class="nb-gap">{_filled(text, start, end, stretches)}</mark>')
        at = end
    pieces.append(_filled(text, at, len(text), stretches))
    kind = f"nb-{sentence.kind}"
    body = "".join(pieces)
    if sentence.status != "unsupported":
        return f'<span class="{kind}">{body}</span>'
    shown = {text[s.start : s.end] for s in doubted}
    reasons = [f"{d.text}：{d.reason}" for d in doubts if d.text not in shown]
    why = escape("；".join(reasons) or "这句话没有依据，请核实或删去")
    return (
        f'<span class="{kind} nb-unsupported" title="{why}"><b aria-hidden="true">✕</b>{body}'
        f'<span class="nb-unseen">（{why}）</span></span>'
    )


def _filled(text: str, start: int, end: int, stretches: Sequence[_Stretch]) -> str:
    """Text between two offsets, with the stretches that lie inside put in as markup."""
    out, at = [], start
    for stretch in stretches:
        if at <= stretch.start and stretch.end <= end:
            out.append(escape(text[at : stretch.start]))
            out.append(stretch.markup)
            at = stretch.end
    out.append(escape(text[at:end]))
    return "".join(out)


def _number_stretches(sentence: Sentence, origin: Origin, ids: Iterator[int]) -> list[_Stretch]:
    stretches = []
    for number in sentence.numbers:
        if sentence.text[number.start : number.end] != number.text:
            continue
        tip_id = f"nb-tip-{next(ids)}"
        said = escape(f"{number.text} ← {origin.of(number)}")
        stretches.append(
            _Stretch(
                number.start,
                number.end,
                f'<span class="nb-number" tabindex="0" aria-describedby="{tip_id}">{escape(number.text)}'
                f'<span class="nb-tip" role="tooltip" id="{tip_id}">{said}</span></span>',
            )
        )
    return stretches


def _doubt_stretches(text: str, doubts: Sequence[Doubt], numbers: list[_Stretch]) -> list[_Stretch]:
    """The doubted words in red; a number in doubt loses its popover, for its origin does not hold."""
    stretches: list[_Stretch] = []
    for doubt in doubts:
        for match in re.finditer(re.escape(doubt.text), text) if doubt.text else ():
            if any(s.start < match.end() and match.start() < s.end for s in stretches):
                continue
            numbers[:] = [n for n in numbers if n.end <= match.start() or match.end() <= n.start]
            markup = (
                f'<span class="nb-untraced" tabindex="0" title="{escape(doubt.reason)}"><b aria-hidden="true">✕</b>'
                f'{escape(doubt.text)}<span class="nb-unseen">（{escape(doubt.reason)}）</span></span>'
            )
            stretches.append(_Stretch(match.start(), match.end(), markup))
            break
    return stretches


def _origins(sentences: Sequence[Sentence], origin: Origin) -> str:
    numbers = [(number.text, origin.of(number)) for s in sentences for number in s.numbers]
    if not numbers:
        return ""
    items = "".join(f"<li><b>{escape(text)}</b> ← {escape(said)}</li>" for text, said in numbers)
    return f'<details class="nb-origins"><summary>这一部分的数从哪来（{len(numbers)}个）</summary><ol>{items}</ol></details>'
