"""Findings into a file, and what staff must know about that file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from assistant.core.findings import Finding
from assistant.core.report import Report


def write_findings(findings: Sequence[Finding], report: Report, output: Path, source: bytes) -> str:
    """Write the findings; what to say about it. `source` are the bytes of the user's own file."""
    from assistant import export_findings

    made = export_findings(findings, report, output, source=source)
    if output.suffix.lower() != ".docx":
        return f"已写入“{output}”。"
    said = [
        f"已写入“{output}”：{len(findings)} 处问题都加了批注。"
        if findings
        else f"已写入“{output}”，没有要加的批注。"
    ]
    if not made.own_document:
        said.append(
            "原文件不是 Word 的 .docx 文件，没法直接在上面加批注，已按规定的版式重排一份，批注加在这一份上。"
        )
    if made.astray:
        said.append(f"其中 {made.astray} 处找不到准确的位置，放在了所属部分的标题或文件开头，批注里写明了。")
    if made.lost_macros:
        said.append("原文件里的宏没有带过去。")
    return "".join(said)
