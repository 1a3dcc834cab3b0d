"""Asking for a new password: twice and unseen at a terminal, or one line of standard input; never an argument."""

from __future__ import annotations

import sys
from typing import Final

from assistant.cli.streams import tell
from assistant.errors import InputError

_MOST: Final = 4096


def new_password(*, from_input: bool) -> str:
    """The password as typed. `InputError` when there is none, or when the two times differ."""
    return _from_input() if from_input else _from_terminal()


def _from_terminal() -> str:
    from getpass import getpass

    if sys.stdin is None or sys.stdin.closed or not sys.stdin.isatty():
        raise InputError("这里不能输入密码：不是终端。", "请加上 --password-stdin，从标准输入给密码。")
    tell("密码至少 8 个字符，输入时不显示。")
    try:
        first = getpass("密码：", stream=sys.stderr)
        again = getpass("再输一遍：", stream=sys.stderr)
    except (EOFError, KeyboardInterrupt) as error:
        raise InputError("没有输入密码。", "什么也没有改。") from error
    if first != again:
        raise InputError("两次输入的密码不一样。", "什么也没有改，请再来一次。")
    return first


def _from_input() -> str:
    if sys.stdin is None or sys.stdin.closed:
        raise InputError("没有标准输入可读。", "请去掉 --password-stdin，在终端里输入。")
    try:
        data = sys.stdin.buffer.read(_MOST)
        lines = data.decode("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("标准输入里的密码读不了。", "请用 UTF-8 写成一行。") from error
    if not lines or not lines[0]:
        raise InputError("标准输入里没有密码。", "请把密码写成一行。")
    if len(lines) > 1 or len(data) == _MOST:
        raise InputError("标准输入里不止一行。", "请只写密码这一行。")
    return lines[0]
