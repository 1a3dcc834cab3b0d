"""The commands about the prompts: ``prompts list``, ``show``, ``copy`` and ``reset``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from assistant.cli.failures import DONE
from assistant.cli.streams import result, result_json, tell
from assistant.cli.usage import Command, Group
from assistant.cli.width import left, width, wrap
from assistant.errors import ConfigurationError

if TYPE_CHECKING:
    from assistant.prompts import Prompt

_PROMPTS: Final = "写给模型的提示词：列出、查看、复制出来修改、恢复。"
_LIST: Final = "列出全部提示词，以及用的是自带的还是您的副本。"
_SHOW: Final = "显示一个提示词：用途、变量和正文。"
_COPY: Final = """把一个提示词复制到数据文件夹，供您用任何编辑器修改；保存后就生效。
已经有一份时不动它，只说它在哪里。"""
_RESET: Final = "恢复自带的提示词；您改过的那份改名留着，不会丢。"

Name = Annotated[str, typer.Argument(metavar="名称", help="提示词的名称，见 prompts list")]
AsJson = Annotated[bool, typer.Option("--json", help="只输出 JSON，供别的程序用")]


def register(app: typer.Typer) -> None:
    """Add the group to the program."""
    prompts = typer.Typer(cls=Group, add_completion=False, rich_markup_mode=None, no_args_is_help=True)
    prompts.command("list", cls=Command, help=_LIST)(prompts_list)
    prompts.command("show", cls=Command, help=_SHOW)(prompts_show)
    prompts.command("copy", cls=Command, help=_COPY)(prompts_copy)
    prompts.command("reset", cls=Command, help=_RESET)(prompts_reset)
    app.add_typer(prompts, name="prompts", help=_PROMPTS)


def prompts_list(as_json: AsJson = False) -> int:
    """Show every prompt; one that cannot be used is named, and the rest is shown all the same."""
    from assistant.prompts import load_prompt, prompt_names

    names = prompt_names()
    usable, broken = [], []
    for name in names:
        try:
            usable.append(load_prompt(name))
        except ConfigurationError as error:
            broken.append(str(error))
    if as_json:
        result_json([_facts(prompt) for prompt in usable])
    elif usable:
        column = max(width(prompt.name) for prompt in usable) + 2
        result("\n".join(_line(prompt, column) for prompt in usable))
    elif not names:
        tell("程序还没有自带的提示词。")
    for line in broken:
        tell(line)
    if broken:
        raise ConfigurationError(f"{len(names)} 个提示词里有 {len(broken)} 个用不了。", "原因见上。")
    return DONE


def prompts_show(name: Name, as_json: AsJson = False) -> int:
    """Show one prompt."""
    from assistant.prompts import load_prompt

    prompt = load_prompt(name)
    if as_json:
        result_json({**_facts(prompt), "body": prompt.body})
    else:
        result(_page(prompt))
    return DONE


def prompts_copy(name: Name) -> int:
    """Make the copy that staff edit; its path alone goes to standard output, for a script to open."""
    from assistant.prompts import copy_prompt, load_prompt

    path = copy_prompt(name)
    result(str(path))
    tell(f"请用任何编辑器修改上面这个文件，保存后就生效；恢复自带的请用 nianbao prompts reset {name}。")
    load_prompt(name)  # an old copy that cannot be used is said now
    return DONE


def prompts_reset(name: Name) -> int:
    """Have the shipped prompt in force again."""
    from assistant.prompts import reset_prompt

    aside = reset_prompt(name)
    if aside is None:
        tell(f"提示词“{name}”用的就是自带的那份，没有改动。")
    else:
        tell(f"提示词“{name}”已恢复成自带的那份；您改过的留在“{aside}”。")
    return DONE


def _facts(prompt: Prompt) -> dict[str, Any]:
    return {
        "name": prompt.name,
        "purpose": prompt.purpose,
        "variables": prompt.variables,
        "examples": list(prompt.examples),
        "hash": prompt.hash,
        "edited": prompt.edited,
        "path": str(prompt.path),
    }


def _line(prompt: Prompt, column: int) -> str:
    state = "您的副本" if prompt.edited else "自带"
    return wrap(prompt.purpose, first=left(prompt.name, column) + left(state, 10), rest=" " * (column + 10))


def _page(prompt: Prompt) -> str:
    """What it is for, what it is given, where it is; then the template as it stands in the file."""
    state = "您的副本" if prompt.edited else "自带"
    lines = [
        wrap(f"{prompt.name}：{prompt.purpose}"),
        wrap(f"文件：{prompt.path}（{state}，版本 {prompt.hash}）", rest="  "),
    ]
    if prompt.variables:
        lines.append("变量：")
        column = max(width(name) for name in prompt.variables) + 4
        lines += [
            wrap(meaning, first=left(f"  {name}", column), rest=" " * column)
            for name, meaning in prompt.variables.items()
        ]
    lines += [wrap(example, first="例子：", rest="  ") for example in prompt.examples]
    return "\n".join([*lines, "", prompt.body])
