"""Questions about own figures: answered from the cells, each named; what no cell holds is said."""

from __future__ import annotations

import pytest

import assistant
from assistant.conversation.chat.own_figures import asked, tell
from assistant.core.numbers import read_cell
from assistant.core.report import Report
from tests.conversation.chat.chatting import sample_report


@pytest.fixture(scope="module")
def this_year() -> Report:
    return assistant.read_report(sample_report(2025).encode(), name="今年.md")


@pytest.fixture(scope="module")
def last_year() -> Report:
    return assistant.read_report(sample_report(2024).encode(), name="上年.md")


@pytest.mark.parametrize(
    ("question", "address"),
    [
        ("我们今年收了多少件", "requests.new.total"),
        ("自然人申请的有几个", "requests.new.natural_person"),
        ("今年予以公开多少", "requests.granted.total"),
        ("结转下年多少件", "requests.carried_forward.total"),
        ("行政许可数量是多少", "proactive.licensing.decisions"),
        ("今年收费多少钱", "proactive.fees.amount"),
        ("复议维持的有几件", "disputes.reconsideration.upheld"),
        ("一共办结多少件", "requests.concluded_total.total"),
    ],
)
def test_the_cell_is_named_and_its_number_said(question: str, address: str, this_year: Report) -> None:
    told = tell(question, this_year, None)
    assert address in told.cells
    assert this_year.form.describe(address) in "".join(told.lines)
    cell = this_year.cell(address)
    assert cell is not None
    assert f"是{cell.raw}" in "".join(told.lines).replace(",", "")


def test_a_sum_shows_what_was_added(this_year: Report) -> None:
    told = tell("驳回多少", this_year, None)
    assert "不予公开" in told.lines[0]
    assert all(cell.startswith("requests.refused.") for cell in told.cells)
    values = [this_year.value(cell) for cell in told.cells]
    assert None not in values
    assert f"是{sum(v for v in values if v is not None)}件" in told.lines[0]


def test_last_years_number_is_last_years(this_year: Report, last_year: Report) -> None:
    told = tell("去年收了多少件申请", this_year, last_year)
    assert told.cells == ("previous.requests.new.total",)
    assert f"是{last_year.value('requests.new.total')}件" in told.lines[0]
    assert told.lines[0].startswith("去年")


def test_a_change_is_reckoned_from_both_years(this_year: Report, last_year: Report) -> None:
    told = tell("新收比去年增加了多少", this_year, last_year)
    new, old = this_year.value("requests.new.total"), last_year.value("requests.new.total")
    assert new is not None
    assert old is not None
    assert f"增加{new - old}件" in told.lines[1]
    assert f"{new}−{old}" in told.lines[1]


@pytest.mark.parametrize("question", ["新收比去年增加了多少", "去年收了多少件申请"])
def test_without_last_year_nothing_is_said_of_it(question: str, this_year: Report) -> None:
    assert "还没有上年" in tell(question, this_year, None).lines[-1]


@pytest.mark.parametrize(("raw", "says"), [("", "空的"), ("/", "不是数"), ("若干", "读不成数")])
def test_a_cell_without_a_number_is_no_zero(raw: str, says: str, this_year: Report) -> None:
    report = this_year.replace_cells({"requests.new.total": read_cell(raw)})
    line = tell("今年新收多少件申请", report, None).lines[0]
    assert says in line
    assert "0件" not in line


def test_a_doubtful_cell_is_said_to_be_doubtful(this_year: Report) -> None:
    report = this_year.replace_cells({"requests.new.total": read_cell("23", certain=False)})
    assert "没有十分把握" in tell("今年新收多少件申请", report, None).lines[0]


def test_with_no_table_nothing_is_claimed() -> None:
    told = tell("我们今年收了多少件", None, None)
    assert told.cells == ()
    assert "还没有读到表格" in told.lines[0]


@pytest.mark.parametrize("question", ["咱单位官网今年发了几条信息", "我手上还有几件没办"])
def test_what_the_form_does_not_hold_is_not_guessed(question: str, this_year: Report) -> None:
    told = tell(question, this_year, None)
    assert not any(char.isdigit() for char in "".join(told.lines)) or told.cells


@pytest.mark.parametrize(
    "question",
    [
        "收到申请多少天内答复",
        "逾期不补正的填在哪一栏",
        "收费标准是多少",
        "重复申请算不算新收",
        "超过多少件要收钱",
        "几天内要补正",
    ],
)
def test_questions_about_rules_are_not_about_own_figures(question: str) -> None:
    assert asked(question) == ()


@pytest.mark.parametrize(
    ("question", "says", "cells"),
    [
        (
            "诉讼有没有，几件",
            "两类起诉相加",
            {"disputes.direct_litigation.total", "disputes.litigation_after_reconsideration.total"},
        ),
        ("总共收到多少申请", "新收加上年结转", {"requests.new.total", "requests.carried_over.total"}),
        ("法人申请的有几件", "五类合计", {"requests.new.enterprise"}),
        (
            "部分公开占多大比例",
            "占办结总数的比例",
            {"requests.granted_in_part.total", "requests.concluded_total.total"},
        ),
        ("不予公开占百分之几", "占办结总数的比例", {"requests.concluded_total.total"}),
        ("结转的有几件", "结转下年度", {"requests.carried_over.total", "requests.carried_forward.total"}),
        ("规章有几件", "制发件数", {"proactive.rules.in_force", "proactive.rules.issued"}),
        ("尚未审结的有几件", "尚未审结", {"disputes.reconsideration.pending"}),
        ("去年的比例，部分公开占多少", "占办结总数的比例", {"previous.requests.granted_in_part.total"}),
    ],
)
def test_sums_and_shares_rest_on_all_their_cells(
    question: str, says: str, cells: set[str], this_year: Report, last_year: Report
) -> None:
    told = tell(question, this_year, last_year)
    assert says in "".join(told.lines)
    assert cells <= set(told.cells)


def test_no_change_is_said_to_be_none(this_year: Report) -> None:
    assert "和去年一样" in tell("新收比去年增加了多少", this_year, this_year).lines[-1]


def test_what_last_year_does_not_hold_is_not_compared(this_year: Report, last_year: Report) -> None:
    blank = last_year.replace_cells({"requests.new.total": read_cell("")})
    assert "没法比" in tell("新收比去年增加了多少", this_year, blank).lines[-1]


def test_a_sum_with_a_blank_part_is_not_reckoned(this_year: Report) -> None:
    report = this_year.replace_cells({"requests.refused.state_secret.total": read_cell("")})
    told = tell("驳回多少", report, None)
    assert told.cells == ()
    assert "没有读到数" in told.lines[0]
