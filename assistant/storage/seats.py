"""Who is at a report at this moment: one row for each browser tab that has it open."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from assistant.storage import schema
from assistant.storage.versions import now

if TYPE_CHECKING:
    from sqlalchemy import Connection

HERE: Final = timedelta(seconds=60)
"""Who has not been heard of for so long is no longer here."""
MOST: Final = 50
"""Seats at a report; who was heard of the longest ago loses his."""


def sit(connection: Connection, work: str, seat: str, by: str) -> list[str]:
    """Take or keep a seat; the names of others with one, the last heard of first."""
    from sqlalchemy.exc import IntegrityError  # noqa: PLC0415 - half a second

    seats = schema.tables()["work_seats"]
    mine, moment = (seats.c.work == work) & (seats.c.seat == seat), now()
    kept = connection.execute(seats.update().where(mine).values(by=by, time=moment)).rowcount
    if not kept:
        try:
            with connection.begin_nested():
                connection.execute(seats.insert().values(work=work, seat=seat, by=by, time=moment))
        except IntegrityError:  # the same tab twice at once
            pass
    here = connection.execute(
        seats.select().where(seats.c.work == work).order_by(seats.c.time.desc(), seats.c.seat)
    ).all()
    left = [row.seat for n, row in enumerate(here) if n >= MOST or row.time <= moment - HERE]
    if left:
        connection.execute(seats.delete().where(seats.c.work == work, seats.c.seat.in_(left[:500])))
    names = [row.by for row in here[:MOST] if row.time > moment - HERE and row.by != by]
    return list(dict.fromkeys(names))
