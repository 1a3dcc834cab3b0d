"""The door for checking many: a folder in, one row a file out, the worst first; one broken file never stops the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import computed_field

from assistant.batch.cluster import runner_for
from assistant.batch.gather import CHECKING, Item, Progress, Runner, find, read_all
from assistant.batch.journal import Checked, Journal, Key
from assistant.batch.pairing import Pairs, check_year, main_year, pair, read_of
from assistant.batch.places import check_output, journal_of
from assistant.batch.pool import Failure, Means, Task
from assistant.batch.roster import Roster, read_roster
from assistant.batch.values import NOT_READ, FileRow, Frozen, State, account, counts
from assistant.batch.walk import shown


class FolderCheck(Frozen):
    """What a folder's reports came to.

    `rows`: every file, the worst first. `year`: the year that was checked, that of most reports unless one was asked
    for. `missing`: units of the list without a report of that year; `expected` says whether there was a list.
    `unexpected`: units with a report that are not on the list. `notices`: what else staff must know.
    """

    folder: str
    year: int | None
    rows: tuple[FileRow, ...]
    expected: bool = False
    missing: tuple[str, ...] = ()
    unexpected: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()

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
    def clean(self) -> bool:
        """No finding of severity error, and no file that could not be read."""
        return not any(row.errors or row.state in NOT_READ for row in self.rows)


@dataclass(frozen=True)
class Wishes:
    """What may be said about a folder besides its place; see `check_folder`."""

    previous: Path | None = None
    year: int | None = None
    units: Path | None = None


_NONE: Final = Wishes()
_MOST_NAMED: Final = 30
"""Units named in one sentence; a longer list nobody reads."""


def check_folder(
    folder: Path,
    output: Path | None = None,
    *,
    wishes: Wishes = _NONE,
    means: Means | None = None,
    progress: Progress | None = None,
) -> FolderCheck:
    """Read and check every report of a folder and its sub-folders.

    Args:
        folder: where the reports are.
        output: a workbook (.xlsx) to write the summary to; a page (.html) of the same name goes beside it, and the
            journal. Without it the journal stays in the data folder and nothing else is written.
        wishes: last year's folder, the year, a list of the units expected.
        means: how many processes, how long for a file, a Ray cluster.
        progress: called with what is being done, how many are done, of how many.

    Raises:
        InputError: the folder, the list or the output cannot be used.
        ConfigurationError: the processes or the cluster cannot be started.

    A run that is broken off goes on where it stopped when it is run again: what was done stands in the journal.

    """
    check_year(wishes.year)
    roster = read_roster(wishes.units) if wishes.units else Roster()
    own = [output, output.with_suffix(".html")] if output else []
    check_output(own, [f for f in (folder, wishes.previous) if f])
    files = find(folder, wishes.previous, own)
    path = journal_of(folder, output)
    report = progress or _silent
    with ExitStack() as stack:
        journal = stack.enter_context(Journal(path))
        runner = stack.enter_context(runner_for(means or Means()))
        items = read_all(files, journal, runner, report)
        pairs = pair(items, roster)
        checked = _check_all(items, pairs, journal, runner, report)
        notices = tuple(runner.notices)
    result = _result(folder, wishes, roster, _Found(items, pairs, checked), notices)
    if output:
        from assistant.batch.check_book import write_book
        from assistant.batch.check_page import write_page

        write_book(result, output)
        write_page(result, own[1])
    return result


def _silent(_what: str, _done: int, _total: int) -> None:
    return


def _check_all(
    items: Sequence[Item], pairs: Pairs, journal: Journal, runner: Runner, progress: Progress
) -> dict[int, Checked | Failure]:
    """The findings of every report of this year's folder, the same report once."""
    wanted = [
        n
        for n, item in enumerate(items)
        if item.state is None and not item.found.last_year and n not in pairs.twins
    ]
    results: dict[int, Checked | Failure] = {}

    def keys(n: int) -> tuple[Key, Key | None]:
        last = pairs.previous.get(n)
        return items[n].key, None if last is None else items[last].key

    def tasks() -> Iterator[Task]:
        for n in wanted:
            known = journal.checks.get(keys(n))
            if known is not None:
                results[n] = known
                continue
            given = {"report": journal.report(read_of(items[n]))}
            if n in pairs.previous:
                given["previous"] = journal.report(read_of(items[pairs.previous[n]]))
            yield Task(n, "check", given)

    progress(CHECKING, 0, len(wanted))
    for n, outcome in runner.run(tasks()):
        results[n] = outcome if isinstance(outcome, Failure) else journal.add_check(*keys(n), outcome)
        progress(CHECKING, len(results), len(wanted))
    return results


# --- rows -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Found:
    items: Sequence[Item]
    pairs: Pairs
    checked: dict[int, Checked | Failure]

    def shown(self, n: int) -> str:
        """A file as it is named to staff."""
        return self.items[n].found.shown


def _result(
    folder: Path, wishes: Wishes, roster: Roster, found: _Found, notices: tuple[str, ...]
) -> FolderCheck:
    year = wishes.year or main_year(found.items)
    rows = [_row(n, found, year) for n in range(len(found.items))]
    here = [
        row.unit for row in rows if row.year in (year, None) and row.state in (State.CHECKED, State.FAILED)
    ]
    return FolderCheck(
        folder=shown(str(folder)),
        year=year,
        rows=tuple(sorted(rows, key=_worst_first)),
        expected=roster.given,
        missing=roster.missing(here),
        unexpected=tuple(dict.fromkeys(u for u in here if u and not roster.expects(u))),
        notices=(*notices, *_about_names(found, year)),
    )


_ORDER: Final = (
    State.CHECKED, State.UNREADABLE, State.FAILED, State.DUPLICATE, State.OTHER_YEAR, State.LAST_YEAR,
    State.NOT_REPORT, State.SKIPPED,
)  # fmt: skip


def _worst_first(row: FileRow) -> tuple[int, int, int, int]:
    return _ORDER.index(row.state), -row.errors, -row.warnings, -row.infos


def _row(n: int, found: _Found, year: int | None) -> FileRow:
    item = found.items[n]
    if item.state is not None:
        return FileRow(file=item.found.shown, state=item.state, message=item.message)
    read = read_of(item)
    about = {
        "file": item.found.shown, "unit": read.unit, "year": read.year, "status": read.status,
        "packed_problems": read.problems,
    }  # fmt: skip
    if n in found.pairs.twins:
        message = f"与“{found.shown(found.pairs.twins[n])}”内容相同，只算一份"
        return FileRow(**about, state=State.DUPLICATE, message=message)
    if item.found.last_year:
        return FileRow(**about, **_as_last_year(n, found))
    checked = found.checked[n]
    if isinstance(checked, Failure):
        return FileRow(**about, state=State.FAILED, message=checked.message)
    other = read.year is not None and read.year != year
    last = found.pairs.previous.get(n)
    return FileRow(
        **about,
        state=State.OTHER_YEAR if other else State.CHECKED,
        message=_notes(n, found, other),
        previous=None if last is None else found.shown(last),
        checked=True,
        errors=checked.errors,
        warnings=checked.warnings,
        infos=checked.infos,
        families=checked.families,
        packed_findings=checked.findings,
    )


def _as_last_year(n: int, found: _Found) -> dict[str, object]:
    if n in found.pairs.used:
        return {"state": State.LAST_YEAR, "message": "用来核对跨年数据，本身没有核对"}
    if any(n in candidates for candidates in found.pairs.torn.values()):
        return {"state": State.OTHER_YEAR, "message": "同一单位有几份不同的上年报告，都没有用；请只留一份"}
    why = (
        "没有读到单位，不知道是谁的上年报告"
        if not read_of(found.items[n]).unit
        else ("今年没有这个单位的报告可以对；单位改过名的，请在名单（--units）里写“现用名=曾用名”")
    )
    return {"state": State.OTHER_YEAR, "message": why}


def _notes(n: int, found: _Found, other_year: bool) -> str:
    """What staff must know about a report that was checked, besides its findings."""
    read, pairs = read_of(found.items[n]), found.pairs
    notes = []
    if other_year:
        used = "，也用作下一年的上年报告" if n in pairs.used else ""
        notes.append(f"是 {read.year} 年度的{used}")
    if read.unit is None:
        notes.append("没有读到单位，无法找上年报告")
    if read.year is None:
        notes.append("没有读到年度，无法找上年报告")
    for other in pairs.rivals.get(n, ()):
        same = read_of(found.items[other]).numbers == read.numbers
        how = "三张表相同、正文不同" if same else "数字不同"
        notes.append(f"同一单位同一年度还有一份“{found.shown(other)}”，{how}，请确定用哪一份")
    if n in pairs.torn:
        files = "、".join(f"“{found.shown(other)}”" for other in pairs.torn[n])
        notes.append(f"上年报告有几份，内容不同（{files}），没有核对跨年数据")
    return "；".join(notes)


def _about_names(found: _Found, year: int | None) -> Iterator[str]:
    """Units without last year's report though there are such reports: renamed, perhaps."""
    reports = [
        (n, read_of(item), item.found.last_year) for n, item in enumerate(found.items) if item.state is None
    ]
    if year is None or not any(read.year == year - 1 or last for _, read, last in reports):
        return
    partnered = {*found.pairs.previous, *found.pairs.torn, *found.pairs.twins}
    alone = [
        str(r.unit) for n, r, last in reports if r.year == year and r.unit and not last and n not in partnered
    ]
    if alone:
        names = list(dict.fromkeys(alone))
        told = "、".join(names[:_MOST_NAMED]) + (f"等 {len(names)} 个" if len(names) > _MOST_NAMED else "")
        yield (
            f"没有找到上年报告、没有核对跨年数据的单位：{told}。单位改过名的，请在名单（--units）里写“现用名=曾用名”。"
        )
