"""TEXT-CONTRADICTION: claims without a figure beside cells that say otherwise."""

import pytest

from tests.checking.texts import REQUESTS, of_text, words

CODE = "TEXT-CONTRADICTION"

WRONG = [
    ("本年度未收到政府信息公开申请。", "本年度未收到政府信息公开申请"),
    ("没有因政府信息公开引起的行政复议、行政诉讼。", "没有因政府信息公开引起的行政复议、行政诉讼"),
    ("新收23件，均已办结。", "均已办结"),
    ("收到政府信息公开申请23件，已全部答复完毕。", "已全部答复完毕"),
    ("申请办结率100%。", None),
    ("办结24件，均予以公开。", None),
    ("没有上年结转的申请。", "没有上年结转的申请"),
    ("无结转下年度继续办理的申请。", "无结转下年度继续办理的申请"),
    ("行政复议2件，均已审结。", "均已审结"),
    (
        "全年没有收到公民、法人或者其他组织要求公开政府信息的申请。",
        "全年没有收到公民、法人或者其他组织要求公开政府信息的申请",
    ),
    ("新收23件，连同上年结转2件，均按规定时限办理完毕。", "均按规定时限办理完毕"),
    ("新收的23件和上年结转的2件均已办结。", "新收的23件和上年结转的2件均已办结"),
    ("没有转到2026年的未结申请。", None),
    ("全年未对任何申请作出不予公开决定。", "全年未对任何申请作出不予公开决定"),
    ("不存在以属于行政查询事项为由不予公开的情形。", "不存在以属于行政查询事项为由不予公开的情形"),
    ("因政府信息公开被申请行政复议2件，结果均为维持。", "结果均为维持"),
]


@pytest.mark.parametrize(("text", "where"), WRONG)
def test_claims_against_the_cells(text, where):
    text = REQUESTS + text
    findings = of_text(text, CODE)
    assert len(findings) == 1, [f.message for f in findings]
    assert findings[0].severity == "error"
    if where:
        assert words(text, findings) == [where]


def test_no_decisions_and_no_documents():
    text = "（一）主动公开。全年没有制发规范性文件，未作出行政强制决定，没有规章。"
    assert words(text, of_text(text, CODE)) == ["全年没有制发规范性文件", "未作出行政强制决定"]


RIGHT = [
    "收到的申请均在法定期限内答复。",
    "没有行政诉讼。",
    "收到申请23件，没有其他申请。",
    "公开要点中的任务共5项，均已办结。",
    "16个乡镇（街道）中有5个全年零申请。",
    "被申请行政复议2件，已审结1件，获维持。",
    "望河镇没有收到申请，其余部门收到23件。",
    "行政复议案件13件，其中因政府信息公开引起的1件。这1件年内审结。",
    "无法提供5件，占全部办结申请的20.8%。",
    "虽未被纠正，但反映出沟通不够。",
    "未发生因逾期答复被投诉的情况。",
    "网站留言320条，均已办结。",
    "不予公开的2件均说明了理由。",
    "无法提供的5件均告知了理由。",
    "上年结转的2件均已办结。",
    "所有答复书均经法制机构审核。",
    "2024年未收到行政复议申请。",
    "行政复议1件已审结，结果维持。",
]


@pytest.mark.parametrize("text", RIGHT)
def test_claims_that_hold_or_say_something_else(text):
    assert of_text(REQUESTS + text, CODE) == []


def test_each_in_time_beside_a_carry_over_is_only_doubtful():
    (finding,) = of_text(f"{REQUESTS}收到政府信息公开申请23件，全部按期答复。", CODE)
    assert finding.severity == "warning"


def test_fees_denied_and_told():
    text = "本年度没有收取信息处理费。"
    findings = of_text(text, CODE, section="other", sections={"overview": "依法收取信息处理费1500元。"})
    assert [f.severity for f in findings] == ["error"]
    assert of_text(text, CODE, section="other") == []
    never = "发出收费通知1件，应缴1620元；申请人逾期未缴纳。全年没有实收信息处理费。"
    assert of_text(never, CODE, section="other") == []


def test_a_bare_outcome_is_of_the_cases_that_the_paragraph_named_last():
    cells = {"disputes.reconsideration.corrected": 1, "disputes.reconsideration.pending": 0}
    text = f"{REQUESTS}因政府信息公开引起行政复议2件，纠正1件。行政诉讼1件。从结果看，没有被纠正的案件。"
    assert of_text(text, CODE, cells=cells) == []
