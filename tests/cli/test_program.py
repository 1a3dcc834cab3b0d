"""The program as a process of its own: pipes, disks, encodings, and how long the help takes."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.helpers import ROOT, text


def program(*arguments: str, **options) -> subprocess.CompletedProcess[bytes]:
    env = {**os.environ, "PYTHONPATH": str(ROOT), **options.pop("env", {})}
    return subprocess.run(
        [sys.executable, "-m", "assistant", *arguments],
        capture_output=True,
        env=env,
        timeout=60,
        check=False,
        **options,
    )


def test_as_a_module_in_a_foreign_console(report):
    """A console of another code page gets UTF-8, whatever Python was told."""
    ran = program(
        "check", "-", "--json", input=report.read_bytes(), env={"PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    )
    assert ran.returncode == 0
    assert isinstance(json.loads(ran.stdout.decode("utf-8")), list)
    assert "核对完毕" in ran.stderr.decode("utf-8")


def test_app_py_is_serve():
    ran = subprocess.run(
        [sys.executable, ROOT / "app.py", "--port", "99999"], capture_output=True, timeout=60, check=False
    )
    assert ran.returncode == 2
    assert ran.stderr.decode() == "错误：选项 --port 的值“99999”不能用。应为：1 到 65535 之间的整数。\n"


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of Unix")
@pytest.mark.parametrize("arguments", [("read",), ("check", "--json"), ("draft",), ("read", "--help")])
def test_a_reader_that_goes_away(report, arguments):
    reading, writing = os.pipe()
    os.close(reading)
    ran = subprocess.run(
        [sys.executable, "-m", "assistant", arguments[0], report, *arguments[1:]],
        stdout=writing, stderr=subprocess.PIPE, cwd=ROOT, timeout=60, check=False,
    )  # fmt: skip
    os.close(writing)
    assert ran.returncode == 0
    assert b"Traceback" not in ran.stderr
    assert b"BrokenPipe" not in ran.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a full disk is played by /dev/full")
def test_a_full_disk(report):
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "assistant", "read", report], stdout=full, stderr=subprocess.PIPE,
            cwd=ROOT, timeout=60, check=False,
        )  # fmt: skip
    assert (ran.returncode, ran.stderr.decode()) == (
        2,
        "错误：结果写不出去：磁盘满了。请换一个能写的位置再试。\n",
    )


@pytest.mark.skipif(sys.platform != "linux", reason="file names of raw bytes are a thing of Linux")
def test_a_file_name_in_another_encoding(tmp_path):
    """A name in GBK on a UTF-8 machine: read like any other, and said without a crash."""
    name = os.fsdecode("年报".encode("gbk") + b".txt")
    (tmp_path / name).write_text(text(), encoding="utf-8")
    ran = program("read", name, "--json", cwd=tmp_path)
    assert ran.returncode == 0
    assert json.loads(ran.stdout)["status"] == "complete"
    gone = program("read", "x" + name, cwd=tmp_path)
    assert (gone.returncode, gone.stderr.decode().count("\n")) == (2, 1)


def test_help_is_instant():
    """Within 1.5 times what importing pydantic and typer takes.

    Processor time, the two side by side and the best of each: other tests run beside this one.
    """

    def seconds(*arguments: str) -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *arguments], capture_output=True, cwd=ROOT, timeout=60, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    pairs = [
        (seconds("-m", "assistant", "--help"), seconds("-c", "import pydantic, typer")) for _ in range(7)
    ]
    assert min(ours for ours, _ in pairs) <= 1.5 * min(theirs for _, theirs in pairs)


def test_help_imports_no_room():
    code = (
        "import sys; from assistant.cli import main; main(['--help']);"
        "print([m for m in sys.modules if m.startswith(('assistant.core', 'assistant.reading', 'assistant.settings',"
        " 'pydantic_settings', 'gradio', 'docx', 'openpyxl', 'lxml'))], file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=ROOT, timeout=60, check=True)
    assert ran.stderr.decode().strip() == "[]"
