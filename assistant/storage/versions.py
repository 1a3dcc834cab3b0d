"""The rows of a report's versions: read, added to, and thinned out.

A version of kind ``edit`` or ``return`` holds a state of its own, compressed; ``undo`` and ``redo`` show another's.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from assistant.errors import InputError
from assistant.storage import schema

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row, Table

KEPT: Final = 500
ALWAYS_KEPT: Final = 100
_LEVEL: Final = 3
"""Of compression: three times as quick as the usual 6 on our states, and a tenth larger."""
_SHORT: Final = ("work", "number", "parent", "shows", "kind", "what", "by", "time")


@dataclass(frozen=True)
class New:
    """What a new version is to hold. `state`: `None` where it shows another's; `shows` is 0 for its own number."""

    kind: str
    what: str
    by: str
    unit: str
    year: int | None
    state: str | None = None
    shows: int = 0
    redo: Sequence[int] = ()
    """The versions that redo leads to from it, the nearest last."""


def now() -> datetime:
    """The moment, as the tables keep it."""
    return datetime.now(UTC).replace(tzinfo=None)


def of_works() -> Table:
    """The table of reports."""
    return schema.tables()["works"]


def of_versions() -> Table:
    """The table of versions."""
    return schema.tables()["work_versions"]


def short(connection: Connection, work: str, limit: int) -> list[dict[str, Any]]:
    """The newest versions without states, newest first."""
    from sqlalchemy import select  # noqa: PLC0415 - late

    versions = of_versions().c
    rows = connection.execute(
        select(*(versions[name] for name in _SHORT))
        .where(versions.work == work)
        .order_by(versions.number.desc())
        .limit(limit)
    )
    return [_short(row) for row in rows]


def load(connection: Connection, work: str, number: int) -> dict[str, Any] | None:
    """A version with its state; `None` when there is none of that number."""
    row = find(connection, work, number)
    if row is None:
        return None
    holder = row if row.state is not None else find(connection, work, row.shows)
    return {**_short(row), "state": _unpacked(None if holder is None else holder.state)}


def find(connection: Connection, work: str, number: int) -> Row[Any] | None:
    """The whole row of a version."""
    table = of_versions()
    mine = table.select().where(table.c.work == work, table.c.number == number)
    return connection.execute(mine).one_or_none()


def add(connection: Connection, work: Row[Any], new: New) -> int:
    """A version after the newest one, whose number it gives; `work` is the report's row, held against other writers."""
    number, moment = int(work.head) + 1, now()
    shows = new.shows or number
    connection.execute(
        of_versions()
        .insert()
        .values(
            work=work.id, number=number, parent=work.shows, shows=shows, kind=new.kind, what=new.what, by=new.by,
            unit=new.unit, year=new.year, time=moment, state=None if new.state is None else packed(new.state),
        )
    )  # fmt: skip
    connection.execute(
        of_works()
        .update()
        .where(of_works().c.id == work.id)
        .values(
            head=number, shows=shows, redo=json.dumps(list(new.redo)), unit=new.unit, year=new.year, by=new.by,
            updated=moment,
        )
    )  # fmt: skip
    _thin(connection, work.id, {shows, *new.redo})
    return number


def packed(state: str) -> bytes:
    """A state as it is kept; half a surrogate in it comes back as it was."""
    return zlib.compress(state.encode("utf-8", "surrogatepass"), _LEVEL)


def _unpacked(state: bytes | None) -> str:
    try:
        return zlib.decompress(state or b"").decode("utf-8", "surrogatepass")
    except (zlib.error, UnicodeDecodeError) as error:
        raise InputError("这一版的内容已经损坏，读不出来。", "请从历史版本里换一版恢复。") from error


def _short(row: Row[Any]) -> dict[str, Any]:
    facts = row._mapping
    return {**{name: facts[name] for name in _SHORT}, "time": facts["time"].replace(tzinfo=UTC)}


def _thin(connection: Connection, work: str, needed: set[int]) -> None:
    """Thin out the versions of a report that has more than are kept.

    Of those before the newest hundred, every undo and redo goes, since they hold nothing of their own; where that is
    not enough, every second one of the others too: the further back, the sparser. The first version, the one shown, those that redo leads
    to, and what the newest hundred show stay. Who undoes further back comes to the nearest one that is still there.
    """
    from sqlalchemy import func, select  # noqa: PLC0415 - late

    table = of_versions()
    count = connection.execute(select(func.count()).where(table.c.work == work)).scalar() or 0
    if count <= KEPT:
        return
    rows = connection.execute(
        select(table.c.number, table.c.parent, table.c.shows)
        .where(table.c.work == work)
        .order_by(table.c.number)
    ).all()
    old, recent = rows[:-ALWAYS_KEPT], rows[-ALWAYS_KEPT:]
    stay = needed | {rows[0].number} | {row.shows for row in recent}
    own = [row.number for row in old if row.shows == row.number and row.number not in stay]
    gone = {row.number for row in old if row.shows != row.number}
    if len(rows) - len(gone) > KEPT:
        gone.update(own[1::2])
    for few in _by_hundreds(sorted(gone)):
        connection.execute(table.delete().where(table.c.work == work, table.c.number.in_(few)))
    parents = {row.number: row.parent for row in rows}
    for row in rows:
        parent = row.parent
        while parent in gone:
            parent = parents[parent]
        if parent != row.parent and row.number not in gone:
            mine = (table.c.work == work) & (table.c.number == row.number)
            connection.execute(table.update().where(mine).values(parent=parent))


def _by_hundreds(numbers: Sequence[int]) -> list[Sequence[int]]:
    return [numbers[start : start + 100] for start in range(0, len(numbers), 100)]
