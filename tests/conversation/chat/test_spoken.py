"""Whole sessions in staff's own words: elliptic, half said, about the step before."""

from __future__ import annotations

import pytest

from assistant.conversation.chat.phrasing import apart
from assistant.conversation.chat.routing import route
from assistant.conversation.chat.wishes import Situation, Wish
from tests.conversation.chat.chatting import NEW, Opened, opened, said, works
from tests.conversation.chat.test_routing import DESKS, DRAFT, one

__all__ = ["opened", "works"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("先写一稿吧", "draft"),
        ("整一个初稿", "draft"),
        ("撤了", "undo"),
        ("我先走了，明天再弄", "small"),
        ("看下哪里有问题", "check"),
        ("第一次弄这个，年报咋写啊", "help"),
        ("大厅搞了个公开专区", "note"),
        ("还有就是窗口换了块电子屏", "note"),
        ("没收信息处理费", "note"),
        ("把第二句找回来", "sentence"),
        ("现在多少字了", "count"),
        ("没有行政诉讼吗", "own"),
    ],
)
def test_what_is_half_said_is_understood(text: str, kind: str) -> None:
    assert one(text).kind == kind


@pytest.mark.parametrize("text", ["办结的也要加1吧", "行政处罚减2件", "把新收自然人加上3"])
def test_a_change_by_so_much_is_asked_back_and_never_set_as_the_value(text: str) -> None:
    wish = one(text)
    assert (wish.kind, wish.cells) == ("unclear", ())
    assert "改成多少" in wish.how


def test_a_value_reached_by_adding_is_still_one(texts: tuple[str, ...] = ("把新收自然人加到12",)) -> None:
    assert [one(text).cells for text in texts] == [((f"{NEW}.natural_person", "12"),)]


@pytest.mark.parametrize("text", ["什么时候要交啊", "年报最晚几号报", "那啥时候公布"])
def test_when_it_is_due_is_one_question_whatever_was_asked_before(text: str) -> None:
    assert one(text) == Wish("ask", "年报什么时候之前公布")


def test_a_unit_and_its_year_in_one_breath() -> None:
    wishes = route("单位是示例县水利局，2025年的", DRAFT)
    assert [(w.kind, w.where, w.how) for w in wishes] == [
        ("set", "unit", "示例县水利局"),
        ("set", "year", "2025"),
    ]


@pytest.mark.parametrize("text", ["提交初审", "帮我发给科长审", "送审"])
def test_the_reviews_are_shown_where_they_are_handed_in(text: str) -> None:
    assert (one(text).kind, one(text).where, one(text).how) == ("go", "take", "review")


@pytest.mark.parametrize("text", ["保密审查由办公室送审，全年审查了30件", "落实三审三校"])
def test_what_was_done_about_reviews_is_a_note(text: str) -> None:
    assert {wish.kind for wish in route(text, DRAFT)} == {"note"}


# --- findings -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["第一条啥意思", "第1条什么意思，怎么改", "第1个问题是什么问题"])
def test_a_finding_is_explained_by_its_number(text: str, opened: Opened) -> None:
    chat = opened()
    list(chat.turn("用示例试一试"))
    list(chat.turn("把新收自然人改成20"))
    told = said(chat.turn(text))
    assert told.text.startswith("第1条是错误：")
    assert "依据：" in told.text
    assert told.goes[-1][0] == "checkup"
    assert [choice.text for choice in told.choices][-1] == "条例第1条怎么规定的"


@pytest.mark.parametrize("text", ["条例第一条什么意思", "第三十六条第一款什么意思"])
def test_an_article_is_explained_as_the_law(text: str) -> None:
    assert one(text).kind == "ask"


def test_without_findings_or_a_report_the_article_is_meant(opened: Opened) -> None:
    assert one("第1条什么意思", DESKS["empty"]).kind == "ask"
    chat = opened()
    list(chat.turn("用示例试一试"))
    assert "第一条" in said(chat.turn("第1条什么意思")).text


def test_whether_it_can_go_out_is_said_first(opened: Opened) -> None:
    chat = opened()
    list(chat.turn("用示例试一试"))
    assert said(chat.turn("现在能交了吗")).text.startswith("还差几样")
    list(chat.turn("把新收自然人改成20"))
    assert said(chat.turn("现在能交了吗")).text.startswith("还不能交。")


def test_what_a_draft_asks_of_staff_is_no_error_of_the_report(opened: Opened) -> None:
    """“【请核对：…为26件…】” is said about the report, not in it."""
    chat = opened()
    for text in ("用示例试一试", "把新收自然人改成20", "把新收总计改成24", "重新起草"):
        list(chat.turn(text))
    draft = chat.bench.draft
    assert draft is not None
    assert "【请核对：表三新收加上年结转为26件" in draft.sections["overview"]
    assert not [
        one
        for one in chat.bench.findings
        if "为26件" in one.finding.message or "为25件" in one.finding.message
    ]


# --- going on about the same cell ---------------------------------------------------------------------------------


def test_it_goes_on_about_the_figure_before(opened: Opened) -> None:
    chat = opened()
    list(chat.turn("用示例试一试"))
    assert "23件" in said(chat.turn("今年收了几件申请")).text
    assert said(chat.turn("去年呢")).text.startswith(
        "去年表三“一、本年新收政府信息公开申请数量”的“总计”是18件"
    )
    assert "“商业企业”" in said(chat.turn("那企业呢")).text
    list(chat.turn("把新收自然人改成20"))
    assert "的“总计”是23件" in said(chat.turn("那总计呢")).text
    assert "从23改成24" in said(chat.turn("总计也改成24")).text


def test_a_bare_value_is_asked_back_with_the_cell_at_hand(opened: Opened) -> None:
    chat = opened()
    for text in ("用示例试一试", "把新收自然人改成20", "撤了"):
        list(chat.turn(text))
    told = said(chat.turn("不对，还是要改回20"))
    assert [choice.text for choice in told.choices] == ["把本年新收的自然人改成20"]
    assert "从19改成20" in said(chat.turn(told.choices[0].text)).text


@pytest.mark.parametrize("text", ["去年呢", "那总计呢", "呢", "那<script>呢"])
def test_with_nothing_before_nothing_is_made_up(text: str) -> None:
    assert all(wish.kind != "own" or wish.text == text for wish in route(text, Situation(has_report=True)))
    odd = Situation(has_report=True, cell="requests.new.<b>")
    assert all(wish.kind != "cells" for wish in route(text, odd))


# --- the text -----------------------------------------------------------------------------------------------------


def test_how_the_unit_is_reached_is_changed_where_it_is_said(opened: Opened) -> None:
    chat = opened()
    list(chat.turn("用示例试一试"))
    assert said(chat.turn("联系电话换成0516-5551234")).text == "电话改成“0516-5551234”了。\n"
    draft = chat.bench.draft
    assert draft is not None
    assert "电话：0516-5551234）" in draft.sections["preface"]
    assert "请核对：联系方式" not in draft.sections["preface"]
    assert not draft.verification.untraced
    assert "没有写传真" in said(chat.turn("传真改成5551235")).text


def test_a_sentence_for_a_part_stands_there_with_its_full_stop(opened: Opened) -> None:
    chat = opened()
    list(chat.turn("用示例试一试"))
    list(chat.turn("监督保障加一句：局党组每季度听一次汇报"))
    draft = chat.bench.draft
    assert draft is not None
    assert draft.sections["overview"].endswith("参训58人次。局党组每季度听一次汇报。")


def test_a_sentence_for_a_part_with_nothing_in_it_takes_the_place_of_the_gap(opened: Opened) -> None:
    chat = opened()
    list(chat.turn("用示例试一试"))
    chat.bench.set_notes("")
    list(chat.turn("重新起草"))
    list(chat.turn("监督保障加一句：局党组每季度听一次汇报"))
    draft = chat.bench.draft
    assert draft is not None
    assert draft.sections["overview"].endswith("（五）监督保障。局党组每季度听一次汇报。")


def test_problems_said_in_the_chat_become_problems_one_by_one(opened: Opened) -> None:
    chat = opened()
    list(chat.turn("用示例试一试"))
    list(chat.turn("问题那块写：一是栏目更新不及时，二是解读形式单一"))
    list(chat.turn("重新起草"))
    draft = chat.bench.draft
    assert draft is not None
    assert "栏目更新不及时。【待补充" in draft.sections["problems"]
    assert "解读形式单一。【待补充" in draft.sections["problems"]
    assert "问题那块" not in draft.sections["problems"]


def test_a_paragraph_worded_anew_leaves_the_others(opened: Opened) -> None:
    chat = opened()
    list(chat.turn("用示例试一试"))
    before = chat.bench.draft
    list(chat.turn("第三段换个说法"))
    after = chat.bench.draft
    assert before is not None and after is not None
    changed = {s.aspect for s in after.sentences if s.text not in {o.text for o in before.sentences}}
    assert len(changed) == 1


def test_how_long_it_is_counts_no_gaps(opened: Opened) -> None:
    chat = opened()
    list(chat.turn("用示例试一试"))
    before = said(chat.turn("现在多少字了")).text
    assert before.startswith("初稿一共") and "存在的主要问题及改进情况" in before
    list(chat.turn("其他需要报告的事项加一句：【待补充：再想想】"))
    assert said(chat.turn("现在多少字了")).text == before


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "培训搞了3次，一共120人参加，网站上发了500来条信息",
            "培训搞了3次，一共120人参加；网站上发了500来条信息",
        ),
        ("今年培训了2次，58人参加", "今年培训了2次，58人参加"),
        ("问题：一是更新慢，二是解读少", "问题：一是更新慢；二是解读少"),
        ("，，，", "，，，"),
        ("", ""),
    ],
)
def test_a_note_about_two_sides_is_cut_between_them(text: str, expected: str) -> None:
    assert apart(text) == expected


@pytest.mark.parametrize("text", ["帮我审一下这篇", "还有几条", "还剩几处"])
def test_a_reviewer_asks_for_the_findings(text: str) -> None:
    assert one(text).kind == "check"


@pytest.mark.parametrize(
    ("wish", "longer"),
    [
        ("太短了，写具体点", True),
        ("太简单了", True),
        ("写长一点", True),
        ("太长了，精简点", False),
        ("别写太长", False),
    ],
)
def test_too_short_is_made_longer_and_too_long_shorter(wish: str, longer: bool, opened: Opened) -> None:
    chat = opened()
    list(chat.turn("用示例试一试"))
    assert chat.bench.draft is not None
    full = len(chat.bench.draft.sections["overview"])
    chat.bench.revise("overview", "短一点")
    short = len(chat.bench.draft.sections["overview"])
    assert short < full
    chat.bench.revise("overview", wish)
    after = len(chat.bench.draft.sections["overview"])
    assert (after > short) is longer
