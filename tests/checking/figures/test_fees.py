"""FEE-UNEXPLAINED: fees not paid in table three, and what part six says."""

import pytest

from assistant.checking import check_report
from tests.checking.support import R, codes, only
from tests.support.reports import busy_report

UNPAID = {
    R + "other.fee_unpaid.natural_person": 1,
    R + "other.fee_unpaid.total": 1,
    R + "other.other.natural_person": 0,
    R + "other.other.total": 0,
}


def with_part_six(text, changes=UNPAID):
    sections = {"preface": "", "overview": "本年工作。", "problems": "有。", "other": text}
    report = busy_report(changes, sections=sections)
    return [f for f in check_report(report) if f.code == "FEE-UNEXPLAINED"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "无",
        "无。",
        "没有其他需要报告的事项。",
        "本年度没有收取信息处理费。",
        "2025年，本机关未收取政府信息公开信息处理费。",
        "本单位严格执行《政府信息公开信息处理费管理办法》（国办函〔2020〕109号），全年未发生收费情况。",
        "本机关依据《政府信息公开信息处理费管理办法》收取信息处理费，2025年收取信息处理费0元。",
        "本年度未产生信息处理费，不涉及收费减免。",
        "建议提案办理情况：共办理人大代表建议12件。",
        "收取信息处理费情况：无。其他：政务公开培训2次。",
        "2025年度无收费情况。",
        "本年未向申请人收取任何费用。",
        "没有申请人逾期未缴费的情况。",
        "本年度没有收取1件信息处理费。",
        "本年度未就2件申请收取信息处理费。",
        "本年度未发生逾期未缴费情形，未发出收费通知。",
    ],
)
def test_part_six_that_gives_no_account(text):
    findings = with_part_six(text)
    assert len(findings) == 1
    assert (findings[0].severity, findings[0].status) == ("warning", "fail")
    assert findings[0].where[:2] == (R + "other.fee_unpaid.natural_person", R + "other.fee_unpaid.total")
    assert findings[0].where[-1] == f"other:0-{len(text)}"
    assert "有 1 件" in findings[0].message


@pytest.mark.parametrize(
    "text",
    [
        "本年度发出收费通知1件，金额1500元，申请人逾期未缴纳，不再处理。",
        "全年收取政府信息公开信息处理费3940元。",
        "2025年共对1件申请发出收费通知书，申请人未在规定期限内缴费，视为放弃申请。",
        "本年度未收取信息处理费。有1件申请因申请人逾期未缴费，不再处理。",
        "信息处理费应收1件500元，实收0元。",
        "本年度收到信息处理费1.2万元，涉及3件申请。",
        "1件申请按件收费，申请人未按期缴费。",
        "申请人不缴纳信息处理费的1件，已终止办理。",
        "向申请人收取信息处理费五百元。",
    ],
)
def test_part_six_that_accounts_for_it(text):
    assert with_part_six(text) == []


def test_nothing_to_account_for():
    assert with_part_six("无", {}) == []


def test_with_tables_alone_it_is_a_hint():
    finding = only(check_report(busy_report(UNPAID)), "FEE-UNEXPLAINED")
    assert (finding.severity, finding.status) == ("info", "uncertain")
    assert "写第六部分时应当说明" in finding.message


def test_a_missing_total_does_not_hide_it():
    findings = with_part_six("无", {**UNPAID, R + "other.fee_unpaid.total": ""})
    assert codes(findings) == ["FEE-UNEXPLAINED"]
    assert "有数" in findings[0].message


def test_the_same_whatever_part_six_says():
    assert with_part_six("无")[0].fingerprint == with_part_six("没有收取信息处理费。")[0].fingerprint
