"""The tools through the protocol's own client: the program as a process, spoken to over its pipes."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from mcp import Client
from mcp.client.stdio import StdioServerParameters
from mcp.shared.exceptions import MCPError

from assistant.accounts import Accounts
from tests.cli.conftest import last, report, run, wrong
from tests.cli.helpers import LAST_YEAR, text
from tests.library.conftest import _dictionary_once
from tests.support.library import home, shipped_home

__all__ = ["_dictionary_once", "home", "last", "report", "run", "shipped_home", "wrong"]

ROOT = Path(__file__).parents[2]


def environment() -> dict[str, str]:
    ours = {name: value for name, value in os.environ.items() if name.startswith("NIANBAO_")}
    return {**ours, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error"}


@asynccontextmanager
async def talking(*options: str):
    started = StdioServerParameters(
        command=sys.executable, args=["-m", "assistant", "mcp", *options], env=environment()
    )
    async with Client(started, read_timeout_seconds=60) as client:
        yield client


def call(*calls, options=()):
    """Results of calls, one after the other, in one session."""

    async def session():
        async with talking(*options) as client:
            return [await client.call_tool(name, arguments) for name, arguments in calls]

    return asyncio.run(session())


def printed(run, *arguments):
    ran = run(*arguments, "--json")
    assert ran.code in (0, 1), ran.err
    return json.loads(ran.out)


def refused(result) -> str:
    """What a refused call says: Chinese, nothing of our insides."""
    assert result.is_error
    assert set(result.structured_content) == {"error"}
    said = result.content[0].text
    told = result.structured_content["error"]
    assert said == told["what"] + told["advice"]
    assert any("\u4e00" <= c <= "\u9fff" for c in told["what"])
    for leak in ("Traceback", ".py", "pydantic", "Error("):
        assert leak not in said
    return said


def test_the_tools_are_described_in_chinese_with_their_kinds() -> None:
    async def session():
        async with talking() as client:
            return await client.list_tools()

    listed = asyncio.run(session())
    tools = {tool.name: tool for tool in listed.tools}
    assert set(tools) == {"read", "check", "draft", "ask", "search", "deadline", "fee"}
    for tool in tools.values():
        assert any("\u4e00" <= c <= "\u9fff" for c in tool.description)
        assert tool.annotations.read_only_hint
        schema = tool.input_schema
        assert schema["type"] == "object"
        assert schema["additionalProperties"] is False
        for name, one in schema["properties"].items():
            assert any("\u4e00" <= c <= "\u9fff" for c in one["description"]), name
    assert "path" not in tools["read"].input_schema["properties"]
    assert tools["search"].input_schema["properties"]["k"]["maximum"] == 100
    assert tools["ask"].input_schema["required"] == ["question"]


@pytest.mark.usefixtures("home")
def test_results_are_what_the_commands_print(run, report, wrong, last, tmp_path) -> None:
    notes = tmp_path / "要点.txt"
    notes.write_text("开展培训2次", encoding="utf-8")
    paste, before = text(), text(LAST_YEAR, 2024)
    expected = [
        printed(run, "read", report),
        {"findings": printed(run, "check", wrong, "--previous", last)},
        printed(run, "draft", report, "--notes", notes, "--previous", last),
        printed(run, "ask", "收到申请多少天内答复"),
        {"hits": printed(run, "search", "答复期限", "-k", "3")},
        printed(run, "deadline", "--received", "2026-01-15", "--today", "2026-01-20"),
        printed(run, "fee", "--items", "45"),
    ]
    results = call(
        ("read", {"text": paste}),
        ("check", {"text": text({"requests.new.total": 24}), "previous": before}),
        ("draft", {"text": paste, "notes": "开展培训2次", "previous": before}),
        ("ask", {"question": "收到申请多少天内答复"}),
        ("search", {"query": "答复期限", "k": 3}),
        ("deadline", {"received": "2026-01-15", "today": "2026-01-20"}),
        ("fee", {"items": 45}),
    )
    for result, value in zip(results, expected, strict=True):
        assert not result.is_error
        assert result.structured_content == value
        words, as_text = result.content
        assert json.loads(as_text.text) == value
        assert any("\u4e00" <= c <= "\u9fff" for c in words.text)
    said = [result.content[0].text for result in results]
    assert "读到 200 格" in said[0]
    assert "查出错误" in said[1]
    assert "20个工作日" in said[3]
    assert "2026-02-12" in said[5]
    assert said[6].startswith(f"信息处理费：{expected[6]['amount']}元")


def test_calls_at_the_same_time_are_all_answered() -> None:
    async def session():
        async with talking() as client:
            reads = [client.call_tool("read", {"text": text({}, 2010 + n)}) for n in range(12)]
            return await asyncio.gather(*reads)

    years = [result.structured_content["year"] for result in asyncio.run(session())]
    assert years == [2010 + n for n in range(12)]


def test_bad_calls_are_refused_and_the_session_goes_on() -> None:
    bad = [
        ("read", {}), ("read", {"text": 5}), ("read", {"text": "你好"}), ("read", {"text": text(), "more": 1}),
        ("read", {"path": "/etc/passwd"}), ("read", {"text": "/etc/passwd"}), ("check", {"text": text(), "previous": "x"}),
        ("draft", {"text": text(), "writer": "model"}), ("draft", {"text": text(), "notes": "话" * 60_000}),
        ("ask", {"question": ""}), ("search", {"query": "期限", "k": True}), ("deadline", {"received": "今天"}),
        ("fee", {"items": 1, "pages": 1}), ("rm -rf", {}), ("read", {"text": "\u0000\u001b[31m"}), ("", {}),
    ]  # fmt: skip
    results = call(*bad, ("fee", {"items": 12}))
    for result in results[:-1]:
        refused(result)
    assert results[-1].structured_content["amount"] == 200


def test_files_are_opened_below_the_named_folder_only(tmp_path) -> None:
    folder = tmp_path / "年报"
    (folder / "2025").mkdir(parents=True)
    (folder / "2025" / "本年.txt").write_text(text(), encoding="utf-8")
    (folder / "上年.txt").write_text(text(LAST_YEAR, 2024), encoding="utf-8")
    (folder / ".hidden.txt").write_text(text(), encoding="utf-8")
    (folder / "程序.exe").write_text(text(), encoding="utf-8")
    (tmp_path / "别处.txt").write_text(text(), encoding="utf-8")
    (folder / "链接.txt").symlink_to(tmp_path / "别处.txt")
    (folder / "回来.txt").symlink_to(folder / "上年.txt")
    strange = [
        "../别处.txt", str(tmp_path / "别处.txt"), "链接.txt", ".hidden.txt", "2025", "没有.txt", "~/x.txt", "a\0b.txt",
        "x" * 3000, "2025/../../别处.txt", "程序.exe", "/dev/stdin", "/proc/self/environ", 5, ["上年.txt"], " ",
    ]  # fmt: skip
    good = [
        ("read", {"path": "2025/本年.txt"}), ("read", {"path": str(folder / "上年.txt")}), ("read", {"path": "回来.txt"}),
        ("check", {"path": "2025/本年.txt", "previous_path": "上年.txt"}),
    ]  # fmt: skip
    results = call(*good, *(("read", {"path": path}) for path in strange), ("read", {"path": "上年.txt", "text": "x"}), options=("--folder", str(folder)))  # fmt: skip
    assert [r.structured_content["year"] for r in results[:3]] == [2025, 2024, 2024]
    assert not results[3].is_error
    for result in results[4:]:
        said = refused(result)
        assert str(tmp_path) not in said


def test_a_folder_that_is_none_is_said(run, tmp_path) -> None:
    for path in (tmp_path / "没有", tmp_path / "文件.txt"):
        (tmp_path / "文件.txt").write_text("x", encoding="utf-8")
        ran = run("mcp", "--folder", path)
        assert ran.code == 2
        assert "文件夹" in ran.err
        assert ran.out == ""


def test_the_cells_of_the_form_can_be_looked_up() -> None:
    async def session():
        async with talking() as client:
            listed = await client.list_resources()
            read = await client.read_resource(listed.resources[0].uri)
            with pytest.raises(MCPError, match="没有这个资源"):
                await client.read_resource("nianbao://../etc/passwd")
            return read

    cells = json.loads(asyncio.run(session()).contents[0].text)
    assert len(cells) == 200
    assert "总计" in cells["requests.new.total"]


def test_every_call_is_noted_and_nothing_of_its_contents() -> None:
    call(("fee", {"items": 77}), ("read", {"text": "内容是秘密的"}), ("nothing", {}))
    noted = [note for note in Accounts.configured().notes(20) if note.action.startswith("MCP")]
    assert [note.action for note in reversed(noted)] == ["MCP fee", "MCP read", "MCP （没有的工具）"]
    assert noted[2].detail.startswith("办好，")
    assert noted[1].detail.startswith("unusable，")
    assert "秘密" not in str(noted)


# --- the process -----------------------------------------------------------------------------------------------------

HELLO = {
    "jsonrpc": "2.0", "id": 1, "method": "initialize",
    "params": {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "0"}},
}  # fmt: skip
READY = {"jsonrpc": "2.0", "method": "notifications/initialized"}


def started() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "assistant", "mcp"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, **environment()},
    )  # fmt: skip


def lines(*messages) -> bytes:
    return b"".join(json.dumps(message).encode() + b"\n" for message in messages)


def tool(number: int, name: str, arguments) -> dict[str, object]:
    params = {"name": name, "arguments": arguments}
    return {"jsonrpc": "2.0", "id": number, "method": "tools/call", "params": params}


def test_standard_output_is_the_protocol_alone_and_the_end_of_input_ends_it() -> None:
    process = started()
    asked = lines(HELLO, READY, tool(2, "read", {"text": text()}), tool(3, "fee", {"items": 3}))
    process.stdin.write(asked + b"this is no message\n\xff\xfe\n\n[]\n" + b"[" * 5000 + b"\n")
    process.stdin.flush()
    answers = {}
    while not {1, 2, 3} <= set(answers):
        answer = json.loads(process.stdout.readline())
        answers[answer.get("id")] = answer
    out, err = process.communicate(timeout=60)
    for line in out.splitlines():
        assert json.loads(line)["jsonrpc"] == "2.0"
    assert process.returncode == 0
    assert b"Traceback" not in err
    assert answers[3]["result"]["structuredContent"]["amount"] == 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_in_order(number) -> None:
    process = started()
    process.stdin.write(lines(HELLO, READY, tool(2, "read", {"text": text()})))
    process.stdin.flush()
    while json.loads(process.stdout.readline()).get("id") != 2:
        pass
    began = time.monotonic()
    process.send_signal(number)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 0
    assert time.monotonic() - began < 8
    assert err == b""


def test_nobody_listening_any_more_ends_it() -> None:
    process = started()
    process.stdin.write(lines(HELLO, READY))
    process.stdin.flush()
    process.stdout.readline()
    process.stdout.close()
    process.stdin.write(lines(tool(2, "fee", {"items": 3}), tool(3, "fee", {"items": 3})))
    process.stdin.flush()
    process.stdin.close()
    assert process.wait(20) == 0
    assert b"Traceback" not in process.stderr.read()
    process.stderr.close()
