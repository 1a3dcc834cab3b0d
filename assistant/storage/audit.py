"""The audit log: who did what, on what, from where. Lines are only ever added; the oldest go when there are too many.

Never a password or a token: what looks like one is masked, wherever it comes from.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any, Final

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, field_validator

from assistant.storage import schema
from assistant.storage.account_tables import LONGEST_LINE
from assistant.storage.words import visible

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from assistant.storage.database import Database

KEPT: Final = 100_000
"""Lines that are kept; the oldest go first."""

_SECRET: Final = re.compile(
    r"(?i)\bnb[a-z]_[\w-]{8,}|\bbearer\s+\S+|(?:\b(?:password|passwd|pwd|token|api[-_ ]?key)|密码|令牌)\s*[=:：]\s*\S+"
)


def _line(value: Any) -> Any:
    """One short line without secrets. Cut where it is too long: a long text is no reason to lose the line."""
    if not isinstance(value, str):
        return value
    text = " ".join(visible(value[: 10 * LONGEST_LINE]).split())
    return _SECRET.sub("〔密〕", text)[:LONGEST_LINE]


Line = Annotated[str, BeforeValidator(_line)]


class Note(BaseModel):
    """A line. `who` is a login, ``client:…``, or empty for whoever sits at this machine; `number` is set when kept."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: int = 0
    time: AwareDatetime
    who: Line = ""
    name: Line = ""
    unit: Line = ""
    action: Line
    target: Line = ""
    detail: Line = ""
    origin: Line = ""

    @field_validator("time")
    @classmethod
    def _utc(cls, value: datetime) -> datetime:
        return value.astimezone(UTC)


class AuditLog:
    """The log in a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, note: Note) -> None:
        """Keep a line. `ConfigurationError` when the database takes nothing."""

        def insert(connection: Connection) -> None:
            schema.ready(connection)
            append(connection, note)

        self._database.run(insert)

    def recent(self, limit: int, before: int = 0) -> list[Note]:
        """The newest lines, newest first; those before the line numbered `before` when it is given."""
        if self._database.is_empty():
            return []

        def select(connection: Connection) -> list[Note]:
            if not schema.has(connection, _TABLE):
                return []
            table = schema.tables()[_TABLE]
            query = table.select().order_by(table.c.id.desc()).limit(max(0, limit))
            rows = connection.execute(query.where(table.c.id < before) if before else query)
            return [_note(dict(row._mapping)) for row in rows]

        return self._database.run(select)


_TABLE: Final = "audit"


def append(connection: Connection, note: Note) -> None:
    """Keep a line together with the change that it tells of: both, or neither."""
    table = schema.tables()[_TABLE]
    values = {**note.model_dump(exclude={"number"}), "time": note.time.replace(tzinfo=None)}
    key = connection.execute(table.insert().values(values)).inserted_primary_key
    number = int(key[0]) if key else 0
    connection.execute(table.delete().where(table.c.id <= number - KEPT))


def _note(row: dict[str, Any]) -> Note:
    number = row.pop("id")
    return Note(**{**row, "number": number, "time": row["time"].replace(tzinfo=UTC)})
