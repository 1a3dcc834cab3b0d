"""What is worked out about one report in a process beside us: JSON values in, JSON values out, nothing kept.

A file that brings a reader down, or keeps it busy for ever, takes this process with it and nothing else. Run by
`assistant.batch.worker` under this module's name.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from assistant.errors import ConfigurationError, InputError

if TYPE_CHECKING:
    from assistant.core.report import Report
    from assistant.drafting.draft import Draft

Given = dict[str, Any]
"""``source`` and ``previous`` (`File.packed` or ``{"text": …}``) and the options of the job."""


def _job(work: Callable[[Given], Given]) -> Callable[[Given], Given]:
    """What the user gave us or how the machine is set up is told, not raised: it has to pass through a pipe."""

    def guarded(given: Given) -> Given:
        try:
            return work(given)
        except InputError as error:
            return {"refused": "input", "what": error.what, "advice": error.advice}
        except ConfigurationError as error:
            return {"refused": "configuration", "what": error.what, "advice": error.advice}

    return guarded


def _report(source: Given) -> Report:
    """The report behind a source. `InputError` when it cannot be read or holds no table at all."""
    from assistant import read_pasted, read_report

    if "text" in source:
        report = read_pasted(source["text"])
    else:
        report = read_report(base64.b64decode(source["data"]), source["name"] or None)
    if report.status == "empty":
        faults = [p.message for p in report.problems if p.severity == "error"]
        what = faults[0] if faults else "没有读到年度报告的表格。"
        raise InputError(what, "" if faults else "请确认选对了文件。")
    return report


def _previous(given: Given) -> Report | None:
    source = given.get("previous")
    if source is None:
        return None
    try:
        return _report(source)
    except InputError as error:
        raise InputError(f"上年报告用不了：{error.what}", error.advice) from error


def _value(value: Any, *reports: Report | None) -> Given:
    """A result, and how many things about the reading of its sources there are to know."""
    return {"value": value, "problems": sum(len(report.problems) for report in reports if report)}


def read(given: Given) -> Given:
    """The report."""
    report = _report(given["source"])
    return _value(report.model_dump(mode="json"), report)


def read_words(given: Given) -> Given:
    """The cells that a piece of prose names."""
    from assistant.intake.prose import read_prose

    report = read_prose(words(given["source"]))
    return _value(report.model_dump(mode="json"), report)


def words(source: Given) -> str:
    """A source as plain text: pasted, or a text file."""
    from assistant.reading.open import decode

    if "text" in source:
        return str(source["text"])
    return decode(base64.b64decode(source["data"])).replace("\r\n", "\n").replace("\r", "\n")


def check(given: Given) -> Given:
    """The findings, with the verdicts on them where whoever asks may see those."""
    from assistant import check_report
    from assistant.conversation.judged import judge, with_verdict
    from assistant.reviewing.judging import apply_verdicts

    report, last = _report(given["source"]), _previous(given)
    found = check_report(report, previous=last)
    told: list[str] = []
    unit = given["unit"]  # `None` may see everything
    if unit is None or unit.strip():
        judged = judge(found, report, last, told.append, unit or "")
    else:
        judged = apply_verdicts(found, (), report, last)
    kept = [one for one in judged if not one.is_gone and (given["all"] or one.is_open)]
    return {**_value([with_verdict(one) for one in kept], report, last), "told": told}


def draft(given: Given) -> Given:
    """A draft in our own words."""
    from assistant import draft_report

    report, last = _report(given["source"]), _previous(given)
    made = draft_report(report, notes=given["notes"], previous=last)
    made = of_section(made, given["section"], report, last, given["notes"])
    return _value(made.model_dump(mode="json"), report, last)


def of_section(made: Draft, section: str, report: Report, previous: Report | None, notes: str) -> Draft:
    """One section of a draft, with what verifying it alone comes to; the whole draft for ``all``."""
    from assistant.drafting import verify

    if section == "all":
        return made
    kept = [s for s in made.sentences if s.section == section]
    told = {"sections": {section: made.sections[section]}, "sentences": kept}
    return made.model_copy(update={**told, "verification": verify(kept, report, previous, notes)})


def reports(given: Given) -> Given:
    """Both reports whole, to be worked on by whoever asked: JSON texts, since those keep every digit."""
    report, last = _report(given["source"]), _previous(given)
    value = {
        "report": report.model_dump_json(),
        "previous": last.model_dump_json() if last is not None else None,
    }
    return _value(value, report, last)


def compare(given: Given) -> Given:
    """Two reports side by side."""
    from assistant import compare_reports

    report, last = _report(given["source"]), _previous(given)
    if last is None:
        raise InputError("没有上年的年报。", "请把上年的年报也传上来。")
    return _value(compare_reports(report, last).model_dump(mode="json"), report, last)


def export(given: Given) -> Given:
    """The report as a file: its name and its bytes."""
    from assistant import export_report

    report = _report(given["source"])
    data = export_report(report, format=given["format"])
    value = {
        "unit": report.unit or "",
        "year": report.year,
        "data": base64.b64encode(data).decode("ascii"),
    }
    return _value(value, report)


JOBS: Final[dict[str, Callable[[Given], Given]]] = {
    work.__name__: _job(work) for work in (read, read_words, check, draft, reports, compare, export)
}
