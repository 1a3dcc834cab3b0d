"""What is kept of a fault of ours, so that it can be mended: one file each in the data folder, the newest few."""

from __future__ import annotations

import sys
import time
import traceback
from contextlib import suppress
from pathlib import Path
from typing import Final

from assistant.errors import ConfigurationError
from assistant.version import VERSION

KEPT: Final = 20


def keep(error: BaseException) -> Path:
    """Write an error down with its trace; the file. `OSError` or `ConfigurationError` when that cannot be done."""
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
    for old in sorted(folder.glob("error-*.log"))[:-KEPT]:
        with suppress(OSError):
            old.unlink()
    return path
