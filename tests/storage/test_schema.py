"""The steps of the database: from a file of before they were counted, from nothing, by several at once, from later."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.dialects import mysql
from sqlalchemy.schema import CreateTable

from assistant.storage import schema
from assistant.storage.calls import CallLog
from assistant.storage.reviews import Reviews
from assistant.storage.verdicts import Verdicts
from assistant.storage.works import Works
from tests.storage.helpers import call, refused
from tests.storage.kept import UNIT, step, verdict
from tests.storage.works import begin

ROOT = Path(__file__).parents[2]
OLD = (Path(__file__).parent / "before_schema.sql").read_text(encoding="utf-8")
"""A database as the program made it before it counted steps, with two calls in it."""

THREE_STEPS = (Path(__file__).parent / "three_steps.sql").read_text(encoding="utf-8")
"""One from before it kept reports and accounts: a call, a verdict and a review's first step."""


def query(file: Path, sql: str) -> list[tuple]:
    with closing(sqlite3.connect(file)) as raw:
        return raw.execute(sql).fetchall()


def columns(file: Path) -> dict[str, list[tuple]]:
    names = [
        name for (name,) in query(file, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    ]
    return {
        name: query(file, f"SELECT name, type, \"notnull\", pk FROM pragma_table_info('{name}')")
        for name in names
    }


@pytest.fixture
def old(home) -> Path:
    home.mkdir()
    file = home / "nianbao.db"
    with closing(sqlite3.connect(file)) as raw:
        raw.executescript(OLD)
    return file


def test_an_old_file_is_only_read_until_something_is_kept(home, old):
    assert Verdicts(home).of(UNIT, 2025) == []
    assert Reviews(home).find(UNIT, 2025) is None
    assert Reviews(home).standings() == []
    assert [c.purpose for c in CallLog(home).recent()] == ["问规定", "起草·主动公开"]
    assert set(columns(old)) == {"calls", "sqlite_sequence"}


def test_an_old_file_gets_what_it_lacks(home, old, tmp_path):
    Verdicts(home).add([verdict()])
    Reviews(home).add(UNIT, 2025, step(), 0)
    log = CallLog(home)
    assert log.add(call()) == 3
    assert [c.model for c in log.recent()] == ["qwen3-32b", "示例模型", "示例模型"]
    assert (log.totals().prompt_tokens, log.totals().failed) == (1200, 1)
    assert query(old, "SELECT version FROM schema ORDER BY version") == [
        (n,) for n in range(1, schema.LATEST + 1)
    ]
    assert list(home.glob("*damaged*")) == []
    fresh = tmp_path / "fresh"
    CallLog(fresh).add(call())
    assert columns(old) == columns(fresh / "nianbao.db")


def test_a_file_of_three_steps_gets_what_it_lacks(home, tmp_path):
    """What was in it stays as it was."""
    home.mkdir()
    file = home / "nianbao.db"
    with closing(sqlite3.connect(file)) as raw:
        raw.executescript(THREE_STEPS)
    works = Works(home)
    assert works.of(None) == []
    assert query(file, "SELECT max(version) FROM schema") == [(3,)]
    work = begin(works)
    assert query(file, "SELECT max(version) FROM schema") == [(schema.LATEST,)]
    assert works.find(work.id) == work
    assert Verdicts(home).of(UNIT, 2025) == [verdict()]
    assert Reviews(home).find(UNIT, 2025).steps == (step(),)
    assert CallLog(home).recent() == [call()]
    fresh = tmp_path / "fresh"
    begin(Works(fresh))
    assert columns(file) == columns(fresh / "nianbao.db")


def test_steps_are_taken_once(home):
    CallLog(home).add(call())
    file = home / "nianbao.db"
    before = query(file, "SELECT * FROM schema")
    Verdicts(home).add([verdict()])
    assert query(file, "SELECT * FROM schema") == before


def test_a_file_from_the_future_is_left_alone(home, old):
    log = CallLog(home)
    log.add(call())
    with closing(sqlite3.connect(old)) as raw, raw:
        raw.execute("INSERT INTO schema VALUES (99, '2030-01-01 00:00:00')")
    said = refused(Verdicts(home).add, [verdict()])
    assert said.startswith(
        f"数据库是较新版本的年报助手写的（第 99 版，本程序只认到第 {schema.LATEST} 版）。请升级"
    )
    assert len(log.recent()) == 3


def test_several_processes_bring_an_old_file_up(home, old):
    code = """
import sys
from pathlib import Path
from assistant.storage.verdicts import Verdicts
from assistant.storage.works import Works
from tests.storage.kept import verdict
sys.stdin.readline()
for n in range(5):
    Verdicts(Path(sys.argv[1])).add([verdict(comment=str(n))])
"""
    workers = [
        subprocess.Popen(
            [sys.executable, "-c", code, home], stdin=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
        )
        for _ in range(3)
    ]
    for one in workers:
        one.stdin.write(b"\n")
        one.stdin.flush()
    assert [(one.communicate(timeout=60)[1], one.returncode) for one in workers] == [(b"", 0)] * 3
    assert len(Verdicts(home).of(UNIT, 2025)) == 15
    assert query(old, "SELECT count(*) FROM schema") == [(schema.LATEST,)]
    assert query(old, "SELECT count(*) FROM calls") == [(2,)]


def test_mysql_can_be_told_of_every_table():
    """What it is told; there is none here to try it on."""
    dialect = mysql.dialect()
    told = {name: str(CreateTable(table).compile(dialect=dialect)) for name, table in schema.tables().items()}
    assert "report LONGTEXT" in told["review_steps"]
    assert "state LONGBLOB" in told["work_versions"]
