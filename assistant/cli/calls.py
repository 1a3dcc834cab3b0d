"""The command ``log``: what was asked of models, where it went, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import typer

from assistant.cli.failures import DONE
from assistant.cli.streams import result, result_json, tell
from assistant.cli.usage import Command
from assistant.cli.width import left, right, shorten, wrap
from assistant.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.storage.calls import Call, Totals

_LOG: Final = """最近调用模型的记录：什么时候、做什么、哪个模型、发到哪里、用了多少、结果怎样。
只记这些，不记发出的内容、模型的回话和密钥。"""
_MOST: Final = 10_000

_TEXTS: Final = (16, 14, 12, 10)
_NUMBERS: Final = (12, 5)
_HEAD: Final = ("时间", "用途", "模型", "发到", "词元", "秒", "结果")


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("log", cls=Command, help=_LOG)(log)


def log(
    count: Annotated[str, typer.Option("-n", metavar="条数", help="最多列几条，默认 20")] = "20",
    as_json: Annotated[bool, typer.Option("--json", help="只输出 JSON，供别的程序用")] = False,
) -> int:
    """Show the newest calls, newest first."""
    from assistant.storage.calls import CallLog

    if not (count.isascii() and count.isdigit()) or not 1 <= int(count[:6]) <= _MOST:
        raise InputError(f"选项 -n 的值“{count}”不能用。", f"请写 1 到 {_MOST} 之间的整数。")
    calls = CallLog.configured()
    recent = calls.recent(int(count))
    totals = calls.totals()
    if as_json:
        result_json([call.model_dump(mode="json") for call in recent])
    elif recent:
        result(_page(recent))
    for notice in calls.notices:
        tell(notice)
    tell(_summary(totals))
    return DONE


def _page(calls: Sequence[Call]) -> str:
    """A line for each call; below a failed one, why it failed."""
    lines = [_row(_HEAD)]
    for call in calls:
        lines.append(_row(_cells(call)))
        if call.error:
            lines.append(wrap(f"原因：{call.error}", first="  ", rest="  "))
    return "\n".join(lines)


def _cells(call: Call) -> tuple[str, ...]:
    tokens = f"{call.prompt_tokens}+{call.completion_tokens}"
    return (
        f"{call.time.astimezone():%Y-%m-%d %H:%M}",
        call.purpose,
        call.model,
        call.endpoint,
        f"约{tokens}" if call.tokens_estimated else tokens,
        f"{call.seconds:.1f}" if call.seconds < 1000 else f"{call.seconds:.0f}",
        call.verdict or "—",
    )


def _row(cells: Sequence[str]) -> str:
    texts = [left(shorten(cell, n), n) for cell, n in zip(cells[:4], _TEXTS, strict=True)]
    numbers = [right(shorten(cell, n), n) for cell, n in zip(cells[4:6], _NUMBERS, strict=True)]
    return " ".join([*texts, *numbers, shorten(cells[6], 4)]).rstrip()


def _summary(totals: Totals) -> str:
    if totals.since is None:
        return "还没有调用过模型。"
    about = "约" if totals.tokens_estimated else ""
    failed = f"，其中失败 {totals.failed} 次" if totals.failed else ""
    return (
        f"{totals.since.astimezone():%Y-%m-%d}以来共调用 {totals.calls} 次{failed}；"
        f"发出{about} {totals.prompt_tokens} 个词元，收到{about} {totals.completion_tokens} 个，用时 {totals.seconds:.0f} 秒。"
    )
