"""Files that were uploaded: for their giver, once, and gone afterwards."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from assistant.errors import InputError
from assistant.web.page import given as room
from assistant.web.page.given import GivenFiles, clean_name


def give(files: GivenFiles, name: str = "年报.docx", login: str = "li") -> str:
    path = files.place(name)
    path.write_bytes(b"x")
    return files.keep(path, name, login)


def test_a_file_is_its_givers_and_can_be_taken_once(tmp_path: Path) -> None:
    files = GivenFiles(tmp_path)
    token = give(files)
    for asked in (("zhao", token), ("li", "somebody else's"), ("li", "")):
        with pytest.raises(InputError, match="已经不在了"):
            files.take(asked[1], asked[0])
    taken = files.take(token, "li")
    assert (taken.name, taken.path.read_bytes(), taken.path.parent) == ("年报.docx", b"x", tmp_path)
    with pytest.raises(InputError, match="已经不在了"):
        files.take(token, "li")


def test_the_place_says_nothing_but_the_kind(tmp_path: Path) -> None:
    place = GivenFiles(tmp_path).place("../../etc/张三.DOCX")
    assert place.parent == tmp_path
    assert place.suffix == ".docx"
    assert "张三" not in place.name


def test_what_nobody_reads_is_deleted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = GivenFiles(tmp_path)
    token = give(files)
    later = time.monotonic() + room.LONGEST_WAIT + 1
    monkeypatch.setattr(room.time, "monotonic", lambda: later)
    files.sweep()
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(InputError):
        files.take(token, "li")


def test_too_many_waiting_are_refused_and_leave_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "MOST", 1)
    files = GivenFiles(tmp_path)
    give(files)
    with pytest.raises(InputError, match="太多"):
        give(files)
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\我的\\年报.xlsx", "年报.xlsx"),
        ("年\x00报\u202e.docx\n", "年报.docx"),
        ("", "文件"),
        ("///", "文件"),
        ("长" * 500 + ".xlsx", "长" * 115 + ".xlsx"),
    ],
)
def test_a_name_is_a_name(name: str, clean: str) -> None:
    assert clean_name(name) == clean
