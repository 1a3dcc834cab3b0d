"""What a number is tied to, and what was said before it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, Literal

from assistant.checking.figures.ties.aliases import Name
from assistant.checking.figures.ties.rows import Cells

Role = Literal["whole", "part"]

UNSURE: Final = "这个数说的是不是这一格，要看上下文"
SCOPED: Final = re.compile(
    r"本级|各?县区|区县|各县|各区|各镇|乡镇|街道(?!办事处)|各?部门|直属|下属|所属|分局|基层|网上|网络|网站|平台|当面|现场|窗口|信函|邮寄|邮政|传真|线上|线下|电子邮件|邮箱"
    r"|季度|上半年|下半年|(?<!\d)(?:[1-9]|1[01])月|(?<!\d)12月(?!\s*(?:31|底))|年底前|月底|涉及|有关|关于|集中在|主要|领域|方面|延期|延长|补正|征求|会商|平均|同一(?:申请)?人|超期|告知|途径|已主动公开|协助|指导|代"
)
"""Words that make a number a part of what the cells count."""


@dataclass(frozen=True)
class Tie:
    """The cells a number may stand for: `choices` of cells to be summed, the likeliest first."""

    choices: tuple[Cells, ...]
    subject: str
    kind: str
    role: Role = "whole"
    doubt: str = ""


@dataclass
class Context:
    """What was said so far in the paragraph: its aspect, whether requests and cases are its topic, what was named last."""

    section: str = ""
    aspect: str = ""
    topic: bool = False
    case_talk: bool = False
    row: str = ""
    opened: str | None = None
    """The row before a bracket that is still open."""
    case: str = ""
    document: str = ""
    outcome: str = ""
    tie: Tie | None = None
    tie_end: int = -1
    """Where the number ended that `tie` is of, in the sentence now read."""
    cases: set[str] = field(default_factory=set)
    kinds: list[str] = field(default_factory=list)

    def note(self, name: Name) -> None:
        """Remember what the words named: it decides what bare outcomes and documents later are of."""
        if name.kind == "case":
            self.case = name.key
            self.cases.add(name.key)
            self.row = ""
        elif name.kind == "document":
            self.document = name.key
        elif name.kind in {"result", "reason", "received"}:
            self.row = name.key.split("/", maxsplit=1)[0]
            if name.kind != "reason" and name.key != "carried":
                self.case = ""


_EVERYBODY: Final = re.compile(
    r"各级各部门|各(?:县区|县（[市区]）|县|区|乡镇|镇|街道|级)[^，。；、]{0,6}(?:、|和)各?(?:市直|县直)?(?:部门|单位)"
)
"""各县（区）、各部门共作出: all of them together are the whole."""
_EVERY_WAY: Final = re.compile(
    r"[^，。；\d]{0,24}(?:途径|渠道|方式)(?:合计|一共|总共|累计|总计|加起来|共)|(?:线上线下|网上网下)(?:合计|一共|总共|累计|总计|共)"
)
"""窗口、网络两条途径合计新收: likewise."""


_OWN_KINDS: Final = ("街道", "分局")
"""Kinds of unit that are parts of others: to itself a street office is the whole."""


def role_of(words: str, unit: str = "") -> Role:
    """A part where the words before a number narrow it down; `unit` is whose report it is."""
    for kind in _OWN_KINDS:
        if kind in unit:
            words = words.replace(kind, "")
    return "part" if is_scoped(words) else "whole"


def is_scoped(words: str) -> bool:
    """Whether words narrow down what is counted, unless they name all the organs or all the ways together."""
    if SCOPED.search(words) is None:
        return False
    return SCOPED.search(_EVERY_WAY.sub("", _EVERYBODY.sub("", words))) is not None
