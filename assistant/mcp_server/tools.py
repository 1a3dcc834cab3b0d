"""The tools: the same requests as the door over HTTP takes, described in Chinese."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from assistant.conversation.doors import asked as a
from assistant.conversation.doors.calls import Calls, Files, Made
from assistant.mcp_server import said

_PATH: Final = "年报文件的路径，相对于启动时 --folder 写的文件夹；写了它就不写 {}"


@dataclass(frozen=True)
class Tool:
    """`wraps`: the name under which a list goes into the structured result, which has to be an object.

    `files`: which reports may be named by a path.
    """

    name: str
    title: str
    about: str
    asked: type[a.Asked]
    work: Callable[[Calls, Any, Files], Made]
    say: said.Say
    wraps: str = ""
    files: tuple[str, ...] = ()

    def schema(self, *, with_paths: bool) -> dict[str, Any]:
        """What it takes, as a JSON schema."""
        schema = a.schema_of(self.asked)
        if with_paths and self.files:
            paths = {
                path_name(which): {"type": "string", "description": _PATH.format(which)}
                for which in self.files
            }
            schema = {**schema, "properties": {**schema["properties"], **paths}}
        return schema


def path_name(which: str) -> str:
    """The argument that names a report's file."""
    return "path" if which == "text" else f"{which}_path"


TOOLS: Final = (
    Tool(
        "read", "读年报",
        "读出政府信息公开工作年度报告里的三张表和正文。没有读准的格子 certain 为 false，并在 problems 里说明；空白、“/”和 0 是三回事。",
        a.Read, lambda calls, asked, files: calls.read(asked, files), said.report, files=("text",),
    ),
    Tool(
        "check", "核对年报",
        "核对年报的表格和正文：合计、结转、占比、前后矛盾、年份、引文、用语、错字、个人信息；给出上年年报时一并核对跨年数据和照抄。",
        a.Check, lambda calls, asked, files: calls.check(asked, files), said.findings, "findings", ("text", "previous"),
    ),
    Tool(
        "draft", "起草年报",
        "根据三张表和今年的要点起草年报正文。每个数都能追到表里的格子或者要点；没有依据的地方写【待补充】，不要替用户编。",
        a.Draft, lambda calls, asked, files: calls.draft(asked, files), said.draft, files=("text", "previous"),
    ),
    Tool(
        "ask", "问规定",
        "问政府信息公开的规定，答案带条文出处；库里没有的直说没有（abstained），规定没有写的说没有写（silent）。也能算期限和收费。",
        a.Ask, lambda calls, asked, _: calls.ask(asked), said.answer,
    ),
    Tool(
        "search", "检索规定和往年报告", "在规定和往年报告里检索，列出最接近的几条。",
        a.Search, lambda calls, asked, _: calls.search(asked), said.hits, "hits",
    ),
    Tool(
        "deadline", "算期限", "算依申请公开等期限的最后一天，写出每一步和依据；放假和调休已经算进去。",
        a.Deadline, lambda calls, asked, _: calls.deadline(asked), said.deadline,
    ),
    Tool(
        "fee", "算信息处理费", "算信息处理费，写出每一档的算法；按件、按量只能选一种。",
        a.Fee, lambda calls, asked, _: calls.fee(asked), said.fee,
    ),
)  # fmt: skip
