"""The log of model calls: what for, which model, where, how long, and what became of the reply.

Never the prompt, the reply or a key. A log that cannot be written is said; it never breaks a draft.
"""

from __future__ import annotations

import logging
import re
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, field_validator

from assistant.errors import NianbaoError
from assistant.storage import schema
from assistant.storage.schema import LONGEST_LINE
from assistant.storage.store import Store

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row, Table

KEPT: Final = 10_000
"""Calls that are kept; the oldest go first."""
LOCAL: Final = "本机"
FAILED: Final = "失败"

_LOG: Final = logging.getLogger(__name__)
_PAUSE: Final = 60.0
"""Seconds without another try after a failure: a locked database must not hold up every sentence of a draft."""
_MOST: Final = 2**31 - 1
_KEY: Final = re.compile(
    r"(?i)\b(?:sk|key|tok)[-_][\w.*-]{4,}|\bbearer\s+\S+|\b(?:api[-_ ]?key|token)\s*[=:]\s*\S+"
)
_LOGIN: Final = re.compile(r"//[^/\s@]*@")


def _line(value: Any) -> Any:
    """One short line that any database takes."""
    if not isinstance(value, str):
        return value
    text = value.encode("utf-8", "replace").decode()
    return " ".join(re.sub(r"[\0-\x1f\x7f]", " ", text).split())[:LONGEST_LINE]


def _without_secrets(value: Any) -> Any:
    """An error's words; some services repeat the key that they refuse."""
    return _line(_KEY.sub("〔密钥〕", _LOGIN.sub("//", value))) if isinstance(value, str) else value


def _host(value: Any) -> Any:
    """Of an address only host and port: a password, a path or a key in it is nobody's business."""
    return (
        _line(re.split(r"[/?#]", value.rpartition("://")[2])[0].rpartition("@")[2])
        if isinstance(value, str)
        else value
    )


Line = Annotated[str, BeforeValidator(_line)]
Number = Annotated[int, Field(ge=0, le=_MOST)]
Seconds = Annotated[float, Field(ge=0, allow_inf_nan=False)]


class Call(BaseModel):
    """One call. Tokens as the service counted them, or estimated; seconds since sending."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    time: AwareDatetime
    purpose: Line
    prompt: Line = ""
    prompt_hash: Line = ""
    model: Line
    endpoint: Annotated[str, BeforeValidator(_host)] = LOCAL
    prompt_tokens: Number = 0
    completion_tokens: Number = 0
    tokens_estimated: bool = False
    seconds: Seconds = 0.0
    first_token_seconds: Seconds | None = None
    verdict: Line = ""
    error: Annotated[str, BeforeValidator(_without_secrets)] = ""
    sent_characters: Number = 0
    masked: dict[Line, Number] = {}

    @field_validator("time")
    @classmethod
    def _utc(cls, value: datetime) -> datetime:
        return value.astimezone(UTC)


class Totals(BaseModel):
    """What all calls in the log come to."""

    model_config = ConfigDict(frozen=True)

    calls: int = 0
    failed: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    tokens_estimated: bool = False
    seconds: float = 0.0
    since: AwareDatetime | None = None


class CallLog(Store):
    """The log in a data folder (a `Path`), or in the database that a URL (a text) names. Opens at the first use."""

    def __init__(self, where: str | Path) -> None:
        super().__init__(where)
        self._again = 0.0
        self._warned = False
        self._told = 0

    def add(self, call: Call) -> int:
        """Keep a call; its number. `ConfigurationError` when the database takes nothing."""
        values = call.model_dump()
        values["time"] = call.time.replace(tzinfo=None)

        def insert(connection: Connection) -> int:
            calls = _ready(connection)
            key = connection.execute(calls.insert().values(values)).inserted_primary_key
            number = int(key[0]) if key else 0
            connection.execute(calls.delete().where(calls.c.id <= number - KEPT))
            return number

        return self._database.run(insert)

    def add_quietly(self, call: Call) -> int | None:
        """Keep a call if that can be done. A failure is logged once, and gives `None`."""
        if time.monotonic() < self._again:
            return None
        try:
            number = self.add(call)
        except Exception as error:  # noqa: BLE001 - nothing about the log is worth a draft
            self._failed(error)
            return None
        for notice in self.notices[self._told :]:
            _LOG.warning("%s", notice)
        self._told = len(self.notices)
        return number

    def set_verdict(self, call_id: int, verdict: str) -> bool:
        """Note what became of the reply; `False` when that call is not in the log (any more)."""

        def update(connection: Connection) -> bool:
            calls = _ready(connection)
            done = connection.execute(
                calls.update().where(calls.c.id == call_id).values(verdict=_line(verdict))
            )
            return done.rowcount > 0

        return self._database.run(update)

    def set_verdict_quietly(self, call_id: int | None, verdict: str) -> None:
        """`set_verdict` for a draft: takes what `add_quietly` gave, and never fails."""
        if call_id is None or time.monotonic() < self._again:
            return
        try:
            self.set_verdict(call_id, verdict)
        except Exception as error:  # noqa: BLE001 - as above
            self._failed(error)

    def recent(self, limit: int = 20) -> list[Call]:
        """The newest calls, newest first."""
        if self._database.is_empty():
            return []

        def select(connection: Connection) -> list[Call]:
            if not _is_made(connection):
                return []
            calls = _calls()
            rows = connection.execute(calls.select().order_by(calls.c.id.desc()).limit(max(0, limit)))
            return [_call(row) for row in rows]

        return self._database.run(select)

    def totals(self) -> Totals:
        """All calls in the log, summed up."""
        return Totals() if self._database.is_empty() else self._database.run(_totals)

    def _failed(self, error: Exception) -> None:
        self._again = time.monotonic() + _PAUSE
        if not self._warned:
            self._warned = True
            # What is no fault of the set-up may quote its data.
            reason = str(error) if isinstance(error, NianbaoError) else type(error).__name__
            _LOG.warning("模型调用没有记下来，不影响起草。%s", reason)


# --- the table ----------------------------------------------------------------------------------------------------


def _calls() -> Table:
    return schema.tables()["calls"]


def _is_made(connection: Connection) -> bool:
    return schema.has(connection, "calls")


def _ready(connection: Connection) -> Table:
    schema.ready(connection)
    return _calls()


def _call(row: Row[Any]) -> Call:
    values = {name: value for name, value in row._mapping.items() if name != "id"}
    return Call(**{**values, "time": values["time"].replace(tzinfo=UTC)})


def _totals(connection: Connection) -> Totals:
    from sqlalchemy import case, func, select  # noqa: PLC0415 - late

    if not _is_made(connection):
        return Totals()
    calls = _calls().c
    row = connection.execute(
        select(
            func.count().label("calls"),
            func.sum(case((calls.verdict == FAILED, 1), else_=0)).label("failed"),
            func.sum(calls.prompt_tokens).label("prompt_tokens"),
            func.sum(calls.completion_tokens).label("completion_tokens"),
            func.max(case((calls.tokens_estimated, 1), else_=0)).label("tokens_estimated"),
            func.sum(calls.seconds).label("seconds"),
            func.min(calls.time).label("since"),
        )
    ).one()
    found = {name: value for name, value in row._mapping.items() if value is not None}
    if "since" in found:
        found["since"] = found["since"].replace(tzinfo=UTC)
    return Totals(**found)
