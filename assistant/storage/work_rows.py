"""The rows of reports being made: found, held against other writers, and taken away at last."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, NoReturn

from assistant.errors import InputError
from assistant.storage import schema, versions
from assistant.storage.schema import LONGEST_LINE
from assistant.storage.words import visible
from assistant.storage.work_values import KEPT_DAYS, Version, Work

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

WORKS: Final = "works"
PARTS: Final = ("work_versions", "work_turns", "work_seats")
"""The tables whose rows belong to a report."""

_ID: Final = re.compile(r"[A-Za-z0-9_-]{22}")
_MOST: Final = 2**31 - 1


def is_id(value: object) -> bool:
    """Whether it looks like an id of ours; nothing else is asked for."""
    return isinstance(value, str) and bool(_ID.fullmatch(value))


def missing() -> NoReturn:
    """Refuse: there is no such report."""
    raise InputError("没有找到这份年报。", "请从年报列表里打开；也可能链接不全，或者它早已删除。")


def refuse_deleted() -> NoReturn:
    """Refuse: it was put away."""
    raise InputError("这份年报已经删除，不能再改。", f"需要的话，请在 {KEPT_DAYS} 天内先恢复它。")


def owner_key(value: str) -> str:
    """The key of a unit; one that had to be cut could open another's reports."""
    key = " ".join(visible(value).split())
    if len(key) > LONGEST_LINE:
        raise InputError(f"单位名称太长，有 {len(key)} 个字。", f"请缩短到 {LONGEST_LINE} 个字以内。")
    return key


def count(limit: int) -> int:
    """A number of rows that any database takes."""
    return min(max(0, limit), _MOST)


def long_ago() -> datetime:
    """What was put away before this moment cannot be brought back."""
    return versions.now() - timedelta(days=KEPT_DAYS)


# --- the tables ----------------------------------------------------------------------------------------------------


def found(connection: Connection, work_id: str) -> Work | None:
    """A report by its id, `None` when there is none (any more); makes nothing."""
    if not schema.has(connection, WORKS):
        return None
    works = versions.of_works()
    row = connection.execute(works.select().where(works.c.id == work_id)).one_or_none()
    return None if row is None or is_lost(row) else work_of(row)


def held_row(connection: Connection, work_id: str) -> Row[Any]:
    """The row of a report, held against other writers until the end; who only adds a row that names it may pass."""
    schema.ready(connection)
    schema.begin_writing(connection)
    works = versions.of_works()
    mine = works.select().where(works.c.id == work_id).with_for_update(key_share=True)
    row = connection.execute(mine).one_or_none()
    return missing() if row is None or is_lost(row) else row


def is_lost(row: Row[Any]) -> bool:
    """Whether it was put away too long ago."""
    return row.deleted is not None and bool(row.deleted <= long_ago())


def work_of(row: Row[Any]) -> Work:
    """The report that a row holds."""
    facts = row._mapping
    return Work(
        id=row.id, owner=row.owner, unit=row.unit, year=row.year, head=row.head, by=row.by,
        created=facts["created"].replace(tzinfo=UTC), updated=facts["updated"].replace(tzinfo=UTC),
        deleted=row.deleted is not None,
    )  # fmt: skip


def version_of(connection: Connection, work_id: str, number: int) -> Version:
    """A version with its state. `InputError` when there is none of that number."""
    known = isinstance(number, int) and 1 <= number <= _MOST
    facts = versions.load(connection, work_id, number) if known else None
    if facts is None:
        raise InputError("没有找到这一版。", "请在历史版本里另选一版；太早的版本可能已经精简掉了。")
    return Version(**facts)


def purge(connection: Connection) -> None:
    """Take away for good what was put away long ago."""
    from sqlalchemy import select  # noqa: PLC0415 - late

    works = versions.of_works()
    old = select(works.c.id).where(works.c.deleted <= long_ago()).limit(100)
    lost = connection.execute(old).scalars().all()
    if not lost:
        return
    for name in PARTS:
        table = schema.tables()[name]
        connection.execute(table.delete().where(table.c.work.in_(lost)))
    connection.execute(works.delete().where(works.c.id.in_(lost)))
