"""Help and usage errors in Chinese.

typer prints both in English and counts a Chinese character as one column; the classes here, put in by ``cls=``,
print the same facts in our words.
"""

from __future__ import annotations

from typing import Any, Final

from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from assistant.cli.width import left, width, wrap

_INDENT: Final = "  "
_FIRST_COLUMN: Final = 26


class Command(TyperCommand):
    """A command whose help is Chinese."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the whole help page."""
        formatter.write(_page(self, ctx, commands=[]))


class Group(TyperGroup):
    """The program itself: its help lists the commands."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the whole help page."""
        commands = [(name, self.commands[name].help or "") for name in self.list_commands(ctx)]
        formatter.write(_page(self, ctx, commands=[(name, text.split("\n")[0]) for name, text in commands]))


def _page(command: Any, ctx: Any, commands: list[tuple[str, str]]) -> str:
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.get_params(ctx) if p.param_type_name == "option" and not p.hidden]
    usage = [ctx.command_path, *(p.metavar for p in arguments)]
    usage += ["命令", "…"] if commands else []
    parts = [
        "用法：" + " ".join(usage) + " [选项]" * bool(options and not commands),
        wrap(command.help or ""),
        _list("命令：", commands),
        _list("参数：", [(p.metavar, p.help or "") for p in arguments]),
        _list("选项：", [_option(p) for p in options]),
        wrap(command.epilog or ""),
    ]
    return "\n\n".join(part for part in parts if part)


def _option(param: Any) -> tuple[str, str]:
    names = "，".join(sorted(param.opts, key=len))
    value = "" if param.is_flag else f" {param.metavar}"
    text = "显示本说明，不做别的" if param.name == "help" else param.help or ""
    return names + value, text


def _list(title: str, rows: list[tuple[str, str]]) -> str:
    if not rows:
        return ""
    column = min(max(width(name) for name, _ in rows), _FIRST_COLUMN) + len(_INDENT) + 2
    lines = [title]
    for name, text in rows:
        head = _INDENT + name
        if width(head) + 2 > column:
            lines.append(head)
            head = ""
        lines.append(wrap(text, first=left(head, column), rest=" " * column))
    return "\n".join(lines)


def explain(error: TyperException) -> str:
    """What is wrong with the command line, in one Chinese line that says what to do.

    typer's errors are private classes, so they are told apart by name; one that is new to us still gets a line.
    """
    facts: dict[str, Any] = vars(error)
    command = facts["ctx"].command_path if facts.get("ctx") else "nianbao"
    advice = f"用法请看：{command} --help"
    param = facts.get("param")
    kind = type(error).__name__
    if kind == "NoSuchOption":
        near = "、".join(sorted(facts.get("possibilities") or ()))
        return f"没有选项“{facts['option_name']}”。" + (f"您要的是不是 {near}？" if near else "") + advice
    if kind == "MissingParameter" and param is not None:
        return f"缺少{_name(param).rstrip()}。{advice}"
    if kind == "BadParameter" and param is not None:
        return f"{_name(param)}的值不能用。{advice}"
    if kind == "BadOptionUsage":
        what = "后面缺少值" if "requires an argument" in error.message else "用法不对"
        return f"选项 {facts['option_name']} {what}。{advice}"
    if "No such command" in error.message:
        names = "、".join(getattr(facts["ctx"].command, "commands", {}))
        return f"没有命令{_quoted(error.message)}。可以用的命令：{names}。{advice}"
    if "Missing command" in error.message:
        return f"没有说要做什么。{advice}"
    if "unexpected extra argument" in error.message:
        extra = error.message.rpartition("(")[2].removesuffix(")")
        return f"多出了“{extra}”，不知道是什么；文件名里有空格时请加引号。{advice}"
    return f"命令写得不对。{advice}"


def _name(param: Any) -> str:
    is_option = param.param_type_name == "option"
    return f"选项 {max(param.opts, key=len)} " if is_option else f"参数“{param.metavar}”"


def _quoted(message: str) -> str:
    name = message.partition("'")[2].partition("'")[0]
    return f"“{name}”" if name else ""


def help_of(error: TyperException) -> str | None:
    """The help page when nothing at all was asked for; `None` for a real mistake."""
    return error.message if type(error).__name__ == "NoArgsIsHelpError" else None
