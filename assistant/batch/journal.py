"""The journal of a run: what became of each file, a JSON line each, so that a run goes on where it stopped.

A line is whole or it is not counted. What a file gave is known by its bytes and its name, and by the version of the
program: an unchanged file is not read again, a changed one always is. Reports stay in the file and are fetched when
they are needed, so that thousands of them take no memory.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

from filelock import FileLock, Timeout

from assistant.batch.values import Given
from assistant.errors import InputError
from assistant.version import VERSION

FORMAT: Final = 1
_HEAD: Final = {"nianbao-batch": FORMAT, "version": VERSION}
_MOST_LINE: Final = 2**26
"""Bytes of one line that are looked at: a file that is no journal of ours must not fill the memory."""


@dataclass(frozen=True)
class Read:
    """What reading a file gave, without the report itself: that stands in the journal at `place`."""

    hash: str
    name: str
    state: str
    message: str = ""
    unit: str | None = None
    year: int | None = None
    template: str = ""
    status: str = ""
    problems: str = ""
    tables: str = ""
    numbers: str = ""
    words: str = ""
    place: int = -1


@dataclass(frozen=True)
class Checked:
    """What checking a report gave."""

    errors: int
    warnings: int
    infos: int
    families: dict[str, int]
    findings: str


_READ_FIELDS: Final = (
    "hash", "name", "state", "message", "unit", "year", "template", "status", "problems", "tables", "numbers", "words",
)  # fmt: skip
_CHECKED_FIELDS: Final = ("errors", "warnings", "infos", "families", "findings")

Key = tuple[str, str]
"""Hash and name of a file."""


class Journal:
    """Open one with ``with Journal(path)``; only one program at a time may.

    `InputError` when it cannot be written, or when another run holds it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.reads: dict[Key, Read] = {}
        self.checks: dict[tuple[Key, Key | None], Checked] = {}
        self._lock = FileLock(str(path) + ".lock")
        self._file: IO[bytes] | None = None

    def __enter__(self) -> Journal:
        try:
            self._lock.acquire(timeout=0)
        except Timeout as error:
            raise InputError(
                f"另一个年报助手正在写“{self.path.name}”。", "请等它做完再运行，或者换一个输出文件名。"
            ) from error
        except OSError as error:
            raise self._unwritable(error) from error
        try:
            self._open()
        except OSError as error:
            self._give_back()
            raise self._unwritable(error) from error
        return self

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            with contextlib.suppress(OSError):
                self._file.flush()
                os.fsync(self._file.fileno())
            with contextlib.suppress(OSError):
                self._file.close()
            self._file = None
        self._give_back()

    def _give_back(self) -> None:
        with contextlib.suppress(OSError):
            Path(self._lock.lock_file).unlink(missing_ok=True)
        self._lock.release()

    def _unwritable(self, error: OSError) -> InputError:
        what = "磁盘满了" if error.errno == errno.ENOSPC else "没有写入权限，或者文件夹不存在"
        return InputError(f"进度记录“{self.path}”写不进去：{what}。", "请换一个能写的位置放输出文件。")

    # --- reading what is there ----------------------------------------------------------------

    def _open(self) -> None:
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        self._file = os.fdopen(descriptor, "r+b")
        end = self._load(self._file)
        self._file.truncate(end)
        self._file.seek(end)
        if end == 0:
            self._append(_HEAD)

    def _load(self, file: IO[bytes]) -> int:
        """Take in every whole line of our version; where to go on writing. A journal of another version starts anew."""
        if _parsed(file.readline(_MOST_LINE)) != _HEAD:
            return 0
        end = file.tell()
        while line := file.readline(_MOST_LINE):
            if not line.endswith(b"\n"):
                break  # cut off while it was written
            entry = _parsed(line)
            if entry is not None:
                self._take(entry, end)
            end += len(line)
        return end

    def _take(self, entry: dict[str, Any], place: int) -> None:
        try:
            if entry["kind"] == "read":
                read = Read(**{name: entry[name] for name in _READ_FIELDS}, place=place)
                self.reads[read.hash, read.name] = read
            elif entry["kind"] == "check":
                last = entry["previous"]
                key = ((entry["hash"], entry["name"]), tuple(last) if last else None)
                self.checks[key] = Checked(**{name: entry[name] for name in _CHECKED_FIELDS})
        except (KeyError, TypeError):  # a damaged line: its file is read again
            return

    # --- writing ------------------------------------------------------------------------------

    def add_read(self, gave: Given, name: str) -> Read:
        """Write down what reading a file gave, its report with it."""
        entry = {field: gave.get(field, Read.__dataclass_fields__[field].default) for field in _READ_FIELDS}
        entry["name"] = name
        place = self._append({"kind": "read", **entry, "report": gave.get("report", "")})
        read = Read(**entry, place=place)
        self.reads[read.hash, name] = read
        return read

    def add_check(self, key: Key, previous: Key | None, gave: Given) -> Checked:
        """Write down what checking a report, against last year's where there is one, gave."""
        checked = Checked(**{name: gave[name] for name in _CHECKED_FIELDS})
        last = list(previous) if previous else None
        values = {name: gave[name] for name in _CHECKED_FIELDS}
        self._append({"kind": "check", "hash": key[0], "name": key[1], "previous": last, **values})
        self.checks[key, previous] = checked
        return checked

    def _append(self, entry: dict[str, Any]) -> int:
        if self._file is None:
            raise RuntimeError("the journal is not open")
        line = json.dumps(entry).encode("ascii") + b"\n"
        try:
            place = self._file.seek(0, os.SEEK_END)
            self._file.write(line)
            self._file.flush()
        except OSError as error:
            raise self._unwritable(error) from error
        return place

    def report(self, read: Read) -> str:
        """The packed report that a file gave, fetched from the journal."""
        if self._file is None:
            raise RuntimeError("the journal is not open")
        self._file.seek(read.place)
        entry = _parsed(self._file.readline())
        if entry is None or entry.get("hash") != read.hash:
            raise InputError(f"进度记录“{self.path}”在运行时被别的程序改了。", "请把它删掉，再运行一次。")
        return str(entry["report"])


def _parsed(line: bytes) -> dict[str, Any] | None:
    try:
        entry = json.loads(line)
    except ValueError:
        return None
    return entry if isinstance(entry, dict) else None
