"""The relations as data, and the one evaluator."""

from collections import Counter
from decimal import Decimal

import pytest

from assistant.core.numbers import read_cell
from assistant.core.relations import (
    PREVIOUS,
    Verdict,
    across,
    evaluate,
    lookup,
    result_rows,
    within,
)
from assistant.core.template import T2019, T2021, TEMPLATES
from tests.support.reports import busy_report, make_report


@pytest.mark.parametrize(("version", "rows"), [("2021", 25), ("2019", 23)])
def test_how_many(version, rows):
    counted = Counter(r.code for r in within(version))
    assert counted == {"T3-BALANCE": 7, "T3-RESULTS": 7, "T3-ROW": rows, "T4-SUM": 3}
    assert len(within("2021")) == 42


def test_how_many_across_years():
    assert Counter(r.code for r in across()) == {"Y-CARRY": 7, "Y-IN-FORCE": 2}


@pytest.mark.parametrize("version", ["2021", "2019"])
def test_relations_speak_of_cells_of_the_form(version):
    addresses = set(TEMPLATES[version].addresses)
    for relation in within(version):
        assert set(relation.cells) <= addresses
        assert len(set(relation.cells)) == len(relation.cells)
        assert relation.title
        assert "国办公开办函" in relation.basis
    titles = [r.title for r in within(version)]
    assert len(set(titles)) == len(titles)
    assert not any("““" in t or "””" in t or "”安" in t for t in titles)


def test_every_cell_of_tables_three_and_four_is_held_by_one_at_least():
    held = {a for r in within("2021") for a in r.cells}
    assert held == {a for a in T2021.addresses if not a.startswith("proactive.")}
    assert len(result_rows(T2021)) == 21
    assert len(result_rows(T2019)) == 19


def test_relations_across_years_join_two_reports():
    for relation in across():
        last = [a for a in relation.cells if a.startswith(PREVIOUS)]
        assert len(last) == 1
        assert {a.removeprefix(PREVIOUS) for a in relation.cells} <= set(T2021.addresses)


def test_all_hold_in_a_clean_report():
    find = lookup(busy_report())
    assert {evaluate(r, find).verdict for r in within("2021")} == {Verdict.PASS}


ROW = next(r for r in within("2021") if r.left == ("requests.granted.total",))


@pytest.mark.parametrize(
    ("changes", "verdict", "left", "right", "without"),
    [
        ({}, Verdict.PASS, 11, 11, 0),
        ({"requests.granted.total": 12}, Verdict.FAIL, 12, 11, 0),
        ({"requests.granted.enterprise": ""}, Verdict.UNCERTAIN, 11, 9, 1),
        ({"requests.granted.enterprise": "/"}, Verdict.UNCERTAIN, 11, 9, 1),
        ({"requests.granted.enterprise": "若干"}, Verdict.UNCERTAIN, 11, 9, 1),
        ({"requests.granted.enterprise": None}, Verdict.UNCERTAIN, 11, 9, 1),
        ({"requests.granted.other_organization": ""}, Verdict.UNCERTAIN, 11, 11, 1),
        (dict.fromkeys(ROW.cells), Verdict.NOT_ASSESSABLE, 0, 0, 7),
        (dict.fromkeys(ROW.cells, "/"), Verdict.UNCERTAIN, 0, 0, 7),
    ],
)
def test_verdicts(changes, verdict, left, right, without):
    outcome = evaluate(ROW, lookup(busy_report(changes)))
    assert (outcome.verdict, outcome.left, outcome.right) == (verdict, left, right)
    assert len(outcome.without_value) == without
    assert (not outcome.without_value) == (verdict in {Verdict.PASS, Verdict.FAIL})


def test_last_year_behind_its_prefix():
    this, last = make_report({"proactive.rules.issued": 1}), make_report({"proactive.rules.issued": 2})
    find = lookup(this, last)
    assert find("proactive.rules.issued").value == Decimal(1)
    assert find("previous.proactive.rules.issued").value == Decimal(2)
    assert lookup(this)("previous.proactive.rules.issued") is None


def test_sums_are_exact():
    relation = next(r for r in within("2021") if r.code == "T4-SUM")
    cells = dict.fromkeys(relation.right, read_cell("0.1")) | {relation.left[0]: read_cell("0.4")}
    assert evaluate(relation, cells.get).verdict is Verdict.PASS
