"""YEAR-LEFT-OVER and PERIOD: years left over in the preface and elsewhere, and the period of the figures."""

import pytest

from assistant.checking import check_report
from tests.checking.support import PREFACE, codes, corrected, only, said, words, written

CODES = ("YEAR-LEFT-OVER", "PERIOD")


def found(**sections):
    report = written(**sections)
    return report, [f for f in check_report(report) if f.code in CODES]


def test_a_report_in_order_has_none():
    assert check_report(written()) == []


@pytest.mark.parametrize(
    ("period", "right"),
    [
        ("2023年1月1日至2023年12月31日", "2024年1月1日至2024年12月31日"),
        ("2023年1月1日起至2024年12月31日止", "2024年1月1日起至2024年12月31日止"),
        ("2024年1月1日至2023年12月31日", "2024年1月1日至2024年12月31日"),
        ("２０２３年１月１日至１２月３１日", "2024年１月１日至１２月３１日"),
        ("2023年1月1日起，到2023年12月31日止", "2024年1月1日起，到2024年12月31日止"),
        ("2023年1月—12月", "2024年1月—12月"),
        ("2023.1.1—2023.12.31", "2024.1.1—2024.12.31"),
    ],
)
def test_last_years_period(period, right):
    text = f"现将有关情况公布如下。数据统计期限为{period}。"
    report, findings = found(preface=text)
    assert codes(findings) == ["PERIOD"]
    assert findings[0].severity == "error"
    assert right in corrected(report, findings[0])
    assert findings[0].expected in right


@pytest.mark.parametrize(
    ("period", "right"),
    [
        ("2024年1月1日至2024年12月30日", "2024年1月1日至2024年12月31日"),
        ("2024年1月1日至12月1日", "2024年1月1日至12月31日"),
        ("2024年1月2日至12月31日", "2024年1月1日至12月31日"),
        ("2024年1月1日至11月30日", "2024年1月1日至12月31日"),
        ("2024.1.1—2024.12.30", "2024.1.1—2024.12.31"),
    ],
)
def test_a_period_that_is_not_the_year(period, right):
    report, findings = found(preface=f"所列数据的统计期限为{period}。")
    assert codes(findings) == ["PERIOD"]
    assert right in corrected(report, findings[0])


def test_a_later_year_in_the_period():
    report, findings = found(preface="统计期限为2024年1月1日至2025年12月31日。")
    assert codes(findings) == ["PERIOD"]
    assert findings[0].severity == "error"
    assert "2024年12月31日" in corrected(report, findings[0])


def test_no_period_said():
    finding = only(
        check_report(written(preface="根据《中华人民共和国政府信息公开条例》编制本报告。")), "PERIOD"
    )
    assert (finding.severity, finding.status) == ("warning", "fail")
    assert "2024年1月1日至2024年12月31日" in finding.message


@pytest.mark.parametrize(
    "period",
    [
        "统计期限自2024年1月1日起至12月31日止。",
        "报告中的数据自2024年1月1日起，到2024年12月31日止。",
        "本报告统计数据的时间为2024年1-12月。",
        "报告中所列数据截至2024年12月31日。",
        "本报告数据统计期限为2024年度。",
        "报告数据从2024年1月1日统计到2024年12月31日。",
        "报告数据从2024年1月起，到2024年12月31日止。",
    ],
)
def test_a_period_said_in_other_words(period):
    assert found(preface="根据条例编制。" + period)[1] == []


@pytest.mark.parametrize(
    "sentence",
    [
        "现公布示例县教育局2023年政府信息公开工作年度报告。",
        "现将我局2023年度政府信息公开工作情况报告如下：",
        "现就2023年度工作开展情况总结如下：",
        "示例县教育局编制了2022年度政府信息公开工作报告。",
    ],
)
def test_another_year_in_the_name_of_the_report(sentence):
    report, findings = found(preface=sentence + "统计期限为2024年1月1日至12月31日。")
    assert codes(findings) == ["YEAR-LEFT-OVER"]
    assert findings[0].severity == "error"
    assert words(report, findings[0]) in {"2023", "2022"}
    assert findings[0].correction == "2024"


def test_a_year_in_chinese_numerals():
    report, findings = found(
        preface="这是二〇二三年政府信息公开工作年度报告。统计期限为2024年1月1日至12月31日。"
    )
    assert [(words(report, f), f.correction) for f in findings] == [("二〇二三", "二〇二四")]
    right = "这是二〇二四年政府信息公开工作年度报告。统计期限为2024年1月1日至12月31日。"
    assert found(preface=right)[1] == []


def test_a_later_year_in_the_preface_may_be_the_titles_fault():
    """Then the title was left over: nothing is put in its place."""
    _, findings = found(
        preface="现公布我局2025年政府信息公开工作年度报告。统计期限为2024年1月1日至12月31日。"
    )
    assert codes(findings) == ["YEAR-LEFT-OVER"]
    assert findings[0].correction is None
    assert "标题" in findings[0].message


@pytest.mark.parametrize(
    ("section", "sentence"),
    [
        ("overview", "2023年，我局认真贯彻落实《条例》，扎实推进政府信息公开工作。"),
        ("overview", "（一）主动公开。2023年，通过政府网站公开信息264条。"),
        ("overview", "（二）依申请公开。2023年共收到政府信息公开申请5件。"),
        ("other", "2023年没有收取信息处理费。"),
        ("problems", "2024年，我局将进一步加强政策解读。"),
        ("problems", "下一步，我局将在2024年重点做好以下工作。"),
        ("problems", "2024年工作计划：一是加强学习。"),
        ("problems", "针对上述问题，2024年我局将采取以下措施。"),
        (
            "preface",
            "2023年，示例县教育局在县委、县政府的正确领导下，编制工作有序。统计期限为2024年1月1日至12月31日。",
        ),
        ("overview", "我局2023年共公开信息523条。"),
        ("overview", "经统计，截止2023年12月31日，共公开信息523条。"),
        ("problems", "下一步，2024年将从以下方面改进：一是加强培训。"),
        ("problems", "2023年，我局将继续完善制度。"),
        ("problems", "2023年我局政府信息公开工作存在的问题如下：一是更新不及时。"),
    ],
)
def test_sentences_of_last_year(section, sentence):
    report = written(**{section: sentence + "其他情况正常。"})
    finding = only(check_report(report), "YEAR-LEFT-OVER")
    assert (finding.severity, finding.status) == ("warning", "uncertain")
    assert words(report, finding) in {"2023", "2024"}


@pytest.mark.parametrize(
    ("section", "sentence"),
    [
        ("overview", "2024年，我局认真贯彻落实《条例》。"),
        ("overview", "与2023年相比，申请增加5件。"),
        ("overview", "2023年收到申请3件，2024年收到5件，增加2件。"),
        ("overview", "2023年建成的政务公开专区运行平稳。"),
        ("overview", "2023年以来，持续清理规范性文件。"),
        ("overview", "按照2023年印发的工作规范办理，落实行政复议法（2023年修订）。"),
        ("overview", "上年结转的申请中，2023年12月收到的2件已办结。"),
        ("overview", "抽查2020年以来上网的处罚决定书3460件。"),
        ("overview", "2024年，我局将政务公开纳入年度考核，印发《示例县2023—2025年公开规划》。"),
        ("overview", "按照2024年工作计划，完成了三项任务。"),
        ("overview", "截至2023年底累计关停账号12个，今年又关停3个。"),
        ("problems", "上年提出的问题，原计划2024年解决，现已解决。"),
        ("problems", "2023年度报告提出的三个问题均已整改。"),
        ("problems", "2025年，我局将进一步加强政策解读。"),
        ("problems", "自2025年1月起按月公布，2024年已补录58个项目。"),
        ("problems", "着手开发分类检索，计划2025年投入使用。"),
    ],
)
def test_right_sentences_about_other_years(section, sentence):
    assert found(**{section: sentence + "其他情况正常。"})[1] == []


def test_dates_in_the_preface_that_are_no_period():
    text = (
        PREFACE
        + "本报告于2025年1月20日公布，意见征集时间为2025年1月20日至2月20日。《条例》自2019年5月15日起施行。"
    )
    assert found(preface=text)[1] == []


def test_another_unit_in_the_preface():
    report = written(
        preface="现公布示例县民政局2024年政府信息公开工作年度报告。统计期限为2024年1月1日至12月31日。"
    )
    assert said(report, "TEXT-CONTRADICTION") == [("示例县民政局", None)]
    same = written(
        preface="现公布示例县教育局2024年政府信息公开工作年度报告。统计期限为2024年1月1日至12月31日。"
    )
    assert said(same, "TEXT-CONTRADICTION") == []


def test_without_a_year_nothing_is_said():
    report = written(year=None, preface="统计期限为2023年1月1日至2023年12月31日。")
    assert [f for f in check_report(report) if f.code in CODES] == []


@pytest.mark.parametrize(
    ("period", "found_words"),
    [
        ("数据统计期限为2023年度。", "2023年度"),
        ("统计时间为2024年上半年。", "2024年上半年"),
        ("统计期限为2024年1月至11月。", "2024年1月至11月"),
        ("数据统计到2024年11月30日为止。", "2024年11月30日"),
        ("统计截止日期为2024年11月30日。", "2024年11月30日"),
        ("数据统计自2024年2月1日起。", "2024年2月1日"),
        ("统计期限为二〇二三年一月一日至十二月三十一日。", "二〇二三年一月一日至十二月三十一日"),
        ("统计时段自2024年1月1日始，迄2024年11月30日终。", "2024年1月1日始，迄2024年11月30日"),
        ("数据自2024年1月1日开始统计，到2024年12月20日结束。", "2024年1月1日开始统计，到2024年12月20日"),
        ("统计时段是2023年12月至2024年11月。", "2023年12月至2024年11月"),
    ],
)
def test_periods_told_otherwise(period, found_words):
    report, findings = found(preface="根据条例编制。" + period)
    assert [(f.code, f.severity, words(report, f)) for f in findings] == [("PERIOD", "error", found_words)]


@pytest.mark.parametrize(
    "period",
    [
        "统计时间为2024年全年。",
        "数据统计到2024年12月31日为止。",
        "统计期限自二〇二四年一月一日至二〇二四年十二月三十一日。",
        "统计时段自2024年1月1日始，迄2024年12月31日终。",
        "统计期限为2024年1月1日至12月31日；用作对比的上年数据，统计期限为2023年1月1日至2023年12月31日。",
        "统计期限为2024年1月1日至12月31日，数据公布时间为2025年1月10日，保存期限为2027年。",
    ],
)
def test_periods_told_otherwise_and_right(period):
    assert found(preface="根据条例编制。" + period)[1] == []


def test_figures_up_to_a_day_are_no_period():
    text = "按学年统计的资助人数（2023年9月1日至2024年8月31日）另行公布。"
    assert found(overview=text)[1] == []
    text = "网站累计数据截至2024年6月30日共12条。经统计，2024年3月至6月收到4件。"
    assert found(overview=text)[1] == []


def test_a_period_in_two_digits_and_one_that_ends_at_midnight():
    report, findings = found(preface="数据统计期限为23年1月1日至23年12月31日。")
    assert codes(findings) == ["PERIOD"]
    assert "24年1月1日至24年12月31日" in corrected(report, findings[0])
    _, findings = found(preface="数据统计期限自2024年1月1日0时起至2025年1月1日0时止。")
    assert findings == []


@pytest.mark.parametrize(
    "period",
    ["数据从2024年1月1日统计到2024年12月30日。", "数据从2024年1月起，到2024年11月30日止。"],
)
def test_a_period_that_ends_too_early(period):
    assert codes(found(preface="根据条例编制。" + period)[1]) == ["PERIOD"]


@pytest.mark.parametrize(
    "text",
    [
        "统计期限为2024年1月1日一12月31日。",
        "2023年一2024年共2期。",
        "周一一周五接待。",
        "接待时间为9:00一17:00。",
    ],
)
def test_a_numeral_for_a_dash(text):
    (finding,) = [f for f in check_report(written(overview=text)) if f.code == "PUNCTUATION"]
    assert (finding.found, finding.correction, finding.severity) == ("一", "—", "error")


@pytest.mark.parametrize("text", ["每周一一次例会，周一一早更新。", "第一年一次，每月一期，1月1日一早上线。"])
def test_a_numeral_that_counts(text):
    assert [f for f in check_report(written(overview=text)) if f.code == "PUNCTUATION"] == []


@pytest.mark.parametrize(
    "text",
    [
        "本报告反映2024年1月至10月的工作。",
        "本年报数据取自2024年2—12月的台账。",
        "报告中的数据均截止到2024年11月底。",
        "本报告汇总2024年上半年的情况。",
    ],
)
def test_a_period_of_some_months(text):
    assert codes(found(preface="根据条例编制。" + text)[1]) == ["PERIOD"]


@pytest.mark.parametrize("text", ["本报告反映2024年1月至12月的工作。", "本年报数据取自2024年1—12月的台账。"])
def test_a_period_of_all_months(text):
    assert "PERIOD" not in [
        f.code for f in found(preface="统计期限为2024年1月1日至2024年12月31日。" + text)[1]
    ]


def test_the_end_of_last_year_against_its_beginning():
    assert codes(found(overview="截至2023年底，公众号有粉丝2万人，较年初增加一成。")[1]) == ["YEAR-LEFT-OVER"]
    assert not found(overview="2023年结转的申请，一季度全部答复。")[1]
