"""What loads slowly is loaded once, so that no test's patience is spent on it."""

from __future__ import annotations

import importlib
import threading
import time
from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session")
def _loaded() -> None:
    importlib.import_module("langchain_openai")


@pytest.fixture
def no_thread_left(_loaded: None) -> Iterator[None]:
    """After the test, the threads that produced its replies are gone."""
    yield
    until = time.monotonic() + 5
    while names := [t.name for t in threading.enumerate() if t.name.startswith("nianbao-")]:
        assert time.monotonic() < until, names
        time.sleep(0.02)
