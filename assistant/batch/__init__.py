"""Many reports at once: a folder checked, or added up into the government's own table.

The doors load on first use: openpyxl and the readers take longer to import than the help takes to print.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from assistant.batch.folder import FolderCheck, Wishes, check_folder
    from assistant.batch.pool import Means
    from assistant.batch.summing import Rollup, RollupWishes, rollup
    from assistant.batch.values import FileRow, State

_DOOR: Final = {
    "check_folder": "folder",
    "FolderCheck": "folder",
    "Wishes": "folder",
    "rollup": "summing",
    "Rollup": "summing",
    "RollupWishes": "summing",
    "Means": "pool",
    "FileRow": "values",
    "State": "values",
}

__all__ = [
    "FileRow",
    "FolderCheck",
    "Means",
    "Rollup",
    "RollupWishes",
    "State",
    "Wishes",
    "check_folder",
    "rollup",
]


def __getattr__(name: str) -> Any:
    if name in _DOOR:
        return getattr(import_module(f"assistant.batch.{_DOOR[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
