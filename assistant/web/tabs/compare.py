"""The tab 比较: this year beside last year, in charts, in cells, and in text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from assistant.conversation.bench import Bench
from assistant.core.comparison import Comparison
from assistant.export import comparison_words as words
from assistant.web.actions import Action
from assistant.web.markup import shown as _text
from assistant.web.parts import compare_charts, side_by_side

TITLE: Final = "比较"

_NOTHING: Final = "还没有内容。先在“表格”里粘贴或上传今年的表，再给出上年报告，这里就能看出两年的变化。"
_NO_LAST_YEAR: Final = (
    "还没有上年报告，下面只有今年的图。把上年报告粘贴或上传到“表格”里（选“上年”），"
    "这里就会逐格比较增减、逐句对照正文，并核对结转的数。"
)


def render(bench: Bench, seen: Mapping[str, str]) -> str:
    """The tab's HTML."""
    return "".join(_parts(bench))


def badge(bench: Bench) -> str:
    """How many numbers do not carry over."""
    comparison = bench.comparison
    failing = sum(link.verdict == "fail" for link in comparison.links) if comparison else 0
    return f"{failing}处衔接不上" if failing else ""


def _parts(bench: Bench) -> Iterator[str]:
    product = bench.product
    if product is None:
        yield f'<p class="nb-empty">{_NOTHING}</p>'
        return
    comparison = bench.comparison
    if comparison is None:
        yield (
            f'<div class="nb-open"><p>{_NO_LAST_YEAR}</p>'
            '<p><a href="#" data-act="see" data-year="before" data-goto="tab:tables#nb-tables">去给上年报告</a></p></div>'
        )
        yield f'<section class="nb-years"><h3>今年的数一眼看</h3>{compare_charts.charts(product, None)}</section>'
        return
    yield from _head(bench, comparison)
    yield '<section class="nb-years" id="compare-charts"><h3>一眼看变化</h3>'
    yield f"{compare_charts.charts(product, bench.previous)}</section>"
    yield '<div id="compare-links">'
    yield from side_by_side.links(comparison)
    yield '</div><div id="compare-cells">'
    yield from side_by_side.cells(comparison)
    yield f'<p class="nb-note">{_text(words.LEGEND)}</p></div><div id="compare-texts">'
    if comparison.length:
        yield f'<p class="nb-note">{_text(words.whole(comparison))}{words.TEXT_LEGEND}</p>'
    yield from side_by_side.texts(comparison)
    yield "</div>"


def _head(bench: Bench, comparison: Comparison) -> Iterator[str]:
    differing = len(comparison.differing())
    changed = sum(section.count("changed") for section in comparison.sections)
    failing = sum(link.verdict == "fail" for link in comparison.links)
    yield f'<h3 class="nb-compared">{_text(words.year(comparison))}与{_text(words.last_year(comparison))}对照</h3>'
    yield f'<p class="nb-summary">表格有<strong>{differing}</strong>格不同，正文改了<strong>{changed}</strong>句'
    yield f'，<strong class="nb-bad">{failing}处衔接不上</strong>。' if failing else "。"
    yield (
        '<span class="nb-jumps"><a href="#" data-goto="tab:compare#compare-charts">图</a> '
        '<a href="#" data-goto="tab:compare#compare-cells">表格逐格</a> '
        '<a href="#" data-goto="tab:compare#compare-texts">正文逐句</a> '
        f'<a href="take/{_text(bench.work_id)}/comparison.xlsx">下载 Excel</a> '
        f'<a href="take/{_text(bench.work_id)}/comparison.html">下载网页</a></span></p>'
    )
    if comparison.notes:
        yield f'<ul class="nb-compare-notes">{"".join(f"<li>{_text(note)}</li>" for note in comparison.notes)}</ul>'


ACTIONS: Final[Mapping[str, Action]] = {}
