"""Sessions: how long they last, what ends them, and what is kept of them."""

from __future__ import annotations

import pytest

from assistant.accounts import LOCAL, Accounts
from assistant.errors import InputError
from assistant.storage import accounts as kept
from tests.accounts.helpers import GOOD, HERE, OTHER, WRONG, on_disk, refused


@pytest.fixture
def token(accounts, writer) -> str:
    return accounts.sign_in("zhangsan", GOOD, HERE)


def sessions(accounts) -> int:
    with accounts._database._opened().connect() as connection:
        return connection.exec_driver_sql("SELECT count(*) FROM sessions").scalar()


def test_idle_for_twelve_hours(accounts, writer, token, clock):
    clock.pass_by(hours=11, minutes=54)
    assert accounts.person_of(token) == writer
    clock.pass_by(hours=11, minutes=54)
    assert accounts.person_of(token) == writer
    clock.pass_by(hours=12)
    assert accounts.person_of(token) is None


def test_seven_days_at_most(accounts, writer, token, clock):
    for _ in range(7 * 24 - 1):
        clock.pass_by(hours=1)
        assert accounts.person_of(token) == writer
    clock.pass_by(hours=1)
    assert accounts.person_of(token) is None


def test_a_restart_ends_nothing(accounts, writer, token, home, clock):
    assert Accounts(home, clock).person_of(token) == writer


def test_use_is_noted_now_and_then(accounts, token, clock, monkeypatch):
    noted = []
    touch = kept.AccountStore.touch
    monkeypatch.setattr(
        kept.AccountStore, "touch", lambda self, key, now: (noted.append(now), touch(self, key, now))
    )
    for _ in range(20):
        clock.pass_by(minutes=1)
        accounts.person_of(token)
    assert len(noted) == 4


def test_signed_out(accounts, token):
    other = accounts.sign_in("zhangsan", GOOD, HERE)
    accounts.sign_out(token)
    assert accounts.person_of(token) is None
    assert accounts.person_of(other) is not None
    assert [note.action for note in accounts.notes(2)] == ["退出", "登录"]
    accounts.sign_out(token)
    accounts.sign_out("no token")
    assert accounts.notes(1)[0].action == "退出"


@pytest.mark.parametrize(
    "hostile",
    [
        "",
        "nbs_",
        "nbs_" + "a" * 43,
        "' OR 1=1 --",
        "x" * 10**6,
        "nbs_" + "a" * 10**6,
        "\0",
        "\ud800",
        None,
        7,
        b"x",
    ],
    ids=range(11),
)
def test_what_is_no_token_is_nobody(accounts, token, hostile):
    assert accounts.person_of(hostile) is None
    assert accounts.client_of(hostile) is None


def test_a_token_counts_to_the_letter(accounts, token):
    for changed in (token[:-1], token + "a", token.upper(), f" {token}", token.replace("nbs_", "nbt_")):
        assert accounts.person_of(changed) is None


def test_tokens_are_long_and_never_kept(accounts, token, home):
    assert len(token) == 47
    assert token != accounts.sign_in("zhangsan", GOOD, HERE)
    assert token.encode() not in on_disk(home)
    assert token[4:].encode() not in on_disk(home)


def test_a_new_password_ends_all_sessions(accounts, writer, token):
    other = accounts.sign_in("chief", GOOD, HERE)
    accounts.set_password("zhangsan", OTHER)
    assert accounts.person_of(token) is None
    assert accounts.person_of(other) is not None
    assert refused(accounts.sign_in, "zhangsan", GOOD, HERE) == WRONG
    assert accounts.person_of(accounts.sign_in("zhangsan", OTHER, HERE)) == writer


def test_ones_own_new_password(accounts, writer, token):
    second = accounts.sign_in("zhangsan", GOOD, HERE)
    fresh = accounts.change_password(writer, GOOD, OTHER, HERE)
    assert [accounts.person_of(t) for t in (token, second, fresh)] == [None, None, writer]
    assert [note.action for note in accounts.notes(2)] == ["登录", "改密码"]
    assert accounts.sign_in("zhangsan", OTHER, HERE)


def test_ones_own_new_password_refused(accounts, writer, token):
    assert refused(accounts.change_password, writer, OTHER, "another good one", HERE).startswith(
        "原来的密码不对。"
    )
    assert refused(accounts.change_password, writer, GOOD, GOOD, HERE).startswith("新密码和原来的一样。")
    assert refused(accounts.change_password, writer, GOOD, "short", HERE).startswith("密码太短")
    assert refused(accounts.change_password, LOCAL, GOOD, OTHER, HERE).startswith("原来的密码不对。")
    assert accounts.person_of(token) == writer
    assert accounts.sign_in("zhangsan", GOOD, HERE)


def test_guessing_the_old_password_slows_down(accounts, writer, token):
    for _ in range(5):
        refused(accounts.change_password, writer, "not my password", OTHER, HERE)
    assert refused(accounts.change_password, writer, GOOD, OTHER, HERE).startswith(
        "登录失败的次数太多。请 1 秒后"
    )


def test_a_password_changed_in_the_very_moment(accounts, writer, monkeypatch):
    """Between the look at the old password and the session, an administrator sets a new one: no session comes of it."""
    begin = kept.AccountStore.begin

    def late(self, account, *rest):
        monkeypatch.setattr(kept.AccountStore, "begin", begin)
        accounts.set_password("zhangsan", OTHER)
        return begin(self, account, *rest)

    monkeypatch.setattr(kept.AccountStore, "begin", late)
    assert refused(accounts.sign_in, "zhangsan", GOOD, HERE) == WRONG
    assert sessions(accounts) == 0


def test_old_sessions_are_swept_away(accounts, writer, clock, monkeypatch):
    monkeypatch.setattr(kept, "SESSIONS", 3)
    tokens = [accounts.sign_in("zhangsan", GOOD, HERE) for _ in range(5)]
    assert [accounts.person_of(t) is not None for t in tokens] == [False, False, True, True, True]
    clock.pass_by(days=8)
    accounts.sign_in("chief", GOOD, HERE)
    assert sessions(accounts) == 1


def test_a_database_that_is_only_read_lets_one_stay(accounts, writer, token, clock, monkeypatch):
    from assistant.errors import ConfigurationError

    def busy(*_: object) -> None:
        raise ConfigurationError("数据库正被别的程序占用。", "请稍后再试。")

    monkeypatch.setattr(kept.AccountStore, "touch", busy)
    clock.pass_by(hours=1)
    assert accounts.person_of(token) == writer


def test_an_error_in_a_change_keeps_everything(accounts, writer, token, monkeypatch):
    from assistant.storage import audit

    def broken(*_: object) -> None:
        raise InputError("日志写不了。", "")

    monkeypatch.setattr(audit, "append", broken)
    refused(accounts.disable, "zhangsan")
    assert accounts.person_of(token) == writer
    assert not accounts.people()[1].disabled
