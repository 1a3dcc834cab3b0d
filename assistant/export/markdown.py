"""A report as Markdown: headings, paragraphs and pipe tables.

Tables 3 and 4 have one column for each of the form's. A merged cell is written once, at its left end and top, but
a row's own label directly before its values, so that the two can be told to belong together without
knowing the form. Table 2 becomes a table for each item of article 20, since pipe tables know no merged values and a
blank one could not be told from the rest of its width.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from assistant.core.report import Report
from assistant.export.content import Part, Value, content
from assistant.export.layout import PrintedCell, PrintedTable

_SPECIAL: Final = re.compile(r"[\\`*_\[<|~]|&(?=#?\w+;)")
_AT_START: Final = re.compile(r"^(#{1,6}(?=\s|$)|>|[-+](?=\s|$)|-(?=[-\s]*$)|=(?==*$))")
_NUMBERED: Final = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")


def write_markdown(report: Report) -> bytes:
    """The bytes of a Markdown text in UTF-8, with GitHub's tables."""
    printed = content(report)
    blocks = [f"# {_escaped(printed.title)}"]
    blocks += [block for part in printed.parts for block in _part(part, printed.values)]
    return ("\n\n".join(blocks) + "\n").encode()


def _part(part: Part, values: Mapping[str, Value]) -> Iterator[str]:
    if part.heading:
        yield f"## {part.heading}"
    for line in part.paragraphs:
        yield _escaped("".join(piece.text for piece in line))
    if part.table:
        yield from _tables(part.table, values)
    for remark in part.remarks:
        yield f"> {_escaped(remark)}"


def _escaped(text: str) -> str:
    """Text in which nothing is markup."""
    text = _SPECIAL.sub(lambda match: "\\" + match[0], text)
    text = _AT_START.sub(lambda match: "\\" + match[0], text)
    return _NUMBERED.sub(r"\1\\\2", text)


def _tables(table: PrintedTable, values: Mapping[str, Value]) -> Iterator[str]:
    """The table as one block; one whose headings change inside (table 2) as a block for each banner."""
    if table.header_rows:
        yield _pipes(table.cells, values)
        return
    for first, after in table.blocks:
        cells = [cell for cell in table.cells if first <= cell.row < after]
        yield from (f"### {cell.text}" for cell in cells if cell.role == "banner")
        yield _pipes([cell for cell in cells if cell.role != "banner"], values)


def _pipes(cells: Sequence[PrintedCell], values: Mapping[str, Value]) -> str:
    """A pipe table of the rows and columns in which these cells begin."""
    rows = sorted({cell.row for cell in cells})
    columns = sorted({cell.column for cell in cells})
    grid = {row: dict.fromkeys(columns, "") for row in rows}
    for cell in cells:
        text = values[cell.address].text if cell.address else cell.text
        at = cell.column + cell.colspan - 1 if cell.role == "row" else cell.column
        # A newline in a cell becomes a blank, never nothing: digits must not run together.
        grid[cell.row][at] = " ".join(_SPECIAL.sub(lambda match: "\\" + match[0], text).split())
    lines = [f"| {' | '.join(grid[row].values())} |" for row in rows]
    return "\n".join((lines[0], f"|{' --- |' * len(columns)}", *lines[1:]))
