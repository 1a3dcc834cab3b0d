"""A folder of everything: each file has one row, with what became of it and why."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from assistant import check_report, read_report
from assistant.batch import Means, State, Wishes, check_folder
from assistant.batch.walk import walk
from assistant.errors import ConfigurationError, InputError
from tests.batch.helpers import LAST_YEAR, put, rows_by_file

ONE = Means(workers=1)


def test_every_file_has_a_row_with_its_state(messy):
    expected = {
        "教育局.docx": State.CHECKED,
        "民政局.xlsx": State.CHECKED,
        "副本/民政局.xlsx": State.DUPLICATE,
        "水利局.md": State.CHECKED,
        "水利局(改).md": State.CHECKED,
        "=HYPERLINK(1).html": State.CHECKED,
        "教育局去年.md": State.OTHER_YEAR,
        "财政局去年.html": State.OTHER_YEAR,
        "通知.txt": State.NOT_REPORT,
        "丢了表.txt": State.UNREADABLE,
        "坏了.docx": State.UNREADABLE,
        "空的.docx": State.UNREADABLE,
        "扫描件.png": State.UNREADABLE,
        **dict.fromkeys(
            ("~$教育局.docx", ".DS_Store", "Thumbs.db", "会议.mp3", "教育局.tmp", ".git/"), State.SKIPPED
        ),
    }
    if hasattr(os, "mkfifo"):
        expected |= dict.fromkeys(("管道", "绕圈/", "断了的链接.docx"), State.SKIPPED)
    rows = rows_by_file(messy.result.rows)
    assert {file: row.state for file, row in rows.items()} == expected
    silent = [f for f, row in rows.items() if not row.message and row.state is not State.CHECKED]
    assert silent == []


def test_findings_are_those_of_the_single_check_with_last_year(messy):
    rows = rows_by_file(messy.result.rows)
    education = read_report(messy.folder / "教育局.docx")
    last = read_report(messy.folder / "教育局去年.md")
    assert rows["教育局.docx"].findings == tuple(check_report(education, last))
    assert rows["教育局.docx"].previous == "教育局去年.md"
    assert "Y-CARRY" in [f.code for f in rows["教育局.docx"].findings]
    affairs = rows["民政局.xlsx"]
    assert affairs.findings == tuple(check_report(read_report(messy.folder / "民政局.xlsx")))
    assert affairs.errors == sum(f.severity == "error" for f in affairs.findings) > 1
    assert affairs.families["表内勾稽"] >= affairs.errors
    assert affairs.previous is None


def test_the_worst_come_first(messy):
    rows = messy.result.rows
    assert [row.file for row in rows[:2]] == ["民政局.xlsx", "教育局.docx"]
    errors = [row.errors for row in rows if row.state is State.CHECKED]
    assert errors == sorted(errors, reverse=True)
    assert not messy.result.clean


def test_rivals_and_twins_are_told_by_name(messy):
    rows = rows_by_file(messy.result.rows)
    assert rows["水利局.md"].message == "同一单位同一年度还有一份“水利局(改).md”，数字不同，请确定用哪一份"
    assert "“水利局.md”" in rows["水利局(改).md"].message
    assert rows["副本/民政局.xlsx"].message.startswith("与“民政局.xlsx”内容相同")


def test_the_list_tells_who_is_missing_and_who_was_not_expected(messy):
    assert messy.result.missing == ("示例县数据局",)
    assert messy.result.unexpected == ("=1+1示例县审计局",)


def test_last_year_from_a_folder_of_its_own_and_a_unit_that_was_renamed(tmp_path):
    this_year = tmp_path / "2024"
    put(this_year, "a.md", "示例县人民政府办公室")
    put(this_year, "b.md", "示例县数据局")
    put(this_year, "去年/a.md", "示例县", 2023, LAST_YEAR)
    put(this_year, "去年/b.md", "示例县大数据局", 2023, LAST_YEAR)
    put(this_year, "去年/c.md", "示例县民政局", 2023, LAST_YEAR)
    units = tmp_path / "名单.txt"
    units.write_bytes("示例县\n示例县数据局=示例县大数据局\n".encode("gb18030"))
    without = check_folder(this_year, wishes=Wishes(this_year / "去年"), means=ONE)
    rows = rows_by_file(tuple(r for r in without.rows if r.state is State.CHECKED))
    assert {f: r.previous for f, r in rows.items()} == {"a.md": "去年/a.md", "b.md": None}
    assert "示例县数据局" in "".join(without.notices)
    told = check_folder(this_year, wishes=Wishes(this_year / "去年", units=units), means=ONE)
    states = sorted((r.state.value, r.unit, r.previous) for r in told.rows)
    assert {r.file for r in told.rows if r.checked} == {"a.md", "b.md"}
    assert states == [
        ("checked", "示例县人民政府办公室", "去年/a.md"),
        ("checked", "示例县数据局", "去年/b.md"),
        ("last_year", "示例县", None),
        ("last_year", "示例县大数据局", None),
        ("other_year", "示例县民政局", None),
    ]


def test_a_government_and_its_office_on_one_list_are_two_units(tmp_path):
    put(tmp_path / "报来", "a.md", "示例县人民政府办公室")
    units = tmp_path / "名单.txt"
    units.write_text("示例县人民政府\n示例县人民政府办公室\n", encoding="utf-8")
    assert check_folder(tmp_path / "报来", wishes=Wishes(units=units), means=ONE).missing == (
        "示例县人民政府",
    )
    units.write_text("示例县人民政府\n", encoding="utf-8")
    assert check_folder(tmp_path / "报来", wishes=Wishes(units=units), means=ONE).missing == ()


def test_several_reports_of_last_year_that_differ_are_not_chosen_from(tmp_path):
    put(tmp_path, "今年.md", "示例县教育局")
    put(tmp_path, "去年1.md", "示例县教育局", 2023, LAST_YEAR)
    put(tmp_path, "去年2.md", "示例县教育局", 2023, {**LAST_YEAR, "proactive.licensing.decisions": 1})
    rows = rows_by_file(check_folder(tmp_path, wishes=Wishes(year=2024), means=ONE).rows)
    assert rows["今年.md"].previous is None
    assert "没有核对跨年数据" in rows["今年.md"].message


def test_a_crash_a_hang_and_a_bug_are_one_file_s_failure_each(tmp_path):
    put(tmp_path, "1好的.md", "示例县教育局")
    for name in ("2崩溃.md", "3卡住.md", "4出错.md"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    put(tmp_path, "5好的.md", "示例县民政局")
    means = Means(workers=2, limit=12, jobs="tests.batch.bad_jobs")
    rows = rows_by_file(check_folder(tmp_path, means=means).rows)
    assert {f: r.state for f, r in rows.items()} == {
        "1好的.md": State.CHECKED, "5好的.md": State.CHECKED,
        "2崩溃.md": State.FAILED, "3卡住.md": State.FAILED, "4出错.md": State.FAILED,
    }  # fmt: skip
    assert "意外退出" in rows["2崩溃.md"].message
    assert "12 秒" in rows["3卡住.md"].message
    assert "ZeroDivisionError" in rows["4出错.md"].message


def test_a_file_that_vanishes_is_told_and_tried_again(tmp_path):
    put(tmp_path, "在.md", "示例县教育局")
    gone = put(tmp_path, "不在了.md", "示例县民政局")
    found = []

    def vanish(what: str, done: int, total: int) -> None:
        if gone.exists():
            found.append(gone.read_bytes())
            gone.unlink()

    rows = rows_by_file(check_folder(tmp_path, means=ONE, progress=vanish).rows)
    assert rows["不在了.md"].state is State.UNREADABLE
    assert "已经不在了" in rows["不在了.md"].message
    assert rows["在.md"].state is State.CHECKED
    gone.write_bytes(found[0])
    rows = rows_by_file(check_folder(tmp_path, means=ONE).rows)
    assert {row.state for row in rows.values()} == {State.CHECKED}


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_told(tmp_path):
    put(tmp_path, "a.md", "示例县教育局")
    put(tmp_path, "b.md", "示例县民政局").chmod(0)
    rows = rows_by_file(check_folder(tmp_path, means=ONE).rows)
    assert (rows["a.md"].state, rows["b.md"].state) == (State.CHECKED, State.UNREADABLE)
    assert "没有权限读" in rows["b.md"].message


@pytest.mark.skipif(sys.platform != "linux", reason="names that only Linux allows")
def test_odd_names_are_shown_safely_and_their_files_read(tmp_path):
    folder = tmp_path / "报来"
    report = put(folder, "a.md", "示例县教育局")
    for name in (b"\x1b[2J\xe5\xb1\x80.md", b"\xff\xfe.md", "转\u202edm.局.md".encode()):
        Path(os.fsdecode(bytes(folder) + b"/" + name)).write_bytes(report.read_bytes())
    result = check_folder(folder, tmp_path / "汇总.xlsx", means=ONE)
    rows = rows_by_file(result.rows)
    assert set(rows) == {"a.md", "�[2J局.md", "��.md", "转�dm.局.md"}
    assert {row.year for row in rows.values()} == {2024}
    assert result.counts == {"checked": 1, "duplicate": 3}
    assert "�[2J局.md" in result.model_dump_json()


def test_the_order_stays_and_goes_folder_by_folder(tmp_path):
    for name in ("乙/2.md", "乙/1.md", "丙.md", "甲/深/1.md", "甲.md"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")
    assert [found.shown for found in walk(tmp_path)] == ["丙.md", "甲.md", "乙/1.md", "乙/2.md", "甲/深/1.md"]


def test_workers_that_cannot_start_are_told_at_once(tmp_path):
    put(tmp_path, "a.md", "示例县教育局")
    with pytest.raises(ConfigurationError, match="启动不了"):
        check_folder(tmp_path, means=Means(workers=1, jobs="tests.batch.no_such_module"))


@pytest.mark.parametrize(
    ("folder", "wishes", "says"),
    [
        ("没有", Wishes(), "找不到文件夹"),
        ("文件.txt", Wishes(), "不是文件夹"),
        (".", Wishes(year=24), "年度不能是 24"),
        (".", Wishes(previous=Path()), "同一个文件夹"),
        (".", Wishes(units=Path("没有.txt")), "单位名单"),
        (".", Wishes(units=Path("空名单.txt")), "没有单位"),
        (".", Wishes(units=Path("两次.txt")), "前面已经有了"),
    ],
)
def test_what_cannot_be_used_is_refused(tmp_path, monkeypatch, folder, wishes, says):
    monkeypatch.chdir(tmp_path)
    Path("文件.txt").write_text("x", encoding="utf-8")
    Path("空名单.txt").write_text("# 没有\n", encoding="utf-8")
    Path("两次.txt").write_text("示例县\n 示例县 \n", encoding="utf-8")
    with pytest.raises(InputError, match=says):
        check_folder(Path(folder), wishes=wishes, means=ONE)


def test_an_output_never_overwrites_a_report_of_the_folder(tmp_path):
    report = put(tmp_path, "教育局.xlsx", "示例县教育局")
    before = report.read_bytes()
    with pytest.raises(InputError, match="盖掉"):
        check_folder(tmp_path, report, means=ONE)
    assert report.read_bytes() == before
    check_folder(tmp_path, tmp_path / "汇总.xlsx", means=ONE)
    again = check_folder(tmp_path, tmp_path / "汇总.xlsx", means=ONE)
    assert {r.file: r.state for r in again.rows} == {
        "教育局.xlsx": State.CHECKED, "汇总.xlsx": State.SKIPPED, "汇总.html": State.SKIPPED,
        f"{tmp_path.name}.nianbao-batch": State.SKIPPED,
    }  # fmt: skip
    other = check_folder(tmp_path, tmp_path.parent / "另外.xlsx", means=ONE)
    assert rows_by_file(other.rows)["汇总.xlsx"].state is State.SKIPPED
    assert rows_by_file(other.rows)["汇总.html"].state is State.SKIPPED
