"""Tokens of other programs."""

from __future__ import annotations

import threading

import pytest

from assistant.accounts import Accounts, Person, Role
from assistant.errors import InputError
from tests.accounts.helpers import UNIT, on_disk, refused


def test_a_token_is_a_client(accounts, chief, home, clock):
    token = accounts.issue_token("OA", UNIT, Role.REVIEW, by=chief)
    assert accounts.client_of(token) == Person(login="client:oa", name="oa", unit=UNIT, role=Role.REVIEW)
    assert accounts.person_of(token) is None
    assert token.encode() not in on_disk(home)
    (client,) = accounts.clients()
    assert (client.name, client.unit, client.role, client.by) == ("oa", UNIT, "review", "chief")
    assert (client.made, client.used) == (clock.now, clock.now)
    assert Accounts(home, clock).client_of(token) is not None


def test_use_is_noted_once_a_minute(accounts, clock):
    token = accounts.issue_token("oa", UNIT, Role.DRAFT)
    assert accounts.clients()[0].used is None
    accounts.client_of(token)
    first = clock.now
    clock.pass_by(seconds=30)
    accounts.client_of(token)
    assert accounts.clients()[0].used == first
    clock.pass_by(seconds=30)
    accounts.client_of(token)
    assert accounts.clients()[0].used == clock.now


def test_tokens_without_accounts(accounts):
    """One person at this machine may let a program in, and still has not to sign in."""
    assert accounts.client_of(accounts.issue_token("oa", UNIT, Role.DRAFT)) is not None
    assert not accounts.anybody()


def test_revoked(accounts):
    token = accounts.issue_token("oa", UNIT, Role.DRAFT)
    other = accounts.issue_token("portal", UNIT, Role.DRAFT)
    accounts.revoke("oa")
    assert accounts.client_of(token) is None
    assert accounts.client_of(other) is not None
    assert [client.name for client in accounts.clients()] == ["portal"]
    again = accounts.issue_token("oa", UNIT, Role.DRAFT)
    assert accounts.client_of(token) is None
    assert accounts.client_of(again) is not None
    assert refused(accounts.revoke, "nobody").startswith("没有给“nobody”发过令牌。")


def test_one_token_a_client(where, accounts):
    accounts.issue_token("oa", UNIT, Role.DRAFT)
    said = []

    def issue() -> None:
        try:
            Accounts(where).issue_token("portal", UNIT, Role.DRAFT)
        except InputError as error:
            said.append(error.what)

    issuing = [threading.Thread(target=issue) for _ in range(4)]
    for one in issuing:
        one.start()
    for one in issuing:
        one.join(30)
    assert said == ["已经给“portal”发过令牌。"] * 3
    assert refused(accounts.issue_token, "OA", UNIT, Role.ADMIN).startswith("已经给“oa”发过令牌。")


@pytest.mark.parametrize("name", ["", "a b", "<b>", "x" * 100, "../x", "client:x", None])
def test_no_client_name(accounts, name):
    assert "对接系统的名称" in refused(accounts.issue_token, name, UNIT, Role.DRAFT)
    assert accounts.clients() == []


def test_the_log_knows_no_token(accounts):
    token = accounts.issue_token("oa", UNIT, Role.DRAFT)
    accounts.revoke("oa")
    revoked, issued = accounts.notes()
    assert (issued.action, issued.target, issued.detail) == ("发令牌", "client:oa", f"{UNIT}，起草")
    assert (revoked.action, revoked.target, revoked.name) == ("作废令牌", "client:oa", "本机")
    assert token[4:20] not in "".join(note.model_dump_json() for note in accounts.notes())
