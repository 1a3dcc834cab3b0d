"""Files that appear whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
from pathlib import Path

from assistant.errors import InputError


def save(path: Path, data: bytes) -> None:
    """Write a file beside its place first, then put it there. `InputError` when it cannot be written."""
    try:
        _check_place(path)
        _replace(path, data)
    except OSError as problem:
        raise InputError(f"文件“{path}”写不进去：{_reason(problem)}。", _advice(problem)) from problem


def _check_place(path: Path) -> None:
    if not path.parent.is_dir():
        raise InputError(f"保存位置“{path.parent}”不存在。", "请先建好这个文件夹，或者换一个位置。")
    if path.is_dir():
        raise InputError(f"“{path}”是一个文件夹，不能当文件写。", "请在后面加上文件名。")


def _replace(path: Path, data: bytes) -> None:
    beside = path.parent / f".{secrets.token_hex(8)}.tmp"
    try:
        with beside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise


def _reason(problem: OSError) -> str:
    reasons = {
        errno.ENOSPC: "磁盘满了",
        errno.EROFS: "这个位置是只读的",
        errno.ENAMETOOLONG: "文件名太长",
    }
    denied = isinstance(problem, PermissionError)
    return (
        "没有写入权限，或者文件正在别的程序里打开"
        if denied
        else reasons.get(problem.errno or 0, "系统不允许")
    )


def _advice(problem: OSError) -> str:
    if problem.errno == errno.ENAMETOOLONG:
        return "请换一个短一些的文件名。"
    return "请关掉打开着它的程序，或者换一个能写的位置再试。"
