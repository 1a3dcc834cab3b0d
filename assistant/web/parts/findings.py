"""A finding as HTML: what is wrong, the passage, what is proposed, who said what, and the buttons to say something."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate
from typing import Final

from assistant.core.families import family
from assistant.core.findings import Finding
from assistant.core.numbers import format_number
from assistant.core.places import Span, doubt, excerpt, is_previous, place_name, span_of
from assistant.core.relations import PREVIOUS
from assistant.core.report import Problem, Report
from assistant.drafting.draft import Draft
from assistant.reviewing.judging import STATES, Judged, State
from assistant.reviewing.wording import opinion
from assistant.web.markup import shown as _text
from assistant.web.parts.cell_links import cell_link, named
from assistant.web.texts import SEVERITIES

MOST_CELLS: Final = 6
"""A finding names at most this many cells; the table marks them all."""
_ROOM: Final = 60
"""Characters of the sentence on either side of a passage."""
_LONGEST: Final = 400
_MOST_SAID: Final = 20
READING: Final = "读表"
"""The family of what the reader stumbled over."""


@dataclass(frozen=True)
class Context:
    """What findings are about, and what whoever looks may do.

    `draft` is there when the text checked is the draft's. `numbers`: how the chat counts the findings, so that
    “第3条按建议改” means the same on both sides.
    """

    report: Report
    previous: Report | None
    draft: Draft | None
    may_judge: bool
    may_edit: bool
    numbers: Mapping[str, int]


def problem_item(problem: Problem, context: Context) -> str:
    """Something that the reader stumbled over: nothing to judge, the cells to look at."""
    places = "".join(_places(problem.where, context))
    tags = f'<span class="nb-tag">{READING}</span>'
    return _item(
        "",
        problem.severity,
        f"<p>{tags}{_text(problem.message)}</p>",
        f'<div class="nb-places">{places}</div>',
    )


def finding_item(judged: Judged, context: Context) -> str:
    """A finding with everything that is to be known about it, and what can be done."""
    finding = judged.finding
    number = context.numbers.get(finding.fingerprint)
    count = f'<b class="nb-count-no">第{number}条</b> ' if number and judged.is_open else ""
    body = [f"<p>{count}{_tags(judged)}{_text(finding.message)}{_text(doubt(finding))}</p>"]
    if not judged.is_gone:
        body += [*_excerpts(finding, context), _values(finding), _correction(finding)]
        body.append(f'<div class="nb-places">{"".join(_places(finding.where, context))}</div>')
    if finding.basis:
        body.append(f'<p class="nb-basis">依据：{_text(finding.basis)}</p>')
    body.append(_history(judged))
    if context.may_judge and not judged.is_gone:
        body.append(_buttons(judged, context))
    return _item(f"finding-{finding.fingerprint}", finding.severity, *body)


def sentence_at(draft: Draft, span: Span) -> int | None:
    """Which sentence of the draft a span of a section's text lies in; `None` beyond the text.

    The section's text is its sentences joined, paragraphs on lines of their own, as the draft puts it together.
    """
    members = [(n, s) for n, s in enumerate(draft.sentences) if s.section == span.section]
    order = {paragraph: n for n, paragraph in enumerate(dict.fromkeys(s.paragraph for _, s in members))}
    members.sort(key=lambda pair: order[pair[1].paragraph])
    at, paragraph = 0, members[0][1].paragraph if members else 0
    for n, sentence in members:
        if sentence.paragraph != paragraph:
            at, paragraph = at + 1, sentence.paragraph
        at += len(sentence.text)
        if span.start < at or (span.is_heading and span.start <= at):
            return n
    return members[-1][0] if members else None


# --- the pieces of an item ----------------------------------------------------------------------------------------


def _item(name: str, severity: str, *body: str) -> str:
    title, symbol, _ = SEVERITIES[severity]
    anchor = f' id="{_text(name)}" tabindex="-1"' if name else ""
    return (
        f'<li class="nb-finding nb-{severity}"{anchor}><b class="nb-mark-sign" role="img" aria-label="{title}">{symbol}</b>'
        f"<div>{''.join(body)}</div></li>"
    )


def _tags(judged: Judged) -> str:
    finding = judged.finding
    tags = [family(finding.code)]
    if finding.status == "uncertain":
        tags.append("暂时判断不了")
    if judged.state is not State.OPEN:
        tags.append(STATES[judged.state])
    return "".join(f'<span class="nb-tag">{_text(tag)}</span>' for tag in tags)


def _excerpts(finding: Finding, context: Context) -> Iterator[str]:
    """The passage with its sentence, the words in question marked; of several places the first two."""
    found = [part for place in finding.where if (part := excerpt(context.report, place)) is not None]
    for part in found[:2]:
        before = "…" + part.before[-_ROOM:] if len(part.before) > _ROOM else part.before
        behind = part.behind[:_ROOM] + "…" if len(part.behind) > _ROOM else part.behind
        words = part.words
        if len(words) > _LONGEST:
            words = f"{words[: _LONGEST // 2]}……{words[-_LONGEST // 2 :]}"
        yield f"<blockquote>{_text(before)}<mark>{_text(words)}</mark>{_text(behind)}</blockquote>"


def _values(finding: Finding) -> str:
    if not isinstance(finding.expected, Decimal) and not isinstance(finding.found, Decimal):
        return ""
    if "应为" in finding.message:
        return ""  # these are the two sides of a relation; which cell is to be what, the message says
    pairs = [("应为", finding.expected), ("现在是", finding.found)]
    said = "，".join(f"{name}<b>{_text(_short(value))}</b>" for name, value in pairs if value is not None)
    return f'<p class="nb-values">{said}</p>'


def _correction(finding: Finding) -> str:
    if finding.correction is None:
        return ""
    if not finding.correction:
        return '<p class="nb-correction">建议：删去标出的这几个字。</p>'
    return f'<p class="nb-correction">建议改为：<ins>{_text(_short(finding.correction))}</ins></p>'


def _short(value: Decimal | str) -> str:
    text = format_number(value) if isinstance(value, Decimal) else value
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}……"


def _places(where: Sequence[str], context: Context) -> Iterator[str]:
    known = set(context.report.form.addresses)
    for place in where[:MOST_CELLS]:
        if place in known:
            yield cell_link(place, named(context.report, place))
        elif is_previous(place):
            yield _last_year(place, context)
        elif span := span_of(place):
            yield _link(_goto(span, context), place_name(context.report, place))
    if len(where) > MOST_CELLS:
        yield f"<span>等{len(where)}处</span>"


def _last_year(place: str, context: Context) -> str:
    name = named(context.report, place, context.previous)
    own = place.removeprefix(PREVIOUS)
    if context.previous is None or own not in context.previous.form.addresses:
        return f"<span>{_text(name)}</span>"
    return cell_link(own, name, before=True)


def _goto(span: Span, context: Context) -> str:
    """Into the draft where its text is what was checked, else to the report's own text shown beneath the findings."""
    if context.draft is not None:
        index = sentence_at(context.draft, span)
        return f"tab:draft#sentence-{index}" if index is not None else "tab:draft#nb-draft"
    return f"tab:checkup#{passage_id(span)}"


def passage_id(span: Span) -> str:
    """The id of a marked passage of the report's own text."""
    return f"passage-{span.section}-{span.start}-{span.end}"


def _link(target: str, name: str) -> str:
    return f'<a href="#" data-goto="{_text(target)}">{_text(name)}</a>'


def _history(judged: Judged) -> str:
    if not judged.history:
        return ""
    said = judged.history[-_MOST_SAID:]
    left = len(judged.history) - len(said)
    items = [f"<li>（更早的{left}条没有列出）</li>"] if left else []
    items += [f"<li>{_text(opinion(verdict))}</li>" for verdict in said]
    return f'<ul class="nb-said" aria-label="处理经过">{"".join(items)}</ul>'


def _buttons(judged: Judged, context: Context) -> str:
    finding = judged.finding
    name = finding.fingerprint
    place = f"{name}-{len(judged.history)}"  # what was typed goes once it has been said
    buttons = []
    if finding.correction is not None and context.may_edit:
        buttons.append(
            f'<button type="button" class="nb-main" data-act="checkup.fix" data-fingerprint="{name}">按建议改</button>'
        )
    if judged.state is not State.ACCEPTED:
        buttons.append(
            f'<button type="button" data-act="checkup.accept" data-fingerprint="{name}" data-fields="say-{place}">属实</button>'
        )
    again = "理由" if judged.state is not State.DISMISSED else "补充说明"
    reason = (
        f'<label for="why-{place}">{again}（驳回要写，属实可以不写）</label>'
        f'<textarea id="why-{place}" name="comment" rows="2" maxlength="2000"></textarea>'
        f'<button type="button" data-act="checkup.dismiss" data-fingerprint="{name}" data-fields="say-{place}">驳回，不算错</button>'
    )
    return (
        f'<div class="nb-judge" id="say-{place}">{"".join(buttons)}'
        f'<details id="more-{place}"><summary>不算错…</summary>{reason}</details></div>'
    )


# --- the report's own text ----------------------------------------------------------------------------------------


def own_text(findings: Sequence[Judged], context: Context) -> str:
    """The text that was checked, where it is not the draft's, with every passage marked that a finding points at."""
    report = context.report
    spans = {
        span: judged
        for judged in sorted(
            findings, key=lambda one: one.is_open
        )  # an open one outweighs one at the same place
        if not judged.is_gone
        for place in judged.finding.where
        if (span := span_of(place)) is not None
    }
    if not spans:
        return ""
    sections = "".join(
        f"<h4>{_text(f'{s.number}、{s.title}' if s.number else s.title)}</h4>"
        f"{_marked(s.id, report.sections.get(s.id, ''), spans)}"
        for s in report.form.sections
        if s.table is None
        and (report.sections.get(s.id, "").strip() or any(x.section == s.id for x in spans))
    )
    return f'<section class="nb-own-text" id="nb-own-text"><h3>正文（标出的是要看的地方）</h3>{sections}</section>'


def _marked(section: str, text: str, spans: dict[Span, Judged]) -> str:
    """The text cut where passages begin and end: they may overlap, and each keeps an anchor of its own."""
    mine = sorted(
        (s for s in spans if s.section == section and s.end <= len(text)), key=lambda s: (s.start, s.end)
    )
    heads = "".join(f'<span id="{passage_id(s)}" tabindex="-1"></span>' for s in mine if s.is_heading)
    bodies = [s for s in mine if not s.is_heading]  # of one that was dismissed only the anchor stays
    cuts = sorted({0, len(text), *(s.start for s in bodies), *(s.end for s in bodies)})
    begins: dict[int, list[Span]] = {}
    delta: dict[int, int] = {}
    for span in bodies:
        begins.setdefault(span.start, []).append(span)
        if spans[span].is_open:
            delta[span.start] = delta.get(span.start, 0) + 1
            delta[span.end] = delta.get(span.end, 0) - 1
    depths = accumulate(delta.get(cut, 0) for cut in cuts)
    out = [
        _piece(text, start, end, begins.get(start, ()), marked=depth > 0)
        for start, end, depth in zip(cuts, cuts[1:], depths, strict=False)
    ]
    if not text.strip():
        return f'{heads}<p class="nb-note">这一部分没有内容。</p>'
    return f'<div class="nb-prose">{heads}{"".join(out)}</div>'


def _piece(text: str, start: int, end: int, begins: Sequence[Span], *, marked: bool) -> str:
    """A stretch of the text; a passage that is just this stretch carries its own anchor, others have one before it."""
    whole = next((s for s in begins if s.end == end), None)
    anchors = "".join(f'<span id="{passage_id(s)}" tabindex="-1"></span>' for s in begins if s is not whole)
    place = f' id="{passage_id(whole)}" tabindex="-1"' if whole else ""
    words = _text(text[start:end])
    if marked and words.strip():
        return f"{anchors}<mark{place}>{words}</mark>"
    return f"{anchors}<span{place}>{words}</span>" if place else anchors + words
