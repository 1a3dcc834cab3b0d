"""The real files in the folder ``shared`` beside the project, where there is one."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2].parent / "shared"


def shared_file(name: str) -> Path:
    """A file under ``../shared``; the test is skipped, by name, where it is not there."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"需要 ../shared/{name}")
    return path
