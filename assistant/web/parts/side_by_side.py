"""Two years side by side as HTML: cells with change and rate, what must carry over, and the text, differences marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from assistant.core.comparison import CellPair, Comparison, SectionPair, SentencePair
from assistant.export import comparison_words as words
from assistant.web.markup import shown as _text
from assistant.web.parts.cell_links import cell_link

FEW: Final = 2
"""So many sentences in a row that are the same stay in sight; more are folded."""
_STATES: Final = {"changed": "", "unlike": "填法不同", "same": "", "nothing": ""}


def cells(comparison: Comparison) -> Iterator[str]:
    """Every table: the cells that differ, then the others, folded."""
    for title, pairs, differing, alike in words.tables(comparison):
        yield f'<section class="nb-years"><h3>{_text(title)}</h3>'
        yield (
            f'<p class="nb-note">比了{len(pairs)}格，{len(differing)}格不同。</p>'
            if differing
            else (f'<p class="nb-note">比了{len(pairs)}格，两年都相同。</p>')
        )
        if differing:
            yield from _cells(comparison, differing)
        if alike:
            yield f"<details><summary>两年相同的{len(alike)}格</summary>"
            yield from _cells(comparison, alike)
            yield "</details>"
        yield "</section>"


def _cells(comparison: Comparison, pairs: Iterable[CellPair]) -> Iterator[str]:
    heads = "".join(
        f'<th scope="col" class="nb-right">{_text(head)}</th>' for head in words.heads(comparison)
    )
    yield '<div class="nb-scroll" tabindex="0" role="region" aria-label="两年的数"><table class="nb-list nb-pairs"><thead><tr>'
    yield f'<th scope="col">项目</th><th scope="col">栏目</th>{heads}</tr></thead><tbody>'
    for pair, row, span in words.in_rows(pairs):
        head = f'<th scope="rowgroup" rowspan="{span}">{_text(row)}</th>' if span else ""
        yield f'<tr class="nb-{pair.state}">{head}{_cell(pair)}</tr>'
    yield "</tbody></table></div>"


def _cell(pair: CellPair) -> str:
    before, now, change, rate = map(_text, words.changes(pair))
    tag = f' <span class="nb-tag">{_STATES[pair.state]}</span>' if _STATES[pair.state] else ""
    link = cell_link(pair.address, pair.column)
    return (
        f'<td>{link}{tag}</td><td class="nb-right">{before}</td><td class="nb-right nb-now">{now}</td>'
        f'<td class="nb-right">{change}</td><td class="nb-right">{rate}</td>'
    )


def links(comparison: Comparison) -> Iterator[str]:
    """What last year's report makes of this year's numbers."""
    if not comparison.links:
        return
    yield '<section class="nb-years"><h3>跨年衔接</h3>'
    yield '<div class="nb-scroll" tabindex="0" role="region" aria-label="跨年衔接"><table class="nb-list"><thead><tr>'
    yield '<th scope="col">应当成立的关系</th><th scope="col" class="nb-right">按上年推算</th>'
    yield '<th scope="col" class="nb-right">本年填报</th><th scope="col">结果</th></tr></thead><tbody>'
    for link in comparison.links:
        expected, found, verdict = map(_text, words.link_result(link))
        sign = {"pass": "✓", "fail": "✕", "uncertain": "？"}[link.verdict]
        yield (
            f'<tr class="nb-link-{link.verdict}"><td>{_text(link.title)}</td><td class="nb-right">{expected}</td>'
            f'<td class="nb-right">{found}</td><td><b aria-hidden="true">{sign}</b> {verdict}</td></tr>'
        )
    yield "</tbody></table></div></section>"


def texts(comparison: Comparison) -> Iterator[str]:
    """The running text, section by section; runs of sentences that are the same are folded."""
    for section in comparison.sections:
        percent = int(section.share * 100)
        yield f'<section class="nb-years"><h3>{_text(section.title)}</h3>'
        yield (
            f'<p class="nb-note">{_text(words.counts(section))}；{_text(words.likeness(section))}。</p>'
            f'<svg class="nb-likeness" viewBox="0 0 100 6" preserveAspectRatio="none" role="img" '
            f'aria-label="与上年相同{percent}%"><rect class="nb-likeness-all" width="100" height="6"/>'
            f'<rect class="nb-likeness-same" width="{percent}" height="6"/></svg>'
        )
        yield f'<div class="nb-both"><div class="nb-both-head" aria-hidden="true"><span>{_text(words.last_year(comparison))}</span>'
        yield f"<span>{_text(words.year(comparison))}</span></div>"
        yield from _sentences(comparison, section)
        yield "</div></section>"


def _sentences(comparison: Comparison, section: SectionPair) -> Iterator[str]:
    names = (words.last_year(comparison), words.year(comparison))
    for same, members in groupby(section.pairs, key=lambda pair: pair.kind == "equal"):
        run = list(members)
        shown = "".join(_sentence(pair, names) for pair in run)
        if same and len(run) > FEW:
            yield f"<details><summary>这里{len(run)}句两年相同</summary>{shown}</details>"
        else:
            yield shown


def _sentence(pair: SentencePair, names: Sequence[str]) -> str:
    old, new = _text(pair.previous_text), _text(pair.text)
    if pair.kind == "changed":
        old = "".join(_part(s.previous_text, "del", s.kind == "equal") for s in pair.segments)
        new = "".join(_part(s.text, "ins", s.kind == "equal") for s in pair.segments)
    elif pair.kind == "removed":
        old = f"<del>{old}</del>"
    elif pair.kind == "added":
        new = f"<ins>{new}</ins>"
    sides = "".join(
        f'<p><span class="nb-unseen">{_text(name)}：</span>{side}</p>'
        if side
        else f'<p class="nb-none"><span class="nb-unseen">{_text(name)}：</span>没有这一句</p>'
        for name, side in zip(names, (old, new), strict=True)
    )
    return f'<div class="nb-pair nb-{pair.kind}"><span class="nb-kind">{words.KINDS[pair.kind]}</span>{sides}</div>'


def _part(text: str, tag: str, same: bool) -> str:
    return _text(text) if same or not text else f"<{tag}>{_text(words.bracketed(text))}</{tag}>"
