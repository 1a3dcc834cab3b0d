"""The tables of accounts: people, their sessions, failed sign-ins, tokens of other programs, the audit log."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sqlalchemy import MetaData
    from sqlalchemy.schema import SchemaItem

TABLES: Final = ("people", "sessions", "failures", "clients", "audit")
LONGEST_LINE: Final = 200
DIGEST: Final = 64
"""Characters of a SHA-256: tokens are known by it alone."""


def add_to(everything: MetaData) -> None:
    """Times are UTC without a zone. What is unique is told by the database, for two processes at once."""
    from sqlalchemy import Table  # noqa: PLC0415 - late

    Table("people", everything, *_people())
    Table("sessions", everything, *_sessions())
    Table("failures", everything, *_failures())
    Table("clients", everything, *_clients())
    Table("audit", everything, *_audit(), sqlite_autoincrement=True)


def _people() -> Iterator[SchemaItem]:
    from sqlalchemy import Boolean, Column  # noqa: PLC0415 - late

    yield _number()
    yield _line("login", unique=True)
    yield from map(_line, ("name", "unit", "role", "password"))
    yield Column("disabled", Boolean, nullable=False)
    yield _time("made")
    yield _time("signed_in", known=False)


def _sessions() -> Iterator[SchemaItem]:
    from sqlalchemy import Column, ForeignKey, Integer  # noqa: PLC0415 - late

    yield _number()
    yield Column("person", Integer, ForeignKey("people.id"), nullable=False)
    yield _line("digest", DIGEST, unique=True)
    yield _time("started")
    yield _time("seen")


def _failures() -> Iterator[SchemaItem]:
    from sqlalchemy import Column, Integer  # noqa: PLC0415 - late

    yield _number()
    yield _line("key", DIGEST, unique=True)
    yield Column("times", Integer, nullable=False)
    yield _time("last")


def _clients() -> Iterator[SchemaItem]:
    yield _number()
    yield _line("name", unique=True)
    yield _line("digest", DIGEST, unique=True)
    yield from map(_line, ("unit", "role", "by"))
    yield _time("made")
    yield _time("used", known=False)


def _audit() -> Iterator[SchemaItem]:
    yield _number()
    yield _time("time")
    yield from map(_line, ("who", "name", "unit", "action", "target", "detail", "origin"))


def _number() -> SchemaItem:
    from sqlalchemy import Column, Integer  # noqa: PLC0415 - late

    return Column("id", Integer, primary_key=True)


def _line(name: str, longest: int = LONGEST_LINE, *, unique: bool = False) -> SchemaItem:
    from sqlalchemy import Column, String  # noqa: PLC0415 - late

    return Column(name, String(longest), nullable=False, unique=unique)


def _time(name: str, *, known: bool = True) -> SchemaItem:
    from sqlalchemy import Column, DateTime  # noqa: PLC0415 - late

    return Column(name, DateTime, nullable=not known)
