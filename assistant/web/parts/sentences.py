"""One sentence of the draft as HTML: its numbers with their origins, its gaps, and in red what nothing bears out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from assistant.drafting.draft import Doubt, Sentence, TracedNumber
from assistant.web.markup import shown
from assistant.web.parts.origins import Origin

GAP: Final = re.compile(r"【[^【】]*】")


@dataclass(frozen=True)
class _Stretch:
    start: int
    end: int
    markup: str


def gaps_marked(text: str) -> str:
    """A text with its 【…】 marked."""
    return GAP.sub(lambda gap: f'<mark class="nb-gap">{gap[0]}</mark>', shown(text))


def words_of(sentence: Sentence, doubts: Sequence[Doubt], origin: Origin, ids: Iterator[int]) -> str:
    """The sentence's words with all their marks. `ids` numbers what the marks refer to."""
    text = sentence.text
    numbers = _number_stretches(sentence, origin, ids)
    doubted = _doubt_stretches(text, doubts, numbers)
    stretches = sorted([*numbers, *doubted], key=lambda s: s.start)
    pieces, at = [], 0
    for gap in GAP.finditer(text):
        start, end = gap.span()
        pieces.append(_filled(text, at, start, stretches))
        pieces.append(f'<mark class="nb-gap">{_filled(text, start, end, stretches)}</mark>')
        at = end
    pieces.append(_filled(text, at, len(text), stretches))
    body = "".join(pieces)
    if sentence.status != "unsupported":
        return body
    in_place = {text[s.start : s.end] for s in doubted}
    reasons = [f"{d.text}：{d.reason}" for d in doubts if d.text not in in_place]
    why = shown("；".join(reasons) or ("" if in_place else "这句话没有依据，请核实或删去"))
    said = f'<span class="nb-why">（{why}）</span>' if why else ""
    return f'<b class="nb-cross" aria-hidden="true">✕</b>{body}{said}'


def _filled(text: str, start: int, end: int, stretches: Sequence[_Stretch]) -> str:
    """Text between two offsets, with the stretches that lie inside put in as markup."""
    out, at = [], start
    for stretch in stretches:
        if at <= stretch.start and stretch.end <= end:
            out.append(shown(text[at : stretch.start]))
            out.append(stretch.markup)
            at = stretch.end
    out.append(shown(text[at:end]))
    return "".join(out)


def _number_stretches(sentence: Sentence, origin: Origin, ids: Iterator[int]) -> list[_Stretch]:
    return [
        _Stretch(number.start, number.end, _number(number, origin, next(ids)))
        for number in sentence.numbers
        if sentence.text[number.start : number.end] == number.text
    ]


def _number(number: TracedNumber, origin: Origin, tip: int) -> str:
    return (
        f'<span class="nb-traced"><span class="nb-number" tabindex="0" aria-describedby="nb-tip-{tip}">'
        f'{shown(number.text)}</span><span class="nb-tip" id="nb-tip-{tip}">'
        f"<b>{shown(number.text)}</b> ← {origin.markup(number)}</span></span>"
    )


def _doubt_stretches(text: str, doubts: Sequence[Doubt], numbers: list[_Stretch]) -> list[_Stretch]:
    """The doubted words in red; a number in doubt loses its popover, for its origin does not hold."""
    stretches: list[_Stretch] = []
    for doubt in doubts:
        for match in re.finditer(re.escape(doubt.text), text) if doubt.text else ():
            if any(s.start < match.end() and match.start() < s.end for s in stretches):
                continue
            numbers[:] = [n for n in numbers if n.end <= match.start() or match.end() <= n.start]
            stretches.append(_Stretch(match.start(), match.end(), _doubt(doubt)))
            break
    return stretches


def _doubt(doubt: Doubt) -> str:
    return (
        f'<span class="nb-traced"><span class="nb-untraced" tabindex="0"><b aria-hidden="true">✕</b>'
        f'{shown(doubt.text)}</span><span class="nb-tip">'
        f"<b>{shown(doubt.text)}</b>：{shown(doubt.reason)}</span></span>"
    )
