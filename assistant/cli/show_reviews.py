"""Reviews as pages for the terminal: one step by step, and the list of all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assistant.cli.width import left, shorten, width, wrap
from assistant.reviewing.changes import Changes
from assistant.reviewing.wording import changed, deed, moment
from assistant.reviewing.workflow import NAMES, step_changes
from assistant.storage.reviews import Review, Standing, Step


def page(review: Review, *, show_all: bool = False) -> str:
    """One review in lines of at most 80 columns."""
    lines = [wrap(f"{review.name}：现在{NAMES[review.stage]}，第 {review.version} 版。")]
    for number, (step, changes) in enumerate(zip(review.steps, step_changes(review), strict=True), 1):
        lines += _step(number, step, changes, show_all)
    return "\n".join(lines)


def _step(number: int, step: Step, changes: Changes, show_all: bool) -> list[str]:
    late = "" if step.counts else "（未生效：别人先办了）"
    lines = [wrap(f"{moment(step.time)} {step.by} {deed(step)}{late}", first=f"{number:>3}. ", rest=" " * 5)]
    if step.comment:
        lines.append(wrap(step.comment, first="     意见：", rest=" " * 11))
    if step.open_errors:
        lines.append(f"     当时有 {step.open_errors} 处错误没有处理。")
    told = changed(changes, all_of_it=show_all)
    if told:
        lines.append("     改动：")
        lines += [wrap(line, first=" " * 7, rest=" " * 9) for line in told]
    return lines


def as_data(review: Review) -> dict[str, Any]:
    """One review as JSON: every step with its report and what it changed."""
    data = review.model_dump(mode="json")
    for number, (step, changes) in enumerate(zip(data["steps"], step_changes(review), strict=True), 1):
        step.update(number=number, changes=changes.model_dump(mode="json"))
    return data


def listing(standings: Sequence[Standing]) -> str:
    """A line for each report, in 80 columns."""
    room = min(38, max(width(_name(one)) for one in standings))
    return "\n".join(
        f"{left(shorten(_name(one), room), room)}  {NAMES[one.stage]}  第 {one.version} 版  "
        f"{moment(one.time)} {shorten(one.by, 12)}"
        for one in standings
    )


def _name(standing: Standing) -> str:
    return f"{standing.unit}/{standing.year}"
