"""A file that staff give → a value the library can keep: an official text, or a past annual report.

What a file is follows from its content, never from its name; what cannot be placed is told, never lost.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from assistant.intake.kinds import read_any
from assistant.library.imported import ImportedReport, ImportedText
from assistant.reading.open import open_bytes, open_file

__all__ = ["take_in"]


def take_in(source: Path | bytes, name: str | None = None) -> ImportedText | ImportedReport:
    """Read a law, a regulation, an official document or a past annual report.

    Args:
        source: a path, or a file's bytes (.docx, .pdf, .html, .txt, .md and what else `reading` opens, at most
            50 MB).
        name: the file's name; it says nothing about the kind, and only a report's year is looked for in it,
            when the report itself has none.

    Raises:
        InputError: the file cannot be read, is neither of the two, or is too large.
        ConfigurationError: a program that the format needs is not installed.

    """
    if isinstance(source, bytes):
        opened = open_bytes(source, name)
    else:
        opened = open_file(source)
        name = name or source.name
    taken = read_any(opened, name)
    if isinstance(taken, ImportedText):
        told = tuple(problem.message for problem in opened.problems)
        return replace(taken, remarks=(*taken.remarks, *told))
    return taken
