"""A clock to turn, a look into the file, and what is said when something is refused."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assistant.errors import InputError

GOOD = "春风 又绿 江南岸"
OTHER = "correct-horse-battery"
UNIT = "示例县人民政府"
HERE = "127.0.0.1"
WRONG = "登录名或密码不对，或者账号已经停用。请核对后再试；忘了密码请找管理员重设。"


class Clock:
    """The time that the accounts go by."""

    def __init__(self) -> None:
        self.now = datetime(2026, 1, 15, 1, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **how_long: float) -> None:
        self.now += timedelta(**how_long)


def refused(function, *arguments, **named) -> str:
    with pytest.raises(InputError) as caught:
        function(*arguments, **named)
    return str(caught.value)


def on_disk(home: Path) -> bytes:
    """Every byte that the data folder holds."""
    return b"".join(file.read_bytes() for file in sorted(home.rglob("*")) if file.is_file())
