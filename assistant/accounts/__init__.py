"""Who uses the program: people and their roles, passwords, sessions, tokens of other programs, the audit log."""

from assistant.accounts.door import Accounts
from assistant.accounts.people import LOCAL, Person, Role, may

__all__ = ["LOCAL", "Accounts", "Person", "Role", "may"]
