"""The tab 表格: the statutory tables as printed, edited in place, each broken cell marked with the message beside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from assistant.conversation.bench import Bench
from assistant.core.findings import Finding
from assistant.core.report import CellKind, Problem, Report, empty_tables
from assistant.core.template import T2021, TEMPLATES
from assistant.errors import InputError
from assistant.export.layout import PrintedCell, PrintedTable, layout
from assistant.web import texts
from assistant.web.actions import Action, Data
from assistant.web.markup import cut, shown
from assistant.web.parts.cell_links import named, place_id
from assistant.web.parts.marks import LONGEST_TIP, Marks, legend, marks, summary

TITLE: Final = "表格"
MOST_LISTED: Final = 8
MOST_OFFERS: Final = 6
LONGEST_CELL: Final = 1_000
"""Characters that may come from the browser; the bench refuses a cell of more than 200 in plain words."""
MOST_CELLS: Final = 600
MOST_COLUMNS: Final = 5
"""A table with more columns does not fit a telephone."""

_WORST_FIRST: Final = {"error": 0, "warning": 1, "info": 2}


def badge(bench: Bench) -> str:
    """Cells missing or in doubt."""
    report = bench.report
    if report is None:
        return ""
    there = {t.id for t in report.form.tables if report.has_table(t.id)}
    cells = [cell for address, cell in report.cells() if address.partition(".")[0] in there]
    missing = sum(cell is None for cell in cells)
    doubtful = sum(cell is not None and not cell.certain for cell in cells)
    if missing:
        return f"缺{missing}格"
    return f"{doubtful}格存疑" if doubtful else ""


def render(bench: Bench, seen: Mapping[str, str]) -> str:
    """The tables of this year, or of last year (`seen["year"]` is ``before``)."""
    before = seen.get("year") == "before"
    report = bench.previous if before else bench.report
    if report is None and not before:
        return f"{_begin()}{_empty_form()}"
    switch = _switch(bench, before)
    if report is None:
        return f'{switch}<p class="nb-empty">还没有上年报告。给了以后，可以核对上年结转、写同比。</p>{_place(before=True)}'
    findings = () if before else tuple(j.finding for j in bench.findings if j.is_open)
    marked = marks(report, findings)
    reading = bench.workspace.before if before else bench.workspace.now
    origin = reading.origin if reading else ""
    above = "" if before else f"{_offers(bench, report)}{_missing(report)}"
    sections = "".join(_section(report, table.id, marked, findings, before) for table in report.form.tables)
    kinds = {entry.worst for entry in marked.values() if entry.worst}
    return (
        f"{switch}{summary(report, None, origin)}{above}{legend(kinds)}{sections}"
        f'<details class="nb-give" id="nb-give"><summary>再粘贴或上传{"上年报告" if before else ""}</summary>'
        f"{_place(before=before)}</details>{_forget() if before else ''}"
    )


# --- giving -----------------------------------------------------------------------------------


def _begin() -> str:
    return (
        '<div class="nb-begin" id="nb-begin"><h2>先给三张表</h2>'
        f"{_place(before=False)}"
        f'<p class="nb-begin-other"><button type="button" class="nb-primary" data-act="desk.sample">{texts.SAMPLE_BUTTON}</button>'
        "<span>还没有今年的数？先给上年报告：</span></p>"
        f'<div id="nb-tables">{_place(before=True)}</div></div>'
    )


def _place(*, before: bool) -> str:
    """Where a table is pasted, dropped or uploaded; it is read at once."""
    which, key = ("上年的", "before") if before else ("今年的", "now")
    previous = ' data-previous="true"' if before else ""
    return (
        f'<div class="nb-place" id="nb-place-{key}" data-paste="desk.paste" data-drop="desk.file"{previous}>'
        f'<label for="nb-paste-{key}">{which}三张表（或整篇报告）</label>'
        f'<textarea id="nb-paste-{key}" rows="2" spellcheck="false" data-act="desk.typed"{previous} '
        'placeholder="复制表格后点这里，按 Ctrl+V；也可以把文件拖到这里"></textarea>'
        f'<label class="nb-upload">上传文件<input type="file" data-file="desk.file"{previous} '
        f'aria-label="上传{which}报告"></label><small>Word、Excel、PDF、网页、文本都可以</small></div>'
    )


def _empty_form() -> str:
    report = Report(tables=empty_tables(T2021))
    sections = "".join(_section(report, table.id, {}, (), before=False) for table in report.form.tables)
    return (
        f'<details class="nb-blank" id="nb-blank"><summary>也可以直接在空表里填</summary>{sections}</details>'
    )


def _forget() -> str:
    return (
        '<p><button type="button" class="nb-quiet" data-act="desk.forget" '
        'data-confirm="去掉上年报告？（历史里还找得回）">去掉上年报告</button></p>'
    )


def _switch(bench: Bench, before: bool) -> str:
    def one(title: str, value: str, chosen: bool) -> str:
        return (
            f'<button type="button" data-act="see" data-year="{value}" aria-pressed="{"true" if chosen else "false"}">'
            f"{shown(title)}</button>"
        )

    now = f"{bench.report.year}年" if bench.report and bench.report.year else "今年"
    past = f"{bench.previous.year}年（上年）" if bench.previous and bench.previous.year else "上年"
    return (
        f'<div class="nb-which-year" role="group" aria-label="看哪一年的表" id="nb-tables">{one(now, "", not before)}'
        f"{one(past, 'before', before)}</div>"
    )


# --- what is open -----------------------------------------------------------------------------


def _offers(bench: Bench, report: Report) -> str:
    """Totals that the other cells determine, each to be put in by a click."""
    offered = bench.offered_totals()
    if not offered:
        return ""
    items = "".join(
        f'<li>{_to_cell(report, address)}应为<b>{shown(value)}</b> <button type="button" class="nb-chip" '
        f'data-act="tables.total" data-address="{shown(address)}">填上</button></li>'
        for address, value in list(offered.items())[:MOST_OFFERS]
    )
    more = len(offered) - MOST_OFFERS
    rest = f"<li>另有{more}格</li>" if more > 0 else ""
    everything = (
        f'<button type="button" class="nb-chip" data-act="tables.totals">{len(offered)}格合计都填上</button>'
        if len(offered) > 1
        else ""
    )
    return f'<div class="nb-offers" id="nb-offers"><p>这些合计可以由别的格算出来：{everything}</p><ul>{items}{rest}</ul></div>'


def _missing(report: Report) -> str:
    """The cells that the source did not have, of the tables that it had."""
    gone = [
        address
        for address, cell in report.cells()
        if cell is None and report.has_table(address.partition(".")[0])
    ]
    if not gone:
        return ""
    items = "、".join(_to_cell(report, address) for address in gone[:MOST_LISTED])
    rest = f"等{len(gone)}格" if len(gone) > MOST_LISTED else ""
    return f'<p class="nb-lost-cells"><b>缺{len(gone)}格：</b>{items}{rest}</p>'


def _to_cell(report: Report, address: str) -> str:
    return (
        f'<button type="button" class="nb-link" data-goto="tab:tables#{place_id(address)}">'
        f"{shown(named(report, address))}</button>"
    )


def _beside(report: Report, table: str, findings: Sequence[Finding]) -> str:
    """The messages about a table's cells, beside it, worst first."""
    things: list[Problem | Finding] = [*report.problems, *findings]
    mine = [
        t for t in things if t.severity != "info" and any(place.startswith(f"{table}.") for place in t.where)
    ]
    if not mine:
        return ""
    mine.sort(key=lambda thing: _WORST_FIRST[thing.severity])
    items = "".join(_message(report, table, thing) for thing in mine[:MOST_LISTED])
    more = len(mine) - MOST_LISTED
    rest = (
        f'<li><button type="button" class="nb-link" data-goto="tab:checkup">另有{more}处，见体检</button></li>'
        if more > 0
        else ""
    )
    return f'<ol class="nb-beside" aria-label="这张表的问题">{items}{rest}</ol>'


def _message(report: Report, table: str, thing: Problem | Finding) -> str:
    known = set(report.form.addresses)
    place = next((p for p in thing.where if p.startswith(f"{table}.") and p in known), "")
    symbol = texts.SEVERITIES[thing.severity][1]
    look = (
        f' <button type="button" class="nb-link" data-goto="tab:tables#{place_id(place)}">看这一格</button>'
        if place
        else ""
    )
    return f'<li class="nb-{thing.severity}"><b aria-hidden="true">{symbol}</b> {shown(cut(thing.message, LONGEST_TIP))}{look}</li>'


# --- the tables -------------------------------------------------------------------------------


def _section(
    report: Report, table_id: str, marked: Mapping[str, Marks], findings: Sequence[Finding], before: bool
) -> str:
    table = layout(report.form, table_id)
    number = next((s.number for s in report.form.sections if s.table == table_id), "")
    there = report.has_table(table_id)
    heading = f"{number}、{table.title}" if number else table.title
    absent = (
        ""
        if there
        else f'<p class="nb-missing-table">还没有{table.name}：可以粘贴或上传，也可以直接在格子里填。</p>'
    )
    swipe = '<p class="nb-swipe">表格较宽，可以左右滑动。</p>' if table.column_count > MOST_COLUMNS else ""
    cells = _Cells(report, marked if there else {}, before)
    beside = _beside(report, table_id, findings) if there else ""
    previous = ' data-previous="true"' if before else ""
    return (
        f'<section class="nb-table" id="table-{table_id}"><h3>{shown(heading)}<small>{table.name}</small></h3>{absent}'
        f'{swipe}{beside}<div class="nb-scroll"><table class="nb-form nb-{table_id}"{previous} '
        f'aria-label="{shown(heading)}，点一格可以改">{"".join(_rows(table, cells))}</table></div></section>'
    )


def _rows(table: PrintedTable, cells: _Cells) -> Iterator[str]:
    for index, row in enumerate(table.rows()):
        if index == 0 and table.header_rows:
            yield "<thead>"
        if index == table.header_rows:
            yield "</thead><tbody>" if index else "<tbody>"
        yield f"<tr>{''.join(cells.markup(cell) for cell in row)}</tr>"
    yield "</tbody>"


class _Cells:
    """The cells of one table as markup; the first value is where the keyboard comes in."""

    def __init__(self, report: Report, marked: Mapping[str, Marks], before: bool) -> None:
        self.report = report
        self.marked = marked
        self.prefix = "before-" if before else ""
        self.entered = False

    def markup(self, cell: PrintedCell) -> str:
        spans = "".join(
            f' {name}="{count}"'
            for name, count in (("rowspan", cell.rowspan), ("colspan", cell.colspan))
            if count > 1
        )
        if cell.address is None:
            upright = " nb-upright" if cell.role == "row" and cell.rowspan > 10 else ""
            scope = f' scope="{cell.scope}"' if cell.scope else ""
            return f'<th class="nb-{cell.role}{upright}"{scope}{spans}>{shown(cell.text)}</th>'
        return self._value(cell.address, spans)

    def _value(self, address: str, spans: str) -> str:
        held = self.report.cell(address)
        raw = "" if held is None or held.kind is CellKind.BLANK else held.raw
        index = -1 if self.entered else 0
        self.entered = True
        entry = self.marked.get(address)
        worst = entry.worst if entry else None
        head = (
            f'<td id="{self.prefix}{place_id(address)}" data-cell="{address}" data-raw="{shown(raw)}" tabindex="{index}" '
            f'aria-label="{_name(self.report.template, address)}"{spans}'
        )
        value = f'<span class="nb-val">{shown(raw)}</span>'
        if entry is None or worst is None:
            return f"{head}>{value}</td>"
        tip = shown(cut("；".join(says.rstrip("。；") for says in entry.says), LONGEST_TIP))
        symbol = texts.CELL_MARKS[worst][0]
        return (
            f'{head} class="nb-marked nb-{worst}" title="{tip}">{value}<b aria-hidden="true">{symbol}</b>'
            f'<span class="nb-unseen">{tip}</span></td>'
        )


@lru_cache(maxsize=1024)
def _name(template: str, address: str) -> str:
    return shown(TEMPLATES[template].describe(address))


# --- actions ----------------------------------------------------------------------------------


def set_cells(bench: Bench, data: Data) -> str:
    """``values``: address → what was typed."""
    return bench.set_cells(_values(data.get("values")), as_previous=data.flag("previous"))


def set_block(bench: Bench, data: Data) -> str:
    """``rows`` pasted from a worksheet, their upper left one at ``address``."""
    rows = data.rows("rows", longest=LONGEST_CELL)
    return bench.set_block(data.text("address", longest=100), rows, as_previous=data.flag("previous"))


def put_total(bench: Bench, data: Data) -> str:
    """Put in one total that was offered. `InputError` when it is not offered any more."""
    address = data.text("address", longest=100)
    offered = bench.offered_totals()
    if address not in offered:
        raise InputError("这个合计刚刚变了。", "现在显示的是最新的，请看一看再填。")
    return bench.set_cells({address: offered[address]})


def put_totals(bench: Bench, data: Data) -> str:
    """Put in all totals that are offered."""
    offered = bench.offered_totals()
    if not offered:
        raise InputError("没有可以算出来的合计。", "现在显示的是最新的。")
    return bench.set_cells(offered)


def _values(value: Any) -> dict[str, str]:
    if not isinstance(value, Mapping) or not 0 < len(value) <= MOST_CELLS:
        raise InputError("页面送来的内容不完整。", "请刷新页面再试一次；内容都已保存，不会丢。")
    if not all(isinstance(text, str) and len(text) <= LONGEST_CELL for text in value.values()):
        raise InputError("一格里的内容太长，没有改动。", "一格里请只填一个数；整张表请用粘贴。")
    return {str(address): text for address, text in value.items()}


ACTIONS: Final[Mapping[str, Action]] = {
    "tables.cells": set_cells,
    "tables.block": set_block,
    "tables.total": put_total,
    "tables.totals": put_totals,
}
