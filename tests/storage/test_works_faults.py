"""A database file that is locked, full, damaged or not to be written to: said in Chinese, and no report is lost."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from assistant.errors import ConfigurationError
from assistant.storage import database
from assistant.storage.works import Works
from tests.storage.helpers import damage, refused
from tests.storage.test_faults import nobody
from tests.storage.works import BY, begin, change, declined, onto


@pytest.fixture
def works(home) -> Works:
    return Works(home)


def steps(works: Works, work_id: str) -> list:
    """Everything that writes."""
    return [
        lambda: begin(works),
        lambda: works.change(work_id, BY, onto("丙")),
        lambda: works.undo(work_id, BY),
        lambda: works.redo(work_id, BY),
        lambda: works.return_to(work_id, 1, BY),
        lambda: works.put_away(work_id, BY),
        lambda: works.say(work_id, "user", "在吗", BY),
        lambda: works.sit(work_id, "tab", BY),
    ]


def test_a_locked_file(works, home, monkeypatch):
    work = begin(works)
    works.change(work.id, BY, onto("乙"))
    works.undo(work.id, BY)
    monkeypatch.setattr(database, "PATIENCE", 0.2)
    waiting = Works(home)
    with closing(sqlite3.connect(home / "nianbao.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        for step in steps(waiting, work.id):
            assert refused(step) == (
                f"数据库“{home / 'nianbao.db'}”正被别的程序占用，等了 0.2 秒还没有轮到。请稍后再试。"
            )
        assert waiting.state(work.id).state == "甲"
    assert len(works.versions(work.id)) == 3
    assert works.of(None)[0].deleted is False
    assert works.turns(work.id) == []
    assert waiting.redo(work.id, BY).state == "甲乙"


def test_a_full_disk(works, home):
    work = begin(works)

    def fill(raw, _record):
        raw.execute("PRAGMA max_page_count=1")  # SQLite takes what there is already

    event.listen(Engine, "connect", fill)
    told, kept = "", "甲"
    try:
        full = Works(home)
        for _ in range(500):
            state = os.urandom(20_000).hex()
            try:
                kept = full.change(work.id, BY, lambda _, state=state: change(state)).state
            except ConfigurationError as error:
                told = str(error)
                break
        assert full.state(work.id).state == kept
    finally:
        event.remove(Engine, "connect", fill)
    assert told == f"数据库“{home / 'nianbao.db'}”写不下：磁盘满了。请清出一些空间再试。"
    assert works.change(work.id, BY, onto("丁")).state == kept + "丁"


def test_a_file_that_can_only_be_read(works, home):
    work = begin(works)
    for letter in "乙丙":
        works.change(work.id, BY, onto(letter))
    works.undo(work.id, BY)
    reader = Works(f"sqlite:///file:{home / 'nianbao.db'}?mode=ro&uri=true")
    for step in steps(reader, work.id):
        assert "只能读，写不进去。请检查文件和文件夹的权限。" in refused(step)
    assert reader.state(work.id).state == "甲乙"
    assert works.redo(work.id, BY).number == 5


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs POSIX rights")
def test_a_folder_in_which_nothing_can_be_made(works, home):
    begin(works)  # all modules are loaded now
    with nobody():
        assert refused(begin, Works("sqlite:////nianbao.db")).startswith("数据库“/nianbao.db”打不开。")


def test_a_damaged_file_is_set_aside(works, home):
    """One torn file is no reason to stop: it stays, and a new one is begun; staff are told."""
    work = begin(works)
    data = damage(home / "nianbao.db", "no database")
    after = Works(home)
    new = begin(after)
    assert after.notices == [
        f"数据库“{home / 'nianbao.db'}”已经损坏，改名为“nianbao.db.damaged-1”留着，另外新建了一个。"
    ]
    assert [p.read_bytes() for p in home.glob("*damaged-1")] == [data]
    assert after.of(None) == [new]
    assert after.find(work.id) is None


@pytest.mark.parametrize("state", [b"", b"no zlib", b"x\x9c\x03\x00\x00\x00\x00", None])
def test_a_damaged_state(works, home, state):
    """The others are still to be had."""
    work = begin(works)
    works.change(work.id, BY, onto("乙"))
    with closing(sqlite3.connect(home / "nianbao.db")) as raw, raw:
        raw.execute("UPDATE work_versions SET state = ? WHERE number = 2", (state,))
    said = "这一版的内容已经损坏，读不出来。请从历史版本里换一版恢复。"
    if state != b"x\x9c\x03\x00\x00\x00\x00":
        assert declined(works.state, work.id) == declined(works.change, work.id, BY, onto("丙")) == said
    assert len(works.versions(work.id)) == 2
    assert works.return_to(work.id, 1, BY).state == "甲"
    assert works.change(work.id, BY, onto("丁")).state == "甲丁"
