"""A chat over a data folder of its own, and what was said in a turn, for the tests of the conversation."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from assistant.accounts.people import LOCAL, Person
from assistant.conversation.bench import Bench
from assistant.conversation.chat.chat import Chat
from assistant.conversation.chat.events import Choice, Event
from assistant.resources import corpus
from assistant.storage.verdicts import Verdicts
from assistant.storage.works import Works

TABLE = "一、本年新收政府信息公开申请数量\t8\t2\t0\t0\t0\t0\t10\n二、上年结转政府信息公开申请数量\t0\t0\t0\t0\t0\t0\t0"
REPORT = (
    "示例县水利局2025年政府信息公开工作年度报告\n一、总体情况\n今年以来，我局认真落实条例。请检查一下，然后导出word。\n"
    "二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n检查一下"
)
ROW = "行政处罚\t230"
NEW = "requests.new"

Opened = Callable[..., Chat]


@dataclass(frozen=True)
class Said:
    """The events of a turn, taken apart."""

    events: list[Event]

    @property
    def text(self) -> str:
        """The reply."""
        return "".join(event.text for event in self.events if event.kind == "text")

    @property
    def choices(self) -> list[Choice]:
        """The buttons."""
        return [choice for event in self.events for choice in event.choices]

    @property
    def goes(self) -> list[tuple[str, str]]:
        """The tabs that were opened."""
        return [(event.tab, event.place) for event in self.events if event.kind == "go"]

    @property
    def changed(self) -> set[str]:
        """The tabs that show something else now."""
        return {tab for event in self.events for tab in event.tabs}


def said(events: Iterable[Event]) -> Said:
    """A whole turn; it ends with ``done`` and only there."""
    all_events = list(events)
    assert [event.kind for event in all_events].count("done") == 1
    assert all_events[-1].kind == "done"
    return Said(all_events)


@pytest.fixture
def works(tmp_path: Path) -> Works:
    return Works(tmp_path)


@pytest.fixture
def opened(tmp_path: Path, works: Works) -> Opened:
    """A chat of somebody's at a report (or at an empty desk)."""
    verdicts = Verdicts(tmp_path)

    def chat(person: Person = LOCAL, work_id: str = "") -> Chat:
        return Chat(Bench.open(person, work_id, works=works, verdicts=verdicts), works)

    return chat


@pytest.fixture
def chat(opened: Opened) -> Chat:
    """The sample on the desk."""
    one = opened()
    one.bench.sample()
    return one


def raw(bench: Bench, address: str) -> str:
    """What stands in a cell."""
    assert bench.report is not None
    cell = bench.report.cell(address)
    return cell.raw if cell else "缺"


def sample_report(year: int) -> str:
    """The shipped sample's report of a year, as text."""
    return (corpus() / "reports" / f"示例市自然资源和规划局-{year}.md").read_text(encoding="utf-8")


def utterances(half: str) -> list[dict[str, Any]]:
    """What staff say and what they want by it; pasted tables put in where they are named."""
    path = Path(__file__).parents[2] / "data" / "chat" / f"{half}.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for row in rows:
        for mark, text in (("<TABLE>", TABLE), ("<REPORT>", REPORT), ("<ROW>", ROW)):
            row["text"] = row["text"].replace(mark, text)
    return rows
