"""People and their sessions as they are kept. What a password must be, and how long a session lasts, is not known here.

Every change goes with its line of the audit log, under the writer's lock: two administrators at once cannot undo the
last account that lets one in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from assistant.errors import InputError
from assistant.storage import audit, schema

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from assistant.storage.audit import Note
    from assistant.storage.database import Database

SESSIONS: Final = 200
"""Sessions of one person that are kept, the newest: a program that signs in each time must not fill the disk."""


class Account(BaseModel):
    """Somebody's account. `password` is its hash, and is never shown or dumped."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: int = 0
    login: str
    name: str
    unit: str
    role: str
    password: str = Field(repr=False, exclude=True)
    disabled: bool = False
    made: AwareDatetime
    signed_in: AwareDatetime | None = None


class Session(NamedTuple):
    """Whose session it is, when it began and when it was last used."""

    account: Account
    started: datetime
    seen: datetime


class AccountStore:
    """The accounts in a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def anybody(self) -> bool:
        """Whether there is any account; asking makes nothing."""
        from sqlalchemy import select  # noqa: PLC0415 - late

        def look(connection: Connection) -> bool:
            if not schema.has(connection, "people"):
                return False
            return connection.execute(select(_people().c.id).limit(1)).first() is not None

        return not self._database.is_empty() and self._database.run(look)

    def everybody(self) -> list[Account]:
        """All accounts by login."""
        if self._database.is_empty():
            return []

        def look(connection: Connection) -> list[Account]:
            return _everybody(connection) if schema.has(connection, "people") else []

        return self._database.run(look)

    def find(self, login: str) -> Account | None:
        """The account of a login."""
        if self._database.is_empty():
            return None

        def look(connection: Connection) -> Account | None:
            if not schema.has(connection, "people"):
                return None
            people = _people()
            row = connection.execute(people.select().where(people.c.login == login)).first()
            return None if row is None else _account(row)

        return self._database.run(look)

    def add(self, account: Account, look: Callable[[list[Account]], None], note: Note) -> None:
        """Keep a new account unless `look`, which is shown all the others, raises. `InputError` when the login is taken."""

        def insert(connection: Connection) -> None:
            from sqlalchemy.exc import IntegrityError  # noqa: PLC0415 - late

            schema.ready(connection)
            schema.begin_writing(connection)
            others = _everybody(connection)
            taken = InputError(f"已经有账号“{account.login}”。", "请换一个登录名。")
            if any(one.login == account.login for one in others):
                raise taken
            look(others)
            values = {**account.model_dump(exclude={"number"}), "password": account.password}
            try:
                with connection.begin_nested():
                    connection.execute(_people().insert().values(_plain(values)))
            except IntegrityError as error:  # on a database where two can write at once
                raise taken from error
            audit.append(connection, note)

        self._database.run(insert)

    def change(
        self,
        login: str,
        make: Callable[[Account, list[Account]], Mapping[str, Any]],
        note: Note,
        *,
        end_sessions: bool = False,
    ) -> Account:
        """The account, changed to what `make` says of it and the others. `InputError` when there is none."""

        def update(connection: Connection) -> Account:
            schema.ready(connection)
            schema.begin_writing(connection)
            everybody = _everybody(connection, lock=True)
            mine = next((one for one in everybody if one.login == login), None)
            if mine is None:
                raise InputError(f"没有账号“{login}”。", "请看一看有哪些账号（nianbao user list）。")
            values = dict(make(mine, [one for one in everybody if one is not mine]))
            people, sessions = _people(), schema.tables()["sessions"]
            if values:
                connection.execute(people.update().where(people.c.id == mine.number).values(values))
            if end_sessions:
                connection.execute(sessions.delete().where(sessions.c.person == mine.number))
            audit.append(connection, note)
            return mine.model_copy(update=values)

        return self._database.run(update)

    # --- sessions -------------------------------------------------------------------------------------------------

    def begin(
        self, account: Account, digest: str, now: datetime, ended: datetime, note: Note, rehashed: str = ""
    ) -> bool:
        """Begin a session, unless the account has changed since it was looked at: then `False`.

        Sessions that began before `ended` are swept away. `rehashed` takes the place of the password's hash.
        """

        def insert(connection: Connection) -> bool:
            schema.ready(connection)
            schema.begin_writing(connection)
            people, sessions = _people(), schema.tables()["sessions"]
            row = connection.execute(people.select().where(people.c.id == account.number).with_for_update())
            there = row.first()
            if there is None or there.disabled or there.password != account.password:
                return False
            time = _naive(now)
            told = {"signed_in": time, **({"password": rehashed} if rehashed else {})}
            connection.execute(people.update().where(people.c.id == account.number).values(told))
            _sweep(connection, account.number, _naive(ended))
            values = {"person": account.number, "digest": digest, "started": time, "seen": time}
            connection.execute(sessions.insert().values(values))
            audit.append(connection, note)
            return True

        return self._database.run(insert)

    def session(self, digest: str) -> Session | None:
        """The session with a token of this digest, ended or not."""
        if self._database.is_empty():
            return None

        def look(connection: Connection) -> Session | None:
            from sqlalchemy import select  # noqa: PLC0415 - late

            if not schema.has(connection, "sessions"):
                return None
            people, sessions = _people(), schema.tables()["sessions"]
            joined = people.join(sessions, sessions.c.person == people.c.id)
            query = select(people, sessions.c.started, sessions.c.seen).select_from(joined)
            row = connection.execute(query.where(sessions.c.digest == digest)).first()
            if row is None:
                return None
            return Session(_account(row), row.started.replace(tzinfo=UTC), row.seen.replace(tzinfo=UTC))

        return self._database.run(look)

    def touch(self, digest: str, now: datetime) -> None:
        """Note that a session is in use."""

        def update(connection: Connection) -> None:
            sessions = schema.tables()["sessions"]
            mine = sessions.update().where(sessions.c.digest == digest)
            connection.execute(mine.values(seen=_naive(now)))

        self._database.run(update)

    def end(self, digest: str, note: Note) -> None:
        """End a session."""

        def delete(connection: Connection) -> None:
            sessions = schema.tables()["sessions"]
            gone = connection.execute(sessions.delete().where(sessions.c.digest == digest))
            if gone.rowcount:
                audit.append(connection, note)

        self._database.run(delete)


def _people() -> Any:
    return schema.tables()["people"]


def _everybody(connection: Connection, *, lock: bool = False) -> list[Account]:
    people = _people()
    query = people.select().order_by(people.c.login)
    return [_account(row) for row in connection.execute(query.with_for_update() if lock else query)]


def _sweep(connection: Connection, person: int, ended: datetime) -> None:
    """Take away everybody's sessions that are over, and this person's oldest when there are too many."""
    sessions = schema.tables()["sessions"]
    connection.execute(sessions.delete().where(sessions.c.started < ended))
    mine = sessions.select().where(sessions.c.person == person).order_by(sessions.c.id.desc())
    over = [row.id for row in connection.execute(mine.offset(SESSIONS - 1).limit(SESSIONS))]
    if over:
        connection.execute(sessions.delete().where(sessions.c.id.in_(over)))


def _account(row: Row[Any]) -> Account:
    values = {name: value for name, value in row._mapping.items() if name in _COLUMNS}
    times = {name: values[name] and values[name].replace(tzinfo=UTC) for name in ("made", "signed_in")}
    return Account(**{**values, **times}, number=row.id)


_COLUMNS: Final = frozenset(Account.model_fields) - {"number"}


def _naive(time: datetime) -> datetime:
    return time.astimezone(UTC).replace(tzinfo=None)


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _naive(value) if isinstance(value, datetime) else value for name, value in values.items()}
