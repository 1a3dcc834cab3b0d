"""``verdict``, and what it does to ``check``, ``export`` and ``draft``."""

from __future__ import annotations

import json
import re

import pytest

from assistant.cli.width import width
from assistant.core.findings import Finding
from tests.cli.helpers import LAST_YEAR, TITLE, error_of, text
from tests.support.pastes import from_excel
from tests.support.reports import busy_report

UNIT = "示例市自然资源和规划局"


def judged(run, source, *more) -> list[dict]:
    ran = run("verdict", source, "--json", *more)
    assert ran.code == 0
    return json.loads(ran.out)


def dismiss(run, source, *ids, reason="口径不同"):
    options = [part for one in ids for part in ("--dismiss", one)]
    return run("verdict", source, *options, "--by", "张三", "--comment", reason)


def test_findings_with_short_names(run, wrong, _own_home):
    ran = run("verdict", wrong)
    assert ran.code == 0
    heads = re.findall(r"^  (\d)\. 〔([0-9a-f]{6})〕【(错误|提醒)】表?", ran.out, re.M)
    assert [(number, severity) for number, _, severity in heads] == [
        ("1", "错误"),
        ("2", "错误"),
        ("3", "提醒"),
    ]
    assert [name for _, name, _ in heads] == [one["id"] for one in judged(run, wrong)]
    assert ran.out.count("     → 待处理\n") == 3
    assert ran.err.endswith(f"{UNIT} 2025 年：待处理 3 处。\n")
    assert all(width(line) < 80 for line in ran.out.splitlines())
    assert not _own_home.exists()


def test_a_dismissed_finding_is_shown_apart(run, wrong):
    name = judged(run, wrong)[0]["id"]
    ran = dismiss(run, wrong, name)
    assert ran.code == 0
    assert f"已记下：驳回〔{name}〕表三" in ran.err
    assert "待处理 2 处；已驳回 1 处。" in ran.err
    checked = run("check", wrong)
    assert checked.code == 1
    assert checked.out.startswith("【错误】1 处\n  2. ")
    assert "核对完毕：错误 1 处，提醒 1 处。" in checked.out
    assert checked.out.endswith("已驳回 1 处，不再列出；--all 全列。\n")
    whole = run("check", wrong, "--all")
    assert whole.code == 1
    assert whole.out.startswith("【错误】2 处\n  1. ")
    assert re.search(r"     已驳回（张三 \d{4}-\d\d-\d\d \d\d:\d\d 驳回：口径不同）", whole.out)
    assert whole.out.endswith("已驳回 1 处。\n")


def test_the_exit_code_counts_open_errors(run, wrong):
    dismiss(run, wrong, "1", "2", "3")
    ran = run("check", wrong)
    assert (ran.code, ran.out.splitlines()) == (
        0,
        [
            "核对完毕：没有待处理的问题。表格里没有的数（如网站信息条数）请人工核对。",
            "已驳回 3 处，不再列出；--all 全列。",
        ],
    )
    as_json = run("check", wrong, "--json")
    assert (as_json.code, json.loads(as_json.out)) == (0, [])
    whole = json.loads(run("check", wrong, "--json", "--all").out)
    assert [Finding.model_validate(one).severity for one in whole] == ["error", "error", "warning"]
    assert {one["verdict"]["state"] for one in whole} == {"dismissed"}


def test_it_comes_back_when_its_numbers_change(run, wrong, tmp_path):
    dismiss(run, wrong, "1", "2")
    changed = tmp_path / "改.txt"
    changed.write_text(text({"requests.new.total": 25}), encoding="utf-8")
    ran = run("check", changed)
    assert ran.code == 1
    assert ran.out.count("又出现：数字变了（张三 ") == 2
    assert run("check", wrong).code == 0


def test_accepted_then_put_right(run, wrong, report):
    ran = run("verdict", wrong, "--accept", "1", "--fix", "2", "--by", "李四")
    assert ran.code == 0
    assert [one["verdict"]["state"] for one in judged(run, wrong)] == ["accepted", "still_there", "open"]
    assert run("check", wrong).out.count("属实，待改（李四 ") == 1
    states = [(one["code"], one["verdict"]["state"]) for one in judged(run, report)]
    assert sorted(states)[-2:] == [("T3-BALANCE", "fixed"), ("T3-ROW", "fixed")]
    assert run("verdict", report).out.count("→ 已改，没有再查出") == 2
    assert "T3-ROW" not in run("check", report, "--all").out


def test_all_that_was_said_is_kept(run, wrong):
    dismiss(run, wrong, "1", reason="一")
    run("verdict", wrong, "--accept", "1", "--by", "李四", "--comment", "二")
    dismiss(run, wrong, "1", reason="三")
    history = judged(run, wrong)[0]["verdict"]["history"]
    assert [(h["kind"], h["by"], h["comment"]) for h in history] == [
        ("dismiss", "张三", "一"), ("accept", "李四", "二"), ("dismiss", "张三", "三"),
    ]  # fmt: skip
    assert history[0]["snapshot"]["cells"]["requests.new.total"] == "number 24"


def test_across_years(run, report, tmp_path):
    last = tmp_path / "上年.txt"
    last.write_text(text({**LAST_YEAR, "requests.carried_forward.enterprise": 1}, 2024), encoding="utf-8")
    with_last = judged(run, report, "--previous", last)
    number = next(one["number"] for one in with_last if one["code"] == "Y-CARRY")
    ran = run(
        "verdict", report, "--previous", last, "--dismiss", number, "--by", "张三", "--comment", "上年更正过"
    )
    assert ran.code == 0
    assert "Y-CARRY" not in run("check", report, "--previous", last).out


# --- what is written while errors are open ------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["export", "draft"])
def test_a_file_with_open_errors_is_warned_about(run, wrong, report, tmp_path, command):
    out = tmp_path / "稿.docx"
    ran = run(command, wrong, "-o", out)
    assert ran.code == 0
    assert re.search(r"提醒：写出的年报还有 \d 处错误没有处理，公开前请先改正", ran.err)
    if command == "export":  # a draft of tables that do not balance has mistakes in its text as well
        dismiss(run, wrong, "1", "2")
        assert "没有处理" not in run(command, wrong, "-o", out).err


def test_nothing_is_made_by_looking(run, wrong, tmp_path, _own_home):
    run("check", wrong, "--all")
    run("export", wrong, "-o", tmp_path / "a.md")
    run("verdict", wrong)
    assert not _own_home.exists()


# --- corrections --------------------------------------------------------------------------------------------------


def test_a_correction_is_put_in(run, report, tmp_path, monkeypatch):
    """No check proposes corrections yet: one is put into the door's place."""
    import assistant
    from tests.reviewing.helpers import passage

    overview = assistant.read_report(report).sections["overview"]
    found = [passage(overview, "政府信息", "信息"), passage(overview, "按照", None)]
    monkeypatch.setattr(assistant, "check_report", lambda report, previous=None: found, raising=False)
    out = tmp_path / "改.md"
    told = run("verdict", report, "--fix", "1", "--by", "张三")
    assert "加上 -o 文件，就把改好的年报另存一份" in told.err
    ran = run("verdict", report, "--fix", "1", "--by", "张三", "-o", out)
    assert f"改好的年报已写入“{out}”，原来的文件没有动。" in ran.err
    assert "公开了信息。" in out.read_text(encoding="utf-8")
    before = len(judged(run, report)[0]["verdict"]["history"])
    assert error_of(run("verdict", report, "--fix", "2", "--by", "张三", "-o", out)).startswith(
        "这一处没有现成的改法。"
    )
    assert [len(one["verdict"]["history"]) for one in judged(run, report)] == [before, 0]


# --- what cannot be used ------------------------------------------------------------------------------------------

WHO = ("--by", "张三", "--comment", "理由")


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--dismiss", "9", *WHO), "没有第 9 处问题，一共查出 3 处。"),
        (("--dismiss", "ffffff", *WHO), "没有编号是“ffffff”的问题。"),
        (("--dismiss", "", *WHO), "没有编号是“”的问题。"),
        (("--dismiss", "1", "--accept", "1", *WHO), "同一处问题（"),
        (("--dismiss", "1", "--by", "张三"), "驳回要写明理由。"),
        (("--dismiss", "1", "--comment", "理由"), "没有写是谁的意见。请用 --by 写上姓名。"),
        (("--accept", "1", "--by", "张三", "--comment", "字" * 2**20), "意见太长，有 1048576 个字。"),
        (WHO, "没有说对哪一处表态。"),
        (("-o", "a.docx"), "-o 只能与 --fix 同用。"),
        (("--fix", "1", *WHO, "-o", "a.pdf"), "不能写成“a.pdf”这种文件。"),
        (("--year", "1066"), "年度“1066”不对。"),
        (("--unit", " "), "没有写是哪个单位。"),
        (("--year", "去年"), "选项 --year 的值不能用。"),
    ],
)
def test_what_cannot_be_used(run, wrong, options, says, _own_home):
    assert error_of(run("verdict", wrong, *options)).startswith(says)
    assert not _own_home.exists()


def test_a_report_that_does_not_say_whose_it_is(run, tmp_path):
    nameless = tmp_path / "无名.txt"
    nameless.write_text("\n".join(from_excel(busy_report({"requests.new.total": 24}))), encoding="utf-8")
    told = error_of(run("verdict", nameless))
    assert told.startswith("年报里没有读到单位（--unit）和年度（--year），")
    whose = ("--unit", "示例县", "--year", "2025")
    assert run("verdict", nameless, *whose, "--dismiss", "1", *WHO).code == 0
    assert judged(run, nameless, *whose)[0]["verdict"]["state"] == "dismissed"
    assert run("check", nameless).code == 1


def test_a_name_too_long_to_keep_does_not_stop_the_check(run, tmp_path):
    long = tmp_path / "长.txt"
    long.write_text(text().replace(TITLE[:4], "示例" * 60 + "市"), encoding="utf-8")
    assert run("check", long).code == 0


def test_a_damaged_database_does_not_stop_the_check(run, wrong, _own_home):
    dismiss(run, wrong, "1", "2")
    (_own_home / "nianbao.db").write_bytes(b"x" * 5000)
    ran = run("check", wrong)
    assert ran.code == 1
    assert "已经损坏，改名为“nianbao.db.damaged-1”留着" in ran.err
    assert run("check", wrong).err == ""


def test_a_database_that_cannot_be_used(run, wrong, monkeypatch, tmp_path):
    monkeypatch.setenv("NIANBAO_DATABASE_URL", "nosuch://u:geheim@h/x")
    ran = run("check", wrong)
    assert ran.code == 1
    assert ran.err.startswith("以前的处理意见没有读到，全部按待处理算。设置 database_url 的值不能用。")
    assert "geheim" not in ran.err
    assert error_of(run("verdict", wrong)).startswith("设置 database_url 的值不能用。")
    file = tmp_path / "别处.db"
    monkeypatch.setenv("NIANBAO_DATABASE_URL", f"sqlite:///{file}")
    assert dismiss(run, wrong, "1", "2").code == 0
    assert file.exists()
    assert run("check", wrong).code == 0
