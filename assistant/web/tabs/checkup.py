"""The tab 体检: what the reader stumbled over and what the checks found, and what people said about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Literal

from assistant.accounts.people import may
from assistant.conversation.bench import Bench
from assistant.conversation.chat import replies
from assistant.core.families import FAMILIES, OTHER, family
from assistant.core.report import Problem, Report
from assistant.errors import InputError
from assistant.reviewing.judging import STATES, Judged, State
from assistant.web.actions import Action, Data
from assistant.web.markup import shown
from assistant.web.parts.findings import READING, Context, finding_item, own_text, problem_item
from assistant.web.texts import SEVERITIES

TITLE: Final = "体检"
MOST_SHOWN: Final = 200
"""Findings of a severity that are listed at once."""
_NOTHING: Final = "还没有可以体检的内容。先在“表格”里粘贴或上传，也可以点“用示例试一试”。"
_ALL: Final = "全部"
NO_FINDINGS: Final = (
    "核对了表格、正文和跨年衔接（给出上年报告时），没有发现问题；表格里没有的数（如网站信息条数）请人工核对。"
)


def render(bench: Bench, seen: Mapping[str, str]) -> str:
    """The tab's HTML. `seen`: ``checkfamily`` and ``checkstate`` narrow the list."""
    return "".join(_parts(bench, seen))


def badge(bench: Bench) -> str:
    """How many errors stand open, or how many warnings where there is no error."""
    problems = bench.product.problems if bench.product else ()
    for severity in ("error", "warning"):
        count = sum(j.is_open and j.finding.severity == severity for j in bench.findings)
        count += sum(problem.severity == severity for problem in problems)
        if count:
            return f"{count}处{SEVERITIES[severity][0]}"
    return ""


def _parts(bench: Bench, seen: Mapping[str, str]) -> Iterator[str]:
    report = bench.product
    if report is None:
        yield f'<p class="nb-empty">{_NOTHING}</p>'
        return
    context = context_of(bench, report)
    still = [j for j in bench.findings if j.is_open]
    settled = [j for j in bench.findings if not j.is_open]
    yield _counts(report.problems, still)
    yield from _not_checked(report, bench.previous)
    yield _filters(report.problems, still, seen)
    problems, left = _narrowed(report.problems, still, seen)
    if (still or report.problems) and not (left or problems):
        yield '<p class="nb-empty">这样筛选没有要看的。<button type="button" data-act="see" data-checkfamily="" data-checkstate="">看全部</button></p>'
    for severity in SEVERITIES:
        yield _group(severity, problems, left, context)
    yield from _settled(settled, context)
    if context.draft is None:
        yield own_text(bench.findings, context)


def context_of(bench: Bench, report: Report) -> Context:
    """What findings of this bench are about, and what this person may do about them."""
    draft = bench.draft if bench.workspace.text == "draft" else None
    return Context(
        report=report,
        previous=bench.previous,
        draft=draft,
        may_judge=may(bench.person, "judge", bench.owner),
        may_edit=may(bench.person, "edit", bench.owner),
        numbers={judged.finding.fingerprint: n for n, judged in enumerate(replies.numbered(bench), 1)},
    )


# --- head ---------------------------------------------------------------------------------------------------------


def _counts(problems: Sequence[Problem], still: Sequence[Judged]) -> str:
    found: Counter[str] = Counter([*(p.severity for p in problems), *(j.finding.severity for j in still)])
    if not found:
        return f'<p class="nb-good"><b aria-hidden="true">✓</b> {NO_FINDINGS}</p>'
    pills = "".join(
        f'<a href="#" data-goto="tab:checkup#check-{severity}" class="nb-count nb-{severity}">'
        f'<b aria-hidden="true">{symbol}</b> {name}{found[severity]}处（{advice}）</a>'
        for severity, (name, symbol, advice) in SEVERITIES.items()
        if found[severity]
    )
    return f'<p class="nb-counts">{pills}</p>'


def _not_checked(report: Report, previous: Report | None) -> Iterator[str]:
    """What nobody looked at, and why: silence must not pass for a clean bill."""
    lines = []
    if previous is None:
        lines.append(
            "没有给上年报告，跨年的数字（上年结转、现行有效件数、同比）没有核对，也没有查是否照抄上年。"
        )
    elif report.year and previous.year and report.year != previous.year + 1:
        lines.append(f"给的是{previous.year}年的报告，不是{report.year}年的上一年，跨年的结转没有核对。")
    absent = [table.name for table in report.form.tables if not report.has_table(table.id)]
    if absent:
        lines.append(f"没有读到{'、'.join(absent)}，里面的数没有核对。")
    if not any(text.strip() for text in report.sections.values()):
        lines.append("没有正文（没有起草，原来也没有），只核对了表格。")
    if lines:
        items = "".join(f"<li>{shown(line)}</li>" for line in lines)
        yield f'<div class="nb-scope"><strong>没有核对的：</strong><ul>{items}</ul></div>'


def _filters(problems: Sequence[Problem], still: Sequence[Judged], seen: Mapping[str, str]) -> str:
    families = Counter([*(READING for _ in problems), *(_family(j) for j in still)])
    states = Counter(j.state.value for j in still)
    rows = []
    if len(families) > 1:
        names = [(name, f"{name} {count}") for name, count in families.most_common()]
        rows.append(_chips("类别", "checkfamily", names, seen))
    if len(states) > 1:
        names = [
            (state.value, f"{STATES[state]} {states[state.value]}") for state in State if states[state.value]
        ]
        rows.append(_chips("状态", "checkstate", names, seen))
    return "".join(rows)


def _chips(title: str, key: str, names: Sequence[tuple[str, str]], seen: Mapping[str, str]) -> str:
    chosen = seen.get(key, "")
    if chosen not in {value for value, _ in names}:
        chosen = ""
    buttons = "".join(
        f'<button type="button" class="nb-chip nb-narrow" data-act="see" data-{key}="{shown(value)}" '
        f'aria-pressed="{"true" if value == chosen else "false"}">{shown(name)}</button>'
        for value, name in [("", _ALL), *names]
    )
    return (
        f'<div class="nb-filter" role="group" aria-label="按{title}筛选"><span>{title}</span>{buttons}</div>'
    )


def _narrowed(
    problems: Sequence[Problem], still: Sequence[Judged], seen: Mapping[str, str]
) -> tuple[list[Problem], list[Judged]]:
    """What the filters leave; a filter for what is not there any more counts as none."""
    wanted, state = seen.get("checkfamily", ""), seen.get("checkstate", "")
    if wanted not in {*FAMILIES.values(), OTHER, READING}:
        wanted = ""
    if state not in {one.value for one in State}:
        state = ""
    left = [j for j in still if wanted in ("", _family(j)) and state in ("", j.state.value)]
    return [p for p in problems if wanted in ("", READING) and not state], left


def _family(judged: Judged) -> str:
    return family(judged.finding.code)


# --- lists --------------------------------------------------------------------------------------------------------


def _group(severity: str, problems: Sequence[Problem], left: Sequence[Judged], context: Context) -> str:
    items = [
        *(problem_item(p, context) for p in problems if p.severity == severity),
        *(finding_item(j, context) for j in left if j.finding.severity == severity),
    ]
    if not items:
        return ""
    name, _, advice = SEVERITIES[severity]
    more = len(items) - MOST_SHOWN
    rest = (
        f'<p class="nb-note">还有{more}处同类的没有列出，先处理上面的，或按类别筛选。</p>' if more > 0 else ""
    )
    return (
        f'<section class="nb-findings nb-{severity}" id="check-{severity}" tabindex="-1">'
        f"<h3>{name}（{len(items)}处，{advice}）</h3><ol>{''.join(items[:MOST_SHOWN])}</ol>{rest}</section>"
    )


def _settled(settled: Sequence[Judged], context: Context) -> Iterator[str]:
    for state, title in ((State.DISMISSED, "已驳回（不算错）"), (State.FIXED, "已改好，没有再查出")):
        members = [j for j in settled if j.state is state]
        if members:
            items = "".join(finding_item(j, context) for j in members[:MOST_SHOWN])
            yield (
                f'<details class="nb-settled" id="check-{state.value}"><summary>{title}：{len(members)}处</summary>'
                f"<ol>{items}</ol></details>"
            )


# --- actions ------------------------------------------------------------------------------------------------------


def _judge(bench: Bench, data: Data, kind: Literal["accept", "dismiss", "fix"]) -> str:
    fingerprint = data.text("fingerprint", longest=16)
    comment = data.text("comment", longest=2000, default="").strip()
    if kind == "dismiss" and not comment:
        raise InputError("驳回要写明理由。", "请在“不算错…”里写一句为什么这一处不是问题，再点驳回。")
    return bench.judge(fingerprint, kind, comment)


def accept(bench: Bench, data: Data) -> str:
    """It is right, and will be put right."""
    return _judge(bench, data, "accept")


def dismiss(bench: Bench, data: Data) -> str:
    """It is no error, for a reason."""
    return _judge(bench, data, "dismiss")


def fix(bench: Bench, data: Data) -> str:
    """Put the proposal into the text."""
    return _judge(bench, data, "fix")


ACTIONS: Final[Mapping[str, Action]] = {
    "checkup.accept": accept,
    "checkup.dismiss": dismiss,
    "checkup.fix": fix,
}
