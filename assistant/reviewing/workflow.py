"""The three reviews: 起草, 初审, 复审, 终审, 办结. One step forward at a time; back by one, or to 起草. Pure.

A stage names the one whose turn it is: a report at 初审 waits for the first reviewer.
"""

from __future__ import annotations

from typing import Final, overload

from assistant.core.report import Report
from assistant.errors import InputError
from assistant.reviewing.changes import Changes, changes
from assistant.reviewing.judging import Said
from assistant.storage.reviews import Action, Review, Stage, Step

ORDER: Final = tuple(Stage)
NAMES: Final = {
    Stage.DRAFT: "起草",
    Stage.FIRST: "初审",
    Stage.SECOND: "复审",
    Stage.FINAL: "终审",
    Stage.DONE: "办结",
}
NEEDS_CLEAN: Final = frozenset({Stage.FINAL, Stage.DONE})
"""Stages that a report with open errors reaches only on somebody's word."""


def stage_named(name: str) -> Stage:
    """The stage of a Chinese name. `InputError` when there is none."""
    for stage, known in NAMES.items():
        if name.strip() == known:
            return stage
    raise InputError(f"没有“{name[:20]}”这个环节。", f"可以写{'、'.join(list(NAMES.values())[:-1])}。")


@overload
def as_seen(review: Review, version: int | None) -> Review: ...


@overload
def as_seen(review: Review | None, version: int | None) -> Review | None: ...


def as_seen(review: Review | None, version: int | None) -> Review | None:
    """The review as it was at a version, where one is given: what somebody acts on who has not seen the rest.

    `InputError` when there is no such version.
    """
    now = review.version if review else 0
    if version is None or version == now:
        return review
    if review is None or not 0 < version < now:
        raise InputError(f"没有第 {version} 版，现在是第 {now} 版。", "请先用 review show 看一看。")
    steps = review.counted[:version]
    return review.model_copy(update={"stage": steps[-1].stage, "version": version, "steps": steps})


def submitted(review: Review | None, report: Report, said: Said, open_errors: int | None = None) -> Step:
    """The step from 起草 to 初审. `InputError` when the report is not at 起草."""
    stage = review.stage if review else Stage.DRAFT
    if review and stage is Stage.DONE:
        raise InputError(f"这份年报已经办结（{review.name}）。", "要改请先用 review back --to 起草 退回。")
    if review and stage is not Stage.DRAFT:
        advice = "要换一份，请先用 review back --to 起草 退回，或者由审核人用 review pass --report 带上改过的文件。"
        raise InputError(f"这份年报正在{NAMES[stage]}，不能再次提交。", advice)
    return _step("submit", stage, Stage.FIRST, report, said, open_errors)


def passed(
    review: Review, said: Said, report: Report | None = None, open_errors: int = 0, *, anyway: bool = False
) -> Step:
    """The step to the next stage, with the report as it is or as the reviewer changed it.

    `InputError` when the report has not been submitted or is done, and, unless `anyway`, when errors stand open on
    the way to 终审 or 办结.
    """
    stage = review.stage
    if stage is Stage.DRAFT:
        raise InputError("这份年报还在起草，没有送审。", "请先用 review submit 提交。")
    if stage is Stage.DONE:
        raise InputError("这份年报已经办结，没有下一步了。", "要改请先用 review back --to 起草 退回。")
    after = ORDER[ORDER.index(stage) + 1]
    if open_errors and after in NEEDS_CLEAN and not anyway:
        raise InputError(
            f"还有 {open_errors} 处错误没有处理，没有转到{NAMES[after]}。",
            "请改正，或者用 verdict --dismiss 写明理由驳回；确实要照转，请加上 --anyway。",
        )
    return _step("pass", stage, after, report or review.report, said, open_errors)


def sent_back(review: Review, to: Stage, said: Said) -> Step:
    """The step back by one stage, or to 起草. `InputError` when it goes elsewhere or no reason is given."""
    stage = review.stage
    at = ORDER.index(stage)
    if at == 0:
        raise InputError("这份年报就在起草，不能再退回了。", "改好后请用 review submit 提交。")
    allowed = dict.fromkeys((ORDER[at - 1], Stage.DRAFT))
    if to not in allowed:
        names = "或".join(NAMES[one] for one in allowed)
        raise InputError(f"{NAMES[stage]}不能退回到{NAMES[to]}。", f"只能退回{names}。")
    step = _step("back", stage, to, review.report, said, None)
    if not step.comment:
        raise InputError("退回要写明原因。", "请用 --comment 写一句要改什么。")
    return step


def _step(
    action: Action, origin: Stage, stage: Stage, report: Report, said: Said, open_errors: int | None
) -> Step:
    return Step(
        action=action, origin=origin, stage=stage, by=said.by, time=said.time, comment=said.comment,
        open_errors=open_errors, report=report,
    )  # fmt: skip


def same_person(review: Review | None, step: Step) -> str:
    """A warning when two steps forward that follow each other are one person's; empty when not."""
    last = review.counted[-1] if review and review.counted else None
    if last is None or "back" in (step.action, last.action) or last.by != step.by:
        return ""
    return (
        f"{NAMES[last.origin]}和{NAMES[step.origin]}都是{step.by}。"
        "人手够时请由不同的人审核；确实只有一人，请在意见里说明。"
    )


def step_changes(review: Review) -> list[Changes]:
    """For each step, what it changed against the report that its author had seen; of the first one nothing."""
    counted = review.counted
    return [
        changes(counted[step.seen - 1].report, step.report) if step.seen else Changes()
        for step in review.steps
    ]
