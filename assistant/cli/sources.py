"""What the command line names — a file, or “-” for standard input — turned into reports and notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from assistant.cli.streams import standard_input
from assistant.errors import InputError

if TYPE_CHECKING:
    from assistant.core.report import Report
    from assistant.reading.blocks import Block

STANDARD_INPUT: Final = "-"
_NOT_TEXT: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"%PDF-")


def refuse_two_readers(*sources: Path | None) -> None:
    """`InputError` when more than one source is standard input: there is only one of it."""
    if sum(str(source) == STANDARD_INPUT for source in sources) > 1:
        raise InputError("标准输入（-）只能用一次。", "请把其中一个改为文件名。")


def read_source(source: Path) -> Report:
    """The report behind a name. `InputError` when it cannot be read or holds no table at all."""
    return _with_tables(standard_input() if str(source) == STANDARD_INPUT else source)


def _with_tables(source: Path | bytes) -> Report:
    from assistant import read_report

    report = read_report(source)
    if report.status == "empty":
        faults = [p.message for p in report.problems if p.severity == "error"]
        what = faults[0] if faults else "没有读到年度报告的表格。"
        raise InputError(what, "" if faults else "请确认选对了文件。")
    return report


def read_with_bytes(source: Path) -> tuple[Report, bytes]:
    """The report behind a name, and the very bytes it was read from."""
    if str(source) != STANDARD_INPUT and (source.is_file() or not source.exists() or source.is_dir()):
        report = read_source(source)
        return report, _bytes(source)
    # A pipe can be read but once.
    data = standard_input() if str(source) == STANDARD_INPUT else _bytes(source)
    return _with_tables(data), data


def read_words(source: Path) -> Report:
    """The cells that a piece of prose names, all uncertain; a configured model reads it as well."""
    from assistant.cli import with_model
    from assistant.intake.prose import read_prose

    data = standard_input() if str(source) == STANDARD_INPUT else _bytes(source)
    text = _text(data, source.name)
    return read_prose(text, with_model.opened("这段话") if with_model.is_configured() else None)


def read_previous(source: Path | None) -> Report | None:
    """Last year's report, if one is named; what is wrong with it is said to be wrong with it."""
    if source is None:
        return None
    try:
        return read_source(source)
    except InputError as error:
        raise InputError(f"上年报告用不了：{error.what}", error.advice) from error


def read_notes(source: Path | None) -> str:
    """The user's notes as text, from a text file, from Word or from standard input; empty when none is named."""
    if source is None:
        return ""
    try:
        data = standard_input() if str(source) == STANDARD_INPUT else _bytes(source)
        return _text(data, source.name)
    except InputError as error:
        raise InputError(f"要点文件用不了：{error.what}", error.advice) from error


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise InputError(f"找不到文件“{path}”。", "请检查路径和文件名。") from error
    except (OSError, ValueError) as error:
        raise InputError(f"文件“{path}”读不了。", "请检查它是不是一个文件、是否有读取权限。") from error


def _text(data: bytes, name: str) -> str:
    from assistant.reading.open import decode, open_bytes

    if data.startswith(_NOT_TEXT):
        return "\n".join(_lines(open_bytes(data, name).blocks))
    return decode(data).replace("\r\n", "\n").replace("\r", "\n") if data.strip() else ""


def _lines(blocks: Iterable[Block]) -> Iterator[str]:
    from assistant.reading.blocks import Grid

    for block in blocks:
        if isinstance(block, Grid):
            rows: dict[int, list[str]] = {}
            for cell in block.cells:
                rows.setdefault(cell.row, []).append(cell.text.replace("\n", ""))
            yield from ("\t".join(row) for row in rows.values())
        else:
            yield block.text
