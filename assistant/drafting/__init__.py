"""Report and notes in, draft out: outline, write, verify.

`draft_report` is the door; `verify` and `trace_text` serve texts that came from elsewhere.
"""

from assistant.drafting.door import draft_report
from assistant.drafting.draft import Claim, Doubt, Draft, Sentence, TracedNumber, Verification
from assistant.drafting.notes import Note, Notebook, note_lines, read_notes
from assistant.drafting.outline import Library, Outline, Point, Writer, make_outline
from assistant.drafting.tracing import Candidate, Trace, trace_text
from assistant.drafting.verify import verify

__all__ = [
    "Candidate",
    "Claim",
    "Doubt",
    "Draft",
    "Library",
    "Note",
    "Notebook",
    "Outline",
    "Point",
    "Sentence",
    "Trace",
    "TracedNumber",
    "Verification",
    "Writer",
    "draft_report",
    "make_outline",
    "note_lines",
    "read_notes",
    "trace_text",
    "verify",
]
