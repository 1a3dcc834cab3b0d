"""TEXT-RATE: shares, rates of change, differences."""

import pytest

from tests.checking.texts import LAST_YEAR, REQUESTS, of_text, words
from tests.support.reports import busy_report

CODE = "TEXT-RATE"

# 本年新收23、上年24；办结24；自然人19
WRONG = [
    ("新收23件，比上年减少2件，下降4.2%。", ["2件"]),
    ("新收23件，比2024年减少1件，下降5.2%。", ["5.2%"]),
    ("新收23件，同比增长4.2%。", ["4.2%"]),
    ("申请量同比下降12%。", ["12%"]),
    ("自然人19件，占新收总数的85%。", ["85%"]),
    ("予以公开11件，占办结总数的54.8%。", ["54.8%"]),
    ("予以公开11件，部分公开3件，两项合计占办结总数的68.3%。", ["68.3%"]),
    ("网站发布信息由2024年的200条增加到300条，增长60%。", ["60%"]),
    ("发布信息320条，比上年增加20条，增长16.7%。", ["16.7%"]),
    ("公开政策解读40篇，其中图解12篇，占40%。", ["40%"]),
    ("不予公开2件，占办结总数的两成。", ["两成"]),
    ("予以公开和部分公开合计14件，占答复总数24件的60.3%。", ["60.3%"]),
    ("占办结数的比重由7.8%升至13.9%，上升了4.1个百分点。", ["4.1个百分点"]),
    ("全年抽查7次，比上年的4次增长1.75倍。", ["1.75倍"]),
    ("发放问卷260份，收回248份，满意239份，满意率94.6%。", ["94.6%"]),
    ("公开率59.7%，上年这一比例为56.8%，提高5.9个百分点。", ["5.9个百分点"]),
    ("政策解读56篇，上年为25篇，增长2.24倍。", ["2.24倍"]),
    ("新收23件，比上年增长2.2倍。", ["2.2倍"]),
    ("新收23件，自然人提出19件，占79.4%。", ["79.4%"]),
    ("新收23件，平均每月收到申请3.5件。", ["平均每月收到申请3.5件"]),
    ("发现问题19处，年底前整改17处，整改率98.5%。", ["98.5%"]),
    ("低保对象由2019年的1643户减少到2021年的1412户，减少12.4%。", ["12.4%"]),
    ("账号由年初的286个压减到241个，压减25.7%。", ["25.7%"]),
    ("予以公开11件、部分公开3件，二者之和占办结24件的45.8%。", ["45.8%"]),
    ("应办理25件，已答复24件，办结率100%，其余1件结转下年。", ["100%"]),
    ("行政复议维持1件，占审结总数的60%。", ["60%"]),
    ("家长咨询较多，全年新收12件，占新收申请总数的46.9%。", ["46.9%"]),
    ("内部事务信息和过程性信息，各1件，合计占办结总数的18%。", ["18%"]),
]


@pytest.mark.parametrize(("text", "wrong"), WRONG)
def test_rates_that_do_not_come_out(text, wrong):
    text = REQUESTS + text
    findings = of_text(text, CODE, previous=LAST_YEAR)
    assert words(text, findings) == wrong


RIGHT = [
    "新收23件，比上年减少1件，下降4.2%。",
    "新收23件，比上年减少1件，下降4%。",
    "自然人19件，占82.6%；法人或其他组织4件，占17.4%。",
    "予以公开11件，部分公开3件，两项占办结总数的58.3%。",
    "予以公开11件，占办结总数的45.83%，近五成。",
    "办结率达到96%。",
    "按期答复率100%。",
    "网站发布信息由2024年的200条增加到300条，增长50%。",
    "网站栏目合格率为100%，满意度提高到98.5%。",
    "占办结总数的比例由40.1%提高到45.8%。",
    "考核分值占年度绩效的5%。",
    "新收23件，平均每月收到申请1.9件。",
    "予以公开11件、部分公开3件，二者之和占办结24件的58.3%。",
    "行政复议维持1件，占行政复议总数的一半，占审结总数的100%。",
    "公开和部分公开合计14件，首次超过十件，占办结总数的58.3%。",
    "发现问题19处，年底前整改17处，整改率89.5%。",
    "公开率59.7%，上年这一比例为56.8%，提高2.9个百分点。",
    "政策解读56篇，上年为25篇，增长1.24倍。",
    "内部事务信息和过程性信息，各1件，合计占办结总数的8.3%。",
]


@pytest.mark.parametrize("text", RIGHT)
def test_rates_that_come_out_or_cannot_be_known(text):
    assert of_text(REQUESTS + text, CODE, previous=LAST_YEAR) == []


def test_the_whole_may_stand_in_the_sentence_before():
    text = "法人或者其他组织提出462份建议。后者当中，商会287份，占62.1%。"
    assert of_text(text, CODE) == []
    text = "不予公开2件，占8.3%。内部事务信息1件、行政查询1件，相加2件，占70.5%。"
    assert [f.found for f in of_text(REQUESTS + text, CODE)] == ["70.5%"]


def test_without_last_years_report_only_the_sentence_counts():
    assert of_text(f"{REQUESTS}新收23件，比上年减少2件。", CODE) == []
    text = f"{REQUESTS}新收23件，比上年减少2件，下降4.2%。"
    assert words(text, of_text(text, CODE)) == ["4.2%"]


def test_the_finding_shows_the_reckoning():
    (finding,) = of_text(f"{REQUESTS}自然人19件，占新收总数的85%。", CODE)
    assert (finding.severity, finding.expected, finding.found) == ("error", "82.6%", "85%")
    assert "按19÷23算，应为82.6%" in finding.message


def test_what_rests_on_a_wrong_number_is_not_told_as_well():
    text = f"{REQUESTS}新收32件，比上年减少1件，下降4.2%；自然人19件，占82.6%。"
    assert of_text(text, CODE, previous=LAST_YEAR) == []
    assert words(text, of_text(text, "TEXT-NUMBER", previous=LAST_YEAR)) == ["32件"]


def test_what_may_be_a_part_is_all_of_it_where_it_is_as_many():
    now = {"proactive.licensing.decisions": 386}
    last = busy_report({"proactive.licensing.decisions": 350}, year=2024)
    text = "户籍、出入境等窗口全年作出行政许可386件，同比增长4.3%。"
    (finding,) = of_text(text, CODE, cells=now, previous=last)
    assert finding.expected == "增长 10.3%"
