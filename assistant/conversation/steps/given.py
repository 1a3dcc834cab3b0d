"""Reading what is given, and joining it with what is there: some of the tables, some of the text, or a whole report."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import assistant
from assistant.conversation.steps.derived import report_of
from assistant.conversation.steps.words import as_text, cleaned_line, short, told
from assistant.conversation.workspace import Reading, Workspace
from assistant.core.report import Problem, Report
from assistant.errors import InputError
from assistant.reading.open import MAX_BYTES
from assistant.storage.words import visible

PASTED: Final = "粘贴的内容"
SAMPLE_NOTES: Final = """门户网站公开信息438条
对历年征地批复逐件核对公开属性
发布前由科室、办公室、分管负责人三级审核
“规划公示”专栏增加地图检索
关停长期不更新的公众号1个
组织培训2次，参加58人次
问题：部分科室提供信息不够及时，措施：明确各科室信息员，每月通报一次
本年度没有收取信息处理费"""

_LONGEST_PASTE: Final = 20_000_000
_NO_TABLES: Final = frozenset({"READ-NO-TABLE", "READ-TABLE-MISSING"})
_BEFORE: Final = "上年报告："


def read_paste(text: str, html: str) -> Report:
    """HTML first, for it keeps merged cells; plain text where the HTML has no table of ours and the text has.

    `InputError` when nothing of a report is in it.
    """
    if len(as_text(text)) + len(as_text(html)) > _LONGEST_PASTE:
        raise InputError("粘贴的内容太长。", "请只复制年报的部分，或者改为上传文件。")
    if not html.strip():
        return _something(assistant.read_pasted(text))
    report = assistant.read_pasted(html)
    if report.status == "empty" and visible(text):
        plain = assistant.read_pasted(text)
        if plain.status != "empty" or not _has_text(report):
            report = plain
    return _something(report)


def read_file(source: Path, name: str) -> tuple[Report, str]:
    """A report from an uploaded file, and what it was read from in Chinese. `InputError` when it cannot be read."""
    plain = cleaned_line(name) or source.name
    try:
        with source.open("rb") as file:
            data = file.read(MAX_BYTES + 1)  # one more than reading takes: it says that it is too much
    except OSError as error:
        raise InputError("上传的文件已经不在了。", "请再上传一次。") from error
    return _something(assistant.read_report(data, name=plain)), f"文件“{short(plain, 60)}”"


def _something(report: Report) -> Report:
    if report.status == "empty" and not _has_text(report):
        first = next(iter(report.problems), None)
        raise InputError(
            "没有读到年报的表格和正文，没有改动。",
            first.message.removeprefix("没有找到年度报告的表格。")
            if first
            else "请粘贴三张表，或者上传原文件。",
        )
    return report


def _has_text(report: Report) -> bool:
    return any(text.strip() for text in report.sections.values())


# --- putting it where it belongs ------------------------------------------------------------------------------------


def put(workspace: Workspace, report: Report, origin: str, *, as_previous: bool) -> tuple[Workspace, str]:
    """The workspace with a reading joined to what is there, or in its place when it is a whole report."""
    there = workspace.before if as_previous else workspace.now
    before = "上年报告：" if as_previous else ""
    if there is None or _replaces(report, there.report):
        kept, done = report, "换成" if there else "读到"
    else:
        kept, done = joined(there.report, report), "并入"
    reading = Reading(origin=origin if there is None or kept is report else there.origin, report=kept)
    line = f"{before}{origin}{done}：{told(report)}。{_about_year(workspace, report, as_previous)}"
    if as_previous:
        changed = workspace.model_copy(update={"before": reading})
    else:
        changed = workspace.model_copy(update={"now": reading})
        line += _about_own(workspace, report)
    return stale(changed), line


def stale(workspace: Workspace) -> Workspace:
    """What the draft rests on has changed: it is so marked, where there is one."""
    return workspace.model_copy(update={"stale": workspace.draft is not None})


def _replaces(report: Report, there: Report) -> bool:
    """Whether a reading is a report of its own: all tables and text, or all tables under another name or year."""
    if not all(report.has_table(table.id) for table in report.form.tables):
        return False
    other = (report.unit and there.unit and report.unit != there.unit) or (
        report.year and there.year and report.year != there.year
    )
    return bool(other) or _has_text(report)


def joined(there: Report, more: Report) -> Report:
    """What is there with the cells and the text of another reading laid over it.

    `InputError` when the tables are those of two different forms.
    """
    form = there.template
    own = any(there.has_table(t.id) for t in there.form.tables)
    shared = all(not more.has_table(t.id) or t.id == "disputes" for t in more.form.tables)
    if more.template != form and not shared:
        if own:
            raise InputError(
                f"粘贴的是{more.template}年表样的表，这份报告用的是{form}年表样，不能放在一起，没有改动。",
                "请粘贴同一种表样的表；要换成另一份报告，请连同三张表和正文一起粘贴。",
            )
        there = there.model_copy(update={"template": more.template, "tables": more.tables})
    new = {a: cell for a, cell in more.cells() if cell is not None and a in there.form.addresses}
    tables = there.replace_cells(new).tables
    sections = {**there.sections, **{s: text for s, text in more.sections.items() if text.strip()}}
    given = {s for s, text in more.sections.items() if text.strip()}
    headings = (*(h for h in there.headings if h.section not in given), *more.headings)
    both = there.model_copy(
        update={
            "tables": tables,
            "sections": sections,
            "headings": headings,
            "title": there.title or more.title,
            "unit": there.unit or more.unit,
            "year": there.year or more.year,
        }
    )
    return both.model_copy(update={"problems": _problems(there, more, set(new), both)})


def _problems(there: Report, more: Report, new: set[str], both: Report) -> tuple[Problem, ...]:
    """What is still so: of what was said before, that which is not about the cells that came now."""
    old = [p for one in there.problems if (p := without(one, new)) is not None]
    missing = [table.name for table in both.form.tables if not both.has_table(table.id)]
    kept = []
    for problem in dict.fromkeys((*old, *more.problems)):
        if problem.code in _NO_TABLES:
            # Said of one paste; whether it is so is seen from both.
            if not any(name in problem.message for name in missing):
                continue
        elif (problem.code == "READ-UNIT" and both.unit) or (
            problem.code == "READ-YEAR" and both.year and problem.severity == "info"
        ):
            continue
        kept.append(problem)
    return tuple(kept)


def without(problem: Problem, cells: set[str]) -> Problem | None:
    """A problem without some cells; `None` when it was about nothing else."""
    left = tuple(a for a in problem.where if a not in cells)
    if left == problem.where:
        return problem
    return problem.model_copy(update={"where": left}) if left else None


def _about_year(workspace: Workspace, report: Report, as_previous: bool) -> str:
    """What is odd about the year of what was given; it stays where it was put."""
    this = report_of(workspace)
    year = this.year if this else int(workspace.year) if workspace.year else None
    if report.year is None or year is None:
        return ""
    if as_previous and report.year != year - 1:
        return f"请注意：它是{report.year}年的，正在做的是{year}年的报告，不是上一年。"
    if not as_previous and report.year == year - 1:
        return (
            f"请注意：它是{report.year}年的，比正在做的{year}年早一年；如果是上年的报告，"
            "请先撤销，再把它放到“上年报告”里。"
        )
    if not as_previous and report.year != year:
        return f"请注意：它是{report.year}年的，原来的是{year}年的；放错了可以撤销。"
    return ""


def _about_own(workspace: Workspace, report: Report) -> str:
    """Unit and year that staff typed stay, also where the new reading says something else."""
    odd = []
    if workspace.unit and report.unit and report.unit != workspace.unit:
        odd.append(f"单位仍用您填的“{short(workspace.unit)}”（读到的是“{short(report.unit)}”）")
    if workspace.year and report.year and str(report.year) != workspace.year:
        odd.append(f"年度仍用您填的{workspace.year}年（读到的是{report.year}年）")
    return f"{'；'.join(odd)}。" if odd else ""


# --- the sample -----------------------------------------------------------------------------------------------------


def sample() -> Workspace:
    """The report that comes with the program, with last year's and some notes. `InputError` when it is not there."""
    from assistant.resources import corpus  # noqa: PLC0415 - only the sample needs the corpus

    found = sorted((corpus() / "reports").glob("示例市自然资源和规划局-20[0-9][0-9].md"))
    if len(found) < 2:
        raise InputError("没有找到示例报告。", "安装可能不完整，请重新安装；粘贴和上传不受影响。")
    before, now = (
        Reading(origin=f"示例{path.stem[-4:]}年报告", report=assistant.read_report(path))
        for path in found[-2:]
    )
    return Workspace(now=now, before=before, notes=SAMPLE_NOTES)
