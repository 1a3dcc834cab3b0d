"""A run that is broken off goes on where it stopped; what is damaged is done again; two runs do not mix."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from assistant.batch import Means, State, check_folder
from assistant.batch.journal import Journal
from assistant.errors import InputError
from tests.batch.helpers import put, rows_by_file

ROOT = Path(__file__).parents[2]


def entries(journal: Path, kind: str) -> list[str]:
    lines = [json.loads(line) for line in journal.read_bytes().splitlines()]
    return sorted(line["name"] for line in lines if line.get("kind") == kind)


def test_an_unchanged_file_is_not_read_again_and_a_changed_one_is(tmp_path):
    folder, output = tmp_path / "报来", tmp_path / "汇总.xlsx"
    put(folder, "a.md", "示例县教育局")
    put(folder, "b.md", "示例县民政局", changes={"requests.new.total": 24})
    first = check_folder(folder, output, means=Means(workers=1))
    put(folder, "b.md", "示例县民政局")
    put(folder, "c.md", "示例县水利局")
    # From now on every file that is read fails: only those that must be read are.
    second = check_folder(folder, output, means=Means(workers=1, jobs="tests.batch.blind_jobs"))
    states = {f: r.state for f, r in rows_by_file(second.rows).items()}
    assert states == {"a.md": State.CHECKED, "b.md": State.FAILED, "c.md": State.FAILED}
    third = check_folder(folder, output, means=Means(workers=1))
    rows = rows_by_file(third.rows)
    assert {r.state for r in rows.values()} == {State.CHECKED}
    assert rows["a.md"].findings == rows_by_file(first.rows)["a.md"].findings
    assert rows["b.md"].errors == 0 < rows_by_file(first.rows)["b.md"].errors


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_ctrl_c_leaves_a_journal_to_go_on_from(tmp_path):
    folder, output = tmp_path / "报来", tmp_path / "汇总.xlsx"
    files = 12
    for number in range(files):
        put(folder, f"慢{number:02}.md", f"示例县第{number}中学")
    code = (
        "import signal, sys; from assistant.batch import pool; from assistant.cli import main;"
        # A shell that runs the tests in its background has them ignore the signal, and they their children.
        "signal.signal(signal.SIGINT, signal.default_int_handler);"
        "real = pool.Means.__init__;"
        "pool.Means.__init__ = lambda self, *a, **k: real(self, *a, **{**k, 'jobs': 'tests.batch.bad_jobs'});"
        "sys.exit(main(sys.argv[1:]))"
    )
    command = [sys.executable, "-c", code, "batch", str(folder), "-o", str(output), "--workers", "1"]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, env=env, stderr=subprocess.PIPE, stdout=subprocess.PIPE)
    journal = tmp_path / "报来.nianbao-batch"
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and not (
        journal.exists() and len(journal.read_bytes().splitlines()) > 3
    ):
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "再运行同一条命令就从停下的地方继续" in err.decode()
    assert out == b""
    assert not output.exists()
    done = entries(journal, "read")
    assert 0 < len(done) < files
    result = check_folder(folder, output, means=Means(workers=1))
    assert result.counts == {"checked": files}
    names = entries(journal, "read")
    assert len(names) == files, "no file was read twice"


def test_a_torn_and_a_damaged_line_are_done_again(tmp_path):
    folder, output = tmp_path / "报来", tmp_path / "汇总.xlsx"
    for name in ("a", "b", "c"):
        put(folder, f"{name}.md", f"示例县{name}局")
    first = check_folder(folder, output, means=Means(workers=1))
    journal = tmp_path / "报来.nianbao-batch"
    lines = journal.read_bytes().splitlines(keepends=True)
    lines[1] = b'{"kind": "read", "hash": 3}\n'
    lines[2] = b"\0\xff" + lines[2][5:]
    journal.write_bytes(b"".join(lines[:-1]) + lines[-1][:20])
    second = check_folder(folder, output, means=Means(workers=1))
    assert second == first
    third = check_folder(folder, output, means=Means(workers=1, jobs="tests.batch.blind_jobs"))
    assert third == first


def test_a_journal_of_another_version_starts_anew(tmp_path):
    folder, output = tmp_path / "报来", tmp_path / "汇总.xlsx"
    put(folder, "a.md", "示例县教育局")
    journal = tmp_path / "报来.nianbao-batch"
    for old in (b'{"nianbao-batch": 1, "version": "0.0.0"}\n{"kind": "read"}\n', b"x" * 1000, b"[]\n"):
        journal.write_bytes(old)
        assert check_folder(folder, output, means=Means(workers=1)).counts == {"checked": 1}
        assert entries(journal, "read") == ["a.md"]
        shutil.rmtree(folder)
        put(folder, "a.md", "示例县教育局")


def test_two_runs_do_not_write_one_journal(tmp_path):
    put(tmp_path / "报来", "a.md", "示例县教育局")
    with Journal(tmp_path / "报来.nianbao-batch"), pytest.raises(InputError, match="另一个年报助手"):
        check_folder(tmp_path / "报来", tmp_path / "汇总.xlsx", means=Means(workers=1))
    assert check_folder(tmp_path / "报来", tmp_path / "汇总.xlsx", means=Means(workers=1)).clean
    assert not list(tmp_path.glob("*.lock"))
