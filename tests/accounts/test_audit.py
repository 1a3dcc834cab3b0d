"""The audit log: who did what, on what, from where; nothing secret, nothing changed, not without end."""

from __future__ import annotations

import pytest

from assistant.accounts import LOCAL, Role
from assistant.storage import audit
from tests.accounts.helpers import GOOD, HERE, OTHER, UNIT


def test_all_that_is_done_to_accounts(accounts, chief):
    accounts.add("zhangsan", "张三", UNIT, Role.DRAFT, GOOD, by=chief)
    accounts.set_role("zhangsan", Role.REVIEW, by=chief)
    accounts.set_password("zhangsan", OTHER, by=chief)
    accounts.disable("zhangsan", by=chief)
    accounts.enable("zhangsan", by=chief)
    lines = [(n.who, n.name, n.unit, n.action, n.target, n.detail) for n in reversed(accounts.notes())]
    assert lines == [
        ("", "本机", "", "添加账号", "chief", f"赵主任，{UNIT}，管理"),
        ("chief", "赵主任", UNIT, "添加账号", "zhangsan", f"张三，{UNIT}，起草"),
        ("chief", "赵主任", UNIT, "改角色", "zhangsan", "审核"),
        ("chief", "赵主任", UNIT, "重设密码", "zhangsan", ""),
        ("chief", "赵主任", UNIT, "停用账号", "zhangsan", ""),
        ("chief", "赵主任", UNIT, "启用账号", "zhangsan", ""),
    ]


def test_a_line_of_any_kind(accounts, writer, clock):
    accounts.note(writer, "导出", "Zk3v-work", "report.docx", "10.1.1.7")
    note = accounts.notes(1)[0]
    assert (note.time, note.who, note.name, note.unit) == (clock.now, "zhangsan", "张三", UNIT)
    assert (note.action, note.target, note.detail, note.origin) == (
        "导出",
        "Zk3v-work",
        "report.docx",
        "10.1.1.7",
    )


def test_newest_first_page_by_page(accounts):
    for number in range(7):
        accounts.note(LOCAL, f"第{number}件")
    first = accounts.notes(3)
    second = accounts.notes(3, before=first[-1].number)
    assert [note.action for note in first + second] == [f"第{n}件" for n in (6, 5, 4, 3, 2, 1)]
    assert accounts.notes(0) == accounts.notes(-5) == []


@pytest.mark.parametrize("field", ["action", "target", "detail", "origin"])
def test_no_secret_in_any_field(accounts, writer, field):
    session, token = accounts.sign_in("zhangsan", GOOD, HERE), accounts.issue_token("oa", UNIT, Role.DRAFT)
    for secret in (
        session,
        token,
        "Bearer abc.def-123",
        "password=hunter22",
        "密码：hunter22",
        "API key: hunter22",
    ):
        accounts.note(writer, **{"action": "试", field: f"前 {secret} 后"})
        kept = getattr(accounts.notes(1)[0], field)
        assert kept == "前 〔密〕 后"


def test_odd_text_is_kept_in_one_line(accounts):
    accounts.note(
        LOCAL, "x" * 10**6, "<img src=x onerror=alert(1)>\r\n[伪造的一行]", "a\0b\x1b[31m\u202e\ud800", "=1+1"
    )
    note = accounts.notes(1)[0]
    assert note.action == "x" * 200
    assert note.target == "<img src=x onerror=alert(1)> [伪造的一行]"
    assert note.detail == "ab[31m?"
    assert note.origin == "=1+1"


def test_only_so_many_lines(accounts, monkeypatch):
    assert audit.KEPT == 100_000
    monkeypatch.setattr(audit, "KEPT", 5)
    for number in range(8):
        accounts.note(LOCAL, f"第{number}件")
    assert [note.action for note in accounts.notes()] == [f"第{n}件" for n in (7, 6, 5, 4, 3)]
    assert accounts.notes(1)[0].number == 8
