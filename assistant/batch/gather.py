"""The first half of the work: every file of a folder read, in parallel, with what is known from before kept."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from assistant.batch.jobs import load
from assistant.batch.journal import Journal, Key, Read
from assistant.batch.pool import Failure, Outcome, Task
from assistant.batch.values import State
from assistant.batch.walk import Found, check_folder_is_there, walk
from assistant.errors import InputError

Progress = Callable[[str, int, int], None]
"""Told what is being done, how many are done, and of how many."""

READING: Final = "正在读"
CHECKING: Final = "正在核对"


class Runner(Protocol):
    """Whatever runs jobs: processes of this machine, or a cluster."""

    notices: list[str]

    def run(self, tasks: Iterable[Task]) -> Iterator[tuple[int, Outcome]]:
        """Results as they come."""
        ...


@dataclass(frozen=True)
class Item:
    """A file with what reading it gave. `state` is `None` for a report: its place among the others is still open."""

    found: Found
    read: Read | None
    state: State | None
    message: str = ""

    @property
    def key(self) -> Key:
        """What the journal knows it by; only of a file that was read."""
        if self.read is None:
            raise ValueError("not read")
        return self.read.hash, self.read.name


_STATES: Final = {
    "read": None,
    "unreadable": State.UNREADABLE,
    "not_report": State.NOT_REPORT,
    "skipped": State.SKIPPED,
}


def find(folder: Path, previous: Path | None, own: Sequence[Path]) -> list[Found]:
    """The files of this year's folder and of last year's, each once.

    `own`: what we write ourselves. `InputError` when a folder is not there or both are the same.
    """
    check_folder_is_there(folder)
    without = {path.resolve() for path in own}
    if previous is None:
        return list(walk(folder, without=frozenset(without)))
    check_folder_is_there(previous)
    if folder.resolve() == previous.resolve():
        raise InputError(
            "今年和上年用的是同一个文件夹。", "请给出另放上年年报的文件夹，或者去掉 --previous。"
        )
    this_year = walk(folder, without=frozenset(without | {previous.resolve()}))
    last_year = walk(
        previous,
        without=frozenset(without | {folder.resolve()}),
        prefix=f"{previous.resolve().name}/",
        last_year=True,
    )
    return [*this_year, *last_year]


def read_all(files: Sequence[Found], journal: Journal, runner: Runner, progress: Progress) -> list[Item]:
    """Read every file that is to be read; the results in the order of the files."""
    items: list[Item | None] = [
        Item(found, None, State.SKIPPED, found.skipped) if found.skipped else None for found in files
    ]
    total = items.count(None)
    done = 0

    def tasks() -> Iterator[Task]:
        nonlocal done
        names = {name for _, name in journal.reads}
        for number, found in enumerate(files):
            if items[number] is not None:
                continue
            known = _known(found, journal, names)
            if known is None:
                yield Task(number, "read", {"path": str(found.path), "name": found.name})
            else:
                items[number] = _item(found, known)
                done += 1
                progress(READING, done, total)

    progress(READING, 0, total)
    for number, outcome in runner.run(tasks()):
        items[number] = _taken(files[number], outcome, journal)
        done += 1
        progress(READING, done, total)
    return [item for item in items if item is not None]


def _known(found: Found, journal: Journal, names: set[str]) -> Read | None:
    """What the journal knows about a file as it is now."""
    if found.name not in names:
        return None
    try:
        sha = hashlib.sha256(load(found.path)).hexdigest()
    except InputError:  # the worker will say so
        return None
    return journal.reads.get((sha, found.name))


def _taken(found: Found, outcome: Outcome, journal: Journal) -> Item:
    if isinstance(outcome, Failure):
        return Item(found, None, State.FAILED, outcome.message)
    if not outcome.get("hash"):  # not even its bytes could be had: next time may be better
        return Item(found, None, State.UNREADABLE, outcome["message"])
    return _item(found, journal.add_read(outcome, found.name))


def _item(found: Found, read: Read) -> Item:
    return Item(found, read, _STATES[read.state], read.message)
