"""The 审核单: what was done at each step, what is still open, and lines to sign, as a Word document to print and file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from assistant.core.families import SEVERITIES
from assistant.export.content import clean
from assistant.export.fonts import FONTS, Fonts, Profile
from assistant.export.word_grid import GridCell, GridRow, grid
from assistant.export.word_package import word_file
from assistant.export.word_styles import LINE, TEXT_WIDTH, section_properties
from assistant.export.word_xml import Element, el, paragraph, run
from assistant.reviewing.changes import Changes
from assistant.reviewing.judging import Judged, State
from assistant.reviewing.wording import changed, deed, moment, standing
from assistant.reviewing.workflow import NAMES, step_changes
from assistant.storage.reviews import Review, Step

TITLE: Final = "政府信息公开工作年度报告审核单"

_MOST_FINDINGS: Final = 100
_SIGNED_HEIGHT: Final = 850
"""15 mm in twentieths of a point: room for a hand."""
_SIGNERS: Final = ("起草人", "初审人", "复审人", "终审人")
_DATE: Final = "　　　年　　月　　日"


def review_sheet(review: Review, judged: Sequence[Judged], *, fonts: Profile = "standard") -> bytes:
    """The bytes of a .docx; `judged` are the findings of the report as it is now. The same review gives the same bytes."""
    faces = FONTS[fonts]
    body = el(
        "body",
        paragraph("Title", run(TITLE, faces.title)),
        _head(review, judged, faces),
        *_steps(review, faces),
        *_findings("二、待处理的问题", [j for j in judged if j.is_open], "没有待处理的问题。", faces),
        *_findings(
            "三、已驳回的问题", [j for j in judged if j.state is State.DISMISSED], "没有驳回的问题。", faces
        ),
        *_signatures(faces),
        section_properties(compact_margins=False),
    )
    return word_file(f"{clean(review.unit)}{review.year}年{TITLE}", body, faces)


def _widths(*fixed: int) -> tuple[int, ...]:
    """The given widths and, in the place of 0, what is left of the text width."""
    return tuple(w or TEXT_WIDTH - sum(fixed) for w in fixed)


def _heading(text: str, fonts: Fonts) -> Element:
    spacing = el("spacing", before=LINE // 2, after=0, line=LINE, lineRule="exact")
    return paragraph("Heading1", run(text, fonts.heading), extra=(spacing,))


def _labels(*texts: str) -> GridRow:
    return GridRow(tuple(GridCell(text, label=True) for text in texts), head=True)


def _head(review: Review, judged: Sequence[Judged], fonts: Fonts) -> Element:
    rows = [
        GridRow((GridCell("单位", label=True), GridCell(review.unit, span=3))),
        GridRow(
            (
                GridCell("年度", label=True),
                GridCell(f"{review.year} 年"),
                GridCell("所处环节", label=True),
                GridCell(NAMES[review.stage]),
            )
        ),
        GridRow((GridCell("核对结果", label=True), GridCell(_tally(judged), span=3))),
    ]
    return grid(_widths(1300, 0, 1300, 2600), rows, fonts)


def _tally(judged: Sequence[Judged]) -> str:
    still = [j for j in judged if j.is_open]
    counts = [
        f"{name} {n} 处"
        for key, name in SEVERITIES.items()
        if (n := sum(j.finding.severity == key for j in still))
    ]
    dismissed = sum(j.state is State.DISMISSED for j in judged)
    also = f"；已驳回 {dismissed} 处" if dismissed else ""
    return (f"待处理：{'，'.join(counts)}" if counts else "没有待处理的问题") + also + "。"


def _steps(review: Review, fonts: Fonts) -> list[Element]:
    """Only steps that count: one that came too late is in the records, not in the file."""
    pairs = zip(review.steps, step_changes(review), strict=True)
    rows = [
        _step(step, changes, first=n == 0)
        for n, (step, changes) in enumerate(p for p in pairs if p[0].counts)
    ]
    widths = _widths(1130, 960, 1640, 2300, 0)
    head = _labels("环节", "姓名", "时间", "意见", "改动")
    return [_heading("一、审核记录", fonts), grid(widths, [head, *rows], fonts)]


def _step(step: Step, changes: Changes, *, first: bool) -> GridRow:
    what = "首次提交" if first else "\n".join(changed(changes)) or "没有改动"
    errors = f"当时有 {step.open_errors} 处错误没有处理。" if step.open_errors else ""
    said = "\n".join(part for part in (step.comment, errors) if part)
    if not said and step.action == "pass":
        said = "（没有另写意见）"
    return GridRow(
        (
            GridCell(deed(step).replace(" ", "\n"), centred=True),
            GridCell(step.by, centred=True),
            GridCell(moment(step.time).replace(" ", "\n"), centred=True),
            GridCell(said),
            GridCell(what),
        )
    )


def _findings(title: str, judged: Sequence[Judged], none: str, fonts: Fonts) -> list[Element]:
    if not judged:
        return [_heading(title, fonts), paragraph("BodyText", run(none, fonts.body))]
    rows = [
        GridRow(
            (
                GridCell(str(number), centred=True),
                GridCell(SEVERITIES[one.finding.severity], centred=True),
                GridCell(one.finding.message),
                GridCell(standing(one)),
            )
        )
        for number, one in enumerate(judged[:_MOST_FINDINGS], 1)
    ]
    if len(judged) > _MOST_FINDINGS:
        rows.append(GridRow((GridCell(f"……共 {len(judged)} 处，其余请用 verdict 查看。", span=4),)))
    head = _labels("序号", "类别", "问题", "处理情况")
    return [_heading(title, fonts), grid(_widths(750, 800, 0, 2700), [head, *rows], fonts)]


def _signatures(fonts: Fonts) -> list[Element]:
    rows = [
        GridRow(
            (
                GridCell(who, label=True),
                GridCell(""),
                GridCell("日期", label=True),
                GridCell(_DATE, centred=True),
            ),
            height=_SIGNED_HEIGHT,
            whole=True,
        )
        for who in _SIGNERS
    ]
    return [_heading("四、签字", fonts), grid(_widths(1300, 0, 1000, 2900), rows, fonts)]
