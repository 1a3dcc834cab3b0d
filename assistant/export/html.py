"""A report as one self-contained page for a government website.

No script, no outside resource, and a policy in the page that forbids both. Everything that comes from
the report is escaped: nothing of it is markup.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import Final

from assistant.core.report import Report
from assistant.export.content import DOUBTFUL_TIP, MISSING_TIP, Line, Part, Value, content
from assistant.export.layout import PrintedCell, PrintedTable

_STYLE: Final = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; background: #fff; color: #000; line-height: 1.9;
  font-family: "仿宋_GB2312", "仿宋", FangSong, STFangsong, "Noto Serif CJK SC", serif; font-size: 1.1875rem; }
main { max-width: 56rem; margin: 0 auto; padding: 2rem 1.25rem 3rem; }
h1 { font: normal 1.75rem/1.6 "方正小标宋简体", "方正小标宋_GBK", "华文中宋", STZhongsong, "宋体", SimSun,
  "Noto Serif CJK SC", serif; text-align: center; margin: 1rem 0 2rem; }
h1 span { display: block; }
h2 { font: normal 1.1875rem/1.9 "黑体", SimHei, "Noto Sans CJK SC", sans-serif; margin: 1.25rem 0 0; text-indent: 2em; }
p { margin: 0; text-indent: 2em; text-align: justify; overflow-wrap: anywhere; }
.lead { font-family: "楷体_GB2312", "楷体", KaiTi, STKaiti, "AR PL KaitiM GB", serif; }
mark, td.missing, td.doubtful { background: #ff0; color: #000; }
.remark { font-size: 1rem; text-indent: 0; margin-top: .5rem; }
.scroll { overflow-x: auto; margin: .5rem 0; }
table { border-collapse: collapse; width: 100%; line-height: 1.4; font-size: .9375rem;
  font-family: "宋体", SimSun, "Noto Serif CJK SC", serif; }
th, td { border: 1px solid #000; padding: .375rem .25rem; text-align: center; vertical-align: middle; font-weight: normal; }
td { min-width: 2.5em; white-space: nowrap; }
td.long { white-space: normal; }
th.banner, th.column { font-family: "黑体", SimHei, "Noto Sans CJK SC", sans-serif; }
th.banner { background: #f2f2f2; }
th.row, th.corner { text-align: left; }
th.group { text-align: center; }
th.column { text-wrap: balance; }
th.upright { text-align: center; writing-mode: vertical-rl; letter-spacing: .2em; padding: .25rem .5rem; }
#requests table { min-width: 46rem; }
#requests th.column { min-width: 3.4rem; }
#disputes table { min-width: 46rem; table-layout: fixed; }
#disputes th.column { padding-inline: .5rem; }
@page { size: A4; margin: 37mm 26mm 35mm 28mm; }
@media print {
  main { max-width: none; padding: 0; }
  .scroll { overflow: visible; }
  #requests { break-before: page; }
  #requests table, #disputes table { min-width: 0; font-size: .75rem; line-height: 1.3; }
  #requests th, #requests td, #disputes th, #disputes td, #disputes th.column { padding: .1rem; min-width: 0; }
  h2 { break-after: avoid; }
  tr { break-inside: avoid; }
}
"""

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def write_html(report: Report) -> bytes:
    """The bytes of a page in UTF-8."""
    printed = content(report)
    title = "".join(f"<span>{escape(line)}</span>" for line in printed.title_lines)
    body = "\n".join(line for part in printed.parts for line in _part(part, printed.values))
    page = f"""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<title>{escape(printed.title)}</title>
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


def _part(part: Part, values: Mapping[str, Value]) -> Iterator[str]:
    heading_id = f"{part.id}-heading"
    labelled = f' aria-labelledby="{heading_id}"' if part.heading else ""
    yield f'<section id="{part.id}"{labelled}>'
    if part.heading:
        yield f'<h2 id="{heading_id}">{escape(part.heading)}</h2>'
    for line in part.paragraphs:
        yield f"<p>{_prose(line)}</p>"
    if part.table:
        yield f'<div class="scroll"><table aria-labelledby="{heading_id}">'
        yield from _table(part.table, values)
        yield "</table></div>"
    for remark in part.remarks:
        yield f'<p class="remark"><mark>{escape(remark)}</mark></p>'
    yield "</section>"


def _prose(line: Line) -> str:
    around = {"plain": ("", ""), "lead": ('<span class="lead">', "</span>"), "mark": ("<mark>", "</mark>")}
    return "".join(f"{around[p.style][0]}{escape(p.text)}{around[p.style][1]}" for p in line)


def _table(table: PrintedTable, values: Mapping[str, Value]) -> Iterator[str]:
    if table.header_rows:
        yield "<thead>"
    for r, row in enumerate(table.rows()):
        if r == table.header_rows:
            yield "</thead>\n<tbody>" if r else "<tbody>"
        yield f"<tr>{''.join(_cell(cell, values) for cell in row)}</tr>"
    yield "</tbody>"


def _cell(cell: PrintedCell, values: Mapping[str, Value]) -> str:
    spans = "".join(
        f' {name}="{count}"'
        for name, count in (("rowspan", cell.rowspan), ("colspan", cell.colspan))
        if count > 1
    )
    if cell.address is None:
        classes: list[str] = [cell.role]
        if cell.role == "row" and cell.rowspan > 1:
            classes.append("upright" if cell.rowspan > 10 else "group")
        scope = f' scope="{cell.scope}"' if cell.scope else ""
        return f'<th class="{" ".join(classes)}"{scope}{spans}>{escape(cell.text)}</th>'
    value = values[cell.address]
    text = escape(value.text).replace("\n", "<br>")
    if value.missing:
        return f'<td class="missing" title="{MISSING_TIP}"{spans}>{text}</td>'
    if value.doubtful:
        return f'<td class="doubtful" title="{DOUBTFUL_TIP}"{spans}>{text}</td>'
    long = ' class="long"' if len(value.text) > 14 else ""
    return f"<td{long}{spans}>{text}</td>"
