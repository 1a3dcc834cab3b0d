"""One writer at a time, and one owner of the Chroma folder: locks that tell who holds them."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from assistant.errors import ConfigurationError

PATIENCE: Final = 20.0
"""Seconds that a second writer waits before it says who holds the library."""


class NotWrittenError(ConfigurationError):
    """Something could not be written (another program writes, the disk is full); what is there can still be read."""


class Lock:
    """A lock on a file. The system drops it when its process dies; a note beside it says who took it."""

    def __init__(self, path: Path, purpose: str, *, per_thread: bool = True) -> None:
        """`per_thread`: other threads wait too; otherwise it is the process's, taken in one thread, given back in any."""
        self._lock = FileLock(str(path), thread_local=per_thread)
        self._note = path.with_suffix(".json")
        self._purpose = purpose

    @contextmanager
    def held(self, patience: float = PATIENCE) -> Iterator[None]:
        """Hold it for a while. `NotWrittenError` names the holder when `patience` seconds were not enough."""
        if not self.take(patience):
            raise NotWrittenError(
                f"规定库正被{self.holder()}占用着，等了 {patience:g} 秒还没有轮到。",
                "请等它做完，或关掉它再试。",
            )
        try:
            yield
        finally:
            self.release()

    def take(self, patience: float = 0.0) -> bool:
        """Whether it could be had within `patience` seconds. `OSError` when the folder cannot be written."""
        try:
            self._lock.acquire(timeout=patience)
        except Timeout:
            return False
        note = {"pid": os.getpid(), "since": time.strftime("%Y-%m-%d %H:%M:%S"), "purpose": self._purpose}
        with suppress(OSError):
            self._note.write_text(json.dumps(note, ensure_ascii=False), encoding="utf-8")
        return True

    def release(self) -> None:
        """Give it back."""
        self._lock.release()

    def holder(self) -> str:
        """Who holds it, in words: the process, since when, for what."""
        try:
            note = json.loads(self._note.read_text(encoding="utf-8"))
            return f"另一个程序（进程 {note['pid']}，{note['since']} 起，{note['purpose']}）"
        except (OSError, ValueError, KeyError, TypeError):
            return "另一个程序"
