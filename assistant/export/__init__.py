"""Export: a report as a Word document, a web page, a workbook or Markdown.

The writers load on first use, so that importing the room for its layout stays quick.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Final, Literal, cast, get_args

from assistant.core.findings import Finding
from assistant.core.report import Report
from assistant.errors import InputError
from assistant.export.comparison import ComparisonFormat, export_comparison
from assistant.export.layout import PrintedCell, PrintedTable, layout
from assistant.export.saving import save

Format = Literal["docx", "html", "xlsx", "md"]
FindingsFormat = Literal["docx", "xlsx"]

__all__ = [
    "ComparisonFormat",
    "FindingsFile",
    "FindingsFormat",
    "Format",
    "Options",
    "PrintedCell",
    "PrintedTable",
    "export_comparison",
    "export_findings",
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


@dataclass(frozen=True)
class FindingsFile:
    """Findings written down: the bytes, and what staff must be told about them.

    `own_document` is true when the comments stand in the user's own Word file, false when the file had to be set
    anew in official layout (and always for Excel). `astray` counts comments that do not stand exactly at their
    place; each says so itself. `lost_macros`: the macros of the user's file were left out.
    """

    data: bytes
    own_document: bool = False
    astray: int = 0
    lost_macros: bool = False


def export_findings(
    findings: Sequence[Finding],
    report: Report,
    path: Path | None = None,
    *,
    source: bytes | None = None,
    format: FindingsFormat | None = None,
    now: datetime | None = None,
) -> FindingsFile:
    """Findings as comments in a Word document or as a list in Excel; written to `path` as well when one is given.

    Args:
        findings: what the checks found, in the order it is to be listed; each becomes one comment or one row.
        report: the report they are about.
        path: where the file goes, whole or not at all; its suffix (.docx, .xlsx) is the format.
        source: the bytes of the file that the report was read from. A Word file (.docx, .docm, .dotx) comes back
            as it is, with comments; for anything else, or nothing, the report is set in official layout.
        format: ``docx`` or ``xlsx``, where the suffix does not say.
        now: the date of the comments; the time of day by default.

    Raises:
        InputError: the format is unknown, the place cannot be written, or the source is damaged or encrypted.

    """
    kind = _kind_of_findings(path, format)
    if kind == "xlsx":
        data = import_module("assistant.export.findings_excel").write_findings(findings, report)
        made = FindingsFile(cast(bytes, data))
    else:
        made = _commented(findings, report, source, now or datetime.now())
    if path is not None:
        save(path, made.data)
    return made


def _kind_of_findings(path: Path | None, wanted: str | None) -> FindingsFormat:
    name = wanted if wanted is not None else path.suffix.lower().removeprefix(".") if path else ""
    if name not in get_args(FindingsFormat):
        raise InputError(
            "核对结果不能写成这种文件。",
            "可以写成带批注的 Word 文档（.docx）或 Excel 清单（.xlsx），请换一个扩展名。",
        )
    return cast(FindingsFormat, name)


def _commented(
    findings: Sequence[Finding], report: Report, source: bytes | None, now: datetime
) -> FindingsFile:
    own = source is not None and import_module("assistant.export.own_document").is_word_file(source)
    writer = import_module("assistant.export.findings_word")
    if own:
        done = writer.comment_in(source, findings, report, now)
    else:
        done = writer.comment_in(
            export_report(report, format="docx"), findings, writer.as_printed(report), now
        )
    return FindingsFile(done.data, own, done.astray, done.lost_macros)


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
