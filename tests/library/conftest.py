"""The small library's fixtures, and jieba's dictionary read once for all tests instead of once a library."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import Any

import pytest

from tests.library.copies import built, built_whole, whole
from tests.library.support import (
    built_once,
    corpus,
    embeddings,
    opened,
    words_only,
)

__all__ = ["built", "built_once", "built_whole", "corpus", "embeddings", "opened", "whole", "words_only"]


@pytest.fixture(scope="session", autouse=True)
def _dictionary_once() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
    read = jieba.Tokenizer.gen_pfdict
    held: list[Any] = []

    def once(file: Any) -> tuple[dict[str, int], int]:
        if not held:
            held.append(read(file))
        file.close()
        return dict(held[0][0]), held[0][1]

    jieba.Tokenizer.gen_pfdict = staticmethod(once)
    yield
    jieba.Tokenizer.gen_pfdict = staticmethod(read)
