"""The commands for many reports: ``batch`` and ``rollup``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from assistant.cli.failures import DONE, FOUND_ERRORS
from assistant.cli.streams import result, result_json, tell
from assistant.cli.usage import Command
from assistant.errors import InputError

if TYPE_CHECKING:
    from assistant.batch.gather import Progress
    from assistant.batch.pool import Means

INTERRUPTED: Final = 130
"""As shells count Ctrl+C."""

_BATCH: Final = """读出并核对一个文件夹（连同子文件夹）里的全部年报，写出汇总表（.xlsx）和网页（.html）。
每个文件都有交代；一个文件坏了不影响别的。中断了再运行同一条命令，就从停下的地方继续。"""
_ROLLUP: Final = """把各单位年报的三张表加成一张汇总表，写明每个数从哪些单位来、谁没有报、谁的表不平。
得数只是所给各份报告之和。同一单位有几份不同的报告时不替您选，用 --prefer 指定。"""

_MOST_WORKERS: Final = 16
_MOST_SECONDS: Final = 3600

Folder = Annotated[Path, typer.Argument(metavar="文件夹", help="放年报的文件夹，子文件夹也看")]
Year = Annotated[
    str | None, typer.Option("--year", metavar="年份", help="哪个年度的；不写就取报告最多的年度")
]
Units = Annotated[
    Path | None,
    typer.Option(
        "--units",
        metavar="文件",
        help="应报单位的名单（文本文件），一行一个，改过名的写“现用名=曾用名”；没有名单就看不出缺了谁",
    ),
]
Workers = Annotated[
    str | None, typer.Option("--workers", metavar="个数", help="同时开几个进程，默认与处理器核数相同")
]
Limit = Annotated[str, typer.Option("--timeout", metavar="秒", help="一个文件最多处理多少秒，默认 180")]
Ray = Annotated[
    str | None,
    typer.Option(
        "--ray", metavar="地址", help="在现成的 Ray 集群上做：auto、主机:端口或 ray://主机:端口；要另装 ray"
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="只输出 JSON，供别的程序用")]


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command("batch", cls=Command, help=_BATCH)(batch)
    app.command("rollup", cls=Command, help=_ROLLUP)(rollup)


def batch(
    folder: Folder,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", metavar="文件",
            help="汇总写到哪个 .xlsx 文件，同名的 .html 一并写；不写就放在当前文件夹，叫“文件夹名-核对汇总.xlsx”",
        ),
    ] = None,
    previous: Annotated[
        Path | None, typer.Option("--previous", metavar="文件夹", help="另放上年年报的文件夹，按单位和年度对上")
    ] = None,
    year: Year = None,
    units: Units = None,
    workers: Workers = None,
    limit: Limit = "180",
    ray: Ray = None,
    as_json: AsJson = False,
) -> int:  # fmt: skip
    """Check every report of a folder."""
    from assistant.batch.folder import Wishes, check_folder
    from assistant.batch.walk import shown

    means = _means(workers, limit, ray)
    wishes = Wishes(previous, _whole("--year", year, 2100), units)
    if output is None and not as_json:
        output = Path(f"{shown(folder.resolve().name) or '年报'}-核对汇总.xlsx")
    with _interruptible(), _progress() as progress:
        made = check_folder(folder, output, wishes=wishes, means=means, progress=progress)
    if as_json:
        result_json(made.model_dump(mode="json"))
    else:
        from assistant.cli.show_batch import folder_page

        result(folder_page(made))
    if output is not None:
        tell(f"已写入“{output}”和“{output.with_suffix('.html').name}”。")
    return DONE if made.clean else FOUND_ERRORS


def rollup(
    folder: Folder,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="文件", help="汇总表写到哪个 .xlsx 文件")],
    year: Year = None,
    units: Units = None,
    prefer: Annotated[
        list[Path] | None,
        typer.Option(
            "--prefer", metavar="文件", help="同一单位有几份时算哪一份，或者算上待定的一份；可以写几次"
        ),
    ] = None,
    name: Annotated[
        str, typer.Option("--name", metavar="名称", help="汇总表的单位名称，如“示例县”；不写就不标单位")
    ] = "",
    workers: Workers = None,
    limit: Limit = "180",
    ray: Ray = None,
    as_json: AsJson = False,
) -> int:
    """Add the tables of many reports up."""
    from assistant.batch.summing import RollupWishes
    from assistant.batch.summing import rollup as add_up

    means = _means(workers, limit, ray)
    wishes = RollupWishes(_whole("--year", year, 2100), units, tuple(prefer or ()), name)
    with _interruptible(), _progress() as progress:
        made = add_up(folder, output, wishes=wishes, means=means, progress=progress)
    if as_json:
        result_json(made.model_dump(mode="json"))
    else:
        from assistant.cli.show_batch import rollup_page

        result(rollup_page(made))
    tell(f"已写入“{output}”。")
    return DONE if made.clean else FOUND_ERRORS


def _means(workers: str | None, limit: str, ray: str | None) -> Means:
    from assistant.batch.pool import Means

    seconds = _whole("--timeout", limit, _MOST_SECONDS)
    return Means(workers=_whole("--workers", workers, _MOST_WORKERS), limit=float(seconds or 180), ray=ray)


def _whole(option: str, text: str | None, most: int) -> int | None:
    if text is None:
        return None
    if not (text.isascii() and text.isdigit()) or not 1 <= int(text[:6]) <= most:
        raise InputError(f"选项 {option} 的值“{text}”不能用。", f"请写 1 到 {most} 之间的整数。")
    return int(text)


@contextmanager
def _interruptible() -> Iterator[None]:
    """Ctrl+C: what was done is in the journal; say how to go on."""
    try:
        yield
    except KeyboardInterrupt:
        tell("已停下。做完的都记下来了，再运行同一条命令就从停下的地方继续。")
        raise typer.Exit(INTERRUPTED) from None


@contextmanager
def _progress() -> Iterator[Progress]:
    """A bar on standard error where somebody watches; nothing in a pipe."""
    from rich import progress as bars
    from rich.console import Console

    columns = (
        bars.TextColumn("{task.description}"),
        bars.BarColumn(),
        bars.MofNCompleteColumn(),
        bars.TextColumn("还要"),
        bars.TimeRemainingColumn(),
    )
    console = Console(stderr=True)
    with bars.Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=None)
        yield lambda what, done, total: bar.update(task, description=what, completed=done, total=total)
