"""The door for adding up: a folder of reports in, the government's own table out, with the source of every total."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import Field, computed_field

from assistant.batch.adding import Part, Total, add, as_report, part_of
from assistant.batch.choosing import Choice, choose, preferred
from assistant.batch.cluster import runner_for
from assistant.batch.gather import CHECKING, Item, Progress, Runner, find, read_all
from assistant.batch.journal import Journal
from assistant.batch.pairing import check_year, main_year, read_of
from assistant.batch.places import check_output, journal_of
from assistant.batch.pool import Failure, Means, Task
from assistant.batch.roster import Roster, read_roster
from assistant.batch.values import NOT_READ, FileRow, Frozen, State, account, counts, unpack, unpack_findings
from assistant.batch.walk import shown
from assistant.checking.tables.arithmetic import CODES
from assistant.core.findings import Finding
from assistant.core.report import Report
from assistant.core.template import TEMPLATES
from assistant.core.units import Level, unit_key, unit_level
from assistant.errors import InputError

_GOVERNMENTS: Final = frozenset({Level.PROVINCE, Level.PREFECTURE, Level.CITY, Level.COUNTY})
_LONGEST_NAME: Final = 60
_ABOUT_THE_UNIT: Final = "T2-RULES-LEVEL"
"""Whether the unit may make 规章 cannot be asked of a sum that has no name."""
ONLY_THESE: Final = "得数只是下列各单位报告之和，没有给出的单位不在其中"


class Unbalanced(Frozen):
    """A unit whose own table does not add up: the sum cannot either."""

    unit: str
    file: str
    findings: tuple[Finding, ...]


class Missing(Frozen):
    """A unit of the list without a report of the year, and files that were not read and bear its name."""

    unit: str
    perhaps: tuple[str, ...] = ()


class Rollup(Frozen):
    """The sum of many units' tables, and where it comes from.

    `totals` and each part's `values` follow the order of the form's addresses. `findings` are those on the sum itself.
    `rows`: every file and whether it is counted. `expected` says whether there was a list of units; without one,
    `missing` says nothing.
    """

    folder: str
    name: str
    year: int | None
    template: str
    totals: tuple[Total, ...]
    parts: tuple[Part, ...]
    findings: tuple[Finding, ...]
    unbalanced: tuple[Unbalanced, ...]
    unchecked: tuple[str, ...]
    """Units whose own table could not be checked, for want of time or because the process died."""
    rows: tuple[FileRow, ...]
    expected: bool
    missing: tuple[Missing, ...]
    unexpected: tuple[str, ...]
    notices: tuple[str, ...]
    report: Report = Field(exclude=True, repr=False)
    """The sum as a report."""

    @computed_field  # type: ignore[prop-decorator]
    @property
    def counts(self) -> dict[str, int]:
        """How many files of each state."""
        return counts(self.rows)

    @property
    def account(self) -> str:
        """The counts in words."""
        return account(self.rows)

    @property
    def undecided(self) -> tuple[FileRow, ...]:
        """Reports that staff must decide about."""
        return tuple(row for row in self.rows if row.state is State.UNDECIDED)

    @property
    def clean(self) -> bool:
        """Nothing is missing, undecided or unread, every unit's table adds up, and so does the sum."""
        broken = any(finding.severity == "error" for finding in self.findings)
        unread = any(row.state in NOT_READ for row in self.rows)
        return not (broken or unread or self.unbalanced or self.unchecked or self.missing or self.undecided)


@dataclass(frozen=True)
class RollupWishes:
    """What may be said about a sum: its year, the units expected, the files to be taken, its unit's name."""

    year: int | None = None
    units: Path | None = None
    prefer: tuple[Path, ...] = ()
    name: str = ""


_NONE: Final = RollupWishes()


def rollup(
    folder: Path,
    output: Path | None = None,
    *,
    wishes: RollupWishes = _NONE,
    means: Means | None = None,
    progress: Progress | None = None,
) -> Rollup:
    """Add up the three tables of every unit's report in a folder and its sub-folders.

    Each unit counts once: reports that agree in every number count as one; of reports that differ none is counted
    until one is named in `wishes.prefer`. Reports of another year or on another form are listed and left out.

    Args:
        folder: where the reports are.
        output: a workbook (.xlsx) to write to; the journal goes beside it, else into the data folder.
        wishes: the year (that of most reports by default), the list of units, the files preferred, a name.
        means: how many processes, how long for a file, a Ray cluster.
        progress: called with what is being done, how many are done, of how many.

    Raises:
        InputError: the folder, the list, the output or a wish cannot be used, or no report can be counted.
        ConfigurationError: the processes or the cluster cannot be started.

    """
    check_year(wishes.year)
    _check_name(wishes.name)
    own = [output] if output else []
    check_output(own, [folder])
    roster = read_roster(wishes.units) if wishes.units else Roster()
    files = find(folder, None, own)
    path = journal_of(folder, output)
    report = progress or (lambda _what, _done, _total: None)
    with ExitStack() as stack:
        journal = stack.enter_context(Journal(path))
        runner = stack.enter_context(runner_for(means or Means()))
        items = read_all(files, journal, runner, report)
        year = wishes.year or main_year(items)
        choice = choose(items, year, roster, preferred(items, folder, wishes.prefer))
        rows = tuple(_rows(items, choice))
        if not choice.counted:
            raise InputError(
                f"没有一份可以计入的年报（{account(rows)}）。", "请先用 nianbao batch 看看每个文件的情况。"
            )
        balances = _balance_counted(items, choice, journal, runner, report)
        parts = tuple(_part(items[n], journal) for n in choice.counted)
        notices = tuple(runner.notices)
    result = _result(
        _Given(shown(str(folder)), wishes, roster, year, choice, notices),
        rows,
        parts,
        _unbalanced(items, choice, balances),
    )
    if output:
        from assistant.batch.sum_book import write_rollup

        write_rollup(result, output)
    return result


def _check_name(name: str) -> None:
    if len(name) > _LONGEST_NAME or shown(name) != name:
        raise InputError(
            "--name 的名称不能用。", f"请写单位的名称，如“示例县”，不超过 {_LONGEST_NAME} 个字。"
        )


def _rows(items: Sequence[Item], choice: Choice) -> Iterator[FileRow]:
    for n, item in enumerate(items):
        if item.state is not None:
            yield FileRow(file=item.found.shown, state=item.state, message=item.message)
            continue
        read = read_of(item)
        state, message = choice.fates[n]
        yield FileRow(
            file=item.found.shown, state=state, message=message, unit=read.unit, year=read.year, status=read.status,
            packed_problems=read.problems,
        )  # fmt: skip


def _balance_counted(
    items: Sequence[Item], choice: Choice, journal: Journal, runner: Runner, progress: Progress
) -> dict[int, tuple[Finding, ...] | Failure]:
    """What does not add up in each table that counts; from a check before where there was one."""
    results: dict[int, tuple[Finding, ...] | Failure] = {}

    def tasks() -> Iterator[Task]:
        for n in choice.counted:
            known = journal.checks.get((items[n].key, None))
            if known is not None:
                results[n] = tuple(unpack_findings(known.findings))
            else:
                yield Task(n, "balance", {"report": journal.report(read_of(items[n]))})

    progress(CHECKING, 0, len(choice.counted))
    for n, outcome in runner.run(tasks()):
        results[n] = outcome if isinstance(outcome, Failure) else tuple(unpack_findings(outcome["findings"]))
        progress(CHECKING, len(results), len(choice.counted))
    return results


def _name(item: Item) -> str:
    """The unit, or where that was not read the file that staff said is to be counted."""
    return read_of(item).unit or item.found.shown


def _part(item: Item, journal: Journal) -> Part:
    report = Report.model_validate_json(unpack(journal.report(read_of(item))))
    return part_of(report, _name(item), item.found.shown)


def _unbalanced(
    items: Sequence[Item], choice: Choice, balances: dict[int, tuple[Finding, ...] | Failure]
) -> tuple[tuple[Unbalanced, ...], tuple[str, ...]]:
    broken: list[Unbalanced] = []
    unchecked: list[str] = []
    for n in choice.counted:
        one = balances[n]
        if isinstance(one, Failure):
            unchecked.append(_name(items[n]))
            continue
        findings = tuple(f for f in one if f.code in CODES and f.status == "fail")
        if findings:
            broken.append(Unbalanced(unit=_name(items[n]), file=items[n].found.shown, findings=findings))
    return tuple(broken), tuple(unchecked)


@dataclass(frozen=True)
class _Given:
    folder: str
    wishes: RollupWishes
    roster: Roster
    year: int | None
    choice: Choice
    notices: tuple[str, ...]


def _result(
    given: _Given,
    rows: tuple[FileRow, ...],
    parts: tuple[Part, ...],
    balance: tuple[tuple[Unbalanced, ...], tuple[str, ...]],
) -> Rollup:
    from assistant.checking import check_report

    template, roster = given.choice.template, given.roster
    totals = add(parts, template)
    year = f"{given.year}年" if given.year else ""
    title = f"{given.wishes.name}{year}政府信息公开工作年度报告汇总表"
    report = as_report(totals, template, given.wishes.name, given.year, title)
    there = [
        row.unit
        for row in rows
        if row.state in (State.COUNTED, State.UNDECIDED, State.DUPLICATE, State.OTHER_FORM)
    ]
    return Rollup(
        folder=given.folder,
        name=given.wishes.name,
        year=given.year,
        template=TEMPLATES[template].version,
        totals=totals,
        parts=parts,
        findings=tuple(f for f in check_report(report) if given.wishes.name or f.code != _ABOUT_THE_UNIT),
        unbalanced=balance[0],
        unchecked=balance[1],
        rows=rows,
        expected=roster.given,
        missing=tuple(_missing(roster, there, rows)),
        unexpected=tuple(dict.fromkeys(u for u in there if u and not roster.expects(u))),
        notices=(*given.notices, *_about(given.choice, parts)),
        report=report,
    )


def _missing(roster: Roster, there: Sequence[str | None], rows: Sequence[FileRow]) -> Iterator[Missing]:
    unread = [(row.file, unit_key(row.file)) for row in rows if row.state in (*NOT_READ, State.NOT_REPORT)]
    for unit in roster.missing(there):
        key = unit_key(unit)
        yield Missing(unit=unit, perhaps=tuple(file for file, name in unread if key in name))


def _about(choice: Choice, parts: Sequence[Part]) -> Iterator[str]:
    """What would count something twice without anybody noticing."""
    for alike in choice.alike:
        yield f"{'、'.join(f'“{name}”' for name in alike)}可能是同一单位的不同写法，都已计入，请核对有没有重复。"
    governments = [part.unit for part in parts if unit_level(part.unit) in _GOVERNMENTS]
    if governments and len(parts) > 1:
        names = "、".join(f"“{name}”" for name in governments)
        yield f"{names}是一级政府的报告，里面可能已经包括所属部门的数，请核对与部门的报告有没有重复计算。"
