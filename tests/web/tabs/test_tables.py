"""表格: cells marked with the message beside, edited one by one or by the block, totals offered, last year's beside."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.accounts.people import LOCAL
from assistant.conversation.bench import Bench
from assistant.errors import InputError
from assistant.web.actions import Data
from assistant.web.parts.cell_links import place_id
from assistant.web.tabs import tables
from tests.support.reports import busy_report
from tests.web.tables import faulty
from tests.web.tabs.desks import ATTACKS, desk, harmless, parsed, words


def cell(markup: str, address: str) -> Any:
    [found] = parsed(markup).xpath(f'//td[@data-cell="{address}"]')
    return found


def test_an_empty_desk_says_how_to_begin() -> None:
    markup = tables.render(Bench.open(LOCAL), {})
    assert [place.get("data-previous") for place in parsed(markup).xpath("//*[@data-paste]")] == [
        None,
        "true",
    ]
    assert parsed(markup).xpath('//*[@data-act="desk.sample"]')
    assert len(parsed(markup).xpath("//td[@data-cell]")) == 200
    assert tables.badge(Bench.open(LOCAL)) == ""


def test_every_cell_can_be_edited_and_is_named() -> None:
    markup = tables.render(desk(busy_report()), {})
    cells = parsed(markup).xpath("//td[@data-cell]")
    assert len({c.get("data-cell") for c in cells}) == 200
    assert all(c.get("aria-label") for c in cells)
    for table in parsed(markup).xpath("//table"):
        assert [c.get("tabindex") for c in table.xpath(".//td")].count("0") == 1
    found = cell(markup, "requests.new.natural_person")
    assert (found.get("data-raw"), found.get("id")) == ("19", place_id("requests.new.natural_person"))


def test_a_broken_cell_is_marked_and_its_message_stands_beside() -> None:
    bench = desk(faulty())
    markup = tables.render(bench, {})
    wrong = cell(markup, "requests.granted.natural_person")
    assert "nb-error" in wrong.get("class")
    assert "✕" in wrong.text_content()
    beside = parsed(markup).xpath('//section[@id="table-requests"]//ol[contains(@class, "nb-beside")]/li')
    assert any("予以公开" in li.text_content() for li in beside)
    assert all(li.xpath(".//*[@data-goto]") for li in beside)
    bench.set_cells({"requests.granted.natural_person": "9"})
    mended = tables.render(bench, {})
    assert "nb-error" not in (cell(mended, "requests.granted.natural_person").get("class") or "")


def test_missing_cells_are_counted_listed_and_marked() -> None:
    report = busy_report().replace_cells({"requests.new.total": None, "requests.granted.total": None})
    bench = desk(report)
    markup = tables.render(bench, {})
    assert tables.badge(bench) == "缺2格"
    assert "缺2格：" in words(markup)
    assert "nb-missing" in cell(markup, "requests.new.total").get("class")


def test_totals_are_offered_and_never_put_in_by_themselves() -> None:
    report = busy_report().replace_cells({"requests.new.total": None, "requests.carried_over.total": None})
    bench = desk(report)
    markup = tables.render(bench, {})
    offered = parsed(markup).xpath('//*[@data-act="tables.total"]')
    assert {button.get("data-address") for button in offered} == {
        "requests.new.total",
        "requests.carried_over.total",
    }
    assert bench.report is not None
    assert bench.report.cell("requests.new.total") is None
    tables.put_total(bench, Data({"address": "requests.new.total"}))
    assert bench.report.cell("requests.new.total").raw == "23"  # type: ignore[union-attr]
    with pytest.raises(InputError, match="刚刚变了"):
        tables.put_total(bench, Data({"address": "requests.new.total"}))
    tables.put_totals(bench, Data({}))
    assert bench.offered_totals() == {}
    with pytest.raises(InputError, match="没有可以算出来"):
        tables.put_totals(bench, Data({}))


def test_cells_and_blocks_from_the_browser() -> None:
    bench = desk(busy_report())
    tables.set_cells(
        bench, Data({"values": {"proactive.rules.issued": "３", "proactive.rules.repealed": "1"}})
    )
    tables.set_block(
        bench, Data({"address": "requests.new.natural_person", "rows": [["20", "4"], ["3", "1"]]})
    )
    assert bench.report is not None
    value = bench.report.value
    assert (value("proactive.rules.issued"), value("proactive.rules.repealed")) == (3, 1)
    assert (value("requests.new.natural_person"), value("requests.new.enterprise")) == (20, 4)
    assert (value("requests.carried_over.natural_person"), value("requests.carried_over.enterprise")) == (
        3,
        1,
    )


@pytest.mark.parametrize(
    "values",
    [None, [], {}, "x", {"proactive.rules.issued": 3}, {"nowhere.at.all": "1"}, {"proactive.rules.issued": "9" * 1001},
     {f"a{n}": "1" for n in range(601)}],
    ids=["none", "list", "empty", "text", "number", "nowhere", "long", "many"],
)  # fmt: skip
def test_bad_cells_change_nothing(values: Any) -> None:
    bench = desk(busy_report())
    before = bench.version
    with pytest.raises(InputError):
        tables.set_cells(bench, Data({"values": values}))
    assert bench.version == before


def test_last_years_tables_can_be_looked_at_and_edited() -> None:
    bench = desk(busy_report(), busy_report({"requests.new.natural_person": 15}, year=2024))
    markup = tables.render(bench, {"year": "before"})
    found = cell(markup, "requests.new.natural_person")
    assert (found.get("data-raw"), found.get("id")) == ("15", "before-cell-requests-new-natural_person")
    assert parsed(markup).xpath("//table[@data-previous]")
    tables.set_cells(bench, Data({"values": {"requests.new.natural_person": "16"}, "previous": "true"}))
    assert bench.previous is not None
    assert bench.previous.value("requests.new.natural_person") == 16
    assert bench.report is not None
    assert bench.report.value("requests.new.natural_person") == 19


def test_no_last_year_says_so() -> None:
    markup = tables.render(desk(busy_report()), {"year": "before"})
    assert "还没有上年报告" in words(markup)
    assert parsed(markup).xpath('//*[@data-paste and @data-previous="true"]')


@pytest.mark.parametrize("attack", ATTACKS)
def test_whatever_a_cell_holds_is_text(attack: str) -> None:
    report = busy_report({"proactive.rules.issued": attack}, unit=attack)
    harmless(tables.render(desk(report, busy_report(unit=attack)), {"year": attack}))
    harmless(tables.render(desk(report), {}))
