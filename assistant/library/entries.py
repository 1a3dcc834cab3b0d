"""What the indexes hold, and what a search finds.

An entry is one provision, one part of a provision, one article of an imported text, or one passage of a past
report. It has doors: its content, each way of asking, each piece of its wording. Entries fold to what a hit names:
the parts of an article, and its imported wording, to the provision.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Final

from pydantic import BaseModel, ConfigDict

from assistant.library.imported import ImportedReport, ImportedText
from assistant.library.provisions import Document, Provision
from assistant.library.text import normalise, pieces


class Shelf(StrEnum):
    """Where an entry stands; each shelf has a lexical index of its own, so that counts of words stay comparable."""

    PROVISIONS = "provisions"
    TEXTS = "texts"
    REPORTS = "reports"


class Face(StrEnum):
    """What a door is made of."""

    GIST = "gist"
    ASK = "ask"
    TEXT = "text"


class Entry(BaseModel):
    """One thing that can be found. Texts are normalised; `wording` keeps the official text as it stands."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    fold: str
    shelf: Shelf
    title: str
    article: str = ""
    part: str = ""
    heading: str = ""
    gist: str = ""
    asks: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    wording: str = ""
    number: str = ""
    version: str = ""
    in_force: bool = True
    local: bool = False
    silent: bool = False
    checked: bool = True
    checking: str = ""
    effect: str = ""
    superseded_by: str = ""
    source: str = ""
    related: tuple[str, ...] = ()
    unit: str = ""
    unit_kind: str = ""
    level: str = ""
    year: int | None = None
    section: str = ""
    aspect: str = ""

    def names(self, other: str) -> bool:
        """Whether another fold is said to be read with it; rows of the form are named by their end."""
        return any(other.endswith(link) for link in self.related)

    @property
    def kind(self) -> str:
        """``regulation`` or ``report``."""
        return "report" if self.shelf is Shelf.REPORTS else "regulation"

    @property
    def text(self) -> str:
        """What is shown of it: the content in our own words, or the wording."""
        return self.gist or self.wording

    def doors(self) -> Iterator[tuple[Face, str]]:
        """Its faces, each a text to be embedded."""
        if self.gist:
            yield Face.GIST, normalise(self.gist)
        for ask in self.asks:
            yield Face.ASK, normalise(ask)
        for piece in pieces(normalise(self.wording)):
            yield Face.TEXT, piece


_LOCAL: Final = "地方口径"


def of_provision(provision: Provision) -> list[Entry]:
    """A provision and its parts as entries; the provision itself comes first."""
    document = provision.document
    whole = Entry(
        id=provision.id,
        fold=provision.id,
        shelf=Shelf.PROVISIONS,
        title=document.title,
        article=provision.article,
        heading=provision.title,
        gist=joined(provision.gist),
        asks=provision.asks,
        keywords=provision.keywords,
        number=document.number,
        version=document.version,
        in_force=document.in_force,
        local=document.status.startswith(_LOCAL),
        silent=provision.silent,
        checked=provision.checked,
        checking=provision.checking,
        effect=provision.effect,
        superseded_by=document.superseded_by,
        source=document.source,
        related=provision.related,
    )
    parts = [
        whole.model_copy(
            update={
                "id": f"{provision.id}#{part.label}",
                "part": part.label,
                "heading": part.title,
                "gist": joined(part.gist),
                "asks": part.asks,
                "keywords": part.keywords,
            }
        )
        for part in provision.parts
    ]
    return [whole, *parts]


def joined(text: str) -> str:
    """Our own sentences keep their full-width punctuation: they are shown."""
    return " ".join(text.split())


def of_text(
    text: ImportedText, document_id: str, folds: dict[str, tuple[str, ...]], overtaken_by: Document | None
) -> list[Entry]:
    """The articles of an imported text; those in `folds` (label → provisions) lend their wording to provisions.

    `overtaken_by` is the corpus document of which this is an older version.
    """
    entries = []
    for article in text.articles:
        plain = f"{document_id} {article.label}"
        for number, fold in enumerate(folds.get(article.label) or (plain,)):
            entries.append(
                Entry(
                    id=plain + f"@{number}" * bool(number),
                    fold=fold,
                    shelf=Shelf.TEXTS,
                    title=text.title,
                    article=article.label,
                    heading=article.chapter,
                    wording=article.text,
                    number=text.number,
                    version=text.version,
                    in_force=overtaken_by is None,
                    superseded_by=f"{overtaken_by.title}（{overtaken_by.version}）" if overtaken_by else "",
                )
            )
    return entries


_PLACES: Final = {
    "preface": "前言",
    "overview": "总体情况",
    "problems": "存在的主要问题及改进情况",
    "other": "其他需要报告的事项",
    "proactive": "主动公开",
    "requests": "依申请公开",
    "management": "政府信息管理",
    "platform": "政府信息公开平台建设",
    "supervision": "监督保障",
}
"""What part of a report a passage is from, as it is called there."""


def of_report(report: ImportedReport, document_id: str) -> list[Entry]:
    """The passages of a past report."""
    return [
        Entry(
            id=f"{document_id} {number}",
            fold=f"{document_id} {number}",
            shelf=Shelf.REPORTS,
            title=report.title,
            article=_PLACES.get(passage.aspect) or _PLACES.get(passage.section, ""),
            wording=passage.text,
            unit=report.unit,
            unit_kind=report.unit_kind,
            level=report.level,
            year=report.year,
            section=passage.section,
            aspect=passage.aspect,
        )
        for number, passage in enumerate(report.passages, 1)
    ]
