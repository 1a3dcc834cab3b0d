"""Runs the server on standard input and output, and ends it in order."""

from __future__ import annotations

import logging
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import anyio
from mcp.server.stdio import stdio_server

from assistant.accounts import Accounts
from assistant.conversation import shelf
from assistant.conversation.doors.calls import Calls
from assistant.mcp_server.desk import Desk
from assistant.mcp_server.folder import Folder

if TYPE_CHECKING:
    from types import FrameType


def run(folder: Path | None) -> int:
    """As `assistant.mcp_server.serve`."""
    opened = Folder(folder) if folder is not None else None
    logging.getLogger("mcp").setLevel(logging.ERROR)  # its warnings are about clients' manners, in English
    calls = Calls()

    def leave(_number: int, _frame: FrameType | None) -> NoReturn:
        # The thread that waits for the next line of input cannot be woken, and Python would wait for it.
        calls.close()
        sys.stderr.flush()
        os._exit(0)

    signal.signal(signal.SIGINT, leave)
    signal.signal(signal.SIGTERM, leave)
    try:
        anyio.run(_serve, Desk(calls, opened, Accounts.configured()))
    except* (BrokenPipeError, ConnectionError, anyio.BrokenResourceError, anyio.ClosedResourceError):
        pass  # whoever asked has gone
    finally:
        calls.close()
        shelf.close()
    return 0


async def _serve(desk: Desk) -> None:
    server = desk.server()
    async with stdio_server() as (incoming, outgoing):
        await server.run(incoming, outgoing, server.create_initialization_options())
