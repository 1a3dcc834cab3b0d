"""PUNCTUATION: doubled, half-width, unmatched and missing marks; numbers, English and addresses are left alone."""

import pytest

from assistant.checking import check_report
from tests.checking.support import said, written


def marks(text, section="overview"):
    return said(written(**{section: text}), "PUNCTUATION")


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("公开信息12条，，其中图解3条。", "，，", "，"),
        ("公开信息12条。。其他正常。", "。。", "。"),
        ("一是加强培训；。", "；。", "。"),
        ("公开信息12条，。其他正常。", "，。", "。"),
        ("公开信息12条、，其他正常。", "、，", None),
        ("公开信息12条,其中图解3条。", ",", "，"),
        ("加强培训;完善制度。", ";", "；"),
        ("完善了工作制度.加强了培训。", ".", "。"),
        ("办理结果如下:予以公开3件。", ":", "："),
        ("公开信息21，463条。", "，", ","),
        ("满意的1644人，占88。4%。", "。", "."),
        ("信息(含图解)12条。", "(含图解)", "（含图解）"),
        ("条例（国务院令第711号)规定。", ")", "）"),
        ("条例(国务院令第711号）规定。", "(", "（"),
        ('落实"三审三校"制度。', '"三审三校"', "“三审三校”"),
        ("落实“三审三校制度，公开信息12条。", "“", None),
        ("落实三审三校”制度。", "”", None),
        ("落实“三审三校“制度。", "“", "”"),
        ("落实《条例规定，公开信息。", "《", None),
        ("信息（含图解12条。", "（", None),
        ("信息含图解）12条。", "）", None),
        ("公开预算、决算、和采购信息。", "、", ""),
        ("（一）、主动公开。公开信息12条。", "、", ""),
        ("统计期限：2024年1月1日--2024年12月31日。", "--", "—"),
        ("申请集中在三类材料-环评文件和监测数据。", "-", None),
        ("新收申请23件、其中自然人19件。", "、", "，"),
        ("发布前核对是否涉密 ，审核单归档。", " ", ""),
        ("，全市新收申请3412件，比上年增加。", "，", ""),
        ("公布'双随机、一公开'抽查结果58项。", "'双随机、一公开'", "“双随机、一公开”"),
        ("一是：群众不了解渠道。", "：", ""),
        ("更新信息203条，其中补贴42条、预决算4条等……，当日上网。", "等……", "等"),
        ("均已重新答复（其中按复议决定答复3件。）。", "。", ""),
        (
            "依据<政府信息公开信息处理费管理办法>收取。",
            "<政府信息公开信息处理费管理办法>",
            "《政府信息公开信息处理费管理办法》",
        ),
        ("发布内容执行《三审三校》制度。", "《三审三校》", "“三审三校”"),
        ("对“希望把“失业金怎么领”印成大字”的建议已采纳。", "“希望把“失业金怎么领”印成大字”", None),
        ("包括收费项目、作息时间、等，每学期更换。", "、", ""),
        ("家长问得最多的是到哪里登记？。", "？。", "。"),
        ("修订《预算公开说明《样本》》。", "《预算公开说明《样本》》", None),
    ],
)
def test_wrong_marks(text, wrong, right):
    assert marks(text) == [(wrong, right)]


def test_a_paragraph_without_its_end():
    first = "（一）主动公开。全年通过县政府门户网站公开信息264条，其中招生入学47条、校外培训治理33条"
    assert marks(first + "\n（二）依申请公开。没有收到申请。") == [("条", "条。")]
    assert marks(first + "，\n（二）依申请公开。没有收到申请。") == [("，", "。")]
    assert marks(first + "。\n（二）依申请公开。没有收到申请。") == []
    assert marks(first + "\n等内容，按月更新。") == [], "the paragraph was broken by the paste"


@pytest.mark.parametrize(
    "text",
    [
        "网址为http://www.example.gov.cn/a,b;c.html，邮箱a.b@example.com。",
        "收费1,234.56万元，比例12.5%，10:30开会，1:1安排。",
        "发布《条例》《办法》“三审三校”“双公示”等信息（含图解、问答（3条））。",
        "1）完善制度。2）加强培训。一）公开。",
        "等等……其他——如公报——均已公开。",
        "公开及时、与会人员满意，和谐、和睦，更新、及时。",
        "落实“三审三校”“双随机、一公开”，引用“他说‘公开’就是好”。",
        "使用Word, Excel和PDF等格式。",
        "无",
        "一.总体情况",
        "根据国办公开办函〔2021〕30号，增长（含结转）12%。",
    ],
)
def test_right_marks(text):
    assert marks(text) == []


def test_signatures_and_contacts_need_no_full_stop():
    text = "联系单位为示例县教育局办公室，如有疑问请来电咨询，地址在示例县文昌路5号，邮箱：a@example.com"
    assert marks(text, "other") == []


def test_many_slips_of_a_kind_are_told_together():
    text = "公开信息,加强培训," * 40 + "完成。"
    findings = [f for f in check_report(written(overview=text)) if f.code == "PUNCTUATION"]
    assert len(findings) == 1
    assert "80 处" in findings[0].message
