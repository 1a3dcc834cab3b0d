"""Small pieces of HTML for the tabs: escaped text, buttons that act, links that lead to a place of the page."""

from __future__ import annotations

import re
from html import escape
from typing import Final
from zlib import crc32

_UNSEEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Characters that no browser shows, that turn the writing around, or that cannot be sent at all."""


def shown(text: object) -> str:
    """Any text, ready to stand in HTML or in an attribute."""
    return escape(_UNSEEN.sub("", str(text)))


def cut(text: str, longest: int) -> str:
    """A text of at most `longest` characters, and dots where there was more."""
    return text if len(text) <= longest else f"{text[:longest]}……"


def data(**values: object) -> str:
    """Attributes ``data-…``, one a value; an underscore in a name becomes a hyphen."""
    return "".join(f' data-{name.replace("_", "-")}="{shown(value)}"' for name, value in values.items())


def button(words: str, act: str, *, css: str = "", title: str = "", **values: object) -> str:
    """A button that asks the page to act; `values` go along as texts."""
    look = f"nb-button {css}".strip()
    tip = f' title="{shown(title)}"' if title else ""
    return f'<button type="button" class="{look}"{tip}{data(act=act, **values)}>{shown(words)}</button>'


def link(words: str, place: str, *, css: str = "nb-link", title: str = "") -> str:
    """A link to a place of the page, such as ``tab:draft#sentence-3``."""
    tip = f' title="{shown(title)}"' if title else ""
    return f'<a class="{css}" href="#"{tip}{data(goto=place)}>{shown(words)}</a>'


def mark_of(text: str) -> str:
    """A short mark of a text, so that a click on an outdated page is not taken for another sentence."""
    return f"{crc32(text.encode('utf-8', 'replace')):08x}"
