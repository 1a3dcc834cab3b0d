"""Benches over one data folder: several people, several windows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.accounts.people import LOCAL, Person, Role
from assistant.conversation.bench import Bench
from assistant.resources import corpus
from assistant.storage.verdicts import Verdicts
from assistant.storage.works import Works

ZHANG = Person(login="zhang", name="张三", unit="示例县教育局", role=Role.DRAFT)
LI = Person(login="li", name="李四", unit="示例县教育局", role=Role.DRAFT)
REVIEWER = Person(login="wang", name="王五", unit="示例县教育局", role=Role.REVIEW)
STRANGER = Person(login="zhao", name="赵六", unit="示例县民政局", role=Role.DRAFT)
ADMIN = Person(login="admin", name="管理员", unit="示例县政府办公室", role=Role.ADMIN)

Desks = Callable[..., Bench]


@pytest.fixture
def works(tmp_path: Path) -> Works:
    return Works(tmp_path)


@pytest.fixture
def desks(tmp_path: Path, works: Works) -> Desks:
    """A bench of somebody's at a report (or an empty desk)."""
    verdicts = Verdicts(tmp_path)

    def open_one(person: Person = LOCAL, work_id: str = "", seen: int = 0) -> Bench:
        return Bench.open(person, work_id, works=works, verdicts=verdicts, seen=seen)

    return open_one


@pytest.fixture
def bench(desks: Desks) -> Bench:
    """The sample on the desk."""
    one = desks()
    one.sample()
    return one


def report_text(name: str) -> str:
    """A report that comes with the program, as text."""
    return (corpus() / "reports" / f"{name}.md").read_text(encoding="utf-8")


def part(text: str, first: str, last: str) -> str:
    """From the heading that starts with `first` to the one that starts with `last`."""
    start = text.index(f"## {first}")
    return text[start : text.index(f"## {last}")] if last else text[start:]
