"""A model that is none, for tests and demonstrations: it says what it was told to say, or its material again.

It answers only where ``NIANBAO_MODEL=fake`` asks for it by name; nothing ever falls back on it.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from assistant.models.families import Family
from assistant.models.port import ModelError, Request, Usage

NAME: Final = "fake"
_ITEM: Final = re.compile(r"^(?:\d+\.\s|\[\d+\]\s?)(.+)$", re.MULTILINE)
Script = Callable[[Request], str] | Sequence["str | ModelError"]


@dataclass
class FakeModel:
    """Replies by a function of the request, or one after the other from a list; a `ModelError` there is raised.

    With no script it says the numbered lines of the prompt again, as an obedient model would. `asked` keeps every
    request, `size` is how many characters a piece has.
    """

    script: Script | None = None
    size: int = 5
    outside: str = ""
    context: int = 8_192
    name: str = NAME
    family: Family = field(default_factory=lambda: Family("演示", "", 8_192, json=True))
    asked: list[Request] = field(default_factory=list)

    def pieces(self, request: Request, usage: Usage, stopped: threading.Event) -> Iterator[str]:
        """One reply."""
        self.asked.append(request)
        reply = self._reply(request)
        for start in range(0, len(reply), self.size):
            if stopped.is_set():
                return
            yield reply[start : start + self.size]
        usage.prompt_tokens, usage.completion_tokens, usage.estimated = request.characters, len(reply), False

    def _reply(self, request: Request) -> str:
        if self.script is None:
            return _again(request)
        if callable(self.script):
            return self.script(request)
        if len(self.asked) > len(self.script):
            return _again(request)
        said = self.script[len(self.asked) - 1]
        if isinstance(said, ModelError):
            raise said
        return said


def _again(request: Request) -> str:
    """The numbered lines that the prompt ends with."""
    said = request.messages[-1].content
    return "".join(m[1] for m in _ITEM.finditer(said)) or "好的。"
