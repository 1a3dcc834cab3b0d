"""What holds for every test: no network beyond this machine, a data folder of its own, settled chance."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.support import network
from tests.support.shared import shared_file

__all__ = ["shared_file"]

settings.register_profile("house", deadline=None, derandomize=True, database=None)
settings.register_profile("ci", parent=settings.get_profile("house"), max_examples=300)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "house"))


@pytest.fixture(scope="session", autouse=True)
def _guard() -> Iterator[None]:
    reopen = network.close()
    yield
    reopen()


@pytest.fixture(autouse=True)
def _no_network(_guard: None) -> Iterator[None]:
    """A test that reached for the network fails, even where the code under test swallowed the refusal."""
    before = len(network.ATTEMPTS)
    yield
    tried, network.ATTEMPTS[before:] = network.ATTEMPTS[before:], []
    assert not tried, f"beyond this machine: {tried}"


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder that is not there yet; the machine's own settings do not reach into a test."""
    for name in list(os.environ):
        if name.upper().startswith("NIANBAO_") and name != "NIANBAO_REGENERATE":
            monkeypatch.delenv(name)
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("NIANBAO_HOME", str(folder / "nianbao"))
    for name in ("XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(folder / "usual"))
    return folder / "nianbao"
