"""The command ``audit``: who did what, on what, from where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import typer

from assistant.cli.failures import DONE
from assistant.cli.streams import result, result_json, tell
from assistant.cli.usage import Command
from assistant.cli.users import AsJson
from assistant.cli.width import left, shorten, wrap
from assistant.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.storage.audit import Note

_AUDIT: Final = """操作记录：谁、什么时候、做了什么、对哪一份、从哪里来；新的在前。
只增不改，留最近十万条；不记密码、令牌和年报的内容。"""
_MOST: Final = 100_000
_HEAD: Final = ("时间", "谁", "做什么", "对象", "来自")
_WIDTHS: Final = (16, 12, 10, 24, 13)


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("audit", cls=Command, help=_AUDIT)(audit)


def audit(
    count: Annotated[str, typer.Option("-n", metavar="条数", help="最多列几条，默认 20")] = "20",
    as_json: AsJson = False,
) -> int:
    """Show the newest lines, newest first."""
    from assistant.accounts import Accounts

    if not (count.isascii() and count.isdigit()) or not 1 <= int(count[:7]) <= _MOST:
        raise InputError(f"选项 -n 的值“{count}”不能用。", f"请写 1 到 {_MOST} 之间的整数。")
    accounts = Accounts.configured()
    notes = accounts.notes(int(count))
    if as_json:
        result_json([note.model_dump(mode="json") for note in notes])
    elif notes:
        result("\n".join([_row(_HEAD), *map(_lines, notes)]))
    for notice in accounts.notices:
        tell(notice)
    tell(f"最近 {len(notes)} 条。" if notes else "还没有操作记录。")
    return DONE


def _lines(note: Note) -> str:
    """A line, and below it what more there is to say."""
    cells = (
        f"{note.time.astimezone():%Y-%m-%d %H:%M}",
        note.who or note.name,
        note.action,
        note.target,
        note.origin,
    )
    head = _row(cells)
    return f"{head}\n{wrap(note.detail, first=' ' * 17, rest=' ' * 17)}" if note.detail else head


def _row(cells: Sequence[str]) -> str:
    return " ".join(left(shorten(c, n), n) for c, n in zip(cells, _WIDTHS, strict=True)).rstrip()
