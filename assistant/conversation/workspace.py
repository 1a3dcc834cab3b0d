"""Everything that belongs to one report being made, as one frozen value that can be kept and brought back."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.core.report import Report
from assistant.drafting.draft import Draft, Sentence
from assistant.errors import InputError

TextChoice = Literal["draft", "original"]

FORMAT: Final = 1
"""Of the text that `dump` makes. A later form gets the next number, and `load` learns to read this one."""
LARGEST: Final = 5_000_000
"""Bytes of a kept workspace; a whole report with last year's and a draft has some 150,000."""


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Reading(_Value):
    """A report as it was given and read, with the cells that staff changed since; `origin` says from what, in Chinese."""

    origin: str
    report: Report


class Dropped(_Value):
    """A sentence that staff took out of the draft, and where it stood; it can be put back.

    `index`: the sentence of the draft that it stood before; `rank` puts several of the same place in their order.
    """

    index: int
    sentence: Sentence
    rank: int = 0


class Own(_Value):
    """A sentence that staff wrote (`text`), and which one of the writer's stood there before, if any did."""

    section: str
    aspect: str
    text: str
    instead: Sentence | None = None


class Workspace(_Value):
    """One report being made. `unit` and `year` are staff's own words where they differ from what was read.

    `stale`: notes, tables, unit or year were changed after the draft was made. `text`: whose narrative is taken away.
    """

    now: Reading | None = None
    before: Reading | None = None
    unit: str = ""
    year: str = ""
    notes: str = ""
    draft: Draft | None = None
    dropped: tuple[Dropped, ...] = ()
    own: tuple[Own, ...] = ()
    stale: bool = False
    text: TextChoice = "draft"


def dump(workspace: Workspace) -> str:
    """The workspace as text that `load` makes the very same value of. `InputError` when it is too large to keep."""
    content = workspace.model_dump(exclude={"now": {"report": {"status"}}, "before": {"report": {"status"}}})
    text = json.dumps(
        {"format": FORMAT, "workspace": content}, default=_tagged, ensure_ascii=False, separators=(",", ":")
    )
    # Half of a surrogate pair can be typed by hostile programs, and no database takes it.
    data = text.encode("utf-8", "replace")
    if len(data) > LARGEST:
        raise InputError(
            f"这份报告的内容太多（超过{LARGEST // 1_000_000}MB），存不下，没有改动。",
            "请只放年报的表格和正文；附件和别的材料不要粘贴进来。",
        )
    return data.decode()


def load(text: str) -> Workspace:
    """A workspace of the text that was kept. `InputError` for one of a later version of the program, or a damaged one."""
    try:
        kept = json.loads(text, object_hook=_untagged)
        number = kept["format"]
        if isinstance(number, int) and number > FORMAT:
            raise InputError(
                "这份报告是用更新版本的程序保存的，这个版本打不开。",
                "请把程序升级到最新版本再打开；内容还在，没有动过。",
            )
        if number != FORMAT:
            raise ValueError(number)
        return Workspace.model_validate(kept["workspace"])
    except (ValueError, KeyError, TypeError, ArithmeticError, RecursionError, ValidationError) as error:
        raise InputError(
            "这份报告保存的内容读不出来。", "请在“历史”里回到较早的一版；每一版都不行的，请告诉管理员。"
        ) from error


def _tagged(value: object) -> dict[str, str]:
    """A decimal with all its digits, and told apart from a text that looks like one."""
    if isinstance(value, Decimal):
        return {"decimal": str(value)}
    raise TypeError(type(value).__name__)


def _untagged(value: dict[str, Any]) -> Any:
    return Decimal(value["decimal"]) if value.keys() == {"decimal"} else value
