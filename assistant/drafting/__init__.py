"""Report and notes in, draft out: outline, write, verify.

`draft_report` is the door; `verify` and `trace_text` serve texts that came from elsewhere.
"""

from assistant.drafting.door import draft_report
from assistant.drafting.draft import Claim, Doubt, Draft, Sentence, TracedNumber, Verification, Writing
from assistant.drafting.notes import Note, Notebook, note_lines, read_notes
from assistant.drafting.outline import Library, Outline, Point, Writer, make_outline
from assistant.drafting.tracing import Candidate, Trace, trace_text
from assistant.drafting.verify import verify
from assistant.drafting.written import ModelWriter

__all__ = [
    "Candidate",
    "Claim",
    "Doubt",
    "Draft",
    "Library",
    "ModelWriter",
    "Note",
    "Notebook",
    "Outline",
    "Point",
    "Sentence",
    "Trace",
    "TracedNumber",
    "Verification",
    "Writer",
    "Writing",
    "draft_report",
    "make_outline",
    "note_lines",
    "read_notes",
    "trace_text",
    "verify",
]
