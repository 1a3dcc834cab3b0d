"""The front door of the room: two reports in, one comparison out."""

from __future__ import annotations

from assistant.comparing.notes import notes
from assistant.comparing.tables import cell_pairs, links, only_in
from assistant.comparing.texts import section_pairs
from assistant.core.comparison import Comparison, Side
from assistant.core.likeness import likeness
from assistant.core.report import Report
from assistant.core.template import NARRATIVE
from assistant.core.units import same_unit


def compare_reports(report: Report, previous: Report) -> Comparison:
    """Lay a report beside last year's: cells, what must carry over, and the text sentence by sentence.

    Only what both forms have is compared: a report on the form of 2019 shares tables three (but for 其他处理) and four
    and the numbers of decisions. Another unit's report, or one of a year that is not the year before, is compared all
    the same; only what must carry over is left out where the years do not follow each other. `Comparison.notes` say so.
    Nothing is judged here: `check_report` does that.
    """
    following = consecutive(report, previous)
    whole = likeness(_text(report), _text(previous))
    return Comparison(
        current=_side(report),
        previous=_side(previous),
        same_unit=same_unit(report.unit, previous.unit),
        consecutive=following,
        notes=notes(report, previous),
        cells=cell_pairs(report, previous),
        only_current=only_in(report, previous),
        only_previous=only_in(previous, report),
        links=() if following is False else links(report, previous),
        sections=section_pairs(report, previous),
        share=round(whole.share, 4),
        length=whole.length,
    )


def consecutive(report: Report, previous: Report) -> bool | None:
    """Whether the years follow each other; `None` when one is not known."""
    if report.year is None or previous.year is None:
        return None
    return previous.year == report.year - 1


def _side(report: Report) -> Side:
    return Side(title=report.title, unit=report.unit, year=report.year, template=report.template)


def _text(report: Report) -> str:
    return "\n".join(report.sections.get(section, "") for section in NARRATIVE)
