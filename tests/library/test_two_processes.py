"""Two processes on one library: a reader is right and fresh, a second writer waits or says who is first."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from time import monotonic

import pytest

import assistant.library.catalogue
from assistant.errors import ConfigurationError
from tests.library.support import (
    ADDED,
    ASKED,
    Opened,
    Service,
    answers,
    child,
    finish,
    found_added,
    ids,
    line,
)

OPENED = """
import sys
from pathlib import Path
from assistant import Library
library = Library.open(sys.argv[1], corpus=Path(sys.argv[2]), resident=RESIDENT)
"""

OBEY = (
    OPENED
    + """
print("ready", flush=True)
for command in sys.stdin:
    name, _, value = command.strip().partition(" ")
    if name == "add":
        print(library.add(Path(value)).record.id, flush=True)
    elif name == "remove":
        print(library.remove(value), flush=True)
    elif name == "find":
        print(",".join(hit.id for hit in library.search(value, 100)) or "nothing", flush=True)
    elif name == "embed":
        print(library.embed(), flush=True)
    elif name == "rebuild":
        library.rebuild()
        print("rebuilt", flush=True)
library.close()
"""
)


class Other:
    """A second process that does as it is told."""

    def __init__(self, home: Path, corpus: Path, *, resident: bool) -> None:
        self.process = child(OBEY.replace("RESIDENT", str(resident)), home, corpus)
        assert line(self.process) == "ready"

    def tell(self, command: str, value: Path | str = "") -> str:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{command} {value}\n")
        self.process.stdin.flush()
        return line(self.process)

    def find(self, question: str) -> list[str]:
        return self.tell("find", question).split(",")


@pytest.fixture
def stop() -> Iterator[list[subprocess.Popen[str]]]:
    """Whatever is put in is stopped in the end, however the test ends."""
    running: list[subprocess.Popen[str]] = []
    yield running
    for process in running:
        if process.poll() is None:
            process.kill()
        process.communicate()


def test_each_sees_at_once_what_the_other_does(
    opened: Opened,
    embeddings: Service,
    corpus: Path,
    tmp_path: Path,
    _own_home: Path,
    stop: list[subprocess.Popen[str]],
) -> None:
    (tmp_path / "草场.txt").write_text(ADDED, encoding="utf-8")
    app = Other(_own_home, corpus, resident=True)
    stop.append(app.process)
    command = opened(resident=True)  # Chroma's folder is the app's; the second process compares by itself
    assert answers(command)
    assert app.find(ASKED) == ids(command, ASKED, 100)

    number = app.tell("add", tmp_path / "草场.txt")
    app.tell("embed")
    assert found_added(command)
    assert app.find("蓝鹊草场几月停牧") == ids(command, "蓝鹊草场几月停牧", 100)

    assert command.remove(number)
    assert all(number not in name for name in app.find("蓝鹊草场几月停牧"))

    number = command.add(tmp_path / "草场.txt").record.id
    command.embed()
    assert f"{number} 第二条" in app.find("蓝鹊草场几月停牧")

    assert app.tell("rebuild") == "rebuilt"
    assert found_added(command)
    assert command.notices == []
    assert app.tell("remove", number) == "True"
    assert not found_added(command)
    command.close()
    finish(app.process)
    assert answers(opened(resident=True))


WRITING = """
import sys, time
from pathlib import Path
from assistant.library.locks import Lock
with Lock(Path(sys.argv[1]) / "library" / "writer.lock", "正在更新规定库").held():
    print("holding", flush=True)
    sys.stdin.read()
print("given back", flush=True)
"""


def test_a_second_writer_waits_for_the_first(
    opened: Opened, words_only: None, _own_home: Path, stop: list[subprocess.Popen[str]]
) -> None:
    library = opened()
    first = child(WRITING, _own_home)
    stop.append(first)
    assert line(first) == "holding"
    writer = Thread(target=library.add, args=(ADDED.encode(), "草场.txt"))
    writer.start()
    writer.join(0.3)
    assert writer.is_alive()
    assert answers(library)  # searching waits for nobody
    assert not found_added(library)
    assert finish(first) == "given back\n"
    writer.join(10)
    assert found_added(library)


def test_a_second_writer_says_who_is_first(
    opened: Opened,
    words_only: None,
    _own_home: Path,
    monkeypatch: pytest.MonkeyPatch,
    stop: list[subprocess.Popen[str]],
) -> None:
    monkeypatch.setattr(assistant.library.catalogue, "PATIENCE", 0.2)
    opened().close()
    first = child(WRITING, _own_home)
    stop.append(first)
    line(first)
    began = monotonic()
    library = opened()  # nothing is missing, so nobody waits
    assert monotonic() - began < 5
    assert answers(library)
    for write in (lambda: library.add(ADDED.encode(), "草场.txt"), library.rebuild):
        with pytest.raises(ConfigurationError) as refused:
            write()
        assert f"进程 {first.pid}" in str(refused.value)
        assert "正在更新规定库" in str(refused.value)
    assert not list((_own_home / "library").glob("documents/*"))
    first.kill()  # the system gives back what a dead process held
    first.communicate()
    assert library.add(ADDED.encode(), "草场.txt").new
    assert found_added(library)


def test_removing_while_another_writes_loses_nothing(
    opened: Opened,
    words_only: None,
    _own_home: Path,
    monkeypatch: pytest.MonkeyPatch,
    stop: list[subprocess.Popen[str]],
) -> None:
    library = opened()
    number = library.add(ADDED.encode(), "草场.txt").record.id
    monkeypatch.setattr(assistant.library.catalogue, "PATIENCE", 0.2)
    monkeypatch.setattr(assistant.intake.library, "PATIENCE", 0.2)
    first = child(WRITING, _own_home)
    stop.append(first)
    line(first)
    with pytest.raises(ConfigurationError, match="进程"):
        library.remove(number)
    assert found_added(library)
    assert len(list((_own_home / "library" / "documents").rglob("*.txt"))) == 1


def test_opening_beside_a_writer_searches_what_has_embeddings(
    opened: Opened,
    embeddings: Service,
    _own_home: Path,
    monkeypatch: pytest.MonkeyPatch,
    stop: list[subprocess.Popen[str]],
) -> None:
    monkeypatch.setattr(assistant.library.catalogue, "PATIENCE", 0.2)
    opened(embed=False).close()
    first = child(WRITING, _own_home)
    stop.append(first)
    line(first)
    library = opened()
    assert answers(library)
    assert f"进程 {first.pid}" in "".join(library.notices)
    assert library.missing()


def test_opening_while_another_builds_waits_until_there_is_something(
    opened: Opened, words_only: None, _own_home: Path, corpus: Path, stop: list[subprocess.Popen[str]]
) -> None:
    slow = """
from assistant.library import lexical
real = lexical.LexicalIndex.update
def update(*args):
    print("building", flush=True)
    sys.stdin.readline()
    real(*args)
lexical.LexicalIndex.update = update
"""
    script = OPENED.replace("RESIDENT", "False").replace("library =", slow + "library =")
    builder = child(script, _own_home, corpus)
    stop.append(builder)
    assert line(builder) == "building"
    found: list[bool] = []
    reader = Thread(target=lambda: found.append(answers(opened())))
    reader.start()
    reader.join(0.5)
    assert reader.is_alive()
    finish(builder, "\n" * 9)
    reader.join(20)
    assert found == [True]


def test_nothing_to_read_yet_and_no_end_in_sight(
    opened: Opened,
    words_only: None,
    _own_home: Path,
    monkeypatch: pytest.MonkeyPatch,
    stop: list[subprocess.Popen[str]],
) -> None:
    monkeypatch.setattr(assistant.intake.library, "PATIENCE", 0.2)
    (_own_home / "library").mkdir(parents=True)
    first = child(WRITING, _own_home)
    stop.append(first)
    line(first)
    with pytest.raises(ConfigurationError, match=rf"进程 {first.pid}.*请等它建好"):
        opened()


def test_a_note_nobody_can_read_still_names_someone(
    opened: Opened,
    words_only: None,
    _own_home: Path,
    monkeypatch: pytest.MonkeyPatch,
    stop: list[subprocess.Popen[str]],
) -> None:
    monkeypatch.setattr(assistant.library.catalogue, "PATIENCE", 0.1)
    library = opened()
    first = child(WRITING, _own_home)
    stop.append(first)
    line(first)
    for content in ("", "[]", '{"pid": 1}'):
        (_own_home / "library" / "writer.json").write_text(content)
        with pytest.raises(ConfigurationError, match="正被另一个程序占用着"):
            library.rebuild()


def test_the_owner_of_chroma_stays_when_its_thread_ends(
    opened: Opened,
    embeddings: Service,
    _own_home: Path,
    corpus: Path,
    stop: list[subprocess.Popen[str]],
) -> None:
    """Web servers search in threads that come and go; the folder must not fall to a second process meanwhile."""
    app = opened(resident=True)
    found: list[bool] = []
    thread = Thread(target=lambda: found.append(answers(app)))
    thread.start()
    thread.join()
    assert found == [True]
    sealed = _own_home / "library" / "chroma" / "seal.json"
    second = Other(_own_home, corpus, resident=True)
    stop.append(second.process)
    assert second.find(ASKED) == ids(app, ASKED, 100)
    finish(second.process)
    assert not sealed.exists()  # whoever owns the folder seals it when closing: the second process did not
    assert answers(app)
    app.close()
    assert sealed.exists()
    again = opened(resident=True)
    assert answers(again)
    assert again.notices == []
    again.close()
    assert sealed.exists()
