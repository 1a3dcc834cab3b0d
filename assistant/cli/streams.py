"""Standard output, standard error and standard input: UTF-8 everywhere, quiet when nobody listens.

Results go to standard output, words to people about them to standard error. A reader that has gone away
(``| head``) is nobody's fault; a full disk is said.
"""

from __future__ import annotations

import errno
import io
import json
import os
import sys
from typing import Any, Final, TextIO

from assistant.errors import InputError

MAX_INPUT: Final = 50 * 2**20 + 1
"""One byte more than reading takes, so that it can say that the input is too large."""


def use_utf8() -> None:
    r"""Make both output streams UTF-8, which consoles and pipes on Windows are not by themselves.

    Half a surrogate (from an odd file name) becomes ``\udcXX`` on standard output, which JSON understands, and a
    question mark in people's text.
    """
    for stream, errors in ((sys.stdout, "backslashreplace"), (sys.stderr, "replace")):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors)


def result(text: str) -> None:
    """Write a result to standard output. `InputError` when it cannot be written."""
    _write(sys.stdout, text.rstrip("\n") + "\n")


def result_json(value: Any) -> None:
    """Write a JSON value to standard output."""
    result(json.dumps(value, ensure_ascii=False, indent=2))


def tell(text: str) -> None:
    """Say something to the person at the terminal, on standard error."""
    tell_on(text.rstrip("\n") + "\n")


def tell_on(text: str) -> None:
    """Say a piece of a line, on standard error."""
    try:
        _write(sys.stderr, text)
    except InputError:  # nowhere left to say it
        return


def standard_input() -> bytes:
    """All of standard input as bytes. `InputError` when there is none."""
    if sys.stdin is None or sys.stdin.closed:
        raise InputError("没有标准输入可读。", "请改用文件名。")
    if sys.stdin.isatty():
        end = "先按 Ctrl+Z 再按回车" if sys.platform == "win32" else "在新的一行按 Ctrl+D"
        tell(f"请粘贴年报内容，粘贴完后{end}。")
    try:
        return sys.stdin.buffer.read(MAX_INPUT)
    except OSError as error:
        raise InputError("标准输入读不了。", "请改用文件名。") from error


def _write(stream: TextIO | None, text: str) -> None:
    if stream is None:  # a program without a console
        return
    try:
        stream.write(text)
        stream.flush()
    except OSError as error:
        _mute(stream)
        if _nobody_listens(error):
            return
        what = "磁盘满了" if error.errno == errno.ENOSPC else "系统不允许"
        raise InputError(f"结果写不出去：{what}。", "请换一个能写的位置再试。") from error


def _nobody_listens(error: OSError) -> bool:
    return isinstance(error, BrokenPipeError) or (sys.platform == "win32" and error.errno == errno.EINVAL)


def _mute(stream: TextIO) -> None:
    """Send what is still in the buffer nowhere, so that Python does not complain about it at exit."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
    except (OSError, ValueError):  # no real file behind the stream
        return
