"""A comparison as one self-contained page: no script, no outside resource, everything of the reports escaped.

What differs is coloured and marked with signs as well, for print in black and for eyes that see no red and green.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import Final

from assistant.core.comparison import CellPair, Comparison, SectionPair, SentencePair
from assistant.export import comparison_words as words
from assistant.export.content import clean

_STYLE: Final = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; background: #fff; color: #111; font: 1rem/1.7 "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC",
  "WenQuanYi Micro Hei", sans-serif; }
main { max-width: 76rem; margin: 0 auto; padding: 1.5rem 1.25rem 3rem; }
h1 { font-size: 1.5rem; line-height: 1.4; margin: .5rem 0 1rem; }
h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; border-bottom: 2px solid #1f4e79; padding-bottom: .2rem; }
p, li { overflow-wrap: anywhere; }
p.note { margin: .3rem 0; color: #444; }
ul.notes { border: 1px solid #b7791f; background: #fffaf0; padding: .6rem 1rem .6rem 2rem; margin: 1rem 0; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid #999; padding: .3rem .5rem; vertical-align: top; text-align: left; }
thead th { background: #eef3f8; }
tbody th { font-weight: normal; }
td.number, th.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
tr.changed td.now { font-weight: bold; }
tr.unlike td { background: #fffaf0; }
tr.fail td { background: #fdecea; }
table.text { table-layout: fixed; }
table.text th.kind, table.text td.kind { width: 3.6rem; text-align: center; white-space: nowrap; }
table.text td { overflow-wrap: anywhere; white-space: pre-line; }
tr.equal td { color: #666; }
del { background: #fbd5d0; color: #7d1408; text-decoration: line-through; }
ins { background: #cdeccf; color: #0b4d17; text-decoration: underline; }
td.none { background: #f4f4f4; }
summary { cursor: pointer; margin: .5rem 0; color: #1f4e79; }
@page { size: A4 landscape; margin: 15mm; }
@media print { main { max-width: none; padding: 0; } tr { break-inside: avoid; } h2 { break-after: avoid; } }
"""

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def write_comparison_html(comparison: Comparison) -> bytes:
    """The bytes of a page in UTF-8."""
    title = escape(words.title(comparison))
    body = "\n".join(_body(comparison))
    page = f"""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<title>{title}</title>
<style>{_STYLE}</style>
</head>
<body>
<main>
<h1>{title}</h1>
{body}
</main>
</body>
</html>
"""
    return page.encode()


def _body(comparison: Comparison) -> Iterator[str]:
    if comparison.notes:
        yield f'<ul class="notes">{"".join(f"<li>{_text(note)}</li>" for note in comparison.notes)}</ul>'
    yield f'<p class="note">{_text(words.whole(comparison) + words.LEGEND)}</p>'
    for rows in words.tables(comparison):
        yield from _table(comparison, rows)
    yield from _links(comparison)
    for section in comparison.sections:
        yield from _section(comparison, section)


def _table(comparison: Comparison, rows: words.Rows) -> Iterator[str]:
    title, pairs, differing, alike = rows
    yield f"<section><h2>{_text(title)}</h2>"
    yield f'<p class="note">比了 {len(pairs)} 格，{len(differing)} 格不同。</p>'
    if differing:
        yield from _cells(comparison, differing)
    if alike:
        yield f"<details><summary>其余 {len(alike)} 格两年相同</summary>"
        yield from _cells(comparison, alike)
        yield "</details>"
    yield "</section>"


def _cells(comparison: Comparison, pairs: Iterable[CellPair]) -> Iterator[str]:
    heads = "".join(f'<th scope="col" class="number">{_text(head)}</th>' for head in words.heads(comparison))
    yield '<div class="scroll"><table><thead><tr><th scope="col">项目</th><th scope="col">栏目</th>'
    yield f"{heads}</tr></thead><tbody>"
    for pair, row, span in words.in_rows(pairs):
        before, now, change, rate = map(_text, words.changes(pair))
        head = f'<th scope="rowgroup" rowspan="{span}">{_text(row)}</th>' if span else ""
        yield (
            f'<tr class="{pair.state}">{head}<td>{_text(pair.column)}</td>'
            f'<td class="number">{before}</td><td class="number now">{now}</td>'
            f'<td class="number">{change}</td><td class="number">{rate}</td></tr>'
        )
    yield "</tbody></table></div>"


def _links(comparison: Comparison) -> Iterator[str]:
    if not comparison.links:
        return
    yield "<section><h2>跨年衔接</h2>"
    yield '<div class="scroll"><table><thead><tr><th scope="col">应当成立的关系</th>'
    yield '<th scope="col" class="number">按上年推算</th><th scope="col" class="number">本年填报</th>'
    yield '<th scope="col">结果</th></tr></thead><tbody>'
    for link in comparison.links:
        expected, found, verdict = map(_text, words.link_result(link))
        yield (
            f'<tr class="{link.verdict}"><td>{_text(link.title)}</td><td class="number">{expected}</td>'
            f'<td class="number">{found}</td><td>{verdict}</td></tr>'
        )
    yield "</tbody></table></div></section>"


def _section(comparison: Comparison, section: SectionPair) -> Iterator[str]:
    yield f"<section><h2>{_text(section.title)}</h2>"
    yield f'<p class="note">{_text(words.counts(section))}；{_text(words.likeness(section))}。{words.TEXT_LEGEND}</p>'
    yield '<table class="text"><thead><tr><th scope="col" class="kind">比较</th>'
    yield f'<th scope="col">{_text(words.last_year(comparison))}</th>'
    yield f'<th scope="col">{_text(words.year(comparison))}</th></tr></thead><tbody>'
    for pair in section.pairs:
        yield _sentence(pair)
    yield "</tbody></table></section>"


def _sentence(pair: SentencePair) -> str:
    old, new = _text(pair.previous_text), _text(pair.text)
    if pair.kind == "changed":
        old = "".join(_part(s.previous_text, "del", s.kind == "equal") for s in pair.segments)
        new = "".join(_part(s.text, "ins", s.kind == "equal") for s in pair.segments)
    elif pair.kind == "removed":
        old = f"<del>{old}</del>"
    elif pair.kind == "added":
        new = f"<ins>{new}</ins>"
    sides = (f"<td>{side}</td>" if side else '<td class="none"></td>' for side in (old, new))
    return f'<tr class="{pair.kind}"><td class="kind">{words.KINDS[pair.kind]}</td>{"".join(sides)}</tr>'


def _part(text: str, tag: str, same: bool) -> str:
    if same or not text:
        return _text(text)
    return f"<{tag}>{_text(words.bracketed(text))}</{tag}>"


def _text(text: str) -> str:
    return escape(clean(text))
