"""WORDING: terms that the law has left behind or never had. The terms are data: ``wording.toml``."""

from __future__ import annotations

from typing import Final

from assistant.checking.case import Case
from assistant.checking.rulebook import apply
from assistant.core.findings import Finding

CODE: Final = "WORDING"


def check(case: Case) -> list[Finding]:
    """Outdated and wrong terms, each with the term that is right where there is one."""
    return list(apply(case, "wording/wording", CODE))
