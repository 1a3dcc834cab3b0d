"""VALUE and T2-RULES-LEVEL: single cells that cannot be, or can hardly be, what they say."""

from decimal import Decimal

import pytest

from assistant.checking import check_report
from tests.checking.support import R, codes, only
from tests.support.reports import busy_report, make_report

FEE = "proactive.fees.amount"


def values(changes, previous=None, **fields):
    return [f for f in check_report(make_report(changes, **fields), previous) if f.code == "VALUE"]


@pytest.mark.parametrize(
    ("address", "raw", "says"),
    [
        (R + "granted.natural_person", "-1", "件数不能是负数"),
        ("proactive.licensing.decisions", "-3", "件数不能是负数"),
        (FEE, "-0.5", "金额不能是负数"),
        ("disputes.reconsideration.total", "1.5", "件数应为整数"),
        (R + "new.total", "0.5", "件数应为整数"),
        ("proactive.penalties.decisions", "769.5976", "可能是把收费金额填到了这一格"),
        ("proactive.penalties.decisions", "若干", "写的是“若干”，不是数"),
        (R + "granted.total", "50%", "写的是“50%”，不是数"),
        (R + "granted.total", "1 2", "写的是“1 2”，不是数"),
    ],
)
def test_values_that_cannot_be(address, raw, says):
    found = values({address: raw})
    assert len(found) == 1
    assert (found[0].severity, found[0].status, found[0].where) == ("error", "fail", (address,))
    assert says in found[0].message


@pytest.mark.parametrize(
    ("address", "raw"),
    [
        (R + "new.total", "10000001"),
        ("disputes.reconsideration.total", "2000000"),
        ("proactive.rules.in_force", "10001"),
        ("proactive.normative_documents.in_force", "1000001"),
        ("proactive.penalties.decisions", "1000000001"),
        (FEE, "100000001"),
    ],
)
def test_values_larger_than_any_seen_are_asked_about(address, raw):
    found = values({address: raw})
    assert [(f.severity, f.status, f.where) for f in found] == [("warning", "uncertain", (address,))]
    assert "数大得少见" in found[0].message


@pytest.mark.parametrize(
    ("address", "raw"),
    [
        ("proactive.penalties.decisions", "3985758"),
        ("proactive.licensing.decisions", "98765432"),
        (FEE, "769.5976"),
        (FEE, "96171.6"),
        (FEE, "316441"),
        (FEE, "0.000001"),
        (FEE, "12.345678"),
        (FEE, "0"),
        ("proactive.normative_documents.in_force", "66"),
        (R + "new.total", "3119件"),
        (R + "new.total", "12.0"),
    ],
)
def test_real_sizes_are_left_alone(address, raw):
    assert values({address: raw}) == []


def test_a_fee_finer_than_a_cent():
    found = values({FEE: "769.5976123"})
    assert [(f.severity, f.where) for f in found] == [("warning", (FEE,))]
    assert "比一分钱还细" in found[0].message


def test_changes_of_the_2019_form_may_be_negative():
    assert values({"proactive.licensing.change": "-3"}, template="2019") == []
    assert len(values({"proactive.licensing.previous": "-3"}, template="2019")) == 1


def test_many_texts_in_a_table_are_one_finding():
    cells = {f"{R}granted.{c}": "见说明" for c in ("natural_person", "enterprise", "research_institution")}
    assert len(values(cells)) == 3
    cells |= {f"{R}new.{c}": "见说明" for c in ("natural_person", "enterprise", "research_institution")}
    found = values(cells)
    assert len(found) == 1
    assert set(found[0].where) == set(cells)
    assert "表三有 6 格写的不是数" in found[0].message


# --- 元 in a column of 万元 ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "expected"),
    [("3125800元", "312.58"), ("3,125,800元", "312.58"), ("8000元", "0.8"), ("1.2亿元", "12000")],
)
def test_a_fee_with_another_unit_in_the_cell(raw, expected):
    found = values({FEE: raw})
    assert [(f.severity, f.status, f.where) for f in found] == [("warning", "fail", (FEE,))]
    assert found[0].expected == Decimal(expected)
    assert f"应填 {expected}" in found[0].message


def test_a_fee_with_its_right_unit_in_the_cell():
    assert values({FEE: "312.58万元"}) == []


@pytest.mark.parametrize(
    ("now", "before", "suspected"),
    [
        ("3125800", "312.58", True),
        ("2900000", "312.58", True),
        ("312.58", "3125800", True),
        ("3125.8", "312.58", False),
        ("96171.6", "88000", False),
        ("3125800", "0", False),
        ("0", "312.58", False),
        ("31258000000", "312.58", False),
    ],
)
def test_a_fee_ten_thousand_times_last_years(now, before, suspected):
    previous = make_report({FEE: before}, year=2023)
    found = [f for f in values({FEE: now}, previous, year=2024) if "一万倍" in f.message]
    assert bool(found) is suspected
    for finding in found:
        assert (finding.severity, finding.status) == ("warning", "uncertain")
        assert finding.where == (FEE, "previous." + FEE)


def test_size_alone_proves_nothing():
    assert values({FEE: "3125800"}) == []


def test_a_report_of_another_year_says_nothing_about_fees():
    previous = make_report({FEE: "312.58"}, year=2020)
    assert values({FEE: "3125800"}, previous, year=2024) == []


# --- T2-RULES-LEVEL ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "unit",
    [
        "示例市自然资源和规划局", "示例县人民政府", "示例区人民政府办公室", "示例镇人民政府", "示例街道办事处",
        "示例省教育厅", "国家税务总局示例市税务局", "示例经济技术开发区管理委员会",
    ],
)  # fmt: skip
def test_units_that_may_make_no_rules(unit):
    finding = only(check_report(make_report({"proactive.rules.in_force": 3}, unit=unit)), "T2-RULES-LEVEL")
    assert (finding.severity, finding.status) == ("error", "fail")
    assert finding.where == ("proactive.rules.in_force",)
    assert (finding.expected, finding.found) == (Decimal(0), Decimal(3))
    assert "立法法" in finding.basis
    assert unit in finding.message
    assert "很可能是把行政规范性文件的件数填到了“规章”一行" in finding.message


@pytest.mark.parametrize("unit", ["示例省人民政府", "淮安市人民政府", "示例自治州人民政府", "财政部"])
def test_units_that_may_make_rules(unit):
    assert check_report(make_report({"proactive.rules.in_force": 3}, unit=unit)) == []


@pytest.mark.parametrize("unit", ["示例市人民政府", None, "示例某某"])
def test_units_whose_name_does_not_tell(unit):
    finding = only(check_report(make_report({"proactive.rules.issued": 1}, unit=unit)), "T2-RULES-LEVEL")
    assert (finding.severity, finding.status, finding.expected) == ("info", "uncertain", None)


def test_all_filled_cells_of_the_row_are_named():
    cells = {"proactive.rules.issued": 1, "proactive.rules.in_force": 4}
    finding = only(check_report(make_report(cells, unit="示例县教育局")), "T2-RULES-LEVEL")
    assert finding.where == tuple(cells)
    assert "“本年制发件数”1 件、“现行有效件数”4 件" in finding.message


def test_no_guess_of_a_wrong_row_where_the_other_row_is_filled():
    finding = only(check_report(busy_report({"proactive.rules.in_force": 4})), "T2-RULES-LEVEL")
    assert "很可能" not in finding.message


def test_the_2019_form_has_other_columns():
    report = make_report({"proactive.rules.made": 2}, unit="示例县教育局", template="2019")
    assert codes(check_report(report)) == ["T2-RULES-LEVEL"]


@pytest.mark.parametrize(("in_force", "expected"), [(1, ["VALUE"]), (2, []), ("/", ["BLANK"])])
def test_documents_in_force_cannot_be_fewer_than_issued_less_repealed(in_force, expected):
    row = "proactive.normative_documents."
    given = make_report({row + "issued": 3, row + "repealed": 1, row + "in_force": in_force}, year=2025)
    findings = check_report(given)
    assert codes(findings) == expected
    if expected == ["VALUE"]:
        assert findings[0].severity == "warning" and "至少应有 2 件" in findings[0].message


def test_documents_in_force_are_left_to_the_exact_check_where_last_year_is_known():
    row = "proactive.normative_documents."
    given = make_report({row + "issued": 3, row + "in_force": 1}, year=2025)
    assert codes(check_report(given, make_report(year=2024))) == ["Y-IN-FORCE"]
