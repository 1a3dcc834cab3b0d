"""Calls to keep, databases to break, and a look at what is in them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from assistant.errors import ConfigurationError
from assistant.storage.calls import Call

NOON = datetime(2026, 1, 15, 12, 0, 0, 250, tzinfo=timezone(timedelta(hours=8)))


def call(**changes) -> Call:
    facts = {"time": NOON, "purpose": "起草·主动公开", "model": "qwen3-32b", "verdict": "采用"}
    return Call(**{**facts, **changes})


def refused(function, *arguments) -> str:
    with pytest.raises(ConfigurationError) as caught:
        function(*arguments)
    return str(caught.value)


def rows(file: Path) -> int:
    with closing(sqlite3.connect(file)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return raw.execute("SELECT count(*) FROM calls").fetchone()[0]


def damage(file: Path, how: str) -> bytes:
    data = file.read_bytes()
    data = {
        "no database": b"x" * 5000,
        "torn": data[:4096] + b"\xff" * (len(data) - 4096),
        "cut": data[:3000],
    }[how]
    file.write_bytes(data)
    return data
