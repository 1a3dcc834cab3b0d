"""Keeps what every call came to in the local database: counts and times, never a word of what was said."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from assistant.models.patient import Spoken
from assistant.models.port import said
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.storage.calls import CallLog


class Logbook:
    """The recorder of a configured model. A log that cannot be written never stops a reply."""

    def __init__(self, settings: Settings) -> None:
        self._where = settings.database_url.get_secret_value().strip() or settings.home
        self._opened: CallLog | None = None
        self._opening = threading.Lock()

    def add(self, spoken: Spoken) -> int | None:
        """Keep one call."""
        from assistant.storage.calls import FAILED, LOCAL, Call

        usage, request = spoken.usage, spoken.request
        call = Call(
            time=datetime.now(UTC),
            purpose=request.purpose,
            prompt=request.prompt,
            prompt_hash=request.prompt_hash,
            model=spoken.model,
            endpoint=spoken.outside or LOCAL,
            prompt_tokens=usage.prompt_tokens,
            completion_tokens=usage.completion_tokens,
            tokens_estimated=usage.estimated,
            seconds=round(usage.seconds, 3),
            first_token_seconds=None if usage.first_token is None else round(usage.first_token, 3),
            verdict=FAILED if spoken.fault else "",
            error=said(spoken.fault) if spoken.fault else "",
            sent_characters=request.characters,
            masked=spoken.masked,
        )
        return self._log().add_quietly(call)

    def set_verdict(self, number: int, verdict: str) -> None:
        """What became of it."""
        self._log().set_verdict_quietly(number, verdict)

    def _log(self) -> CallLog:
        """One for all calls: it remembers a database that takes nothing, and warns once."""
        from assistant.storage.calls import CallLog

        with self._opening:
            if self._opened is None:
                self._opened = CallLog(self._where)
            return self._opened
