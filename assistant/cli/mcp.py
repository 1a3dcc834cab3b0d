"""The command ``mcp``: the tools for other assistants, on standard input and output."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from assistant.cli.usage import Command

_MCP: Final = """让别的智能助手调用年报助手（MCP 协议，标准输入输出）：读年报、核对、起草、问规定、检索、算期限、算收费。
由那个助手的程序来启动，一般不用您自己敲；怎么配置见 docs/接口.md。标准输出只走协议；输入结束或按 Ctrl+C 就退出。"""
_FOLDER: Final = (
    "可以按路径打开这个文件夹里的年报（连同下级文件夹，链接指到外面的不算）；不写就只收文字，一个文件也不打开"
)


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("mcp", cls=Command, help=_MCP)(mcp)


def mcp(
    folder: Annotated[Path | None, typer.Option("--folder", metavar="文件夹", help=_FOLDER)] = None,
) -> int:
    """Serve until standard input ends."""
    # By name, as the pages are: the command line and the other doors do not know each other.
    server: Any = import_module("assistant.mcp_server")
    return int(server.serve(folder))
