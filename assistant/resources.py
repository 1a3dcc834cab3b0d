"""Finds the folders that come with the program, in a checkout and inside an installed wheel alike."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from assistant.errors import InternalError

_PACKAGE: Final = Path(__file__).parent


def prompts() -> Path:
    """The folder of prompts, one Markdown file each."""
    return _folder("prompts")


def corpus() -> Path:
    """The folder of regulations and sample reports."""
    return _folder("corpus")


def _folder(name: str, package: Path = _PACKAGE) -> Path:
    """``assistant/_data/<name>`` of a wheel, else ``<name>`` beside the package in a checkout.

    Beside an installed package stand other people's packages, so there only ``_data`` counts: a checkout is told
    by its pyproject.toml. `InternalError` when neither is there: the package was built wrong.
    """
    inside = package / "_data" / name
    if inside.is_dir():
        return inside
    checkout = package.parent
    if (checkout / "pyproject.toml").is_file() and (checkout / name).is_dir():
        return checkout / name
    raise InternalError(f"the folder {name!r} did not come with the package")
