"""A draft as frozen values: sentences with the origin of every number, and what verifying them came to.

Serialises as the public contract says; `start`, `unit`, `aspect`, `paragraph`, `kind` and `claims`
extend it in its spirit.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, field_serializer

from assistant.core.report import Heading, Report, json_number
from assistant.core.template import NARRATIVE

Status = Literal["traced", "supported", "placeholder", "unsupported"]
LineKind = Literal["body", "heading", "mark"]
WrittenBy = Literal["grounded", "model", "repaired", "staff"]
"""``repaired``: the model's as well, at the second asking. ``staff``: typed by the user, see `drafting.own`."""
Says = Literal["zero", "equal", "label", "raw", "note", "quote", "rule"]

NOTES: Final = "notes."
"""Prefix of a line of the user's notes, 1-based: ``notes.3``."""
YEAR: Final = "report.year"
"""Address of the report's year."""


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class TracedNumber(_Value):
    """A number of a sentence and where it is said to come from.

    `cells` holds addresses: a table cell's, ``previous.`` and a cell's for last year's report, ``notes.N``,
    ``report.year`` or ``previous.sections.<id>``. `formula` is `None` when the value is the one cell's own.
    `start` is the offset of `text` in the sentence.
    """

    text: str
    value: Decimal
    cells: tuple[str, ...]
    formula: str | None = None
    unit: str = ""
    start: int = 0

    @property
    def end(self) -> int:
        """Offset just behind the number."""
        return self.start + len(self.text)

    @field_serializer("value", when_used="json")
    def _value_as_number(self, value: Decimal) -> int | float | None:
        return json_number(value)


class Claim(_Value):
    """A stretch of a sentence that says something without a figure, and what bears it out.

    ``zero``: every cell is zero; ``equal``: all cells hold the same number; ``label``: words of the form at
    the cell; ``raw``: the cell's own text; ``note``: a line of the notes; ``quote``: text of the report or of
    last year's; ``rule``: a provision, by its citation.
    """

    text: str
    says: Says
    cells: tuple[str, ...]
    start: int = 0

    @property
    def end(self) -> int:
        """Offset just behind the claim."""
        return self.start + len(self.text)


class Sentence(_Value):
    """One sentence, heading or mark of a draft. `sources` holds ids of library hits."""

    section: str
    text: str
    status: Status = "unsupported"
    numbers: tuple[TracedNumber, ...] = ()
    sources: tuple[str, ...] = ()
    aspect: str = ""
    paragraph: int = 0
    kind: LineKind = "body"
    claims: tuple[Claim, ...] = ()
    written_by: WrittenBy = "grounded"


class Doubt(_Value):
    """Something verifying could not bear out: which sentence of the draft, which words, and why (Chinese)."""

    section: str
    sentence: int
    text: str
    reason: str


class Verification(_Value):
    """What tracing came to: ``numbers == traced + len(untraced)``."""

    numbers: int
    traced: int
    untraced: tuple[Doubt, ...] = ()
    unsupported: tuple[Doubt, ...] = ()


class Writing(_Value):
    """How a model took part in a draft.

    `kept`, `repaired` and `replaced` count sentences: the model's as it wrote them, at the second asking, and ours
    in place of its own; `added` those of ours that it left out, `dropped` those of its own that nothing asked for.
    `unchanged` of the kept are word for word the material it was given.
    `prompts` holds the fingerprint of every prompt used; `notices` are lines for the user.
    """

    model: str
    outside: str = ""
    calls: int = 0
    kept: int = 0
    unchanged: int = 0
    repaired: int = 0
    replaced: int = 0
    added: int = 0
    dropped: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    tokens_estimated: bool = False
    seconds: float = 0.0
    prompts: dict[str, str] = {}
    notices: tuple[str, ...] = ()


class Draft(_Value):
    """The narrative sections, sentence by sentence. `sections` has the keys preface, overview, problems, other.

    `writing` is `None` where no model took part.
    """

    title: str = ""
    sections: dict[str, str]
    sentences: list[Sentence]
    verification: Verification
    writing: Writing | None = None

    @property
    def gaps(self) -> list[Sentence]:
        """The marks left for staff: 【待补充】, 【建议核实】, 【请核对】 and 【待归类】."""
        return [s for s in self.sentences if "【" in s.text]

    def as_report(self, report: Report) -> Report:
        """The report with title and narrative sections replaced by the draft's, under the form's headings."""
        sections = {**report.sections, **self.sections}
        headings = tuple(
            Heading(section=s.id, text=f"{s.number}、{s.title}") for s in report.form.sections if s.number
        )
        return report.model_copy(update={"title": self.title, "sections": sections, "headings": headings})


def assemble(sentences: Iterable[Sentence]) -> dict[str, str]:
    """The text of each narrative section: sentences joined, paragraphs on lines of their own."""
    paragraphs: dict[str, dict[int, str]] = {section: {} for section in NARRATIVE}
    for sentence in sentences:
        lines = paragraphs[sentence.section]
        lines[sentence.paragraph] = lines.get(sentence.paragraph, "") + sentence.text
    return {section: "\n".join(lines.values()) for section, lines in paragraphs.items()}
