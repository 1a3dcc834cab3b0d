"""The commands. Each one imports what it needs when it runs, so that the help stays instant."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from assistant.cli import (
    audit,
    batch,
    calculators,
    calls,
    compare,
    mcp,
    model,
    prompts,
    reviewing,
    rules,
    tokens,
    users,
)
from assistant.cli.failures import DONE, FOUND_ERRORS
from assistant.cli.outputs import check_output, tell_problems
from assistant.cli.streams import result, result_json, tell
from assistant.cli.usage import Command, Group
from assistant.errors import InputError
from assistant.version import VERSION

_SECTIONS: Final = ("overview", "problems", "other", "all")
_WRITERS: Final = ("grounded", "model")
_DRAFT_FILES: Final = (".docx", ".md", ".html")
_REPORT_FILES: Final = (".docx", ".html", ".xlsx", ".md")
_FINDINGS_FILES: Final = (".docx", ".xlsx")

_ABOUT: Final = """年报助手：政府信息公开工作年度报告的读表、核对、起草与导出。
年报文件可以是 Word、Excel、PDF、网页或文本；写“-”表示从标准输入读。"""
_CODES: Final = """退出码：0 完成；1 check 发现了错误；2 输入或设置用不了；3 程序自身的缺陷。"""

Source = Annotated[Path, typer.Argument(metavar="年报文件", help="年报文件；写“-”表示标准输入")]
Previous = Annotated[
    Path | None, typer.Option("--previous", metavar="文件", help="上年的年报，用来核对跨年数据、写同比")
]
AsJson = Annotated[bool, typer.Option("--json", help="只输出 JSON，供别的程序用")]

_app: Final = typer.Typer(
    cls=Group,
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


@cache
def program() -> Any:
    """The whole command line as one typer command."""
    return typer.main.get_command(_app)


def _say_version(wanted: bool) -> None:
    if wanted:
        result(f"nianbao {VERSION}")
        raise typer.Exit(DONE)


@_app.callback(help=_ABOUT, epilog=_CODES)
def _program(
    version: Annotated[
        bool, typer.Option("--version", help="显示版本号", callback=_say_version, is_eager=True)
    ] = False,
    debug: Annotated[
        bool, typer.Option("--debug", help="出错时把详细情况显示出来（可以写在任何位置）")
    ] = False,
) -> None:
    """Options before the command; `main` has already taken ``--debug`` out."""


@_app.command("read", cls=Command, help="读出年报里的表格和正文，显示读到了什么、哪里没有读准。")
def read(
    source: Source,
    prose: Annotated[
        bool,
        typer.Option(
            "--prose", help="没有表格，只有一段写明数字的话；读出来的每个数都要您确认。配置了模型就一起读"
        ),
    ] = False,
    as_json: AsJson = False,
) -> int:
    """Read a source and show the report."""
    from assistant.cli.sources import read_source, read_words

    report = read_words(source) if prose else read_source(source)
    if as_json:
        result_json(report.model_dump(mode="json"))
        tell_problems(report)
    else:
        from assistant.cli.show_report import page

        result(page(report))
    return DONE


@_app.command(
    "check",
    cls=Command,
    help="核对表格和正文：数字、占比、前后矛盾、年份、章节、引文、用语、错字、个人信息；给出上年年报时，一并核对跨年数据、同比和照抄。",
)
def check(
    source: Source,
    previous: Previous = None,
    show_all: Annotated[bool, typer.Option("--all", help="连已经驳回的也列出来")] = False,
    as_json: AsJson = False,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="文件",
            help="把问题写进文件，不再显示：.docx 在您的 Word 文件里加批注，.xlsx 列成清单",
        ),
    ] = None,
) -> int:
    """Check a source; show the findings but for those that staff dismissed, or write them into a file."""
    from assistant import check_report
    from assistant.cli.judged import judge, with_verdict
    from assistant.cli.show_findings import page, summary
    from assistant.cli.sources import read_previous, read_with_bytes, refuse_two_readers
    from assistant.cli.write_findings import write_findings

    refuse_two_readers(source, previous)
    check_output(output, _FINDINGS_FILES, source, previous)
    report, data = read_with_bytes(source)
    last = read_previous(previous)
    judged = [one for one in judge(check_report(report, previous=last), report, last) if not one.is_gone]
    told = [one for one in judged if show_all or one.is_open]
    written = write_findings([t.finding for t in told], report, output, data) if output is not None else ""
    tell_problems(report, last)
    if as_json:
        result_json([with_verdict(one) for one in told])
    if as_json or written:
        tell(summary(judged, report, show_all=show_all))
    else:
        result(page(judged, report, show_all=show_all))
    if written:
        tell(written)
    return FOUND_ERRORS if any(one.is_open_error for one in judged) else DONE


@_app.command("draft", cls=Command, help="根据表格和您的要点起草正文；没有依据的地方留空标出，不替您编。")
def draft(
    source: Source,
    notes: Annotated[
        Path | None,
        typer.Option("--notes", metavar="文件", help="今年工作的要点，一行一条；写“-”表示标准输入"),
    ] = None,
    previous: Previous = None,
    section: Annotated[
        str, typer.Option("--section", metavar="部分", help="overview、problems、other 或 all（默认，全部）")
    ] = "all",
    writer: Annotated[
        str,
        typer.Option("--writer", metavar="方式", help="grounded（默认，不用模型）或 model（用配置好的模型）"),
    ] = "grounded",
    wish: Annotated[
        str,
        typer.Option(
            "--wish", metavar="要求", help="用模型起草时对写法的要求，如“短一点”“再正式一些”“按去年的写法”"
        ),
    ] = "",
    as_json: AsJson = False,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", metavar="文件", help="把整篇年报写进 .docx、.md 或 .html 文件，不再显示正文"
        ),
    ] = None,
) -> int:
    """Draft the narrative sections; show them, or write the whole report into a file."""
    from assistant import draft_report, export_report
    from assistant.cli import show_draft
    from assistant.cli.judged import tell_open_errors
    from assistant.cli.sources import read_notes, read_previous, read_source, refuse_two_readers
    from assistant.conversation.doors.jobs import of_section

    _one_of("--section", section, _SECTIONS)
    _one_of("--writer", writer, _WRITERS)
    if wish and writer != "model":
        raise InputError("--wish 只在用模型起草时有用。", "请加上 --writer model，或者去掉 --wish。")
    refuse_two_readers(source, notes, previous)
    check_output(output, _DRAFT_FILES, source, notes, previous)
    report, last, words = read_source(source), read_previous(previous), read_notes(notes)
    if writer == "model":
        from assistant.cli import with_model

        made = with_model.drafted(report, words, last, wish, section)
    else:
        made = draft_report(report, notes=words, previous=last)
    made = of_section(made, section, report, last, words)
    if output is not None:
        export_report(made.as_report(report), output)
    tell_problems(report, last)
    if as_json:
        result_json(made.model_dump(mode="json"))
    elif output is None:
        result(show_draft.text(made, report))
    tell(show_draft.summary(made))
    if made.writing is not None:
        tell(with_model.account(made.writing))
    if output is not None:
        tell(f"已写入“{output}”。")
        tell_open_errors(made.as_report(report), last)
    return DONE


@_app.command("export", cls=Command, help="把整篇年报按规定的版式导出成文件。")
def export(
    source: Source,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="文件", help="写到哪里：.docx、.html、.xlsx 或 .md 文件")
    ],
) -> int:
    """Write the whole report in official layout."""
    from assistant import export_report
    from assistant.cli.judged import tell_open_errors
    from assistant.cli.sources import read_source

    check_output(output, _REPORT_FILES, source)
    report = read_source(source)
    export_report(report, output)
    tell_problems(report)
    tell(f"已写入“{output}”。")
    tell_open_errors(report)
    return DONE


@_app.command("serve", cls=Command, help="启动网页界面，按 Ctrl+C 停止。")
def serve(
    host: Annotated[
        str | None,
        typer.Option("--host", metavar="地址", help="监听的地址，默认 127.0.0.1（只有本机能打开）"),
    ] = None,
    port: Annotated[str | None, typer.Option("--port", metavar="端口", help="监听的端口，默认 7860")] = None,
) -> int:
    """Serve the web app until Ctrl+C."""
    from assistant.cli.desktop import has_browser
    from assistant.settings import load_settings

    settings = load_settings(host=host, port=port)
    # By name: the command line and the pages know the door, not each other; this one call hands over.
    web = import_module("assistant.web")
    web.serve(settings.host, settings.port, open_browser=has_browser(settings.host))
    return DONE


compare.register(_app)
batch.register(_app)
rules.register(_app)
calculators.register(_app)
prompts.register(_app)
calls.register(_app)
model.register(_app)
reviewing.register(_app)
users.register(_app)
tokens.register(_app)
audit.register(_app)
mcp.register(_app)


def _one_of(option: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise InputError(f"选项 {option} 的值不能是“{value}”。", f"可以是 {'、'.join(allowed)}。")
