"""What a fault of a database means, in words for staff."""

from __future__ import annotations

import errno
import sqlite3
from typing import Final

BUSY: Final = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
DAMAGED: Final = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_SHUT: Final = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH)

_AGAIN: Final = "请稍后再试。"
_FULL: Final = "写不下：磁盘满了。"
_READ_ONLY: Final = "只能读，写不进去。"
_GONE: Final = (
    "连不上。",
    "请检查数据库服务开着没有、网络通不通，设置 database_url 里的地址、库名、用户名和密码对不对。已经存下的都在。",
)
_STATES: Final[dict[str, tuple[str, str]]] = {
    "53100": (_FULL, "请在数据库服务器上清出一些空间再试。"),
    "53300": ("连接太多，接不进去。", _AGAIN),
    "25006": (_READ_ONLY, "请检查连的是不是主库。"),
    "42501": ("不让这个用户读写。", "请数据库管理员给这个用户建表和读写的权限，最好让它拥有这个库。"),
    "22P05": ("存不下这些字。", "请用 UTF8 编码的库。"),
    "XX001": ("已经损坏。", "请找数据库管理员恢复。"),
    "XX002": ("已经损坏。", "请找数据库管理员恢复。"),
    "57P01": _GONE,
    "57P02": _GONE,
    "57P03": _GONE,
}
"""PostgreSQL's own codes (SQLSTATE)."""
_WAITED: Final = {"55P03", "40P01", "40001"}


def code(error: BaseException) -> int:
    """SQLite's primary result code; 0 for an error of anything else."""
    raw = getattr(error, "orig", None) or error
    return int(getattr(raw, "sqlite_errorcode", None) or 0) & 0xFF


def explained(error: Exception, patience: float) -> tuple[str, str]:
    """What happened, and what to do; `patience` is for how many seconds others are waited for."""
    from sqlalchemy.exc import TimeoutError as NoneFreeError  # noqa: PLC0415 - late

    number, state = code(error), _state(error)
    system = error.errno if isinstance(error, OSError) else None
    if number in BUSY or state in _WAITED or isinstance(error, TimeoutError | NoneFreeError):
        return f"正被别的程序占用，等了 {patience:g} 秒还没有轮到。", _AGAIN
    if number == sqlite3.SQLITE_FULL or system == errno.ENOSPC:
        return _FULL, "请清出一些空间再试。"
    if number in DAMAGED:
        return "已经损坏，或者不是数据库。", "请换一个文件，或者移走它，让程序新建一个。"
    if number == sqlite3.SQLITE_READONLY:
        return _READ_ONLY, "请检查文件和文件夹的权限。"
    if number in _SHUT or isinstance(error, OSError):
        return "打不开。", "请检查文件夹在不在、有没有权限，或用环境变量 NIANBAO_HOME 换一个位置。"
    if number == sqlite3.SQLITE_IOERR:
        return "读写出了错。", "请检查磁盘是不是满了或者坏了。"
    if state in _STATES:
        return _STATES[state]
    if _is_gone(error, state):
        return _GONE
    return f"用不了（{type(error).__name__}）。", "请检查数据库服务和设置 database_url。"


def _state(error: Exception) -> str:
    raw = getattr(error, "orig", None)
    return str(getattr(raw, "sqlstate", None) or getattr(raw, "pgcode", None) or "")


def _is_gone(error: Exception, state: str) -> bool:
    """Whether there is no connection: it broke, or none could be made, which has no code of its own."""
    from sqlalchemy.exc import DBAPIError, OperationalError  # noqa: PLC0415 - late

    if not isinstance(error, DBAPIError) or isinstance(error.orig, sqlite3.Error):
        return False
    return (
        error.connection_invalidated
        or state.startswith("08")
        or (isinstance(error, OperationalError) and not state)
    )
