"""Reports being made through their public functions: every version kept, undone, redone, returned to, put away."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from pydantic import ValidationError

from assistant.errors import InputError
from assistant.storage import schema
from assistant.storage import works as works_module
from assistant.storage.works import Change, Works
from tests.storage.works import BY, NO_VERSION, OWNER, begin, change, declined, onto

MISSING = "没有找到这份年报。请从年报列表里打开；也可能链接不全，或者它早已删除。"


@pytest.fixture
def later(monkeypatch):
    """Moves the clock of the store."""

    def move(**by) -> None:
        moment = datetime.now(UTC).replace(tzinfo=None) + timedelta(**by)
        monkeypatch.setattr("assistant.storage.versions.now", lambda: moment)
        monkeypatch.setattr("assistant.storage.seats.now", lambda: moment)

    return move


# --- keeping ------------------------------------------------------------------------------------------------------


def test_a_report_comes_back_as_it_was(works):
    before = datetime.now(UTC)
    work = begin(works, "状态\0\ud800<b>=1+1</b>\r\n" + "长" * 150_000)
    assert (work.owner, work.unit, work.year, work.head, work.by, work.deleted) == (
        OWNER, OWNER, 2025, 1, BY, False,
    )  # fmt: skip
    assert before <= work.created <= work.updated <= datetime.now(UTC)
    assert work.created.tzinfo is UTC
    assert works.find(work.id) == work
    version = works.state(work.id)
    assert version.state == "状态\0\ud800<b>=1+1</b>\r\n" + "长" * 150_000
    assert (version.number, version.parent, version.shows, version.kind, version.by) == (1, 0, 1, "edit", BY)


def test_a_change_rests_on_the_newest_version(works):
    work = begin(works)
    seen = []

    def make(head):
        seen.append((head.number, head.state))
        return change(head.state + "乙", what="加了乙", unit="示例县", year=2024)

    version = works.change(work.id, "李四", make)
    assert seen == [(1, "甲")]
    assert (version.number, version.parent, version.state, version.by) == (2, 1, "甲乙", "李四")
    assert version == works.state(work.id) == works.state(work.id, 2)
    assert works.state(work.id, 1).state == "甲"
    after = works.find(work.id)
    assert (after.head, after.unit, after.year, after.by, after.owner) == (2, "示例县", 2024, "李四", OWNER)
    assert after.updated > work.updated


def test_nothing_to_change(works):
    work = begin(works)
    assert works.change(work.id, BY, lambda _: None) == works.state(work.id)
    assert works.find(work.id) == work


@pytest.mark.parametrize(
    "error", [InputError("不行。", "改一改。"), FileNotFoundError("x"), KeyError("秘密")]
)
def test_what_goes_wrong_in_making_comes_through(works, error):
    """Also what looks like a fault of the database."""
    work = begin(works)

    def make(_):
        raise error

    with pytest.raises(type(error)) as caught:
        works.change(work.id, BY, make)
    assert caught.value is error
    assert works.find(work.id) == work
    assert works.change(work.id, BY, onto("乙")).number == 2


def test_the_history_is_listed_without_states(works):
    work = begin(works)
    for n in range(4):
        works.change(work.id, BY, onto(str(n)))
    listed = works.versions(work.id)
    assert [v.number for v in listed] == [5, 4, 3, 2, 1]
    assert {v.state for v in listed} == {""}
    assert [v.number for v in works.versions(work.id, 2)] == [5, 4]
    assert works.versions(work.id, 0) == works.versions(work.id, -1) == []
    assert listed[0].what == "改成甲0123"


def test_states_are_kept_small(home):
    """One of 300 KB that says the same over and over takes a fraction, and cannot be read in the file by chance."""
    begin(Works(home), '{"address": "requests.new.total", "value": "张某某"}' * 6000)
    data = (home / "nianbao.db").read_bytes()
    assert len(data) < 150_000
    assert "张某某".encode() not in data


def test_the_setting_names_the_database(where):
    work = begin(Works.configured())
    assert Works(where).find(work.id) == work


# --- ids ----------------------------------------------------------------------------------------------------------


def test_ids_cannot_be_guessed(works):
    ids = {begin(works).id for _ in range(20)}
    assert len(ids) == 20
    assert all(len(one) == 22 and one.isascii() for one in ids)
    assert len({one[:4] for one in ids}) > 15


STRANGE = ["", "a" * 22, "a" * 23, "../../../etc/passwd123", "' OR 1=1; DROP TABLE --", "\0" * 22, "一" * 22,
           "a" * 21 + "\n", "\ud800" * 22, "x" * 1_000_000, None, 7, b"a" * 22, ["a" * 22], {"id": 1}]  # fmt: skip


@pytest.mark.parametrize("begun", [True, False])
@pytest.mark.parametrize("strange", STRANGE, ids=lambda one: repr(one)[:30])
def test_anything_else_finds_nothing(works, strange, begun):
    if begun:
        begin(works)
    assert works.find(strange) is None
    for step in (
        lambda: works.state(strange),
        lambda: works.state(strange, 1),
        lambda: works.versions(strange),
        lambda: works.change(strange, BY, onto("乙")),
        lambda: works.undo(strange, BY),
        lambda: works.redo(strange, BY),
        lambda: works.return_to(strange, 1, BY),
        lambda: works.put_away(strange, BY),
        lambda: works.bring_back(strange, BY),
        lambda: works.say(strange, "user", "在吗", BY),
        lambda: works.turns(strange),
        lambda: works.sit(strange, "tab", BY),
    ):
        assert declined(step) == MISSING


def test_looking_makes_nothing(home):
    works = Works(home)
    assert works.find("a" * 22) is None
    assert works.of(None) == works.of(OWNER, deleted=True) == []
    assert declined(works.change, "a" * 22, BY, onto("乙")) == MISSING
    assert not home.exists()


def test_a_database_of_before_holds_none(home):
    """One that has only what an earlier version of the program made."""
    home.mkdir()
    with closing(sqlite3.connect(home / "nianbao.db")) as raw:
        raw.execute("CREATE TABLE other (id INTEGER)")
    works = Works(home)
    assert works.find("a" * 22) is None
    assert works.of(None) == []
    assert declined(works.state, "a" * 22) == MISSING
    work = begin(works)
    assert works.of(None) == [work]


@pytest.mark.parametrize("number", [0, -1, 3, 2**31, 2**70, "1", None.__class__])
def test_no_such_version(works, number):
    work = begin(works)
    assert declined(works.state, work.id, number) == NO_VERSION
    assert declined(works.return_to, work.id, number, BY) == NO_VERSION
    assert works.find(work.id) == work


def test_a_version_of_another_report_is_not_to_be_had(works):
    mine, other = begin(works), begin(works, owner="示例县")
    works.change(other.id, BY, onto("秘密"))
    assert declined(works.state, mine.id, 2) == NO_VERSION
    assert declined(works.return_to, mine.id, 2, BY) == NO_VERSION


# --- the list -----------------------------------------------------------------------------------------------------


def test_each_unit_sees_its_own(works):
    first, second = begin(works, owner="甲县"), begin(works, owner="乙县")
    third = begin(works, owner="")
    assert works.of("甲县") == [first]
    assert works.of("乙县") == [second]
    assert works.of("") == [third]
    assert works.of("丙县") == []
    assert works.of(None) == [third, second, first]
    works.change(first.id, BY, onto("乙"))
    assert [w.id for w in works.of(None)] == [first.id, third.id, second.id]
    assert [w.id for w in works.of(None, 1)] == [first.id]
    assert works.of(None, 0) == works.of(None, -5) == []
    assert len(works.of(None, 2**70)) == 3


@pytest.mark.parametrize("owner", ["%", "_县", "甲县' OR '1'='1", "甲", "甲县 "])
def test_an_owner_is_met_exactly(works, owner):
    begin(works, owner="甲县")
    assert len(works.of(owner)) == (owner == "甲县 ")


def test_an_owner_that_is_too_long_is_no_other(works):
    """Cut short, two units could be one."""
    said = "单位名称太长，有 201 个字。请缩短到 200 个字以内。"
    assert declined(begin, works, owner="县" * 201) == declined(works.of, "县" * 201) == said
    assert works.of(None) == []


def test_what_was_put_away_can_be_brought_back(works):
    work, other = begin(works), begin(works)
    works.put_away(work.id, "李四")
    works.put_away(work.id, "王五")
    assert works.of(None) == [other]
    (gone,) = works.of(None, deleted=True)
    assert (gone.id, gone.deleted, gone.by) == (work.id, True, "李四")
    assert works.of(OWNER, deleted=True) == [gone]
    assert works.of("示例县", deleted=True) == []
    assert works.find(work.id) == gone
    assert works.state(work.id).state == "甲"
    said = "这份年报已经删除，不能再改。需要的话，请在 30 天内先恢复它。"
    for step in (
        lambda: works.change(work.id, BY, onto("乙")),
        lambda: works.undo(work.id, BY),
        lambda: works.return_to(work.id, 1, BY),
        lambda: works.say(work.id, "user", "在吗", BY),
        lambda: works.sit(work.id, "tab", BY),
    ):
        assert declined(step) == said
    works.bring_back(work.id, BY)
    works.bring_back(work.id, BY)
    assert works.of(None, deleted=True) == []
    assert works.change(work.id, BY, onto("乙")).state == "甲乙"


def test_after_thirty_days_it_is_gone(works, later):
    work, other = begin(works), begin(works)
    works.change(work.id, BY, onto("乙"))
    works.say(work.id, "user", "在吗", BY)
    works.sit(work.id, "tab", BY)
    works.put_away(work.id, BY)
    later(days=29, hours=23)
    assert len(works.of(None, deleted=True)) == 1
    later(days=30, minutes=1)
    assert works.of(None, deleted=True) == []
    assert works.find(work.id) is None
    assert declined(works.bring_back, work.id, BY) == declined(works.state, work.id) == MISSING
    begin(works)
    assert works._database.run(lambda connection: [
        connection.execute(schema.tables()[name].select()).all() and name
        for name in ("work_turns", "work_seats")
    ]) == [[], []]  # fmt: skip
    assert works.find(other.id) == other
    assert len(works.of(None)) == 2


# --- the conversation ---------------------------------------------------------------------------------------------


def test_the_conversation_is_remembered(works):
    work, other = begin(works), begin(works)
    extra = {"cells": ["requests.new.total"], "n": 1.5, "深": {"空": None, "<b>": "=cmd|' /C calc'!A0\0"}}
    said = works.say(work.id, "user", "把依申请公开写短一点\n<script>alert(1)</script> ![](http://x)", BY)
    answer = works.say(work.id, "assistant", "已改。", "", extra)
    works.say(other.id, "user", "别处", BY)
    assert (said.number, answer.number) == (1, 2)
    assert works.turns(work.id) == [said, answer]
    assert said.text == "把依申请公开写短一点\n<script>alert(1)</script> ![](http://x)"
    assert (answer.extra, answer.role, answer.by, answer.time.tzinfo) == (extra, "assistant", "", UTC)
    assert works.turns(work.id, 1) == [answer]
    assert works.turns(work.id, 0) == []
    assert works.find(work.id) == work


def test_the_oldest_turns_go_first(works, monkeypatch):
    monkeypatch.setattr("assistant.storage.turns.KEPT_TURNS", 5)
    work, other = begin(works), begin(works)
    works.say(other.id, "user", "别处", BY)
    for n in range(1, 9):
        assert works.say(work.id, "user", str(n), BY).number == n
    assert [t.text for t in works.turns(work.id)] == ["4", "5", "6", "7", "8"]
    assert len(works.turns(other.id)) == 1


def test_turns_that_cannot_be_kept(works):
    work = begin(works)
    said = "这一段对话太长，有 50001 个字。请缩短到 50000 个字以内。"
    assert declined(works.say, work.id, "user", "字" * 50_001, BY) == said
    much = "这一段对话附带的内容太多，存不下。请分几次说。"
    assert declined(works.say, work.id, "user", "字", BY, {"x": "y" * 1_000_001}) == much
    with pytest.raises(ValidationError):
        works.say(work.id, "system", "字", BY)
    assert works.turns(work.id) == []


def test_odd_characters(works):
    work = begin(works, what="改\0了\n" + "长" * 300, unit="示\u202e例\ud800", by="张\x1b\n三" + "长" * 300)
    (version,) = works.versions(work.id)
    assert (version.what, len(version.by), version.by[:4]) == ("改了 " + "长" * 197, 200, "张 三长")
    assert works.find(work.id).unit == "示例?"
    turn = works.say(work.id, "user", "一\0\ud800二\u202e", "\0")
    assert (turn.text, turn.by) == ("一?二", "")
    assert works.turns(work.id) == [turn]
    assert works.sit(work.id, "\0\ud800" * 500, "甲\0") == []
    assert works.sit(work.id, "b", "乙") == ["甲"]


@pytest.mark.parametrize("year", [0, -1, 10_000, 2**70, "2025", None])
def test_what_is_no_year_is_left_out_of_the_list(works, year):
    assert begin(works, year=year).year is None


def test_a_state_that_is_too_large(works, monkeypatch):
    monkeypatch.setattr(works_module, "LONGEST_STATE", 100)
    said = "这份年报太大，有 101 个字，存不下。请删到 100 个字以内。"
    assert declined(begin, works, "字" * 101) == said
    work = begin(works, "字" * 100)
    assert declined(works.change, work.id, BY, onto("字")) == said
    assert works.find(work.id) == work


@pytest.mark.parametrize("wrong", [{"state": None}, {"what": 5}, {"more": 1}])
def test_what_is_no_change(wrong):
    with pytest.raises(ValidationError):
        Change(**{"state": "x", "what": "x", **wrong})


# --- who is here --------------------------------------------------------------------------------------------------


def test_two_on_one_report_are_told(works, later):
    work, other = begin(works), begin(works)
    assert works.sit(work.id, "a", "张三") == []
    assert works.sit(work.id, "b", "李四") == ["张三"]
    assert works.sit(work.id, "a", "张三") == ["李四"]
    assert works.sit(work.id, "c", "张三") == ["李四"]
    assert works.sit(other.id, "d", "王五") == []
    assert sorted(works.sit(work.id, "e", "赵六")) == ["张三", "李四"]
    later(seconds=50)
    assert works.sit(work.id, "b", "李四")[0] == "赵六"
    later(seconds=70)
    assert works.sit(work.id, "e", "赵六") == ["李四"]
    later(seconds=200)
    assert works.sit(work.id, "e", "赵六") == []


def test_seats_do_not_pile_up(works):
    work = begin(works)
    for n in range(80):
        works.sit(work.id, f"seat {n}", f"人{n}")
    assert len(works.sit(work.id, "me", "我")) <= 50
    kept = works._database.run(lambda c: len(c.execute(schema.tables()["work_seats"].select()).all()))
    assert kept <= 51
