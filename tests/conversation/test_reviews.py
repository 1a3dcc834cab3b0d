"""The three reviews on the bench: whose papers they are, what the sheet is about, and two people at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.accounts.people import LOCAL
from assistant.conversation.bench import Bench
from assistant.conversation.reviews import (
    look_at,
    pass_review,
    review_of,
    review_with_findings,
    send_back,
    submit_review,
)
from assistant.conversation.whose import kept_under
from assistant.errors import InputError
from assistant.reviewing.judging import State
from assistant.storage.reviews import Reviews, Stage
from tests.support.reports import busy_report
from tests.web.tabs.desks import REVIEWER, WRITER, change, desk, keep, workspace

WRONG = {"requests.granted.natural_person": 8}
_names = st.text(st.sampled_from("甲乙局〔〕()（） "), min_size=1, max_size=8).filter(lambda s: s.strip())


@given(unit=_names, other=_names, mine=_names, theirs=_names)
def test_no_owner_comes_upon_anothers_papers_by_typing(unit: str, other: str, mine: str, theirs: str) -> None:
    """As long as accounts' units do not themselves look like a unit with another in brackets behind it."""
    if "〔" in mine + theirs or "〕" in mine + theirs or kept_under(mine, "") == kept_under(theirs, ""):
        return
    assert kept_under(unit, mine) != kept_under(other, theirs)


def test_the_unit_itself_and_single_user_mode_have_the_plain_name() -> None:
    assert kept_under("示例 县人民政府(本级)", "") == "示例县人民政府（本级）"
    assert kept_under("示例县", "示例县") == "示例县"
    assert kept_under("示例县", "示例县政府办") == "示例县〔示例县政府办〕"


def test_the_command_line_sees_what_was_done_on_the_page() -> None:
    bench = desk(busy_report())
    submit_review(bench, "请审", "王五")
    found = Reviews.configured().find("示例市自然资源和规划局", 2025)
    assert found is not None
    assert (found.stage, found.steps[0].by, found.steps[0].report) == (Stage.FIRST, "王五", bench.product)


def test_the_sheet_is_about_the_report_that_was_handed_in() -> None:
    work = keep(workspace(busy_report(WRONG)), WRITER)
    bench = Bench.open(WRITER, work)
    bench.judge(bench.findings[0].finding.fingerprint, "dismiss", "口径不同")
    submit_review(bench)
    change(work, workspace(busy_report()), WRITER)
    bench = Bench.open(WRITER, work)
    assert not any(j.state is State.DISMISSED for j in bench.findings)
    review, judged = review_with_findings(bench)
    assert review.report == busy_report(WRONG)
    assert {j.finding.code for j in judged if not j.is_gone} >= {"T3-ROW"}


def test_of_two_who_act_at_once_one_counts_and_both_are_kept() -> None:
    work = keep(workspace(busy_report()), WRITER)
    submit_review(Bench.open(WRITER, work))

    def act(name: str) -> str:
        person = REVIEWER.model_copy(update={"login": name, "name": name})
        bench = Bench.open(person, work)
        try:
            return pass_review(bench, f"{name}的意见", version=1)
        except InputError as error:
            return error.what

    with ThreadPoolExecutor(4) as pool:
        said = list(pool.map(act, ["甲", "乙", "丙", "丁"]))
    assert sum(line.startswith("已记下") for line in said) == 1
    assert sum("办理没有生效" in line for line in said) == 3
    review = review_of(Bench.open(REVIEWER, work))
    assert review is not None
    assert review.stage is Stage.SECOND
    assert sorted(step.comment for step in review.steps if step.action == "pass") == [
        "丁的意见",
        "丙的意见",
        "乙的意见",
        "甲的意见",
    ]


def test_a_report_that_is_done_goes_no_further_but_back() -> None:
    work = keep(workspace(busy_report()), WRITER)
    submit_review(Bench.open(WRITER, work))
    for _ in range(3):
        pass_review(Bench.open(REVIEWER, work))
    with pytest.raises(InputError, match="已经办结，没有下一步了"):
        pass_review(Bench.open(REVIEWER, work))
    with pytest.raises(InputError, match="已经办结，不能再次提交"):
        submit_review(Bench.open(WRITER, work))
    assert "现在起草" in send_back(Bench.open(REVIEWER, work), Stage.DRAFT, "漏了一项")
    assert "现在初审" in submit_review(Bench.open(WRITER, work), "补上了")


@pytest.mark.parametrize("version", [0, -3, 99, None])
def test_a_version_that_never_was_counts_as_none_given(version: int | None) -> None:
    work = keep(workspace(busy_report()), WRITER)
    submit_review(Bench.open(WRITER, work), version=version)
    assert "现在复审" in pass_review(Bench.open(REVIEWER, work), version=version)


def test_nothing_to_review_on_an_empty_desk() -> None:
    bench = Bench.open(LOCAL)
    assert review_of(bench) is None
    with pytest.raises(InputError, match="还没有可以送审的内容"):
        submit_review(bench, name="王五")
    with pytest.raises(InputError, match="没有历史"):
        look_at(bench, 1)
    with pytest.raises(InputError, match="没有审核单"):
        review_with_findings(bench)
