"""The worker processes: renewed after a while, fed only as they come free, gone at the end."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from assistant.batch.pool import Failure, Means, Pool, Task

JOBS = "tests.batch.bad_jobs"


@contextmanager
def pool(**means) -> Iterator[Pool]:
    with Pool(Means(workers=1, jobs=JOBS, **means)) as one:
        yield one


def test_a_process_is_renewed_after_its_share_of_jobs():
    with pool(recycle=2) as one:
        pids = [gave["pid"] for _, gave in one.run(Task(n, "pid", {}) for n in range(5))]
    assert [pids.count(pid) for pid in dict.fromkeys(pids)] == [2, 2, 1]


def test_tasks_are_drawn_only_when_a_process_is_free_and_processes_stay_for_the_next_run():
    drawn = []

    def tasks() -> Iterator[Task]:
        for number in range(6):
            drawn.append(number)
            yield Task(number, "pid", {})

    with pool() as one:
        pids = set()
        for done, (_, gave) in enumerate(one.run(tasks()), 1):
            assert len(drawn) <= done + 1
            pids.add(gave["pid"])
        pids |= {gave["pid"] for _, gave in one.run([Task(0, "pid", {})])}
    assert len(pids) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_no_process_is_left_when_a_run_is_given_up():
    from pathlib import Path

    with pool() as one:
        for _, gave in one.run(Task(n, "pid", {}) for n in range(100)):
            pid = gave["pid"]
            assert Path(f"/proc/{pid}").exists()
            break
    assert not Path(f"/proc/{pid}").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_job_that_is_stopped_may_tidy_up(tmp_path):
    mark = tmp_path / "mark"
    with pool(limit=1.0) as one:
        (result,) = one.run([Task(7, "tidy", {"mark": str(mark)})])
    assert result == (7, Failure("timeout", "1"))
    assert mark.read_text(encoding="utf-8") == "tidied up"
