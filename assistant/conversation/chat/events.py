"""What a chat turn says while it goes on, as frozen values for whoever shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

EventKind = Literal["status", "text", "changed", "go", "choices", "done"]

ALL_TABS: Final = ("tables", "draft", "sources", "checkup", "compare", "take", "history")
"""The tabs of the report, by the names of their modules."""


@dataclass(frozen=True)
class Choice:
    """A button: what stands on it, and the words that it sends as if staff had typed them."""

    label: str
    text: str


@dataclass(frozen=True)
class Event:
    """One thing that happened in a turn.

    ``status``: `text` is what is being done (empty: nothing any more); `heard` what a model is writing just now, not yet
    verified: shown while it comes, never kept. ``text``: `text` is added to the reply, which is plain text: paragraphs
    and lines that begin with “· ”. ``changed``: `tabs` show something else now. ``go``: open `tab`, at the element `place`
    when there is one. ``choices``: buttons under the reply. ``done``: the turn is over and kept; or
    `text` is what stood in the way of keeping it, said before as well.
    """

    kind: EventKind
    text: str = ""
    heard: str = ""
    tabs: tuple[str, ...] = ()
    tab: str = ""
    place: str = ""
    choices: tuple[Choice, ...] = ()
