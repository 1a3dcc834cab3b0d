"""Many at one report at once: threads, processes, and a process that is killed. Nothing that was said to be kept is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.storage.works import Works
from tests.storage.works import BY, begin, change, onto

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]


WORKER = """
import sys
from pathlib import Path
from assistant.storage.works import Change, Works
where, work, name, count = sys.argv[1:]
works = Works(where if "://" in where else Path(where))
sys.stdin.readline()
for n in range(int(count)):
    word = f"[{name}{n}]"
    if work:
        works.change(work, name, lambda head: Change(state=head.state + word, what=word))
    else:
        works.create("示例县", name, Change(state=word, what=word))
    print(word, flush=True)
"""


def worker(where: Path | str, work: str, name: str, count: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WORKER, str(where), work, name, str(count)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, text=True,
    )  # fmt: skip


def at_once(workers: list[subprocess.Popen[str]]) -> None:
    for one in workers:
        one.stdin.write("\n")
        one.stdin.flush()
    ended = [(one.communicate(timeout=120)[1], one.returncode) for one in workers]
    assert ended == [("", 0)] * len(workers)


def test_twenty_threads_change_one_report(works, where):
    """Some through the same store, some through stores of their own."""
    work = begin(works, "")
    start = threading.Barrier(20)

    def write(name: int) -> None:
        mine = works if name % 2 else Works(where)
        start.wait()
        for n in range(3):
            mine.change(work.id, f"人{name}", onto(f"[{name}:{n}]"))

    with ThreadPoolExecutor(20) as pool:
        assert list(pool.map(write, range(20))) == [None] * 20
    words = [f"[{name}:{n}]" for name in range(20) for n in range(3)]
    final = works.state(work.id)
    assert final.number == 61
    assert sorted(final.state.replace("][", "] [").split()) == sorted(words)
    listed = works.versions(work.id, 100)
    assert [v.number for v in listed] == list(range(61, 0, -1))
    assert [v.parent for v in listed] == list(range(60, -1, -1))


def test_processes_change_one_report(works, where):
    work = begin(works, "")
    at_once([worker(where, work.id, name, 15) for name in "甲乙丙丁"])
    words = [f"[{name}{n}]" for name in "甲乙丙丁" for n in range(15)]
    assert sorted(works.state(work.id).state.replace("][", "] [").split()) == sorted(words)
    assert works.find(work.id).head == 61


def test_processes_begin_on_an_empty_database(works, where):
    """When all of them want to make the tables."""
    at_once([worker(where, "", name, 3) for name in "甲乙丙丁"])
    assert len(works.of("示例县")) == 12


def test_threads_begin_on_an_empty_database(works, where):
    """At the very same moment, and all come out well."""
    start = threading.Barrier(8)

    def create(n: int) -> str:
        mine = Works(where)
        assert mine.of(None) == []
        start.wait()
        return begin(mine, str(n)).id

    with ThreadPoolExecutor(8) as pool:
        ids = list(pool.map(create, range(8)))
    assert [works.state(one).state for one in ids] == [str(n) for n in range(8)]


def test_undo_and_edits_at_once(works):
    """Whoever comes first: every version shows what it says, and the line of them has no gap."""
    work = begin(works, "0")

    def act(n: int) -> None:
        if n % 3:
            works.change(work.id, BY, lambda _: change(str(n)))
        else:
            works.undo(work.id, BY)
        works.say(work.id, "user", str(n), BY)
        works.sit(work.id, f"tab {n}", f"人{n}")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(act, range(1, 31)))
    listed = works.versions(work.id, 100)
    assert [v.number for v in listed] == list(range(len(listed), 0, -1))
    for version in listed:
        assert works.state(work.id, version.number).state == works.state(work.id, version.shows).state
    assert [t.number for t in works.turns(work.id)] == list(range(1, 31))
    assert {t.text for t in works.turns(work.id)} == {str(n) for n in range(1, 31)}


def test_others_need_not_wait_long(works):
    """While somebody's change is being made, everything can be read."""
    work, other = begin(works), begin(works)
    inside, done = threading.Event(), threading.Event()

    def make(head):
        inside.set()
        assert done.wait(30)
        return change(head.state + "乙")

    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(works.change, work.id, BY, make)
        assert inside.wait(30)
        started = time.monotonic()
        assert works.state(work.id).state == "甲"
        assert works.find(work.id) == work
        assert works.of(None) == [other, work]
        assert works.turns(work.id) == []
        assert time.monotonic() - started < 5
        done.set()
        assert waiting.result(30).state == "甲乙"


def test_on_a_server_only_the_one_report_is_held(database, postgres):
    """Changes of other reports, and who is here, go on; a file has one writer."""
    works = Works(postgres.url(database))
    work, other = begin(works), begin(works)

    def make(head):
        assert works.change(other.id, BY, onto("丙")).state == "甲丙"
        assert works.sit(work.id, "tab", BY) == []
        return change(head.state + "乙")

    assert works.change(work.id, BY, make).state == "甲乙"


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs POSIX signals")
def test_a_process_killed_while_it_writes(works, where):
    """What it was told to be kept is kept, and the next one goes on."""
    work = begin(works, "")
    for name in "甲乙":
        with worker(where, work.id, name, 100_000) as one:
            one.stdin.write("\n")
            one.stdin.flush()
            acknowledged = [one.stdout.readline().strip() for _ in range(8)]
            os.kill(one.pid, signal.SIGKILL)
            acknowledged += [
                line.strip() for line in one.stdout.read().splitlines(keepends=True) if line.endswith("\n")
            ]
        state = works.state(work.id).state
        assert all(word in state for word in acknowledged)
        assert works.change(work.id, BY, onto("[我]")).state.startswith(state)
    assert works.notices == []
