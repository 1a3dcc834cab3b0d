"""What came of many files, for the terminal: the counts, the worst ones, and what staff must decide."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from assistant.batch.check_book import heads as folder_heads
from assistant.batch.folder import FolderCheck
from assistant.batch.sum_book import heads as rollup_heads
from assistant.batch.summing import Rollup
from assistant.batch.values import STATE_NAMES, FileRow, State
from assistant.cli.width import wrap

MOST_ROWS: Final = 40
"""More rows than this scroll away; the workbook has them all."""

_QUIET: Final = frozenset({State.SKIPPED, State.DUPLICATE, State.LAST_YEAR, State.COUNTED})


def folder_page(made: FolderCheck) -> str:
    """The worst files first, in lines of at most 80 columns."""
    return _page(folder_heads(made), [_folder_line(row) for row in made.rows if _speaks(row)])


def rollup_page(made: Rollup) -> str:
    """What must be known about the sum, and the files that are not in it."""
    lines = [
        wrap(f"〔{STATE_NAMES[r.state]}〕{r.file}：{r.message}", rest="  ") for r in made.rows if _speaks(r)
    ]
    lines += [wrap(f"〔不平〕{one.unit}：{one.findings[0].message}", rest="  ") for one in made.unbalanced]
    return _page(rollup_heads(made), lines)


def _page(heads: Iterable[str], lines: list[str]) -> str:
    parts = [wrap(line, rest="") for line in heads]
    if lines:
        parts += ["", *lines[:MOST_ROWS]]
    if len(lines) > MOST_ROWS:
        parts.append(f"……还有 {len(lines) - MOST_ROWS} 个，见汇总表。")
    return "\n".join(parts)


def _speaks(row: FileRow) -> bool:
    return row.state not in _QUIET


def _folder_line(row: FileRow) -> str:
    if not row.checked:
        return wrap(f"〔{STATE_NAMES[row.state]}〕{row.file}：{row.message}", rest="  ")
    found = f"错误 {row.errors}，提醒 {row.warnings}，说明 {row.infos}"
    note = f"。{row.message}" if row.message else ""
    return wrap(
        f"〔{STATE_NAMES[row.state]}〕{row.unit or '没有读到单位'}（{row.file}）：{found}{note}", rest="  "
    )
