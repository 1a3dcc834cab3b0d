"""What follows from a workspace: the report, what is taken away, findings, the comparison.

Worked out when asked for. What takes time is kept in one small store for the whole process, by a digest of what it
depends on, so that forty people at one report, or one person's forty requests, pay for it once.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from functools import cached_property
from threading import Lock
from typing import Any, Final, TypeVar, cast

from assistant.conversation.workspace import Workspace
from assistant.core.comparison import Comparison
from assistant.core.findings import Finding
from assistant.core.report import Report
from assistant.drafting.draft import Draft

T = TypeVar("T")

MOST_KEPT: Final = 96
"""Results kept in the process; the largest, a comparison, has some hundred kilobytes."""


class Shared:
    """Results by the digest of what they depend on; the ones not asked for the longest are let go."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._most = most
        self._kept: OrderedDict[str, Any] = OrderedDict()
        self._lock = Lock()

    def get(self, key: str, make: Callable[[], T]) -> T:
        """The result kept under a key, or made now. Two at once may both make it; that does no harm."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return cast("T", self._kept[key])
        made = make()
        with self._lock:
            self._kept[key] = made
            self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return made

    def __len__(self) -> int:
        return len(self._kept)


SHARED: Final = Shared()


def digest(*parts: object) -> str:
    """The digest of reports and drafts (by their content) and of texts."""
    found = hashlib.sha256()
    for part in parts:
        text = part.model_dump_json() if isinstance(part, Report | Draft) else repr(part)
        data = text.encode("utf-8", "surrogatepass")
        found.update(f"{type(part).__name__}{len(data)}:".encode() + data)
    return found.hexdigest()


def report_of(workspace: Workspace) -> Report | None:
    """The report with staff's unit and year; a title that names others gives way to the regular one."""
    if workspace.now is None:
        return None
    report = workspace.now.report
    unit = workspace.unit or report.unit
    year = int(workspace.year) if workspace.year else report.year
    changes: dict[str, object] = {"unit": unit, "year": year}
    if (unit, year) != (report.unit, report.year):
        changes["title"] = ""
    answered = {
        code for code, value in (("READ-UNIT", workspace.unit), ("READ-YEAR", workspace.year)) if value
    }
    changes["problems"] = tuple(p for p in report.problems if p.code not in answered)
    return report.model_copy(update=changes)


class Derived:
    """What follows from one workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    @cached_property
    def report(self) -> Report | None:
        """The report with staff's unit, year and cells; its own narrative."""
        return report_of(self.workspace)

    @property
    def previous(self) -> Report | None:
        """Last year's report."""
        return self.workspace.before.report if self.workspace.before else None

    @cached_property
    def draft(self) -> Draft | None:
        """The draft, verified against the tables and notes of now, also where it was made from earlier ones."""
        from assistant.conversation.steps.sentences import reverified  # noqa: PLC0415 - that module needs this one

        draft, report = self.workspace.draft, self.report
        if draft is None or report is None or not self.workspace.stale:
            return draft
        notes, previous = self.workspace.notes, self.previous
        key = digest("draft", draft, report, previous, notes)
        return SHARED.get(key, lambda: reverified(draft, draft.sentences, report, previous, notes))

    @cached_property
    def product(self) -> Report | None:
        """What is checked and taken away: tables, with the draft's text or the report's own."""
        if self.report is None or self.workspace.draft is None or self.workspace.text == "original":
            return self.report
        return self.workspace.draft.as_report(self.report)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Findings on the product."""
        import assistant  # noqa: PLC0415 - the door loads rooms late

        product, previous = self.product, self.previous
        if product is None:
            return ()
        key = digest("findings", product, previous)
        return SHARED.get(key, lambda: tuple(assistant.check_report(product, previous)))

    @cached_property
    def comparison(self) -> Comparison | None:
        """The product beside last year's report."""
        import assistant  # noqa: PLC0415 - the door loads rooms late

        product, previous = self.product, self.previous
        if product is None or previous is None:
            return None
        key = digest("comparison", product, previous)
        return SHARED.get(key, lambda: assistant.compare_reports(product, previous))
