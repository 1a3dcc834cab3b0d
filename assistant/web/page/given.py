"""Files that staff gave through the page: kept in a folder of this run until they are read, each for its giver only."""

from __future__ import annotations

import re
import secrets
import threading
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from assistant.errors import ConfigurationError, InputError

LARGEST: Final = 50 * 1024 * 1024
"""Bytes of one file."""
MOST: Final = 400
"""Files waiting at once, of everybody; each is waiting for seconds only."""
MOST_OF_ONE: Final = 40
"""Files of one person waiting; of more, the oldest are deleted."""
MOST_ARRIVING: Final = 12
"""Files of one person on their way at once."""
LARGEST_TOGETHER: Final = 2 * 1024**3
"""Bytes of all files waiting: nobody fills the disk with what nobody asks to read."""
LONGEST_WAIT: Final = 3600
"""Seconds after which a file that nobody asked to read is deleted."""
LONGEST_NAME: Final = 120

TOO_LARGE: Final = InputError(
    "文件太大，上限是50 MB。", "年报一般不到5 MB，请删去大图片，或只把正文另存一份再传。"
)
NOT_KEPT: Final = ConfigurationError(
    "上传的文件没能存下来，可能磁盘满了，或者数据文件夹不能写。",
    "请管理员清出一些空间、检查数据文件夹的权限，再传一次；已经保存的内容都在。",
)
GONE: Final = InputError("上传的文件已经不在了。", "请再上传一次。")


@dataclass(frozen=True)
class Given:
    """A file as given: where it lies, what staff call it, whose it is."""

    path: Path
    name: str
    login: str
    time: float
    size: int = 0


class GivenFiles:
    """The files waiting to be read. A token can be used by its giver only, once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._waiting: dict[str, Given] = {}
        self._arriving: Counter[str] = Counter()
        self._lock = threading.Lock()

    def place(self, name: str) -> Path:
        """A new path to write a file to; its name says only the kind of file."""
        self.sweep()
        return self.folder / f"{secrets.token_hex(16)}{_suffix(name)}"

    @contextmanager
    def arriving(self, login: str) -> Iterator[None]:
        """While a file of this person is on its way. `InputError` when too many are."""
        with self._lock:
            if self._arriving[login] >= MOST_ARRIVING:
                raise InputError("您同时上传的文件太多。", f"请等前面的传完再传，一次最多{MOST_ARRIVING}个。")
            self._arriving[login] += 1
        try:
            yield
        finally:
            with self._lock:
                self._arriving[login] -= 1
                if not self._arriving[login]:
                    del self._arriving[login]

    def keep(self, path: Path, name: str, login: str) -> str:
        """Keep a file written to a `place`; gives its token."""
        token = secrets.token_urlsafe(18)
        size = path.stat().st_size
        with self._lock:
            mine = [known for known, given in self._waiting.items() if given.login == login]
            left = [self._waiting.pop(old) for old in mine[: max(0, len(mine) + 1 - MOST_OF_ONE)]]
            together = sum(given.size for given in self._waiting.values()) + size
            full = len(self._waiting) >= MOST or together > LARGEST_TOGETHER
            if not full:
                self._waiting[token] = Given(path, clean_name(name), login, time.monotonic(), size)
        for given in left:
            given.path.unlink(missing_ok=True)
        if full:
            path.unlink(missing_ok=True)
            raise InputError("现在上传的人太多。", "请等一会儿再传一次。")
        return token

    def take(self, token: str, login: str) -> Given:
        """The file behind a token, which is then spent; whoever takes it deletes it. `InputError` for any other."""
        with self._lock:
            given = self._waiting.get(token)
            if given is None or given.login != login:
                raise GONE
            del self._waiting[token]
        if not given.path.is_file():
            raise GONE
        return given

    def sweep(self) -> None:
        """Delete what was given long ago and never read."""
        now = time.monotonic()
        with self._lock:
            old = [token for token, given in self._waiting.items() if now - given.time > LONGEST_WAIT]
            left = [self._waiting.pop(token) for token in old]
        for given in left:
            given.path.unlink(missing_ok=True)


def clean_name(name: str) -> str:
    """A file's name without folders and control characters, of bounded length, its suffix kept."""
    base = re.split(r"[\\/]", name)[-1]
    plain = "".join(c for c in base if unicodedata.category(c) not in ("Cc", "Cf", "Cs")).strip() or "文件"
    if len(plain) <= LONGEST_NAME:
        return plain
    suffix = _suffix(plain)
    return plain[: LONGEST_NAME - len(suffix)] + suffix


def _suffix(name: str) -> str:
    found = re.search(r"\.[A-Za-z0-9]{1,8}$", name)
    return found[0].lower() if found else ""
