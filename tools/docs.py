"""Writes the documents that the program itself knows best: commands, settings, relations, addresses.

``python tools/docs.py`` writes them into docs/; ``--check`` only says whether they are up to date.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from assistant.cli.commands import program  # noqa: E402 - the checkout goes before any installed copy
from assistant.core.relations import PREVIOUS, Relation, across, within  # noqa: E402
from assistant.core.template import T2019, T2021, Table, Template  # noqa: E402
from assistant.settings import FILE, PREFIX, Settings, allowed  # noqa: E402

_NOTE: Final = "<!-- 本文由 tools/docs.py 从程序里生成，请改程序，再运行 make docs。 -->"
_SHOWN: Final = 8
"""Relations with more cells than this are clear from their title; an example would fill half a page."""


def commands() -> Iterator[str]:
    """Every help page."""
    yield "# 命令"
    yield "`nianbao` 与 `python -m assistant` 相同。下面是各命令 `--help` 的原文。"
    command = program()
    with command.make_context("nianbao", [], resilient_parsing=True) as top:
        yield from _pages("nianbao", command, top)


def _pages(title: str, command: Any, context: Any) -> Iterator[str]:
    """The help page of a command, and those of the commands under it."""
    yield from _help(title, command.get_help(context))
    for name, sub in getattr(command, "commands", {}).items():
        with sub.make_context(name, [], parent=context, resilient_parsing=True) as below:
            yield from _pages(f"{title} {name}", sub, below)


def _help(title: str, text: str) -> Iterator[str]:
    yield f"## {title}"
    yield f"```text\n{text.rstrip()}\n```"


def settings() -> Iterator[str]:
    """Every setting, with its default and what it may be."""
    yield "# 设置"
    yield (
        f"设置写在环境变量里，或者写在运行时所在文件夹的 `{FILE}` 里。先后次序：命令行选项、环境变量、`{FILE}`、默认值。"
    )
    rows = ["| 环境变量 | 文件里的名称 | 作用 | 应为 | 默认 |", "|---|---|---|---|---|"]
    for name, field in Settings.model_fields.items():
        default = "Linux `~/.local/share/nianbao`；Windows `%LOCALAPPDATA%\\nianbao`；macOS `~/Library/Application Support/nianbao`"
        if not field.default_factory:
            default = f"`{field.default}`"
        rows.append(
            f"| `{PREFIX}{name.upper()}` | `{name}` | {field.description} | {allowed(name)} | {default} |"
        )
    yield "\n".join(rows)
    yield f"`{FILE}` 用 UTF-8 编码，例如："
    yield "```toml\nhost = \"127.0.0.1\"\nport = 7860\nhome = 'D:\\nianbao'   # Windows 路径用单引号\n```"
    yield "不能用的值、文件里不认识的名称，程序都会指出来并停下，不会悄悄略过。"


def relations() -> Iterator[str]:
    """Every arithmetic relation, within a report and across years."""
    yield "# 勾稽关系"
    yield "等号两边各自相加，应当相等。缺一格、空白或者“/”时不算通过，报告为“缺数据，无法判定”。"
    for form in (T2021, T2019):
        yield f"## 表内：{form.version} 年版（{form.document}）"
        yield from _relations(within(form.version), form)
    yield "## 跨年"
    yield from _relations(across(), T2021)


def _relations(listed: tuple[Relation, ...], form: Template) -> Iterator[str]:
    for code, group in groupby(listed, key=lambda relation: relation.code):
        relations_of_code = list(group)
        yield f"### {code}"
        yield f"依据：{relations_of_code[0].basis}。共 {len(relations_of_code)} 条："
        yield "\n".join(f"- {relation.title}" for relation in relations_of_code)
        first = relations_of_code[0]
        if len(first.cells) <= _SHOWN:
            yield f"例：{_sum(first.left, form)} ＝ {_sum(first.right, form)}"


def _sum(addresses: tuple[str, ...], form: Template) -> str:
    def name(address: str) -> str:
        last_year = address.startswith(PREVIOUS)
        return "上年" * last_year + form.describe(address.removeprefix(PREVIOUS))

    return " ＋ ".join(name(address) for address in addresses)


def addresses() -> Iterator[str]:
    """Row and column ids of every table of both forms."""
    yield "# 表格编号"
    yield "一格的地址是“表.行.列”，例如 `requests.refused.state_secret.total`。行编号里可以有点。"
    for form in (T2021, T2019):
        yield f"## {form.version} 年版（{form.document}）"
        for table in form.tables:
            yield f"### `{table.id}`　{table.name}　{table.title}"
            yield from _table(table)


def _table(table: Table) -> Iterator[str]:
    for columns, group in groupby(table.rows, key=lambda row: row.columns):
        yield "列：" + "，".join(f"`{column.id}` {column.label}" for column in columns)
        yield "\n".join(
            ["| 行编号 | 行名 |", "|---|---|", *(f"| `{row.id}` | {row.name} |" for row in group)]
        )


DOCUMENTS: Final = {
    "命令.md": commands,
    "设置.md": settings,
    "勾稽关系.md": relations,
    "表格编号.md": addresses,
}


def render(name: str) -> str:
    """The text of a document as it should be."""
    return "\n\n".join([_NOTE, *DOCUMENTS[name]()]) + "\n"


def main(arguments: list[str]) -> int:
    """Write the documents, or with ``--check`` name those that are stale."""
    stale = []
    for name in DOCUMENTS:
        path, text = ROOT / "docs" / name, render(name)
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if "--check" not in arguments:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
    if stale and "--check" in arguments:
        print(f"文档过时：{'、'.join(stale)}。请运行 make docs。")
        return 1
    print(f"已更新：{'、'.join(stale)}。" if stale else "文档都是最新的。")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
