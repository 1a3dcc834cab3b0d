"""What a finding about running text is about: the section, the words in their sentence, and what to write instead."""

from __future__ import annotations

from typing import Final

from assistant.cli.width import wrap
from assistant.core.findings import Finding
from assistant.core.places import excerpt, place_name
from assistant.core.report import Report

_ROOM: Final = 20
"""Characters of the sentence shown on either side of the words."""


def passage_lines(finding: Finding, report: Report, indent: str) -> list[str]:
    """Wrapped lines behind `indent`; none for a finding about cells or headings that proposes nothing."""
    place = finding.where[0] if finding.where else ""
    passage = excerpt(report, place)
    lines = []
    if passage is not None:
        lines.append(f"{place_name(report, place)}：{_plain(passage.marked(_ROOM))}")
    if finding.correction is not None:
        lines.append(
            f"建议改为：{_plain(finding.correction)}" if finding.correction else "建议删去这几个字。"
        )
    return [wrap(line, first=indent, rest=indent) for line in lines]


def _plain(text: str) -> str:
    """One line without anything that a terminal would obey."""
    return "".join(char for char in " ".join(text.split()) if char.isprintable())
