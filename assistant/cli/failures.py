"""What becomes of an error: one Chinese line and an exit code; a bug of ours also leaves a file behind."""

from __future__ import annotations

import traceback
from typing import Final

from assistant.cli.streams import tell
from assistant.errors import ConfigurationError, InputError
from assistant.faults import keep

DONE: Final = 0
FOUND_ERRORS: Final = 1
UNUSABLE: Final = 2
OUR_BUG: Final = 3


def refuse(message: str) -> int:
    """Say in one line why the command cannot be done."""
    tell("错误：" + " ".join(message.split()))
    return UNUSABLE


def handle(error: Exception, debug: bool) -> int:
    """The exit code for an error, once it is said."""
    if debug:
        tell("".join(traceback.format_exception(error)))
    if isinstance(error, InputError | ConfigurationError):
        return refuse(str(error))
    try:
        place = f"详细情况记在“{keep(error)}”，反馈问题时请附上它（里面可能有报告的片段，请先看一看）。"
    except (OSError, ConfigurationError):
        place = "详细情况没能记下来（数据文件夹写不了），请加上 --debug 再运行一次，把显示的内容反馈给我们。"
    tell(f"错误：程序出了毛病（{type(error).__name__}），这是我们的缺陷，不是您的操作有误。{place}")
    return OUR_BUG
