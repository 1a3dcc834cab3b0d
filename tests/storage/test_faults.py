"""The log of calls when several processes write at once, when one is killed, and when its file cannot be used."""

from __future__ import annotations

import logging
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from assistant.errors import ConfigurationError
from assistant.storage import calls, database
from assistant.storage.calls import CallLog
from tests.storage.helpers import call, damage, refused, rows

ROOT = Path(__file__).parents[2]

# --- several processes --------------------------------------------------------------------------------------------

WORKER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from assistant.storage.calls import Call, CallLog
log = CallLog(Path(sys.argv[1]))
sys.stdin.readline()
for n in range(int(sys.argv[2])):
    print(log.add(Call(time=datetime.now(UTC), purpose="起草", model="m", prompt_tokens=n)), flush=True)
"""


def worker(home: Path, count: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WORKER, home, str(count)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, text=True,
    )  # fmt: skip


def write_at_once(home: Path) -> list[int]:
    """What three processes that start together have been told to be the numbers of their calls."""
    workers = [worker(home, 25) for _ in range(3)]
    for one in workers:
        one.stdin.write("\n")
        one.stdin.flush()
    said = [one.communicate(timeout=60) for one in workers]
    assert [(one.returncode, err) for one, (_, err) in zip(workers, said, strict=True)] == [(0, "")] * 3
    return sorted(int(number) for out, _ in said for number in out.split())


def test_processes_write_at_once(log, home):
    """From the very beginning, when all three want to make the file."""
    assert write_at_once(home) == list(range(1, 76))
    assert rows(home / "nianbao.db") == 75
    assert log.totals().calls == 75


def test_processes_find_a_damaged_file_at_once(home):
    """One sets it aside; nobody takes the new one for it."""
    home.mkdir()
    (home / "nianbao.db").write_bytes(b"no database" * 1000)
    assert write_at_once(home) == list(range(1, 76))
    assert rows(home / "nianbao.db") == 75
    assert [p.name for p in home.glob("*damaged*")] == ["nianbao.db.damaged-1"]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs POSIX signals")
def test_a_process_killed_while_it_writes(log, home):
    """What it was told to be kept is kept, and the next one goes on."""
    for _ in range(3):
        with worker(home, 100_000) as one:
            one.stdin.write("\n")
            one.stdin.flush()
            acknowledged = [int(one.stdout.readline()) for _ in range(20)]
            os.kill(one.pid, signal.SIGKILL)
            acknowledged += [
                int(line) for line in one.stdout.read().splitlines(keepends=True) if line.endswith("\n")
            ]
        assert log.totals().calls >= acknowledged[-1]
        assert log.add(call()) > acknowledged[-1]
    assert rows(home / "nianbao.db") == log.totals().calls
    assert log.notices == []


# --- what cannot be used ------------------------------------------------------------------------------------------


@contextmanager
def nobody():
    """Root may write everywhere, so be somebody else."""
    if os.geteuid() == 0:
        os.seteuid(65534)
        try:
            yield
        finally:
            os.seteuid(0)
    else:
        yield


@pytest.fixture
def locked_away(log, home):
    """A folder that can be looked into and no more, outside the tests' own folder, which only root may enter."""
    if not hasattr(os, "geteuid"):
        pytest.skip("needs POSIX rights")
    log.add(call())  # all modules are loaded now; they may lie where nobody can read
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o555)
    yield folder
    folder.chmod(0o700)
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()


def test_a_folder_that_takes_no_file(locked_away, caplog):
    log = CallLog(locked_away)
    with nobody():
        assert log.recent() == []
        assert refused(log.add, call()) == (
            f"数据库“{locked_away / 'nianbao.db'}”打不开。"
            "请检查文件夹在不在、有没有权限，或用环境变量 NIANBAO_HOME 换一个位置。"
        )
        assert [log.add_quietly(call()) for _ in range(3)] == [None] * 3
    assert [r.levelname for r in caplog.records] == ["WARNING"]
    assert caplog.messages[0].startswith("模型调用没有记下来，不影响起草。数据库“")


def test_a_file_that_can_only_be_read(locked_away, log, home):
    file = locked_away / "nianbao.db"
    locked_away.chmod(0o755)
    file.write_bytes((home / "nianbao.db").read_bytes())
    file.chmod(0o400)
    if os.geteuid() == 0:
        os.chown(file, 65534, 65534)
    locked_away.chmod(0o555)
    shut = CallLog(locked_away)
    with nobody():
        assert refused(shut.add, call()).startswith(f"数据库“{file}”")
        assert shut.add_quietly(call()) is None
        shut.set_verdict_quietly(1, "采用")
        assert [p.name for p in locked_away.iterdir()] == ["nianbao.db"]


def test_no_second_try_while_a_draft_waits(log, home, monkeypatch, caplog):
    """A database that is locked costs one wait, not one for every sentence; later it is tried again."""
    log.add(call())
    monkeypatch.setattr(database, "PATIENCE", 0.3)
    waiting = CallLog(home)
    with closing(sqlite3.connect(home / "nianbao.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert refused(waiting.add, call()).endswith(
            "nianbao.db”正被别的程序占用，等了 0.3 秒还没有轮到。请稍后再试。"
        )
        started = time.monotonic()
        assert [waiting.add_quietly(call()) for _ in range(20)] == [None] * 20
        waiting.set_verdict_quietly(1, "替换")
        assert time.monotonic() - started < 2
    assert len(caplog.records) == 1
    assert waiting.add_quietly(call()) is None
    monkeypatch.setattr(calls, "_PAUSE", 0)
    assert CallLog(home).add_quietly(call()) == 2


def test_a_failed_verdict_is_said_once_too(home, caplog):
    home.parent.mkdir(exist_ok=True)
    home.write_text("我是文件", encoding="utf-8")
    log = CallLog(home)
    log.set_verdict_quietly(1, "采用")
    assert log.add_quietly(call()) is None
    assert len(caplog.records) == 1
    assert "建不了" in caplog.messages[0]
    assert "建不了" in refused(log.add, call())


def test_a_full_disk(log, home, caplog):
    from sqlalchemy import event
    from sqlalchemy.engine import Engine

    log.add(call())

    def fill(raw, _record):
        raw.execute("PRAGMA max_page_count=1")  # SQLite takes what there is already

    event.listen(Engine, "connect", fill)
    try:
        full = CallLog(home)
        told = ""
        for _ in range(500):
            try:
                full.add(call(purpose="字" * 200))
            except ConfigurationError as error:
                told = str(error)
                break
        assert full.add_quietly(call(purpose="字" * 200)) is None
    finally:
        event.remove(Engine, "connect", fill)
    assert told == f"数据库“{home / 'nianbao.db'}”写不下：磁盘满了。请清出一些空间再试。"
    assert len(caplog.records) == 1
    kept = log.totals().calls
    assert log.add(call()) == kept + 1


def test_writing_that_fails(log, home):
    resource = pytest.importorskip("resource")
    log.add(call())
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
    try:
        told = refused(log.add, call())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert told.startswith(f"数据库“{home / 'nianbao.db'}”")
    assert rows(home / "nianbao.db") == 1


def warned(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]


@pytest.mark.parametrize("how", ["no database", "torn", "cut"])
def test_a_damaged_file_of_ours_is_set_aside(log, home, how, caplog):
    log.add(call())
    file = home / "nianbao.db"
    for n in (1, 2):
        data = damage(file, how)
        (home / "nianbao.db-wal").write_bytes(b"")
        assert log.add_quietly(call()) == 1
        assert log.recent() == [call()]
        assert (home / f"nianbao.db.damaged-{n}").read_bytes() == data
        assert len(log.notices) == n
        assert warned(caplog)[-1] == (
            f"数据库“{file}”已经损坏，改名为“nianbao.db.damaged-{n}”留着，另外新建了一个。"
        )
    assert len(warned(caplog)) == 2
    assert rows(file) == 1


@pytest.mark.parametrize("how", ["no database", "torn"])
def test_a_damaged_file_of_somebody_else_is_left_alone(tmp_path, how):
    file = tmp_path / "a.db"
    url = f"sqlite:///{file}"
    CallLog(url).add(call())
    data = damage(file, how)
    for function in (CallLog(url).recent, CallLog(url).totals, lambda: CallLog(url).add(call())):
        assert (
            refused(function)
            == f"数据库“{file}”已经损坏，或者不是数据库。请换一个文件，或者移走它，让程序新建一个。"
        )
    assert file.read_bytes() == data
    assert CallLog(url).add_quietly(call()) is None


def test_a_folder_in_its_place(log, home):
    (home / "nianbao.db").mkdir(parents=True)
    assert "nianbao.db”打不开。" in refused(log.recent)
    assert "nianbao.db”打不开。" in refused(log.add, call())
