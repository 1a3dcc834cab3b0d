"""What staff said about findings: one line for each time somebody said something, none ever changed or taken away.

A verdict belongs to a finding of a unit's report of a year, by fingerprint, and keeps the numbers of that moment.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, Literal, cast

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, field_validator

from assistant.core.findings import Finding
from assistant.storage import schema
from assistant.storage.store import Store
from assistant.storage.words import Person, Remark, Unit, Year, report_year, unit_name

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

Kind = Literal["accept", "dismiss", "fix"]
"""The finding is right and stays open; it is none; it has been put right."""


class Snapshot(BaseModel):
    """The numbers of a finding as plain text: a cell by its address, ``number 24``, ``zero 0``, ``blank`` or ``missing``."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    expected: str | None = None
    found: str | None = None
    cells: dict[str, str] = {}


class Verdict(BaseModel):
    """One thing said. `finding` is the finding of that moment; `with_previous`: whether last year's report was at hand.

    `InputError` for a name, a comment, a unit or a year that cannot be kept.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    unit: Unit
    year: Year
    fingerprint: str = Field(pattern=r"^[0-9a-f]{16}$")
    kind: Kind
    by: Person
    time: AwareDatetime
    comment: Remark = ""
    snapshot: Snapshot
    finding: Finding
    with_previous: bool = False

    @field_validator("time")
    @classmethod
    def _utc(cls, value: datetime) -> datetime:
        return value.astimezone(UTC)


class Verdicts(Store):
    """The verdicts in a data folder (a `Path`), or in the database that a URL (a text) names. Opens at the first use."""

    def add(self, verdicts: Sequence[Verdict]) -> None:
        """Keep all of them, or none. `ConfigurationError` when the database takes nothing."""
        if not verdicts:
            return

        def insert(connection: Connection) -> None:
            schema.ready(connection)
            connection.execute(schema.tables()[_TABLE].insert(), [_values(v) for v in verdicts])

        self._database.run(insert)

    def of(self, unit: str, year: int) -> list[Verdict]:
        """All that was said about a unit's report of a year, oldest first; asking makes nothing."""
        if self._database.is_empty():
            return []
        name, of_year = unit_name(unit), report_year(year)

        def select(connection: Connection) -> list[Verdict]:
            if not schema.has(connection, _TABLE):
                return []
            table = schema.tables()[_TABLE]
            mine = table.select().where(table.c.unit == name, table.c.year == of_year)
            return [_verdict(row) for row in connection.execute(mine.order_by(table.c.id))]

        return self._database.run(select)


_TABLE: Final = "verdicts"


def _values(verdict: Verdict) -> dict[str, Any]:
    return {
        **verdict.model_dump(exclude={"snapshot", "finding"}),
        "time": verdict.time.replace(tzinfo=None),
        "snapshot": json.dumps(verdict.snapshot.model_dump()),
        # Escaped, so that no database stumbles over odd characters.
        "finding": json.dumps(verdict.finding.model_dump(), default=_tagged),
    }


def _tagged(value: Decimal) -> dict[str, str]:
    """A decimal with all its digits, and told apart from a text that looks like one."""
    return {"decimal": str(value)}


def _untagged(value: dict[str, Any]) -> Any:
    return Decimal(value["decimal"]) if set(value) == {"decimal"} else value


def _verdict(row: Row[Any]) -> Verdict:
    values = {name: value for name, value in row._mapping.items() if name != "id"}
    return Verdict(
        **{
            **values,
            "time": cast(datetime, values["time"]).replace(tzinfo=UTC),
            "snapshot": json.loads(values["snapshot"]),
            "finding": json.loads(values["finding"], object_hook=_untagged),
        }
    )
