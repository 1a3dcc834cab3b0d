"""The door for other assistants: the Model Context Protocol over standard input and output.

Standard output belongs to the protocol. Everything runs on this machine, for whoever started it.
"""

from __future__ import annotations

from pathlib import Path

__all__ = ["serve"]


def serve(folder: Path | None = None) -> int:
    """Serve until standard input ends or Ctrl+C; the exit code.

    `folder`: where the tools may open files, by paths below it; without, they take text only. `InputError` when it is
    no folder.
    """
    from assistant.mcp_server.stdio import run

    return run(folder)
