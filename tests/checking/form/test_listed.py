"""SECTION-TITLE in the preface: old names of parts, and another number of them."""

import pytest

from tests.checking.support import PREFACE, said, written

LIST = "本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议和行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项六部分组成。"


def listed(old, new, year=2024):
    assert old in LIST
    return said(
        written(year, preface=LIST.replace(old, new) + PREFACE.replace("2024", str(year))), "SECTION-TITLE"
    )


@pytest.mark.parametrize(
    ("right", "old"),
    [
        ("总体情况", "概述"),
        ("主动公开政府信息情况", "行政机关主动公开政府信息情况"),
        ("收到和处理政府信息公开申请情况", "依申请公开政府信息和不予公开政府信息的情况"),
        ("政府信息公开行政复议和行政诉讼情况", "因政府信息公开工作被申请行政复议、提起行政诉讼情况"),
        ("存在的主要问题及改进情况", "政府信息公开工作存在的主要问题及改进情况"),
        ("其他需要报告的事项", "其它需要报告的事项"),
    ],
)
def test_old_names(right, old):
    (found,) = listed(right, old)
    assert found == (old, right.replace("和行政诉讼", "、行政诉讼"))
    assert listed(right, old, year=2020) == [], "the older forms had those names"


@pytest.mark.parametrize(
    ("right", "odd", "proposed"),
    [
        ("收到和处理政府信息公开申请情况", "政府信息公开申请受理情况", "收到和处理政府信息公开申请情况"),
        ("存在的主要问题及改进情况", "工作中的不足和改进措施", "存在的主要问题及改进情况"),
        ("其他需要报告的事项", "需要说明的其他事项", "其他需要报告的事项"),
        ("其他需要报告的事项", "机构建设和保障经费情况、其他需要报告的事项", None),
    ],
)
def test_names_of_no_form(right, odd, proposed):
    assert listed(right, odd) == [(odd.partition("、")[0], proposed)]


def test_parts_that_are_no_more():
    assert listed("其他需要报告的事项", "收费及减免情况、其他需要报告的事项") == [("收费及减免情况", None)]


def test_another_number_of_parts():
    assert listed("六部分", "八部分") == [("八", "六")]
    assert listed("六部分", "五个部分") == [("五", "六")]
    assert listed("六部分", "6个部分") == []


@pytest.mark.parametrize(
    "text", [LIST, LIST.replace("复议和行政诉讼", "复议、行政诉讼"), "现将概述和基本情况报告如下，"]
)
def test_the_present_names(text):
    assert said(written(preface=text + PREFACE), "SECTION-TITLE") == []


def test_a_list_with_semicolons():
    text = "报告包括：概述；主动公开政府信息情况；收到和处理政府信息公开申请情况；其他需要报告的事项。"
    assert said(written(preface=text + PREFACE), "SECTION-TITLE") == [("概述", "总体情况")]
