"""Who may change what belongs to everybody: the library, the accounts. It leaves a line in the audit log."""

from __future__ import annotations

import logging
import re
from typing import Final

from assistant.accounts import Accounts
from assistant.accounts.people import Person, may
from assistant.conversation.bench import Bench
from assistant.errors import ConfigurationError, InputError
from assistant.web.texts import ASK_ADMIN

_LOG: Final = logging.getLogger(__name__)
_PLACE: Final = re.compile(r"“(?:/|\w+://|[A-Za-z]:[\\/])[^”]*”")
"""A place on the server, as messages quote it."""


def manages(person: Person) -> bool:
    """Whether this person may change what belongs to everybody."""
    return may(person, "manage", person.unit)


def must_manage(bench: Bench) -> None:
    """`InputError` for anybody but those who manage."""
    if not manages(bench.person):
        raise InputError("这一步只有“管理”角色能做。", "请找管理员来做，或者请他给您换角色。")


def leave_note(bench: Bench, action: str, target: str) -> None:
    """A line in the audit log; alone at one's own machine there is nobody to keep it for."""
    if not bench.person.local:
        Accounts.configured().note(bench.person, action, target)


def told(error: InputError | ConfigurationError, person: Person) -> tuple[str, str]:
    """What went wrong and what to do, as this person is told it: where on the server something lies is for managers."""
    if isinstance(error, InputError) or manages(person):
        return error.what, error.advice
    _LOG.warning("%s", error)
    return said_to(error.what, person), ASK_ADMIN


def said_to(text: str, person: Person) -> str:
    """A text of ours as this person is told it."""
    return text if manages(person) else _PLACE.sub("", text)
