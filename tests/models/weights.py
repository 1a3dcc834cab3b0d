"""The real model of the marked tests: its weights are fetched beforehand (``make test-model``), never by a test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.models.gguf import GGUFModel
from assistant.models.patient import PatientModel
from assistant.models.running import Patience

_FILE = Path.home() / ".cache" / "nianbao-models" / "qwen2.5-coder-0.5b-instruct-q4_k_m.gguf"


def needs_weights() -> Path:
    """The file of weights; the test is skipped where it is not there."""
    pytest.importorskip("xllamacpp", reason="没有安装 xllamacpp")
    if not _FILE.is_file():
        pytest.skip("没有模型文件，请先运行 make test-model")
    return _FILE


@pytest.fixture(scope="session")
def small_model() -> Iterator[PatientModel]:
    source = GGUFModel(needs_weights())
    yield PatientModel([source], patience=Patience(first=300, next=120, whole=900))
    source.close()
