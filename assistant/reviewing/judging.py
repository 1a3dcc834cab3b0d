"""Verdicts held against the findings of today: which are open, which dismissed, which have come back. Pure.

Silence about a finding must be somebody's decision about these very numbers: a dismissal holds only as long as they do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final

from pydantic import BaseModel, ConfigDict

from assistant.core.findings import Finding
from assistant.core.numbers import format_number
from assistant.core.relations import PREVIOUS
from assistant.core.report import Cell, Report
from assistant.core.template import NARRATIVE
from assistant.errors import InputError
from assistant.storage.verdicts import Kind, Snapshot, Verdict


class State(StrEnum):
    """How a finding stands."""

    OPEN = "open"
    """Nobody has said anything about it."""
    ACCEPTED = "accepted"
    """It is right, and still to be put right."""
    DISMISSED = "dismissed"
    """Somebody decided that, with these numbers, it is none."""
    REAPPEARED = "reappeared"
    """It had been dismissed with other numbers."""
    STILL_THERE = "still_there"
    """It was said to be put right, and is still found."""
    FIXED = "fixed"
    """It was accepted or said to be put right, and is no longer found."""


STATES: Final = {
    State.OPEN: "待处理",
    State.ACCEPTED: "属实，待改",
    State.DISMISSED: "已驳回",
    State.REAPPEARED: "又出现：数字变了",
    State.STILL_THERE: "改了还在",
    State.FIXED: "已改，没有再查出",
}
"""The states in words for staff."""

_SETTLED: Final = frozenset({State.DISMISSED, State.FIXED})


class Judged(BaseModel):
    """A finding and what was said about it, oldest first. Of a fixed one the finding is that of the last verdict."""

    model_config = ConfigDict(frozen=True)

    finding: Finding
    state: State
    history: tuple[Verdict, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it is still to be dealt with."""
        return self.state not in _SETTLED

    @property
    def is_gone(self) -> bool:
        """Whether it is no longer found."""
        return self.state is State.FIXED

    @property
    def is_open_error(self) -> bool:
        """Whether it stands in the way of publishing."""
        return self.is_open and self.finding.severity == "error"


def apply_verdicts(
    findings: Sequence[Finding], verdicts: Iterable[Verdict], report: Report, previous: Report | None = None
) -> list[Judged]:
    """The findings in their order, each with its state; behind them those that were put right.

    Args:
        findings: what a check has just found in `report` (and `previous`).
        verdicts: all that was said about this unit's report of this year, oldest first.
        report: the report checked; its cells tell whether the numbers are still those of a verdict.
        previous: last year's report, where the check had it. Without it, a finding from a check that had it is not
            taken for put right: nobody looked.

    """
    said: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        said.setdefault(verdict.fingerprint, []).append(verdict)
    judged = [_judged(finding, said.get(finding.fingerprint, ()), report, previous) for finding in findings]
    found = {finding.fingerprint for finding in findings}
    gone = (history for fingerprint, history in said.items() if fingerprint not in found)
    return judged + [
        Judged(finding=history[-1].finding, state=State.FIXED, history=tuple(history))
        for history in gone
        if history[-1].kind != "dismiss" and (previous is not None or not history[-1].with_previous)
    ]


def _judged(finding: Finding, history: Sequence[Verdict], report: Report, previous: Report | None) -> Judged:
    same = [verdict for verdict in history if _holds(verdict.snapshot, finding, report, previous)]
    meaning, said = (_SAME, same) if same else (_CHANGED, history)
    state = meaning[said[-1].kind] if said else State.OPEN
    return Judged(finding=finding, state=state, history=tuple(history))


_SAME: Final[Mapping[Kind, State]] = {
    "accept": State.ACCEPTED,
    "dismiss": State.DISMISSED,
    "fix": State.STILL_THERE,
}
_CHANGED: Final[Mapping[Kind, State]] = {**_SAME, "dismiss": State.REAPPEARED}


# --- the numbers of a finding -------------------------------------------------------------------------------------


def snapshot(finding: Finding, report: Report, previous: Report | None = None) -> Snapshot:
    """The numbers that a verdict on a finding rests on."""
    cells = {place: _cell(place, report, previous) for place in finding.where if not is_span(place)}
    return Snapshot(
        expected=_value(finding.expected),
        found=_value(finding.found),
        cells={place: value for place, value in cells.items() if value is not None},
    )


def _holds(then: Snapshot, finding: Finding, report: Report, previous: Report | None) -> bool:
    """Whether the numbers are still those of a verdict, by the cells that it kept."""
    if (then.expected, then.found) != (_value(finding.expected), _value(finding.found)):
        return False
    now = {place: _cell(place, report, previous) for place in then.cells}
    return all(value is None or value == then.cells[place] for place, value in now.items())


def is_span(place: str) -> bool:
    """Whether a place is a passage of the running text, or a section, rather than a cell."""
    return place.partition(":")[0] in NARRATIVE or "." not in place


def _cell(place: str, report: Report, previous: Report | None) -> str | None:
    """A cell as plain text; `None` when last year's report is not at hand, or the place is no cell."""
    source = previous if place.startswith(PREVIOUS) else report
    try:
        return None if source is None else _cell_text(source.cell(place.removeprefix(PREVIOUS)))
    except ValueError:
        return None


def _cell_text(cell: Cell | None) -> str:
    if cell is None:
        return "missing"
    value = format_number(cell.value) if cell.value is not None else "".join(cell.raw.split())
    return f"{cell.kind.value} {value}".rstrip()


def _value(value: Decimal | str | None) -> str | None:
    """Exact, and the same for 24 and 24.0; in words blanks do not count."""
    return format_number(value) if isinstance(value, Decimal) else "".join(value.split()) if value else value


# --- giving a verdict ---------------------------------------------------------------------------------------------


class Said(BaseModel):
    """Who said it, when, and why."""

    model_config = ConfigDict(frozen=True)

    by: str
    time: datetime
    comment: str = ""


def give(finding: Finding, kind: Kind, said: Said, report: Report, previous: Report | None = None) -> Verdict:
    """A verdict on a finding of a report, ready to be kept.

    `InputError` when the report names no unit or year, when a dismissal gives no reason, or when a name or a comment
    cannot be kept.
    """
    unit, year = owner(report)
    verdict = Verdict(
        unit=unit, year=year, fingerprint=finding.fingerprint, kind=kind, by=said.by, time=said.time,
        comment=said.comment, snapshot=snapshot(finding, report, previous), finding=finding,
        with_previous=previous is not None,
    )  # fmt: skip
    if kind == "dismiss" and not verdict.comment:
        raise InputError("驳回要写明理由。", "请用 --comment 写一句为什么这一处不是问题。")
    return verdict


def owner(report: Report) -> tuple[str, int]:
    """Unit and year of a report. `InputError` when it does not say."""
    missing = [
        name
        for name, value in (("单位（--unit）", (report.unit or "").strip()), ("年度（--year）", report.year))
        if not value
    ]
    if missing or report.unit is None or report.year is None:
        raise InputError(
            f"年报里没有读到{'和'.join(missing)}，意见不知道记在谁的名下。",
            "请加上选项，如 --unit 示例县人民政府 --year 2025。",
        )
    return report.unit, report.year


# --- short names of findings --------------------------------------------------------------------------------------

SHORTEST: Final = 6
"""Digits of a fingerprint that are shown, at least."""


def short_ids(findings: Sequence[Finding]) -> list[str]:
    """For each finding the shortest beginning of its fingerprint, six digits at least, that no other one has."""
    prints = [finding.fingerprint for finding in findings]
    length = SHORTEST
    while length < 16 and len({p[:length] for p in prints}) < len(Counter(prints)):
        length += 1
    return [p[:length] for p in prints]


def pick(findings: Sequence[Finding], wanted: str) -> Finding:
    """The finding that is meant by its number in the list (1, 2, …) or by the beginning of its fingerprint.

    `InputError` when there is none, or several.
    """
    name = wanted.strip().lower().removeprefix("#").strip("〔〕")
    if name.isascii() and name.isdigit() and len(name) < 4:
        if 1 <= int(name) <= len(findings):
            return findings[int(name) - 1]
        raise InputError(f"没有第 {int(name)} 处问题，一共查出 {len(findings)} 处。", _LOOK)
    found = [f for f in findings if f.fingerprint.startswith(name)] if len(name) >= 4 else []
    if not found:
        raise InputError(f"没有编号是“{wanted[:40]}”的问题。", _LOOK)
    if len({finding.fingerprint for finding in found}) > 1:
        several = "、".join(finding.fingerprint[:12] for finding in found[:5])
        raise InputError(f"编号“{name}”指的不止一处：{several}。", "请多写几位。")
    return found[0]


_LOOK: Final = "请先不带这些选项运行 verdict，看清编号（可以写序号，或编号的前 4 位以上）。"
