"""The files of a folder and its sub-folders, in an order that stays, each with the reason when it is not read."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from assistant.errors import InputError

JOURNAL_SUFFIX: Final = ".nianbao-batch"

_LITTER: Final = frozenset({"thumbs.db", "desktop.ini", "ehthumbs.db", "icon\r"})
_SYSTEM_FOLDERS: Final = frozenset({"__macosx", "$recycle.bin", "system volume information", "@eadir"})
_TEMPORARY: Final = (".tmp", ".crdownload", ".part", ".bak", ".swp")
_NO_TEXT: Final = frozenset({
    ".exe", ".dll", ".msi", ".com", ".bat", ".cmd", ".lnk", ".url", ".sys", ".iso", ".ttf", ".otf",
    ".mp3", ".wav", ".wma", ".m4a", ".mp4", ".avi", ".mov", ".mkv", ".wmv", ".flv",
})  # fmt: skip
_ODD: Final = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


@dataclass(frozen=True)
class Found:
    """A file (or a folder that was not entered). `shown` is its path below the folder, fit to be shown.

    `skipped` says why it is not read; empty when it is to be read. `last_year`: it came from the folder of
    last year's reports.
    """

    path: Path
    shown: str
    skipped: str = ""
    last_year: bool = False

    @property
    def name(self) -> str:
        """The bare name, fit to be shown; reading takes it for a hint about year and unit."""
        return self.shown.rsplit("/", 1)[-1]


def check_folder_is_there(folder: Path) -> None:
    """`InputError` when a folder is not there, is a file or cannot be opened."""
    try:
        if not folder.exists():
            raise InputError(f"找不到文件夹“{shown(str(folder))}”。", "请检查路径。")
        if not folder.is_dir():
            raise InputError(
                f"“{shown(str(folder))}”不是文件夹。", "请给出放年报的文件夹；单个文件请用 nianbao check。"
            )
        with os.scandir(folder):
            pass
    except (OSError, ValueError) as error:
        raise InputError(f"文件夹“{shown(str(folder))}”打不开。", "请检查路径和读取权限。") from error


def walk(
    folder: Path, *, without: frozenset[Path] = frozenset(), prefix: str = "", last_year: bool = False
) -> Iterator[Found]:
    """Every file below a folder, sorted by name, files of a folder before its sub-folders.

    `prefix` goes before the files' places, to tell those of two folders apart. `without`: files we wrote ourselves and folders that are walked on their own, resolved. Links to folders are not
    entered: they may lead in circles. Nothing is opened here, so that a pipe or a device cannot hold us up.
    """
    waiting = [(folder, prefix)]
    while waiting:
        here, below_what = waiting.pop()
        try:
            with os.scandir(here) as entries:
                listed = sorted(entries, key=lambda entry: entry.name)
        except OSError:
            yield Found(here, shown(below_what.rstrip("/")) or ".", "文件夹打不开，请检查读取权限", last_year)
            continue
        below: list[tuple[Path, str]] = []
        for entry in listed:
            path, place = Path(entry.path), below_what + entry.name
            if _is_folder(entry):
                if path.resolve() in without:
                    continue
                reason = _no_entry(entry)
                if reason:
                    yield Found(path, shown(place) + "/", reason, last_year)
                else:
                    below.append((path, place + "/"))
            else:
                yield Found(path, shown(place), _no_reading(entry, path, without), last_year)
        waiting += reversed(below)


def shown(text: str) -> str:
    """A name as it may be shown: what would move the cursor, turn the line round or break a file becomes �."""
    return _ODD.sub("�", text)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _no_entry(entry: os.DirEntry[str]) -> str:
    is_junction = getattr(entry, "is_junction", None)  # of Windows, known from Python 3.12 on
    if entry.is_symlink() or (is_junction is not None and is_junction()):
        return "是指向别处的链接，没有进去看"
    if entry.name.startswith(".") or entry.name.lower() in _SYSTEM_FOLDERS:
        return "隐藏的或系统的文件夹，没有进去看"
    return ""


def _no_reading(entry: os.DirEntry[str], path: Path, without: frozenset[Path]) -> str:
    name = entry.name.lower()
    if name.startswith(("~$", ".~")):
        return "Word、Excel 或 WPS 打开文件时留下的临时文件"
    if JOURNAL_SUFFIX in name or path.resolve() in without:
        return "本程序写的文件"
    if name.startswith(".") or name in _LITTER:
        return "隐藏的或系统的文件"
    if name.endswith(_TEMPORARY):
        return "临时文件或备份文件"
    if path.suffix.lower() in _NO_TEXT:
        return "程序、快捷方式或音像文件，不是文稿"
    try:
        mode = entry.stat().st_mode
    except OSError:
        return "" if not entry.is_symlink() else "是指向别处的链接，那里没有文件"
    return "" if stat.S_ISREG(mode) else "不是普通文件"
