"""What the tests of the door share."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from tests.api.serving import Door, serving
from tests.cli.conftest import last, report, run, wrong
from tests.library.conftest import _dictionary_once
from tests.support.library import home, shipped_home

__all__ = ["_dictionary_once", "home", "last", "report", "run", "shipped_home", "wrong"]


@pytest.fixture
def door(_own_home) -> Iterator[Door]:
    with serving() as running:
        yield running


@pytest.fixture
def oa(door: Door) -> httpx.Client:
    return door.talk()
