"""Cells as staff type them, blocks from a worksheet, and totals that are offered."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assistant.conversation.bench import Bench
from assistant.core.report import CellKind
from assistant.errors import InputError
from tests.conversation.conftest import Desks

NEW = "requests.new.natural_person"


@pytest.mark.parametrize(
    ("typed", "kind", "value"),
    [
        ("12", CellKind.NUMBER, "12"), ("0", CellKind.ZERO, "0"), ("", CellKind.BLANK, None), (" / ", CellKind.NOT_APPLICABLE, None),
        ("1,234", CellKind.NUMBER, "1234"), ("１２３", CellKind.NUMBER, "123"), ("1.5万", CellKind.NUMBER, "15000"),
        ("十二", CellKind.NUMBER, "12"), ("12件", CellKind.NUMBER, "12"), ("约三百", CellKind.TEXT, None),
        ("<b>5</b>", CellKind.TEXT, None), ("=1+1", CellKind.TEXT, None), ("－", CellKind.NOT_APPLICABLE, None),
    ],
)  # fmt: skip
def test_typed_text_is_read_as_a_tables_would_be(
    bench: Bench, typed: str, kind: CellKind, value: str | None
) -> None:
    bench.set_cells({NEW: typed})
    cell = bench.report.cell(NEW)
    assert cell is not None
    assert (cell.kind, cell.value, cell.certain) == (kind, None if value is None else Decimal(value), True)


def test_text_in_a_cell_is_kept_and_the_check_objects(bench: Bench) -> None:
    line = bench.set_cells({NEW: "很多"})
    assert "不是数" in line
    assert any(NEW in judged.finding.where for judged in bench.findings)


def test_a_table_can_be_typed_from_nothing(desks: Desks) -> None:
    bench = desks()
    bench.set_cells({"disputes.reconsideration.total": "2"})
    assert bench.report.has_table("disputes")
    assert "没有表二、表三" in [lack.text for lack in bench.lacking]
    assert "表里缺14格" in [lack.text for lack in bench.lacking]


def test_the_line_names_the_cell_and_both_values(bench: Bench) -> None:
    line = bench.set_cells({NEW: "20"})
    assert "“自然人”：19 → 20" in line
    assert bench.versions()[0].what == line


def test_a_cell_that_does_not_change_makes_no_version(bench: Bench) -> None:
    before = bench.version
    bench.set_cells({NEW: "19"})
    assert bench.version == before


@pytest.mark.parametrize(
    "address",
    ["", "x", "requests.new", "requests.new.nobody", "previous.requests.new.total", "a.b.c.d", "<b>"],
)
def test_an_address_that_is_none_is_refused(bench: Bench, address: str) -> None:
    before = bench.version
    with pytest.raises(InputError):
        bench.set_cells({NEW: "3", address: "1"})
    assert bench.version == before
    assert bench.report.cell(NEW).raw == "19"


def test_a_long_cell_is_refused(bench: Bench) -> None:
    with pytest.raises(InputError, match="太长"):
        bench.set_cells({NEW: "1" * 201})


def test_yuan_in_a_cell_of_ten_thousands_is_refused_with_the_sum(bench: Bench) -> None:
    with pytest.raises(InputError) as caught:
        bench.set_cells({"proactive.fees.amount": "15000元"})
    assert "1.5万元" in caught.value.advice
    bench.set_cells({"proactive.fees.amount": "1.5万元"})
    assert bench.report.value("proactive.fees.amount") == Decimal("1.5")


def test_last_years_cells_can_be_put_right_as_well(bench: Bench) -> None:
    line = bench.set_cells({"requests.carried_forward.total": "9"}, as_previous=True)
    assert line.startswith("上年")
    assert any(j.finding.code == "Y-CARRY" for j in bench.findings)


def test_a_typed_cell_is_certain_and_the_readers_doubt_goes(desks: Desks) -> None:
    bench = desks()
    bench.set_cells({NEW: "3"})
    report = bench.report
    doubted = report.replace_cells({NEW: report.cell(NEW).model_copy(update={"certain": False})})
    assert doubted.cell(NEW).certain is False
    bench.set_cells({NEW: "4"})
    assert bench.report.cell(NEW).certain


# --- blocks ---------------------------------------------------------------------------------------------------------


def test_a_block_fills_the_printed_table(bench: Bench) -> None:
    bench.set_block(NEW, [["1", "2", "3", "4", "5", "6", "21"], ["7", "", "", "", "", "", "7"]])
    report = bench.report
    assert report is not None
    assert [report.cell(f"requests.new.{c}").raw for c in ("natural_person", "enterprise", "total")] == [
        "1",
        "2",
        "21",
    ]
    assert report.cell("requests.carried_over.natural_person").raw == "7"
    assert report.cell("requests.carried_over.enterprise").kind is CellKind.BLANK


def test_table_four_takes_its_printed_row(bench: Bench) -> None:
    bench.set_block("disputes.reconsideration.upheld", [[str(n) for n in range(1, 16)]])
    assert bench.report.cell("disputes.litigation_after_reconsideration.total").raw == "15"


@pytest.mark.parametrize(
    "rows",
    [
        [["1"] * 8],  # beyond the last column
        [["1"]] * 40,  # beyond the last row
        [["1"] * 101], [["1"]] * 201, [[]], [],
    ],
)  # fmt: skip
def test_a_block_beyond_the_table_is_refused_as_a_whole(bench: Bench, rows: list[list[str]]) -> None:
    before = bench.workspace
    with pytest.raises(InputError):
        bench.set_block(NEW, rows)
    assert bench.workspace == before


def test_a_block_on_headings_must_say_the_same(bench: Bench) -> None:
    with pytest.raises(InputError, match="表头"):
        bench.set_block("proactive.normative_documents.issued", [["1", "2", "3"], ["9", "9", "9"]])


# --- totals ---------------------------------------------------------------------------------------------------------


def test_a_blank_total_is_offered_and_not_put_in(bench: Bench) -> None:
    assert bench.offered_totals() == {}
    bench.set_cells({"requests.new.total": "", "disputes.reconsideration.total": ""})
    assert bench.offered_totals() == {"requests.new.total": "23", "disputes.reconsideration.total": "2"}
    assert bench.report.value("requests.new.total") is None


def test_a_total_that_two_ways_tell_differently_is_not_offered(bench: Bench) -> None:
    bench.set_cells({"requests.concluded_total.total": "", "requests.granted.total": "99"})
    assert "requests.concluded_total.total" not in bench.offered_totals()


def test_a_total_is_not_offered_over_a_blank_part_or_a_word(bench: Bench) -> None:
    bench.set_cells({"requests.new.total": "", NEW: ""})
    assert bench.offered_totals() == {}
    bench.set_cells({"requests.new.total": "/", NEW: "19"})
    assert bench.offered_totals() == {}
