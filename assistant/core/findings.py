"""What a check found: plain values, with a fingerprint that survives a re-run."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict, computed_field, field_serializer

from assistant.core.report import Severity, json_number

Status = Literal["fail", "uncertain"]


class Finding(BaseModel):
    """One thing a check found.

    `where` holds cell addresses, or section spans ``section:start-end`` in characters. `basis` is the
    provision or document the check rests on. `status` is ``uncertain`` when a side of a comparison is
    missing: a missing side never counts as a pass. `anchor` is what the fingerprint rests on where the
    place may move (a passage of prose); for cells the addresses serve. `correction` extends the public
    contract: the words to put in the place of the first span in `where`, where there is a sure proposal.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    code: str
    severity: Severity
    where: tuple[str, ...]
    message: str
    expected: Decimal | str | None = None
    found: Decimal | str | None = None
    correction: str | None = None
    basis: str = ""
    status: Status = "fail"
    anchor: str = ""

    @computed_field  # type: ignore[prop-decorator]
    @property
    def fingerprint(self) -> str:
        """The same for the same thing at the same place, whatever the values: 16 hex digits."""
        place = self.anchor or "|".join(self.where)
        return hashlib.sha256(f"{self.code}\n{place}".encode()).hexdigest()[:16]

    @field_serializer("expected", "found", when_used="json")
    def _as_number(self, value: Decimal | str | None) -> int | float | str | None:
        return json_number(value) if isinstance(value, Decimal) else value
