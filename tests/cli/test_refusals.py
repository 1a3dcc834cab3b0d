"""What cannot be used, what is our own fault, and the help: one clear line each, and nothing left behind."""

from __future__ import annotations

import sys

import pytest

import assistant
from assistant.cli import main
from assistant.cli.width import width
from assistant.settings import default_home
from tests.cli.helpers import error_of
from tests.support.reports import busy_report

# --- what cannot be used ----------------------------------------------------------------------

USAGE = [
    (["foo"], "没有命令“foo”。可以用的命令：read、check、draft、export、serve、compare、batch、rollup、ask、search、index、eval、deadline、fee、log、verdict、audit、mcp、corpus、prompts、model、review、user、token。用法请看：nianbao --help"),
    (["read"], "缺少参数“年报文件”。用法请看：nianbao read --help"),
    (["read", "a", "--jso"], "没有选项“--jso”。您要的是不是 --json？用法请看：nianbao read --help"),
    (["read", "a", "--zzz"], "没有选项“--zzz”。用法请看：nianbao read --help"),
    (["read", "a", "b c"], "多出了“b c”，不知道是什么；文件名里有空格时请加引号。用法请看：nianbao read --help"),
    (["draft", "a", "--notes"], "选项 --notes 后面缺少值。用法请看：nianbao --help"),
    (["read", "a", "--json=1"], "选项 --json 用法不对。用法请看：nianbao --help"),
    (["export", "a"], "缺少选项 --output。用法请看：nianbao export --help"),
    (["--debug", "--foo"], "没有选项“--foo”。用法请看：nianbao --help"),
    (["draft", "a", "--section", "1"], "选项 --section 的值不能是“1”。可以是 overview、problems、other、all。"),
    (["draft", "a", "--writer", "gpt"], "选项 --writer 的值不能是“gpt”。可以是 grounded、model。"),
    (["draft", "a", "-o", "稿.xlsx"], "不能写成“稿.xlsx”这种文件。文件名请以 .docx、.md、.html 结尾。"),
    (["export", "a", "-o", "稿.pdf"], "不能写成“稿.pdf”这种文件。文件名请以 .docx、.html、.xlsx、.md 结尾。"),
    (["check", "-", "--previous", "-"], "标准输入（-）只能用一次。请把其中一个改为文件名。"),
    (["draft", "-", "--notes", "-"], "标准输入（-）只能用一次。请把其中一个改为文件名。"),
    (["draft", "a", "--notes", "-", "--previous", "-"], "标准输入（-）只能用一次。请把其中一个改为文件名。"),
    (["read", "没有.docx"], "找不到文件“没有.docx”。请检查路径和文件名。"),
    (["serve", "--port", "0"], "选项 --port 的值“0”不能用。应为：1 到 65535 之间的整数。"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "says"), USAGE, ids=lambda v: " ".join(v) if isinstance(v, list) else ""
)
def test_what_cannot_be_used(run, tmp_path, monkeypatch, arguments, says):
    monkeypatch.chdir(tmp_path)
    assert error_of(run(*arguments)) == says
    assert list(tmp_path.iterdir()) == []


def test_a_source_without_tables(run, tmp_path):
    (tmp_path / "信.txt").write_text("今天天气很好。", encoding="utf-8")
    for command in (["read"], ["read", "--json"], ["check", "--json"], ["draft", "-o", tmp_path / "a.docx"]):
        assert error_of(run(command[0], tmp_path / "信.txt", *command[1:])).startswith(
            "没有找到年度报告的表格。"
        )
    assert not (tmp_path / "a.docx").exists()


def test_an_empty_standard_input(run):
    assert error_of(run("read", "-")).startswith("这个文件是空的。")


def test_no_standard_input_at_all(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", None)
    assert main(["read", "-"]) == 2
    assert capsys.readouterr().err == "错误：没有标准输入可读。请改用文件名。\n"


def test_which_file_is_meant(run, report, tmp_path):
    assert error_of(run("check", report, "--previous", tmp_path / "x")).startswith(
        "上年报告用不了：找不到文件"
    )
    assert error_of(run("draft", report, "--notes", tmp_path / "x")).startswith("要点文件用不了：找不到文件")
    assert error_of(run("draft", report, "--notes", tmp_path)).startswith("要点文件用不了：文件")
    (tmp_path / "图").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    assert error_of(run("draft", report, "--notes", tmp_path / "图")).startswith("要点文件用不了：认不出")


def test_the_source_is_never_overwritten(run, tmp_path):
    source = tmp_path / "年报.docx"
    before = assistant.export_report(busy_report(), source)
    for command in ("draft", "export"):
        message = error_of(run(command, source, "-o", tmp_path / "." / "年报.docx"))
        assert message.endswith("就是给进来的文件，写了会把它盖掉。请换一个文件名。")
    assert source.read_bytes() == before


def test_a_place_that_cannot_be_written(run, report, tmp_path):
    assert error_of(run("export", report, "-o", tmp_path / "无" / "a.docx")).startswith("保存位置")


# --- help, version, our bugs ------------------------------------------------------------------

COMMANDS = [
    "", "read", "check", "draft", "export", "serve", "ask", "search", "index", "eval", "deadline", "fee", "log", "corpus", "prompts", "model",
    "corpus list", "corpus add", "corpus remove",
]  # fmt: skip


@pytest.mark.parametrize("command", [c.split() for c in COMMANDS], ids=lambda c: " ".join(c) or "nianbao")
def test_help_is_chinese_and_fits(run, command):
    ran = run(*command, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("用法：nianbao")
    assert all(width(line) < 80 for line in ran.out.splitlines())
    for english in ("Usage", "Options", "Show", "default:", "required", "None", "<"):
        assert english not in ran.out


def test_nothing_asked_for(run):
    ran = run()
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == run("--help").out


def test_version(run):
    from assistant.version import VERSION

    assert (run("--version").out, run("--version").code) == (f"nianbao {VERSION}\n", 0)


@pytest.fixture
def bug(monkeypatch):
    def broken(*_: object, **__: object):
        raise ZeroDivisionError("a secret slip")

    monkeypatch.setitem(assistant.__dict__, "check_report", broken)


def test_a_bug_of_ours(run, report, bug, _own_home):
    ran = run("check", report)
    (log,) = (_own_home / "logs").iterdir()
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith("错误：程序出了毛病（ZeroDivisionError），这是我们的缺陷")
    assert str(log) in ran.err
    assert "Traceback" not in ran.err
    assert "ZeroDivisionError: a secret slip" in log.read_text(encoding="utf-8")
    if sys.platform != "win32":
        assert _own_home.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("place", ["first", "last"])
def test_a_bug_of_ours_in_full(run, report, bug, place):
    arguments = ["check", report]
    ran = run(*(["--debug", *arguments] if place == "first" else [*arguments, "--debug"]))
    assert ran.code == 3
    assert "Traceback" in ran.err
    assert "a secret slip" in ran.err


def test_logs_do_not_pile_up(run, report, bug, _own_home):
    for _ in range(22):
        run("check", report)
    assert len(list((_own_home / "logs").iterdir())) == 20


def test_a_bug_under_wrong_settings_is_logged_in_the_usual_place(run, report, bug, _own_home):
    _own_home.touch()
    assert run("check", report).code == 3
    assert len(list((default_home() / "logs").iterdir())) == 1


def test_a_bug_that_cannot_be_logged(run, report, bug, _own_home):
    _own_home.mkdir()
    (_own_home / "logs").touch()
    ran = run("check", report)
    assert (ran.code, ran.out) == (3, "")
    assert "详细情况没能记下来（数据文件夹写不了），请加上 --debug 再运行一次" in ran.err


def test_debug_behind_two_dashes_is_a_file(run):
    assert error_of(run("read", "--", "--debug")) == "找不到文件“--debug”。请检查路径和文件名。"
