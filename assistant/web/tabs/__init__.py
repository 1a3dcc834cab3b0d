"""The tabs of the right pane, in order. Each is a module of pure functions of the `Bench`; none knows Gradio.

A tab module has ``TITLE`` (Chinese), ``render(bench, seen) -> str`` (its HTML: everything from reports, users and models
escaped) and ``ACTIONS`` (name → `Action`, names beginning with the tab's own name and a dot). It may have
``badge(bench) -> str``, a few characters beside its title such as “3处待补充”, and ``ALWAYS: Final = False`` when it is
rendered only while it is open (the default: a tab is rendered when it is open, and badges always).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Final, Protocol, cast

from assistant.conversation.bench import Bench
from assistant.web.actions import Action

NAMES: Final = (
    "tables", "draft", "sources", "checkup", "compare", "take", "history", "library", "settings",
)  # fmt: skip


class Tab(Protocol):
    """What a tab module offers."""

    TITLE: str
    ACTIONS: Mapping[str, Action]

    def render(self, bench: Bench, seen: Mapping[str, str]) -> str:
        """The tab's HTML for this bench. `seen` is what this browser tab has open; nothing in it is trusted."""
        ...


@cache
def tab(name: str) -> Tab:
    """A tab by one of `NAMES`."""
    if name not in NAMES:
        raise KeyError(name)
    return cast("Tab", import_module(f"assistant.web.tabs.{name}"))


@cache
def actions() -> Mapping[str, Action]:
    """All tabs' actions by their names."""
    return {act: do for name in NAMES for act, do in tab(name).ACTIONS.items()}


def badge(name: str, bench: Bench) -> str:
    """The few characters beside a tab's title, or an empty text."""
    asked = getattr(tab(name), "badge", None)
    return str(asked(bench)) if asked else ""
