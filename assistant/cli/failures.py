"""What becomes of an error: one Chinese line and an exit code; a bug of ours also leaves a file behind."""

from __future__ import annotations

import sys
import time
import traceback
from contextlib import suppress
from pathlib import Path
from typing import Final

from assistant.cli.streams import tell
from assistant.errors import ConfigurationError, InputError
from assistant.version import VERSION

DONE: Final = 0
FOUND_ERRORS: Final = 1
UNUSABLE: Final = 2
OUR_BUG: Final = 3

KEPT_LOGS: Final = 20


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
        place = f"详细情况记在“{_log(error)}”，反馈问题时请附上它（里面可能有报告的片段，请先看一看）。"
    except (OSError, ConfigurationError):
        place = "详细情况没能记下来（数据文件夹写不了），请加上 --debug 再运行一次，把显示的内容反馈给我们。"
    tell(f"错误：程序出了毛病（{type(error).__name__}），这是我们的缺陷，不是您的操作有误。{place}")
    return OUR_BUG


def _log(error: Exception) -> Path:
    from assistant.settings import default_home, load_settings, make_folder

    try:
        home = load_settings().home
    except ConfigurationError:
        home = default_home()
    folder = make_folder(home / "logs")
    path = folder / f"error-{time.strftime('%Y%m%d-%H%M%S')}-{time.perf_counter_ns() % 1_000_000:06}.log"
    head = f"nianbao {VERSION}, Python {sys.version.split()[0]}, {sys.platform}\n\n"
    path.write_text(
        head + "".join(traceback.format_exception(error)), encoding="utf-8", errors="backslashreplace"
    )
    for old in sorted(folder.glob("error-*.log"))[:-KEPT_LOGS]:
        with suppress(OSError):
            old.unlink()
    return path
