"""What a draft has to say, aspect by aspect, before anybody words it.

For each section: the facts of the tables, the user's notes, the provision that asks for it, the passages
of past reports that show how it is said, and the gaps. A writer words an outline; it adds nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Protocol

from assistant.core.report import Report
from assistant.core.units import same_unit
from assistant.drafting import basis
from assistant.drafting.draft import Sentence
from assistant.drafting.figures import Figures
from assistant.drafting.gaps import (
    aspect_gaps,
    fee_gaps,
    note_conflicts,
    problem_gaps,
    table_gaps,
    year_gaps,
)
from assistant.drafting.notes import Note, Notebook, read_notes
from assistant.drafting.pieces import Line
from assistant.drafting.rewriting import cleaned
from assistant.drafting.sifting import Marks, repeated, sifted
from assistant.drafting.units import Profile, profile


class Hit(Protocol):
    """A search hit of the library, as far as drafting looks at it."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def text(self) -> str: ...  # noqa: D102


class Library(Protocol):
    """The library, as far as drafting uses it: passages of past reports beside a gap."""

    def search(self, query: str, k: int = 10, kind: str | None = None) -> Sequence[Hit]:
        """Hits for a query, best first."""
        ...


class Passages:
    """A search of the library, done once, when its hits are first looked at."""

    def __init__(self, library: Library, query: str) -> None:
        self._library = library
        self._query = query

    @cached_property
    def hits(self) -> Sequence[Hit]:
        """The passages, best first."""
        return self._library.search(self._query, k=3, kind="report")


@dataclass(frozen=True)
class Point:
    """One aspect of the overview, or a whole other section.

    `facts` are ids of core facts, `demanded_by` citations, `gaps` marks ready to stand in the draft, `passages` what
    the library has from past reports: looked for when it is first asked for, so that a writer can begin at once.
    """

    section: str
    aspect: str
    title: str
    facts: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    gaps: tuple[Line, ...] = ()
    demanded_by: tuple[str, ...] = ()
    passages: Passages | None = None

    @property
    def sources(self) -> tuple[str, ...]:
        """Ids of library hits that show how a gap is usually filled."""
        return tuple(hit.id for hit in self.passages.hits) if self.passages else ()

    @property
    def samples(self) -> tuple[str, ...]:
        """The texts of those hits: how others say it, never what."""
        return tuple(hit.text for hit in self.passages.hits) if self.passages else ()


@dataclass(frozen=True)
class Outline:
    """The whole of it. `previous` is `None` also when last year's report cannot be compared with.

    `notes` is the text that the notebook was read from. `variant` asks the grounded writer for another of its equally
    right wordings; 0 is the unit's own.
    """

    report: Report
    previous: Report | None
    figures: Figures
    notebook: Notebook
    profile: Profile
    points: tuple[Point, ...]
    notes: str = ""
    variant: int = 0

    def point(self, section: str, aspect: str = "") -> Point:
        """The point of a section, or of an aspect of the overview; `KeyError` when there is none."""
        for point in self.points:
            if (point.section, point.aspect) == (section, aspect):
                return point
        raise KeyError((section, aspect))

    @property
    def title(self) -> str:
        """The title line of the report."""
        unit = cleaned(self.report.unit or "") or "【待补充：单位名称】"
        year = f"{self.report.year}年" if self.report.year else "【待补充：年度】"
        return f"{unit}{year}政府信息公开工作年度报告"


class Writer(Protocol):
    """Words an outline. What it gives back is data: `verify` decides what of it stands."""

    def write(self, outline: Outline) -> Sequence[Sentence]:
        """The sentences of the narrative sections, in order, with the origin of every number."""
        ...


_SEARCHES: Final = {
    "proactive": "主动公开 网站发布信息条数 政策解读",
    "requests": "依申请公开 收到申请 办结 结果",
    "management": "政府信息管理 保密审查 三审三校",
    "platform": "平台建设 网站栏目 新媒体 政务公开专区",
    "supervision": "监督保障 培训 考核 社会评议 责任追究",
    "problems": "存在的主要问题 改进措施",
    "other": "其他需要报告的事项 信息处理费",
}
_TABLES: Final = {"proactive": ("proactive.",), "requests": ("requests.", "disputes.")}


def make_outline(
    report: Report, notes: str = "", previous: Report | None = None, library: Library | None = None
) -> Outline:
    """Gather what a draft of this report has to say."""
    comparable = previous if previous and not _not_comparable(report, previous) else None
    figures = Figures(report, comparable)
    notebook, asked = sifted(read_notes(notes), figures)
    for aspect, line in repeated(notebook):
        asked.setdefault(aspect, []).append(line)
    unit = profile(report.unit)
    points = tuple(_points(figures, notebook, asked, unit, previous, library))
    return Outline(report, comparable, figures, notebook, unit, points, notes)


def _not_comparable(report: Report, previous: Report) -> str:
    """Why last year's report is not last year's of this unit; empty when it may be."""
    if report.year and previous.year and previous.year != report.year - 1:
        return "year"
    if report.unit and previous.unit and not same_unit(report.unit, previous.unit):
        return "unit"
    return ""


def _points(
    figures: Figures,
    notebook: Notebook,
    asked: Marks,
    unit: Profile,
    previous: Report | None,
    library: Library | None,
) -> Iterator[Point]:
    report = figures.report
    why_not = _not_comparable(report, previous) if previous else ""
    yield Point(
        "preface", "", "前言", demanded_by=(basis.ARTICLE_50, basis.FORM),
        gaps=tuple(year_gaps(report, previous, why_not)),
    )  # fmt: skip
    for aspect, title in basis.ASPECTS.items():
        notes = notebook.about(aspect)
        facts = tuple(i for i in figures.facts if i.startswith(_TABLES.get(aspect, ("-",))))
        gaps = (
            *table_gaps(aspect, figures),
            *note_conflicts(notes),
            *asked.get(aspect, ()),
            *aspect_gaps(aspect, notes, unit),
        )
        demanded = (
            basis.FORM,
            *([basis.ARTICLE_50_4] if aspect == "supervision" and unit.is_government else []),
        )
        yield Point(
            "overview", aspect, title, facts, notes, gaps, demanded, _passages(library, aspect, bool(gaps))
        )  # fmt: skip
    problems = (*notebook.of("problem"), *notebook.of("measure"))
    gaps = (*asked.get("problems", ()), *problem_gaps(notebook, unit))
    yield Point(
        "problems", "", "存在的主要问题及改进情况", (), problems, gaps, (basis.ARTICLE_50_4,),
        _passages(library, "problems", bool(gaps)),
    )  # fmt: skip
    others = (*notebook.of("fee"), *notebook.of("other"), *notebook.of("unsorted"))
    gaps = (*asked.get("other", ()), *fee_gaps(notebook, figures))
    yield Point(
        "other", "", "其他需要报告的事项", (), others, gaps, (basis.ARTICLE_50, basis.FEES),
        _passages(library, "other", bool(gaps)),
    )  # fmt: skip


def _passages(library: Library | None, about: str, wanted: bool) -> Passages | None:
    """Passages of past reports that show how a gap is usually filled."""
    return Passages(library, _SEARCHES[about]) if library is not None and wanted else None
