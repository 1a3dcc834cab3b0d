"""What the tests of many files share."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from assistant.batch import FolderCheck, Means, Wishes, check_folder
from tests.batch.helpers import LAST_YEAR, put
from tests.cli.conftest import run

__all__ = ["run"]


@dataclass(frozen=True)
class Checked:
    """A folder with one of everything, checked once, and what was written."""

    folder: Path
    output: Path
    result: FolderCheck


@pytest.fixture(scope="session")
def messy(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    base = tmp_path_factory.mktemp("many")
    folder = base / "各单位报来"
    put(folder, "教育局.docx", "示例县教育局")
    put(folder, "教育局去年.md", "示例县教育局", 2023, {**LAST_YEAR, "requests.carried_forward.total": 3})
    put(
        folder,
        "民政局.xlsx",
        "示例县民政局",
        changes={"requests.new.total": 24, "requests.granted.total": 12},
    )
    put(
        folder,
        "副本/民政局.xlsx",
        "示例县民政局",
        changes={"requests.new.total": 24, "requests.granted.total": 12},
    )
    put(folder, "水利局.md", "示例县水利局")
    put(folder, "水利局(改).md", "示例县水利局", changes={"proactive.licensing.decisions": 1287})
    put(folder, "财政局去年.html", "示例县财政局", 2023, LAST_YEAR)
    put(folder, "=HYPERLINK(1).html", "=1+1示例县审计局")
    (folder / "通知.txt").write_text("请各单位于1月20日前报送。", encoding="utf-8")
    (folder / "丢了表.txt").write_text(
        "示例县统计局2024年政府信息公开工作年度报告\n一、总体情况\n公开了信息。\n五、存在的主要问题及改进情况\n无。",
        encoding="utf-8",
    )
    (folder / "坏了.docx").write_bytes(b"PK\x03\x04" + b"\0" * 100)
    (folder / "空的.docx").write_bytes(b"")
    (folder / "扫描件.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    for name in ("~$教育局.docx", ".DS_Store", "Thumbs.db", "会议.mp3", "教育局.tmp"):
        (folder / name).write_bytes(b"\0\1\2")
    (folder / ".git").mkdir()
    (folder / ".git" / "a.docx").write_bytes(b"")
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "管道")
        (folder / "绕圈").symlink_to(folder)
        (folder / "断了的链接.docx").symlink_to(base / "没有")
    output = base / "汇总.xlsx"
    units = base / "名单.txt"
    units.write_text(
        "# 应报单位\n1. 示例县教育局\n2、示例县民政局\n示例县水利局\n\n示例县数据局＝示例县大数据局\n",
        encoding="utf-8",
    )
    result = check_folder(folder, output, wishes=Wishes(units=units), means=Means(workers=2))
    return Checked(folder, output, result)
