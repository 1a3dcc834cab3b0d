"""One question to a model, and everything that came of it."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assistant.models.logbook import Logbook
from assistant.models.openai_protocol import OpenAIProtocol
from assistant.models.patient import PatientModel
from assistant.models.port import Message, ModelError, Request, Usage
from assistant.models.running import Patience
from assistant.models.sources import Source
from assistant.settings import load_settings
from assistant.storage.calls import Call, CallLog

KEY = "sk-Zq7secretsecret42"
PHONE = "13800138000"
QUESTION = "今年收到多少件申请？"
SHORT = Patience(first=8.0, next=0.8, whole=20.0)
"""Patience of a test: the first piece may take long on a busy machine."""


@dataclass
class Asked:
    """What came back."""

    pieces: list[str] = field(default_factory=list)
    error: ModelError | None = None
    usage: Usage = field(default_factory=Usage)
    seconds: float = 0.0
    told: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.pieces)

    @property
    def fault(self) -> str:
        return self.error.fault if self.error else ""


def request(words: str = QUESTION, **options: Any) -> Request:
    return Request((Message("user", words),), **{"purpose": "测试", **options})


def service(url: str, name: str = "qwen2.5-7b-instruct", key: str = KEY) -> OpenAIProtocol:
    return OpenAIProtocol(name, url, key)


def patient(
    sources: Sequence[Source] | Source,
    patience: Patience = SHORT,
    pause: float = 0.02,
    tell: Callable[[str], None] | None = None,
) -> PatientModel:
    """A model as `open_model` makes it, but with short pauses between its tries."""
    chain = list(sources) if isinstance(sources, Sequence) else [sources]
    return PatientModel(chain, recorder=Logbook(load_settings()), patience=patience, pause=pause, tell=tell)


def ask(model: PatientModel, what: Request | None = None) -> Asked:
    """Ask, and take what comes to its end."""
    asked = Asked()
    stream = model.stream(what or request())
    began = time.monotonic()
    try:
        for piece in stream:
            asked.pieces.append(piece)
    except ModelError as error:
        asked.error = error
    asked.seconds = time.monotonic() - began
    asked.usage = stream.usage
    return asked


def logged() -> list[Call]:
    """The log of the test's own home, oldest first."""
    return CallLog(load_settings().home).recent(100)[::-1]


def assert_says_one_line(error: ModelError | None, words: str) -> None:
    """What staff see: one line of Chinese, and no key even where all of the traceback is shown."""
    assert error is not None
    assert str(error) == words
    assert "\n" not in str(error)
    assert KEY not in "".join(
        [str(error), repr(error), repr(vars(error)), *traceback.format_exception(error)]
    )
    assert error.__cause__ is None
    assert error.__context__ is None


def assert_no_key_in(folder: Path) -> None:
    """No file of the data folder holds the key."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert files
    for path in files:
        assert KEY.encode() not in path.read_bytes(), path
