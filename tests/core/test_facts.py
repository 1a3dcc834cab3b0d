"""Facts: each with its cells, its unit and a formula that comes to its value."""

import re
from decimal import ROUND_HALF_UP, Decimal
from random import Random

import pytest

from assistant.core.facts import Fact, gather, total
from assistant.core.relations import lookup
from tests.support.balanced import balanced_report
from tests.support.reports import busy_report, make_report


def reckon(formula):
    """A formula as it is printed, computed exactly."""
    assert re.fullmatch(r"[\d.＋−÷()]+", formula), formula
    python = formula.replace("＋", "+").replace("−", "-").replace("÷", "/")
    return eval(re.sub(r"(\d+(?:\.\d+)?)", r"Decimal('\1')", python), {"Decimal": Decimal})


def tenth(value):
    return value.quantize(Decimal("0.1"), ROUND_HALF_UP)


REPORTS = {
    "busy": (
        busy_report(),
        busy_report({"requests.new.total": 18, "proactive.fees.amount": "400.5"}, year=2024),
    ),
    "zeros": (make_report(), busy_report()),
    "after zeros": (busy_report(), make_report()),
    "2019": (balanced_report(Random(3), template="2019"), balanced_report(Random(4), template="2019")),
    "across forms": (balanced_report(Random(5)), balanced_report(Random(6), template="2019")),
    "city": (balanced_report(Random(7), largest=4000), balanced_report(Random(8), largest=4000)),
}


@pytest.mark.parametrize(("report", "previous"), REPORTS.values(), ids=REPORTS)
def test_every_fact_comes_from_its_cells(report, previous):
    find = lookup(report, previous)
    facts = gather(report, previous)
    for fact in facts.values():
        assert fact.cells
        values = [find(a).value for a in fact.cells]
        assert None not in values
        if fact.formula is None:
            assert len(values) == 1
            assert fact.value == values[0]
        elif fact.unit == "%":
            assert fact.value == tenth(reckon(fact.formula) * 100)
        else:
            assert fact.value == reckon(fact.formula)
            if not fact.id.startswith("difference."):
                assert fact.value == sum(values)
    assert all(facts[fact_id].id == fact_id for fact_id in facts)
    assert len(facts) == len(list(facts))


def test_the_facts_of_the_busy_department():
    facts = gather(busy_report(), busy_report({"requests.new.total": 18}, year=2024))
    shown = {
        "requests.new.total": "23件", "requests.handled.total": "25件", "requests.new.organizations": "4件",
        "requests.unavailable.total": "5件", "requests.refused.total": "2件", "requests.not_processed.total": "2件",
        "share.granted": "45.8%", "share.unavailable": "20.8%", "proactive.fees.amount": "312.58万元",
        "disputes.litigation.total": "0件", "previous.requests.new.total": "18件",
        "difference.requests.new.total": "5件", "rate.requests.new.total": "27.8%",
    }  # fmt: skip
    assert {fact_id: facts[fact_id].text for fact_id in shown} == shown
    assert facts["rate.requests.new.total"].formula == "(23−18)÷18"
    assert facts["rate.requests.new.total"].cells == ("requests.new.total", "previous.requests.new.total")
    assert facts["share.unavailable"].formula == "(4＋1)÷24"


@pytest.mark.parametrize("raw", ["", "/", None, "若干"])
def test_no_fact_rests_on_a_cell_without_a_number(raw):
    address = "requests.unavailable.needs_creation.total"
    facts = gather(busy_report({address: raw}), busy_report(year=2024))
    assert not any(address in fact.cells for fact in facts.values())
    assert "requests.unavailable.total" not in facts
    assert "share.unavailable" not in facts


@pytest.mark.parametrize("raw", ["", "0"])
def test_no_rate_against_nothing(raw):
    facts = gather(busy_report(), busy_report({"requests.new.total": raw}, year=2024))
    assert "rate.requests.new.total" not in facts
    assert ("difference.requests.new.total" in facts) == (raw == "0")


def test_no_share_of_nothing():
    assert not [fact_id for fact_id in gather(make_report()) if fact_id.startswith("share.")]


def test_units():
    facts = gather(make_report(template="2019"))
    units = {fact_id: facts[fact_id].unit for fact_id in facts if fact_id.startswith("proactive.")}
    assert units["proactive.procurement.amount"] == "元"
    assert units["proactive.procurement.projects"] == "项"
    assert units["proactive.licensing.previous"] == units["proactive.licensing.change"] == "项"
    assert units["proactive.licensing.decisions"] == units["proactive.rules.made"] == "件"


def test_total_over_any_cells():
    find = lookup(busy_report({"requests.new.enterprise": ""}))
    cells = ["disputes.reconsideration.upheld", "disputes.reconsideration.pending"]
    assert total("x", cells, find) == Fact("x", Decimal(2), "件", tuple(cells), "1＋1")
    assert total("x", ["requests.new.enterprise"], find) is None
    zero = total("x", ["disputes.reconsideration.other"], find)
    assert (zero.value, zero.formula) == (0, "0")
