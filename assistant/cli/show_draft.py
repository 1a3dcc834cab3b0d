"""A draft as text, and what verifying it came to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.cli.width import wrap

if TYPE_CHECKING:
    from assistant.core.report import Report
    from assistant.drafting import Doubt, Draft


def text(draft: Draft, report: Report) -> str:
    """The narrative sections under their headings, a paragraph a line, ready to be pasted."""
    blocks = [draft.title] if draft.title else []
    for section_id, body in draft.sections.items():
        section = report.form.section(section_id)
        heading = f"{section.number}、{section.title}" if section.number else ""
        blocks += [part for part in (heading, body) if part]
    return "\n\n".join(blocks)


def summary(draft: Draft) -> str:
    """How many numbers were traced, what could not be, and what is left for staff to fill in."""
    checked = draft.verification
    blocks = []
    if checked.numbers == checked.traced:
        blocks.append(f"正文里的 {checked.numbers} 个数，都能对上表格、上年报告或您提供的要点。")
    else:
        blocks.append(f"正文里有 {checked.numbers} 个数，{len(checked.untraced)} 个找不到来处，请逐一核实：")
        blocks += [_doubt(doubt) for doubt in checked.untraced]
    if checked.unsupported:
        blocks.append(f"另有 {len(checked.unsupported)} 处说法没有依据，请核实或删去：")
        blocks += [_doubt(doubt) for doubt in checked.unsupported]
    if draft.gaps:
        blocks.append(f"有 {len(draft.gaps)} 处用“【】”标出，要由您补充或核实后才能报出。")
    return "\n".join(blocks)


def _doubt(doubt: Doubt) -> str:
    return wrap(f"“{doubt.text}”：{doubt.reason}", first="  · ", rest="    ")
