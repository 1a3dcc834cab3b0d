"""What one turn of the conversation comes to, gathered while it goes on, and what is kept of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from assistant.conversation.chat.events import Choice, Event

if TYPE_CHECKING:
    from assistant.answering.values import Answer

LONGEST_REPLY: Final = 20_000
"""Characters of a reply that are kept."""
MOST_CHOICES: Final = 6
_LONGEST_CHOICE: Final = 400


@dataclass
class Record:
    """The assistant's turn so far. `left`: the words of wishes that were not done."""

    before: int
    after: int
    text: str = ""
    citations: list[dict[str, Any]] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    tabs: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    go: tuple[str, str] = ("", "")
    asked: list[str] = field(default_factory=list)
    """Questions about rules, for those that come after."""
    cells: list[str] = field(default_factory=list)
    """Addresses of the cells that an answer about own figures rests on."""
    late: str = ""
    """What is still to be said when the turn is stopped just now."""
    refused: bool = False
    stopped: bool = False
    base: int = 0
    """The version before the words were met, after what came along was read: there the turn is taken back to."""

    def hear(self, event: Event) -> None:
        """Take in what was said."""
        if event.kind == "text":
            self.text = (self.text + event.text)[:LONGEST_REPLY]
        elif event.kind == "changed":
            self.tabs += [tab for tab in event.tabs if tab not in self.tabs]
        elif event.kind == "go":
            self.go = (event.tab, event.place)
        elif event.kind == "choices":
            self.choices += [c for c in event.choices if c not in self.choices]

    def cite(self, answer: Answer) -> None:
        """Keep what an answer rests on, so that the page can open it."""
        known = {one["id"] for one in self.citations}
        self.citations += [
            {
                "id": c.id, "label": c.label, "title": c.title, "article": c.article, "text": c.text[:2000],
                "in_force": c.in_force, "checked": c.checked, "remark": c.remark,
            }
            for c in answer.citations
            if c.id not in known
        ]  # fmt: skip

    def extra(self) -> dict[str, Any]:
        """What is kept beside the text."""
        kept: dict[str, Any] = {
            "done": self.done,
            "versions": [self.before, self.after],
            "base": self.base or self.before,
            "citations": self.citations,
            "choices": [
                {"label": c.label, "text": c.text[:_LONGEST_CHOICE]} for c in self.choices[:MOST_CHOICES]
            ],
            "tabs": self.tabs,
        }
        kept |= {name: value for name in ("asked", "cells") if (value := getattr(self, name))}
        if self.go[0]:
            kept["go"] = list(self.go)
        if self.left:
            kept["left"] = [words[:200] for words in self.left]
        kept |= {name: True for name in ("refused", "stopped") if getattr(self, name)}
        return kept


def choices_of(extra: object) -> tuple[Choice, ...]:
    """The buttons that a kept turn offered; none when it holds none, or something else."""
    offered = extra.get("choices") if isinstance(extra, dict) else None
    if not isinstance(offered, list):
        return ()
    return tuple(
        Choice(one["label"], one["text"])
        for one in offered
        if isinstance(one, dict) and isinstance(one.get("label"), str) and isinstance(one.get("text"), str)
    )


def texts_of(extra: object, key: str) -> Sequence[str]:
    """A list of texts in a kept turn; empty for anything else."""
    value = extra.get(key) if isinstance(extra, dict) else None
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []
