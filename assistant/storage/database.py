"""The local database: one SQLite file in the data folder, or whatever `database_url` names.

Several processes may use it at once (WAL, ten seconds' patience). Its faults are told in Chinese as
`ConfigurationError`; when our own file is damaged it is set aside, never deleted, and a new one begun.
SQLAlchemy loads on first use (half a second).
"""

from __future__ import annotations

import errno
import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing, suppress
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from assistant.errors import ConfigurationError

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection, Engine

FILE: Final = "nianbao.db"
PATIENCE: Final = 10.0
"""Seconds that one process waits for another."""

T = TypeVar("T")

_BUSY: Final = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_DAMAGED: Final = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_SHUT: Final = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH)
_BESIDE: Final = ("-wal", "-shm", "")
"""The files of a database; the log goes first, since beside a new file it would be played into it."""


def configured() -> str | Path:
    """Where the database is by the settings: the URL when one is set, else the data folder."""
    from assistant.settings import load_settings  # noqa: PLC0415 - late

    settings = load_settings()
    url = getattr(settings, "database_url", "") or ""
    secret = getattr(url, "get_secret_value", None)  # a URL may hold a password
    return (secret() if secret else str(url)).strip() or settings.home


class Database:
    """A database by its URL (a text), or the one in a data folder (a `Path`).

    Nothing is opened or made before the first use.
    """

    def __init__(self, where: str | Path) -> None:
        self._url = where if isinstance(where, str) else None
        self._file = Path(where) / FILE if self._url is None else None
        self._ours = self._url is None
        self._engine: Engine | None = None
        self.notices: list[str] = []
        """What staff have to be told besides results."""

    def is_empty(self) -> bool:
        """Whether there is surely nothing in it: its file has not been made yet, and asking does not make it."""
        try:
            if self._ours and self._file is not None and not self._file.exists():
                return True  # without half a second for SQLAlchemy
            self._opened()
            return self._file is not None and not self._file.exists()
        except Exception as error:
            if told := self._told(error):
                raise told from error
            raise

    def run(self, work: Callable[[Connection], T]) -> T:
        """What `work` returns; all it did is kept, or nothing. A damaged file of ours costs one more try."""
        try:
            try:
                return self._once(work)
            except Exception as error:
                if not (self._ours and _code(error) in _DAMAGED):
                    raise
                self._set_aside()
            return self._once(work)
        except Exception as error:
            if told := self._told(error):
                raise told from error
            raise

    def _once(self, work: Callable[[Connection], T]) -> T:
        engine = self._opened()
        if self._file is not None:
            self._keep_private(self._file)
        with engine.begin() as connection:
            return work(connection)

    def _opened(self) -> Engine:
        if self._engine is None:
            from sqlalchemy import URL, create_engine, event, pool  # noqa: PLC0415 - late

            ours = URL.create("sqlite", database=str(self._file))
            url = ours if self._url is None else _parsed(self._url)
            options: dict[str, Any] = {"pool_pre_ping": True}
            if url.get_backend_name() == "sqlite":
                in_memory = url.database in {None, "", ":memory:"}
                if not (in_memory or str(url.database).startswith("file:")):
                    self._file = Path(str(url.database))
                options = {
                    "poolclass": pool.StaticPool if in_memory else pool.NullPool,
                    "connect_args": {"timeout": PATIENCE, "check_same_thread": False},
                }
            engine = create_engine(url, hide_parameters=True, **options)
            if url.get_backend_name() == "sqlite":
                event.listen(engine, "connect", _settle)
            self._engine = engine
        return self._engine

    def _keep_private(self, file: Path) -> None:
        """Make the file before SQLite does, for its owner alone; what SQLite puts beside it follows its mode."""
        from assistant.settings import make_folder  # noqa: PLC0415 - late

        if self._ours:
            make_folder(file.parent)
        if not file.exists():
            os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
        elif self._ours and file.stat().st_mode & 0o077:
            with suppress(OSError):
                file.chmod(0o600)

    def _set_aside(self) -> None:
        """Rename the damaged file, unless another process has just done so."""
        from filelock import FileLock  # noqa: PLC0415 - late

        file = self._file
        if file is None:
            return
        with FileLock(f"{file}.lock", timeout=PATIENCE, mode=0o600):
            if _is_sound(file):
                return
            aside = next(
                p for n in count(1) if not (p := file.with_name(f"{file.name}.damaged-{n}")).exists()
            )
            for suffix in _BESIDE:
                with suppress(FileNotFoundError):
                    Path(f"{file}{suffix}").rename(f"{aside}{suffix}")
        self.notices.append(f"数据库“{file}”已经损坏，改名为“{aside.name}”留着，另外新建了一个。")

    def _told(self, error: Exception) -> ConfigurationError | None:
        """The error in words for staff; `None` for what is no fault of the database."""
        from sqlalchemy.exc import ArgumentError, DBAPIError  # noqa: PLC0415 - late

        if isinstance(error, ArgumentError):
            advice = "请写成 SQLAlchemy 的地址，如 sqlite:///D:/nianbao.db。"
            return ConfigurationError("设置 database_url 的值不能用。", advice)
        if isinstance(error, ImportError):
            advice = f"请安装 {error.name}，或者去掉设置 database_url，用自带的数据库。"
            return ConfigurationError(f"用设置 database_url 里的数据库要先安装 {error.name}。", advice)
        if isinstance(error, DBAPIError | sqlite3.Error | OSError):
            what, advice = _explained(error)
            return ConfigurationError(f"数据库“{self._place()}”{what}", advice)
        return None

    def _place(self) -> str:
        """Where it is, without any password."""
        return str(self._file or (self._engine.url.render_as_string() if self._engine else "database_url"))


def _parsed(text: str) -> URL:
    from sqlalchemy import make_url  # noqa: PLC0415 - late
    from sqlalchemy.exc import ArgumentError  # noqa: PLC0415 - late

    try:
        return make_url(text)
    except ValueError as error:  # a port that is no number
        raise ArgumentError("no URL") from error


def _explained(error: Exception) -> tuple[str, str]:
    """What happened, and what to do."""
    code = _code(error)
    system = error.errno if isinstance(error, OSError) else None
    if code in _BUSY or isinstance(error, TimeoutError):
        return f"正被别的程序占用，等了 {PATIENCE:g} 秒还没有轮到。", "请稍后再试。"
    if code == sqlite3.SQLITE_FULL or system == errno.ENOSPC:
        return "写不下：磁盘满了。", "请清出一些空间再试。"
    if code in _DAMAGED:
        return "已经损坏，或者不是数据库。", "请换一个文件，或者移走它，让程序新建一个。"
    if code == sqlite3.SQLITE_READONLY:
        return "只能读，写不进去。", "请检查文件和文件夹的权限。"
    if code in _SHUT or isinstance(error, OSError):
        return "打不开。", "请检查文件夹在不在、有没有权限，或用环境变量 NIANBAO_HOME 换一个位置。"
    if code == sqlite3.SQLITE_IOERR:
        return "读写出了错。", "请检查磁盘是不是满了或者坏了。"
    return f"用不了（{type(error).__name__}）。", "请检查数据库服务和设置 database_url。"


def _settle(raw: Any, _record: object) -> None:
    """What every SQLite connection needs. Changing to WAL is the one step that does not wait by itself."""
    with closing(raw.cursor()) as cursor:
        cursor.execute("PRAGMA synchronous=NORMAL")
        if cursor.execute("PRAGMA journal_mode").fetchone()[0] in {"wal", "memory"}:
            return
        end = time.monotonic() + PATIENCE
        while True:
            try:
                cursor.execute("PRAGMA journal_mode=WAL")
                return
            except sqlite3.OperationalError as error:
                if _code(error) == sqlite3.SQLITE_READONLY:
                    return  # it can still be read
                if _code(error) not in _BUSY or time.monotonic() > end:
                    raise
            time.sleep(0.02)


def _is_sound(file: Path) -> bool:
    try:
        with closing(sqlite3.connect(file, timeout=PATIENCE)) as raw:
            return bool(raw.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")
    except sqlite3.DatabaseError as error:
        if _code(error) not in _DAMAGED:
            raise
        return False


def _code(error: BaseException) -> int:
    """SQLite's primary result code; 0 for an error of anything else."""
    raw = getattr(error, "orig", None) or error
    return int(getattr(raw, "sqlite_errorcode", None) or 0) & 0xFF
