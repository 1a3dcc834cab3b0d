"""Reports as values, and as the JSON that the contract describes."""

import json
from decimal import Decimal

import pytest
from pydantic import ValidationError

from assistant.core.numbers import read_cell
from assistant.core.report import Cell, CellKind, Heading, Problem, Report, empty_tables, json_number
from assistant.core.template import T2019, T2021
from tests.support.reports import busy_report, make_report


def dumped(report):
    return json.loads(json.dumps(report.model_dump(mode="json"), ensure_ascii=False))


def test_the_keys_of_the_contract():
    data = dumped(busy_report())
    assert {"contract", "unit", "year", "template", "tables", "sections", "problems", "status"} <= set(data)
    assert (data["contract"], data["unit"], data["year"]) == (1, "示例市自然资源和规划局", 2025)
    assert (data["template"], data["status"], data["problems"]) == ("2021", "complete", [])
    assert list(data["tables"]) == ["proactive", "requests", "disputes"]
    assert list(data["sections"]) == ["preface", "overview", "problems", "other"]


@pytest.mark.parametrize("form", [T2021, T2019])
def test_every_cell_of_the_form_under_flat_row_keys(form):
    tables = dumped(Report(template=form.version, tables=empty_tables(form)))["tables"]
    flat = [f"{t}.{r}.{c}" for t, rows in tables.items() for r, cells in rows.items() for c in cells]
    assert flat == list(form.addresses)


@pytest.mark.parametrize(
    ("raw", "value", "kind"),
    [
        ("769.5976", "769.5976", "number"), ("65", "65", "number"), ("65.0", "65", "number"), ("0", "0", "zero"),
        ("", "null", "blank"), ("/", "null", "not_applicable"), ("若干", "null", "text"),
    ],
)  # fmt: skip
def test_a_cell_as_json(raw, value, kind):
    report = make_report({"proactive.fees.amount": raw})
    text = json.dumps(
        report.model_dump(mode="json")["tables"]["proactive"]["fees"]["amount"], ensure_ascii=False
    )
    assert text == f'{{"value": {value}, "kind": "{kind}", "raw": "{raw}", "certain": true}}'


def test_a_missing_cell_is_null():
    report = make_report({"proactive.fees.amount": None})
    assert dumped(report)["tables"]["proactive"]["fees"] == {"amount": None}


def test_values_stay_exact_inside():
    assert make_report({"proactive.fees.amount": "0.1"}).value("proactive.fees.amount") == Decimal("0.1")


def test_json_comes_back_as_the_same_report():
    report = busy_report(
        {"proactive.fees.amount": "/", "requests.new.total": ""},
        problems=(
            Problem(code="READ-X", severity="warning", where=("requests.new.total",), message="空着。"),
        ),
        headings=(Heading(section="overview", text="一、总体情况"),),
    )
    back = Report.model_validate_json(report.model_dump_json())
    assert back.headings == report.headings
    assert back.problems == report.problems
    assert [(a, c.kind, c.raw) for a, c in back.cells()] == [(a, c.kind, c.raw) for a, c in report.cells()]
    assert back.status == report.status


STATUS = {
    "all there": ({}, (), "complete"),
    "blanks are there": (dict.fromkeys(T2021.addresses, ""), (), "complete"),
    "one missing": ({"requests.new.total": None}, (), "partial"),
    "all missing": (dict.fromkeys(T2021.addresses), (), "empty"),
    "a warning": ({}, ("warning", "info"), "complete"),
    "an error": ({}, ("warning", "error"), "partial"),
    "nothing and an error": (dict.fromkeys(T2021.addresses), ("error",), "empty"),
}


@pytest.mark.parametrize(("changes", "severities", "status"), STATUS.values(), ids=STATUS)
def test_status(changes, severities, status):
    problems = tuple(Problem(code="READ-X", severity=s, message="。") for s in severities)
    assert make_report(changes, problems=problems).status == status


def test_values_are_frozen_and_copies_leave_the_original_alone():
    report = make_report()
    with pytest.raises(ValidationError):
        report.year = 2020
    with pytest.raises(ValidationError):
        report.cell("requests.new.total").raw = "9"
    changed = report.replace_cells({"requests.new.total": read_cell("9"), "requests.granted.total": None})
    assert (report.value("requests.new.total"), changed.value("requests.new.total")) == (0, 9)
    assert changed.cell("requests.granted.total") is None


@pytest.mark.parametrize("wrong", ["requests.new.nobody", "requests.none.total", "nothing.new.total"])
def test_cells_the_form_does_not_have(wrong):
    with pytest.raises(KeyError):
        make_report().replace_cells({wrong: None})
    assert make_report().cell(wrong) is None
    assert make_report().value(wrong) is None


def test_whether_a_table_is_there():
    report = make_report({a: None for a in T2021.addresses if a.startswith("disputes.")})
    assert (report.has_table("requests"), report.has_table("disputes"), report.has_table("x")) == (
        True,
        False,
        False,
    )


def test_unknown_kinds_of_cells_and_extra_keys_are_refused():
    with pytest.raises(ValidationError):
        Cell(value=None, kind="empty", raw="")
    with pytest.raises(ValidationError):
        Cell(value=None, kind=CellKind.BLANK, raw="", note="x")


@pytest.mark.parametrize(
    ("value", "expected"),
    [(None, None), (Decimal("65.0"), 65), (Decimal("769.5976"), 769.5976), (Decimal("-0"), 0)],
)
def test_json_numbers(value, expected):
    assert json_number(value) == expected
    assert type(json_number(value)) is type(expected)


def test_reports_do_not_share_their_sections():
    one, other = Report(tables=empty_tables(T2021)), Report(tables=empty_tables(T2021))
    one.sections["overview"] = "x"
    assert other.sections["overview"] == ""
