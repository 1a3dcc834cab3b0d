"""Passwords: which are refused, how they are compared, and what happens when the hash is to be made otherwise."""

from __future__ import annotations

import time
import unicodedata

import pytest

from assistant.accounts import Role, passwords
from tests.accounts.helpers import GOOD, HERE, OTHER, UNIT, WRONG, refused


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("", "密码太短，只有 0 个字符。"),
        ("1234567", "密码太短，只有 7 个字符。"),
        ("春风又绿江南岸", "密码太短，只有 7 个字符。"),
        ("ZhangSan-01", "密码不能和登录名一样。"),
        ("12345678", "这个密码太常见，一猜就中。"),
        ("PassWord123", "这个密码太常见，一猜就中。"),
        ("woaini1314", "这个密码太常见，一猜就中。"),
        ("啊" * 8, "这个密码太常见，一猜就中。"),
        ("x" * 201, "密码太长，有 201 个字符。"),
        ("line\nbreak 12", "密码里有看不见的字符。"),
        ("nul\0 inside 1", "密码里有看不见的字符。"),
        ("zero\u200bwidth 1", "密码里有看不见的字符。"),
        ("half \ud800 pair", "密码里有看不见的字符。"),
        (None, "密码不是文字。"),
        (12345678901, "密码不是文字。"),
    ],
)
def test_refused(accounts, chief, password, said):
    assert refused(accounts.add, "zhangsan-01", "张三", UNIT, Role.DRAFT, password).startswith(said)
    assert len(accounts.people()) == 1
    if password:
        assert str(password) not in refused(accounts.add, "zhangsan-01", "张三", UNIT, Role.DRAFT, password)


def test_taken(accounts, chief):
    for number, password in enumerate(["春风又绿江南岸上", "x y" * 66 + "zz", "<b>&\"'=1+1", " 8 blanks "]):
        accounts.add(f"u{number}", "张三", UNIT, Role.DRAFT, password)
        assert accounts.person_of(accounts.sign_in(f"u{number}", password, HERE)).login == f"u{number}"
    assert refused(accounts.sign_in, "u3", "8 blanks", HERE) == WRONG


def test_one_password_however_it_is_composed(accounts, chief):
    composed = "café-straße-日本"
    apart = unicodedata.normalize("NFD", composed)
    assert composed != apart
    accounts.add("zhangsan", "张三", UNIT, Role.DRAFT, apart)
    assert accounts.sign_in("zhangsan", composed, HERE)
    assert accounts.sign_in("zhangsan", apart, HERE)


def test_a_huge_password_costs_nothing(real_cost, accounts, writer):
    begin = time.perf_counter()
    assert refused(accounts.sign_in, "zhangsan", GOOD + "x" * 10**7, HERE) == WRONG
    assert refused(accounts.set_password, "zhangsan", "x" * 10**7).startswith(
        "密码太长，有 10000000 个字符。"
    )
    assert time.perf_counter() - begin < 5


@pytest.mark.parametrize("password", [None, 7, b"bytes", ["x"], "\ud800" * 10])
def test_what_is_no_password_is_wrong(accounts, writer, password):
    assert refused(accounts.sign_in, "zhangsan", password, HERE) == WRONG


def test_a_hash_is_made_anew_when_its_parameters_change(real_cost, accounts, writer, monkeypatch):
    def kept() -> str:
        return next(one.password for one in accounts.people() if one.login == "zhangsan")

    before = kept()
    token = accounts.sign_in("zhangsan", GOOD, HERE)
    assert kept() == before
    monkeypatch.setattr(passwords, "PASSES", 3)
    passwords._hasher.cache_clear()
    refused(accounts.sign_in, "zhangsan", OTHER, HERE)
    assert kept() == before
    accounts.sign_in("zhangsan", GOOD, HERE)
    assert kept().startswith("$argon2id$v=19$m=32768,t=3,p=1$")
    assert accounts.person_of(token) is not None  # the password is the same
    assert accounts.sign_in("zhangsan", GOOD, HERE)


def test_what_it_costs_at_least(real_cost):
    """The least that OWASP's password storage cheat sheet asks of argon2id: 19 MiB and two passes."""
    assert passwords.MEMORY >= 19 * 1024
    assert passwords.PASSES >= 2
    assert not passwords.is_outdated(passwords.decoy())


def test_everybody_has_a_salt_of_their_own(accounts, writer):
    first, second = (one.password for one in accounts.people())
    assert first != second
