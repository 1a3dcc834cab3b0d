"""COUNTER: 件 for requests, documents, decisions and cases; only where the counted thing is sure."""

import pytest

from assistant.checking import check_report
from tests.checking.support import corrected, said, written


def counters(text):
    return said(written(overview=text), "COUNTER")


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("全年收到政府信息公开申请12条。", "条", "件"),
        ("共收到政府信息公开申请 5 起，均已答复。", "起", "件"),
        ("新收信息公开申请3份，其中自然人3件。", "份", "件"),
        ("受理依申请公开申请8项。", "项", "件"),
        ("收到政府信息公开申请共15人次。", "人次", "件"),
        ("收到政府信息公开申请24件次。", "件次", "件"),
        ("收到公开申请总数为5个。", "个", "件"),
        ("收到公开申请三起。", "起", "件"),
        ("共收到12条政府信息公开申请。", "条", "件"),
        ("收到依申请公开3条。", "条", "件"),
        ("收到政府信息公开申请5件，予以公开3条。", "条", "件"),
        ("办理信息公开申请9件，结转下年度继续办理2份。", "份", "件"),
        ("制发行政规范性文件3个。", "个", "件"),
        ("制发3份行政规范性文件。", "份", "件"),
        ("公开政策文件21条。", "条", "件"),
        ("作出行政处罚决定16起。", "起", "件"),
        ("作出行政许可处理决定65项。", "项", "件"),
        ("因信息公开引起的行政复议2次。", "次", "件"),
        ("行政诉讼3起。", "起", "件"),
        ("主动公开政府信息264件。", "件", "条"),
    ],
)
def test_wrong_counters(text, wrong, right):
    assert counters(text) == [(wrong, right)]
    report = written(overview=text)
    finding = next(f for f in check_report(report) if f.code == "COUNTER")
    assert counters(corrected(report, finding)) == []


@pytest.mark.parametrize(
    "text",
    [
        "收到政府信息公开申请12件，公开信息264条，发布稿件21篇。",
        "收到政府信息公开申请后7个工作日内告知补正。",
        "收到政府信息公开申请，3项内容需要补正。",
        "政府信息公开申请12个问题答复样本，依申请公开5项制度。",
        "政府信息公开申请一次性告知，申请3个部门会商。",
        "修改申请表12份，征求意见5条，提供材料3份。",
        "行政许可事项65项，行政处罚事项12项，印发决定书12份。",
        "组织依申请公开培训2次，参加124人次。",
        "办理建议提案12件，答复留言8条，予以公开8条。",
        "《条例》第三十条政府信息公开申请内容不明确的，予以补正。",
        "通过公众号发布信息143篇，解读文件12期。",
        "公开规范性文件解读材料3篇，规范性文件目录2份。",
        "每条政府信息公开申请都有登记。",
        "申请公开的信息涉及3个部门、2个乡镇。",
        "开展行政复议2个月，参加行政诉讼3次庭审。",
    ],
)
def test_right_counters(text):
    assert counters(text) == []
