"""The page's own scripts and styles, joined once, served under a name that changes with their content."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Final

SCRIPTS: Final = ("morph.js", "bus.js", "grid.js", "composer.js", "start.js")
WHOLE_PAGE: Final = "page.css"
"""Styles of the document itself, Gradio's parts among them."""
STYLES: Final = ("base.css", "frame.css", "talk.css")
LOGIN: Final = "login.css"
PLACE: Final = "#nb-app"
"""Where everything of ours stands. Its id in front of every selector outweighs the styles that Gradio gives to buttons,
fields and everything else in its container, whatever their order.
"""
ALONE: Final = {"compare.css": "#pane-compare", "tables.css": "#pane-tables"}
"""Styles that go for one tab only, since others use their names for something else; they come last."""

_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)


@cache
def script() -> bytes:
    """All scripts as one, in their order, in a scope of their own."""
    folder = files("assistant.web").joinpath("scripts")
    inside = "\n".join(folder.joinpath(name).read_text(encoding="utf-8") for name in SCRIPTS)
    return f'(function () {{\n"use strict";\n{inside}\n}})();\n'.encode()


@cache
def style() -> bytes:
    """The document's styles, the frame's, then each tab's own."""
    folder = files("assistant.web").joinpath("styles")
    others = {entry.name for entry in folder.iterdir() if entry.name.endswith(".css")}
    names = [*STYLES, *sorted(others - {WHOLE_PAGE, LOGIN, *STYLES, *ALONE}), *ALONE]
    ours = "\n".join(
        placed(folder.joinpath(name).read_text(encoding="utf-8"), ALONE.get(name, PLACE)) for name in names
    )
    return f"{folder.joinpath(WHOLE_PAGE).read_text(encoding='utf-8')}\n{ours}".encode()


@cache
def login_style() -> bytes:
    """The style of the small pages."""
    return files("assistant.web").joinpath("styles", LOGIN).read_bytes()


def version(content: bytes) -> str:
    """What is put behind a file's name so that browsers never show an older one."""
    return hashlib.sha256(content).hexdigest()[:12]


def placed(css: str, place: str = PLACE) -> str:
    """Style rules with `place` in front of every selector; ``@media`` blocks inside, ``@keyframes`` as they are."""
    return "\n".join(_rules(_COMMENT.sub("", css), place))


def _rules(css: str, place: str) -> Iterator[str]:
    at = 0
    while (start := css.find("{", at)) >= 0:
        head = css[at:start].strip()
        end = _closing(css, start)
        body = css[start + 1 : end]
        if head.startswith(("@media", "@supports")):
            yield f"{head} {{ {' '.join(_rules(body, place))} }}"
        elif head.startswith("@"):
            yield f"{head} {{{body}}}"
        else:
            yield f"{', '.join(f'{place} {one}' for one in _selectors(head))} {{{body}}}"
        at = end + 1


def _closing(css: str, start: int) -> int:
    depth = 0
    for index in range(start, len(css)):
        depth += {"{": 1, "}": -1}.get(css[index], 0)
        if depth == 0:
            return index
    raise ValueError("a style rule without its end")


def _selectors(head: str) -> Iterator[str]:
    """The selectors of a list, parted at the commas outside brackets."""
    depth, one = 0, ""
    for sign in head:
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if sign == "," and not depth:
            yield one.strip()
            one = ""
        else:
            one += sign
    yield one.strip()
