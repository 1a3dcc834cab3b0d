"""What several commands do around their work: refuse a file that cannot be written, tell what was misread."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from assistant.cli.streams import tell
from assistant.errors import InputError

if TYPE_CHECKING:
    from assistant.core.report import Report


def check_output(output: Path | None, suffixes: tuple[str, ...], *sources: Path | None) -> None:
    """Refuse before any work what could not be written, or would overwrite what was given."""
    if output is None:
        return
    if output.suffix.lower() not in suffixes:
        raise InputError(f"不能写成“{output.name}”这种文件。", f"文件名请以 {'、'.join(suffixes)} 结尾。")
    for source in sources:
        if source is not None and output.exists() and source.exists() and output.samefile(source):
            raise InputError(f"输出文件“{output}”就是给进来的文件，写了会把它盖掉。", "请换一个文件名。")


def tell_problems(report: Report, last: Report | None = None) -> None:
    """Say on standard error what staff must know about the reading of one or two reports."""
    from assistant.cli.show_report import problems

    for title, one in (("读取中的问题：", report), ("上年报告读取中的问题：", last)):
        text = problems(one.problems, title) if one else ""
        if text:
            tell(text)
