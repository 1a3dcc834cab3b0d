"""Missing cells, blanks, “/” and text: never a pass, never a flood."""

from decimal import Decimal

import pytest

from assistant.checking import check_report
from assistant.core.report import Report, empty_tables
from assistant.core.template import T2021
from tests.checking.support import R, codes, only, put_all
from tests.support.reports import busy_report, make_report

CONCLUDED = [a for a in T2021.addresses if a.startswith(R + "concluded_total.")]
TOTALS = [a for a in T2021.addresses if a.startswith(R) and a.endswith(".total")]


@pytest.mark.parametrize("raw", ["", "/", None, "若干"])
def test_a_number_that_is_not_there_is_reckoned_but_never_passes(raw):
    findings = check_report(busy_report({R + "granted.enterprise": raw}))
    unsure = [f for f in findings if f.code in {"T3-ROW", "T3-RESULTS"}]
    assert codes(unsure) == ["T3-ROW", "T3-RESULTS"]
    for finding in unsure:
        assert (finding.severity, finding.status) == ("warning", "uncertain")
        assert finding.expected == Decimal(2)
        assert R + "granted.enterprise" in finding.where
        assert "照其余各格推算，这一格应为 2" in finding.message


@pytest.mark.parametrize(
    ("raw", "how"), [("", "空着"), ("—", "画了“/”一类的符号"), (None, "没有读到"), ("若干", "写的不是数")]
)
def test_what_stands_in_the_cell_is_said(raw, how):
    finding = only(check_report(busy_report({"disputes.reconsideration.pending": raw})), "T4-SUM")
    assert f"表四“行政复议”的“尚未审结”{how}" in finding.message


@pytest.mark.parametrize("raw", ["", "/"])
def test_blanks_that_may_be_zeros_leave_the_arithmetic_alone(raw):
    findings = check_report(busy_report({R + "granted.research_institution": raw}))
    assert codes(findings) == ["BLANK"]


def test_a_missing_cell_is_not_a_zero():
    findings = check_report(busy_report({R + "granted.research_institution": None}))
    assert codes(findings) == ["T3-ROW", "T3-RESULTS"]
    assert {f.status for f in findings} == {"uncertain"}


def test_numbers_that_can_no_longer_agree_are_called_impossible():
    changes = {R + "granted.enterprise": "", R + "granted.natural_person": 15}
    findings = check_report(busy_report(changes))
    row = only(findings, "T3-ROW")
    assert row.status == "uncertain"
    assert row.expected is None
    assert "已经填了的数也对不上：一边是 11，另一边是 15" in row.message


def test_open_cells_on_both_sides_are_never_impossible():
    changes = {R + "new.total": "", R + "concluded_total.total": ""}
    balance = [f for f in check_report(busy_report(changes)) if f.code == "T3-BALANCE"]
    assert len(balance) == 1
    assert "也对不上" not in balance[0].message
    assert balance[0].expected is None


@pytest.mark.parametrize("raw", ["", "/"])
@pytest.mark.parametrize("table", ["proactive", "requests", "disputes"])
def test_a_table_without_one_number_is_one_finding(table, raw):
    cells = [a for a in T2021.addresses if a.startswith(table + ".")]
    findings = check_report(busy_report(dict.fromkeys(cells, raw)))
    assert codes(findings) == ["BLANK"]
    assert list(findings[0].where) == cells


@pytest.mark.parametrize("table", ["proactive", "requests", "disputes"])
def test_a_table_that_is_not_there_is_not_checked(table):
    cells = [a for a in T2021.addresses if a.startswith(table + ".")]
    assert check_report(busy_report(dict.fromkeys(cells))) == []


def test_nothing_read_nothing_said():
    assert check_report(Report(tables=empty_tables(T2021))) == []


def test_a_missing_row_is_told_once():
    cells = [a for a in T2021.addresses if a.startswith(R + "other.fee_unpaid.")]
    findings = check_report(busy_report(dict.fromkeys(cells)))
    assert codes(findings) == ["T3-RESULTS"]
    assert findings[0].where == tuple(cells)
    assert "“（六）2.申请人逾期未按收费通知要求缴纳费用”一行的 7 格没有读到" in findings[0].message


@pytest.mark.parametrize("raw", ["", None])
def test_totals_left_out_throughout_are_told_once_with_what_they_should_be(raw):
    findings = [f for f in check_report(busy_report(dict.fromkeys(TOTALS, raw))) if f.code == "T3-ROW"]
    assert len(findings) == 1
    assert "“总计”一列" in findings[0].message
    assert "“一、本年新收政府信息公开申请数量”的“总计”应为 23" in findings[0].message
    assert findings[0].status == "uncertain"


def test_concluded_row_left_blank_hides_no_other_error():
    changes = {**dict.fromkeys(CONCLUDED, ""), "disputes.reconsideration.total": 9}
    findings = check_report(busy_report(changes))
    assert findings[0].code == "T4-SUM"
    assert findings[0].status == "fail"
    assert {f.status for f in findings[1:] if f.code.startswith("T3")} == {"uncertain"}


# --- BLANK ------------------------------------------------------------------------------------


def test_one_blank_cell():
    finding = only(check_report(make_report({"proactive.rules.issued": ""})), "BLANK")
    assert finding.where == ("proactive.rules.issued",)
    assert finding.message.startswith("表二“规章”的“本年制发件数”空着。")
    assert "通行的填法是填“0”" in finding.message
    assert "待核实" in finding.basis
    assert finding.severity == "warning"


def test_blanks_of_one_row_are_one_finding():
    cells = {f"proactive.rules.{c}": "/" for c in ("issued", "repealed", "in_force")}
    finding = only(check_report(make_report(cells)), "BLANK")
    assert finding.where == tuple(cells)
    assert "表二“规章”一行有 3 格画了“/”或写了“无”" in finding.message


def test_blank_and_slash_are_counted_apart():
    cells = {"proactive.rules.issued": "", "proactive.rules.repealed": "/", "proactive.rules.in_force": "—"}
    finding = only(check_report(make_report(cells)), "BLANK")
    assert "有 1 格空着、2 格画了“/”或写了“无”" in finding.message


@pytest.mark.parametrize(("rows", "findings"), [(1, 1), (2, 2), (3, 1), (25, 1)])
def test_blanks_in_many_rows_are_one_finding_a_table(rows, findings):
    names = [row.id for row in T2021.table("requests").rows][:rows]
    cells = {f"{R}{name}.enterprise": "" for name in names}
    found = [f for f in check_report(make_report(cells)) if f.code == "BLANK"]
    assert len(found) == findings
    assert {a for f in found for a in f.where} == set(cells)


def test_a_blank_that_the_relations_can_fill_is_called_forgotten():
    finding = only(check_report(busy_report({R + "granted.enterprise": ""})), "BLANK")
    assert "照勾稽关系推算，表三“（一）予以公开”的“商业企业”应为 2，像是漏填了。" in finding.message
    assert "填“0”" not in finding.message


def test_blanks_are_told_apart_where_only_some_can_be_filled():
    changes = {R + "granted.enterprise": "", R + "refused.state_secret.enterprise": "/"}
    messages = [f.message for f in check_report(busy_report(changes)) if f.code == "BLANK"]
    assert len(messages) == 2
    assert "应为" in messages[0]
    assert "应为" not in messages[1]


def test_the_finding_for_a_blank_is_the_same_whatever_stands_beside_it():
    one = only(check_report(make_report({"proactive.rules.issued": ""})), "BLANK")
    other = only(check_report(make_report({"proactive.rules.repealed": "/"})), "BLANK")
    assert one.fingerprint == other.fingerprint  # the row is the place


def test_text_does_not_count_as_blank():
    assert codes(check_report(put_all(make_report(), {"proactive.rules.issued": "见附件"}))) == ["VALUE"]
