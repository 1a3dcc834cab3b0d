"""Reports being made: every version, the conversation about each, and who is at it at this moment.

Everything is kept as one goes. Undo takes nothing away: it adds a version that shows an older one's content, so that
whatever was once there can be returned to.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from assistant.errors import InputError
from assistant.storage import schema, seats, turns, versions
from assistant.storage.store import Store
from assistant.storage.versions import New
from assistant.storage.words import visible
from assistant.storage.work_rows import (
    WORKS,
    count,
    found,
    held_row,
    is_id,
    long_ago,
    missing,
    owner_key,
    purge,
    refuse_deleted,
    version_of,
    work_of,
)
from assistant.storage.work_values import (
    KEPT_DAYS,
    LONGEST_EXTRA,
    LONGEST_STATE,
    LONGEST_TURN,
    Change,
    Kind,
    Role,
    Turn,
    Version,
    Work,
    line,
)

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

__all__ = ["KEPT_DAYS", "LONGEST_STATE", "LONGEST_TURN", "Change", "Turn", "Version", "Work", "Works"]

T = TypeVar("T")


class Works(Store):
    """The reports in a data folder (a `Path`), or in the database that a URL (a text) names. Opens at the first use.

    `InputError` from every method but `find` and `of` when there is no report of that id, whatever was given as one.
    `ConfigurationError` when the database cannot be used; then nothing has changed.
    """

    # --- reports ---------------------------------------------------------------------------------------------------

    def create(self, owner: str, by: str, change: Change) -> Work:
        """Begin a report with its first version. `InputError` when it is too large, or its owner's name too long."""
        new, key = _new(change, "edit", by), owner_key(owner)
        work_id = secrets.token_urlsafe(16)

        def insert(connection: Connection) -> Work:
            schema.ready(connection)
            schema.begin_writing(connection)
            purge(connection)
            moment = versions.now()
            works = versions.of_works()
            connection.execute(
                works.insert().values(
                    id=work_id, owner=key, unit="", year=None, by=new.by, head=0, shows=0, redo="[]",
                    created=moment, updated=moment, deleted=None,
                )
            )  # fmt: skip
            versions.add(connection, held_row(connection, work_id), new)
            return work_of(held_row(connection, work_id))

        return self._database.run(insert)

    def find(self, work_id: str) -> Work | None:
        """A report by its id, also one that was put away; `None` for anything else. Asking makes nothing."""
        if not self._may_hold(work_id):
            return None
        return self._database.run(lambda connection: found(connection, work_id))

    def of(self, owner: str | None, limit: int = 200, *, deleted: bool = False) -> list[Work]:
        """The reports of a unit (`None`: of everybody), last changed first; or, `deleted`, those put away."""
        key = None if owner is None else owner_key(owner)
        if self._database.is_empty():
            return []

        def select(connection: Connection) -> list[Work]:
            if not schema.has(connection, WORKS):
                return []
            works = versions.of_works()
            wanted = works.select().where(
                works.c.deleted > long_ago() if deleted else works.c.deleted.is_(None)
            )
            if key is not None:
                wanted = wanted.where(works.c.owner == key)
            newest = wanted.order_by(works.c.updated.desc(), works.c.id).limit(count(limit))
            return [work_of(row) for row in connection.execute(newest)]

        return self._database.run(select)

    def put_away(self, work_id: str, by: str) -> None:
        """Delete a report; for 30 days it can be brought back."""
        self._mark(work_id, by, gone=True)

    def bring_back(self, work_id: str, by: str) -> None:
        """Bring back what was put away."""
        self._mark(work_id, by, gone=False)

    # --- versions --------------------------------------------------------------------------------------------------

    def state(self, work_id: str, number: int | None = None) -> Version:
        """A version with its state, the newest one by default. `InputError` when there is none of that number."""

        def select(connection: Connection) -> Version:
            work = found(connection, work_id) or missing()
            return version_of(connection, work_id, work.head if number is None else number)

        return self._run(work_id, select)

    def versions(self, work_id: str, limit: int = 50) -> list[Version]:
        """The newest versions, newest first, without states."""

        def select(connection: Connection) -> list[Version]:
            _ = found(connection, work_id) or missing()
            return [Version(**facts) for facts in versions.short(connection, work_id, count(limit))]

        return self._run(work_id, select)

    def change(self, work_id: str, by: str, make: Callable[[Version], Change | None]) -> Version:
        """Add what `make` makes of the newest version; while it does, nobody else can change this report.

        `None` from `make`: nothing is added, and the newest version comes back. What `make` raises comes through, and
        nothing has changed. `make` must not write to the database itself: it would wait for itself.
        """

        def step(connection: Connection, work: Row[Any]) -> Version:
            head = version_of(connection, work.id, work.head)
            try:
                change = make(head)
                new = None if change is None else _new(change, "edit", by)
            except Exception as error:
                raise _MakingFailed(error) from error
            return (
                head if new is None else version_of(connection, work.id, versions.add(connection, work, new))
            )

        try:
            return self._write(work_id, step)
        except _MakingFailed as carried:
            raise carried.error from None

    def undo(self, work_id: str, by: str) -> Version | None:
        """Show what was there before; `None` when nothing was."""

        def step(connection: Connection, work: Row[Any]) -> Version | None:
            shown = versions.find(connection, work.id, work.shows)
            before = None if shown is None else versions.find(connection, work.id, shown.parent)
            if shown is None or before is None:
                return None
            new = _showing(before, "undo", f"撤销：{shown.what}", by, [*json.loads(work.redo), shown.number])
            return version_of(connection, work.id, versions.add(connection, work, new))

        return self._write(work_id, step)

    def redo(self, work_id: str, by: str) -> Version | None:
        """Take back the last undo; `None` when there is none since the last edit."""

        def step(connection: Connection, work: Row[Any]) -> Version | None:
            *others, number = json.loads(work.redo) or [0]
            undone = versions.find(connection, work.id, number)
            if undone is None:
                return None
            new = _showing(undone, "redo", f"重做：{undone.what}", by, others)
            return version_of(connection, work.id, versions.add(connection, work, new))

        return self._write(work_id, step)

    def return_to(self, work_id: str, number: int, by: str) -> Version:
        """Take up the content of an older version as a new one; undo leads back from it as from an edit."""

        def step(connection: Connection, work: Row[Any]) -> Version:
            old = version_of(connection, work.id, number)
            holder = versions.find(connection, work.id, old.shows)
            assert holder is not None, "its state has just been read"
            change = Change(
                state=old.state, what=f"回到第 {number} 版：{old.what}", unit=holder.unit, year=holder.year
            )
            added = versions.add(connection, work, _new(change, "return", by))
            return version_of(connection, work.id, added)

        return self._write(work_id, step)

    # --- the conversation, and who is here -------------------------------------------------------------------------

    def say(
        self, work_id: str, role: Role, text: str, by: str, extra: Mapping[str, Any] | None = None
    ) -> Turn:
        """Keep a turn of the conversation. `InputError` when it is too long."""
        said = visible(text)
        beside = json.dumps(dict(extra or {}))
        if len(said) > LONGEST_TURN:
            raise InputError(f"这一段对话太长，有 {len(said)} 个字。", f"请缩短到 {LONGEST_TURN} 个字以内。")
        if len(beside) > LONGEST_EXTRA:
            raise InputError("这一段对话附带的内容太多，存不下。", "请分几次说。")
        turn = Turn(
            number=0, role=role, text=said, extra=json.loads(beside), by=line(by), time=datetime.now(UTC)
        )

        return self._write(work_id, lambda connection, work: turns.add(connection, work.id, turn, beside))

    def turns(self, work_id: str, limit: int = 200) -> list[Turn]:
        """The newest turns, oldest first."""

        def select(connection: Connection) -> list[Turn]:
            _ = found(connection, work_id) or missing()
            return turns.newest(connection, work_id, count(limit))

        return self._run(work_id, select)

    def sit(self, work_id: str, seat: str, by: str) -> list[str]:
        """“I am here”, from one browser tab (`seat`). The names of others who said so within the last minute.

        Other tabs of the same name are not told of: who reloads a page does not meet himself.
        """
        place, name = line(seat), line(by)

        def step(connection: Connection) -> list[str]:
            schema.ready(connection)
            schema.begin_writing(connection)
            work = found(connection, work_id) or missing()
            if work.deleted:
                refuse_deleted()
            return seats.sit(connection, work_id, place, name)

        return self._run(work_id, step)

    # --- how -------------------------------------------------------------------------------------------------------

    def _may_hold(self, work_id: str) -> bool:
        return is_id(work_id) and not self._database.is_empty()

    def _run(self, work_id: str, step: Callable[[Connection], T]) -> T:
        if not self._may_hold(work_id):
            missing()
        return self._database.run(step)

    def _write(self, work_id: str, step: Callable[[Connection, Row[Any]], T]) -> T:
        """Take a step with the report held against all other writers."""

        def held(connection: Connection) -> T:
            work = held_row(connection, work_id)
            if work.deleted is not None:
                refuse_deleted()
            return step(connection, work)

        return self._run(work_id, held)

    def _mark(self, work_id: str, by: str, *, gone: bool) -> None:
        def mark(connection: Connection) -> None:
            if (held_row(connection, work_id).deleted is not None) == gone:
                return
            works = versions.of_works()
            values = {"deleted": versions.now() if gone else None, "by": line(by)}
            connection.execute(works.update().where(works.c.id == work_id).values(values))
            purge(connection)

        self._run(work_id, mark)


class _MakingFailed(Exception):  # noqa: N818 - no error of its own
    """Carries an error past the database: a file that `make` did not find is not the database's."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error


def _new(change: Change, kind: Kind, by: str) -> New:
    size = len(change.state)
    if size > LONGEST_STATE:
        raise InputError(f"这份年报太大，有 {size} 个字，存不下。", f"请删到 {LONGEST_STATE} 个字以内。")
    return New(kind, change.what, line(by), change.unit, change.year, change.state)


def _showing(row: Row[Any], kind: Kind, what: str, by: str, redo: list[int]) -> New:
    """A version that shows what another holds."""
    return New(kind, line(what), line(by), row.unit, row.year, shows=row.number, redo=redo)
