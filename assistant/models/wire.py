"""Ways to end what blocks: a wish to stop that others can be told of, and a connection that another thread can cut."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, Final

_CONNECTED: Final = frozenset({"connection.connect_tcp.complete", "connection.start_tls.complete"})


class Stop(threading.Event):
    """The wish to end a reply; whoever blocks where no event is heard says what is to be done then."""

    def __init__(self) -> None:
        super().__init__()
        self._calls: list[Callable[[], None]] = []

    def then(self, call: Callable[[], None]) -> None:
        """What to do when it is set, or at once if it is; it may be done twice."""
        self._calls.append(call)
        if self.is_set():
            call()

    def set(self) -> None:
        """Wish it."""
        super().set()
        for call in self._calls:
            call()


class Wire:
    """The connection of one request. A service that reads a long prompt sees at once that nobody waits any more."""

    def __init__(self) -> None:
        self._socket: socket.socket | None = None
        self._cut = False

    def trace(self, event: str, facts: Mapping[str, Any]) -> None:
        """Hears from httpcore what becomes of the request."""
        if event in _CONNECTED:
            self._socket = facts["return_value"].get_extra_info("socket")
            if self._cut:
                self.cut()

    def cut(self) -> None:
        """End it, from any thread and at any time; what reads from it finds its end."""
        self._cut = True
        if self._socket is not None:
            with suppress(OSError):  # it has ended by itself
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)  # not TLS's own, which would wait
