"""The three reviews as HTML: where the report stands, what can be done now, and every step with what it changed."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.conversation.bench import Bench
from assistant.conversation.reviews import (
    back_to,
    may_review,
    may_submit,
    next_stage,
    open_errors,
    review_of,
    since_then,
)
from assistant.errors import InputError
from assistant.reviewing.changes import Changes
from assistant.reviewing.wording import deed, moment
from assistant.reviewing.workflow import NAMES, NEEDS_CLEAN, ORDER, step_changes
from assistant.storage.reviews import Review, Stage, Step
from assistant.web.markup import shown as _text
from assistant.web.parts.differences import differences


def panel(bench: Bench) -> str:
    """Everything about the reviews of the report on the bench; empty when there is no report."""
    return f'<section class="nb-review" id="take-review"><h3>三审</h3>{"".join(_parts(bench))}</section>'


def _parts(bench: Bench) -> Iterator[str]:
    report = bench.product
    if report is None or not (report.unit or "").strip() or not report.year:
        yield '<p class="nb-note">填好单位和年度以后，可以在这里提交初审、复审、终审。</p>'
        return
    try:
        review = review_of(bench)
    except InputError as error:  # a name too long to be kept under
        yield f'<p class="nb-refusal" role="alert"><strong>{_text(error.what)}</strong> {_text(error.advice)}</p>'
        return
    stage = review.stage if review else Stage.DRAFT
    yield _path(stage)
    yield _now(bench, review, stage)
    if review is not None:
        yield (
            f'<p><a class="nb-file" href="take/{_text(bench.work_id)}/review.docx">下载审核单（.docx）</a> '
            '<span class="nb-note">各步的姓名、时间、意见、改动，待处理的问题，签字栏。</span></p>'
        )
        yield _steps(review)


def _path(stage: Stage) -> str:
    """All stages in a row, the one it is at marked by word and sign."""
    at = ORDER.index(stage)
    items = "".join(_stop(NAMES[one], n - at) for n, one in enumerate(ORDER))
    return f'<ol class="nb-path" aria-label="走到哪一步">{items}</ol>'


def _stop(name: str, ahead: int) -> str:
    if ahead == 0:
        return f'<li class="nb-at" aria-current="step"><b aria-hidden="true">●</b> {name}</li>'
    kind, sign = ("nb-ahead", "○") if ahead > 0 else ("nb-past", "✓")
    return f'<li class="{kind}"><b aria-hidden="true">{sign}</b> {name}</li>'


# --- what can be done now -----------------------------------------------------------------------------------------


def _now(bench: Bench, review: Review | None, stage: Stage) -> str:
    errors = open_errors(bench)
    warning = f"<p>这一稿还有<strong>{errors}处错误</strong>没有处理。</p>" if errors else ""
    version = review.version if review else 0
    if stage is Stage.DRAFT:
        last = review.counted[-1] if review else None
        said = ""
        if last is not None:
            said = f"<p>{_text(last.by)}在{moment(last.time)}退回：{_text(last.comment)}</p>"
        if not may_submit(bench):
            return f'{said}<p class="nb-note">正在起草，由起草人提交。</p>'
        label = "再次提交初审" if review else "提交初审"
        return _form(
            bench,
            version,
            said + warning,
            f'<button type="button" class="nb-main" {_act("take.submit", version)}>{label}</button>',
        )
    changed = _pending(bench, review) if review else ""
    waits = f"<p>正在等{NAMES[stage]}。</p>" if stage is not Stage.DONE else "<p>三审已经办结。</p>"
    if review is None or not may_review(bench):
        return f'{waits}{changed}<p class="nb-note">由审核人通过或退回。</p>'
    return _form(bench, version, waits + changed + warning, _decisions(review, version, errors))


def _decisions(review: Review, version: int, errors: int) -> str:
    after = next_stage(review)
    out = ""
    if after is not None:
        if errors and after in NEEDS_CLEAN:
            out += f'<label class="nb-check"><input type="checkbox" id="review-anyway-{version}" name="anyway" value="1"> 有错误也照转（会记在审核单上）</label>'
        name = "办结" if after is Stage.DONE else f"转{NAMES[after]}"
        out += f'<button type="button" class="nb-main" {_act("take.pass", version)}>通过，{name}</button>'
    for stage in back_to(review):
        out += f'<button type="button" {_act("take.back", version)} data-to="{NAMES[stage]}">退回{NAMES[stage]}</button>'
    return out


def _act(name: str, version: int) -> str:
    return f'data-act="{name}" data-version="{version}" data-fields="review-say-{version}"'


def _form(bench: Bench, version: int, head: str, buttons: str) -> str:
    """The fields carry the version in their ids: what was typed stays while one is at a step, and goes with it."""
    name = (
        f'<label for="review-name-{version}">姓名</label><input id="review-name-{version}" name="name" maxlength="50" autocomplete="name">'
        if bench.person.local
        else f'<p class="nb-note">署名：{_text(bench.person.name)}</p>'
    )
    return (
        f'{head}<div class="nb-opinion" id="review-say-{version}">{name}<label for="review-comment-{version}">意见（退回要写明原因）</label>'
        f'<textarea id="review-comment-{version}" name="comment" rows="3" maxlength="2000"></textarea><div class="nb-buttons">{buttons}</div></div>'
    )


def _pending(bench: Bench, review: Review) -> str:
    """What was changed since the last step: whoever passes it on passes this on as well."""
    found = since_then(bench, review)
    if not found:
        return '<p class="nb-note">上一步以后没有改动。</p>'
    return (
        '<details class="nb-pending" id="review-pending"><summary>上一步以后又有改动，通过的是改动后的这一稿：'
        f"{_sizes(found)}</summary>{differences(found)}</details>"
    )


# --- the steps ----------------------------------------------------------------------------------------------------


def _steps(review: Review) -> str:
    pairs = list(enumerate(zip(review.steps, step_changes(review), strict=True), 1))
    items = "".join(
        _step(number, step, found, first=number == 1) for number, (step, found) in reversed(pairs)
    )
    return f'<h4>经过</h4><ol class="nb-steps">{items}</ol>'


def _step(number: int, step: Step, found: Changes, *, first: bool) -> str:
    late = ' <span class="nb-tag">未生效：别人先办了</span>' if not step.counts else ""
    comment = f"<p>意见：{_text(step.comment)}</p>" if step.comment else ""
    errors = f'<p class="nb-note">当时有{step.open_errors}处错误没有处理。</p>' if step.open_errors else ""
    if first:
        told = '<p class="nb-note">首次提交。</p>'
    elif found:
        told = f'<details id="step-{number}"><summary>改动：{_sizes(found)}</summary>{differences(found)}</details>'
    else:
        told = '<p class="nb-note">没有改动。</p>'
    return (
        f"<li><p><strong>{_text(step.by)}</strong> {_text(deed(step))} "
        f'<time datetime="{step.time.isoformat()}">{moment(step.time)}</time>{late}</p>{comment}{errors}{told}</li>'
    )


def _sizes(found: Changes) -> str:
    parts = [
        (f"{len(found.cells)}格", found.cells),
        (f"删去{len(found.removed)}句", found.removed),
        (f"增加{len(found.added)}句", found.added),
    ]
    return "，".join(text for text, there in parts if there)
