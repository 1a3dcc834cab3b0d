"""The rows of the conversation about a report."""

from __future__ import annotations

import json
from datetime import UTC
from typing import TYPE_CHECKING, Any, Final

from assistant.storage import schema
from assistant.storage.work_values import KEPT_TURNS, Turn

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

_TABLE: Final = "work_turns"


def newest(connection: Connection, work: str, limit: int) -> list[Turn]:
    """The newest turns, oldest first."""
    turns = schema.tables()[_TABLE]
    mine = turns.select().where(turns.c.work == work)
    rows = connection.execute(mine.order_by(turns.c.number.desc()).limit(limit)).all()
    return [_turn(row) for row in reversed(rows)]


def add(connection: Connection, work: str, turn: Turn, extra: str) -> Turn:
    """Keep a turn, with what belongs to it as JSON; as it was numbered. The report is held by whoever calls this."""
    from sqlalchemy import func, select  # noqa: PLC0415 - late

    turns = schema.tables()[_TABLE]
    last = connection.execute(select(func.max(turns.c.number)).where(turns.c.work == work)).scalar() or 0
    values = turn.model_dump(exclude={"number", "extra", "time"})
    time = turn.time.replace(tzinfo=None)
    connection.execute(turns.insert().values(work=work, number=last + 1, time=time, extra=extra, **values))
    connection.execute(turns.delete().where(turns.c.work == work, turns.c.number <= last + 1 - KEPT_TURNS))
    return turn.model_copy(update={"number": last + 1})


def _turn(row: Row[Any]) -> Turn:
    facts = {name: value for name, value in row._mapping.items() if name != "work"}
    return Turn(**{**facts, "time": facts["time"].replace(tzinfo=UTC), "extra": json.loads(row.extra)})
