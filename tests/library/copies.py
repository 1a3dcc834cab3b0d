"""Whole libraries to be copied and then damaged, and what a library that came through has to answer."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Library
from tests.library.support import ADDED, ASKED, Service, answers, found_added, serving, write_corpus

NEW = ADDED.replace("草场", "湿地").replace("蓝鹊", "黄鹂")
"""Another text that the library knows nothing of."""

Built = tuple[Path, Path]


@pytest.fixture(scope="module")
def built_whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Path, Service]]:
    """Like `built_once`, with embeddings and Chroma's folder, and the service that made them."""
    folder = tmp_path_factory.mktemp("whole")
    corpus = write_corpus(folder / "corpus")
    with serving() as service, pytest.MonkeyPatch.context() as patch:
        patch.setenv("NIANBAO_EMBEDDING", service.url + "#example")
        library = Library.open(folder / "home", corpus=corpus)
        library.add(ADDED.encode(), "草场.txt")
        library.embed()
        library.search(ASKED)
        library.close()
        yield folder / "home", corpus, service


@pytest.fixture
def whole(built_whole: tuple[Path, Path, Service], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Built:
    """(home, corpus): a copy to be damaged, times of its files kept."""
    home, corpus, service = built_whole
    monkeypatch.setenv("NIANBAO_EMBEDDING", service.url + "#example")
    service.asked.clear()
    shutil.copytree(home, tmp_path / "whole", copy_function=shutil.copy2)
    return tmp_path / "whole", corpus


@pytest.fixture
def built(built_once: Built, tmp_path: Path, words_only: None) -> Built:
    """(home, corpus) without embeddings: a copy to be damaged."""
    home, corpus = built_once
    shutil.copytree(home, tmp_path / "built", copy_function=shutil.copy2)
    return tmp_path / "built", corpus


def sound(home: Path, corpus: Path, **options: bool) -> list[str]:
    """Open, hold everything against what it should be, close; what was told."""
    with Library.open(home, corpus=corpus, **({"resident": False} | options)) as library:
        assert answers(library)
        assert found_added(library)
        assert library.missing() == 0
        assert [r.origin for r in library.documents()].count("shipped") == 5
        assert [r.origin for r in library.documents()].count("added") == 1
        return list(library.notices)
