"""Signing in: one answer for all that is wrong, slower and slower, and many at once."""

from __future__ import annotations

import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from assistant.accounts import Accounts, Role
from assistant.accounts.sessions import FREE_OF_LOGIN, FREE_OF_ORIGIN
from assistant.errors import ConfigurationError, InputError
from tests.accounts.helpers import GOOD, HERE, OTHER, UNIT, WRONG, on_disk, refused

ROOT = Path(__file__).parents[2]
LATER = "登录失败的次数太多。请 {} 秒后再试；忘了密码请找管理员重设。"


def fail(accounts, times, login="zhangsan", origin=HERE) -> list[str]:
    return [refused(accounts.sign_in, login, OTHER, origin) for _ in range(times)]


def test_who_comes_in_is_known(accounts, writer):
    token = accounts.sign_in("zhangsan", GOOD, HERE)
    assert accounts.person_of(token) == writer
    note = accounts.notes(1)[0]
    assert (note.who, note.name, note.action, note.origin) == ("zhangsan", "张三", "登录", HERE)


def test_one_answer_for_all_that_is_wrong(accounts, writer):
    accounts.add("gone", "李四", UNIT, Role.DRAFT, GOOD)
    accounts.disable("gone")
    tried = [("zhangsan", OTHER), ("nobody", GOOD), ("gone", GOOD), ("gone", OTHER), ("", ""), (None, None)]
    assert {refused(accounts.sign_in, login, password, HERE) for login, password in tried} == {WRONG}


@pytest.mark.parametrize(
    "login",
    ["' OR 1=1 --", "<script>", "a\0b", "\ud800", "zhangsan\u200b", "x" * 10**6, "../../etc/passwd", 5],
)
def test_an_odd_login_is_wrong_like_any_other(accounts, writer, login):
    assert refused(accounts.sign_in, login, GOOD, HERE) == WRONG


@pytest.mark.parametrize("origin", ["", "x" * 10**5, "<b>\r\nSet-Cookie: a", "\ud800\0", None])
def test_an_odd_origin_does_no_harm(accounts, writer, origin):
    assert refused(accounts.sign_in, "zhangsan", OTHER, origin) == WRONG
    assert accounts.person_of(accounts.sign_in("zhangsan", GOOD, origin)) == writer
    assert all(len(note.origin) <= 200 and "\n" not in note.origin for note in accounts.notes())


def test_it_takes_as_long_where_there_is_no_account(real_cost, accounts, writer, clock):
    def seconds(login: str) -> float:
        begin = time.perf_counter()
        fail(accounts, 1, login)
        clock.pass_by(hours=2)
        return time.perf_counter() - begin

    seconds("warm-up")
    wrong = statistics.median(seconds("zhangsan") for _ in range(5))
    unknown = statistics.median(seconds("nobody") for _ in range(5))
    assert 1 / 3 < unknown / wrong < 3


def test_a_login_slows_down(accounts, writer, clock):
    assert fail(accounts, FREE_OF_LOGIN) == [WRONG] * FREE_OF_LOGIN
    waits = []
    for wait in (1, 2, 4, 8, 16, 32, 60, 60):
        assert fail(accounts, 1) == [LATER.format(wait)]
        assert refused(accounts.sign_in, "zhangsan", GOOD, "10.0.0.9") == LATER.format(wait)
        clock.pass_by(seconds=wait - 0.5)
        assert fail(accounts, 1) == [LATER.format(1)]
        clock.pass_by(seconds=0.5)
        waits += fail(accounts, 1)
    assert waits == [WRONG] * 8


def test_it_slows_down_where_there_is_no_account(accounts, writer):
    assert fail(accounts, FREE_OF_LOGIN, "nobody") == [WRONG] * FREE_OF_LOGIN
    assert fail(accounts, 1, " NoBody ") == [LATER.format(1)]


def test_who_had_to_wait_comes_in_and_begins_anew(accounts, writer, clock):
    fail(accounts, FREE_OF_LOGIN)
    clock.pass_by(seconds=1)
    assert accounts.sign_in("zhangsan", GOOD, HERE)
    assert fail(accounts, FREE_OF_LOGIN) == [WRONG] * FREE_OF_LOGIN


def test_an_hour_forgives(accounts, writer, clock):
    fail(accounts, FREE_OF_LOGIN)
    clock.pass_by(minutes=61)
    assert fail(accounts, FREE_OF_LOGIN) == [WRONG] * FREE_OF_LOGIN
    assert fail(accounts, 1) == [LATER.format(1)]


def test_a_new_password_and_enabling_forgive(accounts, writer):
    fail(accounts, FREE_OF_LOGIN)
    accounts.set_password("zhangsan", OTHER)
    token = accounts.sign_in("zhangsan", OTHER, HERE)
    assert accounts.person_of(token) is not None
    for _ in range(FREE_OF_LOGIN):
        refused(accounts.sign_in, "zhangsan", GOOD, HERE)
    accounts.enable("zhangsan")
    assert accounts.sign_in("zhangsan", OTHER, HERE)


def test_an_address_slows_down(accounts, writer, clock):
    for number in range(FREE_OF_ORIGIN):
        assert fail(accounts, 1, f"nobody{number}", "10.0.0.1") == [WRONG]
    assert refused(accounts.sign_in, "zhangsan", GOOD, "10.0.0.1") == LATER.format(1)
    assert accounts.sign_in("zhangsan", GOOD, "10.0.0.2")
    clock.pass_by(seconds=1)
    assert accounts.sign_in("zhangsan", GOOD, "10.0.0.1")
    # Coming in oneself does not forgive what the address did before.
    assert fail(accounts, 1, "nobody", "10.0.0.1") == [WRONG]
    assert fail(accounts, 1, "nobody", "10.0.0.1") == [LATER.format(2)]


def test_a_restart_forgives_nothing(accounts, writer, home, clock):
    fail(accounts, FREE_OF_LOGIN)
    assert fail(Accounts(home, clock), 1) == [LATER.format(1)]


def test_many_guesses_at_once_are_no_way_round(real_cost, accounts, writer):
    said: list[str] = []

    def guess() -> None:
        said.extend(fail(accounts, 1))

    guessing = [threading.Thread(target=guess) for _ in range(20)]
    for one in guessing:
        one.start()
    for one in guessing:
        one.join(60)
    assert said.count(WRONG) == FREE_OF_LOGIN
    assert len(said) == 20


def test_many_come_in_at_once(real_cost, accounts, writer):
    for number in range(4):
        accounts.add(f"u{number}", "某人", UNIT, Role.DRAFT, GOOD)
    logins = ["zhangsan"] * 8 + [f"u{number}" for number in range(4)] * 2
    known: list[str] = []
    gone: list[str] = []

    def come(login: str) -> None:
        try:
            known.append(accounts.person_of(accounts.sign_in(login, GOOD, HERE)).login)
        except (InputError, ConfigurationError) as error:
            gone.append(str(error))

    coming = [threading.Thread(target=come, args=(login,)) for login in logins]
    for one in coming:
        one.start()
    for one in coming:
        one.join(60)
    assert gone == []
    assert sorted(known) == sorted(logins)


def test_several_processes_count_together(accounts, writer, home):
    """Another process at the same moment may get one more guess in, and no more than that."""
    code = """
import sys
from pathlib import Path
from assistant.accounts import Accounts
from assistant.errors import InputError
accounts, wrong = Accounts(Path(sys.argv[1])), 0
sys.stdin.readline()
for _ in range(6):
    try:
        accounts.sign_in("zhangsan", "no such password", "10.0.0.3")
    except InputError as error:
        wrong += "不对" in error.what
print(wrong)
"""
    workers = [
        subprocess.Popen(
            [sys.executable, "-c", code, home],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT,
        )
        for _ in range(2)
    ]  # fmt: skip
    for one in workers:
        one.stdin.write(b"\n")
        one.stdin.flush()
    ran = [one.communicate(timeout=60) for one in workers]
    assert [err for _, err in ran] == [b"", b""]
    assert FREE_OF_LOGIN <= sum(int(out) for out, _ in ran) <= FREE_OF_LOGIN + 2


def test_failures_are_logged_without_what_was_typed(accounts, writer, home):
    refused(accounts.sign_in, "my-secret-word", "second-secret", "10.0.0.4")
    refused(accounts.sign_in, "zhangsan", "third-secret", "10.0.0.4")
    second, first = accounts.notes(2)
    assert (first.who, first.action, first.target) == ("", "登录失败", "（没有这个账号）")
    assert (second.who, second.action, second.target) == ("", "登录失败", "zhangsan")
    assert (second.detail, second.origin) == ("第 1 次", "10.0.0.4")
    assert b"secret" not in on_disk(home)


def test_endless_logins_do_not_fill_the_disk(accounts, writer, monkeypatch):
    from assistant.storage import failures

    monkeypatch.setattr(failures, "MOST", 6)
    for number in range(10):
        fail(accounts, 1, f"nobody{number}", f"10.0.1.{number}")
    with accounts._database._opened().connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM failures").scalar() == 6
