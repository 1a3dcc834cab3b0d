"""A comparison of two years as a file: a workbook or a page."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Final, Literal, cast, get_args

from assistant.core.comparison import Comparison
from assistant.errors import InputError
from assistant.export.saving import save

ComparisonFormat = Literal["xlsx", "html"]

_WRITERS: Final = {
    "xlsx": ("assistant.export.comparison_excel", "write_comparison_excel"),
    "html": ("assistant.export.comparison_html", "write_comparison_html"),
}
_KINDS: Final = "Excel 工作簿（.xlsx）和网页（.html）"


def export_comparison(
    comparison: Comparison, path: Path | None = None, *, format: ComparisonFormat | None = None
) -> bytes:
    """A comparison as bytes; written to `path` as well when one is given, whole or not at all.

    The format comes from `format`, else from the suffix of `path`. The same comparison gives the same bytes.
    `InputError` when the format is unknown, or the place does not exist or cannot be written.
    """
    kind = format if format is not None else (path.suffix.lower().removeprefix(".") if path else "")
    if kind not in get_args(ComparisonFormat):
        raise InputError("对照结果不能写成这种文件。", f"可以写成{_KINDS}，请换一个扩展名。")
    module, writer = _WRITERS[kind]
    data = cast(bytes, getattr(import_module(module), writer)(comparison))
    if path is not None:
        save(path, data)
    return data
