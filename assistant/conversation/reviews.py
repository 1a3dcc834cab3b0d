"""The three reviews of a report on the bench, and what an older version of it held: steps beside those of the bench."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from difflib import SequenceMatcher
from functools import lru_cache
from pathlib import Path
from typing import Final

from assistant.accounts.people import may
from assistant.conversation.bench import Bench
from assistant.conversation.steps.derived import Derived
from assistant.conversation.whose import kept_under
from assistant.conversation.workspace import Workspace, load
from assistant.core.report import Report
from assistant.errors import InputError
from assistant.reviewing.changes import Changes, changes
from assistant.reviewing.judging import Judged, Said, apply_verdicts
from assistant.reviewing.wording import deed
from assistant.reviewing.workflow import (
    NAMES,
    NEEDS_CLEAN,
    ORDER,
    as_seen,
    passed,
    same_person,
    sent_back,
    submitted,
)
from assistant.storage.database import configured
from assistant.storage.reviews import OvertakenError, Review, Reviews, Stage, Step
from assistant.storage.works import Version

_MOST_LINES: Final = 2_000
"""Lines of notes whose order is compared."""


def _reviews() -> Reviews:
    """The reviews by the settings, opened once: each time anew would cost more than what is asked of them."""
    return _reviews_at(configured())


@lru_cache(maxsize=8)
def _reviews_at(where: str | Path) -> Reviews:
    return Reviews(where)


# --- where the report stands --------------------------------------------------------------------------------------


def review_of(bench: Bench) -> Review | None:
    """The review of the report on the bench; `None` before the first step, or while unit or year are not known."""
    report = bench.product
    if report is None or not (report.unit or "").strip() or not report.year:
        return None
    return _reviews().find(*_key(bench, report))


def since_then(bench: Bench, review: Review) -> Changes:
    """What was changed in the report since its last step."""
    report = bench.product
    return changes(review.report, report) if report is not None else Changes()


def next_stage(review: Review | None) -> Stage | None:
    """Where the next step forward leads; `None` when there is none."""
    stage = review.stage if review else Stage.DRAFT
    return None if stage is Stage.DONE else ORDER[ORDER.index(stage) + 1]


def back_to(review: Review) -> tuple[Stage, ...]:
    """Where the report may be sent back to: the stage before, and 起草."""
    at = ORDER.index(review.stage)
    return tuple(dict.fromkeys((ORDER[at - 1], Stage.DRAFT))) if at else ()


def may_submit(bench: Bench) -> bool:
    """Whether this person may hand the report in: who may write it."""
    return may(bench.person, "edit", bench.owner)


def may_review(bench: Bench) -> bool:
    """Whether this person may pass the report on or send it back."""
    return may(bench.person, "review", bench.owner)


def _key(bench: Bench, report: Report) -> tuple[str, int]:
    """Under which name and year the review is kept. `InputError` when the report does not say whose it is, or of when."""
    lacking = [
        word for word, there in (("单位", (report.unit or "").strip()), ("年度", report.year)) if not there
    ]
    if lacking or report.unit is None or report.year is None:
        raise InputError(f"还没有填{'和'.join(lacking)}，不能送审。", "请在页面上方填好，再提交。")
    return kept_under(report.unit, bench.owner), report.year


# --- steps --------------------------------------------------------------------------------------------------------


def submit_review(bench: Bench, comment: str = "", name: str = "", version: int | None = None) -> str:
    """Hand the report in for 初审, as it stands on the bench."""
    if not may_submit(bench):
        raise InputError("您的角色不能提交送审。", "请由起草人提交。")
    report = _product(bench)
    key = _key(bench, report)
    reviews = _reviews()
    review = _seen(reviews.find(*key), version)
    if review and review.stage is not Stage.DRAFT:
        where = "已经办结" if review.stage is Stage.DONE else f"正在{NAMES[review.stage]}"
        raise InputError(f"这份年报{where}，不能再次提交。", "要改请先由审核人退回起草。")
    step = submitted(review, report, _said(bench, comment, name), open_errors(bench))
    return _taken(reviews, key, review, step)


def pass_review(
    bench: Bench, comment: str = "", name: str = "", *, anyway: bool = False, version: int | None = None
) -> str:
    """Pass the report on to the next stage, as it stands on the bench; `anyway`: with errors open, too."""
    reviews, key, review = _under_review(bench, version)
    after, errors = next_stage(review), open_errors(bench)
    if after is None:
        raise InputError("这份年报已经办结，没有下一步了。", "要改请退回起草。")
    if errors and after in NEEDS_CLEAN and not anyway:
        raise InputError(
            f"还有{errors}处错误没有处理，没有转到{NAMES[after]}。",
            "请在“体检”里改正，或者写明理由驳回；确实要照转，请勾选“有错误也照转”。",
        )
    step = passed(review, _said(bench, comment, name), _product(bench), errors, anyway=anyway)
    return _taken(reviews, key, review, step)


def send_back(bench: Bench, to: Stage, comment: str, name: str = "", version: int | None = None) -> str:
    """Send the report back to the stage before, or to 起草, for a reason."""
    reviews, key, review = _under_review(bench, version)
    if not comment.strip():
        raise InputError("退回要写明原因。", "请在意见里写一句要改什么。")
    step = sent_back(review, to, _said(bench, comment, name))
    return _taken(reviews, key, review, step)


def open_errors(bench: Bench) -> int:
    """How many errors stand open."""
    return sum(one.is_open_error for one in bench.findings)


def review_with_findings(bench: Bench) -> tuple[Review, list[Judged]]:
    """The review as it is shown and printed, and the findings on the report of its last step. `InputError` without one."""
    import assistant

    review = review_of(bench)
    if review is None:
        raise InputError("这份年报还没有送审，没有审核单。", "请先在“导出”里提交送审。")
    shown = review.model_copy(update={"unit": review.report.unit or review.unit})
    if review.report == bench.product:
        return shown, list(bench.findings)
    findings = assistant.check_report(review.report, previous=bench.previous)
    verdicts = sorted((v for one in bench.findings for v in one.history), key=lambda v: v.time)
    return shown, apply_verdicts(findings, verdicts, review.report, bench.previous)


def _product(bench: Bench) -> Report:
    report = bench.product
    if report is None:
        raise InputError("还没有可以送审的内容。", "请先粘贴表格或上传文件。")
    return report


def _under_review(bench: Bench, version: int | None) -> tuple[Reviews, tuple[str, int], Review]:
    if not may_review(bench):
        raise InputError("您的角色不能审核。", "请由审核人通过或退回。")
    key = _key(bench, _product(bench))
    reviews = _reviews()
    review = _seen(reviews.find(*key), version)
    if review is None or review.stage is Stage.DRAFT:
        raise InputError("这份年报还在起草，没有送审。", "请先由起草人提交。")
    return reviews, key, review


def _seen(review: Review | None, version: int | None) -> Review | None:
    """The review as the page showed it; a version that never was counts as none given."""
    known = review is not None and version is not None and 0 < version <= review.version
    return as_seen(review, version) if known else review


def _said(bench: Bench, comment: str, name: str) -> Said:
    """Who signed in signs with their own name; at this machine alone one says who one is."""
    by = name.strip() if bench.person.local else bench.person.name
    if not by:
        raise InputError("没有写姓名。", "审核单上要有姓名，请在“姓名”里填上。")
    return Said(by=by, time=datetime.now(UTC), comment=comment)


def _taken(reviews: Reviews, key: tuple[str, int], review: Review | None, step: Step) -> str:
    try:
        after = reviews.add(*key, step, review.version if review else 0)
    except OvertakenError as error:
        advice = "您的意见和当时的报告已经留存（记为未生效）。请看看现在走到哪一步，再重新办理。"
        raise InputError(error.what, advice) from error
    line = f"已记下：{step.by} {deed(step)}，现在{NAMES[after.stage]}。"
    warning = same_person(review, step)
    return f"{line}提醒：{warning}" if warning else line


# --- older versions -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class VersionLook:
    """An older version beside what is on the bench now: what went and what came since.

    `gone` and `come` are lines of the notes; `also` says in Chinese what else differs.
    """

    version: Version
    changes: Changes
    gone: tuple[str, ...]
    come: tuple[str, ...]
    also: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.changes or self.gone or self.come or self.also)


def look_at(bench: Bench, number: int) -> VersionLook:
    """What was changed between a version and now. `InputError` when there is no such version of this report."""
    version = bench.at(number)
    then, now = load(version.state), bench.workspace
    before, after = Derived(then).product, bench.product
    gone, come = _lines(then.notes.splitlines(), now.notes.splitlines())
    also = list(_also(then, now))
    if before is None and after is not None:
        also.insert(0, "那时还没有今年的报告。")
    if after is None and before is not None:
        also.insert(0, "现在没有今年的报告。")
    differing = changes(before, after) if before is not None and after is not None else Changes()
    return VersionLook(version.model_copy(update={"state": ""}), differing, gone, come, tuple(also))


def _also(then: Workspace, now: Workspace) -> list[str]:
    said = []
    for name, old, new in (("单位", then.unit, now.unit), ("年度", then.year, now.year)):
        if old != new:
            said.append(f"{name}：那时填的是“{old or '（没有填）'}”，现在是“{new or '（没有填）'}”。")
    if (then.before is None) != (now.before is None):
        said.append("那时还没有上年报告。" if then.before is None else "那时有上年报告，现在没有。")
    elif then.before is not None and now.before is not None and then.before.report != now.before.report:
        said.append("上年报告不一样。")
    if (then.draft is None) != (now.draft is None):
        said.append("那时还没有初稿。" if then.draft is None else "那时有初稿，现在没有。")
    if then.text != now.text:
        words = {"draft": "初稿", "original": "报告原来的正文"}
        said.append(f"那时用的是{words[then.text]}，现在用的是{words[now.text]}。")
    return said


def _lines(old: Sequence[str], new: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if max(len(old), len(new)) > _MOST_LINES:
        return tuple(sorted(set(old) - set(new))), tuple(sorted(set(new) - set(old)))
    gone: list[str] = []
    come: list[str] = []
    for what, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what != "equal":
            gone += old[i:j]
            come += new[k:m]
    return tuple(line for line in gone if line.strip()), tuple(line for line in come if line.strip())
