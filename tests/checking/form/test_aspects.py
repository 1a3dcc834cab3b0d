"""ASPECT-MISSING: the five aspects of the overview, and the three that governments report besides."""

import pytest

from assistant.checking import check_report
from assistant.checking.form.aspects import missing_aspects
from tests.checking.support import OVERVIEW, only, said, written

PARTS = {
    "主动公开": "主动公开。通过县政府网站公开信息264条。",
    "依申请公开": "依申请公开。没有收到政府信息公开申请。",
    "政府信息管理": "政府信息管理。落实三审三校。",
    "平台建设": "政府信息公开平台建设。优化门户网站栏目。",
    "监督保障": "监督保障。组织培训1次，36人参加。",
}


def overview(*left_out):
    kept = [text for name, text in PARTS.items() if name not in left_out]
    return "\n".join(f"（{n}）{text}" for n, text in zip("一二三四五", kept, strict=False))


@pytest.mark.parametrize("name", PARTS)
def test_one_aspect_left_out(name):
    report = written(overview=overview(name))
    finding = only(check_report(report), "ASPECT-MISSING")
    assert (finding.severity, finding.expected) == ("warning", name)
    assert name in finding.message


def test_all_aspects_there():
    assert missing_aspects(overview()) == []
    assert missing_aspects(OVERVIEW) == []


def test_running_text_without_headings():
    text = (
        "全年公开信息120条，发布政策解读5篇。收到公开申请3件，均按期办结。对拟公开的信息逐条审核把关。"
        "用好门户网站和微信公众号两个平台。安排专人负责，开展培训2次。"
    )
    assert missing_aspects(text) == []
    assert missing_aspects(text.replace("收到公开申请3件，均按期办结。", "")) == ["依申请公开"]


def test_a_passing_word_under_another_heading_does_not_do():
    assert missing_aspects(overview("平台建设")) == ["平台建设"]
    elsewhere = overview("平台建设").replace("落实三审三校。", "落实三审三校，升级政府网站栏目。")
    assert missing_aspects(elsewhere) == []


def test_several_in_one_finding():
    report = written(overview=overview("平台建设", "监督保障"))
    assert only(check_report(report), "ASPECT-MISSING").expected == "平台建设、监督保障"


@pytest.mark.parametrize("unit", ["示例县人民政府", "示例县青禾镇人民政府", "示例市人民政府"])
def test_governments_report_three_things_more(unit):
    plain = written(unit=unit, preface=written().sections["preface"].replace("示例县教育局", unit))
    finding = only(check_report(plain), "ASPECT-MISSING")
    assert finding.expected == "工作考核、社会评议、责任追究"
    assert "第五十条" in finding.basis
    whole = OVERVIEW + "纳入年度考核。社会评议满意度92%。没有发生责任追究的情形。"
    assert (
        said(plain.model_copy(update={"sections": {**plain.sections, "overview": whole}}), "ASPECT-MISSING")
        == []
    )


def test_only_what_is_missing_is_named():
    report = written(
        unit="示例县人民政府", overview=OVERVIEW + "公开工作列入年度考核，没有发生责任追究的情形。"
    )
    assert only(check_report(report), "ASPECT-MISSING").expected == "社会评议"


@pytest.mark.parametrize("unit", ["示例县教育局", "示例区望河街道办事处", "示例县人民政府办公室"])
def test_others_need_not(unit):
    assert said(written(unit=unit), "ASPECT-MISSING") == []


def test_a_short_overview_and_old_forms_are_not_judged():
    assert said(written(overview="本年公开信息。"), "ASPECT-MISSING") == []
    assert said(written(2019, overview=overview("监督保障")), "ASPECT-MISSING") == []
