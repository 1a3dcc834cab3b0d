"""What reports being made consist of, as values: the report, its versions, turns of the conversation, changes."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict

from assistant.storage.schema import LONGEST_LINE
from assistant.storage.words import visible

LONGEST_TURN: Final = 50_000
"""Characters of one turn of a conversation."""
LONGEST_STATE: Final = 20_000_000
"""Characters of a state."""
LONGEST_EXTRA: Final = 1_000_000
"""Characters of what the page keeps beside a turn, as JSON."""
KEPT_TURNS: Final = 2000
"""Turns of a conversation that are kept; the oldest go first."""
KEPT_DAYS: Final = 30
"""For so long what was put away can be brought back."""


def line(value: Any) -> Any:
    """One short line that any database takes; the rest of a longer one is left away."""
    return " ".join(visible(value).split())[:LONGEST_LINE] if isinstance(value, str) else value


def _year(value: Any) -> Any:
    """`None` for what is no year: the list of reports does without, and the state still has what staff wrote."""
    return value if isinstance(value, int) and 1 <= value <= 9999 else None


Line = Annotated[str, BeforeValidator(line)]
Kind = Literal["edit", "undo", "redo", "return"]
Role = Literal["user", "assistant"]


class Change(BaseModel):
    """What a new version shall hold: the whole state, what was done in Chinese, and what the list of reports shows."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    state: str
    what: Line
    unit: Line = ""
    year: Annotated[int | None, BeforeValidator(_year)] = None


class Work(BaseModel):
    """A report being made. `owner`: the unit whose people may see it; `head`: the number of its newest version."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    owner: str
    unit: str
    year: int | None
    head: int
    created: AwareDatetime
    updated: AwareDatetime
    by: str
    deleted: bool = False


class Version(BaseModel):
    """One version. `parent`: the version whose content was shown before it (0: none); `shows`: the one whose content
    it shows, itself but for ``undo`` and ``redo``. `state` is empty in listings.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    work: str
    number: int
    parent: int
    shows: int
    kind: Kind
    what: str
    by: str
    time: AwareDatetime
    state: str = ""


class Turn(BaseModel):
    """One thing said in the conversation about a report; `extra` is plain JSON, the page's own."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: int
    role: Role
    text: str
    extra: dict[str, Any]
    by: str
    time: AwareDatetime
