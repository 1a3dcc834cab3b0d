"""The tables of the database, and how a database of an earlier version gets those it lacks.

The table ``schema`` holds a line for every step that has been taken. A step that has gone out is never changed: who
alters a table adds a step, and gives the step that made it the table as it was then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Final

from assistant.errors import ConfigurationError
from assistant.storage import account_tables

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table
    from sqlalchemy.schema import SchemaItem

LONGEST_LINE: Final = 200
"""Characters of a short text."""
_ID: Final = 22
"""Characters of a report's id."""
_LOCK: Final = 0x6E69616E62616F
"""PostgreSQL's lock on the taking of steps: any number will do that nobody else uses."""


def ready(connection: Connection) -> None:
    """Take the steps that a database has not been through; another process may be doing so at the same moment.

    `ConfigurationError` when a later version of the program has been at work on it.
    """
    have = version(connection)
    if have < LATEST:
        begin_writing(connection)
        # There two can make the same table at once, and the later one fails.
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
        have = version(connection)
        for number, step in enumerate(STEPS[have:], have + 1):
            _take(connection, number, step)
    elif have > LATEST:
        raise ConfigurationError(
            f"数据库是较新版本的年报助手写的（第 {have} 版，本程序只认到第 {LATEST} 版）。",
            "请升级年报助手，或者用环境变量 NIANBAO_HOME 换一个数据文件夹。",
        )


def _take(connection: Connection, number: int, step: Callable[[Connection], None]) -> None:
    from sqlalchemy.exc import IntegrityError  # noqa: PLC0415 - half a second

    now = datetime.now(UTC).replace(tzinfo=None)
    try:
        with connection.begin_nested():
            step(connection)
            connection.execute(tables()["schema"].insert().values(version=number, time=now))
    except IntegrityError:  # another process has taken it, on a database where two can write at once
        return


def version(connection: Connection) -> int:
    """How many steps a database has been through; 0 for one from before they were counted, and for a new one."""
    from sqlalchemy import func, select  # noqa: PLC0415 - half a second

    if not has(connection, "schema"):
        return 0
    return int(connection.execute(select(func.max(tables()["schema"].c.version))).scalar() or 0)


def has(connection: Connection, table: str) -> bool:
    """Whether a table is there: who only reads makes none."""
    from sqlalchemy import inspect  # noqa: PLC0415 - late

    return inspect(connection).has_table(table)


def begin_writing(connection: Connection) -> None:
    """Wait now for other writers, not between a look and the change that rests on it. Only SQLite needs to be told."""
    if connection.dialect.name != "sqlite":
        return
    raw = connection.connection.dbapi_connection
    if raw is not None and not raw.in_transaction:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


@cache
def tables() -> dict[str, Table]:
    """Every table by its name. Times are UTC without a zone, since SQLite keeps none."""
    from sqlalchemy import Column, DateTime, Integer, MetaData, Table  # noqa: PLC0415 - late

    everything = MetaData()
    version = Column("version", Integer, primary_key=True, autoincrement=False)
    Table("schema", everything, version, Column("time", DateTime, nullable=False))
    Table("calls", everything, *_calls(), sqlite_autoincrement=True)
    Table("verdicts", everything, *_verdicts(), sqlite_autoincrement=True)
    Table("reviews", everything, *_reviews(), sqlite_autoincrement=True)
    Table("review_steps", everything, *_review_steps(), sqlite_autoincrement=True)
    Table("works", everything, *_works())
    Table("work_versions", everything, *_work_versions())
    Table("work_turns", everything, *_work_turns())
    Table("work_seats", everything, *_work_seats())
    account_tables.add_to(everything)
    return dict(everything.tables)


def _calls() -> Iterator[SchemaItem]:
    from sqlalchemy import JSON, Boolean, Column, DateTime, Float, Integer  # noqa: PLC0415 - late

    yield Column("id", Integer, primary_key=True)
    yield Column("time", DateTime, nullable=False)
    yield from _lines("purpose", "prompt", "prompt_hash", "model", "endpoint", "verdict", "error")
    yield from _numbers("prompt_tokens", "completion_tokens", "sent_characters")
    yield Column("tokens_estimated", Boolean, nullable=False)
    yield Column("seconds", Float, nullable=False)
    yield Column("first_token_seconds", Float)
    yield Column("masked", JSON, nullable=False)


def _verdicts() -> Iterator[SchemaItem]:
    from sqlalchemy import Boolean, Column, DateTime, Integer  # noqa: PLC0415 - late

    yield Column("id", Integer, primary_key=True)
    yield from _numbers("year")
    yield from _lines("unit", "fingerprint", "kind", "by")
    yield Column("time", DateTime, nullable=False)
    yield Column("with_previous", Boolean, nullable=False)
    yield from _long("comment", "snapshot", "finding")


def _reviews() -> Iterator[SchemaItem]:
    from sqlalchemy import Column, Integer, UniqueConstraint  # noqa: PLC0415 - late

    yield Column("id", Integer, primary_key=True)
    yield from _lines("unit", "stage")
    yield from _numbers("year", "version")
    yield UniqueConstraint("unit", "year")


def _review_steps() -> Iterator[SchemaItem]:
    from sqlalchemy import (  # noqa: PLC0415 - late
        Boolean,
        Column,
        DateTime,
        ForeignKey,
        Integer,
        UniqueConstraint,
    )

    yield Column("id", Integer, primary_key=True)
    yield Column("review", Integer, ForeignKey("reviews.id"), nullable=False)
    yield from _numbers("number", "seen")
    yield from _lines("action", "origin", "stage", "by")
    yield Column("time", DateTime, nullable=False)
    yield Column("counts", Boolean, nullable=False)
    yield Column("open_errors", Integer)
    yield from _long("comment", "report")
    yield UniqueConstraint("review", "number")


def _works() -> Iterator[SchemaItem]:
    from sqlalchemy import Column, DateTime, Integer, String  # noqa: PLC0415 - late

    yield Column("id", String(_ID), primary_key=True)
    yield from _lines("owner", "unit", "by")
    yield Column("year", Integer)
    yield from _numbers("head", "shows")
    yield from _long("redo")
    yield Column("created", DateTime, nullable=False)
    yield Column("updated", DateTime, nullable=False)
    yield Column("deleted", DateTime)


def _work_versions() -> Iterator[SchemaItem]:
    from sqlalchemy import Column, DateTime, Integer, LargeBinary  # noqa: PLC0415 - late
    from sqlalchemy.dialects.mysql import LONGBLOB  # noqa: PLC0415 - late

    yield from _part_of_work()
    yield from _numbers("parent", "shows")
    yield from _lines("kind", "what", "by", "unit")
    yield Column("year", Integer)
    yield Column("time", DateTime, nullable=False)
    # The last column: listings do not read as far as that.
    yield Column("state", LargeBinary().with_variant(LONGBLOB(), "mysql", "mariadb"))


def _work_turns() -> Iterator[SchemaItem]:
    from sqlalchemy import Column, DateTime  # noqa: PLC0415 - late

    yield from _part_of_work()
    yield from _lines("role", "by")
    yield Column("time", DateTime, nullable=False)
    yield from _long("text", "extra")


def _work_seats() -> Iterator[SchemaItem]:
    from sqlalchemy import Column, DateTime, ForeignKey, String  # noqa: PLC0415 - late

    yield Column("work", String(_ID), ForeignKey("works.id"), primary_key=True)
    yield Column("seat", String(LONGEST_LINE), primary_key=True)
    yield from _lines("by")
    yield Column("time", DateTime, nullable=False)


def _part_of_work() -> Iterator[SchemaItem]:
    from sqlalchemy import Column, ForeignKey, Integer, String  # noqa: PLC0415 - late

    yield Column("work", String(_ID), ForeignKey("works.id"), primary_key=True)
    yield Column("number", Integer, primary_key=True, autoincrement=False)


def _lines(*names: str) -> Iterator[SchemaItem]:
    from sqlalchemy import Column, String  # noqa: PLC0415 - late

    for name in names:
        yield Column(name, String(LONGEST_LINE), nullable=False)


def _numbers(*names: str) -> Iterator[SchemaItem]:
    from sqlalchemy import Column, Integer  # noqa: PLC0415 - late

    for name in names:
        yield Column(name, Integer, nullable=False)


def _long(*names: str) -> Iterator[SchemaItem]:
    """Texts without a limit; MySQL's own would end at 64 KB."""
    from sqlalchemy import Column, Text  # noqa: PLC0415 - late
    from sqlalchemy.dialects.mysql import LONGTEXT  # noqa: PLC0415 - late

    for name in names:
        yield Column(name, Text().with_variant(LONGTEXT(), "mysql", "mariadb"), nullable=False)


def _makes(*names: str) -> Callable[[Connection], None]:
    def step(connection: Connection) -> None:
        from sqlalchemy.schema import CreateTable  # noqa: PLC0415 - late

        for name in names:
            connection.execute(CreateTable(tables()[name], if_not_exists=True))

    return step


STEPS: Final[tuple[Callable[[Connection], None], ...]] = (
    # Databases from before the steps were counted hold the calls already.
    _makes("schema", "calls"),
    _makes("verdicts"),
    _makes("reviews", "review_steps"),
    _makes("works", "work_versions", "work_turns", "work_seats"),
    _makes(*account_tables.TABLES),
)
LATEST: Final = len(STEPS)
