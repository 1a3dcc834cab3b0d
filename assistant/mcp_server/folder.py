"""Files that a tool may open: below one folder that whoever started us has named, and nowhere else."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import Final

from assistant.conversation.doors.calls import File
from assistant.errors import InputError
from assistant.reading.open import MAX_BYTES
from assistant.reading.suffixes import SUFFIXES

_LONGEST: Final = 1024


class Folder:
    """The named folder. Links that lead out of it lead nowhere."""

    def __init__(self, folder: Path) -> None:
        """`InputError` when it is no folder."""
        try:
            self._root = folder.resolve(strict=True)
        except (OSError, RuntimeError, ValueError) as error:
            raise InputError(f"找不到文件夹“{folder}”。", "请检查 --folder 后面的路径。") from error
        if not self._root.is_dir():
            raise InputError(f"“{folder}”不是文件夹。", "--folder 后面请写一个文件夹。")

    def open(self, path: str) -> File:
        """The file at a path below the folder. `InputError` for any other, and for what cannot be read."""
        found = self._below(path)
        try:
            size = found.stat().st_size
            if size > MAX_BYTES:
                raise InputError(
                    f"文件有 {size / 2**20:.0f} MB，超过了 {MAX_BYTES // 2**20} MB 的上限。",
                    "年报一般不到 5 MB：请删去大图片，或只把年报正文另存一份。",
                )
            return File(found.read_bytes(), found.name)
        except (OSError, ValueError) as error:
            raise InputError("文件读不了。", "请检查它是不是一个文件、是否有读取权限。") from error

    def _below(self, path: str) -> Path:
        unknown = InputError(
            "那个文件夹里没有这个文件。", "请写相对于 --folder 的路径，如“年报.docx”；别处的文件不能打开。"
        )
        if not path.strip() or len(path) > _LONGEST or "\0" in path:
            raise unknown
        try:
            found = (self._root / path).resolve(strict=True)
        except (OSError, RuntimeError, ValueError) as error:
            raise unknown from error
        below = found.is_relative_to(self._root) and found.is_file()
        if not below or any(part.startswith(".") for part in PurePath(path).parts if part != "."):
            raise unknown
        if found.suffix.lower() not in SUFFIXES:
            raise InputError("这种文件不是年报。", "可以打开 Word、Excel、PDF、网页、文本文件和图片。")
        return found
