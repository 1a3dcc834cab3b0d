"""What the tests of the command line share."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from assistant.cli import main
from tests.cli.helpers import LAST_YEAR, Ran, text
from tests.library.conftest import _dictionary_once
from tests.support.library import home, shipped_home

__all__ = ["_dictionary_once", "home", "shipped_home"]


@pytest.fixture
def run(capsys, monkeypatch):
    def _run(*arguments, stdin: bytes = b"") -> Ran:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="ascii"))
        code = main([str(a) for a in arguments])
        out, err = capsys.readouterr()
        return Ran(code, out, err)

    return _run


@pytest.fixture
def report(tmp_path) -> Path:
    path = tmp_path / "年报 2025.txt"
    path.write_text(text(), encoding="utf-8")
    return path


@pytest.fixture
def last(tmp_path) -> Path:
    path = tmp_path / "上年.txt"
    path.write_text(text(LAST_YEAR, 2024), encoding="utf-8")
    return path


@pytest.fixture
def wrong(tmp_path) -> Path:
    path = tmp_path / "错.txt"
    path.write_text(text({"requests.new.total": 24}), encoding="utf-8")
    return path
