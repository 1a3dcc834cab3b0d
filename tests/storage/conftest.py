"""A log in a data folder of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.storage.calls import CallLog


@pytest.fixture
def home(_own_home) -> Path:
    return _own_home


@pytest.fixture
def log(home) -> CallLog:
    return CallLog(home)
