"""The likeliest mistake, as staff read it, for the mistakes people make."""

import pytest

from assistant.checking import check_report
from tests.checking.support import LAST_YEAR, R, codes, only, put_all
from tests.support.reports import busy_report

PARTS = (
    "natural_person", "enterprise", "research_institution", "public_interest_organization",
    "legal_service_organization", "other_organization",
)  # fmt: skip


def row(name, *values):
    return {f"{R}{name}.{column}": v for column, v in zip((*PARTS, "total"), values, strict=False)}


MISTAKES = {
    "total mistyped": (
        {R + "granted.total": 13},
        ["T3-ROW", "T3-RESULTS"],
        "很可能是表三“（一）予以公开”的“总计”填错了：填的是 13，应为 11",
    ),
    "digits swapped": (
        {R + "concluded_total.total": 42},
        ["T3-BALANCE", "T3-RESULTS", "T3-ROW"],
        "填的是 42，应为 24（像是把 24 写成了 42，数字颠倒）",
    ),
    "digit dropped": ({R + "new.natural_person": 1}, ["T3-ROW", "T3-BALANCE"], "应为 19（像是少写了一位数字）"),
    "digit added": ({R + "new.natural_person": 199}, ["T3-ROW", "T3-BALANCE"], "应为 19（像是多写了一位数字）"),
    "part left out of one total": (
        {R + "granted.total": 9},
        ["T3-ROW", "T3-RESULTS"],
        "应为 11（正好少计了“商业企业”的 2 件）",
    ),
    "part counted twice in one total": (
        {R + "concluded_total.natural_person": 29},
        ["T3-BALANCE", "T3-RESULTS", "T3-ROW"],
        "应为 20（正好多计了一次“（一）予以公开”的 9 件）",
    ),
    "row left out of the grand total": (
        {R + "concluded_total.natural_person": 17, R + "concluded_total.total": 21},
        ["T3-BALANCE", "T3-BALANCE", "T3-RESULTS", "T3-RESULTS"],
        "很可能是表三“（七）总计”一行少计了“（二）部分公开”的 3 件",
    ),
    "row counted twice in the grand total": (
        {R + "concluded_total.natural_person": 23, R + "concluded_total.total": 27},
        ["T3-BALANCE", "T3-BALANCE", "T3-RESULTS", "T3-RESULTS"],
        "很可能是表三“（七）总计”一行多计了一次“（二）部分公开”的 3 件",
    ),
    "group left out of the grand total": (
        {
            R + "concluded_total.natural_person": 16,
            R + "concluded_total.legal_service_organization": 0,
            R + "concluded_total.total": 19,
        },
        ["T3-BALANCE"] * 3 + ["T3-RESULTS"] * 3,
        "很可能是表三“（七）总计”一行少计了“（四）无法提供”的 5 件",
    ),
    "rows alike are not told apart": (
        {R + "concluded_total.natural_person": 19, R + "concluded_total.total": 23},
        ["T3-BALANCE", "T3-BALANCE", "T3-RESULTS", "T3-RESULTS"],
        "少计了“（三）5.属于三类内部事务信息”等 4 行中某一行的 1 件",
    ),
    "部分公开 counted under 予以公开 too": (
        {R + "granted.natural_person": 12, R + "granted.total": 14},
        ["T3-RESULTS", "T3-RESULTS"],
        "很可能是表三“（一）予以公开”里又计了一次“（二）部分公开”的 3 件",
    ),
    "row filled in twice": (
        row("not_processed.repeated", 2, 0, 0, 0, 0, 0, 2),
        ["T3-RESULTS", "T3-RESULTS"],
        "“（五）1.信访举报投诉类申请”和“（五）2.重复申请”两行填得一样，有一行填重了",
    ),
    "carried over counted among the new": (
        {R + "new.natural_person": 21, R + "new.total": 25},
        ["T3-BALANCE", "T3-BALANCE"],
        "很可能是“一、本年新收”里已经含了上年结转的 2 件",
    ),
    "carried forward counted among the concluded": (
        {
            R + "granted.natural_person": 10, R + "granted.total": 12,
            R + "concluded_total.natural_person": 21, R + "concluded_total.total": 25,
        },
        ["T3-BALANCE", "T3-BALANCE"],
        "第三项“（七）总计”里已经含了结转下年度的 1 件",
    ),
    "pending not carried forward": (
        {R + "carried_forward.natural_person": 0, R + "carried_forward.total": 0},
        ["T3-BALANCE", "T3-BALANCE"],
        "可能是年底没有办结的 1 件没有填进“四、结转下年度继续办理”",
    ),
    "carried over not filled in": (
        {R + "carried_over.natural_person": 0, R + "carried_over.total": 0},
        ["T3-BALANCE", "T3-BALANCE"],
        "可能是上年结转的 2 件没有填进“二、上年结转政府信息公开申请数量”",
    ),
    "one column off": (
        {R + "granted.enterprise": 0, R + "granted.research_institution": 2},
        ["T3-RESULTS", "T3-RESULTS"],
        "很可能是表三“（一）予以公开”一行里的 2 填错了列：填在“科研机构”，应填在“商业企业”",
    ),
    "two cells of a row exchanged": (
        {R + "granted.natural_person": 2, R + "granted.enterprise": 9},
        ["T3-RESULTS", "T3-RESULTS"],
        "“（一）予以公开”一行里，“自然人”和“商业企业”两格的数填颠倒了",
    ),
    "one row off": (
        {R + "unavailable.not_held.natural_person": 1, R + "unavailable.needs_creation.natural_person": 3},
        ["T3-ROW", "T3-ROW"],
        "表三“自然人”一列里，“（四）1.本机关不掌握相关政府信息”和“（四）2.没有现成信息需要另行制作”两格的数填颠倒了",
    ),
    "whole row one column off": (
        row("granted", 0, 9, 2, 0, 0, 0, 11),
        ["T3-RESULTS"] * 3,
        "很可能是表三“（一）予以公开”一行的数整行错了一列",
    ),
    "pending left out of table four": (
        {"disputes.reconsideration.total": 1},
        ["T4-SUM"],
        "可能是表四“行政复议”的“总计”填错了：填的是 1，应为 2（正好少计了“尚未审结”的 1 件）",
    ),
    "table four, digits swapped": (
        {"disputes.reconsideration.upheld": 11, "disputes.reconsideration.total": 21},
        ["T4-SUM"],
        "应为 12（像是把 12 写成了 21，数字颠倒）",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "expected", "says"), MISTAKES.values(), ids=MISTAKES)
def test_the_likeliest_mistake(changes, expected, says):
    findings = check_report(busy_report(changes))
    assert sorted(codes(findings)) == sorted(expected)
    for finding in findings:
        assert says in finding.message
        assert finding.message.endswith("。")
        assert set(changes) & set(finding.where)


ACROSS = {
    "carried over among the new": (
        row("carried_over", 0, 0, 0, 0, 0, 0, 0) | {R + "new.natural_person": 21, R + "new.total": 25},
        ["Y-CARRY", "Y-CARRY"],
        "很可能是上年结转的 2 件计进了“一、本年新收”，没有单独填在第二项",
    ),
    "carried over forgotten, borne out by last year": (
        {R + "carried_over.natural_person": 0, R + "carried_over.total": 0},
        ["T3-BALANCE", "T3-BALANCE", "Y-CARRY", "Y-CARRY"],
        "可能是上年结转的 2 件没有填进“二、上年结转政府信息公开申请数量”",
    ),
    "repealed not subtracted": (
        {"proactive.normative_documents.in_force": 10},
        ["Y-IN-FORCE"],
        "像是没有减去本年废止的 1 件",
    ),
    "repealed added": (
        {"proactive.normative_documents.in_force": 11},
        ["Y-IN-FORCE"],
        "像是把本年废止的 1 件加上了，应当减去",
    ),
    "issued not added": (
        {"proactive.normative_documents.in_force": 7},
        ["Y-IN-FORCE"],
        "像是没有加上本年制发的 2 件",
    ),
    "only this year's": (
        {"proactive.normative_documents.in_force": 2},
        ["Y-IN-FORCE"],
        "像是只填了本年制发的件数",
    ),
    "last year's number kept": (
        {"proactive.normative_documents.in_force": 8},
        ["Y-IN-FORCE"],
        "和上年报告这一格的数相同，像是沿用了上年的数",
    ),
}


@pytest.mark.parametrize(("changes", "expected", "says"), ACROSS.values(), ids=ACROSS)
def test_the_likeliest_mistake_across_years(changes, expected, says):
    findings = check_report(busy_report(changes), LAST_YEAR)
    assert sorted(codes(findings)) == sorted(expected)
    assert all(says in finding.message for finding in findings)


def test_a_slip_in_last_years_report_is_seen_as_such():
    """This year's tables hold; last year's own row and column do not: the slip is there."""
    findings = check_report(busy_report(), put_all(LAST_YEAR, {R + "carried_forward.natural_person": 3}))
    assert codes(findings) == ["Y-CARRY"]
    assert "上年报告表三“四、结转下年度继续办理”的“自然人”填错了：填的是 3，应为 2" in findings[0].message


UNEXPLAINED = {
    "table four, no clue": {"disputes.reconsideration.total": 7},
    "three cells as likely as each other": {
        "disputes.reconsideration.upheld": 12, "disputes.reconsideration.corrected": 12,
        "disputes.reconsideration.other": 12, "disputes.reconsideration.pending": 0,
        "disputes.reconsideration.total": 45,
    },
    "two slips in one row": {R + "granted.natural_person": 14, R + "granted.enterprise": 6},
    "carry, both years consistent": {
        R + "carried_over.natural_person": 1, R + "carried_over.total": 1,
        R + "new.natural_person": 20, R + "new.total": 24,
    },
}  # fmt: skip


@pytest.mark.parametrize("changes", UNEXPLAINED.values(), ids=UNEXPLAINED)
def test_where_nothing_explains_it_only_the_difference_is_said(changes):
    findings = check_report(busy_report(changes), LAST_YEAR)
    broken = [f for f in findings if f.code in {"T4-SUM", "T3-ROW", "T3-RESULTS", "Y-CARRY"}]
    unexplained = [f for f in broken if "可能是" not in f.message]
    assert unexplained
    assert all("多 " in f.message or "少 " in f.message for f in unexplained)


def test_two_that_are_equally_likely_are_both_named():
    cells = {"upheld": 12, "corrected": 12, "pending": 0, "total": 33}
    finding = check_report(busy_report({f"disputes.reconsideration.{c}": n for c, n in cells.items()}))[0]
    assert "可能是表四“行政复议”的“结果维持”填错了" in finding.message
    assert "；也可能是表四“行政复议”的“结果纠正”填错了" in finding.message


def test_independent_slips_are_explained_one_by_one():
    findings = check_report(
        busy_report({R + "granted.enterprise": 5, R + "refused.law_forbids.other_organization": 1})
    )
    assert len(findings) == 4
    assert sum("“商业企业”填错了：填的是 5，应为 2" in f.message for f in findings) == 2
    assert sum("“其他”填错了：填的是 1，应为 0" in f.message for f in findings) == 2


def test_a_table_that_is_quite_another_gets_no_explanations():
    noise = {a: i % 7 for i, a in enumerate(busy_report().form.addresses) if a.startswith(R)}
    findings = check_report(busy_report(noise))
    assert len(findings) > 30
    assert not any("可能是" in f.message for f in findings)


def test_a_small_difference_is_no_proof_of_a_part_counted_twice():
    findings = check_report(busy_report({R + "concluded_total.enterprise": 5}))
    assert findings and not any("多计了一次" in f.message for f in findings)
    alone = check_report(busy_report({"disputes.reconsideration.total": 3}))
    assert "正好多计了一次" in only(alone, "T4-SUM").message


def test_a_minus_sign_is_called_a_minus_sign():
    findings = check_report(busy_report({R + "carried_over.total": -2}))
    said = "".join(f.message for f in findings if f.code == "T3-ROW")
    assert "填的是 -2，应为 2（像是多写了一个负号）" in said
