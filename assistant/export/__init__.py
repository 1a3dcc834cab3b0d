"""Export: a report as a Word document, a web page, a workbook or Markdown.

The writers load on first use, so that importing the room for its layout stays quick.
"""

from __future__ import annotations

import errno
import os
import secrets
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Final, Literal, cast, get_args

from assistant.core.report import Report
from assistant.errors import InputError
from assistant.export.layout import PrintedCell, PrintedTable, layout

Format = Literal["docx", "html", "xlsx", "md"]

__all__ = ["Format", "Options", "PrintedCell", "PrintedTable", "export_report", "layout", "save"]


@dataclass(frozen=True)
class Options:
    """How a Word document is set; the other formats have no options.

    `fonts` is a profile: ``standard`` (方正小标宋简体, 仿宋_GB2312, 楷体_GB2312, 黑体), ``windows`` (only what
    Windows brings), ``linux`` (方正 GBK fonts of domestic desktops) or ``free`` (Fandol and 思源).
    `compact_margins` takes the top and bottom margins of GB/T 33476.2-2016 (34.58 and 32.58 mm) instead of
    those of GB/T 9704-2012 (37 and 35 mm).
    """

    fonts: Literal["standard", "windows", "linux", "free"] = "standard"
    compact_margins: bool = False


_KINDS: Final = "Word 文档（.docx）、网页（.html）、Excel 工作簿（.xlsx）和 Markdown 文本（.md）"


def export_report(
    report: Report, path: Path | None = None, *, format: Format | None = None, options: Options | None = None
) -> bytes:
    """The whole report in official layout, as bytes; written to `path` as well when one is given.

    The format comes from `format`, else from the suffix of `path`. The file appears whole or not at
    all: it is written beside its place first. The same report and options give the same bytes.
    `InputError` when the format is unknown, or the place does not exist or cannot be written.
    """
    kind = _kind(path, format)
    data = _write(report, kind, options or Options())
    if path is not None:
        save(path, data)
    return data


def _kind(path: Path | None, wanted: str | None) -> Format:
    if wanted is None and path is None:
        raise InputError("没有说明导出成哪种格式。", f"可以导出为{_KINDS}，请选一种。")
    name = wanted if wanted is not None else cast(Path, path).suffix.lower().removeprefix(".")
    if name not in get_args(Format):
        shown = f"“.{name}”" if name else "没有扩展名的文件"
        raise InputError(f"不能导出为{shown}。", f"可以导出为{_KINDS}，请换一个扩展名。")
    return cast(Format, name)


def _write(report: Report, kind: Format, options: Options) -> bytes:
    if kind == "docx":
        data = import_module("assistant.export.word").write_word(
            report, fonts=options.fonts, compact_margins=options.compact_margins
        )
    elif kind == "html":
        data = import_module("assistant.export.html").write_html(report)
    elif kind == "xlsx":
        data = import_module("assistant.export.excel").write_excel(report)
    else:
        data = import_module("assistant.export.markdown").write_markdown(report)
    return cast(bytes, data)


def save(path: Path, data: bytes) -> None:
    """Write a file whole or not at all. `InputError` when the place does not exist or cannot be written."""
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
