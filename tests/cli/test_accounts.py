"""``user``, ``token`` and ``audit``: from the first account to the last line of the log."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from assistant.accounts import Accounts, Role
from assistant.cli.width import width
from tests.accounts.helpers import on_disk
from tests.cli.helpers import error_of

ROOT = Path(__file__).parents[2]
GOOD = "春风 又绿 江南岸"
OTHER = "correct-horse-battery"
UNIT = "示例县人民政府"
NOT_ALLOWED = "是最后一个能用的管理账号，不能"


def add(run, login="chief", role="管理", password=GOOD, name="赵主任", unit=UNIT):
    options = ("--name", name, "--unit", unit, "--role", role, "--password-stdin")
    return run("user", "add", login, *options, stdin=password.encode() + b"\n")


@pytest.fixture
def two(run):
    add(run)
    assert add(run, "zhangsan", "起草", name="张三").code == 0


def test_the_first_account(run, _own_home):
    assert run("user", "list").err.strip() == "还没有账号：网页只能在本机上用，不用登录。"
    assert not _own_home.exists()
    said = error_of(add(run, role="起草"))
    assert said.startswith("第一个账号必须是管理角色。")
    assert said.endswith("请写 --role 管理。")
    ran = add(run)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.splitlines() == [
        f"已添加账号“chief”：赵主任，{UNIT}，管理。",
        "这是第一个账号：从现在起，网页要登录才能用。",
    ]
    assert "第一个" not in add(run, "zhangsan", "起草").err
    assert Accounts(_own_home).sign_in("chief", GOOD, "")
    assert GOOD.encode() not in on_disk(_own_home)


def test_listed(run, two, _own_home):
    Accounts(_own_home).sign_in("zhangsan", GOOD, "10.0.0.1")
    run("user", "disable", "zhangsan")
    add(run, "w" * 32, "审核", name="长" * 50, unit="长" * 100)
    ran = run("user", "list")
    assert ran.code == 0
    head, *lines = ran.out.splitlines()
    assert head.split() == ["登录名", "姓名", "单位", "角色", "上次登录"]
    assert lines[0].split() == ["chief", "赵主任", UNIT, "管理", "还没有"]
    assert lines[2].startswith("zhangsan")
    assert lines[2].endswith(" 停用")
    assert all(width(line) < 80 for line in ran.out.splitlines())
    assert ran.err == "共 3 个账号，其中停用 1 个。\n"
    known = json.loads(run("user", "list", "--json").out)
    assert known[0] | {"made": ""} == {
        "login": "chief", "name": "赵主任", "unit": UNIT, "role": "admin", "disabled": False, "made": "",
        "signed_in": None,
    }  # fmt: skip
    assert "argon2" not in json.dumps(known)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "标准输入里没有密码。请把密码写成一行。"),
        (b"\n", "标准输入里没有密码。请把密码写成一行。"),
        (b"one\ntwo\n", "标准输入里不止一行。请只写密码这一行。"),
        (b"x" * 10**6, "标准输入里不止一行。请只写密码这一行。"),
        ("春风又绿江南岸上".encode("gbk"), "标准输入里的密码读不了。请用 UTF-8 写成一行。"),
        (b"short\n", "密码太短，只有 5 个字符。请至少用 8 个字符。"),
        (b"password1\n", "这个密码太常见，一猜就中。请换一个，比如几个不相干的词连在一起。"),
        (b"nul\0nul nul\n", "密码里有看不见的字符。请只用键盘上打得出来的字符。"),
        (b"chief\n", "密码太短，只有 5 个字符。请至少用 8 个字符。"),
    ],
)
def test_passwords_refused(run, data, said, _own_home):
    options = ("--name", "赵主任", "--unit", UNIT, "--role", "管理", "--password-stdin")
    assert error_of(run("user", "add", "chief", *options, stdin=data)) == said
    assert Accounts(_own_home).people() == []


@pytest.mark.parametrize("end", [b"", b"\n", b"\r\n"])
def test_a_password_in_one_line(run, end, _own_home):
    options = ("--name", "赵主任", "--unit", UNIT, "--role", "管理", "--password-stdin")
    assert run("user", "add", "chief", *options, stdin=b"\xef\xbb\xbf" + GOOD.encode() + end).code == 0
    assert Accounts(_own_home).sign_in("chief", GOOD, "")


def test_a_password_needs_a_terminal_or_the_option(run):
    said = error_of(run("user", "add", "chief", "--name", "赵", "--unit", UNIT, "--role", "管理", stdin=b"x"))
    assert said == "这里不能输入密码：不是终端。请加上 --password-stdin，从标准输入给密码。"


def test_a_password_is_no_argument(run):
    said = error_of(run("user", "add", "chief", "--password", GOOD, "--role", "管理"))
    assert said.startswith("没有选项“--password”。")
    assert "多出了" in error_of(run("user", "password", "chief", GOOD))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"login": "-x"}, "没有选项"),
        ({"login": "<b>x</b>"}, "登录名“<b>x</b>”不能用。"),
        ({"login": "x" * 10**5}, "登录名太长，有 100000 个字。"),
        ({"role": "局长"}, "没有“局长”这种角色。可以是 起草、审核、管理。"),
        ({"name": " "}, "没有写姓名。"),
        ({"unit": ""}, "没有写是哪个单位。"),
        ({"unit": "长" * 101}, "单位名称太长，有 101 个字。"),
        ({"login": "CHIEF"}, "已经有账号“chief”。请换一个登录名；要改密码请用 nianbao user password。"),
    ],
)
def test_accounts_refused(run, two, changed, said, _own_home):
    assert error_of(add(run, **{"login": "x", **changed})).startswith(said)
    assert len(Accounts(_own_home).people()) == 2


def test_a_new_password(run, two, _own_home):
    accounts = Accounts(_own_home)
    token = accounts.sign_in("zhangsan", GOOD, "")
    ran = run("user", "password", "ZhangSan", "--password-stdin", stdin=OTHER.encode())
    assert (ran.code, ran.err) == (0, "已重设“zhangsan”（张三）的密码，原来的登录都已失效。\n")
    assert accounts.person_of(token) is None
    assert accounts.sign_in("zhangsan", OTHER, "")


def test_role_disable_enable(run, two, _own_home):
    accounts = Accounts(_own_home)
    token = accounts.sign_in("zhangsan", GOOD, "")
    assert run("user", "role", "zhangsan", "--role", "审核").err == "“zhangsan”（张三）现在是审核。\n"
    assert accounts.person_of(token).role is Role.REVIEW
    assert run("user", "disable", "zhangsan").err == "已停用“zhangsan”（张三），原来的登录都已失效。\n"
    assert accounts.person_of(token) is None
    assert run("user", "enable", "zhangsan").err == "已启用“zhangsan”（张三）。\n"
    assert accounts.sign_in("zhangsan", GOOD, "")


def test_the_last_who_manages_stays(run, two):
    assert NOT_ALLOWED + "停用。" in error_of(run("user", "disable", "chief"))
    assert NOT_ALLOWED + "改成别的角色。" in error_of(run("user", "role", "chief", "--role", "起草"))


@pytest.mark.parametrize("command", ["password", "disable", "enable"])
def test_nobody_of_that_login(run, two, command):
    assert error_of(run("user", command, "nobody")) == "没有账号“nobody”。有哪些账号请看 nianbao user list。"


def test_tokens(run, _own_home):
    assert run("token", "list").err == "还没有发过令牌。\n"
    ran = run("token", "add", "OA", "--unit", UNIT, "--role", "起草")
    assert ran.code == 0
    token = ran.out.strip()
    assert ran.out == token + "\n"
    assert token not in ran.err
    assert ran.err == "已给“oa”发令牌。请现在就抄进那个系统的设置里：以后不再显示。\n"
    assert Accounts(_own_home).client_of(token).login == "client:oa"
    assert "已经给“oa”发过令牌。" in error_of(run("token", "add", "oa", "--unit", UNIT, "--role", "起草"))
    listed = run("token", "list")
    assert listed.out.splitlines()[1].split()[:4] == ["oa", UNIT, "起草", "本机"]
    assert all(width(line) < 80 for line in listed.out.splitlines())
    (known,) = json.loads(run("token", "list", "--json").out)
    assert sorted(known) == ["by", "made", "name", "role", "unit", "used"]
    assert token[4:] not in listed.out + json.dumps(known)
    assert run("token", "revoke", "oa").err == "已作废“oa”的令牌。\n"
    assert Accounts(_own_home).client_of(token) is None
    assert "没有给“oa”发过令牌。" in error_of(run("token", "revoke", "oa"))


def test_the_log(run, two, _own_home):
    Accounts(_own_home).sign_in("zhangsan", GOOD, "10.0.0.1")
    ran = run("audit")
    lines = ran.out.splitlines()
    assert lines[0].split() == ["时间", "谁", "做什么", "对象", "来自"]
    assert lines[1].split()[2:] == ["zhangsan", "登录", "10.0.0.1"]
    assert lines[2].split()[2:] == ["本机", "添加账号", "zhangsan"]
    assert lines[3].strip() == f"张三，{UNIT}，起草"
    assert ran.err == "最近 3 条。\n"
    (note,) = json.loads(run("audit", "-n", "1", "--json").out)
    assert (note["who"], note["action"], note["origin"]) == ("zhangsan", "登录", "10.0.0.1")


def test_an_empty_log(run, _own_home):
    assert run("audit").err == "还没有操作记录。\n"
    assert json.loads(run("audit", "--json").out) == []
    assert not _own_home.exists()


@pytest.mark.parametrize("count", ["0", "-1", "x", "1.5", "100001", "9" * 100, "²"])
def test_how_many_lines(run, count):
    assert (
        error_of(run("audit", "-n", count)) == f"选项 -n 的值“{count}”不能用。请写 1 到 100000 之间的整数。"
    )


def test_a_hostile_line_stays_in_its_place(run, _own_home):
    from assistant.accounts import LOCAL

    Accounts(_own_home).note(LOCAL, "x" * 500, "\x1b[31m红\r\n第二行", "长" * 500, "y" * 500)
    out = run("audit").out
    assert "\x1b" not in out
    assert all(width(line) <= 80 for line in out.splitlines())


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo terminal")
@pytest.mark.parametrize(("again", "code"), [(GOOD, 0), (OTHER, 2)])
def test_typed_at_a_terminal(again, code, _own_home):
    """Twice and unseen: what the terminal shows has the questions, and never the password."""
    import pty

    ours, theirs = pty.openpty()
    options = ["--name", "赵主任", "--unit", UNIT, "--role", "管理"]
    program = subprocess.Popen(
        [sys.executable, "-m", "assistant", "user", "add", "chief", *options],
        stdin=theirs, stdout=theirs, stderr=theirs, cwd=ROOT, start_new_session=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    os.close(theirs)
    shown = b""
    for asked, typed in (("密码：", GOOD), ("再输一遍：", again)):
        shown += _until(ours, asked.encode())
        time.sleep(0.2)  # the terminal stops echoing just before it asks
        os.write(ours, typed.encode() + b"\n")
    shown += _until(ours, "。\r\n".encode())
    assert program.wait(timeout=60) == code
    os.close(ours)
    assert GOOD.encode() not in shown
    assert OTHER.encode() not in shown
    if code:
        assert "两次输入的密码不一样。什么也没有改，请再来一次。" in shown.decode()
        assert Accounts(_own_home).people() == []
    else:
        assert "已添加账号“chief”" in shown.decode()
        assert Accounts(_own_home).sign_in("chief", GOOD, "")


def _until(terminal: int, words: bytes) -> bytes:
    shown = b""
    while words not in shown:
        try:
            shown += os.read(terminal, 4096)
        except OSError:  # the program has gone
            break
    return shown
