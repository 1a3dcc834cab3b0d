"""A guard that lets nothing beyond this machine: no connection, no look-up of a name.

Attempts are refused and remembered, so that code that swallows the refusal is found out all the same.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from typing import Any

ATTEMPTS: list[str] = []
"""What was tried and refused, oldest first."""

_NAMES = {"localhost", "localhost.localdomain", "ip6-localhost", ""}


class OutsideNetworkError(RuntimeError):
    """A test tried to reach beyond this machine."""


def is_this_machine(host: object) -> bool:
    """Whether a host is loopback (or the unspecified address that a server binds)."""
    if host is None:
        return True
    text = host.decode("ascii", "replace") if isinstance(host, bytes) else str(host)
    if text.lower() in _NAMES:
        return True
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def _refuse(what: str) -> OutsideNetworkError:
    ATTEMPTS.append(what)
    return OutsideNetworkError(f"no network in tests: {what}")


def _guarded_connect(real: Callable[..., Any]) -> Callable[..., Any]:
    def connect(self: socket.socket, address: Any) -> Any:
        if isinstance(address, tuple) and not is_this_machine(address[0]):
            raise _refuse(f"connection to {address[0]}")
        return real(self, address)

    return connect


def _guarded_sendto(real: Callable[..., Any]) -> Callable[..., Any]:
    def sendto(self: socket.socket, data: Any, *rest: Any) -> Any:
        if isinstance(rest[-1], tuple) and not is_this_machine(rest[-1][0]):
            raise _refuse(f"datagram to {rest[-1][0]}")
        return real(self, data, *rest)

    return sendto


def _guarded_lookup(real: Callable[..., Any]) -> Callable[..., Any]:
    def lookup(host: Any, *args: Any, **kwargs: Any) -> Any:
        if not is_this_machine(host):
            raise _refuse(f"look-up of {host}")
        return real(host, *args, **kwargs)

    return lookup


def close() -> Callable[[], None]:
    """Put the guard up; the returned function takes it down again."""
    changes: list[tuple[Any, str, Any]] = []

    def replace(owner: Any, name: str, new: Any) -> None:
        changes.append((owner, name, owner.__dict__.get(name)))
        setattr(owner, name, new)

    for method in ("connect", "connect_ex"):
        replace(socket.socket, method, _guarded_connect(getattr(socket.socket, method)))
    replace(socket.socket, "sendto", _guarded_sendto(socket.socket.sendto))
    for function in ("getaddrinfo", "gethostbyname", "gethostbyname_ex"):
        replace(socket, function, _guarded_lookup(getattr(socket, function)))

    def reopen() -> None:
        for owner, name, old in reversed(changes):
            if old is None:
                delattr(owner, name)
            else:
                setattr(owner, name, old)

    return reopen
