"""The calendar that every door counts with, and a deadline as it is given out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.answering.outcome import Deadline
    from assistant.answering.workdays import Calendar


def calendar() -> Calendar:
    """The official calendar, with the years that the data folder supplies."""
    from assistant.answering.holidays import FILE, read_holidays
    from assistant.answering.workdays import Calendar
    from assistant.settings import load_settings

    return Calendar(read_holidays(load_settings().home / FILE))


def deadline_json(made: Deadline, channel: str) -> dict[str, Any]:
    """The deadline as plain values; days as ``2026-02-12``."""
    value = made.model_dump(mode="json")
    return {**value, "notes": [channel, *value["notes"]]} if channel else value
