"""The door: read, check, draft, export an annual report, and ask about the rules.

Heavy modules load on first use, so that importing the door stays quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from assistant.answering import answer_question
    from assistant.checking import check_report
    from assistant.comparing import compare_reports
    from assistant.drafting import draft_report
    from assistant.export import export_findings, export_report
    from assistant.intake.library import Library
    from assistant.intake.prose import read_prose
    from assistant.reading import read_pasted, read_report

_DOOR: Final = {
    "read_report": "assistant.reading",
    "read_pasted": "assistant.reading",
    "read_prose": "assistant.intake.prose",
    "check_report": "assistant.checking",
    "compare_reports": "assistant.comparing",
    "draft_report": "assistant.drafting",
    "export_report": "assistant.export",
    "export_findings": "assistant.export",
    "Library": "assistant.intake.library",
    "answer_question": "assistant.answering",
}

__all__ = [
    "Library",
    "answer_question",
    "check_report",
    "compare_reports",
    "draft_report",
    "export_findings",
    "export_report",
    "read_pasted",
    "read_prose",
    "read_report",
]


def __getattr__(name: str) -> Any:
    if name in _DOOR:
        return getattr(import_module(_DOOR[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
