"""Other programs that may come in, each by a token of which only the SHA-256 is kept."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from pydantic import AwareDatetime, BaseModel, ConfigDict

from assistant.errors import InputError
from assistant.storage import audit, schema

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from assistant.storage.audit import Note
    from assistant.storage.database import Database


class Client(BaseModel):
    """Another program, the unit it works for, who let it in, and when it last came."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    unit: str
    role: str
    by: str
    made: AwareDatetime
    used: AwareDatetime | None = None


class ClientStore:
    """The clients in a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, client: Client, digest: str, note: Note) -> None:
        """Keep a client. `InputError` when there is one of that name."""

        def insert(connection: Connection) -> None:
            from sqlalchemy.exc import IntegrityError  # noqa: PLC0415 - late

            schema.ready(connection)
            schema.begin_writing(connection)
            times = {"made": client.made.replace(tzinfo=None), "used": None}
            try:
                with connection.begin_nested():
                    values = {**client.model_dump(), **times, "digest": digest}
                    connection.execute(_clients().insert().values(values))
            except IntegrityError as error:
                advice = "请换一个名称，或者先作废原来的令牌（nianbao token revoke）。"
                raise InputError(f"已经给“{client.name}”发过令牌。", advice) from error
            audit.append(connection, note)

        self._database.run(insert)

    def find(self, digest: str) -> Client | None:
        """The client with a token of this digest."""
        if self._database.is_empty():
            return None

        def look(connection: Connection) -> Client | None:
            if not schema.has(connection, "clients"):
                return None
            row = connection.execute(_clients().select().where(_clients().c.digest == digest)).first()
            return None if row is None else _client(row)

        return self._database.run(look)

    def touch(self, digest: str, now: datetime) -> None:
        """Note that a client came."""

        def update(connection: Connection) -> None:
            mine = _clients().update().where(_clients().c.digest == digest)
            connection.execute(mine.values(used=now.astimezone(UTC).replace(tzinfo=None)))

        self._database.run(update)

    def remove(self, name: str, note: Note) -> None:
        """Forget a client and its token. `InputError` when there is none of that name."""

        def delete(connection: Connection) -> None:
            schema.ready(connection)
            gone = connection.execute(_clients().delete().where(_clients().c.name == name))
            if not gone.rowcount:
                raise InputError(f"没有给“{name}”发过令牌。", "请看一看发过哪些（nianbao token list）。")
            audit.append(connection, note)

        self._database.run(delete)

    def all(self) -> list[Client]:
        """All clients by name."""
        if self._database.is_empty():
            return []

        def look(connection: Connection) -> list[Client]:
            if not schema.has(connection, "clients"):
                return []
            rows = connection.execute(_clients().select().order_by(_clients().c.name))
            return [_client(row) for row in rows]

        return self._database.run(look)


def _clients() -> Any:
    return schema.tables()["clients"]


def _client(row: Row[Any]) -> Client:
    values = {name: value for name, value in row._mapping.items() if name in Client.model_fields}
    times = {name: values[name] and values[name].replace(tzinfo=UTC) for name in ("made", "used")}
    return Client(**{**values, **times})
