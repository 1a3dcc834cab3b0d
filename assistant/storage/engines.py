"""Ways into a database: how its address is read, and the connections to a server, which all of a process share."""

from __future__ import annotations

import atexit
import os
import threading
from contextlib import closing
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from sqlalchemy import URL, Engine

PSYCOPG: Final = "psycopg[binary]>=3.2,<4"
"""The driver for PostgreSQL, as pip wants it."""

_POSTGRESQL: Final = "postgresql"
_open: Final[dict[tuple[int, str], Engine]] = {}
"""By process, since no connection may be used by two, and by address."""
_opening: Final = threading.Lock()


def parsed(text: str) -> URL:
    """The address of a database; PostgreSQL's without a driver means psycopg. `ArgumentError` for what is none."""
    from sqlalchemy import make_url  # noqa: PLC0415 - late
    from sqlalchemy.exc import ArgumentError  # noqa: PLC0415 - late

    try:
        url = make_url(text)
    except ValueError:  # a port that is no number; it may be a piece of a password
        raise ArgumentError("no URL") from None
    plain = url.drivername in {_POSTGRESQL, "postgres"}
    return url.set(drivername=f"{_POSTGRESQL}+psycopg") if plain else url


def place(url: URL) -> str:
    """Where a server's database is: never a name or a password, which may stand among the options too."""
    port = f":{url.port}" if url.port else ""
    return f"{url.get_backend_name()}://{url.host or ''}{port}/{url.database or ''}"


def package(url: URL, error: ImportError) -> str:
    """What to install for an address whose driver is not there."""
    needed = url.drivername == f"{_POSTGRESQL}+psycopg" and error.name in {"psycopg", None}
    return PSYCOPG if needed else str(error.name)


def server(url: URL, patience: float) -> Engine:
    """The connections to a server, at most twenty at once in a process; made when they are needed."""
    from sqlalchemy import create_engine, event  # noqa: PLC0415 - late

    key = (os.getpid(), url.render_as_string(hide_password=False))
    with _opening:
        if key not in _open:
            options: dict[str, Any] = {"pool_size": 5, "max_overflow": 15, "pool_timeout": patience}
            if url.get_backend_name() == _POSTGRESQL:
                options["isolation_level"] = "READ COMMITTED"
            if url.get_driver_name() == "psycopg":
                options["connect_args"] = _kept_alive(url, patience)
            engine = create_engine(
                url, hide_parameters=True, pool_pre_ping=True, pool_recycle=1800, **options
            )
            if url.get_backend_name() == _POSTGRESQL:
                event.listen(engine, "connect", lambda raw, _: _settle(raw, patience))
            _open[key] = engine
        return _open[key]


@atexit.register
def close() -> None:
    """Close the connections of this process; whoever needs one opens it anew."""
    with _opening:
        for key in [key for key in _open if key[0] == os.getpid()]:
            _open.pop(key).dispose()


def _kept_alive(url: URL, patience: float) -> dict[str, Any]:
    """A server that has gone without a word is noticed within a minute; what the address says itself goes first."""
    options = {
        "connect_timeout": max(2, round(patience)), "client_encoding": "utf8", "application_name": "nianbao",
        "keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3, "tcp_user_timeout": 60_000,
    }  # fmt: skip
    return {name: value for name, value in options.items() if name not in url.query}


def _settle(raw: Any, patience: float) -> None:
    """Nobody waits for another's lock for ever."""
    with closing(raw.cursor()) as cursor:
        cursor.execute(f"SET lock_timeout = {round(patience * 1000)}")
    raw.commit()
