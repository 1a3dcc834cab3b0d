"""The three reviews of reports: where each one stands, and every step with the report as it was then.

Steps are only ever added. Who acts on an outdated view is told, and what he said and handed in is kept all the same,
as a step that does not count.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, field_validator

from assistant.core.report import Report
from assistant.errors import InputError
from assistant.storage import schema
from assistant.storage.store import Store
from assistant.storage.words import Person, Remark, Unit, Year, report_year, unit_name

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row


class Stage(StrEnum):
    """Where a report stands: with whom it lies to be worked on."""

    DRAFT = "draft"
    FIRST = "first"
    SECOND = "second"
    FINAL = "final"
    DONE = "done"


Action = Literal["submit", "pass", "back"]


class Step(BaseModel):
    """One step: from where to where, by whom, and the report as it was then.

    `seen` is the version that its author acted on, and `counts` is false when that was no longer the last one: both
    are set when the step is kept. `open_errors` is how many errors stood open, where known.
    `InputError` for a name or a comment that cannot be kept.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    action: Action
    origin: Stage
    stage: Stage
    by: Person
    time: AwareDatetime
    comment: Remark = ""
    open_errors: int | None = None
    report: Report
    seen: int = 0
    counts: bool = True

    @field_validator("time")
    @classmethod
    def _utc(cls, value: datetime) -> datetime:
        return value.astimezone(UTC)


class Review(BaseModel):
    """A report under review. `version` counts the steps that moved it; `steps` may hold others besides."""

    model_config = ConfigDict(frozen=True)

    unit: Unit
    year: Year
    stage: Stage = Stage.DRAFT
    version: int = 0
    steps: tuple[Step, ...] = ()

    @property
    def name(self) -> str:
        """As the commands want it: ``示例县人民政府/2025``."""
        return f"{self.unit}/{self.year}"

    @property
    def counted(self) -> tuple[Step, ...]:
        """The steps that moved it."""
        return tuple(step for step in self.steps if step.counts)

    @property
    def report(self) -> Report:
        """The report as it is now; only of a review that has begun."""
        return self.counted[-1].report


class Standing(BaseModel):
    """A line of the list: where a report stands, and since when."""

    model_config = ConfigDict(frozen=True)

    unit: str
    year: int
    stage: Stage
    version: int
    by: str
    time: AwareDatetime


class OvertakenError(InputError):
    """Somebody else was quicker. What was to be kept is kept, as a step that does not count."""


class Reviews(Store):
    """The reviews in a data folder (a `Path`), or in the database that a URL (a text) names. Opens at the first use."""

    def find(self, unit: str, year: int) -> Review | None:
        """The review of a unit's report of a year, `None` when there is none; asking makes nothing."""
        name, of_year = unit_name(unit), report_year(year)
        if self._database.is_empty():
            return None
        return self._database.run(lambda connection: _find(connection, name, of_year))

    def standings(self) -> list[Standing]:
        """Every report under review, the newest step first."""
        return [] if self._database.is_empty() else self._database.run(_standings)

    def add(self, unit: str, year: int, step: Step, version: int) -> Review:
        """Take a step from the version that its author saw (0: no step yet); the review after it.

        `OvertakenError` when the review has moved on since then: the step is kept, and does not count.
        """
        name, of_year = unit_name(unit), report_year(year)

        def take(connection: Connection) -> tuple[bool, Review]:
            schema.ready(connection)
            schema.begin_writing(connection)
            number, moved = _moved(connection, name, of_year, step, version)
            _insert(connection, number, step.model_copy(update={"counts": moved, "seen": version}))
            review = _find(connection, name, of_year)
            assert review is not None, "it has just been written"
            return moved, review

        moved, review = self._database.run(take)
        if not moved:
            raise _overtaken(review)
        return review


def _overtaken(review: Review) -> OvertakenError:
    last = review.counted[-1] if review.counted else None
    who = f"{last.by}已在 {last.time.astimezone():%m月%d日 %H:%M} " if last else "别人刚刚"
    return OvertakenError(
        f"办理没有生效：{who}办过这份年报，现在是第 {review.version} 版，不是您看到的那一版。",
        f"您的意见和报告已经留存（记为未生效），请先用 review show {review.name} 看一看，再重新办理。",
    )


# --- the tables ---------------------------------------------------------------------------------------------------

_REVIEWS: Final = "reviews"
_STEPS: Final = "review_steps"


def _moved(connection: Connection, unit: str, year: int, step: Step, version: int) -> tuple[int, bool]:
    """The number of the review, and whether it could be moved on from the version seen."""
    from sqlalchemy.exc import IntegrityError  # noqa: PLC0415 - half a second

    table = schema.tables()[_REVIEWS]
    if version == 0:
        try:
            with connection.begin_nested():
                new = table.insert().values(unit=unit, year=year, stage=step.stage.value, version=1)
                key = connection.execute(new).inserted_primary_key
            return (int(key[0]) if key else 0), True
        except IntegrityError:  # somebody else has begun it
            pass
    mine = (table.c.unit == unit) & (table.c.year == year)
    on = table.update().where(mine, table.c.version == version, table.c.version > 0)
    moved = connection.execute(on.values(stage=step.stage.value, version=version + 1)).rowcount == 1
    # Held until the end, so that of two who come too late each gets a number of his own.
    number = connection.execute(table.select().where(mine).with_for_update()).one_or_none()
    if number is None:
        raise InputError(f"“{unit}/{year}”没有送审的记录。", "请先用 review submit 提交。")
    return int(number.id), moved


def _insert(connection: Connection, review: int, step: Step) -> None:
    from sqlalchemy import func, select  # noqa: PLC0415 - late

    table = schema.tables()[_STEPS]
    last = connection.execute(select(func.max(table.c.number)).where(table.c.review == review)).scalar()
    values = step.model_dump(exclude={"report", "time"})
    # Escaped, so that no database stumbles over odd characters; decimals as text, so that none loses a digit.
    report = json.dumps(step.report.model_dump(exclude={"status"}), default=str)
    time = step.time.replace(tzinfo=None)
    values |= {"origin": step.origin.value, "stage": step.stage.value, "report": report, "time": time}
    connection.execute(table.insert().values(review=review, number=(last or 0) + 1, **values))


def _find(connection: Connection, unit: str, year: int) -> Review | None:
    if not schema.has(connection, _STEPS):
        return None
    reviews, steps = schema.tables()[_REVIEWS], schema.tables()[_STEPS]
    found = connection.execute(
        reviews.select().where(reviews.c.unit == unit, reviews.c.year == year)
    ).one_or_none()
    if found is None:
        return None
    rows = connection.execute(steps.select().where(steps.c.review == found.id).order_by(steps.c.number))
    return Review(
        unit=found.unit,
        year=found.year,
        stage=found.stage,
        version=found.version,
        steps=tuple(map(_step, rows)),
    )


def _step(row: Row[Any]) -> Step:
    values = {name: value for name, value in row._mapping.items() if name not in {"id", "review", "number"}}
    time = values["time"].replace(tzinfo=UTC)
    return Step(**{**values, "time": time, "report": json.loads(values["report"])})


def _standings(connection: Connection) -> list[Standing]:
    from sqlalchemy import func, select  # noqa: PLC0415 - late

    if not schema.has(connection, _STEPS):
        return []
    reviews, steps = schema.tables()[_REVIEWS], schema.tables()[_STEPS]
    last = (
        select(steps.c.review, func.max(steps.c.number).label("number"))
        .where(steps.c.counts)
        .group_by(steps.c.review)
        .subquery()
    )
    rows = connection.execute(
        select(reviews, steps.c.by, steps.c.time)
        .join(last, last.c.review == reviews.c.id)
        .join(steps, (steps.c.review == reviews.c.id) & (steps.c.number == last.c.number))
        .order_by(steps.c.time.desc(), reviews.c.id.desc())
    )
    facts: Sequence[dict[str, Any]] = [dict(row._mapping) for row in rows]
    return [Standing(**{**one, "time": one["time"].replace(tzinfo=UTC)}) for one in facts]
