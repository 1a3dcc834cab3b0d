"""Y-CARRY and Y-IN-FORCE, and when two reports may be compared at all."""

from decimal import Decimal

import pytest

from assistant.checking import check_report
from assistant.core.report import Report, empty_tables
from assistant.core.template import T2021
from tests.checking.support import LAST_YEAR, R, codes, only, put_all
from tests.support.reports import busy_report, make_report


def test_the_sentences():
    findings = check_report(busy_report(), put_all(LAST_YEAR, {"proactive.rules.in_force": 2}))
    finding = only(findings, "Y-IN-FORCE")
    assert finding.message.startswith(
        "表二“规章”：上年现行有效 2 件，加本年制发 0 件、减本年废止 0 件，推算应为 2 件，“现行有效件数”填的是 0 件，少 2。"
    )
    assert (finding.expected, finding.found) == (Decimal(2), Decimal(0))
    carry = check_report(busy_report(), put_all(LAST_YEAR, {R + "carried_forward.enterprise": 4}))[0]
    assert carry.message.startswith(
        "表三“商业企业”一列：本年“上年结转”填的是 0，上年报告“结转下年度继续办理”是 4，本年少 4，两个数应当相同。"
    )
    assert (carry.expected, carry.found, carry.severity) == (Decimal(4), Decimal(0), "error")


@pytest.mark.parametrize("year", [2022, 2025, 2026])
def test_reports_of_years_apart_are_not_compared(year):
    findings = check_report(busy_report(), make_report(year=year, unit="示例市自然资源和规划局"))
    assert [(f.code, f.severity, f.status) for f in findings] == [("Y-CARRY", "warning", "uncertain")]
    assert f"{year} 年度" in findings[0].message
    assert (findings[0].expected, findings[0].found) == ("2024", str(year))


@pytest.mark.parametrize(("this", "last"), [(None, 2024), (2025, None), (None, None)])
def test_unknown_years_are_compared_and_said(this, last):
    last_year = LAST_YEAR.model_copy(update={"year": last})
    assert check_report(busy_report().model_copy(update={"year": this}), last_year) == []
    wrong = put_all(last_year, {R + "carried_forward.total": 5})
    finding = only(check_report(busy_report().model_copy(update={"year": this}), wrong), "Y-CARRY")
    assert "请确认上年报告确是前一年的" in finding.message


@pytest.mark.parametrize(
    ("last", "same"),
    [
        ("示例市自然资源和规划局", True),
        ("示例市 自然资源和规划局", True),
        ("示例市国土资源局", False),
        (None, True),
    ],
)
def test_reports_of_other_units(last, same):
    findings = check_report(busy_report(), LAST_YEAR.model_copy(update={"unit": last}))
    assert codes(findings) == ([] if same else ["Y-CARRY"])
    for finding in findings:
        assert (finding.severity, finding.status) == ("info", "uncertain")
        assert "“示例市国土资源局”" in finding.message


def test_a_governments_office_is_its_government():
    ours, theirs = (
        make_report(unit=f"示例县人民政府{tail}", year=y) for tail, y in (("", 2025), ("办公室", 2024))
    )
    assert check_report(ours, theirs) == []


def test_a_table_missing_last_year_is_told_once_a_relation():
    findings = check_report(busy_report(), Report(tables=empty_tables(T2021), year=2024))
    assert codes(findings) == ["Y-IN-FORCE", "Y-CARRY"]
    assert {(f.severity, f.status) for f in findings} == {("warning", "uncertain")}
    assert all("上年报告里的这张表没有读到" in f.message for f in findings)


def test_a_table_missing_this_year_is_not_asked_about():
    cells = [a for a in T2021.addresses if a.startswith(("requests.", "proactive."))]
    assert check_report(busy_report(dict.fromkeys(cells)), LAST_YEAR) == []


def test_one_blank_last_year_is_reckoned():
    findings = check_report(busy_report(), put_all(LAST_YEAR, {R + "carried_forward.total": ""}))
    finding = only(findings, "Y-CARRY")
    assert (finding.status, finding.expected) == ("uncertain", Decimal(2))
    assert finding.where == (R + "carried_over.total", "previous." + R + "carried_forward.total")


def test_blanks_on_both_sides_pass_as_no_numbers():
    cells = {a: "/" for a in T2021.addresses if a.startswith(R)}
    findings = check_report(make_report(cells, year=2025), make_report(cells, year=2024))
    assert codes(findings) == ["BLANK"]


def test_the_2019_form_knows_no_rules_in_force():
    last = make_report({R + "carried_forward.total": 3}, template="2019", year=2020)
    findings = check_report(make_report(year=2021), last)
    assert codes(findings) == ["Y-CARRY"]
    assert findings[0].where == (R + "carried_over.total", "previous." + R + "carried_forward.total")


def test_last_years_own_errors_are_not_this_reports_findings():
    assert check_report(busy_report(), put_all(LAST_YEAR, {"disputes.reconsideration.total": 50})) == []


def test_another_units_numbers_are_no_error():
    other = put_all(LAST_YEAR, {R + "carried_forward.total": 7}).model_copy(update={"unit": "示例市财政局"})
    findings = check_report(busy_report(), other)
    assert codes(findings)[0] == "Y-CARRY" and "名称不一样" in findings[0].message
    assert {(f.severity, f.status) for f in findings if f.code.startswith("Y-")} == {("warning", "uncertain")}
    assert "如果确是同一单位" in findings[1].message
