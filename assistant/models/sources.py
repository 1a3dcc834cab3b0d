"""What a model is to this room before retries, masking and the log are put around it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from assistant.models.families import Family
from assistant.models.port import Request, Usage
from assistant.models.wire import Stop


class Source(Protocol):
    """One model at one place."""

    @property
    def name(self) -> str:
        """As it is configured."""
        ...

    @property
    def outside(self) -> str:
        """The host beyond this machine, else empty."""
        ...

    @property
    def context(self) -> int:
        """Tokens of prompt and reply together."""
        ...

    @property
    def family(self) -> Family:
        """What is known of its kind."""
        ...

    def pieces(self, request: Request, usage: Usage, stopped: Stop) -> Iterator[str]:
        """One try: the reply piece by piece. Fills in `usage` where the model counts; raises `ModelError`."""
        ...
