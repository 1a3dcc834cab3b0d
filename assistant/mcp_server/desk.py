"""Serves the tools: takes arguments apart, has the work done under limits, notes each call, answers."""

from __future__ import annotations

import json
import logging
import time
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import anyio.to_thread
import mcp_types as types
from mcp.server import Server, ServerRequestContext
from mcp.shared.exceptions import MCPError

from assistant.accounts.people import LOCAL
from assistant.conversation.doors import asked as a
from assistant.conversation.doors.calls import Calls, File, Made, has_model
from assistant.conversation.doors.failings import Failing, RefusedError, failing
from assistant.conversation.doors.lanes import Lane
from assistant.conversation.doors.limits import Limits, Meter
from assistant.core.template import T2021
from assistant.errors import InputError
from assistant.mcp_server.tools import TOOLS, Tool, path_name
from assistant.version import VERSION

if TYPE_CHECKING:
    from assistant.accounts import Accounts
    from assistant.mcp_server.folder import Folder

_LOG: Final = logging.getLogger(__name__)
_CELLS: Final = "nianbao://cells"
_ABOUT: Final = (
    "年报助手：政府信息公开工作年度报告的读表、核对、起草和问规定。数字一律来自表格和要点，规定一律有出处；"
    "【待补充】和没有查到的地方请照实告诉用户，不要代为编写。"
)
_ME: Final = "mcp"

Context = ServerRequestContext[Any]


class Desk:
    """Where calls of tools are served."""

    def __init__(
        self, calls: Calls, folder: Folder | None, accounts: Accounts, limits: Limits | None = None
    ) -> None:
        limits = limits or Limits()
        self._calls = calls
        self._folder = folder
        self._accounts = accounts
        self._limits = limits
        self._meter = Meter()
        self._tools = {tool.name: tool for tool in TOOLS}
        self._lanes = {
            False: Lane(limits.at_once, limits.seconds),
            True: Lane(limits.models_at_once, limits.model_seconds),
        }

    def server(self) -> Server[Any]:
        """The protocol's server with our tools."""
        return Server(
            "nianbao",
            version=VERSION,
            title="年报助手",
            instructions=_ABOUT,
            on_list_tools=self._list,
            on_call_tool=self._call,
            on_list_resources=_resources,
            on_read_resource=_read_resource,
        )

    async def _list(self, _: Context, __: types.PaginatedRequestParams | None) -> types.ListToolsResult:
        with_paths = self._folder is not None
        return types.ListToolsResult(
            tools=[
                types.Tool(
                    name=tool.name,
                    title=tool.title,
                    description=tool.about,
                    input_schema=tool.schema(with_paths=with_paths),
                    annotations=types.ToolAnnotations(read_only_hint=True, open_world_hint=False),
                )
                for tool in TOOLS
            ]
        )

    async def _call(self, _: Context, params: types.CallToolRequestParams) -> types.CallToolResult:
        began = time.monotonic()
        tool = self._tools.get(params.name)
        try:
            if tool is None:
                raise InputError("没有这个工具。", f"可以用的有：{'、'.join(self._tools)}。")
            result = await self._done(tool, params.arguments or {})
        except Exception as error:  # noqa: BLE001 - the edge: whatever it is becomes an answer
            told = await anyio.to_thread.run_sync(failing, error)
            result = _refused(told)
            outcome = told.code
        else:
            outcome = "办好"
        await self._note(tool.name if tool else "（没有的工具）", outcome, time.monotonic() - began)
        return result

    async def _done(self, tool: Tool, arguments: dict[str, Any]) -> types.CallToolResult:
        if wait := self._meter.wait(_ME, self._limits.per_minute):
            raise RefusedError(
                429,
                "too_many",
                f"一分钟里调得太多，最多 {self._limits.per_minute} 次。",
                f"请等 {wait:.0f} 秒再试。",
            )
        work = partial(self._work, tool, arguments)
        made = await self._lanes[_may_ask_a_model(tool, arguments)].run(work)
        return _told(tool, made)

    def _work(self, tool: Tool, arguments: dict[str, Any]) -> Made:
        given = dict(arguments)
        files = self._files(tool, given)
        return tool.work(self._calls, a.read_asked(tool.asked, given), files)

    def _files(self, tool: Tool, given: dict[str, Any]) -> dict[str, File]:
        """The files that arguments name; those arguments are taken out."""
        files = {}
        for which in tool.files:
            path = given.pop(path_name(which), None)
            if path is None or path == "":
                continue
            if self._folder is None:
                raise InputError(
                    "没有开放文件夹，不能按路径打开文件。",
                    "请把年报写在 text 里，或者启动时用 nianbao mcp --folder 指定一个文件夹。",
                )
            if not isinstance(path, str):
                raise InputError("路径应是文字。", "请写相对于 --folder 的路径，如“年报.docx”。")
            files[which] = self._folder.open(path)
        return files

    async def _note(self, name: str, outcome: str, seconds: float) -> None:
        line = partial(self._accounts.note, LOCAL, f"MCP {name}", "", f"{outcome}，{seconds:.2f} 秒")
        try:
            await anyio.to_thread.run_sync(line)
        except Exception as error:  # noqa: BLE001 - an answer is not held back for its line in a log
            _LOG.warning("操作记录没有写进去（%s）：%s", type(error).__name__, error)


def _may_ask_a_model(tool: Tool, arguments: dict[str, Any]) -> bool:
    if tool.name == "draft":
        return arguments.get("writer") == "model"
    asks = tool.name == "ask" or (tool.name == "read" and bool(arguments.get("prose")))
    return asks and has_model()


def _told(tool: Tool, made: Made) -> types.CallToolResult:
    """A few lines for people, the JSON as text for older assistants, and the JSON itself."""
    value = {tool.wraps: made.value} if tool.wraps else made.value
    lines = [tool.say(made.value)]
    if made.problems and tool.name != "read":
        lines.append(f"读给进来的年报时有 {made.problems} 处要知道的问题，请用 read 看。")
    lines += made.notices
    return types.CallToolResult(
        content=[
            _text("\n".join(lines)),
            _text(json.dumps(value, ensure_ascii=False, separators=(",", ":"))),
        ],
        structured_content=value,
    )


def _refused(told: Failing) -> types.CallToolResult:
    return types.CallToolResult(
        content=[_text(told.what + told.advice)], structured_content=told.value, is_error=True
    )


def _text(text: str) -> types.TextContent:
    """Half a surrogate becomes a question mark: the protocol's UTF-8 has no room for it."""
    return types.TextContent(type="text", text=text.encode("utf-8", "replace").decode())


async def _resources(_: Context, __: types.PaginatedRequestParams | None) -> types.ListResourcesResult:
    about = "三张法定表格每一格的地址和名称；read 的结果、check 的 where 和 draft 的 cells 用的就是这些地址。"
    cells = types.Resource(
        uri=_CELLS, name="cells", title="表格里每一格的地址", description=about, mime_type="application/json"
    )
    return types.ListResourcesResult(resources=[cells])


async def _read_resource(_: Context, params: types.ReadResourceRequestParams) -> types.ReadResourceResult:
    if str(params.uri) != _CELLS:
        raise MCPError(types.INVALID_PARAMS, f"没有这个资源；可以读的有：{_CELLS}。")
    cells = {address: T2021.describe(address) for address in T2021.addresses}
    text = json.dumps(cells, ensure_ascii=False, indent=0)
    return types.ReadResourceResult(
        contents=[types.TextResourceContents(uri=_CELLS, mime_type="application/json", text=text)]
    )
