"""Scans without a recogniser: the tables of a report as grids, and what two looks at each cell are said to have seen."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.core.report import Report
from assistant.export.layout import layout
from assistant.reading.blocks import FIRST_SERIAL, Block, Grid, GridCell, Opened, Paragraph, Scan, Sighting

Looks = Mapping[str, Sighting]


def sighted(first: str, second: str | None = None, *, sound: bool | None = None) -> Sighting:
    """A cell that both looks read; sound when they agree, unless it is said otherwise."""
    other = first if second is None else second
    return Sighting(1, first, other, first == other if sound is None else sound)


def scan_of(report: Report, looks: Looks) -> Opened:
    """The report as a scan of one page: cells as `looks` has them by their address, else as they are."""
    blocks: list[Block] = []
    twins: list[Block] = []
    sightings: list[Sighting] = []
    for section in report.form.sections:
        if not section.table:
            continue
        heading = Paragraph(f"{section.number}、{section.title}")
        shown, traced = [], []
        for cell in layout(report.form, section.table).cells:
            place = (cell.row, cell.column, cell.rowspan, cell.colspan)
            text = twin = cell.text
            if cell.address:
                known = report.cell(cell.address)
                assert known is not None
                text = twin = known.raw
                look = looks.get(cell.address, sighted(known.raw))
                if known.raw or cell.address in looks:
                    text, twin = look.first, str(FIRST_SERIAL + len(sightings))
                    sightings.append(look)
            shown.append(GridCell(text, *place))
            traced.append(GridCell(twin, *place))
        blocks += [heading, Grid(tuple(shown))]
        twins += [heading, Grid(tuple(traced))]
    return Opened(tuple(blocks), (), Scan(tuple(twins), tuple(sightings), {1: "有表格"}))
