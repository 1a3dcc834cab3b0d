"""Where the journal of a run is kept."""

from __future__ import annotations

import hashlib
from pathlib import Path

from assistant.batch.jobs import is_our_own, load
from assistant.batch.walk import JOURNAL_SUFFIX, shown
from assistant.errors import InputError


def journal_of(folder: Path, output: Path | None) -> Path:
    """Beside the output, under the folder's name: ``各单位报来.nianbao-batch``; without an output in the data folder.

    Checking and adding up share it, and so may two folders of one name: what stands in it goes by a file's bytes.
    """
    here = folder.resolve()
    if output is not None:
        return output.parent / ((shown(here.name) or "年报") + JOURNAL_SUFFIX)
    from assistant.settings import load_settings, make_folder

    place = hashlib.sha256(str(here).encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return make_folder(load_settings().home / "batch") / (place + JOURNAL_SUFFIX)


def check_output(outputs: list[Path], folders: list[Path]) -> None:
    """`InputError`, before any work, when they cannot be put there or would overwrite a file of the folders."""
    if not outputs:
        return
    output = outputs[0]
    if output.suffix.lower() != ".xlsx":
        raise InputError(f"汇总不能写成“{output.name}”这种文件。", "文件名请以 .xlsx 结尾。")
    if not output.parent.is_dir():
        raise InputError(f"保存位置“{output.parent}”不存在。", "请先建好这个文件夹，或者换一个位置。")
    if output.is_dir():
        raise InputError(f"“{output}”是一个文件夹，不能当文件写。", "请在后面加上文件名。")
    inside = {folder.resolve() for folder in folders}
    for path in outputs:
        if path.exists() and inside & set(path.resolve().parents) and not is_our_own(load(path)):
            raise InputError(f"输出文件“{path}”是文件夹里原有的文件，写了会把它盖掉。", "请换一个文件名。")
