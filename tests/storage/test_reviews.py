"""Reviews through their public functions: steps with whole reports, and what becomes of those who come too late."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from assistant.core.numbers import read_cell
from assistant.errors import InputError
from assistant.storage.reviews import OvertakenError, Reviews, Stage, Standing
from tests.storage.kept import NOON, UNIT, step
from tests.support.reports import busy_report

ROOT = Path(__file__).parents[2]


@pytest.fixture
def reviews(where) -> Reviews:
    return Reviews(where)


def onward(**changes):
    return step(**{"action": "pass", "origin": Stage.FIRST, "stage": Stage.SECOND, "by": "李四", **changes})


def test_every_step_keeps_the_whole_report(reviews):
    fee = read_cell("１2,345,678,901,234,567.123456789")
    odd = busy_report({"disputes.reconsideration.total": None, "requests.new.total": "/"}).replace_cells(
        {"proactive.fees.amount": fee}
    )
    odd = odd.model_copy(update={"title": "题", "sections": {**odd.sections, "overview": "一\n\0二\x1b"}})
    first, second = step(report=odd, open_errors=3), onward()
    assert reviews.add(UNIT, 2025, first, 0).version == 1
    after = reviews.add(UNIT, 2025, second, 1)
    assert (after.stage, after.version, after.name) == (Stage.SECOND, 2, f"{UNIT}/2025")
    assert after == reviews.find(UNIT, 2025)
    assert after.steps == (first, second.model_copy(update={"seen": 1}))
    assert after.steps[0].report.tables["proactive"]["fees"]["amount"] == fee
    assert after.report == busy_report()


def test_looking_makes_nothing(reviews, home):
    assert reviews.find(UNIT, 2025) is None
    assert reviews.standings() == []
    assert not home.exists()


def test_who_comes_too_late_is_told_and_loses_nothing(reviews):
    reviews.add(UNIT, 2025, step(), 0)
    reviews.add(UNIT, 2025, onward(), 1)
    mine = busy_report({"proactive.penalties.decisions": 38})
    with pytest.raises(OvertakenError) as caught:
        reviews.add(UNIT, 2025, onward(by="王五", report=mine, comment="我的意见"), 1)
    assert str(caught.value).startswith("办理没有生效：李四已在 ")
    assert f"请先用 review show {UNIT}/2025 看一看，再重新办理。" in str(caught.value)
    review = reviews.find(UNIT, 2025)
    assert (review.stage, review.version, len(review.counted)) == (Stage.SECOND, 2, 2)
    late = review.steps[2]
    assert (late.counts, late.by, late.comment, late.report, late.seen) == (
        False,
        "王五",
        "我的意见",
        mine,
        1,
    )
    assert review.report == busy_report()
    assert (
        reviews.add(UNIT, 2025, step(action="back", origin=Stage.SECOND, stage=Stage.DRAFT), 2).version == 3
    )


def test_two_begin_at_once(reviews):
    reviews.add(UNIT, 2025, step(), 0)
    with pytest.raises(OvertakenError):
        reviews.add(UNIT, 2025, step(by="李四"), 0)
    assert [(s.by, s.counts) for s in reviews.find(UNIT, 2025).steps] == [("张三", True), ("李四", False)]


def test_nothing_to_move(reviews):
    with pytest.raises(InputError, match="没有送审的记录"):
        reviews.add(UNIT, 2025, onward(), 1)
    assert reviews.standings() == []


def test_the_list(reviews):
    reviews.add(UNIT, 2025, step(), 0)
    reviews.add("示例县", 2024, step(by="赵六", time=NOON + timedelta(hours=1)), 0)
    reviews.add(UNIT, 2025, onward(time=NOON + timedelta(hours=2)), 1)
    with pytest.raises(OvertakenError):
        reviews.add(UNIT, 2025, onward(by="王五", time=NOON + timedelta(hours=3)), 1)
    facts = [(s.unit, s.year, s.stage, s.version, s.by, s.time) for s in reviews.standings()]
    assert facts == [
        (UNIT, 2025, Stage.SECOND, 2, "李四", NOON + timedelta(hours=2)),
        ("示例县", 2024, Stage.FIRST, 1, "赵六", NOON + timedelta(hours=1)),
    ]
    assert all(isinstance(one, Standing) for one in reviews.standings())


def test_processes_work_at_once(reviews, home):
    """Of four that act on the same version one moves the report; the others are told, and nothing is lost."""
    reviews.add(UNIT, 2025, step(), 0)
    code = """
import sys
from pathlib import Path
from assistant.storage.reviews import OvertakenError, Reviews, Stage
from tests.storage.kept import UNIT, step
sys.stdin.readline()
try:
    facts = dict(action="pass", origin=Stage.FIRST, stage=Stage.SECOND)
    Reviews(Path(sys.argv[1])).add(UNIT, 2025, step(by=sys.argv[2], **facts), 1)
    print("moved")
except OvertakenError:
    print("late")
"""
    workers = [
        subprocess.Popen(
            [sys.executable, "-c", code, home, name], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
        )
        for name in ("甲", "乙", "丙")
    ]
    for one in workers:
        one.stdin.write(b"\n")
        one.stdin.flush()
    said = sorted(one.communicate(timeout=60)[0].split()[-1] for one in workers)
    assert said == [b"late", b"late", b"moved"]
    review = reviews.find(UNIT, 2025)
    assert (review.version, len(review.counted), len(review.steps)) == (2, 2, 4)
    assert {s.by for s in review.steps[1:]} == {"甲", "乙", "丙"}
