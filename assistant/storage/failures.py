"""Failed sign-ins, counted by a key: kept in the database, so that a restart or a second process forgives nothing.

A key is a digest: what somebody types for a login may be a password, and must not be kept as it is.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from assistant.storage import schema

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from assistant.storage.audit import Note
    from assistant.storage.database import Database

MOST: Final = 10_000
"""Keys that are kept; those that failed longest ago go first."""


class Failures(NamedTuple):
    """How many times, and when last."""

    times: int
    last: datetime


class FailureStore:
    """The failures in a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, keys: list[str]) -> dict[str, Failures]:
        """The failures of those keys that have any."""
        if self._database.is_empty():
            return {}

        def look(connection: Connection) -> dict[str, Failures]:
            if not schema.has(connection, "failures"):
                return {}
            table = schema.tables()["failures"]
            rows = connection.execute(table.select().where(table.c.key.in_(keys)))
            return {row.key: Failures(row.times, row.last.replace(tzinfo=UTC)) for row in rows}

        return self._database.run(look)

    def add(self, keys: list[str], now: datetime, forgotten: datetime, note: Note) -> None:
        """Count one more for each key; failures from before `forgotten` no longer count."""
        from assistant.storage import audit  # noqa: PLC0415 - late

        def count(connection: Connection) -> None:
            schema.ready(connection)
            schema.begin_writing(connection)
            table = schema.tables()["failures"]
            connection.execute(table.delete().where(table.c.last < _naive(forgotten)))
            for key in sorted(keys):
                _one_more(connection, key, _naive(now))
            oldest = table.select().order_by(table.c.last.desc(), table.c.id.desc()).offset(MOST).limit(MOST)
            over = [row.id for row in connection.execute(oldest)]
            if over:
                connection.execute(table.delete().where(table.c.id.in_(over)))
            audit.append(connection, note)

        self._database.run(count)

    def forget(self, key: str) -> None:
        """Begin anew for a key."""

        def delete(connection: Connection) -> None:
            schema.ready(connection)
            table = schema.tables()["failures"]
            connection.execute(table.delete().where(table.c.key == key))

        self._database.run(delete)


def _one_more(connection: Connection, key: str, now: datetime) -> None:
    from sqlalchemy.exc import IntegrityError  # noqa: PLC0415 - late

    table = schema.tables()["failures"]
    more = table.update().where(table.c.key == key).values(times=table.c.times + 1, last=now)
    if connection.execute(more).rowcount:
        return
    try:
        with connection.begin_nested():
            connection.execute(table.insert().values(key=key, times=1, last=now))
    except IntegrityError:  # somebody else was first, on a database where two can write at once
        connection.execute(more)


def _naive(time: datetime) -> datetime:
    return time.astimezone(UTC).replace(tzinfo=None)
