"""Tokens: 256 random bits that say who somebody is. Only their SHA-256 is kept, so a stolen database opens nothing.

A fast digest does for them, as it would not for a password: there is nothing to guess.
"""

from __future__ import annotations

import re
import secrets
from hashlib import sha256
from typing import Any, Final, Literal

Kind = Literal["nbs", "nbt"]
"""A session, or another program; one never passes for the other, and the audit log knows both by sight."""

_FORM: Final = re.compile(r"nb[st]_[A-Za-z0-9_-]{43}")


def make(kind: Kind) -> str:
    """A new token, 47 characters fit for a cookie or a header."""
    return f"{kind}_{secrets.token_urlsafe(32)}"


def digest(token: Any, kind: Kind) -> str:
    """What is kept of a token; "" for a text that is no token of this kind, however long it is."""
    if not isinstance(token, str) or not token.startswith(f"{kind}_") or not _FORM.fullmatch(token):
        return ""
    return sha256(token.encode()).hexdigest()
