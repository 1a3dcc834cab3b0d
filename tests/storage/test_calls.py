"""The log of calls through its public functions and ``nianbao log``: kept, summed, pruned, shared, and broken."""

from __future__ import annotations

import json
import logging
import sqlite3
import stat
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from pydantic import ValidationError

from assistant.cli import main
from assistant.cli.width import width
from assistant.storage import calls
from assistant.storage.calls import Call, CallLog, Totals
from tests.storage.helpers import NOON, call, damage, refused, rows

ROOT = Path(__file__).parents[2]

# --- keeping ------------------------------------------------------------------------------------------------------


def test_a_call_comes_back_as_it_was(log):
    full = call(
        prompt="draft_section", prompt_hash="0123456789abcdef", endpoint="10.0.0.8:8000", prompt_tokens=1200,
        completion_tokens=300, tokens_estimated=True, seconds=12.5, first_token_seconds=0.75, verdict="重写",
        error="模型服务出错", sent_characters=3456, masked={"手机号": 2, "邮箱": 1},
    )  # fmt: skip
    assert (log.add(full), log.add(call())) == (1, 2)
    assert log.recent() == [call(), full]
    assert log.recent()[1].time == datetime(2026, 1, 15, 4, 0, 0, 250, tzinfo=UTC)
    assert log.recent()[1].time.tzinfo is UTC
    assert log.recent(1) == [call()]
    assert log.recent(0) == log.recent(-1) == []


def test_looking_makes_nothing(log, home):
    assert log.recent() == []
    assert log.totals() == Totals()
    assert not home.exists()


def test_only_the_owner_may_read_it(log, home):
    log.add(call())
    file = home / "nianbao.db"
    file.chmod(0o644)
    with closing(sqlite3.connect(file)) as raw:
        raw.execute("SELECT * FROM calls").fetchall()
        log.add(call())  # while somebody reads, so that the files beside it stay
        assert {p.name for p in home.iterdir()} >= {"nianbao.db", "nianbao.db-wal", "nianbao.db-shm"}
        log.add(call())
        assert stat.S_IMODE(home.stat().st_mode) == 0o700
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert rows(file) == 3


def test_totals(log):
    log.add(call(prompt_tokens=10, completion_tokens=5, seconds=1.5))
    log.add(call(prompt_tokens=1, verdict="失败", time=NOON - timedelta(days=3)))
    assert log.totals() == Totals(
        calls=2, failed=1, prompt_tokens=11, completion_tokens=5, seconds=1.5, since=NOON - timedelta(days=3)
    )
    log.add(call(tokens_estimated=True))
    assert log.totals().tokens_estimated


def test_the_oldest_go_first(log, monkeypatch):
    monkeypatch.setattr(calls, "KEPT", 5)
    for n in range(12):
        assert log.add(call(prompt_tokens=n)) == n + 1
    assert [c.prompt_tokens for c in log.recent()] == [11, 10, 9, 8, 7]
    assert log.totals().calls == 5
    assert calls.KEPT == 5
    monkeypatch.undo()
    assert calls.KEPT == 10_000


def test_a_verdict_is_noted_later(log):
    number = log.add(call(verdict=""))
    assert log.set_verdict(number, "替换")
    assert [c.verdict for c in log.recent()] == ["替换"]
    assert not log.set_verdict(99, "采用")
    log.set_verdict_quietly(number, "采用")
    log.set_verdict_quietly(None, "失败")
    assert [c.verdict for c in log.recent()] == ["采用"]


@pytest.mark.parametrize(
    ("field", "given", "kept"),
    [
        ("endpoint", "https://user:geheim@api.example.com:8443/v1?key=geheim#x", "api.example.com:8443"),
        ("endpoint", "http://[::1]:8000/v1", "[::1]:8000"),
        ("endpoint", "user:geheim@host/v1", "host"),
        ("endpoint", "本机", "本机"),
        ("error", "Incorrect API key provided: sk-geheim1234", "Incorrect API key provided: 〔密钥〕"),
        ("error", "Authorization: Bearer geheim rejected", "Authorization: 〔密钥〕 rejected"),
        ("error", "api_key=geheim", "〔密钥〕"),
        ("error", "connect http://u:geheim@h/v1", "connect http://h/v1"),
        ("error", "一\n二\r\n\0三\ud800", "一 二 三?"),
        ("error", "token limit exceeded", "token limit exceeded"),
        ("purpose", "字" * 500, "字" * 200),
        ("model", "  m\tx ", "m x"),
    ],
)
def test_no_secret_and_no_long_text_is_kept(log, home, field, given, kept):
    log.add(call(**{field: given}))
    assert getattr(log.recent()[0], field) == kept
    assert b"geheim" not in (home / "nianbao.db").read_bytes()


@pytest.mark.parametrize(
    "wrong",
    [
        {"time": datetime(2026, 1, 1)},
        {"prompt_tokens": -1},
        {"prompt_tokens": 2**40},
        {"seconds": float("nan")},
        {"seconds": -0.1},
        {"masked": {"手机号": -1}},
        {"reply": "不该有的"},
    ],
)
def test_what_is_no_call(wrong):
    with pytest.raises(ValidationError):
        call(**wrong)


def test_importing_is_quick():
    code = (
        "import sys, assistant.storage.calls as c; c.CallLog('sqlite://'); print('sqlalchemy' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=ROOT, check=True, text=True)
    assert ran.stdout == "False\n"


# --- other databases ----------------------------------------------------------------------------------------------


def test_a_database_by_its_url(tmp_path):
    file = tmp_path / "b.db"
    log = CallLog(f"sqlite:///{file}")
    assert log.recent() == []
    assert not file.exists()
    log.add(call())
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert rows(file) == 1
    memory = CallLog("sqlite://")
    assert (memory.recent(), memory.totals(), memory.add(call()), len(memory.recent())) == (
        [],
        Totals(),
        1,
        1,
    )


def test_a_database_with_other_tables(tmp_path):
    file = tmp_path / "c.db"
    with closing(sqlite3.connect(file)) as raw:
        raw.execute("CREATE TABLE other (id INTEGER)")
    log = CallLog(f"sqlite:///{file}")
    assert (log.recent(), log.totals()) == ([], Totals())
    with closing(sqlite3.connect(file)) as raw:
        raw.execute("CREATE TABLE calls (id INTEGER PRIMARY KEY)")
    assert (
        refused(log.add, call())
        == f"数据库“{file}”用不了（OperationalError）。请检查数据库服务和设置 database_url。"
    )


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("nianbao.db", "设置 database_url 的值不能用。"),
        ("", "设置 database_url 的值不能用。"),
        ("nosuch://u:geheim@h/x", "设置 database_url 的值不能用。"),
        ("postgresql://u:geheim@h:port/x", "设置 database_url 的值不能用。"),
        ("oracle+cx_oracle://u:geheim@h/x", "用设置 database_url 里的数据库要先安装 cx_Oracle。"),
        ("sqlite:///no/such/folder/a.db", "数据库“no/such/folder/a.db”打不开。"),
    ],
)
def test_urls_that_cannot_be_used(url, says):
    told = refused(CallLog(url).add, call())
    assert told.startswith(says)
    assert "geheim" not in told
    assert CallLog(url).add_quietly(call()) is None


# --- the command line ---------------------------------------------------------------------------------------------


@pytest.fixture
def run(capsys):
    def _run(*arguments: str) -> tuple[int, str, str]:
        code = main(["log", *arguments])
        return (code, *capsys.readouterr())

    return _run


@pytest.fixture
def in_china(monkeypatch):
    if not hasattr(time, "tzset"):
        pytest.skip("the zone of a process cannot be changed here")
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("in_china")
def test_the_table(run, log):
    log.add(call(prompt_tokens=1200, completion_tokens=300, seconds=12.34))
    log.add(call(purpose="起草·依申请公开·不予公开", model="deepseek-r1-distill", endpoint="https://api.example.com/v1",
                 tokens_estimated=True, seconds=1234.5, verdict="失败", error="模型服务连不上" * 10))  # fmt: skip
    log.add(call(verdict="", purpose="问规定", model="m"))
    code, out, err = run()
    lines = out.splitlines()
    assert code == 0
    assert lines[0] == "时间             用途           模型         发到               词元    秒 结果"
    assert lines[1] == "2026-01-15 12:00 问规定         m            本机                0+0   0.0 —"
    assert lines[2] == "2026-01-15 12:00 起草·依申请公… deepseek-r1… api.examp…        约0+0  1234 失败"
    assert "".join(line.strip() for line in lines[3:5]) == "原因：" + "模型服务连不上" * 10
    assert lines[5] == "2026-01-15 12:00 起草·主动公开  qwen3-32b    本机           1200+300  12.3 采用"
    assert all(width(line) < 80 for line in lines)
    assert (
        err == "2026-01-15以来共调用 3 次，其中失败 1 次；发出约 1200 个词元，收到约 300 个，用时 1247 秒。\n"
    )
    assert run("-n", "1")[1].splitlines() == lines[:2]


def test_as_json(run, log):
    for n in range(25):
        log.add(call(prompt_tokens=n, masked={"手机号": 1}))
    code, out, err = run("--json")
    shown = json.loads(out)
    assert code == 0
    assert [c["prompt_tokens"] for c in shown] == list(range(24, 4, -1))
    assert Call(**shown[0]) == log.recent(1)[0]
    assert (shown[0]["time"], shown[0]["masked"]) == ("2026-01-15T04:00:00.000250Z", {"手机号": 1})
    assert err.startswith("2026-01-15以来共调用 25 次；发出 300 个词元，")
    assert len(json.loads(run("--json", "-n", "10000")[1])) == 25


def test_nothing_yet(run, home):
    assert run() == (0, "", "还没有调用过模型。\n")
    assert run("--json") == (0, "[]\n", "还没有调用过模型。\n")
    assert not home.exists()


@pytest.mark.parametrize("count", ["0", "-1", "10001", "二十", "1.5", "", "２"])
def test_counts_that_cannot_be_used(run, count):
    assert run("-n", count) == (2, "", f"错误：选项 -n 的值“{count}”不能用。请写 1 到 10000 之间的整数。\n")


def test_a_damaged_log_is_said(run, log, home, caplog):
    log.add(call())
    damage(home / "nianbao.db", "no database")
    code, out, err = run()
    assert (code, out) == (0, "")
    assert err == (
        f"数据库“{home / 'nianbao.db'}”已经损坏，改名为“nianbao.db.damaged-1”留着，另外新建了一个。\n"
        "还没有调用过模型。\n"
    )
    assert [r for r in caplog.records if r.levelno >= logging.WARNING] == []


def test_the_setting_names_the_database(run, tmp_path, monkeypatch):
    """It is a secret, since a password may stand in it."""
    from pydantic import SecretStr

    file = tmp_path / "d.db"
    CallLog(f"sqlite:///{file}").add(call())
    for url in (f"sqlite:///{file}", f" sqlite:///{file} "):
        settings = SimpleNamespace(home=tmp_path, database_url=SecretStr(url))
        monkeypatch.setattr("assistant.settings.load_settings", lambda found=settings: found)
        assert len(run()[1].splitlines()) == 2
    settings.database_url = SecretStr("nosuch://u:geheim@h")
    code, out, err = run("--json")
    assert (code, out) == (2, "")
    assert err.startswith("错误：设置 database_url 的值不能用。")


def test_a_bug_stays_a_bug(home, monkeypatch, caplog):
    """It is not passed off as a fault of the set-up; a draft goes on all the same, and no data are logged."""
    log = CallLog(home)
    monkeypatch.setattr(calls, "_ready", lambda _: {}["秘密"])
    with pytest.raises(KeyError):
        log.add(call())
    assert log.add_quietly(call()) is None
    assert caplog.record_tuples == [
        ("assistant.storage.calls", logging.WARNING, "模型调用没有记下来，不影响起草。KeyError")
    ]
