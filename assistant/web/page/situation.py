"""What one event of the page is about: who, at which report, what the browser shows and already has."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from assistant.accounts.people import Person
from assistant.conversation.bench import Bench
from assistant.storage.works import Works
from assistant.web import tabs
from assistant.web.actions import Data, ended
from assistant.web.page.given import GivenFiles
from assistant.web.texts import STOPPED_WORK

LONGEST_SEEN: Final = 200
MOST_SEEN: Final = 40


def _never() -> bool:
    return False


@dataclass
class Situation:
    """One event. `seen`: what this browser tab has open, never trusted; `have`: the digests of the parts it shows.

    `reply`: what else the browser is told: ``say``, ``goto``, ``live``, ``others``…
    """

    person: Person
    bench: Bench
    works: Works
    given: GivenFiles
    seat: str = ""
    tab: str = tabs.NAMES[0]
    seen: dict[str, str] = field(default_factory=dict)
    have: Mapping[str, str] = field(default_factory=dict)
    stopped: Callable[[], bool] = _never
    reply: dict[str, Any] = field(default_factory=dict)

    def look(self, data: Data) -> None:
        """Take over what the browser says it shows."""
        name = data.text("tab", longest=40, default=tabs.NAMES[0])
        self.tab = name if name in tabs.NAMES else tabs.NAMES[0]
        self.seen = _texts(data.get("seen"))
        self.have = _texts(data.get("have"))

    def tell(self, lines: Iterator[str]) -> Iterator[None]:
        """Tell how far long work is, line by line, until it is done or stopped; it is closed in either case."""
        with ended(lines):
            for line in lines:
                self.reply["say"] = line
                if self.stopped():
                    self.reply["say"] = STOPPED_WORK
                    return
                yield


def _texts(value: object) -> dict[str, str]:
    if not isinstance(value, Mapping):
        return {}
    return {
        key: text
        for key, text in list(value.items())[:MOST_SEEN]
        if isinstance(key, str) and isinstance(text, str) and len(key) <= 40 and len(text) <= LONGEST_SEEN
    }
