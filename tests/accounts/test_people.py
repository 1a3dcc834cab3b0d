"""Accounts: what a role allows, who may make one, what one must be, and the last who lets one in."""

from __future__ import annotations

import threading

import pytest

from assistant.accounts import LOCAL, Accounts, Person, Role, may
from assistant.accounts.people import role_named
from assistant.errors import ConfigurationError, InputError
from tests.accounts.helpers import GOOD, HERE, OTHER, UNIT, WRONG, on_disk, refused

ELSEWHERE = "示例县教育局"
ALL = ("see", "edit", "judge", "review", "manage")


def person(role: Role) -> Person:
    return Person(login="x", name="某人", unit=UNIT, role=role)


@pytest.mark.parametrize(
    ("role", "own"),
    [(Role.DRAFT, ("see", "edit", "judge")), (Role.REVIEW, ("see", "judge", "review")), (Role.ADMIN, ALL)],
)
def test_what_a_role_allows(role, own):
    assert tuple(action for action in ALL if may(person(role), action, UNIT)) == own
    assert tuple(action for action in ALL if may(person(role), action, ELSEWHERE)) == (
        ALL if role is Role.ADMIN else ()
    )


def test_whoever_sits_at_the_machine_may_do_all():
    assert all(may(LOCAL, action, owner) for action in ALL for owner in ("", UNIT))


def test_what_was_made_alone_is_seen_by_those_who_manage():
    assert not may(person(Role.DRAFT), "see", "")
    assert not may(person(Role.REVIEW), "see", "")
    assert may(person(Role.ADMIN), "see", "")


def test_roles_by_their_names():
    assert [role_named(word) for word in ("起草", " 审核 ", "admin")] == [Role.DRAFT, Role.REVIEW, Role.ADMIN]
    assert refused(role_named, "局长") == "没有“局长”这种角色。可以是 起草、审核、管理。"


def test_nobody_at_first_and_asking_makes_nothing(accounts, home):
    assert (accounts.anybody(), accounts.people(), accounts.clients(), accounts.notes()) == (
        False,
        [],
        [],
        [],
    )
    assert accounts.person_of("nbs_" + "a" * 43) is None
    assert accounts.client_of("nbt_" + "a" * 43) is None
    assert not home.exists()


def test_the_first_must_manage(accounts, home):
    said = refused(accounts.add, "zhangsan", "张三", UNIT, Role.DRAFT, GOOD)
    assert said.startswith("第一个账号必须是管理角色。有了账号，网页就要登录才能用")
    assert not accounts.anybody()
    assert accounts.add("chief", "赵主任", UNIT, Role.ADMIN, GOOD) == Person(
        login="chief", name="赵主任", unit=UNIT, role=Role.ADMIN
    )
    assert accounts.anybody()
    assert Accounts(home).anybody()
    assert accounts.add("zhangsan", "张三", UNIT, Role.DRAFT, GOOD).role is Role.DRAFT


def test_an_account_as_it_is_listed(accounts, writer, clock):
    clock.pass_by(hours=1)
    accounts.sign_in("zhangsan", GOOD, HERE)
    chief, one = accounts.people()
    assert (one.login, one.name, one.unit, one.role) == ("zhangsan", "张三", UNIT, "draft")
    assert (one.disabled, one.made, one.signed_in) == (False, chief.made, clock.now)
    assert chief.signed_in is None
    assert "argon2" not in repr(one) + one.model_dump_json()


@pytest.mark.parametrize(
    "login",
    ["", "  ", "-x", "张 三", "a/b", "<b>x</b>", "=1+1", "a\0b", "a\nb", "x" * 33, "client:oa", None, 7],
)
def test_no_login(accounts, chief, login):
    assert refused(accounts.add, login, "张三", UNIT, Role.DRAFT, GOOD).startswith(("登录名", "没有写登录名"))
    assert len(accounts.people()) == 1


def test_a_huge_login_is_told_by_its_length(accounts, chief):
    said = refused(accounts.add, "张" * 10**6, "张三", UNIT, Role.DRAFT, GOOD)
    assert said.startswith("登录名太长，有 1000000 个字。")
    assert len(said) < 200


def test_a_login_is_one_however_it_is_typed(accounts, writer):
    assert accounts.add("ＷＡＮＧ五", "王五", UNIT, Role.DRAFT, GOOD).login == "wang五"
    assert accounts.person_of(accounts.sign_in(" Wang五", GOOD, HERE)).login == "wang五"
    assert refused(accounts.add, "ZhangSan", "张三", UNIT, Role.DRAFT, GOOD) == (
        "已经有账号“zhangsan”。请换一个登录名。"
    )


@pytest.mark.parametrize(
    ("name", "unit"), [("", UNIT), ("\u200b", UNIT), ("长" * 51, UNIT), ("张三", ""), ("张三", "长" * 101)]
)
def test_no_name_or_unit(accounts, chief, name, unit):
    assert refused(accounts.add, "x", name, unit, Role.DRAFT, GOOD)
    assert len(accounts.people()) == 1


def test_names_are_kept_as_text(accounts, chief):
    name = "<script>alert(1)</script>\u202e=HYPERLINK(1)"
    made = accounts.add("x", name, "示例 县(一)", Role.DRAFT, GOOD)
    assert made.name == "<script>alert(1)</script>=HYPERLINK(1)"
    assert made.unit == "示例县（一）"


@pytest.mark.parametrize("role", [Role.DRAFT, Role.REVIEW])
def test_only_who_manages_manages(accounts, chief, role):
    by = accounts.add("other", "别人", UNIT, role, GOOD)
    token = accounts.issue_token("oa", UNIT, Role.DRAFT)
    tried = [
        lambda: accounts.add("x", "张三", UNIT, Role.ADMIN, GOOD, by=by),
        lambda: accounts.set_role("other", Role.ADMIN, by=by),
        lambda: accounts.set_password("chief", OTHER, by=by),
        lambda: accounts.disable("chief", by=by),
        lambda: accounts.enable("chief", by=by),
        lambda: accounts.issue_token("x", UNIT, Role.ADMIN, by=by),
        lambda: accounts.revoke("oa", by=by),
    ]
    before = (accounts.people(), accounts.clients(), accounts.notes())
    for one in tried:
        assert refused(one) == "只有管理角色能管账号和令牌。请找管理员办理。"
    assert (accounts.people(), accounts.clients(), accounts.notes()) == before
    assert accounts.client_of(token) is not None


def test_a_role_counts_at_once(accounts, writer):
    token = accounts.sign_in("zhangsan", GOOD, HERE)
    accounts.set_role("zhangsan", Role.REVIEW)
    assert accounts.person_of(token).role is Role.REVIEW


def test_disabled_and_enabled(accounts, writer):
    token = accounts.sign_in("zhangsan", GOOD, HERE)
    accounts.disable("zhangsan")
    assert accounts.person_of(token) is None
    assert refused(accounts.sign_in, "zhangsan", GOOD, HERE) == WRONG
    accounts.enable("zhangsan")
    assert accounts.person_of(token) is None
    assert accounts.person_of(accounts.sign_in("zhangsan", GOOD, HERE)) == writer


def test_the_last_who_manages_stays(accounts, writer):
    for act in (accounts.disable, lambda login: accounts.set_role(login, Role.DRAFT)):
        assert refused(act, "chief").startswith("“chief”是最后一个能用的管理账号，不能")
    accounts.set_role("zhangsan", Role.ADMIN)
    accounts.disable("zhangsan")
    assert refused(accounts.disable, "chief").startswith("“chief”是最后一个")
    accounts.enable("zhangsan")
    accounts.disable("chief")
    assert [one.disabled for one in accounts.people()] == [True, False]


def test_two_at_once_leave_one_who_manages(where, clock, accounts, chief):
    accounts.add("second", "钱主任", UNIT, Role.ADMIN, GOOD)
    for _ in range(5):
        ready = threading.Barrier(2)
        said: list[str] = []

        def act(login, ready=ready, said=said):
            mine = Accounts(where, clock)
            ready.wait()
            try:
                mine.disable(login)
            except InputError as error:
                said.append(error.what)

        both = [threading.Thread(target=act, args=(login,)) for login in ("chief", "second")]
        for one in both:
            one.start()
        for one in both:
            one.join(30)
        assert len(said) == 1
        assert sorted(one.disabled for one in accounts.people()) == [False, True]
        for one in accounts.people():
            accounts.enable(one.login)


def test_a_login_is_given_out_once(where, accounts, chief):
    said: list[str] = []

    def act(name):
        try:
            Accounts(where).add("same", name, UNIT, Role.DRAFT, GOOD)
        except InputError as error:
            said.append(error.what)

    all_ = [threading.Thread(target=act, args=(f"第{n}位",)) for n in range(4)]
    for one in all_:
        one.start()
    for one in all_:
        one.join(30)
    assert said == ["已经有账号“same”。"] * 3
    assert [one.login for one in accounts.people()] == ["chief", "same"]


@pytest.mark.parametrize("act", ["disable", "enable"])
def test_nobody_of_that_login(accounts, chief, act):
    assert refused(getattr(accounts, act), "nobody").startswith("没有账号“nobody”。")


# --- the mark ---------------------------------------------------------------------------------------------------------


def test_a_lost_database_does_not_open_the_door(accounts, chief, home):
    mark = home / "accounts.on"
    assert accounts.anybody()
    assert mark.stat().st_mode & 0o777 == 0o600
    for file in home.glob("nianbao.db*"):
        file.unlink()
    with pytest.raises(ConfigurationError, match="这里开过账号，现在数据库里一个账号也没有") as caught:
        Accounts(home).anybody()
    assert str(mark) in caught.value.advice
    assert accounts.anybody()  # who runs already goes on asking
    assert refused(accounts.sign_in, "chief", GOOD, HERE) == WRONG
    mark.unlink()
    assert not Accounts(home).anybody()


def test_a_damaged_database_does_not_open_the_door(accounts, chief, home):
    (home / "nianbao.db").write_bytes(b"x" * 5000)
    for beside in home.glob("nianbao.db-*"):
        beside.unlink()
    again = Accounts(home)
    with pytest.raises(ConfigurationError, match="一个账号也没有"):
        again.anybody()
    assert any("已经损坏" in notice for notice in again.notices)
    again.add("chief", "赵主任", UNIT, Role.ADMIN, OTHER)
    assert Accounts(home).anybody()


def test_another_database_does_not_open_the_door(monkeypatch, home, tmp_path):
    Accounts.configured().add("chief", "赵主任", UNIT, Role.ADMIN, GOOD)
    monkeypatch.setenv("NIANBAO_DATABASE_URL", f"sqlite:///{tmp_path}/other.db")
    with pytest.raises(ConfigurationError, match="设置 database_url 变了"):
        Accounts.configured().anybody()


def test_accounts_brought_from_another_machine_make_the_mark(accounts, chief, home):
    (home / "accounts.on").unlink()
    assert Accounts(home).anybody()
    assert (home / "accounts.on").exists()


def test_no_password_is_on_disk(real_cost, accounts, writer, home):
    accounts.sign_in("zhangsan", GOOD, HERE)
    refused(accounts.sign_in, GOOD, GOOD, HERE)  # typed into the wrong field
    refused(accounts.sign_in, "zhangsan", OTHER, HERE)
    accounts.set_password("zhangsan", OTHER)
    for secret in (GOOD, OTHER):
        assert secret.encode() not in on_disk(home)
    assert b"$argon2id$v=19$m=32768,t=2,p=1$" in on_disk(home)
