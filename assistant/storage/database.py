"""The local database: one SQLite file in the data folder, or whatever `database_url` names.

Several processes may use it at once (WAL, ten seconds' patience). Its faults are told in Chinese as
`ConfigurationError`; when our own file is damaged it is set aside, never deleted, and a new one begun.
SQLAlchemy loads on first use (half a second).
"""

from __future__ import annotations

import logging
import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing, suppress
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from assistant.errors import ConfigurationError
from assistant.storage import engines
from assistant.storage.faults import BUSY, DAMAGED, code, explained

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection, Engine

FILE: Final = "nianbao.db"
PATIENCE: Final = 10.0
"""Seconds that one process waits for another."""

T = TypeVar("T")

_BESIDE: Final = ("-wal", "-shm", "")
"""The files of a database; the log goes first, since beside a new file it would be played into it."""


def configured() -> str | Path:
    """Where the database is by the settings: the URL when one is set, else the data folder."""
    from assistant.settings import load_settings  # noqa: PLC0415 - late

    settings = load_settings()
    return settings.database_url.get_secret_value().strip() or settings.home


class Database:
    """A database by its URL (a text), or the one in a data folder (a `Path`).

    Nothing is opened or made before the first use.
    """

    def __init__(self, where: str | Path) -> None:
        self._url = where if isinstance(where, str) else None
        self._file = Path(where) / FILE if self._url is None else None
        self._ours = self._url is None
        self._engine: Engine | None = None
        self._address: URL | None = None
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
                if not (self._ours and code(error) in DAMAGED):
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
        if self._engine is not None:
            return self._engine
        if self._address is None:
            from sqlalchemy import URL  # noqa: PLC0415 - late

            ours = URL.create("sqlite", database=str(self._file))
            self._address = ours if self._url is None else engines.parsed(self._url)
        if self._address.get_backend_name() == "sqlite":
            self._engine = self._of_sqlite(self._address)
            return self._engine
        return engines.server(self._address, PATIENCE)  # asked for each time: this process may be a new one

    def _of_sqlite(self, url: URL) -> Engine:
        from sqlalchemy import create_engine, event, pool  # noqa: PLC0415 - late

        in_memory = url.database in {None, "", ":memory:"}
        if not (in_memory or str(url.database).startswith("file:")):
            self._file = Path(str(url.database))
        engine = create_engine(
            url,
            hide_parameters=True,
            poolclass=pool.StaticPool if in_memory else pool.NullPool,
            connect_args={"timeout": PATIENCE, "check_same_thread": False},
        )
        event.listen(engine, "connect", _settle)
        return engine

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
        notice = f"数据库“{file}”已经损坏，改名为“{aside.name}”留着，另外新建了一个。"
        self.notices.append(notice)
        # Whoever came first may have been nobody who reads notices; a server listens to this, a command says its notices.
        logging.getLogger(__name__).info("%s", notice)

    def _told(self, error: Exception) -> ConfigurationError | None:
        """The error in words for staff; `None` for what is no fault of the database."""
        from sqlalchemy.exc import ArgumentError, DBAPIError  # noqa: PLC0415 - late
        from sqlalchemy.exc import TimeoutError as NoneFreeError  # noqa: PLC0415 - late

        if isinstance(error, ArgumentError):
            advice = (
                "请写成 SQLAlchemy 的地址，如 sqlite:///D:/nianbao.db 或 postgresql://用户:密码@主机/库名。"
            )
            return ConfigurationError("设置 database_url 的值不能用。", advice)
        if isinstance(error, ImportError) and self._address is not None:
            package = engines.package(self._address, error)
            advice = f"请在装年报助手的环境里运行 pip install '{package}'，或者去掉设置 database_url，用自带的数据库。"
            name = package.partition("[")[0]
            return ConfigurationError(f"用设置 database_url 里的数据库要先安装 {name}。", advice)
        if isinstance(error, DBAPIError | NoneFreeError | sqlite3.Error | OSError):
            what, advice = explained(error, PATIENCE)
            return ConfigurationError(f"数据库“{self._place()}”{what}", advice)
        return None

    def _place(self) -> str:
        """Where it is, without any password."""
        return str(
            self._file or (engines.place(self._address) if self._address is not None else "database_url")
        )


def _settle(raw: Any, _record: object) -> None:
    """What every SQLite connection needs. Changing to WAL is the one step that does not wait by itself."""
    with closing(raw.cursor()) as cursor:
        # What was said to be kept is there after a power cut as well.
        cursor.execute("PRAGMA synchronous=FULL")
        if cursor.execute("PRAGMA journal_mode").fetchone()[0] in {"wal", "memory"}:
            return
        end = time.monotonic() + PATIENCE
        while True:
            try:
                cursor.execute("PRAGMA journal_mode=WAL")
                return
            except sqlite3.OperationalError as error:
                if code(error) == sqlite3.SQLITE_READONLY:
                    return  # it can still be read
                if code(error) not in BUSY or time.monotonic() > end:
                    raise
            time.sleep(0.02)


def _is_sound(file: Path) -> bool:
    try:
        with closing(sqlite3.connect(file, timeout=PATIENCE)) as raw:
            return bool(raw.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")
    except sqlite3.DatabaseError as error:
        if code(error) not in DAMAGED:
            raise
        return False
