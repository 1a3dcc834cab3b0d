"""The door: what is compared, what is said not to be, and the value as JSON."""

import json

import pytest

from assistant import compare_reports
from assistant.core.comparison import Comparison
from assistant.core.report import Report, empty_tables
from assistant.core.template import T2021
from tests.comparing.support import last_year, this_year
from tests.support import pace
from tests.support.reports import make_report


def notes(this, last):
    return compare_reports(this, last).notes


def test_neighbouring_years_need_no_remark():
    comparison = compare_reports(this_year(), last_year())
    assert (comparison.notes, comparison.consecutive, comparison.same_unit) == ((), True, True)
    assert 0 < comparison.share < 1


@pytest.mark.parametrize(
    ("year", "said", "consecutive"),
    [
        (2022, "中间隔了 2 年", False),
        (2025, "两份报告都是 2025 年度的", False),
        (2026, "次序可能反了", False),
        (None, "上年报告没有读到年度", None),
    ],
)
def test_other_years_are_compared_and_said(year, said, consecutive):
    comparison = compare_reports(this_year(), last_year(year=year))
    assert len(comparison.notes) == 1 and said in comparison.notes[0]
    assert comparison.consecutive is consecutive
    assert len(comparison.links) == (0 if consecutive is False else 9)
    assert len(comparison.differing()) == 5


def test_another_unit_is_compared_and_said():
    comparison = compare_reports(this_year(), last_year(unit="示例市财政局"))
    assert not comparison.same_unit
    assert "“示例市财政局”，名称不一样" in comparison.notes[0]


def test_of_two_forms_only_what_both_have_is_compared():
    this = make_report(year=2021, unit="示例县民政局")
    last = make_report(template="2019", year=2020, unit="示例县民政局")
    comparison = compare_reports(this, last)
    shared = [a for a in this.form.addresses if a in set(last.form.addresses)]
    assert [p.address for p in comparison.cells] == shared
    assert "proactive.rules.issued" in comparison.only_current
    assert "requests.other.other.total" in comparison.only_current
    assert "requests.other.total" in comparison.only_previous
    assert {link.code for link in comparison.links} == {"Y-CARRY"}
    (note,) = comparison.notes
    assert f"只比两版都有的 {len(shared)} 格" in note
    assert "表二“规章” 3 格" in note and "表二“政府集中采购” 2 格" in note


def test_a_table_that_was_not_read_is_said():
    empty = Report(tables=empty_tables(T2021), year=2024)
    assert notes(this_year(), empty) == ("上年报告里没有读到表二、表三、表四，这部分没法对照。",)


def test_the_value_goes_through_json():
    comparison = compare_reports(this_year(), last_year())
    data = comparison.model_dump(mode="json")
    assert Comparison.model_validate(json.loads(json.dumps(data))) == comparison
    cell = next(c for c in data["cells"] if c["address"] == "requests.new.total")
    assert (cell["change"], cell["rate"], cell["current"]["value"]) == (-1, -4.2, 23)


def test_a_comparison_takes_milliseconds():
    """Some 10 ms for a county's report where it was measured."""
    assert pace.median(lambda: compare_reports(this_year(), last_year()), 9) < 0.2
