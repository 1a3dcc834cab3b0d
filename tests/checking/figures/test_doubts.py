"""Numbers that disagree with a cell and yet may be right: told as a warning that says why, or not at all."""

import pytest

from tests.checking.texts import LAST_YEAR, REQUESTS, of_text, words

CODE = "TEXT-NUMBER"

# 新收23，结转2，办结24，结转下年1；公开11、部分3、不予2、无法5、不予处理2、其他1；上年新收24
DOUBTFUL = [
    ("20个工作日内答复15件，经批准延长期限9件。", "答复15件", "9 件合起来正好相等"),
    ("9个县（区）收到14件，部门收到9件。", "收到14件", "9 件合起来正好相等"),
    ("市政府办公室收到向市政府提出的申请12件，答复11件。", "答复11件", "办公室"),
    ("土地征收是申请最集中的领域，全年新收9件。", "新收9件", "集中"),
    ("2024年，新收申请23件。", "申请23件", "正好是本年的数"),
]


@pytest.mark.parametrize(("text", "where", "why"), DOUBTFUL)
def test_a_number_that_may_be_a_part_is_doubted_with_the_reason(text, where, why):
    findings = of_text(REQUESTS + text, CODE, previous=LAST_YEAR)
    (finding,) = [f for f in findings if where.endswith(words(REQUESTS + text, [f])[0])]
    assert finding.severity == "warning"
    assert why in finding.message
    assert finding.correction is None


RIGHT = [
    "以无法提供答复的5件，都说明了理由。",
    "以不存在为由答复的件数不在此列，无法提供5件。",
    "全年发出征求意见书7份，收到回复6份。",
    "对3件申请告知不予受理3件。",
]


@pytest.mark.parametrize("text", RIGHT)
def test_what_another_name_of_the_clause_explains_is_right(text):
    assert of_text(REQUESTS + text, CODE) == []


def test_of_a_named_row_it_is_the_row_that_is_told():
    (finding,) = of_text(f"{REQUESTS}以无法提供答复的6件。", CODE)
    assert finding.expected == 5


def test_what_the_cells_explain_is_no_other_part_of_the_whole():
    """23 and 1 make 24, but the one is told by a cell of its own: the first is simply wrong."""
    text = f"{REQUESTS}受理信息公开申请23件，已答复23件，1件顺延至2026年办理。"
    (finding,) = of_text(text, CODE)
    assert finding.severity == "error"


RATES = [
    ("行政复议纠正34件。34件里有21件来自3个县（区），占61.8%。", []),
    ("不予处理的申请由2024年的25件增加到56件，增长1.24倍。", []),
    ("复议、诉讼合计10件，审结9件，其中复议纠正3件、直接起诉被纠正1件，纠正率44.4%。", []),
    ("网站发布信息274条，上年为322条，下降17.5%。", ["error"]),
    ("前三项占办结总数的比例依次为45.8%、12.5%、8.3%。", []),
    ("县直部门217件，占66.6%；乡镇（街道）109件，占33.4%。", []),
    ("收费769万元，为2020年412.3万元的1.87倍，其中复垦费约占六成。", []),
    ("企业由287件增加到325件，增长13.2%；科研机构增加3件。", []),
    ("上年收到来信27件，本年33件，增幅18.2%。", ["error"]),
    ("在18326件决定里，违法停车16905件，比例为82.2%。", ["error"]),
]
CASES = {
    "disputes.reconsideration.upheld": 4, "disputes.reconsideration.corrected": 3, "disputes.reconsideration.pending": 1,
    "disputes.reconsideration.total": 8, "disputes.direct_litigation.upheld": 1, "disputes.direct_litigation.corrected": 1,
    "disputes.direct_litigation.total": 2,
}  # fmt: skip


@pytest.mark.parametrize(("text", "severities"), RATES)
def test_a_rate_that_other_numbers_of_the_sentence_explain(text, severities):
    assert [f.severity for f in of_text(REQUESTS + text, "TEXT-RATE", cells=CASES)] == severities


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("作出行政许可决定22.1万余件。", {"proactive.licensing.decisions": 221908}),
        ("作出行政许可决定9.1万余件。", {"proactive.licensing.decisions": 91854}),
        ("行政事业性收费18.64亿元。", {"proactive.fees.amount": "186420.73"}),
    ],
)
def test_rounded_numbers_fit_their_cells(text, cells):
    assert of_text(text, CODE, cells=cells) == []
