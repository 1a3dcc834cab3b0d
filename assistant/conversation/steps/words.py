"""What people and programs hand in, made fit to be kept: nothing invisible, nothing too long. And how steps put things."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from assistant.core.report import Cell, Report
from assistant.errors import InputError
from assistant.storage.words import visible

LONGEST_SHOWN: Final = 30
"""Characters of somebody's words inside a sentence of ours."""
_MINUTE, _HOUR, _DAY = 60, 3600, 86400


def as_text(text: object) -> str:
    """The text. `InputError` for anything else that a program may hand in."""
    if not isinstance(text, str):
        raise InputError("给的内容不是文字，没有改动。", "请重新填写或者粘贴一次。")
    return text


def cleaned_line(text: str) -> str:
    """One line: without what cannot be seen, blanks at the ends and line ends."""
    return " ".join(visible(as_text(text)).split())


def cleaned_lines(text: str) -> str:
    """Several lines, each as it was typed, but for what cannot be seen."""
    return re.sub(r"\n{4,}", "\n\n\n", visible(as_text(text)))


def short(text: str, longest: int = LONGEST_SHOWN) -> str:
    """Somebody's words, cut where they are long, in one line."""
    line = cleaned_line(text)
    return line if len(line) <= longest else f"{line[:longest]}…"


def quoted_short(text: str) -> str:
    """The same in quotation marks; 空 for nothing."""
    return f"“{short(text)}”" if text.strip() else "空"


def ago(time: datetime, now: datetime | None = None) -> str:
    """How long ago: ``刚才``, ``2分钟前``, ``3小时前``, ``5天前``."""
    when = time if time.tzinfo else time.replace(tzinfo=UTC)
    seconds = ((now or datetime.now(UTC)) - when).total_seconds()
    if seconds < _MINUTE:
        return "刚才"
    if seconds < _HOUR:
        return f"{int(seconds // _MINUTE)}分钟前"
    return f"{int(seconds // _HOUR)}小时前" if seconds < _DAY else f"{int(seconds // _DAY)}天前"


def not_longer(text: str, longest: int, what: str) -> str:
    """The text. `InputError` when it is longer."""
    if len(as_text(text)) > longest:
        raise InputError(
            f"{what}太长，有{len(text)}个字，没有改动。",
            f"请缩短到{longest}个字以内；整篇的内容请粘贴或上传。",
        )
    return text


def listed(names: Sequence[str], most: int = 3) -> str:
    """Names in a row; of many the first few and how many there are."""
    return "、".join(names) if len(names) <= most else f"{'、'.join(names[:most])}等{len(names)}处"


def shown_cell(cell: Cell | None) -> str:
    """What stands in a cell, for a sentence."""
    if cell is None:
        return "缺"
    return short(cell.raw) if cell.raw.strip() else "空"


def told(report: Report) -> str:
    """What was read of a report: tables, cells, text."""
    tables = [t.name for t in report.form.tables if report.has_table(t.id)]
    cells = [cell for _, cell in report.cells() if cell is not None]
    doubtful = sum(not cell.certain for cell in cells)
    parts = [f"{'、'.join(tables)}共{len(cells)}格"] if tables else []
    if doubtful:
        parts.append(f"其中{doubtful}格存疑")
    prose = [
        s.title for s in report.form.sections if s.table is None and report.sections.get(s.id, "").strip()
    ]
    if prose:
        parts.append(f"正文{len(prose)}部分（{'、'.join(prose)}）")
    return "，".join(parts)
