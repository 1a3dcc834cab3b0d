"""One cell of a clean report changed: exactly the relations that hold it are reported, and no other."""

from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.checking import check_report
from assistant.core.numbers import read_cell
from assistant.core.relations import across, within
from assistant.core.template import T2019, T2021, split_address
from tests.checking.support import LAST_YEAR, R, codes, holding, keys, put_all, raised
from tests.support.balanced import balanced_report
from tests.support.reports import busy_report, make_report

ARITHMETIC = {"T3-BALANCE", "T3-RESULTS", "T3-ROW", "T4-SUM", "Y-CARRY", "Y-IN-FORCE"}


def arithmetic(findings):
    return [finding for finding in findings if finding.code in ARITHMETIC]


def planted(report, previous, address, expected):
    """Check the findings of a report with one damaged cell against the relations that hold the cell."""
    findings = arithmetic(check_report(report, previous))
    assert {(f.code, f.anchor) for f in findings} == keys(expected)
    assert len(findings) == len(expected)
    for finding in findings:
        assert finding.status == "fail"
        assert finding.severity == ("warning" if finding.code == "Y-IN-FORCE" else "error")
        assert address in finding.where
        assert finding.expected != finding.found
        assert finding.basis
    return findings


def test_clean_reports_give_no_finding():
    assert check_report(busy_report()) == []
    assert check_report(make_report()) == []
    assert check_report(make_report(template="2019")) == []
    assert check_report(busy_report(), LAST_YEAR) == []


def test_every_relation_of_the_form_is_under_test():
    per_code = {code: sum(r.code == code for r in (*within("2021"), *across())) for code in ARITHMETIC}
    assert per_code == {
        "T3-BALANCE": 7, "T3-RESULTS": 7, "T3-ROW": 25, "T4-SUM": 3, "Y-CARRY": 7, "Y-IN-FORCE": 2,
    }  # fmt: skip


@pytest.mark.parametrize("address", T2021.addresses)
@pytest.mark.parametrize("by", [1, 10])
def test_a_cell_raised_in_a_busy_report(address, by):
    planted(raised(busy_report(), address, by), None, address, holding(address, years=False))


@pytest.mark.parametrize("address", T2021.addresses)
def test_a_cell_raised_in_a_report_of_zeros(address):
    planted(raised(make_report(), address, 1), None, address, holding(address, years=False))


@pytest.mark.parametrize("address", [a for a in T2021.addresses if busy_report().value(a)])
def test_a_cell_forgotten(address):
    """The other damage: a number becomes 0."""
    planted(put_all(busy_report(), {address: 0}), None, address, holding(address, years=False))


@pytest.mark.parametrize("address", T2021.addresses)
def test_a_cell_raised_beside_last_years_report(address):
    planted(raised(busy_report(), address, 1), LAST_YEAR, address, holding(address, years=True))


@pytest.mark.parametrize(
    "address",
    [a.removeprefix("previous.") for r in across() for a in r.cells if a.startswith("previous.")],
)
def test_a_cell_of_last_year_raised(address):
    expected = [r for r in across() if f"previous.{address}" in r.cells]
    assert len(expected) == 1
    planted(busy_report(), raised(LAST_YEAR, address, 1), f"previous.{address}", expected)


@pytest.mark.parametrize("address", T2019.addresses)
def test_a_cell_of_the_2019_form_raised(address):
    expected = [r for r in within("2019") if address in r.cells]
    planted(raised(make_report(template="2019"), address, 1), None, address, expected)


@pytest.mark.parametrize("address", [a for a in T2021.addresses if a.startswith("requests.")])
def test_the_one_changed_cell_of_table_three_is_found_out(address):
    """Row and column cross in one cell: each finding names it, with its right number."""
    report = busy_report()
    damaged = raised(report, address, 3)
    findings = arithmetic(check_report(damaged))
    name = "“" + T2021.describe(address).split("”的“")[1]
    for finding in findings:
        assert "很可能是" in finding.message
        assert f"填的是 {damaged.value(address)}，应为 {report.value(address)}" in finding.message
        assert name in finding.message
        assert set(finding.where) <= {address, finding.anchor.split("|")[0]}


def test_expected_and_found_are_the_two_sides():
    finding = check_report(raised(busy_report(), "disputes.reconsideration.total", 5))[0]
    assert (finding.expected, finding.found) == (Decimal(2), Decimal(7))
    balance = [f for f in check_report(raised(busy_report(), R + "new.total", 1)) if f.code == "T3-BALANCE"]
    assert [(f.expected, f.found) for f in balance] == [(Decimal(26), Decimal(25))]


@given(st.integers(0, 2**32), st.sampled_from(["2021", "2019"]), st.floats(0, 1))
@settings(max_examples=40, deadline=None)
def test_balanced_reports_never_fail(seed, template, zeros):
    report = balanced_report(Random(seed), template=template, zeros=zeros)
    assert arithmetic(check_report(report)) == []


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_any_cell_of_any_balanced_report(data):
    report = balanced_report(Random(data.draw(st.integers(0, 2**32))))
    address = data.draw(st.sampled_from(T2021.addresses))
    by = data.draw(st.integers(1, 1000))
    planted(raised(report, address, by), None, address, holding(address, years=False))


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_several_cells_damaged_at_once(data):
    """Every relation that fails is reported and no other, however many errors there are."""
    report = balanced_report(Random(data.draw(st.integers(0, 2**32))))
    damage = data.draw(
        st.dictionaries(st.sampled_from(T2021.addresses), st.integers(0, 99), min_size=2, max_size=30)
    )
    damaged = report.replace_cells({a: read_cell(str(v)) for a, v in damage.items()})

    def off(relation):
        left, right = (sum(damaged.value(a) for a in side) for side in (relation.left, relation.right))
        return left != right

    found = {(f.code, f.anchor) for f in arithmetic(check_report(damaged))}
    assert found == keys(r for r in within("2021") if off(r))


def test_findings_come_worst_first_then_in_the_order_of_the_form():
    damaged = put_all(
        busy_report(sections={"overview": "本年工作。", "problems": "有。", "other": ""}),
        {
            "disputes.reconsideration.total": 3,
            R + "granted.total": 12,
            R + "other.fee_unpaid.natural_person": "",
            "proactive.rules.issued": 1,
            "proactive.licensing.decisions": "/",
        },
    )
    findings = check_report(damaged)
    rank = {"error": 0, "warning": 1, "info": 2}
    order = {s: i for i, s in enumerate(["proactive", "requests", "disputes", "problems", "other"])}
    shown = [(rank[f.severity], order[f.where[0].partition(":")[0].partition(".")[0]]) for f in findings]
    assert shown == sorted(shown)
    assert {r for r, _ in shown} == {0, 1}
    places = [f.where[0] for f in findings if f.severity == "error"]
    assert places == sorted(places, key=T2021.addresses.index)
    assert findings == check_report(damaged)


def test_fingerprints_are_unique_and_outlive_other_values():
    first = check_report(put_all(busy_report(), {R + "granted.total": 12, R + "new.enterprise": 9}))
    again = check_report(put_all(busy_report(), {R + "granted.total": 52, R + "new.enterprise": 4}))
    assert len({f.fingerprint for f in first}) == len(first) > 3
    assert {f.fingerprint for f in first} == {f.fingerprint for f in again}


def test_where_starts_with_the_checked_cell_then_follows_the_form():
    for address in (
        R + "granted.enterprise",
        R + "concluded_total.total",
        "disputes.direct_litigation.other",
    ):
        for finding in check_report(raised(busy_report(), address, 7)):
            assert finding.where[0] == finding.anchor.split("|")[0]
            rest = list(finding.where[1:])
            assert rest == sorted(rest, key=T2021.addresses.index)
            assert len(set(finding.where)) == len(finding.where)
            assert all(split_address(a) for a in finding.where)


def test_cells_the_reader_doubts_are_named_in_the_finding():
    report = busy_report()
    wrong = read_cell("12", certain=False)
    findings = check_report(report.replace_cells({R + "granted.total": wrong}))
    assert codes(findings) == ["T3-ROW", "T3-RESULTS"]
    assert {(f.severity, f.status) for f in findings} == {("error", "fail")}
    assert all("存疑" in f.message for f in findings)
