"""The commands about verdicts and the three reviews: ``verdict``, and ``review`` with its steps."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from assistant.cli.failures import DONE
from assistant.cli.streams import result, result_json, tell
from assistant.cli.usage import Command, Group
from assistant.cli.verdicts import VERDICT, AsJson, By, Comment, Previous, Source, Unit, Year, named, verdict
from assistant.errors import InputError

if TYPE_CHECKING:
    from assistant.core.report import Report
    from assistant.reviewing.judging import Judged, Said
    from assistant.storage.reviews import Review, Reviews, Step

_REVIEW: Final = "三审：提交、通过、退回，查看每一步的意见和改动，打印审核单。"
_HAND_IN: Final = """把起草好的年报提交初审；退回修改后也用它再次提交。
每一步都留存当时的整篇年报。"""
_ONWARD: Final = """通过当前的一审，转到下一步：初审、复审、终审、办结。审核人改过的，用 --report 带上改过的文件。
还有错误没有处理时，转终审和办结要加 --anyway。"""
_BACK: Final = "退回上一步，或者退回起草，要写明原因。"
_SHOW: Final = "查看一份年报的审核：走到哪一步，每一步谁办的、什么意见、改了什么。"
_LIST: Final = "列出正在审核和已经办结的年报。"
_SHEET: Final = "生成审核单（Word）：各步的姓名、时间、意见、改动，待处理的问题，签字栏。"
_EXPORT: Final = "把某一步留存的年报取出来，写成文件。"

_SHEET_FILES: Final = (".docx",)
_REPORT_FILES: Final = (".docx", ".html", ".xlsx", ".md")

Which = Annotated[str, typer.Argument(metavar="单位/年度", help="哪一份年报，如 示例县人民政府/2025")]
Version = Annotated[
    int | None,
    typer.Option(
        "--version", metavar="版次", help="您看到的是第几版（见 review show）；别人先办了就会告诉您"
    ),
]


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command("verdict", cls=Command, help=VERDICT)(verdict)
    review = typer.Typer(cls=Group, add_completion=False, rich_markup_mode=None, no_args_is_help=True)
    review.command("submit", cls=Command, help=_HAND_IN)(submit)
    review.command("pass", cls=Command, help=_ONWARD)(pass_on)
    review.command("back", cls=Command, help=_BACK)(back)
    review.command("show", cls=Command, help=_SHOW)(show)
    review.command("list", cls=Command, help=_LIST)(list_all)
    review.command("sheet", cls=Command, help=_SHEET)(sheet)
    review.command("export", cls=Command, help=_EXPORT)(export)
    app.add_typer(review, name="review", help=_REVIEW)


def submit(
    source: Source,
    by: By = "",
    comment: Comment = "",
    previous: Previous = None,
    unit: Unit = None,
    year: Year = None,
    version: Version = None,
) -> int:
    """Hand a report in for the first review."""
    from assistant.cli.sources import read_previous, read_source, refuse_two_readers
    from assistant.reviewing.judging import owner
    from assistant.reviewing.workflow import as_seen, submitted
    from assistant.storage.reviews import Reviews

    refuse_two_readers(source, previous)
    report = named(read_source(source), unit, year)
    name, of_year = owner(report)
    last = read_previous(previous)
    reviews = Reviews.configured()
    review = as_seen(reviews.find(name, of_year), version)
    errors = _open_errors(report, last)
    step = submitted(review, report, _said(by, comment), errors)
    if errors:
        tell(f"提醒：提交的年报还有 {errors} 处错误没有处理。")
    return _take(reviews, (name, of_year), review, step)


def pass_on(
    which: Which,
    by: By = "",
    comment: Comment = "",
    changed: Annotated[
        Path | None, typer.Option("--report", metavar="文件", help="审核人改过的年报；不写就是原样通过")
    ] = None,
    previous: Previous = None,
    anyway: Annotated[bool, typer.Option("--anyway", help="还有错误没有处理也照样通过")] = False,
    version: Version = None,
) -> int:
    """Pass a report on to the next stage."""
    from assistant.cli.sources import read_previous, refuse_two_readers
    from assistant.reviewing.workflow import as_seen, passed
    from assistant.storage.reviews import Reviews

    refuse_two_readers(changed, previous)
    reviews = Reviews.configured()
    review = as_seen(_found(reviews, which), version)
    report = review.report if changed is None else _changed(changed, review)
    errors = _open_errors(report, read_previous(previous))
    step = passed(review, _said(by, comment), report, errors, anyway=anyway)
    if errors:
        tell(f"提醒：这份年报还有 {errors} 处错误没有处理。")
    return _take(reviews, (review.unit, review.year), review, step)


def back(
    which: Which,
    to: Annotated[str, typer.Option("--to", metavar="环节", help="退回到哪里：上一步的环节，或者起草")] = "",
    by: By = "",
    comment: Comment = "",
    version: Version = None,
) -> int:
    """Send a report back."""
    from assistant.reviewing.workflow import as_seen, sent_back, stage_named
    from assistant.storage.reviews import Reviews

    if not to:
        raise InputError("没有说退回到哪里。", "请用 --to 写上环节，如 --to 起草。")
    stage = stage_named(to)
    reviews = Reviews.configured()
    review = as_seen(_found(reviews, which), version)
    step = sent_back(review, stage, _said(by, comment))
    return _take(reviews, (review.unit, review.year), review, step)


def show(
    which: Which,
    show_all: Annotated[bool, typer.Option("--all", help="改动全部列出，不只列前几处")] = False,
    as_json: AsJson = False,
) -> int:
    """Show one review, step by step."""
    from assistant.cli.show_reviews import as_data, page
    from assistant.storage.reviews import Reviews

    reviews = Reviews.configured()
    review = _found(reviews, which)
    if as_json:
        result_json(as_data(review))
    else:
        result(page(review, show_all=show_all))
    return DONE


def list_all(as_json: AsJson = False) -> int:
    """Show where every report stands."""
    from assistant.cli.show_reviews import listing
    from assistant.storage.reviews import Reviews

    reviews = Reviews.configured()
    standings = reviews.standings()
    for notice in reviews.notices:
        tell(notice)
    if as_json:
        result_json([one.model_dump(mode="json") for one in standings])
    elif standings:
        result(listing(standings))
    else:
        tell("还没有送审的年报。用 review submit 提交。")
    return DONE


def sheet(
    which: Which,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="文件", help="写到哪里：.docx 文件")],
    previous: Previous = None,
) -> int:
    """Write the sheet that is signed."""
    from assistant.cli.outputs import check_output
    from assistant.cli.sources import read_previous
    from assistant.export import save
    from assistant.reviewing.sheet import review_sheet
    from assistant.storage.reviews import Reviews

    check_output(output, _SHEET_FILES, previous)
    review = _found(Reviews.configured(), which)
    save(output, review_sheet(review, _judged(review.report, read_previous(previous))))
    tell(f"已写入“{output}”。")
    return DONE


def export(
    which: Which,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="文件", help="写到哪里：.docx、.html、.xlsx 或 .md 文件")
    ],
    step: Annotated[
        int | None, typer.Option("--step", metavar="步数", help="第几步的，见 review show；不写就是现在的")
    ] = None,
) -> int:
    """Write the report as it was at a step."""
    from assistant import export_report
    from assistant.cli.outputs import check_output
    from assistant.storage.reviews import Reviews

    check_output(output, _REPORT_FILES)
    review = _found(Reviews.configured(), which)
    if step is not None and not 1 <= step <= len(review.steps):
        raise InputError(f"没有第 {step} 步，一共 {len(review.steps)} 步。", "请先用 review show 看一看。")
    export_report(review.report if step is None else review.steps[step - 1].report, output)
    tell(f"已写入“{output}”。")
    return DONE


# --- what the commands share --------------------------------------------------------------------------------------


def _said(by: str, comment: str) -> Said:
    from assistant.reviewing.judging import Said

    return Said(by=by, time=datetime.now(UTC), comment=comment)


def _found(reviews: Reviews, which: str) -> Review:
    """The review that ``单位/年度`` names. `InputError` when that is no name, or there is none."""
    unit, slash, year = which.replace("／", "/").rpartition("/")
    digits = year.strip().removesuffix("年").strip()
    if not (slash and unit.strip() and digits.isascii() and digits.isdigit() and len(digits) == 4):
        raise InputError(f"“{which[:60]}”看不出是哪一份年报。", "请写成 单位/年度，如 示例县人民政府/2025。")
    review = reviews.find(unit, int(digits))
    for notice in reviews.notices:
        tell(notice)
    if review is None:
        raise InputError(
            f"“{unit.strip()[:60]}/{digits}”没有送审的记录。",
            "请用 review list 看看有哪些，或用 review submit 提交。",
        )
    return review


def _changed(path: Path, review: Review) -> Report:
    """The report that a reviewer changed. `InputError` when it is another unit's or another year's."""
    from assistant.cli.sources import read_source
    from assistant.storage.words import unit_name

    report = read_source(path)
    unit = unit_name(report.unit) if (report.unit or "").strip() else review.unit
    year = report.year or review.year
    if (unit, year) != (review.unit, review.year):
        raise InputError(f"带上的年报是“{unit}/{year}”，不是“{review.name}”。", "请确认选对了文件。")
    return report.model_copy(update={"unit": report.unit or review.unit, "year": year})


def _judged(report: Report, last: Report | None) -> list[Judged]:
    from assistant import check_report
    from assistant.cli.judged import judge

    return judge(check_report(report, previous=last), report, last)


def _open_errors(report: Report, last: Report | None) -> int:
    return sum(one.is_open_error for one in _judged(report, last))


def _take(reviews: Reviews, owner: tuple[str, int], review: Review | None, step: Step) -> int:
    """Take a step from the version that the user saw."""
    from assistant.reviewing.wording import deed
    from assistant.reviewing.workflow import NAMES, same_person

    after = reviews.add(*owner, step, review.version if review else 0)
    for notice in reviews.notices:
        tell(notice)
    if warning := same_person(review, step):
        tell(f"提醒：{warning}")
    tell(f"已记下：{step.by} {deed(step)}。{after.name} 现在{NAMES[after.stage]}，第 {after.version} 版。")
    return DONE
