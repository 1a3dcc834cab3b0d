"""Export: a report as a Word document, a web page, a workbook or Markdown.

The writers load on first use, so that importing the room for its layout stays quick.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Final, Literal, cast, get_args

from assistant.core.report import Report
from assistant.errors import InputError
from assistant.export.comparison import ComparisonFormat, export_comparison
from assistant.export.layout import PrintedCell, PrintedTable, layout
from assistant.export.saving import save

Format = Literal["docx", "html", "xlsx", "md"]

__all__ = [
    "ComparisonFormat",
    "Format",
    "Options",
    "PrintedCell",
    "PrintedTable",
    "export_comparison",
    "export_report",
    "layout",
    "save",
]


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
