"""Cells of two years: numbers, changes, rates, and what is no number."""

from decimal import Decimal

import pytest

from assistant import compare_reports
from assistant.core.report import Cell, CellKind
from tests.comparing.support import last_year, this_year
from tests.support.reports import make_report

CELL = "requests.granted.total"


def pair(this, last):
    """The pair of one cell that reads so in the two years."""
    comparison = compare_reports(make_report({CELL: this}, year=2025), make_report({CELL: last}, year=2024))
    return next(p for p in comparison.cells if p.address == CELL)


@pytest.mark.parametrize(
    ("this", "last", "change", "rate"),
    [
        ("358", "326", 32, "9.8"),
        ("3", "4", -1, "-25.0"),
        ("1,286", "1286", 0, "0.0"),
        ("5", "0", 5, None),
        ("0", "0", 0, None),
        ("312.58", "300", "12.58", "4.2"),
        ("0", "-2", 2, None),
        ("１２", "6", 6, "100.0"),
    ],
)
def test_numbers(this, last, change, rate):
    found = pair(this, last)
    assert found.change == Decimal(str(change))
    assert found.rate == (None if rate is None else Decimal(rate))
    assert found.state == ("changed" if change else "same")


@pytest.mark.parametrize(
    ("this", "last", "state"),
    [
        ("", "0", "unlike"),
        ("/", "", "unlike"),
        (None, "", "unlike"),
        ("0", None, "unlike"),
        ("3", "/", "unlike"),
        ("/", "—", "nothing"),
        ("", "", "nothing"),
        (None, None, "nothing"),
        ("若干", "若干", "nothing"),
        ("若干", "较多", "unlike"),
    ],
)
def test_what_is_no_number_is_kept_apart(this, last, state):
    found = pair(this, last)
    assert (found.state, found.change, found.rate) == (state, None, None)


def test_an_inferred_number_is_said():
    doubtful = Cell(value=Decimal(11), kind=CellKind.NUMBER, raw="11", certain=False)
    comparison = compare_reports(this_year().replace_cells({CELL: doubtful}), last_year())
    uncertain = [p.address for p in comparison.cells if not p.certain]
    assert uncertain == [CELL]


def test_every_cell_is_there_once_and_only_changed_ones_differ():
    comparison = compare_reports(this_year(), last_year())
    assert [p.address for p in comparison.cells] == list(this_year().form.addresses)
    assert [p.address for p in comparison.differing()] == [
        "proactive.normative_documents.in_force",
        "requests.new.natural_person",
        "requests.new.total",
        "requests.carried_forward.natural_person",
        "requests.carried_forward.total",
    ]
    first = comparison.differing()[0]
    assert (first.table, first.row, first.column) == ("表二", "行政规范性文件", "现行有效件数")


def test_what_must_carry_over():
    links = compare_reports(this_year(), last_year()).links
    assert len(links) == 9
    assert {link.verdict for link in links} == {"pass"}
    carried = last_year({"requests.carried_forward.total": 5, "proactive.normative_documents.in_force": ""})
    found = {link.where[0]: link for link in compare_reports(this_year(), carried).links}
    total = found["requests.carried_over.total"]
    assert (total.expected, total.found, total.verdict) == (Decimal(5), Decimal(2), "fail")
    in_force = found["proactive.normative_documents.in_force"]
    assert (in_force.expected, in_force.found, in_force.verdict) == (None, Decimal(9), "uncertain")


def test_in_force_is_reckoned_from_last_year():
    links = compare_reports(this_year({"proactive.normative_documents.in_force": 12}), last_year()).links
    link = next(one for one in links if one.where[0] == "proactive.normative_documents.in_force")
    assert (link.expected, link.found, link.verdict) == (Decimal(9), Decimal(12), "fail")
