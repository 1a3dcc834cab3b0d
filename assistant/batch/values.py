"""What comes of many files at once: one row a file, whatever became of it. Frozen values, no files."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Sequence
from enum import StrEnum
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, computed_field

from assistant.core.findings import Finding
from assistant.core.report import Problem


class State(StrEnum):
    """What became of a file."""

    CHECKED = "checked"
    COUNTED = "counted"
    """Its numbers are in the sum."""
    UNDECIDED = "undecided"
    """Read, but whether it belongs into the sum only staff can say."""
    UNREADABLE = "unreadable"
    FAILED = "failed"
    """Too slow, or the process that read it died."""
    NOT_REPORT = "not_report"
    DUPLICATE = "duplicate"
    """The same as another file: that one is taken."""
    OTHER_YEAR = "other_year"
    OTHER_FORM = "other_form"
    LAST_YEAR = "last_year"
    """Given as last year's, and used so."""
    SKIPPED = "skipped"


STATE_NAMES: Final = {
    State.CHECKED: "核对完",
    State.COUNTED: "计入",
    State.UNDECIDED: "待定",
    State.UNREADABLE: "读不出",
    State.FAILED: "处理失败",
    State.NOT_REPORT: "不是年报",
    State.DUPLICATE: "重复",
    State.OTHER_YEAR: "年度不同",
    State.OTHER_FORM: "表样不同",
    State.LAST_YEAR: "用作上年",
    State.SKIPPED: "跳过",
}

NOT_READ: Final = frozenset({State.UNREADABLE, State.FAILED})
"""Files that may well hold a report, and gave none."""

STATUS_NAMES: Final = {"complete": "完整", "partial": "不完整", "empty": "没有读到表格"}

_FINDINGS: Final = TypeAdapter(tuple[Finding, ...])
_PROBLEMS: Final = TypeAdapter(tuple[Problem, ...])


class Frozen(BaseModel):
    """A value that does not change."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class FileRow(Frozen):
    """One file and what became of it.

    `file` is its path below the folder, odd characters replaced, so that it can be shown anywhere. `message` says in
    plain Chinese why, and what to do. `checked`: the report was checked, against `previous` if there is one; `errors`, `warnings` and `infos` count the findings, `families` says how many
    of which family. Findings and reading problems are kept packed, so that thousands of rows stay small.
    """

    file: str
    state: State
    message: str = ""
    unit: str | None = None
    year: int | None = None
    status: str | None = None
    previous: str | None = None
    checked: bool = False
    errors: int = 0
    warnings: int = 0
    infos: int = 0
    families: dict[str, int] = Field(default_factory=dict)
    packed_findings: str = Field(default="", exclude=True, repr=False)
    packed_problems: str = Field(default="", exclude=True, repr=False)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the checks found, worst first; unpacked at each call."""
        return unpack_findings(self.packed_findings)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def problems(self) -> tuple[Problem, ...]:
        """What staff must know about the reading; unpacked at each call."""
        return unpack_problems(self.packed_problems)


def pack(text: str | bytes) -> str:
    """Text made small, as ASCII that JSON carries without a change."""
    data = text.encode() if isinstance(text, str) else text
    return base64.b85encode(zlib.compress(data, 6)).decode("ascii")


def unpack(packed: str) -> bytes:
    """The bytes of `pack`ed text."""
    return zlib.decompress(base64.b85decode(packed))


def pack_findings(findings: Sequence[Finding]) -> str:
    """Findings made small; empty for none."""
    return pack(_FINDINGS.dump_json(tuple(findings))) if findings else ""


def unpack_findings(packed: str) -> tuple[Finding, ...]:
    """The findings again."""
    return _FINDINGS.validate_json(unpack(packed)) if packed else ()


def pack_problems(problems: Sequence[Problem]) -> str:
    """Reading problems made small; empty for none."""
    return pack(_PROBLEMS.dump_json(tuple(problems))) if problems else ""


def unpack_problems(packed: str) -> tuple[Problem, ...]:
    """The reading problems again."""
    return _PROBLEMS.validate_json(unpack(packed)) if packed else ()


def counts(rows: Sequence[FileRow]) -> dict[str, int]:
    """How many files of each state, in the order of `State`; states without any stay away."""
    found: dict[str, int] = {}
    for state in State:
        number = sum(row.state is state for row in rows)
        if number:
            found[state.value] = number
    return found


def account(rows: Sequence[FileRow]) -> str:
    """The same in words: ``共 43 个文件：核对完 38，读不出 2，跳过 3``."""
    parts = [f"{STATE_NAMES[State(state)]} {number}" for state, number in counts(rows).items()]
    return f"共 {len(rows)} 个文件" + (f"：{'，'.join(parts)}" if parts else "")


Given = dict[str, Any]
"""What a job is given and what it gives back: JSON values, the same for a process beside us and for a cluster."""
