"""TYPO where the field has no such run of characters: one left out, or two the other way round."""

import pytest

from assistant.checking.spelling import field
from tests.checking.texts import of_text, words

CODE = "TYPO"


def told(text: str) -> list[tuple[str, str | None]]:
    """What this check alone says of a text, as words and what they should be."""
    return [(text[start:end], right) for _, start, end, right in field.slips({"overview": text})]


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("对涉及个人隐私的内容作分区处理。", "分区", "区分"),
        ("本年度不断完善信审息核流程。", "审息", "息审"),
        ("申请人收到答复后未提出议异。", "议异", "异议"),
        ("做好政策读解工作。", "读解", "解读"),
        ("严格落实保密查审制度。", "查审", "审查"),
        ("全面落实政务公重点工作任务。", "公重", "公开重"),
        ("全县新收政府信公开申请12件。", "信公", "信息公"),
        ("召集村民小祖长开会，逐户核对名单。", "小祖长", "小组长"),
        ("新栏目上线以后，界时将同步关停旧页面。", "界时", "届时"),
    ],
)
def test_a_slip_is_told_with_what_was_meant(text, wrong, right):
    assert told(text) == [(wrong, right)]


def test_the_finding_is_a_warning_where_it_stands_and_can_be_put_right():
    text = "对涉及个人隐私的内容作分区处理。"
    found = of_text(text, CODE)
    assert words(text, found) == ["分区"]
    assert (found[0].severity, found[0].correction) == ("warning", "区分")
    assert "写颠倒了" in found[0].message


def test_a_character_taken_for_another_is_called_that():
    (found,) = of_text("新系统年底上线，界时两边的内容一并更新。", CODE)
    assert "写错了字" in found.message
    assert found.severity == "warning"


def test_names_stay():
    assert of_text("局长陈志远、主任汪海波轮流值守窗口。", CODE) == []


def test_a_character_left_out_is_called_that():
    (found,) = [f for f in of_text("全面落实政务公重点工作任务。", CODE) if f.correction == "公开重"]
    assert "漏了一个字" in found.message


@pytest.mark.parametrize(
    "text",
    [
        "各科室随问随答、随办随结。",
        "深入学习贯彻党的二十大和二十届三中全会精神。",
        "农村土地承包经营权流转情况逐户公示。",
        "局长率领城管队员检查街面。",
        "办结时限由二十日压到十二日。",
        "街道在店前街、前店村各设一处公开栏。",
        "本报告由办公室编制，经局务会审定后公布。",
        "长江禁渔期的规定张贴到船头。",
        "向帮助过我们的志愿者表示衷心感谢。",
        "既可在网上查，又可到窗口取。",
    ],
)
def test_right_words_stay(text):
    assert told(text) == []


def test_titles_are_quoted_as_they_are():
    assert of_text("学习《政务读解手册》，提高能力。", CODE) == []


def test_numbers_do_not_move_the_place():
    text = "2025年新收申请1,286件，对部分内容作分区处理；第12,345号也一样。"
    found = [f for f in of_text(text, CODE) if f.correction == "区分"]
    assert words(text, found) == ["分区"]


def test_the_same_slip_in_two_sections_is_told_in_both():
    sections = {"overview": "内容作分区处理。", "problems": "没有作分区处理。"}
    assert [section for section, *_ in field.slips(sections)] == ["overview", "problems"]


def test_strange_text_takes_no_longer_than_it_has_to():
    assert len(field.slips({"overview": "政信公开府息" * 20_000})) < 50_000
