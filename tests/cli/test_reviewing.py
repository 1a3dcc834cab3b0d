"""``review`` and its steps through the program."""

from __future__ import annotations

import json

import pytest
from docx import Document

from assistant.cli.width import width
from tests.cli.helpers import error_of, text
from tests.support.pastes import from_excel
from tests.support.reports import busy_report

WHICH = "示例市自然资源和规划局/2025"


def steps(run) -> list[dict]:
    return json.loads(run("review", "show", WHICH, "--json").out)["steps"]


@pytest.fixture
def submitted(run, report):
    ran = run("review", "submit", report, "--by", "张三", "--comment", "请审")
    assert (ran.code, ran.err) == (0, f"已记下：张三 起草 提交。{WHICH} 现在初审，第 1 版。\n")


@pytest.mark.usefixtures("submitted")
def test_all_the_way(run):
    for name, stage in (("李四", "复审"), ("王五", "终审"), ("赵六", "办结")):
        ran = run("review", "pass", WHICH, "--by", name, "--comment", "同意")
        assert ran.code == 0
        assert f"现在{stage}，" in ran.err
        assert "提醒" not in ran.err
    assert run("review", "list").out.startswith(f"{WHICH}  办结  第 4 版  ")
    shown = run("review", "show", WHICH).out
    assert shown.startswith(f"{WHICH}：现在办结，第 4 版。\n  1. ")
    assert all(width(line) < 80 for line in shown.splitlines())
    assert [(s["action"], s["origin"], s["stage"], s["by"]) for s in steps(run)] == [
        ("submit", "draft", "first", "张三"), ("pass", "first", "second", "李四"),
        ("pass", "second", "final", "王五"), ("pass", "final", "done", "赵六"),
    ]  # fmt: skip
    assert steps(run)[0]["report"]["unit"] == WHICH.partition("/")[0]


@pytest.mark.usefixtures("submitted")
def test_back_and_in_again(run, tmp_path):
    run("review", "pass", WHICH, "--by", "李四")
    assert (
        "现在初审，第 3 版"
        in run("review", "back", WHICH, "--to", "初审", "--by", "王五", "--comment", "再看").err
    )
    run("review", "back", WHICH, "--to", "起草", "--by", "李四", "--comment", "处罚数不对")
    changed = tmp_path / "改.txt"
    changed.write_text(text({"proactive.penalties.decisions": 38}), encoding="utf-8")
    assert run("review", "submit", changed, "--by", "张三").code == 0
    shown = run("review", "show", WHICH).out
    assert "李四 初审 退回起草\n     意见：处罚数不对\n" in shown
    assert shown.endswith("     改动：\n       表二“行政处罚”的“本年处理决定数量”：37 → 38\n")


@pytest.mark.usefixtures("submitted")
def test_who_comes_too_late_is_told(run, tmp_path):
    mine = tmp_path / "我的.txt"
    mine.write_text(text({"proactive.penalties.decisions": 38}), encoding="utf-8")
    run("review", "pass", WHICH, "--by", "李四", "--version", "1")
    late = run(
        "review", "pass", WHICH, "--by", "王五", "--version", "1", "--report", mine, "--comment", "我改了"
    )
    assert error_of(late).startswith("办理没有生效：李四已在 ")
    shown = run("review", "show", WHICH).out
    assert "  3. " in shown
    assert "王五 初审 通过（未生效：别人先办了）\n     意见：我改了\n" in shown
    assert "：37 → 38\n" in shown
    assert run("review", "export", WHICH, "--step", "3", "-o", tmp_path / "取.md").code == 0
    assert "| 38 |" in (tmp_path / "取.md").read_text(encoding="utf-8")
    run("review", "export", WHICH, "-o", tmp_path / "现.md")
    assert "| 37 |" in (tmp_path / "现.md").read_text(encoding="utf-8")


def test_open_errors_need_a_word(run, wrong):
    assert "提醒：提交的年报还有 2 处错误没有处理。" in run("review", "submit", wrong, "--by", "张三").err
    assert "提醒：这份年报还有 2 处错误没有处理。" in run("review", "pass", WHICH, "--by", "李四").err
    told = error_of(run("review", "pass", WHICH, "--by", "王五"))
    assert told.startswith("还有 2 处错误没有处理，没有转到终审。")
    assert "现在终审" in run("review", "pass", WHICH, "--by", "王五", "--anyway").err
    assert [s["open_errors"] for s in steps(run)] == [2, 2, 2]
    run("verdict", wrong, "--dismiss", "1", "--dismiss", "2", "--by", "赵六", "--comment", "口径不同")
    done = run("review", "pass", WHICH, "--by", "赵六")
    assert (done.code, "没有处理" in done.err) == (0, False)


@pytest.mark.usefixtures("submitted")
def test_one_person_twice(run):
    ran = run("review", "pass", WHICH, "--by", "张三")
    assert ran.code == 0
    assert "提醒：起草和初审都是张三。" in ran.err


@pytest.mark.usefixtures("submitted")
def test_the_sheet(run, tmp_path):
    out = tmp_path / "单.docx"
    ran = run("review", "sheet", WHICH, "-o", out)
    assert (ran.code, ran.err) == (0, f"已写入“{out}”。\n")
    words = [cell.text for table in Document(out).tables for row in table.rows for cell in row.cells]
    assert {"示例市自然资源和规划局", "2025 年", "请审", "终审人"} <= set(words)


def test_nothing_yet(run, _own_home):
    assert run("review", "list").err == "还没有送审的年报。用 review submit 提交。\n"
    assert json.loads(run("review", "list", "--json").out) == []
    for command in (
        ["show"],
        ["pass", "--by", "甲"],
        ["back", "--to", "起草", "--by", "甲", "--comment", "乙"],
    ):
        told = error_of(run("review", command[0], "示例县／2025年", *command[1:]))
        assert told.startswith("“示例县/2025”没有送审的记录。")
    assert not _own_home.exists()


@pytest.mark.parametrize(
    "which", ["示例县", "示例县/", "/2025", "示例县/二〇二五", "示例县/25", "", "/", "示例县/２０２５"]
)
def test_what_names_no_report(run, which):
    assert "看不出是哪一份年报。请写成 单位/年度" in error_of(run("review", "show", which))


@pytest.mark.usefixtures("submitted")
@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("pass", WHICH), "没有写是谁的意见。"),
        (("pass", WHICH, "--by", "甲", "--comment", "字" * 2**20), "意见太长，"),
        (("pass", WHICH, "--by", "甲", "--version", "7"), "没有第 7 版，现在是第 1 版。"),
        (("pass", WHICH, "--by", "甲", "--version", "0"), "没有第 0 版，现在是第 1 版。"),
        (("back", WHICH, "--by", "甲", "--comment", "乙"), "没有说退回到哪里。"),
        (("back", WHICH, "--by", "甲", "--comment", "乙", "--to", "草稿"), "没有“草稿”这个环节。"),
        (
            ("back", WHICH, "--by", "甲", "--comment", "乙", "--to", "复审"),
            "初审不能退回到复审。只能退回起草。",
        ),
        (("back", WHICH, "--by", "甲", "--to", "起草"), "退回要写明原因。"),
        (("export", WHICH, "-o", "a.md", "--step", "2"), "没有第 2 步，一共 1 步。"),
        (("sheet", WHICH, "-o", "a.pdf"), "不能写成“a.pdf”这种文件。"),
        (("show", "示例县/1066"), "年度“1066”不对。"),
    ],
)
def test_what_cannot_be_used(run, arguments, says):
    assert error_of(run("review", *arguments)).startswith(says)
    assert len(steps(run)) == 1


@pytest.mark.usefixtures("submitted")
def test_another_units_report_is_refused(run, tmp_path):
    other = tmp_path / "别家.txt"
    other.write_text(text(year=2024), encoding="utf-8")
    told = error_of(run("review", "pass", WHICH, "--by", "甲", "--report", other))
    assert told == f"带上的年报是“示例市自然资源和规划局/2024”，不是“{WHICH}”。请确认选对了文件。"
    nameless = tmp_path / "无名.txt"
    nameless.write_text("\n".join(from_excel(busy_report())), encoding="utf-8")
    assert run("review", "pass", WHICH, "--by", "甲", "--report", nameless).code == 0


def test_submitted_under_a_given_name(run, tmp_path):
    nameless = tmp_path / "无名.txt"
    nameless.write_text("\n".join(from_excel(busy_report())), encoding="utf-8")
    assert "（--unit）" in error_of(run("review", "submit", nameless, "--by", "甲"))
    given = ("--unit", "示例县", "--year", "2025")
    assert run("review", "submit", nameless, "--by", "甲", *given).code == 0
    assert run("review", "show", "示例县/2025").code == 0
    assert error_of(run("review", "submit", nameless, "--by", "甲", *given)).startswith(
        "这份年报正在初审，不能再次提交。"
    )


@pytest.mark.usefixtures("submitted")
def test_a_damaged_database_is_said(run, _own_home):
    (_own_home / "nianbao.db").write_bytes(b"x" * 5000)
    ran = run("review", "list")
    assert ran.code == 0
    assert "已经损坏，改名为“nianbao.db.damaged-1”留着" in ran.err
