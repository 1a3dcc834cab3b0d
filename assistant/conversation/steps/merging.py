"""Two people at one report: notes merged line by line, and what is said when both changed the same place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from assistant.conversation.steps.words import ago, quoted_short
from assistant.conversation.workspace import Workspace, load
from assistant.errors import InputError
from assistant.storage.works import Version, Works

Touched = Callable[[Workspace], Mapping[str, str]]
"""The places that a step changes, by their Chinese names, and what stands there in a workspace."""

_LOOKED_BACK: Final = 30
"""Versions looked through for who changed a place."""
_MOST_LINES: Final = 1_000
"""Lines beyond which notes are not merged: that may take time by the square."""


@dataclass(frozen=True)
class Clash:
    """A place that somebody else changed meanwhile: what it was when this person looked, what the other put there."""

    place: str
    before: str
    theirs: str
    mine: str


def clashes(touched: Touched, seen: Workspace, newest: Workspace, after: Workspace) -> list[Clash]:
    """The places of a step that are not any more as this person saw them."""
    then, now, later = touched(seen), touched(newest), touched(after)
    return [
        Clash(place, then.get(place, ""), theirs, later.get(place, ""))
        for place, theirs in now.items()
        if theirs not in (then.get(place, ""), later.get(place, ""))
    ]


def notice(clash: Clash, who: str) -> str:
    """What is said of a clash: ``李四2分钟前把……改成了“12”，现在是您填的“13”；两个都在历史里。``."""
    return (
        f"{who}把{clash.place}改成了{quoted_short(clash.theirs)}，"
        f"现在是您填的{quoted_short(clash.mine)}；历史里都有。"
    )


def changed_by(works: Works, touched: Touched, clash: Clash, versions: Sequence[Version], me: str) -> str:
    """Who put there what is there, and when: found among the versions since this person looked, newest first."""
    found = versions[0] if versions else None
    for version in versions[:_LOOKED_BACK]:
        try:
            there = touched(load(works.state(version.work, version.number).state))
        except InputError:  # thinned out, or of another version of the program
            break
        if there.get(clash.place, "") != clash.theirs:
            break
        found = version
    if found is None:
        return "有人"
    name = "您在另一个窗口" if found.by == me else found.by
    return f"{name}{ago(found.time)}"


# --- notes ----------------------------------------------------------------------------------------------------------


def merged(base: str, mine: str, theirs: str) -> tuple[str, list[tuple[str, str]]]:
    """Both people's changes to a text, line by line; and (theirs, mine) wherever they changed the same lines.

    There mine stands, for it came later.
    """
    if theirs in (base, mine):
        return mine, []
    if mine == base:
        return theirs, []
    lines = [text.split("\n") for text in (base, mine, theirs)]
    if max(map(len, lines)) > _MOST_LINES:
        return mine, [(theirs, mine)]
    out: list[str] = []
    lost: list[tuple[str, str]] = []
    for old, own, other in _regions(*lines):
        if own in (old, other):
            out += other
        elif other == old:
            out += own
        elif _only_added(old, other):
            out += [*_added(old, other, own), *own]
        elif _only_added(old, own):
            out += [*other, *_added(old, own, other)]
        else:
            out += own
            lost.append(("\n".join(other), "\n".join(own)))
    return "\n".join(out), lost


def _only_added(old: list[str], new: list[str]) -> bool:
    """Whether nothing of what was there is gone."""
    return all(line in new for line in old if line.strip())


def _added(old: list[str], new: list[str], besides: list[str]) -> list[str]:
    return [line for line in new if line.strip() and line not in old and line not in besides]


def _regions(
    base: list[str], mine: list[str], theirs: list[str]
) -> Iterator[tuple[list[str], list[str], list[str]]]:
    """The three texts cut at the lines that all three share: stretches of base, of mine, of theirs."""
    own = _matches(base, mine)
    other = _matches(base, theirs)
    b = m = t = 0
    for line in range(len(base)):
        if line in own and line in other and own[line] >= m and other[line] >= t:
            yield base[b:line], mine[m : own[line]], theirs[t : other[line]]
            yield [base[line]], [base[line]], [base[line]]
            b, m, t = line + 1, own[line] + 1, other[line] + 1
    yield base[b:], mine[m:], theirs[t:]


def _matches(base: list[str], text: list[str]) -> dict[int, int]:
    matcher = SequenceMatcher(None, base, text, autojunk=False)
    return {a + k: b + k for a, b, size in matcher.get_matching_blocks() for k in range(size)}
