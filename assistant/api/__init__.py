"""The door over HTTP for other programs, such as an office's OA: everything the commands do, as JSON.

`create` makes the application; whoever serves pages mounts it at ``/api/v1``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from fastapi import FastAPI

    from assistant import Library
    from assistant.accounts.people import Person
    from assistant.api.guard import Note
    from assistant.conversation.doors.limits import Limits
    from assistant.conversation.doors.workers import Bounds

__all__ = ["MOUNTED_AT", "create"]

MOUNTED_AT: Final = "/api/v1"


def create(
    person_of_token: Callable[[str], Person | None],
    *,
    note: Note | None = None,
    library: Callable[[], Library] | None = None,
    limits: Limits | None = None,
    bounds: Bounds | None = None,
) -> FastAPI:
    """The application, to be mounted at ``/api/v1``. Call its ``state.close()`` when the server ends.

    Args:
        person_of_token: who holds a token (`Accounts.client_of`); `None` for a token that nobody holds (any more).
        note: where each call is noted; by default the audit log that the settings name.
        library: the library; by default the one that this process shares (`conversation.shelf`).
        limits: how much one client may ask for.
        bounds: the processes that reports are worked on in.

    """
    from assistant.api.application import make

    return make(person_of_token, note=note, library=library, limits=limits, bounds=bounds)
