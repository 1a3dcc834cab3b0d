"""The command ``compare``: this year's report beside last year's."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from assistant.cli.failures import DONE
from assistant.cli.outputs import check_output, tell_problems
from assistant.cli.streams import result, result_json, tell
from assistant.cli.usage import Command

_COMPARE: Final = """把两年的年报放在一起对照：每个数的增减和增减率、上年结转和现行有效件数对不对得上、正文逐句哪里不同、有多少是上年的原话。
只摆出不同，不下判断；要判断对错请用 check。"""
_FILES: Final = (".xlsx", ".html")

AsJson = Annotated[bool, typer.Option("--json", help="只输出 JSON，供别的程序用")]


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("compare", cls=Command, help=_COMPARE)(compare)


def compare(
    source: Annotated[Path, typer.Argument(metavar="年报文件", help="本年的年报文件；写“-”表示标准输入")],
    previous: Annotated[
        Path, typer.Argument(metavar="上年年报文件", help="上年的年报文件；写“-”表示标准输入")
    ],
    as_json: AsJson = False,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="文件", help="写进 .xlsx 或 .html 文件，不再显示对照"),
    ] = None,
) -> int:
    """Lay two reports side by side; show it, or write it into a file."""
    from assistant.cli.sources import read_previous, read_source, refuse_two_readers
    from assistant.comparing import compare_reports

    refuse_two_readers(source, previous)
    check_output(output, _FILES, source, previous)
    report, last = read_source(source), read_previous(previous)
    assert last is not None  # named, so read
    comparison = compare_reports(report, last)
    if output is not None:
        from assistant.export import export_comparison

        export_comparison(comparison, output)
    tell_problems(report, last)
    if as_json:
        result_json(comparison.model_dump(mode="json"))
    elif output is None:
        from assistant.cli.show_comparison import page

        result(page(comparison))
    if output is not None:
        tell(f"已写入“{output}”。")
    return DONE
