"""An answer: what is said, what it rests on, and what it does not claim."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Kind = Literal["rule", "silent", "address", "calculation", "own_figures", "unknown"]


class Citation(BaseModel):
    """Where a statement comes from.

    `text` is the official wording where it was imported (`official`), else the content in the library's own words;
    `part` the 款 or 项; `checked` false when the content has not been held against the official text: then the
    answer says 待核实. `remark` says what overtook it or limits it.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    title: str
    article: str
    text: str
    source: str
    in_force: bool
    number: str = ""
    version: str = ""
    part: str = ""
    official: bool = False
    checked: bool = True
    remark: str = ""

    @property
    def label(self) -> str:
        """As it is cited in a sentence: 《…》（2019年修订）第三十三条; what a version adds in brackets is left out."""
        version = self.version.partition("（")[0]
        return f"《{self.title}》" + (f"（{version}）" if version else "") + self.article + self.part


class Answer(BaseModel):
    """The answer to a question. `abstained`: the library does not hold it, and nothing is claimed.

    `silent`: the rules are known not to say, and the citations are the nearest there is. `kind` says which way the
    question went. `followups` are questions that the library can answer and that people ask next. `worded_by` tells
    whether a model worded the text; `notices` are lines for the user about that.
    """

    model_config = ConfigDict(frozen=True)

    text: str
    citations: list[Citation] = Field(default_factory=list)
    abstained: bool = False
    silent: bool = False
    followups: list[str] = Field(default_factory=list)
    kind: Kind = "rule"
    worded_by: Literal["library", "model"] = "library"
    notices: tuple[str, ...] = ()
