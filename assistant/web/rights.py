"""Who may change what belongs to everybody: the library, the accounts. It leaves a line in the audit log."""

from __future__ import annotations

from assistant.accounts import Accounts
from assistant.accounts.people import Person, may
from assistant.conversation.bench import Bench
from assistant.errors import InputError


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
