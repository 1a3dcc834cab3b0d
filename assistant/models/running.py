"""Runs a reply in a thread of its own, so that waiting for it can end by time or by the user's wish.

Whatever a library blocks in (a socket that never answers, a model that reads a long prompt), the one who waits gets
his answer in time; the thread is told to stop and goes when it can.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from assistant.models.port import ModelError
from assistant.models.wire import Stop

_PATIENCE: Final = 0.2
_AHEAD: Final = 256
"""Pieces that may wait to be taken: an endless reply must not fill the memory of a reader who is slow."""


@dataclass(frozen=True)
class Patience:
    """Seconds waited for the first piece, for each further one, and for the whole reply.

    An empty piece is a sign of life (thinking that is not shown, a prompt that is being read): the wait begins anew.
    """

    first: float = 180.0
    next: float = 60.0
    whole: float = 600.0


class _End:
    """The reply is over; with `error` when not by itself."""

    def __init__(self, error: BaseException | None = None) -> None:
        self.error = error


class Running:
    """The pieces of a reply, produced in another thread. `stop` may be called from any thread."""

    def __init__(self, start: Callable[[Stop], Iterator[str]], patience: Patience) -> None:
        self._start = start
        self._patience = patience
        self._stopped = Stop()
        self._said: queue.Queue[str | _End] = queue.Queue(_AHEAD)

    def stop(self) -> None:
        """End the reply; whoever waits for it gets `ModelError` with the fault ``cancelled``."""
        self._stopped.set()

    def __iter__(self) -> Iterator[str]:
        threading.Thread(target=self._produce, name="nianbao-model", daemon=True).start()
        deadline = time.monotonic() + self._patience.whole
        patience = self._patience.first
        try:
            while True:
                item = self._next(patience, deadline)
                if isinstance(item, _End):
                    if item.error is not None:
                        raise item.error
                    return
                yield item
                if item:
                    patience = self._patience.next
        finally:
            self._stopped.set()

    def _next(self, patience: float, deadline: float) -> str | _End:
        """The next piece. Waits in short steps, so that a wish to stop is heard."""
        until = min(time.monotonic() + patience, deadline)
        while True:
            if self._stopped.is_set():
                raise ModelError("cancelled")
            left = until - time.monotonic()
            if left <= 0:
                raise ModelError("timeout")
            with suppress(queue.Empty):
                return self._said.get(timeout=min(left, _PATIENCE))

    def _produce(self) -> None:
        error: BaseException | None = None
        try:
            for piece in self._start(self._stopped):
                if not self._put(piece):
                    return
        except Exception as fault:  # noqa: BLE001 - handed to the one who waits, and raised there
            error = fault
        self._put(_End(error))

    def _put(self, item: str | _End) -> bool:
        while not self._stopped.is_set():
            with suppress(queue.Full):
                self._said.put(item, timeout=_PATIENCE)
                return True
        return False
