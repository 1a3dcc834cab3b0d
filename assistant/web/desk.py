"""One person's desk: what was given, what was read from it, and what was made of it. Knows no web framework.

A desk is a value. Every step takes what was given and the desk of before, and returns the next desk, so that
two browser tabs can never mix.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal

import assistant
from assistant.core.findings import Finding
from assistant.core.numbers import squeeze
from assistant.core.report import Report
from assistant.drafting.draft import Draft
from assistant.errors import ConfigurationError, InputError
from assistant.web import paste, texts

Way = Literal["paste", "file"]
Refusal = InputError | ConfigurationError

LONGEST_UNIT: Final = 100
"""Characters of a unit's name."""
LONGEST_NAME: Final = 60
"""Characters of a file name before its suffix."""
FIRST_YEAR: Final = 2008
"""The regulations on open government information took effect on 1 May 2008."""


@dataclass(frozen=True)
class Source:
    """One report as given: the value of a paste box, the path of an upload, and which of them came last."""

    pasted: object = ""
    file: str | None = None
    latest: Way = "paste"


@dataclass(frozen=True)
class Given:
    """Everything staff filled in. `original`: the report's own text is to be taken, not the draft's."""

    now: Source = Source()
    before: Source = Source()
    notes: str = ""
    unit: str = ""
    year: str = ""
    original: bool = False


@dataclass(frozen=True)
class Reading:
    """A report as read; `key` says what it was read from, `origin` the same in Chinese."""

    key: str
    origin: str
    report: Report


@dataclass(frozen=True)
class Desk:
    """What is on the desk. `report` is the reading with staff's unit and year; `errors` are for staff to read.

    The findings are about what would be downloaded: the draft's text where there is one, unless `original`.
    `fields` are unit and year as the page is to show them, `filled` those that it filled in by itself, so that
    it never overwrites staff's own. `signature` tells what the draft was made from.
    """

    now: Reading | None = None
    before: Reading | None = None
    report: Report | None = None
    findings: tuple[Finding, ...] = ()
    draft: Draft | None = None
    original: bool = False
    notes: str = ""
    signature: str = ""
    fields: tuple[str, str] = ("", "")
    filled: tuple[str, str] = ("", "")
    ways: tuple[Way, Way] = ("paste", "paste")
    errors: tuple[Refusal, ...] = ()

    @property
    def previous(self) -> Report | None:
        """Last year's report, if there is one."""
        return self.before.report if self.before else None

    @property
    def has_own_text(self) -> bool:
        """Whether the report came with narrative text of its own."""
        return self.report is not None and any(text.strip() for text in self.report.sections.values())

    @property
    def product(self) -> Report | None:
        """What is downloaded: the report, with the draft's text where there is a draft, unless `original`."""
        if self.report is None or self.draft is None or self.original:
            return self.report
        return self.draft.as_report(self.report)


# --- reading ----------------------------------------------------------------------------------


def look(given: Given, desk: Desk) -> Desk:
    """Read and check what was given. A draft made before is kept only while it is made from the same."""
    errors: list[Refusal] = []
    now = _try_reading(given.now, desk.now, errors, "")
    before = _try_reading(given.before, desk.before, errors, "上年报告：")
    filled = (now.report.unit or "", str(now.report.year or "")) if now else ("", "")
    unit, year = (
        new if not own.strip() or own == old else own
        for own, old, new in zip((given.unit, given.year), desk.filled, filled, strict=True)
    )
    report = _with(now.report, unit, year, errors) if now else None
    looked = Desk(
        now=now,
        before=before,
        report=report,
        original=given.original,
        fields=(unit, year),
        filled=filled,
        ways=(given.now.latest, given.before.latest),
        errors=tuple(errors),
    )
    signed = _signature(looked, given.notes, unit, year)
    if desk.draft and desk.signature == signed:
        looked = replace(looked, draft=desk.draft, notes=desk.notes, signature=signed)
    return _checked(looked)


def draft(given: Given, desk: Desk) -> Desk:
    """Read, check and draft; the desk says why when it could not."""
    looked = look(given, desk)
    if looked.errors:
        return looked
    if looked.report is None:
        nothing = InputError(
            "还没有可以起草的内容。", "请先粘贴表格或上传文件；只想看看效果，点“用示例试一试”。"
        )
        return replace(looked, errors=(nothing,))
    try:
        made = assistant.draft_report(looked.report, notes=given.notes, previous=looked.previous)
    except (InputError, ConfigurationError) as error:
        return replace(looked, errors=(error,))
    signed = _signature(looked, given.notes, *looked.fields)
    return _checked(replace(looked, draft=made, notes=given.notes, signature=signed))


def choose(desk: Desk, *, original: bool) -> Desk:
    """Take the report's own text, or the draft's."""
    return _checked(replace(desk, original=original))


def _checked(desk: Desk) -> Desk:
    product = desk.product
    return replace(desk, findings=tuple(assistant.check_report(product, desk.previous)) if product else ())


def is_stale(given: Given, desk: Desk) -> bool:
    """Whether notes, unit or year differ from those the draft on the desk was made from."""
    return desk.draft is not None and desk.signature != _signature(desk, given.notes, given.unit, given.year)


def _signature(desk: Desk, notes: str, unit: str, year: str) -> str:
    """What a draft depends on, as a digest: both readings, the notes, unit and year."""
    keys = (desk.now.key if desk.now else "", desk.before.key if desk.before else "")
    return _digest("\0".join((*keys, notes, unit.strip(), year.strip())))


def _try_reading(source: Source, known: Reading | None, errors: list[Refusal], prefix: str) -> Reading | None:
    other = "要用粘贴的内容，请先移除这个文件。" if source.latest == "file" and source.pasted else ""
    try:
        return _read(source, known)
    except InputError as error:
        errors.append(InputError(prefix + error.what, error.advice + other))
    except ConfigurationError as error:
        errors.append(ConfigurationError(prefix + error.what, error.advice + other))
    return None


def _read(source: Source, known: Reading | None) -> Reading | None:
    pasted = paste.read_value(source.pasted)
    if source.file and (source.latest == "file" or not pasted):
        return _read_file(Path(source.file), known)
    if not pasted:
        return None
    key = _digest(f"{pasted.html}\0{pasted.text}")
    if known and known.key == key:
        return known
    return Reading(key, "粘贴的内容", _read_pasted(pasted))


def _read_file(path: Path, known: Reading | None) -> Reading:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError("上传的文件已经不在了。", "请再上传一次。") from error
    key = hashlib.sha256(data).hexdigest() + path.name
    if known and known.key == key:
        return known
    return Reading(key, f"文件“{path.name}”", assistant.read_report(data, name=path.name))


def _read_pasted(pasted: paste.Pasted) -> Report:
    """HTML first, for it keeps merged cells; plain text where the HTML has no table of ours and the text has."""
    if not pasted.html:
        return assistant.read_pasted(pasted.text)
    report = assistant.read_pasted(pasted.html)
    if report.status == "empty" and pasted.text.strip():
        plain = assistant.read_pasted(pasted.text)
        if plain.status != "empty":
            return plain
    return report


def _with(report: Report, unit: str, year: str, errors: list[Refusal]) -> Report:
    """The report with staff's unit and year; a title that names others gives way to the regular one."""
    name = " ".join(unit.split())
    if len(name) > LONGEST_UNIT:
        errors.append(InputError("单位名称太长。", f"请填单位全称，不超过{LONGEST_UNIT}字。"))
        name = report.unit or ""
    number = report.year
    if year.strip():
        plain = squeeze(year).removesuffix("度").removesuffix("年")
        if re.fullmatch(r"[0-9]{4}", plain) and int(plain) >= FIRST_YEAR:
            number = int(plain)
        else:
            errors.append(InputError("报告年度填得不对。", "请填四位数的年份，如2025。"))
    own = name or report.unit
    changes: dict[str, object] = {"unit": own, "year": number}
    if (own, number) != (report.unit, report.year):
        changes["title"] = ""
    answered = {code for code, value in (("READ-UNIT", own), ("READ-YEAR", number)) if value}
    changes["problems"] = tuple(p for p in report.problems if p.code not in answered)
    return report.model_copy(update=changes)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


# --- taking away ------------------------------------------------------------------------------


def save(desk: Desk, folder: Path) -> dict[str, Path]:
    """Write the four files into a new `folder`; format → path, empty when there is nothing to take away."""
    report = desk.product
    if report is None:
        return {}
    folder.mkdir(mode=0o700, parents=True)
    paths = {kind: folder / f"{file_name(report)}.{kind}" for kind, _ in texts.FORMATS}
    for path in paths.values():
        assistant.export_report(report, path)
    return paths


def file_name(report: Report) -> str:
    """单位＋年度＋政府信息公开工作年度报告, with nothing in it that a file system would take amiss."""
    unit = re.sub(r"[^\w（）()·-]+", "", "".join((report.unit or "").split()))[:LONGEST_NAME]
    year = f"{report.year}年" if report.year else ""
    return f"{unit}{year}政府信息公开工作年度报告"


# --- the sample -------------------------------------------------------------------------------


def sample() -> Given:
    """The report that comes with the program, with last year's and some notes. `InputError` when it is not there."""
    from assistant.resources import corpus  # noqa: PLC0415 - only the sample needs the corpus

    found = sorted((corpus() / "reports").glob("示例市自然资源和规划局-20[0-9][0-9].md"))
    if len(found) < 2:
        raise InputError("没有找到示例报告。", "安装可能不完整，请重新安装；粘贴和上传不受影响。")
    before, now = (
        Source(paste.as_value(path.read_text(encoding="utf-8"), f"示例{path.stem[-4:]}年报告"))
        for path in found[-2:]
    )
    return Given(now=now, before=before, notes=texts.SAMPLE_NOTES)
