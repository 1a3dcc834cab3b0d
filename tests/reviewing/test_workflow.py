"""The three reviews: what may follow what, and what is said about it."""

from __future__ import annotations

from itertools import pairwise

import pytest

from assistant.reviewing.workflow import (
    NAMES,
    ORDER,
    as_seen,
    passed,
    same_person,
    sent_back,
    stage_named,
    step_changes,
    submitted,
)
from assistant.storage.reviews import Stage
from tests.reviewing.helpers import after, at, refused, row_error, said
from tests.support.reports import busy_report


def test_all_the_way():
    review = at(Stage.DONE)
    assert [(s.origin, s.stage) for s in review.steps] == list(pairwise(ORDER))
    assert [s.by for s in review.steps] == ["张三", "李", "王", "赵"]
    assert [NAMES[s] for s in ORDER] == ["起草", "初审", "复审", "终审", "办结"]


@pytest.mark.parametrize(("origin", "to"), [(a, b) for a in ORDER for b in ORDER])
def test_back_by_one_or_to_the_start(origin, to):
    review = at(origin)
    allowed = {ORDER[max(0, ORDER.index(origin) - 1)], Stage.DRAFT} if origin is not Stage.DRAFT else set()
    if to in allowed:
        step = sent_back(review, to, said("王", "数字不对"))
        assert (step.origin, step.stage, step.report) == (origin, to, review.report)
        assert refused(sent_back, review, to, said("王", " ")).startswith("退回要写明原因。")
    else:
        told = refused(sent_back, review, to, said("王", "数字不对"))
        assert told.startswith(("这份年报就在起草", f"{NAMES[origin]}不能退回到{NAMES[to]}。只能退回"))


def test_back_and_in_again():
    review = after(at(Stage.SECOND), sent_back(at(Stage.SECOND), Stage.DRAFT, said("王", "改")))
    again = after(review, submitted(review, busy_report({"proactive.penalties.decisions": 38}), said()))
    assert again.stage is Stage.FIRST
    assert [len(c.cells) for c in step_changes(again)] == [0, 0, 0, 1]


@pytest.mark.parametrize("stage", [Stage.FIRST, Stage.SECOND, Stage.FINAL])
def test_no_second_submission(stage):
    told = refused(submitted, at(stage), busy_report(), said())
    assert told.startswith(f"这份年报正在{NAMES[stage]}，不能再次提交。")


def test_nothing_before_the_start_and_after_the_end():
    assert refused(passed, at(Stage.DRAFT), said()).startswith("这份年报还在起草，没有送审。")
    assert refused(passed, at(Stage.DONE), said()).startswith("这份年报已经办结，没有下一步了。")
    assert refused(submitted, at(Stage.DONE), busy_report(), said()).startswith("这份年报已经办结（示例市")


def test_open_errors_on_the_way_to_the_end():
    assert passed(at(Stage.FIRST), said(), open_errors=2).stage is Stage.SECOND
    for stage in (Stage.SECOND, Stage.FINAL):
        told = refused(passed, at(stage), said(), open_errors=2)
        assert told.startswith("还有 2 处错误没有处理，没有转到")
        assert "--anyway" in told
        assert passed(at(stage), said(), open_errors=2, anyway=True).open_errors == 2


def test_a_reviewer_may_change_the_report():
    review = at(Stage.FIRST)
    review = after(review, passed(review, said("李"), row_error()))
    assert review.report == row_error()
    assert [c.before + c.after for c in step_changes(review)[1].cells] == ["2324"]


def test_one_person_twice_is_said():
    review = at(Stage.FIRST)
    assert same_person(review, passed(review, said("李"))) == ""
    assert same_person(review, passed(review, said(" 张三"))).startswith("起草和初审都是张三。")
    assert same_person(None, submitted(None, busy_report(), said())) == ""
    assert same_person(review, sent_back(review, Stage.DRAFT, said("张三"))) == ""
    returned = at(Stage.DRAFT)
    assert same_person(returned, submitted(returned, busy_report(), said("李"))) == ""


def test_as_somebody_saw_it():
    review = at(Stage.FINAL)
    seen = as_seen(review, 1)
    assert (seen.stage, seen.version, len(seen.steps)) == (Stage.FIRST, 1, 1)
    assert as_seen(review, 3) is as_seen(review, None) is review
    assert as_seen(None, 0) is as_seen(None, None) is None
    for version in (4, -1, 0):
        assert refused(as_seen, review, version).startswith(f"没有第 {version} 版，现在是第 3 版。")
    assert refused(as_seen, None, 1).startswith("没有第 1 版，现在是第 0 版。")


def test_stages_by_name():
    assert [stage_named(name) for name in NAMES.values()] == list(ORDER)
    for name in ("二审", "", "draft", "审" * 1000):
        assert refused(stage_named, name).endswith("这个环节。可以写起草、初审、复审、终审。")
