"""The front door of the room."""

from __future__ import annotations

from typing import Final

from assistant.core.report import Report
from assistant.core.template import NARRATIVE
from assistant.drafting.draft import Draft, assemble
from assistant.drafting.grounded import GroundedWriter
from assistant.drafting.outline import Library, Writer, make_outline
from assistant.drafting.own import verified
from assistant.drafting.verify import Sources
from assistant.drafting.written import ModelWriter
from assistant.errors import ConfigurationError, InputError

LONGEST_NOTES: Final = 50_000
"""Characters of notes we take; a whole report pasted as notes stays well below."""


def draft_report(
    report: Report,
    notes: str = "",
    previous: Report | None = None,
    library: Library | None = None,
    writer: Writer | str | None = None,
) -> Draft:
    """Draft the narrative sections of a report.

    `notes` are the user's free lines, `previous` last year's report, `library` lends passages of past
    reports to the gaps, `writer` words the outline (``None`` or ``"grounded"``: our own patterns). Whatever
    the writer, every number and claim is verified and each sentence's status follows from that. ``"model"`` takes
    the model that the settings name; for a wish, a seed or progress make a `ModelWriter`.

    Raises `InputError` for notes beyond 50,000 characters, `ConfigurationError` for an unknown writer or when no
    model is configured.
    """
    if len(notes) > LONGEST_NOTES:
        raise InputError("随手写的内容太长。", f"请删到{LONGEST_NOTES}字以内，只留今年做了什么、有哪些问题。")
    outline = make_outline(report, notes, previous, library)
    writing = _writer(writer)
    written = [s for s in writing.write(outline) if s.section in NARRATIVE]
    sentences, verification = verified(written, Sources(report, previous, notes))
    return Draft(
        title=outline.title,
        sections=assemble(sentences),
        sentences=sentences,
        verification=verification,
        writing=writing.account if isinstance(writing, ModelWriter) else None,
    )


def _writer(writer: Writer | str | None) -> Writer:
    if writer is None or writer == "grounded":
        return GroundedWriter()
    if writer == "model":
        from assistant.models import open_model

        return ModelWriter(open_model())
    if isinstance(writer, str):
        raise ConfigurationError(
            f"没有名为“{writer}”的起草方式。", "请改用 grounded（不用模型），或者先配置好模型。"
        )
    return writer
