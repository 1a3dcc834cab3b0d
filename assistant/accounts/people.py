"""Who may do what: people, their roles, and what a role allows on a unit's reports."""

from __future__ import annotations

from enum import StrEnum
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict

from assistant.errors import InputError


class Role(StrEnum):
    """What somebody is there for."""

    DRAFT = "draft"
    REVIEW = "review"
    ADMIN = "admin"


ROLES: Final = {Role.DRAFT: "起草", Role.REVIEW: "审核", Role.ADMIN: "管理"}
"""The roles as staff call them."""

Action = Literal["see", "edit", "judge", "review", "manage"]
"""Look at a report; change it; say what one thinks of a finding; pass it on or back; accounts, tokens, the audit log."""

_ALLOWED: Final[dict[Role, frozenset[Action]]] = {
    # Whoever writes a report answers findings, too: by name, and the reviewer sees it.
    Role.DRAFT: frozenset({"see", "edit", "judge"}),
    Role.REVIEW: frozenset({"see", "judge", "review"}),
    Role.ADMIN: frozenset({"see", "edit", "judge", "review", "manage"}),
}


class Person(BaseModel):
    """Somebody at work, or another program (its `login` then begins with ``client:``).

    `unit` is the key of the unit whose reports are theirs; `local`: nobody signed in, since nobody has to.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    login: str
    name: str
    unit: str
    role: Role
    local: bool = False


LOCAL: Final = Person(login="", name="本机", unit="", role=Role.ADMIN, local=True)
"""Whoever sits at this machine in single-user mode, and whoever uses the command line."""


def may(person: Person, action: Action, owner: str) -> bool:
    """Whether a person may do this to what belongs to the unit `owner`; ``manage`` belongs to no unit."""
    if action not in _ALLOWED[person.role]:
        return False
    return person.role is Role.ADMIN or person.unit == owner


def role_named(word: str) -> Role:
    """The role by its Chinese name, or by its name here. `InputError` for any other word."""
    for role, name in ROLES.items():
        if word.strip() in {name, role.value}:
            return role
    raise InputError(f"没有“{word[:20]}”这种角色。", f"可以是 {'、'.join(ROLES.values())}。")
