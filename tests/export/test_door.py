"""`export_report`: format, place, atomic writing, sameness."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from assistant.errors import InputError
from assistant.export import Options, export_report
from tests.export.samples import FORMATS, FULL, HURT

SIGNS = {"docx": b"PK", "xlsx": b"PK", "html": b"<!DOCTYPE html>", "md": "# 示例市".encode()}


@pytest.mark.parametrize("kind", FORMATS)
def test_the_suffix_names_the_format(kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"年报.{kind.upper()}"
    data = export_report(FULL, path)
    assert path.read_bytes() == data
    assert data.startswith(SIGNS[kind])
    assert list(tmp_path.iterdir()) == [path]


def test_an_explicit_format_wins_over_the_suffix(tmp_path: Path) -> None:
    path = tmp_path / "年报.txt"
    assert export_report(FULL, path, format="md").startswith(SIGNS["md"])
    assert path.read_bytes().startswith(SIGNS["md"])


@pytest.mark.parametrize("kind", FORMATS)
def test_the_same_report_gives_the_same_bytes(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first = export_report(HURT, format=kind)  # type: ignore[arg-type]
    real = __import__("time").time
    monkeypatch.setattr("time.time", lambda: real() + 86_400 * 400)
    assert export_report(HURT, format=kind) == first  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_packages_carry_no_time_and_no_name(kind: str) -> None:
    with zipfile.ZipFile(BytesIO(export_report(FULL, format=kind))) as archive:  # type: ignore[arg-type]
        assert archive.testzip() is None
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert "<dc:title>示例市自然资源和规划局2025年政府信息公开工作年度报告</dc:title>" in core
    assert "<dc:creator></dc:creator>" in core
    assert "dcterms" not in core
    assert "openpyxl" not in core


@pytest.mark.parametrize(
    ("name", "shown"),
    [("年报.pdf", "“.pdf”"), ("年报.doc", "“.doc”"), ("年报", "没有扩展名"), ("年报.", "没有扩展名")],
)
def test_an_unknown_suffix_lists_the_four(name: str, shown: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="不能导出") as caught:
        export_report(FULL, tmp_path / name)
    assert shown in str(caught.value)
    assert all(suffix in str(caught.value) for suffix in (".docx", ".html", ".xlsx", ".md"))
    assert not list(tmp_path.iterdir())


def test_an_unknown_format_lists_the_four() -> None:
    with pytest.raises(InputError, match=r"\.pdf.*\.docx.*\.html.*\.xlsx.*\.md"):
        export_report(FULL, format="pdf")  # type: ignore[arg-type]


def test_no_format_at_all() -> None:
    with pytest.raises(InputError, match="没有说明"):
        export_report(FULL)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"不存在.*请先建好"):
        export_report(FULL, tmp_path / "没有" / "年报.docx")


def test_a_folder_in_place_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "年报.docx").mkdir()
    with pytest.raises(InputError, match="是一个文件夹"):
        export_report(FULL, tmp_path / "年报.docx")


def test_a_name_too_long(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"文件名太长.*短一些"):
        export_report(FULL, tmp_path / f"{'年' * 300}.md")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (PermissionError(errno.EACCES, "denied"), "没有写入权限"),
        (OSError(errno.ENOSPC, "full"), "磁盘满了"),
        (OSError(errno.EROFS, "read-only"), "只读"),
        (OSError(errno.EIO, "io"), "系统不允许"),
    ],
)
def test_a_failed_write_leaves_the_old_file_alone(
    problem: OSError, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "年报.docx"
    path.write_bytes(b"old")

    def fail(*_: object) -> None:
        raise problem

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(InputError, match=said):
        export_report(FULL, path)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(InputError, match="没有写入权限"):
        export_report(FULL, tmp_path / "年报.docx")


def test_an_old_file_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "年报.md"
    path.write_bytes(b"old")
    assert export_report(FULL, path) == path.read_bytes() != b"old"


def test_options_change_the_word_file_only() -> None:
    other = Options(fonts="windows", compact_margins=True)
    assert export_report(FULL, format="docx", options=other) != export_report(FULL, format="docx")
    assert export_report(FULL, format="html", options=other) == export_report(FULL, format="html")


def test_the_room_loads_no_writer_until_it_is_needed() -> None:
    code = (
        "import sys, assistant.export; "
        "sys.exit(any(name in sys.modules for name in ('lxml', 'openpyxl', 'docx', 'assistant.export.word')))"
    )
    root = Path(__file__).parents[2]
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode == 0
