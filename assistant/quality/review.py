"""How good the checks of the running text are, measured on reports with planted errors and on clean passages.

A case set is a file of JSON lines. ``base`` names a sample report; ``replace`` gives sections another text (the others
are emptied unless ``keep``), ``cells`` other numbers, ``headings``, ``unit``, ``year`` and ``title`` other values;
``previous`` gives last year's report of the same unit as well (or the one named), changed by ``previous_cells`` and
``previous_sections``. ``expect`` lists every finding that a perfect checker gives: ``code`` (or one of ``also``), the
exact wrong words in ``text`` (the ``nth`` of them; a heading is named whole; ``or_text`` would be as right), and the ``severity``; for something
absent ``text`` is empty and ``section`` (any of ``sections``) says where. An empty list is a clean passage. ``whole``
marks sections that are complete, where others are extracts.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant import resources
from assistant.checking import check_report
from assistant.core.findings import Finding
from assistant.core.numbers import read_cell
from assistant.core.report import Heading, Report
from assistant.core.template import NARRATIVE
from assistant.errors import ConfigurationError, InputError
from assistant.reading import read_report

_SETS: Final = Path(__file__).parents[2] / "tests" / "data" / "review"


Section = Literal["preface", "overview", "problems", "other"]


class Expected(BaseModel):
    """One finding that has to be there."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    text: str
    or_text: tuple[str, ...] = ()
    severity: Literal["error", "warning", "info"] = "error"
    also: tuple[str, ...] = ()
    nth: int = 1
    section: str = ""
    sections: tuple[str, ...] = ()
    note: str = ""

    @property
    def codes(self) -> frozenset[str]:
        """Every code under which it counts as found."""
        return frozenset({self.code, *self.also})


class Case(BaseModel):
    """One report with what was planted in it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    base: str
    previous: bool | str = False
    replace: dict[Section, str] = {}
    keep: bool = False
    cells: dict[str, float | int | str | None] = {}
    previous_cells: dict[str, float | int | str | None] = {}
    previous_sections: dict[Section, str] = {}
    headings: tuple[tuple[str, str], ...] | None = None
    unit: str | None = None
    year: int | None = None
    title: str | None = None
    whole: bool = False
    expect: tuple[Expected, ...] = ()
    why: str = ""


class Missed(BaseModel):
    """A planted error that was not found, or a finding of severity error where nothing was planted."""

    case: str
    code: str
    text: str
    message: str = ""


class Family(BaseModel):
    """One family's figures: errors planted and found, findings of severity error and how many of them are right."""

    code: str
    planted: int
    found: int
    errors: int
    right: int


class Review(BaseModel):
    """All figures of one case set.

    `recall`: of the planted errors those found at their place under their code; `told_as_error`: of those planted as
    errors and found, those told as such; `precision`: of the findings of severity error in the text those that lie on
    something planted; `false_alarms`: clean passages with any finding of severity error. `None` where nothing counts.
    """

    cases: int
    clean: int
    planted: int
    recall: float | None
    told_as_error: float | None
    precision: float | None
    false_alarms: int
    families: tuple[Family, ...]
    missed: tuple[Missed, ...]
    wrong: tuple[Missed, ...]


def shipped_sets() -> list[Path]:
    """The case sets that come with the sources; `ConfigurationError` where only the program is installed."""
    found = sorted(_SETS.glob("*.jsonl"))
    if not found:
        raise ConfigurationError(
            "这里没有自带的审稿题目：安装好的程序不带测试材料。", "请在源码目录里运行，或写出题目文件。"
        )
    return found


def is_case_file(path: Path) -> bool:
    """Whether a file of JSON lines holds cases rather than questions; unreadable ones do not."""
    try:
        with path.open(encoding="utf-8") as file:
            first = json.loads(next((line for line in file if line.strip()), "null"))
    except (OSError, ValueError):
        return False
    return isinstance(first, dict) and "base" in first


def read_cases(path: Path) -> list[Case]:
    """The cases of a file; `InputError` names the line that cannot be used."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"题目文件“{path}”读不出来：{error}。", "请核对文件名和编码（UTF-8）。") from error
    cases = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            case = Case.model_validate_json(line)
            _place_all(case)
        except (ValidationError, InputError) as error:
            raise InputError(f"题目文件“{path}”第 {number} 行用不了：{error}", "请改正这一行。") from error
        cases.append(case)
    return cases


def evaluate(cases: Sequence[Case]) -> Review:
    """Run the checks over every case and count."""
    planted: Counter[str] = Counter()
    found: Counter[str] = Counter()
    errors: Counter[str] = Counter()
    right: Counter[str] = Counter()
    as_error: list[bool] = []
    missed: list[Missed] = []
    wrong: list[Missed] = []
    false_alarms = 0
    for case in cases:
        findings = findings_of(case)
        for expected in case.expect:
            planted[expected.code] += 1
            hits = [f for f in findings if f.code in expected.codes and _lies_on(f, expected, case)]
            if hits:
                found[expected.code] += 1
                if expected.severity == "error":
                    as_error.append(any(f.severity == "error" for f in hits))
            else:
                missed.append(Missed(case=case.id, code=expected.code, text=expected.text))
        strict = [f for f in findings if f.severity == "error"]
        for finding in strict:
            errors[finding.code] += 1
            if any(_lies_on(finding, expected, case) for expected in case.expect):
                right[finding.code] += 1
            else:
                wrong.append(
                    Missed(case=case.id, code=finding.code, text=str(finding.found), message=finding.message)
                )
        false_alarms += bool(strict) and not case.expect
    codes = sorted({*planted, *errors})
    return Review(
        cases=len(cases),
        clean=sum(not c.expect for c in cases),
        planted=planted.total(),
        recall=_share(found.total(), planted.total()),
        told_as_error=_share(sum(as_error), len(as_error)),
        precision=_share(right.total(), errors.total()),
        false_alarms=false_alarms,
        families=tuple(
            Family(code=c, planted=planted[c], found=found[c], errors=errors[c], right=right[c])
            for c in codes
        ),
        missed=tuple(missed),
        wrong=tuple(wrong),
    )


def findings_of(case: Case) -> list[Finding]:
    """What the checks say of the sections that the case is about."""
    report, previous = build(case)
    about = {*case.replace, *(s for e in case.expect for s in (e.section, *e.sections) if s)}
    about |= {section for section, _ in case.headings or ()}
    return [f for f in check_report(report, previous) if f.where[0].partition(":")[0] in about]


def build(case: Case) -> tuple[Report, Report | None]:
    """The report that a case describes, and last year's."""
    report = _base(case.base)
    kept = dict(report.sections) if case.keep else dict.fromkeys(NARRATIVE, "")
    sections: dict[str, str] = dict(kept)
    sections.update(case.replace.items())
    update: dict[str, object] = {"sections": sections}
    for name in ("unit", "year", "title"):
        value = getattr(case, name)
        if value is not None:
            update[name] = value
    if case.headings is not None:
        update["headings"] = tuple(Heading(section=s, text=t) for s, t in case.headings)
    report = _changed(report, case.cells).model_copy(update=update)
    if not case.previous:
        return report, None
    unit, _, year = case.base.rpartition("-")
    previous = _base(case.previous if isinstance(case.previous, str) else f"{unit}-{int(year) - 1}")
    previous = _changed(previous, case.previous_cells)
    return report, previous.model_copy(update={"sections": {**previous.sections, **case.previous_sections}})


@cache
def _base(stem: str) -> Report:
    path = resources.corpus() / "reports" / f"{stem}.md"
    if not path.is_file():
        raise InputError(f"没有名为“{stem}”的样例报告。", "请用 corpus/reports 里的文件名，不带后缀。")
    return read_report(path)


def _changed(report: Report, cells: dict[str, float | int | str | None]) -> Report:
    for address in cells:
        if address not in report.form.addresses:
            raise InputError(f"表里没有“{address}”这一格。", "请核对格的编号。")
    return report.replace_cells({a: None if v is None else read_cell(str(v)) for a, v in cells.items()})


def _place_all(case: Case) -> None:
    """Refuse a case whose wrong words are not in its text, or that names what is not there."""
    build(case)
    for expected in case.expect:
        if expected.text and _span(expected, case) is None and not _heading(expected, case):
            raise InputError(f"正文里没有第 {expected.nth} 处“{expected.text}”。", "请核对题目。")


def _span(expected: Expected, case: Case) -> tuple[str, int, int] | None:
    """Section, start and end of the wrong words; `None` when they are not there."""
    left = expected.nth
    for section, text in case.replace.items():
        if expected.section and section != expected.section:
            continue
        start = -1
        while (start := text.find(expected.text, start + 1)) >= 0:
            left -= 1
            if not left:
                return section, start, start + len(expected.text)
    return None


def _heading(expected: Expected, case: Case) -> str:
    """The section that a heading with these words opens; empty when none has them."""
    return next((s for s, text in case.headings or () if text == expected.text), "")


def _lies_on(finding: Finding, expected: Expected, case: Case) -> bool:
    """Whether a finding's place and the planted words overlap; for something absent the section is enough."""
    section, _, span = finding.where[0].partition(":")
    if not expected.text:
        places = {*expected.sections, expected.section} - {""}
        return finding.code in expected.codes and (not places or section in places)
    if heading := _heading(expected, case):
        return finding.code in expected.codes and section == heading
    start, _, end = span.partition("-")
    others = [expected.model_copy(update={"text": t, "section": "", "nth": 1}) for t in expected.or_text]
    for one in [expected, *others]:
        place = _span(one, case)
        if place is None or not span or section != place[0]:
            continue
        if int(start) < place[2] and place[1] < int(end):
            return True
    return start == end and finding.code in expected.codes and section == (expected.section or section)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
